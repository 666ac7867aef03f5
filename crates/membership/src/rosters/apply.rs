//! Takes a list over: all of it or nothing. What is the same for many rows is written with few statements: a list of thousands
//! is applied while a desk waits.

use std::collections::HashMap;

use kernel::{Act, Id, Kind, Message, Refusal};
use people::identifiers;
use platform::{audit, vault::Vault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx, sql, vals};

use super::{
    Change, Entry, Listed,
    going::{go_on, leave},
    last, listed, look, rows,
    seating::move_up,
    undo,
};
use crate::sponsorships::{self, Sponsorship};

/// What came of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// How many got a seat.
    pub seated: usize,
    /// How many wait for one.
    pub waiting: usize,
    /// How many are gone.
    pub gone: usize,
    /// Of how many the list said something else.
    pub changed: usize,
    /// How many rows nothing was done with.
    pub doubtful: usize,
}

/// Takes a list over that was looked at when `version` lists had been applied: all of it or nothing. Doubtful
/// rows change nothing; whom they might be about stays as they were.
///
/// # Errors
/// A refusal when another list has been applied in between; those of the database.
pub fn apply(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    version: i64,
    file: &str,
    entries: Vec<Entry>,
) -> Result<Applied> {
    let carried = sponsorships::one(tx, sponsorship)?;
    tx.lock("sponsorship", &sponsorship)?;
    tx.lock("people.register", &"")?;
    if last(tx, sponsorship)?.map_or(0, |roster| roster.version) != version {
        return Err(Refusal::new(Kind::Conflict, Message::new("roster-meanwhile")).into());
    }
    let diff = look(tx, act, vault, sponsorship, entries)?;
    undo::remember(tx, sponsorship, undo::Side::Before)?;
    leave(tx, act, &carried, &diff.gone)?;
    let still: Vec<&Change> = diff.same.iter().chain(&diff.changed).chain(&diff.back).collect();
    go_on(tx, act, sponsorship, &still)?;
    let mut numbers = HashMap::new();
    let mut rows = Vec::with_capacity(diff.new.len());
    for new in &diff.new {
        let person = new.known.as_ref().map(|known| known.person);
        let row = Listed { person, ..rows::waiting(&new.entry, act.today()) };
        if person.is_none() && !new.entry.identifiers.is_empty() {
            numbers.insert(row.id, &new.entry.identifiers);
        }
        rows.push(row);
    }
    rows::keep(tx, sponsorship, &rows)?;
    let seated = move_up(tx, act, sponsorship)?;
    keep_numbers(tx, act, vault, sponsorship, &numbers)?;
    tx.exec(
        sql!(
            "INSERT INTO roster (sponsorship, version, file, applied_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (sponsorship) DO UPDATE SET version = excluded.version, file = excluded.file,
                 applied_at = excluded.applied_at, undone_at = NULL"
        ),
        vals![sponsorship, version + 1, file, act.at],
    )?;
    undo::remember(tx, sponsorship, undo::Side::After)?;
    let waiting = sponsorships::seats(tx, sponsorship, act.today())?.waiting;
    let applied = Applied {
        seated,
        waiting: usize::try_from(waiting).unwrap_or_default(),
        gone: diff.gone.len(),
        changed: diff.changed.len(),
        doubtful: diff.doubtful.len(),
    };
    let detail = serde_json::json!({
        "version": version + 1, "new": diff.new.len(), "back": diff.back.len(), "gone": applied.gone,
        "changed": applied.changed, "class": diff.of_class(), "doubtful": applied.doubtful, "seated": seated,
        "waiting": waiting,
    });
    audit::record(tx, act, "roster.applied", "sponsorship", sponsorship, &detail)?;
    Ok(applied)
}

/// Keeps the numbers that others gave whoever the list has brought into the register. Those that cannot be kept,
/// having no shape or another holder, are left out: they were never needed.
fn keep_numbers(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    sponsorship: Id<Sponsorship>,
    numbers: &HashMap<Id<Listed>, &Vec<(&'static str, String)>>,
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    for row in listed(tx, sponsorship)? {
        let (Some(person), Some(numbers)) = (row.person, numbers.get(&row.id)) else { continue };
        for (scheme, value) in *numbers {
            match identifiers::keep(tx, act, vault, person, scheme, value) {
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
    }
    Ok(())
}
