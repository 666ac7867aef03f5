//! Records: made, edited, hidden, found.

use kernel::{Act, Id, Kind, Message, Refusal, Timestamp};
use marc::{Field, isbn::Isbn};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Json, Result, Tx, sql, vals};

use crate::{
    copies::PREFIX,
    events,
    history::differences,
    model::Record,
    record::{self, Drawn},
    rules, stored,
};

/// A record as the database has it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kept {
    /// Its identity.
    pub id: Id<Record>,
    /// Its short number, as in `/katalog/1207`.
    pub number: i64,
    /// Its MARC: ISO 2709 in UTF-8, or MARCXML where ISO 2709 cannot hold it.
    pub marc: Vec<u8>,
    /// The fields drawn out of it.
    pub drawn: Json<Drawn>,
    /// Whether the public must not see it.
    pub hidden: bool,
    /// How many times it was written; an edit names the one it began with.
    pub version: i64,
    /// When it came into the catalogue.
    pub created_at: Timestamp,
    /// When it was last written.
    pub changed_at: Timestamp,
}

impl Kept {
    /// The record itself.
    ///
    /// # Errors
    /// [`Error::Shape`] when its bytes are damaged.
    pub fn record(&self) -> Result<marc::Record> {
        stored::read(&self.marc)
    }
}

/// The record with this short number, hidden or not.
///
/// # Errors
/// Those of the database.
pub fn by_number(tx: &mut Tx<'_>, number: i64) -> Result<Option<Kept>> {
    tx.opt(
        sql!(
            "SELECT id, number, marc, drawn, hidden, version, created_at, changed_at FROM record WHERE number = ?1"
        ),
        vals![number],
    )
}

/// The record with this id, hidden or not.
///
/// # Errors
/// Those of the database.
pub fn by_id(tx: &mut Tx<'_>, record: Id<Record>) -> Result<Option<Kept>> {
    tx.opt(
        sql!("SELECT id, number, marc, drawn, hidden, version, created_at, changed_at FROM record WHERE id = ?1"),
        vals![record],
    )
}

/// The short numbers of the records with this ISBN, in either of its forms; none for what is no ISBN.
///
/// # Errors
/// Those of the database.
pub fn by_isbn(tx: &mut Tx<'_>, isbn: &str) -> Result<Vec<i64>> {
    let Ok(isbn) = Isbn::parse(isbn) else { return Ok(Vec::new()) };
    let rows: Vec<(i64,)> = tx.all(
        sql!(
            "SELECT r.number FROM record_isbn i JOIN record r ON r.id = i.record WHERE i.isbn = ?1 ORDER BY r.number"
        ),
        vals![isbn.to_string()],
    )?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// The number the next new record gets; the caller's transaction is the only one to give it.
pub(crate) fn next_number(tx: &mut Tx<'_>) -> Result<i64> {
    tx.lock("record-number", &"")?;
    let (number,) = tx.one(sql!("SELECT COALESCE(MAX(number), 0) + 1 FROM record"), vals![])?;
    Ok(number)
}

/// What identifies a record at its source: 003 and 001; without them, its content.
pub fn source_key(record: &marc::Record, bytes: &[u8], agency: &str) -> String {
    let control = |tag| record.control(tag).map(record::plain).unwrap_or_default();
    let (agency_of_record, number) = (control("003"), control("001"));
    let agency = if agency_of_record.is_empty() { agency } else { &agency_of_record };
    if number.is_empty() {
        format!("blake3:{}", blake3::hash(bytes).to_hex())
    } else {
        format!("{agency}:{number}")
    }
}

/// A row of `record` to be written.
pub(crate) struct Row<'a> {
    pub id: Id<Record>,
    pub number: i64,
    pub source: &'a str,
    /// The hash of the bytes an import brought; nothing for a record made here.
    pub came: Option<[u8; 32]>,
    pub marc: &'a [u8],
    pub drawn: &'a Drawn,
    /// `drawn` as JSON.
    pub json: &'a str,
}

/// Writes a new record with its ISBNs; false when its source is in the catalogue already.
pub(crate) fn insert(tx: &mut Tx<'_>, act: &Act, row: &Row<'_>) -> Result<bool> {
    let rows = tx.exec(
        sql!(
            "INSERT INTO record (id, number, source, came, marc, title, author, year, call_number, shelf_key, ddc_class,
                                 drawn, hidden, version, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?14)
             ON CONFLICT (source) DO NOTHING"
        ),
        vals![
            row.id,
            row.number,
            row.source,
            row.came,
            row.marc,
            row.drawn.full_title(),
            row.drawn.author_spoken(),
            row.drawn.year,
            row.drawn.call_number,
            row.drawn.shelf_key(),
            row.drawn.ddc_class(),
            row.json,
            false,
            act.at
        ],
    )?;
    if rows == 0 {
        return Ok(false);
    }
    put_isbns(tx, row.id, row.drawn)?;
    Ok(true)
}

fn put_isbns(tx: &mut Tx<'_>, record: Id<Record>, drawn: &Drawn) -> Result<()> {
    for isbn in &drawn.isbns {
        tx.exec(sql!("INSERT INTO record_isbn (record, isbn) VALUES (?1, ?2)"), vals![record, isbn])?;
    }
    Ok(())
}

