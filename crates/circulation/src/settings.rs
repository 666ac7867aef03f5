//! What a library decides about lending as a whole. What differs by branch, plan or kind is a policy.

use platform::settings::{Default, Setting};

use crate::reminders;

/// Whose opening days a due date goes by; the words of [`crate::rulebook::CalendarOf`].
pub const CALENDAR: Setting =
    Setting { key: "circulation.calendar", value: Default::Choice(&["copy", "desk", "member"]) };
/// From when a renewal counts (circulation.md 20); the words of [`crate::rules::RenewalFrom`].
pub const RENEWAL_FROM: Setting =
    Setting { key: "circulation.renewal-from", value: Default::Choice(&["today", "due-date"]) };
/// Whether a copy that comes back without having been lent counts as read in the house.
pub const COUNT_HOUSE_USE: Setting =
    Setting { key: "circulation.count-house-use", value: Default::Flag(true) };
/// The width of the receipt printer's roll: 80 or 58 millimetres.
pub const RECEIPT: Setting =
    Setting { key: "circulation.receipt-width", value: Default::Choice(&["wide", "narrow"]) };

/// How many days after its return a loan is parted from whoever had it; 0 keeps the names (circulation.md 45).
pub const PART_AFTER: Setting = Setting {
    key: "circulation.part-after-days",
    value: Default::Number { at_first: 90, least: 0, most: 3650 },
};

/// All of them.
pub const SETTINGS: &[Setting] = &[
    CALENDAR,
    RENEWAL_FROM,
    COUNT_HOUSE_USE,
    RECEIPT,
    PART_AFTER,
    reminders::DUE_SOON_DAYS,
    reminders::OVERDUE_DAYS[0],
    reminders::OVERDUE_DAYS[1],
    reminders::OVERDUE_DAYS[2],
];
