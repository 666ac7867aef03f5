//! What people ask: the query, and the reading of its text into clauses.

use std::ops::Range;

/// No more than this of a query's text is read.
const LONGEST_TEXT: usize = 2000;
/// No more than this many words and phrases of a query are looked for.
const MOST_CLAUSES: usize = 32;

/// A question to the index.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words as typed; empty browses everything. `"phrases"`, `word*`, `-word` and field names such
    /// as `judul:` or `author:` are understood; no text is an error.
    pub text: String,
    /// Where to look for words without a field name of their own.
    pub field: Field,
    /// What the results are narrowed to.
    pub filters: Filters,
    /// The order of the hits.
    pub sort: Sort,
    /// Hits to pass over; offset and limit together are at most 10,000.
    pub offset: usize,
    /// Hits to return.
    pub limit: usize,
    /// Only the words exactly as typed: no stems, no beginnings, all of them.
    pub exact: bool,
}

/// A part of the entry to look in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Field {
    /// All words of the entry, and its standard numbers.
    #[default]
    Everything,
    /// Title, subtitle, other titles, series.
    Title,
    /// Names, never stemmed.
    Author,
    /// Subject headings.
    Subject,
    /// Publisher, never stemmed.
    Publisher,
    /// ISBN or ISSN in any form.
    Isbn,
    /// Call number or Dewey number, each part also by its beginning.
    CallNumber,
    /// Dewey number by its beginning: `635` finds `635.9`.
    Ddc,
    /// Year of publication, or a span such as `2000-2010`.
    Year,
}

/// What results are narrowed to. Values in one list are alternatives, the lists together are
/// conditions; an empty list is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only what can be borrowed now.
    pub available: bool,
    /// ISO 639-2 codes.
    pub languages: Vec<String>,
    /// Kinds of material.
    pub kinds: Vec<String>,
    /// For whom.
    pub audiences: Vec<String>,
    /// Dewey hundreds, 0 to 9.
    pub shelves: Vec<u8>,
    /// Branch codes.
    pub places: Vec<String>,
    /// Subject headings, exactly as the entries carry them.
    pub subjects: Vec<String>,
    /// First year of publication, inclusive.
    pub from_year: Option<i32>,
    /// Last year of publication, inclusive.
    pub to_year: Option<i32>,
    /// Also entries hidden from the public: for staff only.
    pub include_hidden: bool,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Best match first; when browsing without words, last added first.
    #[default]
    Relevance,
    /// Last published first.
    Newest,
    /// Last added first.
    Added,
    /// Most loaned first.
    MostLoaned,
    /// By folded title.
    TitleAz,
}

/// One demand of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub field: Field,
    pub excluded: bool,
    pub what: What,
    /// Where in the text it stands.
    pub range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A word as typed, and whether the user asked for its beginning only (`word*`).
    Word {
        text: String,
        beginning: bool,
    },
    Phrase(String),
}

/// Reads a query's text. Never fails: what makes no sense as an operator is a word.
pub(crate) fn parse(text: &str, field: Field) -> Vec<Clause> {
    let end = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let mut clauses = Vec::new();
    let mut at = 0;
    while clauses.len() < MOST_CLAUSES {
        at += text[at..].len() - text[at..].trim_start().len();
        if at >= text.len() {
            break;
        }
        let (clause, next) = read_clause(text, at, field);
        at = next;
        clauses.extend(clause);
    }
    clauses
}

/// A text that leaves words out, as it stands but for capitals: only a title with the same signs is the same.
pub(crate) fn signed_line(text: &str) -> Option<String> {
    let may_leave_out = text.split_whitespace().any(|word| word.starts_with('-'));
    let leaves_out = || parse(text, Field::Everything).iter().any(|clause| clause.excluded);
    (may_leave_out && leaves_out()).then(|| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").to_lowercase().chars().take(1000).collect()
    })
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn read_clause(text: &str, mut at: usize, mut field: Field) -> (Option<Clause>, usize) {
    let mut excluded = false;
    if let Some(rest) = text[at..].strip_prefix('-')
        && rest.starts_with(|c: char| c.is_alphanumeric() || is_quote(c))
    {
        excluded = true;
        at += 1;
    }
    if let Some((named, length)) = field_name(&text[at..]) {
        field = named;
        at += length;
        at += text[at..].len() - text[at..].trim_start().len();
    }
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return (None, at) };
    if is_quote(first) {
        let from = at + first.len_utf8();
        let (to, next) = match text[from..].char_indices().find(|&(_, c)| is_quote(c)) {
            Some((length, quote)) => (from + length, from + length + quote.len_utf8()),
            None => (text.len(), text.len()),
        };
        let what = What::Phrase(text[from..to].to_owned());
        return (Some(Clause { field, excluded, what, range: from..to }), next);
    }
    let length = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
    let word = &rest[..length];
    let bare = word.trim_end_matches('*');
    let what = What::Word { text: bare.to_owned(), beginning: bare.len() < word.len() };
    (Some(Clause { field, excluded, what, range: at..at + bare.len() }), at + length)
}

