//! What a record and a copy are to the rest of the program.

use kernel::{Id, Rupiah, Timestamp};
use platform::library::Branch;
use store::{FromRow, words};

/// A bibliographic record; here only as what an id names.
pub enum Record {}

words! {
    /// The state of a copy, apart from being on loan, which shows in its due time.
    pub enum Status {
        /// On its shelf, or on loan.
        Available = "available",
        /// To be read in the library only.
        Reference = "reference",
        /// Bought or given, not yet ready for the shelf.
        Processing = "processing",
        /// With the binder.
        Repair = "repair",
        /// Not found, or lost by a borrower.
        Lost = "lost",
        /// No longer part of the collection; its number stays taken.
        Withdrawn = "withdrawn",
    }
}

/// A copy with what its record says of it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Copy {
    /// Its identity.
    pub id: Id<Copy>,
    /// What it is a copy of.
    pub record: Id<Record>,
    /// The record's short number, as in `/katalog/1207`.
    pub number: i64,
    /// What its label says.
    pub barcode: String,
    /// Where it belongs.
    pub branch: Id<Branch>,
    /// Code of its kind, such as `umum`.
    pub kind: String,
    /// Whether copies of this kind are lent at all.
    pub lendable: bool,
    /// Its own call number, or the record's.
    pub call_number: String,
    /// Its own call number, where it differs from the record's; else empty.
    pub own_call_number: String,
    /// Where in the branch it stands, in the library's own words.
    pub shelf: String,
    /// The record's title.
    pub title: String,
    /// The record's first author.
    pub author: String,
    /// Its state.
    pub status: Status,
    /// When it is due back, while on loan.
    pub due: Option<Timestamp>,
    /// What it costs to replace.
    pub price: Option<Rupiah>,
    /// The Dewey hundred of its record, 0 to 9.
    pub ddc_class: Option<u8>,
    /// Whether its record is hidden from the public.
    pub hidden: bool,
    /// How often it was lent.
    pub loans: i64,
    /// The number in the inventory book.
    pub inventory: Option<String>,
    /// Where it came from: bought, given by whom.
    pub source: Option<String>,
    /// The day it came.
    pub received_on: Option<kernel::Date>,
    /// What staff should know of it.
    pub note: Option<String>,
    /// How many times the staff wrote it; an edit names the one it began with.
    pub version: i64,
}
