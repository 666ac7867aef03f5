//! The end of an agreement, before its time or with its last day, and what of other modules ends with it.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use store::{Result, Tx, sql, vals};
use web::Dependent;

use super::{
    Whole, amended_by, changed, drop_it, frames, in_state, list, periods, seal::sealed, told, whole, written,
};
use crate::{
    commitments,
    model::{Agreement, Paper, State},
    reminders, rules,
};

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

/// Ends an agreement before its time: `on` is the last day it binds. What stood on it alone ends when that day is over, as with
/// every agreement ([`reminders::over`]); at once where it is over already.
///
/// # Errors
/// A refusal without a reason, of what is over already, of a day before the signature, long ago, or before something that was
/// given or changed; those of the database.
pub fn terminate(
    tx: &mut Tx<'_>,
    act: &Act,
    dependents: &[Dependent],
    id: Id<Agreement>,
    on: Date,
    reason: &str,
) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signed])?;
    if before.kind == Paper::Addendum {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into());
    }
    allowed(tx, act, &before, on, reason, Vec::new())?;
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'terminated', ended_on = ?2, end_reason = ?3, changed_at = ?4
             WHERE id = ?1 AND state = 'signed'"
        ),
        vals![id, on, reason.trim(), act.at],
    )?;
    changed(tx, id, rows)?;
    // What was to change it has nothing to change any more.
    if let Some(open) = amended_by(tx, id)? {
        drop_it(tx, act, open.id, reason)?;
    }
    let detail = serde_json::json!({ "on": on, "reason": reason.trim() });
    sealed(tx, act, id, "agreement.terminated", &detail)?;
    let ended = carried_out(tx, act, dependents, id, on)?;
    reminders::tell_ended(tx, act, &ended, on, reason.trim())?;
    Ok(ended.agreement)
}

/// Corrects the last day of an agreement that was ended before its time, until that day is over: `was` is the day that whoever
/// corrects it has seen. Both sides know the other day by then, so they are told why it is another.
///
/// # Errors
/// A refusal without a reason, when the day is over or somebody else has corrected it meanwhile, and of whatever day nothing
/// could have been ended on; those of the database.
pub fn correct_end(
    tx: &mut Tx<'_>,
    act: &Act,
    dependents: &[Dependent],
    id: Id<Agreement>,
    (was, on): (Date, Date),
    reason: &str,
) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Terminated])?;
    if before.ended_on != Some(was) {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-end-changed-meanwhile")).into());
    }
    let mut reasons = Vec::new();
    if was < act.today() {
        reasons.push(of_field("on", "agreement-over-already"));
    } else if on == was {
        reasons.push(of_field("on", "addendum-same-end"));
    }
    allowed(tx, act, &before, on, reason, reasons)?;
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET ended_on = ?2, changed_at = ?3 WHERE id = ?1 AND state = 'terminated' AND ended_on = ?4"
        ),
        vals![id, on, act.at, was],
    )?;
    changed(tx, id, rows)?;
    let detail = serde_json::json!({ "on": [was, on], "reason": reason.trim() });
    sealed(tx, act, id, "agreement.end-corrected", &detail)?;
    let ended = carried_out(tx, act, dependents, id, on)?;
    reminders::tell_end_corrected(tx, act, &ended, (was, on), reason.trim())?;
    Ok(ended.agreement)
}

const fn of_field(field: &'static str, key: &'static str) -> Reason {
    Reason { field: Some(field), message: Message::new(key) }
}

