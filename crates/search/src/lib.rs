//! Full-text search for one library.
//!
//! One [`Index`] per library, in a directory of its own, holds what can be found and what a result
//! row shows; the database stays the truth. The caller feeds it in order with [`Index::apply`], and
//! each commit carries the position up to which the index is complete, so after a crash the caller
//! goes on from [`Index::position`]. An index that cannot be used is [`Error::Unusable`]: delete the
//! directory and [`Index::rebuild`].
//!
//! Words are folded (case, diacritics, apostrophes, hyphens) and Indonesian words also kept by their
//! root, so *menanam* finds *tanaman*; the word as typed comes first. Facet counts are exact.

mod analyser;
mod collector;
mod compile;
mod highlight;
mod isbn;
mod query;
mod results;
mod schema;
mod search;
mod segment;
mod stemmer;
mod suggest;
mod synonyms;
mod writer;

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

pub use highlight::{Terms, mark};
pub use query::{Field, Filters, Query, Sort};
pub use results::{Count, Facets, Hit, Results, Suggestion, SuggestionKind};
pub use synonyms::{Synonyms, folded};
pub use writer::Bulk;

use schema::Fields;
use segment::Segments;
use writer::Desk;

/// Blocks of stored entries kept unpacked per segment.
const KEPT_BLOCKS: usize = 4;

/// What is indexed for one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The record's id.
    pub id: u128,
    /// The title proper.
    pub title: String,
    /// The rest of the title.
    pub subtitle: String,
    /// Parallel, uniform, former titles.
    pub other_titles: Vec<String>,
    /// Names as the catalogue writes them.
    pub authors: Vec<String>,
    /// Subject headings.
    pub subjects: Vec<String>,
    /// Publisher.
    pub publisher: String,
    /// Series; searched with the titles.
    pub series: String,
    /// Summary, contents and everything else searchable, of lower weight.
    pub notes: String,
    /// ISBNs and ISSNs in any form.
    pub isbns: Vec<String>,
    /// Call number.
    pub call_number: String,
    /// Call numbers of single copies that differ from it.
    pub copy_call_numbers: Vec<String>,
    /// What the labels of its copies say.
    pub barcodes: Vec<String>,
    /// Dewey number.
    pub ddc: String,
    /// Year of publication.
    pub year: Option<i32>,
    /// ISO 639-2 code; empty for unknown.
    pub language: String,
    /// Kind of material; empty for unknown.
    pub kind: String,
    /// For whom; empty for unknown.
    pub audience: String,
    /// Dewey hundred, 0 to 9.
    pub shelf: Option<u8>,
    /// Codes of the branches where a copy is.
    pub places: Vec<String>,
    /// Whether a copy can be borrowed now.
    pub available: bool,
    /// Whether the public must not see it.
    pub hidden: bool,
    /// How often it was borrowed.
    pub loans: u64,
    /// When it came into the catalogue, in milliseconds since 1970.
    pub added: i64,
    /// Whatever the caller needs to draw a result row; given back as it is.
    pub display: String,
}

impl Entry {
    /// Eight bytes that are the same for the same entry, on whatever machine: two entries that differ share them
    /// by a chance of one in 2⁶⁴.
    pub fn mark(&self) -> u64 {
        mark_of(self)
    }
}

/// What tells a value from any other, kept in the index.
pub(crate) fn mark_of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut marking = Marking::default();
    value.hash(&mut marking);
    marking.finish()
}

/// FNV-1a, because the standard library's hasher may be another one tomorrow and these marks are kept.
struct Marking(u64);

