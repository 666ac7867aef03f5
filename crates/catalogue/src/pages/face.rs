//! The files of covers.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use platform::files::{FileHash, FileKind, Files};
use tokio::task::spawn_blocking;
use web::{Answer, Failure, Visit};

use crate::{COPIES, covers};

/// A cover under the name of its content: a browser that has it never asks again. That of a hidden record is
/// for the staff only, and no one keeps it.
pub(super) async fn picture(visit: Visit, files: Files, hash: String) -> Answer {
    let hash: FileHash = hash.parse().map_err(|_| Failure::missing())?;
    let asked = hash.clone();
    let public = visit.read(move |tx| covers::is_public(tx, &asked)).await?.ok_or_else(Failure::missing)?;
    if !public && !visit.can(COPIES) {
        return Err(Failure::missing());
    }
    let bytes = spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    let cache = if public { "public, max-age=31536000, immutable" } else { "private, no-store" };
    let headers = [(header::CONTENT_TYPE, FileKind::Jpeg.as_str()), (header::CACHE_CONTROL, cache)];
    let response: Response = (headers, bytes).into_response();
    Ok(response)
}
