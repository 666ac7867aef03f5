//! The partners who carry memberships, and their lists: for other programs.

use std::collections::BTreeMap;

use kernel::{Id, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Result;
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Moment},
};

use crate::{
    PLANS,
    rosters::{
        self, Applied, Entry, rollover,
        submissions::{self, Submission},
        undo::{self, Undone},
    },
    sponsorships::{self, Agreement, Sponsorship, Statement},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/sponsorships", Access::Can(PLANS), all_sponsorships)
        .post("/api/v1/sponsorships", Access::Can(PLANS), begin)
        .put("/api/v1/sponsorships/{id}", Access::Can(PLANS), change)
        .get("/api/v1/sponsorships/{id}/statement", Access::Can(PLANS), statement)
        .post("/api/v1/sponsorships/{id}/roster/look", Access::Can(PLANS), look)
        .post("/api/v1/sponsorships/{id}/roster", Access::Can(PLANS), apply)
        .post("/api/v1/sponsorships/{id}/roster/undo", Access::Can(PLANS), undo)
        .get("/api/v1/sponsorships/{id}/classes", Access::Can(PLANS), proposed)
        .post("/api/v1/sponsorships/{id}/rollover", Access::Can(PLANS), roll)
        .get("/api/v1/sponsorships/{id}/sent-lists", Access::Can(PLANS), sent)
        .post("/api/v1/sponsorships/{id}/sent-lists/{list}/refusal", Access::Can(PLANS), refuse)
}

/// Lists the partners' promises to carry memberships that have not been ended.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSponsorships {}

/// A partner's promise to carry memberships.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Carried {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Sponsorship>,
    /// Who promises: a party of the register.
    #[schemars(schema_with = "web::api::id")]
    partner: Id<Person>,
    /// What it is called.
    name: String,
    /// Code of the plan of whoever it carries.
    plan: String,
    /// Its first day.
    since: Day,
    /// Its last day; none means without end.
    until: Option<Day>,
    /// How many members it carries at most; none means all.
    seats: Option<i64>,
    /// Who comes first where seats are few: `roster`, `name` or `joined`.
    order: String,
    /// How long whoever leaves the list stays a member, in days.
    grace_days: i64,
    /// Addresses that end in this prove that somebody belongs to the partner.
    domain: Option<String>,
}

impl From<Sponsorship> for Carried {
    fn from(one: Sponsorship) -> Self {
        Self {
            id: one.id,
            partner: one.partner,
            name: one.name,
            plan: one.plan,
            since: Day(one.since),
            until: one.until.map(Day),
            seats: one.seats,
            order: one.seat_order.to_string(),
            grace_days: one.grace_days,
            domain: one.domain,
        }
    }
}

async fn all_sponsorships(visit: ApiVisit, _: ListSponsorships) -> Result<Json<Vec<Carried>>, Failure> {
    let found = visit.read(sponsorships::all).await?;
    Ok(Json(found.into_iter().map(Carried::from).collect()))
}

/// What is agreed with a partner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Agreed {
    /// Who promises: a party of the register.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    partner: Id<Person>,
    /// What it is called.
    #[schemars(length(min = 1, max = 200), example = &"Siswa SMA Lokon 2026")]
    name: String,
    /// Code of the plan of whoever it carries.
    #[schemars(length(min = 1, max = 40), example = &"pelajar")]
    plan: String,
    /// Its first day.
    #[schemars(example = &"2026-07-01")]
    since: Day,
    /// Its last day; none means without end.
    #[serde(default)]
    until: Option<Day>,
    /// How many members it carries at most; all where nothing is said.
    #[serde(default)]
    seats: Option<i64>,
    /// Who comes first where seats are few: `roster` (as when nothing is said), `name` or `joined`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(roster|name|joined)$"))]
    order: Option<String>,
    /// How long whoever leaves the list stays a member, in days.
    #[serde(default)]
    grace_days: i64,
    /// Addresses that end in this prove that somebody belongs to the partner.
    #[serde(default)]
    domain: Option<String>,
}

impl Agreed {
    fn agreement(&self) -> Result<Agreement> {
        Ok(Agreement {
            partner: self.partner,
            name: self.name.clone(),
            plan: self.plan.clone(),
            since: self.since.0,
            until: self.until.map(|day| day.0),
            seats: self.seats,
            seat_order: self.order.as_deref().unwrap_or("roster").parse()?,
            grace_days: self.grace_days,
            domain: self.domain.clone().unwrap_or_default(),
        })
    }
}

