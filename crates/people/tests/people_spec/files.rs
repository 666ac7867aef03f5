//! Files that staff send: tables of people, photos.

use axum::http::StatusCode;
use kernel::{Id, Person};
use people::import::{self, Fate};
use platform::vault::Vault;

use crate::{
    PNG,
    house::{House, Page, led},
    profile,
};

fn upload(house: &House, content: &str) -> Page {
    house.send_file("/staf/orang/impor", ("file", "siswa.csv", content.as_bytes()))
}

#[test]
fn a_file_is_looked_at_entered_and_its_rest_sent_back() {
    let house = House::new();
    let kept = upload(&house, "Nama,Tgl Lahir,HP\nMeiske Lumi,17/03/1994,081234567890\nJantje,kapan saja,\n");
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let look = house.see(led(&kept));
    assert!(
        look.text.contains("kapan saja") && look.text.contains("Tgl Lahir (17/03/1994)"),
        "{}",
        look.text
    );
    assert!(!house.see("/staf/orang?q=meiske").text.contains("Meiske Lumi"), "looking enters nobody");
    let columns = "k-name=0&k-born=1&k-phone=2";
    let entered = house.send(led(&kept), columns);
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    assert!(house.see("/staf/orang?q=meiske").text.contains("Meiske Lumi"));
    assert!(!house.see(led(&entered)).text.contains("name=\"k-name\" value=\"0\"><button"));
    let rest = house.see(&format!("{}/sisa?{columns}", led(&kept)));
    assert!(rest.text.starts_with("\u{feff}Nama,Tgl Lahir,HP,") && rest.text.contains("Jantje,kapan saja"));
    let other = house.see(&format!("{}?k-name=0&k-born=&k-phone=2", led(&kept)));
    assert!(!other.text.contains("dapat dibaca"), "without the column of dates nothing is unreadable");
}

#[test]
fn a_file_longer_than_one_transaction_enters_exactly_whom_its_look_has_told() {
    let house = House::new();
    let first = ["Meiske", "Jantje", "Olivia", "Gracia", "Ruth", "Nova", "Stevi", "Feibe", "Yopi", "Deisi"];
    let last = [
        "Lumi",
        "Wowor",
        "Pangkey",
        "Tular",
        "Rarung",
        "Sondakh",
        "Mandagi",
        "Kaunang",
        "Polii",
        "Legi",
        "Kalalo",
        "Supit",
        "Tumbel",
        "Runtu",
        "Gosal",
        "Moningka",
        "Waworuntu",
        "Ering",
        "Oroh",
        "Ibrahim",
        "Najoan",
        "Palar",
        "Umboh",
        "Ngantung",
        "Dotulong",
    ];
    let row =
        |n: usize| format!("{} {},{:02}/{:02}/2011\n", first[n % 10], last[n / 10], 1 + n % 28, 1 + n / 28);
    let text: String = (0..250).map(row).collect();
    // Two alone by one word each, which no index finds: one in the first transaction, one in the second.
    let file = format!("Nama,Tgl Lahir\nWenas,\n{text}Wenas,\n{}", row(3));
    let kept = upload(&house, &file);
    let drafts = import::drafts(&import::read(file.as_bytes()).unwrap(), jiff::civil::date(2026, 8, 5));
    let look = move |tx: &mut store::Tx<'_>| import::look(tx, &Vault::default(), drafts.clone());
    let told = house.store.read_blocking(look).unwrap();
    let new = told.iter().filter(|line| line.fate == Fate::New).count();
    let ends: Vec<&Fate> = told[251..].iter().map(|line| &line.fate).collect();
    assert_eq!((new > 200, ends), (true, vec![&Fate::Twice, &Fate::Twice]), "{new}");
    let count = || {
        let sql = store::sql!("SELECT count(*) FROM party");
        house.store.read_blocking(move |tx| tx.one::<(i64,)>(sql, &[])).unwrap().0
    };
    let before = count();
    let entered = house.send(led(&kept), "k-name=0&k-born=1");
    house.follow_as_head(&entered).says(&format!("{new} data baru"));
    assert_eq!(count() - before, i64::try_from(new).unwrap());
}

#[test]
fn what_is_no_table_comes_back_with_a_reason() {
    let house = House::new();
    for content in ["", "\u{1}\0\0"] {
        let page = upload(&house, content);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("id=\"file-error\""));
    }
    assert_eq!(house.see(&format!("/staf/orang/impor/{}", Id::<()>::new())).status, StatusCode::NOT_FOUND);
}

fn send_photo(house: &House, id: Id<Person>, content: &[u8]) -> Page {
    house.send_file(&format!("/staf/orang/{id}/foto"), ("photo", "saya.png", content))
}

/// Where the photo on a page is.
fn photo_on(page: &Page) -> Option<String> {
    let (_, rest) = page.text.split_once("src=\"/staf/foto/")?;
    Some(format!("/staf/foto/{}", rest.split('"').next()?))
}

#[test]
fn a_photo_is_written_anew_shown_to_staff_only_replaced_and_taken_away() {
    let house = House::new();
    let id = house.person(profile("Meiske Lumi"));
    assert_eq!(photo_on(&house.see(&format!("/staf/orang/{id}"))), None);
    let kept = send_photo(&house, id, PNG);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let shown = photo_on(&house.see(led(&kept))).unwrap();
    let picture = house.see(&shown);
    assert_eq!(picture.status, StatusCode::OK);
    assert!(picture.text.contains("JFIF") && !picture.text.contains("PNG"), "a JPEG of our own");
    assert!(led(&house.get("", &shown)).starts_with("/masuk?return="));
    assert!(led(&send_photo(&house, id, PNG)).ends_with(&id.to_string()));
    assert_eq!(house.see(&shown).status, StatusCode::NOT_FOUND, "the old one is gone");
    let gone = house.send(&format!("/staf/orang/{id}/foto/hapus"), "");
    let page = house.see(led(&gone));
    assert_eq!(photo_on(&page), None);
    assert!(page.text.contains("Foto dihapus"), "the history tells it");
}

#[test]
fn what_is_no_picture_comes_back_with_a_reason() {
    let house = House::new();
    let id = house.person(profile("Meiske Lumi"));
    for content in [&b""[..], b"nama;kelas", &PNG[..40]] {
        let page = send_photo(&house, id, content);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("id=\"photo-error\""));
    }
}
