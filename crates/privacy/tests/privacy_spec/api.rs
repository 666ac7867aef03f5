//! Requests about personal data, and what went wrong with it, for other programs.

use std::ops::Deref;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use house::{Page, act, call};
use kernel::{Id, Person};
use membership::{NewMember, members};
use people::{Profile, parties};
use privacy::ANSWER;
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
        let house = house::House::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                funds::module(files),
                membership::module(),
                privacy::module(),
            ]
        });
        let token = house.token(house.somebody("olivia", &[ANSWER]), &[ANSWER]);
        Self { house, token }
    }

    fn person(&self, name: &'static str) -> Id<Person> {
        let profile = Profile { name: name.into(), ..Profile::default() };
        self.store.write_blocking(move |tx| parties::enter(tx, &act(), &profile)).unwrap()
    }

    fn member(&self, name: &'static str) -> Id<Person> {
        let profile = Profile { name: name.into(), village: "Kinilow".into(), ..Profile::default() };
        let new = NewMember { profile, plan: "keluarga".into(), ..NewMember::default() };
        self.store.write_blocking(move |tx| members::register(tx, &act(), &new)).unwrap().person
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
    let erase = format!("{path}/erase");
    let (status, _) = desk.send("POST", &erase, json!({}));
    assert_eq!(status, StatusCode::FORBIDDEN, "a token proves nothing");
    let session = desk.session("kepala", &[ANSWER]);
    let (status, erased) = desk.api_in_session(&session, "POST", &erase, json!({}));
    assert_eq!((status, &erased["certificate"]), (StatusCode::OK, &json!(1)), "{erased}");
    let paper = desk.paper(&certificate);
    assert_eq!((paper.status, paper.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(paper.bytes.starts_with(b"%PDF"));
    assert_eq!(desk.send("GET", &path, None).1["name"], "—");
    assert_eq!(desk.send("GET", &path, None).1["state"], "done");
    let again = json!({ "party": meiske, "kind": "erasure" });
    let (status, no) = desk.send("POST", REQUESTS, again);
    assert_eq!((status, key(&no)), (StatusCode::CONFLICT, &json!("party-forgotten")));
}

#[test]
fn a_consent_that_is_taken_back_ends_the_membership_and_says_so() {
    let desk = Desk::new();
    let meiske = desk.member("Meiske Lumi");
    let path = desk.asked(meiske, "withdrawal");
    let (status, no) = desk.send("POST", &format!("{path}/answer"), json!({ "state": "done" }));
    let needs = &json!("privacy-withdrawal-needs-answer");
    assert_eq!((status, key(&no)), (StatusCode::UNPROCESSABLE_ENTITY, needs));
    let (status, done) =
        desk.send("POST", &format!("{path}/withdraw"), json!({ "answer": "Keanggotaan berakhir" }));
    assert_eq!((status, &done["state"]), (StatusCode::OK, &json!("done")), "{done}");
    let closed: (i64,) = desk
        .store
        .read_blocking(|tx| {
            tx.one(store::sql!("SELECT count(*) FROM member WHERE closed_at IS NOT NULL"), &[])
        })
        .unwrap();
    assert_eq!(closed.0, 1);
    let (status, _) = desk.send("POST", &format!("{path}/withdraw"), json!({ "answer": "Lagi" }));
    assert_eq!(status, StatusCode::CONFLICT);
}

#[test]
fn the_page_of_a_withdrawal_offers_to_end_the_membership_and_asks_what_was_stopped() {
    let desk = Desk::new();
    let session = desk.session("kepala", &[ANSWER]);
    desk.asked(desk.member("Meiske Lumi"), "withdrawal");
    assert!(desk.get(&session, "/staf/privasi/1").text.contains("/staf/privasi/1/cabut"));
    let unsaid = desk.post(&session, "/staf/privasi/1/cabut", "answer=");
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = desk.post(&session, "/staf/privasi/1/cabut", "answer=Keanggotaan+berakhir");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(!desk.get(&session, "/staf/privasi/1").text.contains("/cabut"));
}

#[test]
fn a_reader_reads_what_is_held_about_them_asks_and_takes_everything_along_by_a_program_of_theirs() {
    let desk = Desk::new();
    let meiske = desk.member("Meiske Lumi");
    desk.account(meiske, "meiske", "Meiske Lumi", &[]);
    let session = desk.enter(meiske);
    let own =
        |method: &str, path: &str, body: Option<Value>| desk.api_in_session(&session, method, path, body);
    let (status, held) = own("GET", "/api/v1/me/data", None);
    assert_eq!(status, StatusCode::OK, "{held}");
    let entry = held.as_array().unwrap().iter().find(|one| one["holding"] == "people.entry").unwrap();
    assert_eq!(entry["rows"][0]["member-name"], "Meiske Lumi");
    let ask = json!({ "kind": "correction", "said": "Nama saya Meiske Lumi-Wowor" });
    let (status, asked) = own("POST", "/api/v1/me/privacy-requests", Some(ask));
    assert_eq!((status, &asked["party"]), (StatusCode::CREATED, &json!(meiske)), "{asked}");
    assert_eq!(own("GET", "/api/v1/me/privacy-requests", None).1, json!([asked]));
    assert_eq!(own("GET", "/api/v1/me/data/looks", None), (StatusCode::OK, json!([])));
    let other = desk.member("Nova Lumi");
    let card: (String,) = desk
        .store
        .read_blocking(move |tx| {
            tx.one(store::sql!("SELECT code FROM member WHERE person = ?1"), store::vals![other])
        })
        .unwrap();
    let stranger = format!("/api/v1/me/data?child={}", card.0);
    assert_eq!(own("GET", &stranger, None).0, StatusCode::NOT_FOUND, "nobody's child of hers");
    let export = Request::get("/api/v1/me/data/export").header("cookie", format!("sesi={session}"));
    let zip = desk.ask(export.body(Body::empty()).unwrap());
    assert_eq!((zip.status, zip.kind.as_str()), (StatusCode::OK, "application/zip"), "{}", zip.text);
    assert!(zip.bytes.starts_with(b"PK"));
    let nobody = Request::get("/api/v1/me/data").body(Body::empty()).unwrap();
    assert_eq!(desk.ask(nobody).status, StatusCode::UNAUTHORIZED);
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
