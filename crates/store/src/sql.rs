/// A statement of the program, written once for both engines with `?1`, `?2`… for its values.
///
/// Only [`sql!`](crate::sql) makes one, from a text known when the program is built: text from outside can never become SQL.
#[derive(Debug)]
pub struct Sql {
    text: &'static str,
    place: &'static str,
}

inventory::collect!(&'static Sql);

impl Sql {
    #[doc(hidden)]
    pub const fn new(text: &'static str, place: &'static str) -> Self {
        Self { text, place }
    }

    /// The text as written.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Where it is written, as `file:line`.
    pub const fn place(&self) -> &'static str {
        self.place
    }

    /// Every statement of the program this is linked into.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        inventory::iter::<&'static Self>().copied()
    }

    /// The text with PostgreSQL's placeholders. No statement holds a `?` of another meaning.
    pub(crate) fn with_dollars(&self) -> String {
        self.text.replace('?', "$")
    }
}

/// The pattern that finds `text` anywhere, to be bound to `LIKE ?1 ESCAPE '~'`: its own `%` and `_` stand for
/// themselves.
pub fn containing(text: &str) -> String {
    format!("%{}%", text.replace('~', "~~").replace('%', "~%").replace('_', "~_"))
}

/// A registered statement: `sql!("SELECT title FROM record WHERE id = ?1")`. The text is known when the program is
/// built.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        static SQL: $crate::Sql = $crate::Sql::new($text, concat!(file!(), ":", line!()));
        $crate::inventory::submit! { &SQL }
        &SQL
    }};
}

/// The values of a statement, borrowed: `vals![id, &title, None::<i64>]`.
#[macro_export]
macro_rules! vals {
    ($($value:expr),* $(,)?) => { &[$($crate::ToValue::to_value(&$value)),*] };
}
