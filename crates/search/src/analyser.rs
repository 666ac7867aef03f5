//! Text into words: fold, split, stem. The index and the query go through the same code, so what
//! was written one way is found when typed another.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::stemmer;

/// A word longer than this many characters is cut there, in texts and queries alike.
const LONGEST_WORD: usize = 64;
/// Beginnings of this many letters have their own postings, so short prefixes stay fast.
pub(crate) const LONGEST_BEGINNING: usize = 4;
/// Stands before a stem in the term dictionary. Sorts below every letter and digit.
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
    if text.is_ascii() {
        let mut folded = text.to_ascii_lowercase();
        folded.retain(|c| c.is_ascii_alphanumeric());
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
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
    folded
}

/// The words of a text in order, folded, with their places in the text. Apostrophes within a word
/// vanish (`Qur'an` is `quran`); hyphens part it but are remembered.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut start: Option<usize> = None;
    let mut hyphenated = false;
    while let Some((at, c)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|&(_, n)| is_word_char(n));
        if is_apostrophe(c) {
            if start.is_some() && next_is_word {
                continue;
            }
        } else if is_word_char(c) {
            start.get_or_insert(at);
            continue;
        }
        let ended = start.take().is_some_and(|from| push_piece(&mut pieces, text, from..at, hyphenated));
        hyphenated = ended && is_hyphen(c) && next_is_word;
    }
    if let Some(from) = start {
        push_piece(&mut pieces, text, from..text.len(), hyphenated);
    }
    pieces
}

fn push_piece(pieces: &mut Vec<Piece>, text: &str, range: Range<usize>, hyphenated: bool) -> bool {
    let mut folded = fold(&text[range.clone()]);
    if folded.is_empty() {
        return false;
    }
    if let Some((end, _)) = folded.char_indices().nth(LONGEST_WORD) {
        folded.truncate(end);
    }
    pieces.push(Piece { range, hyphenated, folded });
    true
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
    if let Some((end, _)) = line.char_indices().nth(1000) {
        line.truncate(end);
    }
    line
}

/// The stem of a folded word, remembered per thread: the words of a catalogue repeat.
pub(crate) fn stem(folded: &str) -> String {
    const REMEMBERED: usize = 32_768;
    thread_local! {
        static STEMS: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
    }
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(folded) {
            return stem.clone();
        }
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        let stem = stemmer::stem(folded);
        stems.insert(folded.to_owned(), stem.clone());
        stem
    })
}

/// The term under which a word's stem is indexed.
pub(crate) fn stem_term(folded: &str) -> String {
    let mut term = String::from(STEM_MARK);
    term.push_str(&stem(folded));
    term
}

/// Whether a term of the dictionary is one of ours rather than a word.
pub(crate) fn is_marked(term: &str) -> bool {
    term.starts_with([STEM_MARK, SPELLING_MARK])
}

/// A folded word in today's spelling, where it has letters of an older one: *soekarno* → *sukarno*.
pub(crate) fn todays(folded: &str) -> Option<String> {
    let old = |(old, _): &(&str, &str)| folded.contains(old);
    if !SPELLINGS.iter().any(old) {
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

    fn tokens(self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        if self == Cut::Marks {
            for (position, mark) in marks(text).enumerate() {
                tokens.push(token(position, mark));
            }
            return tokens;
        }
        let pieces = pieces(text);
        let mut position = 0;
        for compound in compounds(&pieces) {
            if let Some(joined) = joined(compound) {
                self.word(position, joined, &mut tokens);
            }
            for piece in compound {
                self.word(position, piece.folded.clone(), &mut tokens);
                position += 1;
            }
        }
        tokens
    }

    fn word(self, position: usize, word: String, tokens: &mut Vec<Token>) {
        match self {
            Cut::Stemmed => tokens.push(token(position, stem_term(&word))),
            Cut::Beginnings => {
                let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_BEGINNING);
                tokens.extend(ends.map(|end| token(position, word[..end].to_owned())));
                return;
            }
            Cut::Plain | Cut::Marks => {}
        }
        tokens.extend(todays(&word).map(|word| token(position, spelling_term(&word))));
        tokens.push(token(position, word));
    }
}

/// The parts of a call number, in lower case: `635.933 99 BUD` → `635.933`, `99`, `bud`.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().map(|mark| mark.to_lowercase().chars().take(LONGEST_WORD).collect())
}

fn token(position: usize, text: String) -> Token {
    Token { position, text, ..Token::default() }
}

impl Tokenizer for Cut {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        Words { tokens: self.tokens(text), next: 0 }
    }
}

/// The tokens of one text, for Tantivy to walk through.
#[derive(Debug)]
pub(crate) struct Words {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
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
