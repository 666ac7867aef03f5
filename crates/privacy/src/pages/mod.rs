//! What people see of their own data, and what the staff does about what they ask.

mod breaches;
mod mine;
pub(crate) mod queue;

use kernel::{Act, Arg, Id, Message, Person, Timestamp};
use ui::{
    Speech,
    part::{Badge, Choice, Field, Tone},
};
use web::{Access, Answer, Failure, Routes, Visit};

pub(crate) use mine::meant;

use crate::{
    ANSWER,
    held::{self, About, Readable},
    requests::{Kind, Request, State},
};

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let answer = Access::Can(ANSWER);
    Routes::new()
        .get("/saya/privasi", Access::SignedIn, mine::page)
        .post("/saya/privasi", Access::SignedIn, mine::ask)
        .get("/saya/privasi/foto", Access::SignedIn, mine::photo)
        .get("/saya/privasi/anak/{code}/foto", Access::SignedIn, mine::photo_of_child)
        .get("/saya/privasi/unduh", Access::SignedInFresh, mine::download)
        .get("/saya/privasi/anak/{code}", Access::SignedIn, mine::child)
        .post("/saya/privasi/anak/{code}", Access::SignedIn, mine::ask_for_child)
        .get("/saya/privasi/anak/{code}/unduh", Access::SignedInFresh, mine::download_child)
        .get("/staf/privasi", answer, queue::page)
        .post("/staf/privasi", answer, queue::enter)
        .get("/staf/privasi/insiden", answer, breaches::page)
        .post("/staf/privasi/insiden", answer, breaches::enter)
        .post("/staf/privasi/insiden/{number}/diberitahu", answer, breaches::told)
        .get("/staf/privasi/{number}", answer, queue::one)
        .post("/staf/privasi/{number}/jawab", answer, queue::close)
        .post("/staf/privasi/{number}/cabut", answer, queue::withdraw)
        .post("/staf/privasi/{number}/hapus", Access::Fresh(ANSWER), queue::erase)
        .get("/staf/privasi/{number}/unduh", Access::Fresh(ANSWER), queue::download)
        .get("/staf/privasi/{number}/berita-acara.pdf", answer, queue::certificate)
}

/// How a request stands against its clock, in words and colour.
fn badge(t: Speech, act: &Act, request: &Request) -> Badge {
    match request.state {
        State::Done => Badge::new(Tone::Ok, t.say("privacy-done")),
        State::Declined => Badge::new(Tone::Plain, t.say("privacy-declined")),
        State::Open => clock(t, act, request.due_at),
    }
}

/// How many hours are left of a clock, or how many it is past.
fn clock(t: Speech, act: &Act, due: Timestamp) -> Badge {
    let hours = due.duration_since(act.at).as_hours();
    match hours {
        _ if act.at > due => Badge::new(Tone::Bad, t.count("privacy-late", -hours)),
        0..24 => Badge::new(Tone::Warn, t.count("privacy-hours-left", hours)),
        _ => Badge::new(Tone::Info, t.count("privacy-hours-left", hours)),
    }
}

/// What is asked for, to choose from.
fn kinds(t: Speech, chosen: &str) -> Field {
    let choice = |kind: &Kind| {
        let words = t.say(&format!("privacy-kind-{kind}")).to_owned();
        Choice::new(kind.as_str(), words).chosen(kind.as_str() == chosen)
    };
    Field::select(t, "kind", t.say("privacy-kind"), Kind::ALL.iter().map(choice).collect()).medium()
}

/// Everything held about a person as people read it.
fn readable(visit: &Visit, sections: &[held::Section]) -> Vec<Readable> {
    let t = visit.t;
    let zone = visit.act().zone;
    let tell = |arg: &Arg| match arg {
        Arg::Text(text) => text.clone(),
        Arg::Number(number) => t.int(*number),
        Arg::Money(amount) => t.rupiah(amount.0),
        Arg::Day(day) => t.date(*day),
        Arg::Moment(moment) => t.moment(*moment, &zone),
    };
    sections.iter().map(|section| Readable::of(t, section, tell)).collect()
}

/// All that is held about `person`, as a file to take along.
async fn taken_along(visit: &Visit, person: Id<Person>, name: &str) -> Answer {
    web::document::download(zipped(visit, person, name).await?, "application/zip", "data-saya.zip")
}

/// All that is held about `person`, as a ZIP.
pub(crate) async fn zipped(visit: &Visit, person: Id<Person>, name: &str) -> Result<Vec<u8>, Failure> {
    let app = visit.app().clone();
    let (sections, files) = visit
        .read(move |tx| Ok((held::of(tx, app.holdings(), person)?, held::files(tx, app.holdings(), person)?)))
        .await?;
    let readable = readable(visit, &sections);
    let library = visit.app().house().library.full_name();
    let about = About { name, library: &library, day: visit.t.date(visit.act().today()) };
    Ok(held::zip(visit.t, about, &sections, &readable, &files)?)
}

/// The kind that was sent; a form of ours sends no other.
fn kind_of(text: &str) -> store::Result<Kind> {
    text.parse().map_err(|_| kernel::Refusal::of_field("kind", Message::new("privacy-kind-unknown")).into())
}
