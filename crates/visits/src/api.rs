//! Visits for other programs: gates that read cards, counters that report by themselves.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal};
use platform::{
    library::{self, Branch},
    permissions::Grants,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx};
use web::{
    Access, Failure, Period, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Limit, List, Moment},
};

use crate::{
    Band, Cell, Entry, KIOSKS, New, Part, Purpose, RECORD, REPORT, Sex, Source, counters, door,
    figures::{self, Figures, Step},
    kiosks::{self, Kiosk},
    settings,
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (record, report) = (Access::Can(RECORD), Access::Can(REPORT));
    Api::of("visits")
        .get("/api/v1/visits", record, list)
        .post("/api/v1/visits", record, enter)
        .post("/api/v1/visits/{id}/reversal", record, reverse)
        .post("/api/v1/visits/{id}/restoration", record, restore)
        .post("/api/v1/door-counts", record, count)
        .post("/api/v1/door-counts/{id}/reversal", record, uncount)
        .get("/api/v1/visit-figures", report, told)
        .get("/api/v1/kiosks", Access::Can(KIOSKS), tablets)
        .post("/api/v1/kiosks", Access::Can(KIOSKS), open)
        .post("/api/v1/kiosks/{id}/end", Access::Can(KIOSKS), take_back)
        .routes()
}

/// The place with this code.
fn place(tx: &mut Tx<'_>, code: &str) -> Result<Branch> {
    let found = library::branches(tx)?.into_iter().find(|branch| branch.code == code);
    found.ok_or_else(|| Refusal::of_field("branch", Message::new("visit-needs-branch")).into())
}

/// The place with this code, if one may count there.
fn own_place(tx: &mut Tx<'_>, may: &Grants, code: &str) -> Result<Branch> {
    let branch = place(tx, code)?;
    may.demand(tx, RECORD, Some(branch.id))?;
    Ok(branch)
}

/// How many of one sex and age band.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HeadsOfVisit {
    /// `female`, `male` or `unknown`.
    #[schemars(regex(pattern = "^(female|male|unknown)$"))]
    sex: String,
    /// `child` (up to 12), `teen` (13 to 17), `adult` (18 to 59), `senior` (from 60) or `unknown`.
    #[schemars(regex(pattern = "^(child|teen|adult|senior|unknown)$"))]
    band: String,
    /// How many.
    #[schemars(range(min = 1, max = 5000))]
    heads: i64,
}

/// A visit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct VisitOfBook {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Entry>,
    /// `member`, `guest` or `group`.
    kind: String,
    /// How many people.
    heads: i64,
    /// When.
    at: Moment,
    /// The library's calendar day of it.
    day: Day,
    /// Which of the library's rooms, where it was said.
    room: Option<String>,
    /// What for, where it was said.
    purpose: Option<String>,
    /// Where it was made: `desk`, `kiosk`, `offline`, `paper`, `lending` or `program`.
    source: String,
    /// Whether it has been taken back.
    reversed: bool,
    /// Whether it had been counted before: the same entry, or the same card within minutes.
    again: bool,
}

impl VisitOfBook {
    fn of(entry: Entry, again: bool) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind.to_string(),
            heads: entry.heads,
            at: entry.at.into(),
            day: Day(entry.day),
            room: entry.room,
            purpose: entry.purpose.map(|purpose| purpose.to_string()),
            source: entry.source.to_string(),
            reversed: entry.reversed,
            again,
        }
    }
}

/// Enters a visit: of a member by the card, of guests, or of a group.
///
/// With `card` it is the member's; with `from` a group's; else guests'. Guests and groups say how many of which sex and
/// age band, or nothing for one person nobody has looked at. The same `id` twice is entered once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterVisit {
    /// Its identity, made by the sender.
    #[serde(default)]
    #[schemars(schema_with = "web::api::id")]
    id: Option<Id<Entry>>,
    /// The code of the place.
    #[schemars(length(min = 1, max = 40), example = &"TMH")]
    branch: String,
    /// The number on the member's card.
    #[serde(default)]
    #[schemars(length(max = 40))]
    card: Option<String>,
    /// Where a group comes from.
    #[serde(default)]
    #[schemars(length(max = 200))]
    from: Option<String>,
    /// Who came.
    #[serde(default)]
    people: Option<Vec<HeadsOfVisit>>,
    /// One of the rooms the library names.
    #[serde(default)]
    #[schemars(length(max = 200))]
    room: Option<String>,
    /// `read`, `borrow`, `study`, `internet`, `activity`, `meeting`, `tour` or `other`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(read|borrow|study|internet|activity|meeting|tour|other)$"))]
    purpose: Option<String>,
    /// When, within the year behind us; now where nothing is said.
    #[serde(default)]
    at: Option<Moment>,
}

