//! What stands on the slip of a transaction. Pure.

use std::collections::HashSet;

use kernel::{Id, Person};

use super::{Entry, Outcome, Transaction};

/// A slip: whose it is, and what it lists. It tells nobody what somebody else had.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// The member it is for; none for a pile that was brought back, whoever's it was.
    pub member: Option<Id<Person>>,
    /// Each copy once, as it stands at the end, in the order of the scans.
    pub lines: Vec<Entry>,
}

impl Slip {
    /// The slip of `desk`, from its entries, the newest first.
    pub fn of(desk: &Transaction, entries: Vec<Entry>) -> Self {
        let done: Vec<Entry> = entries.into_iter().filter(Entry::is_done).collect();
        let theirs = |entry: &Entry| entry.member == desk.member;
        let member = desk.member.filter(|_| done.iter().any(theirs));
        let mut seen = HashSet::new();
        let mut lines: Vec<Entry> = done
            .into_iter()
            .filter(|entry| member.is_none() || theirs(entry))
            .filter(|entry| entry.copy.is_none_or(|copy| seen.insert(copy)))
            .collect();
        lines.reverse();
        Self { member, lines }
    }

    /// Whether it only says what came back.
    pub fn is_of_returns(&self) -> bool {
        self.lines.iter().all(|entry| entry.outcome == Outcome::Returned)
    }
}
