//! A ticket, by an address that only those who registered know: how it stands and why, the code for the door, and what one
//! can do.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
};
use kernel::{Id, Kind, Message, Refusal, Timestamp};
use platform::files::Files;
use store::{Error, Tx};
use ui::{
    Page, Speech,
    part::{Badge, QrCard, Timeline, TimelineItem, Tone},
};
use web::{Answer, Post, Visit};

use super::{CALENDAR, TODAY, activity, look, staff::tasks::standing};
use crate::{
    CHECK_IN,
    assignments::{self, Assignment, Submission},
    attendance, certificates, materials,
    model::{
        Activity, Attended, Certificate, Entry, Material, Pool, Registration, Session, Standing, Step, Why,
    },
    planning, rules, seats, sessions,
};

#[derive(Template)]
#[template(path = "ticket.html")]
struct TicketPage {
    page: Page,
    badge: Badge,
    /// What it means for whoever holds it, in a sentence.
    says: String,
    facts: ui::part::Table,
    qr: Option<QrCard>,
    /// When, what it is called where it is called otherwise, where, and why it will not be.
    times: Vec<(String, String, String, Option<String>)>,
    materials: Vec<(String, String)>,
    /// Assignments: address, title, the last day in words, and how it stands.
    tasks: Vec<(String, String, String, Option<Badge>)>,
    /// The certificate that came of it.
    certificate: Option<String>,
    steps: Timeline,
    base: String,
    activity: String,
    code: String,
    /// How many come on it.
    people: i64,
    /// For whoever stands at the door and opened it by its QR: the sessions of today.
    door: Vec<AtTheDoor>,
    accept: bool,
    cancel: bool,
    /// What giving up is called: of seats, or of a wish for some.
    cancel_label: &'static str,
    /// Why it can no more be given back.
    bound: Option<String>,
}

/// A session of today that its holder is let in to.
struct AtTheDoor {
    when: String,
    /// Where it is noted that they are here; none where it was.
    action: Option<String>,
    id: Id<Attended>,
}

struct Seen {
    one: Registration,
    activity: Activity,
    pool: Pool,
    sessions: Vec<Session>,
    materials: Vec<Material>,
    tasks: Vec<Assignment>,
    handed: Vec<Submission>,
    steps: Vec<Step>,
    certificate: Option<Certificate>,
    waiting: (i64, i64),
    /// At which sessions they were.
    been: Vec<Id<Session>>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, secret: &str) -> store::Result<Self> {
        let one = seats::by_secret(tx, secret)?;
        let mut all = sessions::of(tx, one.activity)?;
        all.retain(|session| one.session.is_none_or(|id| id == session.id));
        Ok(Self {
            activity: planning::one(tx, one.activity)?,
            pool: seats::pool(tx, one.pool)?,
            sessions: all,
            materials: materials::of(tx, one.activity)?,
            tasks: assignments::of(tx, one.activity)?,
            handed: assignments::by(tx, one.id)?,
            steps: seats::steps(tx, one.id)?,
            certificate: certificates::of_registration(tx, one.id)?,
            waiting: seats::waiting(tx, &one)?,
            been: attendance::by(tx, one.id)?,
            one,
        })
    }

    /// Whether all of it was.
    fn is_over(&self, now: Timestamp) -> bool {
        let last =
            self.sessions.iter().filter(|session| session.stands()).map(|session| session.ends_at).max();
        last.is_some_and(|last| last < now)
    }

    /// When it begins.
    fn begins(&self) -> Option<Timestamp> {
        self.sessions.iter().filter(|session| session.stands()).map(|session| session.starts_at).min()
    }
}

