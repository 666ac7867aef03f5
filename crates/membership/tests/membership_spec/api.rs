//! What other programs ask and change.

use crate::house::{House, now};
use axum::http::StatusCode;
use jiff::{ToSpan, civil::date};
use people::Profile;

#[test]
fn other_programs_find_begin_change_renew_and_block() {
    let house = House::new();
    let ask = |method: &str, path: &str, body: serde_json::Value| house.ask_api(method, path, &body);
    let nothing = serde_json::Value::Null;
    let new = serde_json::json!({ "name": "Meiske Lumi", "born": "1994-03-17", "village": "Kinilow", "plan": "dewasa" });
    let (status, made) = ask("POST", "/api/v1/members", new.clone());
    assert_eq!((status, &made["standing"]), (StatusCode::CREATED, &serde_json::json!("active")), "{made}");
    assert_eq!(ask("POST", "/api/v1/members", new).0, StatusCode::CONFLICT);
    let path = format!("/api/v1/members/{}", made["code"].as_str().unwrap());
    let again = serde_json::json!({ "party": made["party"], "plan": "dewasa" });
    let (status, no) = ask("POST", "/api/v1/members", again);
    assert_eq!(
        (status, &no["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"member-already".into())
    );
    let (_, changed) = ask("PUT", &path, serde_json::json!({ "plan": "guru" }));
    assert_eq!(changed["plan"], "guru");
    let (_, renewed) = ask("POST", &format!("{path}/renewals"), serde_json::json!({ "until": "2099-12-31" }));
    assert_eq!(renewed["until"], "2099-12-31");
    let (_, blocked) = ask("POST", &format!("{path}/block"), serde_json::json!({ "reason": "Kartu hilang" }));
    assert_eq!((&blocked["standing"], &blocked["blocked"]), (&"blocked".into(), &"Kartu hilang".into()));
    assert_eq!(ask("POST", &format!("{path}/unblock"), serde_json::json!({})).1["standing"], "active");
    assert_eq!(ask("GET", &path, nothing.clone()).1["name"], "Meiske Lumi");
    assert_eq!(ask("GET", "/api/v1/members/A-99999", nothing.clone()).0, StatusCode::NOT_FOUND);
    house.member("Jantje Wowor", None);
    let (_, first) = ask("GET", "/api/v1/members?limit=1", nothing.clone());
    let next = format!("/api/v1/members?limit=1&cursor={}", first["next"].as_str().unwrap());
    assert_eq!(ask("GET", &next, nothing.clone()).1["items"][0]["name"], "Jantje Wowor");
    let (_, found) = ask("GET", "/api/v1/members?words=jantje", nothing);
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[test]
fn other_programs_say_what_a_membership_stands_on_and_give_new_cards() {
    let house = House::new();
    let path = format!("/api/v1/members/{}", house.member("Jantje Wowor", Some(date(1990, 8, 5))).code);
    let bases = |member: &serde_json::Value| member["bases"].as_array().unwrap().len();
    let before = bases(&house.ask_api("GET", &path, &serde_json::Value::Null).1);
    let new = serde_json::json!({ "kind": "need", "evidence": "Surat keterangan kelurahan" });
    let (status, more) = house.ask_api("POST", &format!("{path}/bases"), &new);
    assert_eq!((status, bases(&more)), (StatusCode::CREATED, before + 1), "{more}");
    let unseen = serde_json::json!({ "kind": "need" });
    assert_eq!(
        house.ask_api("POST", &format!("{path}/bases"), &unseen).0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a need is seen"
    );
    let basis = more["bases"].as_array().unwrap().iter().find(|basis| basis["kind"] == "need").unwrap();
    let end = format!("{path}/bases/{}/end", basis["id"].as_str().unwrap());
    let (status, ended) = house.ask_api("POST", &end, &serde_json::json!({}));
    assert_eq!(status, StatusCode::OK, "{ended}");
    let (status, anew) =
        house.ask_api("POST", &format!("{path}/card"), &serde_json::json!({ "reason": "lost" }));
    assert_eq!(status, StatusCode::OK, "{anew}");
    let code = anew["code"].as_str().unwrap();
    assert_ne!(format!("/api/v1/members/{code}"), path);
    let (status, old) = house.ask_api("GET", &path, &serde_json::Value::Null);
    assert_eq!((status, &old["reasons"][0]["key"]), (StatusCode::NOT_FOUND, &"card-replaced-already".into()));
    assert!(old["reasons"][0].to_string().contains(code), "{old}");
}

#[test]
fn other_programs_say_who_cares_for_a_child_and_what_was_agreed() {
    let house = House::new();
    let mother = house.member("Ruth Wowor", Some(date(1990, 1, 1)));
    let girl = serde_json::json!({ "name": "Gracia Wowor", "born": "2014-02-01", "village": "Kinilow", "plan": "anak" });
    let (_, girl) = house.ask_api("POST", "/api/v1/members", &girl);
    let path = format!("/api/v1/members/{}", girl["code"].as_str().unwrap());
    let guardian = serde_json::json!({ "guardian": mother.person });
    assert_eq!(house.ask_api("POST", &format!("{path}/guardians"), &guardian).0, StatusCode::OK);
    let consent = serde_json::json!({ "giver": mother.person, "evidence": "Formulir, map 3" });
    let (status, family) = house.ask_api("POST", &format!("{path}/consents"), &consent);
    assert_eq!((status, &family["consents"][0]["evidence"]), (StatusCode::OK, &"Formulir, map 3".into()));
    let (_, hers) =
        house.ask_api("GET", &format!("/api/v1/members/{}/family", mother.code), &serde_json::Value::Null);
    assert_eq!(hers["children"], serde_json::json!([girl["code"]]));
    let (status, after) =
        house.ask_api("POST", &format!("{path}/consents/withdrawal"), &serde_json::json!({}));
    assert_eq!((status, &after["closed"]), (StatusCode::OK, &true.into()), "{after}");
}

#[test]
fn other_programs_decide_about_registrations_and_take_changes_back() {
    let house = House::new();
    let nothing = serde_json::Value::Null;
    let empty = serde_json::json!({});
    let new = serde_json::json!({
        "name": "Meiske Lumi", "born": "1994-03-17", "village": "Kinilow", "plan": "dewasa", "confirmed": false,
    });
    let (_, made) = house.ask_api("POST", "/api/v1/members", &new);
    let (_, waiting) = house.ask_api("GET", "/api/v1/self-registrations", &nothing);
    assert_eq!((&waiting[0]["member"]["code"], &waiting[0]["maybe_known"]), (&made["code"], &false.into()));
    let path = format!("/api/v1/members/{}", made["code"].as_str().unwrap());
    let (status, seen) = house.ask_api("POST", &format!("{path}/confirmation"), &empty);
    assert_eq!((status, &seen["member"]["provisional"]), (StatusCode::OK, &false.into()), "{seen}");
    let late = serde_json::json!({ "reason": "nama palsu" });
    assert_eq!(
        house.ask_api("POST", &format!("{path}/rejection"), &late).0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let (_, ended) = house.ask_api("POST", &format!("{path}/end"), &empty);
    assert_eq!(ended["member"]["closed"], true);
    let undo = format!("{path}/changes/{}/undo", ended["change"].as_str().unwrap());
    assert_eq!(house.ask_api("POST", &undo, &empty).1["closed"], false);
    assert_eq!(house.ask_api("POST", &undo, &empty).0, StatusCode::CONFLICT, "once");
    let cards = serde_json::json!({ "codes": [made["code"]] });
    let (_, unprinted) = house.ask_api("GET", "/api/v1/cards/unprinted", &nothing);
    assert_eq!(unprinted["items"][0]["code"], made["code"]);
    assert_eq!(house.ask_api("POST", "/api/v1/cards/printed", &cards).1["count"], 1);
    assert_eq!(house.ask_api("GET", "/api/v1/cards/unprinted", &nothing).1["items"], serde_json::json!([]));
}

#[test]
fn other_programs_decide_about_plans_and_what_costs_something_is_paid_for() {
    let house = House::new();
    let plan = |code: &str, price: i64, bases: &[&str]| serde_json::json!({ "code": code, "name": "Premium", "months": 12, "price": price, "bases": bases });
    let both = plan("premium", 50_000, &["address", "payment"]);
    let (status, no) = house.ask_api("POST", "/api/v1/plans", &both);
    assert_eq!(
        (status, &no["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"plan-costs-and-is-free".into()),
        "{no}"
    );
    let paid = plan("premium", 50_000, &["payment"]);
    let (status, made) = house.ask_api("POST", "/api/v1/plans", &paid);
    assert_eq!((status, &made["price"]), (StatusCode::CREATED, &50_000.into()), "{made}");
    let mut dearer = paid;
    dearer["price"] = 60_000.into();
    dearer.as_object_mut().unwrap().remove("code");
    assert_eq!(house.ask_api("POST", "/api/v1/plans/premium/look", &dearer).1["members"], 0);
    assert_eq!(house.ask_api("PUT", "/api/v1/plans/premium", &dearer).1["price"], 60_000);
    let mut new = serde_json::json!({ "name": "Meiske Lumi", "born": "1994-03-17", "plan": "premium", "basis": "payment" });
    let (_, unpaid) = house.ask_api("POST", "/api/v1/members", &new);
    let keys: Vec<&str> =
        unpaid["reasons"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["basis-needs-evidence", "basis-needs-amount"]);
    new["evidence"] = "K-041".into();
    new["paid"] = 60_000.into();
    let (status, member) = house.ask_api("POST", "/api/v1/members", &new);
    assert_eq!((status, &member["standing"]), (StatusCode::CREATED, &"active".into()), "{member}");
    let path = format!("/api/v1/members/{}/renewals", member["code"].as_str().unwrap());
    let (_, free) = house.ask_api("POST", &path, &serde_json::json!({}));
    assert_eq!(free["reasons"][0]["key"], "member-renew-needs-payment");
    let next = serde_json::json!({ "receipt": "K-042", "paid": 60_000 });
    let (status, renewed) = house.ask_api("POST", &path, &next);
    assert_eq!((status, renewed["bases"].as_array().unwrap().len()), (StatusCode::OK, 2), "{renewed}");
}

#[test]
fn other_programs_keep_promises_of_partners_make_vouchers_and_enrol_a_class() {
    let house = House::new();
    let school = house
        .store
        .write_blocking(|tx| {
            let profile = Profile { name: "SMA Lokon".into(), ..Profile::default() };
            people::parties::register(tx, &now(), people::PartyKind::Organisation, &profile, true)
        })
        .unwrap();
    let people::parties::Entered::New(school) = school else { panic!("{school:?}") };
    let nothing = serde_json::Value::Null;
    let mut agreed = serde_json::json!({
        "partner": school, "name": "Siswa SMA Lokon", "plan": "pelajar", "since": now().today().to_string(), "seats": 30,
    });
    let (status, made) = house.ask_api("POST", "/api/v1/sponsorships", &agreed);
    assert_eq!((status, &made["order"]), (StatusCode::CREATED, &"roster".into()), "{made}");
    let path = format!("/api/v1/sponsorships/{}", made["id"].as_str().unwrap());
    agreed["seats"] = 40.into();
    assert_eq!(house.ask_api("PUT", &path, &agreed).1["seats"], 40);
    let until = now().today().saturating_add(30.days()).to_string();
    let wanted = serde_json::json!({ "count": 3, "until": until });
    let (status, batch) = house.ask_api("POST", &format!("{path}/vouchers"), &wanted);
    assert_eq!((status, &batch["made"]), (StatusCode::CREATED, &3.into()), "{batch}");
    let codes = format!("/api/v1/voucher-batches/{}", batch["id"].as_str().unwrap());
    let (_, three) = house.ask_api("GET", &codes, &nothing);
    assert_eq!(three.as_array().unwrap().len(), 3);
    let member =
        format!("/api/v1/members/{}/vouchers", house.member("Jantje Lumi", Some(date(1990, 8, 5))).code);
    let brought = serde_json::json!({ "voucher": three[0]["code"] });
    let voucher = format!("{member}/{}/reversal", three[0]["code"].as_str().unwrap());
    assert_eq!(house.ask_api("POST", &member, &brought).0, StatusCode::OK);
    assert_eq!(house.ask_api("POST", &voucher, &serde_json::json!({})).0, StatusCode::OK);
    assert_eq!(
        house.ask_api("POST", &voucher, &serde_json::json!({})).0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
    assert_eq!(house.ask_api("POST", &format!("{codes}/void"), &serde_json::json!({})).1["count"], 3);
    let roster = serde_json::json!({ "csv": "NIS;Nama;Tgl Lahir;Kelas\n1;Meiske Lumi;17/03/2009;10A\n", "version": 0 });
    let (status, applied) = house.ask_api("POST", &format!("{path}/roster"), &roster);
    assert_eq!(status, StatusCode::OK, "{applied}");
    let (_, classes) = house.ask_api("GET", &format!("{path}/classes"), &nothing);
    assert_eq!(classes["classes"][0]["name"], "10A", "{classes}");
    let moves = serde_json::json!({ "version": classes["version"], "moves": { "10A": "11A" } });
    assert_eq!(house.ask_api("POST", &format!("{path}/rollover"), &moves).1["moved"], 1);
    let today = now().today();
    let period = format!("{path}/statement?from={today}&to={today}");
    assert_eq!(house.ask_api("GET", &period, &nothing).1["carried"], 1);
    let (_, owed) = house.ask_api("GET", &format!("/api/v1/consents-owed/{school}"), &nothing);
    assert_eq!(owed[0]["name"], "Meiske Lumi", "{owed}");
    let confirmed =
        serde_json::json!({ "evidence": "Map 3", "by": "Kepala sekolah", "on": today.to_string() });
    let (_, kept) = house.ask_api("POST", &format!("/api/v1/consents-owed/{school}"), &confirmed);
    assert_eq!(kept["kept"], 1, "{kept}");
    let undo = format!("/api/v1/consent-lists/{}/undo", kept["list"].as_str().unwrap());
    assert_eq!(house.ask_api("POST", &undo, &serde_json::json!({})).1["count"], 1);
    let class = serde_json::json!({
        "csv": "Nama;Tgl Lahir\nJantje Wowor;31/12/2001\n", "plan": "dewasa", "basis": "need", "evidence": "Rapat 5 Agustus",
    });
    assert_eq!(house.ask_api("POST", "/api/v1/classes/look", &class).1["new"], 1);
    let (status, enrolled) = house.ask_api("POST", "/api/v1/classes", &class);
    assert_eq!((status, &enrolled["new"]), (StatusCode::OK, &1.into()), "{enrolled}");
}

#[test]
fn cards_and_consent_forms_come_as_paper_for_whoever_may_see_members() {
    let house = House::new();
    house.member("Jantje Wowor", Some(date(1990, 8, 5)));
    let child = house.member("Nova Wowor", Some(now().today().saturating_sub(9.years())));
    let looks = house.token(house.somebody("mesin", &[people::VIEW]), &[people::VIEW]);
    let blind = house.token(house.somebody("lain", &[people::EDIT]), &[people::EDIT]);
    let ask = |token: &str, path: &str| {
        house.ask(::house::call(token, "GET", path).body(axum::body::Body::empty()).unwrap())
    };
    let form = format!("/api/v1/members/{}/consent-form", child.code);
    for path in [
        "/api/v1/cards?codes=A-00001,A-00002,A-99999",
        "/api/v1/cards?codes=A-00001&form=single",
        "/api/v1/members/A-00001/card",
        &form,
    ] {
        let paper = ask(&looks, path);
        assert_eq!((paper.status, paper.kind.as_str()), (StatusCode::OK, "application/pdf"), "{path}");
        assert!(paper.bytes.starts_with(b"%PDF"));
        assert_eq!(ask(&blind, path).status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(house.get("", path).status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for nothing in ["/api/v1/cards?codes=A-99999", "/api/v1/members/A-99999/card"] {
        assert_eq!(ask(&looks, nothing).status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let many = vec!["A-00001"; 501].join(",");
    let too_many = ask(&looks, &format!("/api/v1/cards?codes={many}"));
    assert_eq!(
        (too_many.status, &too_many.json()["reasons"][0]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"cards-too-many".into())
    );
    assert_eq!(
        ask(&looks, "/api/v1/cards?codes=A-00001&form=poster").status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

/// An organisation of the register whose pupils it carries, and where that stands.
fn sponsored(house: &House) -> (kernel::Id<kernel::Person>, String) {
    let school = house.store.write_blocking(|tx| {
        let profile = Profile { name: "SMA Lokon".into(), ..Profile::default() };
        people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)
    });
    let school = school.unwrap();
    let agreed = serde_json::json!({
        "partner": school, "name": "Siswa SMA Lokon", "plan": "pelajar", "since": now().today().to_string(),
        "grace_days": 30,
    });
    let (_, made) = house.ask_api("POST", "/api/v1/sponsorships", &agreed);
    (school, format!("/api/v1/sponsorships/{}", made["id"].as_str().unwrap()))
}

#[test]
fn whatever_is_asked_of_an_id_of_nobody_is_not_found_and_nothing_is_written_down() {
    let house = House::new();
    let nobody = kernel::Id::<()>::from_bytes([0; 16]);
    let count = || {
        let rows =
            house.store.read_blocking(|tx| tx.one(store::sql!("SELECT count(*) FROM audit"), store::vals![]));
        let (n,): (i64,) = rows.unwrap();
        n
    };
    let before = count();
    let (nothing, empty) = (serde_json::Value::Null, serde_json::json!({}));
    for path in [
        format!("/api/v1/consents-owed/{nobody}"),
        format!("/api/v1/sponsorships/{nobody}/sent-lists"),
        format!("/api/v1/sponsorships/{nobody}/sent-lists/{nobody}"),
        format!("/api/v1/sponsorships/{nobody}/vouchers"),
        format!("/api/v1/sponsorships/{nobody}/classes"),
        format!("/api/v1/voucher-batches/{nobody}"),
    ] {
        assert_eq!(house.ask_api("GET", &path, &nothing).0, StatusCode::NOT_FOUND, "{path}");
    }
    let list = serde_json::json!({ "version": 1, "csv": "Nama\nAni Contoh\n" });
    let (version, note) = (serde_json::json!({ "version": 1 }), serde_json::json!({ "note": "salah" }));
    for (path, body) in [
        (format!("/api/v1/consent-lists/{nobody}/undo"), &empty),
        (format!("/api/v1/sponsorships/{nobody}/roster"), &list),
        (format!("/api/v1/sponsorships/{nobody}/roster/undo"), &version),
        (format!("/api/v1/sponsorships/{nobody}/sent-lists/{nobody}/application"), &version),
        (format!("/api/v1/sponsorships/{nobody}/sent-lists/{nobody}/refusal"), &note),
        (format!("/api/v1/voucher-batches/{nobody}/void"), &empty),
    ] {
        let (status, no) = house.ask_api("POST", &path, body);
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {no}");
    }
    let cards = serde_json::json!({ "codes": ["A-99998", "A-99999"] });
    assert_eq!(house.ask_api("POST", "/api/v1/cards/printed", &cards).0, StatusCode::NOT_FOUND);
    let batch = format!("/staf/anggota/kartu/cetakan/{nobody}");
    assert_eq!(house.post(&house.desk, &format!("{batch}/batal"), "").status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&house.desk, &format!("{batch}?bentuk=lembar")).status, StatusCode::NOT_FOUND);
    assert_eq!(count(), before);
}

#[test]
fn a_list_of_members_says_of_each_what_is_missing_as_they_do_themselves() {
    let house = House::new();
    let girl = house.member("Nova Wowor", Some(now().today().saturating_sub(9.years())));
    house.member("Jantje Wowor", Some(date(1990, 8, 5)));
    let nothing = serde_json::Value::Null;
    let alone = house.ask_api("GET", &format!("/api/v1/members/{}", girl.code), &nothing).1;
    assert_eq!(alone["missing"], serde_json::json!(["missing-guardian", "missing-consent"]));
    for path in ["/api/v1/members", "/api/v1/members?words=nova"] {
        let found = house.ask_api("GET", path, &nothing).1;
        let nova = found["items"].as_array().unwrap().iter().find(|one| one["code"] == girl.code.as_str());
        assert_eq!(nova, Some(&alone), "{path}");
    }
    let unprinted = house.ask_api("GET", "/api/v1/cards/unprinted", &nothing).1;
    assert_eq!(
        unprinted["items"].as_array().unwrap().iter().find(|one| one["code"] == alone["code"]),
        Some(&alone)
    );
}

#[test]
fn a_statement_of_a_period_that_ends_before_it_begins_is_refused() {
    let house = House::new();
    let (_, path) = sponsored(&house);
    let today = now().today();
    let backwards = format!("{path}/statement?from={today}&to={}", today.yesterday().unwrap());
    let (status, no) = house.ask_api("GET", &backwards, &serde_json::Value::Null);
    assert_eq!(
        (status, &no["reasons"][0]["key"], &no["reasons"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"sponsor-period-wrong".into(), &"to".into())
    );
}

#[test]
fn a_look_at_a_list_says_who_is_new_gone_and_changed_and_which_rows_are_doubtful_and_why() {
    let house = House::new();
    let (_, path) = sponsored(&house);
    let first = "NIS;Nama;Tgl Lahir;Kelas\n1;Ani Contoh;2010-05-01;7A\n2;Budi Contoh;2010-06-01;7A\n";
    let applied =
        house.ask_api("POST", &format!("{path}/roster"), &serde_json::json!({ "csv": first, "version": 0 }));
    assert_eq!(applied.0, StatusCode::OK, "{}", applied.1);
    let second = "NIS;Nama;Tgl Lahir;Kelas\n1;Ani Contoh;2010-05-01;8A\n3;Citra Contoh;2010-07-01;7B\n\
                  3;Citra Contoh;2010-07-01;7B\n4;Dedi Contoh;kapan;7B\n";
    let (status, look) =
        house.ask_api("POST", &format!("{path}/roster/look"), &serde_json::json!({ "csv": second }));
    assert_eq!(status, StatusCode::OK, "{look}");
    let named = |one: &serde_json::Value| one["name"].as_str().unwrap().to_owned();
    assert_eq!(look["version"], 1);
    let new = look["new"].as_array().unwrap();
    assert_eq!(
        (new.len(), named(&new[0]), &new[0]["line"], &new[0]["class"]),
        (1, "Citra Contoh".into(), &3.into(), &"7B".into())
    );
    let gone = look["gone"].as_array().unwrap();
    assert_eq!((gone.len(), named(&gone[0]), gone[0]["party"].is_string()), (1, "Budi Contoh".into(), true));
    let changed = &look["changed"][0];
    assert_eq!((&changed["was"]["class"], &changed["is"]["class"]), (&"7A".into(), &"8A".into()));
    let doubtful: Vec<_> =
        look["doubtful"].as_array().unwrap().iter().map(|one| (one["line"].clone(), named(one))).collect();
    assert_eq!(doubtful, [(4.into(), "Citra Contoh".to_owned()), (5.into(), "Dedi Contoh".to_owned())]);
    assert_eq!(look["doubtful"][0]["why"][0]["key"], "roster-twice");
    assert_eq!(look["doubtful"][0]["why"][0]["text"], "Orang ini sudah ada di baris lain.");
    let blind = house.token(house.somebody("lain", &[people::EDIT]), &[people::EDIT]);
    let refused =
        house.api(&blind, "POST", &format!("{path}/roster/look"), serde_json::json!({ "csv": second }));
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
}

#[test]
fn a_list_that_loses_most_is_taken_over_only_by_whoever_says_that_it_is_the_right_one() {
    let house = House::new();
    let (_, path) = sponsored(&house);
    let row = |n: u8| format!("{n};Ani {};2010-05-{n:02};7A\n", char::from(b'A' + n));
    let list = |most: u8| format!("NIS;Nama;Tgl Lahir;Kelas\n{}", (1..=most).map(row).collect::<String>());
    let roster = format!("{path}/roster");
    let send = |csv: String, version: i64, knowing: bool| {
        let asked = serde_json::json!({ "csv": csv, "version": version, "knowing": knowing });
        house.ask_api("POST", &roster, &asked)
    };
    assert_eq!(send(list(13), 0, false).0, StatusCode::OK);
    let (status, no) = send(list(1), 1, false);
    assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::CONFLICT, &"roster-loses-most-said".into()));
    let (status, done) = send(list(1), 1, true);
    assert_eq!((status, &done["gone"]), (StatusCode::OK, &12.into()), "{done}");
}

/// Somebody who speaks for an organisation.
fn speaks_for(house: &House, organisation: kernel::Id<kernel::Person>) -> kernel::Id<kernel::Person> {
    let entered = house.store.write_blocking(move |tx| {
        let profile = Profile { name: "Meiske Contoh".into(), ..Profile::default() };
        let head = people::parties::enter(tx, &now(), &profile)?;
        let speaks = people::relationships::NewRelationship {
            kind: people::relationships::Relation::Contact,
            party: head,
            other: organisation,
            since: None,
            until: None,
            note: String::new(),
            grown: people::relationships::Grown::Born,
        };
        people::relationships::add(tx, &now(), &speaks)?;
        Ok(head)
    });
    entered.unwrap()
}

#[test]
fn a_list_that_a_partner_has_sent_and_that_loses_most_is_taken_over_only_knowingly() {
    use membership::rosters::submissions;
    let house = House::new();
    let (school, path) = sponsored(&house);
    let id: kernel::Id<membership::sponsorships::Sponsorship> =
        path.rsplit('/').next().unwrap().parse().unwrap();
    let row = |n: u8| format!("{n};Ani {};2010-05-{n:02};7A\n", char::from(b'A' + n));
    let list = |most: u8| format!("NIS;Nama;Tgl Lahir;Kelas\n{}", (1..=most).map(row).collect::<String>());
    let first = serde_json::json!({ "csv": list(13), "version": 0 });
    assert_eq!(house.ask_api("POST", &format!("{path}/roster"), &first).0, StatusCode::OK);
    let (head, short) = (speaks_for(&house, school), list(1));
    let sent = house.store.write_blocking(move |tx| {
        let vault = platform::vault::Vault::default();
        submissions::send(tx, &now(), &vault, id, head, "siswa.csv", short.as_bytes())
    });
    let one = format!("{path}/sent-lists/{}", sent.unwrap());
    let look = house.ask_api("GET", &one, &serde_json::Value::Null).1;
    assert_eq!((&look["loses_most"], &look["version"]), (&true.into(), &1.into()), "{look}");
    let apply = |knowing: bool| {
        let asked = serde_json::json!({ "version": 1, "knowing": knowing });
        house.ask_api("POST", &format!("{one}/application"), &asked)
    };
    let (status, no) = apply(false);
    assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::CONFLICT, &"roster-loses-most-said".into()));
    let listed = house.ask_api("GET", &format!("{path}/sent-lists"), &serde_json::Value::Null).1;
    assert_eq!(listed[0]["state"], "waiting", "nothing was done");
    let (status, done) = apply(true);
    assert_eq!((status, &done["gone"]), (StatusCode::OK, &12.into()), "{done}");
}

#[test]
fn the_number_of_a_card_that_was_merged_away_says_which_number_it_is_now() {
    let house = House::new();
    let stays = house.member("Ruth Wowor", Some(date(1990, 1, 1)));
    let goes = house.member("Ruth Wowor", Some(date(1990, 1, 1)));
    let (one, other) = (stays.person, goes.person);
    house
        .store
        .write_blocking(move |tx| {
            people::merging::merge(tx, &now(), membership::module().followers, one, other)
        })
        .unwrap();
    let (status, no) =
        house.ask_api("GET", &format!("/api/v1/members/{}", goes.code), &serde_json::Value::Null);
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(no.to_string().contains(&stays.code), "{no}");
    let (status, found) =
        house.ask_api("GET", &format!("/api/v1/members/{}", stays.code), &serde_json::Value::Null);
    assert_eq!((status, &found["name"]), (StatusCode::OK, &"Ruth Wowor".into()));
}

#[test]
fn a_guardian_whose_age_nobody_knows_is_linked_by_a_program_that_says_so() {
    let house = House::new();
    let girl = house.member("Nova Wowor", Some(date(2015, 1, 1)));
    let profile = Profile { name: "Ruth Wowor".into(), ..Profile::default() };
    let mother = house.store.write_blocking(move |tx| people::parties::enter(tx, &now(), &profile)).unwrap();
    let path = format!("/api/v1/members/{}/guardians", girl.code);
    let link = |grown: bool| {
        house.ask_api("POST", &path, &serde_json::json!({ "guardian": mother, "grown_up": grown }))
    };
    let (status, no) = link(false);
    assert_eq!(
        (status, &no["reasons"][0]["key"], &no["reasons"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"family-guardian-age".into(), &"grown_up".into())
    );
    assert_eq!(link(true).0, StatusCode::OK);
    let family = format!("/api/v1/members/{}/family", girl.code);
    let (_, family) = house.ask_api("GET", &family, &serde_json::Value::Null);
    assert_eq!(family["guardians"][0]["grown_up_stated"], true, "{family}");
    let consents = format!("/api/v1/members/{}/consents", girl.code);
    let agree = || {
        house.ask_api(
            "POST",
            &consents,
            &serde_json::json!({ "giver": mother, "evidence": "formulir, map 3" }),
        )
    };
    assert_eq!((agree().0, agree().0), (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY));
    let nothing = serde_json::json!({});
    assert_eq!(house.ask_api("POST", &format!("{consents}/withdrawal"), &nothing).0, StatusCode::OK);
    let block = serde_json::json!({ "reason": "buku rusak" });
    let blocked = house.ask_api("POST", &format!("/api/v1/members/{}/block", girl.code), &block);
    assert_eq!(blocked.0, StatusCode::OK, "{}", blocked.1);
    let (status, given) = agree();
    assert_eq!(status, StatusCode::OK, "{given}");
    assert!(given["still_ended"].as_str().unwrap().contains("buku rusak"), "{given}");
}

#[test]
fn a_list_that_a_partner_has_sent_is_looked_at_and_taken_over_once() {
    use membership::rosters::submissions;
    let house = House::new();
    let (school, path) = sponsored(&house);
    let id: kernel::Id<membership::sponsorships::Sponsorship> =
        path.rsplit('/').next().unwrap().parse().unwrap();
    let head = speaks_for(&house, school);
    let sent = house.store.write_blocking(move |tx| {
        let list = b"NIS;Nama;Tgl Lahir;Kelas\n1;Ani Contoh;2010-05-01;7A\n";
        submissions::send(tx, &now(), &platform::vault::Vault::default(), id, head, "siswa.csv", list)
    });
    let one = format!("{path}/sent-lists/{}", sent.unwrap());
    let look = house.ask_api("GET", &one, &serde_json::Value::Null);
    assert_eq!((look.0, &look.1["new"][0]["name"]), (StatusCode::OK, &"Ani Contoh".into()), "{}", look.1);
    let stale = house.ask_api("POST", &format!("{one}/application"), &serde_json::json!({ "version": 7 }));
    assert_eq!(stale.0, StatusCode::CONFLICT);
    let (status, applied) =
        house.ask_api("POST", &format!("{one}/application"), &serde_json::json!({ "version": 0 }));
    assert_eq!((status, &applied["seated"]), (StatusCode::OK, &1.into()), "{applied}");
    let listed = house.ask_api("GET", &format!("{path}/sent-lists"), &serde_json::Value::Null).1;
    assert_eq!(listed[0]["state"], "applied");
    let twice = house.ask_api("POST", &format!("{one}/application"), &serde_json::json!({ "version": 1 }));
    assert_eq!(
        (twice.0, &twice.1["reasons"][0]["key"]),
        (StatusCode::CONFLICT, &"roster-settled-already".into())
    );
}

#[test]
fn what_was_paid_is_taken_back_and_a_familys_receipt_is_entered_as_a_whole() {
    let house = House::new();
    let plan = serde_json::json!({ "code": "premium", "name": "Premium", "months": 12, "price": 50_000, "bases": ["payment"] });
    assert_eq!(house.ask_api("POST", "/api/v1/plans", &plan).0, StatusCode::CREATED);
    let member = |name: &str, receipt: &str| {
        let new = serde_json::json!({
            "name": name, "born": "1994-03-17", "plan": "premium", "basis": "payment", "evidence": receipt, "paid": 50_000,
        });
        let (status, made) = house.ask_api("POST", "/api/v1/members", &new);
        assert_eq!(status, StatusCode::CREATED, "{made}");
        made
    };
    let (meiske, jantje) = (member("Meiske Lumi", "K-1"), member("Jantje Wowor", "K-2"));
    let lines = serde_json::json!([{ "code": meiske["code"] }, { "code": jantje["code"], "paid": 50_000 }]);
    let family = serde_json::json!({ "receipt": "K-3", "received": "bank", "members": lines });
    let (status, came) = house.ask_api("POST", "/api/v1/membership-fees", &family);
    assert_eq!(
        (status, &came["paid"], came["members"].as_array().unwrap().len()),
        (StatusCode::CREATED, &100_000.into(), 2),
        "{came}"
    );
    let (status, no) = house.ask_api("POST", "/api/v1/membership-fees", &family);
    assert_eq!(
        (status, &no["reasons"][1]["key"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"basis-receipt-used".into())
    );
    let back = serde_json::json!({ "receipt": "k.3" });
    assert_eq!(house.ask_api("POST", "/api/v1/membership-fees/reversal", &back).1["count"], 2);
    assert_eq!(house.ask_api("POST", "/api/v1/membership-fees/reversal", &back).0, StatusCode::NOT_FOUND);
    let path = format!("/api/v1/members/{}", meiske["code"].as_str().unwrap());
    let reversal = format!("{path}/bases/{}/reversal", meiske["bases"][0]["id"].as_str().unwrap());
    let (status, after) = house.ask_api("POST", &reversal, &serde_json::json!({}));
    assert_eq!((status, &after["standing"]), (StatusCode::OK, &"expired".into()), "{after}");
    let path = format!("/api/v1/members/{}", jantje["code"].as_str().unwrap());
    let (_, asked) = house.ask_api("PUT", &path, &serde_json::json!({ "plan": "dewasa" }));
    assert_eq!(
        (&asked["reasons"][0]["key"], &asked["reasons"][0]["field"]),
        (&"plan-change-paid-goes-on".into(), &"knowing".into())
    );
    let (status, moved) =
        house.ask_api("PUT", &path, &serde_json::json!({ "plan": "dewasa", "knowing": true }));
    assert_eq!((status, &moved["plan"]), (StatusCode::OK, &"dewasa".into()), "{moved}");
}
