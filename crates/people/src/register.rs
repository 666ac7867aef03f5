//! Looking somebody up: by any part of a name, by how it sounds, by telephone, by the code on a card.

use kernel::{Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    PartyKind,
    name::{self, LEAST_PART, range_end},
    phone,
};

/// How many hits are looked at before the best are chosen.
const LOOK: i64 = 400;

/// How many hits of a part from the middle are looked at, and of each place a number can have it at.
const LOOK_PART: i64 = 100;
const LOOK_PLACE: i64 = 30;

/// Somebody found, as a list shows them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Found {
    /// Which.
    pub id: Id<Person>,
    /// What it is.
    pub kind: PartyKind,
    /// The name.
    pub name: String,
    /// When they were born.
    pub born: Option<kernel::Date>,
    /// The first telephone number.
    pub phone: Option<String>,
    /// Where they live.
    pub village: Option<String>,
}

/// What a list of the register is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Parts of a name, a telephone number, an e-mail address, a code.
    pub words: String,
    /// Only these; none means all.
    pub kind: Option<PartyKind>,
    /// Only those whom another module knows by a code of its own: members, by their card.
    pub coded: bool,
}

/// Up to `limit` parties that are meant: by a code, by the beginning of a telephone number or an e-mail address, by the
/// beginnings of words of a name in any order; where nobody is meant so, by a part from the middle of one of these, and at
/// last by how a name sounds. Every way has an index. Without words, those that changed last.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, asked: &Asked, limit: i64) -> Result<Vec<Found>> {
    let only = Only { kind: asked.kind.map(PartyKind::as_str), coded: asked.coded };
    if asked.words.trim().is_empty() {
        return newest(tx, only.kind, limit);
    }
    let words = asked.words.as_str();
    let mut found = by_code(tx, words, only)?;
    if let Some(prefix) = phone::prefix(words) {
        found.extend(by_contact(tx, &prefix, only, limit)?);
    } else if words.contains('@') {
        found.extend(by_contact(tx, &words.trim().to_lowercase(), only, limit)?);
    }
    for otherwise in [by_name, by_number_part, by_part, by_sound] {
        if found.is_empty() {
            found = otherwise(tx, words, only, limit)?;
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.id));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// Of whom a search may tell.
#[derive(Clone, Copy)]
struct Only<'a> {
    kind: Option<&'a str>,
    coded: bool,
}

// What is asked of one hit is a value of its own: of an EXISTS behind an OR, PostgreSQL makes a table of everybody first.

/// A query for parties whose id is among those of the condition, in the order of their names; `?1` is the kind, `?2` whether
/// they have a code, `?3` how many.
macro_rules! those {
    ($hits:literal) => {
        sql!(concat!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (",
            $hits,
            ") AND p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR p.kind = ?1)
               AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle o WHERE o.party = p.id LIMIT 1) = 1)
             ORDER BY p.folded, p.id LIMIT ?3"
        ))
    };
}

/// Up to `limit` parties in the order of their entry, after `after`.
///
/// # Errors
/// Those of the database.
pub fn all(
    tx: &mut Tx<'_>,
    kind: Option<PartyKind>,
    after: Option<Id<Person>>,
    limit: i64,
) -> Result<Vec<Found>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    tx.all(
        sql!(
            "SELECT id, kind, name, born, phone, village FROM party
             WHERE id > ?1 AND merged_into IS NULL AND (CAST(?2 AS TEXT) IS NULL OR kind = ?2)
             ORDER BY id LIMIT ?3"
        ),
        vals![after, kind, limit],
    )
}

fn newest(tx: &mut Tx<'_>, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        sql!(
            "SELECT id, kind, name, born, phone, village FROM party
             WHERE merged_into IS NULL AND folded <> '' AND (CAST(?1 AS TEXT) IS NULL OR kind = ?1)
             ORDER BY changed_at DESC, id DESC LIMIT ?2"
        ),
        vals![kind, limit],
    )
}

fn by_code(tx: &mut Tx<'_>, code: &str, only: Only<'_>) -> Result<Vec<Found>> {
    let code = code.trim().to_uppercase();
    tx.all(
        those!(
            "SELECT COALESCE(g.merged_into, g.id) FROM handle h JOIN party g ON g.id = h.party WHERE h.code = ?4"
        ),
        vals![only.kind, only.coded, LOOK, code],
    )
}

fn by_contact(tx: &mut Tx<'_>, prefix: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        those!(
            "SELECT hit.party FROM (SELECT c.party FROM contact c WHERE c.value >= ?4 AND c.value < ?5
                 ORDER BY c.value LIMIT ?6) hit"
        ),
        vals![only.kind, only.coded, limit, prefix, range_end(prefix), LOOK],
    )
}

