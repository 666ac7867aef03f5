//! At the door.

use activities::{seats, sessions};
use axum::http::StatusCode;
use house::act as real;

use super::{House, NOBODY};
use crate::town::workshop;

#[test]
fn the_door_lets_in_by_code_and_says_what_it_does_not_know() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let id = one.id;
    let made = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            let made = seats::register(tx, &real(), &crate::town::somebody("Meiske Lumi", pool, 1))?;
            let first = sessions::of(tx, id)?.remove(0);
            let starts_at = real().at + jiff::SignedDuration::from_secs(1);
            let ends_at = starts_at + jiff::SignedDuration::from_hours(1);
            let soon = sessions::Plan { starts_at, ends_at, ..sessions::Plan::of(&first) };
            sessions::change(tx, &real(), first.id, &soon)?;
            Ok(made)
        })
        .unwrap();
    let session = crate::town::first_session(&house.store, one.id).id;
    let path = format!("/staf/kehadiran/{session}");
    let head = house.head.clone();
    assert!(house.get(&head, &path).text.contains("Meiske Lumi"));
    let unknown = house.post(&head, &path, "kode=AAAA-BBBB");
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let noted = house.post(&head, &path, &format!("kode={}", made.code.to_lowercase()));
    assert_eq!(noted.to, Some(format!("{path}?kata=hadir&nama=Meiske%20Lumi")));
    let again = house.post(&head, &path, &format!("kode=https://contoh.example/tiket/{}", made.secret));
    assert_eq!(again.to, Some(format!("{path}?kata=lagi&nama=Meiske%20Lumi")));
    assert_eq!(
        house.post(&head, &format!("{path}/datang"), "name=Rike&phone=").status,
        StatusCode::SEE_OTHER
    );
    let counted =
        house.post(&head, &format!("{path}/hitung"), "female-child=12&male-child=&unknown-unknown=3");
    assert_eq!(counted.to, Some(format!("{path}?kata=hadir&nama=15")));
    let page = house.get(&head, &path);
    assert!(page.text.contains("17"), "one with a seat, one who came, fifteen counted: {}", page.text);
    assert_eq!(house.get(NOBODY, &path).status, StatusCode::SEE_OTHER, "nobody without an account");
    let list = house.get(&head, &format!("/staf/kegiatan/{}/peserta", one.code));
    assert!(list.text.contains("Meiske Lumi"));
    let one_of = format!("/staf/kegiatan/{}/peserta/{}", one.code, made.id);
    assert_eq!(house.get(&head, &one_of).status, StatusCode::OK);
    let taken = house.post(&head, &format!("{one_of}/batal"), "reason=");
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn whoever_stands_at_the_door_opens_a_ticket_by_its_code_and_notes_who_is_here() {
    let house = House::new();
    let id = house.workshop(workshop(), 5).id;
    let (made, session) = house
        .store
        .write_blocking(move |tx| {
            let first = sessions::of(tx, id)?.remove(0);
            let starts_at = real().at + jiff::SignedDuration::from_secs(1);
            let ends_at = starts_at + jiff::SignedDuration::from_hours(1);
            let soon = sessions::Plan { starts_at, ends_at, ..sessions::Plan::of(&first) };
            let pool = seats::pools(tx, id)?[0].id;
            let made = seats::register(tx, &real(), &crate::town::somebody("Meiske Lumi", pool, 1))?;
            sessions::change(tx, &real(), first.id, &soon)?;
            Ok((made, first.id))
        })
        .unwrap();
    let (ticket, door) = (format!("/tiket/{}", made.secret), format!("/staf/kehadiran/{session}"));
    house.get(NOBODY, &ticket).says_not(&door);
    house.get(&house.head, &ticket).says(&format!("action=\"{door}\""));
    let noted = house.post(&house.head, &door, &format!("kode={}", made.code));
    assert_eq!(noted.to, Some(format!("{door}?kata=hadir&nama=Meiske%20Lumi")));
    let again = house.get(&house.head, &ticket);
    again.says("Hadir");
    again.says_not(&format!("action=\"{door}\""));
}
