//! Suggestions while typing, and nearest words for what was misspelt.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field as Handle, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, TantivyDocument,
    Term,
};

use crate::analyser::{self, LONGEST_BEGINNING};
use crate::query::{self, Field, Query, What};
use crate::results::{Suggestion, SuggestionKind};
use crate::segment::Segment;
use crate::{Error, Index, compile};

/// No more suggestions than this, whatever is asked.
const MOST_SUGGESTIONS: usize = 8;
/// Of these, so many places are kept for authors and for subjects when there are any.
const PLACES_FOR_NAMES: usize = 2;
/// From so many letters on, titles that begin so are looked for; fewer would be the beginning of half of them.
const SHORTEST_LINE: usize = 2;
/// Words shorter than this are not corrected: nearly anything is near them.
const SHORTEST_CORRECTED: usize = 3;
/// Words longer than this many letters may differ in two of them.
const LONG_WORD: usize = 4;
/// So many of the nearest words are tried, and so many texts made of them.
const MOST_CANDIDATES: usize = 6;
const MOST_TRIED: usize = 36;

/// Where a word stands that may be misspelt, and the words near to it.
type Slip = (Range<usize>, Vec<String>);

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
        let words = folded(&typed);
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
        let line = words.join(" ");
        let mut seen = HashSet::new();
        let mut kinds = Vec::new();
        for (kind, start, whole, shown) in places {
            let most = || MostLoaned { segments: &segments, keep: n * 2 };
            let mut found = Vec::new();
            if kind == SuggestionKind::Title && line.chars().count() >= SHORTEST_LINE {
                found = searcher.search(compile::beginning(f.whole_title, &line).as_ref(), &most())?;
            }
            found.extend(searcher.search(beginning_with(start, whole, words).as_ref(), &most())?);
            kinds.push(self.shown(&searcher, &segments, words, (kind, shown), &found, &mut seen)?);
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

    /// The texts of one kind in the entries found that have the words, those that begin with them first; none that was
    /// `seen` before, also as another kind.
    fn shown(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        words: &[String],
        (kind, shown): (SuggestionKind, Handle),
        found: &[(u64, DocAddress)],
        seen: &mut HashSet<String>,
    ) -> tantivy::Result<Vec<Suggestion>> {
        let mut suggestions: Vec<(bool, Suggestion)> = Vec::new();
        let line = words.join(" ");
        for &(_, address) in found {
            let doc: TantivyDocument = searcher.doc(address)?;
            for text in doc.get_all(shown).filter_map(|value| value.as_str()) {
                let own = analyser::fold_line(text);
                let later = !own.starts_with(&line);
                if has_beginnings(text, words) && seen.insert(own) {
                    let id = (kind == SuggestionKind::Title)
                        .then(|| segments[address.segment_ord as usize].id(address.doc_id));
                    suggestions.push((later, Suggestion { text: text.to_owned(), kind, id }));
                }
            }
        }
        suggestions.sort_by_key(|(later, _)| *later);
        Ok(suggestions.into_iter().map(|(_, suggestion)| suggestion).collect())
    }

    /// The words with those the index does not know replaced by near ones it knows (a letter more, less, other or
    /// swapped; two in longer words), so that most entries have them all. None when more than the words as typed find is
    /// not to be found. Words of hidden entries are never told.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn did_you_mean(&self, words: &str) -> Result<Option<String>, Error> {
        let query = Query { text: words.to_owned(), ..Query::default() };
        self.correct(&self.reader.searcher(), &query).map_err(Error::read)
    }

    /// A text of which more entries have all the words than of the query's.
    pub(crate) fn correct(&self, searcher: &Searcher, query: &Query) -> tantivy::Result<Option<String>> {
        let found = self.count_of(searcher, query, true)?;
        let segments = self.segments.of(searcher)?;
        let words = correctable(query);
        let mut slips: Vec<Slip> = Vec::new();
        for (range, word) in &words {
            if !self.is_known(searcher, &segments, word)? {
                slips.push((range.clone(), self.nearest(searcher, &segments, word)?));
            }
        }
        let better = self.best(searcher, query, found, &slips)?;
        if better.is_some() || found > 0 || words.len() < 2 {
            return Ok(better);
        }
        // A slip of the pen may be a word too, *hari poter*: then a title has what was meant beside the rest.
        for (range, word) in &words {
            if slips.iter().all(|(slip, _)| slip != range) {
                let rest = words.iter().filter(|(other, _)| other != range).map(|(_, word)| word);
                let rest: Vec<&String> = rest.chain(slips.iter().flat_map(|(_, near)| near)).collect();
                let beside = (range.clone(), self.beside(searcher, &segments, word, &rest)?);
                let more: Vec<Slip> = slips.iter().cloned().chain([beside]).collect();
                if let Some(better) = self.best(searcher, query, found, &more)? {
                    return Ok(Some(better));
                }
            }
        }
        Ok(None)
    }

    /// The text without the slips that finds most, if any finds more than `found`; of equals the first.
    fn best(
        &self,
        searcher: &Searcher,
        query: &Query,
        found: u64,
        slips: &[Slip],
    ) -> tantivy::Result<Option<String>> {
        // What is offered for the last word is that word, and not the beginning of many.
        let end = query.text.trim_end().len();
        let open = slips.iter().all(|(range, near)| range.end < end || near.is_empty());
        let (mut best, mut most) = (None, found);
        for text in texts(&query.text, slips) {
            let count = self.count_of(searcher, &Query { text: text.clone(), ..query.clone() }, open)?;
            if count > most {
                (best, most) = (Some(text), count);
            }
        }
        Ok(best)
    }

    /// Words near `word` that visible entries have in their titles together with one of `rest`; the nearer first.
    fn beside(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        word: &str,
        rest: &[&String],
    ) -> tantivy::Result<Vec<String>> {
        let term = |text: &str| Term::from_field_text(self.fields.title, text);
        let places: Vec<_> = searcher.segment_readers().iter().zip(segments).collect();
        let mut company = Vec::new();
        for (reader, segment) in &places {
            let mut entries = HashSet::new();
            for other in rest {
                entries.extend(visible_with(reader, segment, &term(other))?);
            }
            company.push(entries);
        }
        let length = word.chars().count();
        let reach = if length > SHORTEST_CORRECTED { 2 } else { 1 };
        let mut near: Vec<String> = Vec::new();
        for distance in 1..=reach {
            let query = FuzzyTermQuery::new(term(word), distance, true);
            // Two slips that make a word shorter leave little of it: *toer* is no slip for *the*.
            let is_near = |text: &str| distance == 1 || text.chars().count() >= length;
            for ((reader, segment), company) in places.iter().zip(&company) {
                if company.is_empty() {
                    continue;
                }
                let words = reader.inverted_index(self.fields.title)?;
                let mut stream = words.terms().search(query.automaton()?).into_stream()?;
                while stream.advance() {
                    let Ok(text) = std::str::from_utf8(stream.key()) else { continue };
                    let new = text != word
                        && is_near(text)
                        && !analyser::is_marked(text)
                        && !near.iter().any(|known| known == text);
                    if new && visible_with(reader, segment, &term(text))?.any(|doc| company.contains(&doc)) {
                        near.push(text.to_owned());
                    }
                }
            }
        }
        near.truncate(MOST_CANDIDATES);
        Ok(near)
    }

    fn is_known(&self, searcher: &Searcher, segments: &[Arc<Segment>], word: &str) -> tantivy::Result<bool> {
        for form in [word].into_iter().chain(analyser::stem_terms(word).iter().map(String::as_str)) {
            if self.is_visible(searcher, segments, form)? {
                return Ok(true);
            }
        }
        Ok(false)
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
            if visible_with(reader, segment, &term)?.next().is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Words of visible entries near `word`: the nearer before the farther, the frequent before the rare; only those
    /// that differ in a letter doubled or not, where there are any.
    fn nearest(
        &self,
        searcher: &Searcher,
        segments: &[Arc<Segment>],
        word: &str,
    ) -> tantivy::Result<Vec<String>> {
        let reach = if word.chars().count() > LONG_WORD { 2 } else { 1 };
        let mut near: Vec<String> = Vec::new();
        for distance in 1..=reach {
            let term = Term::from_field_text(self.fields.all, word);
            let query = FuzzyTermQuery::new(term, distance, true);
            let mut frequency = std::collections::HashMap::<String, u64>::new();
            for reader in searcher.segment_readers() {
                let words = reader.inverted_index(self.fields.all)?;
                let mut stream = words.terms().search(query.automaton()?).into_stream()?;
                while stream.advance() {
                    let Ok(text) = std::str::from_utf8(stream.key()) else { continue };
                    if !analyser::is_marked(text) && text != word {
                        *frequency.entry(text.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                    }
                }
            }
            let mut candidates: Vec<(String, u64)> = frequency.into_iter().collect();
            candidates.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            for (candidate, _) in candidates.into_iter().take(MOST_CANDIDATES) {
                if !near.contains(&candidate) && self.is_visible(searcher, segments, &candidate)? {
                    near.push(candidate);
                }
            }
        }
        let single = undoubled(word);
        if near.iter().any(|other| undoubled(other) == single) {
            near.retain(|other| undoubled(other) == single);
        }
        near.truncate(MOST_CANDIDATES);
        Ok(near)
    }
}

/// The word with each letter once where it stands twice in a row, as *poter* is *potter*.
fn undoubled(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// The entries of a segment that the public may see and that have the term.
fn visible_with<'a>(
    reader: &'a SegmentReader,
    segment: &'a Segment,
    term: &Term,
) -> tantivy::Result<impl Iterator<Item = DocId> + use<'a>> {
    let words = reader.inverted_index(term.field())?;
    let mut postings = words.read_postings(term, IndexRecordOption::Basic)?;
    let all = std::iter::from_fn(move || {
        let postings = postings.as_mut()?;
        let doc = postings.doc();
        postings.advance();
        (doc != TERMINATED).then_some(doc)
    });
    Ok(all.filter(move |doc| !reader.is_deleted(*doc) && !segment.is_hidden(*doc)))
}

