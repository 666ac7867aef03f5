//! Who works here, for other programs.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use identity::{ACCOUNTS, ROLES};
use kernel::Id;
use platform::{
    library::{self, Branch},
    permissions::{self, Holding},
};
use serde_json::{Value, json};

use crate::house::{House, on_both};

const COLLEAGUES: &str = "/api/v1/colleagues";

fn end(house: &House, token: &str, person: Id<kernel::Person>) -> (StatusCode, Value) {
    house.api(token, "POST", &format!("{COLLEAGUES}/{person}/sessions/end"), json!({}))
}

/// Whether whoever has this cookie is still signed in.
fn is_in(house: &House, cookie: &str) -> bool {
    house.get("/saya/keamanan", cookie).status == StatusCode::OK
}

#[test]
fn a_program_lists_who_works_here_with_what_they_hold_and_where() {
    on_both(|house| {
        let head = house.account("meity", &["head"]);
        let desk = house.account("olivia", &[]);
        house.account("anggota", &[]);
        let branch = Branch {
            id: Id::new(),
            code: "TOM".into(),
            name: "Pusat".into(),
            address: String::new(),
            phone: None,
        };
        let (place, act) = (branch.id, house.act());
        house
            .store
            .write_blocking(move |tx| {
                library::save_branch(tx, &act, &branch)?;
                permissions::hold(tx, &act, desk, &[Holding { role: "desk".into(), branch: Some(place) }])
            })
            .unwrap();
        let (status, all) = house.api(&house.token(head, &[ACCOUNTS]), "GET", COLLEAGUES, None);
        assert_eq!(status, StatusCode::OK, "{all}");
        let told: Vec<_> =
            all.as_array().unwrap().iter().map(|one| (one["login"].clone(), one["roles"].clone())).collect();
        let expected = [
            (json!("meity"), json!([{ "role": "head", "branch": null }])),
            (json!("olivia"), json!([{ "role": "desk", "branch": place }])),
        ];
        assert_eq!(told, expected, "members are no colleagues");
    });
}

#[test]
fn a_program_reads_what_each_role_may_do() {
    on_both(|house| {
        let head = house.account("meity", &["head"]);
        let (status, all) = house.api(&house.token(head, &[ROLES]), "GET", "/api/v1/roles", None);
        assert_eq!(status, StatusCode::OK, "{all}");
        let role = all.as_array().unwrap().iter().find(|one| one["name"] == "head").unwrap();
        assert!(role["permissions"].as_array().unwrap().contains(&json!(ACCOUNTS.0)), "{role}");
    });
}

#[test]
fn each_of_these_needs_its_own_permission_and_a_token_that_has_it() {
    on_both(|house| {
        let head = house.account("meity", &["head"]);
        let (roles, accounts) = (house.token(head, &[ROLES]), house.token(head, &[ACCOUNTS]));
        assert_eq!(house.api(&roles, "GET", COLLEAGUES, None).0, StatusCode::FORBIDDEN);
        assert_eq!(end(house, &roles, head).0, StatusCode::FORBIDDEN);
        assert_eq!(house.api(&accounts, "GET", "/api/v1/roles", None).0, StatusCode::FORBIDDEN);
        for path in [COLLEAGUES, "/api/v1/roles"] {
            let stranger = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(house.ask(stranger).status, StatusCode::UNAUTHORIZED, "{path}");
        }
    });
}

#[test]
fn a_program_signs_a_colleague_out_wherever_they_are_signed_in() {
    on_both(|house| {
        let (head, desk) = (house.account("meity", &["head"]), house.account("olivia", &["desk"]));
        let token = house.token(head, &[ACCOUNTS]);
        let (phone, computer) = (house.enter(desk), house.enter(desk));
        assert!(is_in(house, &phone) && is_in(house, &computer));
        assert_eq!(end(house, &token, desk), (StatusCode::OK, json!({ "count": 2 })));
        assert!(!is_in(house, &phone) && !is_in(house, &computer));
        assert_eq!(end(house, &token, desk).1, json!({ "count": 0 }));
        assert_eq!(end(house, &token, Id::new()).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn no_program_signs_out_whoever_may_do_more_than_whom_it_works_for() {
    on_both(|house| {
        let head = house.account("meity", &["head"]);
        let session = house.enter(head);
        let token = house.token(house.somebody("penjaga", &[ACCOUNTS]), &[ACCOUNTS]);
        let (status, no) = end(house, &token, head);
        assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::FORBIDDEN, &json!("staff-above")));
        assert!(is_in(house, &session));
    });
}
