//! Numbers, money, dates and lists as each language writes them.

use super::{Lang, Speech};
use fluent_bundle::FluentValue;
use jiff::{
    Timestamp, ZonedDateTime,
    civil::{Date, DateTime, Time, Weekday},
    tz::TimeZone,
};

/// A whole number, by value or reference (templates pass fields by reference).
pub trait Whole {
    /// The number.
    fn whole(&self) -> i64;
}

/// A number with a fraction, by value or reference.
pub trait Real {
    /// The number.
    fn real(&self) -> f64;
}

/// Something that has a civil date.
pub trait HasDate {
    /// The date.
    fn civil_date(&self) -> Date;
}

/// Something that has a civil time of day.
pub trait HasTime {
    /// The time of day.
    fn civil_time(&self) -> Time;
}

macro_rules! wholes {
    ($($number:ty),*) => {$(
        impl Whole for $number {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}
wholes!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! through_references {
    ($($kind:ident $method:ident $out:ty),*) => {$(
        impl<T: $kind + ?Sized> $kind for &T {
            fn $method(&self) -> $out {
                (**self).$method()
            }
        }
    )*};
}
through_references!(Whole whole i64, Real real f64, HasDate civil_date Date, HasTime civil_time Time);

impl Real for f64 {
    fn real(&self) -> f64 {
        *self
    }
}
impl Real for f32 {
    fn real(&self) -> f64 {
        f64::from(*self)
    }
}
impl HasDate for Date {
    fn civil_date(&self) -> Date {
        *self
    }
}
impl HasDate for DateTime {
    fn civil_date(&self) -> Date {
        self.date()
    }
}
impl HasDate for ZonedDateTime {
    fn civil_date(&self) -> Date {
        self.date()
    }
}
impl HasTime for Time {
    fn civil_time(&self) -> Time {
        *self
    }
}
impl HasTime for DateTime {
    fn civil_time(&self) -> Time {
        self.time()
    }
}
impl HasTime for ZonedDateTime {
    fn civil_time(&self) -> Time {
        self.time()
    }
}

impl Lang {
    fn thousands(self) -> char {
        match self {
            Lang::Id => '.',
            Lang::En => ',',
        }
    }

    fn point(self) -> char {
        match self {
            Lang::Id => ',',
            Lang::En => '.',
        }
    }

    fn clock(self) -> char {
        match self {
            Lang::Id => '.',
            Lang::En => ':',
        }
    }
}

/// `digits` in groups of three.
fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn whole(lang: Lang, n: i64) -> String {
    let digits = grouped(&n.unsigned_abs().to_string(), lang.thousands());
    if n < 0 { format!("−{digits}") } else { digits }
}

fn decimal(lang: Lang, value: f64, places: usize) -> String {
    let plain = format!("{:.places$}", value.abs());
    let (digits, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let mut out = String::from(if negative { "−" } else { "" });
    out.push_str(&grouped(digits, lang.thousands()));
    if !fraction.is_empty() {
        out.push(lang.point());
        out.push_str(fraction);
    }
    out
}

/// How Fluent writes a number placed in a sentence. Text is left to Fluent.
pub(super) fn fluent_number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let written = number.as_string();
    let (digits, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("−", digits));
    let digits =
        if number.options.use_grouping { grouped(digits, lang.thousands()) } else { digits.to_owned() };
    let point = if fraction.is_empty() { String::new() } else { format!("{}{fraction}", lang.point()) };
    Some(format!("{sign}{digits}{point}"))
}

const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];
const WEEKDAYS_SHORT: [&str; 7] = [
    "weekday-monday.short",
    "weekday-tuesday.short",
    "weekday-wednesday.short",
    "weekday-thursday.short",
    "weekday-friday.short",
    "weekday-saturday.short",
    "weekday-sunday.short",
];
const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];
const MONTHS_SHORT: [&str; 12] = [
    "month-1.short",
    "month-2.short",
    "month-3.short",
    "month-4.short",
    "month-5.short",
    "month-6.short",
    "month-7.short",
    "month-8.short",
    "month-9.short",
    "month-10.short",
    "month-11.short",
    "month-12.short",
];

impl Speech {
    /// `46.210` / `46,210`.
    pub fn int(self, n: impl Whole) -> String {
        whole(self.lang(), n.whole())
    }

    /// Whole rupiah: `Rp1.000.000` in both languages, as the country writes its money.
    pub fn rupiah(self, rupiah: impl Whole) -> String {
        let n = rupiah.whole();
        let sign = if n < 0 { "−" } else { "" };
        format!("{sign}Rp{}", grouped(&n.unsigned_abs().to_string(), '.'))
    }

    /// `2,1` / `2.1` with that many places.
    pub fn decimal(self, value: impl Real, places: usize) -> String {
        decimal(self.lang(), value.real(), places)
    }

    /// A share (0.115) as `11,5%` / `11.5%` with that many places.
    pub fn percent(self, share: impl Real, places: usize) -> String {
        decimal(self.lang(), share.real() * 100.0, places) + "%"
    }

    /// `Kamis, 5 Agustus 2026` / `Thursday, 5 August 2026`.
    pub fn date_long(self, date: impl HasDate) -> String {
        let date = date.civil_date();
        format!("{}, {}", self.weekday(date.weekday()), self.date(date))
    }

    /// `5 Agustus 2026` / `5 August 2026`.
    pub fn date(self, date: impl HasDate) -> String {
        let date = date.civil_date();
        format!("{} {} {}", date.day(), self.month_name(date.month()), date.year())
    }

    /// `Kam 30 Jul` / `Thu 30 Jul`.
    pub fn date_short(self, date: impl HasDate) -> String {
        let date = date.civil_date();
        format!("{} {}", self.weekday_short(date.weekday()), self.day_month(date))
    }

    /// `30 Jul`, where the year goes without saying.
    pub fn day_month(self, date: impl HasDate) -> String {
        let date = date.civil_date();
        format!("{} {}", date.day(), self.month_short(date.month()))
    }

    /// `Juli 2026` / `July 2026`.
    pub fn month(self, date: impl HasDate) -> String {
        let date = date.civil_date();
        format!("{} {}", self.month_name(date.month()), date.year())
    }

    /// `09.41` / `09:41`.
    pub fn time(self, time: impl HasTime) -> String {
        let time = time.civil_time();
        format!("{:02}{}{:02}", time.hour(), self.lang().clock(), time.minute())
    }

    /// `09.41.52` / `09:41:52`.
    pub fn time_seconds(self, time: impl HasTime) -> String {
        let time = time.civil_time();
        let clock = self.lang().clock();
        format!("{:02}{clock}{:02}{clock}{:02}", time.hour(), time.minute(), time.second())
    }

    /// `09.00–12.00` / `09:00–12:00`.
    pub fn time_range(self, from: impl HasTime, to: impl HasTime) -> String {
        format!("{}–{}", self.time(from), self.time(to))
    }

    /// An instant where the library stands: `5 Agustus 2026, 09.41`.
    pub fn moment(self, instant: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(instant);
        format!("{}, {}", self.date(local), self.time(local))
    }

    /// `hari ini`, `besok`, `3 hari lagi`, `kemarin`, `3 hari lalu`, as seen on `today`.
    pub fn days(self, date: impl HasDate, today: impl HasDate) -> String {
        let days = date.civil_date().since(today.civil_date()).map_or(0, |span| i64::from(span.get_days()));
        match days {
            0 => self.say("days-today").to_owned(),
            1 => self.say("days-tomorrow").to_owned(),
            -1 => self.say("days-yesterday").to_owned(),
            2.. => self.count("days-ahead", days),
            _ => self.count("days-ago", -days),
        }
    }

    /// `a`, `a dan b`, `a, b, dan c`.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let and = self.say("list-and");
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [a, b] => format!("{} {and} {}", a.as_ref(), b.as_ref()),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                format!("{}, {and} {}", first.join(", "), last.as_ref())
            }
        }
    }

    /// `Kamis` / `Thursday`.
    pub fn weekday(self, day: Weekday) -> &'static str {
        self.say(WEEKDAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())])
    }

    /// `Kam` / `Thu`.
    pub fn weekday_short(self, day: Weekday) -> &'static str {
        self.say(WEEKDAYS_SHORT[usize::from(day.to_monday_zero_offset().unsigned_abs())])
    }

    /// `Agustus` / `August`, from 1 to 12.
    pub fn month_name(self, month: i8) -> &'static str {
        self.say(MONTHS[month_index(month)])
    }

    /// `Agu` / `Aug`, from 1 to 12.
    pub fn month_short(self, month: i8) -> &'static str {
        self.say(MONTHS_SHORT[month_index(month)])
    }
}

