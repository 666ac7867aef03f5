//! The desk without a connection.

use super::{CLERK, House};
use axum::http::StatusCode;
use kernel::Id;

#[test]
fn what_was_scanned_without_a_connection_is_taken_in_and_what_cannot_be_done_is_explained() {
    let house = House::new();
    let (clerk, maria) = (house.session("deisy", CLERK), house.maria());
    let reference = house.town.copy("Kamus Besar", "rujukan");
    house.get(&clerk, "/staf/meja/luring").says_in_order(&["Tanpa sambungan", "data-shell", "data-queue"]);
    house
        .get(&clerk, "/staf/meja/pekerja.js")
        .says_in_order(&["const FILES = [\"/aset/app.", "/staf/meja/luring"]);
    let (device, batch) = (Id::<()>::new(), Id::<()>::new());
    for (number, code) in [maria.code.as_str(), reference.barcode.as_str()].into_iter().enumerate() {
        let form = format!(
            "id={}&perangkat={device}&kelompok={batch}&urut={number}&waktu=1000&kini=61000&mode=pinjam&kode={code}&dasar=",
            Id::<()>::new()
        );
        assert_eq!(house.post(&clerk, "/staf/meja/luring", &form).status, StatusCode::OK);
        assert_eq!(house.post("", "/staf/meja/luring", &form).status, StatusCode::UNAUTHORIZED);
    }
    house
        .get(&clerk, "/staf/meja?terkirim=2")
        .says_in_order(&["2 pindaian tersinkron", "1 pindaian tanpa sambungan"]);
    let review = house.get(&clerk, "/staf/meja/tinjauan");
    review.says_in_order(&["Hanya dibaca di tempat", "Kamus Besar", "Maria Wowor", "Tangani di meja"]);
    let id = review.between("/staf/meja/tinjauan/", "/tangani").next().unwrap();
    let handled = house.post(&clerk, &format!("/staf/meja/tinjauan/{id}/tangani"), "");
    house.follow(&clerk, &handled).says_in_order(&["Pindai buku untuk Maria Wowor", "Belum dipinjamkan"]);
    house.get(&clerk, "/staf/meja/tinjauan").says("Tidak ada yang perlu ditinjau");
}
