//! What a library decides about buying.

use platform::settings::{Default, Setting};

/// How many suggestions visitors may make in a day; none where it is 0.
pub const PER_DAY: Setting =
    Setting { key: "acquisitions.per-day", value: Default::Number { at_first: 30, least: 0, most: 1_000 } };
/// After how many days an order of which something is missing waits for somebody to ask the seller.
pub const LATE_DAYS: Setting =
    Setting { key: "acquisitions.late-days", value: Default::Number { at_first: 30, least: 1, most: 365 } };
/// Who signs orders: office, name and number, a line each.
pub const SIGNER: Setting = Setting { key: "acquisitions.signer", value: Default::Lines("") };

/// All of them.
pub(crate) const SETTINGS: &[Setting] = &[PER_DAY, LATE_DAYS, SIGNER];
