//! When a place is open: weekly hours, closed days, and days that open in spite of them.

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};

/// How far ahead an open day is looked for. A library that is closed for longer than this has no open day,
/// and whatever was to be moved stays where it is (circulation.md 12).
const HORIZON_DAYS: i32 = 400;

/// One stretch of opening within a day; `opens < closes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// When the doors open.
    pub opens: Time,
    /// When they close.
    pub closes: Time,
}

/// A stretch of days that differs from the week: a holiday, a closure, or a closed day that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub to: Date,
    /// Whether it returns every year on the same days (New Year, Independence Day).
    pub yearly: bool,
    /// The hours on those days; none means closed.
    pub hours: Vec<Hours>,
    /// What the day is called, in the library's own words.
    pub name: String,
}

impl Exception {
    fn covers(&self, day: Date) -> bool {
        if !self.yearly {
            return self.from <= day && day <= self.to;
        }
        let key = |date: Date| (date.month(), date.day());
        let (from, to, day) = (key(self.from), key(self.to), key(day));
        // A yearly stretch over New Year ends at a smaller month than it begins.
        if from <= to { from <= day && day <= to } else { day >= from || day <= to }
    }
}

/// The opening times of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    week: [Vec<Hours>; 7],
    exceptions: Vec<Exception>,
}

impl Calendar {
    /// Of a place of which no hours are known (circulation.md 12).
    pub const ALWAYS_OPEN: Self = Self { week: [const { Vec::new() }; 7], exceptions: Vec::new() };

    /// A calendar from weekly hours (`week[0]` is Monday) and exceptions. A later exception wins over an
    /// earlier one, so that a single open day can be cut out of a long closure.
    pub const fn new(week: [Vec<Hours>; 7], exceptions: Vec<Exception>) -> Self {
        Self { week, exceptions }
    }

    /// The hours on `day`, in order; empty when closed.
    pub fn hours(&self, day: Date) -> &[Hours] {
        match self.exception(day) {
            Some(exception) => &exception.hours,
            None => &self.week[index(day.weekday())],
        }
    }

    /// The exception that decides about `day`, if one does.
    pub fn exception(&self, day: Date) -> Option<&Exception> {
        self.exceptions.iter().rev().find(|exception| exception.covers(day))
    }

    /// Whether any hours at all are known; a new library may not have set them yet (circulation.md 12).
    pub fn is_set(&self) -> bool {
        self.has_week() || self.exceptions.iter().any(|e| !e.hours.is_empty())
    }

    /// Whether an ordinary week opens at all.
    pub fn has_week(&self) -> bool {
        self.week.iter().any(|hours| !hours.is_empty())
    }

    /// Whether the place opens at all on `day`. A calendar without any hours counts as always open.
    pub fn is_open(&self, day: Date) -> bool {
        !self.is_set() || !self.hours(day).is_empty()
    }

    /// `day` itself if it is open, else the first open day after it, else `day` (circulation.md 11, 12).
    pub fn open_on_or_after(&self, day: Date) -> Date {
        self.nearest(day, 1).unwrap_or(day)
    }

    /// `day` itself if it is open, else the last open day before it, else `day`.
    pub fn open_on_or_before(&self, day: Date) -> Date {
        self.nearest(day, -1).unwrap_or(day)
    }

    /// How many open days lie in the half-open stretch `(after, until]`: the day a loan falls due is not
    /// itself a day late (circulation.md 38).
    pub fn open_days_between(&self, after: Date, until: Date) -> i64 {
        let mut day = after;
        let mut open = 0;
        while day < until {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            open += i64::from(self.is_open(day));
        }
        open
    }

    fn nearest(&self, day: Date, step: i32) -> Option<Date> {
        (0..HORIZON_DAYS)
            .filter_map(|n| day.checked_add((n * step).days()).ok())
            .find(|&candidate| self.is_open(candidate))
    }
}

