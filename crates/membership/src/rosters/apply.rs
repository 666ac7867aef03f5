//! Takes a list over, and seats whoever waits when there is room.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{Profile, handles, identifiers, name, parties};
use platform::{audit, events, sequence, vault::Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Error, Result, Store, Tx, sql, vals};

use super::{
    Change, Entry, Listed, State, last, listed, look,
    register::{self, Candidate},
};
use crate::{
    Basis, Ground,
    bases::{self, NewBasis},
    members::{MemberChanged, NUMBERS},
    rules,
    sponsorships::{self, SeatOrder, Sponsorship, free_seats},
};

/// What came of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// How many got a seat.
    pub seated: usize,
    /// How many wait for one.
    pub waiting: usize,
    /// How many are gone.
    pub gone: usize,
    /// Of how many the list said something else.
    pub changed: usize,
    /// How many rows nothing was done with.
    pub doubtful: usize,
}

/// Takes a list over that was looked at when `version` lists had been applied: all of it or nothing. Doubtful
/// rows change nothing; whom they might be about stays as they were.
///
/// # Errors
/// A refusal when another list has been applied in between; those of the database.
pub fn apply(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    version: i64,
    file: &str,
    entries: Vec<Entry>,
) -> Result<Applied> {
    tx.lock("sponsorship", &sponsorship)?;
    tx.lock("people.register", &"")?;
    if last(tx, sponsorship)?.map_or(0, |roster| roster.version) != version {
        return Err(Refusal::new(Kind::Conflict, Message::new("roster-meanwhile")).into());
    }
    let carried = sponsorships::one(tx, sponsorship)?;
    let diff = look(tx, act, vault, sponsorship, entries)?;
    let today = act.today();
    for row in &diff.gone {
        leave(tx, act, &carried, row)?;
    }
    for change in diff.same.iter().chain(&diff.changed).chain(&diff.back) {
        continue_row(tx, act, change)?;
    }
    let mut numbers = HashMap::new();
    for new in &diff.new {
        let person = new.known.as_ref().map(|known| known.person);
        let row = enter(tx, sponsorship, &new.entry, person, today)?;
        if person.is_none() && !new.entry.identifiers.is_empty() {
            numbers.insert(row, &new.entry.identifiers);
        }
    }
    let seated = move_up(tx, act, sponsorship)?;
    keep_numbers(tx, act, vault, sponsorship, &numbers)?;
    tx.exec(
        sql!(
            "INSERT INTO roster (sponsorship, version, file, applied_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (sponsorship) DO UPDATE SET version = excluded.version, file = excluded.file,
                 applied_at = excluded.applied_at"
        ),
        vals![sponsorship, version + 1, file, act.at],
    )?;
    let waiting = sponsorships::seats(tx, sponsorship, today)?.waiting;
    let applied = Applied {
        seated,
        waiting: usize::try_from(waiting).unwrap_or_default(),
        gone: diff.gone.len(),
        changed: diff.changed.len(),
        doubtful: diff.doubtful.len(),
    };
    let detail = serde_json::json!({
        "version": version + 1, "new": diff.new.len(), "back": diff.back.len(), "gone": applied.gone,
        "changed": applied.changed, "class": diff.of_class(), "doubtful": applied.doubtful, "seated": seated,
        "waiting": waiting,
    });
    audit::record(tx, act, "roster.applied", "sponsorship", sponsorship, &detail)?;
    Ok(applied)
}

/// Seats whoever waits in every sponsorship that has room again: for the schedule, since grace ends by itself.
///
/// # Errors
/// Those of the database.
pub fn move_up_everywhere(store: &Store, act: &Act) -> Result<()> {
    let waiting: Vec<(Id<Sponsorship>,)> = store.read_blocking(|tx| {
        tx.all(
            sql!("SELECT DISTINCT sponsorship FROM roster_row WHERE state = 'waiting' ORDER BY sponsorship"),
            vals![],
        )
    })?;
    for (sponsorship,) in waiting {
        let act = act.clone();
        store.write_blocking(move |tx| move_up(tx, &act, sponsorship))?;
    }
    Ok(())
}

