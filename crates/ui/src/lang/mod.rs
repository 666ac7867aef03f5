//! Languages: which there are, what the program says in them, and how each writes numbers and dates.

mod format;
mod lexicon;
mod speech;

pub use format::{HasDate, HasTime, Real, Whole};
pub use lexicon::{Lexicon, LexiconError, Problem};
pub use speech::{Speech, Value};

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Indonesian, the first language.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// Every language, the first one first.
    pub const ALL: [Lang; 2] = [Lang::Id, Lang::En];

    /// The tag for `<html lang>` (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Lang::Id => "id",
            Lang::En => "en",
        }
    }

    /// The language with this tag; regions are ignored (`en-GB` is English).
    pub fn from_code(code: &str) -> Option<Lang> {
        let base = code.split(['-', '_']).next()?;
        Lang::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(base))
    }

    /// The language an `Accept-Language` header asks for first among ours (RFC 9110 §12.5.4).
    pub fn accepted(header: &str) -> Option<Lang> {
        let mut best: Option<(f32, Lang)> = None;
        for part in header.split(',') {
            let (tag, weight) = part.split_once(';').map_or((part, 1.0), |(tag, q)| {
                (tag, q.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0))
            });
            if let Some(lang) = Lang::from_code(tag.trim())
                && weight > best.map_or(0.0, |(weight, _)| weight)
            {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    /// The other language, for a switch of two.
    pub fn other(self) -> Lang {
        match self {
            Lang::Id => Lang::En,
            Lang::En => Lang::Id,
        }
    }

    /// The language's name in itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Lang::Id => "Indonesia",
            Lang::En => "English",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_answered_in_the_language_it_prefers_among_ours() {
        assert_eq!(Lang::accepted("en-GB,en;q=0.9,id;q=0.8"), Some(Lang::En));
        assert_eq!(Lang::accepted("nl, id;q=0.7, en;q=0.3"), Some(Lang::Id));
        assert_eq!(Lang::accepted("id;q=0, en;q=0.1"), Some(Lang::En));
        assert_eq!(Lang::accepted("nl-NL"), None);
    }
}
