//! Pure decisions about agreements: what their periods mean on a day, when one reminds. Who may look at one and sign it is in
//! [`approval`], what promises come to in [`promises`], which facts count for which of them in [`claims`], how a partnership came
//! to its stage in [`stages`].

pub mod approval;
pub mod claims;
pub mod promises;
pub mod stages;

use jiff::{ToSpan, civil::date};
use kernel::{Date, Message};

pub use approval::{signatory_objections, step_objection};
pub use promises::{Progress, counts_until, draft_objections, due_objections, promised};

use crate::model::{Change, ChangeKind, Period, State};

/// How many days before its end an agreement counts as running out.
pub const ENDING_DAYS: i64 = 90;

/// The first and the last day that anything here can be of: no paper of the Republic is older, and what is later was
/// mistyped.
const POSSIBLE: (Date, Date) = (date(1945, 8, 17), date(2199, 12, 31));

/// The most years that one period lasts.
const LONGEST_PERIOD: i16 = 50;

/// Whether a day was not mistyped.
pub fn is_possible(day: Date) -> bool {
    (POSSIBLE.0..=POSSIBLE.1).contains(&day)
}

/// What speaks against a day on which something is said to have happened.
pub fn past_objection(day: Option<Date>, today: Date) -> Option<&'static str> {
    match day {
        None => Some("partner-day-unreadable"),
        Some(day) if !is_possible(day) => Some("partner-day-impossible"),
        Some(day) if day > today => Some("partner-day-to-come"),
        Some(_) => None,
    }
}

/// How an agreement stands on a day. It is never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Being written.
    Draft,
    /// Sent round.
    Review,
    /// Waiting for signatures.
    AwaitingSignature,
    /// Signed; it begins on this day, for the first time or again after a gap.
    Upcoming(Date),
    /// In force.
    Active {
        /// The last day, counting renewals that follow without a gap.
        until: Date,
        /// Whether this is not the first period.
        renewed: bool,
    },
    /// In force for not much longer.
    Ending {
        /// The last day.
        until: Date,
        /// How many days are left, today not counted.
        days: i64,
    },
    /// Over since this day.
    Expired(Date),
    /// Ended on this day before its time.
    Terminated(Date),
    /// Never came to be.
    Dropped,
    /// An addendum that is part of its agreement since this day.
    Incorporated(Date),
}

impl Status {
    /// Whether it binds the two on that day.
    pub const fn in_force(self) -> bool {
        matches!(self, Self::Active { .. } | Self::Ending { .. })
    }

    /// The word in addresses and language files: `status-active`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::AwaitingSignature => "signing",
            Self::Upcoming(_) => "upcoming",
            Self::Active { renewed: false, .. } => "active",
            Self::Active { renewed: true, .. } => "renewed",
            Self::Ending { .. } => "ending",
            Self::Expired(_) => "expired",
            Self::Terminated(_) => "terminated",
            Self::Dropped => "dropped",
            Self::Incorporated(_) => "incorporated",
        }
    }
}

/// How an agreement with these periods, in order, stands on `today`.
pub fn status(state: State, ended_on: Option<Date>, periods: &[Period], today: Date) -> Status {
    match state {
        State::Draft => return Status::Draft,
        State::Review => return Status::Review,
        State::Signing => return Status::AwaitingSignature,
        State::Dropped => return Status::Dropped,
        State::Signed | State::Terminated => {}
    }
    // Whoever ends an agreement at the end of the month is bound until then.
    if let Some(ended) = ended_on.filter(|ended| *ended < today) {
        return Status::Terminated(ended);
    }
    let Some(now) = periods.iter().position(|period| period.since <= today && today <= period.until) else {
        let next = periods.iter().find(|period| period.since > today);
        let last = periods.iter().rev().find(|period| period.until < today);
        return match (next, last) {
            (Some(next), _) if ended_on.is_none_or(|ended| ended >= next.since) => {
                Status::Upcoming(next.since)
            }
            (_, Some(last)) => Status::Expired(last.until),
            _ => Status::Terminated(ended_on.unwrap_or(today)),
        };
    };
    let end = run_end(periods, now);
    let until = ended_on.map_or(end, |ended| ended.min(end));
    let days = days_between(today, until);
    if days <= ENDING_DAYS {
        return Status::Ending { until, days };
    }
    Status::Active { until, renewed: now > 0 }
}

