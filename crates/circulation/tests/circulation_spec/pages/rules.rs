//! The rules of lending, in sentences.

use super::{CLERK, HEAD, House};
use axum::http::StatusCode;
use house::act;

#[test]
fn the_rules_stand_in_plain_sentences_and_are_changed_and_undone_there() {
    let house = House::new();
    let head = house.session("olga", HEAD);
    let sentence = "Anggota dewasa boleh meminjam 6 buku selama 14 hari, dapat diperpanjang 2 kali.";
    house.get(&head, "/staf/aturan").says_in_order(&[sentence, "Rujukan: hanya dibaca di tempat."]);
    let done = house.post(&head, "/staf/aturan", "anggota=dewasa&jenis=&nama=loan-limit&nilai=8");
    assert_eq!(done.to.as_deref(), Some("/staf/aturan"));
    let page = house.get(&head, "/staf/aturan");
    page.says_in_order(&[
        "Anggota dewasa boleh meminjam 8 buku",
        "Riwayat",
        "6 buku",
        "8 buku",
        "/staf/aturan/urungkan?perubahan=",
    ]);
    let undo = page.between("action=\"/staf/aturan/urungkan", "\"").next().unwrap();
    house.post(&head, &format!("/staf/aturan/urungkan{undo}"), "");
    house.get(&head, "/staf/aturan").says(sentence);
    let wrong = house.post(&head, "/staf/aturan", "anggota=dewasa&jenis=&nama=loan-limit&nilai=banyak");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says_in_order(&["<title>Galat:", "Isi dengan angka bulat", "value=\"banyak\""]);
    let clerk = house.session("deisy", CLERK);
    assert_eq!(house.get(&clerk, "/staf/aturan").status, StatusCode::FORBIDDEN);
}

#[test]
fn a_rule_shows_its_effect_before_it_is_saved_and_saving_is_another_step() {
    let house = House::new();
    let (head, maria) = (house.session("olga", HEAD), house.maria());
    let book = house.town.copy("Laskar Pelangi", "umum");
    house.town.lend(&act(), &maria, &book).unwrap();
    let asked = "/staf/aturan/pratinjau?anggota=dewasa&jenis=&nama=loan-limit&nilai=8";
    house.get(&head, asked).says_in_order(&[
        "Batas jumlah pinjaman",
        "6 buku",
        "8 buku",
        "1 anggota akan",
        "1 eksemplar akan",
        "1 pinjaman berjalan",
        "<del>Anggota dewasa boleh meminjam 6 buku",
        "<ins>Anggota dewasa boleh meminjam 8 buku",
        "name=\"nilai\" value=\"8\"",
    ]);
    house.get(&head, "/staf/aturan").says("Anggota dewasa boleh meminjam 6 buku");
    let nobody = "/staf/aturan/pratinjau?anggota=guru&jenis=&nama=loan-limit&nilai=16";
    house.get(&head, nobody).says_in_order(&["0 anggota akan", "0 eksemplar akan"]);
    let wrong = house.get(&head, "/staf/aturan/pratinjau?nama=loan-limit&nilai=banyak");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says_in_order(&["<title>Galat:", "value=\"banyak\""]);
}
