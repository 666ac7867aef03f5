//! What this module counts, and what must always be true of its rows.

use kernel::Rupiah;
use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Period};

use crate::statement;

/// Whole rupiah that came in and went out within a period.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "funds.came", compute: |tx, _, period| sum(tx, period, true) },
    Indicator { key: "funds.went", compute: |tx, _, period| sum(tx, period, false) },
];

fn sum(tx: &mut Tx<'_>, period: Period, income: bool) -> Result<i64> {
    let sums = statement::sums(tx, period.from, period.to)?;
    Ok(sums.into_iter().filter(|sum| sum.income == income).map(|sum| sum.amount).sum::<Rupiah>().0)
}

/// What the schema alone cannot see to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "funds.every-transaction-sums-to-0-in-each-fund", violations: unbalanced },
    Invariant { name: "funds.every-posting-has-its-transaction", violations: orphans },
    Invariant { name: "funds.reversals-mirror-what-they-reverse", violations: crooked },
    Invariant { name: "funds.balances-are-the-sum-of-their-postings", violations: drifted },
    Invariant { name: "funds.what-is-promised-is-the-sum-of-its-promises", violations: overpromised },
    Invariant { name: "funds.payments-were-approved", violations: unapproved },
    Invariant { name: "funds.payments-stand-where-they-belong", violations: astray },
];

fn unbalanced(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT DISTINCT t.number FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id
             GROUP BY t.number, l.fund HAVING SUM(l.amount) <> 0 ORDER BY t.number"
        ),
        vals![],
    ))
}

fn orphans(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let (n,): (i64,) = tx.one(
        sql!(
            "SELECT count(*) FROM posting l
             WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = l.ledger_transaction)"
        ),
        vals![],
    )?;
    Ok(if n == 0 { Vec::new() } else { vec![n.to_string()] })
}

fn crooked(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT r.number FROM ledger_transaction r JOIN ledger_transaction t ON t.id = r.reverses
             WHERE t.kind = 'reversal' OR EXISTS (
                 SELECT 1 FROM posting l WHERE l.ledger_transaction IN (r.id, t.id)
                 GROUP BY l.fund, l.account HAVING SUM(l.amount) <> 0)
             ORDER BY r.number"
        ),
        vals![],
    ))
}

fn drifted(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = web::named::<String>(tx.all(
        sql!(
            "SELECT f.code FROM fund f WHERE f.balance <> (
                 SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                 JOIN ledger_transaction t ON t.id = l.ledger_transaction
                 JOIN ledger_account c ON c.code = l.account
                 WHERE l.fund = f.id AND c.kind IN ('asset', 'liability')) ORDER BY f.code"
        ),
        vals![],
    ))?;
    found.extend(web::named::<String>(tx.all(
        sql!(
            "SELECT b.account FROM ledger_balance b WHERE b.amount <> (
                 SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                 JOIN ledger_transaction t ON t.id = l.ledger_transaction
                 WHERE l.fund = b.fund AND l.account = b.account) ORDER BY b.account"
        ),
        vals![],
    ))?);
    Ok(found)
}

fn overpromised(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT f.code FROM fund f WHERE f.committed <> (
                 SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e WHERE e.fund = f.id)
             OR EXISTS (SELECT 1 FROM encumbrance e WHERE e.fund = f.id AND e.amount <> (
                 SELECT COALESCE(SUM(n.amount), 0) FROM encumbrance_entry n WHERE n.encumbrance = e.id))
             ORDER BY f.code"
        ),
        vals![],
    ))
}

/// Counts the approvals again, by the limits that were in force when each wish was asked for.
fn unapproved(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT s.number FROM spending s WHERE s.state IN ('approved', 'paid') AND (
                 EXISTS (SELECT 1 FROM spending_step v WHERE v.spending = s.id AND v.decision = 'refused')
                 OR (SELECT count(*) FROM spending_step v WHERE v.spending = s.id AND v.decision = 'approved')
                     < CASE WHEN s.weighed >= s.large_from THEN 2
                         WHEN s.weighed >= s.approve_from OR s.fund_kind <> 'unrestricted' THEN 1 ELSE 0 END
                 OR s.weighed >= s.large_from AND NOT EXISTS (
                     SELECT 1 FROM spending_step v WHERE v.spending = s.id AND v.decision = 'approved' AND v.large))
             ORDER BY s.number"
        ),
        vals![],
    ))
}

/// A wish says it is paid exactly while one payment of it stands.
fn astray(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT s.number FROM spending s WHERE (s.state = 'paid') <> (1 = (
                 SELECT count(*) FROM ledger_transaction t
                 LEFT JOIN ledger_transaction r ON r.reverses = t.id
                 WHERE t.origin = 'spending' AND t.origin_id = s.id AND t.kind <> 'reversal' AND r.id IS NULL))
             ORDER BY s.number"
        ),
        vals![],
    ))
}
