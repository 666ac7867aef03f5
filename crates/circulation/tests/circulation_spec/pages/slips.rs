//! What the desk prints.

use super::{CLERK, House};
use house::act;

#[test]
fn the_receipt_lists_what_was_done_and_goes_on_with_the_next_scan() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.scan(&clerk, &maria.code);
    house.scan(&clerk, &book.barcode);
    let answer = house.send(&clerk, "pinjam", &house.seen(&clerk), "%SELESAI");
    assert!(answer.to.as_ref().unwrap().starts_with("/staf/meja/struk/"), "{answer:?}");
    let receipt = house.follow(&clerk, &answer);
    receipt.says_in_order(&[
        "action=\"/staf/meja\"",
        "autofocus",
        "roll-80",
        "Maria Wowor",
        "Laskar Pelangi",
        "kembali",
        "1 buku",
    ]);
    house.get(&clerk, "/staf/meja").says("Pindai kartu anggota");
}

#[test]
fn a_slip_of_returns_is_called_so_and_the_next_scan_takes_back_too() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.town.lend(&act(), &maria, &book).unwrap();
    house.send(&clerk, "kembali", "", &book.barcode);
    let answer = house.send(&clerk, "kembali", &house.seen(&clerk), "%SELESAI");
    let receipt = house.follow(&clerk, &answer);
    receipt.says_in_order(&[
        "href=\"/staf/meja?mode=kembali\"",
        "name=\"mode\" value=\"kembali\"",
        "<h1>Bukti pengembalian</h1>",
        "Laskar Pelangi",
        "Dikembalikan",
    ]);
    receipt.says_not("Maria Wowor");
    // Letting a member go keeps the mode as well.
    house.send(&clerk, "kembali", "", &maria.code);
    let gone =
        house.post(&clerk, "/staf/meja/ganti", &format!("mode=kembali&transaksi={}", house.seen(&clerk)));
    assert_eq!(gone.to.as_deref(), Some("/staf/meja?mode=kembali"));
}

#[test]
fn every_command_has_a_printed_card() {
    let house = House::new();
    let clerk = house.session("deisy", CLERK);
    house.get(&clerk, "/staf/meja/kartu-perintah").says_in_order(&[
        "<h1>Kartu perintah</h1>",
        "%PINJAM",
        "%KEMBALI",
        "%PERPANJANG",
        "%CEK",
        "%SELESAI",
        "%BATAL",
        "%YA",
        "%TIDAK",
    ]);
}
