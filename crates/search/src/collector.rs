//! One pass over the matches: the best hits, the total and every facet count.
//!
//! An entry that passes all filters counts in every facet. One that fails the filter of exactly one
//! group counts in that group only: it is what choosing another value there would bring.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::query::{Filters, Sort};
use crate::results::{Count, Facets};
use crate::segment::{Class, Segment, Values};

const AVAILABLE: u16 = 1;
const LANGUAGE: u16 = 1 << 1;
const KIND: u16 = 1 << 2;
const AUDIENCE: u16 = 1 << 3;
const SHELF: u16 = 1 << 4;
const PLACE: u16 = 1 << 5;
const YEAR: u16 = 1 << 6;
const SUBJECT: u16 = 1 << 7;
const HIDDEN: u16 = 1 << 8;

/// How many subjects the facet shows.
const MOST_SUBJECTS: usize = 20;
/// Popularity adds at most this part of the score.
const MOST_POPULARITY: f32 = 0.2;

/// Where a hit stands among the others; greater is earlier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(u64),
    Text(Reverse<String>),
}

/// An entry with where it stands among the others.
pub(crate) type Hit = (Key, DocAddress, Score);

/// What a search found before the stored parts are read.
pub(crate) struct Found {
    /// Matches of the words alone, whatever the filters say.
    pub matched: u64,
    pub total: u64,
    pub hits: Vec<Hit>,
    pub facets: Facets,
}

/// Collects hits and facets for one search.
pub(crate) struct Gather<'a> {
    pub segments: &'a [Arc<Segment>],
    pub filters: &'a Filters,
    pub sort: Sort,
    /// Hits kept: offset and limit together.
    pub keep: usize,
    pub scoring: bool,
}

pub(crate) struct SegmentGather {
    ordinal: SegmentOrdinal,
    sort: Sort,
    years: Option<(i64, i64)>,
    subjects_wanted: Option<HashSet<u64>>,
    counts: Counts,
    best: Best,
}

/// What is counted in one segment.
struct Counts {
    segment: Arc<Segment>,
    /// Per class, the groups whose filter it fails.
    failing: Vec<u16>,
    /// Per class, entries passing all filters.
    passed: Vec<u32>,
    /// Per class, entries failing that class's one group and nothing else.
    near: Vec<u32>,
    first_year: i64,
    /// Per year from the first on, and per subject.
    years: Vec<u32>,
    subjects: Vec<u32>,
    matched: u64,
    total: u64,
}

/// The `keep` greatest keys, equal keys in the order of the documents.
struct Best {
    keep: usize,
    heap: BinaryHeap<Reverse<(u64, Reverse<DocId>)>>,
}

impl Best {
    fn push(&mut self, key: u64, doc: DocId) {
        let item = Reverse((key, Reverse(doc)));
        if self.heap.len() < self.keep {
            self.heap.push(item);
        } else if let Some(mut least) = self.heap.peek_mut()
            && least.0 < item.0
        {
            *least = item;
        }
    }

    fn floor(&self) -> u64 {
        if self.heap.len() < self.keep { 0 } else { self.heap.peek().map_or(u64::MAX, |least| least.0.0) }
    }
}

/// Scores are never negative, so their bits sort as they do.
fn score_key(score: Score) -> u64 {
    u64::from(score.max(0.0).to_bits())
}

/// Per value whether the filter takes it; one more for values beyond numbering.
fn chosen(wanted: &[String], values: &Values) -> Vec<bool> {
    let taken = values.texts.iter().map(|text| wanted.is_empty() || wanted.contains(text));
    taken.chain([wanted.is_empty()]).collect()
}

fn is_chosen(chosen: &[bool], number: u16) -> bool {
    chosen.get(number as usize).copied().unwrap_or(false)
}

