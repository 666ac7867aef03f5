//! What `funds` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod books;
mod ledger;
mod screens;
mod spending;
mod terms;
