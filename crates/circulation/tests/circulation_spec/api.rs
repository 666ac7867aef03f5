//! Lending through the API, as a self-service machine does it.

use std::collections::BTreeSet;

use crate::common::{SCHEMAS, Town};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use circulation::{LEND, OVERRIDE};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use platform::{
    accounts::{self, Password},
    library::Branch,
    permissions::{self, Holding},
    tokens::{self, Wanted},
};
use serde_json::{Value, json};
use store::Store;
use tower::ServiceExt;
use ui::Lexicon;
use web::{App, Config};

struct House {
    town: Town,
    router: Router,
    runtime: tokio::runtime::Runtime,
}

fn act() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::new(store)));
}

impl House {
    fn new(store: &Store) -> Self {
        let town = Town::build(store);
        let texts = [ui::TEXTS, web::pages::TEXTS, people::TEXTS, membership::TEXTS, circulation::TEXTS];
        let lexicon = Lexicon::new(&texts.concat()).unwrap().keep();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = runtime.enter();
        let modules = vec![web::pages::module(), circulation::module()];
        let (app, routes) =
            App::gather(store.clone(), lexicon, act().zone, Config::default(), modules).unwrap();
        let router = web::router(&app, routes);
        drop(entered);
        Self { town, router, runtime }
    }

    /// A token that may do this, of somebody who may do that and more.
    fn token(&self, login: &'static str, may: &'static [&'static str]) -> String {
        self.token_at(None, login, may)
    }

    /// The same, where that somebody may do so at this branch only.
    fn token_at(
        &self,
        branch: Option<Id<Branch>>,
        login: &'static str,
        may: &'static [&'static str],
    ) -> String {
        let person: Id<Person> = Id::new();
        let issued = self.town.write(move |tx| {
            accounts::open(tx, &act(), person, login, "Mesin", &Password::hash("kenari-teduh-482")?)?;
            permissions::define(tx, &act(), login, &[LEND.0, OVERRIDE.0])?;
            permissions::hold(tx, &act(), person, &[Holding { role: login.to_owned(), branch }])?;
            let names: BTreeSet<String> = may.iter().map(|&name| name.to_owned()).collect();
            let until = act().today().tomorrow().unwrap();
            tokens::issue(tx, &act(), person, &Wanted { name: "Mesin".into(), permissions: names, until })
        });
        issued.unwrap().1.reveal()
    }

    fn ask(&self, token: &str, method: &str, path: &str, body: Option<&Value>) -> (StatusCode, Value) {
        let mut request =
            Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| body.to_string().into());
        let response =
            self.runtime.block_on(self.router.clone().oneshot(request.body(body).unwrap())).unwrap();
        let status = response.status();
        let bytes = self.runtime.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

fn keys(problem: &Value) -> Vec<&str> {
    problem["reasons"].as_array().unwrap().iter().map(|reason| reason["key"].as_str().unwrap()).collect()
}

#[test]
fn a_machine_lends_renews_and_takes_back() {
    on_both(|house| {
        let machine = house.token("mesin", &[LEND.0]);
        let maria = house.town.member("Maria Wowor", "dewasa");
        let copy = house.town.copy("Krisan", "umum");
        let asked = json!({ "member": maria.code, "barcode": copy.barcode });
        let (status, loan) = house.ask(&machine, "POST", "/api/v1/loans", Some(&asked));
        assert_eq!(status, StatusCode::CREATED, "{loan}");
        assert_eq!((&loan["member"], &loan["barcode"]), (&json!(maria.code), &json!(copy.barcode)));
        let address = format!("/api/v1/loans/{}", loan["id"].as_str().unwrap());
        assert_eq!(house.ask(&machine, "GET", &address, None), (StatusCode::OK, loan.clone()));
        // On the day it was lent a renewal gains nothing, and the API says so as the desk does.
        let (status, no) = house.ask(&machine, "POST", &format!("{address}/renewals"), None);
        assert_eq!((status, keys(&no)), (StatusCode::CONFLICT, vec!["loan-no-gain"]), "{no}");
        let list = format!("/api/v1/members/{}/loans", maria.code);
        let (_, held) = house.ask(&machine, "GET", &list, None);
        assert_eq!(held, json!({ "items": [loan], "next": null }));
        let (status, back) =
            house.ask(&machine, "POST", "/api/v1/returns", Some(&json!({ "barcode": copy.barcode })));
        assert_eq!(
            (status, &back["loan"]["id"], &back["days_late"]),
            (StatusCode::OK, &loan["id"], &json!(0))
        );
        assert_eq!(house.ask(&machine, "GET", &list, None).1["items"], json!([]));
    });
}

#[test]
fn every_code_that_stands_for_nothing_is_named() {
    on_both(|house| {
        let machine = house.token("mesin", &[LEND.0]);
        let asked = json!({ "member": "A-99999", "barcode": "TIDAK ADA", "branch": "XXX" });
        let (status, no) = house.ask(&machine, "POST", "/api/v1/loans", Some(&asked));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(keys(&no), ["member-unknown", "loan-no-copy", "loan-no-branch"]);
        let fields: Vec<_> =
            no["reasons"].as_array().unwrap().iter().map(|reason| &reason["field"]).collect();
        assert_eq!(fields, ["member", "barcode", "branch"]);
    });
}

#[test]
fn rules_are_overridden_only_with_a_token_that_may() {
    on_both(|house| {
        let (machine, head) = (house.token("mesin", &[LEND.0]), house.token("kepala", &[LEND.0, OVERRIDE.0]));
        let maria = house.town.member("Maria Wowor", "dewasa");
        let copy = house.town.copy("Kamus besar", "rujukan");
        let asked =
            |despite: bool| json!({ "member": maria.code, "barcode": copy.barcode, "despite": despite });
        let send = |token: &str, despite| house.ask(token, "POST", "/api/v1/loans", Some(&asked(despite)));
        let (status, no) = send(&machine, false);
        assert_eq!((status, keys(&no)), (StatusCode::CONFLICT, vec!["loan-no-reference"]), "{no}");
        let (status, no) = send(&machine, true);
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["loan-no-override"]));
        assert_eq!(send(&head, true).0, StatusCode::CREATED);
    });
}

#[test]
fn a_token_lends_where_its_owner_may_and_nowhere_else() {
    on_both(|house| {
        let rurukan = house.town.rurukan();
        let machine = house.token_at(Some(rurukan), "mesin", &[LEND.0, OVERRIDE.0]);
        let (maria, copy) = (house.town.member("Maria Wowor", "dewasa"), house.town.copy("Krisan", "umum"));
        let asked =
            |branch: Option<&str>| json!({ "member": maria.code, "barcode": copy.barcode, "branch": branch });
        let (status, no) = house.ask(&machine, "POST", "/api/v1/loans", Some(&asked(Some("TOM"))));
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["may-not-here"]), "{no}");
        let back = json!({ "barcode": copy.barcode, "branch": "TOM" });
        let (status, no) = house.ask(&machine, "POST", "/api/v1/returns", Some(&back));
        assert_eq!((status, keys(&no)), (StatusCode::FORBIDDEN, vec!["may-not-here"]), "{no}");
        let (status, loan) = house.ask(&machine, "POST", "/api/v1/loans", Some(&asked(None)));
        assert_eq!((status, &loan["branch"]), (StatusCode::CREATED, &json!("TOM-RUR")), "{loan}");
    });
}
