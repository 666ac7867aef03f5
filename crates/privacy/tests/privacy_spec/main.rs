//! What `privacy` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod api;
mod files;
mod forgetting;
mod merged;
mod requests;
mod town;
