//! Ways to reach a party, the preferred first. The first telephone number and the first e-mail address also
//! stand in the party's own row, for lists; [`derive`] keeps them so.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::events;
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{parties, phone, rules};

const LABEL_LENGTH: usize = 100;

store::words! {
    /// What a way to reach somebody is.
    pub enum Way {
        /// A telephone number with WhatsApp, as nearly everybody's here.
        WhatsApp = "whatsapp",
        /// Any other telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// Anything else: a page, a radio call sign, "ask at the kiosk".
        Other = "other",
    }
}

/// Somebody has shown that an e-mail address is theirs; the subject is the person. Whoever lets people show that
/// (an institution's sign-in, a message with a code) emits it, each time anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressProven {
    /// The address, in lower case.
    pub address: String,
}

impl events::Event for AddressProven {
    const KIND: &'static str = "people.address-proven";
}

/// A way to reach a party.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Contact {
    /// Which.
    pub id: Id<Contact>,
    /// What it is.
    pub kind: Way,
    /// A number in E.164 without the plus sign, an address in lower case.
    pub value: String,
    /// Whose it is, when it is not their own: `ibu`, `kantor`.
    pub label: Option<String>,
    /// Whether the library may send messages there.
    pub told: bool,
}

impl Contact {
    /// The value as people read it.
    pub fn shown(&self) -> String {
        match self.kind {
            Way::WhatsApp | Way::Phone => phone::shown(&self.value),
            Way::Email | Way::Other => self.value.clone(),
        }
    }
}

/// All ways to reach a party, the preferred first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, party: Id<Person>) -> Result<Vec<Contact>> {
    tx.all(
        sql!("SELECT id, kind, value, label, told FROM contact WHERE party = ?1 ORDER BY sort, id"),
        vals![party],
    )
}

/// Adds a way to reach a party, after those it has.
///
/// # Errors
/// A refusal when it cannot be read or is there already; those of the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    kind: Way,
    typed: &str,
    label: &str,
    told: bool,
) -> Result<Id<Contact>> {
    parties::remembered(tx, party)?;
    parties::within_own(tx, act, party)?;
    let value = normalised(kind, typed)?;
    let label = Some(label.trim()).filter(|label| !label.is_empty());
    if label.is_some_and(|label| label.chars().count() > LABEL_LENGTH) {
        return Err(Refusal::of_field("label", Message::new("member-text-too-long")).into());
    }
    let id = insert(tx, party, kind, &value, label, told).map_err(|error| match error {
        met if met.is_unique("contact") => {
            Error::Refused(Refusal::of_field("value", Message::new("contact-there-already")))
        }
        other => other,
    })?;
    derive(tx, party)?;
    let detail = serde_json::json!({ "kind": kind.as_str(), "value": value, "label": label, "told": told });
    parties::changed(tx, act, party, "party.contact-added", &detail)?;
    Ok(id)
}

/// Takes a way to reach a party away.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, contact: Id<Contact>) -> Result<Contact> {
    parties::within_own(tx, act, party)?;
    let gone = one(tx, party, contact)?;
    tx.exec(sql!("DELETE FROM contact WHERE id = ?1"), vals![contact])?;
    derive(tx, party)?;
    let detail = serde_json::json!({ "kind": gone.kind.as_str(), "value": gone.value, "label": gone.label });
    parties::changed(tx, act, party, "party.contact-removed", &detail)?;
    Ok(gone)
}

/// Puts a way to reach a party before all others.
///
/// # Errors
/// A refusal when it is not there; those of the database.
pub fn prefer(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, contact: Id<Contact>) -> Result<()> {
    parties::within_own(tx, act, party)?;
    let first = one(tx, party, contact)?;
    tx.exec(
        sql!("UPDATE contact SET sort = (SELECT MIN(sort) - 1 FROM contact WHERE party = ?1) WHERE id = ?2"),
        vals![party, contact],
    )?;
    derive(tx, party)?;
    let detail = serde_json::json!({ "kind": first.kind.as_str(), "value": first.value });
    parties::changed(tx, act, party, "party.contact-preferred", &detail)
}

fn one(tx: &mut Tx<'_>, party: Id<Person>, contact: Id<Contact>) -> Result<Contact> {
    let found = tx.opt(
        sql!("SELECT id, kind, value, label, told FROM contact WHERE id = ?1 AND party = ?2"),
        vals![contact, party],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("contact-unknown")).into())
}