async fn enter(post: ApiPost, asked: EnterVisit) -> std::result::Result<Created<VisitOfBook>, Failure> {
    let may = post.grants().clone();
    let visit = post.write(move |tx, act| entered(tx, act, &may, &asked)).await?;
    Ok(Created(format!("/api/v1/visits?day={}", visit.day.0), visit))
}

fn entered(tx: &mut Tx<'_>, act: &Act, may: &Grants, asked: &EnterVisit) -> Result<VisitOfBook> {
    let branch = own_place(tx, may, &asked.branch)?;
    if let Some(room) = &asked.room
        && !settings::rooms(tx)?.iter().any(|known| known == room)
    {
        return Err(Refusal::of_field("room", Message::new("visit-room-unknown")).into());
    }
    let at = asked.at.as_ref().map_or(act.at, |at| at.0);
    // Of today too, nothing is counted before it was.
    if at > act.at {
        return Err(Refusal::of_field("at", Message::new("visit-day-to-come")).into());
    }
    let new = New {
        id: asked.id.unwrap_or_default(),
        branch: branch.id,
        room: asked.room.clone(),
        purpose: asked.purpose.as_deref().map(str::parse::<Purpose>).transpose()?,
        at,
        hour_known: true,
        source: Source::Program,
        kiosk: None,
    };
    let cells: Vec<Cell> = match &asked.people {
        None => vec![Cell::ONE],
        Some(people) => people
            .iter()
            .map(|one| {
                Ok(Cell { sex: one.sex.parse::<Sex>()?, band: one.band.parse::<Band>()?, heads: one.heads })
            })
            .collect::<Result<_>>()?,
    };
    let recorded = match (&asked.card, &asked.from) {
        (Some(card), _) => {
            let holder = door::holder(tx, card)?;
            door::member(tx, act, &new, &holder)?
        }
        (None, Some(from)) => door::group(tx, act, &new, &cells, None, from)?,
        (None, None) => door::guests(tx, act, &new, &cells)?,
    };
    let again = matches!(recorded, crate::Recorded::Again(_));
    Ok(VisitOfBook::of(door::entry(tx, recorded.id())?, again))
}

/// Lists the visits of a day at a place, the latest first. Members' names are not told.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListVisits {
    /// The code of the place.
    #[schemars(length(min = 1, max = 40), example = &"TMH")]
    branch: String,
    /// Which day; today where nothing is said.
    #[serde(default)]
    day: Option<Day>,
    /// How many.
    #[serde(default)]
    limit: Limit,
}

async fn list(visit: ApiVisit, asked: ListVisits) -> std::result::Result<List<VisitOfBook>, Failure> {
    let day = asked.day.map_or(visit.act().today(), |day| day.0);
    let (Limit(limit), may) = (asked.limit, visit.grants().clone());
    let entries = visit
        .read(move |tx| {
            let branch = own_place(tx, &may, &asked.branch)?;
            door::of_day(tx, branch.id, day, limit)
        })
        .await?;
    let items = entries.into_iter().map(|entry| VisitOfBook::of(entry, false)).collect();
    Ok(List { items, next: None })
}

/// Takes a visit back. It stays in the book, reversed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReverseVisit {
    /// Its identity.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Entry>,
}

async fn reverse(post: ApiPost, asked: ReverseVisit) -> std::result::Result<Json<VisitOfBook>, Failure> {
    let may = post.grants().clone();
    let visit = post
        .write(move |tx, act| {
            let branch = door::entry(tx, asked.id)?.branch;
            may.demand(tx, RECORD, Some(branch))?;
            door::reverse(tx, act, asked.id)?;
            Ok(VisitOfBook::of(door::entry(tx, asked.id)?, false))
        })
        .await?;
    Ok(Json(visit))
}

/// Enters once more what was taken back, as it was.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RestoreVisit {
    /// The identity of what was taken back.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Entry>,
}

