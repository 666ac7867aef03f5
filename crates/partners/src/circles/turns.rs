//! Turns: who hosts when, and what the others gave. A mistake is reversed.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::audit;
use store::{Error, Result, Tx, sql, vals};

use super::{Circle, Help, Turn, going, help, members, turns};
use crate::model::Unit;

/// How many years ahead a turn is planned at most.
const FARTHEST: i64 = 2;

/// Agrees on the next turn.
///
/// # Errors
/// A refusal with every reason: a host who is not in the circle, nothing said, a day before it began or far off, a circle
/// that has ended; those of the database.
pub fn plan(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    host: Id<Person>,
    day: Option<Date>,
    what: &str,
) -> Result<Id<Turn>> {
    let of = going(tx, circle)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !members(tx, circle)?.iter().any(|one| one.partner == host && one.left_on.is_none()) {
        object("host", "circle-no-member");
    }
    if !(1..=500).contains(&what.trim().chars().count()) {
        object("what", "circle-what-missing");
    }
    match day {
        None => object("day", "partner-day-unreadable"),
        Some(day) if day < of.begun => object("day", "circle-not-begun"),
        Some(day) if day > act.today().saturating_add(FARTHEST.years()) => object("day", "circle-too-far"),
        Some(_) => {}
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let day = day.ok_or(Error::Missing)?;
    let number = turns(tx, circle)?.first().map_or(0, |last| last.number) + 1;
    let id = Id::new();
    // The database itself takes no turn of a time when there was no circle.
    let rows = tx.exec(
        sql!(
            "INSERT INTO circle_turn (id, circle, number, host, day, what)
             SELECT ?1, c.id, ?3, ?4, ?5, ?6 FROM circle c WHERE c.id = ?2 AND c.ended IS NULL AND c.begun <= ?5"
        ),
        vals![id, circle, number, host, day, what.trim()],
    )?;
    if rows == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("circle-ended-already")).into());
    }
    audit::record(
        tx,
        act,
        "circle.planned",
        "circle",
        circle,
        &serde_json::json!({ "number": number, "host": host }),
    )?;
    Ok(id)
}

/// Writes down what a member gave in a turn. Money is not among the units.
///
/// # Errors
/// A refusal with every reason: help by the host, by a stranger, of nothing; those of the database.
pub fn give(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    turn: Id<Turn>,
    giver: Id<Person>,
    (unit, amount): (Unit, i64),
    what: &str,
) -> Result<Id<Help>> {
    going(tx, circle)?;
    let found = turns(tx, circle)?.into_iter().find(|one| one.id == turn);
    let found = found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if giver == found.host {
        object("giver", "circle-helps-itself");
    } else if !members(tx, circle)?.iter().any(|one| one.partner == giver) {
        object("giver", "circle-no-member");
    }
    if unit == Unit::Rupiah {
        object("unit", "circle-no-money");
    }
    if !(1..=1_000_000).contains(&amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if !(1..=500).contains(&what.trim().chars().count()) {
        object("help", "circle-what-missing");
    }
    if found.day > act.today() {
        object("amount", "partner-day-to-come");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    write(tx, act, circle, &found, giver, (unit, amount), what.trim(), None)
}

/// Takes back what was written down by mistake.
///
/// # Errors
/// A refusal when it was taken back already; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, id: Id<Help>) -> Result<()> {
    let there = help(tx, circle)?.into_iter().find(|one| one.id == id && !one.is_reversal);
    let one = there.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    if one.reversed {
        return Err(Refusal::new(Kind::Conflict, Message::new("fulfilment-reversed-already")).into());
    }
    let turn = turns(tx, circle)?.into_iter().find(|turn| turn.id == one.turn);
    let turn = turn.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    write(tx, act, circle, &turn, one.giver, (one.unit, -one.amount), &one.what, Some(id)).map(drop)
}

#[expect(clippy::too_many_arguments, reason = "the columns of a row, written in one place")]
fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    turn: &Turn,
    giver: Id<Person>,
    (unit, amount): (Unit, i64),
    what: &str,
    reverses: Option<Id<Help>>,
) -> Result<Id<Help>> {
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO circle_help (id, turn, circle, host, giver, unit, amount, what, reverses, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        vals![id, turn.id, circle, turn.host, giver, unit, amount, what, reverses, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "giver": giver, "unit": unit.as_str(), "amount": amount });
    audit::record(tx, act, "circle.helped", "circle", circle, &detail)?;
    Ok(id)
}
