//! Who speaks for a partner, since when, in what role.

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
    relationships::{self, Grown, NewRelationship, Relation, Relationship},
};
use platform::audit;
use store::{Error, Result, Tx, sql, vals};

use super::{living, partnered};
use crate::{model::Partner, rules};

/// The partners a person speaks for on a day: those whose contact they are, and the one they are themselves.
///
/// # Errors
/// Those of the database.
pub fn spoken_for(tx: &mut Tx<'_>, person: Id<Person>, on: Date) -> Result<Vec<Partner>> {
    tx.all(
        partnered!(
            "WHERE p.merged_into IS NULL AND (t.party = ?2 OR t.party IN (
                 SELECT r.other FROM relationship r WHERE r.party = ?2 AND r.kind = 'contact'
                     AND (r.since IS NULL OR r.since <= ?1) AND (r.until IS NULL OR r.until >= ?1)))
             ORDER BY p.folded, t.code"
        ),
        vals![on, person],
    )
}

/// Who acts, where they speak for a partner today.
///
/// # Errors
/// A refusal where they do not: for them there is no such partner; those of the database.
pub(crate) fn speaker(tx: &mut Tx<'_>, act: &Act, partner: Id<Person>) -> Result<Id<Person>> {
    let mine = match act.by.person() {
        Some(person) => spoken_for(tx, person, act.today())?.into_iter().find(|one| one.party == partner),
        None => None,
    };
    let speaks = act.by.person().filter(|_| mine.is_some());
    speaks.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("partner-unknown")).into())
}

/// Those who speak for a partner, or spoke for it.
///
/// # Errors
/// Those of the database.
pub fn contacts(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Contact>> {
    let all = relationships::of(tx, party)?;
    let mut found = Vec::new();
    for relation in all.into_iter().filter(|one| one.inverse && one.kind == Relation::Contact) {
        let person = parties::one(tx, relation.other)?;
        found.push(Contact { phone: person.phone, email: person.email, relation });
    }
    Ok(found)
}

/// Somebody who speaks for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The relationship: who, since when, in what role (its note).
    pub relation: Relationship,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
}

/// Lets somebody speak for a partner: a person of the register, or a new one of this name and number.
///
/// # Errors
/// As [`parties::register`] and [`relationships::add`].
pub fn add_contact(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    who: &Who,
    role: &str,
    since: Date,
) -> Result<Option<Vec<people::alike::Alike>>> {
    let partner = living(tx, party)?;
    if !rules::is_possible(since) {
        return Err(Refusal::of_field("since", Message::new("partner-day-impossible")).into());
    }
    let person = match who {
        Who::Known(person) => *person,
        Who::New { profile, anyway } => {
            match parties::register(tx, act, PartyKind::Person, profile, *anyway)? {
                Entered::New(person) => person,
                Entered::Alike(alike) => return Ok(Some(alike)),
            }
        }
    };
    let relation = NewRelationship {
        kind: Relation::Contact,
        party: person,
        other: partner,
        since: Some(since),
        until: None,
        note: role.to_owned(),
        grown: Grown::Born,
    };
    relationships::add(tx, act, &relation)?;
    let name = parties::one(tx, person)?.name;
    let detail = serde_json::json!({ "person": person, "name": name, "role": role });
    audit::record(tx, act, "partner.contact-added", "partner", partner, &detail)?;
    Ok(None)
}

/// Who is to speak for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody of the register.
    Known(Id<Person>),
    /// Somebody new.
    New {
        /// What is known of them.
        profile: Profile,
        /// Whether to enter them in spite of somebody alike.
        anyway: bool,
    },
}

/// From today on somebody no longer speaks for a partner; yesterday was their last day.
///
/// # Errors
/// As [`relationships::end`].
pub fn end_contact(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, id: Id<Relationship>) -> Result<()> {
    let partner = living(tx, party)?;
    let yesterday = act.today().yesterday().unwrap_or(act.today());
    let contacts = contacts(tx, partner)?;
    let found = contacts.iter().find(|one| one.relation.id == id).ok_or(Error::Missing)?;
    // Whoever began today was entered by mistake.
    if found.relation.since.is_some_and(|since| since > yesterday) {
        relationships::remove(tx, act, partner, id)?;
    } else {
        relationships::end(tx, act, partner, id, yesterday)?;
    }
    let detail = serde_json::json!({ "person": found.relation.other, "name": found.relation.name });
    audit::record(tx, act, "partner.contact-ended", "partner", partner, &detail)
}
