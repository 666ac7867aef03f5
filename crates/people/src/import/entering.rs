//! What becomes of the rows of a file: looked at first, then entered.

use std::collections::{BTreeSet, HashSet};

use kernel::{Act, Id, Message, Person};
use platform::vault::Vault;
use sheet::Row;
use store::{Error, Result, Tx};

use super::{Draft, Source};
use crate::{
    PartyKind, Profile,
    alike::{self, Alike, Why},
    contacts, identifiers, name,
    parties::{self, Entered},
};

/// A row with what becomes of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row.
    pub draft: Draft,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is entered.
    New,
    /// The register has it: nothing to do.
    Known(Id<Person>),
    /// It might be one of these; people decide.
    Alike(Vec<Alike>),
    /// An earlier row of the same file tells the same.
    Twice,
    /// It cannot be entered.
    Rejected(Vec<Message>),
}

impl Line {
    /// Who of the register it is, or might be.
    pub fn people(&self) -> Vec<Id<Person>> {
        match &self.fate {
            Fate::Known(person) => vec![*person],
            Fate::Alike(alike) => alike.iter().map(|one| one.id).collect(),
            Fate::New | Fate::Twice | Fate::Rejected(_) => Vec::new(),
        }
    }
}

/// What would become of every row. Nothing is done.
///
/// # Errors
/// Those of the database.
pub fn look(tx: &mut Tx<'_>, vault: &Vault, drafts: Vec<Draft>) -> Result<Vec<Line>> {
    let mut seen = HashSet::new();
    let mut lines = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut fate = fate(tx, vault, &draft)?;
        let same = (name::words(&draft.profile.name), draft.profile.born, draft.profile.phone.clone());
        if !seen.insert(same) && fate == Fate::New {
            fate = Fate::Twice;
        }
        lines.push(Line { draft, fate });
    }
    Ok(lines)
}

fn fate(tx: &mut Tx<'_>, vault: &Vault, draft: &Draft) -> Result<Fate> {
    let (mut problems, mut known) = (draft.problems.clone(), None);
    for (scheme, value) in &draft.identifiers {
        match identifiers::find(tx, vault, scheme, value) {
            Ok(found) => known = known.or(found),
            Err(Error::Refused(refusal)) => {
                problems.extend(refusal.reasons.into_iter().map(|reason| reason.message));
            }
            Err(other) => return Err(other),
        }
    }
    match known {
        _ if !problems.is_empty() => return Ok(Fate::Rejected(problems)),
        Some(party) => return Ok(Fate::Known(party)),
        None => {}
    }
    let alike = alike::alike(tx, draft.kind, &draft.profile)?;
    let certain = |one: &&Alike| {
        one.why.contains(&Why::Name) && (one.why.contains(&Why::Born) || one.why.contains(&Why::Phone))
    };
    Ok(match alike.iter().find(certain) {
        Some(same) => Fate::Known(same.id),
        // A shared telephone alone is a family; a class has many.
        None => {
            let doubtful: Vec<Alike> =
                alike.into_iter().filter(|one| one.why.iter().any(|why| *why != Why::Phone)).collect();
            if doubtful.is_empty() { Fate::New } else { Fate::Alike(doubtful) }
        }
    })
}

/// Enters the rows that are new; those among them that someone else has entered in between are left out. How many were
/// entered. What is the same for many is written with few statements.
///
/// # Errors
/// Those of the database, with nothing of these rows entered.
pub fn enter(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[Draft]) -> Result<usize> {
    let (mut entered, mut together, mut traces) = (0, Vec::new(), HashSet::new());
    tx.lock("people.register", &"")?;
    for draft in drafts {
        // Whoever might be one of those that wait to be written is looked up after they are.
        let own = traces_of(draft);
        if own.iter().any(|trace| traces.contains(trace)) {
            entered += write(tx, act, vault, &together)?;
            (together, traces) = (Vec::new(), HashSet::new());
        }
        if fate(tx, vault, draft)? == Fate::New {
            together.push(draft);
            traces.extend(own);
        }
    }
    Ok(entered + write(tx, act, vault, &together)?)
}

/// By what somebody is found who might be the same: number, day with a part of the name, two parts of the name.
fn traces_of(draft: &Draft) -> Vec<String> {
    let Profile { name, born, phone, .. } = &draft.profile;
    let days = born
        .iter()
        .flat_map(|born| name::sounds(name).into_iter().map(move |sound| format!("day {born} {sound}")));
    let pairs = name::sound_pairs(name, 8).into_iter().map(|pair| format!("name {pair}"));
    let phones = Some(format!("phone {phone}")).filter(|_| !phone.is_empty());
    let numbers = draft.identifiers.iter().map(|(scheme, value)| format!("{scheme} {value}"));
    days.chain(pairs).chain(phones).chain(numbers).collect()
}

/// Writes those whom nobody knows, people together.
fn write(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[&Draft]) -> Result<usize> {
    let (people, others): (Vec<&Draft>, Vec<&Draft>) =
        drafts.iter().copied().partition(|draft| draft.kind == PartyKind::Person);
    let profiles: Vec<Profile> = people.iter().map(|draft| draft.profile.clone()).collect();
    let mut parties = parties::register_all(tx, act, &profiles)?;
    for draft in &others {
        match parties::register(tx, act, draft.kind, &draft.profile, true)? {
            Entered::New(party) => parties.push(party),
            Entered::Alike(_) => return Err(Error::Missing),
        }
    }
    let all = || parties.iter().copied().zip(people.iter().chain(&others));
    for (party, draft) in all() {
        for number in &draft.more_phones {
            contacts::add(tx, act, party, contacts::way_of_number(number), number, "", true)?;
        }
    }
    let numbers: Vec<_> = all()
        .flat_map(|(party, draft)| {
            draft.identifiers.iter().map(move |(scheme, value)| (party, *scheme, value.clone()))
        })
        .collect();
    identifiers::keep_all(tx, act, vault, &numbers)?;
    Ok(drafts.len())
}

/// The rows that are not entered, as they were sent, each with its reasons: to be mended and sent again.
pub fn rejects(
    source: &Source,
    lines: &[Line],
    words: impl Fn(&Line) -> Option<String>,
    why: &str,
) -> String {
    let width = source.table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let as_sent =
        |row: &Row| -> Vec<String> { (0..width).map(|n| row.cell(n).text().into_owned()).collect() };
    let told: Vec<(usize, String)> =
        lines.iter().filter_map(|line| Some((line.draft.number, words(line)?))).collect();
    let numbers: BTreeSet<usize> = told.iter().map(|(number, _)| *number).collect();
    let mut heading: Vec<String> = source.mapping.headings.clone();
    heading.resize(width, String::new());
    heading.push(why.to_owned());
    let rows = source.mapping.rows(&source.table).iter().filter(|row| numbers.contains(&row.number));
    let rows = rows.zip(told.iter()).map(|(row, (_, reason))| [as_sent(row), vec![reason.clone()]].concat());
    sheet::write::csv(std::iter::once(heading).chain(rows))
}