/// The last day of the period at `now` and of those that follow it without a gap.
fn run_end(periods: &[Period], now: usize) -> Date {
    let mut end = periods[now].until;
    for next in &periods[now + 1..] {
        if end.tomorrow().is_ok_and(|day| next.since > day) {
            break;
        }
        end = next.until;
    }
    end
}

/// Days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Which of the chosen `days` before its end an agreement is past on `today`: the nearest to the end, so that a
/// program that was off for a month reminds once. None while the end is farther, or over.
pub fn reminder(status: Status, days: &[i64], today: Date) -> Option<(Date, i64)> {
    let until = match status {
        Status::Active { until, .. } | Status::Ending { until, .. } => until,
        _ => return None,
    };
    let left = days_between(today, until);
    days.iter().copied().filter(|chosen| left <= *chosen).min().map(|chosen| (until, chosen))
}

/// What speaks against a new period after those there are.
pub fn period_objection(before: &[Period], new: Period) -> Option<Message> {
    if let Some(key) = period_is_impossible(new) {
        return Some(Message::new(key));
    }
    match before.last() {
        Some(last) if new.since <= last.until => {
            Some(Message::new("agreement-period-overlaps").with("until", last.until))
        }
        _ => None,
    }
}

/// What speaks against a period by itself.
pub fn period_is_impossible(period: Period) -> Option<&'static str> {
    if period.until < period.since {
        Some("agreement-ends-before")
    } else if !is_possible(period.since) || !is_possible(period.until) {
        Some("partner-day-impossible")
    } else if period.until.year() - period.since.year() > LONGEST_PERIOD {
        Some("agreement-too-long")
    } else {
        None
    }
}

/// Whether something can be due on a day: one of those on which something is agreed.
pub fn is_within(periods: &[Period], due: Date) -> bool {
    periods.iter().any(|period| period.since <= due && due <= period.until)
}

/// Whether every day of a period is a day of others, which may follow each other without a gap. What was ended before its
/// time covers nothing after that day.
pub fn covers(periods: &[Period], ended_on: Option<Date>, of: Period) -> bool {
    let Some(first) = periods.iter().position(|one| one.since <= of.since && of.since <= one.until) else {
        return false;
    };
    let end = run_end(periods, first);
    of.until <= ended_on.map_or(end, |ended| ended.min(end))
}

/// Whether what hangs on an agreement goes on with another one when it is over: `promised` says whether it promised as much, and
/// `others` of each that is still in force. Where some promise it, it stands on those; where none does, on any of them.
pub fn stands_on_others(promised: bool, others: &[bool]) -> bool {
    others.contains(&true) || (!promised && !others.is_empty())
}

/// The last day on which whoever wants an agreement to go on, or to end, says so: so many days before its end.
pub fn notice_day(until: Date, notice_days: i64) -> Date {
    until.saturating_sub(notice_days.days())
}

/// A day of one period as it falls in the one that renews it: by whole months where the two begin so many apart, and never
/// after its end.
pub fn moved(due: Date, old: Period, new: Period) -> Date {
    let months = old.since.until((jiff::Unit::Month, new.since)).unwrap_or_default();
    let lands = old.since.checked_add(months).is_ok_and(|day| day == new.since);
    let span = if lands { months } else { days_between(old.since, new.since).days() };
    due.saturating_add(span).clamp(new.since, new.until)
}

/// The periods as an addendum leaves them.
pub fn amended(periods: &[Period], changes: &[Change]) -> Vec<Period> {
    let mut periods = periods.to_vec();
    for change in changes {
        match (change.what, change.since, change.until) {
            (ChangeKind::Until, _, Some(until)) => {
                if let Some(last) = periods.last_mut() {
                    last.until = until;
                }
            }
            (ChangeKind::Renew, Some(since), Some(until)) => periods.push(Period { since, until }),
            _ => {}
        }
    }
    periods
}

