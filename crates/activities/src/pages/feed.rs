//! The calendar for other programs.

use askama::Template;
use axum::{extract::Path, http::HeaderMap};
use jiff::ToSpan;
use kernel::{TimeZone, Timestamp};
use web::{Answer, Failure, Query, Visit};

use super::{CALENDAR, calendar::Typed, look, text};
use crate::{
    calendar::{self, Asked, Shown},
    feeds::ical::{self, Event, Status},
    model::Standing,
    planning, seats, sessions,
};

/// How far a feed looks back and ahead, in days: what was called off a while ago has reached everybody.
const BACK: i32 = 31;
const AHEAD: i32 = 400;
/// How many entries an Atom feed has.
const LATEST: usize = 50;

async fn found(visit: &Visit, asked: Asked) -> store::Result<Vec<Shown>> {
    let act = visit.act();
    let span = act.span(act.today().saturating_sub(BACK.days()), act.today().saturating_add(AHEAD.days()));
    visit.read(move |tx| calendar::all_between(tx, &asked, span.start, span.end)).await
}

fn event(visit: &Visit, origin: &str, one: &Shown) -> Event {
    let t = visit.t;
    let mut description = one.summary.clone();
    if let Some(off) = &one.cancelled_because {
        description = format!("{}: {off}\n{description}", t.say("session-off"));
    }
    Event {
        uid: one.id.to_string(),
        zone: one.zone.clone(),
        starts: one.starts_at,
        ends: one.ends_at,
        sequence: one.revision,
        changed: one.changed_at,
        status: if one.cancelled_because.is_some() { Status::Cancelled } else { Status::Confirmed },
        summary: one.name(),
        description,
        location: look::place(t, one.venue, &one.whereabouts()),
        url: format!("{origin}{CALENDAR}/{}", one.code),
    }
}

fn calendar_of(visit: &Visit, name: &str, events: &[Event]) -> Answer {
    let house = visit.app().house().library.full_name();
    let name = format!("{name} – {house}");
    Ok(text(ical::calendar(&name, events), "text/calendar; charset=utf-8"))
}

/// All of it, or what is asked for.
pub(super) async fn ical(visit: Visit, headers: HeaderMap, Query(typed): Query<Typed>) -> Answer {
    let found = found(&visit, typed.asked()).await?;
    let origin = visit.origin(&headers);
    let events: Vec<Event> = found.iter().map(|one| event(&visit, &origin, one)).collect();
    calendar_of(&visit, visit.t.say("calendar-title"), &events)
}

/// One activity.
pub(super) async fn of_activity(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let activity = visit.read(move |tx| planning::by_code(tx, &code)).await?;
    if activity.published_at.is_none() {
        return Err(Failure::missing());
    }
    let found = found(&visit, Asked { activity: Some(activity.id), ..Asked::default() }).await?;
    let origin = visit.origin(&headers);
    let events: Vec<Event> = found.iter().map(|one| event(&visit, &origin, one)).collect();
    calendar_of(&visit, &activity.title, &events)
}

/// What a ticket is for; with the address of a meeting on the net for whoever has a seat.
pub(super) async fn of_ticket(visit: Visit, headers: HeaderMap, Path(secret): Path<String>) -> Answer {
    let (standing, steps, activity, all) = visit
        .read(move |tx| {
            let ticket = seats::by_secret(tx, &secret)?;
            let mut all = sessions::of(tx, ticket.activity)?;
            all.retain(|session| ticket.session.is_none_or(|one| one == session.id));
            let steps = seats::steps(tx, ticket.id)?;
            Ok((ticket.state, steps, planning::one(tx, ticket.activity)?, all))
        })
        .await?;
    let (t, origin) = (visit.t, visit.origin(&headers));
    let is_sure = standing == Standing::Confirmed;
    // What became of the ticket is a change of the event too.
    let last = steps.last().map(|step| step.at);
    let event = |session: &crate::Session| Event {
        uid: session.id.to_string(),
        zone: activity.zone.clone(),
        starts: session.starts_at,
        ends: session.ends_at,
        sequence: session.revision + steps.len() as i64,
        changed: last.map_or(session.changed_at, |last| last.max(session.changed_at)),
        status: match (session.stands() && standing.is_open(), is_sure) {
            (false, _) => Status::Cancelled,
            (true, false) => Status::Tentative,
            (true, true) => Status::Confirmed,
        },
        summary: calendar::named(&activity.title, &session.title),
        description: activity.summary.clone(),
        location: session
            .link
            .clone()
            .filter(|_| is_sure)
            .unwrap_or_else(|| look::place(t, session.venue, &session.whereabouts())),
        url: format!("{origin}{CALENDAR}/{}", activity.code),
    };
    let events: Vec<Event> = all.iter().map(event).collect();
    calendar_of(&visit, &activity.title, &events)
}

struct Line {
    id: String,
    title: String,
    href: String,
    updated: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "atom.xml")]
struct Atom {
    lang: &'static str,
    title: String,
    house: String,
    here: String,
    origin: String,
    updated: String,
    lines: Vec<Line>,
}

/// What changed last, as Atom (RFC 4287).
pub(super) async fn atom(visit: Visit, headers: HeaderMap, Query(typed): Query<Typed>) -> Answer {
    let mut found = found(&visit, typed.asked()).await?;
    found.retain(|one| one.ends_at > visit.act().at);
    found.sort_by_key(|one| std::cmp::Reverse((one.changed_at, one.id)));
    found.truncate(LATEST);
    let (t, origin) = (visit.t, visit.origin(&headers));
    let line = |one: &Shown| {
        let zone = TimeZone::get(&one.zone).unwrap_or(TimeZone::UTC);
        let when = look::when(t, &zone, one.starts_at, one.ends_at);
        let off = one.cancelled_because.as_ref().map(|off| format!("{}: {off}. ", t.say("session-off")));
        let place = look::place(t, one.venue, &one.whereabouts());
        Line {
            id: format!("urn:uuid:{}", one.id),
            title: one.name(),
            href: format!("{origin}{CALENDAR}/{}", one.code),
            updated: one.changed_at.to_string(),
            summary: format!("{}{when}. {place}. {}", off.unwrap_or_default(), one.summary),
        }
    };
    let updated = found.first().map_or(Timestamp::UNIX_EPOCH, |one| one.changed_at);
    let feed = Atom {
        lang: t.lang().code(),
        title: t.say("calendar-title").to_owned(),
        house: visit.app().house().library.full_name(),
        here: format!("{origin}{}", visit.here()),
        origin: origin.clone(),
        updated: updated.to_string(),
        lines: found.iter().map(line).collect(),
    };
    Ok(text(feed.render()?, "application/atom+xml; charset=utf-8"))
}
