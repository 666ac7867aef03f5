//! Requests about personal data, and what went wrong with it, for other programs.

use std::ops::Deref;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use house::{Page, act, call};
use kernel::{Id, Person};
use people::{Profile, parties};
use platform::vault::Vault;
use privacy::{
    ANSWER,
    erasure::{self, Scope},
};
use serde_json::{Value, json};

const REQUESTS: &str = "/api/v1/privacy/requests";
const BREACHES: &str = "/api/v1/privacy/breaches";

/// A library, and a program that works for whoever answers.
struct Desk {
    house: house::House,
    token: String,
}

impl Deref for Desk {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl Desk {
    fn new() -> Self {
        let house = house::House::new(|_| vec![web::pages::module(), people::module(), privacy::module()]);
        let token = house.token(house.somebody("olivia", &[ANSWER]), &[ANSWER]);
        Self { house, token }
    }

    fn person(&self, name: &'static str) -> Id<Person> {
        let profile = Profile { name: name.into(), ..Profile::default() };
        self.store.write_blocking(move |tx| parties::enter(tx, &act(), &profile)).unwrap()
    }

    fn send(&self, method: &str, path: &str, json: impl Into<Option<Value>>) -> (StatusCode, Value) {
        self.api(&self.token, method, path, json)
    }

    /// The number of something that is asked.
    fn asked(&self, party: Id<Person>, kind: &str) -> String {
        let (status, made) = self.send("POST", REQUESTS, json!({ "party": party, "kind": kind }));
        assert_eq!(status, StatusCode::CREATED, "{made}");
        format!("{REQUESTS}/{}", made["number"])
    }

    fn paper(&self, path: &str) -> Page {
        self.ask(call(&self.token, "GET", path).body(Body::empty()).unwrap())
    }
}

fn key(no: &Value) -> &Value {
    &no["reasons"][0]["key"]
}

#[test]
fn what_somebody_asks_is_written_down_once_with_three_days_to_answer() {
    let desk = Desk::new();
    let meiske = desk.person("Meiske Lumi");
    let ask = json!({ "party": meiske, "kind": "access" });
    let (status, made) = desk.send("POST", REQUESTS, ask.clone());
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let [asked, due] = ["asked_at", "due_at"].map(|field| made[field].as_str().unwrap().parse().unwrap());
    let (asked, due): (kernel::Timestamp, kernel::Timestamp) = (asked, due);
    assert_eq!(due, asked + privacy::CLOCK);
    assert_eq!(desk.send("GET", REQUESTS, None).1[0], made);
    assert_eq!(desk.send("GET", &format!("{REQUESTS}/{}", made["number"]), None).1, made);
    let (status, again) = desk.send("POST", REQUESTS, ask);
    assert_eq!((status, key(&again)), (StatusCode::CONFLICT, &json!("privacy-asked-already")));
    let (status, no) = desk.send("POST", REQUESTS, json!({ "party": meiske, "kind": "correction" }));
    assert_eq!((status, key(&no)), (StatusCode::UNPROCESSABLE_ENTITY, &json!("privacy-says-nothing")));
    let (status, _) = desk.send("POST", REQUESTS, json!({ "party": meiske, "kind": "curiosity" }));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = json!({ "party": Id::<Person>::new(), "kind": "access" });
    assert_eq!(desk.send("POST", REQUESTS, nobody).0, StatusCode::NOT_FOUND);
}

#[test]
fn a_request_is_answered_once_and_with_a_reason_where_it_is_not_granted() {
    let desk = Desk::new();
    let path = desk.asked(desk.person("Meiske Lumi"), "access");
    let answer = |body: Value| desk.send("POST", &format!("{path}/answer"), body);
    let (status, no) = answer(json!({ "state": "declined" }));
    assert_eq!(
        (status, key(&no)),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("privacy-decline-needs-reason"))
    );
    let (status, done) = answer(json!({ "state": "done", "answer": "Berkas sudah diserahkan" }));
    assert_eq!((status, &done["state"]), (StatusCode::OK, &json!("done")));
    assert_eq!(desk.send("GET", REQUESTS, None).1, json!([]));
    assert_eq!(desk.send("GET", &format!("{REQUESTS}?closed=true"), None).1, json!([done]));
    let (status, again) = answer(json!({ "state": "declined", "answer": "Tidak" }));
    assert_eq!((status, key(&again)), (StatusCode::CONFLICT, &json!("privacy-answered-already")));
    assert_eq!(desk.send("GET", &path, None).1["answer"], "Berkas sudah diserahkan", "the first stands");
    assert_eq!(desk.send("GET", &format!("{REQUESTS}/99"), None).0, StatusCode::NOT_FOUND);
}

