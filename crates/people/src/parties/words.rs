//! By what words of their names parties are found.

use std::collections::BTreeSet;

use kernel::{Id, Person};
use store::{Result, Sql, Tx, sql, vals};

use super::{Facts, one};
use crate::name;

/// The words of many new names, as [`keep_words`] keeps those of one.
pub(super) fn keep_all_words(tx: &mut Tx<'_>, entered: &[(Id<Person>, String, Facts)]) -> Result<()> {
    const WORDS: store::many::Rows = store::rows!("INSERT INTO party_word (word, party) VALUES ", 2);
    const PAIRS: store::many::Rows = store::rows!("INSERT INTO party_pair (pair, party) VALUES ", 2);
    const SOUNDS: store::many::Rows = store::rows!("INSERT INTO party_sound (sound, party) VALUES ", 2);
    keep_tails(tx, &entered.iter().flat_map(|(_, _, facts)| name::words(&facts.name)).collect())?;
    keep_all(tx, entered, &WORDS, name::words)?;
    keep_all(tx, entered, &PAIRS, name::pairs)?;
    keep_all(tx, entered, &SOUNDS, name::echoes)
}

/// Lets words be found by a part from their middle.
fn keep_tails(tx: &mut Tx<'_>, words: &BTreeSet<String>) -> Result<()> {
    const TAILS: store::many::Rows =
        store::rows!("INSERT INTO word_tail (tail, word) VALUES ", 2, " ON CONFLICT (tail, word) DO NOTHING");
    let values: Vec<_> = words
        .iter()
        .flat_map(|word| name::tails(word).flat_map(move |tail| vals![*tail, *word].to_vec()))
        .collect();
    tx.exec_rows(&TAILS, &values).map(drop)
}

/// Lets a party be found by no name any more.
pub(crate) fn forget_words(tx: &mut Tx<'_>, party: Id<Person>) -> Result<()> {
    let words: Vec<(String,)> =
        tx.all(sql!("DELETE FROM party_word WHERE party = ?1 RETURNING word"), vals![party])?;
    for (word,) in words {
        tx.exec(
            sql!(
                "DELETE FROM word_tail WHERE word = ?1
                   AND NOT EXISTS (SELECT 1 FROM party_word w WHERE w.word = ?1)"
            ),
            vals![word],
        )?;
    }
    tx.exec(sql!("DELETE FROM party_pair WHERE party = ?1"), vals![party])?;
    tx.exec(sql!("DELETE FROM party_sound WHERE party = ?1"), vals![party]).map(drop)
}

fn keep_all(
    tx: &mut Tx<'_>,
    entered: &[(Id<Person>, String, Facts)],
    rows: &store::many::Rows,
    of: fn(&str) -> Vec<String>,
) -> Result<()> {
    let mut words = Vec::new();
    for (person, _, facts) in entered {
        let own: BTreeSet<String> = of(&facts.name).into_iter().collect();
        words.extend(own.into_iter().map(|word| (word, *person)));
    }
    let values: Vec<_> = words.iter().flat_map(|(word, person)| vals![*word, *person].to_vec()).collect();
    tx.exec_rows(rows, &values).map(drop)
}

/// The statement that keeps up to six words of the party `?1` in a table; places left over are null.
macro_rules! six_into {
    ($table:ident.$column:ident) => {
        sql!(concat!(
            "INSERT INTO ",
            stringify!($table),
            " (",
            stringify!($column),
            ", party) SELECT column1, ?1
             FROM (VALUES (CAST(?2 AS TEXT)), (?3), (?4), (?5), (?6), (?7)) w WHERE column1 IS NOT NULL"
        ))
    };
}

pub(super) fn keep_words(tx: &mut Tx<'_>, party: Id<Person>, names: &[String]) -> Result<()> {
    let all = |of: fn(&str) -> Vec<String>| names.iter().flat_map(|name| of(name)).collect::<BTreeSet<_>>();
    let words = all(name::words);
    let new = new_among(tx, &words)?;
    keep_tails(tx, &new)?;
    keep_each(tx, party, &words, six_into!(party_word.word))?;
    keep_each(tx, party, &all(name::pairs), six_into!(party_pair.pair))?;
    keep_each(tx, party, &all(name::echoes), six_into!(party_sound.sound))
}

/// The words that no name had before.
fn new_among(tx: &mut Tx<'_>, words: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let mut new = BTreeSet::new();
    for word in words {
        let known: Option<(String,)> =
            tx.opt(sql!("SELECT word FROM word_tail WHERE tail = ?1 AND word = ?1"), vals![word])?;
        if known.is_none() {
            new.insert(word.clone());
        }
    }
    Ok(new)
}

/// Six words with one statement: few names have more, and every statement is a way to the server and back.
fn keep_each(tx: &mut Tx<'_>, party: Id<Person>, words: &BTreeSet<String>, sql: &'static Sql) -> Result<()> {
    let mut words = words.iter().map(String::as_str).peekable();
    while words.peek().is_some() {
        let mut six = [None; 6];
        six.iter_mut().for_each(|place| *place = words.next());
        let [a, b, c, d, e, f] = six;
        tx.exec(sql, vals![party, a, b, c, d, e, f])?;
    }
    Ok(())
}

/// Lets a party be found by all its names, and by those of the entries merged into it; one that is merged
/// itself is found by none.
pub(crate) fn reindex(tx: &mut Tx<'_>, party: Id<Person>) -> Result<()> {
    forget_words(tx, party)?;
    if one(tx, party)?.merged_into.is_some() {
        return Ok(());
    }
    let names: Vec<(String,)> = tx.all(
        sql!(
            "SELECT name FROM party WHERE id = ?1 OR merged_into = ?1
             UNION SELECT n.name FROM party_name n JOIN party p ON p.id = n.party
             WHERE p.id = ?1 OR p.merged_into = ?1"
        ),
        vals![party],
    )?;
    let names: Vec<String> = names.into_iter().map(|(name,)| name).collect();
    keep_words(tx, party, &names)
}
