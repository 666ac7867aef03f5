//! The partners who carry memberships, and their lists: for other programs.

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use platform::{looks::Sight, vault::Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Visit,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Moment},
};

use crate::{
    PLANS,
    rosters::{
        self, Applied, Change, Diff, Entry, New, rollover,
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
        .get("/api/v1/sponsorships/{id}/sent-lists/{list}", Access::Can(PLANS), look_at_sent)
        .post("/api/v1/sponsorships/{id}/sent-lists/{list}/application", Access::Can(PLANS), apply_sent)
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

/// What a list would change.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Changes {
    /// How many lists were applied before; to be sent along when this one is.
    version: i64,
    /// Who is new.
    new: Vec<NewOnRoster>,
    /// Who had gone and is there again, with what is different.
    back: Vec<ChangedOnRoster>,
    /// Who is there no more.
    gone: Vec<NamedOnRoster>,
    /// Of whom the list says something else.
    changed: Vec<ChangedOnRoster>,
    /// Of how many it says the same.
    same: usize,
    /// Rows nothing is done with, with why: people decide them.
    doubtful: Vec<DoubtOnRoster>,
    /// Rows that are taken over and worth a second look, with why.
    warnings: Vec<DoubtOnRoster>,
    /// Whether so many are gone that it might be the wrong list.
    loses_most: bool,
}

/// Somebody as a list names them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct NamedOnRoster {
    /// The partner's own number for them.
    number: Option<String>,
    /// The name.
    name: String,
    /// Birth date.
    born: Option<Day>,
    /// The class or unit.
    class: Option<String>,
    /// Who of the register it is, where that is known.
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
}

/// Somebody who was not on the list before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct NewOnRoster {
    /// The line of the file, counted from 1.
    line: i64,
    #[serde(flatten)]
    is: NamedOnRoster,
    /// The number on their card, where they are a member already.
    member: Option<String>,
}

/// Somebody of whom the list says something else than before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ChangedOnRoster {
    /// The line of the file, counted from 1.
    line: i64,
    /// As the list names them now.
    is: NamedOnRoster,
    /// As it did before.
    was: NamedOnRoster,
}

/// A row with what is to be said of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct DoubtOnRoster {
    /// The line of the file, counted from 1.
    line: i64,
    /// The name, as the row has it.
    name: String,
    /// What is to be said.
    why: Vec<SaidOfRow>,
}

/// What is to be said of a row.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SaidOfRow {
    /// What it is: `roster-twice`, `roster-two-known`, `member-born-impossible`, …
    key: String,
    /// The same in words.
    text: String,
}

impl NamedOnRoster {
    fn entry(entry: &Entry, party: Option<Id<Person>>) -> Self {
        Self {
            number: entry.number.clone(),
            name: entry.name(),
            born: entry.profile.born.map(Day),
            class: entry.class.clone(),
            party,
        }
    }

    fn row(row: &rosters::Listed) -> Self {
        Self {
            number: row.number.clone(),
            name: row.name.clone(),
            born: row.born.map(Day),
            class: row.class.clone(),
            party: row.person,
        }
    }
}

impl Changes {
    fn of(visit: &Visit, diff: &Diff) -> Self {
        let new = |one: &New| NewOnRoster {
            line: one.entry.line,
            is: NamedOnRoster::entry(&one.entry, one.known.as_ref().map(|known| known.person)),
            member: one.known.as_ref().and_then(|known| known.code.clone()),
        };
        let changed = |one: &Change| ChangedOnRoster {
            line: one.entry.line,
            is: NamedOnRoster::entry(&one.entry, one.row.person),
            was: NamedOnRoster::row(&one.row),
        };
        let said = |message: &Message| SaidOfRow { key: message.key.to_owned(), text: visit.tell(message) };
        let about = |entry: &Entry, why: &[Message]| DoubtOnRoster {
            line: entry.line,
            name: entry.name(),
            why: why.iter().map(said).collect(),
        };
        Self {
            version: diff.version,
            new: diff.new.iter().map(new).collect(),
            back: diff.back.iter().map(changed).collect(),
            gone: diff.gone.iter().map(NamedOnRoster::row).collect(),
            changed: diff.changed.iter().map(changed).collect(),
            same: diff.same.len(),
            doubtful: diff.doubtful.iter().map(|doubt| about(&doubt.entry, &doubt.why)).collect(),
            warnings: diff.warnings().map(|(entry, why)| about(entry, std::slice::from_ref(why))).collect(),
            loses_most: diff.loses_most(),
        }
    }
}

