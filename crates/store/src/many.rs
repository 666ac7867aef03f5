//! Many rows with one statement: every statement is a way to the server and back, and work on thousands of rows is
//! mostly ways. The texts are put together when the program is built, and are registered and prepared like all others.

use kernel::Id;

use crate::{FromRow, Result, Sql, ToValue, Tx, Value};

/// How many rows go together, and how many ids a list holds.
pub const TOGETHER: usize = 50;

/// A statement that keeps rows, for one and for [`TOGETHER`]: see [`rows!`](crate::rows).
#[derive(Debug)]
pub struct Rows {
    #[doc(hidden)]
    pub one: &'static Sql,
    #[doc(hidden)]
    pub many: &'static Sql,
    #[doc(hidden)]
    pub columns: usize,
}

/// A statement about a list of ids, or of other values: see [`ids!`](crate::ids).
#[derive(Debug)]
pub struct Ids {
    #[doc(hidden)]
    pub sql: &'static Sql,
}

impl Tx<'_> {
    /// Keeps rows, [`TOGETHER`] at a time: `values` has those of all rows, one row after the other. How many rows were
    /// touched.
    ///
    /// # Errors
    /// Any [`crate::Error`] of the database.
    pub fn exec_rows(&mut self, rows: &Rows, values: &[Value<'_>]) -> Result<u64> {
        let mut touched = 0;
        let together = values.chunks_exact(rows.columns * TOGETHER);
        let rest = together.remainder();
        for several in together {
            touched += self.exec(rows.many, several)?;
        }
        for row in rest.chunks_exact(rows.columns) {
            touched += self.exec(rows.one, row)?;
        }
        Ok(touched)
    }

    /// Does something about every one of `ids`, [`TOGETHER`] at a time; `values` are those that come before the list.
    /// How many rows were touched.
    ///
    /// # Errors
    /// Any [`crate::Error`] of the database.
    pub fn exec_ids<T>(&mut self, about: &Ids, values: &[Value<'_>], ids: &[Id<T>]) -> Result<u64> {
        let mut touched = 0;
        for some in ids.chunks(TOGETHER) {
            touched += self.exec(about.sql, &about.listed(values, some))?;
        }
        Ok(touched)
    }

    /// Every row of a query about any of `ids`, asked for [`TOGETHER`] at a time: an order the statement gives holds among
    /// so many only, and an id that stands twice in the list may give its rows twice. `values` are those that come before
    /// the list.
    ///
    /// # Errors
    /// Any [`crate::Error`] of the database.
    pub fn all_ids<V: ToValue, R: FromRow>(
        &mut self,
        about: &Ids,
        values: &[Value<'_>],
        ids: &[V],
    ) -> Result<Vec<R>> {
        let mut found = Vec::new();
        for some in ids.chunks(TOGETHER) {
            found.extend(self.all(about.sql, &about.listed(values, some))?);
        }
        Ok(found)
    }
}

impl Ids {
    /// The values and the list; one that is too short names its first once more, and again.
    fn listed<'v, V: ToValue>(&self, values: &[Value<'v>], ids: &'v [V]) -> Vec<Value<'v>> {
        let list = ids.iter().chain(std::iter::repeat(&ids[0])).take(TOGETHER);
        values.iter().cloned().chain(list.map(ToValue::to_value)).collect()
    }
}

/// A statement that keeps rows of so many columns, for [`Tx::exec_rows`]:
/// `rows!("INSERT INTO shelf (id, code) VALUES ", 2)`, with what comes after the rows as a third part.
#[macro_export]
macro_rules! rows {
    ($head:expr, $columns:expr) => {
        $crate::rows!($head, $columns, "")
    };
    ($head:expr, $columns:expr, $tail:expr) => {
        $crate::many::Rows {
            one: $crate::places!($head, 1, $columns, 1, $tail),
            many: $crate::places!($head, 1, $columns, $crate::many::TOGETHER, $tail),
            columns: $columns,
        }
    };
}

/// A statement about a list of ids, for [`Tx::exec_ids`] and [`Tx::all_ids`]: `ids!("DELETE FROM shelf WHERE room = ?1 AND id IN ", 2)`
/// where the first of the list is the second value; with what comes after the list as a third part.
#[macro_export]
macro_rules! ids {
    ($head:expr, $first:expr) => {
        $crate::ids!($head, $first, "")
    };
    ($head:expr, $first:expr, $tail:expr) => {
        $crate::many::Ids { sql: $crate::places!($head, $first, $crate::many::TOGETHER, 1, $tail) }
    };
}

/// A registered statement with rows of places between two texts.
#[doc(hidden)]
#[macro_export]
macro_rules! places {
    ($head:expr, $first:expr, $columns:expr, $rows:expr, $tail:expr) => {{
        const PLACES: $crate::many::Places =
            $crate::many::Places { head: $head, first: $first, columns: $columns, rows: $rows, tail: $tail };
        const BYTES: &[u8] = &PLACES.text::<{ PLACES.length() }>();
        const TEXT: &str = match ::std::str::from_utf8(BYTES) {
            Ok(text) => text,
            Err(_) => "",
        };
        $crate::sql!(TEXT)
    }};
}

/// Rows of places between two texts: `INSERT INTO t VALUES (?1, ?2), (?3, ?4)`.
#[doc(hidden)]
pub struct Places {
    pub head: &'static str,
    pub first: usize,
    pub columns: usize,
    pub rows: usize,
    pub tail: &'static str,
}

impl Places {
    /// How long the text is, in bytes.
    pub const fn length(&self) -> usize {
        self.write(&mut [])
    }

    /// The text.
    pub const fn text<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let mut into = [0; LENGTH];
        self.write(&mut into);
        into
    }

    /// Writes the text as far as there is room; how long it is.
    const fn write(&self, into: &mut [u8]) -> usize {
        let mut at = put(into, 0, self.head);
        let (mut row, mut place) = (0, self.first);
        while row < self.rows {
            at = put(into, at, if row == 0 { "(" } else { ", (" });
            let mut column = 0;
            while column < self.columns {
                at = put(into, at, if column == 0 { "?" } else { ", ?" });
                at = put_number(into, at, place);
                place += 1;
                column += 1;
            }
            at = put(into, at, ")");
            row += 1;
        }
        put(into, at, self.tail)
    }
}

