//! Paying: somebody asks, others approve as the amount wants it, and then it is paid, with what shows it.

mod list;
mod paying;

use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
pub use list::{bought, count, one, page, payees, steps};
pub use paying::{pay, take_back, withdraw};
use platform::{
    audit, sequence,
    settings::{Default as Initial, Setting},
};
use store::{Result, Tx, sql, vals};

use crate::{
    budgets, encumbrances, funds,
    ledger::{self, accounts},
    model::{AccountKind, Budget, Encumbrance, Fund, Origin, Spending, SpendingState, Step, Verdict},
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
/// From how many on nothing is paid, and nothing taken in, without a document.
pub const RECEIPT_FROM: Setting = Setting {
    key: "funds.receipt-from",
    value: Initial::Number { at_first: 50_000, least: 0, most: rules::MOST },
};

/// Wishes for the same payee within so many days are weighed together: many small ones need who one large one would.
const WEIGHED_DAYS: i64 = 7;

/// What a transaction names that pays a wish.
const ORIGIN: &str = "spending";

/// What a transaction is posted for that pays this wish.
pub fn origin(id: Id<Spending>) -> Origin {
    Origin::new(ORIGIN, id)
}

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
    /// Who that is, where the register knows.
    pub party: Option<Id<Person>>,
    /// The number on their paper; empty where there is none.
    pub reference: String,
    /// The promise out of which it is paid, such as an order's; none where the fund itself has to have it.
    pub promise: Option<Id<Encumbrance>>,
}

/// Where money goes that was given for a purpose and is not needed for it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Back to whoever gave it.
    Giver,
    /// Into another fund, as whoever gave it agreed in writing.
    Fund(Id<Fund>),
}

/// The thresholds in force.
///
/// # Errors
/// Those of the database.
pub fn thresholds(tx: &mut Tx<'_>) -> Result<Thresholds> {
    Ok(Thresholds { one: Rupiah(APPROVE_FROM.number(tx)?), two: Rupiah(LARGE_FROM.number(tx)?) })
}

