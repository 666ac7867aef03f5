//! Two who plan at once, and one who presses twice.

use activities::{model::Draft, planning, sessions};
use axum::http::StatusCode;

use super::{House, hidden};
use crate::town::workshop;

const PLAN: &str = "kind=workshop&audience=everybody&entry=whole&listed=1&largest=4&cancel_hours=12&threshold=80&title=Krisan";

#[test]
fn the_later_of_two_who_change_an_activity_is_told_of_the_other_and_loses_nothing() {
    let house = House::new();
    let one = house.workshop(Draft { title: "Krisan".into(), ..workshop() }, 5);
    let path = format!("/staf/kegiatan/{}/ubah", one.code);
    let seen = hidden(&house.get(&house.head, &path).text, "form");
    let send = |seen: &str, rest: &str| house.post(&house.head, &path, &format!("form={seen}&{PLAN}&{rest}"));
    let kept = || {
        let id = one.id;
        let now = house.store.read_blocking(move |tx| planning::one(tx, id)).unwrap();
        (now.summary.clone(), now.about.clone())
    };
    for _ in 0..2 {
        let first = send(&seen, "summary=Ringkasan+baru&about=");
        assert_eq!(first.status, StatusCode::SEE_OTHER, "a double click is one: {}", first.text);
    }
    let second = send(&seen, "summary=Ringkasan+lama&about=Teks+saya");
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    second.says("Orang lain baru saja mengubah ini");
    second.says("Teks saya");
    assert_eq!(kept(), ("Ringkasan baru".into(), String::new()));
    let now = hidden(&second.text, "form");
    assert_ne!(now, seen, "whoever has been told may save over it");
    let again = send(&now, "summary=Ringkasan+baru&about=Teks+saya");
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    assert_eq!(kept(), ("Ringkasan baru".into(), "Teks saya".into()));
}

#[test]
fn the_later_of_two_who_move_a_session_is_told_of_the_other_and_a_double_click_moves_it_once() {
    let house = House::new();
    let one = house.workshop(workshop(), 5);
    let session = crate::town::first_session(&house.store, one.id);
    let path = format!("/staf/kegiatan/{}/sesi/{}", one.code, session.id);
    let seen = hidden(&house.get(&house.head, &path).text, "form");
    let send = |seen: &str, time: &str| {
        let form = format!(
            "form={seen}&starts_day=5&starts_month=8&starts_year=2031&time={time}&minutes=60&venue=branch&place=Ruang+Lokon"
        );
        house.post(&house.head, &path, &form)
    };
    let now = || {
        let id = session.id;
        house.store.read_blocking(move |tx| sessions::one(tx, id)).unwrap()
    };
    for _ in 0..2 {
        let first = send(&seen, "10.00");
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    }
    let moved = now();
    assert_eq!(moved.revision, session.revision + 1);
    let second = send(&seen, "16.30");
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    second.says("Orang lain baru saja mengubah ini");
    second.says("value=\"16.30\"");
    assert_eq!(now(), moved);
    let again = send(&hidden(&second.text, "form"), "16.30");
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    assert_ne!(now().starts_at, moved.starts_at);
}

#[test]
fn a_programme_is_opened_once_by_one_form_and_the_later_of_two_who_change_it_is_told() {
    const DAYS: &str =
        "since_day=1&since_month=1&since_year=2030&until_day=31&until_month=12&until_year=2030";
    let house = House::new();
    let head = house.head.clone();
    let key = hidden(&house.get(&head, "/staf/program/baru").text, "form");
    for _ in 0..2 {
        let form = format!("form={key}&title=Membaca&purpose=Untuk+semua&{DAYS}");
        let made = house.post(&head, "/staf/program/baru", &form);
        assert_eq!(made.to.as_deref(), Some("/staf/program/G-001"), "{}", made.text);
    }
    let page = house.get(&head, "/staf/program/G-001").text;
    let form = page.split("action=\"/staf/program/G-001\"").nth(1).unwrap();
    let seen = hidden(form, "form");
    let send = |seen: &str, purpose: &str| {
        house.post(
            &head,
            "/staf/program/G-001",
            &format!("form={seen}&title=Membaca&purpose={purpose}&{DAYS}"),
        )
    };
    for _ in 0..2 {
        assert_eq!(send(&seen, "Untuk+anak").status, StatusCode::SEE_OTHER, "a double click is one");
    }
    let second = send(&seen, "Untuk+lansia");
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    second.says("Orang lain baru saja mengubah ini");
    second.says("Untuk lansia");
    house.get(&head, "/staf/program/G-001").says("Untuk anak");
    let form = second.text.split("action=\"/staf/program/G-001\"").nth(1).unwrap().to_owned();
    assert_eq!(send(&hidden(&form, "form"), "Untuk+lansia").status, StatusCode::SEE_OTHER);
    house.get(&head, "/staf/program/G-001").says("Untuk lansia");
}

#[test]
fn an_activity_is_drafted_once_by_one_form() {
    let house = House::new();
    let key = hidden(&house.get(&house.head, "/staf/kegiatan/baru").text, "form");
    for _ in 0..2 {
        let made = house.post(&house.head, "/staf/kegiatan/baru", &format!("form={key}&{PLAN}&summary=x"));
        assert_eq!(made.to.as_deref(), Some("/staf/kegiatan/K-0001"), "{}", made.text);
    }
    let other = house.post(&house.head, "/staf/kegiatan/baru", &format!("form={key}&{PLAN}&summary=y"));
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    other.says("sudah dikirim");
}
