//! Seats, who has them, who came, and what they have to show for it.

use kernel::{Date, Id, Person, Timestamp};
pub use people::counted::{Band, Sex};
use store::FromRow;

use super::{Activity, Session};

store::words! {
    /// How a registration stands. Seats that are held for a form are no registration yet: see [`Hold`].
    pub enum Standing {
        /// Somebody decides about it.
        Pending = "pending",
        /// The seats are theirs.
        Confirmed = "confirmed",
        /// All seats are taken; they wait.
        Waitlisted = "waitlisted",
        /// Seats have become free and are theirs if they say so in time.
        Offered = "offered",
        /// An offer was not taken in time.
        Lapsed = "lapsed",
        /// Given back.
        Cancelled = "cancelled",
        /// Decided against.
        Declined = "declined",
    }
}

impl Standing {
    /// Whether anything can still become of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Confirmed | Self::Waitlisted | Self::Offered)
    }

    /// Whether it takes seats.
    pub const fn takes_seats(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered)
    }
}

store::words! {
    /// Why a registration stands as it does. What is said of each stands in the language files as `why-<word>`.
    pub enum Why {
        /// There were seats.
        SeatsFree = "seats-free",
        /// All seats were taken.
        Full = "full",
        /// Somebody decides about each.
        Decided = "to-be-decided",
        /// It was agreed to.
        Approved = "approved",
        /// It was agreed to, and all seats were taken.
        ApprovedFull = "approved-full",
        /// It was decided against.
        Declined = "declined",
        /// Seats became free, and it was their turn.
        Turn = "turn",
        /// It was their turn, and there were fewer seats than they need.
        TooFew = "too-few",
        /// It was their turn, and nobody has agreed yet.
        NotApproved = "not-approved",
        /// They took the offer.
        Taken = "taken",
        /// They did not take the offer in time.
        TooLate = "too-late",
        /// They gave it back.
        GivenBack = "given-back",
        /// The library took it back.
        TakenBack = "taken-back",
        /// What it was for will not be.
        Off = "off",
    }
}

store::words! {
    /// Who comes on a registration.
    pub enum Party {
        /// One person.
        Person = "person",
        /// Several together.
        Group = "group",
        /// A class with its teacher.
        Class = "class",
    }
}

/// Seats of one kind.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Pool {
    /// Which.
    pub id: Id<Pool>,
    /// Of what.
    pub activity: Id<Activity>,
    /// Of which session; none where they are for all.
    pub session: Option<Id<Session>>,
    /// Whom they are for.
    pub name: String,
    /// How many there are.
    pub capacity: i64,
    /// How many are held, offered or confirmed.
    pub taken: i64,
}

impl Pool {
    /// How many are free.
    pub const fn free(&self) -> i64 {
        self.capacity - self.taken
    }
}

/// Seats kept for whoever fills in the form.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Hold {
    /// Which.
    pub id: Id<Hold>,
    /// What the form sends back.
    pub secret: String,
    /// Of what.
    pub pool: Id<Pool>,
    /// How many.
    pub size: i64,
    /// Until when.
    pub until: Timestamp,
}

/// Somebody's registration.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Registration {
    /// Which.
    pub id: Id<Registration>,
    /// What is read out at the door.
    pub code: String,
    /// What the address of the ticket holds.
    pub secret: String,
    /// For what.
    pub activity: Id<Activity>,
    /// For which seats.
    pub pool: Id<Pool>,
    /// For which session; none where it is for all.
    pub session: Option<Id<Session>>,
    /// How it stands.
    pub state: Standing,
    /// How many come.
    pub size: i64,
    /// Until when an offer stands.
    pub until: Option<Timestamp>,
    /// Whom the library tells.
    pub party: Option<Id<Person>>,
    /// Who comes.
    pub kind: Party,
    /// The name it is under.
    pub name: String,
    /// The school or circle.
    pub organisation: String,
    /// The number that was given.
    pub phone: String,
    /// The address that was given.
    pub email: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Who answers for a child.
    pub guardian: String,
    /// How to reach them.
    pub guardian_phone: String,
    /// What they need.
    pub needs: String,
    /// Whether they may be in pictures.
    pub photos: Option<bool>,
    /// Their answers.
    pub response: Option<Id<instruments::Response>>,
    /// When it was agreed to.
    pub approved_at: Option<Timestamp>,
    /// Since when they wait.
    pub queued_at: Option<Timestamp>,
    /// When it came.
    pub created_at: Timestamp,
    /// What an assessment came to.
    pub result: Option<String>,
    /// Whether that was enough.
    pub passed: Option<bool>,
}

/// Something that became of a registration.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// How it stood then.
    pub state: Standing,
    /// Why.
    pub why: Why,
    /// How many seats there were.
    pub free: Option<i64>,
    /// In somebody's own words.
    pub note: Option<String>,
}

store::words! {
    /// Who was there.
    pub enum Presence {
        /// Somebody who had registered.
        Registered = "registered",
        /// Somebody who just came.
        WalkIn = "walk-in",
        /// Several, counted without names.
        Headcount = "headcount",
    }
}

store::words! {
    /// Where it was noted.
    pub enum Source {
        /// On a page, at once.
        Desk = "desk",
        /// On a phone without a connection, sent later.
        Offline = "offline",
        /// By another program.
        Program = "program",
    }
}

/// That somebody was there.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Attended {
    /// Which.
    pub id: Id<Attended>,
    /// Who.
    pub kind: Presence,
    /// On which registration.
    pub registration: Option<Id<Registration>>,
    /// Who it is, where the register knows.
    pub party: Option<Id<Person>>,
    /// Their name, or what was counted.
    pub name: String,
    /// Their sex.
    pub sex: Sex,
    /// Their age.
    pub band: Band,
    /// How many.
    pub heads: i64,
    /// When they came.
    pub at: Timestamp,
    /// Whether it counts: the first note of each, not taken back.
    pub counted: bool,
    /// How many had registered on it; none where nobody had.
    pub size: Option<i64>,
    /// What is read out of that registration at the door.
    pub code: Option<String>,
}

/// A certificate as it was given.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Certificate {
    /// Which.
    pub id: Id<Certificate>,
    /// What one asks by.
    pub code: String,
    /// On which registration.
    pub registration: Id<Registration>,
    /// Whose.
    pub holder: String,
    /// Of what.
    pub title: String,
    /// Who gave it.
    pub issuer: String,
    /// Who signs: office and name, a line each.
    pub signer: String,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
    /// How long they took part, in minutes.
    pub minutes: i64,
    /// What they achieved.
    pub result: Option<String>,
    /// When it was given.
    pub issued_on: Date,
    /// After which day it holds no more.
    pub expires_on: Option<Date>,
    /// When it was taken back.
    pub revoked_on: Option<Date>,
    /// Why.
    pub revoked_because: Option<String>,
    /// The one that replaces it.
    pub replaced_by: Option<String>,
}