/// Keeps a partner's promise to carry memberships.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct BeginSponsorship {
    #[serde(flatten)]
    agreed: Agreed,
}

async fn begin(post: ApiPost, asked: BeginSponsorship) -> Result<Created<Carried>, Failure> {
    let made: Carried = post
        .write(move |tx, act| sponsorships::begin(tx, act, &asked.agreed.agreement()?).map(Into::into))
        .await?;
    Ok(Created(format!("/api/v1/sponsorships/{}", made.id), made))
}

/// Changes a partner's promise: all of it is put in the place of what is there. A last day ends it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeSponsorship {
    /// Which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    #[serde(flatten)]
    agreed: Agreed,
}

async fn change(post: ApiPost, asked: ChangeSponsorship) -> Result<Json<Carried>, Failure> {
    let changed = post
        .write(move |tx, act| {
            sponsorships::change(tx, act, asked.id, &asked.agreed.agreement()?).map(Carried::from)
        })
        .await?;
    Ok(Json(changed))
}

/// Reads what a partner is told about a period: numbers, and nobody's name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadStatement {
    /// Which promise.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The first day.
    #[schemars(example = &"2026-01-01")]
    from: Day,
    /// The last day.
    #[schemars(example = &"2026-12-31")]
    to: Day,
}

/// The numbers of a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct CarriedInPeriod {
    /// Members it carried on any day of the period.
    carried: i64,
    /// Members it carried on the last day.
    at_end: i64,
    /// Members it carried in the period and never before.
    new: i64,
    /// Members it carried in the period and on its last day no more.
    ended: i64,
    /// Vouchers exchanged for memberships that began in the period.
    vouchers: i64,
}

async fn statement(visit: ApiVisit, asked: ReadStatement) -> Result<Json<CarriedInPeriod>, Failure> {
    let told = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, asked.id)?;
            sponsorships::statement(tx, &one, asked.from.0, asked.to.0)
        })
        .await?;
    let ended = told.ended();
    let Statement { carried, at_end, new, vouchers } = told;
    Ok(Json(CarriedInPeriod { carried, at_end, new, ended, vouchers }))
}

/// Looks at what a partner's list would change. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtRoster {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The list as CSV with a heading.
    #[schemars(length(min = 1, max = 2_000_000), example = &"NIS;Nama;Tgl Lahir;Kelas\n1201;Meiske Lumi;31/12/2010;7A\n")]
    csv: String,
}

/// What a list would change, or has changed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Changes {
    /// How many lists were applied before; to be sent along when this one is.
    version: i64,
    /// How many are new or there again.
    new: usize,
    /// How many are there no more.
    gone: usize,
    /// Of how many the list says something else.
    changed: usize,
    /// Of how many it says the same.
    same: usize,
    /// The lines nothing is done with, counted from 1.
    doubtful: Vec<i64>,
}

async fn look(post: ApiPost, asked: LookAtRoster) -> Result<Json<Changes>, Failure> {
    let (act, vault, entries) = (post.act(), post.vault(), read(&asked.csv, post.act().today())?);
    let diff = post.read(move |tx| rosters::look(tx, &act, &vault, asked.id, entries)).await?;
    Ok(Json(Changes {
        version: diff.version,
        new: diff.new.len() + diff.back.len(),
        gone: diff.gone.len(),
        changed: diff.changed.len(),
        same: diff.same.len(),
        doubtful: diff.doubtful.iter().map(|doubt| doubt.entry.line).collect(),
    }))
}

fn read(csv: &str, today: kernel::Date) -> Result<Vec<Entry>> {
    Ok(rosters::sheet::entries(&rosters::sheet::read(csv.as_bytes())?, today))
}

/// Takes a partner's list over: all of it or nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ApplyRoster {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The list as CSV with a heading.
    #[schemars(length(min = 1, max = 2_000_000), example = &"NIS;Nama;Tgl Lahir;Kelas\n1201;Meiske Lumi;31/12/2010;7A\n")]
    csv: String,
    /// The `version` it was looked at with; where another list was applied since, the answer is 409.
    version: i64,
}

async fn apply(post: ApiPost, asked: ApplyRoster) -> Result<Json<Applied>, Failure> {
    let (vault, entries) = (post.vault(), read(&asked.csv, post.act().today())?);
    let applied = post
        .write(move |tx, act| {
            rosters::apply(tx, act, &vault, asked.id, asked.version, "API", entries.clone())
        })
        .await?;
    Ok(Json(applied))
}

