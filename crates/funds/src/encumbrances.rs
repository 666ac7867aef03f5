//! Money that is promised: it stays in the fund and can be promised to nobody else.

use kernel::{Act, Id, Kind, Message, Refusal, Rupiah};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    funds,
    ledger::hold_still,
    model::{Encumbrance, Fund},
    rules,
};

/// Promises so much of a fund.
///
/// # Errors
/// A refusal with every reason: not so much is available, the fund is over; those of the database.
pub fn hold(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    amount: Rupiah,
    what: &str,
) -> Result<Id<Encumbrance>> {
    hold_still(tx)?;
    let one = funds::one(tx, fund)?;
    Refusal::unless_empty(Kind::Conflict, rules::spending_objections(&one, amount, act.today()))?;
    let id = Id::new();
    tx.exec(sql!("UPDATE fund SET committed = committed + ?2 WHERE id = ?1"), vals![fund, amount])?;
    tx.exec(
        sql!("INSERT INTO encumbrance (id, fund, amount, what, at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![id, fund, amount, what, act.at],
    )?;
    Ok(id)
}

/// Lets go of so much of a promise, because it is paid or no longer needed; of all that is left, where more is named.
///
/// # Errors
/// Those of the database.
pub fn release(tx: &mut Tx<'_>, id: Id<Encumbrance>, amount: Rupiah) -> Result<()> {
    hold_still(tx)?;
    let held = one(tx, id)?;
    let amount = amount.min(held.amount);
    tx.exec(sql!("UPDATE encumbrance SET amount = amount - ?2 WHERE id = ?1"), vals![id, amount])?;
    tx.exec(sql!("UPDATE fund SET committed = committed - ?2 WHERE id = ?1"), vals![held.fund, amount])?;
    Ok(())
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
