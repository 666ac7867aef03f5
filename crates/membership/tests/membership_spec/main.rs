//! What `membership` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod accounts;
mod bases;
mod cards;
mod census;
mod classes;
mod consents;
mod families;
mod house;
mod joining;
mod members;
mod merging;
mod pages;
mod reminders;
mod rosters;
mod standing_pages;
mod submissions;
mod vouchers;