/// Asks to pay something. A small amount of money that is free needs nobody's approval, and is held at once; what is a part
/// of a promise is taken out of it at once, whoever has to approve.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn request(tx: &mut Tx<'_>, act: &Act, new: &NewSpending) -> Result<Id<Spending>> {
    ledger::hold_still(tx)?;
    let fund = funds::one(tx, new.fund)?;
    let mut reasons = described(&new.what, &new.payee);
    if new.account.is_empty() || accounts::one(tx, &new.account)?.kind != AccountKind::Expense {
        reasons.push(Reason { field: Some("account"), message: Message::new("account-no-expense") });
    } else if new.account == accounts::RETURNS {
        reasons.push(Reason { field: Some("account"), message: Message::new("spending-return-there") });
    } else if new.account == accounts::BOOKS && new.promise.is_none() {
        reasons.push(Reason { field: Some("account"), message: Message::new("spending-books-by-order") });
    } else if accounts::of_fund(tx, fund.id)?.iter().all(|account| account.code != new.account) {
        let message = Message::new("account-not-of-fund").with("account", new.account.as_str());
        reasons.push(Reason { field: Some("account"), message: message.with("fund", fund.title.as_str()) });
    }
    if new.reference.trim().chars().count() > 100 {
        reasons.push(Reason { field: Some("reference"), message: Message::new("reference-too-long") });
    }
    match new.promise {
        Some(promise) => reasons.extend(part_objections(tx, act, &fund, promise, new.amount)?),
        None => {
            reasons.extend(rules::spending_objections(&fund, new.amount, act.today()));
            reasons.extend(budgets::objection(tx, &fund, new.budget, new.amount, act.today())?);
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    ask(tx, act, &fund, new, None)
}

/// Why so much is not paid out of a promise.
fn part_objections(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: &Fund,
    promise: Id<Encumbrance>,
    amount: Rupiah,
) -> Result<Vec<Reason>> {
    let whole = encumbrances::one(tx, promise)?;
    let mut reasons: Vec<_> = rules::day_objection(fund, act.today()).into_iter().collect();
    if let Some(message) = rules::amount_objection(amount) {
        reasons.push(Reason { field: Some("amount"), message });
    } else if amount > whole.amount {
        reasons.extend(encumbrances::short(&whole).reasons);
    }
    Ok(reasons)
}

/// Asks for money that was given for a purpose to go back to its giver, or where its giver agreed it may go; also after the
/// fund's last day. It is approved and paid as everything else, never without the letter.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn leave(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    to: Leaving,
    amount: Rupiah,
    why: &str,
) -> Result<Id<Spending>> {
    ledger::hold_still(tx)?;
    let fund = funds::one(tx, fund)?;
    let into = match to {
        Leaving::Giver => None,
        Leaving::Fund(other) => Some(funds::one(tx, other)?),
    };
    let payee =
        into.as_ref().map(|other| other.title.clone()).or(fund.giver_name.clone()).unwrap_or_default();
    let mut reasons = described(why, "-");
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !rules::is_restricted(fund.kind) {
        object("to", Message::new("leaving-free"));
    } else if payee.is_empty() {
        object("to", Message::new("leaving-no-giver"));
    }
    match &into {
        Some(other) if other.id == fund.id => object("to", Message::new("transfer-nowhere")),
        Some(Fund { closed_on: Some(day), title, .. }) => {
            object("to", Message::new("fund-is-closed").with("fund", title.as_str()).with("day", *day));
        }
        _ => {}
    }
    reasons.extend(rules::leaving_objections(&fund, amount, act.today()));
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let account = if into.is_some() { accounts::TRANSFERS } else { accounts::RETURNS };
    let new = NewSpending {
        fund: fund.id,
        account: account.to_owned(),
        budget: None,
        amount,
        what: why.to_owned(),
        payee,
        party: fund.giver.filter(|_| into.is_none()),
        reference: String::new(),
        promise: None,
    };
    ask(tx, act, &fund, &new, into.map(|other| other.id))
}

/// Why this does not say for what and to whom; nothing when it does.
fn described(what: &str, payee: &str) -> Vec<Reason> {
    let fits = |text: &str, most| (1..=most).contains(&text.trim().chars().count());
    [
        ("what", fits(what, 500), "spending-what-missing"),
        ("payee", fits(payee, 200), "spending-payee-missing"),
    ]
    .into_iter()
    .filter(|(_, fits, _)| !fits)
    .map(|(field, _, key)| Reason { field: Some(field), message: Message::new(key) })
    .collect()
}

fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: &Fund,
    new: &NewSpending,
    into: Option<Id<Fund>>,
) -> Result<Id<Spending>> {
    let requester = somebody(act)?;
    let id = Id::new();
    let year = act.today().year();
    let number = format!("B-{year}-{:04}", sequence::next(tx, &format!("spending-{year}"))?);
    let party = match new.party {
        Some(party) => Some(people::parties::living(tx, party)?.id),
        None if into.is_none() => named(tx, &new.payee)?,
        None => None,
    };
    let (limits, weighed) = (thresholds(tx)?, new.amount + asked_lately(tx, act, &new.payee, party)?);
    let bound = rules::is_restricted(fund.kind) || is_leaving(&new.account);
    let what = format!("{number} {}", new.what.trim());
    let part = new.promise.map(|whole| encumbrances::split(tx, act, whole, new.amount, &what)).transpose()?;
    tx.exec(
        sql!(
            "INSERT INTO spending (id, number, fund, fund_kind, account, into_fund, budget, amount, what, payee, state,
                 requester, requested_at, weighed, approve_from, large_from, needs, approvals, large_approvals, party,
                 reference, promise, encumbrance, ledger_transaction)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'requested', ?11, ?12, ?13, ?14, ?15, ?16, 0, 0, ?17, ?18, ?19,
                 ?20, NULL)"
        ),
        vals![
            id,
            number,
            fund.id,
            fund.kind,
            new.account,
            into,
            new.budget,
            new.amount,
            new.what.trim(),
            new.payee.trim(),
            requester,
            act.at,
            weighed,
            limits.one,
            limits.two,
            limits.needs(weighed, bound),
            party,
            funds::text(&new.reference),
            new.promise,
            part
        ],
    )?;
    let detail = serde_json::json!({ "number": number, "amount": new.amount, "payee": new.payee.trim() });
    audit::record(tx, act, "spending.requested", "spending", id, &detail)?;
    settle(tx, act, id)?;
    Ok(id)
}

