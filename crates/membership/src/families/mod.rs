//! Children and those who care for them: who sees whose card, and who has agreed to what (PP 17/2025: below 13
//! no login of one's own, below 18 nothing without a guardian's consent that can be proven).

mod consents;
mod growing;

use std::collections::HashSet;

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{
    PartyKind, Profile,
    alike::Why,
    parties,
    relationships::{self, Grown, NewRelationship, Relation},
};
use store::{Error, FromRow, Result, Tx, many::Ids, sql, vals};

use crate::{
    Ground, Member,
    bases::{self, NewBasis},
    members, queries, rules,
};

pub use consents::{
    Agreed, Consent, Given, Via, agree, consent, consents, give, is_withdrawn, login_objection,
    owing_consent, withdraw,
};
pub use growing::{coming_of_age, coming_of_age_count, seen_grown, unseen_grown};
pub use people::rules::{OF_AGE, of_age_on};

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
    /// Whether that they are 18 or older was stated, by somebody who did not know their birth date.
    pub stated: bool,
    relationship: Id<relationships::Relationship>,
}

/// Whether somebody born on this day does not answer for themselves yet. Nobody is a child for want of a date.
pub fn is_minor(born: Option<Date>, today: Date) -> bool {
    born.is_some_and(|born| people::rules::age(born, today) < OF_AGE)
}

/// The last day on which somebody was born who answers for themselves on `today`.
pub(crate) fn grown_are_born_by(today: Date) -> Result<Date> {
    today.checked_sub(OF_AGE.years()).map_err(|e| Error::Shape(e.to_string()))
}

