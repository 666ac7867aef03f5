//! Looking at a draft before it is signed: who reviews, in rounds, and what they say.

use kernel::{Act, Id, Kind, Message, Refusal};
use platform::settings::{Default as Initial, Setting};
use store::{Result, Tx, sql, vals};

use super::{in_state, one, set_state, written};
use crate::{
    model::{Agreement, Decision, State, Step},
    partners::text,
};

/// Who looks at every draft, one a line, in this order.
pub const REVIEWERS: Setting = Setting {
    key: "partners.reviewers",
    value: Initial::Lines("Bagian Hukum Sekretariat Daerah\nBagian Kerja Sama\nKepala Dinas"),
};

/// The steps of the current round of review.
///
/// # Errors
/// Those of the database.
pub fn review(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Step>> {
    tx.all(
        sql!(
            "SELECT s.id, s.position, s.name, s.decision, s.note, s.decided_at, a.name AS decider_name
             FROM review_step s JOIN agreement g ON g.id = s.agreement AND g.round = s.round
             LEFT JOIN account a ON a.person = s.decider WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// Sends a draft round: everybody who reviews gets a step of a new round. Without reviewers it can be signed at once.
///
/// # Errors
/// A refusal when it is no draft; those of the database.
pub fn submit(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    let round = before.round + 1;
    let reviewers = REVIEWERS.text(tx)?;
    let reviewers: Vec<&str> = reviewers.lines().filter_map(text).collect();
    set_state(tx, act, id, if reviewers.is_empty() { State::Signing } else { State::Review })?;
    tx.exec(sql!("UPDATE agreement SET round = ?2 WHERE id = ?1"), vals![id, round])?;
    for (position, name) in (1i64..).zip(&reviewers) {
        tx.exec(
            sql!(
                "INSERT INTO review_step (id, agreement, round, position, name, decision, note, decider, decided_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, NULL, NULL)"
            ),
            vals![Id::<Step>::new(), id, round, position, name],
        )?;
    }
    written(tx, act, id, "agreement.submitted", &serde_json::json!({ "round": round }))?;
    one(tx, id)
}

/// Writes down what a reviewer said: after the last approval it can be signed, after a wish for changes it is a draft
/// again.
///
/// # Errors
/// A refusal when it was said already, or a change is wished for without saying which; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    step: Id<Step>,
    decision: Decision,
    note: &str,
) -> Result<Agreement> {
    in_state(tx, id, &[State::Review])?;
    if decision == Decision::Changes && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("review-note-missing")).into());
    }
    let done = tx.exec(
        sql!(
            "UPDATE review_step SET decision = ?3, note = ?4, decider = ?5, decided_at = ?6
             WHERE id = ?1 AND agreement = ?2 AND decision IS NULL
                 AND round = (SELECT g.round FROM agreement g WHERE g.id = ?2)"
        ),
        vals![step, id, decision, text(note), act.by.person(), act.at],
    )?;
    if done == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("review-decided-already")).into());
    }
    let steps = review(tx, id)?;
    if decision == Decision::Changes {
        set_state(tx, act, id, State::Draft)?;
    } else if steps.iter().all(|step| step.decision == Some(Decision::Approved)) {
        set_state(tx, act, id, State::Signing)?;
    }
    let detail = serde_json::json!({ "decision": decision.as_str(), "note": note.trim() });
    written(tx, act, id, "agreement.reviewed", &detail)?;
    one(tx, id)
}

/// Takes an agreement that waits for signatures, or is under review, back to be written again.
///
/// # Errors
/// A refusal in any other state; those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    in_state(tx, id, &[State::Review, State::Signing])?;
    set_state(tx, act, id, State::Draft)?;
    written(tx, act, id, "agreement.reopened", &())?;
    one(tx, id)
}
