//! A library with one branch, for every test of this crate.

use catalogue::accession::intake::{Book, Taken};
use contributions::{
    Contribution, Direction, Kind, Method,
    giving::{self, Entered, Recording},
    rules::Valuation,
};
use funds::{Fund, FundKind, funds::NewFund};
use jiff::civil::date;
use kernel::{Act, Id, Person, Rupiah};
use people::{PartyKind, Profile, parties};
use platform::library::{self, Branch};
use store::{Error, Result, Store, Tx};
use trial::act;

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("partners", partners::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("circulation", circulation::MIGRATIONS),
    ("assets", assets::MIGRATIONS),
    ("contributions", contributions::MIGRATIONS),
];

/// A Wednesday morning in August.
pub fn now() -> Act {
    act("2026-08-05T09:30")
}

/// Runs a test on both engines, in a library with one branch.
pub fn in_a_library(test: impl Fn(&Store)) {
    trial::on_both(SCHEMAS, |store| {
        open_branch(store);
        test(store);
    });
}

pub fn open_branch(store: &Store) {
    let branch = Branch {
        id: Id::new(),
        code: "TOM".into(),
        name: "Perpustakaan Kota".into(),
        address: String::new(),
        phone: None,
    };
    store.write_blocking(move |tx| library::save_branch(tx, &now(), &branch)).unwrap();
}

/// Runs a use case.
pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

pub fn branch(store: &Store) -> Id<Branch> {
    store.read_blocking(library::branches).unwrap()[0].id
}

/// Somebody of the register.
pub fn citizen(store: &Store, name: &'static str) -> Id<Person> {
    write(store, move |tx| {
        let profile = Profile { name: name.into(), ..Profile::default() };
        parties::enter_as(tx, &now(), PartyKind::Person, &profile)
    })
    .unwrap()
}

/// A gift of a kind as it is entered.
pub fn gift(store: &Store, kind: Kind, party: Option<Id<Person>>) -> Entered {
    Entered {
        form: Id::<Contribution>::new().to_string(),
        direction: Direction::In,
        kind,
        party,
        name: "Hamba Allah".into(),
        named: true,
        about: "Buku anak".into(),
        purpose: String::new(),
        commitment: None,
        branch: branch(store),
    }
}

/// By the price of the same things today.
pub fn market(value: i64) -> Valuation {
    Valuation { value: Rupiah(value), method: Method::Market, basis: "Harga toko buku setempat.".into() }
}

/// So much of it came, was appraised and taken.
pub fn accepted(store: &Store, new: &Entered, amount: i64, valuation: &Valuation) -> Id<Contribution> {
    let (new, valuation) = (new.clone(), valuation.clone());
    write(store, move |tx| {
        let one = giving::arrive(tx, &now(), &new, amount, Some(date(2026, 8, 4)), true)?;
        giving::appraise(tx, &now(), one.id, &valuation, None)?;
        Ok(giving::accept(tx, &now(), one.id)?.id)
    })
    .unwrap()
}

/// The same, recorded; money in a fund for anything.
pub fn recorded(store: &Store, new: &Entered, amount: i64, valuation: &Valuation) -> Contribution {
    let id = accepted(store, new, amount, valuation);
    let fund = (new.kind == Kind::Money).then(|| fund(store, ""));
    write(store, move |tx| giving::record(tx, &now(), id, &Recording { fund, ..Recording::default() }))
        .unwrap()
}

/// A book no catalogue knows.
pub fn book(title: &str) -> Taken {
    let book = Book::Drafted { isbn: String::new(), title: title.into(), author: String::new() };
    Taken { book, count: 1, barcode: String::new(), value: None, excess: String::new() }
}

/// A fund that is for something, or one that is for anything.
pub fn fund(store: &Store, purpose: &'static str) -> Id<Fund> {
    fund_of(store, purpose, None)
}

/// A fund for something; where somebody gives it, a grant.
pub fn fund_of(store: &Store, purpose: &'static str, giver: Option<Id<Person>>) -> Id<Fund> {
    write(store, move |tx| {
        let new = NewFund {
            title: "Dana contoh".into(),
            kind: match giver {
                Some(_) => FundKind::Grant,
                None if purpose.is_empty() => FundKind::Unrestricted,
                None => FundKind::Donation,
            },
            purpose: purpose.into(),
            giver,
            since: date(2026, 1, 1),
            until: None,
            promised: None,
            public: true,
        };
        funds::funds::open(tx, &now(), &new)
    })
    .unwrap()
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

/// Nothing breaks a rule of this module or of the catalogue.
pub fn sound(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    let files = platform::files::Files::at(folder.path());
    let index = std::sync::Arc::new(catalogue::Index::in_memory().unwrap());
    let modules = [contributions::module(&files), catalogue::module(&index, &files), funds::module(&files)];
    for invariant in modules.iter().flat_map(|module| module.invariants) {
        let found = store.read_blocking(|tx| (invariant.violations)(tx)).unwrap();
        assert!(found.is_empty(), "{}: {found:?}", invariant.name);
    }
}
