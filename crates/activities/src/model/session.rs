//! When and where something happens, who does something there, and its papers.

use kernel::{Id, Person, Timestamp};
use platform::{files::FileHash, library::Branch};
use store::FromRow;

use super::{Activity, Role, Venue};

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
    /// Of what.
    pub activity: Id<Activity>,
    /// At which session; none: at all of them.
    pub session: Option<Id<Session>>,
    /// Who, where the register knows them.
    pub party: Option<Id<Person>>,
    /// What they are called.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// What may be told of them.
    pub biography: Option<String>,
    /// Whether they agreed to being told of.
    pub agreed: bool,
}

impl Guest {
    /// Whether they do something at a session.
    pub fn is_at(&self, session: Id<Session>) -> bool {
        self.session.is_none_or(|one| one == session)
    }
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
