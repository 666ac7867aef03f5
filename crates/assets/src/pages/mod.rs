//! What the staff see of the things the library owns.

mod asset;
mod entry;
mod labels;
mod list;
mod look;
mod removal;
mod rounds;

use axum::extract::Path;
use kernel::Id;
use platform::files::Files;
use web::{Access, Answer, Failure, Post, Routes, Upload, Visit};

use crate::{DECIDE, Document, EDIT, VIEW, documents};

/// The list, as the way back from what stands below it.
const LIST: (&str, &str) = ("nav-assets", "/staf/aset");

/// Every route of this module; documents are kept in `files`.
pub(crate) fn routes(files: &Files) -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let (shown, kept) = (files.clone(), files.clone());
    Routes::new()
        .get("/staf/aset", view, list::page)
        .get("/staf/aset/aset.xlsx", view, list::xlsx)
        .get("/staf/aset/aset.csv", view, list::csv)
        .get("/staf/aset/baru", edit, entry::blank)
        .post("/staf/aset/baru", edit, entry::submit)
        .get("/staf/aset/perawatan", view, list::care)
        .get("/staf/aset/label", view, labels::page)
        .post("/staf/aset/label", view, labels::print)
        .get("/staf/aset/inventaris", view, rounds::list)
        .post("/staf/aset/inventaris", edit, rounds::begin)
        .get("/staf/aset/inventaris/{id}", view, rounds::page)
        .post("/staf/aset/inventaris/{id}", edit, rounds::see)
        .post("/staf/aset/inventaris/{id}/salah", edit, rounds::forget)
        .post("/staf/aset/inventaris/{id}/selesai", edit, rounds::end)
        .get("/staf/aset/{code}", view, asset::page)
        .get("/staf/aset/{code}/ubah", edit, entry::edit)
        .post("/staf/aset/{code}/ubah", edit, entry::change)
        .post("/staf/aset/{code}/nilai", edit, asset::revalue)
        .post("/staf/aset/{code}/perawatan", edit, asset::plan)
        .post("/staf/aset/{code}/perawatan/{row}", edit, asset::give)
        .post("/staf/aset/{code}/hapus", edit, asset::ask)
        .post("/staf/aset/{code}/hapus/{row}", Access::Can(DECIDE), asset::decide)
        .get("/staf/aset/{code}/hapus/{row}/berita-acara", view, removal::record)
        .post(
            "/staf/aset/{code}/dokumen",
            edit,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                asset::keep_document(post, kept, code, upload)
            },
        )
        .get("/staf/aset/dokumen/{id}", view, move |visit: Visit, Path(id): Path<Id<Document>>| {
            document(visit, shown, id)
        })
}

/// Where a thing's page is.
fn path_of(code: &str) -> String {
    format!("/staf/aset/{code}")
}

/// A document, to be kept.
async fn document(visit: Visit, files: Files, id: Id<Document>) -> Answer {
    let one = visit.read(move |tx| documents::one(tx, id)).await?;
    let hash = one.file.clone();
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    web::document::kept(bytes, &one.media, &one.title)
}
