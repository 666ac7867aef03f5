//! A town with one school as a partner, for every test of this crate.

#![allow(dead_code, reason = "each test file uses its part")]

use jiff::civil::date;
use kernel::{Act, Date, Id, Person};
use partners::{
    Agreement, Authority, Decision, Kind, Paper, Period, Stage,
    agreements::{self, NewSignatory, Terms},
    partners::enter,
};
use people::{PartyKind, Profile, parties};
use store::{Error, Result, Store, Tx};
use trial::act;

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("partners", partners::MIGRATIONS),
];

/// A Wednesday morning in August.
pub fn now() -> Act {
    act("2026-08-05T09:30")
}

/// The same hour of another day.
pub fn on(day: &str) -> Act {
    act(&format!("{day}T09:30"))
}

/// Runs a use case.
pub fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write_blocking(move |tx| f(tx))
}

/// An organisation of the register that is a partner.
pub fn partner(tx: &mut Tx<'_>, name: &str) -> Result<Id<Person>> {
    let profile = Profile { name: name.into(), ..Profile::default() };
    let party = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
    Ok(enter(tx, &now(), party, Kind::School, Stage::Idea)?.party)
}

/// Terms of a cooperation for the year 2026.
pub fn terms(partner: Id<Person>) -> Terms {
    Terms {
        kind: Paper::Cooperation,
        parent: None,
        title: "layanan perpustakaan bagi siswa".into(),
        their_number: String::new(),
        partners: vec![partner],
        period: year(2026),
    }
}

/// A whole year.
pub fn year(year: i16) -> Period {
    Period { since: date(year, 1, 1), until: date(year, 12, 31) }
}

/// Somebody who signs by a paper of 1 December 2025.
pub fn signatory(partner: Option<Id<Person>>, authority: Authority) -> NewSignatory {
    NewSignatory {
        partner,
        name: "Ani Contoh".into(),
        title: "Kepala".into(),
        authority,
        document: "Surat Nomor 1".into(),
        document_on: Some(date(2025, 12, 1)),
    }
}

/// A draft that all reviewers have approved.
pub fn approved(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Id<Agreement>> {
    let id = agreements::draft(tx, &now(), &terms(partner))?.id;
    agreements::submit(tx, &now(), id)?;
    for step in agreements::review(tx, id)? {
        agreements::decide(tx, &now(), id, step.id, Decision::Approved, "")?;
    }
    Ok(id)
}

/// An agreement that was signed on a day.
pub fn signed(tx: &mut Tx<'_>, partner: Id<Person>, day: Date) -> Result<Id<Agreement>> {
    let id = approved(tx, partner)?;
    agreements::add_signatory(tx, &now(), id, &signatory(None, Authority::Power))?;
    agreements::add_signatory(tx, &now(), id, &signatory(Some(partner), Authority::Office))?;
    let all: Vec<_> = agreements::signatories(tx, id)?.into_iter().map(|one| (one.id, day)).collect();
    agreements::sign(tx, &now(), id, &all)?;
    Ok(id)
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}
