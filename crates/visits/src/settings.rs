//! What a library decides about its visitors' book.

use platform::settings::{Default, Setting};
use store::{Result, Tx};

/// Within how many minutes the same card counts once.
pub const AGAIN_MINUTES: Setting =
    Setting { key: "visits.again-minutes", value: Default::Number { at_first: 30, least: 0, most: 1440 } };
/// Which of the two counts the official figure is.
pub const OFFICIAL: Setting =
    Setting { key: "visits.official", value: Default::Choice(&["book", "counter"]) };
/// The rooms people come to, a line each.
pub const ROOMS: Setting = Setting { key: "visits.rooms", value: Default::Lines("") };
/// Whether the kiosk greets a member by their first name.
pub const GREET: Setting = Setting { key: "visits.greet", value: Default::Flag(false) };
/// After how many seconds the kiosk goes back to its beginning.
pub const BACK_SECONDS: Setting =
    Setting { key: "visits.back-seconds", value: Default::Number { at_first: 8, least: 4, most: 60 } };
/// Whether a loan at the desk counts as a visit of a member who has not been counted that day.
pub const LENDING_COUNTS: Setting = Setting { key: "visits.lending-counts", value: Default::Flag(false) };
/// Numbers of people below this are hidden in breakdowns.
pub const SMALLEST_CELL: Setting =
    Setting { key: "visits.smallest-cell", value: Default::Number { at_first: 5, least: 1, most: 50 } };
/// After how many days a visit is parted from the name of the member.
pub const NAME_DAYS: Setting =
    Setting { key: "visits.name-days", value: Default::Number { at_first: 400, least: 1, most: 3660 } };

/// All of them.
pub(crate) const SETTINGS: &[Setting] =
    &[AGAIN_MINUTES, OFFICIAL, ROOMS, GREET, BACK_SECONDS, LENDING_COUNTS, SMALLEST_CELL, NAME_DAYS];

/// The rooms, in the library's order.
///
/// # Errors
/// Those of the database.
pub fn rooms(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let text = ROOMS.text(tx)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
