//! What a visit is made of.

use kernel::{Date, Id, Person, Timestamp};
pub use people::counted::{Band, Sex};
use platform::library::Branch;
use serde::{Deserialize, Serialize};

use crate::kiosks::Kiosk;

store::words! {
    /// Who came.
    pub enum Kind {
        /// A member, by their card.
        Member = "member",
        /// Somebody without a name, or several who came one by one.
        Guest = "guest",
        /// People who came together.
        Group = "group",
    }
}

store::words! {
    /// What for.
    pub enum Purpose {
        /// To read.
        Read = "read",
        /// To borrow or bring back.
        Borrow = "borrow",
        /// To study or work.
        Study = "study",
        /// For the internet and the computers.
        Internet = "internet",
        /// For a course, an event, story time.
        Activity = "activity",
        /// For a meeting or discussion.
        Meeting = "meeting",
        /// To see the library.
        Tour = "tour",
        /// For something else.
        Other = "other",
    }
}

store::words! {
    /// Where an entry was made.
    pub enum Source {
        /// On the staff's page.
        Desk = "desk",
        /// On the tablet at the door.
        Kiosk = "kiosk",
        /// On a tablet without a connection, sent later.
        Offline = "offline",
        /// On paper, entered later.
        Paper = "paper",
        /// By a loan at the desk.
        Lending = "lending",
        /// By another program.
        Program = "program",
    }
}

store::words! {
    /// The part of a day a counter's number is for.
    pub enum Part {
        /// The whole day.
        Day = "day",
        /// Until noon.
        Morning = "morning",
        /// Noon to evening.
        Afternoon = "afternoon",
        /// The evening.
        Evening = "evening",
    }
}

/// How many of one sex and age band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Their sex.
    pub sex: Sex,
    /// Their age band.
    pub band: Band,
    /// How many; more than none.
    pub heads: i64,
}

impl Cell {
    /// One person nobody has looked at.
    pub const ONE: Self = Self { sex: Sex::Unknown, band: Band::Unknown, heads: 1 };
}

/// An entry that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// Made where the entry is made; the same a second time is the same entry.
    pub id: Id<Entry>,
    /// Which place.
    pub branch: Id<Branch>,
    /// Which of its rooms.
    pub room: Option<String>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// When.
    pub at: Timestamp,
    /// Whether the hour of that is known: on a paper sheet only the day is.
    pub hour_known: bool,
    /// Where it was made.
    pub source: Source,
    /// By which tablet.
    pub kiosk: Option<Id<Kiosk>>,
}

/// An entry of the book as a list shows it: its rows together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: Id<Entry>,
    /// Who came.
    pub kind: Kind,
    /// How many.
    pub heads: i64,
    /// Sex of a single visitor, and of a group of one sex.
    pub sex: Sex,
    /// Age band, likewise.
    pub band: Band,
    /// When.
    pub at: Timestamp,
    /// The hour of that, where it is known.
    pub hour: Option<i64>,
    /// Where.
    pub branch: Id<Branch>,
    /// Which day.
    pub day: Date,
    /// Which room.
    pub room: Option<String>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The member, or where a group comes from.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub name: Option<String>,
    /// What was noted.
    pub note: Option<String>,
    /// Where it was made.
    pub source: Source,
    /// By which tablet.
    pub kiosk: Option<Id<Kiosk>>,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Whether it has been taken back.
    pub reversed: bool,
}

/// What came of a scan or a tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recorded {
    /// It counts.
    Counted(Id<Entry>),
    /// It was here already: the same scan again, or the same card within minutes.
    Again(Id<Entry>),
}

impl Recorded {
    /// The entry that stands for it.
    pub const fn id(&self) -> Id<Entry> {
        match self {
            Self::Counted(id) | Self::Again(id) => *id,
        }
    }
}
