//! The words every room of the house shares: ids, money, calendars, who acts, and how one says no.
//!
//! Nothing here knows a database, a web page or a language; everything is a plain value.

mod act;
pub mod calendar;
mod id;
mod money;
mod refusal;

pub use act::{Act, Actor, Person};
pub use calendar::Calendar;
pub use id::Id;
pub use jiff::{Timestamp, civil::Date, tz::TimeZone};
pub use money::Rupiah;
pub use refusal::{Arg, Kind, Message, Reason, Refusal};
