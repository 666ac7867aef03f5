//! Boxes: closed, cancelled, and what their records say of them.

use kernel::{Act, Id, Kind, Message, Person, Refusal, Rupiah};
use platform::{audit, events};
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::{
    BatchClosed, State,
    batches::{Batch, by_id, still_open},
    provenance::{self, Statement},
};
use crate::{copies::PREFIX, events::RecordChanged, model::Record, records};

/// How many barcodes a refusal names.
const NAMED: usize = 10;

/// Closes a box: its copies are on the shelf, and each record says whom they came from. Where it had less than its paper says
/// somebody says why (`shortage`), for whoever compares the two.
///
/// # Errors
/// A refusal when it is not open, nothing was taken out of it, or less than its paper says without a reason; those of the
/// database.
pub fn close(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>, shortage: &str) -> Result<Batch> {
    let batch = still_open(tx, id)?;
    if batch.copies == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("accession-empty")).into());
    }
    let missing = batch.expected - batch.copies;
    if missing > 0 {
        let shortage = shortage.trim();
        if !(1..=300).contains(&shortage.chars().count()) {
            let message = Message::new("accession-fewer").with("n", missing);
            return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("kurang", message) }.into());
        }
        tx.exec(sql!("UPDATE accession_batch SET shortage = ?2 WHERE id = ?1"), vals![id, shortage])?;
    }
    end(tx, act, id, State::Closed, None)?;
    write_annex(tx, id)?;
    tx.exec(
        sql!(
            "UPDATE copy SET status = 'available', version = version + 1
             WHERE status = 'processing' AND id IN (SELECT a.copy FROM accession a WHERE a.batch = ?1)"
        ),
        vals![id],
    )?;
    state_provenance(tx, act, &batch)?;
    tell(tx, act, id)?;
    let facts = json!({
        "code": batch.code, "copies": batch.copies, "expected": batch.expected, "shortage": shortage.trim(),
    });
    audit::record(tx, act, "accession.closed", "accession", id, &facts)?;
    let (source, reference, copies) = (batch.source, batch.reference, batch.copies);
    events::emit(tx, act, id, &BatchClosed { batch: id, source, reference, copies })?;
    by_id(tx, id)
}

/// A book in the annex of the paper of a box, as it was when the box was closed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Annexed {
    /// Its title.
    pub title: String,
    /// Its number in the inventory book.
    pub inventory: String,
    /// What it is worth; nothing where the paper does not speak of it.
    pub value: Option<Rupiah>,
}

/// The annex of the paper of a box, in the order in which its books came out; empty until the box is closed.
///
/// # Errors
/// Those of the database.
pub fn annex(tx: &mut Tx<'_>, batch: Id<Batch>, limit: i64) -> Result<Vec<Annexed>> {
    tx.all(
        sql!(
            "SELECT title, inventory, value FROM accession_annex WHERE batch = ?1 ORDER BY position LIMIT ?2"
        ),
        vals![batch, limit],
    )
}

/// Writes down what is signed: records are catalogued better afterwards, the annex stays.
fn write_annex(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO accession_annex (batch, position, title, inventory, value)
             SELECT a.batch, row_number() OVER (ORDER BY a.at, a.inventory), r.title, a.inventory, a.value
             FROM accession a JOIN copy c ON c.id = a.copy JOIN record r ON r.id = c.record WHERE a.batch = ?1"
        ),
        vals![id],
    )
    .map(drop)
}

