//! What everybody, those who come, and the staff see of activities.

mod activity;
mod calendar;
mod certificate;
mod closed;
mod embed;
mod feed;
mod look;
mod mine;
mod paper;
mod programme;
mod register;
mod staff;
mod task;
mod ticket;

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::Id;
use platform::files::Files;
pub(crate) use staff::paid_for;
use web::{Access, Panel, PartnerPanel, Post, Routes, Uploads, Visit};

use crate::{assignments::Assignment, model::Material};

/// Where activities are planned.
pub(crate) const LIST: &str = "/staf/kegiatan";
/// Where programmes are.
pub(crate) const PROGRAMMES: &str = "/staf/program";
/// Where one notes who is there.
pub(crate) const TODAY: &str = "/staf/kehadiran";
/// What happens, for everybody.
pub(crate) const CALENDAR: &str = "/kegiatan";
/// What several activities serve together, for everybody.
const PROGRAMME: &str = "/kegiatan/program";
/// One's own registrations.
pub(crate) const MINE: &str = "/saya/kegiatan";
/// What guesses at codes of certificates are counted under.
pub(crate) const GUESSES: &str = "sertifikat";
/// How many lines a page of a list has.
const PER_PAGE: i64 = 50;

/// What somebody sees of their registrations on their own home.
pub(crate) const PANELS: &[Panel] = &[Panel { order: 25, draw: mine::panel }];
/// What those who speak for a partner see of what is done with it.
pub(crate) const PARTNER_PANELS: &[PartnerPanel] =
    &[PartnerPanel { order: 20, draw: |tx, act, t, partner, _| mine::partner_panel(tx, act, t, partner) }];

fn place(number: u32) -> (i64, i64) {
    (PER_PAGE, (i64::from(number.clamp(1, 100_000)) - 1) * PER_PAGE)
}

fn pager(t: ui::Speech, number: u32, count: i64, href: impl Fn(u32) -> String) -> ui::part::Pager {
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    ui::part::Pager::new(t, number, pages, href)
}

/// A text for other programs.
fn text(body: String, media: &'static str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Every route of this module but those of the API; materials are kept in `files`.
pub(crate) fn routes(files: &Files) -> Routes {
    public(files).and(own()).and(staff::routes(files))
}

fn public(files: &Files) -> Routes {
    let public = Access::Public;
    let [shown, given, asked, handed, kept] = std::array::from_fn(|_| files.clone());
    Routes::new()
        .get(CALENDAR, public, calendar::page)
        .get("/kegiatan/sematan", public, embed::page)
        .get("/kegiatan/kalender.ics", public, feed::ical)
        .get("/kegiatan/atom.xml", public, feed::atom)
        .get("/kegiatan/materi/{id}", public, move |visit: Visit, Path(id): Path<Id<Material>>| {
            activity::material(visit, shown, id)
        })
        .get("/kegiatan/program/{code}", public, programme::page)
        .get("/kegiatan/{code}", public, activity::page)
        .get("/kegiatan/{code}/kalender.ics", public, feed::of_activity)
        .get("/kegiatan/{code}/acara.pdf", public, paper::programme)
        .get("/kegiatan/{code}/daftar", public, register::page)
        .post("/kegiatan/{code}/daftar", public, register::begin)
        .post(
            "/kegiatan/{code}/daftar/data",
            public,
            move |post: Post, headers: HeaderMap, Path(code): Path<String>, sent: Uploads| {
                register::submit(post, (headers, asked), code, sent)
            },
        )
        .post("/kegiatan/{code}/daftar/lepas", public, register::leave)
        .get("/tiket/{secret}", public, |visit: Visit, headers: HeaderMap, path: Path<String>| {
            ticket::page(visit, headers, path)
        })
        .get("/tiket/{secret}/kalender.ics", public, feed::of_ticket)
        .get(
            "/tiket/{secret}/materi/{id}",
            public,
            move |visit: Visit, Path(at): Path<(String, Id<Material>)>| ticket::material(visit, given, at),
        )
        .post("/tiket/{secret}/terima", public, ticket::accept)
        .post("/tiket/{secret}/batal", public, ticket::cancel)
        .get("/tiket/{secret}/tugas/{id}", public, task::page)
        .post(
            "/tiket/{secret}/tugas/{id}",
            public,
            move |post: Post, headers: HeaderMap, Path(at): Path<(String, Id<Assignment>)>, sent: Uploads| {
                task::hand_in(post, (headers, kept), at, sent)
            },
        )
        .get(
            "/tiket/{secret}/tugas/{id}/berkas",
            public,
            move |visit: Visit, Path(at): Path<(String, Id<Assignment>)>| task::file(visit, handed, at),
        )
        .get("/sertifikat", public, certificate::page)
        .get("/sertifikat/{code}", public, certificate::one)
        .get("/sertifikat/{code}/cetak", public, paper::certificate)
}

fn own() -> Routes {
    Routes::new().get(MINE, Access::SignedIn, mine::page)
}
