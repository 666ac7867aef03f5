//! Boxes: opened, found, counted.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah, Timestamp};
use platform::{audit, library::Branch, sequence};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use super::{Source, State, rules::Sharing};
use crate::model::{Copy, Record};

/// A box.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Batch {
    /// Which.
    pub id: Id<Batch>,
    /// The code people use: `A-2026-014`.
    pub code: String,
    /// How it came.
    pub source: Source,
    /// Who gave or sold it, where the register knows.
    pub party: Option<Id<Person>>,
    /// The same, as people say it.
    pub name: String,
    /// Whether everybody may read the name.
    pub named: bool,
    /// The number of the handover record or of the order.
    pub reference: String,
    /// The day it came.
    pub received_on: Date,
    /// Where its copies belong.
    pub branch: Id<Branch>,
    /// The name of that place.
    pub branch_name: String,
    /// How many books the paper speaks of.
    pub expected: i64,
    /// What they are worth together.
    pub worth: Rupiah,
    /// Why there is more in it than its paper says.
    pub excess: Option<String>,
    /// Why there is less.
    pub shortage: Option<String>,
    /// Whether labels come from a roll.
    pub roll: bool,
    /// How far it is.
    pub state: State,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed or cancelled.
    pub ended_at: Option<Timestamp>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// How many copies were taken out of it.
    pub copies: i64,
    /// How many of these its paper values: all but those beyond it.
    pub valued: i64,
    /// What these are worth together.
    pub taken: Rupiah,
}

/// A box to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    /// How it came.
    pub source: Source,
    /// Who gave or sold it, where the register knows.
    pub party: Option<Id<Person>>,
    /// The same, as people say it.
    pub name: String,
    /// Whether everybody may read the name.
    pub named: bool,
    /// The number of the handover record or of the order; each has one box.
    pub reference: String,
    /// The day it came.
    pub received_on: Date,
    /// Where its copies belong.
    pub branch: Id<Branch>,
    /// How many books the paper speaks of.
    pub expected: i64,
    /// What they are worth together, in whole rupiah: one each at least.
    pub worth: Rupiah,
    /// What the paper says is in it, title by title; empty where it does not say.
    pub titles: Vec<NewTitle>,
}

/// A title that the paper of a box names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTitle {
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its ISBN, thirteen digits.
    pub isbn: Option<String>,
    /// How many copies.
    pub copies: i64,
    /// What one is worth.
    pub worth: Rupiah,
}

/// A title of the paper of a box, and how many of it were taken out.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Title {
    /// Which.
    pub id: Id<Title>,
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its ISBN, thirteen digits.
    pub isbn: Option<String>,
    /// How many copies there should be.
    pub copies: i64,
    /// What one is worth.
    pub worth: Rupiah,
    /// How many are accessioned.
    pub taken: i64,
    /// The short number of the record they belong to, once there is one.
    pub number: Option<i64>,
}

/// The statement that reads the titles of a paper.
macro_rules! titles {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT t.id, t.title, t.author, t.isbn, t.copies, t.worth,
                 (SELECT count(*) FROM accession a WHERE a.title = t.id) AS taken,
                 (SELECT MIN(r.number) FROM accession a JOIN copy c ON c.id = a.copy JOIN record r ON r.id = c.record
                     WHERE a.title = t.id) AS number
             FROM accession_title t WHERE t.batch = ?1 ",
            $rest
        ))
    };
}

/// The titles the paper of a box names, in its order.
///
/// # Errors
/// Those of the database.
pub fn titles(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<Vec<Title>> {
    tx.all(titles!("ORDER BY t.position LIMIT 1000"), vals![batch])
}

/// Which of them a record is: by an ISBN, or where the paper has none by the title.
pub(super) fn title_of(tx: &mut Tx<'_>, batch: Id<Batch>, record: Id<Record>) -> Result<Option<Title>> {
    tx.opt(
        titles!(
            "AND (t.isbn IN (SELECT i.isbn FROM record_isbn i WHERE i.record = ?2)
                 OR (t.isbn IS NULL AND lower(t.title) = (SELECT lower(r.title) FROM record r WHERE r.id = ?2)))
             ORDER BY t.position LIMIT 1"
        ),
        vals![batch, record],
    )
}

/// The title of this ISBN that the paper of a box names.
pub(crate) fn titled(tx: &mut Tx<'_>, batch: Id<Batch>, isbn: &str) -> Result<Option<Title>> {
    tx.opt(titles!("AND t.isbn = ?2 ORDER BY t.position LIMIT 1"), vals![batch, isbn])
}