/// The period that a renewal proposes: as long as the last one, from the day after it.
pub fn renewal(last: Period) -> Period {
    let since = last.until.tomorrow().unwrap_or(last.until);
    let span = last.since.until((jiff::Unit::Month, since)).unwrap_or_default();
    let until = since.checked_add(span).and_then(|day| day.checked_sub(1.day())).unwrap_or(since);
    Period { since, until }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn period(since: Date, until: Date) -> Period {
        Period { since, until }
    }

    fn first_day() -> Date {
        date(2024, 1, 1)
    }

    fn day(n: i64) -> Date {
        first_day().checked_add(n.days()).unwrap()
    }

    /// Periods in order: length of each, and the gap before it.
    fn periods() -> impl Strategy<Value = Vec<Period>> {
        prop::collection::vec((1i64..400, 0i64..60), 1..6).prop_map(|parts| {
            let mut at = 0;
            parts
                .into_iter()
                .map(|(length, gap)| {
                    let since = at + gap;
                    at = since + length;
                    period(day(since), day(at - 1))
                })
                .collect()
        })
    }

    #[test]
    fn a_renewal_is_as_long_as_what_it_renews_and_follows_without_a_gap() {
        let year = period(date(2025, 1, 1), date(2025, 12, 31));
        assert_eq!(renewal(year), period(date(2026, 1, 1), date(2026, 12, 31)));
        let odd = period(date(2024, 2, 29), date(2024, 3, 14));
        assert_eq!(renewal(odd), period(date(2024, 3, 15), date(2024, 3, 29)));
    }

    #[test]
    fn what_hangs_on_an_agreement_goes_on_with_one_that_promises_as_much_or_where_none_did_with_any() {
        for (promised, others, goes_on) in [
            (true, &[][..], false),
            (true, &[false], false),
            (true, &[false, true], true),
            (false, &[], false),
            (false, &[false], true),
            (false, &[true], true),
        ] {
            assert_eq!(stands_on_others(promised, others), goes_on, "{promised} {others:?}");
        }
    }

    #[test]
    fn what_was_due_in_march_is_due_in_march_again_and_never_after_the_end() {
        let (old, new) =
            (period(date(2025, 1, 1), date(2025, 12, 31)), period(date(2026, 1, 1), date(2026, 12, 31)));
        assert_eq!(moved(date(2025, 3, 31), old, new), date(2026, 3, 31));
        let short = period(date(2026, 1, 1), date(2026, 6, 30));
        assert_eq!(moved(date(2025, 9, 1), old, short), date(2026, 6, 30));
    }

    #[test]
    fn an_agreement_ended_early_binds_until_that_day_and_no_longer() {
        let all = [period(date(2026, 1, 1), date(2026, 12, 31))];
        let on = |day| status(State::Terminated, Some(date(2026, 6, 30)), &all, day);
        assert_eq!(on(date(2026, 6, 30)), Status::Ending { until: date(2026, 6, 30), days: 0 });
        assert_eq!(on(date(2026, 7, 1)), Status::Terminated(date(2026, 6, 30)));
    }

    proptest! {
        #[test]
        fn an_agreement_is_in_force_exactly_on_the_days_of_its_periods(all in periods(), at in 0i64..2500) {
            let today = day(at);
            let inside = all.iter().any(|p| p.since <= today && today <= p.until);
            prop_assert_eq!(status(State::Signed, None, &all, today).in_force(), inside);
        }

        #[test]
        fn the_end_that_is_told_is_a_last_day_after_which_nothing_is_agreed(all in periods(), at in 0i64..2500) {
            let until = match status(State::Signed, None, &all, day(at)) {
                Status::Active { until, .. } | Status::Ending { until, .. } => until,
                _ => return Ok(()),
            };
            let after = until.tomorrow().unwrap();
            prop_assert!(until >= day(at));
            prop_assert!(all.iter().any(|p| p.until == until));
            prop_assert!(!all.iter().any(|p| p.since <= after && after <= p.until));
        }

        #[test]
        fn a_gap_is_told_as_a_new_beginning_and_the_time_after_all_as_the_end(all in periods(), at in 0i64..2500) {
            let today = day(at);
            match status(State::Signed, None, &all, today) {
                Status::Upcoming(since) => prop_assert!(since > today && all.iter().any(|p| p.since == since)),
                Status::Expired(until) => {
                    prop_assert!(until < today);
                    prop_assert_eq!(until, all.last().unwrap().until);
                }
                other => prop_assert!(other.in_force()),
            }
        }

        #[test]
        fn a_frame_covers_what_lies_within_it_day_by_day(all in periods(), since in 0i64..2500, length in 0i64..400, ended in prop::option::of(0i64..2500)) {
            let (of, ended) = (period(day(since), day(since + length)), ended.map(day));
            let inside = |on: Date| all.iter().any(|p| p.since <= on && on <= p.until) && ended.is_none_or(|last| on <= last);
            let every = (since..=since + length).all(|n| inside(day(n)));
            prop_assert_eq!(covers(&all, ended, of), every);
        }

        #[test]
        fn nothing_is_due_in_a_gap_nor_before_or_after_all(all in periods(), at in -100i64..2500) {
            let due = day(at);
            prop_assert_eq!(is_within(&all, due), status(State::Signed, None, &all, due).in_force());
        }

        #[test]
        fn a_day_moves_into_the_period_that_renews_its_own(all in periods(), at in 0i64..400) {
            let old = *all.last().unwrap();
            let due = old.since.checked_add(at.days()).unwrap().min(old.until);
            let new = renewal(old);
            let lands = moved(due, old, new);
            prop_assert!(new.since <= lands && lands <= new.until);
        }

        #[test]
        fn a_renewal_moves_the_reminders_to_the_new_end(all in periods(), days in prop::collection::vec(0i64..367, 1..5), at in 0i64..2500) {
            let today = day(at);
            let before = reminder(status(State::Signed, None, &all, today), &days, today);
            let mut renewed = all.clone();
            renewed.push(renewal(*all.last().unwrap()));
            prop_assert_eq!(period_objection(&all, *renewed.last().unwrap()), None);
            let after = reminder(status(State::Signed, None, &renewed, today), &days, today);
            if let (Some((was, _)), Some((is, _))) = (before, after) {
                prop_assert!(is >= was);
                let in_last_run = was == all.last().unwrap().until;
                prop_assert_eq!(is > was, in_last_run);
            }
        }

        #[test]
        fn an_addendum_moves_the_end_and_its_reminders_and_nobody_hears_of_the_old_one(all in periods(), length in 0i64..500, days in prop::collection::vec(0i64..367, 1..5), at in 0i64..2500) {
            let today = day(at);
            let was = all.last().unwrap().until;
            let mut amended = all.clone();
            let last = amended.last_mut().unwrap();
            last.until = last.since.checked_add(length.days()).unwrap();
            let is = last.until;
            let inside = amended.iter().any(|p| p.since <= today && today <= p.until);
            let status = status(State::Signed, None, &amended, today);
            prop_assert_eq!(status.in_force(), inside);
            if let Some((until, left)) = reminder(status, &days, today) {
                prop_assert!(until != was || is == was);
                prop_assert!(today <= until && days_between(today, until) <= left);
            }
        }

        #[test]
        fn over_all_days_each_chosen_reminder_comes_due_once_in_order(all in periods(), days in prop::collection::vec(0i64..367, 1..5)) {
            let mut due: Vec<(Date, i64)> = Vec::new();
            for at in 0..2500 {
                if let Some(one) = reminder(status(State::Signed, None, &all, day(at)), &days, day(at))
                    && !due.contains(&one) {
                    due.push(one);
                }
            }
            for (n, (until, left)) in due.iter().enumerate() {
                prop_assert!(days.contains(left));
                for (other, later) in &due[n + 1..] {
                    prop_assert!(other != until || later < left);
                }
            }
        }

        #[test]
        fn the_last_day_to_give_notice_is_counted_from_the_end_of_what_runs_now(all in periods(), notice in 0i64..367, gap in 1i64..60, at in 0i64..2500) {
            let today = day(at);
            let told = |all: &[Period]| match status(State::Signed, None, all, today) {
                Status::Active { until, .. } | Status::Ending { until, .. } => Some(notice_day(until, notice)),
                _ => None,
            };
            let Some(before) = told(&all) else { return Ok(()) };
            let last = *all.last().unwrap();
            let runs_to_the_end = before == notice_day(last.until, notice);
            prop_assert!(all.iter().any(|p| days_between(before, p.until) == notice && p.until >= today));
            // What follows without a gap moves it, what follows after one does not.
            let next = renewal(last);
            let follows = [all.clone(), vec![next]].concat();
            prop_assert_eq!(told(&follows) == Some(before), !runs_to_the_end);
            let later = |day: Date| day.checked_add(gap.days()).unwrap();
            let after_a_gap = [all, vec![period(later(next.since), later(next.until))]].concat();
            prop_assert_eq!(told(&after_a_gap), Some(before));
        }

        #[test]
        fn periods_that_overlap_or_end_before_they_begin_are_refused(all in periods(), since in -400i64..3000, length in -30i64..400) {
            let new = period(day(since), day(since + length));
            let free = new.until >= new.since && new.since > all.last().unwrap().until;
            prop_assert_eq!(period_objection(&all, new).is_none(), free);
        }
    }
}