/// Refuses what speaks against ending an agreement on a day, besides `reasons`.
fn allowed(
    tx: &mut Tx<'_>,
    act: &Act,
    agreement: &Agreement,
    on: Date,
    reason: &str,
    mut reasons: Vec<Reason>,
) -> Result<()> {
    if reason.trim().is_empty() {
        reasons.push(of_field("reason", "agreement-reason-missing"));
    }
    if agreement.signed_on.is_some_and(|signed| on < signed) {
        reasons.push(of_field("on", "agreement-ends-before-signed"));
    }
    match periods(tx, agreement.id)?.last() {
        Some(last) if last.until < act.today() => reasons.push(of_field("on", "agreement-over-already")),
        Some(last) if on > last.until => reasons.push(of_field("on", "agreement-over-by-then")),
        _ if on < act.today().saturating_sub(ENDED_BEFORE.days()) => {
            reasons.push(of_field("on", "agreement-ends-long-ago"));
        }
        _ => {}
    }
    if let Some(last) = last_deed(tx, agreement.id)?.filter(|last| *last > on) {
        let message = Message::new("agreement-ends-before-deed").with("day", last);
        reasons.push(Reason { field: Some("on"), message });
    }
    Ok(Refusal::unless_empty(Kind::Invalid, reasons)?)
}

/// What follows from the last day of an agreement that was ended before its time: what stands under it is told, the other
/// modules hear of it, and what stood on it alone ends where the day is over already.
fn carried_out(
    tx: &mut Tx<'_>,
    act: &Act,
    dependents: &[Dependent],
    id: Id<Agreement>,
    on: Date,
) -> Result<Whole> {
    let ended = whole(tx, id)?;
    frames::tell_beneath(tx, act, &ended.agreement, on)?;
    told(tx, act, id, "terminated")?;
    if on < act.today() {
        end_with(tx, act, dependents, &ended, on)?;
    }
    Ok(ended)
}

/// The rows of modules that stand on an agreement alone, each with its partner: once it is over on the day `on`, nothing else
/// that is agreed with them carries it.
fn standing_on(
    tx: &mut Tx<'_>,
    dependents: &[Dependent],
    agreed: &Whole,
    on: Date,
) -> Result<Vec<(Id<Person>, Dependent)>> {
    let (id, after) = (agreed.agreement.id, on.tomorrow().unwrap_or(on));
    let mut found = Vec::new();
    for side in &agreed.sides {
        let goes_on = |other: &Whole| {
            other.agreement.id != id
                && other.agreement.kind != Paper::Addendum
                && other.status(after).in_force()
        };
        let others: Vec<Id<Agreement>> = list::of_partner(tx, side.partner)?
            .iter()
            .filter(|other| goes_on(other))
            .map(|other| other.agreement.id)
            .collect();
        for one in dependents {
            let promised = commitments::promises_in(tx, id, one.unit)?;
            let others: Result<Vec<bool>> =
                others.iter().map(|other| commitments::promises_in(tx, *other, one.unit)).collect();
            if !rules::stands_on_others(promised, &others?) {
                found.push((side.partner, *one));
            }
        }
    }
    Ok(found)
}

/// What ends with an agreement that is over on the day `on`, as it is today: how many of each.
///
/// # Errors
/// Those of the database.
pub fn hanging(
    tx: &mut Tx<'_>,
    dependents: &[Dependent],
    agreed: &Whole,
    (today, on): (Date, Date),
) -> Result<Vec<(&'static str, i64)>> {
    let standing = standing_on(tx, dependents, agreed, on)?;
    standing.into_iter().map(|(partner, one)| Ok((one.key, (one.count)(tx, partner, today)?))).collect()
}

/// Ends what stood on an agreement alone and ends by itself; `on` is its last day.
pub(crate) fn end_with(
    tx: &mut Tx<'_>,
    act: &Act,
    dependents: &[Dependent],
    agreed: &Whole,
    on: Date,
) -> Result<()> {
    for (partner, one) in standing_on(tx, dependents, agreed, on)? {
        let Some(end) = one.end else { continue };
        let n = end(tx, act, partner, on)?;
        if n > 0 {
            let name =
                agreed.sides.iter().find(|side| side.partner == partner).map(|side| side.name.as_str());
            let detail = serde_json::json!({ "dependent": one.key, "n": n, "name": name, "until": on });
            written(tx, act, agreed.agreement.id, "agreement.dependents-ended", &detail)?;
        }
    }
    Ok(())
}
