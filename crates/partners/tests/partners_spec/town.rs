//! A town with one school as a partner, for every test of this crate.

use jiff::civil::date;
use kernel::{Act, Actor, Date, Id, Person};
use membership::sponsorships::{self, Sponsorship};
use partners::{
    Agreement, Authority, Commitment, Decision, Document, Kind, Paper, Period, Stage, Step, Unit,
    agreements::{self, NewSignatory, Signatures, Terms},
    commitments::{self, NewCommitment},
    partners::{Who, add_contact, enter},
};
use people::{PartyKind, Profile, parties};
use platform::{
    accounts::{self, Password},
    files::Files,
    permissions,
};
use store::{Error, Result, Store, Tx, sql, vals};
use trial::act;

/// The schemas this crate stands on.
pub const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
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
        notice_days: 30,
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
        document_until: None,
        file: None,
    }
}

/// Somebody who signs by a surat kuasa that lies with the agreement.
pub fn by_power(tx: &mut Tx<'_>, id: Id<Agreement>, partner: Option<Id<Person>>) -> Result<NewSignatory> {
    Ok(NewSignatory { file: Some(paper(tx, id, "authority")?), ..signatory(partner, Authority::Power) })
}

/// A paper of an agreement, without a disk that it lies on.
pub fn paper(tx: &mut Tx<'_>, id: Id<Agreement>, kind: &str) -> Result<Id<Document>> {
    let (document, side) = (Id::new(), agreements::sides(tx, id)?[0].partner);
    tx.exec(
        sql!(
            "INSERT INTO file (hash, size, kind, name, at) VALUES ('c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0', 9, 'application/pdf', 'a.pdf', 0)
             ON CONFLICT (hash) DO NOTHING"
        ),
        vals![],
    )?;
    tx.exec(
        sql!(
            "INSERT INTO partner_document (id, partner, agreement, kind, title, file, shared, author, at)
             VALUES (?1, ?2, ?3, ?4, 'Surat', 'c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0', FALSE, NULL, 0)"
        ),
        vals![document, side, id, kind],
    )?;
    Ok(document)
}

/// Somebody with an account who may do what a role may; the same one when asked again.
pub fn colleague(tx: &mut Tx<'_>, name: &str, role: &'static str) -> Result<Id<Person>> {
    let login = name.to_lowercase().replace(' ', ".");
    if let Some((account, _)) = accounts::by_login(tx, &login)? {
        return Ok(account.person);
    }
    let profile = Profile { name: name.into(), ..Profile::default() };
    let person = parties::enter(tx, &now(), &profile)?;
    accounts::open(tx, &now(), person, &login, name, Password::nobody())?;
    permissions::plant(tx, partners::module(&Files::at("/nowhere")).roles)?;
    permissions::hold(tx, &now(), person, &[permissions::Holding::everywhere(role)])?;
    Ok(person)
}

/// The head of the library, who approves every draft of these tests.
pub fn head(tx: &mut Tx<'_>) -> Result<Id<Person>> {
    colleague(tx, "Deisy Contoh Kepala", "head")
}

/// Somebody else of the library doing something at the same moment.
pub fn by(person: Id<Person>) -> Act {
    Act { by: Actor::Person(person), ..now() }
}

/// A class that is held a hundred times, by the end of June: nobody but notes counts them.
pub fn classes(giver: Option<Id<Person>>) -> NewCommitment {
    NewCommitment {
        giver,
        about: "Kelas membaca".into(),
        unit: Unit::Times,
        amount: 100,
        due: Some(date(2026, 6, 30)),
        purpose: String::new(),
        counts: String::new(),
    }
}

/// The library's promise that is always there, counted by nobody, and due on no day.
pub fn reading_room() -> NewCommitment {
    NewCommitment { about: "Ruang baca".into(), unit: Unit::Times, amount: 1, due: None, ..classes(None) }
}

/// A draft with who signs it and something promised: it lacks nothing.
pub fn drafted(tx: &mut Tx<'_>, terms: &Terms, promises: &[NewCommitment]) -> Result<Id<Agreement>> {
    let id = agreements::draft(tx, &now(), terms)?.id;
    for promise in promises {
        commitments::promise(tx, &now(), &countables(), id, promise)?;
    }
    signatories(tx, id)?;
    Ok(id)
}

/// What the modules of these tests can count.
pub fn countables() -> Vec<web::Countable> {
    membership::module().countables.to_vec()
}

