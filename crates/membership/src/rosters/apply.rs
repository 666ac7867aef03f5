//! Takes a list over, and seats whoever waits when there is room. What is the same for many rows is written with few
//! statements: a list of thousands is applied while a desk waits.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{Profile, handles, identifiers, name, parties};
use platform::{audit, events, sequence, vault::Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    Error, Result, Store, Tx,
    many::{Ids, Rows},
    sql, vals,
};

use super::{
    Change, Entry, Listed, State, last, listed, look,
    register::{self, Candidate},
    undo,
};
use crate::{
    Basis, Ground, families,
    members::{MemberChanged, NUMBERS},
    rules, settings,
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
    undo::remember(tx, sponsorship, undo::Side::Before)?;
    leave(tx, act, &carried, &diff.gone)?;
    let still: Vec<&Change> = diff.same.iter().chain(&diff.changed).chain(&diff.back).collect();
    go_on(tx, act, sponsorship, &still)?;
    let mut numbers = HashMap::new();
    let mut rows = Vec::with_capacity(diff.new.len());
    for new in &diff.new {
        let person = new.known.as_ref().map(|known| known.person);
        let row = Listed { person, ..waiting(&new.entry, act.today()) };
        if person.is_none() && !new.entry.identifiers.is_empty() {
            numbers.insert(row.id, &new.entry.identifiers);
        }
        rows.push(row);
    }
    keep(tx, sponsorship, &rows)?;
    let seated = move_up(tx, act, sponsorship)?;
    keep_numbers(tx, act, vault, sponsorship, &numbers)?;
    tx.exec(
        sql!(
            "INSERT INTO roster (sponsorship, version, file, applied_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (sponsorship) DO UPDATE SET version = excluded.version, file = excluded.file,
                 applied_at = excluded.applied_at, undone_at = NULL"
        ),
        vals![sponsorship, version + 1, file, act.at],
    )?;
    undo::remember(tx, sponsorship, undo::Side::After)?;
    let waiting = sponsorships::seats(tx, sponsorship, act.today())?.waiting;
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
    const MEMBERS: Rows =
        store::rows!("INSERT INTO member (person, code, plan, since, confirmed_at, consent_due) VALUES ", 6);
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
        .flat_map(|one| vals![one.person, one.code, carried.plan, since, act.at, consent_due].to_vec())
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

/// [`members::reopen`](crate::members), for many: a list brings back whoever left, but no child whose guardian has taken
/// their consent back.
fn reopen(tx: &mut Tx<'_>, act: &Act, persons: &[Id<Person>]) -> Result<()> {
    const OPEN: Ids = store::ids!(
        "UPDATE member SET closed_at = NULL WHERE NOT EXISTS (
             SELECT 1 FROM consent c JOIN party p ON p.id = c.subject
             WHERE c.subject = member.person AND c.purpose = 'membership' AND p.born > ?1 AND NOT EXISTS (
                 SELECT 1 FROM consent f WHERE f.subject = c.subject AND f.purpose = 'membership'
                     AND f.withdrawn_at IS NULL)) AND person IN ",
        2
    );
    tx.exec_ids(&OPEN, vals![families::grown_are_born_by(act.today())?], persons).map(drop)
}

/// Writes down what was done to each, and tells the other modules.
fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &str,
    subjects: &[(Id<Person>, serde_json::Value)],
) -> Result<()> {
    audit::record_all(tx, act, action, "person", subjects)?;
    let persons: Vec<Id<Person>> = subjects.iter().map(|(person, _)| *person).collect();
    events::emit_all(tx, act, &persons, &MemberChanged {})
}

