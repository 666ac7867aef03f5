//! The register for other programs.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::{Id, Person, Timestamp};
use people::{EDIT, Profile, REVEAL, VIEW, photos};
use serde_json::{Value, json};

use crate::{
    PNG,
    house::{House, Page},
    profile,
};

fn party(house: &House, name: &str) -> (Id<Person>, String) {
    let id = house.person(profile(name));
    (id, format!("/api/v1/parties/{id}"))
}

/// What the API answers to a change of the version with this tag.
fn change(house: &House, path: &str, tag: &str, body: &Value) -> (StatusCode, Value) {
    let request = ::house::call(&house.token, "PUT", path).header(header::IF_MATCH, tag);
    let page = house.ask(request.body(Body::from(body.to_string())).unwrap());
    (page.status, page.json())
}

#[test]
fn a_program_enters_somebody_once_and_changes_the_version_it_has_seen() {
    let house = House::new();
    let new = json!({ "name": "Meiske Lumi", "phone": "0812-3456-7890", "born": "1994-03-17" });
    let (status, made) = house.ask_api("POST", "/api/v1/parties", new.clone());
    assert_eq!((status, &made["contacts"][0]["value"]), (StatusCode::CREATED, &json!("6281234567890")));
    let path = format!("/api/v1/parties/{}", made["id"].as_str().unwrap());
    assert_eq!(house.ask_api("POST", "/api/v1/parties", new).0, StatusCode::CONFLICT);
    let at: Timestamp = made["changed_at"].as_str().unwrap().parse().unwrap();
    let seen = format!("\"{}.0\"", at.as_millisecond());
    let other = json!({ "name": "Meiske Lumi-Wowor", "phone": "6281234567890" });
    let (status, changed) = change(&house, &path, &seen, &other);
    assert_eq!((status, &changed["name"]), (StatusCode::OK, &json!("Meiske Lumi-Wowor")));
    assert_eq!(changed["contacts"][0]["value"], "6281234567890");
    assert_eq!(change(&house, &path, &seen, &other).0, StatusCode::PRECONDITION_FAILED);
    let group = json!({ "kind": "group", "name": "Kelas 7A", "born": "1990-01-01" });
    assert_eq!(house.ask_api("POST", "/api/v1/parties", group).1["reasons"][0]["key"], "party-no-person");
}

#[test]
fn a_program_finds_people_page_by_page_and_learns_who_is_alike() {
    let house = House::new();
    house.person(Profile { born: "1994-03-17".parse().ok(), ..profile("Meiske Lumi") });
    house.person(profile("Nova Lumi"));
    house.person(profile("Jantje Wowor"));
    let list = |path: &str| house.ask_api("GET", path, None).1;
    let first = list("/api/v1/parties?limit=2");
    let second = list(&format!("/api/v1/parties?limit=2&cursor={}", first["next"].as_str().unwrap()));
    assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 2));
    assert_eq!(list("/api/v1/parties?words=lumi&kind=person")["items"].as_array().unwrap().len(), 2);
    let (status, unknown) = house.ask_api("GET", "/api/v1/parties?kind=xyz", None);
    assert_eq!((status, &unknown["reasons"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("kind")));
    let typed = json!({ "name": "Meyske Lumi", "born": "1994-03-17" });
    let (status, alike) = house.ask_api("POST", "/api/v1/parties/alike", typed);
    assert_eq!((status, &alike[0]["name"]), (StatusCode::OK, &json!("Meiske Lumi")), "{alike}");
}

