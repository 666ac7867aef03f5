//! What a library decides about gifts.

use platform::settings::{Default, Setting};

/// Which books the library takes and which not, in its own words; where it says nothing, what most libraries say.
pub const POLICY: Setting = Setting { key: "contributions.policy", value: Default::Lines("") };
/// How many offers strangers may send in a day; none where it is 0.
pub const OFFERS_PER_DAY: Setting = Setting {
    key: "contributions.offers-per-day",
    value: Default::Number { at_first: 30, least: 0, most: 1_000 },
};
/// Who signs handover records and letters of thanks: office, name and number, a line each.
pub const SIGNER: Setting = Setting { key: "contributions.signer", value: Default::Lines("") };
/// How many days what was offered in vain is kept.
pub const FORGET_DAYS: Setting = Setting {
    key: "contributions.forget-days",
    value: Default::Number { at_first: 90, least: 1, most: 3_650 },
};

/// From which value on somebody else takes a gift than who appraised it, in whole rupiah.
pub const SECOND_FROM: Setting = Setting {
    key: "contributions.second-from",
    value: Default::Number { at_first: 10_000_000, least: 1, most: 100_000_000_000 },
};

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[POLICY, OFFERS_PER_DAY, SIGNER, FORGET_DAYS, SECOND_FROM];
