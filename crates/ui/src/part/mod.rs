//! Components: small values that templates print as finished HTML, always escaped.

mod board;
mod chart;
mod desk;
mod form;
mod list;
mod notice;
mod search;
mod table;

pub use board::{Board, Deed};
pub use chart::{Bar, BarChart, Meter, Spark, Stat};
pub use desk::{QrCard, Step, Stepper, Timeline, TimelineItem, Verdict};
pub use form::{Choice, DateParts, ErrorSummary, Errors, Field, Guard, PreferencesForm};
pub use list::{Pager, Tab, Tabs, Todo, TodoItem};
pub use notice::{Badge, Button, Empty, Flash};
pub use search::{Chip, Chips, FacetGroup, FacetOption, Facets, Fact, Hit, SearchBox, Span, Years};
pub use table::{Column, Row, Sort, Sorted, Table};

/// A link: its words in the page's language, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Link {
        Link { label: label.into(), href: href.into() }
    }
}

/// How good or bad something is. Always shown with an icon and words as well as a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Done, available.
    Ok,
    /// Needs a look or a decision.
    Warn,
    /// Refused, late, broken.
    Bad,
    /// Good to know.
    Info,
}

impl Tone {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Info => "info",
        }
    }

    /// The usual icon.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Plain | Tone::Info => "LuInfo",
            Tone::Ok => "LuCircleCheckBig",
            Tone::Warn => "LuHand",
            Tone::Bad => "LuCircleX",
        }
    }

    /// How insistently a screen reader tells it.
    pub fn role(self) -> &'static str {
        match self {
            Tone::Warn | Tone::Bad => "alert",
            Tone::Plain | Tone::Ok | Tone::Info => "status",
        }
    }
}

#[cfg(test)]
mod tests;
