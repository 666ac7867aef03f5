//! The collection through the API.

use std::{collections::BTreeSet, sync::Arc};

use crate::common::{SCHEMAS, book, branches, import_plainly, now};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use catalogue::{COPIES, EDIT, indexer::Index, records};
use kernel::{Act, Actor, Id, Timestamp};
use platform::{
    accounts::{self, Password},
    files::Files,
    permissions,
    tokens::{self, Wanted},
};
use serde_json::{Value, json};
use store::Store;
use tower::ServiceExt;
use ui::Lexicon;
use web::{App, Config};

struct House {
    store: Store,
    router: Router,
    runtime: tokio::runtime::Runtime,
    _following: catalogue::indexer::Following,
    _files: tempfile::TempDir,
}

struct Seen {
    status: StatusCode,
    tag: String,
    kind: String,
    text: String,
}

impl Seen {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// Three books, the third hidden, behind the API.
fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| {
        branches(store);
        import_plainly(
            store,
            &[
                book("1", "Krisan kuning", &["A1", "A2"]),
                book("2", "Edensor", &[]),
                book("3", "Krisan rahasia", &["C1"]),
            ],
        );
        store
            .write_blocking(|tx| {
                let id = records::by_number(tx, 3)?.unwrap().id;
                records::set_hidden(tx, &now(), id, true)
            })
            .unwrap();
        test(&House::open(store));
    });
}

impl House {
    fn open(store: &Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let index = Arc::new(Index::in_memory().unwrap());
        let following = index.follow(store.clone()).unwrap();
        let texts = [ui::TEXTS, web::pages::TEXTS, catalogue::TEXTS].concat();
        let modules = vec![web::pages::module(), catalogue::module(&index, &files)];
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let entered = runtime.enter();
        let lexicon = Lexicon::new(&texts).unwrap().keep();
        let (app, routes) =
            App::gather(store.clone(), lexicon, now().zone, Config::default(), modules).unwrap();
        let router = web::router(&app, routes);
        drop(entered);
        Self { store: store.clone(), router, runtime, _following: following, _files: folder }
    }

    fn token(&self, may: &'static [&'static str]) -> String {
        let act = Act { by: Actor::System, at: Timestamp::now(), ..now() };
        let issued = self.store.write_blocking(move |tx| {
            let person = Id::new();
            accounts::open(tx, &act, person, "program", "Program", &Password::hash("kenari-teduh-482")?)?;
            permissions::define(tx, &act, "program", may)?;
            permissions::assign(tx, &act, person, &["program"])?;
            let names: BTreeSet<String> = may.iter().map(|&name| name.to_owned()).collect();
            let until = act.today().tomorrow().unwrap();
            tokens::issue(tx, &act, person, &Wanted { name: "Program".into(), permissions: names, until })
        });
        issued.unwrap().1.reveal()
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        let head = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let (status, tag, kind) = (response.status(), head(header::ETAG), head(header::CONTENT_TYPE));
        let bytes = self.runtime.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Seen { status, tag, kind, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn get(&self, path: &str) -> Seen {
        self.ask("GET", path, &[], "")
    }
}

fn numbers(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()).collect()
}

#[test]
fn records_are_found_and_walked_without_those_that_are_hidden() {
    on_both(|house| {
        let found = house.get("/api/v1/records?q=krisan").json();
        assert_eq!(numbers(&found), [1]);
        assert_eq!((&found["items"][0]["copies"], &found["items"][0]["available"]), (&json!(2), &json!(2)));
        let first = house.get("/api/v1/records?limit=1").json();
        assert_eq!(
            first["items"][0], found["items"][0],
            "a row says the same from the index and the database"
        );
        let next = first["next"].as_str().unwrap();
        let second = house.get(&format!("/api/v1/records?limit=1&cursor={next}")).json();
        assert_eq!(numbers(&second), [2]);
        // A walk's cursor is none of a search's.
        let mixed = house.get(&format!("/api/v1/records?q=krisan&cursor={next}"));
        assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn what_the_staff_know_is_for_the_staff() {
    on_both(|house| {
        assert_eq!(house.get("/api/v1/records/1").json()["title"], "Krisan kuning");
        assert_eq!(house.get("/api/v1/records/3").status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("/api/v1/records/3/copies").status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("/api/v1/copies/A1").status, StatusCode::UNAUTHORIZED);
        let copies = house.get("/api/v1/records/1/copies?limit=1").json();
        assert_eq!((&copies["items"][0]["barcode"], copies["next"].is_string()), (&json!("A1"), true));
        assert_eq!(copies["items"][0].get("price"), None);
        let token = format!("Bearer {}", house.token(&[COPIES.0]));
        let with = |path| house.ask("GET", path, &[("authorization", &token)], "");
        assert_eq!(with("/api/v1/records/3").json()["hidden"], true);
        assert_eq!(with("/api/v1/copies/A1").json()["record"], 1);
        assert_eq!(with("/api/v1/copies/Z9").json()["reasons"][0]["key"], "copy-unknown");
        let put = house.ask("PUT", "/api/v1/records/1/marc", &[("authorization", &token)], "{}");
        assert_eq!(put.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn marc_comes_in_the_form_asked_for_and_goes_back_over_the_version_it_was_read_at() {
    on_both(|house| {
        let form = |accept| house.ask("GET", "/api/v1/records/1/marc", &[("accept", accept)], "");
        assert!(form("application/marcxml+xml").text.starts_with("<record"));
        assert_eq!(form("application/marc").kind, "application/marc");
        assert_eq!(form("text/html").status, StatusCode::NOT_ACCEPTABLE);
        let has = |seen: &Seen, tag: &str| {
            let marc = seen.json();
            marc["fields"].as_array().unwrap().iter().any(|field| field["tag"] == tag)
        };
        assert!(!has(&form("*/*"), "952"), "the public does not see item fields");

        let token = format!("Bearer {}", house.token(&[EDIT.0]));
        let own = [("authorization", token.as_str()), ("content-type", "application/json")];
        let read = house.ask("GET", "/api/v1/records/1/marc", &own, "");
        assert!(has(&read, "952"));
        let edited = read.text.replace("Krisan kuning", "Krisan putih");
        let put = |tag: &str, body: &str| {
            house.ask("PUT", "/api/v1/records/1/marc", &[&own[..], &[("if-match", tag)]].concat(), body)
        };
        let done = put(&read.tag, &edited);
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(done.tag.starts_with("\"2."), "{}", done.tag);
        assert_eq!(house.get("/api/v1/records/1").json()["title"], "Krisan putih");
        assert_eq!(put(&read.tag, &edited).status, StatusCode::PRECONDITION_FAILED);
        let nothing =
            json!({ "leader": "x".repeat(24), "fields": [{ "tag": "245" }, { "tag": "245", "ind9": "1" }] });
        let no = put(&done.tag, &nothing.to_string());
        assert_eq!(no.json()["reasons"][0]["key"], "api-field-unknown", "{}", no.text);
        let untitled = json!({ "leader": "00000nam a2200000 i 4500", "fields": [] });
        assert_eq!(put(&done.tag, &untitled.to_string()).json()["reasons"][0]["key"], "record-needs-title");
    });
}
