//! What guardians have agreed to, what proves it, and what becomes of a membership with it.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::parties;
use platform::audit;
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::{grown_are_born_by, guardians, hang_on, is_minor};
use crate::{Member, members, plans, queries, rules};

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

/// A consent that was given, and what it could not bring back.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Which.
    pub id: Id<Consent>,
    /// Why the membership stays ended all the same, and what to do; none where it has not ended, or runs again.
    pub ended: Option<Message>,
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
) -> Result<Given> {
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
) -> Result<Given> {
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
) -> Result<Given> {
    let member = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    let wrong = match guardians(tx, subject, act.today())?.iter().any(|one| one.person == giver) {
        false => Some("consent-not-guardian"),
        true if is_minor(parties::one(tx, giver)?.born, act.today()) => Some("family-guardian-too-young"),
        true => None,
    };
    if let Some(key) = wrong {
        reasons.insert(0, Reason { field: Some("giver"), message: Message::new(key) });
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
    let ended = match member.closed {
        true if ended_by_withdrawal(tx, &member)? => open_again(tx, act, subject)?,
        true => Some(Message::new("consent-ended-otherwise")),
        false => None,
    };
    let member = queries::by_id(tx, subject)?.ok_or_else(members::unknown)?;
    if !member.closed {
        hang_on(tx, act, &member, giver)?;
    }
    Ok(Given { id, ended })
}

/// Whether a membership was ended by a consent that was taken back, and by nobody else.
fn ended_by_withdrawal(tx: &mut Tx<'_>, member: &Member) -> Result<bool> {
    let ended = queries::details(tx, member.person)?.closed_at;
    let withdrawn = |consent: &Consent| consent.withdrawn_at == ended;
    Ok(ended.is_some() && consents(tx, member.person)?.iter().any(withdrawn))
}

/// Lets a membership run again a term that its member could have prolonged alone. What is paid for, or stood on what is there no
/// more, the desk looks at: why, where it is so.
fn open_again(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Option<Message>> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    let plan = plans::known(tx, &member.plan)?;
    if let Some(why) = &member.blocked {
        return Ok(Some(Message::new("consent-ended-blocked").with("why", why.as_str())));
    }
    if rules::age_objection(&plan, member.born, act.today()).is_some() {
        return Ok(Some(Message::new("consent-ended-age")));
    }
    if plan.own_renewal_days.is_none() {
        return Ok(Some(Message::new("consent-ended-desk")));
    }
    match members::renew(tx, act, person, rules::last_day(act.today(), plan.months)) {
        Ok(_) => Ok(None),
        Err(Error::Refused(refusal)) => {
            Ok(Some(match refusal.reasons.first().map(|reason| reason.message.key) {
                Some("member-renew-needs-payment") => {
                    Message::new("consent-ended-payment").with("price", plan.price)
                }
                Some("member-renew-needs-ground") => Message::new("consent-ended-ground"),
                _ => Message::new("consent-ended-desk"),
            }))
        }
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
