//! What the staff see and send of the library's things, through the whole router.

use std::ops::Deref;

use axum::http::StatusCode;
use house::{Page, act as real};
use kernel::Id;
use people::Profile;

use crate::things::place;

/// A library with somebody who keeps the register and somebody who decides.
struct House {
    house: house::House,
    keeper: String,
    head: String,
    branch: String,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl House {
    fn new() -> Self {
        let house = house::House::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                funds::module(files),
                assets::module(files),
            ]
        });
        let branch = house.store.write_blocking(|tx| place(tx, "TMH")).unwrap().to_string();
        let [keeper, head] = [("pustaka", "librarian"), ("kepala", "head")].map(|(login, role)| {
            let profile = Profile { name: login.to_uppercase(), ..Profile::default() };
            let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &real(), &profile));
            house.signed_in(person.unwrap(), login, &login.to_uppercase(), &[role])
        });
        Self { house, keeper, head, branch }
    }

    /// So many chairs are entered.
    fn chairs(&self, pieces: &str) -> Page {
        let form = format!(
            "form={}&name=Kursi+lipat&pieces={pieces}&kind=furniture&value=150.000&valuation=estimate&source=earlier\
             &origin=&reference=&branch={}&room=Aula&custodian=&condition=good&serial=&acquired_day=1&acquired_month=2\
             &acquired_year=2026",
            Id::<()>::new(),
            self.branch
        );
        self.post(&self.keeper, "/staf/aset/baru", &form)
    }
}

#[test]
fn things_alike_are_entered_at_once_and_each_has_a_label_of_its_own() {
    let house = House::new();
    for none in ["0", "", "dua", "501"] {
        assert_eq!(house.chairs(none).status, StatusCode::UNPROCESSABLE_ENTITY, "{none}");
    }
    assert_eq!(house.chairs("1").to.as_deref(), Some("/staf/aset/INV-0001"));
    assert_eq!(house.chairs("3").to.as_deref(), Some("/staf/aset"));
    house.get(&house.keeper, "/staf/aset").says("INV-0004");
    let table = house.get(&house.keeper, "/staf/aset/aset.csv?q=lipat").text;
    assert_eq!(table.lines().filter(|line| line.contains("Kursi lipat")).count(), 4);
}

#[test]
fn a_thing_is_written_off_by_another_with_a_record_on_paper_and_keeps_its_signed_copy() {
    let house = House::new();
    let path = house.chairs("1").to.unwrap();
    assert_eq!(
        house.post(&house.keeper, &format!("{path}/hapus"), "reason=Patah").to.as_deref(),
        Some(path.as_str())
    );
    let page = house.get(&house.head, &path).text;
    let row = page
        .split(&format!("action=\"{path}/hapus/"))
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let record = format!("{path}/hapus/{row}/berita-acara");
    assert_eq!(house.get(&house.head, &record).status, StatusCode::NOT_FOUND, "nobody has approved it yet");
    let yes = house.post(&house.head, &format!("{path}/hapus/{row}"), "note=&verdict=approved");
    assert_eq!(yes.to.as_deref(), Some(path.as_str()), "{}", yes.text);
    house.get(&house.keeper, &path).says("/BAP/");
    assert_eq!(house.get(&house.keeper, &record).kind, "application/pdf");
    let signed = house.upload(
        &house.keeper,
        &format!("{path}/dokumen"),
        &[("document_title", "Bertanda tangan")],
        ("file", "bap.pdf", trial::PDF),
    );
    assert_eq!(signed.to.as_deref(), Some(path.as_str()), "{}", signed.text);
    house.get(&house.keeper, &path).says("Bertanda tangan");
}

#[test]
fn a_scan_that_was_none_of_ours_is_taken_back_on_the_page_of_the_inventory() {
    let house = House::new();
    house.chairs("1");
    let begun = house.post(
        &house.keeper,
        "/staf/aset/inventaris",
        &format!("form=a&name=Akhir+2026&branch={}&room=", house.branch),
    );
    let round = begun.to.expect("begun");
    house.post(&house.keeper, &round, "code=8991234567890");
    house.get(&house.keeper, &round).says("8991234567890");
    let back = house.post(&house.keeper, &format!("{round}/salah"), "code=8991234567890");
    assert_eq!(back.to.as_deref(), Some(round.as_str()), "{}", back.text);
    let again = house.post(&house.keeper, &format!("{round}/salah"), "code=8991234567890");
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    house.get(&house.keeper, &round).says("INV-0001");
}

#[test]
fn an_inventory_begun_by_a_form_that_is_sent_twice_is_one() {
    let house = House::new();
    house.chairs("1");
    let begin = |name: &str| {
        let form = format!("form=a&name={name}&branch={}&room=", house.branch);
        house.post(&house.keeper, "/staf/aset/inventaris", &form)
    };
    let first = begin("Akhir+2026").to.expect("begun");
    assert_eq!(begin("Akhir+2026").to.as_deref(), Some(first.as_str()));
    assert_eq!(begin("Lain").status, StatusCode::UNPROCESSABLE_ENTITY, "a form that was changed meanwhile");
    let list = house.get(&house.keeper, "/staf/aset/inventaris").text;
    assert_eq!(list.matches(&format!("href=\"{first}\"")).count(), 1);
    assert_eq!(list.matches("Akhir 2026").count(), 1, "{list}");
}