/// Whoever is gone keeps the seat until the grace ends; whoever only waited leaves no trace.
pub(super) fn leave(tx: &mut Tx<'_>, act: &Act, carried: &Sponsorship, rows: &[Listed]) -> Result<()> {
    const FORGET: Ids = store::ids!("DELETE FROM roster_row WHERE sponsorship = ?1 AND id IN ", 2);
    const GONE: Ids =
        store::ids!("UPDATE roster_row SET state = 'gone' WHERE sponsorship = ?1 AND id IN ", 2);
    let last = act.today().checked_add(carried.grace_days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    let ids = |rows: &[&Listed]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let (had, waited): (Vec<&Listed>, Vec<&Listed>) =
        rows.iter().partition(|row| row.person.is_some() && row.basis.is_some());
    tx.exec_ids(&FORGET, vals![carried.id], &ids(&waited))?;
    tx.exec_ids(&GONE, vals![carried.id], &ids(&had))?;
    let longer = had.iter().filter(|row| row.basis_until.is_none_or(|until| until > last));
    let ends: Vec<End> = longer.filter_map(|row| End::of(row, Some(last))).collect();
    set_ends(tx, act, &ends)
}

/// The last day of a basis, as it was and as it is to be.
pub(super) struct End {
    pub(super) person: Id<Person>,
    pub(super) basis: Id<Basis>,
    pub(super) before: Option<Date>,
    pub(super) after: Option<Date>,
}

impl End {
    /// The end of the basis that a row has given, where it has.
    pub(super) fn of(row: &Listed, after: Option<Date>) -> Option<Self> {
        Some(Self { person: row.person?, basis: row.basis?, before: row.basis_until, after })
    }
}

/// Lets bases end on other days.
pub(super) fn set_ends(tx: &mut Tx<'_>, act: &Act, ends: &[End]) -> Result<()> {
    const ENDS: Ids = store::ids!("UPDATE basis SET until = ?1 WHERE id IN ", 2);
    let mut by_day: BTreeMap<Option<Date>, Vec<&End>> = BTreeMap::new();
    for end in ends {
        by_day.entry(end.after).or_default().push(end);
    }
    for (day, ends) in by_day {
        let bases: Vec<_> = ends.iter().map(|end| end.basis).collect();
        tx.exec_ids(&ENDS, vals![day], &bases)?;
        let detail = |end: &&End| {
            let detail = serde_json::json!({
                "basis": end.basis, "ground": Ground::Roster.as_str(), "until": [end.before, end.after],
            });
            (end.person, detail)
        };
        let details: Vec<_> = ends.iter().map(detail).collect();
        let action = if day.is_some() { "member.basis-ended" } else { "member.basis-added" };
        told(tx, act, action, &details)?;
    }
    Ok(())
}

/// Brings rows up to date that are still there, or there again. Within its grace a row has its seat still; later it
/// waits for one.
fn go_on(tx: &mut Tx<'_>, act: &Act, sponsorship: Id<Sponsorship>, changes: &[&Change]) -> Result<()> {
    let (mut rows, mut ends) = (Vec::new(), Vec::new());
    for change in changes {
        let Change { row, entry } = change;
        let mut state = row.state;
        if row.state == State::Gone {
            let in_grace = row.basis_until.is_none_or(|until| until >= act.today());
            state = if in_grace { State::Current } else { State::Waiting };
            if in_grace && row.basis_until.is_some() {
                ends.extend(End::of(row, None));
            }
        }
        let after = Listed {
            id: row.id,
            joined: row.joined,
            person: row.person,
            basis: row.basis,
            basis_until: row.basis_until,
            number: entry.number.clone().or_else(|| row.number.clone()),
            sex: entry.profile.sex.or(row.sex),
            phone: entry.phone().or_else(|| row.phone.clone()),
            email: email_of(entry).or_else(|| row.email.clone()),
            state,
            ..waiting(entry, act.today())
        };
        if after != *row {
            rows.push(after);
        }
    }
    reopen(tx, act, &ends.iter().map(|end| end.person).collect::<Vec<_>>())?;
    set_ends(tx, act, &ends)?;
    keep(tx, sponsorship, &rows)?;
    for change in changes.iter().filter(|change| change.of_person()) {
        follow(tx, act, change)?;
    }
    Ok(())
}

/// The register follows a corrected name or birth date, unless it says something else already: then people have
/// looked at papers.
pub(super) fn follow(tx: &mut Tx<'_>, act: &Act, change: &Change) -> Result<()> {
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

/// The register goes back to a name or birth date that a list has corrected, as [`follow`] would go there.
pub(super) fn follow_back(tx: &mut Tx<'_>, act: &Act, from: &Listed, to: &Listed) -> Result<()> {
    follow(tx, act, &Change { row: from.clone(), entry: entry_of(to) })
}

fn email_of(entry: &Entry) -> Option<String> {
    Some(entry.profile.email.trim().to_lowercase()).filter(|email| !email.is_empty())
}

/// A row as it waits for its seat.
fn waiting(entry: &Entry, today: Date) -> Listed {
    let name = entry.name();
    Listed {
        id: Id::new(),
        number: entry.number.clone(),
        folded: name::folded(&name),
        name,
        born: entry.profile.born,
        sex: entry.profile.sex,
        phone: entry.phone(),
        email: email_of(entry),
        class: entry.class.clone(),
        position: entry.line,
        joined: today,
        state: State::Waiting,
        person: None,
        basis: None,
        basis_until: None,
    }
}

/// Keeps rows as they are now, new ones and those that are there.
pub(super) fn keep(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, rows: &[Listed]) -> Result<()> {
    const LISTED: Rows = store::rows!(
        "INSERT INTO roster_row (id, sponsorship, number, name, folded, born, sex, phone, email, class, position,
             joined, state, person, basis) VALUES ",
        15,
        " ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, folded = excluded.folded,
             born = excluded.born, sex = excluded.sex, phone = excluded.phone, email = excluded.email,
             class = excluded.class, position = excluded.position, state = excluded.state, person = excluded.person,
             basis = excluded.basis"
    );
    let mut values = Vec::with_capacity(rows.len() * 15);
    for row in rows {
        values.extend_from_slice(vals![
            row.id,
            sponsorship,
            row.number,
            row.name,
            row.folded,
            row.born,
            row.sex,
            row.phone,
            row.email,
            row.class,
            row.position,
            row.joined,
            row.state,
            row.person,
            row.basis
        ]);
    }
    tx.exec_rows(&LISTED, &values).map(drop)
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
