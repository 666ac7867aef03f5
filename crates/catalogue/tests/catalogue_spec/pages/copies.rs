//! Copies, and who may change those of which branch.

use super::{House, Pairs, errors, fields, text_of, with};
use crate::common::{book, branch};
use axum::http::StatusCode;
use catalogue::copies;
use kernel::Id;
use platform::library::Branch;
use ui::{Lang, Lexicon, Speech};

#[test]
fn a_copy_that_cannot_be_comes_back_with_its_answers_and_every_reason() {
    let house = House::with(&[book("1", "Laskar pelangi", &["A1", "A2"])]);
    let who = house.sign_in("desk");
    let path = format!("/staf/eksemplar/{}", house.copy("A2").id);
    let form = fields(&house.get(&who, &path));
    let odd = with(&with(&form, "price", "mahal"), "received_day", "31");
    let answer = house.send(&who, &path, &odd);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(errors(&answer).matches("<li>").count(), 2);
    assert_eq!(text_of(&fields(&answer), "price"), "mahal");
    let taken = house.send(&who, &path, &with(&form, "barcode", "A1"));
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = house.send(&who, &path, &with(&form, "status", "repair"));
    assert_eq!((saved.status, saved.to.as_deref()), (StatusCode::SEE_OTHER, Some("/staf/katalog/1")));
}

#[test]
fn whoever_changes_a_copy_second_sees_both_and_undoes_nothing_unseen() {
    let house = House::with(&[book("1", "Laskar pelangi", &["A1"])]);
    let who = house.sign_in("desk");
    let path = format!("/staf/eksemplar/{}", house.copy("A1").id);
    let form = fields(&house.get(&who, &path));
    let lost = with(&with(&form, "status", "lost"), "note", "hilang di bus");
    assert_eq!(house.send(&who, &path, &lost).status, StatusCode::SEE_OTHER);
    let second = house.send(&who, &path, &with(&form, "shelf", "Lantai 2"));
    assert_eq!(second.status, StatusCode::CONFLICT);
    second.says("hilang di bus");
    second.says("Lantai 2");
    let copy = house.copy("A1");
    assert_eq!((copy.status, copy.shelf.as_str()), (copies::Status::Lost, ""));
    let over = house.send(&who, &path, &fields(&second));
    assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.text);
    let copy = house.copy("A1");
    assert_eq!((copy.status, copy.shelf.as_str()), (copies::Status::Available, "Lantai 2"));
}

#[test]
fn a_cataloguer_of_one_branch_writes_records_and_changes_the_copies_of_that_branch_alone() {
    let house = House::with(&[book("1", "Laskar pelangi", &["TMH-1"])]);
    let [town, bus] = ["TOM", "BUS"].map(|code| branch(&house.store, code));
    let who = house.sign_in_at(bus, "cataloguer");
    let copy = house.copy("TMH-1");
    assert_eq!(copy.branch, town);
    let page = house.get(&who, &format!("/staf/katalog/{}", copy.number));
    page.says("TMH-1");
    page.says_not("/staf/eksemplar/");
    assert_eq!(house.get(&who, &format!("/staf/katalog/{}/ubah", copy.number)).status, StatusCode::OK);
    // The copy of the other branch: an explained no, for the form as for what is sent.
    let path = format!("/staf/eksemplar/{}", copy.id);
    let no = house.get(&who, &path);
    assert_eq!(no.status, StatusCode::FORBIDDEN);
    no.says("Peran Anda tidak mencakup hal ini di Perpustakaan Kota");
    let fields = |branch: Id<Branch>, barcode: &str| -> Pairs {
        [("barcode", barcode), ("branch", &branch.to_string()), ("kind", "umum"), ("status", "available")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    };
    assert_eq!(house.send(&who, &path, &fields(bus, "TMH-1")).status, StatusCode::FORBIDDEN);
    assert_eq!(house.copy("TMH-1").branch, town);
    // A new one: at their own branch, and not with another one's id in the form.
    let new = format!("/staf/katalog/{}/eksemplar", copy.number);
    let form = house.get(&who, &new);
    form.says(&bus.to_string());
    form.says_not(&town.to_string());
    let forged = house.send(&who, &new, &fields(town, "BUS-1"));
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    forged.says("Peran Anda tidak mencakup");
    assert_eq!(house.send(&who, &new, &fields(bus, "BUS-1")).status, StatusCode::SEE_OTHER);
    let added = house.copy("BUS-1");
    assert_eq!(added.branch, bus);
    // Nor is their own copy sent to a branch that is not theirs.
    let away = house.send(&who, &format!("/staf/eksemplar/{}", added.id), &fields(town, "BUS-1"));
    assert_eq!(away.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn kinds_of_copies_are_named_in_both_languages_but_for_the_librarys_own() {
    let house = House::new();
    let lexicon = Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, catalogue::TEXTS].concat()).unwrap().keep();
    let kinds = house.store.read_blocking(copies::kinds).unwrap();
    for lang in [Lang::Id, Lang::En] {
        let t = Speech::new(lexicon, lang);
        for (code, name) in &kinds {
            let shown = copies::kind_name(t, code, name);
            assert_eq!(shown == *name, lang == Lang::Id, "{shown}");
        }
        assert_eq!(copies::kind_name(t, "umum", "Rak utama"), "Rak utama");
    }
}
