//! What the library teaches its search, and what the search offers.

use std::collections::BTreeSet;

use super::{House, unescaped};
use crate::common::book;
use axum::http::StatusCode;
use house::between;

#[test]
fn cataloguers_keep_the_synonyms_and_take_back_a_removal() {
    let house = House::with(&[book("1", "Kebun krisan", &["A1"])]);
    let who = house.sign_in("cataloguer");
    let finds = || house.get("", "/katalog?q=bunga+jepang").text.contains("/katalog/1\"");
    let pairs =
        |typed: &str| vec![("typed".to_owned(), typed.to_owned()), ("finds".to_owned(), "krisan".to_owned())];
    let here = "/staf/katalog/padanan";
    assert!(!finds());
    assert_eq!(house.send(&who, here, &pairs("Bunga Jepang")).to.as_deref(), Some(here));
    assert!(finds() && house.get(&who, here).text.contains("bunga jepang"));
    let empty = house.send(&who, here, &pairs(""));
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Tulis satu kata atau lebih");
    house.send(&who, &format!("{here}/hapus"), &pairs("bunga jepang"));
    assert!(!finds());
    house.send(&who, &format!("{here}/kembalikan?typed=bunga%20jepang&finds=krisan"), &[]);
    assert!(finds());
    assert_eq!(house.get(&house.sign_in("desk"), here).status, StatusCode::FORBIDDEN);
}

#[test]
fn each_decade_is_offered_with_as_many_results_as_it_then_shows() {
    let years = [1920, 1978, 1985, 1991, 1999, 2005, 2012, 2021];
    let of_year = |(number, year): (usize, &i32)| {
        let mut record = book(&number.to_string(), "Kebun krisan", &[]);
        record.remove("008");
        record.insert(marc::Field::control("008", format!("260105s{year}    ko a   d      000 1 ind d")));
        record
    };
    let house = House::with(&years.iter().enumerate().map(of_year).collect::<Vec<_>>());
    let page = house.get("", "/katalog?q=krisan");
    let spans: Vec<(&str, &str)> = page
        .between("<ul class=\"spans\">", "</ul>")
        .flat_map(|list| between(list, "<li><a href=\"", "</span>"))
        .map(|span| (span.split_once('"').unwrap().0, span.rsplit_once('>').unwrap().1))
        .collect();
    assert_eq!(spans.iter().map(|(_, count)| *count).collect::<Vec<_>>(), ["1", "1", "1", "2", "1", "2"]);
    for (href, count) in spans {
        let shown = house.get("", &unescaped(href));
        assert_eq!(shown.between("href=\"/katalog/", "\"").collect::<BTreeSet<_>>().len().to_string(), count);
    }
}
