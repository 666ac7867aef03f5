//! Volunteers for other programs.

use std::ops::Deref;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use house::{act, call};
use jiff::SignedDuration;
use kernel::Id;
use serde_json::{Value, json};
use volunteers::{
    EDIT, VIEW, Volunteer,
    applying::{self, Application},
    hours,
};

use crate::roll::meiske;

/// A library, and a program that works for whoever decides about volunteers.
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
        let house = house::House::new(|_| {
            vec![web::pages::module(), people::module(), notices::module(), volunteers::module()]
        });
        let token = house.token(house.somebody("olivia", &[VIEW, EDIT]), &[VIEW, EDIT]);
        Self { house, token }
    }

    fn send(&self, method: &str, path: &str, json: impl Into<Option<Value>>) -> (StatusCode, Value) {
        self.api(&self.token, method, path, json)
    }

    fn read(&self, path: &str) -> Value {
        let (status, found) = self.send("GET", path, None);
        assert_eq!(status, StatusCode::OK, "{path}: {found}");
        found
    }

    fn applied(&self) -> Id<Application> {
        self.store.write_blocking(|tx| applying::apply(tx, &act(), "satu", &meiske())).unwrap()
    }

    /// Where a volunteer is.
    fn volunteer(&self) -> (Id<Volunteer>, String) {
        let id = self.applied();
        let id = self.store.write_blocking(move |tx| applying::accept(tx, &act(), id, None)).unwrap();
        (id, format!("/api/v1/volunteers/{id}"))
    }
}

/// The field and the key of the first reason of a no.
fn why(no: &Value) -> [&Value; 2] {
    let reason = &no["reasons"][0];
    [&reason["field"], &reason["key"]]
}

fn today() -> String {
    act().today().to_string()
}

fn tomorrow() -> String {
    act().today().tomorrow().unwrap().to_string()
}

#[test]
fn whoever_applied_is_on_the_roll_once_a_program_accepts_them() {
    let desk = Desk::new();
    let id = desk.applied();
    let waiting = desk.read("/api/v1/volunteer-applications");
    assert_eq!((&waiting[0]["name"], &waiting[0]["with_children"]), (&json!("Meiske Lumi"), &json!(true)));
    let accept = format!("/api/v1/volunteer-applications/{id}/acceptance");
    let (status, on_roll) = desk.send("POST", &accept, json!({}));
    assert_eq!((status, &on_roll["name"]), (StatusCode::CREATED, &json!("Meiske Lumi")), "{on_roll}");
    assert_eq!(desk.read("/api/v1/volunteers")["items"][0]["id"], on_roll["id"]);
    assert_eq!(desk.read("/api/v1/volunteer-applications"), json!([]));
    let (status, again) = desk.send("POST", &accept, json!({}));
    assert_eq!((status, why(&again)[1]), (StatusCode::CONFLICT, &json!("apply-decided")));
}

#[test]
fn an_application_is_turned_down_with_a_reason_and_not_accepted_afterwards() {
    let desk = Desk::new();
    let path = format!("/api/v1/volunteer-applications/{}", desk.applied());
    let (status, no) = desk.send("POST", &format!("{path}/refusal"), json!({ "reason": " " }));
    assert_eq!(
        (status, why(&no)),
        (StatusCode::UNPROCESSABLE_ENTITY, [&json!("reason"), &json!("apply-needs-reason")])
    );
    let reason = json!({ "reason": "Semua tempat sudah terisi" });
    assert_eq!(desk.send("POST", &format!("{path}/refusal"), reason).0, StatusCode::OK);
    assert_eq!(desk.send("POST", &format!("{path}/acceptance"), json!({})).0, StatusCode::CONFLICT);
    assert_eq!(desk.read("/api/v1/volunteers")["items"], json!([]));
}

