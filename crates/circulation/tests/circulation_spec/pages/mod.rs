//! What the desk and its neighbours send, through the whole router, without a browser.

mod branches;
mod desk;
mod loans;
mod offline;
mod rules;
mod slips;

use std::ops::Deref;

use crate::common::Town;
use axum::http::StatusCode;
use circulation::{LEND, OVERRIDE, RULES};
use house::Page;
use membership::Member;
use platform::permissions::Permission;
use store::Store;
use web::{Config, Module};

/// What somebody at the desk may.
pub const CLERK: &[Permission] = &[LEND];
/// What the head may there.
pub const HEAD: &[Permission] = &[LEND, OVERRIDE, RULES];

/// A small library that is asked for its pages.
pub struct House {
    pub town: Town,
    house: house::House,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

fn modules() -> Vec<Module> {
    // Of the catalogue only what is lent: its pages want an index.
    let catalogue =
        Module { migrations: catalogue::MIGRATIONS, ..Module::new("catalogue", catalogue::TEXTS) };
    // Of the money only where a membership that is paid for stands in the books.
    let funds = Module { migrations: funds::MIGRATIONS, ..Module::new("funds", funds::TEXTS) };
    vec![
        web::pages::module(),
        people::module(),
        notices::module(),
        funds,
        membership::module(),
        catalogue,
        circulation::module(),
    ]
}

impl House {
    pub fn new() -> Self {
        let house = house::House::new(|_| modules());
        Self { town: Town::build(&house.store), house }
    }

    /// On a database that stands.
    pub fn open(store: &Store) -> Self {
        let house = house::House::open(store, Config::default(), modules(), &[]);
        Self { town: Town::build(store), house }
    }

    pub fn maria(&self) -> Member {
        self.town.member("Maria Wowor", "dewasa")
    }

    /// What the desk's page is drawn for now.
    pub fn seen(&self, session: &str) -> String {
        field(&self.get(session, "/staf/meja"), "transaksi")
    }

    /// A scan on a page of this.
    pub fn send(&self, session: &str, mode: &str, seen: &str, code: &str) -> Page {
        let code = ui::page::query_value(code);
        self.post(session, "/staf/meja", &format!("mode={mode}&transaksi={seen}&kode={code}"))
    }

    /// A scan, and the page it leads to.
    #[track_caller]
    pub fn scan(&self, session: &str, code: &str) -> Page {
        let answer = self.send(session, "pinjam", &self.seen(session), code);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.follow(session, &answer)
    }
}

/// What a field that nobody sees has in it: ids and times differ from run to run.
#[track_caller]
pub fn field(page: &Page, name: &str) -> String {
    page.between(&format!("name=\"{name}\" value=\""), "\"").next().unwrap().to_owned()
}
