//! Looking somebody up: by any part of a name, by how it sounds, by telephone, by the code on a card.

use kernel::{Id, Person};
use store::{FromRow, Result, Tx, many::Ids, sql, vals};

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

/// How many pairs of whole words are looked up one by one, and how many people are gone through where there are more.
const PAIRS: usize = 600;
const ALONG: i64 = 1_000;

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

/// Those of them who are people, whose data is looked at.
pub fn persons(found: &[Found]) -> impl Iterator<Item = Id<Person>> {
    found.iter().filter(|one| one.kind == PartyKind::Person).map(|one| one.id)
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
    ($($hits:expr),+ $(,)?) => {
        sql!(concat!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (",
            $($hits,)+
            ") AND p.merged_into IS NULL AND (CAST(?1 AS TEXT) IS NULL OR p.kind = ?1)
               AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle o WHERE o.party = p.id LIMIT 1) = 1)
             ORDER BY p.folded, p.id LIMIT ?3"
        ))
    };
}

/// The condition that the party of `$hit` is of the kind `?1`, and has a code where `?2` asks for one.
macro_rules! meant {
    ($hit:literal) => {
        concat!(
            "(CAST(?1 AS TEXT) IS NULL OR (SELECT k.kind FROM party k WHERE k.id = ",
            $hit,
            ".party) = ?1) AND (NOT CAST(?2 AS BOOLEAN) OR (SELECT 1 FROM handle h WHERE h.party = ",
            $hit,
            ".party LIMIT 1) = 1)"
        )
    };
}

/// The condition that a word of the name of `w.party` has another part: from `$part` on up to `$end`, empty for none, at its
/// beginning where `$begins` says so.
macro_rules! has_part {
    ($part:literal, $end:literal, $begins:literal) => {
        concat!(
            "(CAST(",
            $part,
            " AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word b JOIN word_tail t ON t.word = b.word
                 WHERE b.party = w.party AND t.tail >= ",
            $part,
            " AND t.tail < ",
            $end,
            " AND (NOT CAST(",
            $begins,
            " AS BOOLEAN) OR t.tail = t.word)))"
        )
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
             WHERE id > ?1 AND merged_into IS NULL AND folded <> '' AND (CAST(?2 AS TEXT) IS NULL OR kind = ?2)
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

/// By parts from the middle of the words of a name; what is too short to be looked for alone stands somewhere in the name.
fn by_part(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    let (parts, short): (Vec<_>, Vec<_>) =
        name::words(words).into_iter().partition(|part| part.chars().count() >= LEAST_PART);
    let short = short.first().map(|short| format!("%{short}%")).unwrap_or_default();
    by_words(tx, &parts, &Place { begins: false, short: &short }, only, limit)
}

/// By the beginnings of the words of a name, in any order.
fn by_name(tx: &mut Tx<'_>, words: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    match name::words(words).as_slice() {
        [word] => by_word(tx, word, only, limit),
        wanted => by_words(tx, wanted, &Place { begins: true, short: "" }, only, limit),
    }
}

/// Where in a name it stands what was typed.
struct Place<'a> {
    /// Only at the beginning of a word.
    begins: bool,
    /// What the whole name must be like besides; empty for nothing.
    short: &'a str,
}

/// By parts of up to four words. The words that have them are few, however many people have the words: they are looked up
/// two by two, and only where that is too many, the people of the rarer ones are gone through.
fn by_words(
    tx: &mut Tx<'_>,
    wanted: &[String],
    place: &Place<'_>,
    only: Only<'_>,
    limit: i64,
) -> Result<Vec<Found>> {
    // The longest is the likeliest that no name has.
    let mut parts: Vec<&str> = wanted.iter().map(String::as_str).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut spelt = Vec::with_capacity(parts.len());
    for part in parts {
        let words = words_with(tx, part, place.begins)?;
        if words.is_empty() {
            return Ok(Vec::new());
        }
        spelt.push((words, part));
    }
    spelt.sort_by_key(|(words, _)| words.len());
    match spelt.as_slice() {
        [] => Ok(Vec::new()),
        [(few, _), (more, _), rest @ ..] if few.len() * more.len() <= PAIRS => {
            let rest: Vec<&str> = rest.iter().map(|(_, part)| *part).collect();
            by_pairs(tx, &pairs(few, more), &rest, place, only, limit)
        }
        _ => {
            let parts: Vec<&str> = spelt.iter().map(|(_, part)| *part).collect();
            by_people(tx, &parts, place, only, limit)
        }
    }
}

