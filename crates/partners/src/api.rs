//! Partners and agreements for other programs.

use kernel::{Id, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List, Moment},
};

use crate::{
    EDIT, VIEW,
    agreements::{self, Whole},
    commitments::{self, Kept},
    model::{Agreement, Commitment, Kind, Stage},
    partners,
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    Api::of("partners")
        .get("/api/v1/partners", view, list)
        .post("/api/v1/partners", edit, enter)
        .get("/api/v1/partners/{code}", view, one)
        .get("/api/v1/agreements", view, agreements_list)
        .get("/api/v1/agreements/{id}", view, agreement)
        .post("/api/v1/commitments/{id}/fulfilments", edit, fulfil)
        .routes()
}

/// A partner.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PartnerOfTown {
    /// The entry of the register that it is.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// The code people use.
    code: String,
    /// Its name.
    name: String,
    /// `school`, `university`, `community`, `creator`, `firm`, `government`, `society`, `media`, `publisher`, `library`
    /// or `other`.
    kind: String,
    /// `idea`, `talk`, `draft`, `signed`, `running`, `renewed` or `ended`, as it is today.
    stage: String,
    /// What is to be done next.
    next_step: Option<String>,
    /// By when.
    next_on: Option<Day>,
    /// Whether everybody may see it.
    public: bool,
    /// The day it was entered.
    since: Day,
    /// When something about it last changed.
    changed_at: Moment,
}

impl From<crate::Partner> for PartnerOfTown {
    fn from(one: crate::Partner) -> Self {
        Self {
            party: one.party,
            code: one.code,
            name: one.name,
            kind: one.kind.to_string(),
            stage: one.stage.to_string(),
            next_step: one.next_step,
            next_on: one.next_on.map(Day),
            public: one.public,
            since: Day(one.since),
            changed_at: one.changed_at.into(),
        }
    }
}

/// A promise with what has come of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct CommitmentKept {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Commitment>,
    /// Who gives; none for the library.
    giver: Option<String>,
    /// What.
    about: String,
    /// `rupiah`, `books`, `pieces`, `hours`, `sessions`, `people`, `memberships`, `visits` or `times`; never added together.
    unit: String,
    /// How much was promised.
    promised: i64,
    /// How much the facts show today.
    done: i64,
    /// By when.
    due: Option<Day>,
    /// Whether that day has passed and something is missing.
    overdue: bool,
    /// The facts of the program that are counted; none where notes with their evidence show it.
    counted_by: Option<String>,
}

impl From<Kept> for CommitmentKept {
    fn from(kept: Kept) -> Self {
        let (one, progress) = (kept.commitment, kept.progress);
        Self {
            id: one.id,
            giver: one.giver_name,
            about: one.about,
            unit: one.unit.to_string(),
            promised: progress.promised,
            done: progress.done,
            due: one.due.map(Day),
            overdue: progress.overdue,
            counted_by: one.counts,
        }
    }
}

/// A stretch of days for which an agreement runs, both included.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PeriodOfAgreement {
    /// The first day.
    since: Day,
    /// The last day.
    until: Day,
}

/// An agreement as it stands today.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AgreementOfTown {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Agreement>,
    /// Our number.
    number: String,
    /// What it is about.
    title: String,
    /// `understanding`, `joint`, `cooperation` or `letter`; `addendum` while one is on its way, and beneath its agreement.
    kind: String,
    /// `draft`, `review`, `signing`, `upcoming`, `active`, `renewed`, `ending`, `expired`, `terminated`, `dropped` or, of a signed
    /// addendum, `incorporated`; worked
    /// out for today from its periods.
    status: String,
    /// The codes of the partners it is with.
    partners: Vec<String>,
    /// Its periods in order.
    periods: Vec<PeriodOfAgreement>,
    /// What both sides promised; empty in lists.
    commitments: Vec<CommitmentKept>,
}

fn told(whole: Whole, commitments: Vec<Kept>, today: kernel::Date) -> AgreementOfTown {
    AgreementOfTown {
        status: whole.status(today).word().to_owned(),
        id: whole.agreement.id,
        number: whole.agreement.number,
        title: whole.agreement.title,
        kind: whole.agreement.kind.to_string(),
        partners: whole.sides.into_iter().map(|side| side.code).collect(),
        periods: whole
            .periods
            .into_iter()
            .map(|period| PeriodOfAgreement { since: Day(period.since), until: Day(period.until) })
            .collect(),
        commitments: commitments.into_iter().map(CommitmentKept::from).collect(),
    }
}

