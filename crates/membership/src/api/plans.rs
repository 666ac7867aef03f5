//! Kinds of membership: for other programs.

use kernel::Rupiah;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Json},
};

use super::VIEW;
use crate::{
    PLANS,
    plans::{self, Terms},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/plans", Access::Can(VIEW), all_plans)
        .post("/api/v1/plans", Access::Can(PLANS), begin)
        .put("/api/v1/plans/{code}", Access::Can(PLANS), change)
        .post("/api/v1/plans/{code}/look", Access::Can(PLANS), look)
}

/// Lists the plans of membership.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListPlans {}

/// A plan of membership.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Plan {
    /// `dewasa`
    code: String,
    /// The library's own name for it, where it has one.
    name: Option<String>,
    /// The same in English, where it is another.
    name_en: Option<String>,
    /// How many months a membership runs; none means without end.
    months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    age_from: Option<i64>,
    /// The oldest who may begin with it.
    age_to: Option<i64>,
    /// What a term costs, in whole rupiah.
    price: i64,
    /// How many days before its end a member may prolong it themselves; none means only at the desk.
    own_renewal_days: Option<i64>,
    /// How many hours of rooms it gives in a month: what is promised; it is not counted before rooms are booked here.
    room_hours: i64,
    /// How many minutes at a computer it gives in a day: what is promised, as with rooms.
    computer_minutes: i64,
    /// What a membership of it may stand on.
    bases: Vec<String>,
    /// Whether nobody may begin with it any more.
    closed: bool,
}

impl Plan {
    fn of(tx: &mut Tx<'_>, plan: plans::Plan) -> Result<Self> {
        let bases = plans::grounds(tx, &plan.code)?.iter().map(ToString::to_string).collect();
        Ok(Self {
            bases,
            code: plan.code,
            name: plan.name,
            name_en: plan.name_en,
            months: plan.months,
            age_from: plan.age_from,
            age_to: plan.age_to,
            price: plan.price.0,
            own_renewal_days: plan.own_renewal_days,
            room_hours: plan.room_hours,
            computer_minutes: plan.computer_minutes,
            closed: plan.closed,
        })
    }
}

async fn all_plans(visit: ApiVisit, _: ListPlans) -> Result<Json<Vec<Plan>>, Failure> {
    let found = visit
        .read(|tx| plans::all(tx)?.into_iter().map(|plan| Plan::of(tx, plan)).collect::<Result<Vec<_>>>())
        .await?;
    Ok(Json(found))
}

/// What is decided about a plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Decided {
    /// The library's own name for it; the usual one of a planted plan where nothing is said.
    #[serde(default)]
    #[schemars(length(max = 60))]
    name: Option<String>,
    /// The same in English.
    #[serde(default)]
    #[schemars(length(max = 60))]
    name_en: Option<String>,
    /// How many months a membership runs; without end where nothing is said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 600))]
    months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    #[serde(default)]
    #[schemars(range(min = 0, max = 130))]
    age_from: Option<i64>,
    /// The oldest who may begin with it.
    #[serde(default)]
    #[schemars(range(min = 0, max = 130))]
    age_to: Option<i64>,
    /// What a term costs, in whole rupiah; nothing where nothing is said. What costs something stands neither on `address` nor
    /// on `employment`.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100_000_000))]
    price: i64,
    /// How many days before its end a member may prolong it themselves; only at the desk where nothing is said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 366))]
    own_renewal_days: Option<i64>,
    /// How many hours of rooms it gives in a month.
    #[serde(default)]
    #[schemars(range(min = 0, max = 744))]
    room_hours: i64,
    /// How many minutes at a computer it gives in a day.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1440))]
    computer_minutes: i64,
    /// What a membership of it may stand on: `address`, `roster`, `domain`, `voucher`, `employment`, `guardian`, `need`,
    /// `payment`.
    #[schemars(length(min = 1, max = 8), example = &["address", "roster"])]
    bases: Vec<String>,
    /// Whether nobody may begin with it any more.
    #[serde(default)]
    closed: bool,
}

impl Decided {
    fn terms(&self) -> Result<Terms> {
        let grounds: Result<Vec<_>> = self.bases.iter().map(|ground| ground.parse()).collect();
        Ok(Terms {
            name: self.name.clone().unwrap_or_default(),
            name_en: self.name_en.clone().unwrap_or_default(),
            months: self.months,
            age_from: self.age_from,
            age_to: self.age_to,
            price: Rupiah(self.price),
            own_renewal_days: self.own_renewal_days,
            room_hours: self.room_hours,
            computer_minutes: self.computer_minutes,
            grounds: grounds?,
            closed: self.closed,
        })
    }
}

/// Adds a plan after those there are.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct BeginPlan {
    /// A word of its own.
    #[schemars(length(min = 2, max = 20), example = &"mahasiswa")]
    code: String,
    #[serde(flatten)]
    decided: Decided,
}

async fn begin(post: ApiPost, asked: BeginPlan) -> Result<Created<Plan>, Failure> {
    let plan = post
        .write(move |tx, act| {
            let plan = plans::begin(tx, act, &asked.code, &asked.decided.terms()?)?;
            Plan::of(tx, plan)
        })
        .await?;
    Ok(Created(format!("/api/v1/plans/{}", plan.code), plan))
}

/// Changes a plan.
///
/// All of it is put in the place of what is there. Memberships that have begun go on; the new terms count from their next
/// renewal on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangePlan {
    /// Which plan.
    #[schemars(length(min = 2, max = 20), example = &"dewasa")]
    code: String,
    #[serde(flatten)]
    decided: Decided,
}

async fn change(post: ApiPost, asked: ChangePlan) -> Result<Json<Plan>, Failure> {
    let plan = post
        .write(move |tx, act| {
            let plan = plans::change(tx, act, &asked.code, &asked.decided.terms()?)?;
            Plan::of(tx, plan)
        })
        .await?;
    Ok(Json(plan))
}

/// Looks at whom a change of a plan would touch. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtPlan {
    /// Which plan.
    #[schemars(length(min = 2, max = 20), example = &"dewasa")]
    code: String,
    #[serde(flatten)]
    decided: Decided,
}

/// Whom a change would touch. Nobody loses a membership by it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct TouchedByPlan {
    /// Members with this plan.
    members: i64,
    /// Those of them whose age would not fit.
    by_age: i64,
    /// Those of them who stand on nothing the plan would accept.
    by_basis: i64,
    /// The numbers on the cards of the first of them.
    codes: Vec<String>,
    /// The partners' promises that carry people with this plan.
    sponsorships: Vec<String>,
}

async fn look(post: ApiPost, asked: LookAtPlan) -> Result<Json<TouchedByPlan>, Failure> {
    let (today, terms) = (post.act().today(), asked.decided.terms()?);
    let touched = post.read(move |tx| plans::touched(tx, &asked.code, &terms, today)).await?;
    Ok(Json(TouchedByPlan {
        members: touched.members,
        by_age: touched.by_age,
        by_basis: touched.by_ground,
        codes: touched.named.into_iter().map(|(code, _)| code).collect(),
        sponsorships: touched.sponsors,
    }))
}
