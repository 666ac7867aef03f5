//! What a search needs from a segment's columns, opened once and kept while the segment lives.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::columnar::{Cardinality, Column, ColumnValues, StrColumn};
use tantivy::index::{SegmentComponent, SegmentId, SegmentMeta};
use tantivy::{Searcher, SegmentReader, TantivyError};

use crate::schema::{self, Fields};

/// Numbers for the distinct values of one facet in one segment.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub texts: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Values {
    /// Numbers are 16 bits wide: 65,535 languages, kinds or places are more than a library has;
    /// any beyond share the last number.
    fn number(&mut self, text: &str) -> u16 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u16::try_from(self.texts.len()).unwrap_or(u16::MAX);
        if number < u16::MAX {
            self.texts.push(text.to_owned());
        }
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// One class of entries: the filterable values they share, by number.
#[derive(Debug)]
pub(crate) struct Class {
    pub available: bool,
    pub hidden: bool,
    pub language: u16,
    pub kind: u16,
    pub audience: u16,
    pub shelf: Option<u8>,
    pub places: Box<[u16]>,
}

/// The subject headings of one segment by a mark that is the same in all segments, so that counts can be added
/// up without comparing texts.
#[derive(Debug, Default)]
pub(crate) struct Headings {
    /// By ordinal.
    marks: Vec<u64>,
    /// The ordinals in the order of their marks.
    by_mark: Vec<u32>,
    /// The texts asked for so far, by ordinal: a catalogue shows the same few again and again.
    texts: RwLock<HashMap<u32, Arc<str>>>,
}

impl Headings {
    fn open(column: &StrColumn) -> tantivy::Result<Headings> {
        let mut marks = Vec::with_capacity(column.num_terms());
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            // Eight bytes: two of a million headings meet with a chance of one in thirty million.
            let mut hasher = DefaultHasher::new();
            hasher.write(stream.key());
            marks.push(hasher.finish());
        }
        let mut by_mark: Vec<u32> = (0..).take(marks.len()).collect();
        by_mark.sort_unstable_by_key(|&ord| marks[ord as usize]);
        Ok(Headings { marks, by_mark, texts: RwLock::default() })
    }

    /// The mark of the heading with this ordinal.
    pub(crate) fn mark(&self, ord: u32) -> u64 {
        self.marks[ord as usize]
    }

    /// The heading with this ordinal, in the column they come from.
    pub(crate) fn text(&self, column: &StrColumn, ord: u32) -> tantivy::Result<Arc<str>> {
        if let Some(text) = self.texts.read().unwrap_or_else(PoisonError::into_inner).get(&ord) {
            return Ok(text.clone());
        }
        let mut text = String::new();
        column.ord_to_str(u64::from(ord), &mut text)?;
        let text: Arc<str> = text.into();
        self.texts.write().unwrap_or_else(PoisonError::into_inner).insert(ord, text.clone());
        Ok(text)
    }

    /// The ordinal of the heading with this mark.
    pub(crate) fn ord(&self, mark: u64) -> Option<u32> {
        let at = self.by_mark.binary_search_by_key(&mark, |&ord| self.mark(ord)).ok()?;
        Some(self.by_mark[at])
    }
}

/// The columns of one segment.
pub(crate) struct Segment {
    pub classes: Vec<Class>,
    pub languages: Values,
    pub kinds: Values,
    pub audiences: Values,
    pub places: Values,
    pub class: Arc<dyn ColumnValues<u64>>,
    pub year: Arc<dyn ColumnValues<i64>>,
    pub loans: Arc<dyn ColumnValues<u64>>,
    pub added: Arc<dyn ColumnValues<i64>>,
    pub mark: Arc<dyn ColumnValues<u64>>,
    pub title: StrColumn,
    pub subjects: Option<StrColumn>,
    pub headings: Headings,
    id_high: Arc<dyn ColumnValues<u64>>,
    id_low: Arc<dyn ColumnValues<u64>>,
}

/// The values of a column that has exactly one for every document.
fn dense<T>(name: &str, column: &Column<T>) -> tantivy::Result<Arc<dyn ColumnValues<T>>> {
    match column.index.get_cardinality() {
        Cardinality::Full => Ok(column.values.clone()),
        _ => Err(missing(name)),
    }
}

