//! The collection through the API.

use crate::{
    common::{SCHEMAS, book, import_plainly, now},
    pages::House,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use catalogue::{COPIES, EDIT, records};
use house::Page;
use serde_json::{Value, json};

/// Three books, the third hidden, behind the API.
fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| {
        let house = House::open(store);
        import_plainly(
            store,
            &[
                book("1", "Krisan kuning", &["A1", "A2"]),
                book("2", "Edensor", &[]),
                book("3", "Krisan rahasia", &["C1"]),
            ],
        );
        let id = house.record(3).id;
        store.write_blocking(move |tx| records::set_hidden(tx, &now(), id, true)).unwrap();
        test(&house);
    });
}

fn numbers(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()).collect()
}

#[test]
fn records_are_found_and_walked_without_those_that_are_hidden() {
    on_both(|house| {
        let found = house.get("", "/api/v1/records?q=krisan").json();
        assert_eq!(numbers(&found), [1]);
        assert_eq!((&found["items"][0]["copies"], &found["items"][0]["available"]), (&json!(2), &json!(2)));
        let first = house.get("", "/api/v1/records?limit=1").json();
        assert_eq!(
            first["items"][0], found["items"][0],
            "a row says the same from the index and the database"
        );
        let next = first["next"].as_str().unwrap();
        let second = house.get("", &format!("/api/v1/records?limit=1&cursor={next}")).json();
        assert_eq!(numbers(&second), [2]);
        // A walk's cursor is none of a search's.
        let mixed = house.get("", &format!("/api/v1/records?q=krisan&cursor={next}"));
        assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn what_the_staff_know_is_for_the_staff() {
    on_both(|house| {
        assert_eq!(house.get("", "/api/v1/records/1").json()["title"], "Krisan kuning");
        assert_eq!(house.get("", "/api/v1/records/3").status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("", "/api/v1/records/3/copies").status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("", "/api/v1/copies/A1").status, StatusCode::UNAUTHORIZED);
        let copies = house.get("", "/api/v1/records/1/copies?limit=1").json();
        assert_eq!((&copies["items"][0]["barcode"], copies["next"].is_string()), (&json!("A1"), true));
        assert_eq!(copies["items"][0].get("price"), None);
        let token = house.token(house.somebody("program", &[COPIES]), &[COPIES]);
        let with = |path| house.api(&token, "GET", path, None).1;
        assert_eq!(with("/api/v1/records/3")["hidden"], true);
        assert_eq!(with("/api/v1/copies/A1")["record"], 1);
        assert_eq!(with("/api/v1/copies/Z9")["reasons"][0]["key"], "copy-unknown");
        let (status, _) = house.api(&token, "PUT", "/api/v1/records/1/marc", json!({}));
        assert_eq!(status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn marc_comes_in_the_form_asked_for_and_goes_back_over_the_version_it_was_read_at() {
    on_both(|house| {
        let form = |accept: &str| {
            let request = Request::get("/api/v1/records/1/marc").header(header::ACCEPT, accept);
            house.ask(request.body(Body::empty()).unwrap())
        };
        assert!(form("application/marcxml+xml").text.starts_with("<record"));
        assert_eq!(form("application/marc").kind, "application/marc");
        assert_eq!(form("text/html").status, StatusCode::NOT_ACCEPTABLE);
        let has = |seen: &Page, tag: &str| {
            let marc = seen.json();
            marc["fields"].as_array().unwrap().iter().any(|field| field["tag"] == tag)
        };
        assert!(!has(&form("*/*"), "952"), "the public does not see item fields");

        let token = house.token(house.somebody("program", &[EDIT]), &[EDIT]);
        let call = |method| house::call(&token, method, "/api/v1/records/1/marc");
        let read = house.ask(call("GET").body(Body::empty()).unwrap());
        assert!(has(&read, "952"));
        let edited = read.text.replace("Krisan kuning", "Krisan putih");
        let put = |at: &Page, body: &str| {
            let request = call("PUT").header(header::IF_MATCH, at.header(header::ETAG));
            house.ask(request.body(Body::from(body.to_owned())).unwrap())
        };
        let done = put(&read, &edited);
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(done.header(header::ETAG).starts_with("\"2."), "{:?}", done.headers);
        assert_eq!(house.get("", "/api/v1/records/1").json()["title"], "Krisan putih");
        assert_eq!(put(&read, &edited).status, StatusCode::PRECONDITION_FAILED);
        let nothing =
            json!({ "leader": "x".repeat(24), "fields": [{ "tag": "245" }, { "tag": "245", "ind9": "1" }] });
        let no = put(&done, &nothing.to_string());
        assert_eq!(no.json()["reasons"][0]["key"], "api-field-unknown", "{}", no.text);
        let untitled = json!({ "leader": "00000nam a2200000 i 4500", "fields": [] });
        assert_eq!(put(&done, &untitled.to_string()).json()["reasons"][0]["key"], "record-needs-title");
    });
}
