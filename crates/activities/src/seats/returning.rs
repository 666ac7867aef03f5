//! Seats that are given back, and taken back.

use instruments::Response;
use kernel::{Act, Id, Kind as No, Message, Refusal};
use store::{Result, Tx, sql, vals};

use super::{
    lock, one, pool,
    registering::{elsewhere, locked, note},
    settle, stand, waiting,
};
use crate::{
    assignments, certificates, events,
    model::{Pool, Registration, Standing, Why},
    planning, rules, settings, telling,
};

/// Somebody gives back what they have, in time. What becomes free is offered at once.
///
/// # Errors
/// A refusal where there is nothing to give back, and after the time for it; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>) -> Result<Registration> {
    let found = locked(tx, id)?;
    if !found.state.is_open() {
        return Err(elsewhere());
    }
    let activity = planning::one(tx, found.activity)?;
    let seats = pool(tx, found.pool)?;
    let begins = waiting::begins(tx, &activity, &seats)?;
    // Whoever only waits disappoints nobody.
    let binds = found.state == Standing::Confirmed;
    if let Some(begins) = begins.filter(|_| binds) {
        let until = rules::cancel_until(begins, activity.cancel_hours);
        if until <= act.at {
            let message = Message::new("cancel-too-late").with("at", until);
            return Err(Refusal::new(No::Conflict, message).into());
        }
    }
    end(tx, act, &found, Why::GivenBack, None)?;
    note(tx, act, "registration.given-back", &found)?;
    one(tx, id)
}

/// The library takes a registration back, and says why.
///
/// # Errors
/// A refusal without a reason, where there is nothing to take, and while a certificate rests on it; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, id: Id<Registration>, why: &str) -> Result<Registration> {
    let why = crate::sessions::reason(why)?;
    let found = locked(tx, id)?;
    if !found.state.is_open() {
        return Err(elsewhere());
    }
    certificates::rests_not_on(tx, (found.activity, id), "reason")?;
    end(tx, act, &found, Why::TakenBack, Some(&why))?;
    note(tx, act, "registration.taken-back", &found)?;
    telling::taken_back(tx, act, id, &why)?;
    one(tx, id)
}

fn end(tx: &mut Tx<'_>, act: &Act, found: &Registration, why: Why, words: Option<&str>) -> Result<()> {
    stand(tx, act, found.id, Standing::Cancelled, why, words)?;
    events::cancelled(tx, act, &[found.id], found.activity)?;
    if found.state.takes_seats() {
        settle(tx, act, found.pool)?;
    }
    Ok(())
}

/// What these seats were for will not be: everybody who has some or waits has none any more, and is told why. Who has been
/// certified for what was held keeps the seat they had.
///
/// # Errors
/// Those of the database.
pub fn call_off(tx: &mut Tx<'_>, act: &Act, at: Id<Pool>, why: &str) -> Result<()> {
    const STEPS: store::many::Rows = store::rows!(
        "INSERT INTO registration_step (id, registration, at, by, state, why, free, note) VALUES ",
        8
    );
    lock(tx, at)?;
    let activity = pool(tx, at)?.activity;
    // Nobody is certified meanwhile.
    tx.lock("certificates", &activity)?;
    let open: Vec<(Id<Registration>,)> = tx.all(
        sql!(
            "UPDATE registration SET state = 'cancelled', until = NULL
             WHERE pool = ?1 AND state IN ('pending', 'confirmed', 'waitlisted', 'offered')
                 AND id NOT IN (SELECT c.registration FROM certificate c WHERE c.revoked_on IS NULL) RETURNING id"
        ),
        vals![at],
    )?;
    let open: Vec<Id<Registration>> = open.into_iter().map(|(id,)| id).collect();
    tx.exec(sql!("UPDATE seat_hold SET held = FALSE WHERE pool = ?1"), vals![at])?;
    let by = act.by.person();
    let ids: Vec<(Id<()>, Id<Registration>)> = open.iter().map(|id| (Id::new(), *id)).collect();
    let mut steps = Vec::with_capacity(8 * ids.len());
    for (step, id) in &ids {
        steps.extend_from_slice(vals![
            *step,
            *id,
            act.at,
            by,
            Standing::Cancelled,
            Why::Off,
            None::<i64>,
            why
        ]);
    }
    tx.exec_rows(&STEPS, &steps)?;
    events::cancelled(tx, act, &open, activity)?;
    telling::off(tx, act, &open, why)
}

/// Forgets what people said of themselves when they registered for what has long been over: how to reach them, when they were
/// born, what they needed. Names stay where the register knows the person or a certificate says them, and go elsewhere.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act) -> Result<u64> {
    let days = settings::FORGET_DAYS.number(tx)?;
    let before = act.start_of(act.today().saturating_sub(jiff::Span::new().days(days)));
    tx.exec(
        sql!(
            "UPDATE attendance SET name = '–' WHERE party IS NULL AND name <> '–' AND name <> ''
                 AND session IN (SELECT s.id FROM activity_session s WHERE s.ends_at < ?1)"
        ),
        vals![before],
    )?;
    assignments::forget_before(tx, before)?;
    // The answers in their own words go, and what leads to the rest: that is counted on, and says nothing of anybody.
    let responses: Vec<(Id<Response>,)> = tx.all(
        sql!(
            "SELECT response FROM registration WHERE response IS NOT NULL
                 AND activity IN (SELECT s.activity FROM activity_session s GROUP BY s.activity HAVING MAX(s.ends_at) < ?1)"
        ),
        vals![before],
    )?;
    for (response,) in responses {
        instruments::forget_words(tx, response)?;
    }
    tx.exec(
        sql!(
            "UPDATE registration SET response = NULL, phone = '', email = '', born = NULL, guardian = '', guardian_phone = '', needs = '',
                 name = CASE WHEN party IS NULL AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.registration = registration.id)
                     THEN '–' ELSE name END,
                 folded = CASE WHEN party IS NULL AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.registration = registration.id)
                     THEN '–' ELSE folded END
             WHERE (response IS NOT NULL OR phone <> '' OR email <> '' OR born IS NOT NULL OR guardian <> '' OR needs <> '' OR (party IS NULL AND name <> '–'
                     AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.registration = registration.id)))
                 AND activity IN (SELECT s.activity FROM activity_session s GROUP BY s.activity HAVING MAX(s.ends_at) < ?1)"
        ),
        vals![before],
    )
}
