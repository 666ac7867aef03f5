//! A poster, with a code that leads to the page of the activity.

use std::collections::BTreeSet;

use axum::{extract::Path, http::HeaderMap};
use jiff::civil::Date;
use kernel::TimeZone;
use ui::Speech;
use web::{Answer, Visit, document};

use super::{
    super::{CALENDAR, activity::Seen, look},
    COLOURS, strs, typed,
};
use crate::model::{Entry, Session};

/// When and where sessions are, in three lines of a poster.
pub(super) struct Times {
    pub(super) date: String,
    time: String,
    place: String,
}

/// Of one session its day; of several the first and the last, and the weekday where it is always the same.
pub(super) fn times(t: Speech, zone: &TimeZone, sessions: &[&Session]) -> Times {
    let begin = |one: &&Session| zone.to_datetime(one.starts_at);
    let days: BTreeSet<Date> = sessions.iter().map(|one| begin(one).date()).collect();
    let hours: BTreeSet<String> =
        sessions.iter().map(|one| look::hours(t, zone, one.starts_at, one.ends_at)).collect();
    let places: BTreeSet<String> =
        sessions.iter().map(|one| look::place(t, one.venue, &one.whereabouts())).collect();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
        return Times { date: String::new(), time: String::new(), place: String::new() };
    };
    let always = days.iter().all(|day| day.weekday() == first.weekday()).then(|| t.weekday(first.weekday()));
    let date = match (first == last, always) {
        (true, _) => t.date_long(first),
        (false, Some(day)) => t.with(
            "poster-every",
            &[("day", day.into()), ("from", t.date(first).into()), ("to", t.date(last).into())],
        ),
        (false, None) => format!("{} – {}", t.date_long(first), t.date_long(last)),
    };
    let time = match hours.len() {
        1 => hours.into_iter().next().unwrap_or_default(),
        _ => t.count("poster-sessions", sessions.len()),
    };
    let place = match places.len() {
        1 => places.into_iter().next().unwrap_or_default(),
        _ => {
            let branches: BTreeSet<&str> =
                sessions.iter().filter_map(|one| one.branch_name.as_deref()).collect();
            branches.into_iter().collect::<Vec<_>>().join(" · ")
        }
    };
    Times { date, time, place }
}

/// A poster of an activity, with a code that leads to its page.
pub(in crate::pages) async fn poster(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &code)).await?;
    let (t, now, one) = (visit.t, visit.act().at, &seen.activity);
    let standing: Vec<&Session> = seen.sessions.iter().filter(|session| session.stands()).collect();
    let ahead: Vec<&Session> = standing.iter().copied().filter(|session| session.ends_at > now).collect();
    let Times { date, time, place } =
        times(t, &one.zone(), if ahead.is_empty() { &standing } else { &ahead });
    let facts: Vec<String> = super::super::activity::facts(&visit, &seen)
        .into_iter()
        .filter(|(_, key, _)| matches!(*key, "activity-audience" | "activity-entry" | "activity-certificate"))
        .map(|(_, key, value)| match key {
            "activity-audience" => value,
            _ => format!("{}: {value}", t.say(key)),
        })
        .chain(Some(t.list(&look::provided(t, one))).filter(|access| !access.is_empty()))
        .collect();
    let link = format!("{}{CALENDAR}/{}", visit.origin(&headers), one.code);
    let key = if one.entry == Entry::Free { "poster-more" } else { "poster-register" };
    let (kind, link_text) = (look::kind(t, one.kind), t.about(key, typed(&link)));
    let with = t.say("activity-with");
    let (title, lead, partners) = (one.title.clone(), one.summary.clone(), seen.partners);
    document::answer(&visit, "poster.pdf", title.clone(), move |about, head| {
        pdf::poster(
            about,
            head,
            &pdf::Poster {
                kind,
                title: &title,
                lead: &lead,
                date: &date,
                time: &time,
                place: &place,
                facts: &strs(&facts),
                picture: None,
                link: &link,
                link_text: &link_text,
                partners_word: with,
                partners: &strs(&partners),
                colour: COLOURS[0],
            },
        )
    })
    .await
}
