//! Children and those who care for them: who sees whose card, and who has agreed to what (PP 17/2025: below 13
//! no login of one's own, below 18 nothing without a guardian's consent that can be proven).

use std::collections::HashSet;

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::{
    PartyKind, Profile,
    alike::Why,
    parties,
    relationships::{self, NewRelationship, Relation},
};
use platform::audit;
use store::{Error, FromRow, Result, Tx, many::Ids, sql, vals};

use crate::{
    Ground, Member,
    bases::{self, NewBasis},
    members, plans, queries, rules,
};

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
    relationship: Id<relationships::Relationship>,
}

store::words! {
    /// How a consent was given.
    pub enum Via {
        /// On paper, seen by somebody of the library.
        Paper = "paper",
        /// By the guardian, on their own page.
        Online = "online",
        /// On paper that an organisation has collected of many and confirms for them.
        List = "list",
    }
}

/// A consent, named where it is pointed to.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Consent {
    /// Which.
    pub id: Id<Consent>,
    /// Who gave it; of many, the organisation that confirms it.
    pub giver: Id<Person>,
    /// That person's name.
    pub giver_name: String,
    /// How.
    pub via: Via,
    /// On paper, what was seen and where it lies.
    pub evidence: Option<String>,
    /// On their own page, the print of the words that were agreed to.
    pub agreed: Option<String>,
    /// Those words.
    pub words: Option<String>,
    /// Of many, who confirmed it in the organisation.
    pub confirmed_by: Option<String>,
    /// And on which day.
    pub confirmed_on: Option<Date>,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
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
pub fn may_be_linked(tx: &mut Tx<'_>, act: &Act, child: &Member, guardian: Id<Person>) -> Result<bool> {
    let there = guardians(tx, child.person, act.today())?.iter().any(|one| one.person == guardian);
    let grown = !is_minor(parties::living(tx, guardian)?.born, act.today());
    Ok(!there && grown && child.person != guardian)
}

/// From today on `guardian` cares for `child`: sees the card, and where the guardian is a member on grounds of
/// their own, the child's membership stands on theirs too, once a guardian has agreed to it.
///
/// # Errors
/// A refusal where they are the same, the guardian is a child, or it is known already; those of the database.
pub fn link(tx: &mut Tx<'_>, act: &Act, child: Id<Person>, guardian: Id<Person>) -> Result<Member> {
    let before = queries::by_id(tx, child)?.ok_or_else(members::unknown)?;
    let guardian = connect(tx, act, child, guardian)?;
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
            "SELECT c.id, c.giver, p.name AS giver_name, c.via, COALESCE(c.evidence, l.evidence) AS evidence, c.agreed,
                 t.words, l.confirmed_by, l.confirmed_on, c.given_at, c.withdrawn_at
             FROM consent c JOIN party p ON p.id = c.giver LEFT JOIN consent_text t ON t.print = c.agreed
                 LEFT JOIN consent_list l ON l.id = c.list
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
/// and where it lies. A membership that was one for the time being is a whole one from now on.
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
    let evidence = evidence.trim();
    let wrong = match evidence.chars().count() {
        0 => Some("consent-needs-evidence"),
        1..=500 => None,
        _ => Some("member-text-too-long"),
    };
    let wrong = wrong.map(|key| Reason { field: Some("evidence"), message: Message::new(key) });
    keep(tx, act, subject, giver, (Some(evidence), None), wrong.into_iter().collect())
}

/// What a guardian agrees to on their own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The language it was read in.
    pub lang: &'static str,
    /// Every word of it, as it was shown.
    pub words: String,
}

impl Consent {
    /// What proves it: what was seen, or the print of the words that were agreed to.
    pub fn proof(&self) -> &str {
        self.evidence.as_deref().or(self.agreed.as_deref()).unwrap_or_default()
    }
}

impl Agreed {
    /// What these words are known by, in whatever version they were shown.
    pub fn print(&self) -> String {
        let text = format!("{}\0{}", self.lang, self.words);
        blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
    }
}

/// A guardian who has signed in agrees to the membership of a child themselves. Who, when and to which words is the
/// evidence; the words are kept as they were.
///
/// # Errors
/// A refusal for whoever is no guardian of theirs, and where a consent is in force; those of the database.
pub fn agree(
    tx: &mut Tx<'_>,
    act: &Act,
    subject: Id<Person>,
    giver: Id<Person>,
    to: &Agreed,
) -> Result<Id<Consent>> {
    let print = to.print();
    tx.exec(
        sql!(
            "INSERT INTO consent_text (print, lang, words, since) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (print) DO NOTHING"
        ),
        vals![print, to.lang, to.words, act.at],
    )?;
    keep(tx, act, subject, giver, (None, Some(&print)), Vec::new())
}

