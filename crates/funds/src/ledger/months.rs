//! Months are closed once their books have been looked at: what was posted in them stays as it was reported.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal, Timestamp};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use super::hold_still;
use crate::{model::Transaction, rules, spending::somebody};

/// A month in which something was posted.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Month {
    /// `2026-08`
    pub month: String,
    /// Whether more may be posted in it.
    pub open: bool,
    /// How many transactions it has.
    pub transactions: i64,
    /// Why it was opened again after it had been closed, the last time.
    pub opened_again: Option<String>,
    /// By whom.
    pub opened_by_name: Option<String>,
    /// When.
    pub opened_at: Option<Timestamp>,
}

/// The statement that reads months.
macro_rules! months {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT m.month, m.open, (SELECT count(*) FROM ledger_transaction t WHERE t.month = m.month) AS transactions,
                 m.opened_again, a.name AS opened_by_name, m.opened_at
             FROM ledger_month m LEFT JOIN account a ON a.person = m.opened_by ",
            $rest
        ))
    };
}

/// The months in which something was posted, the latest first.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Month>> {
    tx.all(months!("ORDER BY m.month DESC LIMIT 120"), vals![])
}

/// The months from one day to another that were opened again after they had been closed, for whoever relies on them.
///
/// # Errors
/// Those of the database.
pub fn opened_again(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Month>> {
    tx.all(
        months!("WHERE m.opened_again IS NOT NULL AND m.month BETWEEN ?1 AND ?2 ORDER BY m.month LIMIT 120"),
        vals![rules::month(from), rules::month(to)],
    )
}

/// The month of a day, when something may be posted in it; until the end of the transaction nobody closes it.
pub(super) fn open(tx: &mut Tx<'_>, day: Date) -> Result<String> {
    let month = rules::month(day);
    hold_still(tx)?;
    let closed: Option<(String,)> = tx.opt(
        sql!(
            "SELECT m.month FROM ledger_month m WHERE NOT m.open AND m.month >= ?1
                 AND NOT EXISTS (SELECT 1 FROM ledger_month o WHERE o.month = ?1 AND o.open) LIMIT 1"
        ),
        vals![month],
    )?;
    if closed.is_some() {
        let message = Message::new("month-closed").with("day", day);
        return Err(
            Refusal { kind: Kind::Conflict, reasons: vec![Reason { field: Some("day"), message }] }.into()
        );
    }
    tx.exec(
        sql!(
            "INSERT INTO ledger_month (month, open)
             SELECT ?1, TRUE WHERE NOT EXISTS (SELECT 1 FROM ledger_month m WHERE m.month = ?1)"
        ),
        vals![month],
    )?;
    Ok(month)
}

/// Closes a month that is over, and every one before it.
///
/// # Errors
/// A refusal of a month that is not over or in which nothing was posted; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, month: &str) -> Result<()> {
    if month >= rules::month(act.today()).as_str() {
        return Err(Refusal::of_field("month", Message::new("month-not-over")).into());
    }
    hold_still(tx)?;
    let (known,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM ledger_month WHERE month = ?1"), vals![month])?;
    if known == 0 {
        return Err(Refusal::new(Kind::Missing, Message::new("month-unknown")).into());
    }
    tx.exec(sql!("UPDATE ledger_month SET open = FALSE WHERE month <= ?1 AND open"), vals![month])?;
    let detail = serde_json::json!({ "month": month });
    audit::record(tx, act, "ledger.month-closed", "ledger-month", nobody(), &detail)
}

/// Opens the latest closed month again: one before it would change what the later ones begin with, unseen.
///
/// # Errors
/// A refusal without a reason, by nobody, and of a month that is not the latest closed one; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, month: &str, why: &str) -> Result<()> {
    let person = somebody(act)?;
    if why.trim().is_empty() {
        return Err(Refusal::of_field("why", Message::new("ledger-why-missing")).into());
    }
    hold_still(tx)?;
    let opened = tx.exec(
        sql!(
            "UPDATE ledger_month SET open = TRUE, opened_again = ?2, opened_by = ?3, opened_at = ?4
             WHERE month = ?1 AND NOT open
                 AND NOT EXISTS (SELECT 1 FROM ledger_month m WHERE m.month > ?1 AND NOT m.open)"
        ),
        vals![month, why.trim(), person, act.at],
    )?;
    if opened == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("month-not-the-latest")).into());
    }
    let detail = serde_json::json!({ "month": month, "why": why.trim() });
    audit::record(tx, act, "ledger.month-opened", "ledger-month", nobody(), &detail)
}

/// A month has a name and no id.
fn nobody() -> Id<Transaction> {
    Id::from_bytes([0; 16])
}