/// The statement that reads boxes.
macro_rules! boxes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT b.id, b.code, b.source, b.party, b.name, b.named, b.reference, b.received_on, b.branch,
                 p.name AS branch_name, b.expected, b.worth, b.excess, b.shortage, b.roll, b.state, b.opened_at, b.ended_at, b.reason,
                 (SELECT count(*) FROM accession a WHERE a.batch = b.id) AS copies,
                 (SELECT count(a.value) FROM accession a WHERE a.batch = b.id) AS valued,
                 (SELECT CAST(COALESCE(SUM(a.value), 0) AS BIGINT) FROM accession a WHERE a.batch = b.id) AS taken
             FROM accession_batch b JOIN branch p ON p.id = b.branch ",
            $rest
        ))
    };
}

/// Opens a box.
///
/// # Errors
/// A refusal with every reason, also where the paper has a box already; those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, new: &NewBatch) -> Result<Batch> {
    let (name, reference) = (new.name.trim(), new.reference.trim());
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if name.is_empty() {
        object("name", "accession-name-missing");
    }
    if reference.is_empty() {
        object("reference", "accession-reference-missing");
    }
    if new.worth < Rupiah(new.expected.max(1)) {
        object("worth", "accession-worth-missing");
    }
    if new.expected < 1 {
        object("expected", "accession-expected-form");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let year = act.today().year();
    let code = format!("A-{year}-{:03}", sequence::next(tx, &format!("accession-{year}"))?);
    let id = Id::new();
    let opened = tx.exec(
        sql!(
            "INSERT INTO accession_batch (id, code, source, party, name, named, reference, received_on, branch, expected,
                 worth, roll, state, opened_at, ended_at, ended_by, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, FALSE, 'open', ?12, NULL, NULL, NULL)
             ON CONFLICT (source, reference) DO NOTHING"
        ),
        vals![
            id,
            code,
            new.source,
            new.party,
            name,
            new.named,
            reference,
            new.received_on,
            new.branch,
            new.expected,
            new.worth,
            act.at
        ],
    )?;
    if opened == 0 {
        let message = Message::new("accession-reference-taken").with("reference", reference);
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("reference", message) }.into());
    }
    for (position, title) in (1_i64..).zip(&new.titles) {
        tx.exec(
            sql!(
                "INSERT INTO accession_title (id, batch, position, title, author, isbn, copies, worth)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            ),
            vals![
                Id::<Title>::new(),
                id,
                position,
                title.title,
                title.author,
                title.isbn,
                title.copies,
                title.worth
            ],
        )?;
    }
    let facts =
        json!({ "code": code, "source": new.source, "reference": reference, "expected": new.expected });
    audit::record(tx, act, "accession.opened", "accession", id, &facts)?;
    by_id(tx, id)
}

/// One box.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_id(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<Batch> {
    tx.opt(boxes!("WHERE b.id = ?1"), vals![id])?.ok_or_else(|| unknown().into())
}

/// The box with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Batch> {
    let code = code.trim().to_uppercase();
    tx.opt(boxes!("WHERE b.code = ?1"), vals![code])?.ok_or_else(|| unknown().into())
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("accession-unknown"))
}

/// The box of a paper, where it has one.
///
/// # Errors
/// Those of the database.
pub fn of_source(tx: &mut Tx<'_>, source: Source, reference: &str) -> Result<Option<Batch>> {
    tx.opt(boxes!("WHERE b.source = ?1 AND b.reference = ?2"), vals![source, reference])
}

/// A page of the boxes, open ones first, then the latest.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, (limit, offset): (i64, i64)) -> Result<(Vec<Batch>, i64)> {
    let page = tx.all(
        boxes!(
            "ORDER BY CASE WHEN b.state = 'open' THEN 0 ELSE 1 END, b.opened_at DESC, b.id LIMIT ?1 OFFSET ?2"
        ),
        vals![limit, offset],
    )?;
    let (all,) = tx.one(sql!("SELECT count(*) FROM accession_batch"), vals![])?;
    Ok((page, all))
}

/// How many boxes are open.
///
/// # Errors
/// Those of the database.
pub fn open_count(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(sql!("SELECT count(*) FROM accession_batch WHERE state = 'open'"), vals![])?;
    Ok(count)
}