/// Seats as many of those who wait as there is room for, in the agreed order; how many.
///
/// # Errors
/// Those of the database.
pub fn move_up(tx: &mut Tx<'_>, act: &Act, sponsorship: Id<Sponsorship>) -> Result<usize> {
    let carried = sponsorships::one(tx, sponsorship)?;
    let free = free_seats(tx, &carried, act.today())?;
    let room = free.map_or(usize::MAX, |free| usize::try_from(free).unwrap_or_default());
    let rows = listed(tx, sponsorship)?;
    let mut taken: HashSet<Id<Person>> = rows.iter().filter_map(|row| row.person).collect();
    let mut waiting: Vec<Listed> = rows.into_iter().filter(|row| row.state == State::Waiting).collect();
    match carried.seat_order {
        SeatOrder::Roster => {}
        SeatOrder::Name => waiting.sort_by(|a, b| a.folded.cmp(&b.folded)),
        SeatOrder::Joined => waiting.sort_by_key(|row| row.joined),
    }
    waiting.truncate(room);
    let known = people_of(tx, &waiting)?;
    let mut seated = Vec::with_capacity(waiting.len());
    for row in waiting {
        let one = match row.person {
            Some(person) => Some(register::candidate(tx, person)?),
            None => known.get(&row.id).filter(|one| taken.insert(one.person)).cloned(),
        };
        seated.push((row, one));
    }
    let is_new =
        |(_, known): &&(Listed, Option<Candidate>)| known.as_ref().is_none_or(|one| one.code.is_none());
    let mut numbers = sequence::block(tx, NUMBERS, seated.iter().filter(is_new).count())?;
    for (row, known) in &seated {
        seat(tx, act, &carried, row, known.as_ref(), &mut numbers)?;
    }
    Ok(seated.len())
}

/// Whom of the register those rows are that nobody is known for yet: they may have registered since.
fn people_of(tx: &mut Tx<'_>, rows: &[Listed]) -> Result<HashMap<Id<Listed>, Candidate>> {
    let unknown: Vec<(Id<Listed>, Entry)> =
        rows.iter().filter(|row| row.person.is_none()).map(|row| (row.id, entry_of(row))).collect();
    let entries: Vec<Entry> = unknown.iter().map(|(_, entry)| entry.clone()).collect();
    let register = register::of(tx, &Vault::default(), &entries)?;
    let known =
        unknown.iter().filter_map(|(id, entry)| Some((*id, register.candidates(entry).first()?.clone())));
    Ok(known.collect())
}

fn entry_of(row: &Listed) -> Entry {
    Entry {
        line: row.position,
        number: row.number.clone(),
        class: row.class.clone(),
        profile: profile_of(row),
        identifiers: Vec::new(),
        warnings: Vec::new(),
        problems: Vec::new(),
    }
}

fn profile_of(row: &Listed) -> Profile {
    Profile {
        name: row.name.clone(),
        born: row.born,
        sex: row.sex,
        phone: row.phone.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        ..Profile::default()
    }
}

/// Gives a row its seat: a membership for whoever has none, with the next of `numbers`, and a basis for everybody.
fn seat(
    tx: &mut Tx<'_>,
    act: &Act,
    carried: &Sponsorship,
    row: &Listed,
    known: Option<&Candidate>,
    numbers: &mut impl Iterator<Item = i64>,
) -> Result<()> {
    let today = act.today();
    let since = carried.since.max(today);
    let person = match known {
        Some(one) => one.person,
        None => parties::enter(tx, act, &profile_of(row))?,
    };
    let (code, action) = match known.and_then(|one| one.code.clone()) {
        Some(code) => {
            tx.exec(
                sql!("UPDATE member SET confirmed_at = COALESCE(confirmed_at, ?2), closed_at = NULL WHERE person = ?1"),
                vals![person, act.at],
            )?;
            (code, "member.basis-added")
        }
        None => {
            let code = rules::code_of(numbers.next().ok_or(Error::Missing)?);
            tx.exec(
                sql!(
                    "INSERT INTO member (person, code, plan, since, confirmed_at) VALUES (?1, ?2, ?3, ?4, ?5)"
                ),
                vals![person, code, carried.plan, since, act.at],
            )?;
            handles::give(tx, person, &code)?;
            (code, "member.registered")
        }
    };
    let new = NewBasis { sponsorship: Some(carried.id), ..NewBasis::own(Ground::Roster, since) };
    let basis = bases::keep(tx, act, person, &new)?;
    tx.exec(
        sql!("UPDATE roster_row SET state = 'current', person = ?2, basis = ?3 WHERE id = ?1"),
        vals![row.id, person, basis],
    )?;
    let detail = serde_json::json!({
        "code": code, "ground": Ground::Roster.as_str(), "sponsorship": carried.id, "basis": basis, "since": since,
    });
    told(tx, act, person, action, &detail)
}

fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    action: &str,
    detail: &serde_json::Value,
) -> Result<()> {
    audit::record(tx, act, action, "person", person, detail)?;
    events::emit(tx, act, person, &MemberChanged {})?;
    Ok(())
}

/// Whoever is gone keeps the seat until the grace ends; whoever only waited leaves no trace.
pub(super) fn leave(tx: &mut Tx<'_>, act: &Act, carried: &Sponsorship, row: &Listed) -> Result<()> {
    let (Some(person), Some(basis)) = (row.person, row.basis) else {
        tx.exec(sql!("DELETE FROM roster_row WHERE id = ?1"), vals![row.id])?;
        return Ok(());
    };
    tx.exec(sql!("UPDATE roster_row SET state = 'gone' WHERE id = ?1"), vals![row.id])?;
    let last = last_day(act.today(), carried.grace_days)?;
    if row.basis_until.is_some_and(|until| until <= last) {
        return Ok(());
    }
    end_on(tx, act, person, basis, row.basis_until, Some(last))
}