fn failing(segment: &Segment, filters: &Filters) -> Vec<u16> {
    let languages = chosen(&filters.languages, &segment.languages);
    let kinds = chosen(&filters.kinds, &segment.kinds);
    let audiences = chosen(&filters.audiences, &segment.audiences);
    let places = chosen(&filters.places, &segment.places);
    let verdict = |class: &Class| {
        let in_place =
            filters.places.is_empty() || class.places.iter().any(|&place| is_chosen(&places, place));
        let on_shelf =
            filters.shelves.is_empty() || class.shelf.is_some_and(|shelf| filters.shelves.contains(&shelf));
        [
            (AVAILABLE, !filters.available || class.available),
            (LANGUAGE, is_chosen(&languages, class.language)),
            (KIND, is_chosen(&kinds, class.kind)),
            (AUDIENCE, is_chosen(&audiences, class.audience)),
            (SHELF, on_shelf),
            (PLACE, in_place),
            (HIDDEN, filters.include_hidden || !class.hidden),
        ]
        .iter()
        .fold(0, |failing, (group, passes)| if *passes { failing } else { failing | group })
    };
    segment.classes.iter().map(verdict).collect()
}

impl Collector for Gather<'_> {
    type Fruit = Found;
    type Child = SegmentGather;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let segment = self.segments[ordinal as usize].clone();
        let subjects_wanted = match (&segment.subjects, self.filters.subjects.as_slice()) {
            (_, []) => None,
            (None, _) => Some(HashSet::new()),
            (Some(column), wanted) => {
                let ords = wanted.iter().map(|subject| column.dictionary().term_ord(subject));
                Some(ords.filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
        };
        let first_year = segment.year.min_value();
        let span = segment.year.max_value().saturating_sub(first_year).clamp(0, 20_000) as usize + 1;
        let (from, to) = (self.filters.from_year, self.filters.to_year);
        let years = (from.is_some() || to.is_some())
            .then(|| (from.map_or(i64::MIN, i64::from), to.map_or(i64::MAX, i64::from)));
        let counts = Counts {
            failing: failing(&segment, self.filters),
            passed: vec![0; segment.classes.len()],
            near: vec![0; segment.classes.len()],
            first_year,
            years: vec![0; span],
            subjects: vec![0; segment.subjects.as_ref().map_or(0, |column| column.num_terms())],
            matched: 0,
            total: 0,
            segment,
        };
        let best = Best { keep: self.keep, heap: BinaryHeap::with_capacity(self.keep.min(1024)) };
        Ok(SegmentGather { ordinal, sort: self.sort, years, subjects_wanted, counts, best })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, parts: Vec<tantivy::Result<Part>>) -> tantivy::Result<Found> {
        let (mut counts, mut hits) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            let part = part?;
            counts.push(part.counts);
            hits.extend(part.hits);
        }
        hits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        hits.truncate(self.keep);
        Ok(Found {
            matched: counts.iter().map(|part| part.matched).sum(),
            total: counts.iter().map(|part| part.total).sum(),
            facets: merge_facets(&counts)?,
            hits,
        })
    }
}

/// The counts and best hits of one segment.
pub(crate) struct Part {
    counts: Counts,
    hits: Vec<Hit>,
}

impl SegmentGather {
    fn has_wanted_subject(&self, doc: DocId) -> bool {
        match (&self.subjects_wanted, &self.counts.segment.subjects) {
            (None, _) => true,
            (Some(wanted), Some(column)) => column.term_ords(doc).any(|ord| wanted.contains(&ord)),
            (Some(_), None) => false,
        }
    }

    fn key(&self, doc: DocId, score: Score) -> u64 {
        let segment = &self.counts.segment;
        match self.sort {
            Sort::Relevance => {
                // Popularity decides among near-equals; its column is read only for scores it could lift.
                if score_key(score * (1.0 + MOST_POPULARITY)) < self.best.floor() {
                    return 0;
                }
                let loans = segment.loans.get_val(doc);
                let digits = (u64::BITS - loans.leading_zeros()) as f32;
                score_key(score * (1.0 + (digits / 100.0).min(MOST_POPULARITY)))
            }
            Sort::Newest => tantivy::i64_to_u64(segment.year.get_val(doc)),
            Sort::Added => tantivy::i64_to_u64(segment.added.get_val(doc)),
            Sort::MostLoaned => segment.loans.get_val(doc),
            Sort::TitleAz => u64::MAX - segment.title.ords().values.get_val(doc),
        }
    }

