//! Domain events: what one module tells the others, written to the outbox in the transaction that made it
//! true.

use kernel::{Act, Id, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, FromRow, Result, Tx, sql, vals};

/// Something that happened, for other modules to hear of.
pub trait Event: Serialize + DeserializeOwned {
    /// `catalogue.record-changed`: the module and what happened.
    const KIND: &'static str;
}

/// An event as it stands in the outbox.
#[derive(Debug, Clone, FromRow)]
pub struct Posted {
    /// Its number; events are numbered in the order of their commits, without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Its [`Event::KIND`].
    pub kind: String,
    /// What it happened to.
    pub subject: Id<()>,
    /// The event as JSON.
    pub payload: String,
}

impl Posted {
    /// The event itself, if it is an `E`.
    ///
    /// # Errors
    /// [`Error::Shape`] when it is an `E` of another shape.
    pub fn read<E: Event>(&self) -> Result<Option<E>> {
        if self.kind != E::KIND {
            return Ok(None);
        }
        serde_json::from_str(&self.payload).map(Some).map_err(|e| Error::Shape(format!("{}: {e}", self.kind)))
    }
}

/// Writes `event` about `subject` to the outbox; its number.
///
/// # Errors
/// Those of the database.
pub fn emit<E: Event, T>(tx: &mut Tx<'_>, act: &Act, subject: Id<T>, event: &E) -> Result<i64> {
    tx.lock("journal", &"")?;
    let payload = serde_json::to_string(event).map_err(|e| Error::Shape(e.to_string()))?;
    let (seq,) = tx.one(
        sql!(
            "INSERT INTO event (seq, at, kind, subject, payload)
             VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM event), ?1, ?2, ?3, ?4) RETURNING seq"
        ),
        vals![act.at, E::KIND, subject, payload],
    )?;
    Ok(seq)
}

/// The number of the latest event; 0 before the first.
///
/// # Errors
/// Those of the database.
pub fn latest(tx: &mut Tx<'_>) -> Result<i64> {
    let (seq,) = tx.one(sql!("SELECT COALESCE(MAX(seq), 0) FROM event"), vals![])?;
    Ok(seq)
}

/// Up to `limit` events after number `after`, in order.
///
/// # Errors
/// Those of the database.
pub fn after(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<Posted>> {
    tx.all(
        sql!("SELECT seq, at, kind, subject, payload FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2"),
        vals![after, limit],
    )
}

/// A module that hears of events: `handle` runs once for each event of its `kinds`, in order, in a
/// transaction that also notes how far it has come.
#[derive(Debug, Clone, Copy)]
pub struct Subscriber {
    /// `circulation.forget-withdrawn-copies`
    pub name: &'static str,
    /// The [`Event::KIND`]s it wants.
    pub kinds: &'static [&'static str],
    /// What it does.
    pub handle: fn(&mut Tx<'_>, &Act, &Posted) -> Result<()>,
}
