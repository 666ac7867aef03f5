//! Who signs, by what paper they may, and the signing itself.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::{
    library,
    settings::{Default as Initial, Setting},
};
use store::{Result, Tx, sql, vals};

use super::{amending, changed, changes, frames, in_state, one, periods, seal::sealed, sides, told, written};
use crate::{
    commitments, documents,
    model::{Agreement, Authority, Document, DocumentKind, Paper, Signatory, State},
    partners::text,
    rules::{
        self,
        approval::{Signing, signature_objections},
    },
};

/// The office of whoever signs for the region without a surat kuasa: exactly this, or with the town's name after it.
pub const HEAD_OF_REGION: Setting =
    Setting { key: "partners.head-of-region", value: Initial::Text("Wali Kota") };

/// Who signs, the library's own first.
///
/// # Errors
/// Those of the database.
pub fn signatories(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Signatory>> {
    tx.all(
        sql!(
            "SELECT s.id, s.partner, s.name, s.title, s.authority, s.document, s.document_on, s.document_until, s.file,
                 s.signed_on
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
    /// Its last day, where it has one.
    pub document_until: Option<Date>,
    /// The paper itself; nobody signs for another without.
    pub file: Option<Id<Document>>,
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
    match new.document_until {
        Some(day) if !rules::is_possible(day) => object("document_until", "partner-day-impossible"),
        Some(day) if new.document_on.is_some_and(|on| day < on) => {
            object("document_until", "signatory-power-ends-before");
        }
        _ => {}
    }
    let sides = sides(tx, id)?;
    if let Some(partner) = new.partner
        && !sides.iter().any(|side| side.partner == partner)
    {
        object("partner", "signatory-of-nobody");
    }
    match new.file {
        None if new.authority == Authority::Power => object("file", "signatory-file-missing"),
        Some(file) => {
            let kept = documents::one(tx, file)?;
            if !sides.iter().any(|side| side.partner == kept.partner) {
                object("file", "document-unknown");
            } else if kept.kind != DocumentKind::Authority {
                object("file", "signatory-file-of-another-kind");
            }
        }
        None => {}
    }
    let there = signatories(tx, id)?;
    if there.iter().any(|one| one.partner == new.partner && one.name == new.name.trim()) {
        object("name", "signatory-there-already");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let rows = tx.exec(
        sql!(
            "INSERT INTO signatory (id, agreement, partner, name, title, authority, document, document_on, document_until,
                 file, signed_on)
             SELECT ?1, g.id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL FROM agreement g WHERE g.id = ?2 AND g.state = 'draft'"
        ),
        vals![
            Id::<Signatory>::new(),
            id,
            new.partner,
            new.name.trim(),
            new.title.trim(),
            new.authority,
            new.document.trim(),
            new.document_on,
            new.document_until,
            new.file
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
            document_until: one.document_until,
            file: one.file,
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

/// What is written down when all have signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// Who signed on which day.
    pub days: Vec<(Id<Signatory>, Date)>,
    /// The number on the other side's copy, where it is known by now.
    pub their_number: String,
    /// Why it may have been signed before it was approved here: the old paper it is entered from; empty otherwise.
    pub from_paper: String,
}

/// Writes down that all have signed, each on their day; from its first period on the agreement binds.
///
/// # Errors
/// A refusal with every reason: a side that nobody signs for, a signature that is missing, that is before its authority or the
/// approval, or after its authority or the agreement is over, a frame that is not in force; those of the database.
pub fn sign(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, new: &Signatures) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Signing])?;
    let (sides, signatories) = (sides(tx, id)?, signatories(tx, id)?);
    let partners: Vec<Id<Person>> = sides.iter().map(|side| side.partner).collect();
    let (head, region) = (HEAD_OF_REGION.text(tx)?, library::NAME.text(tx)?);
    // An addendum is signed after what it changes, by whoever may sign that.
    let amended = before.parent.filter(|_| before.kind == Paper::Addendum);
    let (kind, after, periods) = match amended {
        Some(parent) => {
            let parent = in_state(tx, parent, &[State::Signed])?;
            let periods = rules::amended(&periods(tx, parent.id)?, &changes(tx, id)?);
            (parent.kind, parent.signed_on, periods)
        }
        None => (before.kind, None, periods(tx, id)?),
    };
    let from_paper = text(&new.from_paper);
    let mut objections = rules::signatory_objections(kind, &partners, &signatories, &head, &region);
    let day_of = |one: &Signatory| new.days.iter().find(|(who, _)| *who == one.id).map(|(_, day)| *day);
    let signed: Vec<_> = signatories.iter().map(|one| (one, day_of(one))).collect();
    let held = Signing {
        periods: &periods,
        approved_on: before.approved_on,
        after,
        from_paper: from_paper.is_some(),
        today: act.today(),
    };
    objections.extend(signature_objections(&signed, held));
    if let (None, Some(frame), Some(last)) = (amended, before.parent, periods.last()) {
        objections.extend(frames::objection(tx, frame, *last, act.today())?);
    }
    objections.extend(commitments::counted_twice(tx, act, id)?);
    if new.their_number.chars().count() > 100 || new.from_paper.chars().count() > 300 {
        objections.push(Message::new("partner-text-too-long"));
    }
    let reason = |message| Reason { field: Some("signed"), message };
    Refusal::unless_empty(Kind::Invalid, objections.into_iter().map(reason).collect())?;
    let last = signed.iter().filter_map(|(_, day)| *day).max();
    for (who, day) in &new.days {
        tx.exec(
            sql!(
                "UPDATE signatory SET signed_on = ?3 WHERE id = ?1 AND agreement = ?2
                     AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'signing')"
            ),
            vals![who, id, day],
        )?;
    }
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'signed', signed_on = ?2, changed_at = ?3, from_paper = ?4,
                 their_number = COALESCE(CAST(?5 AS TEXT), their_number)
             WHERE id = ?1 AND state = 'signing'
                 AND NOT EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = ?1 AND n.signed_on IS NULL)"
        ),
        vals![id, last, act.at, from_paper, text(&new.their_number)],
    )?;
    changed(tx, id, rows)?;
    let detail = serde_json::json!({ "signed_on": last, "reason": from_paper });
    sealed(tx, act, id, "agreement.signed", &detail)?;
    match amended {
        Some(parent) => amending::apply(tx, act, &before, parent, last)?,
        None => told(tx, act, id, "signed")?,
    }
    one(tx, id)
}

/// Writes down the number on the other side's copy, which is often known only after the signature.
///
/// # Errors
/// A refusal of a number that is too long, or of what was given up; those of the database.
pub fn name_theirs(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, number: &str) -> Result<()> {
    tx.lock("agreement", &id)?;
    let before = one(tx, id)?;
    if before.state == State::Dropped {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into());
    }
    if number.trim().chars().count() > 100 {
        return Err(Refusal::of_field("their_number", Message::new("partner-text-too-long")).into());
    }
    if before.their_number.as_deref() == text(number) {
        return Ok(());
    }
    tx.exec(
        sql!("UPDATE agreement SET their_number = ?2, changed_at = ?3 WHERE id = ?1 AND state <> 'dropped'"),
        vals![id, text(number), act.at],
    )?;
    let detail = serde_json::json!({ "number": [before.their_number, text(number)] });
    written(tx, act, id, "agreement.their-number", &detail)
}