/// The words of a query that may be misspelt, folded, with where they stand in its text.
fn correctable(query: &Query) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    for clause in query::parse(&query.text, query.field) {
        let What::Word { text, .. } = &clause.what else { continue };
        if clause.excluded || matches!(clause.field, Field::Isbn | Field::Ddc | Field::Year) {
            continue;
        }
        let long = |word: &str| word.chars().count() >= SHORTEST_CORRECTED;
        words.extend(
            analyser::pieces(text)
                .into_iter()
                .filter(|piece| long(&piece.folded) && !piece.folded.bytes().any(|b| b.is_ascii_digit()))
                .map(|piece| {
                    let start = clause.range.start;
                    (start + piece.range.start..start + piece.range.end, piece.folded)
                }),
        );
    }
    words
}

/// The texts in which every slip that something is near to has become one of the words near to it; the nearest first.
fn texts(text: &str, slips: &[Slip]) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    // From the end, so that what stands before keeps its place.
    let mut slips: Vec<_> = slips.iter().filter(|(_, near)| !near.is_empty()).collect();
    slips.sort_by_key(|(range, _)| Reverse(range.start));
    if slips.is_empty() {
        return Vec::new();
    }
    for (range, near) in slips {
        let with = |text: &String, word: &String| {
            let mut text = text.clone();
            text.replace_range(range.clone(), word);
            text
        };
        texts = near.iter().flat_map(|word| texts.iter().map(move |text| with(text, word))).collect();
        texts.truncate(MOST_TRIED);
    }
    texts
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

fn folded(text: &str) -> Vec<String> {
    analyser::pieces(text).into_iter().map(|piece| piece.folded).collect()
}

fn has_beginnings(text: &str, words: &[String]) -> bool {
    let pieces = analyser::pieces(text);
    let mut own: Vec<String> = analyser::compounds(&pieces).filter_map(analyser::joined).collect();
    own.extend(pieces.into_iter().map(|piece| piece.folded));
    words.iter().all(|word| own.iter().any(|piece| piece.starts_with(word.as_str())))
}
