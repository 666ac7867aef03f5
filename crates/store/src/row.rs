use crate::{Error, FromValue, Result, Value};

/// A row of a result, being read.
pub struct Row<'r> {
    pub(crate) cells: Cells<'r>,
    /// Where each wanted column stands in the result.
    pub(crate) plan: &'r [usize],
}

pub(crate) enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value of the `n`th wanted column: of [`FromRow::COLUMNS`], or of the result where that is empty.
    ///
    /// # Errors
    /// [`Error::Shape`] when the column is missing or of another type.
    pub fn get<T: FromValue>(&self, n: usize) -> Result<T> {
        let column = *self.plan.get(n).ok_or_else(|| Error::Shape(format!("no column {n}")))?;
        let value = match &self.cells {
            Cells::Sqlite(row) => crate::sqlite::cell(row, column)?,
            Cells::Postgres(row) => crate::postgres::cell(row, column)?,
        };
        T::from_value(value).map_err(|error| match error {
            Error::Shape(what) => Error::Shape(format!("column {column}: {what}")),
            other => other,
        })
    }
}

/// A type that a row can be read as: a struct by `#[derive(FromRow)]`, by name, or a tuple, by position.
pub trait FromRow: Sized {
    /// The columns it wants, by name; empty for "as they come".
    const COLUMNS: &'static [&'static str];

    /// Reads the row.
    ///
    /// # Errors
    /// [`Error::Shape`] when a column is missing or of another type.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

/// Where each wanted column stands among `found`.
pub(crate) fn plan<'a, T: FromRow>(
    found: impl ExactSizeIterator<Item = &'a str>,
    sql: &str,
) -> Result<Vec<usize>> {
    if T::COLUMNS.is_empty() {
        return Ok((0..found.len()).collect());
    }
    let found: Vec<&str> = found.collect();
    let place = |wanted: &&str| {
        found
            .iter()
            .position(|name| name == wanted)
            .ok_or_else(|| Error::Shape(format!("no column {wanted} in: {sql}")))
    };
    T::COLUMNS.iter().map(place).collect()
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            const COLUMNS: &'static [&'static str] = &[];
            #[allow(non_snake_case, reason = "one name serves the type and its value")]
            fn from_row(row: &Row<'_>) -> Result<Self> {
                let mut column = 0..;
                $(let $name = row.get(column.next().unwrap_or_default())?;)+
                Ok(($($name,)+))
            }
        }
    )+};
}
tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }

impl FromRow for Value<'static> {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get(0)
    }
}
impl FromValue for Value<'static> {
    fn from_value(value: Value<'_>) -> Result<Self> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Int(number) => Self::Int(number),
            Value::Bool(flag) => Self::Bool(flag),
            Value::Real(number) => Self::Real(number),
            Value::Text(text) => Self::Text(text.into_owned().into()),
            Value::Blob(bytes) => Self::Blob(bytes.into_owned().into()),
            Value::Uuid(bytes) => Self::Uuid(bytes),
        })
    }
}
