//! When a loan is due (circulation.md 11 to 17 and 20), over calendars of every kind.

use circulation::{
    policy::{Length, Moves, Terms},
    rules::{RenewalFrom, days_late, due, renewed},
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, date, time},
};
use kernel::{
    Act, Calendar, Timestamp,
    calendar::{Exception, Hours},
};
use proptest::prelude::*;
use trial::{act, at};

fn hours(from: i8, to: i8) -> Hours {
    Hours { opens: time(from, 0, 0, 0), closes: time(to, 0, 0, 0) }
}

/// Monday to Friday from eight to twelve and one to five.
fn weekdays() -> Calendar {
    closed_on(vec![])
}

fn closed_on(stretches: Vec<(Date, Date)>) -> Calendar {
    let week = std::array::from_fn(|day| if day < 5 { vec![hours(8, 12), hours(13, 17)] } else { vec![] });
    let closed = |(from, to)| Exception { from, to, yearly: false, hours: vec![], name: "libur".into() };
    Calendar::new(week, stretches.into_iter().map(closed).collect())
}

fn days(days: i64) -> Terms {
    Terms { length: Some(Length::Days(days)), ..Terms::default() }
}

fn by_hour(hours: i64, moves: Moves) -> Terms {
    Terms { length: Some(Length::Hours(hours)), moves: Some(moves), ..Terms::default() }
}

fn local(act: &Act, moment: Timestamp) -> DateTime {
    moment.to_zoned_datetime(act.zone.clone()).datetime()
}

#[test]
fn a_day_loan_ends_with_the_last_second_of_its_day_in_tomohon() {
    // Half past midnight in Tomohon is still the day before in UTC.
    let now = act("2026-08-05T00:30");
    assert_eq!(due(&days(14), &weekdays(), &now, None), Some(at("2026-08-19T23:59:59")));
}

#[test]
fn a_due_date_on_a_closed_day_moves_by_policy() {
    let friday = act("2026-08-07T10:00");
    let on = |moves| due(&Terms { moves: Some(moves), ..days(8) }, &weekdays(), &friday, None);
    assert_eq!(on(Moves::Next), Some(at("2026-08-17T23:59:59")));
    assert_eq!(on(Moves::Previous), Some(at("2026-08-14T23:59:59")));
    assert_eq!(on(Moves::Stays), Some(at("2026-08-15T23:59:59")));
}

#[test]
fn a_run_of_holidays_is_crossed_in_one_go() {
    let lebaran = closed_on(vec![(date(2026, 3, 18), date(2026, 3, 24))]);
    let due = due(&days(14), &lebaran, &act("2026-03-04T10:00"), None);
    assert_eq!(due, Some(at("2026-03-25T23:59:59")));
}

#[test]
fn the_open_day_before_a_long_closure_is_not_the_day_of_lending_itself() {
    let closed = closed_on(vec![(date(2026, 3, 18), date(2026, 3, 24))]);
    let terms = Terms { moves: Some(Moves::Previous), ..days(3) };
    assert_eq!(due(&terms, &closed, &act("2026-03-17T10:00"), None), Some(at("2026-03-25T23:59:59")));
}

#[test]
fn a_library_without_opening_hours_still_lends() {
    let now = act("2026-08-05T10:00");
    assert_eq!(due(&days(14), &Calendar::default(), &now, None), Some(at("2026-08-19T23:59:59")));
    assert_eq!(due(&by_hour(3, Moves::Next), &Calendar::default(), &now, None), Some(at("2026-08-05T13:00")));
}

#[test]
fn a_length_of_zero_days_is_until_tonight_and_no_length_is_no_date() {
    let now = act("2026-08-05T10:00");
    assert_eq!(due(&days(0), &weekdays(), &now, None), Some(at("2026-08-05T23:59:59")));
    assert_eq!(due(&Terms::default(), &weekdays(), &now, None), None);
}

