//! What a people counter at the door showed: a fact of its own kind, never added to the visitors' book.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::{audit, library::Branch};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Part, rules};

/// More than this in a day a door does not let in; whoever types more has typed the counter's total.
const MOST: i64 = 50_000;
const NOTE_LENGTH: usize = 200;

/// A counter's number.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Count {
    /// Which.
    pub id: Id<Count>,
    /// Where.
    pub branch: Id<Branch>,
    /// For which day.
    pub day: Date,
    /// For which part of it.
    pub part: Part,
    /// How many came in.
    pub people: i64,
    /// A word to it.
    pub note: Option<String>,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: Option<Id<Person>>,
}

/// Enters a counter's number. One that stands for the same part of the day is corrected by it: reversed, not deleted.
///
/// # Errors
/// A refusal for a day that has not come or is long ago, an impossible number, or a whole day beside parts of it; those of the database.
pub fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    branch: Id<Branch>,
    day: Date,
    part: Part,
    people: i64,
    note: &str,
) -> Result<Id<Count>> {
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if let Some(message) = rules::day_objection(day, act.today()) {
        object("day", message);
    }
    if !(0..=MOST).contains(&people) {
        object("people", Message::new("visit-count-wrong").with("most", MOST));
    }
    if note.trim().chars().count() > NOTE_LENGTH {
        object("note", Message::new("member-text-too-long"));
    }
    tx.lock("door-count", &format_args!("{branch} {day}"))?;
    let standing = of_day(tx, branch, day)?;
    if standing.iter().any(|count| (count.part == Part::Day) != (part == Part::Day)) {
        object("part", Message::new("visit-count-parts"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    if let Some(before) = standing.iter().find(|count| count.part == part) {
        if before.people == people {
            return Ok(before.id);
        }
        take_back(tx, act, before)?;
    }
    let id = Id::new();
    let note = Some(note.trim()).filter(|note| !note.is_empty());
    tx.exec(
        sql!(
            "INSERT INTO door_count (id, branch, day, part, people, note, recorded_at, recorded_by, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)"
        ),
        vals![id, branch, day, part, people, note, act.at, act.by.person()],
    )?;
    let facts = json!({ "day": day, "part": part.as_str(), "people": people });
    audit::record(tx, act, "door-count.entered", "door-count", id, &facts)?;
    Ok(id)
}

/// Takes a number back.
///
/// # Errors
/// A refusal when it does not stand; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Count>) -> Result<Count> {
    tx.lock("door-count", &id)?;
    let found: Option<Count> = tx.opt(
        sql!(
            "SELECT c.id, c.branch, c.day, c.part, c.people, c.note, c.recorded_at, c.recorded_by FROM door_count c
             WHERE c.id = ?1 AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM door_count r WHERE r.reverses = c.id)"
        ),
        vals![id],
    )?;
    let found = found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("visit-unknown")))?;
    take_back(tx, act, &found)?;
    let facts = json!({ "day": found.day, "part": found.part.as_str(), "people": found.people });
    audit::record(tx, act, "door-count.reversed", "door-count", id, &facts)?;
    Ok(found)
}

fn take_back(tx: &mut Tx<'_>, act: &Act, count: &Count) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO door_count (id, branch, day, part, people, note, recorded_at, recorded_by, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7, ?8)"
        ),
        vals![
            Id::<Count>::new(),
            count.branch,
            count.day,
            count.part,
            -count.people,
            act.at,
            act.by.person(),
            count.id
        ],
    )?;
    Ok(())
}

/// The numbers that stand for a day at a place.
///
/// # Errors
/// Those of the database.
pub fn of_day(tx: &mut Tx<'_>, branch: Id<Branch>, day: Date) -> Result<Vec<Count>> {
    between(tx, branch, day, day, 10)
}

/// The numbers that stand for days at a place, the latest first.
///
/// # Errors
/// Those of the database.
pub fn between(tx: &mut Tx<'_>, branch: Id<Branch>, from: Date, to: Date, limit: i64) -> Result<Vec<Count>> {
    tx.all(
        sql!(
            "SELECT c.id, c.branch, c.day, c.part, c.people, c.note, c.recorded_at, c.recorded_by FROM door_count c
             WHERE c.day >= ?2 AND c.day <= ?3 AND c.branch = ?1 AND c.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM door_count r WHERE r.reverses = c.id)
             ORDER BY c.day DESC, c.part, c.id LIMIT ?4"
        ),
        vals![branch, from, to, limit],
    )
}
