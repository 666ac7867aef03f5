//! The lists of partners who carry memberships: for other programs.

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use platform::{looks::Sight, vault::Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Visit,
    api::{Api, ApiPost, ApiVisit, Day, Json},
};

use crate::{
    PLANS,
    rosters::{
        self, Applied, Change, Diff, Entry, New, rollover,
        undo::{self, Undone},
    },
    sponsorships::Sponsorship,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.post("/api/v1/sponsorships/{id}/roster/look", Access::Can(PLANS), look)
        .post("/api/v1/sponsorships/{id}/roster", Access::Can(PLANS), apply)
        .post("/api/v1/sponsorships/{id}/roster/undo", Access::Can(PLANS), undo)
        .get("/api/v1/sponsorships/{id}/classes", Access::Can(PLANS), proposed)
        .post("/api/v1/sponsorships/{id}/rollover", Access::Can(PLANS), roll)
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
pub(super) struct Changes {
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(super) struct SaidOfRow {
    /// What it is: `roster-twice`, `roster-two-known`, `member-born-impossible`, …
    key: String,
    /// The same in words.
    text: String,
}

impl SaidOfRow {
    pub(super) fn of(visit: &Visit, message: &Message) -> Self {
        Self { key: message.key.to_owned(), text: visit.tell(message) }
    }
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
        let about = |entry: &Entry, why: &[Message]| DoubtOnRoster {
            line: entry.line,
            name: entry.name(),
            why: why.iter().map(|message| SaidOfRow::of(visit, message)).collect(),
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
pub(super) async fn looked(
    visit: &Visit,
    id: Id<Sponsorship>,
    entries: Vec<Entry>,
) -> Result<Json<Changes>, Failure> {
    let (act, vault) = (visit.act(), visit.vault());
    let diff = visit.read(move |tx| rosters::look(tx, &act, &vault, id, entries.clone())).await?;
    visit.looks_at_all(diff.people(), Sight::List);
    Ok(Json(Changes::of(visit, &diff)))
}

fn read(csv: &str, today: Date) -> Result<Vec<Entry>> {
    entries_of(csv.as_bytes(), today)
}

pub(super) fn entries_of(content: &[u8], today: Date) -> Result<Vec<Entry>> {
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
pub(super) fn unless_most_go(
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
