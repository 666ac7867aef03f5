//! What was given and what is offered, for other programs.

use kernel::{Id, Message, Person, Refusal};
use platform::library;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List, Moment},
};

use crate::{
    EDIT, VIEW,
    giving::{self, Entered, Filter},
    model::{Contribution, Direction},
    offers::{self, Offer},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    Api::of("contributions")
        .get("/api/v1/contributions", view, list)
        .post("/api/v1/contributions", edit, enter)
        .get("/api/v1/contributions/{code}", view, one)
        .get("/api/v1/book-offers", edit, all_offers)
        .get("/api/v1/book-offers/{code}", edit, offer)
        .routes()
}

/// Something given to the library, or by it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ContributionOfTown {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Contribution>,
    /// The code people use.
    code: String,
    /// `in` for what comes to the library, `out` for what it gives.
    direction: String,
    /// `money`, `books`, `equipment`, `hours`, `space`, `expertise`, `media`, `transport` or `discount`.
    kind: String,
    /// The entry of the register that is the other side.
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
    /// The other side, as people say it.
    name: String,
    /// Whether everybody may read the name.
    named: bool,
    /// In a few words.
    about: String,
    /// What alone it may be used for.
    purpose: Option<String>,
    /// `pledged`, `received`, `appraised`, `accepted`, `declined`, `redirected`, `recorded` or `acknowledged`.
    state: String,
    /// `rupiah`, `books`, `pieces`, `hours` or `times`; amounts of different units are never added together.
    unit: String,
    /// How much was promised.
    promised: Option<i64>,
    /// By when.
    due: Option<Day>,
    /// How much came; below zero where it takes another back.
    amount: Option<i64>,
    /// When.
    received_on: Option<Day>,
    /// Whole rupiah it is worth.
    value: Option<i64>,
    /// How that was found: `nominal`, `invoice`, `market`, `rate` or `estimate`.
    method: Option<String>,
    /// The number of its handover record.
    handover: Option<String>,
    /// The day of that.
    recorded_on: Option<Day>,
    /// Whether it counts: recorded, and neither taken back nor the taking back itself.
    stands: bool,
    /// When it was entered.
    entered_at: Moment,
}

impl From<Contribution> for ContributionOfTown {
    fn from(one: Contribution) -> Self {
        Self {
            stands: one.stands(),
            id: one.id,
            code: one.code,
            direction: one.direction.to_string(),
            kind: one.kind.to_string(),
            party: one.party,
            name: one.name,
            named: one.named,
            about: one.about,
            purpose: one.purpose,
            state: one.state.to_string(),
            unit: one.kind.unit().to_string(),
            promised: one.promised,
            due: one.due.map(Day),
            amount: one.amount,
            received_on: one.received_on.map(Day),
            value: one.value.map(|value| value.0),
            method: one.method.map(|method| method.to_string()),
            handover: one.handover,
            recorded_on: one.recorded_on.map(Day),
            entered_at: one.entered_at.into(),
        }
    }
}

/// The contributions, the latest first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListContributions {
    /// Only those of this kind.
    #[serde(default)]
    kind: Option<String>,
    /// Only those that are so far.
    #[serde(default)]
    state: Option<String>,
    /// Only those that go this way: `in` or `out`.
    #[serde(default)]
    direction: Option<String>,
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(visit: ApiVisit, asked: ListContributions) -> Result<List<ContributionOfTown>, Failure> {
    let filter = Filter {
        state: asked.state.as_deref().map(str::parse).transpose()?,
        kind: asked.kind.as_deref().map(str::parse).transpose()?,
        direction: asked.direction.as_deref().map(str::parse).transpose()?,
        ..Filter::default()
    };
    let place = |last: &Contribution| (last.entered_at, last.id);
    let read = move |tx: &mut Tx<'_>, after, limit| giving::after(tx, &filter, after, limit);
    Ok(List::read(&visit, (asked.limit, asked.cursor), place, read).await?.map(ContributionOfTown::from))
}

/// One contribution, by its code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadContribution {
    /// Its code.
    #[schemars(length(min = 1, max = 20), example = &"H-2026-014")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadContribution) -> Result<Json<ContributionOfTown>, Failure> {
    Ok(Json(visit.read(move |tx| giving::by_code(tx, &asked.code)).await?.into()))
}

