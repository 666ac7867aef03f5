//! A library with its house pages and the ways in, asked without a network.

use std::sync::LazyLock;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use kernel::{Act, Actor, Id, Person, TimeZone, Timestamp};
use platform::{
    accounts::{self, Password},
    permissions,
    vault::Vault,
};
use store::Store;
use tower::ServiceExt;
use ui::Lexicon;
use web::{App, Config, Module};

/// What everybody here signs in with.
pub const PASSWORD: &str = "krisan kuning 7";

static HASH: LazyLock<Password> = LazyLock::new(|| Password::hash(PASSWORD).unwrap());
static LEXICON: LazyLock<&'static Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, people::TEXTS, identity::TEXTS].concat()).unwrap().keep()
});

pub struct House {
    pub store: Store,
    pub vault: Vault,
    router: Router,
    rt: tokio::runtime::Runtime,
}

/// An answer, read to its end.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Seen {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The `Set-Cookie` line of the cookie called `name`.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }

    /// That cookie as a browser sends it back.
    pub fn sent_back(&self, name: &str) -> String {
        self.cookie(name).unwrap().split(';').next().unwrap().to_owned()
    }

    #[track_caller]
    pub fn says(&self, text: &str) {
        assert!(self.text.contains(text), "`{text}` does not stand in\n{}", self.text);
    }

    #[track_caller]
    pub fn says_not(&self, text: &str) {
        assert!(!self.text.contains(text), "`{text}` stands in\n{}", self.text);
    }
}

/// The schemas such a library has.
pub const SCHEMAS: &[trial::Schema] =
    &[("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS), ("identity", identity::MIGRATIONS)];

/// Runs `test` on a house on each engine.
pub fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::open(store, Config::default())));
}

impl House {
    pub fn open(store: &Store, config: Config) -> Self {
        let modules: Vec<Module> = vec![web::pages::module(), people::module(), identity::module()];
        let roles: Vec<_> = modules.iter().flat_map(|module| module.roles.iter().copied()).collect();
        store.write_blocking(move |tx| permissions::plant(tx, &roles)).unwrap();
        let zone = TimeZone::get("Asia/Makassar").unwrap();
        let vault = Vault::fresh();
        let config = Config { vault: vault.clone(), ..config };
        let (app, routes) = App::gather(store.clone(), &LEXICON, zone, config, modules).unwrap();
        let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = {
            let _entered = rt.enter();
            web::router(&app, routes)
        };
        Self { store: store.clone(), vault, router, rt }
    }

    pub fn act(&self) -> Act {
        Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::get("Asia/Makassar").unwrap() }
    }

    /// Somebody with this role, or with none.
    pub fn account(&self, login: &str, roles: &[&str]) -> Id<Person> {
        let (act, person) = (self.act(), Id::new());
        let (login, roles): (_, Vec<String>) =
            (login.to_owned(), roles.iter().map(|&role| role.to_owned()).collect());
        self.store
            .write_blocking(move |tx| {
                accounts::open(tx, &act, person, &login, &format!("Nama {login}"), &HASH)?;
                let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
                permissions::assign(tx, &act, person, &roles)
            })
            .unwrap();
        person
    }

    /// The session cookie of somebody new with this role.
    pub fn signed_in(&self, login: &str, roles: &[&str]) -> String {
        self.enter(self.account(login, roles))
    }

    /// The cookie of a new session.
    pub fn enter(&self, person: Id<Person>) -> String {
        let act = self.act();
        let token = self.store.write_blocking(move |tx| accounts::sign_in(tx, &act, person)).unwrap();
        format!("sesi={}", token.to_hex())
    }

    pub fn ask(&self, request: Request<Body>) -> Seen {
        self.rt.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 8 << 20).await.unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Seen { status: parts.status, headers: parts.headers, text }
        })
    }

    pub fn get(&self, path: &str, cookies: &str) -> Seen {
        self.ask(Request::get(path).header(header::COOKIE, cookies).body(Body::empty()).unwrap())
    }

    /// A form sent from a page of ours.
    pub fn post(&self, path: &str, cookies: &str, form: &str) -> Seen {
        self.ask(
            post(path, cookies, form)
                .header("sec-fetch-site", "same-origin")
                .body(form.to_owned().into())
                .unwrap(),
        )
    }

    /// The page a form leads to, with the message it leaves.
    #[track_caller]
    pub fn follow(&self, seen: &Seen, cookies: &str) -> Seen {
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
        let path = seen.header(header::LOCATION).split('#').next().unwrap();
        self.get(path, &format!("{cookies}; {}", seen.sent_back("pesan")))
    }
}

/// A form on its way, from nowhere yet.
pub fn post(path: &str, cookies: &str, form: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, form.len())
}
