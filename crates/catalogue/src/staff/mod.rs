//! The cataloguers' pages: finding, writing, hiding records; their copies; what was changed.

mod accession;
mod copy;
mod cover;
mod draft;
mod edit;
mod labels;
mod list;
mod record;
mod synonyms;
mod waiting;

pub(crate) use accession::HERE as BATCHES;
pub(crate) use waiting::HERE as WAITING;

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use kernel::{Message, Refusal};
use platform::files::Files;
use store::{Result, Tx};
use ui::{
    Html, Page,
    part::{Badge, Errors, Link},
};
use web::{Access, Failure, Form, Post, Query, Routes, Upload, Visit};

use crate::{
    COPIES, EDIT, HIDE,
    indexer::Index,
    records::{self, Kept},
};

/// The fields of a posted form, in their order.
type Pairs = Vec<(String, String)>;

/// Every route of these pages.
pub(crate) fn routes(index: &Arc<Index>, files: &Files) -> Routes {
    let (copies, edit, hide) = (Access::Can(COPIES), Access::Can(EDIT), Access::Can(HIDE));
    let (index, files) = (index.clone(), files.clone());
    Routes::new()
        .get("/staf/katalog", copies, move |visit: Visit, Query(asked): Query<list::Asked>| {
            list::page(index, visit, asked)
        })
        .get("/staf/katalog/label", copies, labels::page)
        .post("/staf/katalog/label", copies, labels::print)
        .get("/staf/katalog/baru", edit, edit::blank)
        .post("/staf/katalog/baru", edit, edit::submit_new)
        .get(waiting::HERE, edit, waiting::page)
        .post("/staf/katalog/{number}/selesai-dikatalog", hide, waiting::finish)
        .post("/staf/katalog/{number}/belum-dikatalog", hide, waiting::reopen)
        .get(synonyms::HERE, edit, synonyms::page)
        .post(synonyms::HERE, edit, synonyms::put)
        .post("/staf/katalog/padanan/hapus", edit, synonyms::remove)
        .post("/staf/katalog/padanan/kembalikan", edit, synonyms::put_back)
        .get("/staf/katalog/{number}/sampul", edit, cover::page)
        .post(
            "/staf/katalog/{number}/sampul",
            edit,
            move |post: Post, Path(number): Path<i64>, upload: Upload| {
                cover::put_on(post, files, number, upload)
            },
        )
        .post("/staf/katalog/{number}/sampul/lepas", edit, cover::take_off)
        .post("/staf/sampul/{cover}/pasang", edit, cover::put_back)
        .get("/staf/katalog/{number}", copies, record::page)
        .get("/staf/katalog/{number}/ubah", edit, edit::open)
        .post("/staf/katalog/{number}/ubah", edit, edit::submit)
        .post("/staf/katalog/{number}/sembunyikan", hide, |post, Path(number)| {
            record::hide(post, number, true)
        })
        .post("/staf/katalog/{number}/tampilkan", hide, |post, Path(number)| {
            record::hide(post, number, false)
        })
        .get("/staf/katalog/{number}/eksemplar", copies, copy::blank)
        .post("/staf/katalog/{number}/eksemplar", copies, |post, Path(number), Form(pairs): Form<Pairs>| {
            copy::submit_new(post, number, pairs)
        })
        .get(accession::HERE, copies, accession::list)
        .get("/staf/aksesi/{code}", copies, accession::page)
        .post("/staf/aksesi/{code}", copies, accession::scan)
        .post("/staf/aksesi/{code}/batal/{copy}", copies, accession::undo)
        .post("/staf/aksesi/{code}/batal-pindaian/{copy}", copies, accession::undo_scan)
        .post("/staf/aksesi/{code}/label", copies, accession::labels)
        .post("/staf/aksesi/{code}/selesai", copies, accession::close)
        .get("/staf/eksemplar/{copy}", copies, copy::open)
        .post("/staf/eksemplar/{copy}", copies, |post, Path(copy), Form(pairs): Form<Pairs>| {
            copy::submit(post, copy, pairs)
        })
}

/// Where the staff see a record.
fn path_of(number: i64) -> String {
    format!("/staf/katalog/{number}")
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ title }}</a>{% if let Some(badge) = badge %} {{ badge }}{% endif %}{% if !author.is_empty() %}<br><small>{{ author }}</small>{% endif %}"
)]
struct Titled<'a> {
    href: String,
    title: &'a str,
    author: &'a str,
    badge: Option<Badge>,
}

/// A record in a list: its title, leading to its page, what is to be said of it, and its author where no column has it.
fn titled(number: i64, title: &str, author: &str, badge: Option<Badge>) -> Html {
    Html::of(&Titled { href: path_of(number), title, author, badge })
}

/// The record with this number; a refusal without one.
fn kept(tx: &mut Tx<'_>, number: i64) -> Result<Kept> {
    let missing =
        || Refusal::new(kernel::Kind::Missing, Message::new("record-unknown").with("number", number));
    Ok(records::by_number(tx, number)?.ok_or_else(missing)?)
}

/// A page of the workroom below the catalogue, and below a record where there is one.
fn below(visit: &Visit, title: impl Into<String>, record: Option<(i64, &str)>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs.push(Link::new(visit.t.say("nav-cataloguing"), "/staf/katalog"));
    if let Some((number, name)) = record {
        page.crumbs.push(Link::new(name, path_of(number)));
    }
    page.crumbs.push(Link::new(page.title.clone(), String::new()));
    page
}

/// A refusal's reasons as the errors of a form; those about no field stand at `fallback`.
fn errors_of(visit: &Visit, refusal: &Refusal, fallback: &'static str) -> Errors {
    let mut errors = Errors::new();
    for (field, text) in visit.reasons(refusal) {
        errors.add(field.unwrap_or(fallback), text);
    }
    errors
}

/// The refusal inside an error, or the error as a failure of the whole request.
fn refusal_in(error: store::Error) -> Result<Refusal, Failure> {
    match error {
        store::Error::Refused(refusal) => Ok(refusal),
        other => Err(other.into()),
    }
}

/// Says it in the words of a form when one that was sent already comes again with something else written into it:
/// somebody went back to it. The next time it is sent under another key, and makes something of its own.
fn sent_before(refusal: Refusal, key: &mut String) -> Refusal {
    if refusal.reasons.iter().all(|reason| reason.message.key != "idempotency-key-reused") {
        return refusal;
    }
    *key = draft::new_key();
    Refusal::new(kernel::Kind::Invalid, Message::new("cataloguing-sent-before"))
}

/// The value of a field of a form; empty without one.
fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}
