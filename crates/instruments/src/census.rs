//! What this module counts, and what must always be true of its rows.

use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant};

/// Responses of a period.
pub(crate) const INDICATORS: &[Indicator] = &[Indicator {
    key: "instruments.responses",
    compute: |tx, _, period| {
        let (count,) = tx.one(
            sql!("SELECT count(*) FROM instrument_response WHERE day >= ?1 AND day <= ?2"),
            vals![period.from, period.to],
        )?;
        Ok(count)
    },
}];

pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "instruments.anonymous-answers-lead-to-nobody", violations: known },
    Invariant { name: "instruments.no-more-answers-than-slips", violations: beyond },
];

/// Questionnaires with a response that says of itself that it is not anonymous, or the other way round.
fn known(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT DISTINCT i.code FROM instrument i JOIN instrument_version v ON v.instrument = i.id
             JOIN instrument_response r ON r.version = v.id WHERE r.anonymous <> i.anonymous ORDER BY i.code"
        ),
        vals![],
    )?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// Questionnaires that took more of their own answers than slips were spent.
fn beyond(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT i.code FROM instrument i WHERE i.access = 'slip' AND
                 (SELECT count(*) FROM instrument_version v JOIN instrument_response r ON r.version = v.id
                  WHERE v.instrument = i.id AND r.way = 'self')
                 > (SELECT count(*) FROM instrument_slip s WHERE s.instrument = i.id AND s.spent) ORDER BY i.code"
        ),
        vals![],
    )?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}
