//! What people see and send, through the whole router, without a browser.

mod agreements;
mod forms;
mod portal;
mod public;
mod staff;

use std::ops::Deref;

use house::{Page, act as real};
use jiff::civil::date;
use kernel::{Id, Person};
use partners::{Agreement, Commitment, partners as book, partners::Who};
use people::Profile;
use platform::accounts::{self, Password};

struct House {
    house: house::House,
    head: String,
}

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

/// A session of somebody of the register who works here.
fn hired(house: &house::House, name: &'static str, login: &str, role: &str) -> String {
    let profile = Profile { name: name.into(), ..Profile::default() };
    let person = house.store.write_blocking(move |tx| people::parties::enter(tx, &real(), &profile));
    house.signed_in(person.unwrap(), login, name, &[role])
}

/// What a form remembers of what it is about.
fn mark(page: &Page) -> String {
    page.between("name=\"dilihat\" value=\"", "\"").next().unwrap().to_owned()
}

impl House {
    fn new() -> Self {
        let house = house::House::new(|files| {
            vec![
                web::pages::module(),
                people::module(),
                notices::module(),
                identity::module(),
                funds::module(files),
                membership::module(),
                partners::module(files),
            ]
        });
        let head = hired(&house, "Olivia Pangkey", "olivia", "head");
        Self { house, head }
    }

    fn upload(
        &self,
        session: &str,
        path: &str,
        fields: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Page {
        self.house.upload(session, path, fields, ("file", name, file))
    }

    fn school(&self) -> Id<Person> {
        self.store.write_blocking(|tx| crate::town::partner(tx, "SMP Contoh")).unwrap()
    }

    /// An agreement in which a partner promised classes, and that promise.
    fn promised(&self, partner: Id<Person>) -> (Id<Agreement>, Id<Commitment>) {
        let classes = crate::town::classes(Some(partner));
        self.store.write_blocking(move |tx| crate::town::promised(tx, partner, &classes)).unwrap()
    }

    /// Somebody else who works here.
    fn colleague(&self, name: &'static str, login: &'static str, role: &'static str) {
        hired(self, name, login, role);
    }

    /// Somebody with an account, who speaks for a partner where one is given.
    fn somebody(&self, name: &'static str, of: Option<Id<Person>>) -> String {
        let token = self.store.write_blocking(move |tx| {
            let profile = Profile { name: name.into(), ..Profile::default() };
            let person = people::parties::enter(tx, &real(), &profile)?;
            accounts::open(tx, &real(), person, &name.replace(' ', "."), name, Password::nobody())?;
            if let Some(partner) = of {
                book::add_contact(tx, &real(), partner, &Who::Known(person), "Kepala", date(2024, 1, 1))?;
            }
            accounts::sign_in(tx, &real(), person)
        });
        token.unwrap().to_hex()
    }
}
