//! The way in, through the pages: passwords, codes, proof before what matters, sessions.

use crate::house::{House, PASSWORD, on_both};
use axum::http::{StatusCode, header};
use identity::totp;
use jiff::{SignedDuration, Timestamp};
use kernel::{Id, Person};
use platform::{accounts, audit};
use store::{sql, vals};
use web::Config;

fn typed(login: &str) -> String {
    format!("login={login}&password={}", PASSWORD.replace(' ', "+"))
}

/// Makes the last proof of everybody eleven minutes old.
fn age_proofs(house: &House) {
    let then = Timestamp::now() - SignedDuration::from_mins(11);
    let age = move |tx: &mut store::Tx<'_>| tx.exec(sql!("UPDATE session SET proven_at = ?1"), vals![then]);
    house.store.write_blocking(age).unwrap();
}

/// Sets a code program up for `person`; the secret in letters, and the codes on the paper.
fn with_codes(house: &House, person: Id<Person>) -> (String, Vec<String>) {
    let vault = house.vault.clone();
    // The first code is shown two minutes ago, so that the present ones are still good.
    let act = house.act().at(Timestamp::now() - SignedDuration::from_mins(2));
    house
        .store
        .write_blocking(move |tx| {
            totp::begin(tx, &act, &vault, person)?;
            let letters = totp::enrolment(tx, &vault, person, "Pustaka", "meity")?.letters;
            let code = totp::code_at(&letters, act.at)?;
            let paper = totp::confirm(tx, &act, &vault, person, &code)?;
            Ok((letters, paper))
        })
        .unwrap()
}

fn code(letters: &str) -> String {
    totp::code_at(letters, Timestamp::now()).unwrap()
}

#[test]
fn the_session_cookie_is_kept_from_scripts_and_from_other_sites() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let seen = house.post("/masuk", "", &typed("MEITY"));
        assert_eq!(seen.header(header::LOCATION), "/staf");
        let cookie = seen.cookie("sesi").unwrap();
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Max-Age"), "it ends with the browser: {cookie}");
        assert_eq!(house.get("/staf", &seen.sent_back("sesi")).status, StatusCode::OK);
    });
}

#[test]
fn on_https_the_session_cookie_is_for_this_host_and_secure_connections_only() {
    let database = trial::Database::sqlite();
    let store = database.open();
    store.migrate(crate::house::SCHEMAS.to_vec()).unwrap();
    let house =
        House::open(&store, Config { origin: Some("https://pustaka.example".into()), ..Config::default() });
    house.account("meity", &["head"]);
    let seen = house.post("/masuk", "", &typed("meity"));
    let cookie = seen.cookie("__Host-sesi").unwrap();
    assert!(
        cookie.contains("; Secure") && cookie.contains("; Path=/") && !cookie.contains("Domain"),
        "{cookie}"
    );
    assert_eq!(seen.header(header::STRICT_TRANSPORT_SECURITY), "max-age=31536000");
    house.get("/masuk", "").says("data-passkey=\"/masuk/kunci/tanya\"");
}