#[test]
fn a_loan_is_cut_to_the_end_of_the_membership_on_an_open_day() {
    let now = act("2026-08-05T10:00");
    // The membership ends on a Sunday; the Friday before is open.
    assert_eq!(due(&days(14), &weekdays(), &now, Some(date(2026, 8, 9))), Some(at("2026-08-07T23:59:59")));
    // Moving on over a weekend must not cross the end either.
    assert_eq!(due(&days(10), &weekdays(), &now, Some(date(2026, 8, 16))), Some(at("2026-08-14T23:59:59")));
}

#[test]
fn a_membership_that_is_over_already_bounds_nothing() {
    let due = due(&days(14), &weekdays(), &act("2026-08-05T10:00"), Some(date(2026, 8, 1)));
    assert_eq!(due, Some(at("2026-08-19T23:59:59")));
}

#[test]
fn the_end_of_a_term_is_a_ceiling_or_the_due_date_itself() {
    let now = act("2026-12-01T10:00");
    let end = date(2026, 12, 18);
    let ceiling = Terms { ceiling: Some(end), ..days(30) };
    assert_eq!(due(&ceiling, &weekdays(), &now, None), Some(at("2026-12-18T23:59:59")));
    assert_eq!(
        due(&Terms { ceiling: Some(end), ..days(7) }, &weekdays(), &now, None),
        Some(at("2026-12-08T23:59:59"))
    );
    let fixed = Terms { fixed_due: Some(end), ..days(7) };
    assert_eq!(due(&fixed, &weekdays(), &now, None), Some(at("2026-12-18T23:59:59")));
    let next_term = act("2027-01-05T10:00");
    assert_eq!(due(&fixed, &weekdays(), &next_term, None), Some(at("2027-01-12T23:59:59")));
}

#[test]
fn an_hourly_loan_ends_inside_opening_hours() {
    let terms = by_hour(3, Moves::Previous);
    let at_time = |now: &str| due(&terms, &weekdays(), &act(now), None).unwrap();
    assert_eq!(at_time("2026-08-05T08:30"), at("2026-08-05T11:30"));
    assert_eq!(at_time("2026-08-05T09:30"), at("2026-08-05T12:00"));
    assert_eq!(at_time("2026-08-05T15:30"), at("2026-08-05T17:00"));
    // Lent after the doors have closed, it can only end once they open.
    assert_eq!(at_time("2026-08-07T18:00"), at("2026-08-10T08:00"));
    let over_night = by_hour(3, Moves::Next);
    assert_eq!(due(&over_night, &weekdays(), &act("2026-08-07T15:30"), None), Some(at("2026-08-10T08:00")));
}

#[test]
fn an_hourly_loan_does_not_outlast_the_membership() {
    let due = due(&by_hour(3, Moves::Next), &weekdays(), &act("2026-08-07T15:30"), Some(date(2026, 8, 8)));
    assert_eq!(due, Some(at("2026-08-07T17:00")));
}

#[test]
fn a_renewal_counts_from_today_or_from_the_due_date() {
    let now = act("2026-08-05T10:00");
    let until = at("2026-08-10T23:59:59");
    let renew = |from| renewed(&days(14), &weekdays(), &now, until, None, from);
    assert_eq!(renew(RenewalFrom::Today), Some(at("2026-08-19T23:59:59")));
    assert_eq!(renew(RenewalFrom::DueDate), Some(at("2026-08-24T23:59:59")));
}

#[test]
fn a_renewal_has_a_length_of_its_own_where_one_is_decided() {
    let terms = Terms { renewal_days: Some(7), ..days(14) };
    let now = act("2026-08-19T10:00");
    let later = renewed(&terms, &weekdays(), &now, at("2026-08-19T23:59:59"), None, RenewalFrom::Today);
    assert_eq!(later, Some(at("2026-08-26T23:59:59")));
}

#[test]
fn a_renewal_that_would_not_gain_a_day_is_none() {
    let now = act("2026-08-05T10:00");
    let due = at("2026-08-19T23:59:59");
    assert_eq!(renewed(&days(14), &weekdays(), &now, due, None, RenewalFrom::Today), None);
    assert_eq!(
        renewed(&days(14), &weekdays(), &now, due, Some(date(2026, 8, 12)), RenewalFrom::DueDate),
        None
    );
}

