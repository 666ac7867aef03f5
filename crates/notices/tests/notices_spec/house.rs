//! A library with its pages, on each engine, without a network.

use std::ops::Deref;

use axum::http::StatusCode;
use kernel::{Id, Person};
use notices::{
    Channel, NEWS, Notice,
    queries::{self, Listed},
};
use store::Store;
use web::Config;

use crate::common::{HELLO, now};

pub struct House(::house::House);

impl Deref for House {
    type Target = ::house::House;

    fn deref(&self) -> &::house::House {
        &self.0
    }
}

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("identity", identity::MIGRATIONS),
];

/// Runs `test` in such a library on each engine.
pub fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::open(store)));
}

impl House {
    fn open(store: &Store) -> Self {
        let mut notices = notices::module();
        notices.notices = &[NEWS, HELLO];
        let modules = vec![web::pages::module(), people::module(), notices, identity::module()];
        Self(::house::House::open(store, Config::default(), modules, &[]))
    }

    /// A session of somebody in the register with this role, or with none.
    pub fn enter(&self, person: Id<Person>, login: &str, roles: &[&str]) -> String {
        self.signed_in(person, login, "Nama", roles)
    }

    /// What the page at `path` says to whoever has this session.
    #[track_caller]
    pub fn read(&self, path: &str, session: &str) -> String {
        let page = self.get(session, path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        page.text
    }

    /// What comes of a form.
    pub fn send(&self, path: &str, session: &str, form: &str) -> (StatusCode, String) {
        let page = self.post(session, path, form);
        (page.status, page.text)
    }

    pub fn tell(&self, notice: Notice) {
        self.store.write_blocking(move |tx| notices::send(tx, &now(), notice.clone())).unwrap();
    }

    pub fn waiting(&self, channel: Channel) -> Vec<Listed> {
        self.store.read_blocking(move |tx| queries::waiting(tx, channel, 10)).unwrap()
    }
}
