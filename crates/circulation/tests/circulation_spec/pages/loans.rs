//! Who has what: for members, and for whoever calls them.

use super::{CLERK, House};
use axum::http::StatusCode;
use house::act;
use jiff::SignedDuration;

#[test]
fn a_member_sees_and_renews_their_own_loans() {
    let house = House::new();
    let (maria, book) = (house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    let own = house.signed_in(maria.person, "maria", "Maria Wowor", &[]);
    house.get(&own, "/saya/pinjaman").says("Tidak ada yang sedang dipinjam");
    let ten_days_ago = act().at(act().at - SignedDuration::from_hours(240));
    let loan = house.town.lend(&ten_days_ago, &maria, &book).unwrap();
    house.get(&own, "/saya/pinjaman").says_in_order(&["Laskar Pelangi", "Kembali", "Perpanjang"]);
    let done = house.post(&own, "/saya/pinjaman", &format!("pinjaman={}", loan.id));
    assert_eq!(done.to.as_deref(), Some("/saya/pinjaman"));
    let again = house.post(&own, "/saya/pinjaman", "");
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says_in_order(&["Belum dapat diperpanjang", "tidak akan bertambah"]);
}

#[test]
fn what_is_overdue_is_listed_with_whom_to_call() {
    let house = House::new();
    let (clerk, maria, book) =
        (house.session("deisy", CLERK), house.maria(), house.town.copy("Laskar Pelangi", "umum"));
    house.get(&clerk, "/staf/terlambat").says("Tidak ada yang terlambat");
    let long_ago = act().at(act().at - SignedDuration::from_hours(24 * 40));
    house.town.lend(&long_ago, &maria, &book).unwrap();
    house.get(&clerk, "/staf/terlambat").says_in_order(&["Maria Wowor", "0812", "Laskar Pelangi", "Telat"]);
    house
        .get(&clerk, &format!("/staf/anggota/{}/pinjaman", maria.code))
        .says_in_order(&["Pinjaman Maria Wowor", "Laskar Pelangi"]);
    assert_eq!(house.get(&clerk, "/staf/anggota/A-99999/pinjaman").status, StatusCode::NOT_FOUND);
}
