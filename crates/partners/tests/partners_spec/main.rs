//! What `partners` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod amending;
mod approval;
mod cases;
mod checking;
mod circles;
mod closings;
mod commitments;
mod counting;
mod drafting;
mod guards;
mod health;
mod lists;
mod merging;
mod pages;
mod partners;
mod periods;
mod reminders;
mod signing;
mod town;
