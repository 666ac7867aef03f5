//! People from a file: a table of a spreadsheet, CSV, or the address book of a telephone. It is [read](read), and waits
//! ([`keep`]) while it is looked at and nothing is done ([`look`]); then it is entered ([`enter`]). The same file a second
//! time changes nothing. Whoever is forgotten is [struck off](STRIKE) the files that wait.

mod entering;
mod reading;
mod striking;
mod waiting;

pub use entering::{Fate, Line, enter, look, rejects};
pub use reading::{Draft, FIELDS, MOST_ROWS, Source, drafts, read};
pub use striking::{Meant, STRIKE, without};
pub(crate) use waiting::SWEEP;
pub use waiting::{Progress, Waiting, begin, enter_part, keep, progress, sweep, waiting};
