//! Funds, and the ledger line by line, for other programs: the accounting of the town reads them from here.

use jiff::ToSpan;
use kernel::{Id, Message, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiVisit, Day, Json, List},
};

use crate::{VIEW, funds, ledger::list, model::Fund};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let view = Access::Can(VIEW);
    Api::of("funds")
        .get("/api/v1/funds", view, all)
        .get("/api/v1/funds/{code}", view, one)
        .get("/api/v1/ledger", view, journal)
        .routes()
}

/// Money with what it may be spent on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct FundOfLibrary {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Fund>,
    /// The code people use.
    code: String,
    /// Its name.
    title: String,
    /// `unrestricted`, `grant` or `donation`.
    kind: String,
    /// What alone it may be spent on.
    purpose: Option<String>,
    /// Who gave it.
    giver: Option<String>,
    /// The first day.
    since: Day,
    /// The last day on which it may be spent.
    until: Option<Day>,
    /// Whole rupiah its giver promised in all, where they said so.
    promised: Option<i64>,
    /// Whole rupiah that came in and have not gone out.
    balance: i64,
    /// The part of it that is promised already.
    committed: i64,
    /// What may still be spent.
    available: i64,
    /// Whether nothing more is posted in it.
    closed: bool,
}

impl From<Fund> for FundOfLibrary {
    fn from(one: Fund) -> Self {
        Self {
            available: one.available().0,
            id: one.id,
            code: one.code,
            title: one.title,
            kind: one.kind.to_string(),
            purpose: one.purpose,
            giver: one.giver_name,
            since: Day(one.since),
            until: one.until.map(Day),
            promised: one.promised.map(|promised| promised.0),
            balance: one.balance.0,
            committed: one.committed.0,
            closed: one.closed_on.is_some(),
        }
    }
}

/// Every fund, those in use first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListFunds {}

async fn all(visit: ApiVisit, _: ListFunds) -> Result<List<FundOfLibrary>, Failure> {
    let found = visit.read(funds::all).await?;
    Ok(List { items: found.into_iter().map(FundOfLibrary::from).collect(), next: None })
}

/// One fund, by its code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadFund {
    /// Its code.
    #[schemars(length(min = 1, max = 20), example = &"D-001")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadFund) -> Result<Json<FundOfLibrary>, Failure> {
    Ok(Json(visit.read(move |tx| funds::by_code(tx, &asked.code)).await?.into()))
}

/// A line of the ledger. The lines of a transaction sum to 0.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct LineOfLedger {
    /// The transaction's number.
    transaction: String,
    /// Its day.
    day: Day,
    /// `opening`, `receipt`, `payment`, `transfer` or `reversal`.
    kind: String,
    /// What it was for.
    memo: String,
    /// The number on somebody else's paper.
    reference: Option<String>,
    /// The fund's code.
    fund: String,
    /// The account's number.
    account: String,
    /// The line of the budget.
    budget: Option<String>,
    /// Whole rupiah: debits above zero, credits below.
    amount: i64,
}

/// Every line posted from one day to another, at most a year apart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadLedger {
    /// The first day.
    #[schemars(example = &"2026-08-01")]
    from: Day,
    /// The last day.
    #[schemars(example = &"2026-08-31")]
    to: Day,
}

async fn journal(visit: ApiVisit, asked: ReadLedger) -> Result<List<LineOfLedger>, Failure> {
    let (Day(from), Day(to)) = (asked.from, asked.to);
    if to < from || from.saturating_add(366.days()) < to {
        return Err(Refusal::of_field("to", Message::new("ledger-days-apart")).into());
    }
    let found = visit.read(move |tx| list::journal(tx, from, to)).await?;
    let line = |one: list::Entry| LineOfLedger {
        transaction: one.number,
        day: Day(one.day),
        kind: one.kind.to_string(),
        memo: one.memo,
        reference: one.reference,
        fund: one.fund_code,
        account: one.account,
        budget: one.purpose,
        amount: one.amount.0,
    };
    Ok(List { items: found.into_iter().map(line).collect(), next: None })
}
