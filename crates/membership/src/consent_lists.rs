//! Consent for many at once (PP 17/2025): a school collects the signatures of its pupils' parents on paper and confirms
//! them for its list. What was seen, who confirmed it there and on which day is kept for each of them. A guardian may take
//! it back as any other; whoever once did is asked themselves, and no list speaks for them.

use std::collections::HashSet;

use jiff::SignedDuration;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use people::{PartyKind, parties};
use platform::{audit, events};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    families::{Via, grown_are_born_by},
    members::MemberChanged,
};

/// The most that are confirmed at once: as many as the longest list of a partner has.
const MOST: i64 = 10_000;
/// How many organisations are named that could confirm something.
const NAMED: i64 = 20;
/// How long a confirmation can be taken back as a slip; later a consent is withdrawn, child by child.
const UNDONE_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What one organisation has confirmed at once, named where it is pointed to.
#[derive(Debug)]
pub enum ConsentList {}

/// A member below 18 to whose membership nobody has agreed yet.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Owing {
    /// Who.
    pub person: Id<Person>,
    /// The number on their card.
    pub code: String,
    /// Their name.
    pub name: String,
    /// When they were born.
    pub born: Date,
    /// Their class, where the organisation told it.
    pub class: Option<String>,
}

/// What an organisation confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Which organisation.
    pub organisation: Id<Person>,
    /// What was seen and where it lies.
    pub evidence: String,
    /// Who confirms it there.
    pub by: String,
    /// On which day.
    pub on: Date,
}

/// An organisation that could confirm something.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Organisation {
    /// Which.
    pub id: Id<Person>,
    /// Its name.
    pub name: String,
    /// Of how many members.
    pub owing: i64,
}

/// For whom an organisation can confirm their parents' consent: its pupils and those on its lists who are below 18 and to
/// whose membership nobody has ever agreed, class by class.
///
/// # Errors
/// Those of the database.
pub fn owing(tx: &mut Tx<'_>, act: &Act, organisation: Id<Person>) -> Result<Vec<Owing>> {
    let today = act.today();
    let mut found: Vec<Owing> = tx.all(
        sql!(
            "SELECT person, code, name, born, MIN(class) AS class FROM consent_owed
             WHERE organisation = ?1 AND born > ?2 AND (since IS NULL OR since <= ?3)
               AND (until IS NULL OR until >= ?3)
             GROUP BY person, code, name, folded, born ORDER BY folded, person LIMIT ?4"
        ),
        vals![organisation, grown_are_born_by(today)?, today, MOST],
    )?;
    found.sort_by(|a, b| a.class.cmp(&b.class));
    Ok(found)
}

/// The organisations that could confirm something, those with most to confirm first.
///
/// # Errors
/// Those of the database.
pub fn organisations(tx: &mut Tx<'_>, act: &Act) -> Result<Vec<Organisation>> {
    let today = act.today();
    tx.all(
        sql!(
            "SELECT o.id, o.name, count(DISTINCT w.person) AS owing FROM consent_owed w
             JOIN party o ON o.id = w.organisation
             WHERE w.born > ?1 AND (w.since IS NULL OR w.since <= ?2) AND (w.until IS NULL OR w.until >= ?2)
             GROUP BY o.id, o.name ORDER BY count(DISTINCT w.person) DESC, o.name LIMIT ?3"
        ),
        vals![grown_are_born_by(today)?, today, NAMED],
    )
}

