use std::{cell::RefCell, collections::HashMap, rc::Rc};

use crate::{Error, FromValue, Result, Sql, Value};

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

thread_local! {
    /// Where the columns of a type stand in the rows of a statement, by the addresses of both texts: asking the engine
    /// for the names again would cost more than many a row.
    static PLANS: RefCell<HashMap<Asked, Rc<[usize]>>> = RefCell::default();
}

/// A statement's text and the list of columns a type wants of it, both by where they stand.
type Asked = (*const u8, *const &'static str, usize);

/// Where each column that `T` wants stands among those of `sql`, which `found` names.
pub(crate) fn plan<'a, T: FromRow, F: ExactSizeIterator<Item = &'a str>>(
    sql: &'static Sql,
    found: impl FnOnce() -> F,
) -> Result<Rc<[usize]>> {
    let key = (sql.text().as_ptr(), T::COLUMNS.as_ptr(), T::COLUMNS.len());
    if let Some(plan) = PLANS.with_borrow(|plans| plans.get(&key).cloned()) {
        return Ok(plan);
    }
    let found: Vec<&str> = found().collect();
    let place = |wanted: &&str| {
        found
            .iter()
            .position(|name| name == wanted)
            .ok_or_else(|| Error::Shape(format!("no column {wanted} in: {}", sql.text())))
    };
    let plan: Rc<[usize]> = match T::COLUMNS {
        [] => (0..found.len()).collect(),
        columns => columns.iter().map(place).collect::<Result<_>>()?,
    };
    PLANS.with_borrow_mut(|plans| plans.insert(key, plan.clone()));
    Ok(plan)
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
