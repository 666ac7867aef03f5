//! What people send who register themselves through another program.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiff::{SignedDuration, ToSpan};
use kernel::Date;
use serde_json::{Value, json};

use crate::house::{House, now};

const HERE: &str = "/api/v1/self-registrations";

/// A stamp as one has it who fills in a form for half a minute.
fn stamp() -> String {
    web::stamp::given(now().at - SignedDuration::from_secs(30))
}

fn years_ago(years: i64) -> Date {
    now().today().saturating_sub(years.years())
}

/// Somebody who lives in the town.
fn who(name: &str, age: i64) -> Value {
    json!({ "stamp": stamp(), "name": name, "born": years_ago(age), "village": "Kinilow", "agree": true })
}

fn with(mut who: Value, field: &str, value: impl Into<Value>) -> Value {
    who[field] = value.into();
    who
}

/// What it comes to when a program of nobody's sends this.
fn send(house: &House, who: &Value) -> (StatusCode, Value) {
    let request = Request::post(HERE).header(header::CONTENT_TYPE, "application/json");
    let page = house.ask(request.body(Body::from(who.to_string())).unwrap());
    (page.status, page.json())
}

/// The field and the key of the first reason of a no.
fn why(no: &Value) -> [&Value; 2] {
    let reason = &no["reasons"][0];
    [&reason["field"], &reason["key"]]
}

fn members(house: &House) -> usize {
    house.ask_api("GET", "/api/v1/members", &Value::Null).1["items"].as_array().unwrap().len()
}

#[test]
fn whoever_registers_is_a_member_for_the_time_being_and_once_however_often_it_is_sent() {
    let house = House::new();
    let gracia = who("Gracia Wowor", 27);
    for _ in 0..2 {
        let (status, made) = send(&house, &gracia);
        assert_eq!((status, &made["code"]), (StatusCode::CREATED, &json!("A-00001")), "{made}");
        assert_eq!((&made["consent_owed"], &made["claim"]), (&json!(false), &Value::Null));
    }
    let (_, member) = house.ask_api("GET", "/api/v1/members/A-00001", &Value::Null);
    assert_eq!((&member["name"], &member["provisional"]), (&json!("Gracia Wowor"), &json!(true)), "{member}");
}

#[test]
fn what_a_registration_begins_with_is_taken_after_some_seconds_and_leads_to_a_password() {
    let house = House::new();
    let begun = house.ask(Request::get(format!("{HERE}/stamp")).body(Body::empty()).unwrap()).json();
    let secret = begun["secret"].clone();
    let gracia = with(with(who("Gracia Wowor", 27), "stamp", begun["stamp"].clone()), "secret", secret);
    let (status, no) = send(&house, &gracia);
    assert_eq!((status, why(&no)[1]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("form-once-more")));
    assert_eq!(members(&house), 0);
    let wait = u64::try_from(begun["wait"].as_i64().unwrap()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(wait * 1_000 + 100));
    let (status, made) = send(&house, &gracia);
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let claim = made["claim"].as_str().unwrap();
    house.get("", claim).says("A-00001");
    let entered = house.post("", claim, "password=kenari-teduh-482");
    assert_eq!(entered.to.as_deref(), Some("/saya/kartu"), "{}", entered.text);
}

#[test]
fn a_stamp_of_nobody_registers_nobody() {
    let house = House::new();
    for wrong in ["1.2.3", &web::stamp::given(now().at - SignedDuration::from_hours(4))] {
        let (status, no) = send(&house, &with(who("Gracia Wowor", 27), "stamp", wrong));
        assert_eq!((status, why(&no)[1]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("form-once-more")));
    }
    assert_eq!(members(&house), 0);
}

#[test]
fn so_many_a_day_register_from_one_place_and_no_more() {
    let house = House::new();
    house.store.write_blocking(|tx| platform::sendings::PER_DEVICE.set(tx, &now(), "1")).unwrap();
    assert_eq!(send(&house, &who("Gracia Wowor", 27)).0, StatusCode::CREATED);
    assert_eq!(send(&house, &who("Jantje Lumi", 30)).0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(members(&house), 1);
}

#[test]
fn whatever_keeps_somebody_from_registering_is_told_by_the_name_it_was_sent_under() {
    let house = House::new();
    let gracia = || who("Gracia Wowor", 27);
    for (wrong, field) in [
        (with(gracia(), "village", "Tondano"), "village"),
        (with(gracia(), "voucher", "K7MR2-PXD4H"), "voucher"),
        (with(gracia(), "born", now().today().tomorrow().unwrap().to_string()), "born"),
        (with(gracia(), "agree", false), "agree"),
        (with(gracia(), "guardian_code", "A-99999"), "guardian_code"),
    ] {
        let (status, no) = send(&house, &wrong);
        assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)), "{no}");
    }
    assert_eq!(members(&house), 0);
}

#[test]
fn whoever_tries_one_voucher_after_the_other_is_made_to_wait() {
    let house = House::new();
    let tries = (0..30).map(|n| {
        let voucher = format!("K7MR2-PXD{n:02}");
        send(&house, &with(who("Gracia Wowor", 27), "voucher", voucher)).0
    });
    assert!(tries.into_iter().any(|status| status == StatusCode::TOO_MANY_REQUESTS));
}

#[test]
fn a_child_that_is_registered_has_no_password_before_a_guardian_agrees() {
    let house = House::new();
    let nova =
        with(with(who("Nova Wowor", 8), "guardian_name", "Ruth Wowor"), "guardian_phone", "0812-3456-7890");
    let (status, no) = send(&house, &nova);
    assert_eq!(
        (status, why(&no)[0]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("guardian_grown_up")),
        "{no}"
    );
    let nova = with(nova, "guardian_grown_up", true);
    let nova = with(nova, "secret", platform::accounts::Token::fresh().to_hex());
    let (status, made) = send(&house, &nova);
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!((&made["consent_owed"], &made["claim"]), (&json!(true), &Value::Null));
}
