//! Taking books out of a box: found in the catalogue by their ISBN, or drafted; each becomes a copy.

use kernel::{Act, Id, Kind, Message, Refusal, Rupiah};
use marc::isbn::Isbn;
use platform::{audit, idempotency, sequence};
use serde::Serialize;
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::{
    Source,
    batches::{self, Batch, Title},
    rules::MOST,
};
use crate::{
    copies::{self, Copy, Entered, PREFIX},
    edit::Typed,
    events, fast_add, items,
    model::{Record, Status},
    records::{self, Kept},
};

/// A record that a book may be a copy of.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Match {
    /// Which.
    pub record: Id<Record>,
    /// Its short number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: String,
    /// Its year.
    pub year: Option<i64>,
    /// How many copies are there already.
    pub copies: i64,
}

/// The statement that reads records a book may be of.
macro_rules! candidates {
    ($where:literal) => {
        sql!(concat!(
            "SELECT r.id AS record, r.number, r.title, r.author, r.year,
                 (SELECT count(*) FROM copy c WHERE c.record = r.id AND c.status <> 'withdrawn') AS copies
             FROM record r WHERE ",
            $where
        ))
    };
}

/// The records with this ISBN, in either of its forms.
///
/// # Errors
/// Those of the database.
pub fn matches(tx: &mut Tx<'_>, isbn: Isbn) -> Result<Vec<Match>> {
    tx.all(
        candidates!("r.id IN (SELECT i.record FROM record_isbn i WHERE i.isbn = ?1) ORDER BY r.number"),
        vals![isbn.to_string()],
    )
}

/// The record with this short number.
///
/// # Errors
/// Those of the database.
pub fn numbered(tx: &mut Tx<'_>, number: i64) -> Result<Option<Match>> {
    tx.opt(candidates!("r.number = ?1"), vals![number])
}

/// What a book in somebody's hands is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Book {
    /// A copy of the record with this short number.
    Of(i64),
    /// Not in the catalogue: what its title page says. It is drafted, unless somebody has catalogued its ISBN meanwhile.
    Drafted {
        /// Its ISBN as 13 digits; empty where it has none.
        isbn: String,
        /// Its title.
        title: String,
        /// Who wrote it; may be empty.
        author: String,
    },
}

/// Books to be taken out of a box: one, or several of the same title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// What they are.
    pub book: Book,
    /// How many, from 1 to [`MOST`].
    pub count: i64,
    /// The label from the roll, for one; empty for the library's next numbers.
    pub barcode: String,
    /// What one is worth, where it is not what the box says.
    pub value: Option<Rupiah>,
    /// Why the box has more than its paper says; empty where it has not.
    pub excess: String,
}

/// Takes books out of a box. The same `token` a second time is the same scan and gives the same copies; another token is
/// another book, also of the same title.
///
/// # Errors
/// A refusal with every reason, also when the box was closed or its paper taken back meanwhile; those of the database.
pub fn take(tx: &mut Tx<'_>, act: &Act, batch: Id<Batch>, token: &str, taken: &Taken) -> Result<Vec<Copy>> {
    let key = format!("accession {batch} {token}");
    let made: Vec<Id<Copy>> =
        idempotency::once(tx, act, &key, taken, |tx| accession(tx, act, batch, token, taken))?;
    made.into_iter().map(|copy| copies::by_id(tx, copy)?.ok_or(Error::Missing)).collect()
}

