//! For how long an agreement runs: its periods. What prolongs or shortens them is an addendum.

use kernel::{Date, Id, Refusal};
use store::{Error, Result, Tx, sql, vals};

use crate::{
    model::{Agreement, Period},
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
