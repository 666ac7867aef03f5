//! Activities, as they are planned and as they stand.

use std::ops::Deref;

use kernel::{Date, Id, TimeZone, Timestamp};
use store::{FromRow, Json, Row};

use super::{Audience, Entry, Kind, Programme, Provision, Stage, State};

/// What is planned of an activity; the rest follows.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Draft {
    /// Which programme it serves.
    pub programme: Option<Id<Programme>>,
    /// What happens.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// One sentence for lists.
    pub summary: String,
    /// All there is to know; an empty line begins a new paragraph.
    pub about: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether everybody sees it.
    pub listed: bool,
    /// What is provided for those who need it.
    pub access: Json<Vec<Provision>>,
    /// Whether pictures are taken.
    pub photos: bool,
    /// How one comes in.
    pub entry: Entry,
    /// Whether each registration is decided about.
    pub approval: bool,
    /// Whether classes may come by headcount.
    pub classes: bool,
    /// How many may come on one registration.
    pub largest: i64,
    /// How old one must be.
    pub least_age: Option<i64>,
    /// How old one may be.
    pub most_age: Option<i64>,
    /// The first day one may register; none: as soon as it is published.
    pub opens_on: Option<Date>,
    /// The last day one may register; none: until it begins.
    pub closes_on: Option<Date>,
    /// How many hours before the beginning one may still cancel oneself.
    pub cancel_hours: i64,
    /// A published version of an instrument, whose questions are asked.
    pub instrument: Option<Id<instruments::Version>>,
    /// Of what one must have a certificate already; empty where of nothing. A course that is given every year is known by
    /// its title.
    pub requires: String,
    /// Whether it ends with a certificate.
    pub certified: bool,
    /// How much of it one must have attended for that, in percent.
    pub threshold: i64,
    /// Whether a result is needed for that.
    pub assessed: bool,
    /// What is learnt, a line each.
    pub syllabus: String,
}

impl Draft {
    /// Something of this kind and name for everybody: one registration for all of it, and everything else as it mostly is.
    pub fn new(kind: Kind, title: &str, summary: &str) -> Self {
        Self {
            programme: None,
            kind,
            title: title.to_owned(),
            summary: summary.to_owned(),
            about: String::new(),
            audience: Audience::Everybody,
            listed: true,
            access: Json(Vec::new()),
            photos: false,
            entry: Entry::Whole,
            approval: false,
            classes: false,
            largest: 4,
            least_age: None,
            most_age: None,
            opens_on: None,
            closes_on: None,
            cancel_hours: 12,
            instrument: None,
            requires: String::new(),
            certified: false,
            threshold: 80,
            assessed: false,
            syllabus: String::new(),
        }
    }
}

/// Something that happens with people. What was planned of it reads as its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// What was planned.
    pub plan: Draft,
    /// Which.
    pub id: Id<Activity>,
    /// The number people say.
    pub code: String,
    /// What its programme is called.
    pub programme_title: Option<String>,
    /// The number of that, where everybody can read of it.
    pub programme_page: Option<String>,
    /// By whose clock it was planned.
    pub zone: String,
    /// How far the planning is.
    pub stage: Stage,
    /// Why it will not be.
    pub cancelled_because: Option<String>,
    /// When everybody first could know of it.
    pub published_at: Option<Timestamp>,
    /// When anything of it last changed.
    pub changed_at: Timestamp,
    /// When its first session that stands begins.
    pub first: Option<Timestamp>,
    /// When its last session that stands ends.
    pub last: Option<Timestamp>,
}

impl Deref for Activity {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.plan
    }
}

/// The columns of an activity besides those of its plan.
const OWN: [&str; 11] = [
    "id",
    "code",
    "programme_title",
    "programme_page",
    "zone",
    "stage",
    "cancelled_because",
    "published_at",
    "changed_at",
    "first",
    "last",
];
/// Those of its plan.
const PLANNED: &[&str] = <Draft as FromRow>::COLUMNS;
const COLUMNS: [&str; PLANNED.len() + OWN.len()] = {
    let mut all = [""; PLANNED.len() + OWN.len()];
    let mut n = 0;
    while n < all.len() {
        all[n] = if n < PLANNED.len() { PLANNED[n] } else { OWN[n - PLANNED.len()] };
        n += 1;
    }
    all
};

impl FromRow for Activity {
    const COLUMNS: &'static [&'static str] = &COLUMNS;

    fn from_row(row: &Row<'_>) -> store::Result<Self> {
        let own = PLANNED.len();
        Ok(Self {
            plan: Draft::from_row(row)?,
            id: row.get(own)?,
            code: row.get(own + 1)?,
            programme_title: row.get(own + 2)?,
            programme_page: row.get(own + 3)?,
            zone: row.get(own + 4)?,
            stage: row.get(own + 5)?,
            cancelled_because: row.get(own + 6)?,
            published_at: row.get(own + 7)?,
            changed_at: row.get(own + 8)?,
            first: row.get(own + 9)?,
            last: row.get(own + 10)?,
        })
    }
}

impl Activity {
    /// The zone its sessions are shown in.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// When one may register: from the beginning of the first day, none where from its publication; to the end of the last
    /// day, none where until it begins.
    pub fn registration(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        let zone = self.zone();
        let start = |day: Date| day.to_zoned_datetime(zone.clone()).ok().map(|at| at.timestamp());
        let after = self.closes_on.and_then(|day| day.tomorrow().ok());
        (self.opens_on.and_then(start), after.and_then(start))
    }

    /// How it stands at a moment.
    pub fn state(&self, now: Timestamp) -> State {
        match (self.stage, self.first, self.last) {
            (Stage::Draft, ..) => State::Draft,
            (Stage::Approved, ..) => State::Approved,
            (Stage::Cancelled, ..) => State::Cancelled,
            (Stage::Published, _, Some(last)) if last <= now => State::Closed,
            (Stage::Published, Some(first), _) if first <= now => State::Running,
            (Stage::Published, ..) => State::Published,
        }
    }
}
