//! What `mapalus` promises, one behaviour each, in one executable: linking is what costs.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod adversity;
mod forgetting;
mod hostile;
mod house;
mod importing;
mod moving;
mod served;
mod source;
