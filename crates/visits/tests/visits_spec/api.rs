//! The visitors' book for other programs: gates that read cards, counters that report by themselves.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use jiff::SignedDuration;
use kernel::Id;
use serde_json::{Value, json};
use visits::{Entry, KIOSKS, RECORD, REPORT, settings};

use crate::house::{House, now, on_both, place};

const VISITS: &str = "/api/v1/visits";
const COUNTS: &str = "/api/v1/door-counts";

/// What a program gets that may do all of this.
fn gate(house: &House) -> String {
    let may = [RECORD, REPORT, KIOSKS];
    house.token(house.somebody("gerbang", &may), &may)
}

fn today() -> String {
    now().today().to_string()
}

/// The field and the key of the first reason of a no.
fn why(no: &Value) -> [&Value; 2] {
    let reason = &no["reasons"][0];
    [&reason["field"], &reason["key"]]
}

fn read(house: &House, token: &str, path: &str) -> Value {
    let (status, found) = house.api(token, "GET", path, None);
    assert_eq!(status, StatusCode::OK, "{path}: {found}");
    found
}

fn figures(house: &House, token: &str) -> Value {
    read(house, token, &format!("/api/v1/visit-figures?from={0}&to={0}&step=day", today()))
}

#[test]
fn a_card_at_a_gate_is_one_visit_within_minutes_and_nobodys_name_is_told() {
    on_both(|house| {
        let token = gate(house);
        let scan = json!({ "branch": "TMH", "card": house.card, "purpose": "study" });
        let (status, first) = house.api(&token, "POST", VISITS, scan.clone());
        assert_eq!(
            (status, &first["kind"], &first["again"]),
            (StatusCode::CREATED, &json!("member"), &json!(false))
        );
        let (status, second) = house.api(&token, "POST", VISITS, scan);
        assert_eq!(
            (status, &second["again"], &second["id"]),
            (StatusCode::CREATED, &json!(true), &first["id"])
        );
        let listed = read(house, &token, &format!("{VISITS}?branch=TMH"));
        assert_eq!(
            (listed["items"].as_array().unwrap().len(), &listed["items"][0]["source"]),
            (1, &json!("program"))
        );
        assert!(!listed.to_string().contains("Meiske") && !first.to_string().contains("Meiske"));
        let (status, no) = house.api(&token, "POST", VISITS, json!({ "branch": "TMH", "card": "A-99999" }));
        assert_eq!(
            (status, why(&no)),
            (StatusCode::UNPROCESSABLE_ENTITY, [&json!("card"), &json!("visit-card-unknown")])
        );
        let told = figures(house, &token);
        assert_eq!((&told["book"], &told["members"], &told["counter"]), (&json!(1), &json!(1), &Value::Null));
    });
}

#[test]
fn a_group_is_counted_by_sex_and_age_and_the_same_entry_once() {
    on_both(|house| {
        let token = gate(house);
        let people = json!([
            { "sex": "female", "band": "child", "heads": 14 },
            { "sex": "male", "band": "child", "heads": 13 },
        ]);
        let group =
            json!({ "branch": "TMH", "id": Id::<Entry>::new(), "from": "SD Contoh", "people": people });
        for again in [false, true] {
            let (status, entered) = house.api(&token, "POST", VISITS, group.clone());
            assert_eq!(status, StatusCode::CREATED, "{entered}");
            assert_eq!((&entered["heads"], &entered["again"]), (&json!(27), &json!(again)));
        }
        assert_eq!(figures(house, &token)["book"], 27);
        let nobody = json!({ "branch": "TMH", "people": [] });
        let (status, no) = house.api(&token, "POST", VISITS, nobody);
        assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("people")));
    });
}

