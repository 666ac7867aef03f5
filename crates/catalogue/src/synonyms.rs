//! Words that readers type and the catalogue writes otherwise: a small table kept by cataloguers, known to the
//! search of every node as soon as it changes.

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::{
    audit,
    events::{self, Event},
};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Tx, sql, vals};

/// Letters one side may have.
const LONGEST: usize = 80;

/// Who types the one also finds the other.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Synonym {
    /// What readers type.
    pub typed: String,
    /// What is found as well, below what has the typed words themselves.
    pub finds: String,
    /// Whether it is so the other way round too.
    pub mutual: bool,
}

/// The table is not what it was: the search of every node follows this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynonymsChanged {}

impl Event for SynonymsChanged {
    const KIND: &'static str = "catalogue.synonyms-changed";
}

/// Every entry, in the order of what is typed.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Synonym>> {
    tx.all(sql!("SELECT typed, finds, mutual FROM synonym ORDER BY typed, finds"), vals![])
}

/// The table as the search takes it.
///
/// # Errors
/// Those of the database.
pub(crate) fn for_search(tx: &mut Tx<'_>) -> Result<search::Synonyms> {
    let table = all(tx)?;
    let there = table.iter().map(|entry| (entry.typed.as_str(), entry.finds.as_str()));
    let mutual = table.iter().filter(|entry| entry.mutual);
    let back = mutual.map(|entry| (entry.finds.as_str(), entry.typed.as_str()));
    Ok(search::Synonyms::new(there.chain(back)))
}

/// Adds an entry, or changes whether it is mutual.
///
/// # Errors
/// A refusal when a side is empty or too long, or both say the same; those of the database.
pub fn put(tx: &mut Tx<'_>, act: &Act, entry: &Synonym) -> Result<Synonym> {
    let entry = Synonym { typed: tidy(&entry.typed), finds: tidy(&entry.finds), mutual: entry.mutual };
    objections(&entry)?;
    tx.exec(
        sql!(
            "INSERT INTO synonym (typed, finds, mutual) VALUES (?1, ?2, ?3)
             ON CONFLICT (typed, finds) DO UPDATE SET mutual = excluded.mutual"
        ),
        vals![entry.typed, entry.finds, entry.mutual],
    )?;
    tell(tx, act, "synonym.put", &entry)?;
    Ok(entry)
}

/// Removes an entry; what it was, so that it can be put back. None when it was not there.
///
/// # Errors
/// Those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, typed: &str, finds: &str) -> Result<Option<Synonym>> {
    let was: Option<Synonym> = tx.opt(
        sql!("DELETE FROM synonym WHERE typed = ?1 AND finds = ?2 RETURNING typed, finds, mutual"),
        vals![typed, finds],
    )?;
    if let Some(entry) = &was {
        tell(tx, act, "synonym.removed", entry)?;
    }
    Ok(was)
}

fn tell(tx: &mut Tx<'_>, act: &Act, action: &str, entry: &Synonym) -> Result<()> {
    let change = Id::<Synonym>::new();
    audit::record(tx, act, action, "synonym", change, entry)?;
    events::emit(tx, act, change, &SynonymsChanged {}).map(drop)
}

/// In small letters, with one blank between two words.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn objections(entry: &Synonym) -> Result<()> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    for (field, words) in [("typed", &entry.typed), ("finds", &entry.finds)] {
        if !words.contains(char::is_alphanumeric) {
            object(field, "synonym-empty");
        } else if words.chars().count() > LONGEST {
            object(field, "synonym-long");
        }
    }
    if reasons.is_empty() && search::folded(&entry.typed) == search::folded(&entry.finds) {
        reasons.push(Reason { field: Some("finds"), message: Message::new("synonym-same") });
    }
    if reasons.is_empty() { Ok(()) } else { Err(Refusal { kind: Kind::Invalid, reasons }.into()) }
}
