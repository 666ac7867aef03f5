//! What is printed of activities: posters, the programme of a festival, sheets to sign, certificates.

use std::collections::BTreeSet;

use axum::{extract::Path, http::HeaderMap};
use jiff::civil::{Date, DateTime};
use kernel::{Id, TimeZone};
use pdf::Colour;
use ui::Speech;
use web::{Answer, Failure, Visit, document};

use super::{CALENDAR, activity::Seen, look};
use crate::{
    EDIT,
    attendance::{self, Expected},
    certificates,
    model::{Certificate, Entry, Session},
    planning, rules,
    rules::Validity,
    sessions,
};

/// The ground of a poster, and the lines of a festival beside each other: the house's colours.
const COLOURS: [Colour; 4] =
    [Colour(0, 81, 63), Colour(224, 82, 143), Colour(251, 208, 52), Colour(38, 98, 175)];
/// Empty lines of a sheet for whoever comes besides.
const BLANK: usize = 12;

fn strs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// An address as people type it.
fn typed(link: &str) -> &str {
    link.trim_start_matches("https://").trim_start_matches("http://")
}

/// When and where sessions are, in three lines of a poster.
struct Times {
    date: String,
    time: String,
    place: String,
}

/// Of one session its day; of several the first and the last, and the weekday where it is always the same.
fn times(t: Speech, zone: &TimeZone, sessions: &[&Session]) -> Times {
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
pub(super) async fn poster(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &code)).await?;
    let (t, now, one) = (visit.t, visit.act().at, &seen.activity);
    let standing: Vec<&Session> = seen.sessions.iter().filter(|session| session.stands()).collect();
    let ahead: Vec<&Session> = standing.iter().copied().filter(|session| session.ends_at > now).collect();
    let Times { date, time, place } =
        times(t, &one.zone(), if ahead.is_empty() { &standing } else { &ahead });
    let facts: Vec<String> = super::activity::facts(&visit, &seen)
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
    whole: Option<(String, String)>,
    sessions: Vec<Option<(String, String)>>,
}

/// The lines that sessions are on, in the order they begin.
pub(super) fn lines(sessions: &[&Session]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for session in sessions.iter().filter(|one| !one.track.is_empty()) {
        if !lines.contains(&session.track) {
            lines.push(session.track.clone());
        }
    }
    lines
}

fn days(t: Speech, zone: &TimeZone, sessions: &[&Session]) -> Vec<Day> {
    let lines = lines(sessions);
    let mut days: Vec<(Date, Vec<&Session>)> = Vec::new();
    for session in sessions {
        let date = zone.to_datetime(session.starts_at).date();
        match days.iter_mut().find(|(known, _)| *known == date) {
            Some((_, all)) => all.push(session),
            None => days.push((date, vec![session])),
        }
    }
    days.into_iter().map(|(date, all)| day(t, zone, date, &lines, &all)).collect()
}

