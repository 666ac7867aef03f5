//! What is written of a contribution is mended until it is recorded; from then on it is reversed.

use kernel::{Act, Date, Id, Kind as No, Message, Reason, Refusal};
use platform::audit;
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::{one, some, step};
use crate::{
    model::{Contribution, State},
    rules::{self, LINE},
};

/// What should be written of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// In a few words.
    pub about: String,
    /// What alone it may be used for; empty where nothing is said.
    pub purpose: String,
    /// Whether everybody may read the name.
    pub named: bool,
    /// How much came and when, once it is here.
    pub came: (i64, Option<Date>),
}

/// Writes anew what it is, and how much came. What was appraised is appraised anew: a value is that of what is written. How
/// much was promised, by when and by whom stays.
///
/// # Errors
/// A refusal with every reason, and once it is recorded or turned away; those of the database.
pub fn mend(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, new: &Mended) -> Result<Contribution> {
    tx.lock("contribution", &id)?;
    let before = one(tx, id)?;
    if !before.state.may_be_mended() || before.reverses.is_some() {
        let message = Message::new("contribution-elsewhere").with("code", before.code.as_str());
        return Err(Refusal::new(No::Conflict, message).into());
    }
    let is_here = before.state != State::Pledged;
    let (amount, day) = new.came;
    Refusal::unless_empty(No::Invalid, against(new, is_here, act.today()))?;
    tx.exec(
        sql!(
            "UPDATE contribution SET about = ?2, purpose = ?3, named = ?4, amount = ?5, received_on = ?6, state = ?7,
                 value = NULL, method = NULL, basis = NULL, steps = steps + 1 WHERE id = ?1 AND handover IS NULL"
        ),
        vals![
            id,
            new.about.trim(),
            some(&new.purpose),
            new.named,
            is_here.then_some(amount),
            day.filter(|_| is_here),
            if is_here { State::Received } else { State::Pledged }
        ],
    )?;
    let facts = |one: &Contribution| {
        json!({
            "about": one.about, "purpose": one.purpose, "named": one.named, "amount": one.amount,
            "received": one.received_on, "value": one.value.map(|value| value.0),
        })
    };
    let after = one(tx, id)?;
    let both = json!({ "before": facts(&before), "after": facts(&after) });
    audit::record(tx, act, "contribution.mended", "contribution", id, &both)?;
    step(tx, act, &after, None)?;
    Ok(after)
}

fn against(new: &Mended, is_here: bool, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=LINE).contains(&new.about.trim().chars().count()) {
        object("about", "contribution-about-missing");
    }
    if new.purpose.chars().count() > LINE {
        object("purpose", "contribution-text-too-long");
    }
    if is_here {
        let (amount, day) = new.came;
        // On its page these stand beside others of the same kind.
        let here = |reason: Reason| Reason {
            field: reason.field.map(|field| if field == "amount" { "came" } else { "came_on" }),
            ..reason
        };
        reasons.extend(rules::against_receipt(amount, day, today).into_iter().map(here));
    }
    reasons
}
