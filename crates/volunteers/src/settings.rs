//! What a library decides about volunteers.

use platform::settings::{Default, Setting};

/// How old one must be to apply.
pub const LEAST_AGE: Setting =
    Setting { key: "volunteers.least-age", value: Default::Number { at_first: 15, least: 10, most: 21 } };
/// How many may apply in a day; none where it is 0.
pub const APPLY_PER_DAY: Setting = Setting {
    key: "volunteers.apply-per-day",
    value: Default::Number { at_first: 30, least: 0, most: 1_000 },
};
/// How many days before its end a check is warned of.
pub const WARN_DAYS: Setting =
    Setting { key: "volunteers.warn-days", value: Default::Number { at_first: 60, least: 1, most: 365 } };
/// How many days what a declined applicant wrote is kept.
pub const FORGET_DAYS: Setting =
    Setting { key: "volunteers.forget-days", value: Default::Number { at_first: 90, least: 1, most: 3_650 } };
/// Who signs the letter of thanks: office and name, a line each.
pub const SIGNER: Setting = Setting { key: "volunteers.signer", value: Default::Lines("") };

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[LEAST_AGE, APPLY_PER_DAY, WARN_DAYS, FORGET_DAYS, SIGNER];
