//! The rows of this module: partners with what is kept about them, and agreements with what is promised in them.

mod agreement;
mod partner;

pub use agreement::{
    Agreement, Authority, Change, ChangeKind, Closed, Closing, Commitment, Decision, Fulfilment, Paper,
    Period, Reply, Side, Signatory, State, Step, Unit,
};
pub use partner::{
    Document, DocumentKind, Kind, Means, Note, Opinion, Partner, Proposal, Review, Stage, Work,
};