fn month_index(month: i8) -> usize {
    usize::from(month.clamp(1, 12).unsigned_abs()) - 1
}

#[cfg(test)]
mod tests {
    use crate::testing::{EN, ID};
    use jiff::{Timestamp, civil::date, civil::time, tz::TimeZone};

    #[test]
    fn whole_numbers_are_grouped_as_each_language_does() {
        for (n, id, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1.000", "1,000"),
            (46_210, "46.210", "46,210"),
            (-1_234_567, "−1.234.567", "−1,234,567"),
        ] {
            assert_eq!((ID().int(n).as_str(), EN().int(n).as_str()), (id, en));
        }
    }

    #[test]
    fn rupiah_are_written_alike_in_both_languages() {
        assert_eq!(ID().rupiah(1_000_000), "Rp1.000.000");
        assert_eq!(EN().rupiah(1_000_000), "Rp1.000.000");
        assert_eq!(ID().rupiah(-500), "−Rp500");
    }

    #[test]
    fn decimals_and_shares_use_the_languages_point() {
        assert_eq!(ID().decimal(1234.56, 1), "1.234,6");
        assert_eq!(EN().decimal(1234.56, 1), "1,234.6");
        assert_eq!(ID().decimal(-0.04, 1), "0,0");
        assert_eq!(ID().percent(0.115, 1), "11,5%");
        assert_eq!(EN().percent(0.58, 0), "58%");
    }