const fn put(into: &mut [u8], mut at: usize, text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut n = 0;
    while n < bytes.len() {
        if at < into.len() {
            into[at] = bytes[n];
        }
        at += 1;
        n += 1;
    }
    at
}

const fn put_number(into: &mut [u8], mut at: usize, number: usize) -> usize {
    let mut power = 1;
    while power * 10 <= number {
        power *= 10;
    }
    while power > 0 {
        if at < into.len() {
            into[at] = b'0' + (number / power % 10) as u8;
        }
        at += 1;
        power /= 10;
    }
    at
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_places_of_rows_are_counted_on_from_row_to_row() {
        let rows = rows!("INSERT INTO t (a, b) VALUES ", 2, " ON CONFLICT DO NOTHING");
        assert_eq!(rows.one.text(), "INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        assert!(rows.many.text().starts_with("INSERT INTO t (a, b) VALUES (?1, ?2), (?3, ?4), (?5, ?6)"));
        assert!(rows.many.text().ends_with("(?99, ?100) ON CONFLICT DO NOTHING"));
    }

    #[test]
    fn a_list_of_ids_begins_where_it_is_said() {
        let about = ids!("DELETE FROM t WHERE a = ?1 AND id IN ", 2);
        assert!(about.sql.text().starts_with("DELETE FROM t WHERE a = ?1 AND id IN (?2, ?3, ?4"));
        assert!(about.sql.text().ends_with(", ?51)"));
    }
}
