//! What a new list changes about the one before it: no database, no clock.

use std::collections::{HashMap, HashSet};

use kernel::{Date, Id, Message, Person};
use people::{name, phone};

use super::{
    Entry, Listed, State,
    register::{Candidate, Register},
};
use crate::{Plan, rules};

/// What there was before.
pub struct Before {
    /// How many lists have been applied.
    pub version: i64,
    /// The rows.
    pub rows: Vec<Listed>,
    /// The plan of whoever is new.
    pub plan: Plan,
    /// The plans that stand on rosters.
    pub accepting: HashSet<String>,
    /// The day.
    pub today: Date,
}

/// Somebody who was not on the list before.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// The row.
    pub entry: Entry,
    /// Who it is, where the register knows them.
    pub known: Option<Candidate>,
}

/// Somebody who still is, or is again.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// As it was.
    pub row: Listed,
    /// As it is.
    pub entry: Entry,
}

impl Change {
    /// Whether the class is another one.
    pub fn of_class(&self) -> bool {
        self.row.class != self.entry.class
    }

    /// Whether the name or birth date is another one.
    pub fn of_person(&self) -> bool {
        self.row.name != self.entry.name() || self.row.born != self.entry.profile.born
    }

    fn is_any(&self) -> bool {
        self.of_class() || self.of_person() || self.row.number != self.entry.number
    }
}

/// A row that people decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The row.
    pub entry: Entry,
    /// Why.
    pub why: Vec<Message>,
}

/// What a list changes. Every row of the file is in exactly one of `new`, `back`, `changed`, `same` and
/// `doubtful`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// The version it was compared with.
    pub version: i64,
    /// Who is new.
    pub new: Vec<New>,
    /// Who had gone and is there again.
    pub back: Vec<Change>,
    /// Who is there no more.
    pub gone: Vec<Listed>,
    /// Of whom the list says something else.
    pub changed: Vec<Change>,
    /// Of whom it says the same.
    pub same: Vec<Change>,
    /// Rows that nothing is done with.
    pub doubtful: Vec<Doubt>,
}

impl Diff {
    /// How many are in another class than before.
    pub fn of_class(&self) -> usize {
        self.changed.iter().chain(&self.back).filter(|change| change.of_class()).count()
    }

    /// Who of the register is in it, but for those of whom it says the same.
    pub fn people(&self) -> impl Iterator<Item = Id<Person>> {
        let rows = self.changed.iter().chain(&self.back).map(|change| &change.row).chain(&self.gone);
        let known = self.new.iter().filter_map(|new| new.known.as_ref()).map(|known| known.person);
        rows.filter_map(|row| row.person).chain(known)
    }

    /// Rows that are taken over and worth a second look, with why.
    pub fn warnings(&self) -> impl Iterator<Item = (&Entry, &Message)> {
        let still = self.changed.iter().chain(&self.back).chain(&self.same).map(|change| &change.entry);
        let entries = self.new.iter().map(|new| &new.entry).chain(still);
        entries.flat_map(|entry| entry.warnings.iter().map(move |warning| (entry, warning)))
    }

