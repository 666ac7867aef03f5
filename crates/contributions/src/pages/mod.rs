//! What the staff, givers and everybody see of gifts.

mod deeds;
mod donor;
mod entry;
mod list;
mod mine;
mod offer;
mod one;
mod public;
mod triage;

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Id, Kind as No};
use people::pages::{errors_of, refusal_in};
use platform::files::{FileHash, Files};
use store::Error;
use ui::{
    Html, Speech,
    part::{Badge, Column, DateParts, Errors, Pager, Row, Table, Tone},
};
use web::{Access, Answer, Failure, Panel, PartnerPanel, Post, Routes, Upload, Visit};

use crate::{
    DECIDE, EDIT, VIEW,
    model::{Contribution, Paper, State},
    words,
};

/// Where contributions are listed.
pub(crate) const LIST: &str = "/staf/kontribusi";
/// Where offers are answered.
pub(crate) const OFFERS: &str = "/staf/tawaran";
/// Where everybody sees who gave.
pub(crate) const GIVERS: &str = "/pemberi";
/// Where everybody may offer books.
pub(crate) const OFFER: &str = "/hadiah-buku";
/// Where a giver sees what came of it.
pub(crate) const MINE: &str = "/saya/hadiah";
/// How many lines a page of a list has.
const PER_PAGE: i64 = 50;

/// What a giver sees of their gifts on their own home.
pub(crate) const PANELS: &[Panel] = &[Panel { order: 70, draw: mine::own_panel }];
/// What those who speak for a partner see of its gifts.
pub(crate) const PARTNER_PANELS: &[PartnerPanel] = &[PartnerPanel { order: 30, draw: mine::partner_panel }];

/// The fields of a form, as they are typed.
type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// A day typed into the three boxes called `name`; today, where the form is new.
fn day(fields: &Fields, name: &str) -> DateParts {
    let part = |part: &str| value(fields, &format!("{name}_{part}")).to_owned();
    DateParts { day: part("day"), month: part("month"), year: part("year") }
}

fn path_of(code: &str) -> String {
    format!("{LIST}/{code}")
}

fn status_of(errors: &Errors) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What is wrong, for a form to say; what does not exist is a page of its own.
fn errors_in(visit: &Visit, error: Error, fallback: &'static str) -> Result<Errors, Failure> {
    let refusal = refusal_in(error)?;
    if matches!(refusal.kind, No::Missing | No::Forbidden) {
        return Err(refusal.into());
    }
    Ok(errors_of(visit, &refusal, fallback))
}

fn place(number: u32) -> (i64, i64) {
    (PER_PAGE, (i64::from(number.clamp(1, 100_000)) - 1) * PER_PAGE)
}

fn pager(t: Speech, number: u32, count: i64, href: impl Fn(u32) -> String) -> Pager {
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    Pager::new(t, number, pages, href)
}

/// What is known of something, as a table; what is empty is left out.
fn facts(t: Speech, id: &'static str, caption: &str, facts: Vec<(&str, Html)>) -> Table {
    let columns = vec![
        Column::new(t.say("contribution-fact")).hidden().head(),
        Column::new(t.say("contribution-fact-value")).hidden(),
    ];
    let mut table = Table::new(t, id, t.say(caption), columns);
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = filled.map(|(key, value)| Row::new(vec![t.say(key).into(), value])).collect();
    table
}

/// How a contribution stands, in an icon and words.
fn badge(t: Speech, one: &Contribution) -> Badge {
    if one.reversed_by.is_some() {
        return Badge::new(Tone::Bad, t.say("contribution-reversed"));
    }
    if one.reverses.is_some() {
        return Badge::new(Tone::Plain, t.say("contribution-reversal"));
    }
    let tone = match one.state {
        State::Pledged | State::Received | State::Appraised | State::Accepted => Tone::Warn,
        State::Recorded | State::Acknowledged => Tone::Ok,
        State::Declined | State::Redirected => Tone::Plain,
    };
    Badge::new(tone, words::state(t, one.state))
}