#[test]
fn a_wrong_password_and_an_unknown_login_read_alike() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let wrong = house.post("/masuk", "", "login=meity&password=bukan-ini");
        let unknown = house.post("/masuk", "", "login=siapa&password=bukan-ini");
        for seen in [&wrong, &unknown] {
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
            seen.says("<title>Galat: Masuk");
            seen.says("<a href=\"#login\">Nama pengguna atau kata sandi tidak cocok.");
            assert!(seen.cookie("sesi").is_none());
        }
        assert_eq!(wrong.text.replace("meity", ""), unknown.text.replace("siapa", ""));
        assert_eq!(house.post("/masuk", "", "login=a&password=b&role=head").status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn guessing_is_slowed_down_but_not_on_a_device_its_owner_has_used() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let right = typed("meity");
        let device = house.post("/masuk", "", &right).sent_back("perangkat");
        for _ in 0..6 {
            let seen = house.post("/masuk", "", "login=meity&password=tebakan");
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let seen = house.post("/masuk", "", &right);
        assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS);
        seen.says("Terlalu banyak percobaan.");
        assert_eq!(house.post("/masuk", &device, &right).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn the_mark_of_a_known_device_is_anothers_or_made_up_for_nobody() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        house.account("rivo", &["head"]);
        let anothers = house.post("/masuk", "", &typed("rivo")).sent_back("perangkat");
        let made_up = format!("perangkat={}", blake3::hash(person.as_bytes()).to_hex().split_at(32).0);
        for _ in 0..6 {
            house.post("/masuk", "", "login=meity&password=tebakan");
        }
        for mark in [&anothers, &made_up] {
            assert_eq!(house.post("/masuk", mark, &typed("meity")).status, StatusCode::TOO_MANY_REQUESTS);
        }
    });
}

#[test]
fn whoever_signs_in_is_led_to_no_other_site_and_whoever_leaves_is_out() {
    on_both(|house| {
        house.account("meity", &["head"]);
        for foreign in ["https://jahat.example", "//jahat.example", "/%5Cjahat.example", "javascript:1"] {
            let form = format!("{}&return={foreign}", typed("meity"));
            assert_eq!(house.post("/masuk", "", &form).header(header::LOCATION), "/", "{foreign}");
        }
        let cookie = house.post("/masuk", "", &typed("meity")).sent_back("sesi");
        assert_eq!(house.post("/keluar", &cookie, "").status, StatusCode::SEE_OTHER);
        assert_eq!(house.get("/staf", &cookie).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn after_the_password_a_code_is_asked_for_and_none_is_let_in_twice() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        let (letters, paper) = with_codes(house, person);
        let step = || {
            let seen = house.post("/masuk", "", &typed("meity"));
            assert_eq!(seen.header(header::LOCATION), "/masuk/kode");
            assert!(seen.cookie("sesi").is_none(), "the password alone opens nothing");
            seen.sent_back("langkah")
        };
        let first = step();
        house.get("/masuk/kode", &first).says("name=\"code\"");
        house.post("/masuk/kode", &first, "code=000000").says("Kode tidak cocok.");
        let now = code(&letters);
        let seen = house.post("/masuk/kode", &first, &format!("code={now}"));
        assert_eq!(house.get("/staf", &seen.sent_back("sesi")).status, StatusCode::OK);
        let again = house.post("/masuk/kode", &first, &format!("code={}", paper[0]));
        assert_eq!(again.header(header::LOCATION), "/masuk", "a step is taken once");

        let second = step();
        house.post("/masuk/kode", &second, &format!("code={now}")).says("Kode itu baru saja dipakai.");
        let by_paper = format!("code={}", paper[0].to_uppercase().replace('-', "+"));
        assert!(house.post("/masuk/kode", &second, &by_paper).cookie("sesi").is_some());
        let third = step();
        house.post("/masuk/kode", &third, &by_paper).says("Kode tidak cocok.");
        assert!(house.post("/masuk/kode", &third, &format!("code={}", paper[9])).cookie("sesi").is_some());
        let history = house.store.read_blocking(move |tx| audit::history(tx, person, 50)).unwrap();
        assert_eq!(history.iter().filter(|entry| entry.action == "second-step.paper-used").count(), 2);
    });
}

#[test]
fn codes_are_guessed_as_slowly_as_passwords() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        let (letters, _) = with_codes(house, person);
        let step = house.post("/masuk", "", &typed("meity")).sent_back("langkah");
        for _ in 0..6 {
            house.post("/masuk/kode", &step, "code=000000");
        }
        house
            .post("/masuk/kode", &step, &format!("code={}", code(&letters)))
            .says("Terlalu banyak percobaan.");
    });
}

