//! What `people` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod api;
mod files;
mod finding;
mod forgotten;
mod house;
mod import;
mod merging;
mod pages;
mod parts;

use kernel::{Act, Id, Person};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
    register::{self, Asked},
};
use platform::{
    accounts::{self, Password},
    permissions::{self, Role},
};
use store::{Error, Store, Tx};
use trial::act;

const SCHEMAS: &[trial::Schema] = &[("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS)];

/// Three by four pixels of red.
const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\x00\x04\x08\
    \x02\x00\x00\x00\xc4\x4f\x12\x50\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\x38\x61\xa3\x01\x41\x0c\
    \x78\x59\x00\x20\xf7\x0e\x11\x16\xf3\x6e\x64\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn profile(name: &str) -> Profile {
    Profile { name: name.into(), ..Profile::default() }
}

fn person(tx: &mut Tx<'_>, profile: &Profile) -> Id<Person> {
    match parties::register(tx, &now(), PartyKind::Person, profile, true).unwrap() {
        Entered::New(id) => id,
        Entered::Alike(_) => unreachable!("entered anyway"),
    }
}

fn write<T: Send + 'static>(
    store: &Store,
    f: impl FnMut(&mut Tx<'_>) -> store::Result<T> + Send + 'static,
) -> T {
    store.write_blocking(f).unwrap()
}

/// The names of whom these words find.
fn found(tx: &mut Tx<'_>, words: &str) -> Vec<String> {
    let asked = Asked { words: words.into(), ..Asked::default() };
    register::find(tx, &asked, 20).unwrap().into_iter().map(|one| one.name).collect()
}

fn refused<T: std::fmt::Debug>(result: store::Result<T>) -> &'static str {
    match result.unwrap_err() {
        Error::Refused(refusal) => refusal.reasons[0].message.key,
        other => panic!("{other}"),
    }
}

fn holds(store: &Store) {
    for invariant in people::module().invariants {
        let broken = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
        assert!(broken.is_empty(), "{}: {broken:?}", invariant.name);
    }
}

/// Two who work here: a clerk, and the head, who may do more.
fn colleagues(tx: &mut Tx<'_>) -> [Id<Person>; 2] {
    const ROLES: &[Role] = &[
        Role { name: "head", permissions: &[people::EDIT, people::MERGE] },
        Role { name: "desk", permissions: &[people::EDIT] },
    ];
    permissions::plant(tx, ROLES).unwrap();
    [("meja", "desk", "Nova Pangkey"), ("kepala", "head", "Olivia Lasut")].map(|(login, role, name)| {
        let one = person(tx, &profile(name));
        accounts::open(tx, &now(), one, login, name, Password::nobody()).unwrap();
        permissions::assign(tx, &now(), one, &[role]).unwrap();
        one
    })
}