/// Who cares for `child` on a day.
///
/// # Errors
/// Those of the database.
pub fn guardians(tx: &mut Tx<'_>, child: Id<Person>, on: Date) -> Result<Vec<Guardian>> {
    tx.all(
        sql!(
            "SELECT p.id AS person, p.name, p.phone, m.code, r.since, r.grown_stated AS stated, r.id AS relationship
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
    let children = queries::guarded(tx, guardian, on)?;
    Ok(children.into_iter().filter(|child| is_minor(child.born, on)).collect())
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
pub fn may_be_linked(
    tx: &mut Tx<'_>,
    act: &Act,
    child: &Member,
    guardian: Id<Person>,
    grown: Grown,
) -> Result<bool> {
    let cares = parties::living(tx, guardian)?;
    let fits = cares.kind == PartyKind::Person && !cares.forgotten && grown.holds(cares.born, act.today());
    Ok(fits && child.person != cares.id && !is_guarded_by(tx, act, child.person, cares.id)?)
}

/// Whether `guardian` cares for `child` today.
pub(crate) fn is_guarded_by(
    tx: &mut Tx<'_>,
    act: &Act,
    child: Id<Person>,
    guardian: Id<Person>,
) -> Result<bool> {
    Ok(guardians(tx, child, act.today())?.iter().any(|one| one.person == guardian))
}

/// From today on `guardian` cares for `child`: sees the card, and where the guardian is a member on grounds of
/// their own, the child's membership stands on theirs too, once a guardian has agreed to it.
///
/// # Errors
/// A refusal where they are the same, the guardian is a child or of an age nobody knows or states, or it is known already;
/// those of the database.
pub fn link(
    tx: &mut Tx<'_>,
    act: &Act,
    child: Id<Person>,
    guardian: Id<Person>,
    grown: Grown,
) -> Result<Member> {
    let before = queries::by_id(tx, child)?.ok_or_else(members::unknown)?;
    let guardian = connect(tx, act, child, guardian, grown)?;
    if rules::lacks_consent(&before, act.today()) {
        return Ok(before);
    }
    hang_on(tx, act, &before, guardian)
}

/// Lets the membership of a child stand on that of a guardian, where it can and does not yet.
fn hang_on(tx: &mut Tx<'_>, act: &Act, child: &Member, guardian: Id<Person>) -> Result<Member> {
    let stands = queries::by_id(tx, guardian)?
        .is_some_and(|member| member.terms.iter().any(|term| term.ground != Ground::Guardian));
    let hangs = |kept: &bases::Kept| {
        kept.guardian == Some(guardian) && kept.until.is_none_or(|until| until >= act.today())
    };
    if !stands
        || !bases::accepts(tx, &child.plan, Ground::Guardian)?
        || bases::of(tx, child.person)?.iter().any(hangs)
    {
        return Ok(child.clone());
    }
    let basis = NewBasis { guardian: Some(guardian), ..NewBasis::own(Ground::Guardian, act.today()) };
    bases::add(tx, act, child.person, &basis)
}

/// The relationship alone; who it is with, where the guardian's entry was merged into another.
pub(crate) fn connect(
    tx: &mut Tx<'_>,
    act: &Act,
    child: Id<Person>,
    guardian: Id<Person>,
    grown: Grown,
) -> Result<Id<Person>> {
    let cares = parties::living(tx, guardian)?;
    let object = |key| Error::Refused(Refusal::of_field("guardian", Message::new(key)));
    if cares.id == child {
        return Err(object("family-with-self"));
    }
    if cares.kind != PartyKind::Person || cares.forgotten {
        return Err(object("family-guardian-nobody"));
    }
    if is_minor(cares.born, act.today()) {
        return Err(object("family-guardian-too-young"));
    }
    if !grown.holds(cares.born, act.today()) {
        return Err(unknown_age().into());
    }
    tx.lock("membership.family", &child)?;
    if is_guarded_by(tx, act, child, cares.id)? {
        return Err(object("family-linked-already"));
    }
    let new = NewRelationship {
        kind: Relation::Guardian,
        party: cares.id,
        other: child,
        since: Some(act.today()),
        until: None,
        note: String::new(),
        grown,
    };
    relationships::add(tx, act, &new)?;
    Ok(cares.id)
}

/// The refusal of a guardian of whom nobody says that they are grown up.
fn unknown_age() -> Refusal {
    Refusal::of_field("grown_up", Message::new("family-guardian-age"))
}

/// [`link`], for somebody who is known by name and telephone alone: they are entered into the register, unless
/// the same name stands there with the same number.
///
/// # Errors
/// As [`link`]; a refusal with what is wrong with name or number.
pub fn link_named(
    tx: &mut Tx<'_>,
    act: &Act,
    child: Id<Person>,
    profile: &Profile,
    grown: Grown,
) -> Result<Member> {
    if profile.phone.trim().is_empty() {
        return Err(Refusal::of_field("phone", Message::new("join-guardian-unreachable")).into());
    }
    let known = people::alike::alike(tx, PartyKind::Person, profile)?
        .into_iter()
        .find(|one| one.why.contains(&Why::Name) && one.why.contains(&Why::Phone));
    let guardian = match known {
        Some(one) => one.id,
        None if !grown.holds(profile.born, act.today()) => return Err(unknown_age().into()),
        None => match parties::register(tx, act, PartyKind::Person, profile, true)? {
            parties::Entered::New(id) => id,
            parties::Entered::Alike(_) => return Err(Error::Missing),
        },
    };
    link(tx, act, child, guardian, grown)
}

/// `guardian` cares for `child` no more: sees nothing of it from now on, and carries its membership no more.
///
/// # Errors
/// A refusal where it is not so, or was noted today and they have agreed since; those of the database.
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
    queries::by_id(tx, child)?.ok_or_else(|| members::unknown().into())
}

/// What is missing before everything about a membership is in order, as sentences.
///
/// # Errors
/// Those of the database.
pub fn missing(tx: &mut Tx<'_>, member: &Member, today: Date) -> Result<Vec<Message>> {
    let mut found = missing_of_many(tx, std::slice::from_ref(member), today)?;
    Ok(found.pop().unwrap_or_default())
}

/// The same for each of many, in their order.
///
/// # Errors
/// Those of the database.
pub fn missing_of_many(tx: &mut Tx<'_>, members: &[Member], today: Date) -> Result<Vec<Vec<Message>>> {
    const GUARDED: Ids = store::ids!(
        "SELECT DISTINCT other FROM relationship WHERE kind = 'guardian' AND (since IS NULL OR since <= ?1)
             AND (until IS NULL OR until >= ?1) AND other IN ",
        2
    );
    let minors: Vec<Id<Person>> =
        members.iter().filter(|one| is_minor(one.born, today)).map(|one| one.person).collect();
    let guarded: Vec<(Id<Person>,)> = tx.all_ids(&GUARDED, vals![today], &minors)?;
    let guarded: HashSet<Id<Person>> = guarded.into_iter().map(|(person,)| person).collect();
    Ok(members.iter().map(|one| missing_in(one, guarded.contains(&one.person), today)).collect())
}

/// The same, where it is known whether somebody cares for a child.
fn missing_in(member: &Member, guarded: bool, today: Date) -> Vec<Message> {
    let mut found = Vec::new();
    if member.closed {
        return found;
    }
    if member.provisional {
        found.push(Message::new("missing-identity"));
    }
    if member.birth_owed {
        found.insert(0, Message::new("missing-birth-of-child").with("due", member.consent_due));
    } else if member.born.is_none() {
        found.push(Message::new("missing-birth"));
    }
    if rules::has_moved_away(member, today) {
        found.push(Message::new("missing-address"));
    }
    if is_minor(member.born, today) {
        if !guarded {
            found.push(Message::new("missing-guardian"));
        }
        if !member.consented {
            found.push(Message::new("missing-consent").with("due", member.consent_due));
        }
    }
    found
}
