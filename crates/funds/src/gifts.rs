//! Money that comes in, that was there already, and that goes from one fund or account to another.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use store::{Result, Tx, sql, vals};

use crate::{
    documents::Proof,
    funds,
    ledger::{self, NewTransaction, Posting, accounts},
    model::{AccountKind, Fund, FundKind, Origin, Transaction, TransactionKind},
    rules, spending,
};

/// Money that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Into which fund.
    pub fund: Id<Fund>,
    /// How much.
    pub amount: Rupiah,
    /// Where it lies: an asset, [`accounts::CASH`] or [`accounts::BANK`].
    pub into: String,
    /// What it is; where it is empty, a grant or a donation, as the fund is.
    pub income: String,
    /// The day it came.
    pub day: Date,
    /// From whom, where the register knows; nobody else, whoever gives the fund.
    pub from: Option<Id<Person>>,
    /// The number on the bank's or the giver's paper.
    pub reference: String,
    /// What it is for.
    pub memo: String,
    /// What it is posted for, which shows it; nothing where somebody posts it in the ledger itself.
    pub origin: Option<Origin>,
    /// What shows it there.
    pub proof: Option<Proof>,
}

/// Money comes in. What somebody gave comes in as their contribution alone (`origin`), so that their report and what they
/// promised know of it.
///
/// # Errors
/// A refusal with every reason, also of so much without a document; those of the database.
pub fn receive(tx: &mut Tx<'_>, act: &Act, new: &Receipt) -> Result<Id<Transaction>> {
    sum(new.amount)?;
    let fund = funds::one(tx, new.fund)?;
    place(tx, &new.into)?;
    let income = match (new.income.as_str(), fund.kind) {
        ("", FundKind::Grant) => accounts::GRANTS,
        ("", FundKind::Donation) => accounts::DONATIONS,
        ("", FundKind::Unrestricted) => accounts::OTHER_INCOME,
        (chosen, _) => chosen,
    };
    if accounts::one(tx, income)?.kind != AccountKind::Income {
        return Err(Refusal::of_field("income", Message::new("account-unknown")).into());
    }
    if new.origin.is_none() && new.from.or(fund.giver).is_some() && accounts::GIVEN.contains(&income) {
        return Err(Refusal::of_field("income", Message::new("receipt-is-a-gift")).into());
    }
    let postings =
        vec![Posting::new(new.fund, &*new.into, new.amount), Posting::new(new.fund, income, -new.amount)];
    let transaction = NewTransaction {
        kind: TransactionKind::Receipt,
        day: new.day,
        memo: new.memo.clone(),
        reference: new.reference.clone(),
        party: new.from,
        origin: new.origin,
        proof: new.proof.clone(),
        postings,
    };
    let limit = Rupiah(spending::RECEIPT_FROM.number(tx)?);
    if new.origin.is_none() && new.proof.is_none() && new.amount >= limit {
        let mut reasons = rules::objections(&transaction, act.today());
        let message = Message::new("receipt-document-missing").with("from", limit);
        reasons.push(Reason { field: Some("file"), message });
        return Err(Refusal { kind: Kind::Invalid, reasons }.into());
    }
    ledger::post(tx, act, &transaction)
}

/// Writes what a fund had in an account when the books began: once for each, and before anything else happened to the fund.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn open_with(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    account: &str,
    amount: Rupiah,
    day: Date,
    memo: &str,
) -> Result<Id<Transaction>> {
    sum(amount)?;
    place(tx, account)?;
    ledger::hold_still(tx)?;
    if let Some(message) = opened(tx, fund, account, day)? {
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("day", message) }.into());
    }
    let transaction = NewTransaction {
        kind: TransactionKind::Opening,
        origin: None,
        proof: None,
        day,
        memo: memo.to_owned(),
        reference: String::new(),
        party: None,
        postings: vec![Posting::new(fund, account, amount), Posting::new(fund, accounts::OPENING, -amount)],
    };
    ledger::post(tx, act, &transaction)
}

/// Why a fund has no opening balance in an account on a day; nothing when it may have one.
fn opened(tx: &mut Tx<'_>, fund: Id<Fund>, account: &str, day: Date) -> Result<Option<Message>> {
    let standing: Option<(String,)> = tx.opt(
        sql!("SELECT number FROM ledger_transaction WHERE opens_fund = ?1 AND opens_account = ?2"),
        vals![fund, account],
    )?;
    if let Some((number,)) = standing {
        return Ok(Some(Message::new("opening-twice").with("number", number)));
    }
    let (first,): (Option<Date>,) = tx.one(
        sql!(
            "SELECT MIN(t.day) FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
             WHERE l.fund = ?1 AND t.kind NOT IN ('opening', 'reversal')"
        ),
        vals![fund],
    )?;
    Ok(first.filter(|first| *first < day).map(|first| Message::new("opening-late").with("first", first)))
}

/// Money that goes from one fund or account to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Out of which fund.
    pub from: Id<Fund>,
    /// Out of which account.
    pub out_of: String,
    /// Into which fund; the same for money that is only carried to the bank.
    pub to: Id<Fund>,
    /// Into which account.
    pub into: String,
    /// How much.
    pub amount: Rupiah,
    /// The day.
    pub day: Date,
    /// Why.
    pub memo: String,
}

/// Moves money. What is given for a purpose leaves its fund for no other.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn transfer(tx: &mut Tx<'_>, act: &Act, new: &Transfer) -> Result<Id<Transaction>> {
    sum(new.amount)?;
    place(tx, &new.out_of)?;
    place(tx, &new.into)?;
    let (from, to) = (funds::one(tx, new.from)?, funds::one(tx, new.to)?);
    if from.id == to.id && new.out_of == new.into {
        return Err(Refusal::of_field("into", Message::new("transfer-nowhere")).into());
    }
    if from.id != to.id && rules::is_restricted(from.kind) {
        let message = Message::new("transfer-restricted").with("fund", from.title.as_str());
        return Err(Refusal::new(Kind::Conflict, message).into());
    }
    let mut postings =
        vec![Posting::new(from.id, &*new.out_of, -new.amount), Posting::new(to.id, &*new.into, new.amount)];
    if from.id != to.id {
        postings.push(Posting::new(from.id, accounts::TRANSFERS, new.amount));
        postings.push(Posting::new(to.id, accounts::TRANSFERS, -new.amount));
    }
    let transaction = NewTransaction {
        kind: TransactionKind::Transfer,
        origin: None,
        proof: None,
        day: new.day,
        memo: new.memo.clone(),
        reference: String::new(),
        party: None,
        postings,
    };
    ledger::post(tx, act, &transaction)
}

fn sum(amount: Rupiah) -> Result<()> {
    match rules::amount_objection(amount) {
        Some(message) => Err(Refusal::of_field("amount", message).into()),
        None => Ok(()),
    }
}

/// Money lies in an asset.
fn place(tx: &mut Tx<'_>, account: &str) -> Result<()> {
    if accounts::one(tx, account)?.kind == AccountKind::Asset {
        return Ok(());
    }
    Err(Refusal::of_field("account", Message::new("account-no-place")).into())
}