/// By digits from the middle or the end of a telephone number or a code.
fn by_number_part(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < LEAST_PART || words.chars().any(char::is_alphabetic) {
        return Ok(Vec::new());
    }
    tx.all(
        those!(
            "SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 3) >= ?4 AND substr(c.value, 3) < ?5 LIMIT ?6) a
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 4) >= ?4 AND substr(c.value, 4) < ?5 LIMIT ?6) b
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 5) >= ?4 AND substr(c.value, 5) < ?5 LIMIT ?6) c
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 6) >= ?4 AND substr(c.value, 6) < ?5 LIMIT ?6) d
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 7) >= ?4 AND substr(c.value, 7) < ?5 LIMIT ?6) e
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 8) >= ?4 AND substr(c.value, 8) < ?5 LIMIT ?6) f
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 9) >= ?4 AND substr(c.value, 9) < ?5 LIMIT ?6) g
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 10) >= ?4 AND substr(c.value, 10) < ?5 LIMIT ?6) h
             UNION ALL SELECT party FROM (SELECT c.party FROM contact c
                 WHERE substr(c.value, 11) >= ?4 AND substr(c.value, 11) < ?5 LIMIT ?6) i
             UNION ALL SELECT party FROM (SELECT h.party FROM handle h
                 WHERE substr(h.code, 3) >= ?4 AND substr(h.code, 3) < ?5 LIMIT ?6) j
             UNION ALL SELECT party FROM (SELECT h.party FROM handle h
                 WHERE substr(h.code, 4) >= ?4 AND substr(h.code, 4) < ?5 LIMIT ?6) k
             UNION ALL SELECT party FROM (SELECT h.party FROM handle h
                 WHERE substr(h.code, 5) >= ?4 AND substr(h.code, 5) < ?5 LIMIT ?6) l
             UNION ALL SELECT party FROM (SELECT h.party FROM handle h
                 WHERE substr(h.code, 6) >= ?4 AND substr(h.code, 6) < ?5 LIMIT ?6) m"
        ),
        vals![only.kind, only.coded, limit, digits, range_end(&digits), LOOK_PLACE],
    )
}

/// By parts from the middle of up to three words of a name; the longest, which fewest names have, leads.
fn by_part(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    let mut parts = name::words(words);
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let Some(lead) = parts.first().filter(|part| part.chars().count() >= LEAST_PART) else {
        return Ok(Vec::new());
    };
    let other = |n: usize| parts.get(n).map_or("", String::as_str);
    tx.all(
        those!(
            "SELECT hit.party FROM (
                 SELECT w.party FROM word_tail t JOIN party_word w ON w.word = t.word
                 WHERE t.tail >= ?4 AND t.tail < ?5
                   AND (CAST(?6 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word b JOIN word_tail u ON u.word = b.word
                        WHERE b.party = w.party AND u.tail >= ?6 AND u.tail < ?7))
                   AND (CAST(?8 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word c JOIN word_tail v ON v.word = c.word
                        WHERE c.party = w.party AND v.tail >= ?8 AND v.tail < ?9))
                   AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle k WHERE k.party = w.party LIMIT 1) = 1)
                 LIMIT ?10) hit"
        ),
        vals![
            only.kind,
            only.coded,
            limit,
            lead,
            range_end(lead),
            other(1),
            range_end(other(1)),
            other(2),
            range_end(other(2)),
            LOOK_PART
        ],
    )
}

/// By the words of a name: two of them lead together, and up to two others must be there too.
fn by_name(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    let mut wanted = name::words(words);
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    match wanted.as_slice() {
        [] => Ok(Vec::new()),
        [word] => by_word(tx, word, only, limit),
        [one, other, rest @ ..] => by_pair(tx, one.min(other), one.max(other), rest, only, limit),
    }
}

fn by_word(tx: &mut Tx<'_>, word: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        those!(
            "SELECT hit.party FROM (
                 SELECT w.party FROM party_word w WHERE w.word >= ?4 AND w.word < ?5
                   AND (CAST(?1 AS TEXT) IS NULL OR (SELECT k.kind FROM party k WHERE k.id = w.party) = ?1)
                   AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle h WHERE h.party = w.party LIMIT 1) = 1)
                 ORDER BY w.word, w.party LIMIT ?6) hit"
        ),
        vals![only.kind, only.coded, limit, word, range_end(word), LOOK],
    )
}

/// `first` comes before `second` in the alphabet, and so do the words that begin with them, unless the one begins
/// with the other: then either may come first.
fn by_pair(
    tx: &mut Tx<'_>,
    first: &str,
    second: &str,
    rest: &[String],
    only: Only<'_>,
    limit: i64,
) -> Result<Vec<Found>> {
    let other = |n: usize| rest.get(n).map_or("", String::as_str);
    let begins = |word: &str| format!("{word}%");
    let follows = |word: &str| format!("% {word}%");
    tx.all(
        those!(
            "SELECT hit.party FROM (
                 SELECT w.party FROM party_pair w WHERE w.pair >= ?4 AND w.pair < ?5
                   AND (w.pair LIKE ?6 OR (w.pair LIKE ?7 AND w.pair LIKE ?8))
                   AND (CAST(?9 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word c
                        WHERE c.party = w.party AND c.word >= ?9 AND c.word < ?10))
                   AND (CAST(?11 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word d
                        WHERE d.party = w.party AND d.word >= ?11 AND d.word < ?12))
                   AND (CAST(?1 AS TEXT) IS NULL OR (SELECT k.kind FROM party k WHERE k.id = w.party) = ?1)
                   AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle h WHERE h.party = w.party LIMIT 1) = 1)
                 ORDER BY w.pair, w.party LIMIT ?13) hit"
        ),
        vals![
            only.kind,
            only.coded,
            limit,
            first,
            range_end(first),
            follows(second),
            begins(second),
            follows(first),
            other(0),
            range_end(other(0)),
            other(1),
            range_end(other(1)),
            LOOK
        ],
    )
}

/// By how the words sound: two of them together, or the only one.
fn by_sound(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    let Some(lead) = name::lead_sound(words) else { return Ok(Vec::new()) };
    tx.all(
        those!(
            "SELECT hit.party FROM (
                 SELECT w.party FROM party_sound w WHERE w.sound = ?4
                   AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle h WHERE h.party = w.party LIMIT 1) = 1)
                 ORDER BY w.party LIMIT ?5) hit"
        ),
        vals![only.kind, only.coded, limit, lead, LOOK],
    )
}
