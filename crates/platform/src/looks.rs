//! Who of the staff looked at whose data: one line for each day, for the person themselves to read.

use kernel::{Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

/// That somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Look {
    /// The day.
    pub day: Date,
    /// Who looked.
    pub viewer: String,
}

/// Writes down that `viewer` looked at `person`'s data on a day; once is enough.
///
/// # Errors
/// Those of the database.
pub fn note(tx: &mut Tx<'_>, person: Id<Person>, viewer: Id<Person>, day: Date) -> Result<()> {
    tx.exec(
        sql!("INSERT INTO look (person, viewer, day) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
        vals![person, viewer, day],
    )
    .map(drop)
}

/// Who looked at `person`'s data, the latest first.
///
/// # Errors
/// Those of the database.
pub fn at(tx: &mut Tx<'_>, person: Id<Person>, limit: i64) -> Result<Vec<Look>> {
    tx.all(
        sql!(
            "SELECT l.day, a.name AS viewer FROM look l JOIN account a ON a.person = l.viewer
             WHERE l.person = ?1 ORDER BY l.day DESC, a.name LIMIT ?2"
        ),
        vals![person, limit],
    )
}
