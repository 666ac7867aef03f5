//! Suggestions while typing, and nearest words for what was misspelt.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, TantivyDocument,
    Term,
};

use crate::analyser::{self, LONGEST_BEGINNING, STEM_MARK};
use crate::query::{self, Field, What};
use crate::results::{Suggestion, SuggestionKind};
use crate::segment::Segment;
use crate::{Error, Index, compile};

/// No more suggestions than this, whatever is asked.
const MOST_SUGGESTIONS: usize = 8;
/// Of these, so many places are kept for authors and for subjects when there are any.
const PLACES_FOR_NAMES: usize = 2;
/// Words shorter than this are not corrected: nearly anything is near them.
const SHORTEST_CORRECTED: usize = 3;
/// Words longer than this many letters may differ in two of them.
const LONG_WORD: usize = 4;
/// Nearest words tried for being in an entry the public may see.
const MOST_CANDIDATES: usize = 10;

/// Gathers the most loaned visible entries.
struct MostLoaned<'a> {
    segments: &'a [Arc<Segment>],
    keep: usize,
}

struct SegmentMostLoaned {
    segment: Arc<Segment>,
    ordinal: SegmentOrdinal,
    keep: usize,
    heap: BinaryHeap<Reverse<(u64, Reverse<DocId>)>>,
}

