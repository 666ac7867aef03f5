//! What was signed, as one hash. It is written into the chain of changes with the signatures and with every deed by which
//! something signed changes, so that a check finds what was written past the program.

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Person};
use platform::files::FileHash;
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Json, Result, Tx, sql, vals};

use super::written;
use crate::{deed::Sheet, model::Agreement};

/// What an entry of the chain says of a paper.
#[derive(Serialize, Deserialize)]
struct Seal {
    /// The hash of everything that was signed.
    seal: String,
    /// With whom, in order: two who turn out to be one are the same side.
    with: Vec<Id<Person>>,
}

/// Everything that was signed. Sides are called by their position, which outlives a merger.
#[derive(Serialize)]
struct Content {
    terms: Terms,
    paper: Option<Sheet>,
    periods: Vec<Days>,
    signatories: Vec<Signed>,
    steps: Vec<Looked>,
    promises: Vec<Promised>,
    changes: Vec<Changed>,
}

#[derive(Serialize, FromRow)]
struct Terms {
    number: String,
    kind: String,
    parent: Option<Id<Agreement>>,
    title: String,
    body: String,
    author: Option<Id<Person>>,
    round: i64,
    notice_days: i64,
    approved_on: Option<Date>,
    from_paper: Option<String>,
    signed_on: Option<Date>,
    ended_on: Option<Date>,
    end_reason: Option<String>,
}

#[derive(Serialize, FromRow)]
struct Days {
    since: Date,
    until: Date,
    next_day: Date,
}

#[derive(Serialize, FromRow)]
struct Signed {
    side: Option<i64>,
    name: String,
    title: String,
    authority: String,
    document: String,
    document_on: Date,
    document_until: Option<Date>,
    file: Option<String>,
    signed_on: Option<Date>,
}

#[derive(Serialize, FromRow)]
struct Looked {
    position: i64,
    name: String,
    role: Option<String>,
    person: Option<Id<Person>>,
    outside: bool,
    apart: bool,
    decision: Option<String>,
    note: Option<String>,
    decider: Option<Id<Person>>,
    file: Option<String>,
}

#[derive(Serialize, FromRow)]
struct Promised {
    id: Id<()>,
    giver: Option<i64>,
    about: String,
    unit: String,
    amount: i64,
    due: Option<Date>,
    purpose: Option<String>,
    counts: Option<String>,
    since: Option<Date>,
    renews: Option<Id<()>>,
    released: bool,
    addendum: Option<Id<()>>,
}

#[derive(Serialize, FromRow)]
struct Changed {
    what: String,
    commitment: Option<Id<()>>,
    renews: Option<Id<()>>,
    giver: Option<i64>,
    about: Option<String>,
    unit: Option<String>,
    amount: Option<i64>,
    was_amount: Option<i64>,
    due: Option<Date>,
    was_due: Option<Date>,
    purpose: Option<String>,
    counts: Option<String>,
    since: Option<Date>,
    until: Option<Date>,
    was_until: Option<Date>,
}

/// Writes a deed down by which something signed came to be as it is now, with the hash of all of it.
pub(super) fn sealed(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Agreement>,
    action: &str,
    detail: &serde_json::Value,
) -> Result<()> {
    #[derive(Serialize)]
    struct Detail<'a> {
        #[serde(flatten)]
        said: &'a serde_json::Value,
        #[serde(flatten)]
        seal: Seal,
    }
    let seal = of(tx, id)?;
    written(tx, act, id, action, &Detail { said: detail, seal })
}

