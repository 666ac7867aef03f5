//! For how long an agreement runs: its periods, what prolongs or shortens them, and its end before its time.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use store::{Error, Result, Tx, sql, vals};

use super::{in_state, one, sides, told, written};
use crate::{
    model::{Addendum, Agreement, Period, Stage, State},
    partners, rules,
};

/// The periods of an agreement, in order.
///
/// # Errors
/// Those of the database.
pub fn periods(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Period>> {
    tx.all(sql!("SELECT since, until FROM agreement_period WHERE agreement = ?1 ORDER BY since"), vals![id])
}

/// The addenda of an agreement, in order.
///
/// # Errors
/// Those of the database.
pub fn addenda(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Addendum>> {
    tx.all(
        sql!("SELECT id, number, signed_on, about FROM addendum WHERE agreement = ?1 ORDER BY signed_on, id"),
        vals![id],
    )
}

pub(super) fn add_period(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    before: &[Period],
    new: Period,
    addendum: Option<Id<Addendum>>,
) -> Result<()> {
    if let Some(objection) = rules::period_objection(before, new) {
        return Err(Refusal::of_field("until", objection).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO agreement_period (id, agreement, since, until, next_day, previous_until, addendum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![
            Id::<Period>::new(),
            id,
            new.since,
            new.until,
            after(new.until)?,
            before.last().map(|last| last.until),
            addendum
        ],
    )?;
    Ok(())
}

/// The day after one.
fn after(day: Date) -> Result<Date> {
    day.tomorrow().map_err(|e| Error::Shape(e.to_string()))
}

/// Lets an agreement run for another period. Reminders of the end before count no longer.
///
/// # Errors
/// A refusal when it is not signed, or the period overlaps or ends before it begins; those of the database.
pub fn renew(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, new: Period) -> Result<Agreement> {
    tx.lock("agreement", &id)?;
    in_state(tx, id, &[State::Signed])?;
    let before = periods(tx, id)?;
    add_period(tx, id, &before, new, None)?;
    for side in sides(tx, id)? {
        partners::advance(tx, act, side.partner, Stage::Renewed)?;
    }
    let detail = serde_json::json!({ "since": new.since, "until": new.until });
    written(tx, act, id, "agreement.renewed", &detail)?;
    told(tx, act, id, "renewed")?;
    one(tx, id)
}

/// Writes down a change that all sides signed; where it has another last day, the last period ends then.
///
/// # Errors
/// A refusal with every reason: not in force on the day it was signed, a number twice, a day out of order; those of the
/// database.
pub fn amend(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    number: &str,
    signed_on: Date,
    about: &str,
    until: Option<Date>,
) -> Result<Id<Addendum>> {
    tx.lock("agreement", &id)?;
    let before = in_state(tx, id, &[State::Signed])?;
    let periods = periods(tx, id)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if number.trim().is_empty() {
        object("number", "addendum-number-missing");
    }
    if !(1..=4000).contains(&about.trim().chars().count()) {
        object("about", "addendum-about-missing");
    }
    if signed_on > act.today() {
        object("signed_on", "partner-day-to-come");
    } else if before.signed_on.is_some_and(|signed| signed_on < signed)
        || periods.last().is_some_and(|last| signed_on > last.until)
    {
        object("signed_on", "addendum-out-of-force");
    }
    let last = periods.last().copied();
    if until.zip(last).is_some_and(|(until, last)| until < last.since || until < signed_on) {
        object("until", "agreement-ends-before");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let addendum = Id::new();
    tx.exec(
        sql!("INSERT INTO addendum (id, agreement, number, signed_on, about, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![addendum, id, number.trim(), signed_on, about.trim(), act.at],
    )
    .map_err(|e| match e.is_unique("addendum") {
        true => Refusal::of_field("number", Message::new("addendum-number-taken")).into(),
        false => e,
    })?;
    if let Some((until, last)) = until.zip(last) {
        tx.exec(
            sql!(
                "UPDATE agreement_period SET until = ?3, next_day = ?4, addendum = ?5
                 WHERE agreement = ?1 AND until = ?2"
            ),
            vals![id, last.until, until, after(until)?, addendum],
        )?;
    }
    let detail = serde_json::json!({ "number": number.trim(), "about": about.trim(), "until": until });
    written(tx, act, id, "agreement.amended", &detail)?;
    told(tx, act, id, "amended")?;
    Ok(addendum)
}

/// Ends an agreement before its time: `on` is the last day it binds.
///
/// # Errors
/// A refusal without a reason, or when the day is before the signature; those of the database.
pub fn terminate(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, on: Date, reason: &str) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signed])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if reason.trim().is_empty() {
        object("reason", "agreement-reason-missing");
    }
    if before.signed_on.is_some_and(|signed| on < signed) {
        object("on", "agreement-ends-before-signed");
    }
    if periods(tx, id)?.last().is_some_and(|last| on > last.until) {
        object("on", "agreement-over-by-then");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "UPDATE agreement SET state = 'terminated', ended_on = ?2, end_reason = ?3, changed_at = ?4 WHERE id = ?1"
        ),
        vals![id, on, reason.trim(), act.at],
    )?;
    written(tx, act, id, "agreement.terminated", &serde_json::json!({ "on": on, "reason": reason.trim() }))?;
    told(tx, act, id, "terminated")?;
    one(tx, id)
}
