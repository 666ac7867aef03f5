//! Copies: found by what their label says, lent and brought back by circulation, kept by the staff.

use kernel::{Act, Date, Id, Kind, Message, Refusal, Rupiah, Timestamp};
use marc::isbn::Isbn;
use platform::{audit, library::Branch, sequence, settings};
use serde::Serialize;
use store::{Error, Result, Tx, sql, vals};
use ui::Speech;

use crate::events;
use crate::model::Record;
pub use crate::model::{Copy, Status};

/// What the barcodes this library prints begin with: `TMH-0041207`.
pub const PREFIX: settings::Setting =
    settings::Setting { key: "catalogue.barcode-prefix", value: settings::Default::Text("TMH") };

/// What a scanner or a hand gave, as it stands in the database: without the line end a scanner sends and
/// without blanks around it. Blanks inside belong to the barcode (circulation.md 6).
pub fn normalised(scanned: &str) -> String {
    scanned.trim().to_owned()
}

/// The copy with this barcode, as scanned or typed.
///
/// # Errors
/// Those of the database.
pub fn by_barcode(tx: &mut Tx<'_>, scanned: &str) -> Result<Option<Copy>> {
    tx.opt(sql!("SELECT * FROM copy_in_full WHERE barcode = ?1"), vals![normalised(scanned)])
}

/// The copy with this id.
///
/// # Errors
/// Those of the database.
pub fn by_id(tx: &mut Tx<'_>, copy: Id<Copy>) -> Result<Option<Copy>> {
    tx.opt(sql!("SELECT * FROM copy_in_full WHERE id = ?1"), vals![copy])
}

/// All copies of a record, withdrawn ones too, in the order of their barcodes.
///
/// # Errors
/// Those of the database.
pub fn of_record(tx: &mut Tx<'_>, record: Id<Record>) -> Result<Vec<Copy>> {
    tx.all(sql!("SELECT * FROM copy_in_full WHERE record = ?1 ORDER BY barcode"), vals![record])
}

/// Notes that circulation has lent `copy` until `due`. Whether it may be lent is circulation's to decide.
///
/// # Errors
/// [`Error::Missing`] when there is no such copy, or it is on loan or withdrawn by now; those of the database.
pub fn lent(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>, due: Timestamp) -> Result<()> {
    let (record,): (Id<Record>,) = tx.one(
        sql!(
            "UPDATE copy SET due_at = ?2, loans = loans + 1
             WHERE id = ?1 AND due_at IS NULL AND status <> 'withdrawn' RETURNING record"
        ),
        vals![copy, due],
    )?;
    events::changed(tx, act, record).map(drop)
}

/// Notes that `copy` is back; one that was not away stays as it is.
///
/// # Errors
/// [`Error::Missing`] without such a copy; those of the database.
pub fn returned(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>) -> Result<()> {
    let (record,): (Id<Record>,) =
        tx.one(sql!("UPDATE copy SET due_at = NULL WHERE id = ?1 RETURNING record"), vals![copy])?;
    events::changed(tx, act, record).map(drop)
}

/// Notes that the lending of `copy` was taken back: it counts for nothing.
///
/// # Errors
/// [`Error::Missing`] without such a copy; those of the database.
pub fn lending_undone(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>) -> Result<()> {
    let (record,): (Id<Record>,) = tx.one(
        sql!("UPDATE copy SET due_at = NULL, loans = loans - 1 WHERE id = ?1 RETURNING record"),
        vals![copy],
    )?;
    events::changed(tx, act, record).map(drop)
}

/// Notes that the return of `copy` was taken back: its loan goes on until `due`, as the same loan.
///
/// # Errors
/// [`Error::Missing`] when the copy is on loan or withdrawn by now; those of the database.
pub fn return_undone(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>, due: Timestamp) -> Result<()> {
    let (record,): (Id<Record>,) = tx.one(
        sql!(
            "UPDATE copy SET due_at = ?2 WHERE id = ?1 AND due_at IS NULL AND status <> 'withdrawn' RETURNING record"
        ),
        vals![copy, due],
    )?;
    events::changed(tx, act, record).map(drop)
}

