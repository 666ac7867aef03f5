//! What whoever has signed in asks and changes of themselves and their children, by other programs.

use crate::house::{House, now};
use axum::http::StatusCode;
use jiff::{ToSpan, civil::date};
use membership::{families, members};
use people::relationships::Grown;
use serde_json::{Value, json};

const SECRET: &str = "mapalus-tomohon";

/// A mother who can sign in, with a daughter of nine she cares for: her session, and the numbers on their cards.
fn family(house: &House) -> (String, String, String) {
    let mother = house.member("Ruth Wowor", Some(date(1990, 1, 1)));
    let girl = house.member("Nova Wowor", Some(now().today().saturating_sub(9.years())));
    let (child, guardian) = (girl.person, mother.person);
    house.store.write_blocking(move |tx| families::link(tx, &now(), child, guardian, Grown::Born)).unwrap();
    (house.session_of(mother.person, SECRET), mother.code, girl.code)
}

#[test]
fn a_member_reads_their_own_membership_and_card_and_nobody_else_does() {
    let house = House::new();
    let (session, code, _) = family(&house);
    let (status, own) = house.api_in_session(&session, "GET", "/api/v1/me/membership", None);
    assert_eq!(
        (status, &own["member"]["code"], &own["renewable"]),
        (StatusCode::OK, &json!(code), &json!(false)),
        "{own}"
    );
    assert!(own["why_not"].as_str().unwrap().contains("perpanjang"), "{own}");
    let card = house.get(&session, "/api/v1/me/card");
    assert_eq!((card.status, card.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert_eq!(house.get("", "/api/v1/me/membership").status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.get(&house.desk, "/api/v1/me/membership").status, StatusCode::NOT_FOUND, "no member");
}

#[test]
fn a_member_prolongs_their_own_membership_in_its_last_days() {
    let house = House::new();
    let (session, code, _) = family(&house);
    let (status, no) = house.api_in_session(&session, "POST", "/api/v1/me/renewals", json!({}));
    assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::CONFLICT, &json!("renew-own-early")), "{no}");
    let soon = now().today().saturating_add(10.days());
    house
        .store
        .write_blocking(move |tx| {
            let own = members::by_code(tx, &code)?.unwrap();
            members::renew(tx, &now(), own.person, Some(soon))
        })
        .unwrap();
    let (status, renewed) = house.api_in_session(&session, "POST", "/api/v1/me/renewals", json!({}));
    assert_eq!(status, StatusCode::OK, "{renewed}");
    assert!(renewed["until"].as_str().unwrap() > soon.to_string().as_str());
}

#[test]
fn a_guardian_sees_their_children_agrees_to_the_words_that_were_read_and_takes_it_back() {
    let house = House::new();
    let (session, _, girl) = family(&house);
    let (_, children) = house.api_in_session(&session, "GET", "/api/v1/me/children", None);
    assert_eq!(
        (&children[0]["code"], &children[0]["missing"]),
        (&json!(girl), &json!(["missing-consent"])),
        "{children}"
    );
    let consent = format!("/api/v1/me/children/{girl}/consent");
    let (_, words) = house.api_in_session(&session, "GET", &consent, None);
    assert!(words["words"].as_str().unwrap().contains("Nova Wowor"), "{words}");
    let (status, no) = house.api_in_session(&session, "POST", &consent, json!({ "print": "5f0c" }));
    assert_eq!(
        (status, &no["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("consent-online-changed"))
    );
    let print = json!({ "print": words["print"] });
    let (status, agreed) = house.api_in_session(&session, "POST", &consent, print);
    assert_eq!((status, &agreed["missing"]), (StatusCode::OK, &json!([])), "{agreed}");
    let (status, gone) = house.api_in_session(&session, "POST", &format!("{consent}/withdrawal"), json!({}));
    assert_eq!((status, &gone["member"]["closed"]), (StatusCode::OK, &json!(true)), "{gone}");
    let stranger = house.member("Jantje Lumi", Some(date(1980, 5, 2)));
    let stranger = house.session_of(stranger.person, SECRET);
    for path in [consent, format!("/api/v1/me/children/{girl}/renewals")] {
        let method = if path.ends_with("consent") { "GET" } else { "POST" };
        let body = if method == "GET" { None } else { Some(json!({})) };
        assert_eq!(house.api_in_session(&stranger, method, &path, body).0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.api_in_session(&stranger, "GET", "/api/v1/me/children", None).1, json!([]));
}

#[test]
fn a_token_of_a_program_agrees_to_nothing() {
    let house = House::new();
    let (_, _, girl) = family(&house);
    let path = format!("/api/v1/me/children/{girl}/consent");
    let (status, _) = house.ask_api("POST", &path, &json!({ "print": "5f0c1a2b3c4d5e6f" }));
    assert!(status.is_client_error() && status != StatusCode::UNPROCESSABLE_ENTITY, "{status}");
}

#[test]
fn whoever_tries_one_voucher_after_the_other_for_themselves_is_made_to_wait() {
    let house = House::new();
    let (session, _, _) = family(&house);
    let tries = (0..30).map(|n| {
        let voucher = json!({ "voucher": format!("K7MR2-PXD{n:02}") });
        house.api_in_session(&session, "POST", "/api/v1/me/vouchers", voucher)
    });
    let came: Vec<(StatusCode, Value)> = tries.collect();
    assert_eq!(
        (came[0].0, &came[0].1["reasons"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("voucher"))
    );
    assert!(came.iter().any(|(status, _)| *status == StatusCode::TOO_MANY_REQUESTS));
}
