//! Short numbers for people to read out and type: members, copies, handover records.

use store::{Result, Tx, sql, vals};

/// The next number of the row called `name`, beginning with 1. A transaction that is undone gives its
/// number back, so the row has no gaps.
///
/// # Errors
/// Those of the database.
pub fn next(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let (value,) = tx.one(
        sql!(
            "INSERT INTO sequence (name, value) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value"
        ),
        vals![name],
    )?;
    Ok(value)
}

/// Lets the row called `name` go on after `used`, where it has not come so far: after an import that brought
/// its own numbers.
///
/// # Errors
/// Those of the database.
pub fn skip_to(tx: &mut Tx<'_>, name: &str, used: i64) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO sequence (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE sequence.value < excluded.value"
        ),
        vals![name, used],
    )?;
    Ok(())
}
