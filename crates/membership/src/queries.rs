//! What pages and other modules read about members.

use std::collections::HashMap;

use kernel::{Date, Id, Person, Timestamp};
use platform::library::Branch;
use store::{FromRow, Result, Tx, many::Ids, sql, vals};

use crate::{Basis, Details, Ground, Member, Term, families, rules};
use people::{
    PartyKind,
    name::range_end,
    register::{self, Asked},
};

/// A member with one of their bases, as the view `member_basis` shows them.
#[derive(FromRow)]
struct Row {
    person: Id<Person>,
    code: String,
    name: String,
    plan: String,
    branch: Option<Id<Branch>>,
    since: Date,
    blocked: Option<String>,
    confirmed_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    born: Option<Date>,
    phone: Option<String>,
    village: Option<String>,
    area: Option<String>,
    consented: bool,
    birth_owed: bool,
    consent_due: Date,
    note: Option<String>,
    basis: Option<Id<Basis>>,
    kind: Option<Ground>,
    basis_since: Option<Date>,
    basis_until: Option<Date>,
    sponsor_until: Option<Date>,
    care_since: Option<Date>,
    care_until: Option<Date>,
    guardian_since: Option<Date>,
    guardian_until: Option<Date>,
    guardian_sponsor_until: Option<Date>,
}

impl Row {
    fn term(&self) -> Option<Term> {
        let ground = self.kind?;
        if ground == Ground::Guardian && self.guardian_since.is_none() {
            return None;
        }
        let (since, until) = rules::narrowed(
            [self.basis_since, self.care_since, self.guardian_since],
            [
                self.basis_until,
                self.sponsor_until,
                self.care_until,
                self.guardian_until,
                self.guardian_sponsor_until,
            ],
        )?;
        Some(Term { basis: self.basis?, ground, since, until, own_until: self.basis_until })
    }
}

/// The members of `rows`, which stand together member by member, in the same order.
fn gathered(rows: Vec<Row>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for row in rows {
        let term = row.term();
        if members.last().is_none_or(|last| last.person != row.person) {
            members.push(Member {
                person: row.person,
                code: row.code,
                name: row.name,
                plan: row.plan,
                branch: row.branch,
                since: row.since,
                provisional: row.confirmed_at.is_none(),
                closed: row.closed_at.is_some(),
                blocked: row.blocked,
                born: row.born,
                phone: row.phone,
                village: row.village,
                area: row.area,
                consented: row.consented,
                birth_owed: row.birth_owed,
                consent_due: row.consent_due,
                note: row.note,
                terms: Vec::new(),
            });
        }
        if let Some(member) = members.last_mut() {
            member.terms.extend(term);
        }
    }
    for member in &mut members {
        member.terms.sort_by_key(|term| (term.since, term.basis));
    }
    members
}

/// The member with this number, however it is typed.
///
/// # Errors
/// Those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Member>> {
    let rows =
        tx.all(sql!("SELECT * FROM member_basis WHERE code = ?1"), vals![rules::normalised_code(code)])?;
    Ok(gathered(rows).pop())
}

