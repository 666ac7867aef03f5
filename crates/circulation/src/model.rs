//! What a loan is.

use catalogue::copies::Copy;
use kernel::{Id, Person, Timestamp};
use platform::library::Branch;
use serde::{Deserialize, Serialize};
use store::FromRow;

/// One copy with one member, from the desk and back.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Loan {
    /// Its identity.
    pub id: Id<Loan>,
    /// What is lent.
    pub copy: Id<Copy>,
    /// To whom; in a loan that was parted from them, the reader who stands in their place and is nobody (circulation.md 45).
    pub member: Id<Person>,
    /// Where it was lent.
    pub branch: Id<Branch>,
    /// Code of the copy's kind on that day.
    pub kind: String,
    /// Code of the member's plan on that day.
    pub plan: String,
    /// When it began.
    pub out_at: Timestamp,
    /// When it is to end.
    pub due_at: Timestamp,
    /// How often it was renewed.
    pub renewals: i64,
    /// When it ended.
    pub returned_at: Option<Timestamp>,
}

/// A copy read in the house; here only as what an id names.
pub enum HouseUse {}
