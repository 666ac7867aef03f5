//! What other programs may rely on, shown on a shelf of jars.

use crate::house::{House, Seen};
use axum::{
    body::Body,
    http::{Request, StatusCode, header, request},
};
use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::{
    permissions::{Permission, Reach, Role},
    tokens::{self, Wanted},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::{
    Access, Config, Failure, Module, Upload,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Jpeg, Json, Limit, List, Versioned},
    pages::{SETTINGS, TODAY},
};

const FILL: Permission = Permission("jars.fill", Reach::Library);

/// Lists jars.
#[derive(Deserialize, JsonSchema)]
struct ListJars {
    #[serde(default)]
    limit: Limit,
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(_: ApiVisit, asked: ListJars) -> Result<List<i64>, Failure> {
    let from: i64 = asked.cursor.map(|cursor| cursor.read()).transpose()?.unwrap_or(0);
    let to = (from + asked.limit.0).min(120);
    Ok(List { items: (from..to).collect(), next: (to < 120).then(|| Cursor::at(&to)) })
}

/// Fills a jar.
///
/// To the brim.
#[derive(Deserialize, JsonSchema)]
struct FillJar {
    /// With what.
    #[schemars(length(min = 1, max = 10), example = &"cengkih")]
    with: String,
    /// How much of it.
    #[schemars(range(min = 1, max = 100), example = 5)]
    grams: i64,
}

/// A jar.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Jar {
    number: String,
    with: String,
    grams: i64,
}

async fn fill(post: ApiPost, asked: FillJar) -> Result<Created<Jar>, Failure> {
    let jar = post
        .write(move |_, act| {
            if asked.with == "air" {
                let no = |field, key| Reason { field, message: Message::new(key) };
                let reasons = vec![no(None, "copy-unknown"), no(Some("grams"), "token-unknown")];
                return Err(Refusal { kind: Kind::Conflict, reasons }.into());
            }
            assert!(act.by.person().is_some());
            Ok(Jar { number: Id::<Jar>::new().to_string(), with: asked.with.clone(), grams: asked.grams })
        })
        .await?;
    Ok(Created(format!("/api/v1/jars/{}", jar.number), jar))
}

/// Gives a jar.
#[derive(Deserialize, JsonSchema)]
struct GetJar {
    #[schemars(range(min = 1), example = 1)]
    number: i64,
}

async fn jar(visit: ApiVisit, GetJar { number }: GetJar) -> Result<Versioned<Value>, Failure> {
    let who = visit.account().map(|account| account.login.clone());
    Ok(Versioned(json!({ "number": number, "who": who }), 7))
}

/// Puts a lid on a jar.
#[derive(Deserialize, JsonSchema)]
struct PutLid {
    #[schemars(range(min = 1), example = 1)]
    number: i64,
}

async fn lid(post: ApiPost, asked: PutLid) -> Result<Json<i64>, Failure> {
    if post.version()? == 7 { Ok(Json(asked.number)) } else { Err(ApiPost::overtaken()) }
}

/// Sticks a label on a jar.
#[derive(Deserialize, JsonSchema)]
struct StickLabel {
    #[schemars(range(min = 1), example = 1)]
    number: i64,
    /// On which side.
    #[serde(default)]
    side: Option<String>,
}

async fn stick(post: ApiPost, asked: StickLabel, label: Upload) -> Result<Json<Value>, Failure> {
    let stuck = post.write(move |_, _| {
        Ok(json!({ "number": asked.number, "side": asked.side, "bytes": label.file.len(), "id": Id::<Jar>::new() }))
    });
    Ok(Json(stuck.await?))
}

/// Shows the label of a jar.
#[derive(Deserialize, JsonSchema)]
struct ShowLabel {
    #[schemars(range(min = 1), example = 1)]
    #[allow(dead_code, reason = "every jar has the same")]
    number: i64,
}

async fn label(_: ApiVisit, _: ShowLabel) -> Result<Jpeg, Failure> {
    Ok(Jpeg(vec![0xff, 0xd8, 0]))
}

