//! Who signs, by what paper they may, and the signing itself.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::settings::{Default as Initial, Setting};
use store::{Json, Result, Tx, sql, vals};

use super::{amending, changed, in_state, one, sides, told, written};
use crate::{
    deed,
    model::{Agreement, Authority, Paper, Signatory, State},
    rules,
};

/// The office of whoever signs for the region without a surat kuasa.
pub const HEAD_OF_REGION: Setting =
    Setting { key: "partners.head-of-region", value: Initial::Text("Wali Kota") };

/// Who signs, the library's own first.
///
/// # Errors
/// Those of the database.
pub fn signatories(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Signatory>> {
    tx.all(
        sql!(
            "SELECT s.id, s.partner, s.name, s.title, s.authority, s.document, s.document_on, s.signed_on
             FROM signatory s LEFT JOIN agreement_party p ON p.agreement = s.agreement AND p.partner = s.partner
             WHERE s.agreement = ?1 ORDER BY COALESCE(p.position, 1), s.id"
        ),
        vals![id],
    )
}

/// Who is to sign, and by what they may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignatory {
    /// For which partner; none for the library.
    pub partner: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// Their office.
    pub title: String,
    /// By what they may sign.
    pub authority: Authority,
    /// The paper that says so.
    pub document: String,
    /// Its date.
    pub document_on: Option<Date>,
}

/// Names somebody who is to sign. Nobody signs without a paper that says they may.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn add_signatory(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, new: &NewSignatory) -> Result<()> {
    in_state(tx, id, &[State::Draft])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    for (field, value, key) in [
        ("name", &new.name, "signatory-name-missing"),
        ("title", &new.title, "signatory-title-missing"),
        ("document", &new.document, "signatory-authority-missing"),
    ] {
        if !(1..=300).contains(&value.trim().chars().count()) {
            object(field, key);
        }
    }
    match new.document_on {
        None => object("document_on", "signatory-authority-date-missing"),
        day => {
            if let Some(key) = rules::past_objection(day, act.today()) {
                object("document_on", key);
            }
        }
    }
    if let Some(partner) = new.partner
        && !sides(tx, id)?.iter().any(|side| side.partner == partner)
    {
        object("partner", "signatory-of-nobody");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let rows = tx.exec(
        sql!(
            "INSERT INTO signatory (id, agreement, partner, name, title, authority, document, document_on, signed_on)
             SELECT ?1, g.id, ?3, ?4, ?5, ?6, ?7, ?8, NULL FROM agreement g WHERE g.id = ?2 AND g.state = 'draft'"
        ),
        vals![
            Id::<Signatory>::new(),
            id,
            new.partner,
            new.name.trim(),
            new.title.trim(),
            new.authority,
            new.document.trim(),
            new.document_on
        ],
    )?;
    changed(tx, id, rows)?;
    let detail = serde_json::json!({ "name": new.name.trim(), "document": new.document.trim() });
    written(tx, act, id, "agreement.signatory-added", &detail)
}

/// Lets an addendum be signed by those who signed what it changes, by the same papers.
///
/// # Errors
/// A refusal when it is no draft of an addendum; those of the database.
pub fn same_signatories(tx: &mut Tx<'_>, act: &Act, addendum: Id<Agreement>) -> Result<()> {
    let (_, parent) = amending::drafted(tx, addendum)?;
    for one in signatories(tx, parent)? {
        let new = NewSignatory {
            partner: one.partner,
            name: one.name,
            title: one.title,
            authority: one.authority,
            document: one.document,
            document_on: Some(one.document_on),
        };
        add_signatory(tx, act, addendum, &new)?;
    }
    Ok(())
}

/// Takes somebody from those who are to sign.
///
/// # Errors
/// A refusal when it is no draft any more, or there is none; those of the database.
pub fn remove_signatory(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    signatory: Id<Signatory>,
) -> Result<()> {
    in_state(tx, id, &[State::Draft])?;
    let gone: Option<(String,)> = tx.opt(
        sql!(
            "DELETE FROM signatory WHERE id = ?1 AND agreement = ?2
                 AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft') RETURNING name"
        ),
        vals![signatory, id],
    )?;
    let (name,) = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("signatory-unknown")))?;
    written(tx, act, id, "agreement.signatory-removed", &serde_json::json!({ "name": name }))
}

/// Writes down that all have signed, each on their day; from its first period on the agreement binds.
///
/// # Errors
/// A refusal with every reason: a side that nobody signs for, a signature before its authority, one that is missing;
/// those of the database.
pub fn sign(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    signed: &[(Id<Signatory>, Date)],
) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signing])?;
    let (sides, signatories) = (sides(tx, id)?, signatories(tx, id)?);
    let partners: Vec<Id<Person>> = sides.iter().map(|side| side.partner).collect();
    let head = HEAD_OF_REGION.text(tx)?;
    let mut reasons: Vec<Reason> = rules::signatory_objections(&before, &partners, &signatories, &head)
        .into_iter()
        .map(|message| Reason { field: None, message })
        .collect();
    // An addendum is signed after what it changes.
    let amended = before.parent.filter(|_| before.kind == Paper::Addendum);
    let before_parent = match amended {
        Some(parent) => in_state(tx, parent, &[State::Signed])?.signed_on,
        None => None,
    };
    let mut last = None;
    for one in &signatories {
        let mut object = |message| reasons.push(Reason { field: Some("signed"), message });
        match signed.iter().find(|(who, _)| *who == one.id).map(|(_, day)| *day) {
            None => object(Message::new("signatory-not-signed").with("name", one.name.as_str())),
            Some(day) if day > act.today() => object(Message::new("partner-day-to-come")),
            Some(day) if before_parent.is_some_and(|signed| day < signed) => {
                object(Message::new("addendum-before-agreement"));
            }
            Some(day) if day < one.document_on => {
                object(Message::new("signatory-before-authority").with("name", one.name.as_str()));
            }
            Some(day) => last = last.max(Some(day)),
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    for (who, day) in signed {
        tx.exec(
            sql!(
                "UPDATE signatory SET signed_on = ?3 WHERE id = ?1 AND agreement = ?2
                     AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'signing')"
            ),
            vals![who, id, day],
        )?;
    }
    let paper = deed::kept(tx, id)?.signed_on(last);
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'signed', signed_on = ?2, paper = ?3, changed_at = ?4
             WHERE id = ?1 AND state = 'signing'
                 AND NOT EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.signed_on IS NULL)"
        ),
        vals![id, last, Json(paper), act.at],
    )?;
    changed(tx, id, rows)?;
    written(tx, act, id, "agreement.signed", &serde_json::json!({ "signed_on": last }))?;
    match amended {
        Some(parent) => amending::apply(tx, act, &before, parent, last)?,
        None => told(tx, act, id, "signed")?,
    }
    one(tx, id)
}
