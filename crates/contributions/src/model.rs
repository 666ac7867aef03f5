//! What a contribution is.

use catalogue::accession::Batch;
use funds::Transaction;
use kernel::{Date, Id, Person, Rupiah, Timestamp};
use platform::{files::FileHash, library::Branch, permissions::Permission};
use store::FromRow;

store::words! {
    /// From the library's side.
    pub enum Direction {
        /// Somebody gives to the library.
        In = "in",
        /// The library gives.
        Out = "out",
    }
}

store::words! {
    /// What is given.
    pub enum Kind {
        /// Rupiah.
        Money = "money",
        /// Books and other things for the collection.
        Books = "books",
        /// Things that are used: computers, shelves.
        Equipment = "equipment",
        /// Hours of people's work.
        Hours = "hours",
        /// Hours in a room.
        Space = "space",
        /// Hours of somebody who knows: a speaker, a trainer.
        Expertise = "expertise",
        /// Publicity: a column, a spot.
        Media = "media",
        /// Journeys.
        Transport = "transport",
        /// What was not asked for of a price.
        Discount = "discount",
    }
}

store::words! {
    /// In what a kind is counted. Different units are never added together.
    pub enum Unit {
        /// Whole rupiah.
        Rupiah = "rupiah",
        /// Books.
        Books = "books",
        /// Pieces.
        Pieces = "pieces",
        /// Hours.
        Hours = "hours",
        /// How often.
        Times = "times",
    }
}

impl Kind {
    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Money | Self::Discount => Unit::Rupiah,
            Self::Books => Unit::Books,
            Self::Equipment => Unit::Pieces,
            Self::Hours | Self::Space | Self::Expertise => Unit::Hours,
            Self::Media | Self::Transport => Unit::Times,
        }
    }
}

store::words! {
    /// How far a contribution is.
    pub enum State {
        /// Promised.
        Pledged = "pledged",
        /// Here, and nobody has looked at what it is worth.
        Received = "received",
        /// Its value is known, and by which method.
        Appraised = "appraised",
        /// The library takes it.
        Accepted = "accepted",
        /// The library does not take it.
        Declined = "declined",
        /// Somebody else takes it.
        Redirected = "redirected",
        /// In the books, under the number of its handover record.
        Recorded = "recorded",
        /// Thanked for, by letter.
        Acknowledged = "acknowledged",
    }
}

store::words! {
    /// How a value was found.
    pub enum Method {
        /// The amount itself.
        Nominal = "nominal",
        /// By a bill or receipt, which lies with it.
        Invoice = "invoice",
        /// The price of the same thing today.
        Market = "market",
        /// A rate that holds here: for an hour, a page, a journey.
        Rate = "rate",
        /// The estimate of somebody who knows.
        Estimate = "estimate",
    }
}

/// A contribution.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Contribution {
    /// Which.
    pub id: Id<Contribution>,
    /// The code people use: `H-2026-014`.
    pub code: String,
    /// Which way it goes.
    pub direction: Direction,
    /// What it is.
    pub kind: Kind,
    /// The other side, where the register knows it.
    pub party: Option<Id<Person>>,
    /// The same, as people say it.
    pub name: String,
    /// Whether everybody may read the name.
    pub named: bool,
    /// In a few words.
    pub about: String,
    /// What alone it may be used for.
    pub purpose: Option<String>,
    /// The promise of an agreement that it keeps.
    pub commitment: Option<Id<()>>,
    /// What came in part, of which this is what is still to come.
    pub rest_of: Option<Id<Contribution>>,
    /// Where it arrives.
    pub branch: Id<Branch>,
    /// How far it is.
    pub state: State,
    /// How often it has gone on.
    pub steps: i64,
    /// How much was promised, in the unit of its kind.
    pub promised: Option<i64>,
    /// By when.
    pub due: Option<Date>,
    /// How much came, in the unit of its kind; below zero where it reverses another.
    pub amount: Option<i64>,
    /// When.
    pub received_on: Option<Date>,
    /// What it is worth.
    pub value: Option<Rupiah>,
    /// How that was found.
    pub method: Option<Method>,
    /// On what that rests.
    pub basis: Option<String>,
    /// The file that shows it.
    pub proof: Option<FileHash>,
    /// The number of its handover record.
    pub handover: Option<String>,
    /// The day of that.
    pub recorded_on: Option<Date>,
    /// The number of the letter of thanks.
    pub thanks: Option<String>,
    /// Its box of books.
    pub batch: Option<Id<Batch>>,
    /// Its transaction in the ledger.
    pub posting: Option<Id<Transaction>>,
    /// Its things in the register.
    pub lot: Option<Id<web::Origin>>,
    /// The one that it takes back.
    pub reverses: Option<Id<Contribution>>,
    /// The one by which it was taken back.
    pub reversed_by: Option<Id<Contribution>>,
    /// When it was entered.
    pub entered_at: Timestamp,
}

impl Contribution {
    /// Whether it counts: recorded, and neither taken back nor the taking back itself.
    pub fn stands(&self) -> bool {
        self.handover.is_some() && self.reverses.is_none() && self.reversed_by.is_none()
    }

    /// What whoever records it, or takes that back, must hold: money that comes in is posted by those alone who keep the
    /// books, whoever decided on it.
    pub fn recorded_by(&self) -> Permission {
        match (self.direction, self.kind) {
            (Direction::In, Kind::Money) => funds::KEEP,
            _ => crate::DECIDE,
        }
    }
}

/// Something that happened to a contribution.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Step {
    /// Where it went.
    pub state: State,
    /// What was said.
    pub note: Option<String>,
    /// Who did it.
    pub author_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A paper of a contribution.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Paper {
    /// Which.
    pub id: Id<Paper>,
    /// What it is called.
    pub title: String,
    /// The file.
    pub file: FileHash,
    /// Its media type.
    pub media: String,
    /// When it came.
    pub at: Timestamp,
}
