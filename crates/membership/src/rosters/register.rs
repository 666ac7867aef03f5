//! Whom of the register the rows of a list might be: one question for all birth dates and one for all bare names,
//! and one for each number that others gave, since those are kept sealed.

use std::collections::{HashMap, HashSet};

use kernel::{Date, Id, Person, Timestamp};
use people::{identifiers, name};
use platform::vault::Vault;
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::Entry;
use crate::sponsorships::Sponsorship;

/// Somebody of the register.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Candidate {
    /// Who.
    pub person: Id<Person>,
    /// The number on their card, where they are a member.
    pub code: Option<String>,
    /// The plan of that membership.
    pub plan: Option<String>,
    /// When somebody vouched for who they are.
    pub confirmed_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Found {
    folded: String,
    born: Option<Date>,
    person: Id<Person>,
    code: Option<String>,
    plan: Option<String>,
    confirmed_at: Option<Timestamp>,
}

/// What the register knows of the people of a list.
#[derive(Debug, Default)]
pub struct Register {
    by_birth: HashMap<(String, Date), Vec<Candidate>>,
    by_line: HashMap<i64, Candidate>,
    /// Names of the register that rows without a birth date have.
    names: HashSet<String>,
}

impl Register {
    /// Everybody who could be the person of this row; one whose number it is comes alone.
    pub fn candidates(&self, entry: &Entry) -> &[Candidate] {
        if let Some(one) = self.by_line.get(&entry.line) {
            return std::slice::from_ref(one);
        }
        let born = entry.profile.born;
        let key = born.map(|born| (name::folded(&entry.profile.name), born));
        key.and_then(|key| self.by_birth.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Whether the register has this name, when all a row tells is a name.
    pub fn has_name(&self, folded: &str) -> bool {
        self.names.contains(folded)
    }
}

/// What the register knows of the people of a list.
pub fn of(tx: &mut Tx<'_>, vault: &Vault, entries: &[Entry]) -> Result<Register> {
    let mut register = Register { by_birth: by_birth(tx, entries)?, ..Register::default() };
    let bare: HashSet<String> = entries
        .iter()
        .filter(|entry| entry.profile.born.is_none())
        .map(|entry| name::folded(&entry.profile.name))
        .collect();
    if let (Some(first), Some(last)) = (bare.iter().min(), bare.iter().max()) {
        tx.each(
            sql!(
                "SELECT folded FROM party WHERE folded >= ?1 AND folded <= ?2 AND kind = 'person' AND merged_into IS NULL"
            ),
            vals![first, last],
            |(folded,): (String,)| {
                if bare.contains(&folded) {
                    register.names.insert(folded);
                }
                Ok(())
            },
        )?;
    }
    for entry in entries.iter().filter(|entry| entry.problems.is_empty()) {
        for (scheme, value) in &entry.identifiers {
            // What has not the shape of its scheme finds nobody; the row still has a name.
            let holder = match identifiers::find(tx, vault, scheme, value) {
                Ok(holder) => holder,
                Err(Error::Refused(_)) => None,
                Err(other) => return Err(other),
            };
            if let Some(person) = holder {
                register.by_line.insert(entry.line, candidate(tx, person)?);
                break;
            }
        }
    }
    Ok(register)
}

/// Persons by name and birth date, found among those born when somebody of the list was.
fn by_birth(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<HashMap<(String, Date), Vec<Candidate>>> {
    let wanted: HashSet<(String, Date)> = entries
        .iter()
        .filter_map(|entry| Some((name::folded(&entry.profile.name), entry.profile.born?)))
        .collect();
    let mut found: HashMap<_, Vec<Candidate>> = HashMap::new();
    let days = || wanted.iter().map(|(_, born)| *born);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(found) };
    tx.each(
        sql!(
            "SELECT p.folded, p.born, p.id AS person, m.code, m.plan, m.confirmed_at
             FROM party p LEFT JOIN member m ON m.person = p.id
             WHERE p.born >= ?1 AND p.born <= ?2 AND p.kind = 'person' AND p.merged_into IS NULL"
        ),
        vals![first, last],
        |row: Found| {
            let Some(born) = row.born else { return Ok(()) };
            let key = (row.folded, born);
            if wanted.contains(&key) {
                let one = Candidate {
                    person: row.person,
                    code: row.code,
                    plan: row.plan,
                    confirmed_at: row.confirmed_at,
                };
                found.entry(key).or_default().push(one);
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// The people of a list that waits whom the library knows, by person.
pub fn named(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<HashMap<Id<Person>, Candidate>> {
    let found: Vec<Candidate> = tx.all(
        sql!(
            "SELECT p.id AS person, m.code, m.plan, m.confirmed_at FROM roster_row r
             JOIN party p ON p.id = r.person LEFT JOIN member m ON m.person = p.id
             WHERE r.sponsorship = ?1 AND r.state = 'waiting'"
        ),
        vals![sponsorship],
    )?;
    Ok(found.into_iter().map(|one| (one.person, one)).collect())
}

/// A person with their membership.
pub fn candidate(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Candidate> {
    tx.one(
        sql!(
            "SELECT p.id AS person, m.code, m.plan, m.confirmed_at FROM party p LEFT JOIN member m ON m.person = p.id
             WHERE p.id = ?1"
        ),
        vals![person],
    )
}
