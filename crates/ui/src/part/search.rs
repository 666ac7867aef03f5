//! Searching: the box, the filters, the chips of what is filtered, a result.

use super::{Badge, Button, Choice, Link};
use crate::{cover::Shelf, html::Html, html_safe, lang::Speech};
use askama::Template;

/// The search box. With a `suggest` address the module `js/suggest.js` offers suggestions.
#[derive(Template, Clone, Debug)]
#[template(path = "part/search_box.html")]
pub struct SearchBox {
    /// The language.
    pub t: Speech,
    /// Where the form leads (GET, field `q`).
    pub action: String,
    /// What was searched.
    pub q: String,
    /// Where one can search (field `f`); empty for everywhere.
    pub fields: Vec<Choice>,
    /// Where suggestions come from (`/katalog/saran`), or empty.
    pub suggest: &'static str,
    /// The large box of the home page, its label shown.
    pub panel: bool,
}

/// The filters beside a list of results: checkboxes and one button.
#[derive(Template, Clone, Debug)]
#[template(path = "part/facets.html")]
pub struct Facets {
    /// The language.
    pub t: Speech,
    /// Where the form leads (GET).
    pub action: String,
    /// What the form keeps: the query, the order.
    pub keep: Vec<(String, String)>,
    /// The groups.
    pub groups: Vec<FacetGroup>,
    /// The years, when they are a filter.
    pub years: Option<Years>,
    /// How many filters are active.
    pub active: usize,
}

/// A filter by years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// From this year on, or empty (field `from`).
    pub from: String,
    /// To this year, or empty (field `to`).
    pub to: String,
    /// Spans one may choose instead of typing.
    pub spans: Vec<Span>,
}

/// A span of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// `2010–2019`, and where its results are.
    pub link: Link,
    /// How many results it has.
    pub count: u64,
    /// Whether it is what is shown.
    pub chosen: bool,
}

/// A group of filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetGroup {
    /// Its heading.
    pub legend: String,
    /// The field's name.
    pub name: String,
    /// Its options.
    pub options: Vec<FacetOption>,
}

/// A filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetOption {
    /// The value sent.
    pub value: String,
    /// The words.
    pub label: String,
    /// Smaller words after them: `600 Teknologi`.
    pub small: String,
    /// How many results it has.
    pub count: u64,
    /// Whether it is active.
    pub chosen: bool,
    /// The shelf whose flower is shown.
    pub shelf: Option<Shelf>,
}

/// The filters that are active, each a link that takes it away. Nothing when none is.
#[derive(Template, Clone, Debug)]
#[template(path = "part/chips.html")]
pub struct Chips {
    /// The language.
    pub t: Speech,
    /// The filters.
    pub chips: Vec<Chip>,
    /// Where all are taken away.
    pub clear: String,
}

/// An active filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Its words.
    pub label: String,
    /// The search without it.
    pub without: String,
}

/// A result of a search in the catalogue: an `<li>` of `<ol class="hits">`.
#[derive(Template, Clone, Debug)]
#[template(path = "part/hit.html")]
pub struct Hit {
    /// The title.
    pub title: String,
    /// Its record.
    pub href: String,
    /// `Meiske Lumi, 2022`.
    pub by: String,
    /// Kind, pages, language.
    pub facts: Vec<Fact>,
    /// The passage that matched, with `<mark>`; may be empty.
    pub why: Html,
    /// A [`crate::cover::Cover`] or a picture.
    pub cover: Html,
    /// Availability in a word.
    pub badge: Badge,
    /// A [`crate::cover::ShelfChip`], or empty.
    pub shelf: Html,
    /// Where it stands, or when it is back.
    pub note: String,
    /// What one can do.
    pub action: Option<Button>,
}

/// A small fact about a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Lucide symbol, or empty.
    pub icon: &'static str,
    /// The words.
    pub text: String,
}

html_safe!(SearchBox, Facets, Chips, Hit);