/// A kept file, for a browser to show and never to run.
async fn served(files: Files, hash: FileHash, media: &str) -> Answer {
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    let mut response: Response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media).map_err(Failure::fault)?);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// Every route of this module.
pub(crate) fn routes(files: &Files) -> Routes {
    let (view, edit, decide) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(DECIDE));
    let (public, own) = (Access::Public, Access::SignedIn);
    let (offered, shown, kept, proofs, seen) =
        (files.clone(), files.clone(), files.clone(), files.clone(), files.clone());
    let followed = files.clone();
    Routes::new()
        .get(LIST, view, list::page)
        .get("/staf/kontribusi/baru", edit, entry::blank)
        .post("/staf/kontribusi/baru", edit, entry::submit)
        .get("/staf/kontribusi/pemberi/{party}", view, donor::page)
        .get("/staf/kontribusi/pemberi/{party}/laporan", view, donor::paper)
        .get("/staf/kontribusi/berkas/{paper}", view, move |visit: Visit, Path(id): Path<Id<Paper>>| {
            one::file_of(visit, shown, id)
        })
        .get("/staf/kontribusi/{code}", view, one::page)
        .get("/staf/kontribusi/{code}/berita-acara", view, one::handover)
        .get("/staf/kontribusi/{code}/ucapan", view, one::thanks)
        .get("/staf/kontribusi/daftar.xlsx", view, list::xlsx)
        .get("/staf/kontribusi/daftar.csv", view, list::csv)
        .post("/staf/kontribusi/{code}/terima", edit, deeds::receive)
        .post("/staf/kontribusi/{code}/perbaiki", edit, deeds::mend)
        .post(
            "/staf/kontribusi/{code}/nilai",
            edit,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                deeds::appraise(post, proofs, code, upload)
            },
        )
        .post(
            "/staf/kontribusi/{code}/berkas",
            edit,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                deeds::attach(post, kept, code, upload)
            },
        )
        .post("/staf/kontribusi/{code}/setuju", decide, deeds::accept)
        .post("/staf/kontribusi/{code}/tolak", decide, deeds::turn_away)
        .post("/staf/kontribusi/{code}/catat", view, deeds::record)
        .post("/staf/kontribusi/{code}/ucapan", edit, deeds::acknowledge)
        .get("/staf/kontribusi/{code}/laporan", view, donor::of_gift)
        .post("/staf/kontribusi/{code}/batal", view, deeds::reverse)
        .get(OFFERS, edit, triage::list)
        .get("/staf/tawaran/{code}", edit, triage::page)
        .post("/staf/tawaran/{code}", edit, triage::decide)
        .get("/staf/tawaran/{code}/foto", edit, move |visit: Visit, Path(code): Path<String>| {
            triage::photo(visit, seen, code)
        })
        .get(GIVERS, public, public::page)
        .get(OFFER, public, offer::blank)
        .post(OFFER, public, move |post: Post, headers: HeaderMap, upload: Upload| {
            offer::submit(post, headers, offered, upload)
        })
        .get(MINE, own, mine::page)
        .get("/saya/hadiah/laporan", own, mine::own_paper)
        .get("/saya/hadiah/mitra/{code}/laporan", own, mine::partner_paper)
        .get("/saya/hadiah/dana/{code}", own, mine::fund)
        .get("/saya/hadiah/dana/{code}/laporan", own, mine::statement)
        .get(
            "/saya/hadiah/dana/{code}/bukti/{id}",
            own,
            move |visit: Visit, Path((code, id)): Path<(String, Id<funds::Document>)>| {
                mine::document(visit, followed, code, id)
            },
        )
        .get("/saya/hadiah/{code}/berita-acara", own, mine::handover)
        .get("/saya/hadiah/{code}/ucapan", own, mine::thanks)
}
