//! What was approved is paid, and a payment is taken back.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};

use super::{RECEIPT_FROM, in_state, is_leaving, let_go, not_so, one, origin, steps};
use crate::{
    encumbrances, funds,
    ledger::{self, NewTransaction, Posting, accounts},
    model::{AccountKind, Spending, SpendingState, Transaction, TransactionKind},
    rules,
};

/// Pays what was approved, out of an account.
///
/// # Errors
/// A refusal without approval, of a day before it was agreed to, without the receipt that such an amount needs, and where
/// the account has not so much; those of the database.
pub fn pay(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Spending>,
    out_of: &str,
    day: Date,
    reference: &str,
) -> Result<Id<Transaction>> {
    let before = in_state(tx, id, SpendingState::Approved)?;
    let fund = funds::one(tx, before.fund)?;
    let leaves = is_leaving(&before.account);
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let from = Rupiah(RECEIPT_FROM.number(tx)?);
    if before.documents == 0 && leaves {
        object("file", Message::new("leaving-letter-missing"));
    } else if before.documents == 0 && before.amount >= from {
        object("file", Message::new("spending-receipt-missing").with("from", from));
    }
    if accounts::one(tx, out_of)?.kind != AccountKind::Asset {
        object("account", Message::new("account-no-place"));
    }
    let said = steps(tx, id)?.into_iter().map(|step| step.at).max();
    let agreed = said.map_or(before.requested_at, |said| said.max(before.requested_at));
    let agreed = agreed.to_zoned_datetime(act.zone.clone()).date();
    if day < agreed {
        object("day", Message::new("spending-paid-too-early").with("day", agreed));
    }
    if !leaves {
        reasons.extend(rules::day_objection(&fund, day));
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    if let Some(held) = before.encumbrance {
        encumbrances::release(tx, act, held, before.amount)?;
    }
    let new = NewTransaction {
        kind: if before.into_fund.is_some() { TransactionKind::Transfer } else { TransactionKind::Payment },
        day,
        memo: before.what.clone(),
        reference: funds::text(reference).map(str::to_owned).or(before.reference.clone()).unwrap_or_default(),
        party: before.party,
        origin: Some(origin(id)),
        proof: None,
        postings: postings(&before, out_of),
    };
    // The wish is paid by being posted: the database sees to that.
    let transaction = ledger::post(tx, act, &new)?;
    let detail = serde_json::json!({ "number": before.number, "amount": before.amount });
    audit::record(tx, act, "spending.paid", "spending", id, &detail)?;
    Ok(transaction)
}

/// The lines that pay a wish out of an account; what goes into another fund lies in the same account there.
fn postings(one: &Spending, out_of: &str) -> Vec<Posting> {
    let mut lines = vec![
        Posting { budget: one.budget, ..Posting::new(one.fund, &*one.account, one.amount) },
        Posting::new(one.fund, out_of, -one.amount),
    ];
    if let Some(into) = one.into_fund {
        lines.push(Posting::new(into, out_of, one.amount));
        lines.push(Posting::new(into, accounts::TRANSFERS, -one.amount));
    }
    lines
}

/// Takes the payment of a wish back: the ledger gets its reversal, and the wish is approved and its money held as before, to
/// be paid rightly or given up.
///
/// # Errors
/// A refusal of what was not paid, without a reason, and where the money cannot come back; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, id: Id<Spending>, why: &str) -> Result<()> {
    let before = in_state(tx, id, SpendingState::Paid)?;
    let (Some(posted), Some(held)) = (before.ledger_transaction, before.encumbrance) else {
        return Err(not_so());
    };
    ledger::reverse(tx, act, posted, Some(origin(id)), why)?;
    encumbrances::hold_again(tx, act, held, before.amount)?;
    let detail = serde_json::json!({ "number": before.number, "why": why.trim() });
    audit::record(tx, act, "spending.taken-back", "spending", id, &detail)
}

/// Gives a wish to pay up that was not paid.
///
/// # Errors
/// A refusal once it was paid or refused; those of the database.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, id: Id<Spending>) -> Result<()> {
    ledger::hold_still(tx)?;
    let before = one(tx, id)?;
    if !matches!(before.state, SpendingState::Requested | SpendingState::Approved) {
        return Err(not_so());
    }
    tx.exec(sql!("UPDATE spending SET state = 'withdrawn' WHERE id = ?1"), vals![id])?;
    let_go(tx, act, &before)?;
    audit::record(
        tx,
        act,
        "spending.withdrawn",
        "spending",
        id,
        &serde_json::json!({ "number": before.number }),
    )
}
