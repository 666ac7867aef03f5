//! The programme of a festival: what happens side by side, day by day.

use std::collections::BTreeSet;

use axum::{extract::Path, http::HeaderMap};
use jiff::civil::{Date, DateTime};
use kernel::TimeZone;
use pdf::Colour;
use ui::Speech;
use web::{Answer, Failure, Visit, document};

use super::{
    super::{
        CALENDAR,
        activity::{self, Seen},
        look,
    },
    COLOURS,
    poster::times,
    strs, typed,
};
use crate::{
    EDIT,
    model::{Guest, Session},
};

/// A day of a programme: its lines, each with its room where that is always the same; what begins when, on which line.
struct Day {
    date: String,
    tracks: Vec<(String, String)>,
    rows: Vec<Beginning>,
}

/// What begins at a time: a session for each line, or one for all.
struct Beginning {
    at: DateTime,
    time: String,
    whole: Option<Slot>,
    sessions: Vec<Option<Slot>>,
}

/// A session as the programme shows it; its room where that is not the one of its line.
#[derive(Clone)]
struct Slot {
    title: String,
    speakers: String,
    room: String,
}

/// The lines that sessions are on, in the order they begin.
pub(in crate::pages) fn lines(sessions: &[&Session]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for session in sessions.iter().filter(|one| !one.track.is_empty()) {
        if !lines.contains(&session.track) {
            lines.push(session.track.clone());
        }
    }
    lines
}

fn days(t: Speech, zone: &TimeZone, sessions: &[&Session], guests: &[Guest]) -> Vec<Day> {
    let lines = lines(sessions);
    let mut days: Vec<(Date, Vec<&Session>)> = Vec::new();
    for session in sessions {
        let date = zone.to_datetime(session.starts_at).date();
        match days.iter_mut().find(|(known, _)| *known == date) {
            Some((_, all)) => all.push(session),
            None => days.push((date, vec![session])),
        }
    }
    days.into_iter().map(|(date, all)| day(t, zone, date, &lines, &all, guests)).collect()
}

fn day(t: Speech, zone: &TimeZone, date: Date, lines: &[String], all: &[&Session], guests: &[Guest]) -> Day {
    let place = |one: &Session| look::place(t, one.venue, &one.whereabouts());
    let tracks: Vec<(String, String)> = lines
        .iter()
        .map(|line| {
            let rooms: BTreeSet<String> =
                all.iter().filter(|one| one.track == *line).map(|one| place(one)).collect();
            let room = if rooms.len() == 1 { rooms.into_iter().next() } else { None };
            (line.clone(), room.unwrap_or_default())
        })
        .collect();
    let mut rows: Vec<Beginning> = Vec::new();
    for session in all {
        let column = lines.iter().position(|line| *line == session.track);
        let room = place(session);
        let is_tracks = column.and_then(|at| tracks.get(at)).is_some_and(|(_, known)| *known == room);
        let shown = Slot {
            title: session.title.clone(),
            speakers: activity::speakers(t, session, guests),
            room: if is_tracks { String::new() } else { room },
        };
        let (at, time) =
            (zone.to_datetime(session.starts_at), look::hours(t, zone, session.starts_at, session.ends_at));
        // A line that has something at that time already goes on in a row below.
        let open = column.and_then(|column| {
            rows.iter_mut()
                .find(|row| row.time == time && row.sessions.get(column).is_some_and(Option::is_none))
        });
        match (column, open) {
            (Some(column), Some(row)) => row.sessions[column] = Some(shown),
            (Some(column), None) => {
                let mut sessions = vec![None; lines.len()];
                sessions[column] = Some(shown);
                rows.push(Beginning { at, time, whole: None, sessions });
            }
            (None, _) => rows.push(Beginning { at, time, whole: Some(shown), sessions: Vec::new() }),
        }
    }
    rows.sort_by_key(|row| row.at);
    Day { date: t.date_long(date), tracks, rows }
}

/// The programme of a festival: what happens side by side, day by day.
pub(in crate::pages) async fn programme(
    visit: Visit,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &code)).await?;
    let one = &seen.activity;
    let standing: Vec<&Session> = seen.sessions.iter().filter(|session| session.stands()).collect();
    let known = one.published_at.is_some() || visit.can(EDIT);
    if !known || lines(&standing).len() < 2 {
        return Err(Failure::missing());
    }
    let (t, zone) = (visit.t, one.zone());
    let (dates, days) = (times(t, &zone, &standing).date, days(t, &zone, &standing, &seen.guests));
    let link = format!("{}{CALENDAR}/{}", visit.origin(&headers), one.code);
    let link_text = t.about("programme-changes", typed(&link));
    let (time_word, with) =
        (t.known("session-time").unwrap_or_default(), t.known("activity-with").unwrap_or_default());
    let (title, lead, partners) = (one.title.clone(), one.summary.clone(), seen.partners);
    document::answer(&visit, "acara.pdf", title.clone(), move |about, head| {
        type Drawn<'a> = Option<(&'a Slot, Colour)>;
        let drawn: Vec<Vec<Vec<Drawn<'_>>>> = days
            .iter()
            .map(|day| {
                day.rows
                    .iter()
                    .map(|row| match &row.whole {
                        Some(whole) => vec![Some((whole, COLOURS[0]))],
                        None => row
                            .sessions
                            .iter()
                            .enumerate()
                            .map(|(n, one)| one.as_ref().map(|one| (one, COLOURS[n % COLOURS.len()])))
                            .collect(),
                    })
                    .collect()
            })
            .collect();
        let cells: Vec<Vec<Vec<Option<pdf::ProgrammeSession<'_>>>>> = drawn
            .iter()
            .map(|rows| {
                rows.iter()
                    .map(|row| {
                        row.iter()
                            .map(|one| {
                                one.map(|(slot, colour)| pdf::ProgrammeSession {
                                    title: &slot.title,
                                    speakers: &slot.speakers,
                                    room: &slot.room,
                                    colour,
                                })
                            })
                            .collect()
                    })
                    .collect()
            })
            .collect();
        let rows: Vec<Vec<pdf::ProgrammeRow<'_>>> = days
            .iter()
            .zip(&cells)
            .map(|(day, cells)| {
                day.rows
                    .iter()
                    .zip(cells)
                    .map(|(row, sessions)| pdf::ProgrammeRow {
                        time: &row.time,
                        sessions,
                        whole: row.whole.is_some(),
                    })
                    .collect()
            })
            .collect();
        let tracks: Vec<Vec<(&str, &str)>> = days
            .iter()
            .map(|day| day.tracks.iter().map(|(name, room)| (name.as_str(), room.as_str())).collect())
            .collect();
        let days: Vec<pdf::ProgrammeDay<'_>> = days
            .iter()
            .zip(tracks.iter().zip(&rows))
            .map(|(day, (tracks, rows))| pdf::ProgrammeDay { date: &day.date, tracks, rows })
            .collect();
        pdf::programme(
            about,
            head,
            &pdf::Programme {
                title: &title,
                dates: &dates,
                lead: &lead,
                time_word,
                days: &days,
                link: &link,
                link_text: &link_text,
                partners_word: with,
                partners: &strs(&partners),
            },
        )
    })
    .await
}
