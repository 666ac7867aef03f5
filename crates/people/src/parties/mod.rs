//! The register: everybody the library deals with, each one row for life.

mod facts;
mod words;

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use platform::{accounts, audit, events, permissions};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Result, Tx, sql, vals};

use crate::{
    Party, PartyKind, Profile,
    alike::{self, Alike},
    contacts, name, relationships, rules,
};
use facts::Facts;
pub(crate) use words::{forget_words, reindex};
use words::{keep_all_words, keep_words};

/// Something about an entry is different now; the subject is the party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyChanged {
    /// The entry it was merged into, where it was.
    pub merged_into: Option<Id<Person>>,
}

impl events::Event for PartyChanged {
    const KIND: &'static str = "people.party-changed";
}

/// What came of entering somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// They are in the register now.
    New(Id<Person>),
    /// Nothing was done: these might be the same.
    Alike(Vec<Alike>),
}

/// Enters a party, unless somebody alike is there and nobody has said to go on `anyway`. Of two clerks who
/// enter the same person at once, the second is told of the first.
///
/// # Errors
/// A refusal with everything that speaks against the profile; those of the database.
pub fn register(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: PartyKind,
    profile: &Profile,
    anyway: bool,
) -> Result<Entered> {
    Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
    tx.lock("people.register", &"")?;
    if !anyway {
        let alike = alike::alike(tx, kind, profile)?;
        if !alike.is_empty() {
            return Ok(Entered::Alike(alike));
        }
    }
    let party = enter_as(tx, act, kind, profile)?;
    let facts = Facts::stored(tx, party)?;
    changed(tx, act, party, "party.entered", &facts)?;
    Ok(Entered::New(party))
}

/// [`update`], written down.
///
/// # Errors
/// As [`update`].
pub fn change(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, profile: &Profile) -> Result<()> {
    let change = update(tx, act, party, profile)?;
    if change.is_empty() { Ok(()) } else { changed(tx, act, party, "party.updated", &change) }
}

/// Refuses to change how somebody is found and reached who works here and may do more than the one who acts: what the library
/// writes to a colleague goes where they said, not where a clerk has it go.
pub(crate) fn within_own(tx: &mut Tx<'_>, act: &Act, party: Id<Person>) -> Result<()> {
    let theirs = permissions::grants(tx, party)?;
    let Some(actor) = act.by.person().filter(|actor| *actor != party && !theirs.is_empty()) else {
        return Ok(());
    };
    match theirs.names().is_subset(&permissions::grants(tx, actor)?.names()) {
        true => Ok(()),
        false => Err(Refusal::new(Kind::Forbidden, Message::new("party-above")).into()),
    }
}

/// Writes a change down and tells the other modules.
pub(crate) fn changed(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    action: &str,
    detail: &impl Serialize,
) -> Result<()> {
    // Later than the change before it, also where the clock is not: the moment is the version of the entry.
    tx.exec(
        sql!(
            "UPDATE party SET changed_at = CASE WHEN changed_at < ?2 THEN ?2 ELSE changed_at + 1 END WHERE id = ?1"
        ),
        vals![party, act.at],
    )?;
    audit::record(tx, act, action, "person", party, detail)?;
    events::emit(tx, act, party, &PartyChanged { merged_into: None })?;
    Ok(())
}

/// The entry under this id, as it stands; also one that was merged into another.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Party> {
    let found = tx.opt(
        sql!(
            "SELECT id, kind, name, born, sex, phone, email, village, area, address, note, merged_into, created_at,
                 changed_at, folded = '' AS forgotten FROM party WHERE id = ?1"
        ),
        vals![party],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("party-unknown")).into())
}

/// What a form remembers of an entry, to know whether somebody else has changed it since.
pub fn version(party: &Party) -> String {
    party.changed_at.as_millisecond().to_string()
}

/// Until the transaction ends nobody else changes the entry; a form that remembers none is taken as it is.
///
/// # Errors
/// A refusal where somebody has changed it since it was `seen`; those of the database.
pub fn unchanged_since(tx: &mut Tx<'_>, party: Id<Person>, seen: &str) -> Result<()> {
    tx.lock("people.party", &party)?;
    if seen.is_empty() || version(&one(tx, party)?) == seen {
        return Ok(());
    }
    Err(Refusal::of_field("name", Message::new("party-changed-meanwhile")).into())
}

