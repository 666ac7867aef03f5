//! What pages and other modules read about members.

use kernel::{Date, Id, Person, Timestamp};
use platform::library::Branch;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Basis, Details, Ground, Member, Term, families, rules};
use people::{
    Profile,
    name::{self, range_end},
    phone, register,
};

/// How many hits are looked at before the best are chosen: enough for every name of a town, few enough that a
/// single letter costs milliseconds among 100,000 people.
const LOOK: i64 = 400;

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
    consent_due: Date,
    note: Option<String>,
    basis: Option<Id<Basis>>,
    kind: Option<Ground>,
    basis_since: Option<Date>,
    basis_until: Option<Date>,
    sponsor_until: Option<Date>,
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
            [self.basis_since, self.guardian_since],
            [self.basis_until, self.sponsor_until, self.guardian_until, self.guardian_sponsor_until],
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

/// Up to `limit` members whom `words` mean: a number (also its digits alone), the beginning of a telephone
/// number, or the beginnings of words of the name in any order; where nobody is meant so, an earlier number, another
/// way to reach them, a part from the middle, or how the name sounds. All ways but the part have an index.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let mut found = by_number(tx, words, limit)?;
    if let Some(prefix) = phone::prefix(words) {
        found.extend(by_phone(tx, &prefix, limit)?);
    }
    if found.is_empty() {
        found = by_name(tx, words, limit)?;
    }
    for otherwise in [by_old_code, by_other_contact, by_part, by_sound] {
        if found.is_empty() && !words.trim().is_empty() {
            found = otherwise(tx, words, limit)?;
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|member| seen.insert(member.person));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
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

fn by_phone(tx: &mut Tx<'_>, prefix: &str, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT p.id FROM party p JOIN member m ON m.person = p.id
                 WHERE p.phone IS NOT NULL AND p.phone >= ?1 AND p.phone < ?2 ORDER BY p.phone, p.folded LIMIT ?3)
             ORDER BY b.phone, b.folded, b.code"
        ),
        vals![prefix, range_end(prefix), limit],
    )?;
    Ok(gathered(rows))
}

/// By up to four words of the name; the longest, which fewest people have, leads, and the others must be there
/// too.
fn by_name(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let mut wanted = name::words(words);
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(lead) = wanted.first() else { return Ok(Vec::new()) };
    let other = |n: usize| wanted.get(n).map_or("", String::as_str);
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT p.id FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (
                     SELECT w.party FROM party_word w JOIN member h ON h.person = w.party
                     WHERE w.word >= ?1 AND w.word < ?2
                       AND (CAST(?3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word b
                            WHERE b.party = w.party AND b.word >= ?3 AND b.word < ?4))
                       AND (CAST(?5 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word c
                            WHERE c.party = w.party AND c.word >= ?5 AND c.word < ?6))
                       AND (CAST(?7 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word d
                            WHERE d.party = w.party AND d.word >= ?7 AND d.word < ?8))
                     ORDER BY w.word, w.party LIMIT ?9) hit) ORDER BY p.folded, p.id LIMIT ?10)
             ORDER BY b.folded, b.code"
        ),
        vals![
            lead,
            range_end(lead),
            other(1),
            range_end(other(1)),
            other(2),
            range_end(other(2)),
            other(3),
            range_end(other(3)),
            LOOK,
            limit
        ],
    )?;
    Ok(gathered(rows))
}

/// By a number that was on their card before.
fn by_old_code(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT COALESCE(p.merged_into, p.id) FROM handle h JOIN party p ON p.id = h.party
                 WHERE h.code = ?1 LIMIT ?2)
             ORDER BY b.folded, b.code"
        ),
        vals![rules::normalised_code(words), limit],
    )?;
    Ok(gathered(rows))
}

/// By another telephone number or an e-mail address of theirs.
fn by_other_contact(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let address = words.trim().to_lowercase();
    let Some(prefix) = phone::prefix(words).or_else(|| address.contains('@').then_some(address)) else {
        return Ok(Vec::new());
    };
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT hit.party FROM (SELECT c.party FROM contact c JOIN member m ON m.person = c.party
                     WHERE c.value >= ?1 AND c.value < ?2 ORDER BY c.value LIMIT ?3) hit)
             ORDER BY b.folded, b.code"
        ),
        vals![prefix, range_end(&prefix), limit],
    )?;
    Ok(gathered(rows))
}

/// By what stands anywhere in the name or the number, where nothing begins so.
fn by_part(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let Some([named, called]) = register::parts(words) else { return Ok(Vec::new()) };
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT hit.id FROM (SELECT p.id FROM party p JOIN member m ON m.person = p.id
                     WHERE p.merged_into IS NULL
                       AND (p.folded LIKE CAST(?1 AS TEXT) ESCAPE '~' OR p.phone LIKE CAST(?2 AS TEXT) ESCAPE '~')
                     ORDER BY p.folded, p.id LIMIT ?3) hit)
             ORDER BY b.folded, b.code"
        ),
        vals![named, called, limit],
    )?;
    Ok(gathered(rows))
}

/// By how the name sounds.
fn by_sound(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let Some(lead) = name::lead_sound(words) else { return Ok(Vec::new()) };
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT hit.party FROM (SELECT s.party FROM party_sound s JOIN member m ON m.person = s.party
                     WHERE s.sound = ?1 ORDER BY s.party LIMIT ?2) hit)
             ORDER BY b.folded, b.code"
        ),
        vals![lead, limit],
    )?;
    Ok(gathered(rows))
}

/// Members who might be this person: the same name and birth date, or the same telephone number.
///
/// # Errors
/// Those of the database.
pub fn duplicates(tx: &mut Tx<'_>, profile: &Profile) -> Result<Vec<Member>> {
    let folded = name::folded(&profile.name);
    let phone = phone::normalised(&profile.phone);
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM member m WHERE m.person IN (
                     SELECT a.id FROM party a WHERE a.folded = ?1 AND a.born = CAST(?2 AS TEXT)
                     UNION SELECT c.id FROM party c WHERE c.phone = CAST(?3 AS TEXT)) LIMIT 10)
             ORDER BY b.folded, b.code"
        ),
        vals![folded, profile.born, phone],
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

/// The members born from one day to another who have not left, the eldest first.
pub(crate) fn born_between(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Member>> {
    let rows = tx.all(
        sql!(
            "SELECT b.* FROM member_basis b WHERE b.person IN (
                 SELECT m.person FROM party p JOIN member m ON m.person = p.id
                 WHERE p.born >= ?1 AND p.born <= ?2 AND m.closed_at IS NULL)
             ORDER BY b.born, b.person"
        ),
        vals![from, to],
    )?;
    Ok(gathered(rows))
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
               AND (b.kind <> 'guardian' OR (b.guardian_since <= ?1
                   AND (b.guardian_until IS NULL OR b.guardian_until >= ?1)
                   AND (b.guardian_sponsor_until IS NULL OR b.guardian_sponsor_until >= ?1)))
               AND (b.born IS NULL OR b.born <= ?2 OR b.consented OR b.consent_due >= ?1)"
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
    from: Date,
    to: Date,
    kind: &str,
    since: Timestamp,
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
                         WHERE g.until >= ?1 AND g.until <= ?2) e ON e.member = m.person
                 WHERE m.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM notice_said n
                     WHERE n.subject = m.person AND n.kind = ?3 AND n.at > ?4)
                 ORDER BY m.person LIMIT ?5)
             ORDER BY b.person"
        ),
        vals![from, to, kind, since, limit],
    )?;
    Ok(gathered(rows))
}
