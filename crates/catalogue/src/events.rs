//! What the catalogue tells others.

use kernel::{Act, Id};
use platform::events::{self, Event};
use serde::{Deserialize, Serialize};
use store::{Result, Tx};

use crate::model::Record;

/// Records or their copies are not what they were: the search index follows this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChanged {
    /// Which; an import names a whole batch at once.
    pub records: Vec<Id<Record>>,
}

impl Event for RecordChanged {
    const KIND: &'static str = "catalogue.record-changed";
}

/// Says that `record` changed; the event's number.
pub(crate) fn changed(tx: &mut Tx<'_>, act: &Act, record: Id<Record>) -> Result<i64> {
    events::emit(tx, act, record, &RecordChanged { records: vec![record] })
}
