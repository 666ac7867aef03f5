//! Seats held for a few minutes while somebody fills in the form.

use jiff::SignedDuration;
use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::accounts::Token;
use store::{Result, Tx, sql, vals};

use super::{beyond, lock, pool, settle, waiting};
use crate::{
    model::{Hold, Party, Pool},
    planning, rules, settings,
};

/// How many seats of a kind are held at a time for whoever comes from one place, beside the first form: nobody takes all seats
/// of a festival away by opening forms.
const HELD_FROM_ONE: i64 = 20;

/// Holds seats for whoever comes from this place; none where there are too few, so that whoever asks may wait instead, and
/// where enough are held from there: they may send the form all the same.
///
/// # Errors
/// A refusal where nobody may register now, and of a number that cannot be; those of the database.
pub fn hold(
    tx: &mut Tx<'_>,
    act: &Act,
    at: Id<Pool>,
    (size, kind): (i64, Party),
    sender: &[u8; 32],
) -> Result<Option<Hold>> {
    lock(tx, at)?;
    let seats = pool(tx, at)?;
    let activity = planning::one(tx, seats.activity)?;
    let begins = waiting::begins(tx, &activity, &seats)?;
    if let Some(message) = rules::closed(&activity, begins, act.at) {
        return Err(Refusal::new(No::Conflict, message).into());
    }
    let most = match kind {
        Party::Class if activity.classes => settings::CLASS_MOST.number(tx)?,
        Party::Class => return Err(Refusal::of_field("size", Message::new("register-no-classes")).into()),
        Party::Person | Party::Group => activity.largest,
    };
    if kind == Party::Class && !(rules::CLASS_LEAST..=most).contains(&size) {
        return Err(Refusal::of_field("size", rules::class_size(most)).into());
    }
    if !(1..=most).contains(&size) {
        return Err(Refusal::of_field("size", Message::new("register-size-wrong").with("most", most)).into());
    }
    if kind != Party::Class && size > 1 && rules::asks_age(&activity) {
        return Err(Refusal::of_field("size", Message::new("register-one-each")).into());
    }
    Refusal::unless_empty(No::Invalid, beyond(&seats, size).into_iter().collect())?;
    waiting::bring_up(tx, act, &seats)?;
    let (held,): (i64,) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM seat_hold WHERE pool = ?1 AND until > ?2 AND sender = ?3"
        ),
        vals![at, act.at, sender],
    )?;
    if held > 0 && held + size > HELD_FROM_ONE {
        return Ok(None);
    }
    let minutes = settings::HOLD_MINUTES.number(tx)?;
    let until = act.at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(act.at);
    let hold = Hold { id: Id::new(), secret: secret(), pool: at, size, until };
    let rows = tx.exec(
        sql!(
            "INSERT INTO seat_hold (id, secret, pool, size, until, sender, held, seated)
             SELECT ?1, ?2, p.id, ?4, ?5, ?6, TRUE, FALSE FROM seat_pool p WHERE p.id = ?3 AND p.taken + ?4 <= p.capacity"
        ),
        vals![hold.id, hold.secret, at, size, until, sender],
    )?;
    Ok((rows == 1).then_some(hold))
}

/// A word nobody guesses: 128 bits as hexadecimal digits.
pub(super) fn secret() -> String {
    Token::fresh().to_hex().chars().take(32).collect()
}

/// Gives held seats back before their time: whoever asked has gone elsewhere.
///
/// # Errors
/// Those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, secret: &str) -> Result<()> {
    if let Some(hold) = standing(tx, act, secret)? {
        lock(tx, hold.pool)?;
        let_go(tx, &hold)?;
        settle(tx, act, hold.pool)?;
    }
    Ok(())
}

/// The hold of this form that has not run out.
pub(super) fn standing(tx: &mut Tx<'_>, act: &Act, secret: &str) -> Result<Option<Hold>> {
    if secret.is_empty() {
        return Ok(None);
    }
    tx.opt(
        sql!("SELECT id, secret, pool, size, until FROM seat_hold WHERE secret = ?1 AND until > ?2"),
        vals![secret, act.at],
    )
}

/// Its seats are free; where it was let go of meanwhile they are already.
pub(super) fn let_go(tx: &mut Tx<'_>, hold: &Hold) -> Result<()> {
    tx.exec(sql!("UPDATE seat_hold SET held = FALSE WHERE id = ?1"), vals![hold.id]).map(drop)
}
