//! A partner's list of people: looked at first ([`look`]), then applied ([`apply`]).
//!
//! A list is compared with the one before it: who is new, who is gone, what changed, and which rows only people
//! can decide. Rows are known by the partner's own number, or by name and birth date. Whoever is new and can be
//! seated becomes a member by a `roster` basis; whoever is gone stays one for the agreed grace; nothing here
//! ever touches what they have borrowed. A new school year is a list like any other, with other classes.

mod apply;
mod diff;
mod going;
pub mod register;
pub mod rollover;
mod rows;
mod seating;
pub mod sheet;
pub mod submissions;
pub mod undo;

pub use apply::{Applied, apply};
pub use diff::{Change, Diff, Doubt, New};
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use people::Sex;
use platform::vault::Vault;
pub use seating::{move_up, move_up_everywhere};
pub use sheet::Entry;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    Basis, plans,
    sponsorships::{self, Sponsorship},
};

store::words! {
    /// How somebody stands on a partner's list.
    pub enum State {
        /// Carried.
        Current = "current",
        /// Without a seat for now.
        Waiting = "waiting",
        /// No longer on it.
        Gone = "gone",
    }
}

/// Somebody on a partner's list, as the partner writes them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Which row.
    pub id: Id<Listed>,
    /// The partner's own number.
    pub number: Option<String>,
    /// The name.
    pub name: String,
    /// The name as it is compared.
    pub folded: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// A telephone number, in E.164 without the plus sign.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// The class or unit.
    pub class: Option<String>,
    /// The line of the list.
    pub position: i64,
    /// The day they first stood on it.
    pub joined: Date,
    /// How they stand on it.
    pub state: State,
    /// Who it is, once they have had a seat.
    pub person: Option<Id<Person>>,
    /// The basis it gave them.
    pub basis: Option<Id<Basis>>,
    /// The last day of that.
    pub basis_until: Option<Date>,
}

/// The list that was applied last.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Roster {
    /// How many have been applied.
    pub version: i64,
    /// What the file was called.
    pub file: String,
    /// When.
    pub applied_at: Timestamp,
    /// When it was taken back, where it was.
    pub undone_at: Option<Timestamp>,
}

/// The list that was applied last, if there was one.
///
/// # Errors
/// Those of the database.
pub fn last(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<Option<Roster>> {
    tx.opt(
        sql!("SELECT version, file, applied_at, undone_at FROM roster WHERE sponsorship = ?1"),
        vals![sponsorship],
    )
}

/// Everybody a partner has ever named and the library still knows of, in the order of the list.
///
/// # Errors
/// Those of the database.
pub fn listed(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<Vec<Listed>> {
    tx.all(
        sql!(
            "SELECT r.id, r.number, r.name, r.folded, r.born, r.sex, r.phone, r.email, r.class, r.position, r.joined,
                 r.state, r.person, r.basis, b.until AS basis_until
             FROM roster_row r LEFT JOIN basis b ON b.id = r.basis
             WHERE r.sponsorship = ?1 ORDER BY r.position, r.id"
        ),
        vals![sponsorship],
    )
}

/// What a list would change. Nothing is done.
///
/// # Errors
/// A refusal when the sponsorship does not exist, or a number cannot be looked up because the vault is shut;
/// those of the database.
pub fn look(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    entries: Vec<Entry>,
) -> Result<Diff> {
    let sponsorship = sponsorships::one(tx, sponsorship)?;
    let version = last(tx, sponsorship.id)?.map_or(0, |roster| roster.version);
    let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == sponsorship.plan);
    let plan = plan.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("member-plan-unknown")))?;
    let accepting = plans::accepting(tx, crate::Ground::Roster)?;
    let rows = listed(tx, sponsorship.id)?;
    let register = register::of(tx, vault, &entries)?;
    Ok(diff::diff(diff::Before { version, rows, plan, accepting, today: act.today() }, &register, entries))
}
