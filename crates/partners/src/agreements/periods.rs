//! For how long an agreement runs: its periods, and its end before its time. What prolongs or shortens them is an addendum.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use store::{Error, Result, Tx, sql, vals};

use super::{amended_by, changed, drop_it, frames, in_state, one, told, written};
use crate::{
    model::{Agreement, Paper, Period, State},
    rules,
};

/// The periods of an agreement, in order.
///
/// # Errors
/// Those of the database.
pub fn periods(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Period>> {
    tx.all(sql!("SELECT since, until FROM agreement_period WHERE agreement = ?1 ORDER BY since"), vals![id])
}

pub(super) fn add_period(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    before: &[Period],
    new: Period,
    addendum: Option<Id<Agreement>>,
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

/// Moves the last day of an agreement, by an addendum.
pub(super) fn move_end(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    last: Period,
    until: Date,
    addendum: Id<Agreement>,
) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE agreement_period SET until = ?3, next_day = ?4, addendum = ?5 WHERE agreement = ?1 AND until = ?2"
        ),
        vals![id, last.until, until, after(until)?, addendum],
    )?;
    Ok(())
}

/// How many days afterwards one may write down that an agreement was ended: what modules counted since would be lost.
const ENDED_BEFORE: i64 = 31;

/// The latest day on which something was given under an agreement, as notes show, or signed that changed it, or from which it
/// runs again already.
fn last_deed(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Option<Date>> {
    let (day,) = tx.one(
        sql!(
            "SELECT MAX(d.day) FROM (
                 SELECT f.day FROM fulfilment f JOIN commitment c ON c.id = f.commitment
                 WHERE c.agreement = ?1 AND f.reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM fulfilment r WHERE r.reverses = f.id)
                 UNION ALL SELECT a.signed_on FROM agreement a WHERE a.parent = ?1 AND a.kind = 'addendum'
                     AND a.signed_on IS NOT NULL) d"
        ),
        vals![id],
    )?;
    Ok(day)
}

/// Ends an agreement before its time: `on` is the last day it binds.
///
/// # Errors
/// A refusal without a reason, of what is over already, of a day before the signature, long ago, or before something that was
/// given or changed; those of the database.
pub fn terminate(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, on: Date, reason: &str) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signed])?;
    if before.kind == Paper::Addendum {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into());
    }
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if reason.trim().is_empty() {
        object("reason", "agreement-reason-missing");
    }
    if before.signed_on.is_some_and(|signed| on < signed) {
        object("on", "agreement-ends-before-signed");
    }
    match periods(tx, id)?.last() {
        Some(last) if last.until < act.today() => object("on", "agreement-over-already"),
        Some(last) if on > last.until => object("on", "agreement-over-by-then"),
        _ if on < act.today().saturating_sub(ENDED_BEFORE.days()) => object("on", "agreement-ends-long-ago"),
        _ => {}
    }
    if let Some(last) = last_deed(tx, id)?.filter(|last| *last > on) {
        let message = Message::new("agreement-ends-before-deed").with("day", last);
        reasons.push(Reason { field: Some("on"), message });
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'terminated', ended_on = ?2, end_reason = ?3, changed_at = ?4
             WHERE id = ?1 AND state = 'signed'"
        ),
        vals![id, on, reason.trim(), act.at],
    )?;
    changed(tx, id, rows)?;
    frames::tell_beneath(tx, act, &before, on)?;
    // What was to change it has nothing to change any more.
    if let Some(open) = amended_by(tx, id)? {
        drop_it(tx, act, open.id, reason)?;
    }
    written(tx, act, id, "agreement.terminated", &serde_json::json!({ "on": on, "reason": reason.trim() }))?;
    told(tx, act, id, "terminated")?;
    one(tx, id)
}