/// The membership of this person, if they have one.
///
/// # Errors
/// Those of the database.
pub fn by_id(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Member>> {
    let rows = tx.all(sql!("SELECT * FROM member_basis WHERE person = ?1"), vals![person])?;
    Ok(gathered(rows).pop())
}

/// What else is kept about a member.
///
/// # Errors
/// [`store::Error::Missing`] when there is no such member; those of the database.
pub fn details(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Details> {
    tx.one(
        sql!(
            "SELECT p.sex, p.email, p.area, p.address, b.name AS branch, p.created_at, m.closed_at
             FROM party p JOIN member m ON m.person = p.id LEFT JOIN branch b ON b.id = m.branch
             WHERE p.id = ?1"
        ),
        vals![person],
    )
}

/// Up to `limit` members whom `words` mean: a number (also its digits alone), and whatever else the register finds people
/// by ([`register::find`]).
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut found = by_number(tx, words, limit)?;
    let asked = Asked { words: words.to_owned(), kind: Some(PartyKind::Person), coded: true };
    let known: Vec<Id<Person>> = register::find(tx, &asked, limit)?.into_iter().map(|one| one.id).collect();
    found.extend(by_ids(tx, &known)?);
    let mut seen = std::collections::HashSet::new();
    found.retain(|member| seen.insert(member.person));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// The members among these people, in their order.
pub(crate) fn by_ids(tx: &mut Tx<'_>, persons: &[Id<Person>]) -> Result<Vec<Member>> {
    const OF: Ids = store::ids!("SELECT * FROM member_basis WHERE person IN ", 1);
    let mut rows: Vec<Row> = tx.all_ids(&OF, vals![], persons)?;
    let place: HashMap<_, _> = persons.iter().zip(0..).collect();
    rows.sort_by_key(|row| place.get(&row.person).copied().unwrap_or(usize::MAX));
    Ok(gathered(rows))
}

/// The members with these numbers, in their order.
pub(crate) fn by_codes(tx: &mut Tx<'_>, codes: &[String]) -> Result<Vec<Member>> {
    const OF: Ids = store::ids!("SELECT * FROM member_basis WHERE code IN ", 1);
    let codes: Vec<String> = codes.iter().map(|code| rules::normalised_code(code)).collect();
    let mut rows: Vec<Row> = tx.all_ids(&OF, vals![], &codes)?;
    let place: HashMap<_, _> = codes.iter().zip(0..).collect();
    rows.sort_by_key(|row| place.get(&row.code).copied().unwrap_or(usize::MAX));
    Ok(gathered(rows))
}

/// By the number itself, by its digits without letter and zeros, and by its beginning.
fn by_number(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let code = rules::normalised_code(words);
    if !rules::is_code(&code) {
        return Ok(Vec::new());
    }
    let digits = code.trim_start_matches(['A', '-']);
    let short = digits.parse::<i64>().map(rules::code_of).unwrap_or_default();
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m WHERE m.code = ?1 OR m.code = ?2 OR (m.code >= ?1 AND m.code < ?3)
                 ORDER BY CASE WHEN m.code IN (?1, ?2) THEN 0 ELSE 1 END, m.code LIMIT ?4)
             ORDER BY CASE WHEN b.code IN (?1, ?2) THEN 0 ELSE 1 END, b.code"
        ),
        vals![code, short, range_end(&code), limit],
    )?;
    Ok(gathered(rows))
}

/// Up to `limit` members in the order of their entry in the register, after `after`.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>, after: Option<Id<Person>>, limit: i64) -> Result<Vec<Member>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m WHERE m.person > ?1 ORDER BY m.person LIMIT ?2)
             ORDER BY b.person"
        ),
        vals![after, limit],
    )?;
    Ok(gathered(rows))
}

/// The newest members, for a page that has not been asked anything.
///
/// # Errors
/// Those of the database.
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m ORDER BY m.since DESC, m.person DESC LIMIT ?1)
             ORDER BY b.since DESC, b.person DESC"
        ),
        vals![limit],
    )?;
    Ok(gathered(rows))
}

/// Up to `limit` members nobody has vouched for yet, the longest waiting first.
pub(crate) fn provisional(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m WHERE m.confirmed_at IS NULL AND m.closed_at IS NULL
                 ORDER BY m.since, m.person LIMIT ?1)
             ORDER BY b.since, b.person"
        ),
        vals![limit],
    )?;
    Ok(gathered(rows))
}

/// The members `guardian` cares for on a day, by name.
pub(crate) fn guarded(tx: &mut Tx<'_>, guardian: Id<Person>, on: Date) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT r.other FROM relationship r WHERE r.party = ?1 AND r.kind = 'guardian'
                   AND (r.since IS NULL OR r.since <= ?2) AND (r.until IS NULL OR r.until >= ?2))
             ORDER BY b.folded, b.person"
        ),
        vals![guardian, on],
    )?;
    Ok(gathered(rows))
}