fn index(weekday: Weekday) -> usize {
    weekday.to_monday_zero_offset().unsigned_abs().into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    fn nine_to_five() -> Vec<Hours> {
        vec![Hours { opens: time(9, 0, 0, 0), closes: time(17, 0, 0, 0) }]
    }

    fn weekdays_only(exceptions: Vec<Exception>) -> Calendar {
        let week = std::array::from_fn(|day| if day < 5 { nine_to_five() } else { Vec::new() });
        Calendar::new(week, exceptions)
    }

    fn closed(from: Date, to: Date, yearly: bool) -> Exception {
        Exception { from, to, yearly, hours: Vec::new(), name: "libur".into() }
    }

    #[test]
    fn a_closed_day_moves_to_the_next_or_the_previous_open_day() {
        let calendar = weekdays_only(vec![]);
        let saturday = date(2026, 8, 8);
        assert_eq!(calendar.open_on_or_after(saturday), date(2026, 8, 10));
        assert_eq!(calendar.open_on_or_before(saturday), date(2026, 8, 7));
    }

    #[test]
    fn a_run_of_holidays_is_crossed_in_one_go() {
        let calendar = weekdays_only(vec![closed(date(2026, 3, 18), date(2026, 3, 24), false)]);
        assert_eq!(calendar.open_on_or_after(date(2026, 3, 18)), date(2026, 3, 25));
    }

    #[test]
    fn an_exception_can_open_a_closed_day_inside_a_closure() {
        let open = Exception { hours: nine_to_five(), ..closed(date(2026, 3, 21), date(2026, 3, 21), false) };
        let calendar = weekdays_only(vec![closed(date(2026, 3, 18), date(2026, 3, 24), false), open]);
        assert!(calendar.is_open(date(2026, 3, 21)));
        assert_eq!(calendar.open_on_or_after(date(2026, 3, 19)), date(2026, 3, 21));
    }

    #[test]
    fn a_yearly_closure_returns_also_over_new_year() {
        let calendar = weekdays_only(vec![closed(date(2020, 12, 30), date(2020, 1, 2), true)]);
        for day in [date(2026, 12, 31), date(2027, 1, 1), date(2030, 1, 2)] {
            assert!(!calendar.is_open(day), "{day}");
        }
        assert!(calendar.is_open(date(2026, 12, 29)));
    }

    #[test]
    fn a_library_without_hours_counts_as_open() {
        let calendar = Calendar::default();
        assert!(calendar.is_open(date(2026, 1, 1)));
        assert_eq!(calendar.open_on_or_after(date(2026, 1, 1)), date(2026, 1, 1));
    }

    #[test]
    fn a_library_that_never_opens_again_moves_nothing() {
        let calendar = weekdays_only(vec![closed(date(2026, 1, 1), date(2036, 1, 1), false)]);
        assert_eq!(calendar.open_on_or_after(date(2026, 6, 1)), date(2026, 6, 1));
    }

    #[test]
    fn the_due_day_itself_is_not_late_and_closed_days_do_not_count() {
        let closed_on_sundays =
            Calendar::new(std::array::from_fn(|day| if day < 6 { nine_to_five() } else { vec![] }), vec![]);
        let (sunday, monday) = (date(2026, 8, 9), date(2026, 8, 10));
        assert_eq!(closed_on_sundays.open_days_between(sunday, monday), 1);
        assert_eq!(closed_on_sundays.open_days_between(monday, monday), 0);
    }

    proptest! {
        #[test]
        fn a_moved_day_is_open_and_nothing_between_is(offset in 0i32..2000, closures in prop::collection::vec((0i32..2000, 0i32..20), 0..12)) {
            let start = date(2025, 1, 1);
            let day = |n: i32| start.checked_add(n.days()).unwrap();
            let calendar = weekdays_only(closures.iter().map(|&(n, len)| closed(day(n), day(n + len), false)).collect());
            let asked = day(offset);
            let after = calendar.open_on_or_after(asked);
            prop_assert!(calendar.is_open(after) && after >= asked);
            prop_assert_eq!(calendar.open_days_between(asked.yesterday().unwrap(), after), 1);
            let before = calendar.open_on_or_before(asked);
            prop_assert!(calendar.is_open(before) && before <= asked);
        }
    }
}
