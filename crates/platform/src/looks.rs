//! Who of the staff looked at whose data: one line for each day, for the person themselves to read.

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals, words};

/// That somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Look {
    /// The day.
    pub day: Date,
    /// Who looked.
    pub viewer: String,
    /// At what.
    pub what: Sight,
}

words! {
    /// What there is to look at of a person.
    pub enum Sight {
        /// Their entry in the register.
        Entry = "entry",
        /// Their membership.
        Membership = "membership",
        /// What they have borrowed.
        Loans = "loans",
        /// What they answered when they were asked.
        Answers = "answers",
        /// All that is held about them, for a request of theirs.
        Everything = "everything",
    }
}

/// Writes down that `viewer` looked at this of `person`'s data on a day; once is enough.
///
/// # Errors
/// Those of the database.
pub fn note(tx: &mut Tx<'_>, person: Id<Person>, viewer: Id<Person>, day: Date, what: Sight) -> Result<()> {
    tx.exec(
        sql!("INSERT INTO look (person, viewer, day, what) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"),
        vals![person, viewer, day, what],
    )
    .map(drop)
}

/// Who looked at what of `person`'s data, the latest first.
///
/// # Errors
/// Those of the database.
pub fn at(tx: &mut Tx<'_>, person: Id<Person>, limit: i64) -> Result<Vec<Look>> {
    tx.all(
        sql!(
            "SELECT l.day, a.name AS viewer, l.what FROM look l JOIN account a ON a.person = l.viewer
             WHERE l.person = ?1 ORDER BY l.day DESC, a.name, l.what LIMIT ?2"
        ),
        vals![person, limit],
    )
}
