//! Children and those who care for them: who sees whose card, and who has agreed to what (PP 17/2025: below 13
//! no login of one's own, below 18 nothing without a guardian's consent that can be proven).

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use people::{
    PartyKind, Profile,
    alike::Why,
    parties,
    relationships::{self, NewRelationship, Relation},
};
use platform::audit;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    Ground, Member,
    bases::{self, NewBasis},
    members, queries,
};

pub use people::rules::OF_AGE;

/// Somebody who cares for a child.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Guardian {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The number on their card, where they are a member.
    pub code: Option<String>,
    /// Since when it is known.
    pub since: Option<Date>,
    relationship: Id<relationships::Relationship>,
}

/// A consent, named where it is pointed to.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Consent {
    /// Which.
    pub id: Id<Consent>,
    /// Who gave it.
    pub giver: Id<Person>,
    /// That person's name.
    pub giver_name: String,
    /// What proves it.
    pub evidence: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// Whether somebody born on this day does not answer for themselves yet. Nobody is a child for want of a date.
pub fn is_minor(born: Option<Date>, today: Date) -> bool {
    born.is_some_and(|born| people::rules::age(born, today) < OF_AGE)
}

/// Who cares for `child` on a day.
///
/// # Errors
/// Those of the database.
pub fn guardians(tx: &mut Tx<'_>, child: Id<Person>, on: Date) -> Result<Vec<Guardian>> {
    tx.all(
        sql!(
            "SELECT p.id AS person, p.name, p.phone, m.code, r.since, r.id AS relationship
             FROM relationship r JOIN party p ON p.id = r.party LEFT JOIN member m ON m.person = p.id
             WHERE r.other = ?1 AND r.kind = 'guardian'
               AND (r.since IS NULL OR r.since <= ?2) AND (r.until IS NULL OR r.until >= ?2)
             ORDER BY p.folded, p.id"
        ),
        vals![child, on],
    )
}

/// The children below 18 that somebody cares for on a day, who are members.
///
/// # Errors
/// Those of the database.
pub fn children(tx: &mut Tx<'_>, guardian: Id<Person>, on: Date) -> Result<Vec<Member>> {
    let found: Vec<(Id<Person>,)> = tx.all(
        sql!(
            "SELECT m.person FROM relationship r JOIN member m ON m.person = r.other JOIN party p ON p.id = r.other
             WHERE r.party = ?1 AND r.kind = 'guardian'
               AND (r.since IS NULL OR r.since <= ?2) AND (r.until IS NULL OR r.until >= ?2)
             ORDER BY p.folded, m.person"
        ),
        vals![guardian, on],
    )?;
    let mut children = Vec::new();
    for (child,) in found {
        children.extend(queries::by_id(tx, child)?.filter(|child| is_minor(child.born, on)));
    }
    Ok(children)
}

/// The child with this number, where `guardian` cares for it on that day.
///
/// # Errors
/// Those of the database.
pub fn child_of(tx: &mut Tx<'_>, guardian: Id<Person>, code: &str, on: Date) -> Result<Option<Member>> {
    let Some(child) = queries::by_code(tx, code)? else { return Ok(None) };
    let cares = guardians(tx, child.person, on)?.iter().any(|one| one.person == guardian);
    Ok(Some(child).filter(|child| cares && is_minor(child.born, on)))
}

/// Whether [`link`] would go through: two people, the guardian grown up, nothing there yet.
///
/// # Errors
/// Those of the database.
pub fn may_be_linked(tx: &mut Tx<'_>, act: &Act, child: &Member, guardian: Id<Person>) -> Result<bool> {
    let there = guardians(tx, child.person, act.today())?.iter().any(|one| one.person == guardian);
    let grown = !is_minor(parties::living(tx, guardian)?.born, act.today());
    Ok(!there && grown && child.person != guardian)
}

/// From today on `guardian` cares for `child`: sees the card, and where the guardian is a member on grounds of
/// their own, the child's membership stands on theirs too.
///
/// # Errors
/// A refusal where they are the same, the guardian is a child, or it is known already; those of the database.
pub fn link(tx: &mut Tx<'_>, act: &Act, child: Id<Person>, guardian: Id<Person>) -> Result<Member> {
    let before = queries::by_id(tx, child)?.ok_or_else(members::unknown)?;
    let guardian = connect(tx, act, child, guardian)?;
    let stands = queries::by_id(tx, guardian)?
        .is_some_and(|member| member.terms.iter().any(|term| term.ground != Ground::Guardian));
    if !stands || !bases::accepts(tx, &before.plan, Ground::Guardian)? {
        return Ok(before);
    }
    let basis = NewBasis { guardian: Some(guardian), ..NewBasis::own(Ground::Guardian, act.today()) };
    bases::add(tx, act, child, &basis)
}