/// What a paper is as it stands now.
fn of(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Seal> {
    let text = serde_json::to_vec(&content(tx, id)?).map_err(|e| Error::Shape(e.to_string()))?;
    let with: Vec<(Id<Person>,)> = tx
        .all(sql!("SELECT partner FROM agreement_party WHERE agreement = ?1 ORDER BY position"), vals![id])?;
    let with = with.into_iter().map(|(partner,)| partner).collect();
    Ok(Seal { seal: FileHash::of(&text).to_string(), with })
}

fn content(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Content> {
    let (paper,): (Option<Json<serde_json::Value>>,) =
        tx.one(sql!("SELECT paper FROM agreement WHERE id = ?1"), vals![id])?;
    Ok(Content {
        terms: tx.one(
            sql!(
                "SELECT number, kind, parent, title, body, author, round, notice_days, approved_on, from_paper, signed_on,
                     ended_on, end_reason FROM agreement WHERE id = ?1"
            ),
            vals![id],
        )?,
        // What is no paper at all is none that was signed.
        paper: paper.and_then(|Json(paper)| serde_json::from_value(paper).ok()),
        periods: tx.all(
            sql!("SELECT since, until, next_day FROM agreement_period WHERE agreement = ?1 ORDER BY since, until"),
            vals![id],
        )?,
        signatories: tx.all(
            sql!(
                "SELECT s.position AS side, n.name, n.title, n.authority, n.document, n.document_on, n.document_until, d.file,
                     n.signed_on
                 FROM signatory n LEFT JOIN agreement_party s ON s.agreement = n.agreement AND s.partner = n.partner
                 LEFT JOIN partner_document d ON d.id = n.file WHERE n.agreement = ?1 ORDER BY n.id"
            ),
            vals![id],
        )?,
        steps: tx.all(
            sql!(
                "SELECT s.position, s.name, s.role, s.person, s.outside, s.apart, s.decision, s.note, s.decider, d.file
                 FROM review_step s JOIN agreement g ON g.id = s.agreement AND g.round = s.round
                 LEFT JOIN partner_document d ON d.id = s.document WHERE s.agreement = ?1 ORDER BY s.position"
            ),
            vals![id],
        )?,
        promises: tx.all(
            sql!(
                "SELECT c.id, s.position AS giver, c.about, c.unit, c.amount, c.due, c.purpose, c.counts, c.since, c.renews,
                     c.released_at IS NOT NULL AS released, c.addendum
                 FROM commitment c LEFT JOIN agreement_party s ON s.agreement = c.agreement AND s.partner = c.giver
                 WHERE c.agreement = ?1 ORDER BY c.id"
            ),
            vals![id],
        )?,
        changes: tx.all(
            sql!(
                "SELECT w.what, w.commitment, w.renews, s.position AS giver, w.about, w.unit, w.amount, w.was_amount, w.due,
                     w.was_due, w.purpose, w.counts, w.since, w.until, w.was_until
                 FROM agreement_change w LEFT JOIN agreement_party s ON s.agreement = w.addendum AND s.partner = w.giver
                 WHERE w.addendum = ?1 ORDER BY w.id"
            ),
            vals![id],
        )?,
    })
}

/// The numbers of papers that are not what was signed: written into past the program, signed by no deed of it, or signed once
/// and not any more.
pub(crate) fn broken(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut sealed: BTreeMap<Id<Agreement>, Seal> = BTreeMap::new();
    tx.each(
        sql!(
            "SELECT a.subject, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq
             WHERE a.subject_kind = 'agreement' ORDER BY a.seq"
        ),
        vals![],
        |(id, detail): (Id<Agreement>, String)| {
            if let Ok(seal) = serde_json::from_str(&detail) {
                sealed.insert(id, seal);
            }
            Ok(())
        },
    )?;
    let bound: Vec<(Id<Agreement>, String)> = tx.all(
        sql!("SELECT id, number FROM agreement WHERE state IN ('signed', 'terminated') ORDER BY number"),
        vals![],
    )?;
    let mut found = Vec::new();
    for (id, number) in bound {
        let holds = match sealed.remove(&id) {
            Some(seal) => holds(tx, id, &seal)?,
            None => false,
        };
        if !holds {
            found.push(number);
        }
    }
    for id in sealed.into_keys() {
        let number: Option<(String,)> =
            tx.opt(sql!("SELECT number FROM agreement WHERE id = ?1"), vals![id])?;
        found.push(number.map_or_else(|| id.to_string(), |(number,)| number));
    }
    Ok(found)
}

/// Whether a paper is what it was, with the same sides.
fn holds(tx: &mut Tx<'_>, id: Id<Agreement>, then: &Seal) -> Result<bool> {
    let now = of(tx, id)?;
    if then.seal != now.seal || then.with.len() != now.with.len() {
        return Ok(false);
    }
    for (was, is) in then.with.iter().zip(&now.with) {
        if !were_one(tx, *was, *is)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two entries of the register are one, or were for a time, by way of others too.
fn were_one(tx: &mut Tx<'_>, one: Id<Person>, other: Id<Person>) -> Result<bool> {
    let (mut same, mut at) = (vec![one], 0);
    while let Some(entry) = same.get(at).copied().filter(|_| !same.contains(&other)) {
        let merged: Vec<(Id<Person>,)> = tx.all(
            sql!(
                "SELECT survivor FROM merger WHERE gone = ?1 UNION SELECT gone FROM merger WHERE survivor = ?1"
            ),
            vals![entry],
        )?;
        let new: Vec<_> = merged.into_iter().map(|(id,)| id).filter(|id| !same.contains(id)).collect();
        same.extend(new);
        at += 1;
    }
    Ok(same.contains(&other))
}

/// The numbers of signed papers that not everybody has approved who was asked when they were last sent round.
pub(crate) fn unapproved(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Sent {
        round: i64,
        steps: i64,
    }
    let mut asked: BTreeMap<Id<Agreement>, Sent> = BTreeMap::new();
    tx.each(
        sql!(
            "SELECT a.subject, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq
             WHERE a.subject_kind = 'agreement' AND a.action = 'agreement.submitted' ORDER BY a.seq"
        ),
        vals![],
        |(id, detail): (Id<Agreement>, String)| {
            if let Ok(sent) = serde_json::from_str(&detail) {
                asked.insert(id, sent);
            }
            Ok(())
        },
    )?;
    let signed: Vec<(Id<Agreement>, String, i64, i64)> = tx.all(
        sql!(
            "SELECT g.id, g.number, g.round, (SELECT count(*) FROM review_step s
                 WHERE s.agreement = g.id AND s.round = g.round AND s.decision = 'approved')
             FROM agreement g WHERE g.state IN ('signing', 'signed', 'terminated') ORDER BY g.number"
        ),
        vals![],
    )?;
    let is_approved = |id: &Id<Agreement>, round: i64, approved: i64| {
        asked.get(id).is_some_and(|sent| (sent.round, sent.steps) == (round, approved))
    };
    Ok(signed
        .into_iter()
        .filter(|(id, _, round, approved)| !is_approved(id, *round, *approved))
        .map(|(_, number, ..)| number)
        .collect())
}
