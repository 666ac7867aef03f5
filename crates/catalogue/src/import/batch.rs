//! Writing one batch: all of it or nothing.

use std::sync::Arc;

use kernel::{Act, Id, Message, Refusal};
use platform::{audit, events, library::Branch};
use serde_json::json;
use store::{Error, FromRow, Result, Store, Tx, sql, vals};

use super::{
    marks::{Mark, Marks, Run, half, mark},
    prepare::{Piece, Ready, ReadyCopy},
    report::{CopyOutcome, Outcome},
};
use crate::{
    copies,
    events::RecordChanged,
    history::differences,
    model::Record,
    record,
    records::{self, Row},
    rules, stored,
};

/// What copies stand on: branches by their codes in lower case, the branch for all others, the kinds.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub branches: Vec<(String, Id<Branch>)>,
    pub fallback: Option<Id<Branch>>,
    pub kinds: Vec<String>,
}

impl Ground {
    pub fn branch(&self, code: &str) -> Option<Id<Branch>> {
        let code = code.to_lowercase();
        self.branches.iter().find(|(known, _)| *known == code).map(|(_, id)| *id).or(self.fallback)
    }
}

/// What became of a record and of its copies.
pub(super) struct Done {
    pub outcome: Outcome,
    pub number: Option<i64>,
    /// The title of the record that has its number, where it is another than this one's.
    pub was: Option<String>,
    pub copies: Vec<CopyOutcome>,
}

impl Done {
    fn plain(outcome: Outcome) -> Self {
        Self { outcome, number: None, was: None, copies: Vec::new() }
    }
}

/// Writes `pieces` in one transaction, which a dry run takes back.
pub(super) fn write(
    store: &Store,
    act: &Act,
    run: Id<Run>,
    pieces: &Arc<Vec<Piece>>,
    dry_run: bool,
) -> Result<Vec<Done>> {
    let (act, pieces) = (act.clone(), pieces.clone());
    store.write_blocking(move |tx| {
        let mut marks = Marks::of(tx, run, &asked(&pieces, dry_run))?;
        let done = if dry_run {
            let mut done = None;
            let undone = tx.nested(|tx| -> Result<()> {
                done = Some(all(tx, &act, &pieces, &mut marks, true)?);
                Err(Refusal::new(kernel::Kind::Conflict, Message::new("import-dry-run")).into())
            });
            match (done, undone) {
                (Some(done), _) => done,
                (None, Err(error)) => return Err(error),
                (None, Ok(())) => Vec::new(),
            }
        } else {
            all(tx, &act, &pieces, &mut marks, false)?
        };
        marks.keep(tx, &act, run)?;
        Ok(done)
    })
}

/// What a batch may have in common with what came before: its control numbers, and in a dry run its barcodes, which a
/// real run finds in the database.
fn asked(pieces: &[Piece], dry_run: bool) -> Vec<Mark> {
    let ready = || pieces.iter().filter_map(|piece| piece.content.as_ref().ok());
    let numbers = ready().map(|ready| mark(&ready.source));
    let barcodes = ready().filter(|_| dry_run).flat_map(|ready| ready.copies.iter().map(label));
    numbers.chain(barcodes).collect()
}

fn label(copy: &ReadyCopy) -> Mark {
    mark(&format!("barcode {}", copy.entered.barcode))
}

fn all(tx: &mut Tx<'_>, act: &Act, pieces: &[Piece], marks: &mut Marks, dry_run: bool) -> Result<Vec<Done>> {
    let mut next = records::next_number(tx)?;
    let mut touched = Vec::new();
    let mut done = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let one = match &piece.content {
            Ok(ready) => {
                let came = half(&ready.came);
                match marks.meet(mark(&ready.source), came) {
                    Some(before) if before == came => Done::plain(Outcome::Duplicate),
                    Some(_) => Done::plain(Outcome::Rejected("duplicate-number")),
                    None => {
                        let (mut one, record) = put(tx, act, ready, &mut next)?;
                        if !matches!(one.outcome, Outcome::Rejected(_)) {
                            one.copies = put_copies(tx, act, record, ready, marks, dry_run)?;
                        }
                        let copies = one.copies.contains(&CopyOutcome::Added);
                        if copies || matches!(one.outcome, Outcome::Added | Outcome::Changed) {
                            touched.push(record);
                        }
                        one
                    }
                }
            }
            Err((reason, _)) => Done::plain(Outcome::Rejected(reason)),
        };
        done.push(one);
    }
    if let Some(first) = touched.first().copied() {
        let count = |wanted: &Outcome| done.iter().filter(|one| one.outcome == *wanted).count();
        let numbers = done.iter().filter(|one| one.outcome == Outcome::Added).filter_map(|one| one.number);
        let detail = json!({
            "added": count(&Outcome::Added), "changed": count(&Outcome::Changed),
            "from": numbers.clone().min(), "to": numbers.max(),
        });
        // One entry for the batch, about none of its records: each changed one has an entry of its own.
        audit::record(tx, act, "record.imported", "import", Id::<Record>::from_bytes([0; 16]), &detail)?;
        events::emit(tx, act, first, &RecordChanged { records: touched })?;
    }
    Ok(done)
}

