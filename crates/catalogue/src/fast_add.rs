//! Fast add: a book that lies on the desk and stands in no catalogue. What the desk types makes a short record and
//! a copy at once; the record waits, unseen by the public, until a cataloguer has completed it (as the
//! "pre-catalogued" items of Evergreen and the fast add of FOLIO; Koha's shows such records to everybody).

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{audit, library::Branch};
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    copies::{self, Copy, Entered},
    edit::Typed,
    events,
    model::Record,
    records::{self, Kept},
};

/// MARC 21 leader position 17, encoding level.
const LEVEL: usize = 17;
/// "Partial (preliminary) level".
const PRELIMINARY: char = '5';

/// What the desk knows of the book in its hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastAdd {
    /// What its label says.
    pub barcode: String,
    /// Its title.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Code of the kind of copy.
    pub kind: String,
    /// What its spine says; may be empty.
    pub call_number: String,
    /// Where it belongs.
    pub branch: Id<Branch>,
}

/// Makes the record and the copy.
///
/// # Errors
/// A refusal with everything that is missing or does not fit; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, new: &FastAdd) -> Result<Copy> {
    if copies::normalised(&new.barcode).is_empty() {
        return Err(Refusal::of_field("barcode", Message::new("copy-barcode-missing")).into());
    }
    let known = Typed {
        title: new.title.clone(),
        author: new.author.clone(),
        call_number: new.call_number.clone(),
        ..Typed::of(&marc::Record::default())
    };
    let kept = draft(tx, act, &known)?;
    let entered = Entered { barcode: new.barcode.clone(), kind: new.kind.clone(), ..Entered::at(new.branch) };
    copies::add(tx, act, kept.id, &entered)
}

/// Makes a record of the few fields that are known, which says that there are only few; it waits, unseen by the public.
///
/// # Errors
/// A refusal without a title; those of the database.
pub(crate) fn draft(tx: &mut Tx<'_>, act: &Act, known: &Typed) -> Result<Kept> {
    let mut record = marc::Record::default();
    known.apply(&mut record, act.today());
    record.leader.set(LEVEL, PRELIMINARY);
    let kept = records::create(tx, act, &record)?;
    records::set_hidden(tx, act, kept.id, true)?;
    wait(tx, act, kept.id)?;
    Ok(kept)
}

/// Puts a record on the list of those that wait for a cataloguer, once.
pub(crate) fn wait(tx: &mut Tx<'_>, act: &Act, record: Id<Record>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO fast_added (record, at, actor) VALUES (?1, ?2, ?3) ON CONFLICT (record) DO NOTHING"
        ),
        vals![record, act.at, act.by.person()],
    )?;
    Ok(())
}

/// Takes a fast add back, while nothing else has happened to the record or the copy: both are gone.
///
/// # Errors
/// A refusal when the copy is on loan or was lent, or the record was edited since; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>) -> Result<()> {
    let found = copies::by_id(tx, copy)?.ok_or_else(too_late)?;
    tx.lock("record", &found.record)?;
    let kept = records::by_id(tx, found.record)?.ok_or(Error::Missing)?;
    let untouched = found.due.is_none()
        && found.loans == 0
        && copies::of_record(tx, found.record)?.len() == 1
        && is_untouched(tx, found.record)?;
    if !untouched {
        return Err(too_late().into());
    }
    tx.exec(sql!("DELETE FROM copy WHERE id = ?1"), vals![copy])?;
    discard(tx, found.record)?;
    let detail = json!({ "number": kept.number, "title": found.title, "barcode": found.barcode });
    audit::record(tx, act, "record.fast-add-undone", "record", found.record, &detail)?;
    events::changed(tx, act, found.record).map(drop)
}

/// Whether nobody has worked on a draft since it was made.
pub(crate) fn is_untouched(tx: &mut Tx<'_>, record: Id<Record>) -> Result<bool> {
    let kept = records::by_id(tx, record)?.ok_or(Error::Missing)?;
    Ok(kept.version == 1 && kept.hidden && waits(tx, record)?)
}

/// Throws a draft without copies away.
pub(crate) fn discard(tx: &mut Tx<'_>, record: Id<Record>) -> Result<()> {
    tx.exec(sql!("DELETE FROM fast_added WHERE record = ?1"), vals![record])?;
    tx.exec(sql!("DELETE FROM record_isbn WHERE record = ?1"), vals![record])?;
    tx.exec(sql!("DELETE FROM cover WHERE record = ?1"), vals![record])?;
    tx.exec(sql!("DELETE FROM record WHERE id = ?1"), vals![record]).map(drop)
}

fn too_late() -> Refusal {
    Refusal::new(Kind::Conflict, Message::new("fast-add-undo-too-late"))
}

/// How many wait for a cataloguer.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(sql!("SELECT count(*) FROM fast_added"), vals![])?;
    Ok(count)
}

/// Whether `record` was made at the desk and nobody has completed it.
///
/// # Errors
/// Those of the database.
pub fn waits(tx: &mut Tx<'_>, record: Id<Record>) -> Result<bool> {
    let found: Option<(i64,)> = tx.opt(sql!("SELECT at FROM fast_added WHERE record = ?1"), vals![record])?;
    Ok(found.is_some())
}

/// A record that waits for a cataloguer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Waiting {
    /// Its short number.
    pub number: i64,
    /// Its title, as the desk typed it.
    pub title: String,
    /// Its author.
    pub author: String,
    /// The label of its copy; the first where there are several.
    pub barcode: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Who made it.
    pub actor: Option<Id<Person>>,
    /// That person's name.
    pub by_name: Option<String>,
    /// Whether a copy of it is on loan.
    pub lent: bool,
}

/// The records that wait, the longest first.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Waiting>> {
    tx.all(
        sql!(
            "SELECT r.number, r.title, r.author, (SELECT MIN(c.barcode) FROM copy c WHERE c.record = r.id) AS barcode,
                    f.at, f.actor, a.name AS by_name,
                    EXISTS (SELECT 1 FROM copy c WHERE c.record = r.id AND c.due_at IS NOT NULL) AS lent
             FROM fast_added f JOIN record r ON r.id = f.record LEFT JOIN account a ON a.person = f.actor
             ORDER BY f.at, r.number LIMIT ?1"
        ),
        vals![limit],
    )
}

/// Says that the record with this number is catalogued: it waits no longer, and the public sees it.
///
/// # Errors
/// [`Error::Missing`] when no such record waits; those of the database.
pub fn finish(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<()> {
    let kept = records::by_number(tx, number)?.ok_or(Error::Missing)?;
    if tx.exec(sql!("DELETE FROM fast_added WHERE record = ?1"), vals![kept.id])? == 0 {
        return Err(Error::Missing);
    }
    let mut record = kept.record()?;
    if level(&record) == Some(PRELIMINARY) {
        let usual = level(&marc::Record::default()).unwrap_or(' ');
        record.leader.set(LEVEL, usual);
        records::update(tx, act, kept.id, kept.version, &record)?;
    }
    records::set_hidden(tx, act, kept.id, false)
}

fn level(record: &marc::Record) -> Option<char> {
    record.leader.as_str().chars().nth(LEVEL)
}

/// Takes [`finish`] back: the record waits again, unseen by the public.
///
/// # Errors
/// [`Error::Missing`] without such a record; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<()> {
    let kept = records::by_number(tx, number)?.ok_or(Error::Missing)?;
    wait(tx, act, kept.id)?;
    records::set_hidden(tx, act, kept.id, true)
}