fn accession(
    tx: &mut Tx<'_>,
    act: &Act,
    batch: Id<Batch>,
    scan: &str,
    taken: &Taken,
) -> Result<Vec<Id<Copy>>> {
    let batch = batches::still_open(tx, batch)?;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(kernel::Reason { field: Some(field), message });
    if !(1..=MOST).contains(&taken.count) {
        object("jumlah", Message::new("accession-count-form").with("most", MOST));
    }
    if taken.count > 1 && !taken.barcode.trim().is_empty() {
        object("jumlah", Message::new("accession-one-label-one-book"));
    }
    if taken.value.is_some_and(|value| value <= Rupiah::ZERO) {
        object("nilai", Message::new("accession-worth-missing"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (kept, drafted) = record_of(tx, act, &taken.book)?;
    let title = batches::title_of(tx, batch.id, kept.id)?;
    if batch.excess.is_none()
        && let Some(message) = beyond(tx, &batch, title.as_ref(), taken.count)?
    {
        explain(tx, act, &batch, taken.excess.trim(), message)?;
    }
    let batch = batches::by_id(tx, batch.id)?;
    let scanned = Scanned { batch: &batch, kept: &kept, drafted, title: title.as_ref(), scan };
    let (mut sharing, mut made) = (batch.sharing(), Vec::new());
    for _ in 0..taken.count {
        if let Some(message) = taken.value.and_then(|value| sharing.objection(value)) {
            return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("nilai", message) }.into());
        }
        let value = taken.value.or(sharing.usual(title.as_ref().map(|title| title.worth)));
        made.push(one(tx, act, &scanned, &taken.barcode, value)?);
        sharing = sharing.after(value);
    }
    Ok(made)
}

/// What about so many more copies is not as the paper of the box says; nothing when all is.
fn beyond(tx: &mut Tx<'_>, batch: &Batch, title: Option<&Title>, count: i64) -> Result<Option<Message>> {
    let message = match title {
        _ if batch.copies + count > batch.expected => {
            Message::new("accession-more-than-paper").with("n", batch.expected)
        }
        Some(title) if title.taken + count > title.copies => Message::new("accession-more-of-title")
            .with("title", title.title.as_str())
            .with("n", title.copies),
        None if !batches::titles(tx, batch.id)?.is_empty() => Message::new("accession-not-on-paper"),
        _ => return Ok(None),
    };
    Ok(Some(message))
}

/// Keeps why a box has more than its paper says, or refuses without a reason.
fn explain(tx: &mut Tx<'_>, act: &Act, batch: &Batch, why: &str, message: Message) -> Result<()> {
    if !(1..=300).contains(&why.chars().count()) {
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("lebih", message) }.into());
    }
    tx.exec(sql!("UPDATE accession_batch SET excess = ?2 WHERE id = ?1"), vals![batch.id, why])?;
    audit::record(
        tx,
        act,
        "accession.exceeded",
        "accession",
        batch.id,
        &json!({ "code": batch.code, "why": why }),
    )
}

/// The record of a book, and whether it was drafted for it.
fn record_of(tx: &mut Tx<'_>, act: &Act, book: &Book) -> Result<(Kept, bool)> {
    match book {
        Book::Of(number) => Ok((found(tx, act, *number)?, false)),
        Book::Drafted { isbn, title, author } => {
            tx.lock("isbn", isbn)?;
            // Another clerk may have had the same book in hand.
            if let [number] = records::by_isbn(tx, isbn)?.as_slice() {
                return Ok((found(tx, act, *number)?, false));
            }
            let known = Typed {
                title: title.clone(),
                author: author.clone(),
                isbns: isbn.clone(),
                ..Typed::of(&marc::Record::default())
            };
            Ok((fast_add::draft(tx, act, &known)?, true))
        }
    }
}

/// A record that is there; one that is hidden waits for a cataloguer from now on, or nobody would ever see the book.
fn found(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<Kept> {
    let missing = || Refusal::new(Kind::Missing, Message::new("record-unknown").with("number", number));
    let kept = records::by_number(tx, number)?.ok_or_else(missing)?;
    if kept.hidden {
        fast_add::wait(tx, act, kept.id)?;
    }
    Ok(kept)
}

/// What the books of one scan have in common.
struct Scanned<'a> {
    batch: &'a Batch,
    kept: &'a Kept,
    drafted: bool,
    title: Option<&'a Title>,
    scan: &'a str,
}

fn one(
    tx: &mut Tx<'_>,
    act: &Act,
    scanned: &Scanned<'_>,
    barcode: &str,
    value: Option<Rupiah>,
) -> Result<Id<Copy>> {
    let Scanned { batch, kept, drafted, title, scan } = *scanned;
    let kinds: Vec<String> = copies::kinds(tx)?.into_iter().map(|(code, _)| code).collect();
    let inventory = next_inventory(tx, batch)?;
    let entered = Entered {
        barcode: copies::normalised(barcode),
        kind: items::usual_kind(&kept.drawn.0, &kinds).to_owned(),
        status: Status::Processing,
        price: value,
        inventory: Some(inventory.clone()),
        source: Some(batch.words()),
        received_on: Some(batch.received_on),
        ..Entered::at(batch.branch)
    };
    let copy = copies::add(tx, act, kept.id, &entered)?;
    // 'open' and not what the box is: where it is no longer, the reference breaks. And no more than its paper says, unless
    // somebody has said why.
    let taken = tx.exec(
        sql!(
            "INSERT INTO accession (copy, batch, batch_state, inventory, value, drafted, at, actor, title, scan)
             SELECT ?1, b.id, 'open', ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM accession_batch b
             WHERE b.id = ?2 AND (b.excess IS NOT NULL
                 OR (SELECT count(*) FROM accession a WHERE a.batch = ?2) < b.expected)"
        ),
        vals![
            copy.id,
            batch.id,
            inventory,
            value,
            drafted,
            act.at,
            act.by.person(),
            title.map(|title| title.id),
            scan
        ],
    )?;
    if taken == 1 { Ok(copy.id) } else { Err(Error::Contention) }
}

