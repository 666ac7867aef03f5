//! Until when a loan or its renewal lasts, and how late a copy is. Pure: no database, no clock.

use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, DateTime, Time},
};
use kernel::{Act, Calendar, Timestamp};
use store::words;

use crate::policy::{Length, Moves, Terms};

/// How far around a due time an opening is looked for.
const HORIZON_DAYS: i32 = 400;
/// A day loan ends with this second of its day (circulation.md 14).
const LAST_SECOND: Time = Time::constant(23, 59, 59, 0);

words! {
    /// From when a renewal counts (circulation.md 20).
    pub enum RenewalFrom {
        /// From the day of the renewal.
        Today = "today",
        /// From the day the loan was due.
        DueDate = "due-date",
    }
}

/// Until when a copy lent now may stay away; none when no length was decided.
///
/// `until` is the last day of the membership, by which the loan is cut short (circulation.md 16).
pub fn due(terms: &Terms, calendar: &Calendar, act: &Act, until: Option<Date>) -> Option<Timestamp> {
    match terms.length? {
        Length::Days(days) => Some(due_day(terms, calendar, act, act.today(), days, until)),
        Length::Hours(hours) => Some(due_hour(terms, calendar, act, hours, until)),
    }
}

/// Until when a renewed loan lasts, if that is later than `due`: a renewal never shortens a loan
/// (circulation.md 20).
pub fn renewed(
    terms: &Terms,
    calendar: &Calendar,
    act: &Act,
    due: Timestamp,
    until: Option<Date>,
    from: RenewalFrom,
) -> Option<Timestamp> {
    let later = match (terms.renewal_days, terms.length?) {
        (None, Length::Hours(hours)) => {
            let start = if from == RenewalFrom::DueDate { act.at(act.at.max(due)) } else { act.clone() };
            due_hour(terms, calendar, &start, hours, until)
        }
        (Some(days), _) | (None, Length::Days(days)) => {
            let base = match from {
                RenewalFrom::Today => act.today(),
                RenewalFrom::DueDate => day_of(act, due),
            };
            due_day(terms, calendar, act, base, days, until)
        }
    };
    (later > due && later > act.at).then_some(later)
}

/// The library's day on which `moment` falls.
pub fn day_of(act: &Act, moment: Timestamp) -> Date {
    act.at(moment).today()
}

/// By how many days something due at `due` is late at `now`; 0 while it is not.
pub fn days_late(act: &Act, due: Timestamp, now: Timestamp) -> i64 {
    if now <= due {
        return 0;
    }
    day_of(act, due).until(day_of(act, now)).map_or(0, |span| i64::from(span.get_days()))
}

/// The end of a day, `days` after `base`, on an open day and within what bounds it.
fn due_day(
    terms: &Terms,
    calendar: &Calendar,
    act: &Act,
    base: Date,
    days: i64,
    until: Option<Date>,
) -> Timestamp {
    let today = act.today();
    let ahead = |day: &Date| *day >= today;
    let wanted = terms.fixed_due.filter(ahead).unwrap_or_else(|| base.saturating_add(days.days()));
    // A term or a membership that is over already bounds nothing: somebody has allowed the loan in spite of it.
    let latest = [terms.ceiling, until].into_iter().flatten().filter(ahead).min();
    let open = match terms.moves.unwrap_or(Moves::Next) {
        Moves::Next => calendar.open_on_or_after(wanted),
        Moves::Previous => match calendar.open_on_or_before(wanted) {
            day if day > today || day == wanted => day,
            _ => calendar.open_on_or_after(wanted),
        },
        Moves::Stays => wanted,
    };
    let day = match latest {
        Some(latest) if open > latest => clipped(terms, calendar, today, latest),
        _ => open,
    };
    end_of(act, day)
}

/// The last open day up to `latest`, but never before `today` (circulation.md 16).
fn clipped(terms: &Terms, calendar: &Calendar, today: Date, latest: Date) -> Date {
    let open = calendar.open_on_or_before(latest);
    if terms.moves == Some(Moves::Stays) || open < today { latest } else { open }
}

/// `hours` from now, inside opening hours (circulation.md 15): a loan that would end behind closed doors ends
/// at the next opening, or when the doors close if that is the policy or the membership ends before.
fn due_hour(terms: &Terms, calendar: &Calendar, act: &Act, hours: i64, until: Option<Date>) -> Timestamp {
    let now = local(act, act.at);
    let latest = until.filter(|day| *day >= now.date()).map(|day| day.to_datetime(LAST_SECOND));
    let wanted = local(act, act.at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(act.at));
    let wanted = latest.map_or(wanted, |latest| wanted.min(latest));
    if !calendar.is_set() || is_inside(calendar, wanted) {
        return instant(act, wanted);
    }
    let closing = last_closing(calendar, now, wanted);
    let opening = next_opening(calendar, wanted).filter(|at| latest.is_none_or(|latest| *at <= latest));
    let moved = match terms.moves {
        Some(Moves::Next) => opening.or(closing),
        Some(Moves::Previous | Moves::Stays) | None => closing.or(opening),
    };
    instant(act, moved.unwrap_or(wanted))
}

fn is_inside(calendar: &Calendar, moment: DateTime) -> bool {
    let time = moment.time();
    calendar.hours(moment.date()).iter().any(|hours| hours.opens <= time && time <= hours.closes)
}

/// The last time the doors close after `after` and up to `before`.
fn last_closing(calendar: &Calendar, after: DateTime, before: DateTime) -> Option<DateTime> {
    days(before.date(), -1)
        .take_while(|day| *day >= after.date())
        .filter_map(|day| {
            let closings = calendar.hours(day).iter().map(|hours| day.to_datetime(hours.closes));
            closings.filter(|closing| *closing > after && *closing <= before).max()
        })
        .next()
}

fn next_opening(calendar: &Calendar, after: DateTime) -> Option<DateTime> {
    days(after.date(), 1)
        .filter_map(|day| {
            let openings = calendar.hours(day).iter().map(|hours| day.to_datetime(hours.opens));
            openings.filter(|opening| *opening > after).min()
        })
        .next()
}

fn days(from: Date, step: i32) -> impl Iterator<Item = Date> {
    (0..HORIZON_DAYS).map_while(move |n| from.checked_add((n * step).days()).ok())
}

fn local(act: &Act, moment: Timestamp) -> DateTime {
    moment.to_zoned_datetime(act.zone.clone()).datetime()
}

fn end_of(act: &Act, day: Date) -> Timestamp {
    instant(act, day.to_datetime(LAST_SECOND))
}

/// That local time as an instant; one that a change of clocks leaves out or repeats is taken as the zone says.
fn instant(act: &Act, local: DateTime) -> Timestamp {
    local.to_zoned_datetime(act.zone.clone()).map_or(act.at, |zoned| zoned.timestamp())
}
