//! What `funds` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod books;
mod coming;
mod deeds;
mod forging;
mod ledger;
mod months;
mod paying;
mod promises;
mod screens;
mod spending;
mod terms;
mod whose;
