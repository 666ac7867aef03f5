//! Text into words: fold, split, stem. The index and the query go through the same code, so what
//! was written one way is found when typed another.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Marking, stemmer};

/// A word longer than this many characters is cut there, in texts and queries alike.
const LONGEST_WORD: usize = 64;
/// Beginnings of this many letters have their own postings, so short prefixes stay fast.
pub(crate) const LONGEST_BEGINNING: usize = 3;
/// Stands in the term dictionary before the stem of a word that is not itself its stem. Sorts below every letter and
/// digit.
const STEM_MARK: char = '#';
/// Stands before a word in today's spelling where it was written in an older one.
const SPELLING_MARK: char = '$';
/// Letters of the spellings of 1901 and 1947, and what they are since 1972. A *j* alone may be either, and is left.
const SPELLINGS: [(&str, &str); 5] = [("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"), ("nj", "ny")];

/// A piece of text between separators, and whether a hyphen alone parts it from the piece before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub range: Range<usize>,
    pub hyphenated: bool,
    pub folded: String,
}

fn is_word_char(c: char) -> bool {
    // Most are, and the tables of the others are large.
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '‐' | '‑')
}

/// Lower case, without diacritics, in compatibility form; letters and digits only.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded
}

fn fold_onto(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        folded.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
        return;
    }
    for c in text.chars().flat_map(char::to_lowercase).nfkd().flat_map(char::to_lowercase) {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() && !is_apostrophe(c) => folded.push(c),
            _ => {}
        }
    }
}

/// The words of a text in order, folded, with their places in the text. Apostrophes within a word
/// vanish (`Qur'an` is `quran`); hyphens part it but are remembered.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    each_piece(text, |range, hyphenated| {
        let mut folded = fold(&text[range.clone()]);
        folded.truncate(within(&folded, LONGEST_WORD));
        let is_word = !folded.is_empty();
        if is_word {
            pieces.push(Piece { range, hyphenated, folded });
        }
        is_word
    });
    pieces
}

/// Where the first `most` characters end.
fn within(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    text.char_indices().nth(most).map_or(text.len(), |(end, _)| end)
}

/// Calls `piece` with the place of each piece and whether a hyphen parts it from the one before; it says whether
/// anything is left of the piece once folded.
fn each_piece(text: &str, mut piece: impl FnMut(Range<usize>, bool) -> bool) {
    let mut chars = text.char_indices().peekable();
    let mut start: Option<usize> = None;
    let mut hyphenated = false;
    while let Some((at, c)) = chars.next() {
        if is_word_char(c) && !is_apostrophe(c) {
            start.get_or_insert(at);
            continue;
        }
        let next_is_word = chars.peek().is_some_and(|&(_, n)| is_word_char(n));
        if is_apostrophe(c) && start.is_some() && next_is_word {
            continue;
        }
        let ended = start.take().is_some_and(|from| piece(from..at, hyphenated));
        hyphenated = ended && is_hyphen(c) && next_is_word;
    }
    if let Some(from) = start {
        piece(from..text.len(), hyphenated);
    }
}

/// The pieces grouped into words as written: `Jean-Paul` is one group of two pieces.
pub(crate) fn compounds(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    pieces.chunk_by(|_, next| next.hyphenated)
}

/// The pieces of a hyphenated word run together, `al-Qur'an` → `alquran`; None for a plain word.
pub(crate) fn joined(compound: &[Piece]) -> Option<String> {
    (compound.len() > 1)
        .then(|| compound.iter().flat_map(|piece| piece.folded.chars()).take(LONGEST_WORD).collect())
}

/// A text as one folded line, for comparing whole titles. A title without any letter or digit
/// (`???`) is compared by its signs.
pub(crate) fn fold_line(text: &str) -> String {
    let words: Vec<String> = pieces(text).into_iter().map(|piece| piece.folded).collect();
    if words.is_empty() {
        return text.trim().to_lowercase().chars().take(200).collect();
    }
    let mut line = words.join(" ");
    line.truncate(within(&line, 1000));
    line
}

/// The stem of a folded word.
pub(crate) fn stem(folded: &str) -> String {
    let mut stem = String::new();
    stem_onto(&mut stem, folded);
    stem
}