async fn look(post: ApiPost, asked: LookAtRoster) -> Result<Json<Changes>, Failure> {
    let entries = read(&asked.csv, post.act().today())?;
    looked(&post, asked.id, entries).await
}

/// What rows would change, told to whoever may see them, which is written down.
async fn looked(visit: &Visit, id: Id<Sponsorship>, entries: Vec<Entry>) -> Result<Json<Changes>, Failure> {
    let (act, vault) = (visit.act(), visit.vault());
    let diff = visit.read(move |tx| rosters::look(tx, &act, &vault, id, entries.clone())).await?;
    visit.looks_at_all(diff.people(), Sight::List);
    Ok(Json(Changes::of(visit, &diff)))
}

fn read(csv: &str, today: Date) -> Result<Vec<Entry>> {
    entries_of(csv.as_bytes(), today)
}

fn entries_of(content: &[u8], today: Date) -> Result<Vec<Entry>> {
    Ok(rosters::sheet::entries(&rosters::sheet::read(content)?, today))
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
    /// That it is the right one though it `loses_most`; else the answer is 409.
    #[serde(default)]
    knowing: bool,
}

async fn apply(post: ApiPost, asked: ApplyRoster) -> Result<Json<Applied>, Failure> {
    let (vault, entries) = (post.vault(), read(&asked.csv, post.act().today())?);
    let applied = post
        .write(move |tx, act| {
            unless_most_go(tx, act, &vault, asked.id, &entries, asked.knowing)?;
            rosters::apply(tx, act, &vault, asked.id, asked.version, "API", entries.clone())
        })
        .await?;
    Ok(Json(applied))
}

/// Refuses a list that might be the wrong one before somebody says that it is not.
fn unless_most_go(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    id: Id<Sponsorship>,
    entries: &[Entry],
    knowing: bool,
) -> Result<()> {
    if !knowing && rosters::look(tx, act, vault, id, entries.to_vec())?.loses_most() {
        return Err(Refusal::new(Kind::Conflict, Message::new("roster-loses-most-said")).into());
    }
    Ok(())
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
    let found = visit
        .read(move |tx| {
            sponsorships::one(tx, asked.id)?;
            submissions::of(tx, asked.id)
        })
        .await?;
    let item = |one: Submission| SentRoster {
        id: one.id,
        name: one.name,
        sent_at: one.sent_at.into(),
        state: one.state.to_string(),
        note: one.note,
    };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Looks at what a list would change that a partner has sent. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtSentRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list; one that waits.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
}

async fn look_at_sent(visit: ApiVisit, asked: LookAtSentRoster) -> Result<Json<Changes>, Failure> {
    let (vault, today) = (visit.vault(), visit.act().today());
    let (_, content) =
        visit.read(move |tx| submissions::waiting_as(tx, &vault, asked.id, asked.list)).await?;
    looked(&visit, asked.id, entries_of(&content, today)?).await
}

/// Takes a list over that a partner has sent: all of it or nothing. They are told what came of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ApplySentRoster {
    /// Which promise it belongs to.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Sponsorship>,
    /// Which list; one that waits.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    list: Id<Submission>,
    /// The `version` it was looked at with; where another list was applied since, the answer is 409.
    version: i64,
    /// That it is the right one though it `loses_most`; else the answer is 409.
    #[serde(default)]
    knowing: bool,
}

async fn apply_sent(post: ApiPost, asked: ApplySentRoster) -> Result<Json<Applied>, Failure> {
    let (vault, opening) = (post.vault(), post.vault());
    let (name, content) =
        post.read(move |tx| submissions::waiting_as(tx, &opening, asked.id, asked.list)).await?;
    let entries = entries_of(&content, post.act().today())?;
    let applied = post
        .write(move |tx, act| {
            // Of two who apply it at once, the second is told that it does not wait any more.
            let file = submissions::open(tx, act, &vault, asked.id, asked.list)?;
            unless_most_go(tx, act, &vault, asked.id, &entries, asked.knowing)?;
            let applied = rosters::apply(tx, act, &vault, asked.id, asked.version, &name, entries.clone())?;
            submissions::applied(tx, act, asked.id, file, &applied)?;
            Ok(applied)
        })
        .await?;
    Ok(Json(applied))
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
