//! Looking somebody up: by any part of a name, by how it sounds, by telephone, by the code on a card.

use kernel::{Id, Person};
use store::{FromRow, Result, Tx, containing, sql, vals};

use crate::{
    PartyKind,
    name::{self, range_end},
    phone,
};

/// How many hits are looked at before the best are chosen.
const LOOK: i64 = 400;

/// How many signs somebody types at least to be looked for by a part from the middle.
const LEAST_PART: usize = 3;

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
}

/// Up to `limit` parties that are meant. Where no name is written so, those that sound so are found. Without
/// words, those that changed last.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, asked: &Asked, limit: i64) -> Result<Vec<Found>> {
    let kind = asked.kind.map(PartyKind::as_str);
    if asked.words.trim().is_empty() {
        return newest(tx, kind, limit);
    }
    let mut found = by_code(tx, &asked.words, kind)?;
    if let Some(prefix) = phone::prefix(&asked.words) {
        found.extend(by_contact(tx, &prefix, kind, limit)?);
    } else if asked.words.contains('@') {
        found.extend(by_contact(tx, &asked.words.trim().to_lowercase(), kind, limit)?);
    }
    if found.is_empty() {
        found = by_name(tx, &asked.words, kind, limit)?;
    }
    if found.is_empty() {
        found = by_part(tx, &asked.words, kind, limit)?;
    }
    if found.is_empty() {
        found = by_sound(tx, &asked.words, kind, limit)?;
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.id));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
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

fn by_code(tx: &mut Tx<'_>, code: &str, kind: Option<&str>) -> Result<Vec<Found>> {
    let code = code.trim().to_uppercase();
    tx.all(
        sql!(
            "SELECT s.id, s.kind, s.name, s.born, s.phone, s.village FROM handle h JOIN party p ON p.id = h.party
             JOIN party s ON s.id = COALESCE(p.merged_into, p.id)
             WHERE h.code = ?1 AND (CAST(?2 AS TEXT) IS NULL OR s.kind = ?2)"
        ),
        vals![code, kind],
    )
}

fn by_contact(tx: &mut Tx<'_>, prefix: &str, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        sql!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (SELECT c.party FROM contact c WHERE c.value >= ?1 AND c.value < ?2
                     ORDER BY c.value LIMIT ?4) hit)
                 AND p.merged_into IS NULL AND (CAST(?3 AS TEXT) IS NULL OR p.kind = ?3)
             ORDER BY p.folded, p.id LIMIT ?4"
        ),
        vals![prefix, range_end(prefix), kind, limit],
    )
}

/// The patterns of a part from the middle of a name, or of a number where only digits are typed; none for fewer than
/// three signs. To be bound to `LIKE ?1 ESCAPE '~'`.
pub fn parts(words: &str) -> Option<[Option<String>; 2]> {
    let part = name::folded(words);
    if part.chars().count() < LEAST_PART {
        return None;
    }
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= LEAST_PART && words.chars().all(|c| !c.is_alphabetic());
    Some(if is_number { [None, Some(containing(&digits))] } else { [Some(containing(&part)), None] })
}

/// By what stands anywhere in a name or a number, where nothing begins so: it looks at everybody, so it comes late and
/// wants three signs.
fn by_part(tx: &mut Tx<'_>, words: &str, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    let Some([named, called]) = parts(words) else { return Ok(Vec::new()) };
    tx.all(
        sql!(
            "SELECT id, kind, name, born, phone, village FROM party
             WHERE merged_into IS NULL AND (CAST(?3 AS TEXT) IS NULL OR kind = ?3)
               AND (folded LIKE CAST(?1 AS TEXT) ESCAPE '~' OR phone LIKE CAST(?2 AS TEXT) ESCAPE '~')
             ORDER BY folded, id LIMIT ?4"
        ),
        vals![named, called, kind, limit],
    )
}

/// By the words of a name: two of them lead together, and up to two others must be there too.
fn by_name(tx: &mut Tx<'_>, words: &str, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    let mut wanted = name::words(words);
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    match wanted.as_slice() {
        [] => Ok(Vec::new()),
        [only] => by_word(tx, only, kind, limit),
        [one, other, rest @ ..] => by_pair(tx, one.min(other), one.max(other), rest, kind, limit),
    }
}

fn by_word(tx: &mut Tx<'_>, word: &str, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    tx.all(
        sql!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (
                     SELECT w.party FROM party_word w WHERE w.word >= ?1 AND w.word < ?2
                       AND (CAST(?3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM party k
                            WHERE k.id = w.party AND k.kind = ?3))
                     ORDER BY w.word, w.party LIMIT ?4) hit)
             ORDER BY p.folded, p.id LIMIT ?5"
        ),
        vals![word, range_end(word), kind, LOOK, limit],
    )
}

/// `first` comes before `second` in the alphabet, and so do the words that begin with them, unless the one begins
/// with the other: then either may come first.
fn by_pair(
    tx: &mut Tx<'_>,
    first: &str,
    second: &str,
    rest: &[String],
    kind: Option<&str>,
    limit: i64,
) -> Result<Vec<Found>> {
    let other = |n: usize| rest.get(n).map_or("", String::as_str);
    let begins = |word: &str| format!("{word}%");
    let follows = |word: &str| format!("% {word}%");
    tx.all(
        sql!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (
                     SELECT w.party FROM party_pair w WHERE w.pair >= ?1 AND w.pair < ?2
                       AND (w.pair LIKE ?3 OR (w.pair LIKE ?4 AND w.pair LIKE ?5))
                       AND (CAST(?6 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word c
                            WHERE c.party = w.party AND c.word >= ?6 AND c.word < ?7))
                       AND (CAST(?8 AS TEXT) = '' OR EXISTS (SELECT 1 FROM party_word d
                            WHERE d.party = w.party AND d.word >= ?8 AND d.word < ?9))
                       AND (CAST(?10 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM party k
                            WHERE k.id = w.party AND k.kind = ?10))
                     ORDER BY w.pair, w.party LIMIT ?11) hit)
             ORDER BY p.folded, p.id LIMIT ?12"
        ),
        vals![
            first,
            range_end(first),
            follows(second),
            begins(second),
            follows(first),
            other(0),
            range_end(other(0)),
            other(1),
            range_end(other(1)),
            kind,
            LOOK,
            limit
        ],
    )
}

/// By how the words sound: two of them together, or the only one.
fn by_sound(tx: &mut Tx<'_>, words: &str, kind: Option<&str>, limit: i64) -> Result<Vec<Found>> {
    let Some(lead) = name::lead_sound(words) else { return Ok(Vec::new()) };
    tx.all(
        sql!(
            "SELECT p.id, p.kind, p.name, p.born, p.phone, p.village FROM party p WHERE p.id IN (
                 SELECT hit.party FROM (
                     SELECT w.party FROM party_sound w WHERE w.sound = ?1 ORDER BY w.party LIMIT ?3) hit)
                 AND (CAST(?2 AS TEXT) IS NULL OR p.kind = ?2)
             ORDER BY p.folded, p.id LIMIT ?4"
        ),
        vals![lead, kind, LOOK, limit],
    )
}