    /// The best hits with keys that compare across segments.
    fn hits(&mut self) -> tantivy::Result<Vec<Hit>> {
        let segment = &self.counts.segment;
        let heap = std::mem::take(&mut self.best.heap);
        let mut hits = Vec::with_capacity(heap.len());
        for Reverse((key, Reverse(doc))) in heap {
            let address = DocAddress::new(self.ordinal, doc);
            let hit = match self.sort {
                Sort::TitleAz => {
                    let mut title = String::new();
                    segment.title.ord_to_str(u64::MAX - key, &mut title)?;
                    (Key::Text(Reverse(title)), address, 0.0)
                }
                Sort::Relevance => (Key::Number(key), address, f32::from_bits(key as u32)),
                _ => (Key::Number(key), address, 0.0),
            };
            hits.push(hit);
        }
        Ok(hits)
    }
}

impl SegmentCollector for SegmentGather {
    type Fruit = tantivy::Result<Part>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let class = self.counts.segment.class.get_val(doc) as usize;
        let mut failing = self.counts.failing[class];
        if failing & HIDDEN != 0 {
            return;
        }
        self.counts.matched += 1;
        let year = self.counts.segment.year.get_val(doc);
        if self.years.is_some_and(|(from, to)| year == 0 || year < from || year > to) {
            failing |= YEAR;
        }
        if self.subjects_wanted.is_some() && !self.has_wanted_subject(doc) {
            failing |= SUBJECT;
        }
        match failing {
            0 => {
                self.counts.total += 1;
                self.counts.passed[class] += 1;
                self.counts.count_year(year);
                self.counts.count_subjects(doc);
                let key = self.key(doc, score);
                self.best.push(key, doc);
            }
            YEAR => self.counts.count_year(year),
            SUBJECT => self.counts.count_subjects(doc),
            one if one.is_power_of_two() => self.counts.near[class] += 1,
            _ => {}
        }
    }

    fn harvest(mut self) -> tantivy::Result<Part> {
        Ok(Part { hits: self.hits()?, counts: self.counts })
    }
}

impl Counts {
    fn count_subjects(&mut self, doc: DocId) {
        if let Some(column) = &self.segment.subjects {
            for ord in column.term_ords(doc) {
                self.subjects[ord as usize] += 1;
            }
        }
    }

    fn count_year(&mut self, year: i64) {
        if let Some(count) = self.years.get_mut((year - self.first_year) as usize) {
            *count += 1;
        }
    }

    /// Per class that matched: its entries counting in a group.
    fn classes(&self) -> impl Iterator<Item = (&Class, u64, u64, u16)> {
        let counts = self.passed.iter().zip(&self.near).zip(&self.failing);
        self.segment
            .classes
            .iter()
            .zip(counts)
            .filter(|(_, ((passed, near), _))| **passed + **near > 0)
            .map(|(class, ((&passed, &near), &failing))| (class, u64::from(passed), u64::from(near), failing))
    }
}

