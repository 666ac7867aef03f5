//! What a partner is, and what is kept about one.

use kernel::{Date, Id, Person, Timestamp};
use people::PartyKind;
use store::FromRow;

use super::Agreement;

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
    /// How far a partnership is. What follows from its agreements and the day is worked out; of the rest people say it.
    pub enum Stage {
        /// Somebody thought of it; people say so.
        Idea = "idea",
        /// The two talk; people say so.
        Talk = "talk",
        /// An agreement is being written.
        Draft = "draft",
        /// One was signed and has not begun.
        Signed = "signed",
        /// The two work together.
        Running = "running",
        /// They went on after the first period.
        Renewed = "renewed",
        /// Nothing is agreed any more, or people say that it is over.
        Ended = "ended",
    }
}

impl Stage {
    /// Those that people say.
    pub const SAID: [Self; 3] = [Self::Idea, Self::Talk, Self::Ended];

    /// Whether people say it, and may say otherwise.
    pub fn is_said(self) -> bool {
        Self::SAID.contains(&self)
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
    /// How far the partnership is on the day that was asked for.
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
    /// What a document is.
    pub enum DocumentKind {
        /// A signed copy.
        Signed = "signed",
        /// A surat kuasa, a deed, an appointment.
        Authority = "authority",
        /// What somebody outside the library says of a draft.
        Opinion = "opinion",
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

/// How content somebody who speaks for a partner said to be.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Opinion {
    /// 1 to 4.
    pub satisfaction: i64,
    /// What they said besides.
    pub words: Option<String>,
    /// Who, unless they were forgotten.
    pub author_name: Option<String>,
    /// When.
    pub day: Date,
}
