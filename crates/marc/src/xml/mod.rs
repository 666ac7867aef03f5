//! MARCXML, the form of MARC 21 in XML (namespace `http://www.loc.gov/MARC21/slim`).
//!
//! Reading takes a `collection`, a single `record`, or records inside any envelope (OAI-PMH, SRU), with or
//! without namespace prefix. Writing is valid against the schema MARC21slim 1.1.

mod parse;
mod read;
mod write;

pub use read::Reader;
pub use write::{Alteration, Writer, to_string};

/// The namespace of MARCXML.
pub const NAMESPACE: &str = "http://www.loc.gov/MARC21/slim";
/// The most bytes of one record element that are read.
pub const MAX_RECORD: usize = 8 << 20;
/// How deep elements may be nested.
pub const MAX_DEPTH: usize = 64;
/// How many attributes an element of a record may have.
pub const MAX_ATTRIBUTES: usize = 256;