/// Lets both sides have somebody who signs.
pub fn signatories(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<()> {
    let ours = by_power(tx, id, None)?;
    agreements::add_signatory(tx, &now(), id, &ours)?;
    for side in agreements::sides(tx, id)? {
        agreements::add_signatory(tx, &now(), id, &signatory(Some(side.partner), Authority::Office))?;
    }
    Ok(())
}

/// Sends a draft round and lets everybody approve it.
pub fn approve(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<()> {
    head(tx)?;
    agreements::submit(tx, &now(), id)?;
    for step in agreements::review(tx, id)? {
        decide(tx, id, step.id, Decision::Approved, "")?;
    }
    Ok(())
}

/// The head says what they have to say in a step; of one that is taken outside the library, by a paper.
pub fn decide(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    step: Id<Step>,
    decision: Decision,
    note: &str,
) -> Result<Agreement> {
    let act = by(head(tx)?);
    let document = Some(paper(tx, id, "opinion")?);
    agreements::decide(tx, &act, id, step, decision, note, document)
}

/// Lets everybody sign on a day, which may have been before it was entered here.
pub fn sign(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, day: Date) -> Result<Agreement> {
    let days = agreements::signatories(tx, id)?.into_iter().map(|one| (one.id, day)).collect();
    let from_paper = "Dari naskah lama".to_owned();
    agreements::sign(tx, act, id, &Signatures { days, from_paper, ..Signatures::default() })
}

/// A draft that all reviewers have approved.
pub fn approved(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Id<Agreement>> {
    let id = drafted(tx, &terms(partner), &[reading_room()])?;
    approve(tx, id)?;
    Ok(id)
}

/// An agreement that was signed on a day.
pub fn signed(tx: &mut Tx<'_>, partner: Id<Person>, day: Date) -> Result<Id<Agreement>> {
    let id = approved(tx, partner)?;
    sign(tx, &now(), id, day)?;
    Ok(id)
}

/// One in which nothing is promised but this.
pub fn promised(
    tx: &mut Tx<'_>,
    partner: Id<Person>,
    promise: &NewCommitment,
) -> Result<(Id<Agreement>, Id<Commitment>)> {
    let id = drafted(tx, &terms(partner), std::slice::from_ref(promise))?;
    approve(tx, id)?;
    sign(tx, &now(), id, date(2026, 1, 5))?;
    Ok((id, commitments::promises(tx, id)?[0].id))
}

/// Changes a signed agreement by an addendum that was signed on the day of the act.
pub fn amended(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    write: impl FnOnce(&mut Tx<'_>, Id<Agreement>) -> Result<()>,
) -> Result<Id<Agreement>> {
    let addendum = agreements::amend(tx, act, id)?.id;
    write(tx, addendum)?;
    signatories(tx, addendum)?;
    approve(tx, addendum)?;
    sign(tx, act, addendum, act.today())?;
    Ok(addendum)
}

/// Renews an agreement for a period.
pub fn renewed(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, period: Period) -> Result<Id<Agreement>> {
    amended(tx, act, id, |tx, addendum| agreements::renewal(tx, act, addendum, period, &[]))
}

/// Moves the last day of an agreement.
pub fn extended(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, until: Date) -> Result<Id<Agreement>> {
    amended(tx, act, id, |tx, addendum| agreements::extend(tx, act, addendum, until))
}

/// The keys of the reasons of a refusal.
pub fn keys<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

/// Somebody who speaks for a partner.
pub fn speaker(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Id<Person>> {
    let person = parties::enter(tx, &now(), &Profile { name: "Meiske Contoh".into(), ..Profile::default() })?;
    add_contact(tx, &now(), partner, &Who::Known(person), "Kepala", date(2026, 1, 1))?;
    Ok(person)
}

/// What a partner carries of its own, without an end unless one is given.
pub fn carried(tx: &mut Tx<'_>, partner: Id<Person>, until: Option<Date>) -> Result<Id<Sponsorship>> {
    let new = sponsorships::Agreement {
        partner,
        name: "Siswa".into(),
        plan: "pelajar".into(),
        since: date(2026, 1, 1),
        until,
        seats: None,
        seat_order: sponsorships::SeatOrder::Roster,
        grace_days: 30,
        domain: String::new(),
    };
    Ok(sponsorships::begin(tx, &now(), &new)?.id)
}
