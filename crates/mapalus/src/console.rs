//! What the commands print: sentences in the reader's language, progress on long work.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use ui::{Lang, Lexicon, Speech, Value};

/// How often a line of progress is printed where there is no terminal.
const PLAIN_EVERY: Duration = Duration::from_secs(5);

/// The terminal, or the file its output goes to.
#[derive(Clone, Copy)]
pub struct Console {
    /// All the words there are.
    pub lexicon: &'static Lexicon,
    /// The voice of the chosen language.
    pub t: Speech,
}

impl Console {
    /// A console that speaks `lang`.
    pub fn new(lexicon: &'static Lexicon, lang: Lang) -> Self {
        Self { lexicon, t: Speech::new(lexicon, lang) }
    }

    /// Prints a sentence.
    pub fn say(self, key: &str, values: &[(&str, Value<'_>)]) {
        self.line(&self.t.with(key, values));
    }

    /// Prints a line as it is.
    pub fn line(self, text: &str) {
        // Whoever reads may have gone away (`| head`); the work goes on.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Prints a sentence where errors go.
    pub fn complain(self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Begins to show how far something has come; `total` is 0 when nobody knows.
    pub fn progress(self, key: &str, total: u64) -> Progress {
        let what = self.t.say(key).to_owned();
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = if total == 0 { ProgressBar::no_length() } else { ProgressBar::new(total) };
            let style = if total == 0 {
                "{spinner} {msg} {human_pos} ({per_sec})"
            } else {
                "{msg} {wide_bar} {human_pos}/{human_len} ({per_sec}, {eta})"
            };
            bar.set_style(
                ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.set_message(what.clone());
            bar
        });
        Progress { console: self, what, total, bar, last: Instant::now() }
    }
}

/// Progress being shown.
pub struct Progress {
    console: Console,
    what: String,
    /// How much there is to do; 0 where nobody knows.
    total: u64,
    bar: Option<ProgressBar>,
    last: Instant,
}

impl Progress {
    /// So much is done.
    pub fn at(&mut self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if self.last.elapsed() >= PLAIN_EVERY => {
                self.last = Instant::now();
                let far = match (done * 100).checked_div(self.total) {
                    Some(percent) => format!("{percent}%"),
                    None => self.console.t.int(done as i64),
                };
                self.console.complain(&format!("{} {far}", self.what));
            }
            None => {}
        }
    }

    /// Done; the bar goes away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