#[test]
fn volunteers_are_found_by_what_they_can_and_when_and_those_who_rest_only_where_asked_for() {
    let desk = Desk::new();
    let (_, path) = desk.volunteer();
    let found =
        |query: &str| desk.read(&format!("/api/v1/volunteers?{query}"))["items"].as_array().unwrap().len();
    assert_eq!(found("skill=storytelling&language=tom&weekday=6&part=morning"), 1);
    assert_eq!(found("skill=garden") + found("weekday=2") + found("children=true"), 0);
    for wrong in ["weekday=8", "part=malam"] {
        let (status, _) = desk.send("GET", &format!("/api/v1/volunteers?{wrong}"), None);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    desk.send("PUT", &path, json!({ "state": "paused", "skills": [], "times": [] }));
    assert_eq!((found(""), found("all=true")), (0, 1));
}

#[test]
fn a_program_changes_what_it_names_of_a_volunteer_and_leaves_the_rest() {
    let desk = Desk::new();
    let (_, path) = desk.volunteer();
    let times = json!([{ "weekday": 2, "part": "afternoon" }]);
    let change =
        json!({ "skills": ["garden", "terbang"], "times": times, "signed": today(), "note": "Ada SIM" });
    let (status, changed) = desk.send("PUT", &path, change);
    assert_eq!(
        (status, &changed["skills"]),
        (StatusCode::OK, &json!(["garden"])),
        "what nobody offers is left out"
    );
    let again = desk.send("PUT", &path, json!({ "skills": ["garden"], "times": times })).1;
    assert_eq!(
        (&again["signed"], &again["note"], &again["with_children"], &again["state"]),
        (&json!(today()), &json!("Ada SIM"), &json!(true), &json!("active"))
    );
    assert_eq!(desk.read(&path), again);
    let (status, no) = desk.send("PUT", &path, json!({ "skills": [], "times": [], "signed": tomorrow() }));
    assert_eq!(
        (status, why(&no)),
        (StatusCode::UNPROCESSABLE_ENTITY, [&json!("signed"), &json!("volunteer-day-to-come")])
    );
    assert_eq!(desk.read(&path)["skills"], json!(["garden"]), "a no changes nothing");
}

#[test]
fn somebody_may_work_with_children_while_a_certificate_that_was_seen_stands() {
    let desk = Desk::new();
    let (_, path) = desk.volunteer();
    let may = || desk.read(&path)["may_work_with_children"] == json!(true);
    desk.send("PUT", &path, json!({ "skills": [], "times": [], "signed": today() }));
    assert!(!may());
    let checks = format!("{path}/checks");
    for (issued, until, field) in [(tomorrow(), None, "issued"), (today(), Some("2020-01-01"), "until")] {
        let (status, no) =
            desk.send("POST", &checks, json!({ "kind": "police", "issued": issued, "until": until }));
        assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)));
    }
    let (status, seen) = desk.send("POST", &checks, json!({ "kind": "police", "issued": today() }));
    assert_eq!((status, &seen[0]["kind"]), (StatusCode::OK, &json!("police")));
    assert!(may());
    assert_eq!(desk.read("/api/v1/volunteers?children=true")["items"].as_array().unwrap().len(), 1);
    assert_eq!(desk.read(&checks), seen);
    let one = format!("{checks}/{}", seen[0]["id"].as_str().unwrap());
    assert_eq!(desk.send("DELETE", &one, None), (StatusCode::OK, json!([])));
    assert!(!may());
    assert_eq!(desk.send("DELETE", &one, None).0, StatusCode::NOT_FOUND);
}

#[test]
fn hours_that_a_program_enters_count_at_once_and_the_same_entry_once() {
    let desk = Desk::new();
    let (_, path) = desk.volunteer();
    let entered = |entry: Id<hours::Hours>, day: String, minutes: i64| {
        let new = json!({ "entry": entry, "day": day, "minutes": minutes, "activity": "Mendongeng" });
        desk.send("POST", &format!("{path}/hours"), new)
    };
    let entry = Id::new();
    for _ in 0..2 {
        let (status, hours) = entered(entry, today(), 90);
        assert_eq!((status, &hours["minutes"]), (StatusCode::CREATED, &json!(90)), "{hours}");
    }
    assert_eq!(desk.read(&path)["minutes"], 90);
    for (day, minutes, field) in
        [(today(), 1400, "minutes"), (tomorrow(), 60, "day"), (today(), 1441, "minutes")]
    {
        let (status, no) = entered(Id::new(), day, minutes);
        assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)), "{no}");
    }
    assert_eq!(desk.read(&path)["minutes"], 90);
}