    #[test]
    fn dates_are_written_long_medium_and_short() {
        let day = date(2026, 8, 5);
        assert_eq!(ID().date_long(day), "Rabu, 5 Agustus 2026");
        assert_eq!(EN().date_long(day), "Wednesday, 5 August 2026");
        assert_eq!(ID().date(day), "5 Agustus 2026");
        assert_eq!(ID().date_short(date(2026, 7, 30)), "Kam 30 Jul");
        assert_eq!(EN().date_short(date(2026, 7, 30)), "Thu 30 Jul");
        assert_eq!(ID().month(day), "Agustus 2026");
    }

    #[test]
    fn the_time_of_day_has_a_point_here_and_a_colon_there() {
        assert_eq!(ID().time(time(9, 41, 52, 0)), "09.41");
        assert_eq!(EN().time(time(9, 41, 52, 0)), "09:41");
        assert_eq!(ID().time_seconds(time(9, 41, 52, 0)), "09.41.52");
        assert_eq!(ID().time_range(time(9, 0, 0, 0), time(12, 0, 0, 0)), "09.00–12.00");
    }

    #[test]
    fn an_instant_is_told_in_the_librarys_zone() {
        let instant: Timestamp = "2026-08-04T23:30:00Z".parse().unwrap();
        let zone = TimeZone::get("Asia/Makassar").unwrap();
        assert_eq!(ID().moment(instant, &zone), "5 Agustus 2026, 07.30");
    }

    #[test]
    fn nearby_days_are_told_as_people_say_them() {
        let today = date(2026, 12, 31);
        for (day, id, en) in [
            (date(2026, 12, 31), "hari ini", "today"),
            (date(2027, 1, 1), "besok", "tomorrow"),
            (date(2026, 12, 30), "kemarin", "yesterday"),
            (date(2027, 1, 3), "3 hari lagi", "in 3 days"),
            (date(2026, 11, 1), "60 hari lalu", "60 days ago"),
        ] {
            assert_eq!((ID().days(day, today).as_str(), EN().days(day, today).as_str()), (id, en));
        }
    }

    #[test]
    fn lists_are_joined_with_the_last_and() {
        assert_eq!(ID().list(&["a"]), "a");
        assert_eq!(ID().list(&["a", "b"]), "a dan b");
        assert_eq!(ID().list(&["a", "b", "c"]), "a, b, dan c");
        assert_eq!(EN().list(&["a", "b", "c"]), "a, b, and c");
        assert_eq!(ID().list::<&str>(&[]), "");
    }
}
