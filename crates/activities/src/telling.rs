//! What those who registered are told. Whoever left no way to reach them finds the same on their ticket.

use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
use store::{FromRow, Result, Store, Tx, sql, vals};

use crate::{
    model::{Activity, Certificate, Registration, Session, Standing},
    planning, rules, sessions, settings,
};

/// Somebody has a seat.
pub const CONFIRMED: NoticeKind =
    NoticeKind { name: "activities.confirmed", purpose: Purpose::Service, channels: Channel::ALL };
/// Somebody will decide.
pub const PENDING: NoticeKind = NoticeKind { name: "activities.pending", ..CONFIRMED };
/// All seats are taken; they wait.
pub const WAITLISTED: NoticeKind = NoticeKind { name: "activities.waitlisted", ..CONFIRMED };
/// Seats are theirs if they say so in time.
pub const OFFERED: NoticeKind =
    NoticeKind { name: "activities.offered", purpose: Purpose::Duty, channels: Channel::ALL };
/// They did not say so in time.
pub const LAPSED: NoticeKind = NoticeKind { name: "activities.lapsed", ..CONFIRMED };
/// It was decided against, or taken back.
pub const DECLINED: NoticeKind = NoticeKind { name: "activities.declined", ..OFFERED };
/// What they registered for will not be.
pub const CANCELLED: NoticeKind = NoticeKind { name: "activities.cancelled", ..OFFERED };
/// It will be at another time or place.
pub const MOVED: NoticeKind = NoticeKind { name: "activities.moved", ..OFFERED };
/// They have done what was asked, and have a certificate.
pub const CERTIFIED: NoticeKind = NoticeKind { name: "activities.certified", ..CONFIRMED };
/// It is soon.
pub const REMINDER: NoticeKind = NoticeKind { name: "activities.reminder", ..CONFIRMED };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] =
    &[CONFIRMED, PENDING, WAITLISTED, OFFERED, LAPSED, DECLINED, CANCELLED, MOVED, CERTIFIED, REMINDER];

/// A registration with what a message about it says.
#[derive(FromRow)]
struct About {
    id: Id<Registration>,
    party: Option<Id<Person>>,
    name: String,
    code: String,
    secret: String,
    state: Standing,
    until: Option<Timestamp>,
    title: String,
    starts: Option<Timestamp>,
}

macro_rules! about {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.party, r.name, r.code, r.secret, r.state, r.until, a.title,
                 COALESCE(s.starts_at, (SELECT MIN(f.starts_at) FROM activity_session f
                     WHERE f.activity = a.id AND f.cancelled_because IS NULL)) AS starts
             FROM registration r JOIN activity a ON a.id = r.activity JOIN seat_pool p ON p.id = r.pool
             LEFT JOIN activity_session s ON s.id = p.session ",
            $rest
        )
    };
}