/// Cancels a box whose paper is taken back: its copies leave the collection, and no record speaks of it any more.
///
/// # Errors
/// A refusal without a reason, when it was cancelled before, or copies of it are on loan, with all their codes; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>, reason: &str) -> Result<Batch> {
    if reason.trim().is_empty() {
        return Err(Refusal::of_field("reason", Message::new("accession-reason-missing")).into());
    }
    tx.lock("accession", &id)?;
    let batch = by_id(tx, id)?;
    if batch.state == State::Cancelled {
        return Err(still_open(tx, id).err().unwrap_or(Error::Missing));
    }
    let lent: Vec<(String,)> = tx.all(
        sql!(
            "SELECT c.barcode FROM accession a JOIN copy c ON c.id = a.copy
             WHERE a.batch = ?1 AND c.due_at IS NOT NULL ORDER BY c.barcode"
        ),
        vals![id],
    )?;
    if !lent.is_empty() {
        let codes: Vec<&str> = lent.iter().take(NAMED).map(|(code,)| code.as_str()).collect();
        let message = Message::new("accession-copies-on-loan")
            .with("n", lent.len() as i64)
            .with("codes", codes.join(", "));
        return Err(Refusal::new(Kind::Conflict, message).into());
    }
    end(tx, act, id, State::Cancelled, Some(reason.trim()))?;
    tx.exec(
        sql!(
            "UPDATE copy SET status = 'withdrawn', version = version + 1
             WHERE due_at IS NULL AND id IN (SELECT a.copy FROM accession a WHERE a.batch = ?1)"
        ),
        vals![id],
    )?;
    state_provenance(tx, act, &batch)?;
    // What was drafted for these copies alone waits for nobody.
    tx.exec(
        sql!(
            "DELETE FROM fast_added WHERE NOT EXISTS (
                 SELECT 1 FROM copy c WHERE c.record = fast_added.record AND c.status <> 'withdrawn')
             AND record IN (SELECT c.record FROM accession a JOIN copy c ON c.id = a.copy WHERE a.batch = ?1)"
        ),
        vals![id],
    )?;
    tell(tx, act, id)?;
    let facts = json!({ "code": batch.code, "copies": batch.copies, "reason": reason.trim() });
    audit::record(tx, act, "accession.cancelled", "accession", id, &facts)?;
    by_id(tx, id)
}

fn end(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>, state: State, reason: Option<&str>) -> Result<()> {
    let ended = tx.exec(
        sql!(
            "UPDATE accession_batch SET state = ?2, ended_at = ?3, ended_by = ?4, reason = ?5
             WHERE id = ?1 AND state <> 'cancelled'"
        ),
        vals![id, state, act.at, act.by.person(), reason],
    )?;
    if ended == 1 { Ok(()) } else { Err(Error::Contention) }
}

/// What a box has of one record.
#[derive(FromRow)]
struct Share {
    record: Id<Record>,
    copies: i64,
}

fn shares(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<Vec<Share>> {
    tx.all(
        sql!(
            "SELECT c.record, CAST(SUM(CASE WHEN c.status = 'withdrawn' THEN 0 ELSE 1 END) AS BIGINT) AS copies
             FROM accession a JOIN copy c ON c.id = a.copy WHERE a.batch = ?1 GROUP BY c.record ORDER BY c.record"
        ),
        vals![id],
    )
}

/// Writes into every record of a box what the box says of it now.
fn state_provenance(tx: &mut Tx<'_>, act: &Act, batch: &Batch) -> Result<()> {
    let agency = PREFIX.text(tx)?;
    for share in shares(tx, batch.id)? {
        tx.lock("record", &share.record)?;
        let kept = records::by_id(tx, share.record)?.ok_or(Error::Missing)?;
        let mut record = kept.record()?;
        let statement = Statement {
            source: batch.source,
            name: &batch.name,
            named: batch.named,
            received_on: batch.received_on,
            reference: &batch.reference,
            copies: share.copies,
        };
        provenance::state(&mut record, &agency, &statement);
        records::update(tx, act, share.record, kept.version, &record)?;
    }
    Ok(())
}

fn tell(tx: &mut Tx<'_>, act: &Act, id: Id<Batch>) -> Result<()> {
    let records: Vec<Id<Record>> = shares(tx, id)?.into_iter().map(|share| share.record).collect();
    if records.is_empty() {
        return Ok(());
    }
    events::emit(tx, act, id, &RecordChanged { records }).map(drop)
}

/// Says anew from whom a box came and whether everybody may read it: in the box, its copies and, once it is closed, its
/// records.
///
/// # Errors
/// A refusal when there is no such box; those of the database.
pub fn attribute(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Batch>,
    party: Option<Id<Person>>,
    name: &str,
    named: bool,
) -> Result<()> {
    tx.lock("accession", &id)?;
    tx.exec(
        sql!("UPDATE accession_batch SET party = ?2, name = ?3, named = ?4 WHERE id = ?1"),
        vals![id, party, name, named],
    )?;
    let batch = by_id(tx, id)?;
    tx.exec(
        sql!("UPDATE copy SET source = ?2 WHERE id IN (SELECT a.copy FROM accession a WHERE a.batch = ?1)"),
        vals![id, batch.words()],
    )?;
    if batch.state == State::Closed {
        state_provenance(tx, act, &batch)?;
    }
    Ok(())
}
