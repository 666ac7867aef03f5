//! What happens, for whoever looks: one query for a stretch of time, whatever is asked for.

use jiff::SignedDuration;
use kernel::{Id, Person, Timestamp};
use platform::library::Branch;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    model::{Activity, Audience, Entry, Kind, Programme, Session, Venue},
    planning, rules,
};

/// How many sessions one answer has at most.
pub const MOST: i64 = 1_000;
/// How many a feed has: those of a year of a busy calendar.
const MOST_OF_FEED: i64 = 10_000;
/// How far ahead one looks for what else is open.
const WEEKS_OF_OPEN: i64 = 6;

/// Which sessions are asked for; what is none matters not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// At this place of the library.
    pub branch: Option<Id<Branch>>,
    /// At this kind of place.
    pub venue: Option<Venue>,
    /// For these; what is for everybody is for them too.
    pub audience: Option<Audience>,
    /// With this partner.
    pub partner: Option<Id<Person>>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Of this programme.
    pub programme: Option<Id<Programme>>,
    /// Of this activity, also where it is not shown to everybody.
    pub activity: Option<Id<Activity>>,
}

/// A session as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shown {
    /// Which.
    pub id: Id<Session>,
    /// The number of its activity.
    pub code: String,
    /// What that is called.
    pub title: String,
    /// What the session is called, where it is called otherwise.
    pub part: String,
    /// The activity in one sentence.
    pub summary: String,
    /// What happens.
    pub kind: Kind,
    /// Whom it is for.
    pub audience: Audience,
    /// By whose clock.
    pub zone: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What kind of place.
    pub venue: Venue,
    /// Which of the library's places.
    pub branch_name: Option<String>,
    /// Which partner's.
    pub partner_name: Option<String>,
    /// The room, the address, the stop.
    pub place: String,
    /// The line of a festival.
    pub track: String,
    /// How often it changed.
    pub revision: i64,
    /// When it last did.
    pub changed_at: Timestamp,
    /// Why it will not be.
    pub cancelled_because: Option<String>,
    /// How one comes in.
    pub entry: Entry,
    /// How many seats there are.
    pub seats: i64,
    /// How many of them are taken.
    pub taken: i64,
    /// How many people wait.
    pub waiting: i64,
}

impl Shown {
    /// What it is called in a list: the activity, and the part of it.
    pub fn name(&self) -> String {
        named(&self.title, &self.part)
    }

    /// Where, in one line.
    pub fn whereabouts(&self) -> String {
        whereabouts(&self.place, self.branch_name.as_deref().or(self.partner_name.as_deref()))
    }
}

/// The published sessions that begin in a stretch of time, in their order, also those that were called off.
///
/// # Errors
/// Those of the database.
pub fn between(tx: &mut Tx<'_>, asked: &Asked, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    found(tx, asked, (from, to), MOST)
}

/// The same for other programs, which keep what they were told: all of it.
///
/// # Errors
/// Those of the database.
pub fn all_between(tx: &mut Tx<'_>, asked: &Asked, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    found(tx, asked, (from, to), MOST_OF_FEED)
}

