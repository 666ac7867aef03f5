//! MARC 21 records without loss.
//!
//! A [`Record`] is a [`Leader`] and its [`Field`]s, kept as they came. Records are read as a stream from
//! ISO 2709 ([`iso2709`], UTF-8 or MARC-8) or MARCXML ([`xml`]), whichever it is ([`Records`]), and written
//! to both; a librarian edits them as text ([`Record::to_lines`]), and an audit compares two ([`diff`]).
//!
//! Reading is lenient and says what it mended ([`Warning`]); what cannot be read is handed back whole with
//! its place in the file ([`BadRecord`]) and reading goes on. Writing is strict. Hostile input neither
//! panics nor takes more memory than one record's bound.
//!
//! ```
//! use marc::{Field, Record};
//!
//! let record = Record::default()
//!     .with(Field::control("001", "tmh-1"))
//!     .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."));
//! assert_eq!(record.text("245", "ac"), "Laskar pelangi / Andrea Hirata.");
//!
//! let bytes = marc::iso2709::to_vec(&record)?;
//! let again = marc::Records::open(bytes.as_slice())?.next().unwrap()?;
//! assert_eq!(again.record.fields, record.fields);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod diff;
pub mod isbn;
pub mod iso2709;
mod leader;
mod lines;
mod marc8;
mod reading;
mod record;
mod source;
pub mod xml;

pub use diff::{Change, diff};
pub use leader::Leader;
pub use lines::{LineError, LineReason};
pub use reading::{BadRecord, Encoding, Entry, Reason, Warning};
pub use record::{Field, Record, Subfield, Tag};
pub use source::{Format, OpenError, Records};