/// Stems are remembered per thread: the words of a catalogue repeat.
fn stem_onto(out: &mut String, folded: &str) {
    const REMEMBERED: usize = 65_536;
    /// Of a word that is its own stem, nothing.
    type Stems = HashMap<Box<str>, Option<Box<str>>, BuildHasherDefault<Marking>>;
    thread_local! {
        static STEMS: RefCell<Stems> = RefCell::default();
    }
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(folded) {
            return out.push_str(stem.as_deref().unwrap_or(folded));
        }
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        let stem = stemmer::stem(folded);
        out.push_str(&stem);
        stems.insert(folded.into(), (stem != folded).then(|| stem.into()));
    });
}

/// The terms under which all words with the stem of this one are indexed: the stem as a word, and the mark of the others.
pub(crate) fn stem_terms(folded: &str) -> [String; 2] {
    let stem = stem(folded);
    let mark = format!("{STEM_MARK}{stem}");
    [stem, mark]
}

/// Whether a term of the dictionary is one of ours rather than a word.
pub(crate) fn is_marked(term: &str) -> bool {
    term.starts_with([STEM_MARK, SPELLING_MARK])
}

/// A folded word in today's spelling, where it has letters of an older one: *soekarno* → *sukarno*.
pub(crate) fn todays(folded: &str) -> Option<String> {
    // Asked of every word of a catalogue: one walk over its pairs of letters instead of five searches.
    let is_old = |two: &[u8]| SPELLINGS.iter().any(|(old, _)| two == old.as_bytes());
    if !folded.as_bytes().windows(2).any(is_old) {
        return None;
    }
    Some(SPELLINGS.iter().fold(folded.to_owned(), |word, (old, new)| word.replace(old, new)))
}

/// The term under which a word written in an older spelling is found by today's.
pub(crate) fn spelling_term(todays: &str) -> String {
    format!("{SPELLING_MARK}{todays}")
}

/// How a field's text becomes terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The words as written and their stems.
    Stemmed,
    /// The words as written: for names.
    Plain,
    /// The first letters of each word, for suggestions.
    Beginnings,
    /// Split at spaces only, for call numbers.
    Marks,
}

impl Cut {
    /// The name under which Tantivy knows the tokenizer.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Cut::Stemmed => "stemmed",
            Cut::Plain => "plain",
            Cut::Beginnings => "beginnings",
            Cut::Marks => "marks",
        }
    }
}

/// The parts of a call number, in lower case: `635.933 99 BUD` → `635.933`, `99`, `bud`.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().map(|mark| mark.to_lowercase().chars().take(LONGEST_WORD).collect())
}

/// Cuts text after text for Tantivy. What one text needed is used again for the next: a catalogue has millions of
/// words, and cutting them with memory asked for anew was a third of the time to index them.
#[derive(Debug, Clone)]
pub(crate) struct Cutter {
    cut: Cut,
    /// The folded pieces of the text, one behind the other, and of each its end and whether a hyphen parts it from the
    /// one before.
    folded: String,
    pieces: Vec<(usize, bool)>,
    terms: Terms,
    token: Token,
}

/// Terms one behind the other, and of each its end and its place among the words.
#[derive(Debug, Clone, Default)]
struct Terms {
    text: String,
    ends: Vec<(usize, usize)>,
}

impl Terms {
    fn push(&mut self, position: usize, term: &str) {
        self.text.push_str(term);
        self.end(position);
    }

    /// Ends the term that was written at the end of the text.
    fn end(&mut self, position: usize) {
        self.ends.push((self.text.len(), position));
    }
}

impl Cutter {
    pub(crate) fn new(cut: Cut) -> Self {
        let (folded, pieces, terms) = (String::new(), Vec::new(), Terms::default());
        Self { cut, folded, pieces, terms, token: Token::default() }
    }

