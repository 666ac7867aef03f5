//! Turns: who hosts when, and what the others gave. A mistake is reversed.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use notices::{Channel, Notice, NoticeKind, Purpose};
use platform::audit;
use store::{Error, Result, Tx, sql, vals};

use super::{Circle, Help, Turn, UNITS, going, help, members, next_of, turns, was_in};
use crate::{model::Unit, partners::text, reminders};

/// To those who speak for the members of a circle: a turn is planned, moved or called off.
pub const TURN: NoticeKind =
    NoticeKind { name: "partners.circle-turn", purpose: Purpose::Duty, channels: Channel::ALL };

/// How many years ahead a turn is planned at most.
const FARTHEST: i64 = 2;

/// A turn that is agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTurn {
    /// Whom the others help.
    pub host: Id<Person>,
    /// On which day; none where it cannot be read.
    pub day: Option<Date>,
    /// What is done.
    pub what: String,
    /// Why it goes to another than the order says; empty where it does not.
    pub out_of_turn: String,
}

/// Agrees on the next turn. The order of turns holds: who passes it by says why.
///
/// # Errors
/// A refusal with every reason: a host who is not in the circle, or whose turn it is not without a reason, nothing said, a day
/// before it began, before the turn before or far off, a circle that has ended; those of the database.
pub fn plan(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, new: &NewTurn) -> Result<Id<Turn>> {
    let of = going(tx, circle)?;
    let (members, turns) = (members(tx, circle)?, turns(tx, circle)?);
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !members.iter().any(|one| one.partner == new.host && one.left_on.is_none()) {
        object("host", "circle-no-member");
    } else if next_of(&members, &turns) != Some(new.host) && new.out_of_turn.trim().is_empty() {
        object("out_of_turn", "circle-not-its-turn");
    }
    if new.out_of_turn.chars().count() > 300 {
        object("out_of_turn", "partner-text-too-long");
    }
    if !(1..=500).contains(&new.what.trim().chars().count()) {
        object("what", "circle-what-missing");
    }
    if let Some(key) = day_objection(&of, &turns, None, new.day, act.today()) {
        object("day", key);
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let day = new.day.ok_or(Error::Missing)?;
    let number = turns.first().map_or(0, |last| last.number) + 1;
    let id = Id::new();
    let out_of_turn = text(&new.out_of_turn).filter(|_| next_of(&members, &turns) != Some(new.host));
    // The database itself takes no turn of a time when there was no circle.
    let rows = tx.exec(
        sql!(
            "INSERT INTO circle_turn (id, circle, number, host, day, what, out_of_turn, cancelled)
             SELECT ?1, c.id, ?3, ?4, ?5, ?6, ?7, NULL FROM circle c
             WHERE c.id = ?2 AND c.ended IS NULL AND c.begun <= ?5"
        ),
        vals![id, circle, number, new.host, day, new.what.trim(), out_of_turn],
    )?;
    if rows == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("circle-ended-already")).into());
    }
    let detail = serde_json::json!({ "number": number, "host": new.host, "reason": out_of_turn });
    audit::record(tx, act, "circle.planned", "circle", circle, &detail)?;
    // One that is written down on its day is no news any more.
    if day > act.today() {
        tell(tx, act, &of, id, |notice| notice.with("step", "planned"))?;
    }
    Ok(id)
}

/// Tells those who speak for the members of a circle of a turn, unless its day has passed.
fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    of: &Circle,
    turn: Id<Turn>,
    step: impl Fn(Notice) -> Notice,
) -> Result<()> {
    let found = turns(tx, of.id)?.into_iter().find(|one| one.id == turn && one.day >= act.today());
    let Some(turn) = found else { return Ok(()) };
    let mut out = Vec::new();
    for member in members(tx, of.id)?.into_iter().filter(|one| one.left_on.is_none()) {
        let notice = |who| {
            step(Notice::new(TURN, who))
                .with("circle", of.name.as_str())
                .with("host", turn.host_name.as_str())
                .with("day", turn.day)
                .with("what", turn.what.as_str())
                .link(format!("/saya/mitra/{}", member.code))
        };
        out.extend(reminders::speakers(tx, member.partner, act.today())?.into_iter().map(notice));
    }
    notices::send_all(tx, act, out).map(drop)
}