fn last_day(today: Date, grace: i64) -> Result<Date> {
    today.checked_add(grace.days()).map_err(|e| Error::Shape(e.to_string()))
}

fn end_on(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    basis: Id<Basis>,
    before: Option<Date>,
    until: Option<Date>,
) -> Result<()> {
    bases::set_end(tx, basis, until)?;
    let action = if until.is_some() { "member.basis-ended" } else { "member.basis-added" };
    let detail =
        serde_json::json!({ "basis": basis, "ground": Ground::Roster.as_str(), "until": [before, until] });
    told(tx, act, person, action, &detail)
}

/// Brings a row up to date that is still there, or there again. Within its grace it has its seat still; later
/// it waits for one.
fn continue_row(tx: &mut Tx<'_>, act: &Act, change: &Change) -> Result<()> {
    let Change { row, entry } = change;
    let mut state = row.state;
    if row.state == State::Gone {
        let in_grace = row.basis_until.is_none_or(|until| until >= act.today());
        state = if in_grace { State::Current } else { State::Waiting };
        if let (true, Some(person), Some(basis), Some(_)) = (in_grace, row.person, row.basis, row.basis_until)
        {
            end_on(tx, act, person, basis, row.basis_until, None)?;
        }
    }
    let profile = &entry.profile;
    let now = (
        entry.number.clone().or_else(|| row.number.clone()),
        profile.sex.or(row.sex),
        entry.phone().or_else(|| row.phone.clone()),
        email_of(entry).or_else(|| row.email.clone()),
        entry.class.clone(),
    );
    let before = (row.number.clone(), row.sex, row.phone.clone(), row.email.clone(), row.class.clone());
    if now == before && state == row.state && row.position == entry.line && !change.of_person() {
        return Ok(());
    }
    tx.exec(
        sql!(
            "UPDATE roster_row SET number = ?2, name = ?3, folded = ?4, born = ?5, sex = ?6, phone = ?7, email = ?8,
                 class = ?9, position = ?10, state = ?11 WHERE id = ?1"
        ),
        vals![
            row.id,
            now.0,
            entry.name(),
            name::folded(&entry.name()),
            profile.born,
            now.1,
            now.2,
            now.3,
            now.4,
            entry.line,
            state
        ],
    )?;
    if change.of_person() { follow(tx, act, change) } else { Ok(()) }
}

/// The register follows a corrected name or birth date, unless it says something else already: then people have
/// looked at papers.
fn follow(tx: &mut Tx<'_>, act: &Act, change: &Change) -> Result<()> {
    let Some(person) = change.row.person else { return Ok(()) };
    let known = parties::living(tx, person)?;
    if name::folded(&known.name) != change.row.folded || known.born != change.row.born {
        return Ok(());
    }
    let text = Option::unwrap_or_default;
    let profile = Profile {
        name: change.entry.name(),
        born: change.entry.profile.born.or(known.born),
        sex: known.sex,
        phone: text(known.phone),
        email: text(known.email),
        village: text(known.village),
        address: text(known.address),
        note: text(known.note),
    };
    parties::change(tx, act, known.id, &profile)
}

fn email_of(entry: &Entry) -> Option<String> {
    Some(entry.profile.email.trim().to_lowercase()).filter(|email| !email.is_empty())
}

/// Enters a row that waits for its seat.
fn enter(
    tx: &mut Tx<'_>,
    sponsorship: Id<Sponsorship>,
    entry: &Entry,
    person: Option<Id<Person>>,
    today: Date,
) -> Result<Id<Listed>> {
    let (id, name) = (Id::new(), entry.name());
    tx.exec(
        sql!(
            "INSERT INTO roster_row (id, sponsorship, number, name, folded, born, sex, phone, email, class, position,
                 joined, state, person, basis)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'waiting', ?13, NULL)"
        ),
        vals![
            id,
            sponsorship,
            entry.number,
            name,
            name::folded(&name),
            entry.profile.born,
            entry.profile.sex,
            entry.phone(),
            email_of(entry),
            entry.class,
            entry.line,
            today,
            person
        ],
    )?;
    Ok(id)
}

/// Keeps the numbers that others gave whoever the list has brought into the register. Those that cannot be kept,
/// having no shape or another holder, are left out: they were never needed.
fn keep_numbers(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    numbers: &HashMap<Id<Listed>, &Vec<(&'static str, String)>>,
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    for row in listed(tx, sponsorship)? {
        let (Some(person), Some(numbers)) = (row.person, numbers.get(&row.id)) else { continue };
        for (scheme, value) in *numbers {
            match identifiers::keep(tx, act, vault, person, scheme, value) {
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
    }
    Ok(())
}
