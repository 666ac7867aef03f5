//! What people and cataloguers see and send, as a browser without JavaScript does it.

mod copies;
mod covers;
mod public;
mod records;
mod search;
mod staff;

use std::ops::Deref;

use crate::common::{branches, import_plainly, patient_index};
use catalogue::{
    copies::{self as shelf, Copy},
    indexer::Following,
    records::{self as book, Kept},
};
use house::{Page, between};
use kernel::Id;
use marc::Record;
use platform::{files::Files, library::Branch, permissions::Holding};
use store::{Store, sql, vals};
use web::Config;

/// A library with the branches `TOM` and `BUS` that is asked for its pages.
pub struct House {
    _following: Following,
    house: house::House,
}

/// The fields of a form, each with what stands in it.
type Pairs = Vec<(String, String)>;

impl Deref for House {
    type Target = house::House;

    fn deref(&self) -> &house::House {
        &self.house
    }
}

impl House {
    pub fn new() -> Self {
        let index = patient_index();
        let house = house::House::new(|files| vec![web::pages::module(), catalogue::module(&index, files)]);
        branches(&house.store);
        Self { _following: index.follow(house.store.clone()).unwrap(), house }
    }

    /// On a database that stands.
    pub fn open(store: &Store) -> Self {
        let index = patient_index();
        branches(store);
        let modules = vec![web::pages::module(), catalogue::module(&index, &Files::at(""))];
        let house = house::House::open(store, Config::default(), modules, &[]);
        Self { _following: index.follow(store.clone()).unwrap(), house }
    }

    /// With these records.
    pub fn with(records: &[Record]) -> Self {
        let house = Self::new();
        import_plainly(&house.store, records);
        house
    }

    /// A session of somebody who holds `role`.
    pub fn sign_in(&self, role: &str) -> String {
        self.signed_in(Id::new(), role, "Syane", &[role])
    }

    /// The same, where they hold it at one branch only.
    pub fn sign_in_at(&self, branch: Id<Branch>, role: &str) -> String {
        let person = Id::new();
        let holds = [Holding { role: role.to_owned(), branch: Some(branch) }];
        self.account(person, role, "Syane", &holds);
        self.enter(person)
    }

    /// A form that is sent.
    pub fn send(&self, session: &str, path: &str, pairs: &[(String, String)]) -> Page {
        let encoded = |text: &str| ui::page::query_value(text);
        let body: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        self.post(session, path, &body.join("&"))
    }

    /// What somebody is told on the page an answer leads to.
    pub fn told(&self, session: &str, answer: &Page) -> String {
        let page = self.follow(session, answer);
        page.between("class=\"flash ", "</p>").next().unwrap().to_owned()
    }

    pub fn record(&self, number: i64) -> Kept {
        self.store.read_blocking(move |tx| book::by_number(tx, number)).unwrap().unwrap()
    }

    pub fn copy(&self, barcode: &'static str) -> Copy {
        self.store.read_blocking(move |tx| shelf::by_barcode(tx, barcode)).unwrap().unwrap()
    }

    /// How many records and copies there are.
    pub fn counts(&self) -> (i64, i64) {
        let count =
            sql!("SELECT (SELECT count(*) FROM record) AS records, (SELECT count(*) FROM copy) AS copies");
        self.store.read_blocking(move |tx| tx.one(count, vals![])).unwrap()
    }
}

fn unescaped(text: &str) -> String {
    let signs = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// What a browser would send of the page's form.
fn fields(page: &Page) -> Pairs {
    let form = page.between("<form method=\"post\" class=\"", "</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| between(tag, &format!("{name}=\""), "\"").next().map(unescaped);
    let inputs = between(form, "<input ", ">")
        .map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default()));
    let areas = between(form, "<textarea ", "</textarea>").map(|area| {
        let (tag, text) = area.split_once('>').unwrap();
        (attribute(tag, "name").unwrap(), unescaped(text))
    });
    let selects = between(form, "<select ", "</select>").map(|select| {
        let first = between(select, "<option value=\"", "\"").next().unwrap_or_default();
        let chosen =
            between(select, "<option value=\"", "</option>").find(|option| option.contains(" selected"));
        let chosen = chosen.and_then(|option| option.split_once('"')).map_or(first, |(value, _)| value);
        (attribute(select, "name").unwrap(), unescaped(chosen))
    });
    inputs.chain(areas).chain(selects).collect()
}

fn with(pairs: &Pairs, name: &str, value: &str) -> Pairs {
    let mut pairs = pairs.clone();
    match pairs.iter_mut().find(|(field, _)| field == name) {
        Some((_, old)) => *old = value.to_owned(),
        None => pairs.push((name.to_owned(), value.to_owned())),
    }
    pairs
}

fn text_of(pairs: &Pairs, name: &str) -> String {
    pairs.iter().find(|(field, _)| field == name).unwrap().1.clone()
}

/// What is said to be wrong, above the form.
fn errors(page: &Page) -> &str {
    page.between("class=\"errors\"", "</div>").next().unwrap()
}