#[derive(FromRow)]
struct Known {
    id: Id<Record>,
    number: i64,
    came: Option<[u8; 32]>,
    marc: Vec<u8>,
    version: i64,
}

fn put(tx: &mut Tx<'_>, act: &Act, ready: &Ready, next: &mut i64) -> Result<(Done, Id<Record>)> {
    let row = Row {
        id: ready.id,
        number: *next,
        source: &ready.source,
        came: Some(ready.came),
        marc: &ready.marc,
        drawn: &ready.drawn,
        json: &ready.json,
    };
    if records::insert(tx, act, &row)? {
        *next += 1;
        return Ok((Done { number: Some(row.number), ..Done::plain(Outcome::Added) }, ready.id));
    }
    // Somebody may save an edit between what is read here and what is written: then what they saved is read again.
    loop {
        let known: Known = tx
            .opt(
                sql!("SELECT id, number, came, marc, version FROM record WHERE source = ?1"),
                vals![ready.source],
            )?
            .ok_or(Error::Missing)?;
        if let Some(done) = replace(tx, act, ready, &known, &row)? {
            return Ok((done, known.id));
        }
    }
}

/// What becomes of a record whose number `known` has; none when that is no longer what the database has.
fn replace(tx: &mut Tx<'_>, act: &Act, ready: &Ready, known: &Known, row: &Row<'_>) -> Result<Option<Done>> {
    let plain = |outcome| Done { number: Some(known.number), ..Done::plain(outcome) };
    if known.came == Some(ready.came) || known.marc == ready.marc {
        return Ok(Some(plain(Outcome::Unchanged)));
    }
    if ready.xml && stored::as_xml(&known.marc)? == stored::as_xml(&ready.marc)? {
        return Ok(Some(plain(Outcome::Unchanged)));
    }
    let old = stored::read(&known.marc)?;
    let drawn = record::draw(&old);
    let was = Some(drawn.full_title());
    // Where nobody says whose the number is, two libraries may both count from 1.
    if ready.is_anyones() && !rules::is_same_book(&drawn, &ready.drawn) {
        let outcome = Outcome::Rejected("number-of-another-record");
        return Ok(Some(Done { was, ..plain(outcome) }));
    }
    // Somebody's work on it here counts for more than what the file says.
    if edited_here(known) {
        return Ok(Some(plain(Outcome::Kept)));
    }
    let changes = differences(&old, &stored::read(&ready.marc)?);
    let new = Row {
        id: known.id,
        number: known.number,
        source: row.source,
        came: row.came,
        marc: row.marc,
        drawn: row.drawn,
        json: row.json,
    };
    if !records::rewrite(tx, act, &new, known.version)? {
        return Ok(None);
    }
    let detail = json!({ "version": known.version + 1, "changes": changes, "import": true });
    audit::record(tx, act, "record.edited", "record", known.id, &detail)?;
    Ok(Some(Done { was, ..plain(Outcome::Changed) }))
}

/// Whether the bytes are no longer those that an import brought.
fn edited_here(known: &Known) -> bool {
    known.came.is_none_or(|came| came != *blake3::hash(&known.marc).as_bytes())
}

fn put_copies(
    tx: &mut Tx<'_>,
    act: &Act,
    record: Id<Record>,
    ready: &Ready,
    marks: &mut Marks,
    dry_run: bool,
) -> Result<Vec<CopyOutcome>> {
    let mut outcomes = Vec::with_capacity(ready.copies.len());
    for copy in &ready.copies {
        let barcode = &copy.entered.barcode;
        let outcome = if let Some(reason) = copy.objection {
            CopyOutcome::Rejected(reason, barcode.clone())
        } else {
            // A barcode a dry run has met would be somebody's by now, perhaps this record's own from long ago.
            let again = dry_run && marks.meet(label(copy), Id::from_bytes([0; 16])).is_some();
            if !again && copies::insert(tx, act, copy.id, record, &copy.entered, Some(barcode))? {
                CopyOutcome::Added
            } else if copies::has_come(tx, record, barcode)? {
                CopyOutcome::Unchanged
            } else {
                CopyOutcome::Rejected("barcode-taken", barcode.clone())
            }
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}
