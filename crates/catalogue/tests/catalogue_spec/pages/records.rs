//! Records, written in a form or in MARC lines.

use super::{House, errors, fields, text_of, with};
use crate::common::book;
use axum::http::StatusCode;

#[test]
fn a_record_is_made_with_the_form_and_a_copy_added_and_both_are_found() {
    let house = House::new();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru"));
    let filled = with(&with(&blank, "title", "Krisan Kulo"), "author", "Lumi, Meiske");
    let made = house.send(&who, "/staf/katalog/baru", &filled);
    assert_eq!((made.status, made.to.as_deref()), (StatusCode::SEE_OTHER, Some("/staf/katalog/1")));
    let copy = fields(&house.get(&who, "/staf/katalog/1/eksemplar"));
    let added = house.send(&who, "/staf/katalog/1/eksemplar", &with(&copy, "price", "Rp 85.000"));
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let page = house.get(&who, "/staf/katalog/1");
    page.says("TMH-0000001");
    page.says("Krisan Kulo");
    assert_eq!(house.copy("TMH-0000001").price, Some(kernel::Rupiah(85_000)));
    house.get(&who, "/staf/katalog?q=kulo").says("/staf/katalog/1");
    assert_eq!(house.get(&who, "/staf/katalog?q=TMH-0000001").to.as_deref(), Some("/staf/katalog/1"));
}

#[test]
fn an_edit_of_one_field_leaves_the_rest_of_the_marc_and_stands_in_the_history() {
    let house = House::with(&[book("1", "Laskar pelangi /", &["A1"])]);
    let who = house.sign_in("cataloguer");
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    let saved = house.send(&who, "/staf/katalog/1/ubah", &with(&form, "summary", "Sepuluh anak."));
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    house.get(&who, "/staf/katalog/1").says("<ins>520 ## $a Sepuluh anak.</ins>");
    let mut expected = book("1", "Laskar pelangi /", &["A1"]);
    expected.insert(marc::Field::data("520", ' ', ' ').with('a', "Sepuluh anak."));
    let mut record = house.record(1).record().unwrap();
    record.remove("005");
    assert_eq!(record.fields, expected.fields);
    // Sent once more as it is, nothing differs.
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    house.send(&who, "/staf/katalog/1/ubah", &form);
    assert_eq!(house.record(1).version, 2);
}

#[test]
fn the_two_views_are_one_draft_and_turning_saves_nothing() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let who = house.sign_in("cataloguer");
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    let turned = with(&with(&form, "title", "Edensor"), "do", "lines");
    let lines = fields(&house.send(&who, "/staf/katalog/1/ubah", &turned));
    assert!(text_of(&lines, "lines").contains("$a Edensor."), "{lines:?}");
    let edited = text_of(&lines, "lines").replace("Edensor.", "Edensor {dollar}1.");
    let back = with(&with(&lines, "lines", &edited), "do", "form");
    let form = fields(&house.send(&who, "/staf/katalog/1/ubah", &back));
    assert_eq!(text_of(&form, "title"), "Edensor $1");
    let kept = house.record(1);
    assert_eq!((kept.version, kept.drawn.0.title.as_str()), (1, "Laskar pelangi"));
}

#[test]
fn lines_that_cannot_be_read_come_back_with_every_line_named() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let who = house.sign_in("cataloguer");
    let lines = fields(&house.get(&who, "/staf/katalog/1/ubah?view=lines"));
    let broken = text_of(&lines, "lines") + "500 ##\n501 # $a x\n";
    let answer = house.send(&who, "/staf/katalog/1/ubah", &with(&lines, "lines", &broken));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text_of(&fields(&answer), "lines"), broken);
    let errors = errors(&answer);
    assert_eq!(errors.matches("<li>").count(), 2, "{errors}");
}

#[test]
fn a_mistyped_tag_and_a_hidden_sign_are_told_of_and_nothing_is_saved() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let who = house.sign_in("cataloguer");
    let lines = fields(&house.get(&who, "/staf/katalog/1/ubah?view=lines"));
    for wrong in ["24 10$aHilang\n", "500 ## $a satu\u{1E}dua\n"] {
        let typed = text_of(&lines, "lines") + wrong;
        let answer = house.send(&who, "/staf/katalog/1/ubah", &with(&lines, "lines", &typed));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let number = typed.lines().count().to_string();
        let errors = errors(&answer);
        assert!(errors.contains(&number), "{errors}");
    }
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    let answer = house.send(&who, "/staf/katalog/1/ubah", &with(&form, "summary", "satu\u{1E}dua"));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.record(1).version, 1);
}

#[test]
fn what_is_no_isbn_no_year_or_without_end_is_said_at_its_field() {
    let house = House::new();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru"));
    let titled = with(&blank, "title", "Krisan Kulo");
    for (field, text) in [("isbns", "123-bad"), ("year", "abcd"), ("title", "x".repeat(200_000).as_str())] {
        let answer = house.send(&who, "/staf/katalog/baru", &with(&titled, field, text));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        answer.says(&format!("id=\"{field}-error\""));
    }
    assert_eq!(house.counts().0, 0);
    let kept_wrong = with(&titled, "isbns_wrong", "123-bad");
    assert_eq!(house.send(&who, "/staf/katalog/baru", &kept_wrong).status, StatusCode::SEE_OTHER);
    assert_eq!(house.record(1).record().unwrap().text("020", "z"), "123-bad");
}

