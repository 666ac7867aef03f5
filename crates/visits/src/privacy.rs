//! Whose visits these are: parted from the name in time, and following it when two entries turn out to be one.

use jiff::ToSpan;
use kernel::{Act, Id, Person};
use store::{Result, Tx, sql, vals};

use crate::settings;

/// Parts visits from the names of members after the days the library has decided on; the counts stay. How many rows.
///
/// # Errors
/// Those of the database.
pub fn part(tx: &mut Tx<'_>, act: &Act) -> Result<u64> {
    let days = settings::NAME_DAYS.number(tx)?;
    let before = act.today().checked_sub(days.days()).unwrap_or(act.today());
    tx.exec(
        sql!("UPDATE visit SET party = NULL WHERE party IS NOT NULL AND kind = 'member' AND day < ?1"),
        vals![before],
    )
}

pub(crate) fn follow(tx: &mut Tx<'_>, _: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Id<()>>> {
    let rows: Vec<(Id<()>,)> =
        tx.all(sql!("UPDATE visit SET party = ?2 WHERE party = ?1 RETURNING id"), vals![from, to])?;
    let mut ids: Vec<Id<()>> = rows.into_iter().map(|(id,)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

pub(crate) fn back(
    tx: &mut Tx<'_>,
    _: &Act,
    rows: &[Id<()>],
    from: Id<Person>,
    to: Id<Person>,
) -> Result<()> {
    for id in rows {
        tx.exec(sql!("UPDATE visit SET party = ?2 WHERE id = ?1 AND party = ?3"), vals![*id, from, to])?;
    }
    Ok(())
}
