//! One entry of two, and two of one again.

use kernel::{Id, Person};
use schemars::JsonSchema;
use serde::Deserialize;
use web::{
    Failure,
    api::{ApiPost, Json},
};

use super::Party;
use crate::merging;

/// Makes one entry of two.
///
/// What the one that stays does not know it takes over. The identity of the other goes on leading to it, and it can
/// be split again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(super) struct MergeParty {
    /// The entry that stays.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// The entry that is the same.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    same: Id<Person>,
}

pub(super) async fn join(post: ApiPost, asked: MergeParty) -> Result<Json<Party>, Failure> {
    let followers = post.app().followers().to_vec();
    let party = post
        .write(move |tx, act| {
            merging::merge(tx, act, &followers, asked.id, asked.same)?;
            Party::of(tx, asked.id)
        })
        .await?;
    Ok(Json(party))
}

/// Makes two entries of one again, as they were.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(super) struct SplitParty {
    /// The entry that was merged into another.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    id: Id<Person>,
}

pub(super) async fn part(post: ApiPost, asked: SplitParty) -> Result<Json<Party>, Failure> {
    let followers = post.app().followers().to_vec();
    let party = post
        .write(move |tx, act| {
            merging::split(tx, act, &followers, asked.id)?;
            Party::of(tx, asked.id)
        })
        .await?;
    Ok(Json(party))
}
