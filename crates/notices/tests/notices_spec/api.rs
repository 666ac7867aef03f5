//! What people want to hear, and by which way, for other programs.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::{Id, Person};
use notices::{Channel, Notice, WORK};
use people::Profile;
use serde_json::{Value, json};

use crate::{
    common::{HELLO, enter, person},
    house::{House, on_both},
};

const MINE: &str = "/api/v1/me/message-wishes";

/// What the API answers whoever has this session, as a page of ours asks it.
fn ask(house: &House, session: &str, method: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(MINE)
        .header(header::COOKIE, format!("sesi={session}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let page = house.ask(request.body(body).unwrap());
    (page.status, page.json())
}

fn of(party: Id<Person>) -> String {
    format!("/api/v1/message-wishes/{party}")
}

/// Whether a kind by a way is wanted, and whether it waits for a yes.
fn wish(wishes: &Value, kind: &str, way: &str) -> [Value; 2] {
    let all = wishes["wishes"].as_array().unwrap();
    let one = all.iter().find(|one| one["kind"] == kind && one["way"] == way).unwrap();
    [one["wanted"].clone(), one["to_be_confirmed"].clone()]
}

fn want(kind: &str, way: &str) -> Value {
    json!({ "kind": kind, "way": way })
}

#[test]
fn a_reader_decides_through_a_program_and_messages_come_so() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "meiske@tomohon.example");
        let session = house.enter(reader, "meiske", &[]);
        let (status, before) = ask(house, &session, "GET", &Value::Null);
        assert_eq!((status, &before["party"]), (StatusCode::OK, &json!(reader)));
        assert_eq!(wish(&before, "notices.test", "whatsapp"), [json!(true), json!(false)]);
        assert_eq!(wish(&before, "notices.news", "inbox"), [json!(false), json!(false)]);
        let wanted = json!([want("notices.test", "email"), want("notices.test", "inbox")]);
        let body = json!({ "wanted": wanted, "first": "email", "lang": "en" });
        let (status, decided) = ask(house, &session, "PUT", &body);
        assert_eq!(
            (status, &decided["first"], &decided["lang"]),
            (StatusCode::OK, &json!("email"), &json!("en"))
        );
        assert_eq!(
            wish(&decided, "notices.test", "whatsapp")[0],
            json!(false),
            "what is not named is not wanted"
        );
        assert_eq!(ask(house, &session, "GET", &Value::Null).1, decided);
        house.tell(Notice::new(HELLO, reader));
        assert_eq!((house.waiting(Channel::Email).len(), house.waiting(Channel::WhatsApp).len()), (1, 0));
    });
}

#[test]
fn news_by_e_mail_wait_for_a_yes_of_whoever_reads_that_address() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "meiske@tomohon.example");
        let session = house.enter(reader, "meiske", &[]);
        let body = json!({ "wanted": [want("notices.news", "email"), want("notices.news", "inbox")] });
        let (status, decided) = ask(house, &session, "PUT", &body);
        assert_eq!((status, &decided["to_confirm"]), (StatusCode::OK, &json!("meiske@tomohon.example")));
        assert_eq!(wish(&decided, "notices.news", "email"), [json!(true), json!(true)]);
        assert_eq!(wish(&decided, "notices.news", "inbox"), [json!(true), json!(false)]);
    });
}

#[test]
fn a_kind_or_a_way_that_is_not_offered_changes_nothing_and_children_get_no_news() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "");
        let session = house.enter(reader, "meiske", &[]);
        let before = ask(house, &session, "GET", &Value::Null).1;
        for wrong in [want("notices.news", "print"), want("bukan.jenis", "inbox")] {
            let (status, no) = ask(house, &session, "PUT", &json!({ "wanted": [wrong] }));
            let reason = &no["reasons"][0];
            assert_eq!(
                (status, &reason["field"], &reason["key"]),
                (StatusCode::UNPROCESSABLE_ENTITY, &json!("wanted"), &json!("wishes-not-offered"))
            );
        }
        assert_eq!(ask(house, &session, "GET", &Value::Null).1, before);
        let born = ::house::act().today().year() - 15;
        let born = Some(jiff::civil::date(born, 1, 1));
        let child = enter(&house.store, Profile { name: "Nova Lumi".into(), born, ..Profile::default() });
        let session = house.enter(child, "nova", &[]);
        let (status, no) = ask(house, &session, "PUT", &json!({ "wanted": [want("notices.news", "inbox")] }));
        assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::FORBIDDEN, &json!("wishes-minor")));
    });
}

