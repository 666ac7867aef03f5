//! What applicants, volunteers and staff see.

mod apply;
mod list;
mod mine;
mod record;
mod ticks;

pub(crate) use apply::FORM;

use kernel::Id;
use ui::{Page, Speech, part::Link};
use web::{Access, Answer, Post, Routes, Visit};

use crate::{CheckKind, EDIT, Part, State, VIEW, Volunteer, letter};

/// Where volunteers are listed.
const LIST: &str = "/staf/relawan";

/// Every route of this module but those of the API.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let (public, own) = (Access::Public, Access::SignedIn);
    Routes::new()
        .get("/relawan", public, apply::blank)
        .post("/relawan", public, apply::submit)
        .get("/relawan/terima-kasih", public, apply::thanks)
        .get("/staf/relawan", view, list::page)
        .get("/staf/relawan/lamaran/{id}", view, list::application)
        .post("/staf/relawan/lamaran/{id}/terima", edit, list::accept)
        .post("/staf/relawan/lamaran/{id}/tolak", edit, list::decline)
        .get("/staf/relawan/jam", view, list::waiting)
        .post("/staf/relawan/jam/{id}/sahkan", edit, list::confirm)
        .post("/staf/relawan/jam/{id}/tolak", edit, list::refuse)
        .post("/staf/relawan/jam/{id}/batal", edit, record::reverse_hours)
        .get("/staf/relawan/{id}", view, record::page)
        .post("/staf/relawan/{id}", edit, record::describe)
        .post("/staf/relawan/{id}/bisa", edit, record::tick)
        .post("/staf/relawan/{id}/status", edit, record::set_state)
        .post("/staf/relawan/{id}/pemeriksaan", edit, record::see_check)
        .post("/staf/relawan/{id}/pemeriksaan/{check}/tarik", edit, record::withdraw_check)
        .post("/staf/relawan/{id}/jam", edit, record::enter_hours)
        .post("/staf/relawan/{id}/surat", edit, record::letter)
        .get("/saya/relawan", own, mine::page)
        .post("/saya/relawan/bisa", own, mine::tick)
        .post("/saya/relawan/jam", own, mine::enter_hours)
        .post("/saya/relawan/surat", own, mine::letter)
}

/// Where a volunteer's page is.
fn path_of(id: Id<Volunteer>) -> String {
    format!("{LIST}/{id}")
}

fn below_list(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs =
        vec![Link::new(visit.t.say("nav-volunteers"), LIST), Link::new(page.title.clone(), String::new())];
    page
}

/// A word the lexicon has.
fn said(t: Speech, key: &'static str) -> &'static str {
    t.known(key).unwrap_or(key)
}

fn state_name(t: Speech, state: State) -> &'static str {
    said(
        t,
        match state {
            State::Active => "volunteer-active",
            State::Paused => "volunteer-paused",
            State::Ended => "volunteer-ended",
        },
    )
}

fn part_name(t: Speech, part: Part) -> &'static str {
    said(
        t,
        match part {
            Part::Morning => "volunteer-morning",
            Part::Afternoon => "volunteer-afternoon",
            Part::Evening => "volunteer-evening",
        },
    )
}

fn kind_name(t: Speech, kind: CheckKind) -> &'static str {
    said(
        t,
        match kind {
            CheckKind::Police => "check-police",
            CheckKind::Reference => "check-reference",
            CheckKind::ChildProtection => "check-child-protection",
        },
    )
}

/// The letter of thanks to a volunteer.
async fn letter_to(post: &Post, id: Id<Volunteer>) -> Answer {
    let thanks = post.write(move |tx, act| letter::gather(tx, act, id)).await?;
    web::document::download(thanks.set(post).await?, "application/pdf", "terima-kasih.pdf")
}