/// Takes the list back that was applied last, as far as nothing has moved on since.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct UndoRoster {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The `version` that was applied.
    #[schemars(example = &2)]
    version: i64,
}

/// What came of taking a list back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RosterUndone {
    /// How many rows are as they were.
    restored: usize,
    /// How many memberships that it began have ended.
    ended: usize,
    /// Who stays as the list made them, since something has happened to them meanwhile.
    moved_on: Vec<String>,
}

async fn undo(post: ApiPost, asked: UndoRoster) -> Result<Json<RosterUndone>, Failure> {
    let came = post
        .write(move |tx, act| {
            let Undone { restored, ended, moved_on } = undo::undo(tx, act, asked.id, asked.version)?;
            Ok(RosterUndone { restored, ended, moved_on })
        })
        .await?;
    Ok(Json(came))
}

/// Lists the classes of a partner's list, with where each is proposed to go in a new school year.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListClasses {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
}

/// A class, and where it goes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ClassOfRoster {
    /// What it is called; empty for those without one.
    name: String,
    /// How many are in it.
    people: i64,
    /// The class it is proposed to become; none where everybody in it leaves.
    next: Option<String>,
}

/// The classes of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ClassesOfRoster {
    /// How many lists were applied before; to be sent along with a rollover.
    version: i64,
    /// The classes.
    classes: Vec<ClassOfRoster>,
}

async fn proposed(visit: ApiVisit, asked: ListClasses) -> Result<Json<ClassesOfRoster>, Failure> {
    let (version, found) = visit
        .read(move |tx| {
            let version = rosters::last(tx, asked.id)?.map_or(0, |roster| roster.version);
            Ok((version, rollover::proposed(tx, asked.id)?))
        })
        .await?;
    let item = |one: rollover::Class| ClassOfRoster { name: one.name, people: one.people, next: one.next };
    Ok(Json(ClassesOfRoster { version, classes: found.into_iter().map(item).collect() }))
}

/// Moves the classes of a partner's list into a new school year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RollOver {
    /// Which promise the list belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// The `version` the classes were read with.
    #[schemars(example = &2)]
    version: i64,
    /// Where each class goes: its new name, or null where everybody in it leaves. A class that is not named stays.
    #[schemars(example = &serde_json::json!({ "7A": "8A", "9A": null }))]
    moves: BTreeMap<String, Option<String>>,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RolledOver {
    /// How many have another class.
    moved: i64,
    /// How many have left.
    left: i64,
}

async fn roll(post: ApiPost, asked: RollOver) -> Result<Json<RolledOver>, Failure> {
    let came = post
        .write(move |tx, act| {
            let rolled = rollover::roll(tx, act, asked.id, asked.version, &asked.moves)?;
            Ok(RolledOver { moved: rolled.moved, left: rolled.left })
        })
        .await?;
    Ok(Json(came))
}

/// Lists what a partner has sent by itself, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSentRosters {
    /// Which promise they belong to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
}

/// A list a partner has sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SentRoster {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Submission>,
    /// What the file was called.
    name: String,
    /// When it came.
    sent_at: Moment,
    /// `waiting`, `applied`, `refused` or `replaced`.
    state: String,
    /// Why it was refused.
    note: Option<String>,
}

async fn sent(visit: ApiVisit, asked: ListSentRosters) -> Result<Json<Vec<SentRoster>>, Failure> {
    let found = visit.read(move |tx| submissions::of(tx, asked.id)).await?;
    let item = |one: Submission| SentRoster {
        id: one.id,
        name: one.name,
        sent_at: one.sent_at.into(),
        state: one.state.to_string(),
        note: one.note,
    };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Refuses a list a partner has sent; they are told why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RefuseRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
    /// Why.
    #[schemars(length(min = 1, max = 500), example = &"Kolom tanggal lahir kosong")]
    note: String,
}

/// That it was done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RosterRefused {
    /// Which list.
    #[schemars(schema_with = "web::api::id")]
    list: Id<Submission>,
}

async fn refuse(post: ApiPost, asked: RefuseRoster) -> Result<Json<RosterRefused>, Failure> {
    let list = asked.list;
    post.write(move |tx, act| submissions::refuse(tx, act, asked.id, list, &asked.note)).await?;
    Ok(Json(RosterRefused { list }))
}
