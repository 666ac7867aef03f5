//! Work for later: kept in the database in the transaction that wants it, leased by whichever node comes
//! first, tried again with growing pauses, laid aside for people after twelve failures
//! (reliability-security.md, "Outbox").
//!
//! A job runs at least once: a node that dies in the midst of one leaves it to the next after five minutes.

use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Refusal, Timestamp};
use serde::Serialize;
use store::{Error, FromRow, Result, Store, Tx, sql, vals};

use crate::audit;

/// How long a node may work at a job before another one takes it for lost.
pub const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How far apart the clocks of two nodes may be.
const APART: SignedDuration = SignedDuration::from_mins(1);
/// How often a job is tried before it is laid aside.
pub const ATTEMPTS: i64 = 12;
/// The pause after the first failure; each further one doubles it, so that twelve attempts span 17 hours.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// How long finished jobs stay to be looked at.
const KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The kind of job that runs a scheduled task; these wait while the clock is in doubt.
pub(crate) const TASK: &str = "task";

/// A kind of job a module declares.
#[derive(Debug, Clone, Copy)]
pub struct JobKind {
    /// `circulation.send-notice`
    pub name: &'static str,
    /// What it does, given the payload as JSON. It runs outside any transaction and may reach the outside
    /// world, and it may come to run twice with the same payload.
    pub run: fn(&Store, &Act, &str) -> Result<()>,
}

store::words! {
    /// How far a job is.
    pub enum State {
        /// To be run, for the first time or again.
        Waiting = "waiting",
        /// Finished.
        Done = "done",
        /// Laid aside after its last attempt.
        Dead = "dead",
    }
}

/// A job as people see it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Job {
    /// Which one.
    pub id: Id<Self>,
    /// Its [`JobKind::name`].
    pub kind: String,
    /// What it was given, as JSON.
    pub payload: String,
    /// How far it is.
    pub state: State,
    /// When it is to run, for the first time or again.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it finished or was laid aside.
    pub ended_at: Option<Timestamp>,
}

/// Asks for a job at `run_at` or soon after.
///
/// # Errors
/// [`Error::Shape`] when `payload` is no JSON; those of the database.
pub fn enqueue(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: &JobKind,
    payload: &impl Serialize,
    run_at: Timestamp,
) -> Result<Id<Job>> {
    let id = Id::new();
    put(tx, act, id, kind.name, payload, run_at, None)?;
    Ok(id)
}

/// Asks for a job unless one was asked for under the same key; whether it is a new one.
///
/// # Errors
/// [`Error::Shape`] when `payload` is no JSON; those of the database.
pub fn enqueue_once(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: &JobKind,
    payload: &impl Serialize,
    run_at: Timestamp,
    unique_key: &str,
) -> Result<bool> {
    put(tx, act, Id::new(), kind.name, payload, run_at, Some(unique_key))
}

pub(crate) fn put(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Job>,
    kind: &str,
    payload: &impl Serialize,
    run_at: Timestamp,
    unique_key: Option<&str>,
) -> Result<bool> {
    let payload = serde_json::to_string(payload).map_err(|e| Error::Shape(e.to_string()))?;
    let new = tx.exec(
        sql!(
            "INSERT INTO job (id, kind, payload, unique_key, state, run_at, attempts, created_at)
             VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, 0, ?6) ON CONFLICT (unique_key) DO NOTHING"
        ),
        vals![id, kind, payload, unique_key, run_at, act.at],
    )?;
    Ok(new == 1)
}

/// A job that one node has taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Which one.
    pub id: Id<Job>,
    /// Its [`JobKind::name`].
    pub kind: String,
    /// What it was given, as JSON.
    pub payload: String,
    /// The how-manieth attempt this is; the first is 1.
    pub attempt: i64,
    until: Timestamp,
}

/// Whether a job waits to be run at `now`; `tasks` says whether those of the schedule count.
///
/// # Errors
/// Those of the database.
pub fn is_due(tx: &mut Tx<'_>, now: Timestamp, tasks: bool) -> Result<bool> {
    let due: Option<(i64,)> = tx.opt(
        sql!(
            "SELECT run_at FROM job WHERE state = 'waiting' AND run_at <= ?1
                 AND (leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?2) AND (kind <> 'task' OR ?3)
             ORDER BY run_at LIMIT 1"
        ),
        vals![now, now + LEASE + APART, tasks],
    )?;
    Ok(due.is_some())
}

/// Takes on the job that has been due for longest. A lease that ends later than any given now can end, by a
/// clock that is ahead of this one too, is the work of one that was wrong, and counts for nothing.
///
/// # Errors
/// Those of the database.
pub fn lease(tx: &mut Tx<'_>, now: Timestamp, tasks: bool) -> Result<Option<Lease>> {
    #[derive(FromRow)]
    struct Due {
        id: Id<Job>,
        kind: String,
        payload: String,
        attempts: i64,
    }
    tx.lock("job", &"")?;
    let until = now + LEASE;
    loop {
        let due: Option<Due> = tx.opt(
            sql!(
                "SELECT id, kind, payload, attempts FROM job WHERE state = 'waiting' AND run_at <= ?1
                     AND (leased_until IS NULL OR leased_until <= ?1 OR leased_until > ?2)
                     AND (kind <> 'task' OR ?3)
                 ORDER BY run_at, id LIMIT 1"
            ),
            vals![now, until + APART, tasks],
        )?;
        let Some(Due { id, kind, payload, attempts }) = due else { return Ok(None) };
        if attempts >= ATTEMPTS {
            // Its last attempt never came to an end: the program died with it.
            bury(tx, id, now, "the program stopped while it ran")?;
            continue;
        }
        tx.exec(
            sql!("UPDATE job SET leased_until = ?2, attempts = attempts + 1 WHERE id = ?1"),
            vals![id, until],
        )?;
        return Ok(Some(Lease { id, kind, payload, attempt: attempts + 1, until }));
    }
}