fn merge_facets(parts: &[Counts]) -> tantivy::Result<Facets> {
    let mut facets = Facets::default();
    let (mut languages, mut kinds) = (HashMap::new(), HashMap::new());
    let (mut audiences, mut places) = (HashMap::new(), HashMap::new());
    let mut shelves: HashMap<u8, u64> = HashMap::new();
    let mut years: HashMap<i32, u64> = HashMap::new();
    for part in parts {
        let segment = &part.segment;
        let mut language = vec![0; segment.languages.texts.len() + 1];
        let mut kind = vec![0; segment.kinds.texts.len() + 1];
        let mut audience = vec![0; segment.audiences.texts.len() + 1];
        let mut place = vec![0; segment.places.texts.len() + 1];
        let mut shelf = [0; 256];
        for (class, passed, near, failing) in part.classes() {
            let counts = |group| if failing == group { passed + near } else { passed };
            language[class.language as usize] += counts(LANGUAGE);
            kind[class.kind as usize] += counts(KIND);
            audience[class.audience as usize] += counts(AUDIENCE);
            class.places.iter().for_each(|&number| place[number as usize] += counts(PLACE));
            class.shelf.iter().for_each(|&number| shelf[number as usize] += counts(SHELF));
            facets.available += if class.available { counts(AVAILABLE) } else { 0 };
        }
        add(&mut languages, &segment.languages, &language);
        add(&mut kinds, &segment.kinds, &kind);
        add(&mut audiences, &segment.audiences, &audience);
        add(&mut places, &segment.places, &place);
        for (number, &count) in (0..=u8::MAX).zip(&shelf).filter(|(_, count)| **count > 0) {
            *shelves.entry(number).or_default() += count;
        }
        for (year, &count) in (part.first_year..).zip(&part.years).filter(|(_, count)| **count > 0) {
            *years.entry(year as i32).or_default() += u64::from(count);
        }
    }
    years.remove(&0);
    facets.languages = ranked(languages);
    facets.kinds = ranked(kinds);
    facets.audiences = ranked(audiences);
    facets.places = ranked(places);
    facets.shelves = in_order(shelves);
    facets.years = in_order(years);
    facets.subjects = subjects(parts)?;
    Ok(facets)
}

fn add(totals: &mut HashMap<String, u64>, values: &Values, counts: &[u64]) {
    for (text, &count) in
        values.texts.iter().zip(counts).filter(|(text, count)| **count > 0 && !text.is_empty())
    {
        *totals.entry(text.clone()).or_default() += count;
    }
}

fn ranked(totals: HashMap<String, u64>) -> Vec<Count> {
    let mut counts: Vec<Count> = totals.into_iter().map(|(value, count)| Count { value, count }).collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts
}

fn in_order<K: Ord>(totals: HashMap<K, u64>) -> Vec<(K, u64)> {
    let mut counts: Vec<_> = totals.into_iter().collect();
    counts.sort();
    counts
}

/// The most frequent subjects. Each segment names its own; the counts are then exact over all.
fn subjects(parts: &[Counts]) -> tantivy::Result<Vec<Count>> {
    let mut candidates: HashMap<u64, (&Segment, &StrColumn, u32)> = HashMap::new();
    for part in parts {
        let Some(column) = &part.segment.subjects else { continue };
        let mut best = Best { keep: MOST_SUBJECTS, heap: BinaryHeap::new() };
        for (ord, &count) in (0..).zip(&part.subjects).filter(|(_, count)| **count > 0) {
            best.push(u64::from(count), ord);
        }
        for Reverse((_, Reverse(ord))) in best.heap {
            candidates.insert(part.segment.headings.mark(ord), (&*part.segment, column, ord));
        }
    }
    let in_part =
        |part: &Counts, mark| part.segment.headings.ord(mark).map(|ord| part.subjects[ord as usize]);
    let in_all = |mark| parts.iter().filter_map(|part| in_part(part, mark)).map(u64::from).sum();
    let mut totals: Vec<(u64, (&Segment, &StrColumn, u32))> =
        candidates.into_iter().map(|(mark, name)| (in_all(mark), name)).collect();
    totals.sort_unstable_by_key(|(total, _)| Reverse(*total));
    // Of those with as many as the last one shown, the names decide.
    let least = totals.get(MOST_SUBJECTS - 1).map_or(0, |(total, _)| *total);
    let mut named = HashMap::new();
    for (total, (segment, column, ord)) in totals.into_iter().take_while(|(total, _)| *total >= least) {
        named.insert(segment.headings.text(column, ord)?.to_string(), total);
    }
    let mut counts = ranked(named);
    counts.truncate(MOST_SUBJECTS);
    Ok(counts)
}
