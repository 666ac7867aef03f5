//! Whether the index says what the database says.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Id;
use platform::events;
use store::{Result, Store, Tx};

use super::{Index, chunk, pending};
use crate::model::Record;

/// How many entries that say something else are named; where it is more, all of them are likely old.
const NAMED: usize = 20;

/// How many records the index has yet to hear of: their changes are among the events, and whoever serves the
/// library takes them in.
///
/// # Errors
/// What went wrong, as words for people.
pub fn behind(store: &Store, index: &Index) -> Result<usize, String> {
    Ok(outstanding(store, position(index)?)?.len())
}

/// Compares the index with the database, entry by entry: what differs, one line each; nothing when all is well.
/// What changes while it looks is no difference.
///
/// # Errors
/// What went wrong, as words for people.
pub fn check(store: &Store, index: &Index) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    // Asked before the entries: what another program writes meanwhile is only newer than that.
    let position = position(index)?;
    let latest = store.read_blocking(events::latest).map_err(|e| e.to_string())?;
    if position > latest {
        lines.push(format!("the search index knows event {position}, the database ends at {latest}"));
    }
    let waiting = outstanding(store, position)?.len();
    if waiting > 0 {
        lines.push(format!(
            "the search index ends at event {position} of {latest}: {waiting} records have changed since; it catches \
             up when the library is served"
        ));
    }
    let marks = index.marks().map_err(|e| e.to_string())?;
    if let Some(twice) = marks.windows(2).find(|pair| matches!(pair, [one, two] if one.0 == two.0)) {
        lines.push(format!("the search index has an entry twice: {:032x}", twice[0].0));
    }
    let differing = differing(store, marks.into_iter().collect())?;
    // Those whose change it has yet to take in are no fault of the index.
    let excused = outstanding(store, position)?;
    let mut found = differing.into_iter().filter(|(record, _)| !excused.contains(record));
    lines.extend(found.by_ref().take(NAMED).map(|(_, what)| what));
    let more = found.count();
    if more > 0 {
        lines.push(format!("and {more} more entries of the search index differ"));
    }
    Ok(lines)
}

fn position(index: &Index) -> Result<i64, String> {
    let position = index.position().map_err(|e| e.to_string())?;
    Ok(i64::try_from(position).unwrap_or(i64::MAX))
}

fn outstanding(store: &Store, position: i64) -> Result<BTreeSet<Id<Record>>, String> {
    store.read_blocking(move |tx| pending(tx, position)).map_err(|e| e.to_string())
}

/// The records whose entry is not what the database would make of them now, each with what is to be said.
fn differing(store: &Store, mut marks: BTreeMap<u128, u64>) -> Result<Vec<(Id<Record>, String)>, String> {
    let mut found = Vec::new();
    let mut after = 0;
    loop {
        let (last, made) =
            store.read_blocking(move |tx: &mut Tx<'_>| chunk(tx, after)).map_err(|e| e.to_string())?;
        if made.is_empty() {
            break;
        }
        after = last;
        for (number, entry) in made {
            let what = match marks.remove(&entry.id) {
                Some(mark) if mark == entry.mark() => continue,
                Some(_) => format!("the search index says something else of record {number}"),
                None => format!("record {number} is not in the search index"),
            };
            found.push((record_of(entry.id), what));
        }
    }
    let surplus = marks
        .into_keys()
        .map(|id| (record_of(id), format!("the search index has {id:032x}, the database has not")));
    Ok(found.into_iter().chain(surplus).collect())
}

fn record_of(id: u128) -> Id<Record> {
    Id::from_bytes(id.to_be_bytes())
}
