//! What a library decides about activities.

use platform::settings::{Default, Setting};

/// How many minutes seats are held for whoever fills in the form.
pub const HOLD_MINUTES: Setting =
    Setting { key: "activities.hold-minutes", value: Default::Number { at_first: 15, least: 1, most: 120 } };
/// How many hours seats are offered to whoever waits.
pub const OFFER_HOURS: Setting =
    Setting { key: "activities.offer-hours", value: Default::Number { at_first: 24, least: 1, most: 168 } };
/// How many hours before it begins whoever has seats is reminded.
pub const REMIND_HOURS: Setting =
    Setting { key: "activities.remind-hours", value: Default::Number { at_first: 24, least: 1, most: 168 } };
/// How many people a class may have that is registered by headcount.
pub const CLASS_MOST: Setting =
    Setting { key: "activities.class-most", value: Default::Number { at_first: 40, least: 2, most: 500 } };
/// How many years a certificate holds; for ever where it is 0.
pub const CERTIFICATE_YEARS: Setting = Setting {
    key: "activities.certificate-years",
    value: Default::Number { at_first: 0, least: 0, most: 20 },
};
/// How many days after the end of it what people said of themselves is kept: numbers, birth days, needs.
pub const FORGET_DAYS: Setting = Setting {
    key: "activities.forget-days",
    value: Default::Number { at_first: 180, least: 1, most: 3_650 },
};
/// Who signs certificates: office and name, a line each.
pub const SIGNER: Setting = Setting { key: "activities.signer", value: Default::Lines("") };

/// All of them.
pub(crate) const SETTINGS: &[Setting] =
    &[HOLD_MINUTES, OFFER_HOURS, REMIND_HOURS, CLASS_MOST, CERTIFICATE_YEARS, FORGET_DAYS, SIGNER];