fn jars() -> Module {
    let routes = Api::of("platform")
        .get("/api/v1/jars", Access::Public, list)
        .post("/api/v1/jars", Access::Can(FILL), fill)
        .get("/api/v1/jars/{number}", Access::SignedIn, jar)
        .put("/api/v1/jars/{number}/lid", Access::Can(FILL), lid)
        .get("/api/v1/jars/{number}/label", Access::Public, label)
        .post_file("/api/v1/jars/{number}/label", Access::Can(FILL), &["image/jpeg", "image/png"], stick)
        .routes();
    Module {
        routes,
        permissions: &[FILL],
        roles: &[Role { name: "head", permissions: &[FILL] }],
        ..Module::new("jars", [(ui::Lang::Id, ""), (ui::Lang::En, "")])
    }
}

fn on_both(test: impl Fn(&House)) {
    trial::on_both(&[("platform", platform::MIGRATIONS)], |store| {
        test(&House::open_with(store, Config::default(), vec![jars()]));
    });
}

/// A token of somebody with `role` that may do `permissions`.
fn token(house: &House, login: &str, role: &str, permissions: &[Permission]) -> String {
    house.token(house.account(login, &[role]), permissions)
}

fn ask(house: &House, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
    send(house, Request::builder().method(method).uri(path), headers, body)
}

fn with_token(
    house: &House,
    token: &str,
    method: &str,
    path: &str,
    more: &[(&str, &str)],
    body: &str,
) -> Seen {
    send(house, ::house::call(token, method, path), more, body)
}

fn send(house: &House, request: request::Builder, headers: &[(&str, &str)], body: &str) -> Seen {
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    house.ask(request.body(Body::from(body.to_owned())).unwrap())
}

/// The keys of a problem's reasons, each with its field.
fn reasons(seen: &Seen) -> Vec<(String, Option<String>)> {
    assert_eq!(seen.header(header::CONTENT_TYPE), "application/problem+json", "{}", seen.text);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let problem = seen.json();
    assert_eq!(problem["status"], seen.status.as_u16());
    let reasons = problem["reasons"].as_array().unwrap().iter();
    reasons.map(|reason| (text(&reason["key"]).unwrap(), text(&reason["field"]))).collect()
}

