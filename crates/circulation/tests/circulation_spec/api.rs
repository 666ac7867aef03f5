//! Lending through the API, as a self-service machine does it.

use crate::{common::SCHEMAS, pages::House};
use axum::http::StatusCode;
use circulation::{LEND, OVERRIDE};
use serde_json::{Value, json};

fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::open(store)));
}

fn keys(problem: &Value) -> Vec<&str> {
    problem["reasons"].as_array().unwrap().iter().map(|reason| reason["key"].as_str().unwrap()).collect()
}

#[test]
fn a_machine_lends_renews_and_takes_back() {
    on_both(|house| {
        let machine = house.token(house.somebody("mesin", &[LEND]), &[LEND]);
        let maria = house.town.member("Maria Wowor", "dewasa");
        let copy = house.town.copy("Krisan", "umum");
        let asked = json!({ "member": maria.code, "barcode": copy.barcode });
        let (status, loan) = house.api(&machine, "POST", "/api/v1/loans", asked);
        assert_eq!(status, StatusCode::CREATED, "{loan}");
        assert_eq!((&loan["member"], &loan["barcode"]), (&json!(maria.code), &json!(copy.barcode)));
        let address = format!("/api/v1/loans/{}", loan["id"].as_str().unwrap());
        assert_eq!(house.api(&machine, "GET", &address, None), (StatusCode::OK, loan.clone()));
        // On the day it was lent a renewal gains nothing, and the API says so as the desk does.
        let (status, no) = house.api(&machine, "POST", &format!("{address}/renewals"), None);
        assert_eq!((status, keys(&no)), (StatusCode::CONFLICT, vec!["loan-no-gain"]), "{no}");
        let list = format!("/api/v1/members/{}/loans", maria.code);
        let (_, held) = house.api(&machine, "GET", &list, None);
        assert_eq!(held, json!({ "items": [loan], "next": null }));
        let (status, back) =
            house.api(&machine, "POST", "/api/v1/returns", json!({ "barcode": copy.barcode }));
        assert_eq!(
            (status, &back["loan"]["id"], &back["days_late"]),
            (StatusCode::OK, &loan["id"], &json!(0))
        );
        assert_eq!(house.api(&machine, "GET", &list, None).1["items"], json!([]));
    });
}

#[test]
fn every_code_that_stands_for_nothing_is_named() {
    on_both(|house| {
        let machine = house.token(house.somebody("mesin", &[LEND]), &[LEND]);
        let asked = json!({ "member": "A-99999", "barcode": "TIDAK ADA", "branch": "XXX" });
        let (status, no) = house.api(&machine, "POST", "/api/v1/loans", asked);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(keys(&no), ["member-unknown", "loan-no-copy", "loan-no-branch"]);
        let fields: Vec<_> =
            no["reasons"].as_array().unwrap().iter().map(|reason| &reason["field"]).collect();
        assert_eq!(fields, ["member", "barcode", "branch"]);
    });
}

#[test]
fn rules_are_overridden_only_with_a_token_that_may() {
    on_both(|house| {
        let head = house.somebody("kepala", &[LEND, OVERRIDE]);
        let (machine, head) = (house.token(head, &[LEND]), house.token(head, &[LEND, OVERRIDE]));
        let maria = house.town.member("Maria Wowor", "dewasa");
        let copy = house.town.copy("Kamus besar", "rujukan");
        let asked =
            |despite: bool| json!({ "member": maria.code, "barcode": copy.barcode, "despite": despite });
        let send = |token: &str, despite| house.api(token, "POST", "/api/v1/loans", asked(despite));
        let (status, no) = send(&machine, false);
        assert_eq!((status, keys(&no)), (StatusCode::CONFLICT, vec!["loan-no-reference"]), "{no}");
        let (status, no) = send(&machine, true);
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["loan-no-override"]));
        assert_eq!(send(&head, true).0, StatusCode::CREATED);
    });
}

#[test]
fn a_token_lends_where_its_owner_may_and_nowhere_else() {
    on_both(|house| {
        let rurukan = house.town.rurukan();
        let machine = house.token(house.somebody_at(rurukan, "mesin", &[LEND, OVERRIDE]), &[LEND, OVERRIDE]);
        let (maria, copy) = (house.town.member("Maria Wowor", "dewasa"), house.town.copy("Krisan", "umum"));
        let asked =
            |branch: Option<&str>| json!({ "member": maria.code, "barcode": copy.barcode, "branch": branch });
        let (status, no) = house.api(&machine, "POST", "/api/v1/loans", asked(Some("TOM")));
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["may-not-here"]), "{no}");
        let back = json!({ "barcode": copy.barcode, "branch": "TOM" });
        let (status, no) = house.api(&machine, "POST", "/api/v1/returns", back);
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["may-not-here"]), "{no}");
        let (status, loan) = house.api(&machine, "POST", "/api/v1/loans", asked(None));
        assert_eq!((status, &loan["branch"]), (StatusCode::CREATED, &json!("TOM-RUR")), "{loan}");
    });
}