/// Enters something that has come and that nobody had promised. What it is worth and whether the library takes it is said by
/// people afterwards.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterContribution {
    /// What it is.
    #[schemars(
        regex(pattern = "^(money|books|equipment|hours|space|expertise|media|transport|discount)$"),
        example = &"books"
    )]
    kind: String,
    /// The entry of the register that gave it, where there is one.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
    /// Else what to call them.
    #[serde(default)]
    #[schemars(length(max = 300))]
    name: String,
    /// Whether everybody may read the name.
    #[serde(default)]
    named: bool,
    /// In a few words.
    #[schemars(length(min = 1, max = 300), example = &"40 buku cerita anak")]
    about: String,
    /// What alone it may be used for.
    #[serde(default)]
    #[schemars(length(max = 300))]
    purpose: String,
    /// Code of the branch where it arrived.
    #[schemars(length(min = 1, max = 20), example = &"TMH")]
    branch: String,
    /// How much, in the unit of its kind.
    #[schemars(range(min = 1), example = &40)]
    amount: i64,
    /// The day it came.
    #[schemars(example = &"2026-08-05")]
    received_on: Day,
    /// Whether it is another one than what was entered of the same giver for the same day.
    #[serde(default)]
    anyway: bool,
}

fn entered(tx: &mut Tx<'_>, asked: &EnterContribution) -> Result<Entered> {
    let branch = library::branches(tx)?.into_iter().find(|branch| branch.code == asked.branch);
    let unknown = || Refusal::of_field("branch", Message::new("contribution-branch-missing"));
    Ok(Entered {
        form: Id::<Entered>::new().to_string(),
        direction: Direction::In,
        kind: asked.kind.parse()?,
        party: asked.party,
        name: asked.name.clone(),
        named: asked.named,
        about: asked.about.clone(),
        purpose: asked.purpose.clone(),
        commitment: None,
        branch: branch.ok_or_else(unknown)?.id,
    })
}

async fn enter(post: ApiPost, asked: EnterContribution) -> Result<Created<ContributionOfTown>, Failure> {
    let made = post
        .write(move |tx, act| {
            let new = entered(tx, &asked)?;
            let Day(day) = asked.received_on;
            let one = giving::arrive(tx, act, &new, asked.amount, Some(day), asked.anyway)?;
            Ok(ContributionOfTown::from(one))
        })
        .await?;
    Ok(Created(format!("/api/v1/contributions/{}", made.code), made))
}

/// Books somebody would like to give. Where they can be reached stays with the staff.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct BookOffer {
    /// The code people use.
    code: String,
    /// Who offers.
    name: String,
    /// For whom they speak; empty for themselves.
    organisation: String,
    /// What it is, a title a line.
    titles: String,
    /// About how many books.
    pieces: i64,
    /// How they would come: `bring`, `fetch` or `post`.
    way: String,
    /// `waiting`, `accepted`, `redirected` or `declined`.
    state: String,
    /// What they were told.
    answer: Option<String>,
    /// To whom they were sent on.
    sent_to: Option<String>,
    /// When it came.
    offered_at: Moment,
}

impl From<Offer> for BookOffer {
    fn from(one: Offer) -> Self {
        Self {
            code: one.code,
            name: one.name,
            organisation: one.organisation,
            titles: one.titles,
            pieces: one.pieces,
            way: one.way.to_string(),
            state: one.state.to_string(),
            answer: one.answer,
            sent_to: one.sent_to,
            offered_at: one.offered_at.into(),
        }
    }
}

/// The offers of books, the latest first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListBookOffers {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn all_offers(visit: ApiVisit, asked: ListBookOffers) -> Result<List<BookOffer>, Failure> {
    let place = |last: &Offer| (last.offered_at, last.id);
    Ok(List::read(&visit, (asked.limit, asked.cursor), place, offers::after).await?.map(BookOffer::from))
}

/// One offer of books, by its code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadBookOffer {
    /// Its code.
    #[schemars(length(min = 1, max = 20), example = &"T-2026-003")]
    code: String,
}

async fn offer(visit: ApiVisit, asked: ReadBookOffer) -> Result<Json<BookOffer>, Failure> {
    Ok(Json(visit.read(move |tx| offers::by_code(tx, &asked.code)).await?.into()))
}
