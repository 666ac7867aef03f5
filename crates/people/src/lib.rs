//! Who the library knows: people and their memberships, and who may sign in.
//!
//! A person is one row of `party` for life. What they are to the library (a member, staff, later a guardian,
//! a partner's contact) hangs on that row, so that nobody is typed twice. [`members`] begins, changes, renews,
//! blocks and ends memberships. How a membership stands is computed on the day one asks ([`members::standing`]).
//!
//! Other modules hold an `Id<Person>` and ask here for the rest; they hear of changes by the event
//! `people.member-changed`.

pub mod members;
mod model;
pub mod name;
pub mod phone;
pub mod plans;
mod queries;
pub mod rules;
pub mod village;

pub use model::{Details, Member, NewMember, Plan, Profile, Sex, Standing};
use store::{Migration, migrations};

/// The schema; applied after the platform's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_people"];
