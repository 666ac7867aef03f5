//! Programmes, activities, and when and where they happen.

use std::ops::Deref;

use kernel::{Date, Id, Person, TimeZone, Timestamp};
use platform::{files::FileHash, library::Branch};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use store::{FromRow, Json, Row};

store::words! {
    /// What happens.
    pub enum Kind {
        /// Several lessons with an end.
        Course = "course",
        /// Somebody speaks, many listen and ask.
        Seminar = "seminar",
        /// Something is made or practised.
        Workshop = "workshop",
        /// A class of a school comes.
        ClassVisit = "class-visit",
        /// Stories are told.
        StoryTime = "story-time",
        /// People learn to read, or to use what is digital.
        Literacy = "literacy",
        /// Works are shown.
        Exhibition = "exhibition",
        /// Many things in a few days.
        Festival = "festival",
        /// A book and whoever wrote it.
        BookTalk = "book-talk",
        /// Those who work here learn.
        StaffTraining = "staff-training",
        /// A few are asked at length.
        FocusGroup = "focus-group",
        /// Work in the garden.
        GardenShift = "garden-shift",
        /// A committee or circle meets.
        Meeting = "meeting",
        /// A run of the mobile library; its sessions are the stops.
        MobileRun = "mobile-run",
    }
}

store::words! {
    /// Whom it is for.
    pub enum Audience {
        /// Whoever likes.
        Everybody = "everybody",
        /// Up to 12.
        Children = "children",
        /// 13 to 17.
        Teens = "teens",
        /// From 18 on.
        Adults = "adults",
        /// From 60 on.
        Seniors = "seniors",
        /// Children with whoever cares for them.
        Families = "families",
        /// Classes of schools.
        Pupils = "pupils",
        /// Those who work here.
        Staff = "staff",
    }
}

impl Audience {
    /// Whether those who come are minors, so that the day of birth is asked.
    pub const fn is_young(self) -> bool {
        matches!(self, Self::Children | Self::Teens)
    }
}

store::words! {
    /// What is provided for those who need it.
    pub enum Provision {
        /// Somebody interprets into sign language.
        SignLanguage = "sign-language",
        /// No step on the way.
        StepFree = "step-free",
        /// A quiet hour: less noise and light.
        QuietHour = "quiet-hour",
        /// Papers in large print.
        LargePrint = "large-print",
        /// What is said is written on a screen.
        Captions = "captions",
        /// Somebody to be at one's side.
        Companion = "companion",
        /// A ride there and back.
        Transport = "transport",
    }
}

impl Serialize for Provision {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Provision {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

store::words! {
    /// How far the planning is. Whether it runs or is over follows from its sessions.
    pub enum Stage {
        /// Being planned.
        Draft = "draft",
        /// Whoever decides has agreed.
        Approved = "approved",
        /// Everybody may know, and register.
        Published = "published",
        /// It will not be.
        Cancelled = "cancelled",
    }
}

/// How an activity stands at a moment: its stage, and what follows from its sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being planned.
    Draft,
    /// Agreed to, not yet published.
    Approved,
    /// Published, and to come.
    Published,
    /// Between the beginning of its first session and the end of its last.
    Running,
    /// Its last session is over.
    Closed,
    /// It will not be.
    Cancelled,
}

impl State {
    /// The word it is known by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Running => "running",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

store::words! {
    /// How one comes in.
    pub enum Entry {
        /// Whoever comes, comes.
        Free = "free",
        /// One registration for all its sessions.
        Whole = "whole",
        /// One for each session.
        Each = "each",
    }
}

store::words! {
    /// What somebody does there.
    pub enum Role {
        /// Speaks.
        Speaker = "speaker",
        /// Teaches a course.
        Instructor = "instructor",
        /// Helps one learner or a few.
        Tutor = "tutor",
        /// Receives people.
        Host = "host",
        /// Leads a discussion.
        Moderator = "moderator",
    }
}

store::words! {
    /// What kind of place.
    pub enum Venue {
        /// One of the library's own.
        Branch = "branch",
        /// A partner's.
        Partner = "partner",
        /// None: people meet over the net.
        Online = "online",
        /// A stop of the mobile library.
        Stop = "stop",
    }
}

/// A purpose that several activities serve.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Programme {
    /// Which.
    pub id: Id<Programme>,
    /// The number people say.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What it is about, in the library's own words.
    pub themes: Json<Vec<String>>,
    /// Who answers for it.
    pub owner: Option<Id<Person>>,
    /// Their name.
    pub owner_name: Option<String>,
    /// Its first day.
    pub since: Date,
    /// Its last day.
    pub until: Date,
    /// How many activities it has.
    pub activities: i64,
}

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
const OWN: [&str; 10] = [
    "id",
    "code",
    "programme_title",
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
            zone: row.get(own + 3)?,
            stage: row.get(own + 4)?,
            cancelled_because: row.get(own + 5)?,
            published_at: row.get(own + 6)?,
            changed_at: row.get(own + 7)?,
            first: row.get(own + 8)?,
            last: row.get(own + 9)?,
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

/// Where a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a room of one of the library's places.
    Branch(Id<Branch>, String),
    /// With a partner, or wherever the text says.
    Partner(Option<Id<Person>>, String),
    /// On the net, at an address that those who come are told.
    Online(String),
    /// At a stop of the mobile library.
    Stop(String),
}

/// One time and place of an activity.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Session {
    /// Which.
    pub id: Id<Session>,
    /// Of what.
    pub activity: Id<Activity>,
    /// What it is called, where that is not the activity's name.
    pub title: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What kind of place.
    pub venue: Venue,
    /// Which of the library's places.
    pub branch: Option<Id<Branch>>,
    /// What that is called.
    pub branch_name: Option<String>,
    /// Which partner.
    pub partner: Option<Id<Person>>,
    /// What that is called.
    pub partner_name: Option<String>,
    /// The room, the address, the stop.
    pub place: String,
    /// Where one meets on the net.
    pub link: Option<String>,
    /// The line of a festival.
    pub track: String,
    /// How often it changed since it was published.
    pub revision: i64,
    /// When it last did.
    pub changed_at: Timestamp,
    /// Why it will not be.
    pub cancelled_because: Option<String>,
}

impl Session {
    /// Whether it takes place.
    pub const fn stands(&self) -> bool {
        self.cancelled_because.is_none()
    }

    /// Where, in one line; on the net it says nothing, since the address is for those who come.
    pub fn whereabouts(&self) -> String {
        crate::calendar::whereabouts(
            &self.place,
            self.branch_name.as_deref().or(self.partner_name.as_deref()),
        )
    }
}

/// Somebody who does something there.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Guest {
    /// Which.
    pub id: Id<Guest>,
    /// Who, where the register knows them.
    pub party: Option<Id<Person>>,
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// What may be told of them.
    pub biography: Option<String>,
}

/// A paper of an activity.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Material {
    /// Which.
    pub id: Id<Material>,
    /// What it is called.
    pub title: String,
    /// Its content.
    pub file: FileHash,
    /// What it is.
    pub media: String,
    /// Whether everybody may have it.
    pub open: bool,
}
