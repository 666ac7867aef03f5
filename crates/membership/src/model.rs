use jiff::Timestamp;
use kernel::{Date, Id, Person};
use people::{Profile, Sex};
use store::FromRow;

/// Somebody who may borrow.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Member {
    /// Who it is.
    pub person: Id<Person>,
    /// The number on the card: `A-00418`.
    pub code: String,
    /// The name.
    pub name: String,
    /// The code of their [`Plan`].
    pub plan: String,
    /// The first day of the membership.
    pub since: Date,
    /// Its last day; none means without end.
    pub until: Option<Date>,
    /// Why they may not borrow for now.
    pub blocked: Option<String>,
    /// When they were born.
    pub born: Option<Date>,
    /// Their telephone number, in E.164 without the plus sign; [`people::phone::shown`] is for people.
    pub phone: Option<String>,
    /// Where they live.
    pub village: Option<String>,
    /// What the desk should know.
    pub note: Option<String>,
}

/// How a membership stands on some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Active,
    /// It ended on this day; renewing brings it back.
    Expired(Date),
    /// It counts, but this speaks against lending.
    Blocked(String),
    /// It begins on a later day.
    Upcoming,
}

/// A membership to be begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewMember {
    /// Who.
    pub profile: Profile,
    /// The code of the plan.
    pub plan: String,
    /// A number they have already; without one they get the next.
    pub code: Option<String>,
    /// From when on; without one, today.
    pub since: Option<Date>,
    /// The last day; without one, as the plan says.
    pub until: Option<Date>,
}

/// A kind of membership.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Plan {
    /// `dewasa`
    pub code: String,
    /// The library's own name for it; without one, the language files name it under `plan-<code>`.
    pub name: Option<String>,
    /// How many months a membership runs; none means without end.
    pub months: Option<i64>,
    /// Its place in lists: smaller comes first.
    pub sort: i64,
    /// Whether nobody may begin with it any more.
    pub closed: bool,
}

/// Everything kept about a member, for their own page.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Details {
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The official code of their village, where it is one of the town's.
    pub area: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// When the library first knew of them.
    pub created_at: Timestamp,
    /// When they left for good.
    pub closed_at: Option<Timestamp>,
}