/// The partners by code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListPartners {
    /// Only those of this kind.
    #[serde(default)]
    kind: Option<String>,
    /// Only those at this stage.
    #[serde(default)]
    stage: Option<String>,
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(visit: ApiVisit, asked: ListPartners) -> Result<List<PartnerOfTown>, Failure> {
    let after: Option<String> = asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let (Limit(limit), today) = (asked.limit, visit.act().today());
    let found = visit
        .read(move |tx| {
            let wanted = (asked.kind.as_deref(), asked.stage.as_deref());
            partners::list::after(tx, wanted, today, after.as_deref(), limit + 1)
        })
        .await?;
    let items = found.into_iter().map(PartnerOfTown::from).collect();
    Ok(List::page(items, asked.limit, |last: &PartnerOfTown| Cursor::at(&last.code)))
}

/// One partner, by its code; also one that was merged into another since.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadPartner {
    /// Its code.
    #[schemars(length(min = 1, max = 20), example = &"M-001")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadPartner) -> Result<Json<PartnerOfTown>, Failure> {
    let today = visit.act().today();
    let found = visit.read(move |tx| partners::by_code(tx, &asked.code, today)).await?;
    Ok(Json(found.into()))
}

/// Makes a partner of an entry of the register.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterPartner {
    /// The entry of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// What it is to the town.
    #[schemars(
        regex(pattern = "^(school|university|community|creator|firm|government|society|media|publisher|library|other)$"),
        example = &"school"
    )]
    kind: String,
}

async fn enter(post: ApiPost, asked: EnterPartner) -> Result<Created<PartnerOfTown>, Failure> {
    let made = post
        .write(move |tx, act| {
            let kind: Kind = asked.kind.parse()?;
            Ok(PartnerOfTown::from(partners::enter(tx, act, asked.party, kind, Stage::Idea)?))
        })
        .await?;
    Ok(Created(format!("/api/v1/partners/{}", made.code), made))
}

/// The agreements, the latest first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListAgreements {
    /// Only those with the partner of this code.
    #[serde(default)]
    partner: Option<String>,
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn agreements_list(visit: ApiVisit, asked: ListAgreements) -> Result<List<AgreementOfTown>, Failure> {
    let after: Option<(kernel::Timestamp, String)> = asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let (Limit(limit), today) = (asked.limit, visit.act().today());
    let found = visit
        .read(move |tx| {
            let partner = match &asked.partner {
                Some(code) => Some(partners::by_code(tx, code, today)?.party),
                None => None,
            };
            agreements::list::after(tx, partner, after.as_ref(), limit + 1)
        })
        .await?;
    let List { items, next } = List::page(found, asked.limit, |last: &Whole| {
        Cursor::at(&(last.agreement.created_at, &last.agreement.number))
    });
    let items = items.into_iter().map(|whole| told(whole, Vec::new(), today)).collect();
    Ok(List { items, next })
}

/// One agreement, with what was promised and what has come of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadAgreement {
    /// Its identity.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Agreement>,
}

async fn agreement(visit: ApiVisit, asked: ReadAgreement) -> Result<Json<AgreementOfTown>, Failure> {
    let today = visit.act().today();
    let countables = visit.app().countables().to_vec();
    let (whole, kept) = visit
        .read(move |tx| {
            let kept = commitments::of_agreement(tx, &countables, asked.id, today)?;
            Ok((agreements::whole(tx, asked.id)?, kept))
        })
        .await?;
    Ok(Json(told(whole, kept, today)))
}

/// Writes down what was given of a promise.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct FulfilCommitment {
    /// The commitment.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Commitment>,
    /// How much, in the commitment's unit.
    #[schemars(range(min = 1), example = &25)]
    amount: i64,
    /// The day.
    #[schemars(example = &"2026-08-05")]
    day: Day,
    /// What, and what shows it.
    #[schemars(length(min = 1, max = 1000), example = &"25 buku cerita, tanda terima 12/2026")]
    what: String,
}

async fn fulfil(post: ApiPost, asked: FulfilCommitment) -> Result<Created<CommitmentKept>, Failure> {
    let (countables, today) = (post.app().countables().to_vec(), post.act().today());
    let kept = post
        .write(move |tx, act| {
            commitments::fulfil(tx, act, asked.id, Some(asked.day.0), asked.amount, &asked.what, None)?;
            let agreement = commitments::one(tx, asked.id, today)?.agreement;
            let all = commitments::of_agreement(tx, &countables, agreement, today)?;
            let one = all.into_iter().find(|kept| kept.commitment.id == asked.id);
            one.map(|one| (agreement, CommitmentKept::from(one))).ok_or(store::Error::Missing)
        })
        .await?;
    Ok(Created(format!("/api/v1/agreements/{}", kept.0), kept.1))
}
