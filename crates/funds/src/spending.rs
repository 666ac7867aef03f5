//! Paying: somebody asks, others approve as the amount wants it, and then it is paid, with what shows it.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::{
    audit, sequence,
    settings::{Default as Initial, Setting},
};
use store::{Result, Tx, sql, vals};

use crate::{
    encumbrances, funds,
    ledger::{self, NewTransaction, Posting, accounts},
    model::{
        AccountKind, Budget, Fund, Spending, SpendingState, Step, Transaction, TransactionKind, Verdict,
    },
    rules::{self, Approval, Thresholds},
};

/// From how many rupiah on a wish to pay needs approval.
pub const APPROVE_FROM: Setting = Setting {
    key: "funds.approve-from",
    value: Initial::Number { at_first: 500_000, least: 1, most: rules::MOST },
};
/// From how many on it needs a second one, by somebody who may approve large amounts.
pub const LARGE_FROM: Setting = Setting {
    key: "funds.large-from",
    value: Initial::Number { at_first: 10_000_000, least: 1, most: rules::MOST },
};
/// From how many on nothing is paid without a receipt.
pub const RECEIPT_FROM: Setting = Setting {
    key: "funds.receipt-from",
    value: Initial::Number { at_first: 50_000, least: 0, most: rules::MOST },
};

/// What somebody wants to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSpending {
    /// Of which fund.
    pub fund: Id<Fund>,
    /// What kind of expense it is.
    pub account: String,
    /// Under which line of the budget.
    pub budget: Option<Id<Budget>>,
    /// How much.
    pub amount: Rupiah,
    /// For what.
    pub what: String,
    /// To whom.
    pub payee: String,
}

/// The thresholds in force.
///
/// # Errors
/// Those of the database.
pub fn thresholds(tx: &mut Tx<'_>) -> Result<Thresholds> {
    Ok(Thresholds { one: Rupiah(APPROVE_FROM.number(tx)?), two: Rupiah(LARGE_FROM.number(tx)?) })
}

/// Asks to pay something. A small amount needs nobody's approval, and its money is held at once.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn request(tx: &mut Tx<'_>, act: &Act, new: &NewSpending) -> Result<Id<Spending>> {
    let requester = somebody(act)?;
    ledger::hold_still(tx)?;
    let fund = funds::one(tx, new.fund)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=500).contains(&new.what.trim().chars().count()) {
        object("what", "spending-what-missing");
    }
    if !(1..=200).contains(&new.payee.trim().chars().count()) {
        object("payee", "spending-payee-missing");
    }
    if new.account.is_empty() || accounts::one(tx, &new.account)?.kind != AccountKind::Expense {
        object("account", "account-no-expense");
    }
    if let Some(budget) = new.budget
        && !crate::budgets::of(tx, fund.id)?.iter().any(|line| line.id == budget)
    {
        object("budget", "budget-of-another-fund");
    }
    reasons.extend(rules::spending_objections(&fund, new.amount, act.today()));
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let id = Id::new();
    let year = act.today().year();
    let number = format!("B-{year}-{:04}", sequence::next(tx, &format!("spending-{year}"))?);
    tx.exec(
        sql!(
            "INSERT INTO spending (id, number, fund, account, budget, amount, what, payee, state, requester, requested_at,
                 encumbrance, ledger_transaction)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'requested', ?9, ?10, NULL, NULL)"
        ),
        vals![
            id,
            number,
            fund.id,
            new.account,
            new.budget,
            new.amount,
            new.what.trim(),
            new.payee.trim(),
            requester,
            act.at
        ],
    )?;
    let detail = serde_json::json!({ "number": number, "amount": new.amount, "payee": new.payee.trim() });
    audit::record(tx, act, "spending.requested", "spending", id, &detail)?;
    settle(tx, act, id)?;
    Ok(id)
}

/// Says yes or no to a wish to pay. `large` is whether whoever says so may approve large amounts.
///
/// # Errors
/// A refusal of one's own wish, of one that is no longer open, of a second word by the same person, of a no without a
/// reason, and where the money is gone by now; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Spending>,
    verdict: Verdict,
    large: bool,
    note: &str,
) -> Result<Spending> {
    let decider = somebody(act)?;
    let before = in_state(tx, id, SpendingState::Requested)?;
    if before.requester == decider {
        return Err(Refusal::new(Kind::Forbidden, Message::new("spending-own")).into());
    }
    if verdict == Verdict::Refused && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("spending-why-missing")).into());
    }
    let new = tx.exec(
        sql!(
            "INSERT INTO spending_step (id, spending, requester, decision, large, note, decider, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (spending, decider) DO NOTHING"
        ),
        vals![Id::<Step>::new(), id, before.requester, verdict, large, funds::text(note), decider, act.at],
    )?;
    if new == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("spending-said-already")).into());
    }
    let detail = serde_json::json!({ "decision": verdict.as_str(), "note": note.trim() });
    audit::record(tx, act, "spending.decided", "spending", id, &detail)?;
    match verdict {
        Verdict::Refused => {
            tx.exec(sql!("UPDATE spending SET state = 'refused' WHERE id = ?1"), vals![id])?;
        }
        Verdict::Approved => settle(tx, act, id)?,
    }
    one(tx, id)
}

