//! Seats: how many there are, who holds them, and who is next.
//!
//! What is taken the database counts in the pool's own row, in the transaction that lets somebody hold, have or give back
//! seats (`KEEP seats_…`), and it allows no more than there are (`CHECK taken <= capacity`). Holds and offers that have run out
//! are settled by whoever comes next, and by a task every few minutes; nothing rests on the task.

mod holding;
mod list;
mod registering;
mod returning;
mod waiting;

pub use holding::{hold, release};
use kernel::{Act, Id, Kind as No, Message, Reason, Refusal};
pub use list::{Line, by_code, by_secret, count, lines, one, since, steps, waiting};
use platform::audit;
pub(crate) use registering::known_or_entered;
pub use registering::{New, Whom, accept, approve, assess, decline, register, told};
pub use returning::{call_off, cancel, forget, take_back};
use serde_json::json;
use store::{Result, Tx, sql, vals};
pub use waiting::{settle, settle_all};

use crate::{
    model::{Activity, Entry, Pool, Programme, Registration, Session, Standing, Why},
    planning,
};

macro_rules! pools {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT p.id, p.activity, p.session, p.name, p.capacity, p.taken FROM seat_pool p ",
            $rest
        ))
    };
}

/// The seats of an activity: those of all its sessions first, then those of each in their order.
///
/// # Errors
/// Those of the database.
pub fn pools(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Vec<Pool>> {
    tx.all(
        pools!(
            "LEFT JOIN activity_session s ON s.id = p.session WHERE p.activity = ?1
             ORDER BY COALESCE(s.starts_at, 0), p.name, p.id"
        ),
        vals![activity],
    )
}

/// Those of all activities of a programme.
pub(crate) fn pools_of_programme(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Pool>> {
    tx.all(
        pools!("JOIN activity a ON a.id = p.activity WHERE a.programme = ?1 ORDER BY p.id"),
        vals![programme],
    )
}

/// Seats of one kind.
///
/// # Errors
/// A refusal when there are none such; those of the database.
pub fn pool(tx: &mut Tx<'_>, id: Id<Pool>) -> Result<Pool> {
    let found = tx.opt(pools!("WHERE p.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("seats-unknown")).into())
}

/// Whether anybody has ever had a seat there, or waits for one.
///
/// # Errors
/// Those of the database.
pub fn is_used(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<bool> {
    let (used,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM registration r WHERE r.activity = ?1)
                 OR EXISTS (SELECT 1 FROM seat_hold h JOIN seat_pool p ON p.id = h.pool WHERE p.activity = ?1)"
        ),
        vals![activity],
    )?;
    Ok(used)
}

/// Sets how many seats of a kind there are. Of more seats, those who wait are offered some, in their order; fewer than are
/// taken there cannot be.
///
/// # Errors
/// A refusal of a number that cannot be, with how many are taken; those of the database.
pub fn set(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: Id<Activity>,
    session: Option<Id<Session>>,
    name: &str,
    capacity: i64,
) -> Result<Id<Pool>> {
    let owner = planning::one(tx, activity)?;
    let name = name.trim();
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(0..=100_000).contains(&capacity) {
        object("capacity", "seats-wrong");
    }
    if name.chars().count() > 80 {
        object("pool", "activity-text-too-long");
    }
    if (owner.entry == Entry::Each) != session.is_some() || owner.entry == Entry::Free {
        object("capacity", "seats-not-of-this");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.lock("seats-of", &activity)?;
    let known = pools(tx, activity)?.into_iter().find(|pool| pool.session == session && pool.name == name);
    let facts = json!({ "seats": capacity });
    let Some(known) = known else {
        let id = Id::new();
        tx.exec(
            sql!("INSERT INTO seat_pool (id, activity, session, name, capacity, taken) VALUES (?1, ?2, ?3, ?4, ?5, 0)"),
            vals![id, activity, session, name, capacity],
        )?;
        audit::record(tx, act, "activity.seats-set", "activity", activity, &facts)?;
        return Ok(id);
    };
    lock(tx, known.id)?;
    let rows = tx.exec(
        sql!("UPDATE seat_pool SET capacity = ?2 WHERE id = ?1 AND taken <= ?2"),
        vals![known.id, capacity],
    )?;
    if rows == 0 {
        let taken = pool(tx, known.id)?.taken;
        let message = Message::new("seats-taken").with("n", taken);
        return Err(Refusal::of_field("capacity", message).into());
    }
    audit::record(tx, act, "activity.seats-set", "activity", activity, &facts)?;
    settle(tx, act, known.id)?;
    Ok(known.id)
}

/// One after the other at one pool: who settles, offers and takes sees what the one before has written.
fn lock(tx: &mut Tx<'_>, pool: Id<Pool>) -> Result<()> {
    tx.lock("seats", &pool)
}

/// Whether so many seats are free in a pool that is locked.
fn fits(tx: &mut Tx<'_>, at: Id<Pool>, size: i64) -> Result<bool> {
    Ok(pool(tx, at)?.free() >= size)
}

/// Nobody waits for more seats than there will ever be.
fn beyond(seats: &Pool, size: i64) -> Option<Reason> {
    let message = Message::new("register-size-beyond").with("most", seats.capacity);
    (size > seats.capacity).then_some(Reason { field: Some("size"), message })
}

/// Lets a registration stand otherwise, and notes why.
fn stand(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Registration>,
    state: Standing,
    why: Why,
    note: Option<&str>,
) -> Result<()> {
    tx.exec(sql!("UPDATE registration SET state = ?2, until = NULL WHERE id = ?1"), vals![id, state])?;
    step(tx, act, id, (state, why, None), note)
}

fn step(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Registration>,
    (state, why, free): (Standing, Why, Option<i64>),
    note: Option<&str>,
) -> Result<()> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    tx.exec(
        sql!(
            "INSERT INTO registration_step (id, registration, at, by, state, why, free, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![Id::<()>::new(), id, act.at, act.by.person(), state, why, free, note],
    )
    .map(drop)
}
