//! The collection for other programs.

mod marc;

use std::sync::Arc;

use ::search::{Query, Results};
use kernel::{Id, Kind, Message, Refusal, Rupiah};
use platform::{
    events,
    library::{self, Branch},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::{FromRow, Json as Stored, Result, Tx, sql, vals};
use tokio::task::spawn_blocking;
use web::{
    Access, Failure, Routes,
    api::{Api, ApiVisit, Cursor, Day, Json, Limit, List, Moment, Versioned},
};

use crate::{
    COPIES, EDIT,
    copies::{self, Copy, Status},
    display::Display,
    indexer::Index,
    record::{Audience, Drawn, Form},
    records::{self, Kept},
};

/// So far into what is found one can go; the index does not sort further.
const DEEPEST: usize = 10_000;

/// Everything under `/api/v1` of this module.
pub(crate) fn routes(index: &Arc<Index>) -> Routes {
    let index = index.clone();
    Api::of("catalogue")
        .get("/api/v1/records", Access::Public, move |visit, asked| find(index.clone(), visit, asked))
        .get("/api/v1/records/{number}", Access::Public, one)
        .get("/api/v1/records/{number}/marc", Access::Public, marc::read)
        .put("/api/v1/records/{number}/marc", Access::Can(EDIT), marc::replace)
        .get("/api/v1/records/{number}/copies", Access::Public, copies_of)
        .get("/api/v1/copies/{barcode}", Access::Can(COPIES), copy)
        .routes()
}

/// Finds records.
///
/// With `q` what fits best comes first, up to 10,000 records; the words are understood as on the page, with
/// `"phrases"`, `word*`, `-word` and fields such as `author:`. Without `q` every record comes, in the order of
/// the numbers, for whoever takes them all.
#[derive(Deserialize, JsonSchema)]
struct FindRecords {
    /// The words to look for.
    #[serde(default)]
    #[schemars(length(max = 200), example = &"krisan")]
    q: Option<String>,
    /// How many records a page holds.
    #[serde(default)]
    #[schemars(example = 20)]
    limit: Limit,
    /// Where the list goes on: the `next` of the page before, as it is.
    #[serde(default)]
    cursor: Option<Cursor>,
}

/// A record in a list.
#[derive(Serialize, JsonSchema)]
struct RecordInList {
    /// Its short number, as in the address of its page.
    number: i64,
    /// Title and subtitle.
    title: String,
    /// The first author, as people say the name; may be empty.
    author: String,
    /// Year of publication.
    year: Option<i32>,
    /// What kind of thing it is.
    #[schemars(schema_with = "kinds_of_thing")]
    kind: &'static str,
    /// ISO 639-2/B code of the language; may be empty.
    language: String,
    /// Where it belongs on the shelf; may be empty.
    call_number: String,
    /// How many copies there are, withdrawn ones not counted.
    copies: i64,
    /// How many of them can be borrowed now.
    available: i64,
}

fn words(all: impl IntoIterator<Item = &'static str>) -> Schema {
    let all: Vec<&str> = all.into_iter().collect();
    json_schema!({ "type": "string", "enum": all })
}

fn kinds_of_thing(_: &mut SchemaGenerator) -> Schema {
    words(Form::ALL.iter().map(|form| form.as_str()))
}

async fn find(index: Arc<Index>, visit: ApiVisit, asked: FindRecords) -> Result<List<RecordInList>, Failure> {
    match asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => search(&index, &visit, q, &asked).await,
        None => {
            let after = asked.cursor.as_ref().map(|cursor| cursor.read::<(Walk, i64)>()).transpose()?;
            let (after, limit) = (after.map_or(0, |(_, number)| number), asked.limit.0);
            Ok(visit.read(move |tx| all(tx, after, limit)).await?)
        }
    }
}

/// Where a walk through all records stands, told apart from a place in what was found.
#[derive(Serialize, Deserialize)]
enum Walk {
    #[serde(rename = "after")]
    After,
}

