//! What a library decides about lending as a whole. What differs by branch, plan or kind is a policy.

use catalogue::copies::Copy;
use jiff::ToSpan;
use kernel::{Act, Calendar, Id, Timestamp};
use membership::Member;
use platform::{
    library::{self, Branch},
    settings::{Default, Setting},
};
use store::{Result, Tx};

use crate::reminders;

/// How far ahead of today due dates mostly are.
const NEAR_DAYS: i64 = 35;

/// Whose opening days a due date goes by: those of the copy's branch, of the desk's, or of the one the member is at
/// home at, where they are at home at one (circulation.md 13).
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

/// Asks `rule` for a due date by the opening days that decide about `copy`, lent to `member` at `desk`. It is shown the special
/// days near today first; nearly always it looks no further. A rule takes the first day that is open, forwards or
/// backwards, so what it says about a near day stands on near days alone, as long as there is a week to fall back on.
pub(crate) fn by_calendar(
    tx: &mut Tx<'_>,
    act: &Act,
    (member, copy, desk): (&Member, &Copy, Id<Branch>),
    rule: impl Fn(&Calendar) -> Option<Timestamp>,
) -> Result<Option<Timestamp>> {
    let home = member.branch.unwrap_or(copy.branch);
    // Where it makes no difference, nobody needs to ask.
    let place = if copy.branch == desk && copy.branch == home {
        copy.branch
    } else {
        match &*CALENDAR.text(tx)? {
            "desk" => desk,
            "member" => home,
            _ => copy.branch,
        }
    };
    let today = act.today();
    let near = today.saturating_add(NEAR_DAYS.days());
    let calendar = library::calendar_between(tx, place, today, near)?;
    match rule(&calendar) {
        Some(due) if calendar.has_week() && act.at(due).today() <= near => Ok(Some(due)),
        _ => Ok(rule(&library::calendar(tx, place, today)?)),
    }
}