/// The organisation or group that has this name, where it is one alone; people are called alike too often.
fn named(tx: &mut Tx<'_>, name: &str) -> Result<Option<Id<Person>>> {
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT id FROM party WHERE folded = ?1 AND kind <> 'person' AND merged_into IS NULL
             ORDER BY id LIMIT 2"
        ),
        vals![people::name::folded(name)],
    )?;
    Ok(match found.as_slice() {
        [(one,)] => Some(*one),
        _ => None,
    })
}

/// What was asked for lately for the same payee, and not refused or given up.
fn asked_lately(tx: &mut Tx<'_>, act: &Act, payee: &str, party: Option<Id<Person>>) -> Result<Rupiah> {
    let asked: Vec<(String, Option<Id<Person>>, Rupiah)> = tx.all(
        sql!(
            "SELECT payee, party, amount FROM spending
             WHERE requested_at > ?1 AND state NOT IN ('refused', 'withdrawn')"
        ),
        vals![act.at - SignedDuration::from_hours(WEIGHED_DAYS * 24)],
    )?;
    let is_same = |name: &str, known: Option<Id<Person>>| {
        rules::is_called_alike(name, payee) || (known.is_some() && known == party)
    };
    Ok(asked.iter().filter(|(name, known, _)| is_same(name, *known)).map(|(_, _, amount)| *amount).sum())
}

/// Whether money leaves its fund for its giver or for another fund.
fn is_leaving(account: &str) -> bool {
    [accounts::RETURNS, accounts::TRANSFERS].contains(&account)
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
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
             WHERE NOT EXISTS (SELECT 1 FROM spending_step p WHERE p.spending = ?2 AND p.decider = ?7)"
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
            let_go(tx, act, &before)?;
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
    let what = format!("{} {}", one.number, one.what);
    let encumbrance = match one.encumbrance {
        Some(part) => part,
        None if is_leaving(&one.account) => encumbrances::hold_leaving(tx, act, one.fund, one.amount, &what)?,
        None => encumbrances::hold(tx, act, one.fund, one.budget, one.amount, &what)?,
    };
    tx.exec(
        sql!("UPDATE spending SET state = 'approved', encumbrance = ?2 WHERE id = ?1"),
        vals![id, encumbrance],
    )
    .map(drop)
}

/// What a wish to pay holds is free again, or goes back to the promise it is a part of.
fn let_go(tx: &mut Tx<'_>, act: &Act, one: &Spending) -> Result<()> {
    let Some(held) = one.encumbrance else { return Ok(()) };
    encumbrances::release(tx, act, held, one.amount)?;
    one.promise.map_or(Ok(()), |whole| encumbrances::hold_again(tx, act, whole, one.amount))
}

/// Whose approval a wish to pay still needs, by the limits that were in force when it was asked for.
///
/// # Errors
/// Those of the database.
pub fn missing(tx: &mut Tx<'_>, one: &Spending) -> Result<Approval> {
    let approved: Vec<bool> = steps(tx, one.id)?
        .into_iter()
        .filter(|step| step.decision == Verdict::Approved)
        .map(|step| step.large)
        .collect();
    Ok(rules::missing(one.needs, &approved))
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
pub(crate) fn somebody(act: &Act) -> Result<Id<Person>> {
    act.by.person().ok_or_else(|| Refusal::new(Kind::Forbidden, Message::new("spending-nobody")).into())
}