#[test]
fn a_token_does_what_it_was_made_for_and_nothing_else() {
    on_both(|house| {
        let good = token(house, "meity", "head", &[FILL]);
        let body = r#"{"with":"pala","grams":3}"#;
        let seen = with_token(house, &good, "POST", "/api/v1/jars", &[], body);
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text);
        assert!(seen.header(header::LOCATION).starts_with("/api/v1/jars/"));
        let poor = token(house, "ani", "head", &[TODAY]);
        let seen = with_token(house, &poor, "POST", "/api/v1/jars", &[], body);
        assert_eq!((seen.status, reasons(&seen)), (StatusCode::FORBIDDEN, vec![]));
        let seen = with_token(house, &poor, "GET", "/api/v1/jars/3", &[], "");
        assert_eq!(seen.json()["who"], "ani");
        // A token is for the API only.
        assert_eq!(with_token(house, &good, "GET", "/staf", &[], "").status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn nobody_and_a_bad_token_are_told_so_even_where_everybody_may() {
    on_both(|house| {
        let seen = ask(house, "POST", "/api/v1/jars", &[("content-type", "application/json")], "{}");
        assert_eq!((seen.status, reasons(&seen)), (StatusCode::UNAUTHORIZED, vec![]));
        assert!(seen.header(header::WWW_AUTHENTICATE).starts_with("Bearer"));
        assert_eq!(ask(house, "GET", "/api/v1/jars", &[], "").status, StatusCode::OK);
        for bad in ["mpl_00", "x", &format!("mpl_{}", "0".repeat(64))] {
            assert_eq!(
                with_token(house, bad, "GET", "/api/v1/jars", &[], "").status,
                StatusCode::UNAUTHORIZED
            );
        }
        let seen = ask(house, "GET", "/api/v1/jars", &[("authorization", "Basic eDp5")], "");
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_token_ends_with_its_day_its_owner_and_when_it_is_taken_back() {
    on_both(|house| {
        let person = house.account("meity", &["head"]);
        let act = Act { by: kernel::Actor::Person(person), ..house.act() };
        let wanted = |names: &[&str], until| Wanted {
            name: " Mesin ".into(),
            permissions: names.iter().map(|&name| name.to_owned()).collect(),
            until,
        };
        let today = act.today();
        let issue = |act: &Act, wanted: Wanted| {
            let act = act.clone();
            house.store.write_blocking(move |tx| tokens::issue(tx, &act, person, &wanted))
        };
        let (id, secret) = issue(&act, wanted(&[FILL.0], today)).unwrap();
        let known = |at| {
            let secret = secret.clone();
            house.store.read_blocking(move |tx| tokens::session(tx, &secret, at)).unwrap()
        };
        assert!(known(act.at).is_some());
        assert!(known(act.at + jiff::SignedDuration::from_hours(24)).is_none(), "its last day is over");
        // All that is wrong is said at once.
        let wrong = Wanted { name: " ".into(), ..wanted(&["jars.break"], today.yesterday().unwrap()) };
        let store::Error::Refused(refusal) = issue(&act, wrong).err().unwrap() else { panic!("no refusal") };
        assert_eq!(refusal.reasons.len(), 3);
        let (other, revoking) = (Id::new(), act.clone());
        let refused = house.store.write_blocking(move |tx| tokens::revoke(tx, &revoking, id, Some(other)));
        assert!(refused.is_err(), "somebody else's");
        let revoking = act.clone();
        house.store.write_blocking(move |tx| tokens::revoke(tx, &revoking, id, Some(person))).unwrap();
        assert!(known(act.at).is_none());
    });
}

#[test]
fn all_that_does_not_fit_is_said_at_once_in_the_language_asked_for() {
    on_both(|house| {
        let good = token(house, "meity", "head", &[FILL]);
        let body = r#"{"with":"","grams":101,"lid":true}"#;
        let seen = with_token(house, &good, "POST", "/api/v1/jars", &[("accept-language", "en")], body);
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (with, grams) = (Some("with".to_owned()), Some("grams".to_owned()));
        assert_eq!(
            reasons(&seen),
            [
                ("api-field-unknown".to_owned(), None),
                ("api-field-most".to_owned(), grams.clone()),
                ("api-field-short".to_owned(), with.clone()),
            ]
        );
        seen.says("There is no field “lid” here.");
        let seen = with_token(house, &good, "POST", "/api/v1/jars", &[("accept-language", "id")], "{}");
        assert_eq!(
            reasons(&seen),
            [("api-field-missing".to_owned(), grams.clone()), ("api-field-missing".to_owned(), with)]
        );
        seen.says("Ini wajib diisi.");
        // What the use case says no to has all its reasons too.
        let seen = with_token(house, &good, "POST", "/api/v1/jars", &[], r#"{"with":"air","grams":1}"#);
        assert_eq!(seen.status, StatusCode::CONFLICT);
        assert_eq!(reasons(&seen), [("copy-unknown".to_owned(), None), ("token-unknown".to_owned(), grams)]);
        for (body, status) in [("{", 400), ("[]", 400), (r#"{"with":"a\u0000","grams":1}"#, 422)] {
            assert_eq!(
                with_token(house, &good, "POST", "/api/v1/jars", &[], body).status.as_u16(),
                status,
                "{body}"
            );
        }
        let shown = format!("Bearer {good}");
        let seen = ask(house, "POST", "/api/v1/jars", &[("authorization", &shown)], body);
        assert_eq!(seen.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    });
}

#[test]
fn the_same_key_does_nothing_twice_and_another_request_under_it_is_refused() {
    on_both(|house| {
        let good = token(house, "meity", "head", &[FILL]);
        let send = |key: &str, body: &str| {
            with_token(house, &good, "POST", "/api/v1/jars", &[("idempotency-key", key)], body)
        };
        let first = send("a-1", r#"{"with":"pala","grams":3}"#);
        let again = send("a-1", r#"{"grams":3, "with":"pala"}"#);
        assert_eq!((first.status, &first.text), (again.status, &again.text));
        let other = send("a-1", r#"{"with":"pala","grams":4}"#);
        assert_eq!(reasons(&other), [("idempotency-key-reused".to_owned(), None)]);
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_ne!(send("a-2", r#"{"with":"pala","grams":3}"#).text, first.text);
        assert_eq!(reasons(&send("é", r#"{"with":"pala","grams":3}"#))[0].0, "api-key-form");
        assert_eq!(reasons(&send("a b", "{}"))[0].0, "api-field-missing");
        assert_eq!(reasons(&send("a b", r#"{"with":"pala","grams":3}"#))[0].0, "api-key-form");
    });
}

#[test]
fn a_file_is_sent_and_shown_as_it_is() {
    on_both(|house| {
        let good = format!("Bearer {}", token(house, "meity", "head", &[FILL]));
        let path = "/api/v1/jars/3/label";
        let send = |path: &str, media: &str, key: &str, file: &str| {
            let headers =
                [("authorization", good.as_str()), ("content-type", media), ("idempotency-key", key)];
            ask(house, "POST", path, &headers, file)
        };
        let first = send(&format!("{path}?side=belakang"), "image/png; x=y", "a", "\u{0}gambar");
        let stuck = first.json();
        assert_eq!(
            (&stuck["number"], &stuck["side"], &stuck["bytes"]),
            (&json!(3), &json!("belakang"), &json!(7))
        );
        let again = send(&format!("{path}?side=belakang"), "image/png", "a", "\u{0}gambar");
        assert_eq!(again.text, first.text, "the same file under the same key is stuck on once");
        let other = send(&format!("{path}?side=belakang"), "image/png", "a", "gambar lain");
        assert_eq!(reasons(&other)[0].0, "idempotency-key-reused");
        assert_eq!(send(path, "application/json", "b", "{}").status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(send("/api/v1/jars/x/label", "image/png", "c", "").status, StatusCode::NOT_FOUND);
        assert_eq!(reasons(&send(&format!("{path}?kap=1"), "image/png", "d", ""))[0].0, "api-field-unknown");
        let long = send(path, "image/png", "e", &"x".repeat((12 << 20) + 1));
        assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
        let shown = ask(house, "GET", path, &[], "");
        assert_eq!(
            (shown.header(header::CONTENT_TYPE), shown.bytes.as_slice()),
            ("image/jpeg", &[0xff, 0xd8, 0][..])
        );
        let document = house.get("/api/openapi.json", "").json();
        let operation = &document["paths"]["/api/v1/jars/{number}/label"];
        let taken: Vec<&String> =
            operation["post"]["requestBody"]["content"].as_object().unwrap().keys().collect();
        assert_eq!(taken, ["image/jpeg", "image/png"]);
        assert!(operation["get"]["responses"]["200"]["content"]["image/jpeg"].is_object());
        house.get("/api", "").says("--data-binary @FILE");
    });
}

#[test]
fn a_list_is_walked_to_its_end() {
    on_both(|house| {
        let (mut path, mut seen) = ("/api/v1/jars?limit=50".to_owned(), Vec::new());
        loop {
            let page = ask(house, "GET", &path, &[], "").json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item.as_i64().unwrap()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/jars?limit=50&cursor={next}");
        }
        assert_eq!(seen, (0..120).collect::<Vec<_>>());
        for bad in ["limit=0", "limit=201", "limit=x", "cursor=zz", "page=2", "limit=1&limit=2"] {
            let seen = ask(house, "GET", &format!("/api/v1/jars?{bad}"), &[], "");
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
            assert_eq!(reasons(&seen).len(), 1, "{bad}");
        }
    });
}

#[test]
fn what_is_known_already_is_not_sent_again_and_a_change_names_its_version() {
    on_both(|house| {
        let good = token(house, "meity", "head", &[FILL]);
        let seen = with_token(house, &good, "GET", "/api/v1/jars/3", &[], "");
        let tag = seen.header(header::ETAG).to_owned();
        assert!(tag.starts_with("\"7."), "{tag}");
        let again = with_token(house, &good, "GET", "/api/v1/jars/3", &[("if-none-match", &tag)], "");
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let put = |more: &[(&str, &str)]| with_token(house, &good, "PUT", "/api/v1/jars/3/lid", more, "");
        assert_eq!(put(&[]).status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(put(&[("if-match", "\"6.x\"")]).status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(put(&[("if-match", "*")]).status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(put(&[("if-match", &tag)]).status, StatusCode::OK);
        for missing in
            ["/api/v1/jars/x", "/api/v1/jars/03", "/api/v1/jars/0", "/api/v1/jars/%FF", "/api/v1/nothing"]
        {
            assert_eq!(
                with_token(house, &good, "GET", missing, &[], "").status,
                StatusCode::NOT_FOUND,
                "{missing}"
            );
        }
        assert_eq!(with_token(house, &good, "DELETE", "/api/v1/jars", &[], "").status.as_u16(), 405);
    });
}

#[test]
fn a_browser_may_change_something_only_from_our_own_pages() {
    on_both(|house| {
        let cookie = house.signed_in("meity", &["head"]);
        let body = r#"{"with":"pala","grams":3}"#;
        let send = |more: &[(&str, &str)]| {
            let own = [("cookie", cookie.as_str()), ("content-type", "application/json")];
            ask(house, "POST", "/api/v1/jars", &[&own, more].concat(), body).status
        };
        assert_eq!(send(&[]), StatusCode::FORBIDDEN);
        assert_eq!(send(&[("sec-fetch-site", "cross-site")]), StatusCode::FORBIDDEN);
        assert_eq!(send(&[("sec-fetch-site", "same-origin")]), StatusCode::CREATED);
    });
}

#[test]
fn every_route_of_the_api_stands_in_the_document_with_its_rule() {
    on_both(|house| {
        let document = house.get("/api/openapi.json", "").json();
        assert_eq!(document["openapi"], "3.1.0");
        let routes = jars().routes;
        for route in routes.list() {
            let operation = &document["paths"][route.path][route.method.to_lowercase()];
            let listed = serde_json::to_value(route).unwrap();
            assert_eq!(operation["x-access"]["rule"], listed["access"], "{}", route.path);
            assert_eq!(operation["x-access"]["permission"], listed["permission"], "{}", route.path);
        }
        let fill = &document["paths"]["/api/v1/jars"]["post"];
        assert_eq!(
            (fill["operationId"].as_str(), fill["summary"].as_str()),
            (Some("fillJar"), Some("Fills a jar"))
        );
        let body = &fill["requestBody"]["content"]["application/json"];
        assert_eq!(body["example"], json!({ "with": "cengkih", "grams": 5 }));
        assert_eq!(body["schema"]["additionalProperties"], false);
        assert_eq!(
            fill["responses"]["201"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/Jar"
        );
        let page = house.get("/api", "");
        page.says("curl -X POST");
        page.says("id=\"fillJar\"");
    });
}

#[test]
fn a_token_is_made_on_its_page_shown_once_and_taken_back() {
    on_both(|house| {
        let cookie = house.signed_in("meity", &["head"]);
        let seen = house.post("/staf/token", &cookie, "name=&until=30");
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("name=Mesin+mandiri&permission={}&until=30", SETTINGS.0);
        let seen = house.post("/staf/token", &cookie, &form);
        assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
        let secret = seen.text.split("mpl_").nth(1).unwrap()[..64].to_owned();
        let secret = format!("mpl_{secret}");
        assert_eq!(with_token(house, &secret, "GET", "/api/v1/jars/1", &[], "").status, StatusCode::OK);
        let list = house.get("/staf/token", &cookie);
        list.says_not(&secret);
        list.says("Mesin mandiri");
        let action = list.text.split("action=\"").find(|part| part.contains("/cabut\"")).unwrap();
        let seen = house.post(action.split('"').next().unwrap(), &cookie, "");
        house.follow(&seen, &cookie).says("Mesin mandiri");
        assert_eq!(
            with_token(house, &secret, "GET", "/api/v1/jars/1", &[], "").status,
            StatusCode::UNAUTHORIZED
        );
    });
}
