//! What a library decides about lending as a whole. What differs by branch, plan or kind is a policy.

use catalogue::copies::Copy;
use kernel::{Act, Calendar, Id};
use platform::{
    library::{self, Branch},
    settings::{Default, Setting},
};
use store::{Result, Tx};

/// Whose opening days a due date goes by: those of the copy's branch or of the desk's (circulation.md 13).
pub const CALENDAR: Setting =
    Setting { key: "circulation.calendar", value: Default::Choice(&["copy", "desk"]) };
/// From when a renewal counts (circulation.md 20); the words of [`crate::rules::RenewalFrom`].
pub const RENEWAL_FROM: Setting =
    Setting { key: "circulation.renewal-from", value: Default::Choice(&["today", "due-date"]) };
/// Whether a copy that comes back without having been lent counts as read in the house.
pub const COUNT_HOUSE_USE: Setting =
    Setting { key: "circulation.count-house-use", value: Default::Flag(true) };
/// The width of the receipt printer's roll: 80 or 58 millimetres.
pub const RECEIPT: Setting =
    Setting { key: "circulation.receipt-width", value: Default::Choice(&["wide", "narrow"]) };

/// All of them.
pub const SETTINGS: &[Setting] = &[CALENDAR, RENEWAL_FROM, COUNT_HOUSE_USE, RECEIPT];

/// The opening days that decide about the due date of `copy`, lent at `desk`.
pub(crate) fn calendar(tx: &mut Tx<'_>, act: &Act, copy: &Copy, desk: Id<Branch>) -> Result<Calendar> {
    // Where it makes no difference, nobody needs to ask.
    let by_desk = copy.branch != desk && CALENDAR.text(tx)? == "desk";
    library::calendar(tx, if by_desk { desk } else { copy.branch }, act.today())
}
