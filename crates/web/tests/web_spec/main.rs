//! What `web` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod api;
mod gate;
mod house;
mod pages;
