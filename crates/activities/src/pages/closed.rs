//! What somebody finds who comes to register and cannot: why, since when, and what else they may come to.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Id, Message, Timestamp};
use ui::{Html, Page, part::Badge};
use web::{Answer, Failure, Visit};

use super::{
    CALENDAR,
    look::{self, Agenda, Entry},
};
use crate::{
    calendar,
    model::{self, Activity, Pool, Session},
    planning, rules, seats, sessions,
};

/// How much of what else is open is shown.
const ELSE: usize = 5;

#[derive(Template)]
#[template(path = "closed.html")]
struct ClosedPage {
    page: Page,
    badge: Html,
    why: String,
    /// Whether a form came that nothing was kept of.
    sent: bool,
    /// Where one may still register for other seats of the same.
    again: Option<String>,
    back: String,
    agenda: Agenda,
}

/// The seats of an activity that one may still have or wait for, in their order.
pub(super) fn open<'p>(
    activity: &Activity,
    sessions: &[Session],
    pools: &'p [Pool],
    now: Timestamp,
) -> Vec<&'p Pool> {
    let is_open = |pool: &&Pool| rules::closed(activity, begins(activity, sessions, pool), now).is_none();
    pools.iter().filter(is_open).collect()
}

/// When what these seats are for begins; none where it will not be.
fn begins(activity: &Activity, sessions: &[Session], pool: &Pool) -> Option<Timestamp> {
    match pool.session {
        Some(id) => sessions.iter().find(|one| one.id == id && one.stands()).map(|one| one.starts_at),
        None => activity.first,
    }
}

/// Why nobody has such seats, or any of the activity, now.
fn why(
    activity: &Activity,
    sessions: &[Session],
    pools: &[Pool],
    (asked, now): (Option<Id<Pool>>, Timestamp),
) -> Message {
    let pool = pools.iter().find(|pool| Some(pool.id) == asked);
    // Of several the last that was open.
    let begins = |pool: &Pool| begins(activity, sessions, pool);
    let begins = pool.map_or_else(|| pools.iter().filter_map(begins).max().or(activity.first), begins);
    rules::closed(activity, begins, now).unwrap_or_else(|| Message::new("register-nothing"))
}

/// The page, where these seats or all of an activity cannot be had now; after a form was sent with what became of it.
pub(super) async fn page(visit: &Visit, code: &str, asked: Option<Id<Pool>>, sent: bool) -> Answer {
    let (t, now, today) = (visit.t, visit.act().at, visit.act().today());
    let named = code.to_owned();
    let (activity, all, pools, others) = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &named)?;
            let (all, pools) = (sessions::of(tx, activity.id)?, seats::pools(tx, activity.id)?);
            let others = calendar::open(tx, now, activity.id, ELSE)?;
            Ok((activity, all, pools, others))
        })
        .await?;
    if activity.published_at.is_none() {
        return Err(Failure::missing());
    }
    let message = why(&activity, &all, &pools, (asked, now));
    let is_elsewhere = !open(&activity, &all, &pools, now).is_empty();
    let badge = match activity.state(now) {
        model::State::Published | model::State::Running if activity.entry != model::Entry::Free => {
            Badge::new(ui::part::Tone::Warn, t.say("register-shut")).icon("LuLock")
        }
        state => look::state(t, state),
    };
    let view = ClosedPage {
        page: visit.public(t.about("register-for", activity.title.as_str())),
        badge: Html::of(&badge),
        why: visit.tell(&message),
        sent,
        again: is_elsewhere.then(|| format!("{CALENDAR}/{code}/daftar")),
        back: format!("{CALENDAR}/{code}"),
        agenda: Agenda { t, entries: others.iter().map(|one| Entry::of(t, one, today)).collect() },
    };
    web::unkept(visit.html_as(if sent { StatusCode::CONFLICT } else { StatusCode::OK }, &view))
}
