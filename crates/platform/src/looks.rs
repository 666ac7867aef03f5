//! Who of the staff looked at whose data: one line for each day and kind, for the person themselves to read.

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, many::Rows, rows, sql, vals, words};

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
        /// A line about them in a list, on a sheet or in a file: name, birth date, number.
        List = "list",
        /// Their entry in the register.
        Entry = "entry",
        /// Their membership.
        Membership = "membership",
        /// What they have borrowed.
        Loans = "loans",
        /// What they do as a volunteer, and what was seen of them for it.
        Volunteering = "volunteering",
        /// What the library told them, by which ways, and what they want to hear.
        Messages = "messages",
        /// A number others gave them, in full.
        Number = "number",
        /// What they answered when they were asked.
        Answers = "answers",
        /// All that is held about them, for a request of theirs.
        Everything = "everything",
    }
}

/// Writes down that `viewer` looked at this of these people's data on a day; once is enough. A list of hundreds takes a few
/// statements.
///
/// # Errors
/// Those of the database.
pub fn note(
    tx: &mut Tx<'_>,
    people: &[Id<Person>],
    viewer: Id<Person>,
    day: Date,
    what: Sight,
) -> Result<()> {
    const LOOKS: Rows =
        rows!("INSERT INTO look (person, viewer, day, what) VALUES ", 4, " ON CONFLICT DO NOTHING");
    let values: Vec<_> =
        people.iter().flat_map(|person| vals![*person, viewer, day, what].to_vec()).collect();
    tx.exec_rows(&LOOKS, &values).map(drop)
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