/// Notes that a job is done, in the transaction of its work where it has one.
///
/// # Errors
/// [`Error::Missing`] when the lease ran out and somebody else has taken the job on; those of the database.
pub fn done(tx: &mut Tx<'_>, lease: &Lease, now: Timestamp) -> Result<()> {
    let held = tx.exec(
        sql!(
            "UPDATE job SET state = 'done', ended_at = ?3, leased_until = NULL, last_error = NULL
             WHERE id = ?1 AND leased_until = ?2 AND state = 'waiting'"
        ),
        vals![lease.id, lease.until, now],
    )?;
    if held == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Notes that an attempt failed: the job waits for the next one, or is laid aside after the last.
///
/// # Errors
/// [`Error::Missing`] when the lease ran out and somebody else has taken the job on; those of the database.
pub fn failed(tx: &mut Tx<'_>, lease: &Lease, now: Timestamp, error: &str) -> Result<()> {
    let again = now + pause(lease.attempt, rand::random());
    let held = tx.exec(
        sql!(
            "UPDATE job SET run_at = ?3, leased_until = NULL, last_error = ?4
             WHERE id = ?1 AND leased_until = ?2 AND state = 'waiting'"
        ),
        vals![lease.id, lease.until, again, error],
    )?;
    match held {
        0 => Err(Error::Missing),
        _ if lease.attempt >= ATTEMPTS => bury(tx, lease.id, now, error),
        _ => Ok(()),
    }
}

fn bury(tx: &mut Tx<'_>, id: Id<Job>, now: Timestamp, error: &str) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE job SET state = 'dead', ended_at = ?2, leased_until = NULL,
                 last_error = COALESCE(last_error, ?3) WHERE id = ?1"
        ),
        vals![id, now, error],
    )?;
    Ok(())
}

/// How long to wait after failed attempt `attempt`: doubling, and spread by `chance` (0 to 1) over a quarter to
/// either side, so that what failed together does not come back together.
fn pause(attempt: i64, chance: f64) -> SignedDuration {
    let doublings = u32::try_from(attempt - 1).unwrap_or_default().min(16);
    (FIRST_PAUSE * 2_i32.pow(doublings)).mul_f64(0.75 + chance / 2.0)
}

/// The latest `limit` jobs in `state`, the newest first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, state: State, limit: i64) -> Result<Vec<Job>> {
    tx.all(
        sql!(
            "SELECT id, kind, payload, state, run_at, attempts, last_error, created_at, ended_at FROM job
             WHERE state = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2"
        ),
        vals![state, limit],
    )
}

/// How many jobs there are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Counts {
    /// To be run.
    pub waiting: i64,
    /// Finished lately.
    pub done: i64,
    /// Laid aside; somebody should look.
    pub dead: i64,
}

/// How many jobs there are in each state.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>) -> Result<Counts> {
    tx.one(
        sql!(
            "SELECT count(CASE WHEN state = 'waiting' THEN 1 END) AS waiting,
                    count(CASE WHEN state = 'done' THEN 1 END) AS done,
                    count(CASE WHEN state = 'dead' THEN 1 END) AS dead FROM job"
        ),
        vals![],
    )
}

/// Lets a job that was laid aside be tried again from the beginning.
///
/// # Errors
/// A refusal when it is not laid aside; those of the database.
pub fn retry_dead(tx: &mut Tx<'_>, act: &Act, id: Id<Job>) -> Result<()> {
    let revived = tx.exec(
        sql!(
            "UPDATE job SET state = 'waiting', run_at = ?2, attempts = 0, ended_at = NULL
             WHERE id = ?1 AND state = 'dead'"
        ),
        vals![id, act.at],
    )?;
    if revived == 0 {
        return Err(Refusal::new(Kind::Missing, Message::new("job-not-dead")).into());
    }
    audit::record(tx, act, "job.retried", "job", id, &())
}

/// Forgets jobs that finished long ago; how many. What was laid aside stays until somebody decides.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.exec(sql!("DELETE FROM job WHERE state = 'done' AND ended_at < ?1"), vals![now - KEPT])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pauses_double_and_stay_within_a_quarter(attempt in 1i64..ATTEMPTS, chance in 0.0..1.0f64) {
            let middle = FIRST_PAUSE.as_secs_f64() * 2f64.powi(attempt as i32 - 1);
            let pause = pause(attempt, chance).as_secs_f64();
            prop_assert!((middle * 0.75 - 0.01..middle * 1.25 + 0.01).contains(&pause), "{pause} around {middle}");
        }
    }
}
