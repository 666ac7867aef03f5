//! What `catalogue` promises, one behaviour each, in one executable: linking is what costs.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it cannot go on"
)]

mod accession;
mod api;
mod common;
mod covers;
mod export;
mod figures;
mod import;
mod index;
mod pages;
mod records;
