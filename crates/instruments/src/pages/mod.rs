//! What whoever answers, and whoever asks, sees of questionnaires.

mod answer;
mod editor;
mod entry;
mod list;
mod one;
mod paper;
mod question;
mod responses;
mod results;

use axum::{extract::Path, http::HeaderMap};
use kernel::Id;
use platform::files::Files;
use web::{Access, Post, Routes, Uploads, Visit};

use crate::{EDIT, ENTER, RESULTS, Response};

/// Where questionnaires are listed.
pub(crate) const LIST: &str = "/staf/kuesioner";
/// The list, as the way back from what stands below it.
const HOME: (&str, &str) = ("nav-instruments", LIST);

/// The fields of a form, as they are typed.
type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

fn path_of(code: &str) -> String {
    format!("{LIST}/{code}")
}

/// Every route of this module but those of the API; what is handed in is kept in `files`.
pub(crate) fn routes(files: &Files) -> Routes {
    let (enter, edit, results) = (Access::Can(ENTER), Access::Can(EDIT), Access::Can(RESULTS));
    let public = Access::Public;
    let (answered, entered, kept) = (files.clone(), files.clone(), files.clone());
    Routes::new()
        .get("/tanya/{code}", public, answer::blank)
        .post(
            "/tanya/{code}",
            public,
            move |post: Post, headers: HeaderMap, Path(code): Path<String>, sent: Uploads| {
                answer::submit(post, (headers, answered), code, sent)
            },
        )
        .get("/tanya/{code}/terima-kasih", public, answer::thanks)
        .get(LIST, enter, list::page)
        .get("/staf/kuesioner/baru", edit, list::blank)
        .post("/staf/kuesioner/baru", edit, list::create)
        .get("/staf/kuesioner/{code}", enter, one::page)
        .post("/staf/kuesioner/{code}/buka", edit, one::open)
        .post("/staf/kuesioner/{code}/akhir", edit, one::last)
        .post("/staf/kuesioner/{code}/nama", edit, one::rename)
        .post("/staf/kuesioner/{code}/versi", edit, one::begin)
        .post("/staf/kuesioner/{code}/slip", edit, paper::slips)
        .get("/staf/kuesioner/{code}/formulir", enter, paper::form)
        .get("/staf/kuesioner/{code}/kertas", enter, entry::blank)
        .post(
            "/staf/kuesioner/{code}/kertas",
            enter,
            move |post: Post, headers: HeaderMap, Path(code): Path<String>, sent: Uploads| {
                entry::submit(post, (headers, entered), code, sent)
            },
        )
        .get("/staf/kuesioner/{code}/hasil", results, results::page)
        .get("/staf/kuesioner/{code}/hasil.csv", results, results::csv)
        .get("/staf/kuesioner/{code}/hasil.xlsx", results, results::xlsx)
        .get("/staf/kuesioner/{code}/jawaban", results, responses::page)
        .get("/staf/kuesioner/{code}/jawaban/{id}", results, responses::one)
        .get(
            "/staf/kuesioner/{code}/jawaban/{id}/berkas/{question}",
            results,
            move |visit: Visit, Path(at): Path<(String, Id<Response>, u16)>| responses::file(visit, kept, at),
        )
        .get("/staf/kuesioner/{code}/susun", edit, editor::page)
        .post("/staf/kuesioner/{code}/susun", edit, editor::change)
        .post("/staf/kuesioner/{code}/terbit", edit, editor::publish)
        .post("/staf/kuesioner/{code}/buang", edit, editor::discard)
        .get("/staf/kuesioner/{code}/pratinjau", edit, editor::preview)
        .get("/staf/kuesioner/{code}/pertanyaan", edit, question::blank)
        .post("/staf/kuesioner/{code}/pertanyaan", edit, question::add)
        .get("/staf/kuesioner/{code}/pertanyaan/{key}", edit, question::edit)
        .post("/staf/kuesioner/{code}/pertanyaan/{key}", edit, question::change)
}