/// Hours that a volunteer has entered.
fn own(desk: &Desk, volunteer: Id<Volunteer>) -> Id<hours::Hours> {
    let id = Id::new();
    let entered = desk.store.write_blocking(move |tx| {
        let day = act().today();
        let new = hours::New { id, volunteer, day, minutes: 60, activity: "Menata rak", by_staff: false };
        hours::enter(tx, &act(), &new)
    });
    entered.unwrap();
    id
}

#[test]
fn own_hours_wait_until_a_program_says_once_whether_they_count_and_are_taken_back_once() {
    let desk = Desk::new();
    let (volunteer, path) = desk.volunteer();
    let hours = own(&desk, volunteer);
    let waiting = desk.read("/api/v1/volunteer-hours");
    assert_eq!((&waiting[0]["id"], &waiting[0]["volunteer"]), (&json!(hours), &json!(volunteer)));
    let decision = format!("/api/v1/volunteer-hours/{hours}/decision");
    let (status, no) = desk.send("POST", &decision, json!({ "confirmed": false }));
    assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("reason")), "a no says why");
    assert_eq!(desk.send("POST", &decision, json!({ "confirmed": true })).0, StatusCode::OK);
    assert_eq!((&desk.read(&path)["minutes"], desk.read("/api/v1/volunteer-hours")), (&json!(60), json!([])));
    let refused = json!({ "confirmed": false, "reason": "Tidak ada" });
    assert_eq!(desk.send("POST", &decision, refused).0, StatusCode::CONFLICT);
    let back = format!("/api/v1/volunteer-hours/{hours}/reversal");
    assert_eq!(desk.send("POST", &back, json!({})).0, StatusCode::OK);
    assert_eq!(desk.read(&path)["minutes"], 0);
    assert_eq!(desk.send("POST", &back, json!({})).0, StatusCode::CONFLICT);
}

#[test]
fn a_letter_of_thanks_comes_as_paper_and_a_repeated_question_issues_no_second_one() {
    let desk = Desk::new();
    let (_, path) = desk.volunteer();
    for _ in 0..2 {
        let request =
            call(&desk.token, "POST", &format!("{path}/letter")).header("idempotency-key", "surat-1");
        let letter = desk.ask(request.body(Body::from("{}")).unwrap());
        assert_eq!((letter.status, letter.kind.as_str()), (StatusCode::OK, "application/pdf"));
        assert!(letter.bytes.starts_with(b"%PDF"));
    }
    let (issued,): (i64,) = desk
        .store
        .read_blocking(|tx| {
            tx.one(
                store::sql!("SELECT count(*) FROM audit WHERE action = 'volunteer.letter-issued'"),
                store::vals![],
            )
        })
        .unwrap();
    assert_eq!(issued, 1);
}

#[test]
fn whoever_may_only_look_decides_nothing_and_whoever_may_not_sees_nobody() {
    let desk = Desk::new();
    let (volunteer, path) = desk.volunteer();
    let hours = own(&desk, volunteer);
    let looks = desk.token(desk.somebody("nova", &[VIEW]), &[VIEW]);
    let application = Id::<Application>::new();
    for (method, path, body) in [
        ("POST", format!("/api/v1/volunteer-applications/{application}/acceptance"), json!({})),
        ("POST", format!("/api/v1/volunteer-applications/{application}/refusal"), json!({ "reason": "x" })),
        ("PUT", path.clone(), json!({ "skills": [], "times": [] })),
        ("POST", format!("{path}/checks"), json!({ "kind": "police", "issued": today() })),
        ("DELETE", format!("{path}/checks/{}", Id::<()>::new()), Value::Null),
        ("POST", format!("{path}/hours"), json!({ "day": today(), "minutes": 1, "activity": "x" })),
        ("POST", format!("/api/v1/volunteer-hours/{hours}/decision"), json!({ "confirmed": true })),
        ("POST", format!("/api/v1/volunteer-hours/{hours}/reversal"), json!({})),
        ("POST", format!("{path}/letter"), json!({})),
    ] {
        let body = Some(body).filter(|body| !body.is_null());
        assert_eq!(desk.api(&looks, method, &path, body).0, StatusCode::FORBIDDEN, "{method} {path}");
    }
    let blind = desk.token(desk.somebody("ruth", &[EDIT]), &[EDIT]);
    let lists = ["/api/v1/volunteers", &path, "/api/v1/volunteer-hours", "/api/v1/volunteer-applications"];
    for list in lists {
        assert_eq!(desk.api(&looks, "GET", list, None).0, StatusCode::OK, "{list}");
        assert_eq!(desk.api(&blind, "GET", list, None).0, StatusCode::FORBIDDEN, "{list}");
        let stranger = Request::get(list).body(Body::empty()).unwrap();
        assert_eq!(desk.ask(stranger).status, StatusCode::UNAUTHORIZED, "{list}");
    }
}

