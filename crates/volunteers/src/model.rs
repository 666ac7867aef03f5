//! What is known of a volunteer.

use kernel::{Date, Id, Person, Timestamp};
use serde::{Deserialize, Serialize};
use store::FromRow;

/// Skills that are offered by name.
pub const SKILLS: [&str; 14] = [
    "storytelling",
    "reading-aloud",
    "tutoring",
    "languages",
    "shelving",
    "computers",
    "art",
    "music",
    "photography",
    "events",
    "garden",
    "driving",
    "sign-language",
    "other",
];

store::words! {
    /// How a volunteer stands.
    pub enum State {
        /// Helps.
        Active = "active",
        /// Rests for a while.
        Paused = "paused",
        /// Helps no more.
        Ended = "ended",
    }
}

store::words! {
    /// A part of a day.
    pub enum Part {
        /// Until noon.
        Morning = "morning",
        /// Noon to evening.
        Afternoon = "afternoon",
        /// The evening.
        Evening = "evening",
    }
}

store::words! {
    /// What was shown.
    pub enum CheckKind {
        /// The police's certificate (SKCK).
        Police = "police",
        /// A letter of reference.
        Reference = "reference",
        /// A training in protecting children.
        ChildProtection = "child-protection",
    }
}

/// A volunteer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Volunteer {
    /// Which.
    pub id: Id<Volunteer>,
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// How they stand.
    pub state: State,
    /// Since when.
    pub since: Date,
    /// The day they signed agreement and code of conduct.
    pub signed: Option<Date>,
    /// Whether they would like to work with children.
    pub with_children: bool,
    /// What staff should know.
    pub note: Option<String>,
}

/// Something that was shown.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Check {
    /// Which.
    pub id: Id<Check>,
    /// What.
    pub kind: CheckKind,
    /// From which day.
    pub issued: Date,
    /// Until which day; none means without end.
    pub until: Option<Date>,
    /// Who saw it.
    pub seen_by: Option<String>,
    /// When.
    pub seen_at: Timestamp,
}

/// What somebody ticks about themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticked {
    /// Of [`SKILLS`].
    pub skills: Vec<String>,
    /// Of [`people::traits::LANGUAGES`].
    pub languages: Vec<String>,
    /// Weekday from 1 (Monday) and the word of a [`Part`].
    pub times: Vec<(i64, String)>,
}

impl Ticked {
    /// Only what is offered, each once.
    #[must_use]
    pub fn known(mut self) -> Self {
        self.skills.retain(|skill| SKILLS.contains(&skill.as_str()));
        self.languages.retain(|code| people::traits::LANGUAGES.contains(&code.as_str()) && code != "other");
        self.times.retain(|(weekday, part)| (1..=7).contains(weekday) && part.parse::<Part>().is_ok());
        for list in [&mut self.skills, &mut self.languages] {
            list.sort_unstable();
            list.dedup();
        }
        self.times.sort_unstable();
        self.times.dedup();
        self
    }
}