/// The relationship alone; who it is with, where the guardian's entry was merged into another.
pub(crate) fn connect(
    tx: &mut Tx<'_>,
    act: &Act,
    child: Id<Person>,
    guardian: Id<Person>,
) -> Result<Id<Person>> {
    let cares = parties::living(tx, guardian)?;
    let object = |key| Error::Refused(Refusal::of_field("guardian", Message::new(key)));
    if cares.id == child {
        return Err(object("family-with-self"));
    }
    if is_minor(cares.born, act.today()) {
        return Err(object("family-guardian-too-young"));
    }
    tx.lock("membership.family", &child)?;
    if guardians(tx, child, act.today())?.iter().any(|one| one.person == cares.id) {
        return Err(object("family-linked-already"));
    }
    let new = NewRelationship {
        kind: Relation::Guardian,
        party: cares.id,
        other: child,
        since: Some(act.today()),
        until: None,
        note: String::new(),
    };
    relationships::add(tx, act, &new)?;
    Ok(cares.id)
}

/// [`link`], for somebody who is known by name and telephone alone: they are entered into the register, unless
/// the same name stands there with the same number.
///
/// # Errors
/// As [`link`]; a refusal with what is wrong with name or number.
pub fn link_named(tx: &mut Tx<'_>, act: &Act, child: Id<Person>, profile: &Profile) -> Result<Member> {
    if profile.phone.trim().is_empty() {
        return Err(Refusal::of_field("phone", Message::new("join-guardian-unreachable")).into());
    }
    let known = people::alike::alike(tx, PartyKind::Person, profile)?
        .into_iter()
        .find(|one| one.why.contains(&Why::Name) && one.why.contains(&Why::Phone));
    let guardian = match known {
        Some(one) => one.id,
        None => match parties::register(tx, act, PartyKind::Person, profile, true)? {
            parties::Entered::New(id) => id,
            parties::Entered::Alike(_) => return Err(Error::Missing),
        },
    };
    link(tx, act, child, guardian)
}

/// `guardian` cares for `child` no more: sees nothing of it from now on, and carries its membership no more.
///
/// # Errors
/// A refusal where it is not so; those of the database.
pub fn unlink(tx: &mut Tx<'_>, act: &Act, child: Id<Person>, guardian: Id<Person>) -> Result<Member> {
    let known = guardians(tx, child, act.today())?.into_iter().find(|one| one.person == guardian);
    let Some(known) = known else {
        return Err(Refusal::new(Kind::Missing, Message::new("family-not-linked")).into());
    };
    let yesterday = act.today().yesterday().map_err(|e| Error::Shape(e.to_string()))?;
    if known.since.is_some_and(|since| since > yesterday) {
        relationships::remove(tx, act, child, known.relationship)?;
    } else {
        relationships::end(tx, act, child, known.relationship, yesterday)?;
    }
    for basis in bases::of(tx, child)? {
        if basis.guardian == Some(guardian) && basis.until.is_none_or(|until| until > yesterday) {
            bases::end(tx, act, child, basis.id, Some(yesterday))?;
        }
    }
    queries::by_id(tx, child)?.ok_or_else(|| members::unknown().into())
}

/// Every consent given for somebody, the newest first.
///
/// # Errors
/// Those of the database.
pub fn consents(tx: &mut Tx<'_>, subject: Id<Person>) -> Result<Vec<Consent>> {
    tx.all(
        sql!(
            "SELECT c.id, c.giver, p.name AS giver_name, c.evidence, c.given_at, c.withdrawn_at
             FROM consent c JOIN party p ON p.id = c.giver
             WHERE c.subject = ?1 AND c.purpose = 'membership' ORDER BY c.given_at DESC, c.id DESC"
        ),
        vals![subject],
    )
}

/// Whether the consent for somebody was taken back, and nobody has agreed anew.
///
/// # Errors
/// Those of the database.
pub fn is_withdrawn(tx: &mut Tx<'_>, subject: Id<Person>) -> Result<bool> {
    let all = consents(tx, subject)?;
    Ok(!all.is_empty() && all.iter().all(|consent| consent.withdrawn_at.is_some()))
}

/// The consent in force for somebody.
///
/// # Errors
/// Those of the database.
pub fn consent(tx: &mut Tx<'_>, subject: Id<Person>) -> Result<Option<Consent>> {
    Ok(consents(tx, subject)?.into_iter().find(|consent| consent.withdrawn_at.is_none()))
}

