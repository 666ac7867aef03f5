//! What holds for all pages of the cataloguers.

use super::House;
use crate::common::book;
use axum::http::StatusCode;

#[test]
fn no_page_of_the_cataloguers_opens_to_a_stranger() {
    let house = House::with(&[book("1", "Laskar pelangi", &["A1"])]);
    let copy = format!("/staf/eksemplar/{}", house.copy("A1").id);
    for path in [
        "/staf/katalog",
        "/staf/katalog/baru",
        "/staf/katalog/1",
        "/staf/katalog/1/ubah",
        "/staf/katalog/1/eksemplar",
        copy.as_str(),
    ] {
        let answer = house.get("", path);
        assert!(answer.to.unwrap().starts_with("/masuk"), "{path}");
    }
}

#[test]
fn pages_speak_both_languages_without_a_missing_word() {
    let house = House::with(&[book("1", "Laskar pelangi", &["A1"])]);
    let who = house.sign_in("cataloguer");
    let copy = format!("/staf/eksemplar/{}", house.copy("A1").id);
    let languages = ["id", "en"].map(|lang| {
        let chosen = house.post(&who, "/preferensi", &format!("lang={lang}")).sent_back("tampilan");
        format!("{who}; {chosen}")
    });
    let paths = [
        "/staf/katalog",
        "/staf/katalog?q=tidakada",
        "/staf/katalog/baru",
        "/staf/katalog/1",
        "/staf/katalog/1/ubah",
        "/staf/katalog/1/ubah?view=lines",
        "/staf/katalog/1/eksemplar",
        copy.as_str(),
    ];
    for path in paths {
        let [ours, theirs] = languages.each_ref().map(|cookies| house.get(cookies, path));
        for page in [&ours, &theirs] {
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for prefix in ["cataloguing-", "copy-", "record-", "nav-c", "search-page-", "audit-"] {
                let said = page.text.split(['>', '"']).find(|text| text.starts_with(prefix));
                assert!(said.is_none(), "{path}: {said:?}");
            }
        }
        ours.says("<html lang=\"id\"");
        theirs.says("<html lang=\"en\"");
    }
}