/// A field name with its colon at the start of a text, in Indonesian or English.
fn field_name(text: &str) -> Option<(Field, usize)> {
    let colon = text.find(':').filter(|&at| at <= 12)?;
    let field = match text[..colon].to_lowercase().as_str() {
        "judul" | "title" => Field::Title,
        "pengarang" | "penulis" | "author" => Field::Author,
        "subjek" | "topik" | "subject" => Field::Subject,
        "penerbit" | "publisher" => Field::Publisher,
        "isbn" | "issn" => Field::Isbn,
        "tahun" | "year" => Field::Year,
        "ddc" => Field::Ddc,
        _ => return None,
    };
    Some((field, colon + 1))
}

/// A year or a span of years: `2020`, `2000-2010`, `2000..2010`, `2000-`, `-1990`.
pub(crate) fn years(text: &str) -> Option<(Option<i32>, Option<i32>)> {
    let year = |text: &str| match text {
        "" => Some(None),
        text => text.parse::<u16>().ok().map(|year| Some(i32::from(year))),
    };
    if let Some(only) = year(text).flatten() {
        return Some((Some(only), Some(only)));
    }
    let (from, to) = text.split_once("..").or_else(|| text.split_once(['-', '–']))?;
    match (year(from)?, year(to)?) {
        (None, None) => None,
        span => Some(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> What {
        What::Word { text: text.into(), beginning: false }
    }

    #[test]
    fn field_names_in_both_languages_belong_to_the_next_word_or_phrase() {
        let clauses = parse("judul:krisan author: Lumi subjek:\"tanaman hias\" bebas", Field::Everything);
        let read: Vec<_> = clauses.into_iter().map(|clause| (clause.field, clause.what)).collect();
        assert_eq!(
            read,
            [
                (Field::Title, word("krisan")),
                (Field::Author, word("Lumi")),
                (Field::Subject, What::Phrase("tanaman hias".into())),
                (Field::Everything, word("bebas")),
            ]
        );
    }

    #[test]
    fn a_minus_excludes_and_a_star_asks_for_beginnings() {
        let clauses = parse("bunga -mawar kris* - -\"dua kata\"", Field::Title);
        assert_eq!(clauses.iter().map(|c| c.excluded).collect::<Vec<_>>(), [false, true, false, false, true]);
        assert_eq!(clauses[2].what, What::Word { text: "kris".into(), beginning: true });
        assert!(clauses.iter().all(|clause| clause.field == Field::Title));
    }

    #[test]
    fn an_open_quote_runs_to_the_end() {
        assert_eq!(parse("\"bunga krisan", Field::Title)[0].what, What::Phrase("bunga krisan".into()));
    }

    #[test]
    fn years_may_be_single_or_spans_open_at_either_end() {
        assert_eq!(years("2020"), Some((Some(2020), Some(2020))));
        assert_eq!(years("2000-2010"), Some((Some(2000), Some(2010))));
        assert_eq!(years("2000.."), Some((Some(2000), None)));
        assert_eq!(years("-1990"), Some((None, Some(1990))));
        assert_eq!(years("dulu"), None);
        assert_eq!(years("-"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_into_few_clauses_at_their_places(text in "(?s).{0,300}") {
            let clauses = parse(&text, Field::Everything);
            proptest::prop_assert!(clauses.len() <= MOST_CLAUSES);
            for clause in clauses {
                let (What::Word { text: read, .. } | What::Phrase(read)) = clause.what;
                proptest::prop_assert_eq!(&text[clause.range], read.as_str());
            }
        }
    }
}
