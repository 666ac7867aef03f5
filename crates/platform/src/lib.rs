//! What all modules lean on, built once: the audit log, domain events, jobs, settings, permissions,
//! accounts, files, and the library's places and opening hours.
//!
//! Each is a few functions over an open transaction; none knows a module.

pub mod accounts;
mod archive;
pub mod audit;
pub mod backup;
pub mod ballast;
pub mod decisions;
pub mod events;
pub mod files;
pub mod idempotency;
pub mod jobs;
pub mod keys;
pub mod library;
pub mod looks;
mod opening;
pub mod permissions;
pub mod schedule;
pub mod sendings;
pub mod sequence;
pub mod settings;
pub mod tokens;
pub mod vault;
pub mod worker;

use store::{Error, Migration, migrations};

/// The schema of everything here; applied before any module's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_platform"];

/// Something in the program itself that went wrong: the hasher, a thread that does not start.
fn fault(e: impl std::fmt::Display) -> Error {
    Error::fault(e)
}