impl Default for Marking {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Marking {
    fn write(&mut self, bytes: &[u8]) {
        self.0 =
            bytes.iter().fold(self.0, |mark, byte| (mark ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Why the index did not do what was asked. The database is untouched by any of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory holds a damaged index, one of another version, or something else.
    #[error("the search index in {} cannot be used ({reason}); nothing else is affected: delete it and rebuild", dir.display())]
    Unusable {
        /// Where it lies.
        dir: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Writing failed: the disk is full, or another process holds the index.
    #[error("the search index could not be written ({0}); searches go on with what was written before")]
    Write(String),
    /// Reading failed.
    #[error(
        "the search index could not be read ({0}); the catalogue itself is not affected: rebuild the index"
    )]
    Read(String),
}

impl Error {
    #[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
    pub(crate) fn write(error: tantivy::TantivyError) -> Error {
        Error::Write(error.to_string())
    }

    #[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
    pub(crate) fn read(error: tantivy::TantivyError) -> Error {
        Error::Read(error.to_string())
    }
}

/// The index of one library. Share it between threads behind an `Arc`.
pub struct Index {
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
    segments: Segments,
    desk: Mutex<Desk>,
    synonyms: RwLock<Arc<Synonyms>>,
}

impl Index {
    /// Opens the index in a directory, or starts an empty one there.
    ///
    /// # Errors
    /// [`Error::Unusable`] when the directory cannot be read or does not hold an index of this
    /// version.
    pub fn open(dir: &Path) -> Result<Index, Error> {
        let unusable = |reason: String| Error::Unusable { dir: dir.to_owned(), reason };
        std::fs::create_dir_all(dir).map_err(|error| unusable(error.to_string()))?;
        let fields = Fields::new();
        let open = || {
            let directory = MmapDirectory::open(dir)?;
            if tantivy::Index::exists(&directory)? {
                tantivy::Index::open(directory)
            } else {
                tantivy::Index::create(directory, fields.schema.clone(), tantivy::IndexSettings::default())
            }
        };
        let index = open().map_err(|error| unusable(error.to_string()))?;
        let meta = index.load_metas().map_err(|error| unusable(error.to_string()))?;
        let ours = match &meta.payload {
            Some(payload) => writer::read_payload(payload).is_some(),
            None => meta.segments.is_empty(),
        };
        if !ours || !segment::is_ours(&index, &fields) {
            return Err(unusable("it is of another version".to_owned()));
        }
        let missing = meta.segments.iter().flat_map(segment::files).find(|file| !dir.join(file).exists());
        if let Some(file) = missing {
            return Err(unusable(format!("{} is missing", file.display())));
        }
        Index::with(index, fields).map_err(|error| unusable(error.to_string()))
    }

    /// An empty index that lives and dies with the process.
    ///
    /// # Errors
    /// [`Error::Read`] when memory is short.
    pub fn in_memory() -> Result<Index, Error> {
        let fields = Fields::new();
        let index = tantivy::Index::create_in_ram(fields.schema.clone());
        Index::with(index, fields).map_err(Error::read)
    }

    fn with(index: tantivy::Index, fields: Fields) -> tantivy::Result<Index> {
        segment::register_tokenizers(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(KEPT_BLOCKS)
            .try_into()?;
        Ok(Index {
            fields,
            index,
            reader,
            segments: Segments::default(),
            desk: Mutex::default(),
            synonyms: RwLock::default(),
        })
    }

    /// The position up to which the index is complete; 0 when nothing was written yet.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn position(&self) -> Result<u64, Error> {
        let meta = self.index.load_metas().map_err(Error::read)?;
        Ok(meta.payload.as_deref().and_then(writer::read_payload).unwrap_or(0))
    }

    /// Lets every search from now on also look for these. They are not kept in the directory.
    pub fn know(&self, synonyms: Synonyms) {
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(synonyms);
    }

    fn synonyms(&self) -> Arc<Synonyms> {
        self.synonyms.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Number of entries, hidden ones included.
    pub fn count(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// The ids of all entries in order, each with the [`Entry::mark`] of what it says, for comparing with the
    /// database. What another process has written meanwhile is seen.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn marks(&self) -> Result<Vec<(u128, u64)>, Error> {
        self.reader.reload().map_err(Error::read)?;
        let searcher = self.reader.searcher();
        let segments = self.segments.of(&searcher).map_err(Error::read)?;
        let readers = searcher.segment_readers().iter().zip(&segments);
        let mut marks: Vec<(u128, u64)> = readers
            .flat_map(|(reader, segment)| {
                reader.doc_ids_alive().map(|doc| (segment.id(doc), segment.mark.get_val(doc)))
            })
            .collect();
        marks.sort_unstable();
        Ok(marks)
    }

    /// Reads every file through and compares its checksum. Slow: for repair, not for start-up.
    ///
    /// # Errors
    /// [`Error::Read`] naming the damaged files.
    pub fn verify(&self) -> Result<(), Error> {
        let damaged = self.index.validate_checksum().map_err(Error::read)?;
        if damaged.is_empty() { Ok(()) } else { Err(Error::Read(format!("damaged: {damaged:?}"))) }
    }
}