/// Puts new bytes in the place of those a record had at `version`; false when somebody else has written it since.
pub(crate) fn rewrite(tx: &mut Tx<'_>, act: &Act, row: &Row<'_>, version: i64) -> Result<bool> {
    let rows = tx.exec(
        sql!(
            "UPDATE record SET came = ?2, marc = ?3, title = ?4, author = ?5, year = ?6, call_number = ?7,
                               shelf_key = ?8, ddc_class = ?9, drawn = ?10, version = version + 1, changed_at = ?11
             WHERE id = ?1 AND version = ?12"
        ),
        vals![
            row.id,
            row.came,
            row.marc,
            row.drawn.full_title(),
            row.drawn.author_spoken(),
            row.drawn.year,
            row.drawn.call_number,
            row.drawn.shelf_key(),
            row.drawn.ddc_class(),
            row.json,
            act.at,
            version
        ],
    )?;
    if rows == 0 {
        return Ok(false);
    }
    tx.exec(sql!("DELETE FROM record_isbn WHERE record = ?1"), vals![row.id])?;
    put_isbns(tx, row.id, row.drawn)?;
    Ok(true)
}

/// Drawn fields as the database keeps them.
pub(crate) fn json_of(drawn: &Drawn) -> Result<String> {
    serde_json::to_string(drawn).map_err(|e| Error::Shape(e.to_string()))
}

/// Adds a record made here. It gets a control number of the library's own where it has none.
///
/// # Errors
/// A refusal when it has no title or its control number is taken; those of the database.
pub fn create(tx: &mut Tx<'_>, act: &Act, record: &marc::Record) -> Result<Kept> {
    let number = next_number(tx)?;
    let agency = PREFIX.text(tx)?;
    let mut record = record.clone();
    if record.control("001").is_none_or(|number| number.trim().is_empty()) {
        record.set(Field::control("001", format!("{}{number:09}", agency.to_lowercase())));
        record.set(Field::control("003", agency.as_str()));
    }
    stamp(&mut record, act);
    let drawn = checked(&marc::Record::default(), &record)?;
    let (bytes, json) = (stored::bytes_for(&record)?, json_of(&drawn)?);
    let source = source_key(&record, &bytes, &agency);
    let id = Id::new();
    let row = Row { id, number, source: &source, came: None, marc: &bytes, drawn: &drawn, json: &json };
    if !insert(tx, act, &row)? {
        let message = Message::new("record-source-taken").with("source", source);
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("lines", message) }.into());
    }
    audit::record(
        tx,
        act,
        "record.created",
        "record",
        id,
        &json!({ "number": number, "title": drawn.title }),
    )?;
    events::changed(tx, act, id)?;
    by_id(tx, id)?.ok_or(Error::Missing)
}

/// Puts an edited record in the place of the one whose version the edit began with; the new version. A record
/// that does not differ stays as it is.
///
/// # Errors
/// A refusal of kind conflict when somebody else has edited it since; one when it has no title, or says what a record
/// cannot; those of the database.
pub fn update(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Record>,
    version: i64,
    edited: &marc::Record,
) -> Result<i64> {
    tx.lock("record", &id)?;
    let before = by_id(tx, id)?.ok_or(Error::Missing)?;
    let meanwhile = || Refusal::new(Kind::Conflict, Message::new("record-edited-meanwhile"));
    if before.version != version {
        return Err(meanwhile().into());
    }
    let old = before.record()?;
    let changes = differences(&old, edited);
    if changes.is_empty() {
        return Ok(version);
    }
    let mut edited = edited.clone();
    stamp(&mut edited, act);
    let drawn = checked(&old, &edited)?;
    let (bytes, json) = (stored::bytes_for(&edited)?, json_of(&drawn)?);
    // `came` stays: the same file imported again finds the record edited here and leaves it.
    let (came,): (Option<[u8; 32]>,) = tx.one(sql!("SELECT came FROM record WHERE id = ?1"), vals![id])?;
    let row = Row { id, number: before.number, source: "", came, marc: &bytes, drawn: &drawn, json: &json };
    if !rewrite(tx, act, &row, version)? {
        return Err(meanwhile().into());
    }
    audit::record(
        tx,
        act,
        "record.edited",
        "record",
        id,
        &json!({ "version": version + 1, "changes": changes }),
    )?;
    events::changed(tx, act, id)?;
    Ok(version + 1)
}

/// The drawn fields of a record that may stand in the catalogue in the place of `old`.
fn checked(old: &marc::Record, new: &marc::Record) -> Result<Drawn> {
    let drawn = record::draw(new);
    let reasons = rules::objections(old, new, &drawn);
    if reasons.is_empty() { Ok(drawn) } else { Err(Refusal { kind: Kind::Invalid, reasons }.into()) }
}

/// Notes the time of this change in 005 (MARC 21: date and time of latest transaction).
fn stamp(record: &mut marc::Record, act: &Act) {
    let now = act.at.to_zoned_datetime(act.zone.clone());
    record.set(Field::control("005", now.strftime("%Y%m%d%H%M%S.0").to_string()));
}

/// Hides a record from the public everywhere, or shows it again (circulation.md 50).
///
/// # Errors
/// [`Error::Missing`] without such a record; those of the database.
pub fn set_hidden(tx: &mut Tx<'_>, act: &Act, id: Id<Record>, hidden: bool) -> Result<()> {
    let before = by_id(tx, id)?.ok_or(Error::Missing)?;
    if before.hidden == hidden {
        return Ok(());
    }
    tx.exec(sql!("UPDATE record SET hidden = ?2, changed_at = ?3 WHERE id = ?1"), vals![id, hidden, act.at])?;
    let action = if hidden { "record.hidden" } else { "record.shown" };
    audit::record(tx, act, action, "record", id, &json!({ "number": before.number }))?;
    events::changed(tx, act, id).map(drop)
}
