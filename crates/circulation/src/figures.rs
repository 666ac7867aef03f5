//! What lending counts, and what must always be true of it.

use catalogue::accession::Batch;
use kernel::{Act, Id, Person};
use store::{Result, Sql, Tx, Value, sql, vals};
use web::{Indicator, Invariant, Period};

/// What is counted for reports.
pub const INDICATORS: &[Indicator] = &[
    Indicator { key: "circulation.loans", compute: loans },
    Indicator { key: "circulation.loans-of-acquired", compute: loans_of_acquired },
    Indicator { key: "circulation.renewals", compute: renewals },
    Indicator { key: "circulation.returns", compute: returns },
    Indicator { key: "circulation.borrowers", compute: borrowers },
    Indicator { key: "circulation.house-uses", compute: house_uses },
];

fn loans(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(tx, sql!("SELECT count(*) FROM loan WHERE out_at >= ?1 AND out_at < ?2"), act, period)
}

/// Loans of copies that came out of a box, bought or given.
fn loans_of_acquired(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(
        tx,
        sql!(
            "SELECT count(*) FROM loan l WHERE l.out_at >= ?1 AND l.out_at < ?2
                 AND EXISTS (SELECT 1 FROM accession a WHERE a.copy = l.copy AND a.batch_state <> 'cancelled')"
        ),
        act,
        period,
    )
}

fn renewals(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(tx, sql!("SELECT count(*) FROM renewal WHERE at >= ?1 AND at < ?2"), act, period)
}

fn returns(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(tx, sql!("SELECT count(*) FROM loan WHERE returned_at >= ?1 AND returned_at < ?2"), act, period)
}

/// Members who borrowed at least once; over a longer period they are counted anew, never added up.
fn borrowers(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(
        tx,
        sql!("SELECT count(DISTINCT COALESCE(member, reader)) FROM loan WHERE out_at >= ?1 AND out_at < ?2"),
        act,
        period,
    )
}

fn house_uses(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    count(tx, sql!("SELECT count(*) FROM house_use WHERE at >= ?1 AND at < ?2"), act, period)
}

/// Readers who borrowed in a period of what this party gave, as far as it is in the collection. Within a year a reader counts
/// once, also where their loans were parted from them.
///
/// # Errors
/// Those of the database.
pub fn readers_of_gifts(tx: &mut Tx<'_>, act: &Act, giver: Id<Person>, period: Period) -> Result<i64> {
    let span = act.span(period.from, period.to);
    let (readers,) = tx.one(
        sql!(
            "SELECT count(DISTINCT COALESCE(l.member, l.reader)) FROM accession_batch b
             JOIN accession a ON a.batch = b.id JOIN loan l ON l.copy = a.copy
             WHERE b.party = ?1 AND b.source = 'gift' AND b.state <> 'cancelled' AND l.out_at >= ?2 AND l.out_at < ?3"
        ),
        vals![giver, span.start, span.end],
    )?;
    Ok(readers)
}

/// The same of what came out of one box.
///
/// # Errors
/// Those of the database.
pub fn readers_of_box(tx: &mut Tx<'_>, act: &Act, batch: Id<Batch>, period: Period) -> Result<i64> {
    let span = act.span(period.from, period.to);
    let (readers,) = tx.one(
        sql!(
            "SELECT count(DISTINCT COALESCE(l.member, l.reader)) FROM accession a JOIN loan l ON l.copy = a.copy
             WHERE a.batch = ?1 AND a.batch_state <> 'cancelled' AND l.out_at >= ?2 AND l.out_at < ?3"
        ),
        vals![batch, span.start, span.end],
    )?;
    Ok(readers)
}

fn count(tx: &mut Tx<'_>, sql: &'static Sql, act: &Act, period: Period) -> Result<i64> {
    let span = act.span(period.from, period.to);
    let (count,): (i64,) = tx.one(sql, vals![span.start, span.end])?;
    Ok(count)
}

/// What must always be true.
pub const INVARIANTS: &[Invariant] = &[
    Invariant { name: "circulation.one-open-loan-per-copy", violations: copies_lent_twice },
    Invariant { name: "circulation.due-times-agree", violations: due_times_that_differ },
    Invariant { name: "circulation.renewals-agree", violations: renewals_that_differ },
    Invariant { name: "circulation.one-open-transaction-per-desk", violations: desks_open_twice },
    Invariant { name: "circulation.no-label-is-a-members-number", violations: labels_of_members },
];

fn copies_lent_twice(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    lines(
        tx,
        sql!(
            "SELECT c.barcode FROM loan l JOIN copy c ON c.id = l.copy WHERE l.returned_at IS NULL
             GROUP BY c.barcode HAVING count(*) > 1 ORDER BY c.barcode"
        ),
    )
}

/// A copy has a due time exactly while it is on loan, and it is that of the loan.
fn due_times_that_differ(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    lines(
        tx,
        sql!(
            "SELECT c.barcode FROM copy c LEFT JOIN loan l ON l.copy = c.id AND l.returned_at IS NULL
             WHERE (c.due_at IS NULL) <> (l.id IS NULL) OR c.due_at <> l.due_at ORDER BY c.barcode"
        ),
    )
}

fn renewals_that_differ(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    lines(
        tx,
        sql!(
            "SELECT c.barcode FROM loan l JOIN copy c ON c.id = l.copy
             WHERE l.renewals <> (SELECT count(*) FROM renewal r WHERE r.loan = l.id) ORDER BY c.barcode"
        ),
    )
}

fn desks_open_twice(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    lines(
        tx,
        sql!(
            "SELECT a.login FROM desk_transaction d JOIN account a ON a.person = d.staff WHERE d.closed_at IS NULL
             GROUP BY a.login HAVING count(*) > 1 ORDER BY a.login"
        ),
    )
}

/// Whose card is such a label cannot be served: the desk takes it for the copy.
fn labels_of_members(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    lines(tx, sql!("SELECT c.barcode FROM copy c JOIN member m ON m.code = c.barcode ORDER BY c.barcode"))
}

fn lines(tx: &mut Tx<'_>, sql: &'static Sql) -> Result<Vec<String>> {
    let nothing: &[Value<'_>] = &[];
    web::named::<String>(tx.all(sql, nothing))
}
