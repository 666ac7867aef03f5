//! The ledger: transactions whose postings sum to 0, written once and never changed.
//!
//! What the database sees to is said in the migration; what is refused with reasons is decided by [`crate::rules`] before.

pub mod accounts;
pub mod list;
pub mod months;

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::{audit, sequence};
use serde::{Deserialize, Serialize};
use store::{Result, Tx, sql, vals};

pub use crate::model::{Line, Transaction};
use crate::{
    documents::{self, Proof, Shows},
    funds,
    model::{Account, AccountKind, Budget, Fund, Origin, TransactionKind},
    rules,
};

/// A line that is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Of which fund.
    pub fund: Id<Fund>,
    /// In which account, by its code: [`accounts`] has those of the beginning.
    pub account: String,
    /// Debits above zero, credits below.
    pub amount: Rupiah,
    /// Under which line of the fund's budget, where it is under one.
    pub budget: Option<Id<Budget>>,
}

impl Posting {
    /// A line under no budget.
    pub fn new(fund: Id<Fund>, account: impl Into<String>, amount: Rupiah) -> Self {
        Self { fund, account: account.into(), amount, budget: None }
    }
}

/// What is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransaction {
    /// What it is; reversals are made by [`reverse`] alone.
    pub kind: TransactionKind,
    /// The day it happened.
    pub day: Date,
    /// What it was for.
    pub memo: String,
    /// The number on somebody else's paper; empty where there is none.
    pub reference: String,
    /// From whom, or to whom.
    pub party: Option<Id<Person>>,
    /// What it is posted for; nothing where somebody posts it in the ledger itself.
    pub origin: Option<Origin>,
    /// What shows it, where it is shown from the beginning.
    pub proof: Option<Proof>,
    /// Its lines, which sum to 0, in each fund by itself too.
    pub postings: Vec<Posting>,
}

/// Until the end of the transaction nobody else moves money: who looked whether there is enough finds it still there. Whoever
/// calls it does so before writing to the journal, so that no two wait for each other.
///
/// # Errors
/// Those of the database.
pub fn hold_still(tx: &mut Tx<'_>) -> Result<()> {
    tx.lock("ledger", &"")
}

/// Posts a transaction.
///
/// # Errors
/// A refusal with every reason: no balance, no memo, a day to come, a closed month, a fund or an account that would go
/// below zero; those of the database.
pub fn post(tx: &mut Tx<'_>, act: &Act, new: &NewTransaction) -> Result<Id<Transaction>> {
    if new.kind == TransactionKind::Reversal {
        return Err(store::Error::fault("a reversal is made by reversing"));
    }
    write(tx, act, new, None)
}

/// Takes a transaction back by one of today that mirrors it. Each is taken back once, and a reversal never. What was posted
/// for an order or a gift is taken back in the same transaction that undoes the order's payment or the gift, which names
/// itself (`by`): so the books and what they stand for never differ.
///
/// # Errors
/// A refusal without a reason, of a transaction that was taken back already, is a reversal or belongs to something else, and
/// of money that is no longer there; those of the database.
pub fn reverse(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Transaction>,
    by: Option<Origin>,
    why: &str,
) -> Result<Id<Transaction>> {
    hold_still(tx)?;
    let before = list::one(tx, id)?;
    if !before.is_of(by) {
        return Err(Refusal::new(Kind::Conflict, Message::new("ledger-of-another")).into());
    }
    if before.kind == TransactionKind::Reversal || before.reversed_by.is_some() {
        return Err(Refusal::new(Kind::Conflict, Message::new("ledger-reversed-already")).into());
    }
    if why.trim().is_empty() {
        return Err(Refusal::of_field("why", Message::new("ledger-why-missing")).into());
    }
    let postings = list::lines(tx, id)?
        .into_iter()
        .map(|line| Posting {
            fund: line.fund,
            account: line.account,
            amount: -line.amount,
            budget: line.budget,
        })
        .collect();
    let mirror = NewTransaction {
        kind: TransactionKind::Reversal,
        day: act.today(),
        memo: why.trim().to_owned(),
        reference: before.number,
        party: before.party,
        origin: by,
        proof: None,
        postings,
    };
    write(tx, act, &mirror, Some(id))
}

/// A transaction as the journal tells of it, whose entries nobody changes unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) day: Date,
    pub(crate) memo: String,
    /// Fund, account and amount of each line.
    pub(crate) lines: Vec<(Id<Fund>, String, Rupiah)>,
}

impl Told {
    /// The same, with its lines in one order, however they were written.
    pub(crate) fn in_order(mut self) -> Self {
        self.lines.sort();
        self
    }
}

fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &NewTransaction,
    reverses: Option<Id<Transaction>>,
) -> Result<Id<Transaction>> {
    Refusal::unless_empty(Kind::Invalid, rules::objections(new, act.today()))?;
    let month = months::open(tx, new.day)?;
    let party = new.party.map(|party| people::parties::living(tx, party)).transpose()?.map(|party| party.id);
    let chart = accounts::all(tx)?;
    Refusal::unless_empty(Kind::Invalid, rules::account_objections(new, &chart))?;
    afford(tx, new, &chart)?;
    let id = Id::new();
    let year = new.day.year();
    let number = format!("J-{year}-{:04}", sequence::next(tx, &format!("ledger-{year}"))?);
    chain(tx, id, new, &chart)?;
    if let Some(proof) = &new.proof {
        documents::write(tx, act, Shows::Transaction(id), proof)?;
    }
    let opens = new.postings.first().filter(|_| new.kind == TransactionKind::Opening);
    let origin = new.origin.unwrap_or_else(|| Origin::new(Origin::LEDGER, reverses.unwrap_or(id)));
    tx.exec(
        sql!(
            "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, reference, party, rest, total,
                 reverses, origin, origin_id, opens_fund, opens_account, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, TRUE, FALSE, ?6, ?7, ?8, 0, 0, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        ),
        vals![
            id,
            number,
            new.kind,
            new.day,
            month,
            new.memo.trim(),
            funds::text(&new.reference),
            party,
            reverses,
            origin.kind,
            origin.id,
            opens.map(|line| line.fund),
            opens.map(|line| line.account.as_str()),
            act.by.person(),
            act.at
        ],
    )?;
    let lines = new.postings.iter().map(|line| (line.fund, line.account.clone(), line.amount)).collect();
    let detail = Told {
        number: number.clone(),
        kind: new.kind.to_string(),
        day: new.day,
        memo: new.memo.trim().to_owned(),
        lines,
    };
    let detail = detail.in_order();
    match reverses {
        None => audit::record(tx, act, "ledger.posted", "ledger-transaction", id, &detail)?,
        Some(before) => audit::record(tx, act, "ledger.reversed", "ledger-transaction", before, &detail)?,
    }
    Ok(id)
}

/// Writes the postings as the chain the database checks: fund after fund, debits before credits.
fn chain(tx: &mut Tx<'_>, id: Id<Transaction>, new: &NewTransaction, chart: &[Account]) -> Result<()> {
    let mut order: Vec<Id<Fund>> = Vec::new();
    for line in &new.postings {
        if !order.contains(&line.fund) {
            order.push(line.fund);
        }
    }
    let mut lines: Vec<&Posting> = new.postings.iter().collect();
    lines.sort_by_key(|line| (order.iter().position(|fund| *fund == line.fund), line.amount.0 < 0));
    let mut prior = 0;
    let mut before: Option<(i64, Id<Fund>)> = None;
    for (rest, line) in (0i64..lines.len() as i64).rev().zip(lines) {
        let nature = chart.iter().find(|account| account.code == line.account).map(|account| account.kind);
        let running = prior + line.amount.0;
        tx.exec(
            sql!(
                "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                     previous_fund, prior, running)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
            ),
            vals![
                id,
                rest,
                line.fund,
                line.account,
                new.kind,
                nature,
                line.budget,
                line.amount.0,
                before.map(|(rest, _)| rest),
                before.map(|(_, fund)| fund),
                prior,
                running
            ],
        )?;
        (prior, before) = (running, Some((rest, line.fund)));
    }
    Ok(())
}

/// Says what would go below zero, or is not for this fund; the database would refuse it too, without saying why.
fn afford(tx: &mut Tx<'_>, new: &NewTransaction, chart: &[Account]) -> Result<()> {
    let mut changes: BTreeMap<(Id<Fund>, &str), i64> = BTreeMap::new();
    for line in &new.postings {
        *changes.entry((line.fund, line.account.as_str())).or_default() += line.amount.0;
    }
    let mut worth: BTreeMap<Id<Fund>, i64> = BTreeMap::new();
    let mut reasons = Vec::new();
    for ((fund, code), change) in changes {
        let sum = worth.entry(fund).or_default();
        let Some(account) = chart.iter().find(|account| account.code == code) else { continue };
        if matches!(account.kind, AccountKind::Asset | AccountKind::Liability) {
            *sum += change;
        }
        let held: Option<(i64,)> = tx.opt(
            sql!("SELECT amount FROM ledger_balance WHERE fund = ?1 AND account = ?2"),
            vals![fund, code],
        )?;
        let message = match held {
            None => Message::new("account-not-of-fund").with("account", code),
            Some((held,)) if account.kind == AccountKind::Asset && held + change < 0 => {
                Message::new("account-short").with("account", code).with("held", Rupiah(held))
            }
            Some(_) => continue,
        };
        let message = message.with("fund", funds::one(tx, fund)?.title);
        reasons.push(Reason { field: Some("account"), message });
    }
    for (fund, change) in worth {
        let one = funds::one(tx, fund)?;
        if one.closed_on.is_some() {
            reasons.extend(rules::day_objection(&one, new.day));
        } else if one.available().0 + change < 0 && reasons.is_empty() {
            let message = Message::new("fund-short")
                .with("fund", one.title.as_str())
                .with("available", one.available())
                .with("amount", Rupiah(-change));
            reasons.push(Reason { field: Some("amount"), message });
        }
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    Ok(())
}
