//! Striking somebody off the files that wait: of whoever is forgotten nothing is entered out of a file that was sent before.

use std::collections::BTreeSet;

use kernel::{Act, Date, Id, Person};
use platform::vault::Vault;
use sheet::{Cell, Row};
use store::{Error, Result, Tx, sql, vals};
use web::Paper;

use super::{
    Draft, Waiting, drafts, read,
    waiting::{replace, waiting},
};
use crate::{PartyKind, Profile, identifiers, name, phone};

/// The files of this module.
pub const STRIKE: Paper = Paper { name: "people.files", strike };

/// By what a row of a file can mean somebody: what their entry tells, and those that turned out to be the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    person: Option<Id<Person>>,
    /// The words of each of their names.
    names: Vec<BTreeSet<String>>,
    born: Vec<Date>,
    phones: BTreeSet<String>,
}

impl Meant {
    /// What is known of `person`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Self> {
        let entries: Vec<(String, Option<Date>)> =
            tx.all(sql!("SELECT name, born FROM party WHERE id = ?1 OR merged_into = ?1"), vals![person])?;
        let others: Vec<(String,)> = tx.all(
            sql!(
                "SELECT name FROM party_name WHERE party IN (SELECT id FROM party WHERE id = ?1 OR merged_into = ?1)"
            ),
            vals![person],
        )?;
        let phones: Vec<(String,)> = tx.all(
            sql!(
                "SELECT value FROM contact WHERE kind <> 'email'
                   AND party IN (SELECT id FROM party WHERE id = ?1 OR merged_into = ?1)"
            ),
            vals![person],
        )?;
        let names = entries.iter().map(|(name, _)| name).chain(others.iter().map(|(name,)| name));
        let names = names.map(|name| words(name)).filter(|words| !words.is_empty());
        Ok(Self {
            person: Some(person),
            names: names.collect(),
            born: entries.iter().filter_map(|(_, born)| *born).collect(),
            phones: phones.into_iter().map(|(number,)| number).collect(),
        })
    }

    /// Whether a list means them by this name, birth date and these numbers in any spelling: the same name, unless the birth
    /// dates speak against it; or more or fewer words of the name with the same birth date or telephone. A shared telephone
    /// alone is a family, a birth date and a family name alone are twins.
    pub fn is_named<'a>(
        &self,
        name: &str,
        born: Option<Date>,
        numbers: impl IntoIterator<Item = &'a str>,
    ) -> bool {
        let said = words(name);
        let same_day = born.is_some_and(|born| self.born.contains(&born));
        let other_day = born.is_some() && !self.born.is_empty() && !same_day;
        let mut numbers = numbers.into_iter().filter_map(phone::normalised);
        let same_phone = numbers.any(|number| self.phones.contains(&number));
        let means = |name: &BTreeSet<String>| {
            let part = !said.is_empty() && (said.is_subset(name) || name.is_subset(&said));
            said == *name || (part && (same_day || same_phone))
        };
        !other_day && self.names.iter().any(means)
    }

    /// The same of a row, also by a number that others gave them.
    fn is_meant(&self, tx: &mut Tx<'_>, vault: &Vault, draft: &Draft) -> Result<bool> {
        if draft.kind != PartyKind::Person {
            return Ok(false);
        }
        for (scheme, value) in &draft.identifiers {
            match identifiers::find(tx, vault, scheme, value) {
                Ok(Some(found)) if Some(found) == self.person => return Ok(true),
                // A number that is none, or that nobody can look up, names nobody.
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(other) => return Err(other),
            }
        }
        let Profile { name, born, phone, .. } = &draft.profile;
        let numbers = draft.more_phones.iter().chain(std::iter::once(phone));
        Ok(self.is_named(name, *born, numbers.map(String::as_str)))
    }
}

fn words(name: &str) -> BTreeSet<String> {
    name::words(name).into_iter().collect()
}

/// The table in `bytes` without the rows that mean somebody; nothing where none does, or it is no table.
///
/// # Errors
/// Those of the database.
pub fn without(
    tx: &mut Tx<'_>,
    vault: &Vault,
    bytes: &[u8],
    meant: &Meant,
    today: Date,
) -> Result<Option<Vec<u8>>> {
    let Ok(source) = read(bytes) else { return Ok(None) };
    let mut struck = BTreeSet::new();
    for draft in drafts(&source, today) {
        if meant.is_meant(tx, vault, &draft)? {
            struck.insert(draft.number);
        }
    }
    if struck.is_empty() {
        return Ok(None);
    }
    // The others stay in their rows, by whose numbers they are spoken of. A spreadsheet keeps what is a day and what a number.
    let stays = |row: &&Row| !struck.contains(&row.number);
    let last = source.table.rows.last().map_or(0, |row| row.number);
    let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); last];
    for row in source.table.rows.iter().filter(stays) {
        if let Some(place) = row.number.checked_sub(1).and_then(|at| rows.get_mut(at)) {
            place.clone_from(&row.cells);
        }
    }
    sheet::write::xlsx(rows).map(Some).map_err(|error| Error::Shape(error.to_string()))
}

fn strike(tx: &mut Tx<'_>, act: &Act, vault: &Vault, person: Id<Person>) -> Result<()> {
    let meant = Meant::of(tx, person)?;
    let all: Vec<(Id<Waiting>,)> = tx.all(sql!("SELECT id FROM import_file ORDER BY id"), vals![])?;
    for (id,) in all {
        match waiting(tx, vault, id) {
            Ok((_, content)) => {
                if let Some(content) = without(tx, vault, &content, &meant, act.today())? {
                    replace(tx, vault, id, &content)?;
                }
            }
            // What nobody can read is sent again.
            Err(Error::Refused(_) | Error::Shape(_)) => {
                tx.exec(sql!("DELETE FROM import_file WHERE id = ?1"), vals![id])?;
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn gracia() -> Meant {
        Meant {
            person: None,
            names: vec![words("Gracia Wowor"), words("Gracia Putri Wowor")],
            born: vec![date(2010, 12, 31)],
            phones: ["6281234567890".to_owned()].into(),
        }
    }

    fn is_named(name: &str, born: Option<Date>, phone: &str) -> bool {
        gracia().is_named(name, born, [phone])
    }

    #[test]
    fn somebody_is_named_by_any_of_their_names_in_any_order_unless_the_birth_dates_differ() {
        let hers = Some(date(2010, 12, 31));
        for (name, born, phone) in [
            ("WOWOR, Gracia", None, ""),
            ("Gracia Wowor", hers, ""),
            ("Gracia P. Wowor", hers, ""),
            ("Gracia", None, "0812-3456-7890"),
        ] {
            assert!(is_named(name, born, phone), "{name}");
        }
    }

    #[test]
    fn a_twin_a_father_and_somebody_of_the_same_name_are_others() {
        let hers = Some(date(2010, 12, 31));
        for (name, born, phone) in [
            ("Gratia Wowor", hers, "0812-3456-7890"),
            ("Jantje Wowor", None, "0812-3456-7890"),
            ("Gracia Wowor", Some(date(1971, 1, 2)), "0812-3456-7890"),
            ("Gracia", None, ""),
            ("", None, "0812-3456-7890"),
        ] {
            assert!(!is_named(name, born, phone), "{name}");
        }
    }
}