/// The page of what was found that begins at `from`.
async fn search(
    index: &Arc<Index>,
    visit: &ApiVisit,
    q: &str,
    asked: &FindRecords,
) -> Result<List<RecordInList>, Failure> {
    let from = asked.cursor.as_ref().map(|cursor| cursor.read::<(String, usize)>()).transpose()?;
    let from = match from {
        // A cursor goes on with the words it began with.
        Some((words, from)) if words == q && from < DEEPEST => from,
        Some(_) => return Err(Refusal::of_field("cursor", Message::new("api-cursor")).into()),
        None => 0,
    };
    let limit = usize::try_from(asked.limit.0).unwrap_or(1).min(DEEPEST - from);
    let query = Query { text: q.to_owned(), offset: from, limit, ..Query::default() };
    let latest = visit.read(events::latest).await?;
    index.caught_up(latest).await;
    let index = index.clone();
    let found: Results = spawn_blocking(move || index.search(&query))
        .await
        .map_err(Failure::fault)?
        .map_err(Failure::fault)?;
    let next = from + limit;
    let is_more = next < DEEPEST && u64::try_from(next).is_ok_and(|next| next < found.total);
    Ok(List {
        items: found.hits.iter().map(|hit| Display::from_text(&hit.display).into()).collect(),
        next: is_more.then(|| Cursor::at(&(q, next))),
    })
}

impl From<Display> for RecordInList {
    fn from(row: Display) -> Self {
        Self {
            number: row.number,
            title: row.full_title(),
            author: row.author,
            year: row.year,
            kind: row.form.as_str(),
            language: row.language,
            call_number: row.call_number,
            copies: row.copies.into(),
            available: row.free.into(),
        }
    }
}

/// The page of all public records that follows number `after`.
fn all(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<List<RecordInList>> {
    #[derive(FromRow)]
    struct Row {
        number: i64,
        drawn: Stored<Drawn>,
        copies: i64,
        available: i64,
    }
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT r.number, r.drawn,
                    (SELECT count(*) FROM copy c WHERE c.record = r.id AND c.status <> 'withdrawn') AS copies,
                    (SELECT count(*) FROM copy c JOIN copy_kind k ON k.code = c.kind
                     WHERE c.record = r.id AND c.status = 'available' AND k.lendable AND c.due_at IS NULL) AS available
             FROM record r WHERE r.number > ?1 AND NOT r.hidden ORDER BY r.number LIMIT ?2"
        ),
        vals![after, limit],
    )?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
    let next = rows.last().filter(|_| full).map(|last| Cursor::at(&(Walk::After, last.number)));
    let item = |Row { number, drawn: Stored(drawn), copies, available }: Row| RecordInList {
        number,
        title: drawn.full_title(),
        author: drawn.author_spoken(),
        year: drawn.year,
        kind: drawn.form.as_str(),
        language: drawn.language,
        call_number: drawn.call_number,
        copies,
        available,
    };
    Ok(List { items: rows.into_iter().map(item).collect(), next })
}

/// Gives a record.
///
/// Its ETag carries its version, which a change must name in `If-Match`. Records hidden from the public are
/// there for whoever may see the staff's catalogue.
#[derive(Deserialize, JsonSchema)]
struct GetRecord {
    /// The record's short number.
    #[schemars(range(min = 1), example = 1)]
    number: i64,
}

