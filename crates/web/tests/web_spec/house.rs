//! A library with its house pages and nothing else, asked without a network.

use std::{ops::Deref, sync::LazyLock};

use ::house::act;
use axum::http::{Request, StatusCode, header, request};
use kernel::{Act, Id, Person};
use platform::{
    accounts::{self, Password},
    library::Branch,
    permissions::{self, Holding},
};
use store::Store;
use web::{Config, Module};

/// An answer, read to its end.
pub use ::house::Page as Seen;

/// What everybody here signs in with.
const PASSWORD: &str = "krisan kuning 7";

static HASH: LazyLock<Password> = LazyLock::new(|| Password::hash(PASSWORD).unwrap());

pub struct House {
    pub store: Store,
    house: ::house::House,
}

impl Deref for House {
    type Target = ::house::House;

    fn deref(&self) -> &::house::House {
        &self.house
    }
}

/// Runs `test` on a house on each engine.
pub fn on_both(test: impl Fn(&House)) {
    trial::on_both(&[("platform", platform::MIGRATIONS)], |store| {
        test(&House::open(store, Config::default()));
    });
}

impl House {
    pub fn open(store: &Store, config: Config) -> Self {
        Self::open_with(store, config, Vec::new())
    }

    /// The house with more modules.
    pub fn open_with(store: &Store, config: Config, more: Vec<Module>) -> Self {
        let modules: Vec<Module> = std::iter::once(web::pages::module()).chain(more).collect();
        Self { store: store.clone(), house: ::house::House::open(store, config, modules, &[]) }
    }

    /// From now on nothing waits: a clock that would only be waited for jumps ahead.
    pub fn hurry(&self) {
        self.house.runtime().block_on(async { tokio::time::pause() });
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
        let (act, person) = (self.act(), self.account(login, roles));
        let token = self.store.write_blocking(move |tx| accounts::sign_in(tx, &act, person)).unwrap();
        format!("sesi={}", token.to_hex())
    }

    /// The session cookie of somebody new who holds this role at one branch.
    pub fn signed_in_at(&self, branch: Id<Branch>, login: &str, role: &str) -> String {
        let (act, person) = (self.act(), self.account(login, &[]));
        let held = [Holding { role: role.to_owned(), branch: Some(branch) }];
        let token = self.store.write_blocking(move |tx| {
            permissions::hold(tx, &act, person, &held)?;
            accounts::sign_in(tx, &act, person)
        });
        format!("sesi={}", token.unwrap().to_hex())
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
