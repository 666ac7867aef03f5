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

/// A session of the head, who has just shown who they are, without the name of its cookie.
fn proven(house: &House) -> String {
    let cookie = house.signed_in("meity", &["head"]);
    cookie.trim_start_matches("sesi=").to_owned()
}

#[test]
fn a_colleague_is_taken_on_given_roles_and_a_password_and_let_go_by_whoever_has_proven_who_they_are() {
    on_both(|house| {
        let head = proven(house);
        let ask = |method: &str, path: &str, body: Value| house.api_in_session(&head, method, path, body);
        let new = json!({ "name": "Ruth Mandagi", "login": "ruth", "roles": [{ "role": "desk" }, { "role": "desk" }] });
        let (status, made) = ask("POST", COLLEAGUES, new.clone());
        assert_eq!(status, StatusCode::CREATED, "{made}");
        assert!(made["password"].as_str().unwrap().len() >= 8, "one is made where none is given");
        let (status, twice) = ask("POST", COLLEAGUES, new);
        let key = &twice["reasons"][0]["key"];
        assert_eq!((status, key), (StatusCode::UNPROCESSABLE_ENTITY, &json!("login-taken")));
        let ruth = format!("{COLLEAGUES}/{}", made["party"].as_str().unwrap());
        let (status, changed) = ask(
            "PUT",
            &format!("{ruth}/roles"),
            json!({ "roles": [{ "role": "head" }, { "role": "desk" }] }),
        );
        assert_eq!(status, StatusCode::OK, "{changed}");
        assert_eq!(changed["roles"].as_array().unwrap().len(), 2);
        let (status, given) =
            ask("POST", &format!("{ruth}/password"), json!({ "password": "pagi-cerah-di-lokon" }));
        assert_eq!((status, &given["password"]), (StatusCode::OK, &Value::Null), "{given}");
        let sent = house.post("/masuk", "", "login=ruth&password=pagi-cerah-di-lokon");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert_eq!(ask("DELETE", &format!("{ruth}/second-step"), Value::Null).0, StatusCode::OK);
        assert_eq!(ask("DELETE", &ruth, Value::Null).0, StatusCode::OK);
        for gone in [ruth, format!("{COLLEAGUES}/{}", Id::<kernel::Person>::new())] {
            assert_eq!(ask("DELETE", &gone, Value::Null).0, StatusCode::NOT_FOUND);
            assert_eq!(ask("POST", &format!("{gone}/password"), json!({})).0, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn a_role_is_made_changed_and_removed_by_whoever_has_proven_who_they_are() {
    on_both(|house| {
        let head = proven(house);
        let ask = |method: &str, path: &str, body: Value| house.api_in_session(&head, method, path, body);
        let wrong = json!({ "title": "Petugas bus", "permissions": ["bus.drive"] });
        let (status, no) = ask("POST", "/api/v1/roles", wrong);
        let key = &no["reasons"][0]["key"];
        assert_eq!((status, key), (StatusCode::UNPROCESSABLE_ENTITY, &json!("role-permission-unknown")));
        let (status, made) =
            ask("POST", "/api/v1/roles", json!({ "title": "Petugas bus", "permissions": ["people.view"] }));
        assert_eq!((status, &made["permissions"]), (StatusCode::CREATED, &json!(["people.view"])), "{made}");
        let path = format!("/api/v1/roles/{}", made["name"].as_str().unwrap());
        let (status, changed) = ask("PUT", &path, json!({ "permissions": ["people.view", "people.edit"] }));
        assert_eq!((status, &changed["title"]), (StatusCode::OK, &json!("Petugas bus")), "{changed}");
        assert_eq!(changed["permissions"], json!(["people.edit", "people.view"]));
        let (status, no) = ask("PUT", "/api/v1/roles/head", json!({ "permissions": ["people.view"] }));
        assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::CONFLICT, &json!("staff-last-keeper")));
        assert_eq!(ask("DELETE", &path, Value::Null).0, StatusCode::OK);
        assert_eq!(ask("DELETE", &path, Value::Null).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn no_token_gives_roles_or_passwords() {
    on_both(|house| {
        let (head, desk) = (house.account("meity", &["head"]), house.account("olivia", &["desk"]));
        let token = house.token(head, &[ACCOUNTS, ROLES]);
        let olivia = format!("{COLLEAGUES}/{desk}");
        for (method, path, body) in [
            (
                "POST",
                COLLEAGUES.to_owned(),
                json!({ "name": "Ruth", "login": "ruth", "roles": [{ "role": "desk" }] }),
            ),
            ("PUT", format!("{olivia}/roles"), json!({ "roles": [{ "role": "head" }] })),
            ("POST", format!("{olivia}/password"), json!({})),
            ("DELETE", olivia.clone(), Value::Null),
            ("POST", "/api/v1/roles".to_owned(), json!({ "title": "Bus", "permissions": [] })),
            ("DELETE", "/api/v1/roles/desk".to_owned(), Value::Null),
        ] {
            let (status, no) = house.api(&token, method, &path, body);
            let key = &no["reasons"][0]["key"];
            assert_eq!((status, key), (StatusCode::FORBIDDEN, &json!("api-prove-first")), "{method} {path}");
        }
    });
}

#[test]
fn the_pages_of_accounts_act_on_nobody_who_does_not_work_here() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let member = house.account("a-00001", &[]);
        let session = house.enter(member);
        for who in [member, Id::new()] {
            for deed in ["sandi", "tutup", "langkah-kedua/hapus", "sesi/akhiri", "peran"] {
                let sent = house.post(
                    &format!("/staf/akun/{who}/{deed}"),
                    &head,
                    if deed == "peran" { "roles=desk" } else { "" },
                );
                assert_eq!(sent.status, StatusCode::NOT_FOUND, "{deed}");
            }
        }
        assert!(is_in(house, &session), "the member is still signed in");
    });
}

#[test]
fn whoever_was_let_go_is_listed_and_taken_on_again_by_a_program_and_on_the_page() {
    on_both(|house| {
        let head = proven(house);
        let ask = |method: &str, path: &str, body: Value| house.api_in_session(&head, method, path, body);
        let leaves = |login: &str| {
            let new =
                json!({ "name": format!("Ruth {login}"), "login": login, "roles": [{ "role": "desk" }] });
            let (status, made) = ask("POST", COLLEAGUES, new);
            assert_eq!(status, StatusCode::CREATED, "{made}");
            let party = made["party"].as_str().unwrap().to_owned();
            assert_eq!(ask("DELETE", &format!("{COLLEAGUES}/{party}"), Value::Null).0, StatusCode::OK);
            party
        };
        let (ruth, meiske) = (leaves("ruth"), leaves("meiske"));
        let cookie = format!("sesi={head}");
        let (_, former) = house.api(
            &house.token(house.somebody("lain", &[ACCOUNTS]), &[ACCOUNTS]),
            "GET",
            "/api/v1/former-colleagues",
            None,
        );
        let logins: Vec<_> = former.as_array().unwrap().iter().map(|one| one["login"].clone()).collect();
        assert_eq!(logins, [json!("meiske"), json!("ruth")]);
        let back = |party: &str, roles: Value| {
            ask("POST", &format!("/api/v1/former-colleagues/{party}/return"), json!({ "roles": roles }))
        };
        let (status, no) = back(&ruth, json!([{ "role": "tiada" }]));
        assert_eq!(
            (status, &no["reasons"][0]["key"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("staff-role-unknown"))
        );
        let (status, way) = back(&ruth, json!([{ "role": "desk" }]));
        assert_eq!((status, &way["login"]), (StatusCode::OK, &json!("ruth")), "{way}");
        let form = format!("login=ruth&password={}", way["password"].as_str().unwrap().replace(' ', "+"));
        assert_eq!(house.post("/masuk", "", &form).status, StatusCode::SEE_OTHER);
        assert_eq!(back(&ruth, json!([{ "role": "desk" }])).0, StatusCode::NOT_FOUND, "they are back");

        let path = format!("/staf/akun/{meiske}/kembali");
        assert!(house.get("/staf/akun", &cookie).text.contains(&path));
        assert_eq!(house.get(&path, &cookie).status, StatusCode::OK);
        let none = house.post(&path, &cookie, "");
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text);
        let shown = house.post(&path, &cookie, "roles=desk");
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.text.contains("meiske"), "the password is shown once");
        assert_eq!(house.get(&path, &cookie).status, StatusCode::NOT_FOUND);
        assert_eq!(house.get(&format!("/staf/akun/{meiske}"), &cookie).status, StatusCode::OK);
    });
}
