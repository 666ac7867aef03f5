//! A library with its house pages and the ways in, asked without a network.

use std::{ops::Deref, sync::LazyLock};

use ::house::act;
use axum::http::{Request, StatusCode, header, request};
use kernel::{Act, Id, Person};
use platform::{
    accounts::{self, Password},
    permissions,
    vault::Vault,
};
use store::Store;
use web::{Config, Module};

/// An answer, read to its end.
pub use ::house::Page as Seen;

/// What everybody here signs in with.
pub const PASSWORD: &str = "krisan kuning 7";

static HASH: LazyLock<Password> = LazyLock::new(|| Password::hash(PASSWORD).unwrap());

pub struct House {
    pub store: Store,
    pub vault: Vault,
    house: ::house::House,
}

impl Deref for House {
    type Target = ::house::House;

    fn deref(&self) -> &::house::House {
        &self.house
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
        let vault = Vault::fresh();
        let config = Config { vault: vault.clone(), ..config };
        Self { store: store.clone(), vault, house: ::house::House::open(store, config, modules, &[]) }
    }

    pub fn act(&self) -> Act {
        act()
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

    pub fn get(&self, path: &str, cookies: &str) -> Seen {
        self.ask(Request::get(path).header(header::COOKIE, cookies).body(axum::body::Body::empty()).unwrap())
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
pub fn post(path: &str, cookies: &str, form: &str) -> request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, form.len())
}