#[test]
fn whoever_saves_second_sees_both_and_loses_nothing() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let who = house.sign_in("cataloguer");
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    house.send(&who, "/staf/katalog/1/ubah", &with(&form, "title", "Judul mereka"));
    let second = house.send(&who, "/staf/katalog/1/ubah", &with(&form, "title", "Judul saya"));
    assert_eq!(second.status, StatusCode::CONFLICT);
    second.says("Judul mereka");
    second.says("Judul saya");
    let draft = fields(&second);
    assert!(text_of(&draft, "lines").contains("Judul saya"));
    let over = house.send(&who, "/staf/katalog/1/ubah", &draft);
    assert_eq!(over.status, StatusCode::SEE_OTHER, "{}", over.text);
    let kept = house.record(1);
    assert_eq!((kept.version, kept.drawn.0.title.as_str()), (3, "Judul saya"));
}

#[test]
fn an_isbn_that_is_there_already_is_shown_before_it_is_catalogued_twice() {
    let known =
        book("1", "Laskar pelangi", &[]).with(marc::Field::data("020", ' ', ' ').with('a', "9793062797"));
    let house = House::with(&[known]);
    let who = house.sign_in("cataloguer");
    house.get(&who, "/staf/katalog/baru?isbn=9789793062792").says("href=\"/staf/katalog/1\"");
}

#[test]
fn a_book_whose_isbn_is_there_is_held_back_once_and_made_when_somebody_says_so() {
    let known =
        book("1", "Laskar pelangi", &[]).with(marc::Field::data("020", ' ', ' ').with('a', "9793062797"));
    let house = House::with(&[known]);
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru"));
    let filled = with(&with(&blank, "title", "Pelangi lain"), "isbns", "978-979-3062-79-2");
    let held = house.send(&who, "/staf/katalog/baru", &filled);
    assert_eq!(held.status, StatusCode::CONFLICT);
    held.says("href=\"/staf/katalog/1\"");
    held.says("name=\"tetap\"");
    assert_eq!(house.counts().0, 1);
    let again = fields(&held);
    assert_eq!(text_of(&again, "title"), "Pelangi lain");
    let made = house.send(&who, "/staf/katalog/baru", &with(&again, "tetap", "1"));
    assert_eq!((made.status, made.to.as_deref()), (StatusCode::SEE_OTHER, Some("/staf/katalog/2")));
}

#[test]
fn a_form_that_is_sent_twice_makes_one_record_and_one_copy() {
    let house = House::new();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru"));
    let filled = with(&with(&blank, "title", "Krisan Kulo"), "isbns", "9789793062792");
    for _ in 0..2 {
        let made = house.send(&who, "/staf/katalog/baru", &filled);
        assert_eq!((made.status, made.to.as_deref()), (StatusCode::SEE_OTHER, Some("/staf/katalog/1")));
    }
    let copy = fields(&house.get(&who, "/staf/katalog/1/eksemplar"));
    for _ in 0..2 {
        let added = house.send(&who, "/staf/katalog/1/eksemplar", &copy);
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        assert!(house.told(&who, &added).contains("TMH-0000001"));
    }
    assert_eq!(house.counts(), (1, 1));
    // Who goes back and writes another one into the old form is asked once more, and gets it.
    let other = house.send(&who, "/staf/katalog/baru", &with(&filled, "title", "Krisan Lain"));
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = with(&fields(&other), "isbns", "");
    assert_eq!(house.send(&who, "/staf/katalog/baru", &other).to.as_deref(), Some("/staf/katalog/2"));
}

#[test]
fn a_long_title_is_told_briefly_in_a_message_that_browsers_take() {
    let house = House::new();
    let who = house.sign_in("cataloguer");
    let blank = fields(&house.get(&who, "/staf/katalog/baru"));
    let made = house.send(&who, "/staf/katalog/baru", &with(&blank, "title", &"é".repeat(1_000)));
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let message = made.cookie("pesan").unwrap();
    assert!(message.len() < 4_000, "{}", message.len());
    assert!(house.told(&who, &made).contains(&"é".repeat(200)));
}

#[test]
fn a_record_that_grew_too_long_for_iso_2709_is_said_to_be_so_when_it_is_saved() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let who = house.sign_in("cataloguer");
    let form = fields(&house.get(&who, "/staf/katalog/1/ubah"));
    let long = with(&form, "summary", "kata ".repeat(3_000).trim());
    let saved = house.send(&who, "/staf/katalog/1/ubah", &long);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert!(house.told(&who, &saved).contains("terlalu panjang untuk ISO 2709"));
}

#[test]
fn hiding_is_taken_back_by_showing_and_each_needs_its_permission() {
    let house = House::with(&[book("1", "Laskar pelangi", &[])]);
    let (who, desk) = (house.sign_in("cataloguer"), house.sign_in("desk"));
    assert_eq!(house.send(&desk, "/staf/katalog/1/sembunyikan", &[]).status, StatusCode::FORBIDDEN);
    assert_eq!(house.send(&who, "/staf/katalog/1/sembunyikan", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("", "/katalog/1").status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&desk, "/staf/katalog/1").status, StatusCode::OK);
    assert_eq!(house.send(&who, "/staf/katalog/1/tampilkan", &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("", "/katalog/1").status, StatusCode::OK);
}
