use std::ops::Range;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::Id;

/// Names a person's identity wherever a module must point to one without knowing the `people` module.
pub enum Person {}

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A signed-in person.
    Person(Id<Person>),
    /// Somebody who has not signed in.
    Visitor,
    /// The program itself: a scheduled task, an import, a command typed at the server.
    System,
}

impl Actor {
    /// The person, where there is one.
    pub const fn person(self) -> Option<Id<Person>> {
        match self {
            Self::Person(id) => Some(id),
            Self::Visitor | Self::System => None,
        }
    }
}

/// One act upon the library: who acts, when, and by whose clock. Every use case takes one, so that no rule
/// ever asks the machine for the time.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who acts.
    pub by: Actor,
    /// When; one instant for the whole transaction.
    pub at: Timestamp,
    /// The library's own time zone, by which its days begin and end (circulation.md 14).
    pub zone: TimeZone,
}

impl Act {
    /// The library's calendar day on which this happens.
    pub fn today(&self) -> Date {
        self.at.to_zoned_datetime(self.zone.clone()).date()
    }

    /// When the day begins by the library's clock; of a day beyond all calendars, the first or last moment of time.
    pub fn start_of(&self, day: Date) -> Timestamp {
        let edge = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        day.to_zoned_datetime(self.zone.clone()).map_or(edge, |start| start.timestamp())
    }

    /// The time from one day to another by the library's clock, both whole.
    pub fn span(&self, from: Date, to: Date) -> Range<Timestamp> {
        self.start_of(from)..to.tomorrow().map_or(Timestamp::MAX, |after| self.start_of(after))
    }

    /// The same act at another time: for book drops, offline batches and invented histories.
    pub fn at(&self, at: Timestamp) -> Self {
        Self { at, ..self.clone() }
    }
}