fn found(
    tx: &mut Tx<'_>,
    asked: &Asked,
    (from, to): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<Shown>> {
    tx.all(
        sql!(
            "SELECT s.id, a.code, a.title, s.title AS part, a.summary, a.kind, a.audience, a.zone, s.starts_at, s.ends_at,
                 s.venue, b.name AS branch_name, q.name AS partner_name, s.place, s.track, s.revision, s.changed_at,
                 s.cancelled_because, a.entry,
                 CAST(COALESCE(CASE a.entry
                     WHEN 'each' THEN (SELECT SUM(p.capacity) FROM seat_pool p WHERE p.session = s.id)
                     ELSE (SELECT SUM(p.capacity) FROM seat_pool p WHERE p.activity = a.id AND p.session IS NULL)
                     END, 0) AS BIGINT) AS seats,
                 CAST(COALESCE(CASE a.entry
                     WHEN 'each' THEN (SELECT SUM(p.taken) FROM seat_pool p WHERE p.session = s.id)
                     ELSE (SELECT SUM(p.taken) FROM seat_pool p WHERE p.activity = a.id AND p.session IS NULL)
                     END, 0) AS BIGINT) AS taken,
                 CAST(COALESCE(CASE a.entry
                     WHEN 'each' THEN (SELECT SUM(r.size) FROM seat_pool p CROSS JOIN registration r
                         WHERE p.session = s.id AND r.pool = p.id AND r.state = 'waitlisted')
                     ELSE (SELECT SUM(r.size) FROM seat_pool p CROSS JOIN registration r
                         WHERE p.activity = a.id AND p.session IS NULL AND r.pool = p.id AND r.state = 'waitlisted')
                     END, 0) AS BIGINT) AS waiting
             FROM activity_session s JOIN activity a ON a.id = s.activity
             LEFT JOIN branch b ON b.id = s.branch LEFT JOIN party q ON q.id = s.partner
             WHERE s.starts_at >= ?1 AND s.starts_at < ?2 AND a.published_at IS NOT NULL
                 AND (a.listed OR CAST(?8 AS UUID) IS NOT NULL)
                 AND (CAST(?3 AS UUID) IS NULL OR s.branch = ?3)
                 AND (CAST(?4 AS TEXT) = '' OR s.venue = ?4)
                 AND (CAST(?5 AS TEXT) = '' OR a.audience = ?5 OR a.audience = 'everybody')
                 AND (CAST(?6 AS UUID) IS NULL OR s.partner = ?6
                     OR EXISTS (SELECT 1 FROM activity_partner l WHERE l.activity = a.id AND l.party = ?6))
                 AND (CAST(?7 AS TEXT) = '' OR a.kind = ?7)
                 AND (CAST(?8 AS UUID) IS NULL OR a.id = ?8)
                 AND (CAST(?10 AS UUID) IS NULL OR a.programme = ?10)
             ORDER BY s.starts_at, s.track, s.id LIMIT ?9"
        ),
        vals![
            from,
            to,
            asked.branch,
            asked.venue.map_or("", Venue::as_str),
            asked.audience.map_or("", Audience::as_str),
            asked.partner,
            asked.kind.map_or("", Kind::as_str),
            asked.activity,
            most,
            asked.programme
        ],
    )
}

/// What else somebody may come to in the next weeks: the next session of each activity that needs no seat or has some one may
/// register for, in their order; so many at most.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &mut Tx<'_>, now: Timestamp, but: Id<Activity>, most: usize) -> Result<Vec<Shown>> {
    let until = now.saturating_add(SignedDuration::from_hours(24 * WEEKS_OF_OPEN * 7)).unwrap_or(now);
    let mut found: Vec<Shown> = Vec::new();
    for one in between(tx, &Asked::default(), now, until)? {
        if found.len() == most {
            break;
        }
        if one.cancelled_because.is_some() || found.iter().any(|known| known.code == one.code) {
            continue;
        }
        if one.entry != Entry::Free {
            let activity = planning::by_code(tx, &one.code)?;
            let begins = if one.entry == Entry::Each { Some(one.starts_at) } else { activity.first };
            if activity.id == but || one.taken >= one.seats || rules::closed(&activity, begins, now).is_some()
            {
                continue;
            }
        }
        // One registers for the whole of it, whatever it begins with.
        let part = if one.entry == Entry::Whole { String::new() } else { one.part.clone() };
        found.push(Shown { part, ..one });
    }
    Ok(found)
}

/// Partners with whom something published is done, to choose from: identity and name.
///
/// # Errors
/// Those of the database.
pub fn partners(tx: &mut Tx<'_>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM party p WHERE p.id IN (SELECT l.party FROM activity_partner l
                 JOIN activity a ON a.id = l.activity WHERE a.published_at IS NOT NULL AND a.listed)
             ORDER BY p.folded, p.id LIMIT 500"
        ),
        vals![],
    )
}

/// A session as whoever stands at the door sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AtTheDoor {
    /// Which.
    pub id: Id<Session>,
    /// What its activity is called.
    pub title: String,
    /// What the session is called, where it is called otherwise.
    pub part: String,
    /// What happens.
    pub kind: Kind,
    /// By whose clock.
    pub zone: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What kind of place.
    pub venue: Venue,
    /// Which of the library's places.
    pub branch_name: Option<String>,
    /// Which partner's.
    pub partner_name: Option<String>,
    /// The room, the address, the stop.
    pub place: String,
    /// How many were there.
    pub present: i64,
}

impl AtTheDoor {
    /// What it is called in a list.
    pub fn name(&self) -> String {
        named(&self.title, &self.part)
    }

    /// Where, in one line.
    pub fn whereabouts(&self) -> String {
        whereabouts(&self.place, self.branch_name.as_deref().or(self.partner_name.as_deref()))
    }
}

/// The sessions that begin in a stretch of time, also those not shown to everybody, without those called off.
///
/// # Errors
/// Those of the database.
pub fn of_day(tx: &mut Tx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<AtTheDoor>> {
    tx.all(
        sql!(
            "SELECT s.id, a.title, s.title AS part, a.kind, a.zone, s.starts_at, s.ends_at, s.venue, b.name AS branch_name,
                 q.name AS partner_name, s.place,
                 CAST(COALESCE((SELECT SUM(t.heads) FROM attendance t WHERE t.session = s.id AND t.counted), 0) AS BIGINT) AS present
             FROM activity_session s JOIN activity a ON a.id = s.activity
             LEFT JOIN branch b ON b.id = s.branch LEFT JOIN party q ON q.id = s.partner
             WHERE s.starts_at >= ?1 AND s.starts_at < ?2 AND s.cancelled_because IS NULL AND a.stage = 'published'
             ORDER BY s.starts_at, s.track, s.id LIMIT 500"
        ),
        vals![from, to],
    )
}

/// What a session is called in a list: its activity, and the part of it.
pub(crate) fn named(title: &str, part: &str) -> String {
    if part.is_empty() { title.to_owned() } else { format!("{title}: {part}") }
}

/// A place in one line: the room, and whose house it is in.
pub(crate) fn whereabouts(place: &str, house: Option<&str>) -> String {
    let parts = [Some(place), house];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