#[test]
fn codes_are_set_up_on_ones_own_page_and_end_the_sessions_begun_without_them() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let (here, elsewhere) =
            (house.post("/masuk", "", &typed("meity")), house.post("/masuk", "", &typed("meity")));
        let (here, elsewhere) = (here.sent_back("sesi"), elsewhere.sent_back("sesi"));
        assert_eq!(
            house.post("/saya/keamanan/kode/mulai", &here, "").header(header::LOCATION),
            "/saya/keamanan/kode"
        );
        let page = house.get("/saya/keamanan/kode", &here);
        let letters = page.text.split("<kbd id=\"rahasia\">").nth(1).unwrap().split("</kbd>").next().unwrap();
        assert!(letters.len() >= 39, "{letters}");
        house.post("/saya/keamanan/kode", &here, "code=000000").says("Kode tidak cocok.");
        let seen = house.post("/saya/keamanan/kode", &here, &format!("code={}", code(letters)));
        assert_eq!(seen.status, StatusCode::OK);
        assert_eq!(seen.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(seen.text.matches("<li><kbd>").count(), 10);
        assert_eq!(house.get("/staf", &elsewhere).status, StatusCode::SEE_OTHER);
        assert_eq!(house.get("/staf", &here).status, StatusCode::SEE_OTHER, "the token was exchanged");
        let now = seen.sent_back("sesi");
        assert_eq!(house.get("/staf", &now).status, StatusCode::OK);
        house.get("/saya/keamanan", &now).says("Sisa kode cadangan: 10.");
        let (stored,): (Vec<u8>,) =
            house.store.read_blocking(|tx| tx.one(sql!("SELECT secret FROM totp"), vals![])).unwrap();
        let bare = letters.replace(' ', "");
        assert!(
            !stored.windows(8).any(|part| bare.as_bytes().windows(8).any(|other| other == part)),
            "it is sealed"
        );
    });
}

#[test]
fn a_library_that_asks_for_a_second_step_opens_the_workroom_only_to_those_who_have_one() {
    on_both(|house| {
        let (head, desk) = (house.signed_in("meity", &["head"]), house.signed_in("olivia", &["desk"]));
        let act = house.act();
        house.store.write_blocking(move |tx| accounts::SECOND_STEP.set(tx, &act, "true")).unwrap();
        for cookie in [&head, &desk] {
            let seen = house.get("/staf", cookie);
            assert_eq!(
                (seen.status, seen.header(header::LOCATION)),
                (StatusCode::SEE_OTHER, "/saya/keamanan")
            );
            house.get("/saya/keamanan", cookie).says("meminta setiap petugas memakai langkah kedua");
        }
        assert_eq!(house.post("/staf/peran", &head, "title=x").status, StatusCode::FORBIDDEN);
        let member = house.signed_in("a-00418", &[]);
        house.get("/saya/keamanan", &member).says_not("meminta setiap petugas");
        let person = house.account("ruth", &["desk"]);
        let (letters, _) = with_codes(house, person);
        let step = house.post("/masuk", "", &typed("ruth")).sent_back("langkah");
        let seen = house.post("/masuk/kode", &step, &format!("code={}", code(&letters)));
        assert_eq!(house.get("/staf", &seen.sent_back("sesi")).status, StatusCode::OK);
    });
}