impl Collector for MostLoaned<'_> {
    type Fruit = Vec<(u64, DocAddress)>;
    type Child = SegmentMostLoaned;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentMostLoaned> {
        let segment = self.segments[ordinal as usize].clone();
        Ok(SegmentMostLoaned { segment, ordinal, keep: self.keep, heap: BinaryHeap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Vec<(u64, DocAddress)>>) -> tantivy::Result<Vec<(u64, DocAddress)>> {
        let mut all: Vec<_> = parts.into_iter().flatten().collect();
        all.sort_by_key(|&(loans, address)| (Reverse(loans), address));
        all.truncate(self.keep);
        Ok(all)
    }
}

impl SegmentCollector for SegmentMostLoaned {
    type Fruit = Vec<(u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let loans = self.segment.loans.get_val(doc);
        let full = self.heap.len() >= self.keep;
        if full && self.heap.peek().is_none_or(|least| loans <= least.0.0) {
            return;
        }
        if self.segment.is_hidden(doc) {
            return;
        }
        if full {
            self.heap.pop();
        }
        self.heap.push(Reverse((loans, Reverse(doc))));
    }

    fn harvest(self) -> Vec<(u64, DocAddress)> {
        let ordinal = self.ordinal;
        self.heap
            .into_iter()
            .map(|Reverse((loans, Reverse(doc)))| (loans, DocAddress::new(ordinal, doc)))
            .collect()
    }
}

impl Index {
    /// Titles, authors and subjects with words that begin as the last word of `typed` does and
    /// contain its other words; most loaned first, at most eight. Nothing for a blank text.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, typed: &str, n: usize) -> Result<Vec<Suggestion>, Error> {
        let n = n.min(MOST_SUGGESTIONS);
        let typed: String = typed.chars().take(100).collect();
        let words: Vec<String> = analyser::pieces(&typed).into_iter().map(|piece| piece.folded).collect();
        if words.is_empty() || n == 0 {
            return Ok(Vec::new());
        }
        self.suggestions(&words, n).map_err(Error::read)
    }

    fn suggestions(&self, words: &[String], n: usize) -> tantivy::Result<Vec<Suggestion>> {
        let searcher = self.reader.searcher();
        let segments = self.segments.of(&searcher)?;
        let f = &self.fields;
        let places = [
            (SuggestionKind::Title, f.title_start, f.title, f.shown_title),
            (SuggestionKind::Author, f.author_start, f.author, f.shown_author),
            (SuggestionKind::Subject, f.subject_start, f.subject, f.shown_subject),
        ];
        let mut kinds = Vec::new();
        for (kind, start, whole, shown) in places {
            let most = MostLoaned { segments: &segments, keep: n * 2 };
            let found = searcher.search(beginning_with(start, whole, words).as_ref(), &most)?;
            kinds.push(self.shown(&searcher, &segments, words, kind, shown, &found)?);
        }
        let names: usize = kinds[1..].iter().map(|list| list.len().min(PLACES_FOR_NAMES)).sum();
        let titles = n.saturating_sub(names).max(n.div_ceil(2)).min(kinds[0].len());
        let mut suggestions: Vec<Suggestion> = Vec::with_capacity(n);
        let mut rest = kinds.into_iter();
        suggestions.extend(rest.next().unwrap_or_default().into_iter().take(titles));
        let (authors, subjects) = (rest.next().unwrap_or_default(), rest.next().unwrap_or_default());
        let room = n - suggestions.len();
        let for_subjects = subjects.len().min(room / 2);
        let for_authors = authors.len().min(room - for_subjects);
        suggestions.extend(authors.into_iter().take(for_authors));
        suggestions.extend(subjects.into_iter().take(room - for_authors));
        Ok(suggestions)
    }

    /// The texts of one kind in the entries found that have the words, each once.
    fn shown(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        words: &[String],
        kind: SuggestionKind,
        shown: Handle,
        found: &[(u64, DocAddress)],
    ) -> tantivy::Result<Vec<Suggestion>> {
        let mut seen = HashSet::new();
        let mut suggestions = Vec::new();
        for &(_, address) in found {
            let doc: TantivyDocument = searcher.doc(address)?;
            for text in doc.get_all(shown).filter_map(|value| value.as_str()) {
                if has_beginnings(text, words) && seen.insert(analyser::fold_line(text)) {
                    let id = (kind == SuggestionKind::Title)
                        .then(|| segments[address.segment_ord as usize].id(address.doc_id));
                    suggestions.push(Suggestion { text: text.to_owned(), kind, id });
                }
            }
        }
        Ok(suggestions)
    }

    /// The words with those the index does not know replaced by the nearest it knows (a letter
    /// more, less, other or swapped; two in longer words), the frequent before the rare. None when
    /// all are known or nothing is near. Words of hidden entries are never told.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn did_you_mean(&self, words: &str) -> Result<Option<String>, Error> {
        self.correct(words).map_err(Error::read)
    }

    pub(crate) fn correct(&self, text: &str) -> tantivy::Result<Option<String>> {
        let searcher = self.reader.searcher();
        let segments = self.segments.of(&searcher)?;
        let mut corrected = String::new();
        let mut copied = 0;
        for clause in query::parse(text, Field::Everything) {
            let What::Word { text: word, .. } = &clause.what else { continue };
            if clause.excluded || matches!(clause.field, Field::Isbn | Field::Ddc | Field::Year) {
                continue;
            }
            for piece in analyser::pieces(word) {
                if piece.folded.chars().count() < SHORTEST_CORRECTED
                    || piece.folded.bytes().any(|b| b.is_ascii_digit())
                    || self.is_known(&searcher, &segments, &piece.folded)?
                {
                    continue;
                }
                if let Some(nearest) = self.nearest(&searcher, &segments, &piece.folded)? {
                    corrected.push_str(&text[copied..clause.range.start + piece.range.start]);
                    corrected.push_str(&nearest);
                    copied = clause.range.start + piece.range.end;
                }
            }
        }
        if corrected.is_empty() {
            return Ok(None);
        }
        corrected.push_str(&text[copied..]);
        Ok(Some(corrected))
    }

    fn is_known(&self, searcher: &Searcher, segments: &[Arc<Segment>], word: &str) -> tantivy::Result<bool> {
        Ok(self.is_visible(searcher, segments, word)?
            || self.is_visible(searcher, segments, &analyser::stem_term(word))?)
    }

    /// Whether an entry the public may see has the term.
    fn is_visible(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        text: &str,
    ) -> tantivy::Result<bool> {
        let term = Term::from_field_text(self.fields.all, text);
        for (reader, segment) in searcher.segment_readers().iter().zip(segments) {
            let words = reader.inverted_index(self.fields.all)?;
            let Some(mut postings) = words.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) && !segment.is_hidden(postings.doc()) {
                    return Ok(true);
                }
                postings.advance();
            }
        }
        Ok(false)
    }

    fn nearest(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        word: &str,
    ) -> tantivy::Result<Option<String>> {
        let reach = if word.chars().count() > LONG_WORD { 2 } else { 1 };
        for distance in 1..=reach {
            let term = Term::from_field_text(self.fields.all, word);
            let near = FuzzyTermQuery::new(term, distance, true);
            let mut frequency = std::collections::HashMap::<String, u64>::new();
            for reader in searcher.segment_readers() {
                let words = reader.inverted_index(self.fields.all)?;
                let mut stream = words.terms().search(near.automaton()?).into_stream()?;
                while stream.advance() {
                    let Ok(text) = std::str::from_utf8(stream.key()) else { continue };
                    if !text.starts_with(STEM_MARK) && text != word {
                        *frequency.entry(text.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                    }
                }
            }
            let mut candidates: Vec<(String, u64)> = frequency.into_iter().collect();
            candidates.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            for (candidate, _) in candidates.into_iter().take(MOST_CANDIDATES) {
                if self.is_visible(searcher, segments, &candidate)? {
                    return Ok(Some(candidate));
                }
            }
        }
        Ok(None)
    }
}

/// Entries whose words in one place are all of `words`, the last as a beginning.
fn beginning_with(start: Handle, whole: Handle, words: &[String]) -> Box<dyn TantivyQuery> {
    let last = words.len() - 1;
    let queries = words.iter().enumerate().map(|(at, word)| -> Box<dyn TantivyQuery> {
        let field = if at < last { whole } else { start };
        if at == last && word.chars().count() > LONGEST_BEGINNING {
            return compile::beginning(whole, word);
        }
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
    });
    Box::new(BooleanQuery::intersection(queries.collect()))
}

fn has_beginnings(text: &str, words: &[String]) -> bool {
    let pieces = analyser::pieces(text);
    let mut own: Vec<String> = analyser::compounds(&pieces).filter_map(analyser::joined).collect();
    own.extend(pieces.into_iter().map(|piece| piece.folded));
    words.iter().all(|word| own.iter().any(|piece| piece.starts_with(word.as_str())))
}
