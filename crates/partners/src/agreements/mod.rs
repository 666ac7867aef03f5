//! Agreements: what they are with whom and for how long. Writing one is [`drafting`], looking at it [`approval`], signing
//! it [`signatories`], its days [`periods`], finding one among many [`list`]. The last word about what is in force has
//! [`crate::rules::status`], from the periods and the day.

mod approval;
mod drafting;
pub mod list;
mod periods;
mod signatories;

pub use approval::{REVIEWERS, decide, reopen, review, submit};
pub use drafting::{Terms, change, draft, drop_it, first_period};
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
pub use list::of_partner;
pub use periods::{addenda, amend, periods, renew, terminate};
use platform::{audit, events};
use serde::{Deserialize, Serialize};
pub use signatories::{HEAD_OF_REGION, NewSignatory, add_signatory, remove_signatory, sign, signatories};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Agreement, Period, Side, State},
    rules::{self, Status},
};

/// Something about an agreement is different now; the subject is the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementChanged {
    /// Its number.
    pub number: String,
    /// What happened: `signed`, `renewed`, `amended`, `terminated`, `ending`.
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
        rules::status(self.agreement.state, self.agreement.ended_on, &self.periods, today)
    }
}

/// One agreement.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Agreement> {
    let found = tx.opt(
        sql!(
            "SELECT id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on, end_reason,
                 created_at, changed_at FROM agreement WHERE id = ?1"
        ),
        vals![id],
    )?;
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

/// The agreements under a frame.
///
/// # Errors
/// Those of the database.
pub fn beneath(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Agreement>> {
    tx.all(
        sql!(
            "SELECT id, number, their_number, kind, parent, title, state, body, round, signed_on, ended_on, end_reason,
                 created_at, changed_at FROM agreement WHERE parent = ?1 ORDER BY created_at, number"
        ),
        vals![id],
    )
}

/// The agreement, when it is in one of these states.
pub(crate) fn in_state(tx: &mut Tx<'_>, id: Id<Agreement>, states: &[State]) -> Result<Agreement> {
    tx.lock("agreement", &id)?;
    let found = one(tx, id)?;
    if states.contains(&found.state) {
        return Ok(found);
    }
    Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into())
}

fn set_state(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, state: State) -> Result<()> {
    tx.exec(
        sql!("UPDATE agreement SET state = ?2, changed_at = ?3 WHERE id = ?1"),
        vals![id, state, act.at],
    )?;
    Ok(())
}

/// Writes a deed down under the agreement and under each partner.
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
