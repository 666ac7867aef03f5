//! Money that is promised: it stays in the fund and can be promised to nobody else.

use kernel::{Act, Id, Kind, Message, Refusal, Rupiah};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    budgets, funds,
    ledger::hold_still,
    model::{Budget, Encumbrance, Fund},
    rules,
};

/// Promises so much of a fund, under a line of its budget where one is named.
///
/// # Errors
/// A refusal with every reason: not so much is available, the line has not so much left, the fund is over; those of the
/// database.
pub fn hold(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    budget: Option<Id<Budget>>,
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    hold_still(tx)?;
    let one = funds::one(tx, fund)?;
    let mut reasons = rules::spending_objections(&one, amount, act.today());
    reasons.extend(budgets::objection(tx, &one, budget, amount, act.today())?);
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    promise(tx, act, fund, budget, amount, what)
}

/// The same of money that goes back to its giver, or where its giver agreed it may go: also after the last day.
pub(crate) fn hold_leaving(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    hold_still(tx)?;
    let one = funds::one(tx, fund)?;
    Refusal::unless_empty(Kind::Conflict, rules::leaving_objections(&one, amount, act.today()))?;
    promise(tx, act, fund, None, amount, what)
}

fn promise(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    budget: Option<Id<Budget>>,
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO encumbrance (id, fund, budget, amount, what, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![id, fund, budget, amount, what, act.at],
    )?;
    Ok(id)
}

/// Promises again what was let go of for a payment that is taken back now. Its reversal has brought the money back, so that
/// it is there, on whatever day.
///
/// # Errors
/// Those of the database.
pub fn hold_again(tx: &mut Tx<'_>, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    tx.exec(sql!("UPDATE encumbrance SET amount = amount + ?2 WHERE id = ?1"), vals![id, amount]).map(drop)
}

/// Lets go of so much of a promise, because it is paid or no longer needed; of all that is left, where more is named.
///
/// # Errors
/// Those of the database.
pub fn release(tx: &mut Tx<'_>, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    let held = one(tx, id)?;
    let amount = amount.min(held.amount);
    tx.exec(sql!("UPDATE encumbrance SET amount = amount - ?2 WHERE id = ?1"), vals![id, amount]).map(drop)
}

/// Money that is promised.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    /// Of which fund.
    pub fund: Id<Fund>,
    /// How much still is.
    pub amount: Rupiah,
    /// For what.
    pub what: String,
}

/// What a promise still holds.
///
/// # Errors
/// Those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Encumbrance>) -> Result<Held> {
    let found = tx.opt(sql!("SELECT fund, amount, what FROM encumbrance WHERE id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("encumbrance-unknown")).into())
}

/// What of a fund is promised, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, fund: Id<Fund>) -> Result<Vec<Held>> {
    tx.all(
        sql!("SELECT fund, amount, what FROM encumbrance WHERE fund = ?1 AND amount > 0 ORDER BY at DESC LIMIT 200"),
        vals![fund],
    )
}