    /// Whether so many are gone that it might be the wrong list.
    pub fn loses_most(&self) -> bool {
        let stay = self.changed.len() + self.same.len();
        self.gone.len() > 10 && self.gone.len() > stay
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.back.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

impl Entry {
    /// The name with single spaces.
    pub fn name(&self) -> String {
        self.profile.name.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The telephone number as it is kept.
    pub fn phone(&self) -> Option<String> {
        phone::normalised(&self.profile.phone)
    }
}

/// The rows of the list before, and which of them have been met.
struct Book {
    rows: Vec<Option<Listed>>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<(String, Option<Date>), Vec<usize>>,
    /// Rows of the same name as a doubtful one are not gone: perhaps it is them.
    kept: HashSet<usize>,
}

impl Book {
    fn of(rows: Vec<Listed>) -> Self {
        let mut by_number = HashMap::new();
        let mut by_name: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(number) = &row.number {
                by_number.insert(number.clone(), at);
            }
            by_name.entry((row.folded.clone(), row.born)).or_default().push(at);
        }
        Self { rows: rows.into_iter().map(Some).collect(), by_number, by_name, kept: HashSet::new() }
    }

    /// The row this entry continues: of its number, else of its name and birth date where one of both has no
    /// number or they had gone.
    fn meet(&mut self, entry: &Entry) -> Option<Listed> {
        if let Some(at) = entry.number.as_ref().and_then(|number| self.by_number.get(number)) {
            return self.rows[*at].take();
        }
        let key = (name::folded(&entry.profile.name), entry.profile.born);
        let fits = |row: &Listed| row.number.is_none() || entry.number.is_none() || row.state == State::Gone;
        let at =
            self.by_name.get(&key)?.iter().copied().find(|&at| self.rows[at].as_ref().is_some_and(fits))?;
        self.rows[at].take()
    }

    fn keep_alike(&mut self, entry: &Entry) {
        let folded = name::folded(&entry.profile.name);
        let alike =
            |row: &Listed| row.folded == folded || (row.number.is_some() && row.number == entry.number);
        let found = self.rows.iter().enumerate().filter(|(_, row)| row.as_ref().is_some_and(alike));
        self.kept.extend(found.map(|(at, _)| at));
    }
}

/// What `entries` change about what there was.
pub fn diff(before: Before, register: &Register, entries: Vec<Entry>) -> Diff {
    let mut persons: HashSet<Id<Person>> = before.rows.iter().filter_map(|row| row.person).collect();
    let mut book = Book::of(before.rows);
    let mut diff = Diff { version: before.version, ..Diff::default() };
    let mut seen = HashSet::new();
    let may_be_children = rules::is_open_to_children(&before.plan);
    for mut entry in entries {
        let mut why = std::mem::take(&mut entry.problems);
        if may_be_children && entry.profile.born.is_none() {
            entry.warnings.push(Message::new("roster-birth-owed"));
        }
        let key = match &entry.number {
            Some(number) => (number.clone(), None),
            None => (name::folded(&entry.profile.name), Some(entry.profile.born)),
        };
        if why.is_empty() && !seen.insert(key) {
            why.push(Message::new("roster-twice"));
            // The first of both has met the row.
            diff.doubtful.push(Doubt { entry, why });
            continue;
        }
        if why.is_empty() {
            let met = book.meet(&entry);
            match met {
                Some(row) if is_other(&row, &entry) => {
                    why.push(Message::new("roster-number-of-other").with("name", row.name.as_str()));
                    let at = entry.number.as_ref().and_then(|number| book.by_number.get(number)).copied();
                    if let Some(at) = at {
                        book.rows[at] = Some(row);
                    }
                }
                Some(row) => {
                    let gone = row.state == State::Gone;
                    let change = Change { row, entry };
                    match (gone, change.is_any()) {
                        (true, _) => diff.back.push(change),
                        (false, true) => diff.changed.push(change),
                        (false, false) => diff.same.push(change),
                    }
                    continue;
                }
                None => {
                    let known = register.candidates(&entry);
                    why = doubts(
                        &before.plan,
                        &before.accepting,
                        before.today,
                        register,
                        &entry,
                        known,
                        &persons,
                    );
                    if why.is_empty() {
                        let known = known.first().cloned();
                        persons.extend(known.as_ref().map(|one| one.person));
                        diff.new.push(New { entry, known });
                        continue;
                    }
                }
            }
        }
        book.keep_alike(&entry);
        diff.doubtful.push(Doubt { entry, why });
    }
    let Book { rows, kept, .. } = book;
    let left = rows.into_iter().enumerate().filter(|(at, _)| !kept.contains(at)).filter_map(|(_, row)| row);
    diff.gone = left.filter(|row| row.state != State::Gone).collect();
    diff
}

/// Whether a number now names somebody else: neither a word of the name nor the birth date is the same.
fn is_other(row: &Listed, entry: &Entry) -> bool {
    let (before, now) = (name::words(&row.name), name::words(&entry.profile.name));
    row.born != entry.profile.born && !before.iter().any(|word| now.contains(word))
}

/// Why somebody new cannot simply be taken over.
fn doubts(
    plan: &Plan,
    accepting: &HashSet<String>,
    today: Date,
    register: &Register,
    entry: &Entry,
    known: &[Candidate],
    persons: &HashSet<Id<Person>>,
) -> Vec<Message> {
    let mut why = Vec::new();
    match known {
        [] if entry.profile.born.is_none() && register.has_name(&name::folded(&entry.profile.name)) => {
            why.push(Message::new("roster-name-known"));
        }
        [] => why.extend(rules::age_objection(plan, entry.profile.born, today)),
        [one] => {
            if persons.contains(&one.person) {
                why.push(Message::new("roster-person-twice"));
            }
            if one.plan.as_ref().is_some_and(|plan| !accepting.contains(plan)) {
                why.push(Message::new("roster-plan-refuses"));
            }
            if one.code.is_none() {
                why.extend(rules::age_objection(plan, entry.profile.born, today));
            }
        }
        _ => why.push(Message::new("roster-two-known")),
    }
    why
}