/// The value in the form it is kept in.
fn normalised(kind: Way, typed: &str) -> Result<String> {
    let typed = typed.trim();
    let object = |key| Error::Refused(Refusal::of_field("value", Message::new(key)));
    match kind {
        Way::WhatsApp | Way::Phone => {
            let number = phone::normalised(typed).ok_or_else(|| object("member-phone-unreadable"))?;
            match kind == Way::WhatsApp && !phone::may_have_whatsapp(&number) {
                true => Err(object("contact-land-line")),
                false => Ok(number),
            }
        }
        Way::Email if rules::is_address(typed) => Ok(typed.to_lowercase()),
        Way::Email => Err(object("member-email-unreadable")),
        Way::Other => match typed.chars().count() {
            0 => Err(object("contact-missing")),
            1..=200 => Ok(typed.to_owned()),
            _ => Err(object("member-text-too-long")),
        },
    }
}

/// The ways that a plain form tells; a mobile number is taken to have WhatsApp.
pub(crate) fn first_ways<'v>(
    phone: Option<&'v str>,
    email: Option<&'v str>,
) -> impl Iterator<Item = (Way, &'v str)> {
    let phone = phone.map(|number| (way_of_number(number), number));
    phone.into_iter().chain(email.map(|address| (Way::Email, address)))
}

pub(crate) fn way_of_number(number: &str) -> Way {
    // Of a number from abroad nobody knows.
    if number.starts_with("62") && phone::may_have_whatsapp(number) { Way::WhatsApp } else { Way::Phone }
}

/// Keeps a way that the party's own row has already.
pub(crate) fn keep(tx: &mut Tx<'_>, party: Id<Person>, kind: Way, value: &str) -> Result<()> {
    insert(tx, party, kind, value, None, true).map(drop)
}

/// [`keep`], for many parties that are new: number and address of each.
pub(crate) fn keep_first(
    tx: &mut Tx<'_>,
    parties: &[(Id<Person>, Option<&str>, Option<&str>)],
) -> Result<()> {
    const CONTACTS: store::many::Rows =
        store::rows!("INSERT INTO contact (id, party, kind, value, sort, told) VALUES ", 6);
    let mut rows = Vec::new();
    for (party, phone, email) in parties {
        for (sort, (kind, value)) in (1_i64..).zip(first_ways(*phone, *email)) {
            rows.push((Id::<Contact>::new(), party, kind, value, sort));
        }
    }
    let mut values = Vec::with_capacity(rows.len() * 6);
    for (id, party, kind, value, sort) in &rows {
        values.extend_from_slice(vals![*id, **party, *kind, **value, *sort, true]);
    }
    tx.exec_rows(&CONTACTS, &values).map(drop)
}

fn insert(
    tx: &mut Tx<'_>,
    party: Id<Person>,
    kind: Way,
    value: &str,
    label: Option<&str>,
    told: bool,
) -> Result<Id<Contact>> {
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO contact (id, party, kind, value, label, sort, told) VALUES (?1, ?2, ?3, ?4, ?5,
                 (SELECT COALESCE(MAX(sort), 0) + 1 FROM contact WHERE party = ?2), ?6)"
        ),
        vals![id, party, kind, value, label, told],
    )?;
    Ok(id)
}

/// Follows a plain form in which the first number or address was exchanged for another, in its place.
pub(crate) fn exchange(
    tx: &mut Tx<'_>,
    party: Id<Person>,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let place: Option<(i64,)> = tx.opt(
        sql!("SELECT sort FROM contact WHERE party = ?1 AND value = CAST(?2 AS TEXT) ORDER BY sort LIMIT 1"),
        vals![party, old],
    )?;
    tx.exec(sql!("DELETE FROM contact WHERE party = ?1 AND value = CAST(?2 AS TEXT)"), vals![party, old])?;
    if let Some(value) = new {
        // One that is there already moves up as it is: whose it is, and whether it may be written to.
        let there: Option<(Id<Contact>,)> = tx.opt(
            sql!("SELECT id FROM contact WHERE party = ?1 AND value = ?2 ORDER BY sort LIMIT 1"),
            vals![party, value],
        )?;
        let kind = if value.contains('@') { Way::Email } else { way_of_number(value) };
        let id = match there {
            Some((id,)) => id,
            None => insert(tx, party, kind, value, None, true)?,
        };
        if let Some((sort,)) = place {
            tx.exec(sql!("UPDATE contact SET sort = ?2 WHERE id = ?1"), vals![id, sort])?;
        }
    }
    derive(tx, party)
}

/// Writes the first number and the first address into the party's own row.
pub(crate) fn derive(tx: &mut Tx<'_>, party: Id<Person>) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE party SET
                 phone = (SELECT c.value FROM contact c WHERE c.party = ?1 AND c.kind IN ('whatsapp', 'phone')
                          ORDER BY c.sort, c.id LIMIT 1),
                 email = (SELECT c.value FROM contact c WHERE c.party = ?1 AND c.kind = 'email'
                          ORDER BY c.sort, c.id LIMIT 1)
             WHERE id = ?1"
        ),
        vals![party],
    )?;
    Ok(())
}
