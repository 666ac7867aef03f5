//! Decisions about visits: no database, no clock.

use jiff::{SignedDuration, ToSpan};
use kernel::{Act, Date, Message, Timestamp};

/// What a tablet kept longer than this is written down as of now: its clock is not to be believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(24 * 60);
/// What a tablet sends later than this was kept without a connection.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(30);

/// When something was made by the library's clock, from what a device's clock said then and says now; and whether it
/// was kept without a connection.
pub fn made(act: &Act, then: Timestamp, now: Timestamp) -> (Timestamp, bool) {
    let age = now.duration_since(then);
    if age < SignedDuration::ZERO || age > BELIEVED {
        return (act.at, true);
    }
    (act.at.saturating_sub(age).unwrap_or(act.at), age > AT_ONCE)
}

/// Why nothing is counted for `day` any more, or yet: it has not come, or is more than a year ago. What stands in the figures of
/// the years before does not change.
pub fn day_objection(day: Date, today: Date) -> Option<Message> {
    let first = today.saturating_sub(1.year());
    match day {
        day if day > today => Some(Message::new("visit-day-to-come")),
        day if day < first => Some(Message::new("visit-day-long-ago").with("first", first)),
        _ => None,
    }
}

/// A number of a breakdown as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Number(i64),
    /// Too few people: the number is hidden.
    Few,
}

/// Hides the cells of a breakdown that speak of fewer than `least` people. Where one alone is hidden, the sum gives it
/// away: then the smallest of the others is hidden as well.
pub fn hide_few(numbers: &[i64], least: i64) -> Vec<Shown> {
    let mut shown: Vec<Shown> = numbers
        .iter()
        .map(|&n| if (1..least).contains(&n) { Shown::Few } else { Shown::Number(n) })
        .collect();
    if shown.iter().filter(|one| **one == Shown::Few).count() == 1 {
        let smallest = (0..numbers.len())
            .filter(|&n| shown[n] != Shown::Few && numbers[n] > 0)
            .min_by_key(|&n| numbers[n]);
        if let Some(smallest) = smallest {
            shown[smallest] = Shown::Few;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use kernel::{Actor, TimeZone};

    use super::*;

    #[test]
    fn days_are_counted_of_the_year_behind_us() {
        let today = jiff::civil::date(2026, 8, 5);
        let key = |day| day_objection(day, today).map(|message| message.key);
        assert_eq!((key(today), key(jiff::civil::date(2025, 8, 5))), (None, None));
        assert_eq!(key(jiff::civil::date(2025, 8, 4)), Some("visit-day-long-ago"));
        assert_eq!(key(jiff::civil::date(2026, 8, 6)), Some("visit-day-to-come"));
    }

    #[test]
    fn a_small_number_is_hidden_and_never_alone() {
        assert_eq!(
            hide_few(&[40, 3, 0, 12], 5),
            [Shown::Number(40), Shown::Few, Shown::Number(0), Shown::Few]
        );
        assert_eq!(hide_few(&[40, 3, 2], 5), [Shown::Number(40), Shown::Few, Shown::Few]);
        assert_eq!(hide_few(&[40, 30], 5), [Shown::Number(40), Shown::Number(30)]);
        assert_eq!(hide_few(&[4], 5), [Shown::Few]);
    }

    #[test]
    fn what_a_tablet_kept_is_dated_by_the_librarys_clock() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let act = Act { by: Actor::System, at: at("2026-08-05T04:00:00Z"), zone: TimeZone::UTC };
        // The tablet's clock is a day late; an hour has passed on it.
        let (then, kept) = made(&act, at("2026-08-04T01:00:00Z"), at("2026-08-04T02:00:00Z"));
        assert_eq!((then, kept), (at("2026-08-05T03:00:00Z"), true));
        // A clock that runs backwards is not believed.
        assert_eq!(made(&act, at("2026-08-04T02:00:00Z"), at("2026-08-04T01:00:00Z")).0, act.at);
        assert!(!made(&act, at("2026-08-04T02:00:00Z"), at("2026-08-04T02:00:05Z")).1);
    }
}