#[test]
fn a_copy_is_late_from_the_day_after_it_was_due() {
    let now = act("2026-08-19T10:00");
    let due = at("2026-08-19T23:59:59");
    assert_eq!(days_late(&now, due, at("2026-08-19T23:59")), 0);
    assert_eq!(days_late(&now, due, at("2026-08-20T08:00")), 1);
    assert_eq!(days_late(&now, due, at("2026-09-02T08:00")), 14);
    // By the hour it can be late on the same day.
    assert_eq!(days_late(&now, at("2026-08-19T12:00"), at("2026-08-19T15:00")), 0);
}

fn calendars() -> impl Strategy<Value = Calendar> {
    prop::collection::vec((0i32..600, 0i32..20), 0..10).prop_map(|stretches| {
        let day = |n: i32| date(2026, 1, 1).checked_add(n.days()).unwrap();
        closed_on(stretches.into_iter().map(|(from, length)| (day(from), day(from + length))).collect())
    })
}

fn acts() -> impl Strategy<Value = Act> {
    (0i64..500 * 24 * 60).prop_map(|minutes| {
        let act = act("2026-01-01T00:00");
        act.at(act.at + jiff::SignedDuration::from_mins(minutes))
    })
}

fn moves() -> impl Strategy<Value = Moves> {
    prop::sample::select(vec![Moves::Next, Moves::Previous])
}

proptest! {
    #[test]
    fn a_day_loan_is_due_on_an_open_day_and_not_before_today(
        calendar in calendars(), act in acts(), length in 0i64..60, moves in moves(),
    ) {
        let due = due(&Terms { moves: Some(moves), ..days(length) }, &calendar, &act, None).unwrap();
        let day = local(&act, due);
        prop_assert!(calendar.is_open(day.date()) && day.date() >= act.today(), "{day}");
        prop_assert_eq!(day.time(), time(23, 59, 59, 0));
    }

    #[test]
    fn a_loan_never_outlasts_the_membership(
        calendar in calendars(), act in acts(), length in 0i64..60, left in 0i32..40, moves in moves(),
        hourly in any::<bool>(),
    ) {
        let until = act.today().checked_add(left.days()).unwrap();
        let length = if hourly { Length::Hours(length) } else { Length::Days(length) };
        let terms = Terms { length: Some(length), moves: Some(moves), ..Terms::default() };
        let day = local(&act, due(&terms, &calendar, &act, Some(until)).unwrap()).date();
        prop_assert!(act.today() <= day && day <= until, "{day} after {until}");
        // The clipped day is open wherever there is an open day left.
        let any_open = (0..=left).any(|n| calendar.is_open(act.today().checked_add(n.days()).unwrap()));
        prop_assert!(hourly || !any_open || calendar.is_open(day), "{day} is closed");
    }

    #[test]
    fn an_hourly_loan_ends_while_the_doors_are_open(
        calendar in calendars(), act in acts(), length in 1i64..30, moves in moves(),
    ) {
        let due = due(&by_hour(length, moves), &calendar, &act, None).unwrap();
        let end = local(&act, due);
        let inside = calendar.hours(end.date()).iter().any(|h| h.opens <= end.time() && end.time() <= h.closes);
        prop_assert!(inside, "{end}");
        prop_assert!(due > act.at);
    }

    #[test]
    fn a_renewal_never_shortens_a_loan(
        calendar in calendars(), act in acts(), length in 0i64..60, ahead in -30i64..60, left in prop::option::of(0i32..40),
        from in prop::sample::select(vec![RenewalFrom::Today, RenewalFrom::DueDate]), moves in moves(),
    ) {
        let due = act.at + jiff::SignedDuration::from_hours(24 * ahead);
        let until = left.map(|left| act.today().checked_add(left.days()).unwrap());
        let terms = Terms { moves: Some(moves), ..days(length) };
        if let Some(later) = renewed(&terms, &calendar, &act, due, until, from) {
            prop_assert!(later > due && later > act.at);
        }
    }
}
