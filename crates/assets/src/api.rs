//! What the library owns, for other programs: the asset accounting of the town reads it from here.

use kernel::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{
    Access, Failure, Routes,
    api::{Api, ApiVisit, Cursor, Day, Json, Limit, List},
};

use crate::{VIEW, model::Asset, register};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let view = Access::Can(VIEW);
    Api::of("assets").get("/api/v1/assets", view, list).get("/api/v1/assets/{code}", view, one).routes()
}

/// A thing the library owns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AssetOfLibrary {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Asset>,
    /// The number on its label.
    code: String,
    /// What it is called.
    name: String,
    /// `computer`, `electronics`, `furniture`, `vehicle`, `tool`, `toy`, `art` or `other`.
    kind: String,
    /// Where it belongs.
    branch: String,
    /// In which room.
    room: Option<String>,
    /// `good`, `worn`, `broken` or `lost`.
    condition: String,
    /// Whole rupiah it was worth when it came.
    value: i64,
    /// How one knows: `price`, `market` or `estimate`.
    valuation: String,
    /// How it came: `gift`, `purchase` or `earlier`.
    source: String,
    /// The number of the paper it came with.
    reference: Option<String>,
    /// The day it came.
    acquired_on: Day,
    /// The day it was written off.
    written_off_on: Option<Day>,
}

impl From<Asset> for AssetOfLibrary {
    fn from(one: Asset) -> Self {
        Self {
            id: one.id,
            code: one.code,
            name: one.name,
            kind: one.kind.to_string(),
            branch: one.branch_name,
            room: one.room,
            condition: one.condition.to_string(),
            value: one.value.0,
            valuation: one.valuation.to_string(),
            source: one.source.to_string(),
            reference: one.reference,
            acquired_on: Day(one.acquired_on),
            written_off_on: one.written_off_on.map(Day),
        }
    }
}

/// The things by number, those that were written off too.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListAssets {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(visit: ApiVisit, asked: ListAssets) -> Result<List<AssetOfLibrary>, Failure> {
    let place = |last: &Asset| last.code.clone();
    let read = |tx: &mut Tx<'_>, after: Option<String>, limit| register::after(tx, after.as_deref(), limit);
    Ok(List::read(&visit, (asked.limit, asked.cursor), place, read).await?.map(AssetOfLibrary::from))
}

/// One thing, by its number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadAsset {
    /// Its number.
    #[schemars(length(min = 1, max = 20), example = &"INV-0001")]
    code: String,
}

async fn one(visit: ApiVisit, asked: ReadAsset) -> Result<Json<AssetOfLibrary>, Failure> {
    Ok(Json(visit.read(move |tx| register::by_code(tx, &asked.code)).await?.into()))
}