/// Notes that the loan of `copy` now ends at `due`: renewed, recalled, or moved by a closure.
///
/// # Errors
/// [`Error::Missing`] when the copy is not on loan; those of the database.
pub fn due_moved(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>, due: Timestamp) -> Result<()> {
    let (record,): (Id<Record>,) = tx.one(
        sql!("UPDATE copy SET due_at = ?2 WHERE id = ?1 AND due_at IS NOT NULL RETURNING record"),
        vals![copy, due],
    )?;
    events::changed(tx, act, record).map(drop)
}

/// Puts `copy` into another state: lost, found, to the binder, out of the collection.
///
/// # Errors
/// A refusal to withdraw what is on loan; those of the database.
pub fn set_status(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>, status: Status) -> Result<()> {
    let before = by_id(tx, copy)?.ok_or(Error::Missing)?;
    if before.status == status {
        return Ok(());
    }
    let rows = tx.exec(
        sql!(
            "UPDATE copy SET status = ?2, version = version + 1
             WHERE id = ?1 AND (due_at IS NULL OR ?2 <> 'withdrawn')"
        ),
        vals![copy, status],
    )?;
    if rows == 0 {
        return Err(on_loan(&before).into());
    }
    let change = serde_json::json!({
        "barcode": before.barcode, "status": [before.status.as_str(), status.as_str()],
    });
    audit::record(tx, act, "copy.status", "record", before.record, &change)?;
    events::changed(tx, act, before.record).map(drop)
}

fn on_loan(copy: &Copy) -> Refusal {
    Refusal::new(Kind::Conflict, Message::new("copy-on-loan").with("barcode", copy.barcode.as_str()))
}

fn taken(barcode: &str) -> Refusal {
    let message = Message::new("copy-barcode-taken").with("barcode", barcode);
    Refusal { kind: Kind::Conflict, ..Refusal::of_field("barcode", message) }
}

/// A copy as the staff enter it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entered {
    /// What its label says; empty for the next of the library's own numbers.
    pub barcode: String,
    /// Where it belongs.
    pub branch: Id<Branch>,
    /// Code of its kind.
    pub kind: String,
    /// Its own call number; empty for the record's.
    pub call_number: String,
    /// Where in the branch it stands.
    pub shelf: String,
    /// Its state.
    #[serde(serialize_with = "as_word")]
    pub status: Status,
    /// What it costs to replace.
    pub price: Option<Rupiah>,
    /// The number in the inventory book.
    pub inventory: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The day it came.
    pub received_on: Option<Date>,
    /// What staff should know of it.
    pub note: Option<String>,
}

fn as_word<S: serde::Serializer>(status: &Status, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(status.as_str())
}

impl Entered {
    /// A plain copy of kind `umum` at `branch`.
    pub fn at(branch: Id<Branch>) -> Self {
        Self {
            barcode: String::new(),
            branch,
            kind: "umum".to_owned(),
            call_number: String::new(),
            shelf: String::new(),
            status: Status::Available,
            price: None,
            inventory: None,
            source: None,
            received_on: None,
            note: None,
        }
    }
}

/// Adds a copy to `record`.
///
/// # Errors
/// A refusal when the barcode is taken or a value does not fit; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, record: Id<Record>, entered: &Entered) -> Result<Copy> {
    let copy = place(tx, act, record, entered)?;
    audit::record(
        tx,
        act,
        "copy.added",
        "record",
        record,
        &Entered { barcode: copy.barcode.clone(), ..entered.clone() },
    )?;
    events::changed(tx, act, record)?;
    Ok(copy)
}

/// Adds a copy without a word to others, for whoever adds many and says so once.
pub(crate) fn place(tx: &mut Tx<'_>, act: &Act, record: Id<Record>, entered: &Entered) -> Result<Copy> {
    objections(tx, act, entered, true)?;
    let barcode = match normalised(&entered.barcode) {
        empty if empty.is_empty() => next_barcode(tx)?,
        given => given,
    };
    let id = Id::new();
    let new = insert(tx, act, id, record, &Entered { barcode: barcode.clone(), ..entered.clone() }, None)?;
    if !new {
        return Err(taken(&barcode).into());
    }
    by_id(tx, id)?.ok_or(Error::Missing)
}

