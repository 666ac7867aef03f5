//! What an agreement is, what is promised in one and what an addendum changes.

use kernel::{Date, Id, Person, Timestamp};
use store::FromRow;

use super::Document;
use crate::rules;

store::words! {
    /// What two sides sign (PP 28/2018, Permendagri 22/2020).
    pub enum Paper {
        /// Nota kesepakatan, with offices of the central government.
        Understanding = "understanding",
        /// Kesepakatan bersama, the frame.
        Joint = "joint",
        /// Perjanjian kerja sama (PKS), what is done, usually beneath a frame.
        Cooperation = "cooperation",
        /// A letter between the library and a school or community, for small things.
        Letter = "letter",
        /// Adendum, a change of one of these.
        Addendum = "addendum",
    }
}

impl Paper {
    /// Those that stand by themselves; an addendum belongs to one of them.
    pub const AGREEMENTS: [Self; 4] = [Self::Understanding, Self::Joint, Self::Cooperation, Self::Letter];

    /// The letters in an agreement's number.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Understanding => "NK",
            Self::Joint => "KB",
            Self::Cooperation => "PKS",
            Self::Letter => "SK",
            Self::Addendum => "ADD",
        }
    }

    /// Whether it can stand above others.
    pub const fn is_frame(self) -> bool {
        matches!(self, Self::Understanding | Self::Joint)
    }

    /// Whether it says who gives what; a frame leaves that to what stands under it.
    pub const fn promises(self) -> bool {
        matches!(self, Self::Cooperation | Self::Letter)
    }
}

store::words! {
    /// What people have done to an agreement. What follows from its days is [`crate::rules::Status`].
    pub enum State {
        /// Being written.
        Draft = "draft",
        /// Sent round.
        Review = "review",
        /// Approved, waiting for signatures.
        Signing = "signing",
        /// Signed by all.
        Signed = "signed",
        /// Ended before its time.
        Terminated = "terminated",
        /// Never came to be.
        Dropped = "dropped",
    }
}

impl State {
    /// Whether it bound the sides, whether or not it still does.
    pub const fn binds(self) -> bool {
        matches!(self, Self::Signed | Self::Terminated)
    }
}

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Agreement {
    /// Which.
    pub id: Id<Agreement>,
    /// Our number: `007/PKS/PERPUS/2026`.
    pub number: String,
    /// The number on the other side's copy.
    pub their_number: Option<String>,
    /// What it is.
    pub kind: Paper,
    /// The frame it stands under; of an addendum, what it changes.
    pub parent: Option<Id<Agreement>>,
    /// What it is about.
    pub title: String,
    /// What people have done to it.
    pub state: State,
    /// Its articles, as in the templates.
    pub body: String,
    /// Who began it.
    pub author: Option<Id<Person>>,
    /// How often it has been sent round.
    pub round: i64,
    /// How many days before its end whoever wants to go on, or not, says so.
    pub notice_days: i64,
    /// The day the last reviewer approved it.
    pub approved_on: Option<Date>,
    /// Why it may have been signed before: the old paper it was entered from.
    pub from_paper: Option<String>,
    /// The day the last one signed.
    pub signed_on: Option<Date>,
    /// The day it was ended before its time.
    pub ended_on: Option<Date>,
    /// Why it was ended or dropped.
    pub end_reason: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When something about it last changed.
    pub changed_at: Timestamp,
}

/// One with whom an agreement is.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Side {
    /// Which partner.
    pub partner: Id<Person>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// PIHAK KEDUA is 2.
    pub position: i64,
}

/// A stretch for which an agreement runs, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Period {
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

store::words! {
    /// What an addendum does.
    pub enum ChangeKind {
        /// It adds a promise.
        Promise = "promise",
        /// Of a promise there is, it changes how much or by when.
        Revise = "revise",
        /// It lets go of a promise.
        Release = "release",
        /// It moves the last day.
        Until = "until",
        /// It adds a period.
        Renew = "renew",
        /// It changes an article, in words.
        Clause = "clause",
    }
}

