//! Short numbers for people to read out and type: members, copies, handover records.

use std::ops::Range;

use kernel::Date;
use store::{Result, Tx, sql, vals};

/// The next number of the row called `name`, beginning with 1. A transaction that is undone gives its
/// number back, so the row has no gaps.
///
/// # Errors
/// Those of the database.
pub fn next(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    block(tx, name, 1).map(|numbers| numbers.start)
}

/// The next `count` numbers of the row at once, for work on many. Who takes them uses them all, in the same
/// transaction.
///
/// # Errors
/// Those of the database.
pub fn block(tx: &mut Tx<'_>, name: &str, count: usize) -> Result<Range<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let (last,): (i64,) = tx.one(
        sql!(
            "INSERT INTO sequence (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = sequence.value + excluded.value RETURNING value"
        ),
        vals![name, count],
    )?;
    Ok(last - count + 1..last + 1)
}

/// The next number of a paper of this series, as letters here have it: `007/BAST/VIII/2026`. Each year begins with 1.
///
/// # Errors
/// Those of the database.
pub fn paper(tx: &mut Tx<'_>, day: Date, series: &str) -> Result<String> {
    const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let number = next(tx, &format!("{series}-{}", day.year()))?;
    let month =
        usize::try_from(day.month() - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default();
    Ok(format!("{number:03}/{series}/{month}/{}", day.year()))
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
