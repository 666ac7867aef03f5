//! From the box to the shelf: books that were given or bought become copies, each once, with where it came from.
//!
//! A box ([`Batch`]) is opened by whoever keeps gifts or orders, who says what it came from in words and numbers. Books are
//! taken in by scanning their ISBNs ([`intake`]); what no record has is drafted and waits for a cataloguer, unseen by the
//! public. While the box is open its copies are being processed; closing it ([`close`]) puts them on the shelf, writes
//! the [`annex`] of its paper and into each record whom it came from ([`provenance`]). A box whose paper is taken back is cancelled as a whole ([`cancel`]).

mod batches;
pub(crate) mod elsewhere;
mod ending;
pub(crate) mod facts;
pub(crate) mod held;
pub mod intake;
pub mod provenance;
pub mod rules;

pub(crate) use batches::titled;
pub use batches::{
    Batch, Figures, Line, NewBatch, NewTitle, Title, by_code, by_id, figures, figures_of_giver, lines, list,
    of_source, open, open_count, set_roll, titles,
};
pub use ending::{Annexed, annex, attribute, cancel, close};
use kernel::Id;
use platform::events::Event;
use serde::{Deserialize, Serialize};

store::words! {
    /// How a box came to the library.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Source {
        /// Given; its paper is a handover record.
        Gift = "gift",
        /// Bought; its paper is an order.
        Purchase = "purchase",
    }
}

store::words! {
    /// How far a box is.
    pub enum State {
        /// Books are taken out of it.
        Open = "open",
        /// All are on the shelf.
        Closed = "closed",
        /// Its paper was taken back, and its copies are no part of the collection.
        Cancelled = "cancelled",
    }
}

/// A box was closed: its copies are on the shelf. The subject is the box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchClosed {
    /// Which.
    pub batch: Id<Batch>,
    /// How it came.
    pub source: Source,
    /// The number of its paper.
    pub reference: String,
    /// How many copies it brought.
    pub copies: i64,
}

impl Event for BatchClosed {
    const KIND: &'static str = "catalogue.batch-closed";
}
