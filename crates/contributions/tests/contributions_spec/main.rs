//! What `contributions` promises, one behaviour each, in one executable: linking is what costs.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it cannot go on"
)]

mod giving;
mod house;
mod intake;
mod offering;
mod recording;
mod reports;
mod reversing;
mod screens;
mod statements;
mod town;