/// Holds the money of a wish to pay once nobody's approval is missing.
fn settle(tx: &mut Tx<'_>, act: &Act, id: Id<Spending>) -> Result<()> {
    let one = one(tx, id)?;
    if missing(tx, &one)? != Approval::Whole {
        return Ok(());
    }
    let encumbrance =
        encumbrances::hold(tx, act, one.fund, one.amount, &format!("{} {}", one.number, one.what))?;
    tx.exec(
        sql!("UPDATE spending SET state = 'approved', encumbrance = ?2 WHERE id = ?1"),
        vals![id, encumbrance],
    )
    .map(drop)
}

/// Whose approval a wish to pay still needs.
///
/// # Errors
/// Those of the database.
pub fn missing(tx: &mut Tx<'_>, one: &Spending) -> Result<Approval> {
    let approved: Vec<bool> = steps(tx, one.id)?
        .into_iter()
        .filter(|step| step.decision == Verdict::Approved)
        .map(|step| step.large)
        .collect();
    Ok(thresholds(tx)?.approval(one.amount, &approved))
}

/// Pays what was approved, out of an account.
///
/// # Errors
/// A refusal without approval, without the receipt that such an amount needs, and where the account has not so much;
/// those of the database.
pub fn pay(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Spending>,
    out_of: &str,
    day: Date,
    reference: &str,
) -> Result<Id<Transaction>> {
    let before = in_state(tx, id, SpendingState::Approved)?;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let from = Rupiah(RECEIPT_FROM.number(tx)?);
    if before.documents == 0 && before.amount >= from {
        object("file", Message::new("spending-receipt-missing").with("from", from));
    }
    if accounts::one(tx, out_of)?.kind != AccountKind::Asset {
        object("account", Message::new("account-no-place"));
    }
    reasons.extend(rules::day_objection(&funds::one(tx, before.fund)?, day));
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    if let Some(held) = before.encumbrance {
        encumbrances::release(tx, held, before.amount)?;
    }
    let expense =
        Posting { budget: before.budget, ..Posting::new(before.fund, &*before.account, before.amount) };
    let new = NewTransaction {
        kind: TransactionKind::Payment,
        day,
        memo: format!("{} · {}", before.what, before.payee),
        reference: reference.to_owned(),
        party: None,
        postings: vec![expense, Posting::new(before.fund, out_of, -before.amount)],
    };
    let transaction = ledger::post(tx, act, &new)?;
    tx.exec(
        sql!("UPDATE spending SET state = 'paid', ledger_transaction = ?2 WHERE id = ?1"),
        vals![id, transaction],
    )?;
    let detail = serde_json::json!({ "number": before.number, "amount": before.amount });
    audit::record(tx, act, "spending.paid", "spending", id, &detail)?;
    Ok(transaction)
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
    if let Some(held) = before.encumbrance {
        encumbrances::release(tx, held, before.amount)?;
    }
    tx.exec(sql!("UPDATE spending SET state = 'withdrawn' WHERE id = ?1"), vals![id])?;
    audit::record(
        tx,
        act,
        "spending.withdrawn",
        "spending",
        id,
        &serde_json::json!({ "number": before.number }),
    )
}

fn in_state(tx: &mut Tx<'_>, id: Id<Spending>, state: SpendingState) -> Result<Spending> {
    ledger::hold_still(tx)?;
    let before = one(tx, id)?;
    if before.state == state { Ok(before) } else { Err(not_so()) }
}

fn not_so() -> store::Error {
    Refusal::new(Kind::Conflict, Message::new("spending-not-so")).into()
}

/// The person who acts: for money nobody is nobody.
fn somebody(act: &Act) -> Result<Id<Person>> {
    act.by.person().ok_or_else(|| Refusal::new(Kind::Forbidden, Message::new("spending-nobody")).into())
}

/// The statement that reads wishes to pay.
macro_rules! wishes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT s.id, s.number, s.fund, f.code AS fund_code, f.title AS fund_title, s.account, s.budget, s.amount,
                 s.what, s.payee, s.state, s.requester, a.name AS requester_name, s.requested_at, s.encumbrance,
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
