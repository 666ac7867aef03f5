//! Months are closed once their books have been looked at: what was posted in them stays as it was reported.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use super::hold_still;
use crate::{model::Transaction, rules};

/// A month in which something was posted.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Month {
    /// `2026-08`
    pub month: String,
    /// Whether more may be posted in it.
    pub open: bool,
    /// How many transactions it has.
    pub transactions: i64,
}

/// The months in which something was posted, the latest first.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Month>> {
    tx.all(
        sql!(
            "SELECT m.month, m.open, (SELECT count(*) FROM ledger_transaction t WHERE t.month = m.month) AS transactions
             FROM ledger_month m ORDER BY m.month DESC LIMIT 120"
        ),
        vals![],
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
        sql!("INSERT INTO ledger_month (month, open) VALUES (?1, TRUE) ON CONFLICT (month) DO NOTHING"),
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

/// Opens a closed month again, and no other.
///
/// # Errors
/// A refusal without a reason; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, month: &str, why: &str) -> Result<()> {
    if why.trim().is_empty() {
        return Err(Refusal::of_field("why", Message::new("ledger-why-missing")).into());
    }
    hold_still(tx)?;
    let opened =
        tx.exec(sql!("UPDATE ledger_month SET open = TRUE WHERE month = ?1 AND NOT open"), vals![month])?;
    if opened == 0 {
        return Err(Refusal::new(Kind::Missing, Message::new("month-unknown")).into());
    }
    let detail = serde_json::json!({ "month": month, "why": why.trim() });
    audit::record(tx, act, "ledger.month-opened", "ledger-month", nobody(), &detail)
}

/// A month has a name and no id.
fn nobody() -> Id<Transaction> {
    Id::from_bytes([0; 16])
}
