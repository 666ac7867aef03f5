//! A library with its register, without a browser.

use std::ops::Deref;

use axum::http::StatusCode;
use kernel::{Id, Person};
use people::{EDIT, IMPORT, MERGE, Profile, VIEW};
use platform::vault::Vault;
use serde_json::Value;
use trial::Database;
use web::Config;

use crate::{SCHEMAS, person, profile};

pub use ::house::{Page, act as now};

/// A library with its keys, and whoever leads it.
pub struct House {
    program: ::house::House,
    /// The session of the head.
    head: String,
    /// And what a program shows that works for them.
    pub token: String,
    _kept: Database,
}

impl Deref for House {
    type Target = ::house::House;

    fn deref(&self) -> &::house::House {
        &self.program
    }
}

impl House {
    pub fn new() -> Self {
        let database = Database::sqlite();
        let store = database.open();
        store.migrate(SCHEMAS.to_vec()).unwrap();
        let config = Config { vault: Vault::fresh(), ..Config::default() };
        let modules = vec![web::pages::module(), people::module()];
        let program = ::house::House::open(&store, config, modules, &[]);
        let leads = store.write_blocking(|tx| Ok(person(tx, &profile("Olivia Pangkey")))).unwrap();
        let head = program.signed_in(leads, "olivia", "Olivia Pangkey", &["head"]);
        let token = program.token(leads, &[VIEW, EDIT, MERGE, IMPORT]);
        Self { program, head, token, _kept: database }
    }

    /// Somebody of the register.
    pub fn person(&self, profile: Profile) -> Id<Person> {
        self.store.write_blocking(move |tx| Ok(person(tx, &profile))).unwrap()
    }

    /// A page as the head sees it.
    pub fn see(&self, path: &str) -> Page {
        self.get(&self.head, path)
    }

    /// The page an answer leads the head to, with its message.
    pub fn follow_as_head(&self, page: &Page) -> Page {
        self.follow(&self.head, page)
    }

    /// What the head sends.
    pub fn send(&self, path: &str, form: &str) -> Page {
        self.post(&self.head, path, form)
    }

    /// The same with a file.
    pub fn send_file(&self, path: &str, file: (&str, &str, &[u8])) -> Page {
        self.upload(&self.head, path, &[], file)
    }

    /// What the API answers a program of the head.
    #[track_caller]
    pub fn ask_api(&self, method: &str, path: &str, json: impl Into<Option<Value>>) -> (StatusCode, Value) {
        self.api(&self.token, method, path, json)
    }
}

/// Where an answer leads.
#[track_caller]
pub fn led(page: &Page) -> &str {
    page.to.as_deref().unwrap_or_else(|| panic!("it leads nowhere: {}", page.text))
}
