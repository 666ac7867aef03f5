//! One activity, for everybody.

use askama::Template;
use axum::{extract::Path, http::HeaderMap};
use kernel::{Id, TimeZone};
use platform::files::Files;
use ui::{Html, Page, Speech, part::Badge};
use web::{Answer, Failure, Visit};

use super::{CALENDAR, PROGRAMME, look, paper};
use crate::{
    EDIT, VIEW,
    feeds::linked,
    guests, materials,
    model::{Activity, Entry, Guest, Material, Pool, Session, State},
    planning, rules, seats, sessions,
};

struct Time {
    when: String,
    name: String,
    /// Who does something there alone.
    people: String,
    place: String,
    off: Option<String>,
    /// The seats of it alone, in words.
    seats: Option<String>,
}

#[derive(Template)]
#[template(path = "activity.html")]
struct ActivityPage {
    page: Page,
    badges: Vec<Html>,
    /// Whether nobody but those who plan sees it yet.
    preview: bool,
    /// Why it will not be.
    off: Option<String>,
    paragraphs: Vec<String>,
    facts: Vec<(&'static str, &'static str, String)>,
    /// The programme everybody can read of: address and title.
    programme: Option<(String, String)>,
    times: Vec<Time>,
    /// The lines of a festival, each with its times.
    tracks: Vec<(String, Vec<Time>)>,
    /// Where the programme of days and lines is to be printed.
    printed: Option<String>,
    syllabus: Vec<String>,
    guests: Vec<(String, &'static str, Vec<String>)>,
    access: Vec<&'static str>,
    materials: Vec<(String, String)>,
    seats: Option<Html>,
    /// Where one registers; or why one cannot now.
    register: Option<String>,
    closed: Option<String>,
    base: String,
    linked: Html,
}

/// Everything a page about an activity shows.
pub(super) struct Seen {
    pub(super) activity: Activity,
    pub(super) sessions: Vec<Session>,
    pub(super) pools: Vec<Pool>,
    pub(super) guests: Vec<Guest>,
    pub(super) materials: Vec<Material>,
    pub(super) partners: Vec<String>,
}

impl Seen {
    pub(super) fn read(tx: &mut store::Tx<'_>, code: &str) -> store::Result<Self> {
        let activity = planning::by_code(tx, code)?;
        let id = activity.id;
        Ok(Self {
            sessions: sessions::of(tx, id)?,
            pools: seats::pools(tx, id)?,
            guests: guests::of(tx, id)?,
            materials: materials::of(tx, id)?,
            partners: planning::partners(tx, id)?.into_iter().map(|(_, name)| name).collect(),
            activity,
        })
    }
}

/// The page; whoever plans sees it before everybody does.
pub(super) async fn page(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &code)).await?;
    let activity = &seen.activity;
    let known = activity.published_at.is_some();
    if !known && !visit.can(EDIT) {
        return Err(Failure::missing());
    }
    let (t, now) = (visit.t, visit.act().at);
    let zone = activity.zone();
    let mut page = visit.public(activity.title.as_str());
    page.description = activity.summary.clone();
    let mut badges = vec![Html::of(&Badge::new(ui::part::Tone::Plain, look::kind(t, activity.kind)))];
    if !known || !matches!(activity.state(now), State::Published) {
        badges.push(Html::of(&look::state(t, activity.state(now))));
    }
    let url = format!("{}{CALENDAR}/{}", visit.origin(&headers), activity.code);
    let next = activity.first.filter(|_| activity.entry == Entry::Whole).or_else(|| {
        let open = seen.sessions.iter().filter(|session| session.stands() && session.starts_at > now);
        open.map(|session| session.starts_at).min()
    });
    let closed = rules::closed(activity, next, now);
    let can_register = closed.is_none() && activity.entry != Entry::Free;
    // The seats of a session are said beside it: all of them together are nobody's to have.
    let whole = seen.pools.iter().filter(|pool| pool.session.is_none());
    let (seats_of, taken) =
        whole.fold((0, 0), |(all, taken), pool| (all + pool.capacity, taken + pool.taken));
    let pools: &[Pool] = if can_register { &seen.pools } else { &[] };
    let time = |one: &Session| time(t, &zone, one, &seen.guests, pools);
    let shown = to_come(&seen.sessions, now);
    let tracks = tracks(t, &shown, time);
    let standing: Vec<&Session> = seen.sessions.iter().filter(|session| session.stands()).collect();
    let view = ActivityPage {
        badges,
        preview: !known,
        off: activity.cancelled_because.clone(),
        paragraphs: look::paragraphs(&activity.about),
        facts: facts(&visit, &seen),
        times: if tracks.is_empty() { shown.iter().map(time).collect() } else { Vec::new() },
        programme: activity
            .programme_page
            .as_ref()
            .zip(activity.programme_title.clone())
            .map(|(code, title)| (format!("{PROGRAMME}/{code}"), title)),
        printed: (paper::lines(&standing).len() > 1)
            .then(|| format!("{CALENDAR}/{}/acara.pdf", activity.code)),
        tracks,
        syllabus: activity
            .syllabus
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        guests: guests(t, &seen.guests),
        access: look::provided(t, activity),
        materials: seen
            .materials
            .iter()
            .filter(|one| one.open)
            .map(|one| (format!("{CALENDAR}/materi/{}", one.id), one.title.clone()))
            .collect(),
        seats: look::seats(t, seats_of, taken, 0).filter(|_| can_register),
        register: can_register.then(|| format!("{CALENDAR}/{}/daftar", activity.code)),
        // Why it will not be stands at its head.
        closed: closed
            .filter(|_| activity.entry != Entry::Free && known && activity.cancelled_because.is_none())
            .map(|why| visit.tell(&why)),
        base: format!("{CALENDAR}/{}", activity.code),
        linked: Html::trusted(linked::events(
            activity,
            &shown,
            &seen.guests,
            &page.library.full_name(),
            &url,
        )),
        page,
    };
    visit.html(&view)
}