/// The entry that this id leads to: its own, or the one it was merged into.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn living(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Party> {
    let found = one(tx, party)?;
    match found.merged_into {
        Some(survivor) => one(tx, survivor),
        None => Ok(found),
    }
}

/// The entry under this id, for something to be written into it: of whoever was forgotten nothing is written down any more.
///
/// # Errors
/// A refusal when there is none, and when it is that of somebody forgotten; those of the database.
pub fn remembered(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Party> {
    let found = one(tx, party)?;
    match found.forgotten {
        true => Err(Refusal::new(Kind::Conflict, Message::new("party-forgotten")).into()),
        false => Ok(found),
    }
}

/// Every id that stands for this person: that of the entry itself, and those of the entries that were merged into it. What is
/// held about somebody, and forgotten with them, is asked for under each.
///
/// # Errors
/// Those of the database.
pub fn ids(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Id<Person>>> {
    let into: Option<(Option<Id<Person>>,)> =
        tx.opt(sql!("SELECT merged_into FROM party WHERE id = ?1"), vals![party])?;
    let survivor = into.and_then(|(into,)| into).unwrap_or(party);
    let merged: Vec<(Id<Person>,)> =
        tx.all(sql!("SELECT id FROM party WHERE merged_into = ?1 ORDER BY id"), vals![survivor])?;
    Ok(std::iter::once(survivor).chain(merged.into_iter().map(|(id,)| id)).collect())
}

/// Enters a person the library does not know yet. The caller writes down why.
///
/// # Errors
/// A refusal with everything that speaks against the profile; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, profile: &Profile) -> Result<Id<Person>> {
    enter_as(tx, act, PartyKind::Person, profile)
}

/// [`enter`], for any kind of party.
///
/// # Errors
/// As [`enter`].
pub fn enter_as(tx: &mut Tx<'_>, act: &Act, kind: PartyKind, profile: &Profile) -> Result<Id<Person>> {
    Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
    let person = Id::new();
    let facts = Facts::of(tx, kind, profile)?;
    tx.exec(
        sql!(
            "INSERT INTO party (id, kind, name, folded, born, sex, phone, email, village, area, address, note,
                 created_at, changed_at)
             VALUES (?1, ?13, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)"
        ),
        vals![
            person,
            facts.name,
            name::folded(&facts.name),
            facts.born,
            facts.sex,
            facts.phone,
            facts.email,
            facts.village,
            facts.area,
            facts.address,
            facts.note,
            act.at,
            kind
        ],
    )?;
    for (kind, value) in contacts::first_ways(facts.phone.as_deref(), facts.email.as_deref()) {
        contacts::keep(tx, person, kind, value)?;
    }
    keep_words(tx, person, &[facts.name])?;
    Ok(person)
}

/// [`enter`], for many at once, in their order. The caller has made sure that the library knows none of them.
///
/// # Errors
/// As [`enter`].
pub fn enter_all(tx: &mut Tx<'_>, act: &Act, profiles: &[Profile]) -> Result<Vec<Id<Person>>> {
    Ok(entered_all(tx, act, profiles)?.into_iter().map(|(person, ..)| person).collect())
}

/// [`enter_all`], written down for each.
///
/// # Errors
/// As [`enter`].
pub(crate) fn register_all(tx: &mut Tx<'_>, act: &Act, profiles: &[Profile]) -> Result<Vec<Id<Person>>> {
    let entered = entered_all(tx, act, profiles)?;
    let details: Vec<_> = entered.iter().map(|(person, _, facts)| (*person, facts)).collect();
    audit::record_all(tx, act, "party.entered", "person", &details)?;
    let persons: Vec<_> = entered.iter().map(|(person, ..)| *person).collect();
    events::emit_all(tx, act, &persons, &PartyChanged { merged_into: None })?;
    Ok(persons)
}

/// Who was entered: their ids, folded names and profiles.
type EnteredAll = Vec<(Id<Person>, String, Facts)>;

