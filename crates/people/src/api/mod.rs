//! The register for other programs.

mod entering;
mod finding;
mod import;
mod merging;
mod parts;
mod party;
mod photo;

pub use entering::Facts;
use party::{Party, RelationshipOfParty, related};
use web::{Access, Routes, api::Api};

use crate::{EDIT, MERGE, VIEW};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit, merge) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(MERGE));
    Api::of("people")
        .get("/api/v1/parties", view, finding::list)
        .post("/api/v1/parties", edit, entering::enter)
        .get("/api/v1/parties/{id}", view, finding::one)
        .put("/api/v1/parties/{id}", edit, entering::change)
        .post("/api/v1/parties/{id}/merge", merge, merging::join)
        .post("/api/v1/parties/{id}/split", merge, merging::part)
        .post("/api/v1/parties/alike", edit, finding::who_is_alike)
        .routes()
        .and(parts::routes())
        .and(photo::routes())
        .and(import::routes())
}
