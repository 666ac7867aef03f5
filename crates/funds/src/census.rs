//! What this module counts, and what must always be true of its rows.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Id, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant, Period};

use crate::{documents, ledger::Told, model::Fund, statement};

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
    Invariant { name: "funds.every-posting-and-document-has-its-transaction", violations: orphans },
    Invariant { name: "funds.reversals-mirror-what-they-reverse", violations: crooked },
    Invariant { name: "funds.balances-are-the-sum-of-their-postings", violations: drifted },
    Invariant { name: "funds.what-is-promised-is-the-sum-of-its-promises", violations: overpromised },
    Invariant { name: "funds.payments-were-approved", violations: unapproved },
    Invariant { name: "funds.payments-stand-where-they-belong", violations: astray },
    Invariant { name: "funds.budgets-are-kept-to", violations: overspent },
    Invariant { name: "funds.the-journal-tells-the-same", violations: told_otherwise },
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
            "SELECT (SELECT count(*) FROM posting l
                 WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = l.ledger_transaction))
             + (SELECT count(*) FROM ledger_document d WHERE d.ledger_transaction IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = d.ledger_transaction))"
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

/// Counts the approvals again, by the limits that were in force when each wish was asked for; what is approved is held.
fn unapproved(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT s.number FROM spending s WHERE s.state IN ('approved', 'paid') AND (
                 EXISTS (SELECT 1 FROM spending_step v WHERE v.spending = s.id AND v.decision = 'refused')
                 OR (SELECT count(*) FROM spending_step v WHERE v.spending = s.id AND v.decision = 'approved')
                     < CASE WHEN s.weighed >= s.large_from THEN 2
                         WHEN s.weighed >= s.approve_from OR s.fund_kind <> 'unrestricted' OR s.account IN ('3102', '5109')
                             THEN 1 ELSE 0 END
                 OR s.state = 'approved' AND s.amount <> (SELECT e.amount FROM encumbrance e WHERE e.id = s.encumbrance)
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

/// Under no line of a budget more is spent and promised than it says.
fn overspent(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT f.code || ' ' || CAST(b.year AS TEXT) || ' ' || b.purpose FROM budget b JOIN fund f ON f.id = b.fund
             WHERE b.amount < (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                     JOIN ledger_transaction t ON t.id = l.ledger_transaction
                     WHERE l.budget = b.id AND l.nature = 'expense')
                 + (SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e WHERE e.budget = b.id)
             ORDER BY f.code, b.year, b.purpose"
        ),
        vals![],
    ))
}

/// Whatever stands in the ledger was told to the journal when it was written, in the same words and figures, and so was each
/// document. What somebody writes past the program, or over what the program wrote, was not: the chain of the journal says
/// that its entries are those of that time.
fn told_otherwise(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for action in ["ledger.posted", "ledger.reversed"] {
        let entries = audit::told(tx, action)?.into_iter();
        let read = entries.filter_map(|(_, detail)| serde_json::from_str::<Told>(&detail).ok());
        told.extend(read.map(|one| (one.number.clone(), one)));
    }
    let standing = standing(tx)?.into_iter().map(Told::in_order);
    let mut found: Vec<String> =
        standing.filter(|one| told.get(&one.number) != Some(one)).map(|one| one.number).collect();
    let mut papers: BTreeSet<(Id<()>, String)> = BTreeSet::new();
    for action in ["ledger.document-kept", "spending.document-kept"] {
        papers.extend(audit::told(tx, action)?);
    }
    let kept: Vec<(Id<()>, String, String, String)> = tx.all(
        sql!(
            "SELECT COALESCE(t.id, s.id), COALESCE(t.number, s.number), d.title, d.file FROM ledger_document d
             LEFT JOIN ledger_transaction t ON t.id = d.ledger_transaction LEFT JOIN spending s ON s.id = d.spending
             WHERE t.id IS NOT NULL OR s.id IS NOT NULL ORDER BY d.at, d.id"
        ),
        vals![],
    )?;
    let is_told = |(of, _, title, file): &(Id<()>, String, String, String)| {
        papers.contains(&(*of, documents::told(title, file).to_string()))
    };
    found.extend(
        kept.into_iter().filter(|one| !is_told(one)).map(|(_, number, title, _)| format!("{number} {title}")),
    );
    Ok(found)
}

/// Every transaction as it stands there now.
fn standing(tx: &mut Tx<'_>) -> Result<Vec<Told>> {
    type Line = (String, String, Date, String, Id<Fund>, String, Rupiah);
    let mut all: Vec<Told> = Vec::new();
    tx.each(
        sql!(
            "SELECT t.number, t.kind, t.day, t.memo, l.fund, l.account, l.amount FROM ledger_transaction t
             JOIN posting l ON l.ledger_transaction = t.id ORDER BY t.number"
        ),
        vals![],
        |(number, kind, day, memo, fund, account, amount): Line| {
            match all.last_mut().filter(|one| one.number == number) {
                Some(one) => one.lines.push((fund, account, amount)),
                None => all.push(Told { number, kind, day, memo, lines: vec![(fund, account, amount)] }),
            }
            Ok(())
        },
    )?;
    Ok(all)
}
