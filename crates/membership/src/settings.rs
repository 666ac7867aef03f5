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
/// How many may register themselves from one address in a day: of a school or a village office many share one.
pub const JOIN_PER_ADDRESS: Setting = Setting {
    key: "membership.join-per-address",
    value: Default::Number { at_first: 60, least: 1, most: 10_000 },
};
/// How many may register themselves with one device in a day: a family shares a telephone.
pub const JOIN_PER_DEVICE: Setting = Setting {
    key: "membership.join-per-device",
    value: Default::Number { at_first: 10, least: 1, most: 10_000 },
};

/// The last day on which a membership that begins today counts for the time being.
pub(crate) fn provisional_until(tx: &mut Tx<'_>, today: Date) -> Result<Date> {
    Ok(today.saturating_add(PROVISIONAL_DAYS.number(tx)?.days()))
}

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[
    PROVISIONAL_LOANS,
    PROVISIONAL_DAYS,
    JOIN_PER_DAY,
    JOIN_PER_ADDRESS,
    JOIN_PER_DEVICE,
    reminders::ENDING_DAYS,
    reminders::CONSENT_DAYS,
];
