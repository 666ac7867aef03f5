//! What this module counts, and what must always be true of its rows.

use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Period};

/// Things on the register on the last day of a period, and whole rupiah they were worth when they came.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "assets.things", compute: |tx, _, period| Ok(owned(tx, period)?.0) },
    Indicator { key: "assets.value", compute: |tx, _, period| Ok(owned(tx, period)?.1) },
];

fn owned(tx: &mut Tx<'_>, period: Period) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT count(*), CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM asset
             WHERE acquired_on <= ?1 AND (written_off_on IS NULL OR written_off_on > ?1)"
        ),
        vals![period.to],
    )
}

pub(crate) const INVARIANTS: &[Invariant] =
    &[Invariant { name: "assets.what-is-written-off-was-decided", violations: undecided }];

fn undecided(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT x.code FROM asset x WHERE CASE WHEN x.written_off_on IS NULL THEN 0 ELSE 1 END <> (
                 SELECT count(*) FROM asset_removal r WHERE r.asset = x.id AND r.decision = 'approved')
                 AND COALESCE(x.lot_open, TRUE) ORDER BY x.code"
        ),
        vals![],
    )?;
    Ok(rows
        .into_iter()
        .map(|(code,)| format!("{code} is written off without a decision, or the other way round"))
        .collect())
}
