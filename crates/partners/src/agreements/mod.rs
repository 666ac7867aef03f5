//! Agreements: what they are with whom and for how long. Writing one is [`drafting`], looking at it [`approval`], signing
//! it [`signatories`], what it stands under [`frames`], its days [`periods`], changing it afterwards [`amending`], its end and
//! what ends with it [`ending`], finding one among many [`list`]. What was signed is known again by its [`seal`]. The last word about what is in force has
//! [`crate::rules::status`], from the periods and the day.
//!
//! A draft is written until it is sent round. From then on its paper is frozen; whoever wants something else takes it back,
//! and every approval with it. What was signed changes by an addendum alone: a paper of its own, beneath the agreement,
//! that goes the same way from the draft to the signatures and then changes exactly what it says.

mod amending;
mod approval;
mod drafting;
mod ending;
mod frames;
pub mod list;
mod periods;
pub(crate) mod seal;
mod signatories;

pub(crate) use amending::drafted;
pub use amending::{Again, addenda, amend, amended_by, changes, extend, renewal, say, undo};
pub use approval::{
    FOUR_EYES, REVIEW_WAITS, REVIEWERS, Waits, decide, reopen, review, submit, takers, waiting_for,
};
pub use drafting::{NOTICE_DAYS, Terms, change, draft, drop_it, first_period, unchanged_since};
pub(crate) use ending::end_with;
pub use ending::{correct_end, hanging, terminate};
pub use frames::{FRAME_ENDED, beneath};
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
pub use list::of_partner;
pub use periods::periods;
use platform::{audit, events};
use serde::{Deserialize, Serialize};
pub use signatories::{
    HEAD_OF_REGION, NewSignatory, Signatures, add_signatory, name_theirs, remove_signatory, same_signatories,
    sign, signatories,
};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Agreement, Paper, Period, Side, State},
    rules::{self, Status},
};

/// Something about an agreement is different now; the subject is the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementChanged {
    /// Its number.
    pub number: String,
    /// What happened: `signed`, `renewed`, `amended`, `ending`, `terminated`, `over`.
    pub what: String,
    /// The last day it is now good for, where it is.
    pub until: Option<Date>,
    /// With whom.
    pub partners: Vec<Id<Person>>,
}

impl events::Event for AgreementChanged {
    const KIND: &'static str = "partners.agreement-changed";
}

/// An agreement with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The agreement.
    pub agreement: Agreement,
    /// With whom.
    pub sides: Vec<Side>,
    /// Its periods in order.
    pub periods: Vec<Period>,
}

impl Whole {
    /// How it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        match (self.agreement.kind, self.agreement.signed_on) {
            (Paper::Addendum, Some(signed)) => Status::Incorporated(signed),
            _ => rules::status(self.agreement.state, self.agreement.ended_on, &self.periods, today),
        }
    }
}

/// The statement that reads agreements `g`.
macro_rules! agreed {
    ($rest:expr) => {
        store::sql!(concat!(
            "SELECT g.id, g.number, g.their_number, g.kind, g.parent, g.title, g.state, g.body, g.author, g.round,
                 g.notice_days, g.approved_on, g.from_paper, g.signed_on, g.ended_on, g.end_reason, g.created_at, g.changed_at FROM agreement g ",
            $rest
        ))
    };
}
pub(crate) use agreed;

/// One agreement.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Agreement> {
    let found = tx.opt(agreed!("WHERE g.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("agreement-unknown")).into())
}

/// One agreement with its sides and periods.
///
/// # Errors
/// As [`one`].
pub fn whole(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Whole> {
    Ok(Whole { agreement: one(tx, id)?, sides: sides(tx, id)?, periods: periods(tx, id)? })
}

/// With whom an agreement is.
///
/// # Errors
/// Those of the database.
pub fn sides(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Side>> {
    tx.all(
        sql!(
            "SELECT s.partner, t.code, p.name, s.position FROM agreement_party s JOIN partner t ON t.party = s.partner
             JOIN party p ON p.id = s.partner WHERE s.agreement = ?1 ORDER BY s.position"
        ),
        vals![id],
    )
}

/// The agreement, when it is in one of these states; nobody else changes it until this transaction has ended.
pub(crate) fn in_state(tx: &mut Tx<'_>, id: Id<Agreement>, states: &[State]) -> Result<Agreement> {
    tx.lock("agreement", &id)?;
    let found = one(tx, id)?;
    if states.contains(&found.state) {
        return Ok(found);
    }
    if states.contains(&State::Draft) {
        return Err(moved_on(&found));
    }
    Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into())
}

/// Nothing is written into what has gone on: what was sent round is frozen, what was signed changes by an addendum.
fn moved_on(found: &Agreement) -> store::Error {
    let key = match found.state {
        State::Review | State::Signing => "agreement-is-frozen",
        State::Signed if found.kind != Paper::Addendum => "agreement-is-signed",
        _ => "agreement-in-other-state",
    };
    Refusal::new(Kind::Conflict, Message::new(key)).into()
}

/// Of a statement that names the state it needs: when it changed nothing, the agreement has gone on.
pub(crate) fn changed(tx: &mut Tx<'_>, id: Id<Agreement>, rows: u64) -> Result<()> {
    if rows > 0 {
        return Ok(());
    }
    let found = one(tx, id)?;
    Err(moved_on(&found))
}

/// Writes a deed down under the agreement.
pub(crate) fn written(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    action: &str,
    detail: &impl Serialize,
) -> Result<()> {
    audit::record(tx, act, action, "agreement", id, detail)
}

/// Lets other modules hear of an agreement.
pub(crate) fn told(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, what: &str) -> Result<()> {
    let whole = whole(tx, id)?;
    let until = match whole.status(act.today()) {
        Status::Active { until, .. } | Status::Ending { until, .. } => Some(until),
        _ => None,
    };
    let event = AgreementChanged {
        number: whole.agreement.number,
        what: what.to_owned(),
        until,
        partners: whole.sides.iter().map(|side| side.partner).collect(),
    };
    events::emit(tx, act, id, &event)?;
    Ok(())
}