#[test]
fn what_somebody_said_at_the_desk_is_kept_with_who_said_so() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "");
        let token = house.token(house.somebody("olivia", &[WORK]), &[WORK]);
        let wanted = json!([want("notices.test", "print")]);
        let bare = json!({ "wanted": wanted, "said_by": " " });
        let (status, no) = house.api(&token, "PUT", &of(reader), bare);
        assert_eq!(
            (status, &no["reasons"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("said_by")),
            "{no}"
        );
        let said = json!({ "wanted": wanted, "said_by": "Ibu Meiske, lewat telepon" });
        let (status, decided) = house.api(&token, "PUT", &of(reader), said);
        assert_eq!(status, StatusCode::OK, "{decided}");
        assert_eq!(wish(&decided, "notices.test", "print")[0], json!(true));
        assert_eq!(wish(&decided, "notices.test", "whatsapp")[0], json!(false));
        assert_eq!(house.api(&token, "GET", &of(reader), None).1["wishes"], decided["wishes"]);
        assert_eq!(house.api(&token, "GET", &of(Id::new()), None).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn only_whoever_works_with_messages_reads_or_keeps_what_others_want() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "");
        let other = house.token(house.somebody("nova", &[people::VIEW]), &[people::VIEW]);
        assert_eq!(house.api(&other, "GET", &of(reader), None).0, StatusCode::FORBIDDEN);
        let said = json!({ "wanted": [], "said_by": "Meiske" });
        assert_eq!(house.api(&other, "PUT", &of(reader), said).0, StatusCode::FORBIDDEN);
        for path in [MINE.to_owned(), of(reader)] {
            let stranger = Request::get(&path).body(Body::empty()).unwrap();
            assert_eq!(house.ask(stranger).status, StatusCode::UNAUTHORIZED, "{path}");
        }
    });
}

#[test]
fn what_was_told_is_listed_read_and_sent_by_hand_by_a_program() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "0812-3456-7890", "");
        house.tell(Notice::new(HELLO, reader).with("name", "Meiske"));
        let office = house.token(house.somebody("kantor", &[WORK]), &[WORK]);
        let ask = |method: &str, path: &str| {
            let body = (method == "POST").then(|| json!({}));
            house.api(&office, method, path, body)
        };
        let (status, waiting) = ask("GET", "/api/v1/deliveries?state=waiting");
        assert_eq!(status, StatusCode::OK, "{waiting}");
        let one = &waiting["items"][0];
        assert_eq!(
            (&one["name"], &one["way"], &one["recipient"]),
            (&json!("Meiske Lumi"), &json!("whatsapp"), &json!(reader))
        );
        let path = format!("/api/v1/deliveries/{}", one["id"].as_str().unwrap());
        let (_, told) = ask("GET", &path);
        assert_eq!(
            (told["ways"][0]["id"].clone(), told["subject"].is_string()),
            (one["id"].clone(), true),
            "{told}"
        );
        let (status, sent) = ask("POST", &format!("{path}/sent"));
        assert_eq!((status, &sent["state"]), (StatusCode::OK, &json!("sent")), "{sent}");
        assert_eq!(ask("POST", &format!("{path}/sent")).0, StatusCode::CONFLICT, "once");
        assert_eq!(ask("POST", &format!("{path}/reversal")).1["state"], "waiting");
        assert_eq!(ask("POST", &format!("{path}/failure")).1["state"], "failed");
        let (_, all) = ask("GET", &format!("/api/v1/deliveries?party={reader}&limit=1"));
        assert_eq!(all["items"].as_array().unwrap().len(), 1);
        let nobody = format!("/api/v1/deliveries/{}", Id::<()>::from_bytes([0; 16]));
        assert_eq!(ask("GET", &nobody).0, StatusCode::NOT_FOUND);
        assert_eq!(ask("POST", &format!("{nobody}/sent")).0, StatusCode::NOT_FOUND);
        let session = house.enter(reader, "meiske", &[]);
        assert_eq!(house.get(&session, "/api/v1/deliveries").status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn news_go_to_whoever_has_asked_for_them_by_a_program_that_may_decide() {
    on_both(|house| {
        let reader = person(&house.store, "Meiske Lumi", "", "");
        let session = house.enter(reader, "meiske", &[]);
        let wanted = json!({ "wanted": [want("notices.news", "inbox")] });
        assert_eq!(ask(house, &session, "PUT", &wanted).0, StatusCode::OK);
        let head = house.token(house.somebody("kepala", &[notices::DECIDE]), &[notices::DECIDE]);
        assert_eq!(house.api(&head, "GET", "/api/v1/news/readers", None).1["readers"], 1);
        let (status, no) = house.api(&head, "POST", "/api/v1/news", json!({ "subject": " ", "text": "x" }));
        assert_eq!(
            (status, &no["reasons"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("subject")),
            "{no}"
        );
        let news = json!({ "subject": "Festival Literasi", "text": "Datanglah!" });
        let (status, sent) = house.api(&head, "POST", "/api/v1/news", news.clone());
        assert_eq!((status, &sent["readers"]), (StatusCode::OK, &json!(1)), "{sent}");
        assert_eq!(house.store.read_blocking(move |tx| notices::queries::unread(tx, reader)).unwrap(), 1);
        let office = house.token(house.somebody("kantor", &[WORK]), &[WORK]);
        assert_eq!(house.api(&office, "POST", "/api/v1/news", news).0, StatusCode::FORBIDDEN);
    });
}
