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

/// One way in which the index is not what the database says. Its words are under `index-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// It knows an event the database has not.
    Ahead {
        /// The last event it knows.
        position: i64,
        /// The last one there is.
        latest: i64,
    },
    /// So many records have changed since the last event it knows; it catches up when the library is served.
    Behind {
        /// How many.
        records: usize,
    },
    /// It has this entry more than once.
    Twice(Id<Record>),
    /// It says something else of the record with this number.
    Otherwise(i64),
    /// It lacks the record with this number.
    Lacks(i64),
    /// It has an entry for a record there is not.
    Surplus(Id<Record>),
    /// So many more entries differ.
    More(usize),
}

/// Compares the index with the database, entry by entry; nothing when all is well. What changes while it looks is no
/// difference.
///
/// # Errors
/// What went wrong, as words for people.
pub fn check(store: &Store, index: &Index) -> Result<Vec<Difference>, String> {
    let mut found = Vec::new();
    // Asked before the entries: what another program writes meanwhile is only newer than that.
    let position = position(index)?;
    let latest = store.read_blocking(events::latest).map_err(|e| e.to_string())?;
    if position > latest {
        found.push(Difference::Ahead { position, latest });
    }
    let waiting = outstanding(store, position)?.len();
    if waiting > 0 {
        found.push(Difference::Behind { records: waiting });
    }
    let marks = index.marks().map_err(|e| e.to_string())?;
    if let Some([twice, _]) = marks.windows(2).find(|pair| matches!(pair, [one, two] if one.0 == two.0)) {
        found.push(Difference::Twice(record_of(twice.0)));
    }
    let differing = differing(store, marks.into_iter().collect())?;
    // Those whose change it has yet to take in are no fault of the index.
    let excused = outstanding(store, position)?;
    let mut faults = differing.into_iter().filter(|(record, _)| !excused.contains(record));
    found.extend(faults.by_ref().take(NAMED).map(|(_, fault)| fault));
    let more = faults.count();
    if more > 0 {
        found.push(Difference::More(more));
    }
    Ok(found)
}

fn position(index: &Index) -> Result<i64, String> {
    let position = index.position().map_err(|e| e.to_string())?;
    Ok(i64::try_from(position).unwrap_or(i64::MAX))
}

fn outstanding(store: &Store, position: i64) -> Result<BTreeSet<Id<Record>>, String> {
    store.read_blocking(move |tx| pending(tx, position)).map_err(|e| e.to_string())
}

/// The records whose entry is not what the database would make of them now.
fn differing(store: &Store, mut marks: BTreeMap<u128, u64>) -> Result<Vec<(Id<Record>, Difference)>, String> {
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
            let fault = match marks.remove(&entry.id) {
                Some(mark) if mark == entry.mark() => continue,
                Some(_) => Difference::Otherwise(number),
                None => Difference::Lacks(number),
            };
            found.push((record_of(entry.id), fault));
        }
    }
    let surplus = marks.into_keys().map(record_of).map(|id| (id, Difference::Surplus(id)));
    Ok(found.into_iter().chain(surplus).collect())
}

fn record_of(id: u128) -> Id<Record> {
    Id::from_bytes(id.to_be_bytes())
}