/// Keeps a consent with what proves it: paper that was seen, or the print of the words that were agreed to.
fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    subject: Id<Person>,
    giver: Id<Person>,
    (evidence, agreed): (Option<&str>, Option<&str>),
    mut reasons: Vec<Reason>,
) -> Result<Id<Consent>> {
    let member = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    if !guardians(tx, subject, act.today())?.iter().any(|one| one.person == giver) {
        reasons.insert(0, Reason { field: Some("giver"), message: Message::new("consent-not-guardian") });
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.lock("membership.family", &subject)?;
    if consent(tx, subject)?.is_some() {
        return Err(Refusal::of_field("giver", Message::new("consent-there-already")).into());
    }
    let (id, via) = (Id::new(), if evidence.is_some() { Via::Paper } else { Via::Online });
    tx.exec(
        sql!(
            "INSERT INTO consent (id, subject, purpose, giver, via, evidence, agreed, given_at)
             VALUES (?1, ?2, 'membership', ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![id, subject, giver, via, evidence, agreed, act.at],
    )?;
    let detail = serde_json::json!({
        "giver": giver, "via": via.as_str(), "evidence": evidence, "agreed": agreed,
    });
    members::changed(tx, act, &member, "member.consent-given", &detail)?;
    if ended_by_withdrawal(tx, &member)? {
        open_again(tx, act, subject)?;
    }
    let member = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    if !member.closed {
        hang_on(tx, act, &member, giver)?;
    }
    Ok(id)
}

/// Whether a membership was ended by a consent that was taken back, and by nobody else.
fn ended_by_withdrawal(tx: &mut Tx<'_>, member: &Member) -> Result<bool> {
    let ended = queries::details(tx, member.person)?.closed_at;
    let withdrawn = |consent: &Consent| consent.withdrawn_at == ended;
    Ok(ended.is_some() && consents(tx, member.person)?.iter().any(withdrawn))
}

/// Lets a membership run again a term that its member could have prolonged alone; what is paid for, or stood on what is there no
/// more, the desk looks at.
fn open_again(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let plan = plans::known(tx, &member.plan)?;
    let too_old = rules::age_objection(&plan, member.born, act.today()).is_some();
    if plan.own_renewal_days.is_none() || too_old || member.blocked.is_some() {
        return Ok(());
    }
    match members::renew(tx, act, person, rules::last_day(act.today(), plan.months)) {
        Ok(_) | Err(Error::Refused(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Takes a consent back. For somebody below 18 that ends the membership and closes the account: nothing more is
/// done with what is known of them, but what they have borrowed stays to be returned. Whatever the membership may stand on
/// afterwards, it counts no more before somebody agrees anew.
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
    let yesterday = act.today().yesterday().map_err(|e| Error::Shape(e.to_string()))?;
    tx.exec(sql!("UPDATE member SET consent_due = ?2 WHERE person = ?1"), vals![subject, yesterday])?;
    let detail = serde_json::json!({ "giver": given.giver });
    audit::record(tx, act, "member.consent-withdrawn", "person", subject, &detail)?;
    if is_minor(before.born, act.today()) { members::close(tx, act, subject) } else { Ok(before) }
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

/// Why somebody may not have a login yet because nobody has agreed to it.
pub fn login_objection(member: &Member, today: Date) -> Option<Message> {
    rules::lacks_consent(member, today).then(|| Message::new("member-login-needs-consent"))
}

/// Up to `limit` members below 18 to whose membership a guardian has yet to agree, the longest waiting first.
///
/// # Errors
/// Those of the database.
pub fn owing_consent(tx: &mut Tx<'_>, today: Date, limit: i64) -> Result<Vec<Member>> {
    let grown = grown_are_born_by(today)?;
    queries::without_consent(tx, grown, limit)
}

/// Members who come of age within `days` from today on, and those who joined as children, are 18 now and whom nobody has
/// asked yet whether they stay ([`seen_grown`]), up to `limit`; each with the day, the earliest first. From that day on
/// they answer for themselves.
///
/// # Errors
/// Those of the database.
pub fn coming_of_age(tx: &mut Tx<'_>, today: Date, days: i64, limit: i64) -> Result<Vec<(Member, Date)>> {
    let end = today.checked_add(days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    let day = |member: Member| {
        let day = of_age_on(member.born?);
        Some((member, day))
    };
    let born = queries::grown_unseen(tx, grown_are_born_by(end)?, limit)?;
    Ok(born.into_iter().filter_map(day).collect())
}

/// How many [`coming_of_age`] would list.
///
/// # Errors
/// Those of the database.
pub fn coming_of_age_count(tx: &mut Tx<'_>, today: Date, days: i64) -> Result<i64> {
    let end = today.checked_add(days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    queries::grown_unseen_count(tx, grown_are_born_by(end)?)
}

/// Somebody who joined as a child and is 18 now was asked whether they stay, and by what.
///
/// # Errors
/// A refusal for whoever is not 18 yet, or was when they joined; those of the database.
pub fn seen_grown(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if is_minor(member.born, act.today()) {
        return Err(Refusal::new(Kind::Invalid, Message::new("toconfirm-not-grown")).into());
    }
    if member.born.is_none_or(|born| of_age_on(born) <= member.since) {
        return Err(Refusal::new(Kind::Conflict, Message::new("toconfirm-never-child")).into());
    }
    let seen = tx.exec(
        sql!("UPDATE member SET grown_seen_at = ?2 WHERE person = ?1 AND grown_seen_at IS NULL"),
        vals![person, act.at],
    )?;
    if seen == 1 {
        members::changed(tx, act, &member, "member.grown-seen", &serde_json::json!({}))?;
    }
    Ok(member)
}

/// Nobody has asked them after all.
///
/// # Errors
/// Those of the database.
pub fn unseen_grown(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    tx.exec(sql!("UPDATE member SET grown_seen_at = NULL WHERE person = ?1"), vals![person])?;
    members::changed(tx, act, &member, "member.restored", &serde_json::json!({}))?;
    Ok(member)
}
