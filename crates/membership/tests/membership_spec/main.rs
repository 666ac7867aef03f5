//! What `membership` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod accounts;
mod agreeing;
mod api;
mod bases;
mod cards;
mod census;
mod class_pages;
mod classes;
mod consents;
mod desk_pages;
mod families;
mod fees;
mod growing;
mod house;
mod joining;
mod joining_api;
mod joining_pages;
mod members;
mod merging;
mod own_api;
mod own_pages;
mod payments;
mod reminders;
mod rosters;
mod standing_pages;
mod submissions;
mod vouchers;
mod words;

/// What memberships stand on.
const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
];
