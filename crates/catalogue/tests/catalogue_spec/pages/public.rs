//! What everybody sees of the collection.

use super::{House, unescaped};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use catalogue::{
    copies::{self, Entered, Status},
    records,
};
use house::{Page, between};
use marc::{Field, Record};
use serde_json::{Value, json};
use trial::act;

impl House {
    /// Adds a title with as many copies; its number.
    fn add(&self, title: &str, ddc: &str, subject: &str, copies: usize) -> i64 {
        let record = Record::default()
            .with(Field::control("008", "260105s2024    io a    j     000 0 ind d"))
            .with(Field::data("082", '0', '4').with('a', ddc))
            .with(Field::data("100", '1', ' ').with('a', "Lumi, Meiske"))
            .with(Field::data("245", '1', '0').with('a', title))
            .with(Field::data("520", ' ', ' ').with('a', format!("Sebuah buku tentang {subject}.")))
            .with(Field::data("541", '0', ' ').with('a', "Dibeli diam-diam"))
            .with(Field::data("650", ' ', '4').with('a', subject));
        let branch = crate::common::branch(&self.store, "TOM");
        let write = self.store.write_blocking(move |tx| {
            let kept = records::create(tx, &act("2026-08-05T08:00"), &record)?;
            for _ in 0..copies {
                copies::add(tx, &act("2026-08-05T08:00"), kept.id, &Entered::at(branch))?;
            }
            Ok(kept.number)
        });
        write.unwrap()
    }

    fn hide(&self, number: i64) {
        let record = self.record(number).id;
        let hide = self
            .store
            .write_blocking(move |tx| records::set_hidden(tx, &act("2026-08-05T09:00"), record, true));
        hide.unwrap();
    }
}

