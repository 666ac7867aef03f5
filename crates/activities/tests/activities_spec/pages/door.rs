//! At the door.

use activities::{Activity, CHECK_IN, Registration, Session, attendance, model::Party, seats, sessions};
use axum::http::StatusCode;
use house::act as real;
use kernel::Id;
use serde_json::json;

use super::{House, NOBODY, hidden};
use crate::town::workshop;

/// Somebody with seats at a session that begins in a moment.
fn registered(house: &House, id: Id<Activity>, (name, size): (&str, i64)) -> (Registration, Id<Session>) {
    let new = |pool| crate::town::somebody(name, pool, size);
    let new = new(house.store.read_blocking(move |tx| Ok(seats::pools(tx, id)?[0].id)).unwrap());
    house
        .store
        .write_blocking(move |tx| {
            let made = seats::register(tx, &real(), &new)?;
            let first = sessions::of(tx, id)?.remove(0);
            let starts_at = real().at + jiff::SignedDuration::from_secs(1);
            let ends_at = starts_at + jiff::SignedDuration::from_hours(1);
            let soon = sessions::Plan { starts_at, ends_at, ..sessions::Plan::of(&first) };
            sessions::change(tx, &real(), first.id, &soon)?;
            Ok((made, first.id))
        })
        .unwrap()
}

fn present(house: &House, session: Id<Session>) -> i64 {
    let tally = house.store.read_blocking(move |tx| {
        let session = sessions::one(tx, session)?;
        attendance::tally(tx, &session)
    });
    tally.unwrap().present
}

#[test]
fn the_door_lets_in_by_code_and_says_what_it_does_not_know() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let id = one.id;
    let (made, session) = registered(&house, id, ("Meiske Lumi", 1));
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
    let (made, session) = registered(&house, id, ("Meiske Lumi", 1));
    let (ticket, door) = (format!("/tiket/{}", made.secret), format!("/staf/kehadiran/{session}"));
    house.get(NOBODY, &ticket).says_not(&door);
    house.get(&house.head, &ticket).says(&format!("action=\"{door}\""));
    let noted = house.post(&house.head, &door, &format!("kode={}", made.code));
    assert_eq!(noted.to, Some(format!("{door}?kata=hadir&nama=Meiske%20Lumi")));
    let again = house.get(&house.head, &ticket);
    again.says("Hadir");
    again.says_not(&format!("action=\"{door}\""));
}

#[test]
fn a_group_that_is_scanned_counts_whole_and_the_number_that_came_is_pressed_once_afterwards() {
    let house = House::new();
    let id = house.workshop(workshop(), 9).id;
    let (made, session) = registered(&house, id, ("Keluarga Lumi", 4));
    let door = format!("/staf/kehadiran/{session}");
    let ticket = format!("https://contoh.example/tiket/{}", made.secret);
    let noted = house.post(&house.head, &door, &format!("kode={ticket}&jumlah="));
    let shown = format!("{door}?kata=hadir&nama=Keluarga%20Lumi&siapa={}", made.id);
    assert_eq!((noted.to.as_deref(), present(&house, session)), (Some(shown.as_str()), 4));
    let page = house.get(&house.head, &shown);
    page.says("Yang datang");
    let asked = page.text.split(&format!("action=\"{door}/jumlah\"")).nth(1).unwrap();
    for n in 1..=4 {
        assert!(asked.contains(&format!("name=\"jumlah\" value=\"{n}\"")), "{n}: {asked}");
    }
    let (key, code) = (hidden(asked, "id"), hidden(asked, "kode"));
    let right = |key: &str, heads: &str| {
        house.post(&house.head, &format!("{door}/jumlah"), &format!("id={key}&kode={code}&jumlah={heads}"))
    };
    for _ in 0..2 {
        assert_eq!(right(&key, "3").to.as_deref(), Some(shown.as_str()), "a double click is one");
        assert_eq!(present(&house, session), 3);
    }
    house.get(&house.head, &shown).says("3 dari 4 orang");
    assert_eq!(right("", "5").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(right("", "banyak").status, StatusCode::UNPROCESSABLE_ENTITY);
    // The fourth came late, and the ticket is scanned again.
    let again = house.post(&house.head, &door, &format!("kode={ticket}"));
    assert_eq!(again.to, Some(format!("{door}?kata=lagi&nama=Keluarga%20Lumi&siapa={}", made.id)));
    assert_eq!(present(&house, session), 3);
    assert_eq!(right("", "4").to.as_deref(), Some(shown.as_str()));
    assert_eq!(present(&house, session), 4);
}

#[test]
fn how_many_came_is_said_with_the_code_on_the_page_on_the_ticket_and_by_a_program() {
    let house = House::new();
    let id = house.workshop(workshop(), 9).id;
    let (made, session) = registered(&house, id, ("Keluarga Lumi", 4));
    let door = format!("/staf/kehadiran/{session}");
    house.get(&house.head, &door).says("name=\"jumlah\"");
    house
        .get(&house.head, &format!("/tiket/{}", made.secret))
        .says("name=\"jumlah\" min=\"1\" max=\"4\" value=\"4\"");
    for wrong in ["0", "5", "x"] {
        let refused = house.post(&house.head, &door, &format!("kode={}&jumlah={wrong}", made.code));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("angka dari 1 sampai 4");
    }
    let noted = house.post(&house.head, &door, &format!("kode={}&jumlah=3", made.code));
    assert_eq!((noted.status, present(&house, session)), (StatusCode::SEE_OTHER, 3));
    let token = house.token(house.somebody("pintu", &[CHECK_IN]), &[CHECK_IN]);
    let (other, session) = registered(&house, house.workshop(workshop(), 9).id, ("Keluarga Rantung", 3));
    let path = format!("/api/v1/sessions/{session}/attendance");
    let note = |heads: i64| house.api(&token, "POST", &path, json!({ "code": other.code, "heads": heads }));
    assert_eq!(note(4).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(note(0).0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, noted) = note(2);
    assert_eq!((status, noted["counted"].as_bool()), (StatusCode::CREATED, Some(true)), "{noted}");
    assert_eq!(present(&house, session), 2);
    assert_eq!(note(3).1["counted"].as_bool(), Some(false), "once");
}

#[test]
fn of_a_class_the_number_that_came_is_typed() {
    let house = House::new();
    let id = house.workshop(activities::model::Draft { classes: true, ..workshop() }, 40).id;
    let made = house
        .store
        .write_blocking(move |tx| {
            let pool = seats::pools(tx, id)?[0].id;
            let class = seats::New {
                kind: Party::Class,
                organisation: "SD Contoh".into(),
                phone: "081234567890".into(),
                ..crate::town::somebody("Ibu Guru", pool, 30)
            };
            seats::register(tx, &real(), &class)
        })
        .unwrap();
    let (_, session) = registered(&house, id, ("Meiske", 1));
    let door = format!("/staf/kehadiran/{session}");
    let noted = house.post(&house.head, &door, &format!("kode={}", made.code));
    let page = house.get(&house.head, noted.to.as_deref().unwrap());
    page.says("type=\"number\" name=\"jumlah\" min=\"1\" max=\"30\" value=\"30\"");
    house.post(&house.head, &format!("{door}/jumlah"), &format!("kode={}&jumlah=22", made.code));
    assert_eq!(present(&house, session), 22);
}
