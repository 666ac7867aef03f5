//! Plans, and the lists of partners who carry memberships: for other programs.

use kernel::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Result;
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Day, Json},
};

use super::VIEW;
use crate::{
    PLANS, plans,
    rosters::{self, Applied, Entry},
    sponsorships::{self, Sponsorship},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/plans", Access::Can(VIEW), all_plans)
        .get("/api/v1/sponsorships", Access::Can(PLANS), all_sponsorships)
        .post("/api/v1/sponsorships/{id}/roster/look", Access::Can(PLANS), look)
        .post("/api/v1/sponsorships/{id}/roster", Access::Can(PLANS), apply)
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
    /// How many months a membership runs; none means without end.
    months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    age_from: Option<i64>,
    /// The oldest who may begin with it.
    age_to: Option<i64>,
    /// What a term costs, in whole rupiah.
    price: i64,
    /// What a membership of it may stand on.
    bases: Vec<String>,
    /// Whether nobody may begin with it any more.
    closed: bool,
}

async fn all_plans(visit: ApiVisit, _: ListPlans) -> Result<Json<Vec<Plan>>, Failure> {
    let found = visit
        .read(|tx| {
            let mut found = Vec::new();
            for plan in plans::all(tx)? {
                let bases = plans::grounds(tx, &plan.code)?.iter().map(ToString::to_string).collect();
                found.push(Plan {
                    bases,
                    code: plan.code,
                    name: plan.name,
                    months: plan.months,
                    age_from: plan.age_from,
                    age_to: plan.age_to,
                    price: plan.price.0,
                    closed: plan.closed,
                });
            }
            Ok(found)
        })
        .await?;
    Ok(Json(found))
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
}

async fn all_sponsorships(visit: ApiVisit, _: ListSponsorships) -> Result<Json<Vec<Carried>>, Failure> {
    let found = visit.read(sponsorships::all).await?;
    let carried = |one: Sponsorship| Carried {
        id: one.id,
        name: one.name,
        plan: one.plan,
        since: Day(one.since),
        until: one.until.map(Day),
        seats: one.seats,
        order: one.seat_order.to_string(),
        grace_days: one.grace_days,
    };
    Ok(Json(found.into_iter().map(carried).collect()))
}

/// Looks at what a partner's list would change. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtRoster {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The list as CSV with a heading.
    #[schemars(length(min = 1, max = 2_000_000), example = &"NIS;Nama;Tgl Lahir;Kelas\n1201;Meiske Lumi;31/12/2010;7A\n")]
    csv: String,
}

/// What a list would change, or has changed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Changes {
    /// How many lists were applied before; to be sent along when this one is.
    version: i64,
    /// How many are new or there again.
    new: usize,
    /// How many are there no more.
    gone: usize,
    /// Of how many the list says something else.
    changed: usize,
    /// Of how many it says the same.
    same: usize,
    /// The lines nothing is done with, counted from 1.
    doubtful: Vec<i64>,
}

async fn look(post: ApiPost, asked: LookAtRoster) -> Result<Json<Changes>, Failure> {
    let (act, vault, entries) = (post.act(), post.vault(), read(&asked.csv, post.act().today())?);
    let diff = post.read(move |tx| rosters::look(tx, &act, &vault, asked.id, entries)).await?;
    Ok(Json(Changes {
        version: diff.version,
        new: diff.new.len() + diff.back.len(),
        gone: diff.gone.len(),
        changed: diff.changed.len(),
        same: diff.same.len(),
        doubtful: diff.doubtful.iter().map(|doubt| doubt.entry.line).collect(),
    }))
}

fn read(csv: &str, today: kernel::Date) -> Result<Vec<Entry>> {
    Ok(rosters::sheet::entries(&rosters::sheet::read(csv.as_bytes())?, today))
}

/// Takes a partner's list over: all of it or nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ApplyRoster {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The list as CSV with a heading.
    #[schemars(length(min = 1, max = 2_000_000), example = &"NIS;Nama;Tgl Lahir;Kelas\n1201;Meiske Lumi;31/12/2010;7A\n")]
    csv: String,
    /// The `version` it was looked at with; where another list was applied since, the answer is 409.
    version: i64,
}

async fn apply(post: ApiPost, asked: ApplyRoster) -> Result<Json<Applied>, Failure> {
    let (vault, entries) = (post.vault(), read(&asked.csv, post.act().today())?);
    let applied = post
        .write(move |tx, act| {
            rosters::apply(tx, act, &vault, asked.id, asked.version, "API", entries.clone())
        })
        .await?;
    Ok(Json(applied))
}