fn day(t: Speech, zone: &TimeZone, date: Date, lines: &[String], all: &[&Session]) -> Day {
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
        let shown = (session.title.clone(), if is_tracks { String::new() } else { room });
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
pub(super) async fn programme(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &code)).await?;
    let one = &seen.activity;
    let standing: Vec<&Session> = seen.sessions.iter().filter(|session| session.stands()).collect();
    let known = one.published_at.is_some() || visit.can(EDIT);
    if !known || lines(&standing).len() < 2 {
        return Err(Failure::missing());
    }
    let (t, zone) = (visit.t, one.zone());
    let (dates, days) = (times(t, &zone, &standing).date, days(t, &zone, &standing));
    let link = format!("{}{CALENDAR}/{}", visit.origin(&headers), one.code);
    let link_text = t.about("programme-changes", typed(&link));
    let (time_word, with) =
        (t.known("session-time").unwrap_or_default(), t.known("activity-with").unwrap_or_default());
    let (title, lead, partners) = (one.title.clone(), one.summary.clone(), seen.partners);
    document::answer(&visit, "acara.pdf", title.clone(), move |about, head| {
        let session = |(title, room): &'_ (String, String), colour: Colour| -> (String, String, Colour) {
            (title.clone(), room.clone(), colour)
        };
        type Drawn = Option<(String, String, Colour)>;
        let drawn: Vec<Vec<Vec<Drawn>>> = days
            .iter()
            .map(|day| {
                day.rows
                    .iter()
                    .map(|row| match &row.whole {
                        Some(whole) => vec![Some(session(whole, COLOURS[0]))],
                        None => row
                            .sessions
                            .iter()
                            .enumerate()
                            .map(|(n, one)| one.as_ref().map(|one| session(one, COLOURS[n % COLOURS.len()])))
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
                                one.as_ref().map(|(title, room, colour)| pdf::ProgrammeSession {
                                    title,
                                    speakers: "",
                                    room,
                                    colour: *colour,
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

/// A sheet that everybody with a seat at a session signs.
pub(super) async fn sheet(visit: Visit, Path(id): Path<Id<Session>>) -> Answer {
    let (activity, session, expected) = visit
        .read(move |tx| {
            let session = sessions::one(tx, id)?;
            Ok((planning::one(tx, session.activity)?, attendance::expected(tx, &session)?, session))
        })
        .await
        .map(|(activity, expected, session)| (activity, session, expected))?;
    let t = visit.t;
    let when = look::when(t, &activity.zone(), session.starts_at, session.ends_at);
    let place = look::place(t, session.venue, &session.whereabouts());
    let title = match session.title.as_str() {
        "" => activity.title.clone(),
        part => format!("{}: {part}", activity.title),
    };
    let facts = [(t.say("activity-when").to_owned(), when), (t.say("session-where").to_owned(), place)];
    let words = ["attendance-sheet-number", "ticket-name", "attendance-sheet-from", "attendance-sheet-sign"]
        .map(|key| t.say(key).to_owned());
    let kind = t.say("attendance-sheet").to_owned();
    // A group signs once, for all of them.
    let from = |one: &Expected| match one.size {
        1 => one.organisation.clone(),
        size => [one.organisation.clone(), t.count("register-people", size)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    };
    let people: Vec<(String, String)> = expected.iter().map(|one| (one.name.clone(), from(one))).collect();
    document::answer(&visit, "daftar-hadir.pdf", title.clone(), move |about, head| {
        let people: Vec<pdf::Attendee<'_>> =
            people.iter().map(|(name, institution)| pdf::Attendee { name, institution }).collect();
        let facts = facts.each_ref().map(|(label, value)| (label.as_str(), value.as_str()));
        let columns = words.each_ref().map(String::as_str);
        pdf::attendance(
            about,
            head,
            &pdf::Attendance {
                kind: &kind,
                title: &title,
                facts: &facts,
                columns,
                people: &people,
                blank: BLANK,
                signers: &[],
            },
        )
    })
    .await
}

/// A certificate as anybody who knows its code may print it again, as long as it holds.
pub(super) async fn certificate(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let one = visit.read(move |tx| certificates::ask(tx, &code)).await?.ok_or_else(Failure::missing)?;
    print(&visit, &headers, vec![one]).await
}

/// Those of a whole course, a page each.
pub(super) async fn certificates(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let all = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &code)?;
            certificates::of_activity(tx, activity.id)
        })
        .await?;
    print(&visit, &headers, all).await
}

/// The words and values of a certificate.
struct Printed {
    one: Certificate,
    facts: Vec<String>,
    dated: String,
    signer: Vec<String>,
    link: String,
}

async fn print(visit: &Visit, headers: &HeaderMap, all: Vec<Certificate>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let valid = all.into_iter().filter(|one| rules::validity(one, today) == Validity::Valid);
    let (place, origin) = (visit.app().house().library.short.clone(), visit.origin(headers));
    let printed: Vec<Printed> = valid
        .map(|one| {
            let day = if one.since == one.until {
                t.date(one.since)
            } else {
                format!("{} – {}", t.date(one.since), t.date(one.until))
            };
            let hours = t.count("certificate-hours-n", one.minutes / 60);
            let facts = [hours, day, one.result.clone().unwrap_or_default()];
            Printed {
                facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect(),
                dated: format!("{place}, {}", t.date(one.issued_on)),
                signer: one.signer.lines().map(|line| line.trim().to_owned()).collect(),
                link: format!("{origin}/sertifikat/{}", one.code),
                one,
            }
        })
        .collect();
    let Some(first) = printed.first() else { return Err(Failure::missing()) };
    let title = format!("{}: {}", t.say("activity-certificate"), first.one.title);
    let link_text = t.about("certificate-check-at", format!("{}/sertifikat", typed(&origin)));
    let word = |key: &str| t.known(key).unwrap_or_default();
    let (kind, to_word, for_word) =
        (word("certificate-paper"), word("certificate-to"), word("certificate-for"));
    document::answer(visit, "sertifikat.pdf", title, move |about, head| {
        let line = |one: &'_ Printed, n: usize| one.signer.get(n).cloned().unwrap_or_default();
        let signed: Vec<[String; 3]> = printed.iter().map(|one| [0, 1, 2].map(|n| line(one, n))).collect();
        let signers: Vec<Vec<pdf::Signer<'_>>> = signed
            .iter()
            .map(|[role, name, number]| match role.is_empty() {
                true => Vec::new(),
                false => vec![pdf::Signer { role, name, number }],
            })
            .collect();
        let facts: Vec<Vec<&str>> = printed.iter().map(|one| strs(&one.facts)).collect();
        let all: Vec<pdf::Certificate<'_>> = printed
            .iter()
            .zip(signers.iter().zip(&facts))
            .map(|(one, (signers, facts))| pdf::Certificate {
                kind,
                number_word: "",
                number: "",
                to_word,
                name: &one.one.holder,
                for_word,
                course: &one.one.title,
                facts,
                place_and_date: &one.dated,
                signers,
                link: &one.link,
                link_text: &link_text,
                code: &one.one.code,
                with: "",
            })
            .collect();
        pdf::certificates(about, head, &all)
    })
    .await
}