/// The words of names that have this part, as far as they can still be looked up two by two.
fn words_with(tx: &mut Tx<'_>, part: &str, begins: bool) -> Result<Vec<String>> {
    let found: Vec<(String,)> = tx.all(
        sql!(
            "SELECT DISTINCT t.word FROM word_tail t WHERE t.tail >= ?1 AND t.tail < ?2
               AND (NOT CAST(?3 AS BOOLEAN) OR t.tail = t.word) LIMIT ?4"
        ),
        vals![part, range_end(part), begins, PAIRS as i64 + 1],
    )?;
    Ok(found.into_iter().map(|(word,)| word).collect())
}

/// Each of the ones with each of the others, as pairs of words are kept.
fn pairs(few: &[String], more: &[String]) -> Vec<String> {
    let pair = |one: &String, other: &String| format!("{} {}", one.min(other), one.max(other));
    let others = |one| more.iter().filter(move |other| *other != one).map(move |other| pair(one, other));
    few.iter().flat_map(others).collect()
}

/// By pairs of whole words, with parts of up to two others.
fn by_pairs(
    tx: &mut Tx<'_>,
    pairs: &[String],
    rest: &[&str],
    place: &Place<'_>,
    only: Only<'_>,
    limit: i64,
) -> Result<Vec<Found>> {
    const PAIRED: Ids = store::ids!(
        concat!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (SELECT w.party FROM party_pair w WHERE ",
            has_part!("?5", "?6", "?4"),
            " AND ",
            has_part!("?7", "?8", "?4"),
            " AND (CAST(?9 AS TEXT) = ''
                   OR EXISTS (SELECT 1 FROM party n WHERE n.id = w.party AND n.folded LIKE CAST(?9 AS TEXT)))
              AND ",
            meant!("w"),
            " AND w.pair IN "
        ),
        11,
        " LIMIT ?10) hit) AND p.merged_into IS NULL ORDER BY p.folded, p.id LIMIT ?3"
    );
    let other = |n: usize| rest.get(n).copied().unwrap_or_default();
    let mut found: Vec<Found> = tx.all_ids(
        &PAIRED,
        vals![
            only.kind,
            only.coded,
            limit,
            place.begins,
            other(0),
            range_end(other(0)),
            other(1),
            range_end(other(1)),
            place.short,
            LOOK
        ],
        pairs,
    )?;
    found.sort_by_cached_key(|one| (name::folded(&one.name), one.id));
    Ok(found)
}

/// By going through people whose names have the first of the parts, for those who have up to two others.
fn by_people(
    tx: &mut Tx<'_>,
    parts: &[&str],
    place: &Place<'_>,
    only: Only<'_>,
    limit: i64,
) -> Result<Vec<Found>> {
    let part = |n: usize| parts.get(n).copied().unwrap_or_default();
    let alone = parts.len() == 1 && place.short.is_empty();
    tx.all(
        those!(
            "SELECT hit.party FROM (SELECT w.party FROM (
                 SELECT a.party FROM word_tail s JOIN party_word a ON a.word = s.word
                 WHERE s.tail >= ?4 AND s.tail < ?5 AND (NOT CAST(?6 AS BOOLEAN) OR s.tail = s.word)
                   AND (NOT CAST(?14 AS BOOLEAN) OR (",
            meant!("a"),
            ")) LIMIT ?12) w WHERE ",
            has_part!("?7", "?8", "?6"),
            " AND ",
            has_part!("?9", "?10", "?6"),
            " AND (CAST(?11 AS TEXT) = ''
                   OR EXISTS (SELECT 1 FROM party n WHERE n.id = w.party AND n.folded LIKE CAST(?11 AS TEXT)))
              AND ",
            meant!("w"),
            " LIMIT ?13) hit"
        ),
        vals![
            only.kind,
            only.coded,
            limit,
            part(0),
            range_end(part(0)),
            place.begins,
            part(1),
            range_end(part(1)),
            part(2),
            range_end(part(2)),
            place.short,
            if alone { LOOK_PART } else { ALONG },
            LOOK_PART,
            alone
        ],
    )
}

fn by_word(tx: &mut Tx<'_>, word: &str, only: Only<'_>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        those!(
            "SELECT hit.party FROM (SELECT w.party FROM party_word w WHERE w.word >= ?4 AND w.word < ?5 AND ",
            meant!("w"),
            " ORDER BY w.word, w.party LIMIT ?6) hit"
        ),
        vals![only.kind, only.coded, limit, word, range_end(word), LOOK],
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
