//! What happens and who is there, for other programs.

use kernel::{Id, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List, Moment},
};

use crate::{
    CHECK_IN, Session, VIEW,
    attendance::{self, Note, Noted},
    calendar::{self, Asked, Shown},
    certificates,
    model::{Attended, Band, Source},
    pages, planning, rules, seats, sessions,
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    Api::of("activities")
        .get("/api/v1/sessions", Access::Public, list)
        .get("/api/v1/activities/{code}/registrations", Access::Can(VIEW), registrations)
        .post("/api/v1/sessions/{id}/attendance", Access::Can(CHECK_IN), note)
        .get("/api/v1/certificates/{code}", Access::Public, certificate)
        .routes()
}

/// A session of the public calendar.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SessionOfCalendar {
    /// Its identity, the same as in the iCalendar feed.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Session>,
    /// The number of its activity.
    activity: String,
    /// What it is called.
    title: String,
    /// What happens: `course`, `seminar`, `story-time` and so on.
    kind: String,
    /// Whom it is for: `everybody`, `children` and so on.
    audience: String,
    /// When it begins.
    starts_at: Moment,
    /// When it ends.
    ends_at: Moment,
    /// The IANA zone it was planned in.
    zone: String,
    /// What kind of place: `branch`, `partner`, `online` or `stop`.
    venue: String,
    /// Where.
    place: String,
    /// How many seats there are; 0 where none are needed.
    seats: i64,
    /// How many of them are taken.
    taken: i64,
    /// Why it will not be; none where it will.
    cancelled_because: Option<String>,
}

impl From<Shown> for SessionOfCalendar {
    fn from(one: Shown) -> Self {
        Self {
            id: one.id,
            activity: one.code.clone(),
            title: one.name(),
            kind: one.kind.to_string(),
            audience: one.audience.to_string(),
            starts_at: Moment(one.starts_at),
            ends_at: Moment(one.ends_at),
            zone: one.zone.clone(),
            venue: one.venue.to_string(),
            place: one.whereabouts(),
            seats: one.seats,
            taken: one.taken,
            cancelled_because: one.cancelled_because,
        }
    }
}

/// Lists what happens on days, both included: up to 1,000 sessions, by time.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSessions {
    /// The first day.
    #[schemars(example = &"2026-08-01")]
    from: Day,
    /// The last day.
    #[schemars(example = &"2026-08-31")]
    to: Day,
}

async fn list(visit: ApiVisit, asked: ListSessions) -> Result<List<SessionOfCalendar>, Failure> {
    let span = visit.act().span(asked.from.0, asked.to.0);
    let found = visit.read(move |tx| calendar::between(tx, &Asked::default(), span.start, span.end)).await?;
    Ok(List { items: found.into_iter().map(SessionOfCalendar::from).collect(), next: None })
}

/// A registration.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RegistrationOfActivity {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<crate::Registration>,
    /// What is read out at the door.
    code: String,
    /// The name it is under.
    name: String,
    /// How many come.
    size: i64,
    /// `pending`, `confirmed`, `waitlisted`, `offered`, `lapsed`, `cancelled` or `declined`.
    state: String,
    /// When it came.
    made_at: Moment,
}

/// Lists the registrations of an activity, in the order they came.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListRegistrations {
    /// The number of the activity.
    #[schemars(example = &"K-0001")]
    code: String,
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn registrations(
    visit: ApiVisit,
    asked: ListRegistrations,
) -> Result<List<RegistrationOfActivity>, Failure> {
    let read = move |tx: &mut store::Tx<'_>, after, most| {
        let activity = planning::by_code(tx, &asked.code)?;
        seats::since(tx, activity.id, after, most)
    };
    let found = List::read(&visit, (asked.limit, asked.cursor), |one: &seats::Line| one.id, read).await?;
    Ok(found.map(|one| RegistrationOfActivity {
        id: one.id,
        code: one.code,
        name: one.name,
        size: one.size,
        state: one.state.to_string(),
        made_at: Moment(one.created_at),
    }))
}

/// That somebody was there.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AttendanceOfSession {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Attended>,
    /// Whether it counts; not where they were noted before.
    counted: bool,
}

/// Notes that somebody is there, by the code of their registration or by name. The same `note` twice is one fact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct NoteAttendance {
    /// The session.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Session>,
    /// The identity of the note, made by the sender.
    #[serde(default)]
    #[schemars(schema_with = "web::api::id")]
    note: Option<Id<Attended>>,
    /// The code of a registration.
    #[serde(default)]
    #[schemars(length(max = 200), example = &"7KQ2-9FXM")]
    code: Option<String>,
    /// The name of somebody who had not registered.
    #[serde(default)]
    #[schemars(length(max = 200))]
    name: Option<String>,
    /// How many came of a class or a group; all that registered where nothing is said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 500))]
    heads: Option<i64>,
    /// When they came; now where nothing is said.
    #[serde(default)]
    at: Option<Moment>,
}

async fn note(post: ApiPost, asked: NoteAttendance) -> Result<Created<AttendanceOfSession>, Failure> {
    let address = format!("/api/v1/sessions/{}", asked.id);
    let noted = post
        .write(move |tx, act| {
            let at: Timestamp = asked.at.as_ref().map_or(act.at, |at| at.0);
            let note =
                Note { id: asked.note.unwrap_or_default(), session: asked.id, at, source: Source::Program };
            let noted = match asked.code.as_deref() {
                Some(code) => {
                    let activity = sessions::one(tx, asked.id)?.activity;
                    let found = seats::by_code(tx, activity, code)?;
                    attendance::check_in_some(tx, act, &note, found.id, asked.heads)?
                }
                None => {
                    let name = asked.name.as_deref().unwrap_or_default();
                    attendance::walk_in(tx, act, &note, name, "", Band::Unknown)?
                }
            };
            Ok(match noted {
                Noted::Counted(id) => AttendanceOfSession { id, counted: true },
                Noted::Again(id) => AttendanceOfSession { id, counted: false },
            })
        })
        .await?;
    Ok(Created(address, noted))
}

/// A certificate, and whether it holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct CertificateAnswer {
    /// Its code.
    code: String,
    /// `valid`, `expired` or `revoked`.
    state: String,
    /// Whose.
    holder: String,
    /// Of what.
    title: String,
    /// Who gave it.
    issuer: String,
    /// When.
    issued_on: Day,
    /// After which day it holds no more.
    expires_on: Option<Day>,
}

/// Answers whether a certificate holds.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadCertificate {
    /// Its code.
    #[schemars(example = &"7KQ2-9FXM-4B1C-D3E5")]
    code: String,
}

async fn certificate(visit: ApiVisit, asked: ReadCertificate) -> Result<Json<CertificateAnswer>, Failure> {
    visit.may_try_again(pages::GUESSES)?;
    let found = visit.read(move |tx| certificates::ask(tx, &asked.code)).await?;
    let Some(one) = found else {
        visit.tried(pages::GUESSES, false);
        return Err(Failure::missing());
    };
    let state = match rules::validity(&one, visit.act().today()) {
        rules::Validity::Valid => "valid",
        rules::Validity::Expired => "expired",
        rules::Validity::Revoked => "revoked",
    };
    Ok(Json(CertificateAnswer {
        code: one.code,
        state: state.to_owned(),
        holder: one.holder,
        title: one.title,
        issuer: one.issuer,
        issued_on: Day(one.issued_on),
        expires_on: one.expires_on.map(Day),
    }))
}
