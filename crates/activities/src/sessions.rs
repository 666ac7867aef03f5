//! When and where: sessions are added, moved and called off, and those who have a seat are told.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal, Timestamp};
use platform::audit;
use serde_json::json;
use store::{Error, Result, Tx, sql, vals};

use crate::{
    model::{Activity, Entry, Place, Programme, Session, Stage, Venue},
    planning,
    recurrence::{self, Rule},
    seats, telling,
};

/// When and where something is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is called; empty where that is the activity's name.
    pub title: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Where.
    pub place: Place,
    /// The line of a festival.
    pub track: String,
}

impl Plan {
    /// That of a session.
    pub fn of(session: &Session) -> Self {
        let text = session.place.clone();
        let place = match (session.venue, session.branch) {
            (Venue::Branch, Some(branch)) => Place::Branch(branch, text),
            (Venue::Online, _) => Place::Online(session.link.clone().unwrap_or_default()),
            (Venue::Stop, _) => Place::Stop(text),
            (Venue::Partner | Venue::Branch, _) => Place::Partner(session.partner, text),
        };
        Self {
            title: session.title.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            place,
            track: session.track.clone(),
        }
    }

    fn objections(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        if self.ends_at <= self.starts_at {
            object("minutes", "session-ends-before");
        }
        if self.title.chars().count() > 200 || self.track.chars().count() > 80 {
            object("session_title", "activity-text-too-long");
        }
        match &self.place {
            Place::Online(link) if !link.starts_with("https://") || link.chars().count() > 500 => {
                object("place", "session-link-wrong");
            }
            Place::Stop(place) | Place::Partner(None, place) if place.trim().is_empty() => {
                object("place", "session-place-missing");
            }
            Place::Branch(_, place) | Place::Partner(_, place) | Place::Stop(place)
                if place.chars().count() > 200 =>
            {
                object("place", "activity-text-too-long");
            }
            _ => {}
        }
        reasons
    }
}

macro_rules! sessions {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT s.id, s.activity, s.title, s.starts_at, s.ends_at, s.venue, s.branch, b.name AS branch_name, s.partner,
                 q.name AS partner_name, s.place, s.link, s.track, s.revision, s.changed_at, s.cancelled_because
             FROM activity_session s LEFT JOIN branch b ON b.id = s.branch LEFT JOIN party q ON q.id = s.partner ",
            $rest
        ))
    };
}

/// A session.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Session>) -> Result<Session> {
    let found = tx.opt(sessions!("WHERE s.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("session-unknown")).into())
}

/// A session, where it is one of this activity.
///
/// # Errors
/// A refusal when it is not; those of the database.
pub fn within(tx: &mut Tx<'_>, activity: Id<Activity>, id: Id<Session>) -> Result<Session> {
    let found = one(tx, id)?;
    match found.activity == activity {
        true => Ok(found),
        false => Err(Refusal::new(No::Missing, Message::new("session-unknown")).into()),
    }
}

/// The sessions of an activity in their order, also those that were called off.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Vec<Session>> {
    tx.all(sessions!("WHERE s.activity = ?1 ORDER BY s.starts_at, s.track, s.id LIMIT 1000"), vals![activity])
}

/// Those of all activities of a programme.
pub(crate) fn of_programme(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Session>> {
    tx.all(
        sessions!(
            "JOIN activity a ON a.id = s.activity WHERE a.programme = ?1 ORDER BY s.starts_at, s.track, s.id"
        ),
        vals![programme],
    )
}

/// Where a session is, as its columns.
struct Columns<'a> {
    venue: Venue,
    branch: Option<Id<platform::library::Branch>>,
    partner: Option<Id<kernel::Person>>,
    place: &'a str,
    link: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(place: &'a Place) -> Self {
        let none = Self { venue: Venue::Partner, branch: None, partner: None, place: "", link: None };
        match place {
            Place::Branch(branch, text) => {
                Self { venue: Venue::Branch, branch: Some(*branch), place: text.trim(), ..none }
            }
            Place::Partner(partner, text) => Self { partner: *partner, place: text.trim(), ..none },
            Place::Online(link) => Self { venue: Venue::Online, link: Some(link.trim()), ..none },
            Place::Stop(text) => Self { venue: Venue::Stop, place: text.trim(), ..none },
        }
    }
}

/// What is written of a session, from `?1` on, and what else a statement takes.
macro_rules! written {
    ($id:expr, $plan:expr, $at:expr $(, $more:expr)*) => {
        vals![
            $id,
            $plan.title.trim(),
            $plan.starts_at,
            $plan.ends_at,
            $at.venue,
            $at.branch,
            $at.partner,
            $at.place,
            $at.link,
            $plan.track.trim()
            $(, $more)*
        ]
    };
}

/// Adds one session.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>, plan: &Plan) -> Result<Id<Session>> {
    open(tx, activity)?;
    let id = insert(tx, act, activity, plan)?;
    touch(tx, act, activity)?;
    Ok(id)
}

/// The activity, if sessions may still be added to it.
fn open(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Activity> {
    let owner = planning::one(tx, activity)?;
    if owner.stage == Stage::Cancelled {
        return Err(Refusal::new(No::Conflict, Message::new("activity-is-cancelled")).into());
    }
    Ok(owner)
}

fn insert(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>, plan: &Plan) -> Result<Id<Session>> {
    Refusal::unless_empty(No::Invalid, plan.objections())?;
    let (id, at) = (Id::new(), Columns::of(&plan.place));
    tx.exec(
        sql!(
            "INSERT INTO activity_session (id, title, starts_at, ends_at, venue, branch, partner, place, link, track,
                 changed_at, activity, revision, cancelled_because)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, NULL)"
        ),
        written!(id, plan, at, act.at, activity),
    )?;
    Ok(id)
}

