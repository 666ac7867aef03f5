//! The collection: records, their copies, how they are found and how they are kept.
//!
//! A record is MARC 21, kept whole as the bytes it came in; the fields drawn out of it stand beside it. A copy
//! is a thing with a barcode that stands on a shelf.

pub mod copies;
pub mod display;
pub mod edit;
pub mod events;
pub mod history;
pub mod import;
pub mod indexer;
pub mod items;
pub mod model;
pub mod record;
pub mod records;
pub mod stored;

use store::{Migration, migrations};

/// The schema of records and copies; applied after the platform's.
pub const MIGRATIONS: &[Migration] = migrations!["0001_catalogue"];
