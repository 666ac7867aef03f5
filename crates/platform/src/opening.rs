//! What a home page says of a place's doors: decided from its calendar alone.

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use kernel::{Calendar, calendar::Hours};

/// How far ahead the next opening is looked for.
const HORIZON_DAYS: i32 = 400;

/// Whether a place is open at some moment, until when, and when it opens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whether the place has any hours at all; if not, a page rather says nothing.
    pub known: bool,
    /// The whole day's hours.
    pub today: Vec<Hours>,
    /// When it closes, if it is open now.
    pub until: Option<Time>,
    /// The next opening, if it is closed now: later today or on another day.
    pub next: Option<(Date, Time)>,
    /// What today is called, if it differs from the week.
    pub occasion: Option<String>,
}

impl Opening {
    /// What holds at `now`, by the library's clock.
    pub fn at(calendar: &Calendar, now: DateTime) -> Self {
        let (day, time) = (now.date(), now.time());
        let today = calendar.hours(day).to_vec();
        let until =
            today.iter().find(|hours| hours.opens <= time && time < hours.closes).map(|hours| hours.closes);
        let next = if until.is_some() { None } else { next(calendar, day, time) };
        let occasion = calendar.exception(day).map(|exception| exception.name.clone());
        Self { known: calendar.is_set(), today, until, next, occasion }
    }
}

fn next(calendar: &Calendar, today: Date, time: Time) -> Option<(Date, Time)> {
    (0..HORIZON_DAYS).filter_map(|n| today.checked_add(n.days()).ok()).find_map(|day| {
        let opens = calendar.hours(day).iter().map(|hours| hours.opens);
        opens.filter(|&opens| day > today || opens > time).min().map(|opens| (day, opens))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use kernel::calendar::Exception;

    use super::*;

    /// Open from eight to twelve and from one to five, Monday to Friday; closed on Independence Day, a Monday.
    fn calendar() -> Calendar {
        let hours = |from, to| Hours { opens: time(from, 0, 0, 0), closes: time(to, 0, 0, 0) };
        let week =
            std::array::from_fn(|day| if day < 5 { vec![hours(8, 12), hours(13, 17)] } else { vec![] });
        let day = date(2026, 8, 17);
        let holiday = Exception { from: day, to: day, yearly: true, hours: vec![], name: "HUT RI".into() };
        Calendar::new(week, vec![holiday])
    }

    #[test]
    fn an_open_place_says_until_when() {
        let opening = Opening::at(&calendar(), date(2026, 8, 14).at(9, 30, 0, 0));
        assert_eq!((opening.until, opening.next), (Some(time(12, 0, 0, 0)), None));
    }

    #[test]
    fn a_place_closed_over_noon_opens_again_today() {
        let opening = Opening::at(&calendar(), date(2026, 8, 14).at(12, 0, 0, 0));
        assert_eq!((opening.until, opening.next), (None, Some((date(2026, 8, 14), time(13, 0, 0, 0)))));
    }

    #[test]
    fn the_next_opening_is_after_the_weekend_and_the_holiday() {
        let opening = Opening::at(&calendar(), date(2026, 8, 14).at(17, 0, 0, 0));
        assert_eq!(opening.next, Some((date(2026, 8, 18), time(8, 0, 0, 0))));
        let holiday = Opening::at(&calendar(), date(2026, 8, 17).at(9, 0, 0, 0));
        assert_eq!((holiday.occasion.as_deref(), holiday.until), (Some("HUT RI"), None));
    }

    #[test]
    fn a_place_without_hours_promises_nothing() {
        let opening = Opening::at(&Calendar::default(), date(2026, 8, 14).at(9, 0, 0, 0));
        assert_eq!((opening.known, opening.until, opening.next), (false, None, None));
    }
}
