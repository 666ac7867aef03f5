//! What becomes of the rows of a file: looked at first, then entered.

use std::collections::{BTreeSet, HashMap, HashSet};

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

/// Of how many words of a name the register keeps every two.
const KEPT_PAIRED: usize = 8;

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
    /// It might be one of these rows of the same file that are entered, with their names; people decide.
    AlikeRow(Vec<(usize, String)>),
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
            Fate::New | Fate::AlikeRow(_) | Fate::Twice | Fate::Rejected(_) => Vec::new(),
        }
    }
}

/// What would become of every row, each after those before it. Nothing is done.
///
/// # Errors
/// Those of the database.
pub fn look(tx: &mut Tx<'_>, vault: &Vault, drafts: Vec<Draft>) -> Result<Vec<Line>> {
    let (mut seen, mut met) = (HashSet::new(), Met::default());
    let mut lines = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut fate = fate(tx, vault, &draft, &HashSet::new())?;
        let same = (name::words(&draft.profile.name), draft.profile.born, draft.profile.phone.clone());
        let again = !seen.insert(same);
        if fate == Fate::New {
            fate = if again { Fate::Twice } else { met.fate(&draft) };
        }
        let line = Line { draft, fate };
        if line.fate == Fate::New {
            met.add(&line.draft);
        }
        lines.push(line);
    }
    Ok(lines)
}

/// The rows of a file that are new, by what somebody is found who might be the same.
#[derive(Default)]
struct Met {
    rows: Vec<Draft>,
    by_trace: HashMap<String, Vec<usize>>,
}

/// What becomes of a row beside those whom the register knows, but for `own`.
fn fate(tx: &mut Tx<'_>, vault: &Vault, draft: &Draft, own: &HashSet<Id<Person>>) -> Result<Fate> {
    let (mut problems, mut known) = (draft.problems.clone(), None);
    for (scheme, value) in &draft.identifiers {
        match identifiers::find(tx, vault, scheme, value) {
            Ok(found) => known = known.or(found.filter(|party| !own.contains(party))),
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
    let mut alike = alike::alike(tx, draft.kind, &draft.profile)?;
    alike.retain(|one| !own.contains(&one.id));
    Ok(match alike.iter().find(|one| is_certain(&one.why)) {
        Some(same) => Fate::Known(same.id),
        None => {
            let doubtful: Vec<Alike> = alike.into_iter().filter(|one| is_doubtful(&one.why)).collect();
            if doubtful.is_empty() { Fate::New } else { Fate::Alike(doubtful) }
        }
    })
}

fn is_certain(why: &[Why]) -> bool {
    why.contains(&Why::Name) && (why.contains(&Why::Born) || why.contains(&Why::Phone))
}

/// A shared telephone alone is a family; a class has many.
fn is_doubtful(why: &[Why]) -> bool {
    why.iter().any(|why| *why != Why::Phone)
}

impl Met {
    fn add(&mut self, draft: &Draft) {
        for trace in traces_of(draft, KEPT_PAIRED) {
            self.by_trace.entry(trace).or_default().push(self.rows.len());
        }
        self.rows.push(draft.clone());
    }

    /// What becomes of a row the register knows nothing of: the same that would, were the rows before it entered.
    fn fate(&self, draft: &Draft) -> Fate {
        let found = traces_of(draft, alike::PAIRED).into_iter().filter_map(|trace| self.by_trace.get(&trace));
        let found: BTreeSet<usize> = found.flatten().copied().collect();
        let mut doubtful = Vec::new();
        for other in found.into_iter().filter_map(|at| self.rows.get(at)) {
            let same_number = draft.identifiers.iter().any(|number| other.identifiers.contains(number));
            let Profile { name, born, .. } = &other.profile;
            let same_phone =
                !draft.profile.phone.is_empty() && phones(other).any(|phone| *phone == draft.profile.phone);
            let why = match draft.kind == other.kind {
                true => alike::likeness(&draft.profile, name, *born, same_phone),
                false => Vec::new(),
            };
            if is_certain(&why) {
                return Fate::Twice;
            }
            if same_number || is_doubtful(&why) {
                doubtful.push((other.number, name.clone()));
            }
        }
        if doubtful.is_empty() { Fate::New } else { Fate::AlikeRow(doubtful) }
    }
}

fn phones(draft: &Draft) -> impl Iterator<Item = &String> {
    std::iter::once(&draft.profile.phone).chain(&draft.more_phones)
}

/// Enters the rows that are new, and tells what became of every one: what [`look`] says of them now. What is the same for
/// many is written with few statements.
///
/// # Errors
/// Those of the database, with nothing of these rows entered.
pub fn enter(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[Draft]) -> Result<Vec<Line>> {
    tx.lock("people.register", &"")?;
    let lines = look(tx, vault, drafts.to_vec())?;
    let new: Vec<&Draft> =
        lines.iter().filter(|line| line.fate == Fate::New).map(|line| &line.draft).collect();
    write(tx, act, vault, &new)?;
    Ok(lines)
}

/// Enters some rows of a file that was [looked at](look) as a whole: those it said are new, unless somebody has entered them
/// elsewhere since. `own` are those whom the rows before them have entered: what rows are to each other was said for all of
/// them. Who was entered now.
///
/// # Errors
/// Those of the database, with nothing of these rows entered.
pub(super) fn enter_looked(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    lines: &[Line],
    own: &HashSet<Id<Person>>,
) -> Result<Vec<Id<Person>>> {
    tx.lock("people.register", &"")?;
    let mut new = Vec::new();
    for line in lines.iter().filter(|line| line.fate == Fate::New) {
        if fate(tx, vault, &line.draft, own)? == Fate::New {
            new.push(&line.draft);
        }
    }
    write(tx, act, vault, &new)
}

/// By what somebody is found who might be the same: number, day with a part of the name, two parts of the name, of which
/// `most` are looked at.
fn traces_of(draft: &Draft, most: usize) -> Vec<String> {
    let Profile { name, born, .. } = &draft.profile;
    let days = born
        .iter()
        .flat_map(|born| name::sounds(name).into_iter().map(move |sound| format!("day {born} {sound}")));
    let pairs = name::sound_pairs(name, most).into_iter().map(|pair| format!("name {pair}"));
    let phones = phones(draft).filter(|phone| !phone.is_empty()).map(|phone| format!("phone {phone}"));
    let numbers = draft.identifiers.iter().map(|(scheme, value)| format!("{scheme} {value}"));
    days.chain(pairs).chain(phones).chain(numbers).collect()
}

/// Writes those whom nobody knows, people together; who they are.
fn write(tx: &mut Tx<'_>, act: &Act, vault: &Vault, drafts: &[&Draft]) -> Result<Vec<Id<Person>>> {
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
    Ok(parties)
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
