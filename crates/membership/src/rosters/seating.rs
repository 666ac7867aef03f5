//! Seats whoever waits when there is room: a membership for whoever has none, and a basis for everybody.

use std::collections::{HashMap, HashSet};

use kernel::{Act, Id, Person};
use people::{Profile, handles, parties};
use platform::{audit, events, sequence, vault::Vault};
use store::{
    Error, Result, Store, Tx,
    many::{Ids, Rows},
    sql, vals,
};

use super::{
    Entry, Listed, State,
    going::reopen,
    listed,
    register::{self, Candidate},
    rows::{entry_of, keep, profile_of},
    undo,
};
use crate::{
    Basis, Ground,
    members::{MemberChanged, NUMBERS},
    rules, settings,
    sponsorships::{self, SeatOrder, Sponsorship, free_seats},
};

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
    let act = act.clone();
    store.write_blocking(move |tx| undo::forget_old(tx, &act))
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
    let (named, known) = (register::named(tx, sponsorship)?, people_of(tx, &waiting)?);
    let seated: Vec<(Listed, Option<Candidate>)> = waiting
        .into_iter()
        .map(|row| {
            let one = match row.person {
                Some(person) => named.get(&person).cloned(),
                None => known.get(&row.id).filter(|one| taken.insert(one.person)).cloned(),
            };
            (row, one)
        })
        .collect();
    let count = seated.len();
    seat(tx, act, &carried, seated)?;
    Ok(count)
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

/// Somebody who gets a seat.
struct Seated {
    row: Listed,
    person: Id<Person>,
    basis: Id<Basis>,
    code: String,
    /// Whether they have been a member before.
    was_member: bool,
}

/// Gives rows their seats: a membership for whoever has none, with the next numbers, and a basis for everybody.
fn seat(
    tx: &mut Tx<'_>,
    act: &Act,
    carried: &Sponsorship,
    rows: Vec<(Listed, Option<Candidate>)>,
) -> Result<()> {
    const MEMBERS: Rows = store::rows!(
        "INSERT INTO member (person, code, plan, plan_since, since, confirmed_at, consent_due) VALUES ",
        7
    );
    const BASES: Rows =
        store::rows!("INSERT INTO basis (id, member, kind, since, sponsorship, added_at) VALUES ", 6);
    const AGAIN: Ids =
        store::ids!("UPDATE member SET confirmed_at = COALESCE(confirmed_at, ?1) WHERE person IN ", 2);
    let since = carried.since.max(act.today());
    let consent_due = settings::provisional_until(tx, since)?;
    let strangers: Vec<Profile> =
        rows.iter().filter(|(_, known)| known.is_none()).map(|(row, _)| profile_of(row)).collect();
    let mut entered = parties::enter_all(tx, act, &strangers)?.into_iter();
    let begin = |known: &Option<Candidate>| known.as_ref().is_none_or(|one| one.code.is_none());
    let beginning = rows.iter().filter(|(_, known)| begin(known)).count();
    let mut numbers = sequence::block(tx, NUMBERS, beginning)?;
    let mut seated = Vec::with_capacity(rows.len());
    for (row, known) in rows {
        let code = known.as_ref().and_then(|one| one.code.clone());
        let was_member = code.is_some();
        let person = known.map(|one| one.person).or_else(|| entered.next()).ok_or(Error::Missing)?;
        let code = match code {
            Some(code) => code,
            None => rules::code_of(numbers.next().ok_or(Error::Missing)?),
        };
        seated.push(Seated { row, person, basis: Id::new(), code, was_member });
    }
    let (again, new): (Vec<&Seated>, Vec<&Seated>) = seated.iter().partition(|one| one.was_member);
    let members: Vec<_> = new
        .iter()
        .flat_map(|one| vals![one.person, one.code, carried.plan, since, since, act.at, consent_due].to_vec())
        .collect();
    tx.exec_rows(&MEMBERS, &members)?;
    let codes: Vec<_> = new.iter().map(|one| (one.person, one.code.clone())).collect();
    handles::give_all(tx, &codes)?;
    let persons: Vec<_> = again.iter().map(|one| one.person).collect();
    tx.exec_ids(&AGAIN, vals![act.at], &persons)?;
    reopen(tx, act, &persons)?;
    let bases: Vec<_> = seated
        .iter()
        .flat_map(|one| vals![one.basis, one.person, Ground::Roster, since, carried.id, act.at].to_vec())
        .collect();
    tx.exec_rows(&BASES, &bases)?;
    let detail = |one: &&Seated| {
        let detail = serde_json::json!({
            "code": one.code, "ground": Ground::Roster.as_str(), "sponsorship": carried.id, "basis": one.basis,
            "since": since,
        });
        (one.person, detail)
    };
    let (again, new): (Vec<_>, Vec<_>) =
        (again.iter().map(detail).collect(), new.iter().map(detail).collect());
    told(tx, act, "member.basis-added", &again)?;
    told(tx, act, "member.registered", &new)?;
    let rows: Vec<Listed> = seated
        .into_iter()
        .map(|one| Listed {
            state: State::Current,
            person: Some(one.person),
            basis: Some(one.basis),
            ..one.row
        })
        .collect();
    keep(tx, carried.id, &rows)
}

/// Writes down what was done to each, and tells the other modules.
pub(super) fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &str,
    subjects: &[(Id<Person>, serde_json::Value)],
) -> Result<()> {
    audit::record_all(tx, act, action, "person", subjects)?;
    let persons: Vec<Id<Person>> = subjects.iter().map(|(person, _)| *person).collect();
    events::emit_all(tx, act, &persons, &MemberChanged {})
}