/// Keeps that a guardian has agreed to the membership of a child; `evidence` says what was seen: the signed form
/// and where it lies.
///
/// # Errors
/// A refusal for whoever is no guardian of theirs, without evidence, and where one is in force; those of the
/// database.
pub fn give(
    tx: &mut Tx<'_>,
    act: &Act,
    subject: Id<Person>,
    giver: Id<Person>,
    evidence: &str,
) -> Result<Id<Consent>> {
    let member = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    let evidence = evidence.trim();
    let mut reasons = Vec::new();
    let mut object =
        |field, key| reasons.push(kernel::Reason { field: Some(field), message: Message::new(key) });
    if !guardians(tx, subject, act.today())?.iter().any(|one| one.person == giver) {
        object("giver", "consent-not-guardian");
    }
    match evidence.chars().count() {
        0 => object("evidence", "consent-needs-evidence"),
        1..=500 => {}
        _ => object("evidence", "member-text-too-long"),
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.lock("membership.family", &subject)?;
    if consent(tx, subject)?.is_some() {
        return Err(Refusal::of_field("giver", Message::new("consent-there-already")).into());
    }
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO consent (id, subject, purpose, giver, evidence, given_at)
             VALUES (?1, ?2, 'membership', ?3, ?4, ?5)"
        ),
        vals![id, subject, giver, evidence, act.at],
    )?;
    let detail = serde_json::json!({ "giver": giver, "evidence": evidence });
    members::changed(tx, act, &member, "member.consent-given", &detail)?;
    Ok(id)
}

/// Takes a consent back. For somebody below 18 that ends the membership and closes the account: nothing more is
/// done with what is known of them, but what they have borrowed stays to be returned.
///
/// # Errors
/// A refusal where none is in force; those of the database.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, subject: Id<Person>) -> Result<Member> {
    tx.lock("membership.family", &subject)?;
    let before = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    let Some(given) = consent(tx, subject)? else {
        return Err(Refusal::new(Kind::Missing, Message::new("consent-none")).into());
    };
    let at = act.at.max(given.given_at);
    tx.exec(sql!("UPDATE consent SET withdrawn_at = ?2 WHERE id = ?1"), vals![given.id, at])?;
    let detail = serde_json::json!({ "giver": given.giver });
    audit::record(tx, act, "member.consent-withdrawn", "person", subject, &detail)?;
    if is_minor(before.born, act.today()) { members::close(tx, act, subject) } else { Ok(before) }
}

/// What is missing before everything about a membership is in order, as sentences.
///
/// # Errors
/// Those of the database.
pub fn missing(tx: &mut Tx<'_>, member: &Member, today: Date) -> Result<Vec<Message>> {
    let mut found = Vec::new();
    if member.closed {
        return Ok(found);
    }
    if member.provisional {
        found.push(Message::new("missing-identity"));
    }
    if member.born.is_none() {
        found.push(Message::new("missing-birth"));
    }
    if is_minor(member.born, today) {
        if guardians(tx, member.person, today)?.is_empty() {
            found.push(Message::new("missing-guardian"));
        }
        if consent(tx, member.person)?.is_none() {
            found.push(Message::new("missing-consent"));
        }
    }
    Ok(found)
}

/// Why somebody may not have a login yet because nobody has agreed to it.
///
/// # Errors
/// Those of the database.
pub fn login_objection(tx: &mut Tx<'_>, member: &Member, today: Date) -> Result<Option<Message>> {
    let needed = is_minor(member.born, today) && consent(tx, member.person)?.is_none();
    Ok(needed.then(|| Message::new("member-login-needs-consent")))
}

/// Members who come of age within `days` from today on, with the day; from then on they answer for themselves,
/// and whether they stay is theirs to say.
///
/// # Errors
/// Those of the database.
pub fn coming_of_age(tx: &mut Tx<'_>, today: Date, days: i64) -> Result<Vec<(Member, Date)>> {
    let far = |day: Date| day.checked_sub(OF_AGE.years()).map_err(|e| Error::Shape(e.to_string()));
    let end = today.checked_add(days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    let found: Vec<(Id<Person>, Date)> = tx.all(
        sql!(
            "SELECT m.person, p.born FROM member m JOIN party p ON p.id = m.person
             WHERE p.born >= ?1 AND p.born <= ?2 AND m.closed_at IS NULL ORDER BY p.born, m.person"
        ),
        vals![far(today)?, far(end)?],
    )?;
    let mut coming = Vec::new();
    for (person, born) in found {
        let day = born.checked_add(OF_AGE.years()).map_err(|e| Error::Shape(e.to_string()))?;
        coming.extend(queries::by_id(tx, person)?.map(|member| (member, day)));
    }
    Ok(coming)
}
