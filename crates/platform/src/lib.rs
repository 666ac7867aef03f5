//! What all modules lean on, built once: the audit log, domain events, jobs, settings, permissions,
//! accounts, files, and the library's places and opening hours.
//!
//! Each is a few functions over an open transaction; none knows a module.

pub mod accounts;
pub mod audit;
pub mod events;
pub mod idempotency;
pub mod permissions;
pub mod sequence;
pub mod settings;

use store::{Migration, migrations};

/// The schema of everything here; applied before any module's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_platform"];
