//! Transactions among many, and one with its lines.

use kernel::{Date, Id, Kind, Message, Refusal, Rupiah};
use store::{FromRow, Result, Tx, sql, vals};

use crate::model::{Fund, Line, Origin, Transaction, TransactionKind};

/// The statement that reads transactions.
macro_rules! transactions {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT t.id, t.number, t.kind, t.day, t.memo, t.reference, t.party, COALESCE(p.name, t.payer, s.payee) AS party_name, t.reverses,
                 r.id AS reversed_by, t.origin, t.origin_id, (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                     WHERE l.ledger_transaction = t.id AND l.amount > 0) AS amount,
                 (SELECT count(*) FROM ledger_document d WHERE d.ledger_transaction = t.id
                     OR t.origin = 'spending' AND d.spending = t.origin_id) AS documents,
                 a.name AS author_name, t.at
             FROM ledger_transaction t LEFT JOIN party p ON p.id = t.party
             LEFT JOIN spending s ON t.origin = 'spending' AND s.id = t.origin_id
             LEFT JOIN ledger_transaction r ON r.reverses = t.id LEFT JOIN account a ON a.person = t.author ",
            $rest
        ))
    };
}

/// One transaction.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Transaction>) -> Result<Transaction> {
    let found = tx.opt(transactions!("WHERE t.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("ledger-transaction-unknown")).into())
}

/// The transaction with this number, if there is one.
///
/// # Errors
/// Those of the database.
pub fn by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<Transaction>> {
    tx.opt(transactions!("WHERE t.number = ?1"), vals![number.trim().to_uppercase()])
}

/// What was ever posted for something, what was taken back too, the first first.
///
/// # Errors
/// Those of the database.
pub fn of_origin(tx: &mut Tx<'_>, origin: Origin) -> Result<Vec<Transaction>> {
    tx.all(
        transactions!("WHERE t.origin = ?1 AND t.origin_id = ?2 ORDER BY t.at, t.number"),
        vals![origin.kind, origin.id],
    )
}

/// The lines of a transaction, in their order.
///
/// # Errors
/// Those of the database.
pub fn lines(tx: &mut Tx<'_>, id: Id<Transaction>) -> Result<Vec<Line>> {
    tx.all(
        sql!(
            "SELECT l.fund, f.code AS fund_code, f.title AS fund_title, l.account, c.title AS account_title, l.budget,
                 l.amount
             FROM posting l JOIN fund f ON f.id = l.fund JOIN ledger_account c ON c.code = l.account
             WHERE l.ledger_transaction = ?1 ORDER BY l.rest DESC"
        ),
        vals![id],
    )
}

/// What transactions are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of which kind.
    pub kind: Option<TransactionKind>,
    /// Of which month, as `2026-08`.
    pub month: Option<String>,
}

/// How many there are.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<i64> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM ledger_transaction WHERE (CAST(?1 AS TEXT) IS NULL OR kind = ?1)
                 AND (CAST(?2 AS TEXT) IS NULL OR month = ?2)"
        ),
        vals![filter.kind, filter.month],
    )?;
    Ok(n)
}

/// A page of transactions, the latest day first.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, (limit, offset): (i64, i64)) -> Result<Vec<Transaction>> {
    tx.all(
        transactions!(
            "WHERE (CAST(?1 AS TEXT) IS NULL OR t.kind = ?1) AND (CAST(?2 AS TEXT) IS NULL OR t.month = ?2)
             ORDER BY t.day DESC, t.number DESC LIMIT ?3 OFFSET ?4"
        ),
        vals![filter.kind, filter.month, limit, offset],
    )
}

/// What stands in an account at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Balance {
    /// The account.
    pub account: String,
    /// What the library calls it.
    pub title: Option<String>,
    /// The sum of its debits.
    pub debit: Rupiah,
    /// The sum of its credits, above zero.
    pub credit: Rupiah,
}

/// The trial balance of a fund, or of all, from one day to another: both columns have the same sum.
///
/// # Errors
/// Those of the database.
pub fn balances(tx: &mut Tx<'_>, fund: Option<Id<Fund>>, from: Date, to: Date) -> Result<Vec<Balance>> {
    tx.all(
        sql!(
            "SELECT l.account, c.title,
                 CAST(SUM(CASE WHEN l.amount > 0 THEN l.amount ELSE 0 END) AS BIGINT) AS debit,
                 CAST(SUM(CASE WHEN l.amount < 0 THEN -l.amount ELSE 0 END) AS BIGINT) AS credit
             FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
             JOIN ledger_account c ON c.code = l.account
             WHERE (CAST(?1 AS UUID) IS NULL OR l.fund = ?1) AND t.day >= ?2 AND t.day <= ?3
             GROUP BY l.account, c.title ORDER BY l.account"
        ),
        vals![fund, from, to],
    )
}

/// A line of the journal as the treasurer takes it along.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Entry {
    /// The transaction's number.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// What it is.
    pub kind: TransactionKind,
    /// What it was for.
    pub memo: String,
    /// The number on somebody else's paper.
    pub reference: Option<String>,
    /// From whom, or to whom.
    pub party_name: Option<String>,
    /// The fund's code.
    pub fund_code: String,
    /// The account.
    pub account: String,
    /// What the library calls it.
    pub account_title: Option<String>,
    /// The line of the budget.
    pub purpose: Option<String>,
    /// Debits above zero, credits below.
    pub amount: Rupiah,
}

/// Every line posted from one day to another, by day.
///
/// # Errors
/// Those of the database.
pub fn journal(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Entry>> {
    tx.all(
        sql!(
            "SELECT t.number, t.day, t.kind, t.memo, t.reference, COALESCE(p.name, t.payer, s.payee) AS party_name,
                 f.code AS fund_code, l.account, c.title AS account_title, b.purpose, l.amount
             FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id JOIN fund f ON f.id = l.fund
             JOIN ledger_account c ON c.code = l.account LEFT JOIN budget b ON b.id = l.budget
             LEFT JOIN party p ON p.id = t.party
             LEFT JOIN spending s ON t.origin = 'spending' AND s.id = t.origin_id
             WHERE t.day >= ?1 AND t.day <= ?2 ORDER BY t.day, t.number, l.rest DESC"
        ),
        vals![from, to],
    )
}
