//! What happens again and again, as the single times it happens: pure, by the clock on the wall.
//!
//! A recurrence is never kept: it is materialised as sessions, which are then moved and cancelled each by itself.

use std::collections::BTreeSet;

use jiff::{SignedDuration, ToSpan};
use kernel::{Date, Message, Reason, Refusal, TimeZone, Timestamp};

/// How many sessions one rule may make.
pub const MOST: usize = 200;
/// A session is at most a day long, in minutes.
pub const LONGEST: i64 = 24 * 60;

store::words! {
    /// How often.
    pub enum Pattern {
        /// One time.
        Once = "once",
        /// Every day.
        Daily = "daily",
        /// Every week on the same weekday.
        Weekly = "weekly",
        /// Every other week.
        Fortnightly = "fortnightly",
        /// Every month on the same day; months without that day are left out, as RFC 5545 does.
        Monthly = "monthly",
        /// Every month on the same weekday of the same week: the second Saturday.
        MonthlyWeekday = "monthly-weekday",
    }
}

/// Times that follow from a first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The first day.
    pub first: Date,
    /// When it begins, by the clock of the zone.
    pub time: jiff::civil::Time,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How often.
    pub pattern: Pattern,
    /// The last day that may be one.
    pub until: Date,
    /// Days that are left out.
    pub except: BTreeSet<Date>,
}

/// The days of a rule, in order; none that is left out.
pub fn days(rule: &Rule) -> Vec<Date> {
    let (first, week) = (rule.first, (rule.first.day() - 1) / 7 + 1);
    let nth = |n: i32| match rule.pattern {
        Pattern::Once => (n == 0).then_some(first),
        Pattern::Daily => first.checked_add(n.days()).ok(),
        Pattern::Weekly => first.checked_add(n.weeks()).ok(),
        Pattern::Fortnightly => first.checked_add((2 * n).weeks()).ok(),
        // The month is counted from its first day, so that the 31st does not slip to the 30th.
        Pattern::Monthly => first.first_of_month().checked_add(n.months()).ok(),
        Pattern::MonthlyWeekday => first.first_of_month().checked_add(n.months()).ok(),
    };
    let on = |month: Date| match rule.pattern {
        Pattern::Monthly => Date::new(month.year(), month.month(), first.day()).ok(),
        Pattern::MonthlyWeekday => month.nth_weekday_of_month(week, first.weekday()).ok(),
        _ => Some(month),
    };
    (0..)
        .map_while(nth)
        .take_while(|day| *day <= rule.until)
        .filter_map(on)
        .filter(|day| *day <= rule.until && !rule.except.contains(day))
        .take(MOST + 1)
        .collect()
}