#[test]
fn what_is_said_of_a_visit_must_be_possible_here() {
    on_both(|house| {
        house.store.write_blocking(|tx| settings::ROOMS.set(tx, &now(), "Ruang anak")).unwrap();
        let token = gate(house);
        let later = (now().at + SignedDuration::from_hours(1)).to_string();
        for (wrong, field) in [
            (json!({ "branch": "LKN" }), "branch"),
            (json!({ "branch": "TMH", "room": "Menara" }), "room"),
            (json!({ "branch": "TMH", "at": later }), "at"),
            (json!({ "branch": "TMH", "purpose": "sleep" }), "purpose"),
        ] {
            let (status, no) = house.api(&token, "POST", VISITS, wrong);
            assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)), "{no}");
        }
        assert!(house.book().is_empty());
        let right = json!({ "branch": "TMH", "room": "Ruang anak" });
        assert_eq!(house.api(&token, "POST", VISITS, right).1["room"], "Ruang anak");
    });
}

#[test]
fn a_visit_is_taken_back_and_stays_in_the_book_reversed() {
    on_both(|house| {
        let token = gate(house);
        let made = house.api(&token, "POST", VISITS, json!({ "branch": "TMH" })).1;
        let back = format!("{VISITS}/{}/reversal", made["id"].as_str().unwrap());
        for _ in 0..2 {
            let (status, reversed) = house.api(&token, "POST", &back, json!({}));
            assert_eq!((status, &reversed["reversed"]), (StatusCode::OK, &json!(true)), "once and for good");
        }
        assert_eq!(read(house, &token, &format!("{VISITS}?branch=TMH"))["items"][0]["reversed"], true);
        assert_eq!(figures(house, &token)["book"], 0);
        let none = format!("{VISITS}/{}/reversal", Id::<Entry>::new());
        assert_eq!(house.api(&token, "POST", &none, json!({})).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_counters_number_is_corrected_taken_back_and_never_added_to_the_book() {
    on_both(|house| {
        let token = gate(house);
        house.api(&token, "POST", VISITS, json!({ "branch": "TMH" }));
        let count = |day: String, part: &str, people: i64| {
            let new = json!({ "branch": "TMH", "day": day, "part": part, "people": people });
            house.api(&token, "POST", COUNTS, new)
        };
        assert_eq!(count(today(), "day", 100).0, StatusCode::CREATED);
        let (_, corrected) = count(today(), "day", 214);
        let told = figures(house, &token);
        assert_eq!((&told["book"], &told["counter"]), (&json!(1), &json!(214)));
        let tomorrow = now().today().tomorrow().unwrap().to_string();
        for (day, part, field) in [(today(), "morning", "part"), (tomorrow, "day", "day")] {
            let (status, no) = count(day, part, 50);
            assert_eq!((status, why(&no)[0]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(field)), "{no}");
        }
        let back = format!("{COUNTS}/{}/reversal", corrected["id"].as_str().unwrap());
        let (status, taken_back) = house.api(&token, "POST", &back, json!({}));
        assert_eq!((status, &taken_back["people"]), (StatusCode::OK, &json!(214)));
        assert_eq!(figures(house, &token)["counter"], Value::Null);
        assert_eq!(house.api(&token, "POST", &back, json!({})).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn whoever_counts_at_one_place_counts_there_alone() {
    on_both(|house| {
        place(&house.store, &now(), "LKN");
        let everywhere = gate(house);
        let elsewhere = house.api(&everywhere, "POST", VISITS, json!({ "branch": "LKN" })).1;
        let count = json!({ "branch": "LKN", "day": today(), "people": 9 });
        let number = house.api(&everywhere, "POST", COUNTS, count.clone()).1;
        let here = house.token(house.somebody_at(house.branch, "nova", &[RECORD]), &[RECORD]);
        assert_eq!(house.api(&here, "POST", VISITS, json!({ "branch": "TMH" })).0, StatusCode::CREATED);
        assert_eq!(house.api(&here, "GET", &format!("{VISITS}?branch=TMH"), None).0, StatusCode::OK);
        let id = |made: &Value| made["id"].as_str().unwrap().to_owned();
        for (method, path, body) in [
            ("GET", format!("{VISITS}?branch=LKN"), None),
            ("POST", VISITS.to_owned(), Some(json!({ "branch": "LKN" }))),
            ("POST", format!("{VISITS}/{}/reversal", id(&elsewhere)), Some(json!({}))),
            ("POST", COUNTS.to_owned(), Some(count)),
            ("POST", format!("{COUNTS}/{}/reversal", id(&number)), Some(json!({}))),
        ] {
            assert_eq!(house.api(&here, method, &path, body).0, StatusCode::FORBIDDEN, "{method} {path}");
        }
        assert_eq!(figures(house, &everywhere)["counter"], 9, "a no changes nothing");
    });
}

#[test]
fn figures_and_tablets_have_permissions_of_their_own_and_nobody_counts_without_a_token() {
    on_both(|house| {
        let counts = house.token(house.somebody("nova", &[RECORD]), &[RECORD]);
        let looks = house.token(house.somebody("ruth", &[REPORT]), &[REPORT]);
        let tablet = format!("/api/v1/kiosks/{}/end", Id::<()>::new());
        let figures = format!("/api/v1/visit-figures?from={0}&to={0}", today());
        for (token, method, path, body) in [
            (&counts, "GET", &*figures, None),
            (&counts, "GET", "/api/v1/kiosks", None),
            (&counts, "POST", &*tablet, Some(json!({}))),
            (&looks, "GET", "/api/v1/visits?branch=TMH", None),
            (&looks, "POST", VISITS, Some(json!({ "branch": "TMH" }))),
            (&looks, "POST", COUNTS, Some(json!({ "branch": "TMH", "day": today(), "people": 1 }))),
        ] {
            assert_eq!(house.api(token, method, path, body).0, StatusCode::FORBIDDEN, "{method} {path}");
        }
        for path in ["/api/v1/visits?branch=TMH", &figures, "/api/v1/kiosks"] {
            let stranger = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(house.ask(stranger).status, StatusCode::UNAUTHORIZED, "{path}");
        }
        assert!(house.book().is_empty());
    });
}

#[test]
fn a_tablet_that_a_program_takes_back_opens_the_book_no_more() {
    on_both(|house| {
        let token = gate(house);
        let all = read(house, &token, "/api/v1/kiosks");
        assert_eq!((&all[0]["name"], &all[0]["revoked_at"]), (&json!("Pintu utama"), &Value::Null));
        assert_eq!(house.see(&house.tablet, "/kios").status, StatusCode::OK);
        let end = format!("/api/v1/kiosks/{}/end", all[0]["id"].as_str().unwrap());
        let ended = house.api(&token, "POST", &end, json!({}));
        assert_eq!(ended, (StatusCode::OK, json!({ "name": "Pintu utama" })));
        assert_eq!(house.see(&house.tablet, "/kios").status, StatusCode::FORBIDDEN);
        assert!(read(house, &token, "/api/v1/kiosks")[0]["revoked_at"].is_string());
        let none = format!("/api/v1/kiosks/{}/end", Id::<()>::new());
        assert_eq!(house.api(&token, "POST", &none, json!({})).0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn figures_are_told_step_by_step_of_a_period_that_begins_before_it_ends() {
    on_both(|house| {
        let token = gate(house);
        house.api(&token, "POST", VISITS, json!({ "branch": "TMH" }));
        let yesterday = now().today().yesterday().unwrap();
        let path = format!("/api/v1/visit-figures?from={yesterday}&to={}&step=day", today());
        let steps = read(house, &token, &path)["steps"].clone();
        let told: Vec<_> = steps.as_array().unwrap().iter().map(|step| step["book"].clone()).collect();
        assert_eq!(told, [json!(0), json!(1)]);
        let backwards = format!("/api/v1/visit-figures?from={}&to={yesterday}", today());
        let (status, no) = house.api(&token, "GET", &backwards, None);
        assert_eq!((status, why(&no)[1]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("visit-period-wrong")));
    });
}

#[test]
fn nothing_is_counted_for_a_day_that_is_long_ago_or_has_not_come() {
    on_both(|house| {
        let token = gate(house);
        let a_year_ago = now().today().saturating_sub(jiff::Span::new().years(1));
        let before = a_year_ago.yesterday().unwrap();
        let far = now().at + SignedDuration::from_hours(1);
        for (at, key) in [
            (json!("1900-01-01T09:00:00Z"), "visit-day-long-ago"),
            (json!(format!("{before}T03:00:00Z")), "visit-day-long-ago"),
            (json!(far.to_string()), "visit-day-to-come"),
        ] {
            for who in [json!({ "card": house.card }), json!({}), json!({ "from": "SMP Contoh" })] {
                let mut visit = who;
                visit["branch"] = "TMH".into();
                visit["at"] = at.clone();
                let (status, no) = house.api(&token, "POST", VISITS, visit);
                assert_eq!(
                    (status, why(&no)),
                    (StatusCode::UNPROCESSABLE_ENTITY, [&json!("at"), &json!(key)]),
                    "{no}"
                );
            }
        }
        let late = json!({ "branch": "TMH", "at": format!("{a_year_ago}T03:00:00Z") });
        assert_eq!(house.api(&token, "POST", VISITS, late).0, StatusCode::CREATED);
        let count = json!({ "branch": "TMH", "day": before.to_string(), "people": 12 });
        let (_, no) = house.api(&token, "POST", COUNTS, count);
        assert_eq!(why(&no), [&json!("day"), &json!("visit-day-long-ago")]);
    });
}

#[test]
fn what_was_taken_back_is_entered_once_more_as_it_was() {
    on_both(|house| {
        let token = gate(house);
        let (_, one) = house.api(&token, "POST", VISITS, json!({ "branch": "TMH", "from": "SMP Contoh" }));
        let path = |id: &Value, deed: &str| format!("{VISITS}/{}/{deed}", id.as_str().unwrap());
        house.api(&token, "POST", &path(&one["id"], "reversal"), json!({}));
        assert_eq!(figures(house, &token)["book"], 0);
        let (status, anew) = house.api(&token, "POST", &path(&one["id"], "restoration"), json!({}));
        assert_eq!(
            (status, &anew["reversed"], &anew["heads"]),
            (StatusCode::OK, &json!(false), &json!(1)),
            "{anew}"
        );
        let (_, again) = house.api(&token, "POST", &path(&one["id"], "restoration"), json!({}));
        assert_eq!(again["id"], anew["id"], "once");
        assert_eq!(figures(house, &token)["book"], 1);
        let nobody = house.api(&token, "POST", &path(&json!(Id::<Entry>::new()), "restoration"), json!({}));
        assert_eq!(nobody.0, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_tablet_is_opened_and_opens_the_book_until_it_is_taken_back() {
    on_both(|house| {
        let token = gate(house);
        let (status, no) =
            house.api(&token, "POST", "/api/v1/kiosks", json!({ "branch": "TMH", "name": " " }));
        assert_eq!(
            (status, why(&no)),
            (StatusCode::UNPROCESSABLE_ENTITY, [&json!("name"), &json!("kiosk-needs-name")])
        );
        let (status, made) =
            house.api(&token, "POST", "/api/v1/kiosks", json!({ "branch": "TMH", "name": "Pintu samping" }));
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let tablet = format!("kios={}", made["secret"].as_str().unwrap());
        assert_eq!(house.see(&tablet, "/kios").status, StatusCode::OK);
        assert!(
            !read(house, &token, "/api/v1/kiosks").to_string().contains(made["secret"].as_str().unwrap())
        );
        let end = format!("/api/v1/kiosks/{}/end", made["id"].as_str().unwrap());
        house.api(&token, "POST", &end, json!({}));
        assert_ne!(house.see(&tablet, "/kios").status, StatusCode::OK);
    });
}
