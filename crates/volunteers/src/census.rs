//! What this module counts, and what must always be true of its rows.

use kernel::Date;
use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Period};

use crate::hours;

/// Whole hours that count, and volunteers on the roll who gave some or may at any time.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "volunteers.hours",
        compute: |tx, _, period| Ok(hours::given(tx, None, period)?.div_euclid(60)),
    },
    Indicator { key: "volunteers.active", compute: |tx, _, period| active(tx, period) },
];

/// Volunteers on the roll on the last day of the period.
fn active(tx: &mut Tx<'_>, period: Period) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM volunteer v
             WHERE v.since <= ?1 AND (v.state = 'active' OR (v.state = 'ended' AND v.ended > ?1))
               AND NOT EXISTS (SELECT 1 FROM party p WHERE p.id = v.person AND p.merged_into IS NOT NULL)"
        ),
        vals![period.to],
    )?;
    Ok(count)
}

pub(crate) const INVARIANTS: &[Invariant] =
    &[Invariant { name: "volunteers.reversals-take-back-what-there-was", violations: odd_reversals }];

fn odd_reversals(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(Date,)> = tx.all(
        sql!(
            "SELECT r.day FROM volunteer_hours r JOIN volunteer_hours h ON h.id = r.reverses
             WHERE h.minutes + r.minutes <> 0 OR h.day <> r.day OR h.volunteer <> r.volunteer ORDER BY r.day"
        ),
        vals![],
    )?;
    Ok(rows.into_iter().map(|(day,)| day.to_string()).collect())
}
