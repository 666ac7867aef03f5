use std::borrow::Cow;

use jiff::civil::Date;

/// What stands in one place of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, without outer space.
    Text(String),
    /// A number, as only a spreadsheet has them.
    Number(f64),
    /// A day that the spreadsheet itself calls one.
    Day(Date),
}

/// Whole numbers, exact up to 2^53: more rupiah than there are.
impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}
impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
/// As it stands, outer space too.
impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}
impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Cell {
    /// The cell of this text: without outer space, and without the `'` that keeps a spreadsheet from reading
    /// it as a formula ([`crate::write`]).
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let text = match text.strip_prefix('\'') {
            Some(rest) if crate::write::is_dangerous(rest) => rest,
            _ => text,
        };
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Whether nothing stands there.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What stands there as text: whole numbers without a point, days as `2010-12-31`, nothing as ``.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            // Beyond 2⁵³ a spreadsheet has lost digits already; a number of 16 digits (a NIK) is just within.
            Self::Number(number) if number.fract() == 0.0 => Cow::Owned(format!("{number:.0}")),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.to_string()),
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Where it stands in the file, counted from 1: the line of a CSV file, the row of a spreadsheet.
    pub number: usize,
    /// What stands in it, from the left; rows may be of different lengths.
    pub cells: Vec<Cell>,
}

impl Row {
    /// What stands in the `n`th column, counted from 0.
    pub fn cell(&self, n: usize) -> &Cell {
        self.cells.get(n).unwrap_or(&Cell::Empty)
    }
}

/// A table as it was sent, the heading among the rows; rows without anything are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The rows, from the top.
    pub rows: Vec<Row>,
}
