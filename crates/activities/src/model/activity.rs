//! Programmes, activities, and when and where they happen.

use kernel::{Date, Id, Person, TimeZone, Timestamp};
use platform::{files::FileHash, library::Branch};
use store::{FromRow, Json};

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What is provided.
    pub access: Vec<Provision>,
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
    /// Whether it ends with a certificate.
    pub certified: bool,
    /// How much of it one must have attended for that, in percent.
    pub threshold: i64,
    /// Whether a result is needed for that.
    pub assessed: bool,
    /// What is learnt, a line each.
    pub syllabus: String,
    /// With whom.
    pub partners: Vec<Id<Person>>,
}

/// Something that happens with people.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Activity {
    /// Which.
    pub id: Id<Activity>,
    /// The number people say.
    pub code: String,
    /// Which programme it serves.
    pub programme: Option<Id<Programme>>,
    /// What that is called.
    pub programme_title: Option<String>,
    /// What happens.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// All there is to know.
    pub about: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether everybody sees it.
    pub listed: bool,
    /// By whose clock it was planned.
    pub zone: String,
    /// What is provided.
    pub access: Json<Vec<String>>,
    /// Whether pictures are taken.
    pub photos: bool,
    /// How far the planning is.
    pub stage: Stage,
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
    /// When registration begins.
    pub opens_at: Option<Timestamp>,
    /// When it ends.
    pub closes_at: Option<Timestamp>,
    /// How many hours before the beginning one may still cancel oneself.
    pub cancel_hours: i64,
    /// Questions that are asked.
    pub instrument: Option<Id<instruments::Version>>,
    /// Whether it ends with a certificate.
    pub certified: bool,
    /// How much one must have attended, in percent.
    pub threshold: i64,
    /// Whether a result is needed.
    pub assessed: bool,
    /// What is learnt.
    pub syllabus: String,
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

impl Activity {
    /// The zone its sessions are shown in.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
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

    /// What is provided for those who need it.
    pub fn provided(&self) -> Vec<Provision> {
        self.access.0.iter().filter_map(|word| word.parse().ok()).collect()
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