/// The first number in the heading of a page.
fn counted(page: &Page) -> u64 {
    let heading = page.between("<h1>", "</h1>").next().unwrap();
    heading.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Every address of ours a page links to.
fn links(page: &Page) -> Vec<String> {
    let found =
        page.between("href=\"", "\"").filter(|href| href.starts_with('/') && !href.starts_with("/aset"));
    let mut links: Vec<String> = found.map(unescaped).collect();
    links.sort();
    links.dedup();
    links
}

fn garden() -> House {
    let house = House::new();
    house.add("Budidaya krisan", "635.9", "Tanaman hias", 2);
    house.add("Merangkai krisan", "745.92", "Bunga", 1);
    house.add("Krisan dalam puisi", "811", "Bunga", 0);
    house.add("Gunung Lokon", "551.21", "Gunung api", 1);
    house
}

#[test]
fn every_facet_leads_to_as_many_results_as_it_promised() {
    let house = garden();
    let page = house.get("", "/katalog?q=krisan");
    assert_eq!(counted(&page), 3);
    let mut tried = 0;
    for label in page.between("<label class=\"check\">", "</label>") {
        let value = |name| between(label, name, "\"").next().unwrap().to_owned();
        let promised: u64 = between(label, "<span class=\"n\">", "</span>").next().unwrap().parse().unwrap();
        let href =
            format!("/katalog?q=krisan&{}={}", value("name=\""), ui::page::query_value(&value("value=\"")));
        let narrowed = house.get("", &href);
        assert_eq!(counted(&narrowed), promised, "{href}");
        narrowed.says("class=\"chips\"");
        tried += 1;
    }
    assert!(tried >= 8, "only {tried} facets");
}

#[test]
fn what_was_just_saved_is_found_at_once() {
    let house = House::new();
    for n in 1..=5 {
        let number = house.add(&format!("Judul{n}"), "635.9", "Tanaman", 1);
        house.get("", &format!("/katalog?q=judul{n}")).says(&format!("href=\"/katalog/{number}\""));
    }
}

#[test]
fn a_hidden_record_is_hidden_everywhere() {
    let house = garden();
    let secret = house.add("Rahasia krisan", "635.9", "Rahasia", 1);
    house.get("", &format!("/katalog/{}", secret - 4)).says("Rahasia krisan");
    house.hide(secret);
    for path in ["", ".mrc", ".xml", "/marc"] {
        let answer = house.get("", &format!("/katalog/{secret}{path}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.says_not("Rahasia");
    }
    assert_eq!(counted(&house.get("", "/katalog?q=rahasia")), 0);
    house.get("", "/katalog").says_not("Rahasia");
    house.get("", "/katalog/saran?q=rahasia").says_not("ahasia");
    house.get("", "/").says_not("Rahasia");
    let neighbour = house.get("", &format!("/katalog/{}", secret - 4));
    neighbour.says("Budidaya krisan");
    neighbour.says_not("Rahasia krisan");
}

#[test]
fn no_page_leads_nowhere() {
    let house = garden();
    // The member's pages, the workroom and the sign-in are other modules'.
    let elsewhere = |href: &str| ["/saya", "/staf", "/masuk"].iter().any(|other| href.starts_with(other));
    for page in [
        "/",
        "/katalog",
        "/katalog?q=krisan&a=1",
        "/katalog?q=xyzzy&f=judul&l=ind",
        "/katalog/1",
        "/katalog/1/marc",
    ] {
        let answer = house.get("", page);
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        for href in links(&answer).iter().filter(|href| !elsewhere(href)) {
            assert_eq!(house.get("", href).status, StatusCode::OK, "{href} on {page}");
        }
    }
}

#[test]
fn an_empty_page_leads_on() {
    let house = garden();
    let page = house.get("", "/katalog?q=krisann&l=eng");
    assert_eq!((page.status, counted(&page)), (StatusCode::OK, 0));
    page.says("class=\"ways\"");
    page.says("href=\"/katalog?d=6\"");
    for href in page.between("LuArrowRight\"/></svg><a href=\"", "\"") {
        assert!(counted(&house.get("", &unescaped(href))) > 0, "{href}");
    }
    assert_eq!(House::new().get("", "/katalog").status, StatusCode::OK);
}

#[test]
fn a_page_beyond_the_last_is_the_last() {
    let house = garden();
    let answer = house.get("", "/katalog?q=krisan&n=9");
    assert_eq!((answer.status, answer.to.as_deref()), (StatusCode::SEE_OTHER, Some("/katalog?q=krisan")));
}

#[test]
fn a_record_shows_its_copies_and_can_be_taken_away() {
    let house = garden();
    let page = house.get("", "/katalog/1");
    assert_eq!(page.between("TMH-000000", "<").count(), 2);
    page.says("Lumi, Meiske. 2024. <i>Budidaya krisan</i>.");
    let data = page.between("<script type=\"application/ld+json\">", "</script>").next().unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["author"][0]["name"], "Meiske Lumi");
    let mrc = house.get("", "/katalog/1.mrc");
    assert_eq!((mrc.status, mrc.kind.as_str()), (StatusCode::OK, "application/marc"));
    let xml = house.get("", "/katalog/1.xml");
    for (form, text) in [("mrc", &mrc.text), ("xml", &xml.text)] {
        let record = marc::Records::open(text.as_bytes()).unwrap().next().unwrap().unwrap().record;
        assert_eq!(
            (record.text("245", "a").as_str(), record.first("541")),
            ("Budidaya krisan", None),
            "{form}"
        );
    }
    for path in ["/katalog/01", "/katalog/99", "/katalog/x", "/katalog/1.txt", "/katalog/01/marc"] {
        assert_eq!(house.get("", path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_copy_that_is_lost_counts_but_cannot_be_had() {
    let house = House::new();
    let number = house.add("Krisan Kulo", "635.9", "Bunga", 2);
    let lose = house.store.write_blocking(move |tx| {
        let record = records::by_number(tx, number)?.unwrap();
        let copy = copies::of_record(tx, record.id)?[0].id;
        copies::set_status(tx, &act("2026-08-05T09:00"), copy, Status::Lost)
    });
    lose.unwrap();
    house.get("", "/katalog?q=kulo").says("1 dari 2 tersedia");
    house.get("", "/katalog/1").says("Tidak ditemukan");
}

#[test]
fn suggestions_say_what_they_are_and_where_they_lead() {
    let house = garden();
    // The index follows on a thread of its own; asking for results waits for it, suggesting does not.
    house.get("", "/katalog");
    let answer = house.get("", "/katalog/saran?q=budi");
    assert_eq!(answer.kind, "application/json");
    let offer = json!({ "text": "Budidaya krisan", "note": "Judul", "href": "/katalog/1" });
    assert_eq!(answer.json()[0], offer);
    assert_eq!(house.get("", "/katalog/saran").text, "[]");
}

#[test]
fn the_home_page_shows_what_is_new_and_counts_what_is_there() {
    let house = garden();
    house.get("", "/katalog");
    let page = house.get("", "/");
    page.says("Gunung Lokon");
    page.says("4 judul dalam 4 eksemplar");
    House::new().get("", "/").says("Katalog sedang disiapkan");
}

#[test]
fn a_barcode_is_found_and_a_record_is_shared_without_scripts() {
    let house = House::new();
    let number = house.add("Gunung \"Lokon\" & Empung", "551.21", "Gunung api", 1);
    house.add("TMH", "020", "Label", 0);
    let results = house.get("", "/katalog?q=TMH-0000001");
    let first = results.between("<ol class=\"hits\">", "</li>").next().unwrap();
    assert!(first.contains(&format!("/katalog/{number}")), "{first}");

    let request = Request::get(format!("/katalog/{number}")).header("host", "pustaka.example:8080");
    let page = house.ask(request.body(Body::empty()).unwrap());
    let address = format!("http://pustaka.example:8080/katalog/{number}");
    page.says(&format!("readonly value=\"{address}\""));
    let encoded = ui::page::query_value(&address);
    for link in
        ["https://wa.me/?text=Gunung%20%22Lokon%22%20%26%20Empung", "mailto:?subject=Gunung%20%22Lokon%22"]
    {
        page.says(link);
        let rest = page.between(link, "\"").next().unwrap();
        assert!(rest.ends_with(&encoded), "{rest}");
    }
}
