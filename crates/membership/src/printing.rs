//! Which cards have been printed, batch by batch, so that those of new members and new numbers are not forgotten.

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Member, queries};

/// The most cards of one batch.
pub const MOST: usize = 500;

/// Cards printed at once.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Batch {
    /// Which.
    pub batch: Id<Batch>,
    /// When.
    pub at: Timestamp,
    /// How many.
    pub cards: i64,
}

/// Members whose card, with the number it has now, has not been printed since the beginning of `since`; without a day,
/// never. By name, at most [`MOST`].
///
/// # Errors
/// Those of the database.
pub fn unprinted(tx: &mut Tx<'_>, act: &Act, since: Option<Date>) -> Result<Vec<Member>> {
    let from = since.map_or(Timestamp::UNIX_EPOCH, |day| act.start_of(day));
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT m.person FROM member m JOIN party p ON p.id = m.person AND p.merged_into IS NULL AND p.folded <> ''
             WHERE m.closed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM card_print c WHERE c.code = m.code AND c.at >= ?1)
             ORDER BY p.folded, m.person LIMIT ?2"
        ),
        vals![from, i64::try_from(MOST).unwrap_or(i64::MAX)],
    )?;
    queries::by_ids(tx, &found.into_iter().map(|(person,)| person).collect::<Vec<_>>())
}

/// The members with these numbers, in this order, those left out that nobody has.
///
/// # Errors
/// Those of the database.
pub fn of_codes(tx: &mut Tx<'_>, codes: &[String]) -> Result<Vec<Member>> {
    queries::by_codes(tx, &codes[..codes.len().min(MOST)])
}

/// Keeps that the cards of these members have been printed.
///
/// # Errors
/// A refusal where they are nobody; those of the database.
pub fn printed(tx: &mut Tx<'_>, act: &Act, members: &[Member]) -> Result<Id<Batch>> {
    if members.is_empty() {
        return Err(Refusal::new(Kind::Missing, Message::new("cards-nobody")).into());
    }
    let batch = Id::new();
    for member in members {
        tx.exec(
            sql!("INSERT INTO card_print (batch, code, at) VALUES (?1, ?2, ?3) ON CONFLICT (batch, code) DO NOTHING"),
            vals![batch, member.code, act.at],
        )?;
    }
    audit::record(
        tx,
        act,
        "cards.printed",
        "card-batch",
        batch,
        &serde_json::json!({ "cards": members.len() }),
    )?;
    Ok(batch)
}

/// The latest batches, the newest first.
///
/// # Errors
/// Those of the database.
pub fn batches(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Batch>> {
    tx.all(
        sql!(
            "SELECT batch, at, count(*) AS cards FROM card_print GROUP BY batch, at ORDER BY at DESC, batch LIMIT ?1"
        ),
        vals![limit],
    )
}

/// The members of a batch whose number is still the one that was printed, by number.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, batch: Id<Batch>) -> Result<Vec<Member>> {
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT m.person FROM card_print c JOIN member m ON m.code = c.code WHERE c.batch = ?1 ORDER BY c.code"
        ),
        vals![batch],
    )?;
    queries::by_ids(tx, &found.into_iter().map(|(person,)| person).collect::<Vec<_>>())
}

/// Forgets that a batch was printed: the paper jammed.
///
/// # Errors
/// A refusal where there is no such batch; those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act, batch: Id<Batch>) -> Result<()> {
    if tx.exec(sql!("DELETE FROM card_print WHERE batch = ?1"), vals![batch])? == 0 {
        return Err(Refusal::new(Kind::Missing, Message::new("cards-batch-unknown")).into());
    }
    audit::record(tx, act, "cards.not-printed", "card-batch", batch, &())
}
