//! A library with a door, its tablet and its book, without a network.

use std::ops::Deref;

use ::house::{Page, form};
use axum::{
    body::Body,
    http::{Request, header},
};
use kernel::{Act, Id};
use membership::{NewMember, members};
use people::Profile;
use platform::library::{self, Branch};
use store::Store;
use visits::{door, kiosks};
use web::Config;

pub use ::house::act as now;

/// The schemas such a library has.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("visits", visits::MIGRATIONS),
];

/// A library with one place, one member and one tablet.
pub struct House {
    program: ::house::House,
    /// The place.
    pub branch: Id<Branch>,
    /// The number on the member's card.
    pub card: String,
    /// The cookie of the tablet.
    pub tablet: String,
    /// The cookie of the head.
    pub staff: String,
}

impl Deref for House {
    type Target = ::house::House;

    fn deref(&self) -> &::house::House {
        &self.program
    }
}

/// Runs `test` in such a library on each engine.
pub fn on_both(test: impl Fn(&House)) {
    trial::on_both(SCHEMAS, |store| test(&House::new(store)));
}

/// A place that is called by `code`.
pub fn place(store: &Store, act: &Act, code: &str) -> Id<Branch> {
    let (id, act) = (Id::new(), act.clone());
    let branch = Branch { id, code: code.into(), name: code.into(), address: String::new(), phone: None };
    store.write_blocking(move |tx| library::save_branch(tx, &act, &branch)).unwrap();
    id
}

impl House {
    fn new(store: &Store) -> Self {
        let modules = vec![web::pages::module(), people::module(), visits::module()];
        let words = [identity::TEXTS, membership::TEXTS, circulation::TEXTS];
        let program = ::house::House::open(store, Config::default(), modules, &words);
        let branch = place(store, &now(), "TMH");
        let (card, head, tablet) = store
            .write_blocking(move |tx| {
                let profile =
                    Profile { name: "Meiske Lumi".into(), village: "Kinilow".into(), ..Profile::default() };
                let new = NewMember { profile, plan: "dewasa".into(), ..NewMember::default() };
                let member = members::register(tx, &now(), &new)?;
                let profile = Profile { name: "Olivia Pangkey".into(), ..Profile::default() };
                let head = people::parties::enter(tx, &now(), &profile)?;
                let (_, token) = kiosks::open(tx, &now(), branch, "Pintu utama", None)?;
                Ok((member.code, head, token.to_hex()))
            })
            .unwrap();
        let staff = program.signed_in(head, "olivia", "Olivia Pangkey", &["head"]);
        Self { program, branch, card, tablet: format!("kios={tablet}"), staff: format!("sesi={staff}") }
    }

    /// What is at `path` for whoever has this cookie.
    pub fn see(&self, cookie: &str, path: &str) -> Page {
        self.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap())
    }

    /// What a form says that they send there.
    pub fn tap(&self, cookie: &str, path: &str, fields: &str) -> Page {
        self.ask(form(path, cookie).body(Body::from(fields.to_owned())).unwrap())
    }

    /// The same by a tablet that sends what it kept, and reads what comes back.
    pub fn send(&self, path: &str, fields: &str) -> Page {
        let request = form(path, &self.tablet).header(header::ACCEPT, "application/json");
        self.ask(request.body(Body::from(fields.to_owned())).unwrap())
    }

    /// The visits of today and yesterday.
    pub fn book(&self) -> Vec<visits::Entry> {
        let (branch, day) = (self.branch, now().today());
        let yesterday = day.yesterday().unwrap();
        self.store
            .read_blocking(move |tx| {
                let mut all = door::of_day(tx, branch, day, 50)?;
                all.extend(door::of_day(tx, branch, yesterday, 50)?);
                Ok(all)
            })
            .unwrap()
    }
}

/// Where an answer leads.
#[track_caller]
pub fn led(page: &Page) -> &str {
    page.to.as_deref().unwrap_or_else(|| panic!("it leads nowhere: {}", page.text))
}