/// What a program of nobody's gets that sends an application.
fn apply(desk: &Desk, who: &Value) -> (StatusCode, Value) {
    let request =
        Request::post("/api/v1/volunteer-applications").header(header::CONTENT_TYPE, "application/json");
    let page = desk.ask(request.body(Body::from(who.to_string())).unwrap());
    (page.status, page.json())
}

fn stamp(seconds: i64) -> String {
    web::stamp::given(act().at - SignedDuration::from_secs(seconds))
}

#[test]
fn whoever_applies_through_another_program_waits_for_an_answer_once_however_often_it_is_sent() {
    let desk = Desk::new();
    let begun = desk.ask(Request::get("/api/v1/volunteer-applications/stamp").body(Body::empty()).unwrap());
    assert!(begun.json()["wait"].as_i64().unwrap() > 0);
    let who = json!({
        "stamp": stamp(30), "name": "Meiske Lumi", "born": "1994-03-17", "phone": "0800-1234-5678",
        "skills": ["storytelling"], "with_children": true, "agree": true,
    });
    let (status, first) = apply(&desk, &who);
    assert_eq!(status, StatusCode::OK, "{first}");
    assert_eq!(apply(&desk, &who).1, first);
    let waiting = desk.read("/api/v1/volunteer-applications");
    assert_eq!((waiting.as_array().unwrap().len(), &waiting[0]["id"]), (1, &first["id"]));
}

#[test]
fn an_application_that_came_too_fast_or_says_too_little_is_refused_by_the_names_of_the_api() {
    let desk = Desk::new();
    let who = |field: &str, value: Value| {
        let mut who = json!({
            "stamp": stamp(30), "name": "Meiske Lumi", "born": "1994-03-17", "phone": "0800-1234-5678", "agree": true,
        });
        who[field] = value;
        who
    };
    for (wrong, expected) in [
        (who("stamp", json!(stamp(0))), [Value::Null, json!("form-once-more")]),
        (who("agree", json!(false)), [json!("agree"), json!("apply-agree-missing")]),
        (who("born", json!(today())), [json!("born"), json!("apply-too-young")]),
        (who("phone", json!("")), [json!("phone"), json!("apply-unreachable")]),
    ] {
        let (status, no) = apply(&desk, &wrong);
        assert_eq!((status, why(&no)), (StatusCode::UNPROCESSABLE_ENTITY, expected.each_ref()), "{no}");
    }
    assert_eq!(desk.read("/api/v1/volunteer-applications"), json!([]));
}

#[test]
fn what_nobody_has_is_not_found() {
    let desk = Desk::new();
    let nobody = format!("/api/v1/volunteers/{}", Id::<Volunteer>::new());
    assert_eq!(desk.send("GET", &nobody, None).0, StatusCode::NOT_FOUND);
    assert_eq!(desk.send("POST", &format!("{nobody}/letter"), json!({})).0, StatusCode::NOT_FOUND);
    let hours = format!("/api/v1/volunteer-hours/{}/reversal", Id::<hours::Hours>::new());
    assert_eq!(desk.send("POST", &hours, json!({})).0, StatusCode::NOT_FOUND);
}
