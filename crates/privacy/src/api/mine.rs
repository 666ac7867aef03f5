//! One's own data, and that of a child one cares for: for the programs of readers themselves.

use kernel::{Id, Person};
use platform::looks;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Zip},
};

use super::PrivacyRequest;
use crate::{
    held::{self, Held},
    pages::{self, meant},
    requests::{self, Kind},
};

/// How many looks are told.
const LOOKS: i64 = 100;

/// Everything under `/api/v1/me` of this module.
pub(super) fn routes() -> Routes {
    let own = Access::SignedIn;
    Api::of("privacy")
        .get("/api/v1/me/data", own, read)
        .get("/api/v1/me/data/export", Access::SignedInFresh, export)
        .get("/api/v1/me/data/looks", own, who_looked)
        .get("/api/v1/me/privacy-requests", own, list)
        .post("/api/v1/me/privacy-requests", own, ask)
        .routes()
}

/// Whose data is meant, and what they are called.
async fn whose(visit: &ApiVisit, child: Option<String>) -> Result<(Id<Person>, String), Failure> {
    let (act, own) = (visit.act(), visit.account().map(|account| account.name.clone()));
    let (person, name) = visit.read(move |tx| meant(tx, &act, child.as_deref())).await?;
    Ok((person, name.or(own).unwrap_or_default()))
}

/// Reads everything the library holds about whoever asks, or about a child they care for.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadMyData {
    /// The number on the card of a child one cares for.
    #[serde(default)]
    #[schemars(length(max = 40))]
    child: Option<String>,
}

async fn read(visit: ApiVisit, asked: ReadMyData) -> Result<Json<Vec<Held>>, Failure> {
    let (person, _) = whose(&visit, asked.child).await?;
    let app = visit.app().clone();
    let sections = visit.read(move |tx| held::of(tx, app.holdings(), person)).await?;
    Ok(Json(held::as_json(&sections)))
}

/// Takes everything the library holds along: a ZIP of `data.json` for programs, `index.html` for people, and the files.
#[derive(Debug, Deserialize, JsonSchema)]
struct ExportMyData {
    /// The number on the card of a child one cares for.
    #[serde(default)]
    #[schemars(length(max = 40))]
    child: Option<String>,
}

async fn export(visit: ApiVisit, asked: ExportMyData) -> Result<Zip, Failure> {
    let (person, name) = whose(&visit, asked.child).await?;
    Ok(Zip(pages::zipped(&visit, person, &name).await?))
}

/// Lists who of the library has looked at this data lately.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListMyLooks {
    /// The number on the card of a child one cares for.
    #[serde(default)]
    #[schemars(length(max = 40))]
    child: Option<String>,
}

/// That somebody has looked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct LookAtMe {
    /// On which day.
    day: Day,
    /// Who.
    viewer: String,
    /// At what: `list`, `entry`, `number` or `everything`.
    what: String,
}

async fn who_looked(visit: ApiVisit, asked: ListMyLooks) -> Result<Json<Vec<LookAtMe>>, Failure> {
    let (person, _) = whose(&visit, asked.child).await?;
    let found = visit.read(move |tx| looks::at(tx, person, LOOKS)).await?;
    let look =
        |one: looks::Look| LookAtMe { day: Day(one.day), viewer: one.viewer, what: one.what.to_string() };
    Ok(Json(found.into_iter().map(look).collect()))
}

/// Lists what was asked about this data, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListMyPrivacyRequests {
    /// The number on the card of a child one cares for.
    #[serde(default)]
    #[schemars(length(max = 40))]
    child: Option<String>,
}

async fn list(visit: ApiVisit, asked: ListMyPrivacyRequests) -> Result<Json<Vec<PrivacyRequest>>, Failure> {
    let (person, _) = whose(&visit, asked.child).await?;
    let found = visit.read(move |tx| requests::of(tx, person)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Asks about one's own data, or that of a child one cares for; the library answers within 3 × 24 hours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AskAboutMyData {
    /// `access`, `correction`, `erasure` or `withdrawal`.
    #[schemars(regex(pattern = "^(access|correction|erasure|withdrawal)$"), example = &"access")]
    kind: String,
    /// In one's own words; needed for a correction.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    said: Option<String>,
    /// The number on the card of a child one cares for.
    #[serde(default)]
    #[schemars(length(max = 40))]
    child: Option<String>,
}

async fn ask(post: ApiPost, asked: AskAboutMyData) -> Result<Created<PrivacyRequest>, Failure> {
    let made: PrivacyRequest = post
        .write(move |tx, act| {
            let (person, _) = meant(tx, act, asked.child.as_deref())?;
            let (kind, said) = (asked.kind.parse::<Kind>()?, asked.said.as_deref().unwrap_or_default());
            requests::ask(tx, act, person, kind, said).map(Into::into)
        })
        .await?;
    Ok(Created("/api/v1/me/privacy-requests".to_owned(), made))
}