/// Keeps what an organisation confirms for the members of `only` of whom it can, or for all of them; for how many, and
/// what it is known by. Memberships that had stopped for want of a consent count again.
///
/// # Errors
/// A refusal with every reason: without evidence or a name, for a day that has not come, and where there is nobody to
/// confirm it for; those of the database.
pub fn confirm(
    tx: &mut Tx<'_>,
    act: &Act,
    confirmed: &Confirmed,
    only: Option<&HashSet<Id<Person>>>,
) -> Result<(usize, Id<ConsentList>)> {
    const CONSENTS: store::many::Rows = store::rows!(
        "INSERT INTO consent (id, subject, purpose, giver, via, list, given_at) VALUES ",
        7,
        " ON CONFLICT (subject, purpose) WHERE withdrawn_at IS NULL DO NOTHING"
    );
    let organisation = parties::living(tx, confirmed.organisation)?;
    tx.lock("membership.consents", &organisation.id)?;
    let chosen = |one: &Owing| only.is_none_or(|only| only.contains(&one.person));
    let subjects: Vec<Owing> = owing(tx, act, organisation.id)?.into_iter().filter(chosen).collect();
    let mut reasons = objections(confirmed, act.today());
    if organisation.kind != PartyKind::Organisation || subjects.is_empty() {
        reasons.push(Reason { field: Some("codes"), message: Message::new("consent-list-nobody") });
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let list = Id::<ConsentList>::new();
    let (evidence, by) = (confirmed.evidence.trim(), confirmed.by.trim());
    tx.exec(
        sql!("INSERT INTO consent_list (id, evidence, confirmed_by, confirmed_on) VALUES (?1, ?2, ?3, ?4)"),
        vals![list, evidence, by, confirmed.on],
    )?;
    let ids: Vec<Id<crate::families::Consent>> = subjects.iter().map(|_| Id::new()).collect();
    let values: Vec<_> = ids
        .iter()
        .zip(&subjects)
        .flat_map(|(id, one)| {
            vals![*id, one.person, "membership", organisation.id, Via::List, list, act.at].to_vec()
        })
        .collect();
    tx.exec_rows(&CONSENTS, &values)?;
    // A guardian who has agreed in this moment has done so themselves.
    let given: Vec<(Id<Person>,)> =
        tx.all(sql!("SELECT subject FROM consent WHERE list = ?1 ORDER BY subject"), vals![list])?;
    let detail = serde_json::json!({
        "giver": organisation.id, "via": Via::List.as_str(), "evidence": evidence, "list": list,
        "confirmed-on": confirmed.on,
    });
    told(tx, act, "member.consent-given", &given, &detail)?;
    Ok((given.len(), list))
}

/// What is missing of what an organisation confirms.
fn objections(confirmed: &Confirmed, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match confirmed.evidence.trim().chars().count() {
        0 => object("evidence", "consent-list-needs-evidence"),
        1..=500 => {}
        _ => object("evidence", "member-text-too-long"),
    }
    match confirmed.by.trim().chars().count() {
        0 => object("by", "consent-list-needs-name"),
        1..=200 => {}
        _ => object("by", "member-text-too-long"),
    }
    if confirmed.on > today {
        object("on", "consent-list-future");
    }
    reasons
}

/// Takes a confirmation back that was a slip, with every consent of it that still stands; of how many.
///
/// # Errors
/// A refusal where there is none, a day later, and where nothing of it stands; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, list: Id<ConsentList>) -> Result<usize> {
    let known: Option<(Id<ConsentList>,)> =
        tx.opt(sql!("SELECT id FROM consent_list WHERE id = ?1"), vals![list])?;
    if known.is_none() {
        return Err(Refusal::new(Kind::Missing, Message::new("consent-list-unknown")).into());
    }
    let gone: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "DELETE FROM consent WHERE list = ?1 AND withdrawn_at IS NULL AND given_at > ?2 RETURNING subject"
        ),
        vals![list, act.at - UNDONE_WITHIN],
    )?;
    if gone.is_empty() {
        return Err(Refusal::new(Kind::Conflict, Message::new("consent-list-settled")).into());
    }
    tx.exec(
        sql!(
            "DELETE FROM consent_list WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.list = ?1)"
        ),
        vals![list],
    )?;
    told(tx, act, "member.consent-mistaken", &gone, &serde_json::json!({ "list": list }))?;
    Ok(gone.len())
}

fn told(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &str,
    subjects: &[(Id<Person>,)],
    detail: &serde_json::Value,
) -> Result<()> {
    let details: Vec<_> = subjects.iter().map(|(person,)| (*person, detail)).collect();
    audit::record_all(tx, act, action, "person", &details)?;
    let persons: Vec<_> = subjects.iter().map(|(person,)| *person).collect();
    events::emit_all(tx, act, &persons, &MemberChanged {})
}
