//! A programme, for everybody: what it is for, with whom, and what of it is to come.

use askama::Template;
use axum::extract::Path;
use jiff::ToSpan;
use ui::Page;
use web::{Answer, Failure, Visit};

use super::{
    CALENDAR,
    look::{self, Agenda, Entry},
};
use crate::{
    EDIT,
    calendar::{self, Asked},
    model::State,
    planning, programmes,
};

/// How far ahead its sessions are shown.
const AHEAD: i32 = 400;

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    page: Page,
    /// Whether nobody but those who plan sees it yet.
    preview: bool,
    paragraphs: Vec<String>,
    facts: Vec<(&'static str, &'static str, String)>,
    agenda: Agenda,
    /// What of it is over: address and title.
    over: Vec<(String, String)>,
}

/// The page; whoever plans sees it before everybody does.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    let act = visit.act();
    let today = act.today();
    let span = act.span(today, today.saturating_add(AHEAD.days()));
    let (one, partners, activities, coming) = visit
        .read(move |tx| {
            let one = programmes::by_code(tx, &code)?;
            let asked = Asked { programme: Some(one.id), ..Asked::default() };
            Ok((
                programmes::partners(tx, one.id)?,
                planning::of_programme(tx, one.id)?,
                calendar::between(tx, &asked, span.start, span.end)?,
                one,
            ))
        })
        .await
        .map(|(partners, activities, coming, one)| (one, partners, activities, coming))?;
    if one.published_at.is_none() && !visit.can(EDIT) {
        return Err(Failure::missing());
    }
    let t = visit.t;
    let names: Vec<&str> = partners.iter().map(|(_, name)| name.as_str()).collect();
    let facts = [
        ("LuCalendarDays", "programme-days", format!("{} – {}", t.date(one.since), t.date(one.until))),
        ("LuTarget", "programme-themes", t.list(&one.themes.0)),
        ("LuHandshake", "activity-with", t.list(&names)),
    ];
    let over = activities.iter().filter(|activity| {
        activity.listed && activity.published_at.is_some() && activity.state(act.at) == State::Closed
    });
    let view = ProgrammePage {
        page: visit.public(one.title.as_str()),
        preview: one.published_at.is_none(),
        paragraphs: look::paragraphs(&one.purpose),
        facts: facts.into_iter().filter(|(_, _, value)| !value.is_empty()).collect(),
        agenda: Agenda { t, entries: coming.iter().map(|one| Entry::of(t, one, today)).collect() },
        over: over.map(|one| (format!("{CALENDAR}/{}", one.code), one.title.clone())).collect(),
    };
    visit.html(&view)
}
