//! What can be said of activities in one word each.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