/// Adds the sessions of a rule, each with seats of its own where that is how one comes in and seats are given.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn add_all(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: Id<Activity>,
    rule: &Rule,
    plan: &Plan,
    seats: i64,
) -> Result<Vec<Id<Session>>> {
    let owner = open(tx, activity)?;
    let mut made = Vec::new();
    for (starts_at, ends_at) in recurrence::times(rule, &owner.zone())? {
        let id = insert(tx, act, activity, &Plan { starts_at, ends_at, ..plan.clone() })?;
        if owner.entry == Entry::Each && seats > 0 {
            seats::set(tx, act, activity, Some(id), "", seats)?;
        }
        made.push(id);
    }
    touch(tx, act, activity)?;
    let facts = json!({ "sessions": made.len() });
    audit::record(tx, act, "activity.sessions-added", "activity", activity, &facts)?;
    Ok(made)
}

fn touch(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>) -> Result<()> {
    tx.exec(sql!("UPDATE activity SET changed_at = ?2 WHERE id = ?1"), vals![activity, act.at]).map(drop)
}

/// What a form remembers of a session, to know whether somebody else has changed it since.
pub fn version(one: &Session) -> String {
    one.revision.to_string()
}

/// Until the transaction ends nobody else changes the session; a form that remembers nothing is taken as it is, and so is one
/// that says what is there already: it was sent twice.
///
/// # Errors
/// A refusal where somebody has changed it since it was `seen`; those of the database.
pub fn unchanged_since(tx: &mut Tx<'_>, id: Id<Session>, seen: &str, plan: &Plan) -> Result<()> {
    let of = one(tx, id)?.activity;
    tx.lock("activity", &of)?;
    let one = one(tx, id)?;
    if seen.is_empty() || version(&one) == seen || Plan::of(&one) == *plan {
        return Ok(());
    }
    Err(Refusal::new(No::Conflict, Message::new(planning::CHANGED)).into())
}

/// Puts a session at another time or place. Whoever has seats is told, where it is published; what is as it was changes nothing.
///
/// # Errors
/// A refusal with everything that speaks against it, where it was called off, and where somebody who has registered would have
/// missed it already; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Session>, plan: &Plan) -> Result<Session> {
    let old = one(tx, id)?;
    if old.stands() && Plan::of(&old) == *plan {
        return Ok(old);
    }
    let activity = planning::one(tx, old.activity)?;
    let is_awaited = activity.stage == Stage::Published && old.starts_at > act.at;
    let mut reasons = plan.objections();
    if is_awaited && plan.starts_at <= act.at && telling::is_awaited(tx, &activity, &old)? {
        reasons.push(Reason { field: Some("starts"), message: Message::new("session-into-the-past") });
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let at = Columns::of(&plan.place);
    let rows = tx.exec(
        sql!(
            "UPDATE activity_session SET title = ?2, starts_at = ?3, ends_at = ?4, venue = ?5, branch = ?6, partner = ?7,
                 place = ?8, link = ?9, track = ?10, revision = revision + 1, changed_at = ?11
             WHERE id = ?1 AND cancelled_because IS NULL"
        ),
        written!(id, plan, at, act.at),
    )?;
    if rows == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("session-is-off")).into());
    }
    touch(tx, act, old.activity)?;
    let new = one(tx, id)?;
    let moved = (old.starts_at, old.ends_at, old.whereabouts(), &old.link)
        != (new.starts_at, new.ends_at, new.whereabouts(), &new.link);
    audit::record(tx, act, "activity.session-changed", "activity", old.activity, &json!({ "moved": moved }))?;
    // Only what was over and stays so concerns nobody.
    if moved && activity.stage == Stage::Published && old.ends_at.max(new.ends_at) > act.at {
        telling::moved(tx, act, &activity, &new)?;
    }
    Ok(new)
}

/// Calls one session off. Whoever has seats for it alone has none any more, nor whoever has some for all of them where none is
/// left; all who have seats are told why.
///
/// # Errors
/// A refusal without a reason, where it is off already or over; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: Id<Session>, why: &str) -> Result<Session> {
    let why = reason(why)?;
    let of = one(tx, id)?.activity;
    // The last two are not called off at once, each as if the other were still to be.
    tx.lock("activity", &of)?;
    let rows = tx.exec(
        sql!(
            "UPDATE activity_session SET cancelled_because = ?2, revision = revision + 1, changed_at = ?3
             WHERE id = ?1 AND cancelled_because IS NULL AND ends_at > ?3"
        ),
        vals![id, why, act.at],
    )?;
    let session = one(tx, id)?;
    if rows == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("session-is-off")).into());
    }
    touch(tx, act, session.activity)?;
    audit::record(
        tx,
        act,
        "activity.session-cancelled",
        "activity",
        session.activity,
        &json!({ "reason": why }),
    )?;
    let activity = planning::one(tx, session.activity)?;
    let nothing_is_left = activity.first.is_none();
    for pool in seats::pools(tx, session.activity)? {
        if pool.session == Some(id) || nothing_is_left {
            seats::call_off(tx, act, pool.id, &why)?;
        }
    }
    if activity.entry == Entry::Whole && !nothing_is_left {
        telling::session_off(tx, act, &activity, &session, &why)?;
    }
    Ok(session)
}

/// Why something is called off, as it is told to people.
///
/// # Errors
/// A refusal of nothing, and of too much.
pub(crate) fn reason(why: &str) -> Result<String> {
    let why = why.trim();
    if (1..=500).contains(&why.chars().count()) {
        return Ok(why.to_owned());
    }
    Err(Error::from(Refusal::of_field("reason", Message::new("reason-missing"))))
}
