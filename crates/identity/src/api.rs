//! Who works here: for other programs. To give roles and passwords asks people anew who they are, and has no address here.

use kernel::{Id, Person};
use platform::{library::Branch, permissions::Holding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Json, Moment},
};

use crate::{
    ACCOUNTS, ROLES,
    roles::{self, Role},
    staff::{self, Colleague},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    Api::of("identity")
        .get("/api/v1/colleagues", Access::Can(ACCOUNTS), list)
        .post("/api/v1/colleagues/{party}/sessions/end", Access::Can(ACCOUNTS), end_sessions)
        .get("/api/v1/roles", Access::Can(ROLES), all_roles)
        .routes()
}

/// Lists those who work here, by name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListColleagues {}

/// Somebody who works here.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ColleagueInList {
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// What they type to sign in.
    login: String,
    /// Their name.
    name: String,
    /// When they last did something here, where their session still stands.
    seen_at: Option<Moment>,
    /// Whether they show a second thing when they sign in.
    second_step: bool,
    /// What they hold.
    roles: Vec<RoleHeld>,
}

/// A role somebody holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RoleHeld {
    /// Its name.
    role: String,
    /// At which branch; none where everywhere.
    #[schemars(schema_with = "web::api::maybe_id")]
    branch: Option<Id<Branch>>,
}

async fn list(visit: ApiVisit, _: ListColleagues) -> Result<Json<Vec<ColleagueInList>>, Failure> {
    let item = |one: Colleague| ColleagueInList {
        party: one.person,
        login: one.login,
        name: one.name,
        seen_at: one.seen_at.map(Moment::from),
        second_step: one.second,
        roles: one.roles.into_iter().map(|Holding { role, branch }| RoleHeld { role, branch }).collect(),
    };
    Ok(Json(visit.read(staff::all).await?.into_iter().map(item).collect()))
}

/// Signs a colleague out everywhere, who may do no more than the one who acts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndSessions {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
}

/// How many sessions have ended.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct SessionsEnded {
    /// How many.
    count: u64,
}

async fn end_sessions(post: ApiPost, asked: EndSessions) -> Result<Json<SessionsEnded>, Failure> {
    let count = post.write(move |tx, act| staff::end_sessions(tx, act, asked.party)).await?;
    Ok(Json(SessionsEnded { count }))
}

/// Lists roles, with what each may do.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListRoles {}

/// A role.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RoleOfLibrary {
    /// What the program calls it.
    name: String,
    /// What the library calls it; none for the roles of the beginning.
    title: Option<String>,
    /// What it may do.
    permissions: Vec<String>,
}

async fn all_roles(visit: ApiVisit, _: ListRoles) -> Result<Json<Vec<RoleOfLibrary>>, Failure> {
    let item = |one: Role| RoleOfLibrary { name: one.name, title: one.title, permissions: one.permissions };
    Ok(Json(visit.read(roles::all).await?.into_iter().map(item).collect()))
}
