use kernel::{Date, Id, Person, Timestamp};
use people::PartyKind;
use store::FromRow;

store::words! {
    /// What a partner is to the town.
    pub enum Kind {
        /// A school.
        School = "school",
        /// A university or academy.
        University = "university",
        /// A creative or reading community.
        Community = "community",
        /// An artist, writer, musician.
        Creator = "creator",
        /// A company.
        Firm = "firm",
        /// An office of the government.
        Government = "government",
        /// A society, foundation, congregation.
        Society = "society",
        /// A newspaper, a radio, a portal.
        Media = "media",
        /// A publisher.
        Publisher = "publisher",
        /// Another library.
        Library = "library",
        /// Anything else.
        Other = "other",
    }
}

store::words! {
    /// How far a partnership is, as the staff see it.
    pub enum Stage {
        /// Somebody thought of it.
        Idea = "idea",
        /// The two talk.
        Talk = "talk",
        /// An agreement is being written.
        Draft = "draft",
        /// It has been signed.
        Signed = "signed",
        /// The two work together.
        Running = "running",
        /// They went on after the first period.
        Renewed = "renewed",
        /// It is over.
        Ended = "ended",
    }
}

/// A partner, with what the register knows of it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Partner {
    /// Which entry of the register.
    pub party: Id<Person>,
    /// The code people use: `M-014`.
    pub code: String,
    /// What the register calls it.
    pub name: String,
    /// What the register says it is.
    pub party_kind: PartyKind,
    /// What it is to the town.
    pub kind: Kind,
    /// How far the partnership is.
    pub stage: Stage,
    /// Who of the staff looks after it.
    pub owner: Option<Id<Person>>,
    /// Their name.
    pub owner_name: Option<String>,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// By when.
    pub next_on: Option<Date>,
    /// What its public page says.
    pub about: Option<String>,
    /// Its own page.
    pub website: Option<String>,
    /// Whether everybody may see it.
    pub public: bool,
    /// How a person said that they may be shown.
    pub consent: Option<String>,
    /// The day it was entered.
    pub since: Date,
    /// When something about it last changed.
    pub changed_at: Timestamp,
}

store::words! {
    /// How something was talked about.
    pub enum Means {
        /// Written down only.
        Note = "note",
        /// The two met.
        Meeting = "meeting",
        /// By telephone.
        Call = "call",
        /// By letter, e-mail, WhatsApp.
        Message = "message",
        /// One visited the other.
        Visit = "visit",
    }
}

/// What was said and done.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Note {
    /// Which.
    pub id: Id<Note>,
    /// The day it was.
    pub day: Date,
    /// How.
    pub way: Means,
    /// What.
    pub text: String,
    /// Who wrote it down.
    pub author_name: Option<String>,
}

/// A work of a creator or community.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Work {
    /// Which.
    pub id: Id<Work>,
    /// What it is called.
    pub title: String,
    /// The year it was made.
    pub year: Option<i64>,
    /// What it is.
    pub about: Option<String>,
    /// Where it can be seen.
    pub link: Option<String>,
}

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
    }
}

impl Paper {
    /// The letters in an agreement's number.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Understanding => "NK",
            Self::Joint => "KB",
            Self::Cooperation => "PKS",
            Self::Letter => "SK",
        }
    }

    /// Whether it can stand above others.
    pub const fn is_frame(self) -> bool {
        matches!(self, Self::Understanding | Self::Joint)
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
    /// The frame it stands under.
    pub parent: Option<Id<Agreement>>,
    /// What it is about.
    pub title: String,
    /// What people have done to it.
    pub state: State,
    /// Its articles, as in the templates.
    pub body: String,
    /// How often it has been sent round.
    pub round: i64,
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

/// A change that all sides signed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Addendum {
    /// Which.
    pub id: Id<Addendum>,
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub signed_on: Date,
    /// What it changes.
    pub about: String,
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
    /// What they said.
    pub decision: Option<Decision>,
    /// Why.
    pub note: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Who wrote it down.
    pub decider_name: Option<String>,
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
    /// What notes show, on or before the day that was asked for.
    pub noted: i64,
    /// The first day of the agreement, from which facts count.
    pub since: Option<Date>,
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

store::words! {
    /// What a document is.
    pub enum DocumentKind {
        /// A signed copy.
        Signed = "signed",
        /// A surat kuasa, a deed, an appointment.
        Authority = "authority",
        /// A report.
        Report = "report",
        /// A list of people.
        Roster = "roster",
        /// Anything else.
        Other = "other",
    }
}

/// A file that belongs to a partner.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Document {
    /// Which.
    pub id: Id<Document>,
    /// Whose.
    pub partner: Id<Person>,
    /// Of which agreement.
    pub agreement: Option<Id<Agreement>>,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called.
    pub title: String,
    /// Its content.
    pub file: platform::files::FileHash,
    /// Its media type.
    pub media: String,
    /// Its length in bytes.
    pub size: i64,
    /// Whether the partner sees it.
    pub shared: bool,
    /// When it came.
    pub at: Timestamp,
}

store::words! {
    /// What should become of a partnership.
    pub enum Proposal {
        /// It goes on as it is.
        Renew = "renew",
        /// It goes on otherwise.
        Change = "change",
        /// It ends.
        End = "end",
    }
}

/// What somebody said of a partnership in a year.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Review {
    /// The year.
    pub year: i64,
    /// What should become of it.
    pub proposal: Proposal,
    /// How content the partner is, 1 to 4, where they were asked.
    pub satisfaction: Option<i64>,
    /// Why.
    pub reasons: String,
    /// Who said so.
    pub author_name: Option<String>,
    /// When.
    pub at: Timestamp,
}
