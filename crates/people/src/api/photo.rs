//! The photo of a party, for other programs: a camera at the desk, a machine that prints cards.

use kernel::{Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::Deserialize;
use store::Error;
use web::{
    Access, Failure, Routes, Upload,
    api::{Api, ApiPost, ApiVisit, Jpeg, Json},
};

use super::Party;
use crate::{EDIT, VIEW, parties, photos};

/// Its address.
pub(super) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    Api::of("people")
        .get("/api/v1/parties/{id}/photo", view, read)
        .post_file("/api/v1/parties/{id}/photo", edit, &["image/jpeg", "image/png", "image/webp"], keep)
        .delete("/api/v1/parties/{id}/photo", edit, remove)
        .routes()
}

/// Reads the photo of a party.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadPhoto {
    /// Whose photo.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
}

async fn read(visit: ApiVisit, ReadPhoto { id }: ReadPhoto) -> Result<Jpeg, Failure> {
    let (person, jpeg) = visit
        .read(move |tx| {
            let person = parties::living(tx, id)?.id;
            let photo = photos::of(tx, person)?.ok_or(Error::Missing)?;
            Ok((person, photos::jpeg(tx, photo)?))
        })
        .await?;
    visit.looks_at(person, Sight::Entry);
    Ok(Jpeg(jpeg))
}

/// Keeps a photo of a party, in place of the one that is there.
///
/// It is written anew, upright and no larger than a card needs it, and nothing else that the file says is kept.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct KeepPhoto {
    /// Of whom.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
}

async fn keep(post: ApiPost, KeepPhoto { id }: KeepPhoto, upload: Upload) -> Result<Json<Party>, Failure> {
    let photo = upload.picture(photos::prepare).await??;
    let party = post
        .write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            photos::keep(tx, act, party, &photo)?;
            Party::of(tx, party)
        })
        .await?;
    Ok(Json(party))
}

/// Takes the photo of a party away, for good.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemovePhoto {
    /// Whose photo.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
}

async fn remove(post: ApiPost, RemovePhoto { id }: RemovePhoto) -> Result<Json<Party>, Failure> {
    let party = post
        .write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            photos::remove(tx, act, party)?;
            Party::of(tx, party)
        })
        .await?;
    Ok(Json(party))
}
