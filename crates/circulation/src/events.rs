//! What circulation tells others, in the transaction that made it true. The subject is the loan.

use catalogue::copies::Copy;
use kernel::{Act, Id, Person, Timestamp};
use platform::events::{self, Event};
use serde::{Deserialize, Serialize};
use store::{Result, Tx};

use crate::Loan;

/// A copy went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lent {
    /// What.
    pub copy: Id<Copy>,
    /// To whom.
    pub member: Id<Person>,
    /// Until when.
    pub due: Timestamp,
}

impl Event for Lent {
    const KIND: &'static str = "circulation.lent";
}

/// A copy came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// What.
    pub copy: Id<Copy>,
    /// Who had it.
    pub member: Id<Person>,
    /// When it was due.
    pub due: Timestamp,
    /// When it was back; earlier than the event when it lay in the book drop.
    pub returned: Timestamp,
}

impl Event for Returned {
    const KIND: &'static str = "circulation.returned";
}

/// A loan lasts longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    /// What.
    pub copy: Id<Copy>,
    /// Who has it.
    pub member: Id<Person>,
    /// Until when, from now on.
    pub due: Timestamp,
}

impl Event for Renewed {
    const KIND: &'static str = "circulation.renewed";
}

/// Something of the above was taken back: the loan is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The [`Event::KIND`] of what was taken back.
    pub what: String,
    /// Which copy.
    pub copy: Id<Copy>,
    /// Which member.
    pub member: Id<Person>,
}

impl Event for Undone {
    const KIND: &'static str = "circulation.undone";
}

pub(crate) fn lent(tx: &mut Tx<'_>, act: &Act, loan: &Loan) -> Result<()> {
    let event = Lent { copy: loan.copy, member: loan.member, due: loan.due_at };
    events::emit(tx, act, loan.id, &event).map(drop)
}

pub(crate) fn returned(tx: &mut Tx<'_>, act: &Act, loan: &Loan) -> Result<()> {
    let returned = loan.returned_at.unwrap_or(act.at);
    let event = Returned { copy: loan.copy, member: loan.member, due: loan.due_at, returned };
    events::emit(tx, act, loan.id, &event).map(drop)
}

pub(crate) fn renewed(tx: &mut Tx<'_>, act: &Act, loan: &Loan) -> Result<()> {
    let event = Renewed { copy: loan.copy, member: loan.member, due: loan.due_at };
    events::emit(tx, act, loan.id, &event).map(drop)
}

pub(crate) fn undone<E: Event>(tx: &mut Tx<'_>, act: &Act, loan: &Loan) -> Result<()> {
    let event = Undone { what: E::KIND.to_owned(), copy: loan.copy, member: loan.member };
    events::emit(tx, act, loan.id, &event).map(drop)
}