impl About {
    fn of(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Self> {
        tx.one(sql!(about!("WHERE r.id = ?1")), vals![id])
    }

    fn notice(&self, kind: NoticeKind) -> Option<Notice> {
        self.notice_of(kind, self.starts)
    }

    fn notice_of(&self, kind: NoticeKind, starts: Option<Timestamp>) -> Option<Notice> {
        let notice = Notice::new(kind, self.party?).with("title", self.title.as_str());
        let notice =
            notice.with("who", self.name.as_str()).with("code", self.code.as_str()).with("starts", starts);
        Some(notice.link(format!("/tiket/{}", self.secret)))
    }
}

fn send(tx: &mut Tx<'_>, act: &Act, notice: Option<Notice>) -> Result<()> {
    notice.map_or(Ok(()), |notice| notices::send(tx, act, notice).map(drop))
}

/// How a registration stands.
pub(crate) fn stands(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<()> {
    let about = About::of(tx, id)?;
    let kind = match about.state {
        Standing::Confirmed => CONFIRMED,
        Standing::Pending => PENDING,
        Standing::Waitlisted => WAITLISTED,
        _ => return Ok(()),
    };
    send(tx, act, about.notice(kind).map(|notice| notice.once(id, 0, 0)))
}

/// Seats are offered.
pub(crate) fn offered(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<()> {
    let about = About::of(tx, id)?;
    let Some(until) = about.until else { return Ok(()) };
    let notice =
        about.notice(OFFERED).map(|notice| notice.once(id, until.as_millisecond(), 0).with("until", until));
    send(tx, act, notice)
}

/// An offer was not taken.
pub(crate) fn lapsed(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<()> {
    let about = About::of(tx, id)?;
    send(tx, act, about.notice(LAPSED).map(|notice| notice.once(id, act.at.as_millisecond(), 0)))
}

/// It was decided against.
pub(crate) fn declined(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, why: &str) -> Result<()> {
    let about = About::of(tx, id)?;
    send(tx, act, about.notice(DECLINED).map(|notice| notice.once(id, 0, 0).with("reason", why)))
}

/// The library took it back.
pub(crate) fn taken_back(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, why: &str) -> Result<()> {
    off(tx, act, &[id], why)
}

/// A certificate was given; whoever has one anew has another code.
pub(crate) fn certified(tx: &mut Tx<'_>, act: &Act, one: &Certificate) -> Result<()> {
    let about = About::of(tx, one.registration)?;
    let Some(notice) = about.notice(CERTIFIED) else { return Ok(()) };
    let notice = notice.with("who", one.holder.as_str()).with("code", one.code.as_str());
    send(tx, act, Some(notice.once(one.id, 0, 0).link(format!("/sertifikat/{}", one.code))))
}

/// What all these were for will not be.
pub(crate) fn off(tx: &mut Tx<'_>, act: &Act, all: &[Id<Registration>], why: &str) -> Result<()> {
    const ABOUT: store::many::Ids = store::ids!(about!("WHERE r.id IN "), 1);
    let concerned: Vec<About> = tx.all_ids(&ABOUT, &[], all)?;
    let notice = |about: &About| Some(about.notice(CANCELLED)?.once(about.id, 0, 0).with("reason", why));
    notices::send_all(tx, act, concerned.iter().filter_map(notice).collect()).map(drop)
}

/// Everybody who has seats at a session, or for all of them.
fn concerned(tx: &mut Tx<'_>, activity: &Activity, session: &Session) -> Result<Vec<About>> {
    tx.all(
        sql!(about!(
            "WHERE r.activity = ?1 AND (p.session IS NULL OR p.session = ?2)
                 AND r.state IN ('pending', 'confirmed', 'waitlisted', 'offered') ORDER BY r.id"
        )),
        vals![activity.id, session.id],
    )
}

/// Whether anybody has seats at a session, or for all of them, or waits for some.
pub(crate) fn is_awaited(tx: &mut Tx<'_>, activity: &Activity, session: &Session) -> Result<bool> {
    Ok(!concerned(tx, activity, session)?.is_empty())
}

/// A session is at another time or place.
pub(crate) fn moved(tx: &mut Tx<'_>, act: &Act, activity: &Activity, session: &Session) -> Result<()> {
    let all = concerned(tx, activity, session)?;
    let notice = |about: &About| {
        let notice = about.notice(MOVED)?.once(about.id, session.revision, session.starts_at.as_second());
        Some(notice.with("at", session.starts_at).with("place", session.whereabouts()))
    };
    let notices = all.iter().filter_map(notice).collect();
    notices::send_all(tx, act, notices).map(drop)
}

/// One session of several that were registered for will not be.
pub(crate) fn session_off(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: &Activity,
    session: &Session,
    why: &str,
) -> Result<()> {
    let all = concerned(tx, activity, session)?;
    let notice = |about: &About| {
        let notice = about.notice_of(CANCELLED, Some(session.starts_at))?;
        Some(notice.once(about.id, session.starts_at.as_millisecond(), 1).with("reason", why))
    };
    let notices = all.iter().filter_map(notice).collect();
    notices::send_all(tx, act, notices).map(drop)
}

/// Reminds whoever has seats of what begins within the hours the library has decided on: once of each session, and of one
/// registration for all of them once a day.
///
/// # Errors
/// Those of the database.
pub fn remind(store: &Store, act: &Act) -> Result<()> {
    let act = act.clone();
    store.write_blocking(move |tx| {
        let hours = settings::REMIND_HOURS.number(tx)?;
        let soon = act.at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(act.at);
        let activities: Vec<(Id<Activity>,)> = tx.all(
            sql!(
                "SELECT DISTINCT a.id FROM activity_session s JOIN activity a ON a.id = s.activity
                 WHERE s.starts_at > ?1 AND s.starts_at <= ?2 AND s.cancelled_because IS NULL AND a.stage = 'published'
                     AND a.entry <> 'free' ORDER BY a.id"
            ),
            vals![act.at, soon],
        )?;
        for (id,) in activities {
            let (activity, sessions) = (planning::one(tx, id)?, sessions::of(tx, id)?);
            for session in rules::reminded(&activity, &sessions, (act.at, soon)) {
                let all = concerned(tx, &activity, session)?;
                let notice = |about: &About| {
                    let notice = about.notice(REMINDER).filter(|_| about.state == Standing::Confirmed)?;
                    let notice = notice.once(about.id, session.starts_at.as_millisecond(), 0);
                    let place = session.link.clone().unwrap_or_else(|| session.whereabouts());
                    Some(notice.with("at", session.starts_at).with("place", place))
                };
                notices::send_all(tx, &act, all.iter().filter_map(notice).collect())?;
            }
        }
        Ok(())
    })
}
