//! Numbers to look at. Charts carry their finding as caption, label their bars directly, start at zero,
//! and have a table behind them.

use crate::{html_safe, lang::Speech};
use askama::Template;
use std::fmt::Write as _;

/// A small line of how something went, its words for a screen reader.
#[derive(Template, Clone, Debug, PartialEq)]
#[template(
    ext = "html",
    source = "<svg class=\"spark\" viewBox=\"0 0 100 32\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{{ label }}\">\
              <path class=\"area\" d=\"M0 32{{ self.line() }}L100 32z\"/><path d=\"{{ self.path() }}\"/></svg>"
)]
pub struct Spark {
    /// The values, oldest first.
    pub values: Vec<f64>,
    /// What it shows and the finding: `Kunjungan per bulan, naik dari 5,2 ribu ke 7,3 ribu`.
    pub label: String,
}

impl Spark {
    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        let top = self.values.iter().copied().fold(f64::MIN, f64::max);
        let bottom = self.values.iter().copied().fold(f64::MAX, f64::min);
        let span = (top - bottom).max(f64::EPSILON);
        let step = 100.0 / (self.values.len().max(2) - 1) as f64;
        self.values
            .iter()
            .enumerate()
            .map(move |(i, value)| (i as f64 * step, 3.0 + (top - value) / span * 23.0))
    }

    fn line(&self) -> String {
        self.points().fold(String::new(), |mut path, (x, y)| {
            let _ = write!(path, "L{x:.1} {y:.1}");
            path
        })
    }

    fn path(&self) -> String {
        self.line().replacen('L', "M", 1)
    }
}

/// A number that matters: an `<li>` of `<ul class="stats">`.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(
    ext = "html",
    source = "<li class=\"stat\"><b class=\"num\">{{ value }}</b><span>{{ label }}</span>{% if let Some(spark) = spark %}{{ spark }}{% endif %}\
              {% if !note.is_empty() %}<p class=\"delta\">{{ note }}</p>{% endif %}</li>"
)]
pub struct Stat {
    /// The number, written in the page's language.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// How it compares, or its source.
    pub note: String,
    /// How it went.
    pub spark: Option<Spark>,
}

/// How full something is, with the words beside it.
#[derive(Template, Clone, Debug, PartialEq, Eq)]
#[template(
    ext = "html",
    source = "<svg class=\"meter\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"6\"/>\
              <rect class=\"{% if self.percent() == 100 && !aim %}full{% else %}fill{% endif %}\" width=\"{{ self.percent() }}\" height=\"6\"/></svg>{{ text }}"
)]
pub struct Meter {
    taken: u32,
    of: u32,
    text: String,
    /// Whether to reach the limit is good: a promise, not a room.
    aim: bool,
}

impl Meter {
    /// Anything with a limit; `text` says the same in words.
    pub fn new(taken: u32, of: u32, text: impl Into<String>) -> Meter {
        Meter { taken, of, text: text.into(), aim: false }
    }

    /// It as something one wants to be full.
    pub fn aim(self) -> Meter {
        Meter { aim: true, ..self }
    }

    /// Seats of an event.
    pub fn seats(t: Speech, taken: u32, of: u32, waiting: u32) -> Meter {
        let text = match (of.saturating_sub(taken), waiting) {
            (0, 0) => t.say("seats-full").to_owned(),
            (0, waiting) => t.count("seats-full-waiting", waiting),
            (left, _) => t.with("seats-left", &[("n", left.into()), ("of", of.into())]),
        };
        Meter { taken, of, text, aim: false }
    }

    fn percent(&self) -> u32 {
        let share = u64::from(self.taken) * 100 / u64::from(self.of.max(1));
        u32::try_from(share.min(100)).unwrap_or(100)
    }
}

/// Bars across, one beside each label; several series lie end to end.
#[derive(Template, Clone, Debug)]
#[template(path = "part/bars.html")]
pub struct BarChart {
    /// The language.
    pub t: Speech,
    /// The finding in a sentence: what one should see.
    pub finding: String,
    /// What is counted, over which time, from which source.
    pub note: String,
    /// Names of the series, at most six; empty for one.
    pub series: Vec<String>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// Where the numbers are downloaded.
    pub csv: Option<String>,
}

/// A bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its values, one per series; never below zero.
    pub values: Vec<f64>,
    /// The values as written in the page's language, one per series.
    pub texts: Vec<String>,
    /// The number at its end.
    pub total: String,
}

/// A piece of a bar in hundredths of the longest bar.
struct Piece {
    series: usize,
    x: String,
    width: String,
}

impl BarChart {
    fn longest(&self) -> f64 {
        self.bars.iter().map(|bar| bar.values.iter().map(|v| v.max(0.0)).sum()).fold(f64::EPSILON, f64::max)
    }

    fn pieces(&self, bar: &Bar) -> Vec<Piece> {
        let longest = self.longest();
        let mut x = 0.0;
        let piece = |(series, value): (usize, &f64)| {
            let width = value.max(0.0) / longest * 100.0;
            let piece = Piece { series: series + 1, x: format!("{x:.2}"), width: format!("{width:.2}") };
            x += width;
            piece
        };
        bar.values.iter().enumerate().map(piece).collect()
    }
}

html_safe!(Spark, Stat, Meter, BarChart);