fn entered_all(tx: &mut Tx<'_>, act: &Act, profiles: &[Profile]) -> Result<EnteredAll> {
    const PARTIES: store::many::Rows = store::rows!(
        "INSERT INTO party (id, kind, name, folded, born, sex, phone, email, village, area, address, note,
             created_at, changed_at) VALUES ",
        14
    );
    let mut entered = Vec::with_capacity(profiles.len());
    for profile in profiles {
        Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
        let facts = Facts::of(tx, PartyKind::Person, profile)?;
        entered.push((Id::new(), name::folded(&facts.name), facts));
    }
    let mut rows = Vec::with_capacity(entered.len() * 14);
    for (person, folded, facts) in &entered {
        rows.extend_from_slice(vals![
            *person,
            PartyKind::Person,
            facts.name,
            *folded,
            facts.born,
            facts.sex,
            facts.phone,
            facts.email,
            facts.village,
            facts.area,
            facts.address,
            facts.note,
            act.at,
            act.at
        ]);
    }
    tx.exec_rows(&PARTIES, &rows)?;
    let ways: Vec<_> = entered
        .iter()
        .map(|(person, _, facts)| (*person, facts.phone.as_deref(), facts.email.as_deref()))
        .collect();
    contacts::keep_first(tx, &ways)?;
    keep_all_words(tx, &entered)?;
    Ok(entered)
}

/// Gives a person another profile; an account they have follows the name, and ends where they turn out to be a child that may
/// have none. What differs is returned, each fact as `[before, after]`, for the caller to write down.
///
/// # Errors
/// A refusal with everything that speaks against the profile, where it takes the birth date of a child or of whoever signs in
/// away, or makes a child of whoever cares for one, for nobody, and for somebody forgotten; those of the database.
pub fn update(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    profile: &Profile,
) -> Result<Map<String, Value>> {
    Refusal::unless_empty(Kind::Invalid, rules::profile_objections(profile, act.today()))?;
    let kind = remembered(tx, person)?.kind;
    let (old, new) = (Facts::stored(tx, person)?, Facts::of(tx, kind, profile)?);
    if old != new {
        within_own(tx, act, person)?;
    }
    let minor = old.born.is_some_and(|born| rules::age(born, act.today()) < rules::OF_AGE);
    if old.born.is_some() && new.born.is_none() && (minor || has_account(tx, person)?) {
        return Err(Refusal::of_field("born", Message::new("member-born-stays")).into());
    }
    if old.born != new.born
        && let Some(objection) = relationships::birth_objection(tx, act, person, new.born)?
    {
        return Err(Refusal::of_field("born", objection).into());
    }
    tx.exec(
        sql!(
            "UPDATE party SET name = ?2, folded = ?3, born = ?4, sex = ?5, phone = ?6, email = ?7, village = ?8,
                 area = ?9, address = ?10, note = ?11,
                 changed_at = CASE WHEN changed_at < ?12 THEN ?12 ELSE changed_at + 1 END WHERE id = ?1"
        ),
        vals![
            person,
            new.name,
            name::folded(&new.name),
            new.born,
            new.sex,
            new.phone,
            new.email,
            new.village,
            new.area,
            new.address,
            new.note,
            act.at
        ],
    )?;
    if new.name != old.name {
        reindex(tx, person)?;
        accounts::rename(tx, person, &new.name)?;
    }
    contacts::exchange(tx, person, old.phone.as_deref(), new.phone.as_deref())?;
    contacts::exchange(tx, person, old.email.as_deref(), new.email.as_deref())?;
    mind_age(tx, act, person, old.born)?;
    old.difference(&new)
}

fn has_account(tx: &mut Tx<'_>, person: Id<Person>) -> Result<bool> {
    Ok(accounts::of(tx, person)?.is_some_and(|account| account.closed_at.is_none()))
}

/// Ends the account, with its sessions, of whoever turns out to be a child that may have none (PP 17/2025); `was` is when they
/// were taken to be born while they had it. That of a colleague stays.
pub(crate) fn mind_age(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, was: Option<Date>) -> Result<()> {
    let is = one(tx, person)?.born;
    let open = has_account(tx, person)?;
    if was == is || !open || !rules::loses_login(was, is, act.today()) {
        return Ok(());
    }
    match permissions::holdings(tx, person)?.is_empty() {
        true => accounts::close(tx, act, person),
        false => Ok(()),
    }
}

/// The login of the account that a correction of the birth date has ended in this act: whoever made it is told.
///
/// # Errors
/// Those of the database.
pub fn shut_out(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Option<String>> {
    let now = |at: kernel::Timestamp| at.as_millisecond() == act.at.as_millisecond();
    Ok(accounts::of(tx, person)?
        .filter(|account| account.closed_at.is_some_and(now))
        .map(|account| account.login))
}
