//! What pages and other modules read about members.

use kernel::{Date, Id, Person};
use store::{Result, Tx, sql, vals};

use crate::{Details, Member, rules};
use people::{
    Profile,
    name::{self, range_end},
    phone,
};

/// How many hits are looked at before the best are chosen: enough for every name of a town, few enough that a
/// single letter costs milliseconds among 100,000 people.
const LOOK: i64 = 400;

/// The member with this number, however it is typed.
///
/// # Errors
/// Those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Member>> {
    tx.opt(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM member m JOIN party p ON p.id = m.person WHERE m.code = ?1"
        ),
        vals![rules::normalised_code(code)],
    )
}

/// The membership of this person, if they have one.
///
/// # Errors
/// Those of the database.
pub fn by_id(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Member>> {
    tx.opt(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM member m JOIN party p ON p.id = m.person WHERE m.person = ?1"
        ),
        vals![person],
    )
}

/// What else is kept about a member.
///
/// # Errors
/// [`store::Error::Missing`] when there is no such member; those of the database.
pub fn details(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Details> {
    tx.one(
        sql!(
            "SELECT p.sex, p.email, p.area, p.address, p.created_at, m.closed_at
             FROM party p JOIN member m ON m.person = p.id WHERE p.id = ?1"
        ),
        vals![person],
    )
}

/// Up to `limit` members whom `words` mean: a number (also its digits alone), the beginning of a telephone
/// number, or the beginnings of words of the name in any order. Every way has an index.
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
    tx.all(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM member m JOIN party p ON p.id = m.person
             WHERE m.code = ?1 OR m.code = ?2 OR (m.code >= ?1 AND m.code < ?3)
             ORDER BY CASE WHEN m.code IN (?1, ?2) THEN 0 ELSE 1 END, m.code LIMIT ?4"
        ),
        vals![code, short, range_end(&code), limit],
    )
}

fn by_phone(tx: &mut Tx<'_>, prefix: &str, limit: i64) -> Result<Vec<Member>> {
    tx.all(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM party p JOIN member m ON m.person = p.id
             WHERE p.phone IS NOT NULL AND p.phone >= ?1 AND p.phone < ?2 ORDER BY p.phone, p.folded LIMIT ?3"
        ),
        vals![prefix, range_end(prefix), limit],
    )
}

/// By up to four words of the name; the longest, which fewest people have, leads, and the others must be there
/// too.
fn by_name(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Member>> {
    let mut wanted = name::words(words);
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(lead) = wanted.first() else { return Ok(Vec::new()) };
    let other = |n: usize| wanted.get(n).map_or("", String::as_str);
    tx.all(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM party p JOIN member m ON m.person = p.id WHERE p.id IN (
                 SELECT hit.party FROM (
                     SELECT w.party FROM party_word w JOIN member h ON h.person = w.party
                     WHERE w.word >= ?1 AND w.word < ?2
                       AND (CAST(?3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word b
                            WHERE b.party = w.party AND b.word >= ?3 AND b.word < ?4))
                       AND (CAST(?5 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word c
                            WHERE c.party = w.party AND c.word >= ?5 AND c.word < ?6))
                       AND (CAST(?7 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word d
                            WHERE d.party = w.party AND d.word >= ?7 AND d.word < ?8))
                     ORDER BY w.word, w.party LIMIT ?9) hit)
             ORDER BY p.folded, m.code LIMIT ?10"
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
    )
}

/// Members who might be this person: the same name and birth date, or the same telephone number.
///
/// # Errors
/// Those of the database.
pub fn duplicates(tx: &mut Tx<'_>, profile: &Profile) -> Result<Vec<Member>> {
    let folded = name::folded(&profile.name);
    let phone = phone::normalised(&profile.phone);
    tx.all(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM party p JOIN member m ON m.person = p.id
             WHERE p.id IN (SELECT a.id FROM party a WHERE a.folded = ?1 AND a.born = CAST(?2 AS TEXT)
                            UNION SELECT b.id FROM party b WHERE b.phone = CAST(?3 AS TEXT))
             ORDER BY p.folded, m.code LIMIT 10"
        ),
        vals![folded, profile.born, phone],
    )
}

/// The newest members, for a page that has not been asked anything.
///
/// # Errors
/// Those of the database.
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Member>> {
    tx.all(
        sql!(
            "SELECT m.person, m.code, p.name, m.plan, m.since, m.until, m.blocked, p.born, p.phone, p.village, p.note
             FROM member m JOIN party p ON p.id = m.person ORDER BY m.since DESC, m.person DESC LIMIT ?1"
        ),
        vals![limit],
    )
}

/// How many memberships count on `day`.
///
/// # Errors
/// Those of the database.
pub fn active_on(tx: &mut Tx<'_>, day: Date) -> Result<i64> {
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM member WHERE since <= ?1 AND (until IS NULL OR until >= ?1)"),
        vals![day],
    )?;
    Ok(count)
}

/// How many memberships began from `from` to `to`, both included.
///
/// # Errors
/// Those of the database.
pub fn begun(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<i64> {
    let (count,) =
        tx.one(sql!("SELECT count(*) FROM member WHERE since >= ?1 AND since <= ?2"), vals![from, to])?;
    Ok(count)
}