/// Writes a copy whose barcode is given, which an import brought under `came`; false when another has the barcode, or
/// the record has a copy that came so.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Copy>,
    record: Id<Record>,
    entered: &Entered,
    came: Option<&str>,
) -> Result<bool> {
    let rows = tx.exec(
        sql!(
            "INSERT INTO copy (id, record, barcode, branch, kind, call_number, shelf, status, due_at, loans, price,
                               inventory, source, received_on, note, created_at, came, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, 0, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1)
             ON CONFLICT DO NOTHING"
        ),
        vals![
            id,
            record,
            entered.barcode,
            entered.branch,
            entered.kind,
            entered.call_number,
            entered.shelf,
            entered.status,
            entered.price,
            entered.inventory,
            entered.source,
            entered.received_on,
            entered.note,
            act.at,
            came
        ],
    )?;
    Ok(rows == 1)
}

/// Whether `record` has the copy an import brings under `barcode`, by whatever label it goes now.
pub(crate) fn has_come(tx: &mut Tx<'_>, record: Id<Record>, barcode: &str) -> Result<bool> {
    let found: Option<(Id<Copy>,)> = tx.opt(
        sql!("SELECT id FROM copy WHERE record = ?1 AND (barcode = ?2 OR came = ?2)"),
        vals![record, barcode],
    )?;
    Ok(found.is_some())
}

/// Changes the copy whose `version` the edit began with. One that does not differ stays as it is.
///
/// # Errors
/// A refusal when somebody else has written it since, the barcode is taken, a value does not fit, or a copy on loan
/// would be withdrawn; those of the database.
pub fn edit(tx: &mut Tx<'_>, act: &Act, copy: Id<Copy>, version: i64, entered: &Entered) -> Result<()> {
    let before = by_id(tx, copy)?.ok_or(Error::Missing)?;
    let barcode = normalised(&entered.barcode);
    objections(tx, act, entered, barcode != before.barcode)?;
    if barcode.is_empty() {
        return Err(Refusal::of_field("barcode", Message::new("copy-barcode-missing")).into());
    }
    let entered = Entered { barcode, ..entered.clone() };
    if before.version == version && before.entered() == entered {
        return Ok(());
    }
    let written = tx.exec(
        sql!(
            "UPDATE copy SET barcode = ?2, branch = ?3, kind = ?4, call_number = ?5, shelf = ?6, status = ?7,
                             price = ?8, inventory = ?9, source = ?10, received_on = ?11, note = ?12,
                             version = version + 1
             WHERE id = ?1 AND version = ?13 AND (due_at IS NULL OR ?7 <> 'withdrawn')"
        ),
        vals![
            copy,
            entered.barcode,
            entered.branch,
            entered.kind,
            entered.call_number,
            entered.shelf,
            entered.status,
            entered.price,
            entered.inventory,
            entered.source,
            entered.received_on,
            entered.note,
            version
        ],
    );
    match written {
        Ok(0) if before.version == version && before.due.is_some() => return Err(on_loan(&before).into()),
        Ok(0) => return Err(Refusal::new(Kind::Conflict, Message::new(MEANWHILE)).into()),
        Err(error) if error.is_unique("copy") => return Err(taken(&entered.barcode).into()),
        other => other?,
    };
    let change = serde_json::json!({ "before": before.entered(), "after": entered });
    audit::record(tx, act, "copy.edited", "record", before.record, &change)?;
    events::changed(tx, act, before.record).map(drop)
}

/// What is said when somebody else has written a copy since an edit of it began.
pub(crate) const MEANWHILE: &str = "copy-edited-meanwhile";

impl Copy {
    /// What the staff entered of it.
    pub fn entered(&self) -> Entered {
        Entered {
            barcode: self.barcode.clone(),
            branch: self.branch,
            kind: self.kind.clone(),
            call_number: self.own_call_number.clone(),
            shelf: self.shelf.clone(),
            status: self.status,
            price: self.price,
            inventory: self.inventory.clone(),
            source: self.source.clone(),
            received_on: self.received_on,
            note: self.note.clone(),
        }
    }