#[test]
fn nobody_is_forgotten_by_a_programs_answer_and_the_certificate_is_there_once_they_are() {
    let desk = Desk::new();
    let meiske = desk.person("Meiske Lumi");
    let path = desk.asked(meiske, "erasure");
    let (status, no) = desk.send("POST", &format!("{path}/answer"), json!({ "state": "done" }));
    assert_eq!((status, key(&no)), (StatusCode::CONFLICT, &json!("privacy-erase-first")));
    let certificate = format!("{path}/certificate");
    assert_eq!(desk.paper(&certificate).status, StatusCode::NOT_FOUND);
    let scope = Scope::of(&[people::module(), privacy::module()], Vault::default());
    desk.store.write_blocking(move |tx| erasure::erase(tx, &act(), &scope, meiske)).unwrap();
    let paper = desk.paper(&certificate);
    assert_eq!((paper.status, paper.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(paper.bytes.starts_with(b"%PDF"));
    assert_eq!(desk.send("GET", &path, None).1["name"], "—");
    assert_eq!(desk.send("POST", &format!("{path}/answer"), json!({ "state": "done" })).0, StatusCode::OK);
}

#[test]
fn what_went_wrong_is_told_to_those_concerned_once_and_says_how() {
    let desk = Desk::new();
    let wrong = json!({ "what": "Daftar terkirim ke alamat yang salah", "concerns": " " });
    let (status, no) = desk.send("POST", BREACHES, wrong);
    assert_eq!((status, &no["reasons"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("concerns")));
    let right = json!({ "what": "Daftar terkirim ke alamat yang salah", "concerns": "42 anggota" });
    let (status, made) = desk.send("POST", BREACHES, right);
    assert_eq!((status, &made["notified_at"]), (StatusCode::OK, &Value::Null), "{made}");
    let told = format!("{BREACHES}/{}/told", made["number"]);
    let (status, told_now) = desk.send("POST", &told, json!({ "notice": "Lewat WhatsApp" }));
    assert_eq!((status, told_now["notified_at"].is_string()), (StatusCode::OK, true));
    assert_eq!(desk.send("GET", BREACHES, None).1, json!([told_now]));
    let (status, again) = desk.send("POST", &told, json!({ "notice": "Lewat surat" }));
    assert_eq!((status, key(&again)), (StatusCode::CONFLICT, &json!("breach-told-already")));
    let nothing = format!("{BREACHES}/99/told");
    assert_eq!(desk.send("POST", &nothing, json!({ "notice": "x" })).0, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_does_not_answer_for_personal_data_reads_and_writes_none_of_it() {
    let desk = Desk::new();
    let meiske = desk.person("Meiske Lumi");
    let path = desk.asked(meiske, "access");
    let other = desk.token(desk.somebody("nova", &[people::VIEW]), &[people::VIEW]);
    for (method, path, body) in [
        ("GET", REQUESTS.to_owned(), None),
        ("GET", path.clone(), None),
        ("GET", format!("{path}/certificate"), None),
        ("GET", BREACHES.to_owned(), None),
        ("POST", REQUESTS.to_owned(), Some(json!({ "party": meiske, "kind": "erasure" }))),
        ("POST", format!("{path}/answer"), Some(json!({ "state": "done" }))),
        ("POST", BREACHES.to_owned(), Some(json!({ "what": "x", "concerns": "x" }))),
        ("POST", format!("{BREACHES}/1/told"), Some(json!({ "notice": "x" }))),
    ] {
        assert_eq!(desk.api(&other, method, &path, body).0, StatusCode::FORBIDDEN, "{method} {path}");
    }
    let stranger = Request::get(REQUESTS).body(Body::empty()).unwrap();
    assert_eq!(desk.ask(stranger).status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.send("GET", &path, None).1["state"], "open");
}