/// The sessions that are not over; all of them, where the whole is.
fn to_come(all: &[Session], now: kernel::Timestamp) -> Vec<Session> {
    let rest: Vec<Session> = all.iter().filter(|session| session.ends_at > now).cloned().collect();
    if rest.is_empty() { all.to_vec() } else { rest }
}

fn time(t: Speech, zone: &TimeZone, one: &Session, guests: &[Guest], pools: &[Pool]) -> Time {
    let of_it = pools.iter().filter(|pool| pool.session == Some(one.id) && one.stands());
    let seats: Vec<(i64, i64)> = of_it.map(|pool| (pool.free(), pool.capacity)).collect();
    Time {
        when: look::when(t, zone, one.starts_at, one.ends_at),
        name: one.title.clone(),
        people: speakers(t, one, guests),
        place: look::place(t, one.venue, &one.whereabouts()),
        off: one.cancelled_because.clone(),
        seats: (!seats.is_empty()).then(|| {
            let (free, of) = seats.iter().fold((0, 0), |(free, of), one| (free + one.0, of + one.1));
            look::left(t, free, of)
        }),
    }
}

/// Who does something at a session and not at all of them, in a line.
pub(super) fn speakers(t: Speech, one: &Session, guests: &[Guest]) -> String {
    let names: Vec<&str> = guests
        .iter()
        .filter(|guest| guest.session == Some(one.id))
        .map(|guest| guest.name.as_str())
        .collect();
    t.list(&names)
}

/// The times by the lines of a festival; nothing where there are none.
fn tracks(t: Speech, sessions: &[Session], time: impl Fn(&Session) -> Time) -> Vec<(String, Vec<Time>)> {
    let mut tracks: Vec<(String, Vec<Time>)> = Vec::new();
    for session in sessions {
        let at = tracks.iter_mut().find(|(track, _)| *track == session.track);
        match at {
            Some((_, times)) => times.push(time(session)),
            None => tracks.push((session.track.clone(), vec![time(session)])),
        }
    }
    tracks.sort_by(|(a, _), (b, _)| a.cmp(b));
    if tracks.len() < 2 {
        return Vec::new();
    }
    for (track, _) in &mut tracks {
        if track.is_empty() {
            *track = t.say("session-no-track").to_owned();
        }
    }
    tracks
}

pub(super) fn facts(visit: &Visit, seen: &Seen) -> Vec<(&'static str, &'static str, String)> {
    let (t, activity) = (visit.t, &seen.activity);
    let ages = match (activity.least_age, activity.most_age) {
        (Some(least), Some(most)) => {
            t.with("activity-ages", &[("least", least.into()), ("most", most.into())])
        }
        (Some(least), None) => t.count("activity-age-least", least),
        (None, Some(most)) => t.count("activity-age-most", most),
        (None, None) => String::new(),
    };
    let audience = look::audience(t, activity.audience);
    let certificate = if activity.certified {
        t.count("activity-certificate-for", activity.threshold)
    } else {
        String::new()
    };
    let entry =
        if activity.entry == Entry::Free { t.say("activity-entry-free").to_owned() } else { String::new() };
    let cancel = match activity.entry {
        Entry::Free => String::new(),
        _ => t.count("activity-cancel-until", activity.cancel_hours),
    };
    let photos = if activity.photos { t.say("activity-photos-taken").to_owned() } else { String::new() };
    // What everybody can read of is a link instead.
    let programme = activity.programme_title.clone().filter(|_| activity.programme_page.is_none());
    let programme = programme.unwrap_or_default();
    let all = [
        ("LuUsers", "activity-audience", [audience.to_owned(), ages].join(" ").trim().to_owned()),
        ("LuHandshake", "activity-with", t.list(&seen.partners)),
        ("LuTarget", "activity-programme", programme),
        ("LuDoorOpen", "activity-entry", entry),
        ("LuBadgeCheck", "activity-requires", activity.requires.clone()),
        ("LuAward", "activity-certificate", certificate),
        ("LuUndo2", "activity-cancelling", cancel),
        ("LuCamera", "activity-photos", photos),
    ];
    all.into_iter().filter(|(_, _, value)| !value.is_empty()).collect()
}

/// Each once, who does something at several sessions too; with what may be told of them.
fn guests(t: Speech, all: &[Guest]) -> Vec<(String, &'static str, Vec<String>)> {
    let mut each: Vec<&Guest> = Vec::new();
    for one in all {
        let known = each.iter_mut().find(|known| known.name == one.name && known.role == one.role);
        match known {
            Some(known) if known.biography.is_none() => *known = one,
            Some(_) => {}
            None => each.push(one),
        }
    }
    let guest = |one: &&Guest| {
        (
            one.name.clone(),
            look::role(t, one.role),
            look::paragraphs(one.biography.as_deref().unwrap_or_default()),
        )
    };
    each.iter().map(guest).collect()
}

/// A paper that everybody may have, or of which somebody plans or sees what is planned.
pub(super) async fn material(visit: Visit, files: Files, id: Id<Material>) -> Answer {
    let staff = visit.can(VIEW);
    let found = visit.read(move |tx| if staff { materials::one(tx, id) } else { materials::open(tx, id) });
    hand_out(files, found.await?).await
}

/// The paper itself.
pub(super) async fn hand_out(files: Files, one: Material) -> Answer {
    let hash = one.file.clone();
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    web::document::kept(bytes, &one.media, &one.title)
}
