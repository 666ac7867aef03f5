//! Dates as people write them: `31/12/2010`, `12-31-2010`, `31 Desember 2010`, `2010-12-31`, and the day
//! numbers that spreadsheets leave behind.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};

use crate::Cell;

/// Years written with two digits mean the hundred years that end with this one and a little more: `10` is
/// 2010, `52` is 1952.
const NEWEST_SHORT_YEAR: i16 = 2035;
/// Day numbers of spreadsheets for 1900 to 2199: smaller and greater ones are something else.
const SERIALS: std::ops::Range<f64> = 1.0..110_000.0;

/// Why a date is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// It is no date.
    Unreadable,
    /// It can be read in two ways, and its column has dates of both.
    Ambiguous,
}

/// How a column writes its dates. A date that only one order can explain (`12-31-2010`) tells how the others
/// with the same separator are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habit {
    /// By separator: how many dates have the day first for certain, and how many the month.
    seen: HashMap<char, (usize, usize)>,
}

impl Habit {
    /// The habit of a column.
    pub fn of<'c>(column: impl IntoIterator<Item = &'c Cell>) -> Self {
        let mut habit = Self::default();
        for cell in column {
            if let Cell::Text(text) = cell
                && let Some(Written::Numbers { separator, first, second, year }) = written(text)
            {
                let seen = habit.seen.entry(separator).or_default();
                let (day, month) =
                    (Date::new(year, second, first).is_ok(), Date::new(year, first, second).is_ok());
                seen.0 += usize::from(day && !month);
                seen.1 += usize::from(month && !day);
            }
        }
        habit
    }

    /// The day a cell of this column means; none where nothing stands. Where nothing else is known the day
    /// comes first, as everywhere in Indonesia.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn read(&self, cell: &Cell) -> Result<Option<Date>, Unknown> {
        match cell {
            Cell::Empty => Ok(None),
            Cell::Day(day) => Ok(Some(*day)),
            Cell::Number(serial) => of_serial(*serial).map(Some).ok_or(Unknown::Unreadable),
            Cell::Text(text) => match written(text).ok_or(Unknown::Unreadable)? {
                Written::Day(day) => Ok(Some(day)),
                Written::Numbers { separator, first, second, year } => {
                    let day_first = Date::new(year, second, first).ok();
                    let month_first = Date::new(year, first, second).ok();
                    match (day_first, month_first) {
                        (None, None) => Err(Unknown::Unreadable),
                        (Some(day), None) | (None, Some(day)) => Ok(Some(day)),
                        (Some(day), Some(month)) if day == month => Ok(Some(day)),
                        (day, month) => match self.seen.get(&separator) {
                            Some((1.., 1..)) => Err(Unknown::Ambiguous),
                            Some((0, 1..)) => Ok(month),
                            _ => Ok(day),
                        },
                    }
                }
            },
        }
    }
}

/// Whether a cell looks like a date: for guessing which column is one.
pub fn is_like(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Day(_) => true,
        // A year is no date, and most small numbers count something.
        Cell::Number(serial) => serial.fract() == 0.0 && (3_654.0..SERIALS.end).contains(serial),
        Cell::Text(text) => written(text).is_some_and(|written| match written {
            Written::Day(_) => true,
            Written::Numbers { first, second, year, .. } => {
                Date::new(year, second, first).is_ok() || Date::new(year, first, second).is_ok()
            }
        }),
    }
}

/// A date as written.
enum Written {
    /// Only one reading.
    Day(Date),
    /// Two small numbers and a year.
    Numbers { separator: char, first: i8, second: i8, year: i16 },
}

/// The day with this number in a spreadsheet: 1 is 1 January 1900. Their 60 is a 29 February that never was.
pub fn of_serial(serial: f64) -> Option<Date> {
    if !SERIALS.contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked above; a time of day is dropped"
    )]
    let days = serial.floor() as i32;
    let epoch = if days < 60 { Date::constant(1899, 12, 31) } else { Date::constant(1899, 12, 30) };
    epoch.checked_add(days.days()).ok()
}

fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    // A time after the date (`2010-12-31 00:00:00`, `…T…`) says nothing about the day.
    let text = match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') && !day.is_empty() => day,
        _ => text,
    };
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day_of(&text[..4], &text[4..6], &text[6..]).map(Written::Day);
    }
    if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().and_then(of_serial).map(Written::Day);
    }
    let pieces: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "/-.,".contains(c))
        .filter(|piece| !piece.is_empty())
        .collect();
    let separator = text.chars().find(|c| "/-.".contains(*c)).unwrap_or(' ');
    match pieces[..] {
        // `Jumat, 31 Desember 2010`: the weekday says nothing new.
        [weekday, ref rest @ ..] if rest.len() == 3 && weekday.chars().all(char::is_alphabetic) => {
            three(rest, separator)
        }
        ref all => three(all, separator),
    }
}

fn three(pieces: &[&str], separator: char) -> Option<Written> {
    let [a, b, c] = pieces else { return None };
    if let Some(month) = month(b) {
        return day_with(a, month, c).map(Written::Day);
    }
    if let Some(month) = month(a) {
        return day_with(b, month, c).map(Written::Day);
    }
    if a.len() == 4 {
        return day_of(a, b, c).map(Written::Day);
    }
    let small = |text: &str| text.parse().ok().filter(|n| (1..=31).contains(n) && text.len() <= 2);
    Some(Written::Numbers { separator, first: small(a)?, second: small(b)?, year: year(c)? })
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn day_with(day: &str, month: i8, written_year: &str) -> Option<Date> {
    Date::new(year(written_year)?, month, day.trim_end_matches(char::is_alphabetic).parse().ok()?).ok()
}

fn year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok().filter(|year| *year >= 0)?;
    match text.len() {
        4 => Some(number),
        2 if number <= NEWEST_SHORT_YEAR % 100 => Some(NEWEST_SHORT_YEAR / 100 * 100 + number),
        2 => Some((NEWEST_SHORT_YEAR / 100 - 1) * 100 + number),
        _ => None,
    }
}

/// A month by its Indonesian or English name, or the beginning of it.
fn month(text: &str) -> Option<i8> {
    const NAMES: [(&str, i8); 24] = [
        ("januari", 1),
        ("february", 2),
        ("februari", 2),
        ("pebruari", 2),
        ("maret", 3),
        ("march", 3),
        ("april", 4),
        ("mei", 5),
        ("may", 5),
        ("juni", 6),
        ("june", 6),
        ("juli", 7),
        ("july", 7),
        ("agustus", 8),
        ("august", 8),
        ("agt", 8),
        ("ags", 8),
        ("september", 9),
        ("oktober", 10),
        ("october", 10),
        ("november", 11),
        ("nopember", 11),
        ("desember", 12),
        ("december", 12),
    ];
    let text = text.to_lowercase();
    if text.len() < 3 {
        return None;
    }
    // `january` begins like `januari`.
    let text = if text == "january" { "januari" } else { text.as_str() };
    NAMES.iter().find(|(name, _)| name.starts_with(text)).map(|(_, month)| *month)
}