    fn cut(&mut self, text: &str) {
        self.terms.text.clear();
        self.terms.ends.clear();
        if self.cut == Cut::Marks {
            marks(text).enumerate().for_each(|(position, mark)| self.terms.push(position, &mark));
            return;
        }
        self.folded.clear();
        self.pieces.clear();
        each_piece(text, |range, hyphenated| {
            let from = self.folded.len();
            fold_onto(&mut self.folded, &text[range]);
            self.folded.truncate(from + within(&self.folded[from..], LONGEST_WORD));
            let is_word = self.folded.len() > from;
            if is_word {
                self.pieces.push((self.folded.len(), hyphenated));
            }
            is_word
        });
        let (mut position, mut from) = (0, 0);
        for compound in self.pieces.chunk_by(|_, (_, hyphenated)| *hyphenated) {
            let to = compound.last().map_or(from, |(end, _)| *end);
            if compound.len() > 1 {
                let joined = &self.folded[from..to];
                self.cut.word(position, &joined[..within(joined, LONGEST_WORD)], &mut self.terms);
            }
            for (end, _) in compound {
                self.cut.word(position, &self.folded[from..*end], &mut self.terms);
                from = *end;
                position += 1;
            }
        }
    }
}

impl Cut {
    fn word(self, position: usize, word: &str, terms: &mut Terms) {
        match self {
            Cut::Stemmed => {
                let from = terms.text.len();
                terms.text.push(STEM_MARK);
                stem_onto(&mut terms.text, word);
                // Most words are their own stem: theirs is the term of the word.
                if terms.text[from + STEM_MARK.len_utf8()..] == *word {
                    terms.text.truncate(from);
                } else {
                    terms.end(position);
                }
            }
            Cut::Beginnings => {
                let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_BEGINNING);
                return ends.for_each(|end| terms.push(position, &word[..end]));
            }
            Cut::Plain | Cut::Marks => {}
        }
        if let Some(word) = todays(word) {
            terms.push(position, &spelling_term(&word));
        }
        terms.push(position, word);
    }
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.cut(text);
        Words { terms: &self.terms, token: &mut self.token, next: 0 }
    }
}

/// The tokens of one text, for Tantivy to walk through.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    terms: &'a Terms,
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position)) = self.terms.ends.get(self.next) else { return false };
        let from = self.next.checked_sub(1).map_or(0, |before| self.terms.ends[before].0);
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push_str(&self.terms.text[from..end]);
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.folded).collect()
    }

    #[test]
    fn case_and_diacritics_are_folded() {
        assert_eq!(
            folded("Éléonore ÇELİK Łódź Straße cafe\u{301}"),
            ["eleonore", "celik", "lodz", "strasse", "cafe"]
        );
    }

    #[test]
    fn apostrophes_vanish_and_hyphens_part() {
        assert_eq!(
            folded("al-Qur’an 'kutipan' Jean-Paul -x"),
            ["al", "quran", "kutipan", "jean", "paul", "x"]
        );
        let pieces = pieces("Tafsir al-Qur'an");
        let compounds: Vec<_> = compounds(&pieces).collect();
        assert_eq!(compounds.len(), 2);
        assert_eq!(joined(compounds[1]).as_deref(), Some("alquran"));
    }

    #[test]
    fn an_older_spelling_is_told_in_todays() {
        for (old, new) in
            [("soekarno", "sukarno"), ("tjerita", "cerita"), ("njanji", "nyanyi"), ("djoeang", "juang")]
        {
            assert_eq!(todays(old).as_deref(), Some(new));
        }
        assert_eq!(todays("sukarno"), None);
    }

    #[test]
    fn a_hyphen_beside_a_space_joins_nothing() {
        assert!(pieces("satu - dua- tiga -empat").iter().all(|piece| !piece.hyphenated));
    }

    #[test]
    fn a_title_of_signs_is_still_a_line() {
        assert_eq!(fold_line(" ??? "), "???");
        assert_eq!(fold_line("Bumi  Manusia!"), "bumi manusia");
    }

    proptest::proptest! {
        #[test]
        fn the_places_of_the_pieces_are_in_order_and_within_the_text(text in ".{0,200}") {
            let mut last = 0;
            for piece in pieces(&text) {
                proptest::prop_assert!(piece.range.start >= last && piece.range.end > piece.range.start);
                proptest::prop_assert_eq!(fold(&text[piece.range.clone()]).is_empty(), false);
                last = piece.range.end;
            }
        }
    }
}
