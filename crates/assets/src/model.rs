use funds::Transaction;
use kernel::{Date, Id, Person, Rupiah, Timestamp};
use platform::library::Branch;
use store::FromRow;

store::words! {
    /// What a thing is.
    pub enum Kind {
        /// A computer, a tablet.
        Computer = "computer",
        /// A projector, a scanner, a loudspeaker.
        Electronics = "electronics",
        /// A table, a shelf.
        Furniture = "furniture",
        /// A bus, a motorcycle.
        Vehicle = "vehicle",
        /// Something one works with.
        Tool = "tool",
        /// Something one plays with.
        Toy = "toy",
        /// Something one looks at.
        Art = "art",
        /// Anything else.
        Other = "other",
    }
}

store::words! {
    /// How a thing is.
    pub enum Condition {
        /// As it should be.
        Good = "good",
        /// It does, and shows its age.
        Worn = "worn",
        /// It does not.
        Broken = "broken",
        /// It is not there.
        Lost = "lost",
    }
}

store::words! {
    /// How one knows what a thing is worth.
    pub enum Valuation {
        /// It was paid for.
        Price = "price",
        /// Others pay so much for one like it.
        Market = "market",
        /// Somebody who knows said so.
        Estimate = "estimate",
    }
}

store::words! {
    /// How a thing came to the library.
    pub enum Source {
        /// It was given.
        Gift = "gift",
        /// It was bought.
        Purchase = "purchase",
        /// It was there before the register.
        Earlier = "earlier",
    }
}

/// A thing the library owns.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Asset {
    /// Which.
    pub id: Id<Asset>,
    /// The number on its label: `INV-0042`.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The maker's number.
    pub serial: Option<String>,
    /// Where it belongs.
    pub branch: Id<Branch>,
    /// What that place is called.
    pub branch_name: String,
    /// In which room.
    pub room: Option<String>,
    /// Who answers for it.
    pub custodian: Option<Id<Person>>,
    /// Their name.
    pub custodian_name: Option<String>,
    /// How it is.
    pub condition: Condition,
    /// What it is worth: when it came, or as it was valued since.
    pub value: Rupiah,
    /// How one knows.
    pub valuation: Valuation,
    /// How it came.
    pub source: Source,
    /// From whom, as people say it.
    pub origin: Option<String>,
    /// Who that is.
    pub party: Option<Id<Person>>,
    /// The number of the paper it came with.
    pub reference: Option<String>,
    /// The gift it came by.
    pub gift: Option<Id<web::Origin>>,
    /// The payment that bought it.
    pub payment: Option<Id<Transaction>>,
    /// The day it came.
    pub acquired_on: Date,
    /// Until when its maker answers for it.
    pub warranty_until: Option<Date>,
    /// The day it was written off.
    pub written_off_on: Option<Date>,
    /// Why its lot was taken back.
    pub taken_back: Option<String>,
    /// When it was last seen in an inventory.
    pub seen_at: Option<Timestamp>,
}

impl Asset {
    /// Whether a handover record or a payment says how it came: then nobody says otherwise.
    pub fn is_witnessed(&self) -> bool {
        self.gift.is_some() || self.payment.is_some()
    }

    /// Where it belongs, in words.
    pub fn place(&self) -> String {
        match &self.room {
            Some(room) => format!("{}, {room}", self.branch_name),
            None => self.branch_name.clone(),
        }
    }
}

/// What a thing was found to be worth.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Worth {
    /// How much.
    pub value: Rupiah,
    /// How one knows.
    pub valuation: Valuation,
    /// Why it was valued anew.
    pub reason: String,
    /// Who did.
    pub author_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Care that is due or was given.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Care {
    /// Which.
    pub id: Id<Care>,
    /// Of which thing.
    pub asset: Id<Asset>,
    /// What is done.
    pub what: String,
    /// By when.
    pub due: Date,
    /// The day it was done.
    pub done_on: Option<Date>,
    /// What was found.
    pub note: Option<String>,
}

store::words! {
    /// What is said of a wish to write something off.
    pub enum Verdict {
        /// It goes.
        Approved = "approved",
        /// It stays.
        Refused = "refused",
    }
}

/// A wish to write something off.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Removal {
    /// Which.
    pub id: Id<Removal>,
    /// Of which thing.
    pub asset: Id<Asset>,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub requester: Id<Person>,
    /// Their name.
    pub requester_name: Option<String>,
    /// When.
    pub requested_at: Timestamp,
    /// What was decided.
    pub decision: Option<Verdict>,
    /// Why.
    pub note: Option<String>,
    /// By whom.
    pub decider_name: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// The number of its record.
    pub number: Option<String>,
    /// Who signed that.
    pub signer: Option<String>,
}

/// A file that belongs to a thing.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Document {
    /// Which.
    pub id: Id<Document>,
    /// What it is called.
    pub title: String,
    /// Its content.
    pub file: platform::files::FileHash,
    /// Its media type.
    pub media: String,
    /// Its length in bytes.
    pub size: i64,
}

/// An inventory.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Round {
    /// Which.
    pub id: Id<Round>,
    /// What it is called.
    pub name: String,
    /// Of which place.
    pub branch: Id<Branch>,
    /// What that is called.
    pub branch_name: String,
    /// Of which room; the whole place where none is named.
    pub room: Option<String>,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How many things belong there.
    pub expected: i64,
    /// How many of these were seen.
    pub seen: i64,
}
