//! What `circulation` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod api;
mod branches;
mod common;
mod desk;
mod due;
mod lending;
mod offline;
mod pages;
mod races;
mod reminders;
mod renewing;
mod returning;
mod rulebook;
mod rules;
mod slips;
mod standing;
mod tabs;
mod telling;
mod undoing;