/// Up to `limit` members born after a day to whose membership no guardian has agreed, the longest waiting first.
pub(crate) fn without_consent(tx: &mut Tx<'_>, born_after: Date, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM party p JOIN member m ON m.person = p.id
                 WHERE p.born > ?1 AND p.merged_into IS NULL AND m.closed_at IS NULL AND NOT EXISTS (
                     SELECT 1 FROM consent c WHERE c.subject = m.person AND c.purpose = 'membership'
                       AND c.withdrawn_at IS NULL)
                 ORDER BY m.since, m.person LIMIT ?2)
             ORDER BY b.since, b.person"
        ),
        vals![born_after, limit],
    )?;
    Ok(gathered(rows))
}

/// The members born until a day who joined before they were 18, have not left, and whom nobody has asked since whether they
/// stay; the eldest first, up to `limit`.
pub(crate) fn grown_unseen(tx: &mut Tx<'_>, born_by: Date, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (SELECT g.person FROM grown_unseen g
                 WHERE g.born <= ?1 ORDER BY g.born, g.person LIMIT ?2)
             ORDER BY b.born, b.person"
        ),
        vals![born_by, limit],
    )?;
    Ok(gathered(rows))
}

/// How many there are.
pub(crate) fn grown_unseen_count(tx: &mut Tx<'_>, born_by: Date) -> Result<i64> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM grown_unseen WHERE born <= ?1"), vals![born_by])?;
    Ok(n)
}

/// How many memberships count on `day`: [`rules::standing`] of all of them, with one statement.
///
/// # Errors
/// Those of the database.
pub fn active_on(tx: &mut Tx<'_>, day: Date) -> Result<i64> {
    let grown = families::grown_are_born_by(day)?;
    let (count,) = tx.one(
        sql!(
            "SELECT count(DISTINCT b.person) FROM member_basis b
             WHERE b.basis_since <= ?1 AND (b.basis_until IS NULL OR b.basis_until >= ?1)
               AND (b.sponsor_until IS NULL OR b.sponsor_until >= ?1)
               AND (b.kind <> 'guardian' OR ((b.care_since IS NULL OR b.care_since <= ?1)
                   AND (b.care_until IS NULL OR b.care_until >= ?1) AND b.guardian_since <= ?1
                   AND (b.guardian_until IS NULL OR b.guardian_until >= ?1)
                   AND (b.guardian_sponsor_until IS NULL OR b.guardian_sponsor_until >= ?1)))
               AND ((b.born IS NULL AND NOT b.birth_owed) OR b.born <= ?2 OR b.consented OR b.consent_due >= ?1)
               AND (b.kind <> 'guardian' OR b.born IS NULL OR b.born > ?2)"
        ),
        vals![day, grown],
    )?;
    Ok(count)
}

/// How many memberships began from `from` to `to`, both included.
///
/// # Errors
/// Those of the database.
pub fn begun(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM member m JOIN party p ON p.id = m.person AND p.merged_into IS NULL
                 WHERE m.since >= ?1 AND m.since <= ?2"
        ),
        vals![from, to],
    )?;
    Ok(count)
}

/// Up to `limit` members of whom a basis, or what it hangs on, ends from `from` to `to`, and who were told nothing
/// of `kind` after `since`.
pub(crate) fn ending(
    tx: &mut Tx<'_>,
    [from, to]: [Date; 2],
    [after, by]: [Date; 2],
    (kind, since): (&str, Timestamp),
    limit: i64,
) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m JOIN (
                     SELECT x.member FROM basis x WHERE x.until >= ?1 AND x.until <= ?2
                     UNION SELECT y.member FROM basis y JOIN sponsorship s ON s.id = y.sponsorship
                         WHERE s.until >= ?1 AND s.until <= ?2
                     UNION SELECT z.member FROM basis z JOIN basis g ON g.member = z.guardian
                         WHERE g.until >= ?1 AND g.until <= ?2
                     UNION SELECT h.member FROM basis h JOIN party q ON q.id = h.member
                         WHERE h.guardian IS NOT NULL AND q.born > ?6 AND q.born <= ?7) e ON e.member = m.person
                 WHERE m.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM notice_said n
                     WHERE n.subject = m.person AND n.kind = ?3 AND n.at > ?4)
                 ORDER BY m.person LIMIT ?5)
             ORDER BY b.person"
        ),
        vals![from, to, kind, since, limit, after, by],
    )?;
    Ok(gathered(rows))
}
