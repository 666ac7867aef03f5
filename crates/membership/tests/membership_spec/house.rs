//! A library with its pages, without a browser.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use membership::{Member, NewMember, members};
use people::Profile;
use platform::{
    accounts::{self, Password},
    permissions,
};
use store::Store;
use tower::ServiceExt;
use trial::Database;
use ui::Lexicon;
use web::{App, Config};

/// A library with one colleague at the desk.
pub struct House {
    router: Router,
    pub store: Store,
    pub desk: String,
    rt: tokio::runtime::Runtime,
    _kept: Database,
}

pub fn lexicon() -> Lexicon {
    let sources: Vec<_> =
        [ui::TEXTS, web::pages::TEXTS, people::TEXTS, identity::TEXTS, membership::TEXTS].concat();
    Lexicon::new(&sources).unwrap()
}

pub fn now() -> Act {
    Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
}

impl House {
    pub fn new() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store
            .migrate(vec![
                ("platform", platform::MIGRATIONS),
                ("people", people::MIGRATIONS),
                ("membership", membership::MIGRATIONS),
            ])
            .unwrap();
        store
            .write_blocking(|tx| {
                let all: Vec<_> =
                    [web::pages::module(), people::module(), identity::module(), membership::module()]
                        .iter()
                        .flat_map(|m| m.roles)
                        .copied()
                        .collect();
                permissions::plant(tx, &all)
            })
            .unwrap();
        let modules = vec![web::pages::module(), people::module(), identity::module(), membership::module()];
        let (app, routes) =
            App::gather(store.clone(), lexicon().keep(), now().zone, Config::default(), modules).unwrap();
        let desk = store
            .write_blocking(|tx| {
                let new = identity::staff::NewStaff {
                    name: "Olivia Pangkey".into(),
                    login: "olivia".into(),
                    password: Password::nobody().clone(),
                    roles: ["head", "desk"].map(permissions::Holding::everywhere).to_vec(),
                };
                let account = identity::staff::appoint(tx, &now(), &new)?;
                accounts::sign_in(tx, &now(), account.person)
            })
            .unwrap();
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _entered = rt.enter();
        let router = web::router(&app, routes);
        drop(_entered);
        Self { router, store, desk: desk.to_hex(), rt, _kept: database }
    }

    pub fn member(&self, name: &str, born: Option<jiff::civil::Date>) -> Member {
        let profile = Profile {
            name: name.into(),
            born,
            phone: "0812-3456-7890".into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let adult = born.is_none_or(|born| now().today().year() - born.year() > 18);
        let plan = if adult { "dewasa" } else { "keluarga" };
        let new = NewMember { profile, plan: plan.into(), ..NewMember::default() };
        self.store.write_blocking(move |tx| members::register(tx, &now(), &new)).unwrap()
    }

    pub fn session_of(&self, person: Id<Person>, password: &'static str) -> String {
        let password = Password::hash(password).unwrap();
        let begun = self.store.write_blocking(move |tx| {
            membership::sign_in::open(tx, &now(), person, &password)?;
            accounts::sign_in(tx, &now(), person)
        });
        begun.unwrap().to_hex()
    }

    pub fn send(&self, request: Request<Body>) -> Response<Body> {
        self.rt.block_on(self.router.clone().oneshot(request)).unwrap()
    }

    pub fn get(&self, session: &str, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
        self.read(self.send(request.body(Body::empty()).unwrap()))
    }

    pub fn post(&self, session: &str, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.read(self.send(request.body(Body::from(form.to_owned())).unwrap()))
    }

    pub fn get_bytes(&self, session: &str, path: &str) -> (String, Vec<u8>) {
        let request = Request::get(path).header(header::COOKIE, format!("sesi={session}"));
        self.bytes(self.send(request.body(Body::empty()).unwrap()))
    }

    pub fn post_bytes(&self, session: &str, path: &str, form: &str) -> (String, Vec<u8>) {
        let request = Request::post(path)
            .header(header::COOKIE, format!("sesi={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.bytes(self.send(request.body(Body::from(form.to_owned())).unwrap()))
    }

    /// A page as whoever was given a message sees it.
    pub fn get_with(&self, session: &str, path: &str, flash: Option<&str>) -> Page {
        let cookie = format!("sesi={session}; {}", flash.unwrap_or_default());
        let request = Request::get(path).header(header::COOKIE, cookie);
        self.read(self.send(request.body(Body::empty()).unwrap()))
    }

    /// Its type and its content.
    fn bytes(&self, response: Response<Body>) -> (String, Vec<u8>) {
        let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        let bytes = self.rt.block_on(to_bytes(response.into_body(), 1 << 24)).unwrap();
        (kind.unwrap_or_default(), bytes.to_vec())
    }

    pub fn read(&self, response: Response<Body>) -> Page {
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let flash = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned())
            .next();
        let bytes = self.rt.block_on(to_bytes(response.into_body(), 1 << 22)).unwrap();
        Page { status, to, flash, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

pub struct Page {
    pub status: StatusCode,
    pub to: Option<String>,
    pub flash: Option<String>,
    pub text: String,
}

impl Page {
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}