#[test]
fn a_program_keeps_addresses_and_ways_to_reach_somebody() {
    let house = House::new();
    let (_, path) = party(&house, "Meiske Lumi");
    let place = json!({ "place": "kinilow", "called": "kos" });
    let (status, at_home) = house.ask_api("POST", &format!("{path}/addresses"), place);
    assert_eq!((status, &at_home["addresses"][0]["area"]), (StatusCode::CREATED, &json!("71.73.03.1003")));
    let further = format!("{path}/addresses/{}", at_home["addresses"][0]["id"].as_str().unwrap());
    let moved = house.ask_api("POST", &format!("{further}/first"), json!({})).1;
    assert_eq!((&moved["village"], &moved["addresses"]), (&json!("Kinilow"), &json!([])));
    assert_eq!(house.ask_api("DELETE", &further, None).0, StatusCode::NOT_FOUND);
    let second = json!({ "kind": "phone", "value": "0813-3333-4444", "label": "ibu", "told": false });
    let (status, reached) = house.ask_api("POST", &format!("{path}/contacts"), second.clone());
    assert_eq!((status, &reached["contacts"][0]["told"]), (StatusCode::CREATED, &json!(false)));
    let (status, twice) = house.ask_api("POST", &format!("{path}/contacts"), second);
    assert_eq!(
        (status, &twice["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("contact-there-already"))
    );
}

#[test]
fn a_program_ties_people_to_each_other_and_ends_the_tie() {
    let house = House::new();
    let (_, path) = party(&house, "Meiske Lumi");
    let (child, _) = party(&house, "Nova Lumi");
    let ties = format!("{path}/relationships");
    let guardian = |grown_up: bool| json!({ "kind": "guardian", "other": child, "grown_up": grown_up });
    let (status, no) = house.ask_api("POST", &ties, guardian(false));
    assert_eq!(
        (status, &no["reasons"][0]["key"], &no["reasons"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("relationship-guardian-age"), &json!("grown_up"))
    );
    let (status, tie) = house.ask_api("POST", &ties, guardian(true));
    assert_eq!((status, &tie["name"]), (StatusCode::CREATED, &json!("Nova Lumi")));
    let tie = format!("{ties}/{}", tie["id"].as_str().unwrap());
    let (status, ended) = house.ask_api("POST", &format!("{tie}/end"), json!({}));
    assert_eq!((status, ended["relationships"][0]["until"].is_string()), (StatusCode::OK, true), "{ended}");
    assert_eq!(house.ask_api("DELETE", &tie, None).1["relationships"], json!([]));
}

#[test]
fn a_number_that_a_program_keeps_is_told_masked_with_what_it_contradicts() {
    let house = House::new();
    let born = "1994-03-17".parse().ok();
    let path = format!("/api/v1/parties/{}", house.person(Profile { born, ..profile("Meiske Lumi") }));
    let nik = json!({ "scheme": "nik", "number": "7173015703950004" });
    let (status, made) = house.ask_api("POST", &format!("{path}/identifiers"), nik);
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["contradiction"], "identifier-nik-contradicts-birth");
    assert_eq!(made["party"]["identifiers"][0]["masked"], "7173••••••••0004");
    let number = format!("{path}/identifiers/{}", made["party"]["identifiers"][0]["id"].as_str().unwrap());
    assert_eq!(house.ask_api("DELETE", &number, None).1["identifiers"], json!([]));
    assert_eq!(house.ask_api("DELETE", &number, None).0, StatusCode::NOT_FOUND);
}

#[test]
fn a_program_makes_two_entries_one_and_two_again() {
    let house = House::new();
    let (stays, path) = party(&house, "Meiske Wowor");
    let (goes, old) = party(&house, "Meyske Wowor");
    let merge = format!("{path}/merge");
    let (status, one) = house.ask_api("POST", &merge, json!({ "same": goes }));
    assert_eq!((status, &one["id"]), (StatusCode::OK, &json!(stays)));
    assert_eq!(house.ask_api("GET", &old, None).1["id"], json!(stays), "the old address leads on");
    assert_eq!(house.ask_api("POST", &format!("{old}/split"), json!({})).0, StatusCode::OK);
    assert_eq!(house.ask_api("GET", &old, None).1["id"], json!(goes));
    let may_edit = house.token(house.somebody("program", &[VIEW, EDIT]), &[VIEW, EDIT]);
    assert_eq!(house.api(&may_edit, "POST", &merge, json!({ "same": goes })).0, StatusCode::FORBIDDEN);
}

const CSV: &str = "text/csv";

#[test]
fn a_table_that_a_program_sends_is_looked_at_first_and_enters_nobody_twice() {
    let house = House::new();
    house.person(Profile { born: "1994-03-17".parse().ok(), ..profile("Meiske Lumi") });
    let csv = "Nama;Tgl Lahir;NIK\nJantje Wowor;31/12/2001;7173013112020002\nMeiske Lumi;17/03/1994;\n7A;1/1/2001;12\n";
    let sent = |path: &str| send(&house, &house.token, path, (CSV, csv.as_bytes()));
    let looked = sent("/api/v1/parties/import/look");
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    let looked = looked.json();
    assert_eq!((&looked["new"], &looked["known"]), (&json!(1), &json!(1)), "{looked}");
    let left = looked["left"].as_array().unwrap().len();
    assert_eq!((&looked["warned"][0]["name"], left), (&json!("Jantje Wowor"), 1));
    assert_eq!(sent("/api/v1/parties/import").json()["new"], 1);
    assert_eq!(sent("/api/v1/parties/import").json()["new"], 0);
}

#[test]
fn a_program_is_told_of_every_row_that_was_left_with_its_reason() {
    let house = House::new();
    let csv = "Nama,Tgl Lahir\nMaria Wowor,14/02/2011\nMarta Wowor,14/02/2011\nMarice Wowor,14/02/2011\n,14/02/2011\n";
    let sent = |path: &str| send(&house, &house.token, path, (CSV, csv.as_bytes())).json();
    let (looked, entered) = (sent("/api/v1/parties/import/look"), sent("/api/v1/parties/import"));
    assert_eq!(entered, looked, "what was told is what was done");
    let rows: Vec<_> = entered["left"].as_array().unwrap().iter().map(|row| row["row"].clone()).collect();
    assert_eq!((&entered["new"], rows), (&json!(1), vec![json!(3), json!(4), json!(5)]), "{entered}");
    let why = entered["left"][0]["why"].as_str().unwrap();
    assert!(why.contains("2 (Maria Wowor)"), "{why}");
}

#[test]
fn a_program_enters_people_out_of_a_spreadsheet_and_out_of_cards_as_pages_do() {
    let house = House::new();
    let rows = [["Nama", "HP"], ["Jantje Wowor", "0812-1111-2222"]];
    let rows = rows.map(|row| row.map(|text| sheet::Cell::Text(text.to_owned())).to_vec()).to_vec();
    let xlsx = sheet::write::xlsx(rows).unwrap();
    let card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ruth Mandagi\r\nTEL:0813-3333-4444\r\nEND:VCARD\r\n";
    let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (media, content, name) in
        [(spreadsheet, &xlsx[..], "Jantje Wowor"), ("text/vcard", &card[..], "Ruth Mandagi")]
    {
        let entered = send(&house, &house.token, "/api/v1/parties/import", (media, content));
        assert_eq!((entered.status, &entered.json()["new"]), (StatusCode::OK, &json!(1)), "{}", entered.text);
        let words = name.replace(' ', "%20");
        let found = house.ask_api("GET", &format!("/api/v1/parties?words={words}"), None).1;
        assert_eq!(found["items"][0]["name"], name);
    }
    let picture = send(&house, &house.token, "/api/v1/parties/import", (CSV, PNG));
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", picture.text);
    let long = "Nama\n".to_owned() + &"Jantje Wowor\n".repeat(2_001);
    let long = send(&house, &house.token, "/api/v1/parties/import", (CSV, long.as_bytes()));
    assert_eq!(long.json()["reasons"][0]["key"], "intake-in-parts");
}

#[test]
fn a_sealed_number_is_read_with_a_reason_by_whoever_has_proven_lately_who_they_are() {
    let house = House::new();
    let (_, path) = party(&house, "Meiske Lumi");
    let nik = json!({ "scheme": "nik", "number": "7173015703940004" });
    let made = house.ask_api("POST", &format!("{path}/identifiers"), nik).1;
    let number = made["party"]["identifiers"][0]["id"].as_str().unwrap();
    let reveal = format!("{path}/identifiers/{number}/reveal");
    let why = json!({ "reason": "Dicocokkan dengan KTP" });
    let head = house.somebody("kepala", &[VIEW, REVEAL]);
    let token = house.token(head, &[VIEW, REVEAL]);
    assert_eq!(
        house.api(&token, "POST", &reveal, why.clone()).0,
        StatusCode::FORBIDDEN,
        "a token proves nothing"
    );
    let session = house.enter(head);
    let (status, read) = house.api_in_session(&session, "POST", &reveal, why);
    assert_eq!((status, &read), (StatusCode::OK, &json!({ "number": "7173015703940004" })));
    assert!(
        house.see(&path.replace("/api/v1/parties", "/staf/orang")).text.contains("Dicocokkan dengan KTP")
    );
    let (status, _) = house.api_in_session(&session, "POST", &reveal, json!({ "reason": " " }));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_program_is_told_that_a_birth_date_it_put_right_has_ended_an_account() {
    let house = House::new();
    let (id, path) = party(&house, "Gracia Lumi");
    house.account(id, "gracia", "Gracia Lumi", &[]);
    let session = house.enter(id);
    let (status, _) = house.api_in_session(&session, "GET", "/api/v1/parties", None);
    assert_eq!(status, StatusCode::FORBIDDEN, "signed in, and no colleague");
    let seen = show(&house, &house.token, &path);
    let at: Timestamp = seen.json()["changed_at"].as_str().unwrap().parse().unwrap();
    let tag = format!("\"{}.0\"", at.as_millisecond());
    let child = json!({ "name": "Gracia Lumi", "born": "2020-01-01" });
    let (status, changed) = change(&house, &path, &tag, &child);
    assert_eq!((status, &changed["account_ended"]), (StatusCode::OK, &json!("gracia")), "{changed}");
    let (status, _) = house.api_in_session(&session, "GET", "/api/v1/parties", None);
    assert_eq!(status, StatusCode::UNAUTHORIZED, "the session has ended");
}

#[test]
fn whoever_may_only_look_changes_nobody_and_nobody_without_a_token_sees_anybody() {
    let house = House::new();
    let (_, path) = party(&house, "Meiske Lumi");
    let looks = house.token(house.somebody("program", &[VIEW]), &[VIEW]);
    assert_eq!(house.api(&looks, "GET", &path, None).1["name"], "Meiske Lumi");
    for (method, path, body) in [
        ("POST", "/api/v1/parties".to_owned(), json!({ "name": "Nova Lumi" })),
        ("PUT", path.clone(), json!({ "name": "Nova Lumi" })),
        ("POST", format!("{path}/contacts"), json!({ "kind": "phone", "value": "0813-3333-4444" })),
    ] {
        assert_eq!(house.api(&looks, method, &path, body).0, StatusCode::FORBIDDEN, "{method} {path}");
    }
    let table = (CSV, &b"Nama\nNova Lumi\n"[..]);
    assert_eq!(send(&house, &looks, "/api/v1/parties/import", table).status, StatusCode::FORBIDDEN);
    let stranger = Request::get(&path).body(Body::empty()).unwrap();
    assert_eq!(house.ask(stranger).status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.ask_api("GET", "/api/v1/parties?words=nova", None).1["items"], json!([]));
}

#[test]
fn who_is_read_by_an_id_that_cannot_be_or_that_nobody_has_is_not_found() {
    let house = House::new();
    for id in [Id::<Person>::new().to_string(), "bukan-tanda".to_owned()] {
        assert_eq!(
            house.ask_api("GET", &format!("/api/v1/parties/{id}"), None).0,
            StatusCode::NOT_FOUND,
            "{id}"
        );
        let split = format!("/api/v1/parties/{id}/split");
        assert_eq!(house.ask_api("POST", &split, json!({})).0, StatusCode::NOT_FOUND, "{id}");
    }
}

/// A file that a program with this token sends.
fn send(house: &House, token: &str, path: &str, (media, content): (&str, &[u8])) -> Page {
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, media);
    house.ask(request.body(Body::from(content.to_vec())).unwrap())
}

/// What a program with this token sees there.
fn show(house: &House, token: &str, path: &str) -> Page {
    house.ask(::house::call(token, "GET", path).body(Body::empty()).unwrap())
}

#[test]
fn a_photo_that_a_program_sends_is_kept_as_a_picture_of_our_own_until_it_is_taken_away() {
    let house = House::new();
    let (_, path) = party(&house, "Meiske Lumi");
    let photo = format!("{path}/photo");
    assert_eq!(show(&house, &house.token, &photo).status, StatusCode::NOT_FOUND, "there is none");
    let kept = send(&house, &house.token, &photo, ("image/png", PNG));
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let shown = show(&house, &house.token, &photo);
    assert_eq!((shown.status, shown.kind.as_str()), (StatusCode::OK, "image/jpeg"));
    assert!(shown.bytes.starts_with(b"\xff\xd8"), "a JPEG, whatever was sent");
    let other = send(&house, &house.token, &photo, ("image/png", b"nama;kelas"));
    assert_eq!(
        (other.status, &other.json()["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("photo-kind"))
    );
    let table = send(&house, &house.token, &photo, ("text/csv", b"nama;kelas"));
    assert_eq!(table.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(show(&house, &house.token, &photo).bytes, shown.bytes, "what is refused replaces nothing");
    assert_eq!(house.ask_api("DELETE", &photo, None).0, StatusCode::OK);
    assert_eq!(show(&house, &house.token, &photo).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_photo_is_kept_by_whoever_may_change_people_and_seen_by_whoever_may_look() {
    let house = House::new();
    let (id, path) = party(&house, "Meiske Lumi");
    let photo = format!("{path}/photo");
    let looks = house.token(house.somebody("kartu", &[VIEW]), &[VIEW]);
    assert_eq!(send(&house, &looks, &photo, ("image/png", PNG)).status, StatusCode::FORBIDDEN);
    assert_eq!(house.store.read_blocking(move |tx| photos::of(tx, id)).unwrap(), None);
    send(&house, &house.token, &photo, ("image/png", PNG));
    assert_eq!(house.api(&looks, "DELETE", &photo, None).0, StatusCode::FORBIDDEN);
    assert_eq!(show(&house, &looks, &photo).status, StatusCode::OK);
    let blind = house.token(house.somebody("lain", &[EDIT]), &[EDIT]);
    assert_eq!(show(&house, &blind, &photo).status, StatusCode::FORBIDDEN);
}
