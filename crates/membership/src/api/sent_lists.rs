//! The lists partners send by themselves: for other programs.

use kernel::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Json, Moment},
};

use super::rosters::{Changes, entries_of, looked, unless_most_go};
use crate::{
    PLANS,
    rosters::{
        self, Applied,
        submissions::{self, Submission},
    },
    sponsorships::{self, Sponsorship},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/sponsorships/{id}/sent-lists", Access::Can(PLANS), sent)
        .get("/api/v1/sponsorships/{id}/sent-lists/{list}", Access::Can(PLANS), look_at_sent)
        .post("/api/v1/sponsorships/{id}/sent-lists/{list}/application", Access::Can(PLANS), apply_sent)
        .post("/api/v1/sponsorships/{id}/sent-lists/{list}/refusal", Access::Can(PLANS), refuse)
}

/// Lists what a partner has sent by itself, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSentRosters {
    /// Which promise they belong to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
}

/// A list a partner has sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SentRoster {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Submission>,
    /// What the file was called.
    name: String,
    /// When it came.
    sent_at: Moment,
    /// `waiting`, `applied`, `refused` or `replaced`.
    state: String,
    /// Why it was refused.
    note: Option<String>,
}

async fn sent(visit: ApiVisit, asked: ListSentRosters) -> Result<Json<Vec<SentRoster>>, Failure> {
    let found = visit
        .read(move |tx| {
            sponsorships::one(tx, asked.id)?;
            submissions::of(tx, asked.id)
        })
        .await?;
    let item = |one: Submission| SentRoster {
        id: one.id,
        name: one.name,
        sent_at: one.sent_at.into(),
        state: one.state.to_string(),
        note: one.note,
    };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Looks at what a list would change that a partner has sent. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtSentRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list; one that waits.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
}

async fn look_at_sent(visit: ApiVisit, asked: LookAtSentRoster) -> Result<Json<Changes>, Failure> {
    let (vault, today) = (visit.vault(), visit.act().today());
    let (_, content) =
        visit.read(move |tx| submissions::waiting_as(tx, &vault, asked.id, asked.list)).await?;
    looked(&visit, asked.id, entries_of(&content, today)?).await
}

/// Takes a list over that a partner has sent: all of it or nothing. They are told what came of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ApplySentRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list; one that waits.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
    /// The `version` it was looked at with; where another list was applied since, the answer is 409.
    version: i64,
    /// That it is the right one though it `loses_most`; else the answer is 409.
    #[serde(default)]
    knowing: bool,
}

async fn apply_sent(post: ApiPost, asked: ApplySentRoster) -> Result<Json<Applied>, Failure> {
    let (vault, opening) = (post.vault(), post.vault());
    let (name, content) =
        post.read(move |tx| submissions::waiting_as(tx, &opening, asked.id, asked.list)).await?;
    let entries = entries_of(&content, post.act().today())?;
    let applied = post
        .write(move |tx, act| {
            // Of two who apply it at once, the second is told that it does not wait any more.
            let file = submissions::open(tx, act, &vault, asked.id, asked.list)?;
            unless_most_go(tx, act, &vault, asked.id, &entries, asked.knowing)?;
            let applied = rosters::apply(tx, act, &vault, asked.id, asked.version, &name, entries.clone())?;
            submissions::applied(tx, act, asked.id, file, &applied)?;
            Ok(applied)
        })
        .await?;
    Ok(Json(applied))
}

/// Refuses a list a partner has sent; they are told why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RefuseRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
    /// Why.
    #[schemars(length(min = 1, max = 500), example = &"Kolom tanggal lahir kosong")]
    note: String,
}

/// That it was done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RosterRefused {
    /// Which list.
    #[schemars(schema_with = "web::api::id")]
    list: Id<Submission>,
}

async fn refuse(post: ApiPost, asked: RefuseRoster) -> Result<Json<RosterRefused>, Failure> {
    let list = asked.list;
    post.write(move |tx, act| submissions::refuse(tx, act, asked.id, list, &asked.note)).await?;
    Ok(Json(RosterRefused { list }))
}
