//! Files that wait to be entered, and how far entering them has come.

use std::collections::HashSet;

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{
    schedule::{Task, When},
    vault::{Place, Vault},
};
use store::{FromRow, Result, Tx, sql, vals};

use super::{Line, entering::enter_looked};

/// How long nothing is heard of whoever enters a file before somebody else may go on.
const BUSY: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);
/// How long a file waits to be entered, in hours.
const KEPT: i64 = 24;
/// Where the content of a file is sealed.
const CONTENT: Place = Place { table: "import_file", column: "content" };

/// An uploaded file that waits to be entered.
#[derive(Debug)]
pub struct Waiting;

/// Keeps a file until it is entered, a day at most: [`sweep`] forgets it then.
///
/// Such files hold numbers that are sealed everywhere else, so the whole of it is sealed, where the library has its keys.
///
/// # Errors
/// Those of the database.
pub fn keep(
    tx: &mut Tx<'_>,
    vault: &Vault,
    now: Timestamp,
    name: &str,
    content: &[u8],
) -> Result<Id<Waiting>> {
    let id = Id::new();
    let (content, sealed) = closed(vault, id, content)?;
    tx.exec(
        sql!("INSERT INTO import_file (id, name, content, sealed, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![id, name, content, sealed, now],
    )?;
    Ok(id)
}

/// Every file forgets itself: what it tells of people, numbers included, is kept elsewhere or nowhere.
pub(crate) const SWEEP: Task = Task {
    name: "people.sweep-files",
    when: When::Every(60),
    run: |store, act| {
        let now = act.at;
        store.write_blocking(move |tx| sweep(tx, now)).map(drop)
    },
};

/// Forgets the files that have waited for a day; how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let old = now - jiff::SignedDuration::from_hours(KEPT);
    tx.exec(sql!("DELETE FROM import_file WHERE kept_at < ?1"), vals![old])
}

/// A file that waits: what it was called, and its content.
///
/// # Errors
/// A refusal when it does not wait any more, or the keys are missing that sealed it; those of the database.
pub fn waiting(tx: &mut Tx<'_>, vault: &Vault, id: Id<Waiting>) -> Result<(String, Vec<u8>)> {
    let found: Option<(String, Vec<u8>, bool)> =
        tx.opt(sql!("SELECT name, content, sealed FROM import_file WHERE id = ?1"), vals![id])?;
    let (name, content, sealed) =
        found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("intake-gone")))?;
    let content = if sealed { vault.open_bytes(CONTENT, id, &content)? } else { content };
    Ok((name, content))
}

/// Puts other content in the place of a file's.
pub(super) fn replace(tx: &mut Tx<'_>, vault: &Vault, id: Id<Waiting>, content: &[u8]) -> Result<()> {
    let (content, sealed) = closed(vault, id, content)?;
    tx.exec(
        sql!("UPDATE import_file SET content = ?2, sealed = ?3 WHERE id = ?1"),
        vals![id, content, sealed],
    )
    .map(drop)
}

/// The content as it is kept, and whether it is sealed.
fn closed(vault: &Vault, id: Id<Waiting>, content: &[u8]) -> Result<(Vec<u8>, bool)> {
    match vault.is_open() {
        true => Ok((vault.seal(CONTENT, id, content)?, true)),
        false => Ok((content.to_vec(), false)),
    }
}

/// How far entering a file has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Progress {
    /// How many rows are to be looked at.
    pub total: i64,
    /// How many have been.
    pub done: i64,
    /// How many were entered, with those of an earlier try.
    pub entered: i64,
    /// Until when whoever enters it has said to be at it.
    pub busy_until: Option<Timestamp>,
}

impl Progress {
    /// Whether somebody is at it.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        self.busy_until.is_some_and(|until| until > now)
    }
}

/// How far entering a file has come.
///
/// # Errors
/// A refusal when it does not wait any more; those of the database.
pub fn progress(tx: &mut Tx<'_>, id: Id<Waiting>) -> Result<Progress> {
    let found =
        tx.opt(sql!("SELECT total, done, entered, busy_until FROM import_file WHERE id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("intake-gone")).into())
}

/// Begins to enter a file of so many rows, or goes on where somebody stopped half way; false while somebody is at it.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, id: Id<Waiting>, rows: usize) -> Result<bool> {
    let begun = tx.exec(
        sql!(
            "UPDATE import_file SET total = ?2, done = 0, busy_until = ?4
             WHERE id = ?1 AND (busy_until IS NULL OR busy_until <= ?3)"
        ),
        vals![id, i64::try_from(rows).unwrap_or(i64::MAX), act.at, act.at + BUSY],
    )?;
    Ok(begun == 1)
}

/// Enters some rows of a file that was begun and [looked at](super::look) as a whole, with how far it has come, in one
/// transaction; who was entered, beside `own`, whom the rows before them have entered. After the `last` ones nobody is at it
/// any more.
///
/// # Errors
/// Those of the database, with nothing of these rows entered.
pub fn enter_part(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    id: Id<Waiting>,
    lines: &[Line],
    own: &HashSet<Id<Person>>,
    last: bool,
) -> Result<Vec<Id<Person>>> {
    let entered = enter_looked(tx, act, vault, lines, own)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    tx.exec(
        sql!(
            "UPDATE import_file SET done = done + ?2, entered = entered + ?3, busy_until = ?4 WHERE id = ?1"
        ),
        vals![id, count(lines.len()), count(entered.len()), (!last).then(|| act.at + BUSY)],
    )?;
    Ok(entered)
}
