//! What a library decides about membership as a whole.

use jiff::ToSpan;
use kernel::Date;
use platform::settings::{Default, Setting};
use store::{Result, Tx};

use crate::reminders;

/// How many copies somebody may have whom nobody has vouched for yet, or for whom a guardian has yet to agree.
pub const PROVISIONAL_LOANS: Setting = Setting {
    key: "membership.provisional-loans",
    value: Default::Number { at_first: 1, least: 0, most: 10 },
};
/// How many days a membership counts that nobody has confirmed, or that a guardian has yet to agree to.
pub const PROVISIONAL_DAYS: Setting = Setting {
    key: "membership.provisional-days",
    value: Default::Number { at_first: 30, least: 1, most: 365 },
};
/// How many people may register themselves in a day; none where it is 0.
pub const JOIN_PER_DAY: Setting = Setting {
    key: "membership.join-per-day",
    value: Default::Number { at_first: 200, least: 0, most: 10_000 },
};
/// How many days back or ahead a term may begin that is paid for today.
pub const FEE_DAYS: Setting =
    Setting { key: "membership.fee-days", value: Default::Number { at_first: 31, least: 0, most: 366 } };

/// The last day on which a membership that begins on `since` counts for the time being.
pub(crate) fn provisional_until(tx: &mut Tx<'_>, since: Date) -> Result<Date> {
    Ok(since.saturating_add(PROVISIONAL_DAYS.number(tx)?.days()))
}

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[
    PROVISIONAL_LOANS,
    PROVISIONAL_DAYS,
    JOIN_PER_DAY,
    FEE_DAYS,
    reminders::ENDING_DAYS,
    reminders::CONSENT_DAYS,
];
