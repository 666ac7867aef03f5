//! MARC 21 in ISO 2709, the exchange format of `.mrc` files.
//!
//! Source of the layout: MARC 21 Specifications for Record Structure, Character Sets, and Exchange Media
//! (Library of Congress).

mod parse;
mod read;
mod write;

pub use read::Reader;
pub use write::{WriteError, to_vec, write};

/// The most bytes a record may have, because its length is stated in five digits.
pub const MAX_RECORD: usize = 99_999;
/// The most bytes a field may have with its terminator, because its length is stated in four digits.
pub const MAX_FIELD: usize = 9_999;

const RECORD_END: u8 = 0x1D;
const FIELD_END: u8 = 0x1E;
const SUBFIELD: u8 = 0x1F;
const LEADER: usize = 24;
const ENTRY: usize = 12;