async fn restore(post: ApiPost, asked: RestoreVisit) -> std::result::Result<Json<VisitOfBook>, Failure> {
    let may = post.grants().clone();
    let visit = post
        .write(move |tx, act| {
            let branch = door::entry(tx, asked.id)?.branch;
            may.demand(tx, RECORD, Some(branch))?;
            let anew = door::restore(tx, act, asked.id)?;
            Ok(VisitOfBook::of(door::entry(tx, anew)?, false))
        })
        .await?;
    Ok(Json(visit))
}

/// What a people counter showed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct DoorCount {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<counters::Count>,
    /// For which day.
    day: Day,
    /// `day`, `morning`, `afternoon` or `evening`.
    part: String,
    /// How many came in.
    people: i64,
}

/// Enters what a people counter showed; a number that stands for the same part of the day is corrected.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterDoorCount {
    /// The code of the place.
    #[schemars(length(min = 1, max = 40), example = &"TMH")]
    branch: String,
    /// For which day of the year behind us.
    #[schemars(example = &"2026-08-05")]
    day: Day,
    /// `day` (as when nothing is said), `morning`, `afternoon` or `evening`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(day|morning|afternoon|evening)$"))]
    part: Option<String>,
    /// How many came in.
    #[schemars(range(min = 0, max = 50000), example = &214)]
    people: i64,
}

async fn count(post: ApiPost, asked: EnterDoorCount) -> std::result::Result<Created<DoorCount>, Failure> {
    let may = post.grants().clone();
    let count = post
        .write(move |tx, act| {
            let branch = own_place(tx, &may, &asked.branch)?;
            let part = asked.part.as_deref().map_or(Ok(Part::Day), str::parse::<Part>)?;
            let (day, people) = (asked.day.0, asked.people);
            let id = counters::enter(tx, act, branch.id, day, part, people, "")?;
            Ok(DoorCount { id, day: Day(day), part: part.to_string(), people })
        })
        .await?;
    let figures = format!("/api/v1/visit-figures?from={0}&to={0}", count.day.0);
    Ok(Created(figures, count))
}

/// Takes a counter's number back. It stays, reversed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReverseDoorCount {
    /// Its identity.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<counters::Count>,
}

async fn uncount(
    post: ApiPost,
    ReverseDoorCount { id }: ReverseDoorCount,
) -> std::result::Result<Json<DoorCount>, Failure> {
    let may = post.grants().clone();
    let count = post
        .write(move |tx, act| {
            let count = counters::reverse(tx, act, id)?;
            may.demand(tx, RECORD, Some(count.branch))?;
            Ok(DoorCount { id, day: Day(count.day), part: count.part.to_string(), people: count.people })
        })
        .await?;
    Ok(Json(count))
}

/// A stretch of days.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct StretchOfFigures {
    /// Its first day.
    from: Day,
    /// Visits in the book.
    book: i64,
    /// People the counter showed; none where nobody entered a number.
    counter: Option<i64>,
}

/// What visits came to. The book and the counter are two counts of the same people and are never added up.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct FiguresOfVisits {
    /// Which of the two the official figure is: `book` or `counter`.
    official: String,
    /// Visits in the book.
    book: i64,
    /// People the counter showed.
    counter: Option<i64>,
    /// Members who came at least once.
    members: i64,
    /// The stretch, step by step.
    steps: Vec<StretchOfFigures>,
}

/// Reads what visits came to.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadVisitFigures {
    /// The first day.
    #[schemars(example = &"2026-08-01")]
    from: Day,
    /// The last day, at most ten years after the first.
    #[schemars(example = &"2026-08-31")]
    to: Day,
    /// `day`, `week` or `month` (as when nothing is said).
    #[serde(default)]
    #[schemars(regex(pattern = "^(day|week|month)$"))]
    step: Option<String>,
    /// The code of a place; all where nothing is said.
    #[serde(default)]
    #[schemars(length(max = 40))]
    branch: Option<String>,
}

