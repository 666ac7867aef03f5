//! The partners who carry memberships: for other programs.

use kernel::{Id, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Result;
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json},
};

use crate::{
    PLANS,
    sponsorships::{self, Agreement, Sponsorship, Statement},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/sponsorships", Access::Can(PLANS), all_sponsorships)
        .post("/api/v1/sponsorships", Access::Can(PLANS), begin)
        .put("/api/v1/sponsorships/{id}", Access::Can(PLANS), change)
        .get("/api/v1/sponsorships/{id}/statement", Access::Can(PLANS), statement)
}

/// Lists the partners' promises to carry memberships that have not been ended.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSponsorships {}

/// A partner's promise to carry memberships.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Carried {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Sponsorship>,
    /// Who promises: a party of the register.
    #[schemars(schema_with = "web::api::id")]
    partner: Id<Person>,
    /// What it is called.
    name: String,
    /// Code of the plan of whoever it carries.
    plan: String,
    /// Its first day.
    since: Day,
    /// Its last day; none means without end.
    until: Option<Day>,
    /// How many members it carries at most; none means all.
    seats: Option<i64>,
    /// Who comes first where seats are few: `roster`, `name` or `joined`.
    order: String,
    /// How long whoever leaves the list stays a member, in days.
    grace_days: i64,
    /// Addresses that end in this prove that somebody belongs to the partner.
    domain: Option<String>,
}

impl From<Sponsorship> for Carried {
    fn from(one: Sponsorship) -> Self {
        Self {
            id: one.id,
            partner: one.partner,
            name: one.name,
            plan: one.plan,
            since: Day(one.since),
            until: one.until.map(Day),
            seats: one.seats,
            order: one.seat_order.to_string(),
            grace_days: one.grace_days,
            domain: one.domain,
        }
    }
}

async fn all_sponsorships(visit: ApiVisit, _: ListSponsorships) -> Result<Json<Vec<Carried>>, Failure> {
    let found = visit.read(sponsorships::all).await?;
    Ok(Json(found.into_iter().map(Carried::from).collect()))
}

/// What is agreed with a partner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Agreed {
    /// Who promises: a party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    partner: Id<Person>,
    /// What it is called.
    #[schemars(length(min = 1, max = 200), example = &"Siswa SMA Lokon 2026")]
    name: String,
    /// Code of the plan of whoever it carries.
    #[schemars(length(min = 1, max = 40), example = &"pelajar")]
    plan: String,
    /// Its first day.
    #[schemars(example = &"2026-07-01")]
    since: Day,
    /// Its last day; none means without end.
    #[serde(default)]
    until: Option<Day>,
    /// How many members it carries at most; all where nothing is said.
    #[serde(default)]
    seats: Option<i64>,
    /// Who comes first where seats are few: `roster` (as when nothing is said), `name` or `joined`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(roster|name|joined)$"))]
    order: Option<String>,
    /// How long whoever leaves the list stays a member, in days.
    #[serde(default)]
    grace_days: i64,
    /// Addresses that end in this prove that somebody belongs to the partner.
    #[serde(default)]
    domain: Option<String>,
}

impl Agreed {
    fn agreement(&self) -> Result<Agreement> {
        Ok(Agreement {
            partner: self.partner,
            name: self.name.clone(),
            plan: self.plan.clone(),
            since: self.since.0,
            until: self.until.map(|day| day.0),
            seats: self.seats,
            seat_order: self.order.as_deref().unwrap_or("roster").parse()?,
            grace_days: self.grace_days,
            domain: self.domain.clone().unwrap_or_default(),
        })
    }
}

/// Keeps a partner's promise to carry memberships.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct BeginSponsorship {
    #[serde(flatten)]
    agreed: Agreed,
}

async fn begin(post: ApiPost, asked: BeginSponsorship) -> Result<Created<Carried>, Failure> {
    let made: Carried = post
        .write(move |tx, act| sponsorships::begin(tx, act, &asked.agreed.agreement()?).map(Into::into))
        .await?;
    Ok(Created(format!("/api/v1/sponsorships/{}", made.id), made))
}

/// Changes a partner's promise: all of it is put in the place of what is there. A last day ends it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeSponsorship {
    /// Which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    #[serde(flatten)]
    agreed: Agreed,
}

async fn change(post: ApiPost, asked: ChangeSponsorship) -> Result<Json<Carried>, Failure> {
    let changed = post
        .write(move |tx, act| {
            sponsorships::change(tx, act, asked.id, &asked.agreed.agreement()?).map(Carried::from)
        })
        .await?;
    Ok(Json(changed))
}

/// Reads what a partner is told about a period: numbers, and nobody's name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadStatement {
    /// Which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The first day.
    #[schemars(example = &"2026-01-01")]
    from: Day,
    /// The last day.
    #[schemars(example = &"2026-12-31")]
    to: Day,
}

/// The numbers of a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct CarriedInPeriod {
    /// Members it carried on any day of the period.
    carried: i64,
    /// Members it carried on the last day.
    at_end: i64,
    /// Members it carried in the period and never before.
    new: i64,
    /// Members it carried in the period and on its last day no more.
    ended: i64,
    /// Vouchers exchanged for memberships that began in the period.
    vouchers: i64,
}

async fn statement(visit: ApiVisit, asked: ReadStatement) -> Result<Json<CarriedInPeriod>, Failure> {
    let told = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, asked.id)?;
            sponsorships::statement(tx, &one, asked.from.0, asked.to.0)
        })
        .await?;
    let ended = told.ended();
    let Statement { carried, at_end, new, vouchers } = told;
    Ok(Json(CarriedInPeriod { carried, at_end, new, ended, vouchers }))
}
