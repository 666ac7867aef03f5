//! Who may lend at one branch only.

use super::{CLERK, House};
use axum::http::StatusCode;

#[test]
fn whoever_may_lend_at_one_branch_works_there_and_is_told_why_not_elsewhere() {
    let house = House::new();
    let rurukan = house.town.rurukan();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let ruth = house.enter(house.somebody_at(rurukan, "ruth", CLERK));
    let desk = house.get(&ruth, "/staf/meja");
    assert_eq!(desk.status, StatusCode::OK);
    desk.says_in_order(&["Meja ini di", "<b>Rurukan</b>"]);
    desk.says_not("Perpustakaan Kota</option>");
    house.scan(&ruth, &maria.code);
    house.scan(&ruth, &book.barcode).says("Dipinjamkan");
    // A forged form with the other branch is refused, and the desk stays.
    let forged = house.post(&ruth, "/staf/meja/tempat", &format!("tempat={}", house.town.branch));
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    forged.says("Peran Anda tidak mencakup hal ini di Perpustakaan Kota");
    house.get(&ruth, "/staf/meja").says("<b>Rurukan</b>");
    // What is done for the whole library is closed, and so are the other branch's lists.
    assert_eq!(house.get(&ruth, "/staf/aturan").status, StatusCode::FORBIDDEN);
    let elsewhere = format!("/staf/terlambat?cabang={}", house.town.branch);
    assert_eq!(house.get(&ruth, &elsewhere).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&ruth, "/staf/terlambat").status, StatusCode::OK);
}

#[test]
fn the_receipt_of_another_branch_is_not_shown() {
    let house = House::new();
    let rurukan = house.town.rurukan();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let everywhere = house.session("olivia", CLERK);
    house.scan(&everywhere, &maria.code);
    house.scan(&everywhere, &book.barcode);
    let end = format!("transaksi={}", house.seen(&everywhere));
    let receipt = house.post(&everywhere, "/staf/meja/selesai", &end).to.unwrap();
    assert_eq!(house.get(&everywhere, &receipt).status, StatusCode::OK);
    let ruth = house.enter(house.somebody_at(rurukan, "ruth", CLERK));
    assert_eq!(house.get(&ruth, &receipt).status, StatusCode::FORBIDDEN);
}
