//! What this module counts, and what must always be true of its rows.

use kernel::Id;
use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Outcome, Period};

/// Things on the register on the last day of a period, and whole rupiah they are worth.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "assets.things", compute: |tx, _, period| Ok(owned(tx, period)?.0) },
    Indicator { key: "assets.value", compute: |tx, _, period| Ok(owned(tx, period)?.1) },
];

fn owned(tx: &mut Tx<'_>, period: Period) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT count(*), CAST(COALESCE(SUM(COALESCE((SELECT w.value FROM asset_valuation w WHERE w.asset = x.id
                 ORDER BY w.id DESC LIMIT 1), x.value)), 0) AS BIGINT) FROM asset x
             WHERE x.acquired_on <= ?1 AND (x.written_off_on IS NULL OR x.written_off_on > ?1)"
        ),
        vals![period.to],
    )
}

/// Things that a fund's money bought.
pub(crate) const OUTCOMES: &[Outcome] = &[Outcome { key: "assets.things", count: bought }];

fn bought(tx: &mut Tx<'_>, period: Period) -> Result<Vec<(Id<()>, i64)>> {
    tx.all(
        sql!(
            "SELECT l.fund, count(DISTINCT x.id) FROM asset x JOIN posting l ON l.ledger_transaction = x.payment
             WHERE x.acquired_on >= ?1 AND x.acquired_on <= ?2 AND l.nature = 'expense'
             GROUP BY l.fund ORDER BY l.fund"
        ),
        vals![period.from, period.to],
    )
}

pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "assets.what-is-written-off-was-decided", violations: undecided },
    Invariant { name: "assets.no-more-is-entered-than-was-paid", violations: overpriced },
];

fn overpriced(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT t.number FROM asset x JOIN ledger_transaction t ON t.id = x.payment
             GROUP BY t.id, t.number HAVING SUM(x.value) > (
                 SELECT COALESCE(SUM(l.amount), 0) FROM posting l WHERE l.ledger_transaction = t.id AND l.account = '5102')
             ORDER BY t.number"
        ),
        vals![],
    ))
}

fn undecided(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT x.code FROM asset x WHERE CASE WHEN x.written_off_on IS NULL THEN 0 ELSE 1 END <> (
                 SELECT count(*) FROM asset_removal r WHERE r.asset = x.id AND r.decision = 'approved')
                 AND COALESCE(x.lot_open, TRUE) ORDER BY x.code"
        ),
        vals![],
    ))
}
