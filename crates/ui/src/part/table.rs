//! Tables of data: a caption, links to sort, an own scroller on narrow screens, downloads.

use super::{Empty, Tone};
use crate::{html::Html, html_safe, lang::Speech};
use askama::Template;

/// A table.
#[derive(Template, Clone, Debug)]
#[template(path = "part/table.html")]
pub struct Table {
    /// The language.
    pub t: Speech,
    /// Id of the caption, unique on the page.
    pub id: &'static str,
    /// What the table shows.
    pub caption: String,
    /// Smaller words after it: `3 buku berhasil`.
    pub note: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Row>,
    /// What stands there when there are no rows.
    pub empty: Option<Empty>,
    /// Where the same rows are downloaded as CSV.
    pub csv: Option<String>,
    /// Where the same rows are downloaded for Excel.
    pub xlsx: Option<String>,
}

impl Table {
    /// An empty table.
    pub fn new(t: Speech, id: &'static str, caption: impl Into<String>, columns: Vec<Column>) -> Table {
        Table {
            t,
            id,
            caption: caption.into(),
            note: String::new(),
            columns,
            rows: Vec::new(),
            empty: None,
            csv: None,
            xlsx: None,
        }
    }
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Whether the heading is only for screen readers (actions).
    pub hidden: bool,
    /// Whether its cells are numbers, set to the right.
    pub numeric: bool,
    /// Whether its cells name their rows.
    pub head: bool,
    /// How one sorts by it.
    pub sort: Option<Sort>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }

    /// Its cells name their rows.
    pub fn head(self) -> Column {
        Column { head: true, ..self }
    }

    /// Its cells are numbers.
    pub fn numeric(self) -> Column {
        Column { numeric: true, ..self }
    }

    /// Its heading is only for screen readers.
    pub fn hidden(self) -> Column {
        Column { hidden: true, ..self }
    }

    /// A link at `href` sorts by it.
    pub fn sort(self, href: impl Into<String>, order: Sorted) -> Column {
        Column { sort: Some(Sort { href: href.into(), order }), ..self }
    }

    fn aria_sort(&self) -> &'static str {
        match self.sort.as_ref().map(|sort| sort.order) {
            Some(Sorted::Up) => " aria-sort=\"ascending\"",
            Some(Sorted::Down) => " aria-sort=\"descending\"",
            Some(Sorted::Not) | None => "",
        }
    }
}

/// How one sorts by a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The list in the order the link promises.
    pub href: String,
    /// How the list is sorted by this column now.
    pub order: Sorted,
}

/// How a list is sorted by a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    /// It is not.
    #[default]
    Not,
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its ground.
    pub tone: Tone,
    /// Its cells: text by `.into()`, components by [`Html::of`].
    pub cells: Vec<Html>,
}

impl Row {
    /// A row.
    pub fn new(cells: Vec<Html>) -> Row {
        Row { tone: Tone::Plain, cells }
    }

    /// On the ground of a tone.
    pub fn tone(self, tone: Tone) -> Row {
        Row { tone, ..self }
    }
}

html_safe!(Table);
