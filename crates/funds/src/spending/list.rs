//! Wishes to pay, found and listed.

use kernel::{Id, Kind, Message, Person, Refusal};
use store::{Result, Tx, sql, vals};

use crate::model::{Fund, Spending, SpendingState, Step};

/// The statement that reads wishes to pay.
macro_rules! wishes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT s.id, s.number, s.fund, f.code AS fund_code, f.title AS fund_title, s.account, s.into_fund,
                 s.budget, s.amount, s.weighed, s.approve_from, s.large_from, s.needs, s.what, s.payee, s.party,
                 s.reference, s.promise, s.state, s.requester, a.name AS requester_name, s.requested_at, s.encumbrance,
                 s.ledger_transaction, (SELECT count(*) FROM ledger_document d WHERE d.spending = s.id) AS documents
             FROM spending s JOIN fund f ON f.id = s.fund LEFT JOIN account a ON a.person = s.requester ",
            $rest
        ))
    };
}

/// One wish to pay.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Spending>) -> Result<Spending> {
    let found = tx.opt(wishes!("WHERE s.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("spending-unknown")).into())
}

/// What was said of a wish to pay, the first word first.
///
/// # Errors
/// Those of the database.
pub fn steps(tx: &mut Tx<'_>, id: Id<Spending>) -> Result<Vec<Step>> {
    tx.all(
        sql!(
            "SELECT s.decision, s.large, s.note, s.decider, a.name AS decider_name, s.at
             FROM spending_step s LEFT JOIN account a ON a.person = s.decider WHERE s.spending = ?1 ORDER BY s.at, s.id"
        ),
        vals![id],
    )
}

/// What was paid of a fund, in the words it was asked for and without whom it was paid to, the latest first.
///
/// # Errors
/// Those of the database.
pub fn bought(tx: &mut Tx<'_>, fund: Id<Fund>, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT s.what FROM spending s WHERE s.fund = ?1 AND s.state = 'paid' AND s.account NOT IN ('3102', '5109')
             ORDER BY s.requested_at DESC, s.id DESC LIMIT ?2"
        ),
        vals![fund, limit],
    )?;
    Ok(rows.into_iter().map(|(what,)| what).collect())
}

/// Whom the register knows of those who were to be paid, the latest first.
///
/// # Errors
/// Those of the database.
pub fn payees(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM spending s JOIN party p ON p.id = s.party
             GROUP BY p.id, p.name ORDER BY MAX(s.requested_at) DESC, p.name LIMIT 60"
        ),
        vals![],
    )
}

/// How many there are of a state, or of any.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, state: Option<SpendingState>) -> Result<i64> {
    let (n,) = tx.one(
        sql!("SELECT count(*) FROM spending WHERE (CAST(?1 AS TEXT) IS NULL OR state = ?1)"),
        vals![state],
    )?;
    Ok(n)
}

/// A page of them, the latest first.
///
/// # Errors
/// Those of the database.
pub fn page(
    tx: &mut Tx<'_>,
    state: Option<SpendingState>,
    (limit, offset): (i64, i64),
) -> Result<Vec<Spending>> {
    tx.all(
        wishes!(
            "WHERE (CAST(?1 AS TEXT) IS NULL OR s.state = ?1)
             ORDER BY s.requested_at DESC, s.id DESC LIMIT ?2 OFFSET ?3"
        ),
        vals![state, limit, offset],
    )
}
