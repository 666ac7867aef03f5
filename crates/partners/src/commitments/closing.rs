//! What became of a promise that was not kept when its agreement was over.

use kernel::{Act, Id, Kind, Message, Refusal};
use store::{Result, Tx, sql, vals};
use web::Countable;

use super::{of_agreement, one, unknown};
use crate::{
    agreements,
    model::{Agreement, Closing, Commitment},
};

/// Says what became of it: settled in another way, let go of, or carried over. From then on nobody waits for it, and what was
/// said stays.
///
/// # Errors
/// A refusal of a promise that is kept or can still be, of one that was closed already, without a word why; those of the
/// database.
pub fn close(
    tx: &mut Tx<'_>,
    act: &Act,
    countables: &[Countable],
    id: Id<Commitment>,
    how: Closing,
    note: &str,
) -> Result<Id<Agreement>> {
    let agreement = one(tx, id, act.today())?.agreement;
    tx.lock("agreement", &agreement)?;
    let kept = of_agreement(tx, countables, agreement, act.today())?;
    let kept = kept.into_iter().find(|kept| kept.commitment.id == id).ok_or_else(unknown)?;
    if kept.commitment.closing.is_some() {
        return Err(Refusal::new(Kind::Conflict, Message::new("closing-there-already")).into());
    }
    if !kept.progress.unmet || kept.commitment.released {
        return Err(Refusal::new(Kind::Conflict, Message::new("closing-not-over")).into());
    }
    if !(1..=500).contains(&note.trim().chars().count()) {
        return Err(Refusal::of_field("closing_note", Message::new("closing-note-missing")).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO commitment_closing (commitment, how, note, author, at) VALUES (?1, ?2, ?3, ?4, ?5)"
        ),
        vals![id, how, note.trim(), act.by.person(), act.at],
    )?;
    let detail =
        serde_json::json!({ "about": kept.commitment.about, "closing": how.as_str(), "note": note.trim() });
    agreements::written(tx, act, agreement, "agreement.promise-closed", &detail)?;
    Ok(agreement)
}
