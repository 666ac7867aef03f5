//! What `activities` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod calendar;
mod certificates;
mod courses;
mod door;
mod forging;
mod pages;
mod people;
mod planning;
mod programmes;
mod questions;
mod race;
mod readiness;
mod registering;
mod town;
mod waiting;
