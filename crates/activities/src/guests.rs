//! Who speaks, teaches, hosts; what is told of them is told with their consent.

use kernel::{Act, Id, Kind as No, Message, Person, Reason, Refusal};
use platform::audit;
use serde_json::json;
use store::{Error, Result, Tx, sql, vals};

use crate::model::{Activity, Guest, Role};

/// Somebody who is asked to speak, teach or host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Who, where the register knows them.
    pub party: Option<Id<Person>>,
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// What may be told of them.
    pub biography: String,
    /// Whether they agreed to its being told.
    pub agreed: bool,
}

impl From<Guest> for Invited {
    fn from(guest: Guest) -> Self {
        Self {
            party: guest.party,
            name: guest.name,
            role: guest.role,
            agreed: guest.biography.is_some(),
            biography: guest.biography.unwrap_or_default(),
        }
    }
}

/// Adds somebody who does something there.
///
/// # Errors
/// A refusal without a name, and of words about somebody who has not agreed to them; those of the database.
pub fn invite(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, who: &Invited) -> Result<Id<Guest>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&who.name.trim().chars().count()) {
        object("guest", "guest-name-missing");
    }
    let biography = Some(who.biography.trim()).filter(|text| !text.is_empty());
    if biography.is_some() && !who.agreed {
        object("agreed", "guest-not-agreed");
    }
    if biography.is_some_and(|text| text.chars().count() > 4_000) {
        object("biography", "activity-text-too-long");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let guest = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO activity_person (id, activity, party, name, role, biography, consented_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![guest, id, who.party, who.name.trim(), who.role, biography, who.agreed.then_some(act.at)],
    )?;
    audit::record(tx, act, "activity.person-added", "activity", id, &json!({}))?;
    Ok(guest)
}

/// Takes somebody off again.
///
/// # Errors
/// [`Error::Missing`] where they are not there; those of the database.
pub fn disinvite(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, guest: Id<Guest>) -> Result<()> {
    if tx.exec(sql!("DELETE FROM activity_person WHERE id = ?2 AND activity = ?1"), vals![id, guest])? == 0 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "activity.person-removed", "activity", id, &json!({}))
}

/// Who does something there.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Vec<Guest>> {
    tx.all(
        sql!(
            "SELECT id, party, name, role, biography FROM activity_person WHERE activity = ?1 ORDER BY role, name, id"
        ),
        vals![id],
    )
}