/// Something that an addendum changes, once it is signed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Change {
    /// Which.
    pub id: Id<Change>,
    /// What it does.
    pub what: ChangeKind,
    /// The promise that is changed or let go of.
    pub commitment: Option<Id<Commitment>>,
    /// Who gives what is promised; none for the library.
    pub giver: Option<Id<Person>>,
    /// Their name.
    pub giver_name: Option<String>,
    /// What is promised; of an article, how it reads now.
    pub about: Option<String>,
    /// In what it is counted.
    pub unit: Option<Unit>,
    /// The facts of a module that count for it.
    pub counts: Option<String>,
    /// The promise that is made again for the period that is added.
    pub renews: Option<Id<Commitment>>,
    /// How much is promised now.
    pub amount: Option<i64>,
    /// How much was promised before.
    pub was_amount: Option<i64>,
    /// By when it is due now.
    pub due: Option<Date>,
    /// By when it was due before.
    pub was_due: Option<Date>,
    /// For what.
    pub purpose: Option<String>,
    /// The first day of the period that is added.
    pub since: Option<Date>,
    /// The last day there is now.
    pub until: Option<Date>,
    /// The last day there was before.
    pub was_until: Option<Date>,
}

store::words! {
    /// By what somebody may sign.
    pub enum Authority {
        /// Their own office: a mayor's, a headmaster's, a director's.
        Office = "office",
        /// A surat kuasa.
        Power = "power",
    }
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Signatory {
    /// Which.
    pub id: Id<Signatory>,
    /// For which partner; none for the library.
    pub partner: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// Their office.
    pub title: String,
    /// By what they may sign.
    pub authority: Authority,
    /// The paper that says so: `Surat Kuasa Nomor 12/SK/2026`.
    pub document: String,
    /// Its date.
    pub document_on: Date,
    /// Its last day, where it has one.
    pub document_until: Option<Date>,
    /// The paper itself.
    pub file: Option<Id<Document>>,
    /// The day they signed.
    pub signed_on: Option<Date>,
}

store::words! {
    /// What a reviewer says.
    pub enum Decision {
        /// It can be signed.
        Approved = "approved",
        /// Something must change first.
        Changes = "changes",
    }
}

/// One who looks at a draft.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Step {
    /// Which.
    pub id: Id<Step>,
    /// Where in the order, from 1.
    pub position: i64,
    /// Who: `Bagian Hukum`.
    pub name: String,
    /// Whoever holds this role takes it.
    pub role: Option<String>,
    /// What the library calls that role, where it made it.
    pub role_title: Option<String>,
    /// This person takes it.
    pub person: Option<Id<Person>>,
    /// Their name.
    pub person_name: Option<String>,
    /// Whether it is taken outside the library, and comes on paper.
    pub outside: bool,
    /// That paper.
    pub document: Option<Id<Document>>,
    /// What they said.
    pub decision: Option<Decision>,
    /// Why.
    pub note: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Who said so, or wrote it down.
    pub decider: Option<Id<Person>>,
    /// Their name.
    pub decider_name: Option<String>,
    /// Whether nobody takes two steps of this round, nor whoever began the draft or sent it round one.
    pub apart: bool,
    /// Who began what is looked at.
    pub author: Option<Id<Person>>,
    /// Who sent it round.
    pub submitter: Option<Id<Person>>,
}

store::words! {
    /// What is counted. Different units are never added together.
    pub enum Unit {
        /// Whole rupiah.
        Rupiah = "rupiah",
        /// Books.
        Books = "books",
        /// Other things.
        Pieces = "pieces",
        /// Hours of work or teaching.
        Hours = "hours",
        /// Sessions held.
        Sessions = "sessions",
        /// People reached.
        People = "people",
        /// Memberships granted.
        Memberships = "memberships",
        /// Visits.
        Visits = "visits",
        /// Anything that is done a number of times.
        Times = "times",
    }
}

impl Unit {
    /// Whether a module keeps account of it, which alone counts it then. Notes serve only for what is done a number of times and
    /// no module keeps: a broadcast, a report, a room that was lent.
    pub const fn is_kept(self) -> bool {
        !matches!(self, Self::Times)
    }
}

