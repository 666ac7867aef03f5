//! Further names of a party: as the papers say, as the neighbours say, as it was before the wedding.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{parties, rules};

store::words! {
    /// Whose name it is.
    pub enum NameKind {
        /// As it stands in the papers.
        Legal = "legal",
        /// As people call them.
        KnownAs = "known-as",
        /// As it was.
        Former = "former",
        /// Its short form in capitals: `SMPN 1`.
        Acronym = "acronym",
    }
}

/// A further name.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Name {
    /// Which.
    pub id: Id<Name>,
    /// What it is.
    pub kind: NameKind,
    /// The name.
    pub name: String,
}

/// All further names of a party.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Name>> {
    tx.all(sql!("SELECT id, kind, name FROM party_name WHERE party = ?1 ORDER BY id"), vals![party])
}

/// Adds a name by which the party is found from now on.
///
/// # Errors
/// A refusal of a name that is none, or there already, and of somebody forgotten; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, kind: NameKind, name: &str) -> Result<Id<Name>> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let object = |key| Error::Refused(Refusal::of_field("name", Message::new(key)));
    if let Some(key) = rules::name_objection(&name) {
        return Err(object(key));
    }
    parties::remembered(tx, party)?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO party_name (id, party, kind, name) VALUES (?1, ?2, ?3, ?4)"),
        vals![id, party, kind, name],
    )
    .map_err(|e| if e.is_unique("party_name") { object("party-name-there-already") } else { e })?;
    parties::reindex(tx, party)?;
    let detail = serde_json::json!({ "kind": kind.as_str(), "name": name });
    parties::changed(tx, act, party, "party.name-added", &detail)?;
    Ok(id)
}

/// Takes a further name away.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Name>) -> Result<Name> {
    let gone: Option<Name> = tx.opt(
        sql!("DELETE FROM party_name WHERE id = ?1 AND party = ?2 RETURNING id, kind, name"),
        vals![id, party],
    )?;
    let gone = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("party-name-unknown")))?;
    parties::reindex(tx, party)?;
    let detail = serde_json::json!({ "kind": gone.kind.as_str(), "name": gone.name });
    parties::changed(tx, act, party, "party.name-removed", &detail)?;
    Ok(gone)
}
