//! Further addresses of a party: where one boards while at school, works, or lives for some months of the year. The
//! first one stands in the party's own row, for lists and forms; another can be put in its place.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{areas, parties};

const LENGTH: usize = 500;

/// A further address.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Address {
    /// Which.
    pub id: Id<Address>,
    /// What it is to them: `kos`, `kantor`.
    pub label: Option<String>,
    /// The village, or any other place.
    pub village: String,
    /// The village's official code, where it is one of the table.
    pub area: Option<String>,
    /// Street and house.
    pub address: Option<String>,
}

/// The further addresses of a party, in the order they were added.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Address>> {
    tx.all(
        sql!("SELECT id, label, village, area, address FROM party_address WHERE party = ?1 ORDER BY id"),
        vals![party],
    )
}

/// Whether one of a party's addresses is in a village of the town.
///
/// # Errors
/// Those of the database.
pub fn any_in_town(tx: &mut Tx<'_>, party: Id<Person>) -> Result<bool> {
    let found: Option<(String,)> = tx.opt(
        sql!(
            "SELECT area FROM party WHERE id = ?1 AND area IS NOT NULL
             UNION ALL SELECT area FROM party_address WHERE party = ?1 AND area IS NOT NULL LIMIT 1"
        ),
        vals![party],
    )?;
    Ok(found.is_some())
}

/// Adds an address after those there are.
///
/// # Errors
/// A refusal without a village or another place, and where a text is too long; those of the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    village: &str,
    address: &str,
    label: &str,
) -> Result<Id<Address>> {
    let object = |field, key| Refusal::of_field(field, Message::new(key));
    let (village, address, label) = (village.trim(), text(address), text(label));
    if village.is_empty() {
        return Err(object("place", "address-needs-place").into());
    }
    for (field, text) in [("place", Some(village)), ("street", address), ("called", label)] {
        if text.is_some_and(|text| text.chars().count() > LENGTH) {
            return Err(object(field, "member-text-too-long").into());
        }
    }
    parties::remembered(tx, party)?;
    let known = areas::village(tx, village)?;
    let name = known.as_ref().map_or(village, |known| &known.name);
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO party_address (id, party, label, village, area, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![id, party, label, name, known.as_ref().map(|known| known.code.as_str()), address],
    )?;
    let detail = serde_json::json!({ "village": name, "address": address, "label": label });
    parties::changed(tx, act, party, "party.address-added", &detail)?;
    Ok(id)
}

fn text(typed: &str) -> Option<&str> {
    Some(typed.trim()).filter(|text| !text.is_empty())
}

/// Takes an address away.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Address>) -> Result<()> {
    let gone = take(tx, party, id)?;
    let detail = serde_json::json!({ "village": gone.village, "address": gone.address, "label": gone.label });
    parties::changed(tx, act, party, "party.address-removed", &detail)
}

/// Puts an address first: it stands in the party's own row from now on, and the one that stood there among the others.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn prefer(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Address>) -> Result<()> {
    let before = parties::one(tx, party)?;
    let first = take(tx, party, id)?;
    if let Some(village) = before.village.or_else(|| before.address.as_ref().map(|_| "–".to_owned())) {
        tx.exec(
            sql!(
                "INSERT INTO party_address (id, party, label, village, area, address)
                 VALUES (?1, ?2, NULL, ?3, ?4, ?5)"
            ),
            vals![Id::<Address>::new(), party, village, before.area, before.address],
        )?;
    }
    tx.exec(
        sql!("UPDATE party SET village = ?2, area = ?3, address = ?4 WHERE id = ?1"),
        vals![party, first.village, first.area, first.address],
    )?;
    let detail = serde_json::json!({ "village": first.village, "address": first.address });
    parties::changed(tx, act, party, "party.address-preferred", &detail)
}

/// An address that is no further one any more.
fn take(tx: &mut Tx<'_>, party: Id<Person>, id: Id<Address>) -> Result<Address> {
    let gone = tx.opt(
        sql!(
            "DELETE FROM party_address WHERE id = ?1 AND party = ?2 RETURNING id, label, village, area, address"
        ),
        vals![id, party],
    )?;
    gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("address-unknown")).into())
}