/// A record: what its MARC says, in plain fields. What it does not say is empty.
#[derive(Serialize, JsonSchema)]
struct Record {
    /// Its short number, as in the address of its page.
    number: i64,
    /// How many times it was written.
    version: i64,
    /// The title proper.
    title: String,
    /// The rest of the title.
    subtitle: String,
    /// Who is responsible, as on the title page.
    responsibility: String,
    /// Persons, bodies and meetings.
    authors: Vec<Author>,
    /// The edition.
    edition: String,
    /// Where it was published.
    place: String,
    /// By whom.
    publisher: String,
    /// When.
    year: Option<i32>,
    /// ISO 639-2/B code of the language.
    language: String,
    /// What kind of thing it is.
    #[schemars(schema_with = "kinds_of_thing")]
    kind: &'static str,
    /// For whom it is.
    #[schemars(schema_with = "audiences")]
    audience: Option<&'static str>,
    /// Subject headings and genres.
    subjects: Vec<String>,
    /// Series with numbering.
    series: Vec<String>,
    /// ISBNs in thirteen digits.
    isbns: Vec<String>,
    /// ISSNs.
    issns: Vec<String>,
    /// The Dewey number.
    ddc: String,
    /// The call number on the spine.
    call_number: String,
    /// The summary.
    summary: String,
    /// The contents.
    contents: String,
    /// Other notes.
    notes: Vec<String>,
    /// Pages, minutes, sheets.
    extent: String,
    /// Whether it is hidden from the public.
    hidden: bool,
    /// When it came into the catalogue.
    created_at: Moment,
    /// When it was last written.
    changed_at: Moment,
}

fn audiences(_: &mut SchemaGenerator) -> Schema {
    let all: Vec<Option<&str>> = Audience::ALL.iter().map(|one| Some(one.as_str())).chain([None]).collect();
    json_schema!({ "type": ["string", "null"], "enum": all })
}

/// Somebody or something that made it.
#[derive(Serialize, JsonSchema)]
struct Author {
    /// As catalogued: `Hirata, Andrea`.
    name: String,
    /// As people say it: `Andrea Hirata`.
    spoken: String,
    /// What they did: a relator term or a MARC relator code; may be empty.
    role: String,
}

async fn one(visit: ApiVisit, GetRecord { number }: GetRecord) -> Result<Versioned<Record>, Failure> {
    let kept = seen(&visit, number).await?;
    let version = kept.version;
    Ok(Versioned(kept.into(), version))
}

/// The record, if whoever asks may see it.
async fn seen(visit: &ApiVisit, number: i64) -> Result<Kept, Failure> {
    let kept = visit.read(move |tx| records::by_number(tx, number)).await?;
    let all = visit.can(COPIES);
    Ok(kept.filter(|kept| all || !kept.hidden).ok_or_else(|| unknown(number))?)
}

fn unknown(number: i64) -> Refusal {
    Refusal::new(Kind::Missing, Message::new("record-unknown").with("number", number))
}

impl From<Kept> for Record {
    fn from(kept: Kept) -> Self {
        let Stored(drawn) = kept.drawn;
        let authors = drawn.authors.into_iter().map(|author| Author {
            spoken: author.spoken(),
            name: author.name,
            role: author.role,
        });
        Self {
            number: kept.number,
            version: kept.version,
            title: drawn.title,
            subtitle: drawn.subtitle,
            responsibility: drawn.responsibility,
            authors: authors.collect(),
            edition: drawn.edition,
            place: drawn.place,
            publisher: drawn.publisher,
            year: drawn.year,
            language: drawn.language,
            kind: drawn.form.as_str(),
            audience: drawn.audience.map(|audience| audience.as_str()),
            subjects: drawn.subjects,
            series: drawn.series,
            isbns: drawn.isbns,
            issns: drawn.issns,
            ddc: drawn.ddc,
            call_number: drawn.call_number,
            summary: drawn.summary,
            contents: drawn.contents,
            notes: drawn.notes,
            extent: drawn.extent,
            hidden: kept.hidden,
            created_at: kept.created_at.into(),
            changed_at: kept.changed_at.into(),
        }
    }
}

/// Lists the copies of a record.
///
/// In the order of their barcodes, with what the public may know of them; withdrawn ones are left out.
#[derive(Deserialize, JsonSchema)]
struct ListCopies {
    /// The record's short number.
    #[schemars(range(min = 1), example = 1)]
    number: i64,
    /// How many copies a page holds.
    #[serde(default)]
    limit: Limit,
    /// Where the list goes on: the `next` of the page before, as it is.
    #[serde(default)]
    cursor: Option<Cursor>,
}

