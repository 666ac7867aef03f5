//! What surrounds every page: who may come, from where, and what each answer carries.

use std::{net::SocketAddr, time::Duration};

use crate::house::{House, on_both, post};
use axum::{
    body::Body,
    extract::{ConnectInfo, Path},
    http::{Request, StatusCode, header},
    response::IntoResponse,
};
use kernel::Id;
use platform::accounts::{self, Token};
use trial::Database;
use ui::Lang;
use web::{Access, Answer, Config, Module, Routes, Visit};

#[test]
fn whoever_has_not_signed_in_is_led_to_the_door_and_back() {
    on_both(|house| {
        for path in ["/staf", "/staf/pengaturan", "/staf/jam-buka", "/staf/pekerjaan", "/staf/audit"] {
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
        for path in ["/staf/pengaturan", "/staf/jam-buka", "/staf/pekerjaan", "/staf/audit"] {
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
        let token = Token::from_hex(desk.trim_start_matches("sesi=")).unwrap();
        house.store.write_blocking(move |tx| accounts::sign_out(tx, &token)).unwrap();
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
        let request = post("/staf/pengaturan", &head, form).header("sec-fetch-site", "cross-site");
        let seen = house.ask(request.body(form.to_owned().into()).unwrap());
        seen.says("<h1>Formulir ini tidak datang dari halaman kami</h1>");
        seen.says("Tidak ada yang berubah.");
        seen.says_not("akun ini tidak punya izin");
        assert_eq!(send("origin", "http://pustaka.example"), StatusCode::SEE_OTHER);
        assert_eq!(send("sec-fetch-site", "same-origin"), StatusCode::SEE_OTHER);
    });
}

#[test]
fn where_the_address_is_known_only_that_origin_may_post() {
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(vec![("platform", platform::MIGRATIONS)]).unwrap();
    let house =
        House::open(&store, Config { origin: Some("https://pustaka.example".into()), ..Config::default() });
    let send = |origin: &str| {
        let request =
            post("/preferensi", "", "lang=en").header(header::HOST, "lain.example").header("origin", origin);
        house.ask(request.body("lang=en".into()).unwrap()).status
    };
    assert_eq!(send("https://pustaka.example"), StatusCode::SEE_OTHER);
    assert_eq!(send("http://pustaka.example"), StatusCode::FORBIDDEN);
    assert_eq!(send("https://lain.example"), StatusCode::FORBIDDEN);
}

/// A page that takes a minute, one that tells where a request comes from, and one of a thing.
fn odd_pages() -> Module {
    async fn slow(visit: Visit) -> Answer {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(visit.here().to_owned().into_response())
    }
    async fn address(visit: Visit) -> Answer {
        Ok(visit.address().to_string().into_response())
    }
    async fn thing(_: Visit, Path(id): Path<Id<()>>) -> Answer {
        Ok(id.to_string().into_response())
    }
    let routes = Routes::new()
        .get("/lambat", Access::Public, slow)
        .get("/dari", Access::Public, address)
        .get("/benda/{id}", Access::Public, thing);
    Module { routes, ..Module::new("odd", [(Lang::Id, ""), (Lang::En, "")]) }
}

fn odd_house(config: Config) -> (Database, House) {
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(vec![("platform", platform::MIGRATIONS)]).unwrap();
    let house = House::open_with(&store, config, vec![odd_pages()]);
    (database, house)
}

#[test]
fn an_answer_that_takes_too_long_ends_with_a_page_that_says_so_in_the_visitors_language() {
    let (_database, house) = odd_house(Config::default());
    let english = house.post("/preferensi", "", "lang=en").sent_back("tampilan");
    house.hurry();
    let seen = house.get("/lambat", "");
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    seen.says("<h1>Jawabannya terlalu lama</h1>");
    seen.says("periksa dahulu apakah sudah tersimpan");
    assert_eq!(seen.header(header::RETRY_AFTER), "2");
    house.get("/lambat", &english).says("<h1>The answer took too long</h1>");
}

#[test]
fn only_a_trusted_proxy_tells_whom_a_request_comes_from() {
    let trusting = Config { trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Config::default() };
    for (config, from_the_proxy) in [(trusting, "203.0.113.7"), (Config::default(), "127.0.0.1")] {
        let (_database, house) = odd_house(config);
        let from = |peer: [u8; 4]| {
            let mut request =
                Request::get("/dari").header("x-forwarded-for", "203.0.113.7").body(Body::empty()).unwrap();
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4711))));
            house.ask(request).text
        };
        assert_eq!(from([127, 0, 0, 1]), from_the_proxy);
        assert_eq!(from([198, 51, 100, 9]), "198.51.100.9");
    }
}

#[test]
fn nobody_is_led_to_another_site() {
    on_both(|house| {
        house.account("meity", &["head"]);
        for foreign in ["https://jahat.example", "//jahat.example", "/%5Cjahat.example", "javascript:1"] {
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
fn an_id_that_cannot_be_is_an_address_where_nothing_is_for_pages_forms_and_programs() {
    on_both(|house| {
        let head = house.signed_in("meity", &["head"]);
        let english = house.post("/preferensi", "", "lang=en").sent_back("tampilan");
        for (cookies, said) in [("", "Halaman tidak ditemukan"), (english.as_str(), "Page not found")] {
            // Also one whose letters are none.
            for id in ["bukan-id", "0190", "%FF"] {
                let seen = house.post(&format!("/staf/token/{id}/cabut"), &format!("{head}; {cookies}"), "");
                assert_eq!(seen.status, StatusCode::NOT_FOUND, "{id}");
                seen.says(said);
            }
        }
        assert_eq!(house.post("/staf/token/bukan-id/cabut", "", "").status, StatusCode::UNAUTHORIZED);
        // What a form says wrongly is another matter.
        assert_eq!(house.post("/preferensi", "", "lang=tombulu").status, StatusCode::BAD_REQUEST);
    });
    let (_database, house) = odd_house(Config::default());
    for id in ["bukan-id", "0190", "%FF"] {
        let seen = house.get(&format!("/benda/{id}"), "");
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{id}");
        seen.says("Halaman tidak ditemukan");
    }
    assert_eq!(house.get(&format!("/benda/{}", Id::<()>::new()), "").status, StatusCode::OK);
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
            ("/preferensi", "lang=en&extra=1"),
            ("/preferensi", "lang=tombulu"),
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