fn missing(name: &str) -> TantivyError {
    TantivyError::SchemaError(format!("the column {name} has gaps"))
}

impl Segment {
    fn open(reader: &SegmentReader) -> tantivy::Result<Segment> {
        let columns = reader.fast_fields();
        let text = |name: &str| columns.str(name)?.ok_or_else(|| missing(name));
        let class = text("class")?;
        let subjects = columns.str("subject_heading")?;
        let mut segment = Segment {
            classes: Vec::with_capacity(class.num_terms()),
            languages: Values::default(),
            kinds: Values::default(),
            audiences: Values::default(),
            places: Values::default(),
            class: dense("class", class.ords())?,
            year: dense("year", &columns.i64("year")?)?,
            loans: dense("loans", &columns.u64("loans")?)?,
            added: dense("added", &columns.i64("added")?)?,
            mark: dense("mark", &columns.u64("mark")?)?,
            title: text("title_order")?,
            headings: subjects.as_ref().map(Headings::open).transpose()?.unwrap_or_default(),
            subjects,
            id_high: dense("id_high", &columns.u64("id_high")?)?,
            id_low: dense("id_low", &columns.u64("id_low")?)?,
        };
        let mut stream = class.dictionary().stream()?;
        while stream.advance() {
            let text = String::from_utf8_lossy(stream.key());
            let class = schema::decode_class(&text).ok_or_else(|| missing("class"))?;
            segment.classes.push(Class {
                available: class.available,
                hidden: class.hidden,
                language: segment.languages.number(class.language),
                kind: segment.kinds.number(class.kind),
                audience: segment.audiences.number(class.audience),
                shelf: class.shelf,
                places: class.places.iter().map(|place| segment.places.number(place)).collect(),
            });
        }
        Ok(segment)
    }

    pub(crate) fn id(&self, doc: u32) -> u128 {
        u128::from(self.id_high.get_val(doc)) << 64 | u128::from(self.id_low.get_val(doc))
    }

    pub(crate) fn is_hidden(&self, doc: u32) -> bool {
        self.classes.get(self.class.get_val(doc) as usize).is_none_or(|class| class.hidden)
    }
}

/// The opened segments of an index by their Tantivy id.
#[derive(Default)]
pub(crate) struct Segments {
    open: Mutex<HashMap<SegmentId, Arc<Segment>>>,
}

impl Segments {
    /// The segments of a searcher, in its order. Forgets those that no longer exist.
    pub(crate) fn of(&self, searcher: &Searcher) -> tantivy::Result<Vec<Arc<Segment>>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let readers = searcher.segment_readers();
        let segments: Vec<Arc<Segment>> = readers
            .iter()
            .map(|reader| match open.get(&reader.segment_id()) {
                Some(segment) => Ok(segment.clone()),
                None => {
                    let segment = Arc::new(Segment::open(reader)?);
                    open.insert(reader.segment_id(), segment.clone());
                    Ok(segment)
                }
            })
            .collect::<tantivy::Result<_>>()?;
        if open.len() > readers.len() {
            open.retain(|id, _| readers.iter().any(|reader| reader.segment_id() == *id));
        }
        Ok(segments)
    }

    /// Lets go of everything; the next search opens what it needs.
    pub(crate) fn forget(&self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Tells Tantivy how this crate cuts text.
pub(crate) fn register_tokenizers(index: &tantivy::Index) {
    use crate::analyser::{Cut, Cutter};
    for cut in [Cut::Stemmed, Cut::Plain, Cut::Beginnings, Cut::Marks] {
        index.tokenizers().register(cut.name(), tantivy::tokenizer::TextAnalyzer::from(Cutter::new(cut)));
    }
}

/// The files a segment must have; Tantivy takes a missing one for an empty one.
pub(crate) fn files(meta: &SegmentMeta) -> impl Iterator<Item = PathBuf> + '_ {
    use SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms};
    let always = [Postings, Positions, FastFields, FieldNorms, Terms, Store];
    always.into_iter().chain(meta.has_deletes().then_some(Delete)).map(|part| meta.relative_path(part))
}

/// The schema an index on disk must have to be ours.
pub(crate) fn is_ours(index: &tantivy::Index, fields: &Fields) -> bool {
    index.schema() == fields.schema
}
