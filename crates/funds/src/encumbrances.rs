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
    affordable(tx, act, (fund, budget), amount)?;
    promise(tx, act, (fund, budget), amount, what)
}

/// Says why so much of a fund and of a line of its budget cannot be promised today.
fn affordable(
    tx: &mut Tx<'_>,
    act: &Act,
    (fund, budget): (Id<Fund>, Option<Id<Budget>>),
    amount: Rupiah,
) -> Result<()> {
    let one = funds::one(tx, fund)?;
    let mut reasons = rules::spending_objections(&one, amount, act.today());
    reasons.extend(budgets::objection(tx, &one, budget, amount, act.today())?);
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    Ok(())
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
    promise(tx, act, (fund, None), amount, what)
}

/// Makes a part of a promise one of its own, as an invoice is a part of its order: what is available stays the same.
///
/// # Errors
/// A refusal of more than the promise holds; those of the database.
pub(crate) fn split(
    tx: &mut Tx<'_>,
    act: &Act,
    of: Id<Encumbrance>,
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    hold_still(tx)?;
    let whole = one(tx, of)?;
    if whole.amount < amount {
        return Err(short(&whole).into());
    }
    enter(tx, act, of, -amount)?;
    promise(tx, act, (whole.fund, whole.budget), amount, what)
}

/// Promises more of the same fund, under the same line of its budget, for the same.
///
/// # Errors
/// As those of [`hold`].
pub fn raise(tx: &mut Tx<'_>, act: &Act, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    let held = one(tx, id)?;
    affordable(tx, act, (held.fund, held.budget), amount)?;
    enter(tx, act, id, amount)
}

/// Why a promise does not give more than it holds.
pub(crate) fn short(held: &Held) -> Refusal {
    let message =
        Message::new("encumbrance-short").with("what", held.what.as_str()).with("left", held.amount);
    Refusal { kind: Kind::Conflict, ..Refusal::of_field("amount", message) }
}

fn promise(
    tx: &mut Tx<'_>,
    act: &Act,
    (fund, budget): (Id<Fund>, Option<Id<Budget>>),
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO encumbrance (id, fund, budget, amount, open, what, at) VALUES (?1, ?2, ?3, 0, TRUE, ?4, ?5)"
        ),
        vals![id, fund, budget, what, act.at],
    )?;
    enter(tx, act, id, amount)?;
    Ok(id)
}

/// Writes that more is held by a promise, or less: what it holds is the sum of its entries.
fn enter(tx: &mut Tx<'_>, act: &Act, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    if amount == Rupiah::ZERO {
        return Ok(());
    }
    tx.exec(
        sql!(
            "INSERT INTO encumbrance_entry (encumbrance, number, amount, author, at)
             SELECT ?1, COALESCE(MAX(e.number), 0) + 1, ?2, ?3, ?4 FROM encumbrance_entry e WHERE e.encumbrance = ?1"
        ),
        vals![id, amount, act.by.person(), act.at],
    )
    .map(drop)
}

/// Promises again what was let go of for a payment that is taken back now. Its reversal has brought the money back, so that
/// it is there, on whatever day. A promise that is over holds nothing again: what comes back to it is free.
///
/// # Errors
/// Those of the database.
pub fn hold_again(tx: &mut Tx<'_>, act: &Act, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    if one(tx, id)?.open { enter(tx, act, id, amount) } else { Ok(()) }
}

/// Ends a promise: whatever it still holds is free, and nothing comes back to it.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: Id<Encumbrance>) -> Result<()> {
    hold_still(tx)?;
    let held = one(tx, id)?;
    enter(tx, act, id, -held.amount)?;
    tx.exec(sql!("UPDATE encumbrance SET open = FALSE WHERE id = ?1"), vals![id]).map(drop)
}

/// Lets go of so much of a promise, because it is paid or no longer needed; of all that is left, where more is named.
///
/// # Errors
/// Those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    let held = one(tx, id)?;
    enter(tx, act, id, -amount.min(held.amount))
}

/// Money that is promised.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    /// Of which fund.
    pub fund: Id<Fund>,
    /// Under which line of its budget.
    pub budget: Option<Id<Budget>>,
    /// How much still is.
    pub amount: Rupiah,
    /// Whether it is not over.
    pub open: bool,
    /// For what.
    pub what: String,
}

/// What a promise still holds.
///
/// # Errors
/// Those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Encumbrance>) -> Result<Held> {
    let found =
        tx.opt(sql!("SELECT fund, budget, amount, open, what FROM encumbrance WHERE id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("encumbrance-unknown")).into())
}

/// What of a fund is promised, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, fund: Id<Fund>) -> Result<Vec<Held>> {
    tx.all(
        sql!(
            "SELECT fund, budget, amount, open, what FROM encumbrance WHERE fund = ?1 AND amount > 0
             ORDER BY at DESC LIMIT 200"
        ),
        vals![fund],
    )
}
