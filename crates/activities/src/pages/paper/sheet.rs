//! A sheet that everybody with a seat at a session signs.

use axum::extract::Path;
use kernel::Id;
use platform::looks::Sight;
use web::{Answer, Visit, document};

use super::super::look;
use crate::{
    attendance::{self, Expected},
    calendar,
    model::Session,
    planning, sessions,
};

/// Empty lines of a sheet for whoever comes besides.
const BLANK: usize = 12;

/// More people than any sheet is signed by.
const ALL: i64 = 20_000;

/// The sheet.
pub(in crate::pages) async fn sheet(visit: Visit, Path(id): Path<Id<Session>>) -> Answer {
    let (activity, session, expected) = visit
        .read(move |tx| {
            let session = sessions::one(tx, id)?;
            Ok((planning::one(tx, session.activity)?, attendance::expected(tx, &session, "", ALL)?, session))
        })
        .await
        .map(|(activity, expected, session)| (activity, session, expected))?;
    visit.looks_at_all(expected.iter().filter_map(|one| one.party), Sight::List);
    let t = visit.t;
    let when = look::when(t, &activity.zone(), session.starts_at, session.ends_at);
    let place = look::place(t, session.venue, &session.whereabouts());
    let title = calendar::named(&activity.title, &session.title);
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
