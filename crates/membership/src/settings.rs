//! What a library decides about membership as a whole.

use platform::settings::{Default, Setting};

use crate::reminders;

/// How many copies somebody may have whom nobody has vouched for yet.
pub const PROVISIONAL_LOANS: Setting = Setting {
    key: "membership.provisional-loans",
    value: Default::Number { at_first: 1, least: 0, most: 10 },
};
/// How many days a membership counts that nobody has confirmed.
pub const PROVISIONAL_DAYS: Setting = Setting {
    key: "membership.provisional-days",
    value: Default::Number { at_first: 30, least: 1, most: 365 },
};
/// How many people may register themselves in a day; none where it is 0.
pub const JOIN_PER_DAY: Setting = Setting {
    key: "membership.join-per-day",
    value: Default::Number { at_first: 200, least: 0, most: 10_000 },
};

/// All of them.
pub(crate) const SETTINGS: &[Setting] =
    &[PROVISIONAL_LOANS, PROVISIONAL_DAYS, JOIN_PER_DAY, reminders::ENDING_DAYS, reminders::CONSENT_DAYS];
