//! Programmes.

use kernel::{Date, Id, Person, Timestamp};
use store::{FromRow, Json};

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
    /// Since when everybody can read of it.
    pub published_at: Option<Timestamp>,
    /// How many activities it has.
    pub activities: i64,
}
