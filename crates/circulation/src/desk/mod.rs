//! The desk: one person's work with one member, scan by scan, kept in the database so that it needs no
//! JavaScript and survives a browser that closes.
//!
//! A scan does one thing and leaves one [`Entry`]. Where something stands against it, the entry is a question
//! that only a deliberate yes answers: scanners send Enter, so Enter confirms nothing. A new scan leaves an
//! open question as it is, with the copy not lent.

mod adding;
mod answering;
pub mod offline;
mod record;
pub mod scan;
mod seen;
mod slip;
mod working;

pub use adding::add;
pub use answering::{Given, answer, undo, undo_last};
pub use record::{at_branch, entries, last, of_staff, transaction, usual_branch};
pub use scan::Mode;
pub use seen::Seen;
pub use slip::Slip;
pub use working::{Scanned, let_go, scan as process};

use catalogue::copies::Copy;
use kernel::{Id, Person, Timestamp};
use platform::{library::Branch, permissions::Grants};
use serde::{Deserialize, Serialize};
use store::{FromRow, Json, words};

use crate::{HouseUse, Loan, objections::Objection};

/// Somebody at a desk. It stands only where they may lend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clerk {
    /// Who.
    pub person: Id<Person>,
    /// What they may do, and where.
    pub may: Grants,
}

/// The work of one person at the desk with one member.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Transaction {
    /// Its identity.
    pub id: Id<Transaction>,
    /// Whose.
    pub staff: Id<Person>,
    /// Where the desk stands.
    pub branch: Id<Branch>,
    /// What a scanned copy means.
    pub mode: Mode,
    /// With whom.
    pub member: Option<Id<Person>>,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

words! {
    /// What came of a scan.
    pub enum Outcome {
        /// A member's card: they are at the desk now.
        Member = "member",
        /// Lent.
        Lent = "lent",
        /// Renewed.
        Renewed = "renewed",
        /// Taken back.
        Returned = "returned",
        /// Brought to the desk without having been on loan.
        NotOnLoan = "not-on-loan",
        /// Looked at.
        Checked = "checked",
        /// In no catalogue until now: added here.
        Added = "added",
        /// Something stands against it; the question is open.
        Asked = "asked",
        /// The question was left open when the next scan came: nothing was lent.
        Left = "left",
        /// The question was answered with no.
        Declined = "declined",
        /// Something stands against it that nobody can override.
        Refused = "refused",
        /// A copy to lend, and nobody to lend it to.
        NoMember = "no-member",
        /// A shop's code.
        Shop = "shop",
        /// An ISBN.
        Isbn = "isbn",
        /// A name that several members have.
        Several = "several",
        /// Nothing we know.
        Unknown = "unknown",
        /// A command that had nothing to act upon.
        Idle = "idle",
    }
}

/// One line of the desk's log.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Entry {
    /// Its identity.
    pub id: Id<Entry>,
    /// The transaction it belongs to.
    pub desk: Id<Transaction>,
    /// The how-manieth of the transaction.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// In which mode.
    pub mode: Mode,
    /// What was scanned.
    pub code: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The copy, where it was one.
    pub copy: Option<Id<Copy>>,
    /// The loan made, ended or renewed.
    pub loan: Option<Id<Loan>>,
    /// The use in the house that was counted.
    pub house_use: Option<Id<HouseUse>>,
    /// The member concerned.
    pub member: Option<Id<Person>>,
    /// When the copy is, or was, due.
    pub due_at: Option<Timestamp>,
    /// What a person is told about it.
    pub told: Json<Told>,
    /// How often the same code came again at once, and was ignored.
    pub repeats: i64,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// What a person is told about a scan, and what its undo needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// The title of the copy, or the member's name.
    pub title: String,
    /// The copy's author.
    pub author: String,
    /// What stands, or stood, against it.
    pub objections: Vec<Objection>,
    /// Whether it was done in spite of that.
    pub overridden: bool,
    /// Why, in the words of whoever decided so.
    pub why: String,
    /// Whether a yes came from somebody who may not give it.
    pub may_not: bool,
    /// Who else had the copy.
    pub holder: Option<String>,
    /// How many days late it came back.
    pub days_late: i64,
    /// The number of the renewal.
    pub renewal: Option<i64>,
    /// Whether it was renewed because the member had it already.
    pub instead: bool,
    /// Whether a use in the house was counted.
    pub house_use: bool,
    /// Whether the copy was thought lost.
    pub found: bool,
    /// The other member's loan that was ended first.
    pub taken_from: Option<Id<Loan>>,
    /// The state of the copy before, as a word, where lending changed it.
    pub was: Option<String>,
}

impl Entry {
    /// Whether it has had an effect that can be taken back.
    pub fn can_be_undone(&self) -> bool {
        self.undone_at.is_none()
            && match self.outcome {
                Outcome::Lent | Outcome::Renewed | Outcome::Returned | Outcome::Added => true,
                Outcome::NotOnLoan => self.told.0.house_use || self.told.0.found,
                _ => false,
            }
    }

    /// Whether a copy was lent, renewed or taken back, and still is.
    pub fn is_done(&self) -> bool {
        self.undone_at.is_none()
            && matches!(self.outcome, Outcome::Lent | Outcome::Renewed | Outcome::Returned)
    }

    /// Whether nothing was done since the page it was scanned on was drawn for somebody else.
    pub fn is_elsewhere(&self) -> bool {
        self.told.0.objections == [Objection::DrawnForAnother]
    }

    /// Whether it waits for a yes or a no.
    pub fn is_question(&self) -> bool {
        self.outcome == Outcome::Asked
    }

    /// Whether a yes needs the permission to override.
    pub fn needs_override(&self) -> bool {
        self.told.0.objections != [Objection::OnLoan]
    }
}

/// Where a scan leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next {
    /// Back to the desk, in this mode. What the page has before it from now on, without being drawn anew.
    Desk(Mode, Seen),
    /// To the receipt of the transaction that was closed.
    Receipt(Id<Transaction>),
}

impl Next {
    /// What a page that goes on without being drawn anew has before it.
    pub fn seen(&self) -> Seen {
        match self {
            Self::Desk(_, seen) => *seen,
            Self::Receipt(_) => Seen::default(),
        }
    }
}