/// What a box came to, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Figures {
    /// Copies accessioned.
    pub copies: i64,
    /// Records they belong to.
    pub titles: i64,
    /// Of these, records that wait for a cataloguer.
    pub drafts: i64,
    /// What the copies are worth together.
    pub value: Rupiah,
    /// How often they were lent.
    pub loans: i64,
}

/// Counts a box.
///
/// # Errors
/// Those of the database.
pub fn figures(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<Figures> {
    tx.one(
        sql!(
            "SELECT count(*) AS copies, count(DISTINCT c.record) AS titles, count(DISTINCT f.record) AS drafts,
                 CAST(COALESCE(SUM(a.value), 0) AS BIGINT) AS value,
                 CAST(COALESCE(SUM(c.loans), 0) AS BIGINT) AS loans
             FROM accession a JOIN copy c ON c.id = a.copy LEFT JOIN fast_added f ON f.record = c.record
             WHERE a.batch = ?1"
        ),
        vals![batch],
    )
}

/// Counts together what a giver's boxes brought, as far as it is in the collection.
///
/// # Errors
/// Those of the database.
pub fn figures_of_giver(tx: &mut Tx<'_>, giver: Id<Person>) -> Result<Figures> {
    tx.one(
        sql!(
            "SELECT count(*) AS copies, count(DISTINCT c.record) AS titles, count(DISTINCT f.record) AS drafts,
                 CAST(COALESCE(SUM(a.value), 0) AS BIGINT) AS value,
                 CAST(COALESCE(SUM(c.loans), 0) AS BIGINT) AS loans
             FROM accession_batch b JOIN accession a ON a.batch = b.id JOIN copy c ON c.id = a.copy
             LEFT JOIN fast_added f ON f.record = c.record
             WHERE b.party = ?1 AND b.source = 'gift' AND b.state <> 'cancelled'"
        ),
        vals![giver],
    )
}

/// A copy of a box.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    /// Which.
    pub copy: Id<Copy>,
    /// What its label says.
    pub barcode: String,
    /// The short number of its record.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: String,
    /// Its number in the inventory book.
    pub inventory: String,
    /// What it is worth; nothing where the paper does not speak of it.
    pub value: Option<Rupiah>,
    /// Whether its record waits for a cataloguer.
    pub draft: bool,
    /// How often it was lent.
    pub loans: i64,
}

/// The copies of a box, the last first.
///
/// # Errors
/// Those of the database.
pub fn lines(tx: &mut Tx<'_>, batch: Id<Batch>, limit: i64) -> Result<Vec<Line>> {
    tx.all(
        sql!(
            "SELECT a.copy, c.barcode, r.number, r.title, r.author, a.inventory, a.value,
                 f.record IS NOT NULL AS draft, c.loans
             FROM accession a JOIN copy c ON c.id = a.copy JOIN record r ON r.id = c.record
             LEFT JOIN fast_added f ON f.record = r.id
             WHERE a.batch = ?1 ORDER BY a.at DESC, a.inventory DESC LIMIT ?2"
        ),
        vals![batch, limit],
    )
}

/// The box, while books may be taken out of it; nobody else ends it until this transaction does.
///
/// # Errors
/// A refusal that says what became of the box; those of the database.
pub(super) fn still_open(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<Batch> {
    tx.lock("accession", &id)?;
    let batch = by_id(tx, id)?;
    let message = match batch.state {
        State::Open => return Ok(batch),
        State::Closed => Message::new("accession-closed-already"),
        State::Cancelled => Message::new("accession-cancelled-already")
            .with("reason", batch.reason.as_deref().unwrap_or_default()),
    };
    let message = message.with("reference", batch.reference.as_str()).with("at", batch.ended_at);
    Err(Refusal::new(Kind::Conflict, message).into())
}

/// Sets whether labels come from a roll.
///
/// # Errors
/// A refusal when the box is not open; those of the database.
pub fn set_roll(tx: &mut Tx<'_>, id: Id<Batch>, roll: bool) -> Result<()> {
    still_open(tx, id)?;
    tx.exec(sql!("UPDATE accession_batch SET roll = ?2 WHERE id = ?1"), vals![id, roll]).map(drop)
}

impl Batch {
    /// Where its copies came from, as their own records say it: `Keluarga Contoh (BAST-007/2026)`.
    pub fn words(&self) -> String {
        format!("{} ({})", self.name, self.reference)
    }

    /// What the next copies may be worth.
    pub fn sharing(&self) -> Sharing {
        Sharing { worth: self.worth, taken: self.taken, left: self.expected - self.valued }
    }
}
