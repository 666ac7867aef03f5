#![allow(clippy::panic, reason = "a test that cannot go on stops")]

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kernel::{Id, TimeZone};
use marc::{Field, Record};
use platform::{
    files::Files,
    library::{self, Branch},
};
use store::Store;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use trial::{Database, act};
use ui::{Lang, Lexicon, Speech};
use web::{App, Config, Module};

use super::{labels, public_routes};
use crate::{
    copies::{self, Entered, Status},
    indexer::{Following, Index},
    record::{Audience, Form},
    records,
};

/// A library with an open catalogue, for a browser without a network.
struct House {
    runtime: Runtime,
    router: Router,
    store: Store,
    branch: Id<Branch>,
    _following: Following,
    _database: Database,
}

/// An answer: its status, where it leads, its text.
struct Answered {
    status: StatusCode,
    location: String,
    kind: String,
    text: String,
}

fn lexicon() -> &'static Lexicon {
    Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, crate::TEXTS].concat()).unwrap().keep()
}

impl House {
    fn open() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store
            .migrate([("platform", platform::MIGRATIONS), ("catalogue", crate::MIGRATIONS)].to_vec())
            .unwrap();
        let branch = Id::new();
        let place = Branch {
            id: branch,
            code: "pusat".into(),
            name: "Perpustakaan Pusat".into(),
            address: String::new(),
            phone: None,
        };
        store.write_blocking(move |tx| library::save_branch(tx, &act("2026-08-05T08:00"), &place)).unwrap();
        let index = Arc::new(Index::in_memory().unwrap());
        let following = index.follow(store.clone()).unwrap();
        let catalogue =
            Module { routes: public_routes(index, &Files::at("")), ..Module::new("catalogue", crate::TEXTS) };
        let zone = TimeZone::get("Asia/Makassar").unwrap();
        let (app, routes) = App::gather(
            store.clone(),
            lexicon(),
            zone,
            Config::default(),
            vec![web::pages::module(), catalogue],
        )
        .unwrap();
        let router = web::router(&app, routes);
        Self {
            runtime: Runtime::new().unwrap(),
            router,
            store,
            branch,
            _following: following,
            _database: database,
        }
    }

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
        let branch = self.branch;
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
        let hide = self.store.write_blocking(move |tx| {
            let record = records::by_number(tx, number)?.unwrap();
            records::set_hidden(tx, &act("2026-08-05T09:00"), record.id, true)
        });
        hide.unwrap();
    }

    fn get(&self, path: &str) -> Answered {
        self.runtime.block_on(self.ask(path))
    }

    async fn ask(&self, path: &str) -> Answered {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name: header::HeaderName| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, kind, status) =
            (text(header::LOCATION), text(header::CONTENT_TYPE), response.status());
        let body = to_bytes(response.into_body(), 1 << 22).await.unwrap();
        Answered { status, location, kind, text: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// What stands between `from` and `to`, every time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split_once(to).map(|(inside, _)| inside))
}

