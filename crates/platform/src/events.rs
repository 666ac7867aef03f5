//! Domain events: what one module tells the others, written to the outbox in the transaction that made it
//! true.

use kernel::{Act, Id, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, FromRow, Location, Result, Store, Tx, sql, vals};

use crate::jobs;

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

/// [`emit`], the same about many.
///
/// # Errors
/// Those of the database.
pub fn emit_all<E: Event, T>(tx: &mut Tx<'_>, act: &Act, subjects: &[Id<T>], event: &E) -> Result<()> {
    const EVENTS: store::many::Rows =
        store::rows!("INSERT INTO event (seq, at, kind, subject, payload) VALUES ", 5);
    tx.lock("journal", &"")?;
    let payload = serde_json::to_string(event).map_err(|e| Error::Shape(e.to_string()))?;
    let (kind, first) = (E::KIND, latest(tx)? + 1);
    let rows: Vec<_> = (first..).zip(subjects).collect();
    let mut values = Vec::with_capacity(rows.len() * 5);
    for (seq, subject) in &rows {
        values.extend_from_slice(vals![*seq, act.at, kind, **subject, payload]);
    }
    tx.exec_rows(&EVENTS, &values).map(drop)
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

/// How many events one transaction may hand over. On PostgreSQL a subscriber's rows and the journal would be
/// taken in the wrong order from the second event on, and hold up a desk that takes them in the right one.
fn batch(store: &Store) -> usize {
    match store.location() {
        Location::File(_) => 64,
        Location::Postgres { .. } => 1,
    }
}

/// How many events are looked at in one transaction for those a subscriber wants.
const LOOK: i64 = 256;
/// The kind of job that tries an event again.
pub(crate) const RETRY: &str = "event.retry";

/// An event that its subscriber could not take.
#[derive(Debug, Serialize, serde::Deserialize)]
struct Retry {
    subscriber: String,
    event: i64,
}

/// Hands `subscriber` what has happened since the last time; whether there may be more. A new subscriber
/// hears of everything from the beginning. An event it cannot take becomes a job, which tries it again, and
/// the ones after it go on.
///
/// # Errors
/// Those of the database, with nothing lost: the next call goes on where this one stopped.
pub fn dispatch(store: &Store, act: &Act, subscriber: Subscriber) -> Result<bool> {
    let batch = batch(store);
    let hand_over = |most: usize| {
        let act = act.clone();
        store.write_blocking(move |tx| advance(tx, &act, subscriber, most))
    };
    match hand_over(batch) {
        Err(failure) if !is_passing(&failure) => {}
        end => return end,
    }
    // One of them fails: find it by going one by one.
    for _ in 0..batch {
        match hand_over(1) {
            Ok(true) => {}
            Err(failure) if !is_passing(&failure) => {
                let act = act.clone();
                store.write_blocking(move |tx| set_aside(tx, &act, subscriber, &failure))?;
            }
            end => return end,
        }
    }
    Ok(true)
}

/// Whether a failure says something about the database at this moment rather than about the event.
const fn is_passing(failure: &Error) -> bool {
    matches!(failure, Error::Busy | Error::Full | Error::Stopped | Error::Contention)
}

fn advance(tx: &mut Tx<'_>, act: &Act, subscriber: Subscriber, most: usize) -> Result<bool> {
    let from = position(tx, subscriber)?;
    let (mut reached, mut taken) = (from, 0);
    let events = after(tx, from, LOOK)?;
    for event in &events {
        if subscriber.kinds.contains(&event.kind.as_str()) {
            if taken == most {
                break;
            }
            (subscriber.handle)(tx, act, event)?;
            taken += 1;
        }
        reached = event.seq;
    }
    if reached > from {
        move_to(tx, subscriber, reached)?;
    }
    Ok(!events.is_empty())
}

/// Passes over the first event `subscriber` wants, leaving a job that tries it again.
fn set_aside(tx: &mut Tx<'_>, act: &Act, subscriber: Subscriber, failure: &Error) -> Result<()> {
    let from = position(tx, subscriber)?;
    let wanted = |event: &Posted| subscriber.kinds.contains(&event.kind.as_str());
    let Some(event) = after(tx, from, LOOK)?.into_iter().find(wanted) else { return Ok(()) };
    tracing::warn!(subscriber = subscriber.name, event = event.seq, %failure, "an event failed; it is tried again");
    let retry = Retry { subscriber: subscriber.name.to_owned(), event: event.seq };
    jobs::put(
        tx,
        act,
        Id::new(),
        RETRY,
        &retry,
        act.at,
        Some(&format!("event/{}/{}", subscriber.name, event.seq)),
    )?;
    move_to(tx, subscriber, event.seq)
}

/// Tries an event again; it and its job are done together or not at all.
pub(crate) fn try_again(
    store: &Store,
    act: &Act,
    lease: &jobs::Lease,
    subscribers: &[Subscriber],
) -> Result<()> {
    let retry: Retry = serde_json::from_str(&lease.payload).map_err(|e| Error::Shape(e.to_string()))?;
    let subscriber = *subscribers
        .iter()
        .find(|subscriber| subscriber.name == retry.subscriber)
        .ok_or_else(|| Error::Shape(format!("nobody is called {}", retry.subscriber)))?;
    let (act, lease) = (act.clone(), lease.clone());
    store.write_blocking(move |tx| {
        let event = after(tx, retry.event - 1, 1)?.pop().ok_or(Error::Missing)?;
        jobs::done(tx, &lease, act.at)?;
        (subscriber.handle)(tx, &act, &event)
    })
}

/// How far each subscriber that ever was has come, by name.
///
/// # Errors
/// Those of the database.
pub fn positions(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>> {
    tx.all(sql!("SELECT name, position FROM subscription ORDER BY name"), vals![])
}

fn position(tx: &mut Tx<'_>, subscriber: Subscriber) -> Result<i64> {
    tx.lock("subscription", &subscriber.name)?;
    let stored: Option<(i64,)> =
        tx.opt(sql!("SELECT position FROM subscription WHERE name = ?1"), vals![subscriber.name])?;
    Ok(stored.map_or(0, |(position,)| position))
}

fn move_to(tx: &mut Tx<'_>, subscriber: Subscriber, position: i64) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO subscription (name, position) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET position = excluded.position"
        ),
        vals![subscriber.name, position],
    )?;
    Ok(())
}
