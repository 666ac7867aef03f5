//! A new school year: everybody moves to the next class, and the oldest leave.

use std::collections::BTreeMap;

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};

use super::{Listed, State, going, last, listed, rows, undo};
use crate::sponsorships::{self, Sponsorship};

/// The Roman numbers of classes, as schools here write them.
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
/// How long the name of a class may be, in characters.
const LENGTH: usize = 60;

/// A class of a list, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// What it is called; empty for those without one.
    pub name: String,
    /// How many are in it.
    pub people: i64,
    /// What it is proposed to be called; none where it leaves.
    pub next: Option<String>,
}

/// Where a class goes: its new name, or none where everybody in it leaves.
pub type Moves = BTreeMap<String, Option<String>>;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rolled {
    /// How many have another class.
    pub moved: i64,
    /// How many have left.
    pub left: i64,
}

/// The year a class is of, in numbers or Roman numbers at its beginning: 5 for `5A`, 7 for `VII B`; none where it
/// says nothing.
fn year_of(class: &str) -> Option<(usize, &str, bool)> {
    let trimmed = class.trim();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let year = trimmed.get(..digits)?.parse().ok().filter(|year| (1..=13).contains(year))?;
        return Some((year, trimmed.get(digits..)?, false));
    }
    let letters = trimmed.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = trimmed.get(..letters)?.to_uppercase();
    let at = ROMAN.iter().position(|roman| *roman == word)?;
    Some((at + 1, trimmed.get(letters..)?, true))
}

/// The class after this one: `6A` after `5A`, `VIII B` after `VII B`. A class that tells no year stays as it is.
pub fn next(class: &str) -> String {
    match year_of(class) {
        Some((year, rest, false)) => format!("{}{rest}", year + 1),
        Some((year, rest, true)) => match ROMAN.get(year) {
            Some(roman) => format!("{roman}{rest}"),
            None => class.trim().to_owned(),
        },
        None => class.trim().to_owned(),
    }
}

/// The classes of a list by name, each with the one after it; those of the highest year, where schools end (6, 9, 12),
/// are proposed to leave.
///
/// # Errors
/// A refusal when there is no such sponsorship; those of the database.
pub fn proposed(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<Vec<Class>> {
    sponsorships::one(tx, sponsorship)?;
    let found: Vec<(Option<String>, i64)> = tx.all(
        sql!(
            "SELECT class, count(*) FROM roster_row WHERE sponsorship = ?1 AND state <> 'gone'
             GROUP BY class ORDER BY class"
        ),
        vals![sponsorship],
    )?;
    let years = found.iter().filter_map(|(class, _)| year_of(class.as_deref()?)).map(|(year, ..)| year);
    let highest = years.max().filter(|year| matches!(year, 6 | 9 | 12));
    let class = |(name, people): (Option<String>, i64)| {
        let name = name.unwrap_or_default();
        let year = year_of(&name).map(|(year, ..)| year);
        let leaves = year.is_some() && year == highest;
        Class { next: (!leaves).then(|| next(&name)), name, people }
    };
    Ok(found.into_iter().map(class).collect())
}

/// What moving classes would come to. Nothing is done.
///
/// # Errors
/// A refusal with every class name that is too long, or when there is no such sponsorship; those of the database.
pub fn look(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, moves: &Moves) -> Result<Rolled> {
    sponsorships::one(tx, sponsorship)?;
    checked(moves)?;
    let mut rolled = Rolled::default();
    for (row, to) in touched(tx, sponsorship, moves)? {
        match to {
            Some(to) => rolled.moved += i64::from(row.class.as_deref().unwrap_or_default() != to),
            None => rolled.left += 1,
        }
    }
    Ok(rolled)
}

/// Moves classes and lets the oldest leave, when nobody has applied a list since `version`: all of it or nothing.
/// Whoever leaves stays a member for the agreed grace; loans are not touched.
///
/// # Errors
/// As [`look`]; a refusal when a list has been applied in between.
pub fn roll(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    version: i64,
    moves: &Moves,
) -> Result<Rolled> {
    tx.lock("sponsorship", &sponsorship)?;
    if last(tx, sponsorship)?.map_or(0, |roster| roster.version) != version {
        return Err(Refusal::new(Kind::Conflict, Message::new("roster-meanwhile")).into());
    }
    checked(moves)?;
    let carried = sponsorships::one(tx, sponsorship)?;
    undo::remember(tx, sponsorship, undo::Side::Before)?;
    let (mut leaving, mut moved) = (Vec::new(), Vec::new());
    for (row, to) in touched(tx, sponsorship, moves)? {
        match to {
            None => leaving.push(row),
            Some(to) if row.class.as_deref().unwrap_or_default() != to => {
                moved.push(Listed { class: Some(to).filter(|to| !to.is_empty()), ..row });
            }
            Some(_) => {}
        }
    }
    let count = |rows: &[Listed]| i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let rolled = Rolled { moved: count(&moved), left: count(&leaving) };
    going::leave(tx, act, &carried, &leaving)?;
    rows::keep(tx, sponsorship, &moved)?;
    tx.exec(
        sql!(
            "UPDATE roster SET version = version + 1, applied_at = ?2, undone_at = NULL WHERE sponsorship = ?1"
        ),
        vals![sponsorship, act.at],
    )?;
    undo::remember(tx, sponsorship, undo::Side::After)?;
    let detail = serde_json::json!({ "version": version + 1, "moved": rolled.moved, "left": rolled.left });
    audit::record(tx, act, "roster.rolled-over", "sponsorship", sponsorship, &detail)?;
    Ok(rolled)
}

fn checked(moves: &Moves) -> std::result::Result<(), Refusal> {
    let long = |name: &&String| name.chars().count() > LENGTH;
    let reasons = moves.values().flatten().filter(long).map(|name| {
        let message = Message::new("rollover-class-too-long").with("name", name.as_str());
        Reason { field: None, message }
    });
    Refusal::unless_empty(Kind::Invalid, reasons.collect())
}

/// The rows of the classes that go somewhere, each with where to.
fn touched(
    tx: &mut Tx<'_>,
    sponsorship: Id<Sponsorship>,
    moves: &Moves,
) -> Result<Vec<(Listed, Option<String>)>> {
    let rows = listed(tx, sponsorship)?.into_iter().filter(|row| row.state != State::Gone);
    Ok(rows
        .filter_map(|row| {
            let to = moves.get(row.class.as_deref().unwrap_or_default())?.clone();
            Some((row, to.map(|to| to.trim().to_owned())))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_goes_to_the_next_year_however_the_school_writes_it() {
        for (class, after) in [
            ("5A", "6A"),
            ("9", "10"),
            ("VII B", "VIII B"),
            ("X IPA 1", "XI IPA 1"),
            ("xii-ips", "xii-ips"),
            ("iv", "V"),
            ("Bagian Umum", "Bagian Umum"),
            ("Vokasi", "Vokasi"),
            ("", ""),
        ] {
            assert_eq!(next(class), after, "{class}");
        }
    }
}
