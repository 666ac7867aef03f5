//! An activity in the workroom: how far it is, what it lacks, when and where, how many seats, who does what.

use axum::extract::Path;
use kernel::TimeZone;
use serde::Deserialize;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Column, Empty, Row, Stat, Table, Tone},
};
use web::{Answer, Query, Visit, sent::Sent};

use super::{
    super::{CALENDAR, TODAY, activity::Seen, look, paper},
    BACK, beside, gaps, path_of,
};
use crate::{
    CHECK_IN, EDIT,
    model::{Activity, Entry, Pool, Stage},
    readiness::{self, Gap},
    seats,
};

/// A field that is asked for by name: its form is unfolded.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    pub(super) isi: String,
}

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    draw_at(&visit, code, Sent::default(), &wanted.isi).await
}

/// Everything the page shows.
pub(super) struct Looked {
    pub(super) seen: Seen,
    pub(super) gaps: Vec<Gap>,
    pub(super) registrations: i64,
    questions: Option<instruments::Offered>,
    pub(super) places: look::Places,
}

/// The page with what was sent, and what is wrong with it.
pub(super) async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    draw_at(visit, code, sent, "").await
}

async fn draw_at(visit: &Visit, code: String, sent: Sent, wanted: &str) -> Answer {
    let act = visit.act();
    let looked = visit
        .read(move |tx| {
            let seen = Seen::read(tx, &code)?;
            Ok(Looked {
                gaps: readiness::of(tx, &act, &seen.activity)?,
                registrations: seats::count(tx, seen.activity.id, (None, ""))?,
                places: look::Places::read(tx)?,
                questions: seen.activity.instrument.map(|id| look::offered(tx, id)).transpose()?,
                seen,
            })
        })
        .await?;
    let (t, one) = (visit.t, &looked.seen.activity);
    let mut board = Board::new(t);
    board.head = vec![Html::of(&look::state(t, one.state(visit.act().at))), look::kind(t, one.kind).into()];
    if let Some(why) = &one.cancelled_because {
        board.head.push(why.as_str().into());
    }
    let standing: Vec<_> = looked.seen.sessions.iter().filter(|session| session.stands()).collect();
    board.acts = acts(visit, one, looked.registrations, paper::lines(&standing).len());
    board.stats = stats(t, &looked);
    board.main = main(visit, &looked);
    board.side = beside::side(visit, &looked, &sent, wanted);
    visit.board(visit.below(BACK, one.title.as_str()), board, &sent)
}

fn acts(visit: &Visit, one: &Activity, registrations: i64, tracks: usize) -> Vec<Button> {
    let (t, base) = (visit.t, path_of(&one.code));
    let mut acts = Vec::new();
    if visit.can(EDIT) && one.stage != Stage::Cancelled {
        acts.push(Button::link(t.say("activity-edit"), format!("{base}/ubah")).icon("LuPencil"));
    }
    if one.entry != Entry::Free {
        let label = t.count("activity-registrations", registrations);
        acts.push(Button::link(label, format!("{base}/peserta")).ghost().icon("LuUsers"));
    }
    if one.certified {
        acts.push(Button::link(t.say("course-title"), format!("{base}/hasil")).ghost().icon("LuAward"));
        acts.push(
            Button::link(t.say("assignments"), format!("{base}/tugas")).ghost().icon("LuClipboardList"),
        );
    }
    acts.push(Button::link(t.say("activity-poster"), format!("{base}/poster.pdf")).ghost().icon("LuPrinter"));
    if tracks > 1 {
        let href = format!("{CALENDAR}/{}/acara.pdf", one.code);
        acts.push(Button::link(t.say("activity-programme-paper"), href).ghost().icon("LuPrinter"));
    }
    let key = if one.published_at.is_some() { "activity-public-page" } else { "activity-preview" };
    acts.push(Button::link(t.say(key), format!("{CALENDAR}/{}", one.code)).ghost().icon("LuEye"));
    acts
}

fn stats(t: Speech, looked: &Looked) -> Vec<Stat> {
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let (all, taken) =
        looked.seen.pools.iter().fold((0, 0), |(all, taken), pool| (all + pool.capacity, taken + pool.taken));
    let standing = looked.seen.sessions.iter().filter(|session| session.stands()).count();
    let mut stats = vec![
        stat(looked.seen.activity.code.clone(), "activity-code"),
        stat(t.int(standing), "activity-sessions"),
    ];
    if all > 0 {
        stats.push(stat(format!("{} / {}", t.int(taken), t.int(all)), "seats-taken-of"));
    }
    stats
}

fn main(visit: &Visit, looked: &Looked) -> Vec<Html> {
    let (t, one) = (visit.t, &looked.seen.activity);
    let zone = one.zone();
    let mut main = Vec::new();
    main.extend(gaps::of_activity(visit, one, &looked.gaps));
    main.push(Html::of(&session_table(visit, looked, &zone)));
    if one.entry != Entry::Free {
        main.push(Html::of(&seat_table(visit, looked, &zone)));
    }
    if !looked.seen.guests.is_empty() {
        main.push(Html::of(&guest_table(visit, looked)));
    }
    if !looked.seen.materials.is_empty() {
        main.push(Html::of(&material_table(visit, looked)));
    }
    let partners = t.list(&looked.seen.partners);
    let facts = vec![
        ("activity-summary", one.summary.clone()),
        ("activity-programme", one.programme_title.clone().unwrap_or_default()),
        ("activity-with", partners),
        ("activity-audience", look::audience(t, one.audience).to_owned()),
        (
            "activity-questions",
            looked.questions.as_ref().map_or_else(String::new, |one| look::questionnaire(t, one)),
        ),
        ("activity-requires", one.requires.clone()),
        ("activity-access", t.list(&look::provided(t, one))),
    ];
    main.push(Html::of(&look::facts(t, "fakta", "activity-facts", facts)));
    main
}

