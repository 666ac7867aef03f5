//! What surrounds every page: who may come, from where, and what each answer carries.

#![allow(clippy::unwrap_used, reason = "a test stops with the reason")]

mod house;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use house::{House, PASSWORD, on_both, post};
use web::Config;

#[test]
fn whoever_has_not_signed_in_is_led_to_the_door_and_back() {
    on_both(|house| {
        for path in
            ["/staf", "/staf/pengaturan", "/staf/jam-buka", "/staf/pekerjaan", "/staf/audit", "/staf/peran"]
        {
            let seen = house.get(path, "");
            assert_eq!(seen.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(seen.header(header::LOCATION), format!("/masuk?return={path}"));
        }
        let seen = house.post("/staf/jam", "", "");
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn whoever_lacks_the_permission_is_told_so_and_nothing_happens() {
    on_both(|house| {
        let desk = house.signed_in("olivia", &["desk"]);
        assert_eq!(house.get("/staf", &desk).status, StatusCode::OK);
        for path in ["/staf/pengaturan", "/staf/jam-buka", "/staf/pekerjaan", "/staf/audit", "/staf/peran"] {
            assert_eq!(house.get(path, &desk).status, StatusCode::FORBIDDEN, "{path}");
        }
        let seen = house.post("/staf/pengaturan", &desk, "key=library.name&value=Milikku");
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        let name = house.store.read_blocking(|tx| platform::library::NAME.text(tx)).unwrap();
        assert_eq!(name, "");
        // A member who works nowhere has no workroom.
        let member = house.signed_in("a-00418", &[]);
        assert_eq!(house.get("/staf", &member).status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_menu_shows_only_where_one_may_go() {
    on_both(|house| {
        let desk = house.signed_in("olivia", &["desk"]);
        let seen = house.get("/staf", &desk);
        seen.says_not("/staf/pengaturan");
        let head = house.signed_in("meity", &["head"]);
        let seen = house.get("/staf", &head);
        seen.says("href=\"/staf/pengaturan\"");
        seen.says("href=\"/staf\" aria-current=\"page\"");
    });
}

#[test]
fn a_session_that_was_ended_or_invented_opens_nothing() {
    on_both(|house| {
        let desk = house.signed_in("olivia", &["desk"]);
        assert_eq!(house.post("/keluar", &desk, "").status, StatusCode::SEE_OTHER);
        assert_eq!(house.get("/staf", &desk).status, StatusCode::SEE_OTHER);
        let invented = format!("sesi={}", "ab".repeat(32));
        assert_eq!(house.get("/staf", &invented).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_form_from_another_site_or_from_nowhere_is_refused() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let form = "key=library.name&value=Diserang";
        let send = |name: &str, value: &str| {
            let request = post("/staf/pengaturan", &head, form).header(header::HOST, "pustaka.example");
            let request = if name.is_empty() { request } else { request.header(name, value) };
            house.ask(request.body(form.to_owned().into()).unwrap()).status
        };
        for (name, value) in [
            ("", ""),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://jahat.example"),
            ("origin", "null"),
        ] {
            assert_eq!(send(name, value), StatusCode::FORBIDDEN, "{name}: {value}");
        }
        assert_eq!(send("origin", "http://pustaka.example"), StatusCode::SEE_OTHER);
        assert_eq!(send("sec-fetch-site", "same-origin"), StatusCode::SEE_OTHER);
    });
}

#[test]
fn where_the_address_is_known_only_that_origin_may_post() {
    let database = trial::Database::sqlite();
    let store = database.open();
    store.migrate(vec![("platform", platform::MIGRATIONS)]).unwrap();
    let house = House::open(&store, Config { origin: Some("https://pustaka.example".into()), ..Config::default() });
    let send = |origin: &str| {
        let request =
            post("/preferensi", "", "lang=en").header(header::HOST, "lain.example").header("origin", origin);
        house.ask(request.body("lang=en".into()).unwrap()).status
    };
    assert_eq!(send("https://pustaka.example"), StatusCode::SEE_OTHER);
    assert_eq!(send("http://pustaka.example"), StatusCode::FORBIDDEN);
    assert_eq!(send("https://lain.example"), StatusCode::FORBIDDEN);
}

#[test]
fn the_session_cookie_is_kept_from_scripts_and_from_other_sites() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let form = format!("login=MEITY&password={}", PASSWORD.replace(' ', "+"));
        let seen = house.post("/masuk", "", &form);
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
    store.migrate(vec![("platform", platform::MIGRATIONS)]).unwrap();
    let house = House::open(&store, Config { origin: Some("https://pustaka.example".into()), ..Config::default() });
    house.account("meity", &["head"]);
    let seen = house.post("/masuk", "", &format!("login=meity&password={}", PASSWORD.replace(' ', "+")));
    let cookie = seen.cookie("__Host-sesi").unwrap();
    assert!(
        cookie.contains("; Secure") && cookie.contains("; Path=/") && !cookie.contains("Domain"),
        "{cookie}"
    );
    assert_eq!(seen.header(header::STRICT_TRANSPORT_SECURITY), "max-age=31536000");
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
    });
}

#[test]
fn guessing_is_slowed_down_but_not_on_a_device_its_owner_has_used() {
    on_both(|house| {
        house.account("meity", &["head"]);
        let right = format!("login=meity&password={}", PASSWORD.replace(' ', "+"));
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
fn nobody_is_led_to_another_site() {
    on_both(|house| {
        house.account("meity", &["head"]);
        for foreign in ["https://jahat.example", "//jahat.example", "/%5Cjahat.example", "javascript:1"] {
            let form = format!("login=meity&password={}&return={foreign}", PASSWORD.replace(' ', "+"));
            assert_eq!(house.post("/masuk", "", &form).header(header::LOCATION), "/", "{foreign}");
            let form = format!("lang=en&return={foreign}");
            assert_eq!(house.post("/preferensi", "", &form).header(header::LOCATION), "/", "{foreign}");
        }
    });
}

#[test]
fn a_message_is_told_once() {
    on_both(|house| {
        let seen = house.post("/preferensi", "", "theme=dark&return=/tentang");
        let page = house.follow(&seen, "");
        page.says("Tampilan disimpan di perangkat ini.");
        assert!(page.cookie("pesan").unwrap().contains("Max-Age=0"));
        house.get("/tentang", "").says_not("Tampilan disimpan");
    });
}

#[test]
fn a_browser_that_has_the_page_is_told_so_until_the_page_changes() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let first = house.get("/tentang", "");
        let tag = first.header(header::ETAG).to_owned();
        let again = |cookies: &str| {
            let request =
                Request::get("/tentang").header(header::IF_NONE_MATCH, &tag).header(header::COOKIE, cookies);
            house.ask(request.body(Body::empty()).unwrap())
        };
        let seen = again("");
        assert_eq!((seen.status, seen.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(again(&head).status, StatusCode::OK, "another visitor has another page");
        house.post("/staf/pengaturan", &head, "key=library.name&value=Kota+Tomohon");
        assert_eq!(again("").status, StatusCode::OK);
    });
}

#[test]
fn pages_of_whoever_signed_in_are_kept_by_no_shared_cache() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        assert_eq!(house.get("/staf", &head).header(header::CACHE_CONTROL), "private, no-cache");
        assert_eq!(house.get("/tentang", "").header(header::VARY).to_lowercase(), "cookie");
    });
}

#[test]
fn the_language_is_kept_in_a_cookie_and_spoken_from_then_on() {
    on_both(|house| {
        let seen = house.post("/preferensi", "", "lang=en&return=/tentang");
        assert_eq!(seen.header(header::LOCATION), "/tentang");
        let page = house.get("/tentang", &seen.sent_back("tampilan"));
        page.says("<html lang=\"en\"");
        page.says("Source code and licence");
        house.get("/tentang", "tampilan=zz").says("<html lang=\"id\"");
    });
}

#[test]
fn a_page_that_does_not_exist_says_so_in_both_languages() {
    on_both(|house| {
        let english = house.post("/preferensi", "", "lang=en").sent_back("tampilan");
        for (cookies, said) in [("", "Halaman tidak ditemukan"), (english.as_str(), "Page not found")] {
            let seen = house.get("/tidak/ada", cookies);
            assert_eq!(seen.status, StatusCode::NOT_FOUND);
            seen.says(said);
        }
        // A way to ask that a page does not know reads like a page that is not there.
        let seen = house
            .ask(Request::delete("/tentang").header("sec-fetch-site", "none").body(Body::empty()).unwrap());
        assert_eq!(seen.status, StatusCode::METHOD_NOT_ALLOWED);
        seen.says("Halaman tidak ditemukan");
    });
}

#[test]
fn every_answer_carries_what_protects_it() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let asset = ui::assets::url("app.css");
        for (path, cookies) in [
            ("/tentang", ""),
            ("/staf", head.as_str()),
            ("/staf", ""),
            ("/tidak/ada", ""),
            (asset, ""),
            ("/aset/tidak-ada.css", ""),
            ("/healthz", ""),
        ] {
            let seen = house.get(path, cookies);
            let policy = seen.header(header::CONTENT_SECURITY_POLICY);
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert_eq!(seen.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
            assert_eq!(seen.header(header::REFERRER_POLICY), "same-origin", "{path}");
            seen.says_not(" style=\"");
            seen.says_not("<script>");
        }
    });
}

#[test]
fn a_file_of_the_pages_is_kept_for_ever_and_packed_as_the_browser_likes() {
    on_both(|house| {
        let path = ui::assets::url("app.css");
        let seen = house.get(path, "");
        assert_eq!(seen.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        let ask = |name: header::HeaderName, value: &str| {
            house.ask(Request::get(path).header(name, value).body(Body::empty()).unwrap())
        };
        assert_eq!(ask(header::ACCEPT_ENCODING, "gzip, br").header(header::CONTENT_ENCODING), "br");
        assert_eq!(ask(header::ACCEPT_ENCODING, "gzip").header(header::CONTENT_ENCODING), "gzip");
        let tag = seen.header(header::ETAG);
        assert_eq!(ask(header::IF_NONE_MATCH, tag).status, StatusCode::NOT_MODIFIED);
    });
}

#[test]
fn a_head_request_is_answered_without_a_body() {
    on_both(|house| {
        for path in ["/tentang", ui::assets::url("app.css")] {
            let seen = house.ask(Request::head(path).body(Body::empty()).unwrap());
            assert_eq!((seen.status, seen.text.as_str()), (StatusCode::OK, ""), "{path}");
        }
    });
}

#[test]
fn a_form_larger_than_a_mebibyte_is_not_read() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let form = format!("key=library.name&value={}", "a".repeat(1 << 20));
        assert_eq!(house.post("/staf/pengaturan", &head, &form).status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn a_form_with_fields_nobody_asked_for_is_refused() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        for (path, form) in [
            ("/staf/pengaturan", "key=library.name&value=A&actor=lain"),
            ("/masuk", "login=a&password=b&role=head"),
            ("/preferensi", "lang=en&extra=1"),
            ("/preferensi", "lang=tombulu"),
            ("/staf/peran", "head=bukan.izin"),
            ("/staf/jam-buka/cabang", "id=&code=A&name=B&address=&phone=&hours=1"),
        ] {
            assert_eq!(house.post(path, &head, form).status, StatusCode::BAD_REQUEST, "{path} {form}");
        }
    });
}

#[test]
fn figures_are_for_programs_on_the_same_machine() {
    on_both(|house| {
        assert_eq!(house.get("/metrics", "").status, StatusCode::FORBIDDEN);
        let head = house.signed_in("meity", &["head"]);
        assert_eq!(house.get("/metrics", &head).status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("/readyz", "").text, "ready\n");
    });
}