    /// Whether somebody could borrow it now, as far as the catalogue knows.
    pub fn is_free(&self) -> bool {
        self.status == Status::Available && self.lendable && self.due.is_none()
    }
}

/// Letters a line about a copy may have, and its note.
const LINE: usize = 200;
const NOTE: usize = 2_000;

/// What speaks against a copy as it was entered; what its label says only if that is new: an import takes labels as they are.
fn objections(tx: &mut Tx<'_>, act: &Act, entered: &Entered, new_label: bool) -> Result<()> {
    let known = kinds(tx)?.iter().any(|(code, _)| *code == entered.kind);
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(kernel::Reason { field: Some(field), message });
    if entered.barcode.chars().count() > 64 || entered.barcode.chars().any(char::is_control) {
        object("barcode", Message::new("copy-barcode-form"));
    }
    if is_reserved(&normalised(&entered.barcode)) {
        let barcode = normalised(&entered.barcode);
        object("barcode", Message::new("copy-barcode-reserved").with("barcode", barcode));
    }
    // All copies of the book bear it, and the desk would not know which is meant.
    if new_label && Isbn::parse(&entered.barcode).is_ok() {
        object("barcode", Message::new("copy-barcode-isbn"));
    }
    if entered.price.is_some_and(|price| price < Rupiah::ZERO) {
        object("price", Message::new("copy-price-negative"));
    }
    if !known {
        object("kind", Message::new("copy-kind-unknown"));
    }
    if entered.received_on.is_some_and(|day| day > act.today()) {
        object("received", Message::new("copy-received-future"));
    }
    for (field, text, most) in [
        ("call_number", Some(&entered.call_number), LINE),
        ("shelf", Some(&entered.shelf), LINE),
        ("inventory", entered.inventory.as_ref(), LINE),
        ("source", entered.source.as_ref(), LINE),
        ("note", entered.note.as_ref(), NOTE),
    ] {
        if text.is_some_and(|text| text.chars().count() > most) {
            object(field, Message::new("cataloguing-too-long").with("most", most as i64));
        }
    }
    if reasons.is_empty() { Ok(()) } else { Err(Refusal { kind: Kind::Invalid, reasons }.into()) }
}

/// Whether the desk takes this code for something else than a copy: a command (`%YA`) or a member's number
/// (`A-00013`). Nobody could be served under it any more, or the copy never be scanned.
pub fn is_reserved(barcode: &str) -> bool {
    let member = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    barcode.starts_with('%')
        || barcode.strip_prefix(['A', 'a']).and_then(|rest| rest.strip_prefix('-')).is_some_and(member)
}

/// The next of the library's own barcodes that nobody has.
fn next_barcode(tx: &mut Tx<'_>) -> Result<String> {
    let prefix = PREFIX.text(tx)?;
    loop {
        let barcode = format!("{prefix}-{:07}", sequence::next(tx, "copy")?);
        if by_barcode(tx, &barcode)?.is_none() {
            return Ok(barcode);
        }
    }
}

/// The kinds every library begins with, as the schema names them.
const KINDS: [(&str, &str); 6] = [
    ("anak", "Koleksi anak"),
    ("av", "Audio-visual"),
    ("komik", "Komik"),
    ("majalah", "Majalah dan terbitan berkala"),
    ("rujukan", "Rujukan"),
    ("umum", "Koleksi umum"),
];

/// What a kind of copies is called in the visitor's language; a name the library gave it itself stays.
pub fn kind_name(t: Speech, code: &str, name: &str) -> String {
    if KINDS.contains(&(code, name)) {
        t.say(&format!("copy-kind-name-{code}")).to_owned()
    } else {
        name.to_owned()
    }
}

/// The kinds of copies there are, with the names the library gave them; shown by [`kind_name`].
///
/// # Errors
/// Those of the database.
pub fn kinds(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    tx.all(sql!("SELECT code, name FROM copy_kind ORDER BY code"), vals![])
}
