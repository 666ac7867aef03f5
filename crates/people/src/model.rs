use jiff::Timestamp;
use kernel::{Date, Id, Person};
use store::FromRow;

store::words! {
    /// As civil registration in Indonesia knows it; asked for only where a report needs it.
    pub enum Sex {
        /// Perempuan.
        Female = "female",
        /// Laki-laki.
        Male = "male",
    }
}

store::words! {
    /// What a party is.
    pub enum PartyKind {
        /// One human being.
        Person = "person",
        /// A school, an office, a firm, a society.
        Organisation = "organisation",
        /// People without papers as a group: a class, a reading circle, a family.
        Group = "group",
    }
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Party {
    /// Which.
    pub id: Id<Person>,
    /// What it is.
    pub kind: PartyKind,
    /// The name it goes by.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// The first telephone number, in E.164 without the plus sign.
    pub phone: Option<String>,
    /// The first e-mail address.
    pub email: Option<String>,
    /// The village, or any other place.
    pub village: Option<String>,
    /// The village's official code, where it is one of the table.
    pub area: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// What the desk should know.
    pub note: Option<String>,
    /// The entry this one turned out to be the same as.
    pub merged_into: Option<Id<Person>>,
    /// When the library first knew of them.
    pub created_at: Timestamp,
    /// When the entry last changed.
    pub changed_at: Timestamp,
    /// Whether whoever it was has been forgotten: nothing is written into it any more.
    pub forgotten: bool,
}

/// What is known of a person, as it is typed: numbers and names are put in order when it is kept. Empty
/// text means unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name as they write it.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// A telephone number, preferably of WhatsApp.
    pub phone: String,
    /// An e-mail address.
    pub email: String,
    /// A village of the town by code or name, or any other place.
    pub village: String,
    /// Street and house.
    pub address: String,
    /// What the desk should know.
    pub note: String,
}
