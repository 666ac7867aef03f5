//! Those who wait, and whose turn it is.

use kernel::{Act, Id, Timestamp};
use store::{FromRow, Result, Store, Tx, sql, vals};

use super::{lock, pool, stand, step};
use crate::{
    events,
    model::{Activity, Pool, Registration, Session, Standing, Why},
    planning,
    rules::{self, Turn, Waiter},
    sessions, settings, telling,
};

/// When what these seats are for begins: their session, or the first of all. None where nothing is to be.
pub(super) fn begins(tx: &mut Tx<'_>, activity: &Activity, seats: &Pool) -> Result<Option<Timestamp>> {
    let Some(session) = seats.session else { return Ok(activity.first) };
    let session: Session = sessions::one(tx, session)?;
    Ok(session.stands().then_some(session.starts_at))
}

#[derive(FromRow)]
struct Waits {
    id: Id<Registration>,
    size: i64,
    approved: bool,
    last: Option<Why>,
    free: Option<i64>,
}

/// Brings a pool up to now: holds and offers that have run out give their seats back, and seats that are free are offered to
/// those who wait, in their order. Each who is passed over is told why on their own page.
///
/// # Errors
/// Those of the database.
pub fn settle(tx: &mut Tx<'_>, act: &Act, at: Id<Pool>) -> Result<()> {
    lock(tx, at)?;
    let seats = pool(tx, at)?;
    bring_up(tx, act, &seats)
}

/// The same, of a pool that is locked, as it was read after that.
pub(super) fn bring_up(tx: &mut Tx<'_>, act: &Act, seats: &Pool) -> Result<()> {
    let at = seats.id;
    let gone = tx
        .exec(sql!("UPDATE seat_hold SET held = FALSE WHERE pool = ?1 AND until <= ?2"), vals![at, act.at])?;
    let late: Vec<(Id<Registration>,)> = tx.all(
        sql!("SELECT id FROM registration WHERE pool = ?1 AND state = 'offered' AND until <= ?2 ORDER BY id"),
        vals![at, act.at],
    )?;
    let is_as_read = gone == 0 && late.is_empty();
    for (id,) in late {
        stand(tx, act, id, Standing::Lapsed, Why::TooLate, None)?;
        events::cancelled(tx, act, &[id], seats.activity)?;
        telling::lapsed(tx, act, id)?;
    }
    if is_as_read {
        return offer(tx, act, seats);
    }
    let seats = pool(tx, at)?;
    offer(tx, act, &seats)
}

/// Offers what is free.
fn offer(tx: &mut Tx<'_>, act: &Act, seats: &Pool) -> Result<()> {
    if seats.free() <= 0 {
        return Ok(());
    }
    let waiting: Vec<Waits> = tx.all(
        sql!(
            "SELECT r.id, r.size, (r.approved_at IS NOT NULL) AS approved,
                 (SELECT t.why FROM registration_step t WHERE t.registration = r.id ORDER BY t.at DESC, t.id DESC LIMIT 1) AS last,
                 (SELECT t.free FROM registration_step t WHERE t.registration = r.id ORDER BY t.at DESC, t.id DESC LIMIT 1) AS free
             FROM registration r WHERE r.pool = ?1 AND r.state = 'waitlisted' ORDER BY r.queued_at, r.id"
        ),
        vals![seats.id],
    )?;
    if waiting.is_empty() {
        return Ok(());
    }
    let activity = planning::one(tx, seats.activity)?;
    let begins = begins(tx, &activity, seats)?;
    if rules::closed(&activity, begins, act.at).is_some() {
        return Ok(());
    }
    let last = [activity.registration().1, begins].into_iter().flatten().min().unwrap_or(act.at);
    let hours = settings::OFFER_HOURS.number(tx)?;
    let Some(until) = rules::offer_until(act.at, hours, last) else { return Ok(()) };
    let waiters: Vec<Waiter<usize>> = waiting
        .iter()
        .enumerate()
        .map(|(who, one)| Waiter { who, size: one.size, approved: one.approved })
        .collect();
    for turn in rules::turns(&waiters, seats.free(), activity.approval) {
        match turn {
            Turn::Offered(who) => {
                let one = &waiting[who];
                tx.exec(
                    sql!("UPDATE registration SET state = 'offered', until = ?2 WHERE id = ?1"),
                    vals![one.id, until],
                )?;
                step(tx, act, one.id, (Standing::Offered, Why::Turn, None), None)?;
                events::promoted(tx, act, one.id, seats.activity)?;
                telling::offered(tx, act, one.id)?;
            }
            // The same reason twice says nothing new.
            Turn::PassedOver(who, why, free)
                if waiting[who].last == Some(why) && waiting[who].free == Some(free) => {}
            Turn::PassedOver(who, why, free) => {
                step(tx, act, waiting[who].id, (Standing::Waitlisted, why, Some(free)), None)?;
            }
        }
    }
    Ok(())
}

/// Settles every pool in which something has run out, or seats are free for which somebody waits, since what was decided
/// about it has changed; each in a transaction of its own.
///
/// # Errors
/// Those of the database.
pub fn settle_all(store: &Store, act: &Act) -> Result<()> {
    let now = act.at;
    let due: Vec<(Id<Pool>,)> = store.read_blocking(move |tx| {
        tx.all(
            sql!(
                "SELECT pool FROM seat_hold WHERE until <= ?1
                 UNION SELECT pool FROM registration WHERE until IS NOT NULL AND until <= ?1
                 UNION SELECT r.pool FROM registration r JOIN seat_pool p ON p.id = r.pool
                     WHERE r.state = 'waitlisted' AND p.taken < p.capacity
                         AND EXISTS (SELECT 1 FROM activity_session s WHERE s.activity = r.activity AND s.starts_at > ?1)"
            ),
            vals![now],
        )
    })?;
    for (at,) in due {
        let act = act.clone();
        store.write_blocking(move |tx| settle(tx, &act, at))?;
    }
    Ok(())
}
