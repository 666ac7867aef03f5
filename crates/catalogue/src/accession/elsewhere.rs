//! A book that is taken out of one box may belong to another, or to an order that waits for it: who has it in their hands
//! is told, once for each title and box, before a bought book becomes a given one.

use kernel::{Id, Message};
use marc::isbn::Isbn;
use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Awaited, Waiting};

use super::batches::{Batch, titled};
use crate::staff::BATCHES;

/// How many other places are named.
const NAMED: i64 = 5;

/// What else waits for this book: open boxes whose paper names it, and whatever the modules wait for. Nothing where the paper
/// of its own box names it, and once one of its title came out of that box.
///
/// # Errors
/// Those of the database.
pub(crate) fn awaited(
    tx: &mut Tx<'_>,
    batch: Id<Batch>,
    isbn: Isbn,
    all: &[Awaited],
) -> Result<Vec<Waiting>> {
    let isbn = isbn.to_string();
    if titled(tx, batch, &isbn)?.is_some() || has_taken(tx, batch, &isbn)? {
        return Ok(Vec::new());
    }
    let mut found = boxes(tx, batch, &isbn)?;
    for one in all {
        found.extend(one(tx, &isbn)?);
    }
    Ok(found)
}

/// Whether a copy with this ISBN came out of a box already.
fn has_taken(tx: &mut Tx<'_>, batch: Id<Batch>, isbn: &str) -> Result<bool> {
    let found: Option<(Id<Batch>,)> = tx.opt(
        sql!(
            "SELECT a.batch FROM accession a JOIN copy c ON c.id = a.copy JOIN record_isbn i ON i.record = c.record
             WHERE a.batch = ?1 AND i.isbn = ?2 LIMIT 1"
        ),
        vals![batch, isbn],
    )?;
    Ok(found.is_some())
}

/// Other open boxes whose paper names it and that do not have all of it yet.
fn boxes(tx: &mut Tx<'_>, batch: Id<Batch>, isbn: &str) -> Result<Vec<Waiting>> {
    let found: Vec<(String, String, String)> = tx.all(
        sql!(
            "SELECT b.code, b.name, b.reference FROM accession_title t JOIN accession_batch b ON b.id = t.batch
             WHERE t.isbn = ?2 AND b.id <> ?1 AND b.state = 'open'
                 AND t.copies > (SELECT count(*) FROM accession a WHERE a.title = t.id)
             ORDER BY b.opened_at, b.code LIMIT ?3"
        ),
        vals![batch, isbn, NAMED],
    )?;
    let waiting = |(code, name, reference): (String, String, String)| Waiting {
        tone: Tone::Warn,
        href: format!("{BATCHES}/{code}"),
        message: Message::new("accession-in-other-box")
            .with("box", code)
            .with("name", name)
            .with("reference", reference),
    };
    Ok(found.into_iter().map(waiting).collect())
}