fn session_table(visit: &Visit, looked: &Looked, zone: &TimeZone) -> Table {
    let (t, one) = (visit.t, &looked.seen.activity);
    let mut columns = vec![Column::new(t.say("activity-when")).head()];
    let door = visit.can(CHECK_IN);
    columns.push(Column::new(t.say("nav-check-in")).hidden());
    let mut table = Table::new(t, "sesi", t.say("activity-times"), columns);
    table.empty = Some(Empty {
        icon: "LuCalendarPlus",
        title: t.say("sessions-none").to_owned(),
        text: t.say("sessions-none.text").to_owned(),
        action: None,
    });
    let can_edit = visit.can(EDIT) && one.stage != Stage::Cancelled;
    table.rows = looked
        .seen
        .sessions
        .iter()
        .map(|session| {
            let when = look::when(t, zone, session.starts_at, session.ends_at);
            let place = look::place(t, session.venue, &session.whereabouts());
            let parts = [session.title.as_str(), session.track.as_str(), place.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let small = parts.join("\u{a0}· ");
            let when = match can_edit && session.stands() {
                true => {
                    let href = format!("{}/sesi/{}", path_of(&one.code), session.id);
                    Html::of(&look::Linked { href, text: &when, small: &small })
                }
                false => Html::of(&look::Twofold { text: &when, small: &small }),
            };
            let button =
                || Button::link(t.say("nav-check-in"), format!("{TODAY}/{}", session.id)).ghost().small();
            let end = match session.stands() {
                false => Html::of(&Badge::new(Tone::Bad, t.say("session-off"))),
                true if door => Html::of(&button()),
                true => Html::default(),
            };
            Row::new(vec![when, end])
        })
        .collect();
    table
}

/// The seats of what is still to come.
fn seat_table(visit: &Visit, looked: &Looked, zone: &TimeZone) -> Table {
    let (t, now) = (visit.t, visit.act().at);
    let is_to_come = |pool: &&Pool| {
        let session = looked.seen.sessions.iter().find(|session| pool.session == Some(session.id));
        session.is_none_or(|session| session.stands() && session.ends_at > now)
    };
    let columns = vec![Column::new(t.say("seats-kind")).head(), Column::new(t.say("seats-title"))];
    let mut table = Table::new(t, "kursi", t.say("seats-title"), columns);
    table.empty = Some(Empty {
        icon: "LuArmchair",
        title: t.say("seats-none").to_owned(),
        text: t.say("seats-none.text").to_owned(),
        action: None,
    });
    table.rows = looked
        .seen
        .pools
        .iter()
        .filter(is_to_come)
        .map(|pool| {
            let meter = look::seats(t, pool.capacity.max(1), pool.taken, 0).unwrap_or_default();
            Row::new(vec![look::pool(t, pool, &looked.seen.sessions, zone).into(), meter])
        })
        .collect();
    table
}

/// A button that takes a line of a table away.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ action }}\"><button class=\"btn ghost small\">{{ label }}<span class=\"vh\">: {{ about }}</span></button></form>"
)]
pub(super) struct Act<'a> {
    pub(super) action: String,
    pub(super) label: &'a str,
    pub(super) about: &'a str,
}

fn material_table(visit: &Visit, looked: &Looked) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("material-title")).head(),
        Column::new(t.say("material-for")),
        Column::new(t.say("guest-remove")).hidden(),
    ];
    let mut table = Table::new(t, "materi", t.say("activity-materials"), columns);
    let base = path_of(&looked.seen.activity.code);
    table.rows = looked
        .seen
        .materials
        .iter()
        .map(|one| {
            let link =
                look::Linked { href: format!("{CALENDAR}/materi/{}", one.id), text: &one.title, small: "" };
            let key = if one.open { "material-open" } else { "material-closed" };
            let act = Act {
                action: format!("{base}/materi/{}/hapus", one.id),
                label: t.say("guest-remove"),
                about: &one.title,
            };
            let act = if visit.can(EDIT) { Html::of(&act) } else { Html::default() };
            Row::new(vec![Html::of(&link), t.say(key).into(), act])
        })
        .collect();
    table
}

fn guest_table(visit: &Visit, looked: &Looked) -> Table {
    let t = visit.t;
    let zone = looked.seen.activity.zone();
    let columns = vec![
        Column::new(t.say("guest-name")).head(),
        Column::new(t.say("guest-session")),
        Column::new(t.say("guest-remove")).hidden(),
    ];
    let mut table = Table::new(t, "orang", t.say("activity-people"), columns);
    let base = path_of(&looked.seen.activity.code);
    table.rows = looked
        .seen
        .guests
        .iter()
        .map(|one| {
            let role = look::role(t, one.role);
            let name = match visit.can(EDIT) {
                true => {
                    let href = format!("{base}/orang/{}", one.id);
                    Html::of(&look::Linked { href, text: &one.name, small: role })
                }
                false => Html::of(&look::Twofold { text: &one.name, small: role }),
            };
            let session = looked.seen.sessions.iter().find(|session| one.session == Some(session.id));
            let at = match session {
                Some(session) => look::session(t, &zone, session),
                None => t.say("guest-session-all").to_owned(),
            };
            let act = Act {
                action: format!("{base}/orang/{}/hapus", one.id),
                label: t.say("guest-remove"),
                about: &one.name,
            };
            let act = if visit.can(EDIT) { Html::of(&act) } else { Html::default() };
            Row::new(vec![name, at.into(), act])
        })
        .collect();
    table
}