/// A copy as everybody may know it.
#[derive(Serialize, JsonSchema)]
struct CopyOfRecord {
    /// What its label says.
    barcode: String,
    /// Code of the branch where it belongs.
    branch: String,
    /// Where in the branch it stands; may be empty.
    shelf: String,
    /// Its call number; may be empty.
    call_number: String,
    /// Code of its kind, such as `umum`.
    kind: String,
    /// Its state, apart from being on loan.
    #[schemars(schema_with = "states")]
    status: &'static str,
    /// When it is due back, while on loan.
    due_at: Option<Moment>,
    /// Whether it can be borrowed now.
    available: bool,
}

fn states(_: &mut SchemaGenerator) -> Schema {
    words(Status::ALL.iter().map(|status| status.as_str()))
}

impl CopyOfRecord {
    fn of(copy: &Copy, branches: &[Branch]) -> Self {
        Self {
            barcode: copy.barcode.clone(),
            branch: code(copy.branch, branches),
            shelf: copy.shelf.clone(),
            call_number: copy.call_number.clone(),
            kind: copy.kind.clone(),
            status: copy.status.as_str(),
            due_at: copy.due.map(Moment),
            available: copy.is_free(),
        }
    }
}

fn code(branch: Id<Branch>, branches: &[Branch]) -> String {
    branches.iter().find(|one| one.id == branch).map(|one| one.code.clone()).unwrap_or_default()
}

async fn copies_of(visit: ApiVisit, asked: ListCopies) -> Result<List<CopyOfRecord>, Failure> {
    let record = seen(&visit, asked.number).await?.id;
    let after: Option<(String,)> = asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let (copies, branches) =
        visit.read(move |tx| Ok((copies::of_record(tx, record)?, library::branches(tx)?))).await?;
    let limit = usize::try_from(asked.limit.0).unwrap_or(1);
    let is_asked = |copy: &&Copy| {
        copy.status != Status::Withdrawn && after.as_ref().is_none_or(|(after,)| copy.barcode > *after)
    };
    let mut rest = copies.iter().filter(is_asked);
    let items: Vec<CopyOfRecord> =
        rest.by_ref().take(limit).map(|copy| CopyOfRecord::of(copy, &branches)).collect();
    let next = rest.next().and(items.last()).map(|last| Cursor::at(&(&last.barcode,)));
    Ok(List { items, next })
}

/// Gives a copy by its barcode, with what the staff know of it.
#[derive(Deserialize, JsonSchema)]
struct GetCopy {
    /// What its label says.
    #[schemars(length(min = 1, max = 64), example = &"TMH-0000001")]
    barcode: String,
}

/// A copy as the staff know it.
#[derive(Serialize, JsonSchema)]
struct CopyForStaff {
    #[serde(flatten)]
    known: CopyOfRecord,
    /// The number of its record.
    record: i64,
    /// The record's title.
    title: String,
    /// The record's first author; may be empty.
    author: String,
    /// How often it was lent.
    loans: i64,
    /// What it costs to replace, in whole rupiah.
    price: Option<i64>,
    /// The number in the inventory book.
    inventory: Option<String>,
    /// Where it came from.
    source: Option<String>,
    /// The day it came.
    received_on: Option<Day>,
    /// What staff should know of it.
    note: Option<String>,
}

async fn copy(visit: ApiVisit, GetCopy { barcode }: GetCopy) -> Result<Json<CopyForStaff>, Failure> {
    let (copy, branches) = visit
        .read(move |tx| {
            let missing = || Refusal::new(Kind::Missing, Message::new("copy-unknown"));
            Ok((copies::by_barcode(tx, &barcode)?.ok_or_else(missing)?, library::branches(tx)?))
        })
        .await?;
    Ok(Json(CopyForStaff {
        known: CopyOfRecord::of(&copy, &branches),
        record: copy.number,
        title: copy.title,
        author: copy.author,
        loans: copy.loans,
        price: copy.price.map(|Rupiah(amount)| amount),
        inventory: copy.inventory,
        source: copy.source,
        received_on: copy.received_on.map(Day),
        note: copy.note,
    }))
}