/// What speaks against the day of a turn, of another than `but`: turns follow each other.
fn day_objection(
    of: &Circle,
    turns: &[Turn],
    but: Option<&Turn>,
    day: Option<Date>,
    today: Date,
) -> Option<&'static str> {
    let others = || turns.iter().filter(|turn| turn.cancelled.is_none());
    let before = others().filter(|turn| but.is_none_or(|but| turn.number < but.number)).map(|turn| turn.day);
    let after = others().filter(|turn| but.is_some_and(|but| turn.number > but.number)).map(|turn| turn.day);
    match day {
        None => Some("partner-day-unreadable"),
        Some(day) if day < of.begun => Some("circle-not-begun"),
        Some(day) if before.max().is_some_and(|last| day < last) => Some("circle-before-last-turn"),
        Some(day) if after.min().is_some_and(|next| day > next) => Some("circle-after-next-turn"),
        Some(day) if day > today.saturating_add(FARTHEST.years()) => Some("circle-too-far"),
        Some(_) => None,
    }
}

/// A turn of a circle that goes on, of which nothing has been given.
fn still_open(tx: &mut Tx<'_>, circle: Id<Circle>, turn: Id<Turn>) -> Result<Turn> {
    let found = turns(tx, circle)?.into_iter().find(|one| one.id == turn);
    let found = found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    let given = help(tx, circle)?.iter().any(|one| one.turn == turn && !one.is_reversal && !one.reversed);
    if given || found.cancelled.is_some() {
        return Err(Refusal::new(Kind::Conflict, Message::new("circle-turn-held")).into());
    }
    Ok(found)
}

/// Moves a turn to another day, as long as nothing was given in it.
///
/// # Errors
/// A refusal of a day as in [`plan`], and of a turn that was held or called off; those of the database.
pub fn move_to(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    turn: Id<Turn>,
    day: Option<Date>,
) -> Result<()> {
    let of = going(tx, circle)?;
    let found = still_open(tx, circle, turn)?;
    let all = turns(tx, circle)?;
    if let Some(key) = day_objection(&of, &all, Some(&found), day, act.today()) {
        return Err(Refusal::of_field("new_day", Message::new(key)).into());
    }
    tx.exec(sql!("UPDATE circle_turn SET day = ?2 WHERE id = ?1 AND cancelled IS NULL"), vals![turn, day])?;
    let detail = serde_json::json!({ "number": found.number, "day": [Some(found.day), day] });
    audit::record(tx, act, "circle.turn-moved", "circle", circle, &detail)?;
    tell(tx, act, &of, turn, |notice| notice.with("step", "moved").with("was", found.day))
}

/// Calls a turn off, with the reason; it counts for nobody.
///
/// # Errors
/// A refusal without a reason, and of a turn that was held or called off; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, turn: Id<Turn>, why: &str) -> Result<()> {
    let of = going(tx, circle)?;
    let found = still_open(tx, circle, turn)?;
    if !(1..=300).contains(&why.trim().chars().count()) {
        return Err(Refusal::of_field("why", Message::new("circle-cancel-why-missing")).into());
    }
    tx.exec(
        sql!("UPDATE circle_turn SET cancelled = ?2 WHERE id = ?1 AND cancelled IS NULL"),
        vals![turn, why.trim()],
    )?;
    let detail = serde_json::json!({ "number": found.number, "reason": why.trim() });
    audit::record(tx, act, "circle.turn-cancelled", "circle", circle, &detail)?;
    tell(tx, act, &of, turn, |notice| notice.with("step", "cancelled").with("why", why.trim()))
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
    } else if !was_in(tx, circle, giver, found.day)? {
        object("giver", "circle-no-member-then");
    }
    if found.cancelled.is_some() {
        object("turn", "circle-turn-held");
    }
    if !UNITS.contains(&unit) {
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
    // Of two who take it back the second is told that it was; also in a circle that has ended.
    tx.lock("circle", &circle)?;
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
            "INSERT INTO circle_help (id, turn, circle, host, giver, unit, amount, what, reverses, mirrors, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        ),
        vals![
            id,
            turn.id,
            circle,
            turn.host,
            giver,
            unit,
            amount,
            what,
            reverses,
            reverses.map(|_| -amount),
            act.by.person(),
            act.at
        ],
    )?;
    let detail = serde_json::json!({ "giver": giver, "unit": unit.as_str(), "amount": amount });
    audit::record(tx, act, "circle.helped", "circle", circle, &detail)?;
    Ok(id)
}
