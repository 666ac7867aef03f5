//! Writing one batch: all of it or nothing.

use std::sync::Arc;

use kernel::{Act, Id, Message, Refusal};
use platform::{audit, events, library::Branch};
use serde_json::json;
use store::{Error, FromRow, Result, Store, Tx, sql, vals};

use super::{
    prepare::{Piece, Ready},
    report::{CopyOutcome, Outcome},
};
use crate::{
    copies,
    events::RecordChanged,
    history::differences,
    model::Record,
    records::{self, Row},
    stored,
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
    pub copies: Vec<CopyOutcome>,
}

/// Writes `pieces` in one transaction, which a dry run takes back.
pub(super) fn write(store: &Store, act: &Act, pieces: &Arc<Vec<Piece>>, dry_run: bool) -> Result<Vec<Done>> {
    let (act, pieces) = (act.clone(), pieces.clone());
    store.write_blocking(move |tx| {
        if !dry_run {
            return all(tx, &act, &pieces);
        }
        let mut done = None;
        let undone = tx.nested(|tx| -> Result<()> {
            done = Some(all(tx, &act, &pieces)?);
            Err(Refusal::new(kernel::Kind::Conflict, Message::new("import-dry-run")).into())
        });
        match (done, undone) {
            (Some(done), _) => Ok(done),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Ok(Vec::new()),
        }
    })
}

fn all(tx: &mut Tx<'_>, act: &Act, pieces: &[Piece]) -> Result<Vec<Done>> {
    let mut next = records::next_number(tx)?;
    let mut touched = Vec::new();
    let mut done = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let one = match &piece.content {
            Ok(ready) => {
                let (one, record) = put(tx, act, ready, &mut next)?;
                let copies = one.copies.contains(&CopyOutcome::Added);
                if copies || matches!(one.outcome, Outcome::Added | Outcome::Changed) {
                    touched.push(record);
                }
                one
            }
            Err((reason, _)) => Done { outcome: Outcome::Rejected(reason), number: None, copies: Vec::new() },
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
    if ready.again {
        return Ok((Done { outcome: Outcome::Duplicate, number: None, copies: Vec::new() }, ready.id));
    }
    if records::insert(tx, act, &row)? {
        *next += 1;
        let copies = put_copies(tx, act, ready.id, ready)?;
        return Ok((Done { outcome: Outcome::Added, number: Some(row.number), copies }, ready.id));
    }
    let known: Known = tx
        .opt(
            sql!("SELECT id, number, came, marc, version FROM record WHERE source = ?1"),
            vals![ready.source],
        )?
        .ok_or(Error::Missing)?;
    let outcome = match () {
        () if known.came == Some(ready.came) || known.marc == ready.marc => Outcome::Unchanged,
        () if ready.xml && stored::as_xml(&known.marc)? == stored::as_xml(&ready.marc)? => Outcome::Unchanged,
        // Somebody's work on it here counts for more than what the file says.
        () if edited_here(&known) => Outcome::Kept,
        () => {
            let changes = differences(&stored::read(&known.marc)?, &stored::read(&ready.marc)?);
            records::rewrite(tx, act, &Row { id: known.id, ..row })?;
            audit::record(
                tx,
                act,
                "record.edited",
                "record",
                known.id,
                &json!({
                    "version": known.version + 1, "changes": changes, "import": true,
                }),
            )?;
            Outcome::Changed
        }
    };
    let copies = put_copies(tx, act, known.id, ready)?;
    Ok((Done { outcome, number: Some(known.number), copies }, known.id))
}

/// Whether the bytes are no longer those that an import brought.
fn edited_here(known: &Known) -> bool {
    known.came.is_none_or(|came| came != *blake3::hash(&known.marc).as_bytes())
}

fn put_copies(tx: &mut Tx<'_>, act: &Act, record: Id<Record>, ready: &Ready) -> Result<Vec<CopyOutcome>> {
    let mut outcomes = Vec::with_capacity(ready.copies.len());
    for copy in &ready.copies {
        let outcome = match copy.objection {
            Some(reason) => CopyOutcome::Rejected(reason, copy.entered.barcode.clone()),
            // A barcode a dry run has met would be somebody's by now, perhaps this record's own from long ago.
            None if !copy.again && copies::insert(tx, act, copy.id, record, &copy.entered)? => {
                CopyOutcome::Added
            }
            None => match copies::by_barcode(tx, &copy.entered.barcode)? {
                Some(known) if known.record == record => CopyOutcome::Unchanged,
                _ => CopyOutcome::Rejected("barcode-taken", copy.entered.barcode.clone()),
            },
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}