/// The ticket.
pub(super) async fn page(visit: Visit, headers: HeaderMap, Path(secret): Path<String>) -> Answer {
    let asked = secret.clone();
    let seen = visit.read(move |tx| Seen::read(tx, &asked)).await?;
    let (t, act, one) = (visit.t, visit.act(), &seen.one);
    let zone = seen.activity.zone();
    let begins = seen.begins();
    let offered =
        one.state == Standing::Offered && begins.is_some() && one.until.is_some_and(|until| until > act.at);
    let bound = begins
        .filter(|_| one.state == Standing::Confirmed)
        .map(|begins| rules::cancel_until(begins, seen.activity.cancel_hours))
        .filter(|until| *until <= act.at);
    let confirmed = one.state == Standing::Confirmed;
    let is_over = seen.is_over(act.at);
    let bound = bound.filter(|_| !is_over);
    let qr = (confirmed && !is_over).then(|| QrCard {
        t,
        data: format!("{}/tiket/{secret}", visit.origin(&headers)),
        code: one.code.clone(),
        title: one.name.clone(),
        text: t.say("ticket-show").to_owned(),
    });
    let time = |session: &Session| {
        let place = match (&session.link, confirmed) {
            (Some(link), true) => link.clone(),
            _ => look::place(t, session.venue, &session.whereabouts()),
        };
        let when = look::when(t, &zone, session.starts_at, session.ends_at);
        (when, session.title.clone(), place, session.cancelled_because.clone())
    };
    let today = zone.to_datetime(act.at).date();
    let is_today =
        |session: &&Session| session.stands() && zone.to_datetime(session.starts_at).date() == today;
    let may_note = confirmed && visit.can(CHECK_IN);
    let door = seen.sessions.iter().filter(|_| may_note).filter(is_today).map(|session| AtTheDoor {
        when: look::session(t, &zone, session),
        action: (!seen.been.contains(&session.id)).then(|| format!("{TODAY}/{}", session.id)),
        id: Id::new(),
    });
    let step = |step: &Step| TimelineItem {
        when: t.moment(step.at, &act.zone),
        title: t.say(&format!("standing-{}", step.state)).to_owned(),
        text: look::why(t, step).into(),
        done: true,
        now: false,
    };
    let page = visit.public(t.about("ticket-for", seen.activity.title.as_str()));
    let view = TicketPage {
        badge: look::standing(t, one.state),
        says: if is_over && confirmed {
            t.say("ticket-says-over").to_owned()
        } else {
            says(&visit, &seen, offered)
        },
        facts: facts(&visit, &seen),
        qr,
        times: seen.sessions.iter().map(time).collect(),
        materials: seen
            .materials
            .iter()
            .filter(|_| confirmed)
            .map(|one| (format!("/tiket/{secret}/materi/{}", one.id), one.title.clone()))
            .collect(),
        tasks: if confirmed { tasks(t, &seen, &secret) } else { Vec::new() },
        certificate: seen.certificate.as_ref().map(|one| format!("/sertifikat/{}", one.code)),
        steps: Timeline { items: seen.steps.iter().map(step).collect() },
        base: format!("/tiket/{secret}"),
        activity: format!("{CALENDAR}/{}", seen.activity.code),
        door: door.collect(),
        code: one.code.clone(),
        people: one.size,
        accept: offered,
        cancel: one.state.is_open() && bound.is_none() && !is_over,
        cancel_label: if one.state.takes_seats() { "ticket-cancel" } else { "ticket-withdraw" },
        bound: bound.map(|until| visit.tell(&Message::new("cancel-too-late").with("at", until))),
        page,
    };
    let mut response = visit.html(&view)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

fn tasks(t: Speech, seen: &Seen, secret: &str) -> Vec<(String, String, String, Option<Badge>)> {
    let task = |one: &Assignment| {
        let handed = seen.handed.iter().find(|handed| handed.assignment == one.id);
        let due = one.due_on.map(|due| t.about("assignment-due-on", t.date_long(due))).unwrap_or_default();
        let badge = handed.map(|handed| standing(t, handed.passed));
        (format!("/tiket/{secret}/tugas/{}", one.id), one.title.clone(), due, badge)
    };
    seen.tasks.iter().map(task).collect()
}

fn says(visit: &Visit, seen: &Seen, offered: bool) -> String {
    let (t, one) = (visit.t, &seen.one);
    match (one.state, one.until) {
        (Standing::Offered, Some(until)) if offered => {
            t.about("ticket-says-offered", t.moment(until, &visit.act().zone))
        }
        (Standing::Cancelled, _) if seen.steps.last().is_some_and(|step| step.why == Why::Off) => {
            t.say("ticket-says-off").to_owned()
        }
        (Standing::Waitlisted, _) if one.size > seen.pool.capacity => {
            t.with("ticket-says-beyond", &[("n", one.size.into()), ("most", seen.pool.capacity.into())])
        }
        (Standing::Waitlisted, _) => t.with(
            "ticket-says-waitlisted",
            &[("place", (seen.waiting.1 + 1).into()), ("of", seen.waiting.0.into())],
        ),
        (state, _) => t.say(&format!("ticket-says-{state}")).to_owned(),
    }
}

fn facts(visit: &Visit, seen: &Seen) -> ui::part::Table {
    let (t, one) = (visit.t, &seen.one);
    let pool = match (seen.pool.name.as_str(), seen.activity.entry) {
        ("", _) | (_, Entry::Free) => String::new(),
        (name, _) => name.to_owned(),
    };
    let people = if one.size > 1 { t.count("register-people", one.size) } else { String::new() };
    let photos = one
        .photos
        .map(|may| t.say(if may { "register-photos-yes" } else { "register-photos-no" }).to_owned());
    let rows = vec![
        ("ticket-name", one.name.clone()),
        ("register-school", one.organisation.clone()),
        ("register-size", people),
        ("seats-kind", pool),
        ("register-needs", one.needs.clone()),
        ("register-photos", photos.unwrap_or_default()),
    ];
    look::facts(t, "tiket", "ticket-facts", rows)
}

/// Back to the ticket, with what came of it: also where it was too late, which the ticket explains better than a page of its own.
async fn deed(
    post: Post,
    secret: String,
    key: &'static str,
    f: fn(&mut Tx<'_>, &kernel::Act, Id<Registration>) -> store::Result<Registration>,
) -> Answer {
    let asked = secret.clone();
    let done = post.write(move |tx, act| {
        let id = seats::by_secret(tx, &asked)?.id;
        f(tx, act, id)
    });
    let ticket = format!("/tiket/{secret}");
    match done.await {
        Ok(_) => Ok(post.done(&ticket, &Message::new(key))),
        Err(Error::Refused(Refusal { kind: Kind::Conflict, reasons })) if !reasons.is_empty() => {
            Ok(post.on_to(&ticket, Tone::Warn, &reasons[0].message))
        }
        Err(other) => Err(other.into()),
    }
}

/// A paper, for whoever has a seat.
pub(super) async fn material(visit: Visit, files: Files, (secret, id): (String, Id<Material>)) -> Answer {
    let one = visit.read(move |tx| materials::of_ticket(tx, &secret, id)).await?;
    activity::hand_out(files, one).await
}

/// The offer is taken.
pub(super) async fn accept(post: Post, Path(secret): Path<String>) -> Answer {
    deed(post, secret, "ticket-accepted", seats::accept).await
}

/// It is given back.
pub(super) async fn cancel(post: Post, Path(secret): Path<String>) -> Answer {
    deed(post, secret, "ticket-cancelled", seats::cancel).await
}