async fn told(
    visit: ApiVisit,
    asked: ReadVisitFigures,
) -> std::result::Result<Json<FiguresOfVisits>, Failure> {
    let period = Period { from: asked.from.0, to: asked.to.0 };
    let longest = jiff::Span::new().years(10);
    if period.from > period.to || period.from < period.to.saturating_sub(longest) {
        return Err(Refusal::new(No::Invalid, Message::new("visit-period-wrong")).into());
    }
    let (official, figures, step) = visit
        .read(move |tx| {
            let branch = asked.branch.as_deref().map(|code| place(tx, code)).transpose()?;
            let step = asked.step.as_deref().map_or(Ok(Step::Month), str::parse::<Step>)?;
            let figures = Figures::of(tx, period, branch.map(|branch| branch.id))?;
            Ok((figures::official(tx)?, figures, step))
        })
        .await?;
    let steps = figures.by(step, period).into_iter();
    Ok(Json(FiguresOfVisits {
        official: official.to_string(),
        book: figures.book(),
        counter: figures.counted(),
        members: figures.members,
        steps: steps
            .map(|one| StretchOfFigures { from: Day(one.from), book: one.book, counter: one.counter })
            .collect(),
    }))
}

/// Lists the tablets at the doors: those in use first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListKiosks {}

/// A tablet at a door.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct KioskAtDoor {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Kiosk>,
    /// Where it stands.
    name: String,
    /// The name of its place.
    place: String,
    /// The room it counts for; none for the whole place.
    room: Option<String>,
    /// When it was opened.
    opened_at: Moment,
    /// When it was last used.
    used_at: Option<Moment>,
    /// When it was taken back.
    revoked_at: Option<Moment>,
}

async fn tablets(visit: ApiVisit, _: ListKiosks) -> std::result::Result<Json<Vec<KioskAtDoor>>, Failure> {
    let item = |one: Kiosk| KioskAtDoor {
        id: one.id,
        name: one.name,
        place: one.place,
        room: one.room,
        opened_at: one.opened_at.into(),
        used_at: one.used_at.map(Moment::from),
        revoked_at: one.revoked_at.map(Moment::from),
    };
    Ok(Json(visit.read(kiosks::all).await?.into_iter().map(item).collect()))
}

/// Opens the visitors' book on a tablet at a door.
///
/// The tablet shows `secret` as its cookie `kios` from then on, and opens nothing else with it. It is told this once: the library
/// keeps no more than its hash.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct OpenKiosk {
    /// The code of the place.
    #[schemars(length(min = 1, max = 40), example = &"TMH")]
    branch: String,
    /// Where it stands.
    #[schemars(length(min = 1, max = 60), example = &"Pintu utama")]
    name: String,
    /// One of the rooms the library names; none for the whole place.
    #[serde(default)]
    #[schemars(length(max = 200))]
    room: Option<String>,
}

/// A tablet that was opened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct OpenedKiosk {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Kiosk>,
    /// What its cookie `kios` says.
    secret: String,
}

/// The refusal of a tablet, with the fields as they are called here.
fn in_words_of_the_api(error: Error) -> Error {
    let Error::Refused(refusal) = error else { return error };
    let named = |reason: Reason| Reason {
        field: match reason.field {
            Some("nama") => Some("name"),
            Some("cabang") => Some("branch"),
            Some("ruang") => Some("room"),
            other => other,
        },
        ..reason
    };
    Error::Refused(Refusal { reasons: refusal.reasons.into_iter().map(named).collect(), ..refusal })
}

async fn open(post: ApiPost, asked: OpenKiosk) -> std::result::Result<Created<OpenedKiosk>, Failure> {
    let may = post.grants().clone();
    // Without what is kept for whoever asks twice: the secret would stand in it.
    let opened = post
        .as_form()
        .0
        .write(move |tx, act| {
            let branch = place(tx, &asked.branch)?;
            may.demand(tx, KIOSKS, Some(branch.id))?;
            let opened = kiosks::open(tx, act, branch.id, &asked.name, asked.room.as_deref());
            let (id, secret) = opened.map_err(in_words_of_the_api)?;
            Ok(OpenedKiosk { id, secret: secret.to_hex() })
        })
        .await?;
    Ok(Created("/api/v1/kiosks".to_owned(), opened))
}

/// Takes a tablet back for good: it opens the visitors' book no more.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndKiosk {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Kiosk>,
}

/// That a tablet was taken back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct KioskEnded {
    /// Where it stood.
    name: String,
}

async fn take_back(post: ApiPost, asked: EndKiosk) -> std::result::Result<Json<KioskEnded>, Failure> {
    let name = post.write(move |tx, act| kiosks::revoke(tx, act, asked.id)).await?;
    Ok(Json(KioskEnded { name }))
}
