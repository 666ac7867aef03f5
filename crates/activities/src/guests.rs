//! Who speaks, teaches, hosts, at one session or all; what is told of them is told with their consent.

use kernel::{Act, Id, Kind as No, Message, Person, Reason, Refusal};
use people::name::folded;
use platform::audit;
use serde_json::json;
use store::{Error, Result, Tx, sql, vals};

use crate::{
    model::{Activity, Guest, Programme, Role, Session},
    sessions,
};

/// Somebody who is asked to speak, teach or host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// At which session; none: at all of them.
    pub session: Option<Id<Session>>,
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
            session: guest.session,
            party: guest.party,
            name: guest.name,
            role: guest.role,
            biography: guest.biography.unwrap_or_default(),
            agreed: guest.agreed,
        }
    }
}

impl Invited {
    fn biography(&self) -> Option<&str> {
        Some(self.biography.trim()).filter(|text| !text.is_empty())
    }

    fn judge(&self, tx: &mut Tx<'_>, of: Id<Activity>) -> Result<()> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        if !(1..=200).contains(&self.name.trim().chars().count()) {
            object("guest", "guest-name-missing");
        }
        let biography = self.biography();
        if biography.is_some() && !self.agreed {
            object("agreed", "guest-not-agreed");
        }
        if biography.is_some_and(|text| text.chars().count() > 4_000) {
            object("biography", "activity-text-too-long");
        }
        Refusal::unless_empty(No::Invalid, reasons)?;
        self.session.map_or(Ok(()), |session| sessions::within(tx, of, session).map(drop))
    }
}

/// Adds somebody who does something there.
///
/// # Errors
/// A refusal without a name, of words about somebody who has not agreed to them, and of a session that is none of the
/// activity; those of the database.
pub fn invite(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, who: &Invited) -> Result<Id<Guest>> {
    who.judge(tx, id)?;
    let guest = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO activity_person (id, activity, session, party, name, folded, role, biography, consented_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![
            guest,
            id,
            who.session,
            who.party,
            who.name.trim(),
            folded(&who.name),
            who.role,
            who.biography(),
            who.agreed.then_some(act.at)
        ],
    )?;
    audit::record(tx, act, "activity.person-added", "activity", id, &json!({}))?;
    Ok(guest)
}

/// Says otherwise what somebody does there and what may be told of them; who no longer agrees is told of no more.
///
/// # Errors
/// As [`invite`]; [`Error::Missing`] where they are not there.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, guest: Id<Guest>, who: &Invited) -> Result<()> {
    who.judge(tx, id)?;
    let rows = tx.exec(
        sql!(
            "UPDATE activity_person SET session = ?3, name = ?4, folded = ?5, role = ?6, biography = ?7,
                 consented_at = CASE WHEN ?8 THEN COALESCE(consented_at, ?9) ELSE NULL END
             WHERE id = ?2 AND activity = ?1"
        ),
        vals![
            id,
            guest,
            who.session,
            who.name.trim(),
            folded(&who.name),
            who.role,
            who.biography(),
            who.agreed,
            act.at
        ],
    )?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "activity.person-changed", "activity", id, &json!({ "agreed": who.agreed }))
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

macro_rules! guests {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT g.id, g.activity, g.session, g.party, g.name, g.role, g.biography, (g.consented_at IS NOT NULL) AS agreed
             FROM activity_person g ",
            $rest
        ))
    };
}

/// Who does something there.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Vec<Guest>> {
    tx.all(guests!("WHERE g.activity = ?1 ORDER BY g.role, g.name, g.id"), vals![id])
}

/// Those of all activities of a programme.
pub(crate) fn of_programme(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Guest>> {
    tx.all(
        guests!("JOIN activity a ON a.id = g.activity WHERE a.programme = ?1 ORDER BY g.role, g.name, g.id"),
        vals![programme],
    )
}

/// Somebody who does something there.
///
/// # Errors
/// [`Error::Missing`] where they are not there; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Activity>, guest: Id<Guest>) -> Result<Guest> {
    let found = tx.opt(guests!("WHERE g.id = ?2 AND g.activity = ?1"), vals![id, guest])?;
    found.ok_or(Error::Missing)
}