/// The times of a rule in a zone: from when to when. A time that the clock skips that day is the one it goes on at; of
/// one that comes twice, the first.
///
/// # Errors
/// A refusal where there is none, there are too many, or they are too long.
pub fn times(rule: &Rule, zone: &TimeZone) -> Result<Vec<(Timestamp, Timestamp)>, Refusal> {
    let object = |field, key: &'static str| {
        let reason = Reason { field: Some(field), message: Message::new(key).with("most", MOST as i64) };
        Refusal { kind: kernel::Kind::Invalid, reasons: vec![reason] }
    };
    if !(1..=LONGEST).contains(&rule.minutes) {
        return Err(object("minutes", "session-too-long"));
    }
    let days = days(rule);
    match days.len() {
        0 => return Err(object("until", "session-none")),
        n if n > MOST => return Err(object("until", "session-too-many")),
        _ => {}
    }
    let long = SignedDuration::from_mins(rule.minutes);
    days.into_iter()
        .map(|day| {
            let start = zone.to_timestamp(day.to_datetime(rule.time)).ok();
            let both = start.and_then(|start| Some((start, start.checked_add(long).ok()?)));
            both.ok_or_else(|| object("starts", "session-none"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::{
        civil::{date, time},
        tz::AmbiguousOffset,
    };
    use proptest::prelude::*;

    use super::*;

    fn rule(pattern: Pattern, first: Date, until: Date) -> Rule {
        Rule { first, time: time(15, 30, 0, 0), minutes: 60, pattern, until, except: BTreeSet::new() }
    }

    #[test]
    fn a_month_without_the_day_is_left_out() {
        let found = days(&rule(Pattern::Monthly, date(2026, 1, 31), date(2026, 6, 30)));
        assert_eq!(found, [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)]);
    }

    #[test]
    fn the_second_saturday_of_every_month_is_just_that_and_a_fifth_is_not_in_every_month() {
        let found = days(&rule(Pattern::MonthlyWeekday, date(2026, 8, 8), date(2026, 10, 31)));
        assert_eq!(found, [date(2026, 8, 8), date(2026, 9, 12), date(2026, 10, 10)]);
        let fifth = days(&rule(Pattern::MonthlyWeekday, date(2026, 8, 29), date(2026, 12, 31)));
        assert_eq!(fifth, [date(2026, 8, 29), date(2026, 10, 31)]);
    }

    #[test]
    fn days_that_are_left_out_are_left_out() {
        let mut rule = rule(Pattern::Weekly, date(2026, 8, 5), date(2026, 8, 31));
        rule.except.insert(date(2026, 8, 19));
        assert_eq!(days(&rule), [date(2026, 8, 5), date(2026, 8, 12), date(2026, 8, 26)]);
    }

    #[test]
    fn a_time_that_the_clock_skips_is_the_one_it_goes_on_at() {
        let mut rule = rule(Pattern::Once, date(2026, 3, 29), date(2026, 3, 29));
        rule.time = time(2, 30, 0, 0);
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (start, _) = times(&rule, &zone).unwrap()[0];
        assert_eq!(zone.to_datetime(start).time(), time(3, 30, 0, 0));
    }

    #[test]
    fn a_rule_without_days_with_too_many_or_without_end_is_refused_with_its_field() {
        let keys = |rule: &Rule| {
            let refused = times(rule, &TimeZone::UTC).unwrap_err();
            (refused.reasons[0].field, refused.reasons[0].message.key)
        };
        let before = rule(Pattern::Weekly, date(2026, 8, 5), date(2026, 8, 4));
        assert_eq!(keys(&before), (Some("until"), "session-none"));
        let ever = rule(Pattern::Daily, date(2026, 8, 5), Date::MAX);
        assert_eq!(keys(&ever), (Some("until"), "session-too-many"));
        let mut long = rule(Pattern::Once, date(2026, 8, 5), date(2026, 8, 5));
        long.minutes = LONGEST + 1;
        assert_eq!(keys(&long), (Some("minutes"), "session-too-long"));
    }

    fn zones() -> impl Strategy<Value = TimeZone> {
        let names =
            ["Asia/Makassar", "Asia/Jakarta", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
        prop::sample::select(names.to_vec()).prop_map(|name| TimeZone::get(name).unwrap())
    }

    proptest! {
        #[test]
        fn the_clock_on_the_wall_shows_the_same_time_on_every_day_that_has_it(
            zone in zones(),
            pattern in prop::sample::select(Pattern::ALL.to_vec()),
            offset in 0i32..1500,
            (hour, minute) in (0i8..24, 0i8..60),
            minutes in 1i64..600,
            weeks in 0i32..80,
        ) {
            let first = date(2025, 1, 1).checked_add(offset.days()).unwrap();
            let until = first.checked_add(weeks.weeks()).unwrap();
            let clock = time(hour, minute, 0, 0);
            let rule = Rule { first, time: clock, minutes, pattern, until, except: BTreeSet::new() };
            let all = days(&rule);
            prop_assert_eq!(all.first(), Some(&first));
            prop_assert!(all.windows(2).all(|two| two[0] < two[1]));
            prop_assume!(all.len() <= MOST);
            let times = times(&rule, &zone).unwrap();
            prop_assert_eq!(times.len(), all.len());
            for (day, (start, end)) in all.into_iter().zip(times) {
                prop_assert_eq!(end.duration_since(start).as_mins(), minutes);
                let local = zone.to_datetime(start);
                let offset = zone.to_ambiguous_timestamp(day.to_datetime(clock)).offset();
                let skipped = matches!(offset, AmbiguousOffset::Gap { .. });
                if !skipped {
                    prop_assert_eq!(local, day.to_datetime(clock));
                }
            }
        }
    }
}
