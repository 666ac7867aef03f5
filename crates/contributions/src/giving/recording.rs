//! Into the books, with everything that follows from it, in one transaction; and out again, in one transaction.

use catalogue::accession::{self, NewBatch, Source};
use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::{audit, sequence};
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::{contributions, moved, moving, one, some, step};
use crate::{
    model::{Contribution, Direction, Kind, State},
    rules::{each, roman},
    telling,
};

/// Records what was taken, under the next number of the handover records. Books get a box, out of which they go to the
/// shelf.
///
/// # Errors
/// A refusal when it was not accepted, or somebody else has recorded it meanwhile; those of the database.
pub fn record(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>) -> Result<Contribution> {
    let taken = moving(tx, id, State::Recorded)?;
    let handover = next_number(tx, act, "BAST")?;
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'recorded', steps = steps + 1, handover = ?2, recorded_on = ?3
             WHERE id = ?1 AND state = 'accepted'"
        ),
        vals![id, handover, act.today()],
    )?;
    if taken.kind == Kind::Books && taken.direction == Direction::In {
        open_box(tx, act, &taken, &handover)?;
    }
    moved(tx, act, id, "", "contribution.recorded")
}

fn open_box(tx: &mut Tx<'_>, act: &Act, taken: &Contribution, handover: &str) -> Result<()> {
    let (amount, value) = (taken.amount.unwrap_or(1), taken.value.unwrap_or_default());
    let new = NewBatch {
        source: Source::Gift,
        party: taken.party,
        name: taken.name.clone(),
        named: taken.named,
        reference: handover.to_owned(),
        received_on: taken.received_on.unwrap_or_else(|| act.today()),
        branch: taken.branch,
        expected: taken.amount,
        worth: each(value, amount),
    };
    let batch = accession::open(tx, act, &new)?;
    tx.exec(sql!("UPDATE contribution SET batch = ?2 WHERE id = ?1"), vals![taken.id, batch.id]).map(drop)
}

/// `007/BAST/VIII/2026`; each year begins with 1.
fn next_number(tx: &mut Tx<'_>, act: &Act, series: &str) -> Result<String> {
    let today = act.today();
    let number = sequence::next(tx, &format!("{series}-{}", today.year()))?;
    Ok(format!("{number:03}/{series}/{}/{}", roman(today.month()), today.year()))
}

/// Thanks for what is recorded: the letter gets its number, and whoever the register knows is told.
///
/// # Errors
/// A refusal when it is not recorded, was taken back, or somebody else has thanked; those of the database.
pub fn acknowledge(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>) -> Result<Contribution> {
    let recorded = moving(tx, id, State::Acknowledged)?;
    if recorded.reversed_by.is_some() {
        return Err(Refusal::new(No::Conflict, Message::new("contribution-reversed-already")).into());
    }
    let thanks = next_number(tx, act, "UT")?;
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'acknowledged', steps = steps + 1, thanks = ?2
             WHERE id = ?1 AND state = 'recorded'"
        ),
        vals![id, thanks],
    )?;
    let after = moved(tx, act, id, "", "contribution.acknowledged")?;
    telling::thanked(tx, act, &after)?;
    Ok(after)
}

/// Takes back what was recorded by a row that mirrors it, under a number of its own; its box is cancelled with it. Either
/// all of this happens, or nothing.
///
/// # Errors
/// A refusal without a reason, of what is not recorded or was taken back before, and while a book of it is on loan; those of
/// the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, reason: &str) -> Result<Contribution> {
    tx.lock("contribution", &id)?;
    let wrong = one(tx, id)?;
    let Some(reason) = some(reason) else {
        return Err(Refusal::of_field("reason", Message::new("contribution-reason-missing")).into());
    };
    if !wrong.stands() {
        let key = match wrong.reversed_by {
            Some(_) => "contribution-reversed-already",
            None => "contribution-not-recorded",
        };
        return Err(Refusal::new(No::Conflict, Message::new(key)).into());
    }
    if let Some(batch) = wrong.batch {
        accession::cancel(tx, act, batch, reason)?;
    }
    let reversal = mirror(tx, act, &wrong, reason)?;
    let facts = json!({ "code": wrong.code, "by": reversal.code, "reason": reason });
    audit::record(tx, act, "contribution.reversed", "contribution", id, &facts)?;
    Ok(reversal)
}

/// The row that takes another back: the same with the signs turned.
fn mirror(tx: &mut Tx<'_>, act: &Act, wrong: &Contribution, reason: &str) -> Result<Contribution> {
    let year = act.today().year();
    let code = format!("H-{year}-{:03}", sequence::next(tx, &format!("contribution-{year}"))?);
    let handover = next_number(tx, act, "BAST")?;
    let (id, about) = (Id::<Contribution>::new(), format!("{} – {}", wrong.code, wrong.about));
    tx.exec(
        sql!(
            "INSERT INTO contribution (id, code, form, direction, kind, party, name, named, about, purpose, commitment,
                 branch, state, steps, promised, due, amount, received_on, value, method, basis, proof, handover,
                 recorded_on, thanks, batch, reverses, entered_at)
             SELECT ?1, ?2, ?3, c.direction, c.kind, c.party, c.name, c.named, ?4, c.purpose, c.commitment, c.branch,
                 'recorded', 1, NULL, NULL, -c.amount, ?5, -c.value, c.method, c.basis, c.proof, ?6, ?5, NULL, NULL,
                 c.id, ?7
             FROM contribution c WHERE c.id = ?8"
        ),
        vals![
            id,
            code,
            format!("reversal {}", wrong.id),
            about,
            act.today(),
            handover,
            act.at,
            wrong.id
        ],
    )?;
    let reversal = tx.one(contributions!("WHERE c.id = ?1"), vals![id])?;
    step(tx, act, &reversal, Some(reason))?;
    Ok(reversal)
}