#[test]
fn before_what_matters_one_proves_who_one_is_and_comes_back_with_the_form() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        age_proofs(house);
        house.get("/staf/peran", &head).says("Peran dan izin");
        let seen = house.post("/staf/peran", &head, "title=Petugas+bus&may=house.today");
        let proof = seen.header(header::LOCATION).to_owned();
        assert!(proof.starts_with("/masuk/lagi?return=/staf&form="), "{proof}");
        let word = proof.rsplit_once('=').unwrap().1;
        house.get(&proof, &head).says("Buktikan sekali lagi");
        let prove = |password: &str| {
            house.post("/masuk/lagi", &head, &format!("password={password}&return=/staf&form={word}"))
        };
        prove("bukan-ini").says("Kata sandi tidak cocok.");
        let proven = prove(&PASSWORD.replace(' ', "+"));
        let goal = proven.header(header::LOCATION).to_owned();
        assert_eq!(goal, format!("/masuk/lanjut?form={word}&return=/staf"));
        let now = proven.sent_back("sesi");
        assert_eq!(house.get(&goal, &head).status, StatusCode::SEE_OTHER, "the old token is worth nothing");
        let page = house.get(&goal, &now);
        page.says("action=\"/staf/peran\"");
        page.says("<input type=\"hidden\" name=\"title\" value=\"Petugas bus\">");
        page.says("<input type=\"hidden\" name=\"may\" value=\"house.today\">");
        let other = house.signed_in("olivia", &["head"]);
        assert_eq!(house.get(&goal, &other).status, StatusCode::SEE_OTHER, "it waits for its sender alone");
        let made = house.post("/staf/peran", &now, "title=Petugas+bus&may=house.today");
        house.follow(&made, &now).says("Peran “Petugas bus” dibuat.");
    });
}

#[test]
fn a_session_is_ended_from_another_one_and_only_by_its_owner_or_the_head() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        let (one, two) = (house.enter(person), house.enter(person));
        let page = house.get("/saya/keamanan", &one);
        page.says("perangkat ini");
        let end = page
            .text
            .split("/saya/keamanan/sesi/")
            .nth(1)
            .unwrap()
            .split("/akhiri")
            .next()
            .unwrap()
            .to_owned();
        let stranger = house.signed_in("olivia", &["desk"]);
        let path = format!("/saya/keamanan/sesi/{end}/akhiri");
        house.post(&path, &stranger, "");
        assert_eq!(house.get("/staf", &two).status, StatusCode::OK, "nobody ends another's");
        house.post(&path, &one, "");
        assert_eq!(house.get("/staf", &two).status, StatusCode::SEE_OTHER);
        let three = house.enter(person);
        house.post("/saya/keamanan/sesi/akhiri", &one, "");
        assert_eq!(house.get("/staf", &three).status, StatusCode::SEE_OTHER);
        assert_eq!(house.get("/staf", &one).status, StatusCode::OK);
        let other = house.signed_in("ruth", &["head"]);
        house.post(&format!("/staf/akun/{person}/sesi/akhiri"), &other, "");
        assert_eq!(house.get("/staf", &one).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_password_is_changed_with_the_old_one_and_ends_the_other_sessions() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        let (one, two) = (house.enter(person), house.enter(person));
        let change = |old: &str, new: &str| {
            house.post("/saya/keamanan/sandi", &one, &format!("old={}&password={new}", old.replace(' ', "+")))
        };
        change("bukan-ini", "pagi-cerah-di-lokon").says("Kata sandi sekarang tidak cocok.");
        change(PASSWORD, "pendek").says("paling sedikit 8");
        change(PASSWORD, "perpustakaan2026").says("terlalu mudah ditebak");
        let changed = change(PASSWORD, "pagi-cerah-di-lokon");
        house.follow(&changed, &one).says("Kata sandi diganti.");
        assert_eq!(house.get("/staf", &two).status, StatusCode::SEE_OTHER);
        assert_eq!(house.post("/masuk", "", &typed("meity")).status, StatusCode::UNPROCESSABLE_ENTITY);
        let seen = house.post("/masuk", "", "login=meity&password=pagi-cerah-di-lokon");
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn what_a_foreign_page_of_the_provider_brings_is_not_taken() {
    on_both(|house| {
        assert_eq!(house.get("/masuk/lembaga", "").status, StatusCode::NOT_FOUND, "none is set up");
        let seen = house.post("/masuk/lembaga", "langkah=ab", "code=x&state=y.00");
        seen.says("Coba masuk sekali lagi.");
        assert!(seen.cookie("sesi").is_none());
    });
}
