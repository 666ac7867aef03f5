//! What modules know that agreements, rounds and rows of others rest on.

use std::sync::Arc;

use kernel::{Act, Date, Id, Message, Person};
use platform::{
    permissions::Permission,
    schedule::{Duty, When},
};
use store::{Result, Store, Tx};

use super::{Module, figures::Period};

/// What all modules give to whichever of them keeps agreements, gathered once.
#[derive(Clone, Default)]
pub struct Facts {
    /// Facts that can fulfil a promise.
    pub countables: Vec<Countable>,
    /// What ends with an agreement.
    pub dependents: Vec<Dependent>,
    /// What happened with a partner.
    pub encounters: Vec<Encounters>,
}

impl Facts {
    /// Those of these modules.
    pub fn of(modules: &[Module]) -> Self {
        Self {
            countables: modules.iter().flat_map(|module| module.countables.iter().copied()).collect(),
            dependents: modules.iter().flat_map(|module| module.dependents.iter().copied()).collect(),
            encounters: modules.iter().flat_map(|module| module.encounters.iter().copied()).collect(),
        }
    }
}

/// Something a module does by the clock that rests on the facts of all modules.
#[derive(Clone, Copy)]
pub struct Round {
    /// `partners.remind`
    pub name: &'static str,
    /// When.
    pub when: When,
    /// What it does; as a job, it may come to run twice.
    pub run: fn(&Store, &Act, &Facts) -> Result<()>,
}

impl Round {
    /// It as the worker runs it.
    pub fn duty(self, facts: &Arc<Facts>) -> Duty {
        let facts = Arc::clone(facts);
        Duty::new(self.name, self.when, move |store, act| (self.run)(store, act, &facts))
    }
}

/// Facts of a module that can fulfil a commitment of an agreement. What they are called stands in the language files as
/// `countable-<key>`, dots written as hyphens.
#[derive(Clone, Copy)]
pub struct Countable {
    /// `membership.granted`
    pub key: &'static str,
    /// In what they are counted: `memberships`, `books`, `hours`; a commitment in another unit cannot be fulfilled by them.
    pub unit: &'static str,
    /// Which of them belong to which promise.
    pub belongs: Belongs,
    /// Counts those that belong to a promise.
    pub count: fn(&mut Tx<'_>, &Promise) -> Result<i64>,
}

/// Which facts belong to which promise, where several are counted by the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// Each names its promise.
    ToPromise,
    /// Each is with a partner on a day, and counts for one promise of that partner alone: the oldest that is not kept yet.
    ToPartner,
    /// They are what stands with a partner on the last day; promises side by side are about the same.
    ToDay,
}

/// The promise whose fulfilment is asked for: a module counts by what it knows of these. Where the partnership as a whole is
/// asked about, commitment and agreement are all zeros, and every fact with the partner counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// The commitment.
    pub commitment: Id<()>,
    /// The agreement it stands in.
    pub agreement: Id<()>,
    /// The partner who gives or, where the library gives, receives.
    pub partner: Id<Person>,
    /// From the beginning of the agreement to the day that is asked for.
    pub period: Period,
}

/// Something that happened between the library and a partner on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter {
    /// The day.
    pub day: Date,
    /// What, in a sentence.
    pub what: Message,
}

/// Reads what a module knows to have happened with a partner: the latest first, at most so many.
pub type Encounters = fn(&mut Tx<'_>, Id<Person>, i64) -> Result<Vec<Encounter>>;

/// Things of a module that end when nothing is agreed with a partner any more: shown before that happens, and ended when it
/// has. What they are called stands in the language files as `dependent-<key>`, with `n` for how many.
#[derive(Clone, Copy)]
pub struct Dependent {
    /// `membership.carried`
    pub key: &'static str,
    /// The unit of the promises that they stand on: while another agreement promises as much, they go on with that. Empty for
    /// those that stand on anything that is agreed.
    pub unit: &'static str,
    /// How many there are on a day.
    pub count: fn(&mut Tx<'_>, Id<Person>, Date) -> Result<i64>,
    /// Ends those that end by themselves; none where people decide what becomes of them.
    pub end: Option<End>,
}

/// Ends what a partner has of it: the day is its last. How many ended.
pub type End = fn(&mut Tx<'_>, &Act, Id<Person>, Date) -> Result<i64>;

/// Finds what a row is called and where its page is; nothing where it is gone.
pub type Leads = fn(&mut Tx<'_>, Id<Origin>) -> Result<Option<(String, String)>>;

/// What another module's rows stand for: the order a payment paid, the gift a thing came by. Such a row names it by kind
/// and id, and is taken back on its page alone, so that the two never differ.
#[derive(Clone, Copy)]
pub struct Origin {
    /// `spending`; what it is stands in the language files as `origin-spending`.
    pub kind: &'static str,
    /// What people call the one with this id, and where its page is; nothing when there is none.
    pub page: Leads,
    /// The paper that shows what was posted for it, such as the handover record of a gift.
    pub paper: Shows,
}

impl Origin {
    /// The [`paper`](Self::paper) of what has none of its own.
    pub const NO_PAPER: Shows = |_, _| Ok(None);
}

/// Finds the paper that shows a transaction of the ledger with this id; nothing where none of its own does.
pub type Shows = fn(&mut Tx<'_>, Id<()>) -> Result<Option<Showing>>;

/// A paper of a module that shows what was posted, and where it is for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showing {
    /// What it is called, as `called`, with its number as `x`.
    pub called: &'static str,
    /// Its number.
    pub number: String,
    /// Where the staff find it, and what they must be allowed to.
    pub staff: (String, Permission),
    /// Whose it is, and where they find it.
    pub own: Option<(Id<Person>, String)>,
}