/// The first number in the heading of a page.
fn counted(page: &str) -> u64 {
    let heading = between(page, "<h1>", "</h1>").next().unwrap();
    heading.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Every address of ours a page links to.
fn links(page: &str) -> Vec<String> {
    let found =
        between(page, "href=\"", "\"").filter(|href| href.starts_with('/') && !href.starts_with("/aset"));
    let mut links: Vec<String> = found.map(|href| href.replace("&#38;", "&")).collect();
    links.sort();
    links.dedup();
    links
}

fn garden() -> House {
    let house = House::open();
    house.add("Budidaya krisan", "635.9", "Tanaman hias", 2);
    house.add("Merangkai krisan", "745.92", "Bunga", 1);
    house.add("Krisan dalam puisi", "811", "Bunga", 0);
    house.add("Gunung Lokon", "551.21", "Gunung api", 1);
    house
}

#[test]
fn every_facet_leads_to_as_many_results_as_it_promised() {
    let house = garden();
    let page = house.get("/katalog?q=krisan").text;
    assert_eq!(counted(&page), 3);
    let mut tried = 0;
    for label in between(&page, "<label class=\"check\">", "</label>") {
        let value = |name| between(label, name, "\"").next().unwrap().to_owned();
        let promised: u64 = between(label, "<span class=\"n\">", "</span>").next().unwrap().parse().unwrap();
        let href =
            format!("/katalog?q=krisan&{}={}", value("name=\""), ui::page::query_value(&value("value=\"")));
        let narrowed = house.get(&href).text;
        assert_eq!(counted(&narrowed), promised, "{href}");
        assert!(narrowed.contains("class=\"chips\""), "{href}");
        tried += 1;
    }
    assert!(tried >= 8, "only {tried} facets");
}

#[test]
fn what_was_just_saved_is_found_at_once() {
    let house = House::open();
    for n in 1..=5 {
        let number = house.add(&format!("Judul{n}"), "635.9", "Tanaman", 1);
        let page = house.get(&format!("/katalog?q=judul{n}"));
        assert!(page.text.contains(&format!("href=\"/katalog/{number}\"")), "title {n}");
    }
}

#[test]
fn a_hidden_record_is_hidden_everywhere() {
    let house = garden();
    let secret = house.add("Rahasia krisan", "635.9", "Rahasia", 1);
    assert!(house.get(&format!("/katalog/{}", secret - 4)).text.contains("Rahasia krisan"));
    house.hide(secret);
    for path in ["", ".mrc", ".xml", "/marc"] {
        let answer = house.get(&format!("/katalog/{secret}{path}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("Rahasia"), "{path}");
    }
    assert_eq!(counted(&house.get("/katalog?q=rahasia").text), 0);
    assert!(!house.get("/katalog").text.contains("Rahasia"));
    assert!(!house.get("/katalog/saran?q=rahasia").text.contains("ahasia"));
    assert!(!house.get("/").text.contains("Rahasia"));
    let neighbour = house.get(&format!("/katalog/{}", secret - 4)).text;
    assert!(neighbour.contains("Budidaya krisan") && !neighbour.contains("Rahasia krisan"));
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
        let answer = house.get(page);
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        for href in links(&answer.text).iter().filter(|href| !elsewhere(href)) {
            assert_eq!(house.get(href).status, StatusCode::OK, "{href} on {page}");
        }
    }
}

#[test]
fn an_empty_page_leads_on() {
    let house = garden();
    let page = house.get("/katalog?q=krisann&l=eng");
    assert_eq!((page.status, counted(&page.text)), (StatusCode::OK, 0));
    assert!(page.text.contains("class=\"ways\"") && page.text.contains("href=\"/katalog?d=6\""));
    for href in between(&page.text, "LuArrowRight\"/></svg><a href=\"", "\"") {
        assert!(counted(&house.get(&href.replace("&#38;", "&")).text) > 0, "{href}");
    }
    assert_eq!(House::open().get("/katalog").status, StatusCode::OK);
}

#[test]
fn a_page_beyond_the_last_is_the_last() {
    let house = garden();
    let answer = house.get("/katalog?q=krisan&n=9");
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/katalog?q=krisan"));
}

#[test]
fn a_record_shows_its_copies_and_can_be_taken_away() {
    let house = garden();
    let page = house.get("/katalog/1").text;
    assert_eq!(between(&page, "TMH-000000", "<").count(), 2);
    assert!(page.contains("Lumi, Meiske. 2024. <i>Budidaya krisan</i>."), "{page}");
    let data = between(&page, "<script type=\"application/ld+json\">", "</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["author"][0]["name"], "Meiske Lumi");
    let mrc = house.get("/katalog/1.mrc");
    assert_eq!((mrc.status, mrc.kind.as_str()), (StatusCode::OK, "application/marc"));
    let xml = house.get("/katalog/1.xml");
    for (form, text) in [("mrc", &mrc.text), ("xml", &xml.text)] {
        let record = marc::Records::open(text.as_bytes()).unwrap().next().unwrap().unwrap().record;
        assert_eq!(
            (record.text("245", "a").as_str(), record.first("541")),
            ("Budidaya krisan", None),
            "{form}"
        );
    }
    for path in ["/katalog/01", "/katalog/99", "/katalog/x", "/katalog/1.txt", "/katalog/01/marc"] {
        assert_eq!(house.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_copy_that_is_lost_counts_but_cannot_be_had() {
    let house = House::open();
    let number = house.add("Krisan Kulo", "635.9", "Bunga", 2);
    let lose = house.store.write_blocking(move |tx| {
        let record = records::by_number(tx, number)?.unwrap();
        let copy = copies::of_record(tx, record.id)?[0].id;
        copies::set_status(tx, &act("2026-08-05T09:00"), copy, Status::Lost)
    });
    lose.unwrap();
    let row = house.get("/katalog?q=kulo").text;
    assert!(row.contains("1 dari 2 tersedia"));
    assert!(house.get("/katalog/1").text.contains("Tidak ditemukan"));
}

#[test]
fn suggestions_say_what_they_are_and_where_they_lead() {
    let house = garden();
    // The index follows on a thread of its own; asking for results waits for it, suggesting does not.
    house.get("/katalog");
    let answer = house.get("/katalog/saran?q=budi");
    assert_eq!(answer.kind, "application/json");
    let offers: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(
        offers[0],
        serde_json::json!({ "text": "Budidaya krisan", "note": "Judul", "href": "/katalog/1" })
    );
    assert_eq!(house.get("/katalog/saran").text, "[]");
}

#[test]
fn the_home_page_shows_what_is_new_and_counts_what_is_there() {
    let house = garden();
    house.get("/katalog");
    let page = house.get("/").text;
    assert!(page.contains("Gunung Lokon") && page.contains("4 judul dalam 4 eksemplar"), "{page}");
    assert!(House::open().get("/").text.contains("Katalog sedang disiapkan"));
}

#[test]
fn a_barcode_is_found_and_a_record_is_shared_without_scripts() {
    let house = House::open();
    let number = house.add("Gunung \"Lokon\" & Empung", "551.21", "Gunung api", 1);
    house.add("TMH", "020", "Label", 0);
    let results = house.get("/katalog?q=TMH-0000001").text;
    let first = results.split("<ol class=\"hits\">").nth(1).unwrap();
    assert!(
        first.trim_start().starts_with("<li>") && first.contains(&format!("/katalog/{number}")),
        "{first}"
    );

    let request = Request::get(format!("/katalog/{number}")).header("host", "pustaka.example:8080");
    let page = house.runtime.block_on(async {
        let response = house.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        String::from_utf8(to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec()).unwrap()
    });
    let address = format!("http://pustaka.example:8080/katalog/{number}");
    assert!(page.contains(&format!("readonly value=\"{address}\"")), "{page}");
    let encoded = ui::page::query_value(&address);
    for link in
        ["https://wa.me/?text=Gunung%20%22Lokon%22%20%26%20Empung", "mailto:?subject=Gunung%20%22Lokon%22"]
    {
        let rest = page.split(link).nth(1).unwrap_or_else(|| panic!("{link}: {page}"));
        assert!(rest.split('"').next().unwrap().ends_with(&encoded), "{rest}");
    }
}

#[test]
fn a_role_is_named_in_the_visitors_language_and_an_unknown_one_stays_as_written() {
    let (id, en) = (Speech::new(lexicon(), Lang::Id), Speech::new(lexicon(), Lang::En));
    for (written, indonesian, english) in [
        ("trl", "penerjemah", "translator"),
        ("Penerjemah", "penerjemah", "translator"),
        ("penulis", "pengarang", "author"),
        ("ilustrator.", "ilustrator", "illustrator"),
        ("dalang", "dalang", "dalang"),
        ("", "", ""),
    ] {
        assert_eq!(
            (labels::role(id, written).as_str(), labels::role(en, written).as_str()),
            (indonesian, english)
        );
    }
}

#[test]
fn kinds_of_copies_are_named_in_both_languages_but_for_the_librarys_own() {
    let house = House::open();
    let kinds = house.store.read_blocking(copies::kinds).unwrap();
    for lang in [Lang::Id, Lang::En] {
        let t = Speech::new(lexicon(), lang);
        for (code, name) in &kinds {
            let shown = copies::kind_name(t, code, name);
            assert_eq!(shown == *name, lang == Lang::Id, "{shown}");
        }
        assert_eq!(copies::kind_name(t, "umum", "Rak utama"), "Rak utama");
    }
}

#[test]
fn everything_coded_has_a_name_in_both_languages() {
    for lang in [Lang::Id, Lang::En] {
        let t = Speech::new(lexicon(), lang);
        for code in labels::LANGUAGES {
            let name = labels::language(t, code);
            assert!(!name.starts_with("search-page") && !name.is_empty(), "{code}");
        }
        let forms = Form::ALL.iter().map(|form| labels::form(t, *form));
        let audiences = Audience::ALL.iter().map(|audience| labels::audience(t, *audience));
        let roles = crate::record::ROLES.iter().map(|(role, _)| labels::role(t, role));
        for name in forms.chain(audiences).chain(roles) {
            assert!(!name.contains("-page-"), "{name}");
        }
        assert_eq!(labels::language(t, "qqq"), "QQQ");
    }
}