/// The next number of the inventory book, as libraries here write it: `00123/TMH/H/2026`, H for a gift (hadiah), B for a
/// purchase (beli).
fn next_inventory(tx: &mut Tx<'_>, batch: &Batch) -> Result<String> {
    let (letter, year) = (if batch.source == Source::Gift { 'H' } else { 'B' }, batch.received_on.year());
    let prefix = PREFIX.text(tx)?;
    loop {
        let number = sequence::next(tx, "inventory")?;
        let inventory = format!("{number:05}/{prefix}/{letter}/{year}");
        let taken: Option<(Id<Copy>,)> =
            tx.opt(sql!("SELECT copy FROM accession WHERE inventory = ?1"), vals![inventory])?;
        if taken.is_none() {
            return Ok(inventory);
        }
    }
}

/// Takes a copy back into the box as if it had not been scanned, while the box is open and nothing else has happened to
/// the copy; a record drafted for it alone goes with it. What it was a copy of.
///
/// # Errors
/// A refusal when the box is not open any more, the copy is not of it, or was lent; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, batch: Id<Batch>, copy: Id<Copy>) -> Result<String> {
    batches::still_open(tx, batch)?;
    let late = || Refusal::new(Kind::Conflict, Message::new("accession-undo-too-late"));
    let taken: Option<(bool, String)> = tx.opt(
        sql!("DELETE FROM accession WHERE copy = ?1 AND batch = ?2 RETURNING drafted, inventory"),
        vals![copy, batch],
    )?;
    let (drafted, inventory) = taken.ok_or_else(late)?;
    let found = copies::by_id(tx, copy)?.ok_or(Error::Missing)?;
    if found.status != Status::Processing || found.loans > 0 {
        return Err(late().into());
    }
    // What was read in the house with it stays written down, and so does the copy.
    tx.exec(sql!("DELETE FROM copy WHERE id = ?1"), vals![copy]).map_err(|error| match error {
        Error::Reference(_) => late().into(),
        other => other,
    })?;
    let facts = json!({ "barcode": found.barcode, "inventory": inventory, "title": found.title });
    audit::record(tx, act, "accession.undone", "accession", batch, &facts)?;
    forget_excess(tx, batch)?;
    let alone = copies::of_record(tx, found.record)?.is_empty();
    if drafted && alone && fast_add::is_untouched(tx, found.record)? {
        fast_add::discard(tx, found.record)?;
    }
    events::changed(tx, act, found.record)?;
    Ok(found.title)
}

/// A box that has no more than its paper says, once the surplus was taken back, has no reason for it any more: no copy the paper
/// values at nothing, of no title more than it names, and none that it does not name.
fn forget_excess(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE accession_batch SET excess = NULL WHERE id = ?1 AND excess IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM accession a WHERE a.batch = ?1 AND a.value IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM accession_title t WHERE t.batch = ?1
                     AND t.copies < (SELECT count(*) FROM accession a WHERE a.title = t.id))
                 AND NOT EXISTS (SELECT 1 FROM accession a JOIN accession_title t ON t.batch = a.batch
                     WHERE a.batch = ?1 AND a.title IS NULL)"
        ),
        vals![batch],
    )
    .map(drop)
}

/// Takes back into the box everything that came out of it by one scan, of which `copy` is one. What it was, and how many.
///
/// # Errors
/// As those of [`undo`].
pub fn undo_scan(tx: &mut Tx<'_>, act: &Act, batch: Id<Batch>, copy: Id<Copy>) -> Result<(String, i64)> {
    let all: Vec<(Id<Copy>,)> = tx.all(
        sql!(
            "SELECT a.copy FROM accession a WHERE a.batch = ?1
                 AND a.scan = (SELECT b.scan FROM accession b WHERE b.copy = ?2 AND b.batch = ?1) ORDER BY a.inventory"
        ),
        vals![batch, copy],
    )?;
    let mut title = String::new();
    for (one,) in &all {
        title = undo(tx, act, batch, *one)?;
    }
    if all.is_empty() {
        undo(tx, act, batch, copy)?;
    }
    Ok((title, all.len() as i64))
}

/// The copy that was taken out of a box last.
///
/// # Errors
/// Those of the database.
pub fn last(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<Option<Id<Copy>>> {
    Ok(batches::lines(tx, batch, 1)?.pop().map(|line| line.copy))
}