store::words! {
    /// What became of a promise that was not kept when its agreement was over.
    pub enum Closing {
        /// The two settled it in another way.
        Settled = "settled",
        /// They let go of it.
        LetGo = "let-go",
        /// They took it over into another agreement.
        Carried = "carried",
    }
}

/// How a promise was closed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Closed {
    /// Which promise.
    pub commitment: Id<Commitment>,
    /// The number of its agreement.
    pub number: String,
    /// What was promised.
    pub about: String,
    /// What became of it.
    pub how: Closing,
    /// What the library said of that.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// What a partner says of how a promise was closed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Reply {
    /// Which promise.
    pub commitment: Id<Commitment>,
    /// Which partner.
    pub partner_name: String,
    /// Whether it agrees.
    pub agrees: bool,
    /// With which words.
    pub words: Option<String>,
    /// Who said so.
    pub author_name: Option<String>,
    /// On which day.
    pub day: Date,
}

/// Who gives what.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Commitment {
    /// Which.
    pub id: Id<Commitment>,
    /// Under which agreement.
    pub agreement: Id<Agreement>,
    /// That agreement's number.
    pub number: String,
    /// Who gives; none for the library.
    pub giver: Option<Id<Person>>,
    /// Their name.
    pub giver_name: Option<String>,
    /// What.
    pub about: String,
    /// In what it is counted.
    pub unit: Unit,
    /// How much was promised.
    pub amount: i64,
    /// By when.
    pub due: Option<Date>,
    /// For what.
    pub purpose: Option<String>,
    /// The facts of a module that count for it.
    pub counts: Option<String>,
    /// Whether both sides let go of it.
    pub released: bool,
    /// What became of it when its agreement was over.
    pub closing: Option<Closing>,
    /// What was said of that.
    pub closing_note: Option<String>,
    /// How its agreement stands.
    pub state: State,
    /// What notes show, on or before the day that was asked for.
    pub noted: i64,
    /// How much of that was given by the day it was due.
    pub noted_in_time: i64,
    /// The first day whose facts count.
    pub since: Option<Date>,
    /// The last day of what is agreed.
    pub until: Option<Date>,
    /// The promise of the period before that it makes again.
    pub renews: Option<Id<Commitment>>,
    /// The first day of the promise that makes this one again: from then on facts count for that one.
    pub renewed_on: Option<Date>,
    /// The number of the addendum that brought it or changed it last.
    pub addendum: Option<String>,
}

impl Commitment {
    /// Whether its days ever come: not where what was agreed was ended before they began. Nobody waits for such a promise, and it
    /// is held against nobody.
    pub fn ever_begins(&self) -> bool {
        self.since.zip(self.counts_until()).is_none_or(|(since, until)| since <= until)
    }

    /// The day by which it is to be kept: its own, where something counts as long as that, or the last on which something counts;
    /// none of one that never begins.
    pub fn deadline(&self) -> Option<Date> {
        if !self.ever_begins() {
            return None;
        }
        match (self.due, self.counts_until()) {
            (Some(due), Some(until)) => Some(due.min(until)),
            (due, until) => due.or(until),
        }
    }

    /// The last day whose facts count: the end of what is agreed, or the day before it is made again.
    pub fn counts_until(&self) -> Option<Date> {
        Some(rules::counts_until(self.until?, self.renewed_on))
    }
}

/// Something that was given.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Fulfilment {
    /// Which.
    pub id: Id<Fulfilment>,
    /// Of which commitment.
    pub commitment: Id<Commitment>,
    /// The day.
    pub day: Date,
    /// How much; below zero for a reversal.
    pub amount: i64,
    /// What.
    pub what: String,
    /// The document that shows it.
    pub document: Option<Id<Document>>,
    /// Which one it takes back.
    pub reverses: Option<Id<Fulfilment>>,
    /// Whether it was taken back.
    pub reversed: bool,
    /// Who wrote it down.
    pub author_name: Option<String>,
}
