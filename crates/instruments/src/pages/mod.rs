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

use web::{Access, Routes};

use crate::{EDIT, ENTER, RESULTS};

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

/// Every route of this module but those of the API.
pub(crate) fn routes() -> Routes {
    let (enter, edit, results) = (Access::Can(ENTER), Access::Can(EDIT), Access::Can(RESULTS));
    let public = Access::Public;
    Routes::new()
        .get("/tanya/{code}", public, answer::blank)
        .post("/tanya/{code}", public, answer::submit)
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
        .post("/staf/kuesioner/{code}/kertas", enter, entry::submit)
        .get("/staf/kuesioner/{code}/hasil", results, results::page)
        .get("/staf/kuesioner/{code}/hasil.csv", results, results::csv)
        .get("/staf/kuesioner/{code}/hasil.xlsx", results, results::xlsx)
        .get("/staf/kuesioner/{code}/jawaban", results, responses::page)
        .get("/staf/kuesioner/{code}/jawaban/{id}", results, responses::one)
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
