//! Writing: single changes as they come, and many at once.

use std::collections::HashSet;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tantivy::IndexWriter;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};

use crate::schema::VERSION;
use crate::{Entry, Error, Index};

/// The least Tantivy accepts; filled only as entries come.
const SMALL_HEAP: usize = 15_000_000;
/// Of all threads together; some 40,000 entries fit into it.
const LARGE_HEAP: usize = 40_000_000;
/// Segments with more than this part of deleted entries are merged.
const MOST_DELETED: f32 = 0.3;

/// The writer between changes.
#[derive(Default)]
pub(crate) struct Desk {
    writer: Option<(IndexWriter, Instant)>,
}

/// What a commit carries: the version of this crate's index, and the position.
pub(crate) fn payload(position: u64) -> String {
    format!("search {VERSION} {position}")
}

/// The position in a payload; None when another version wrote it.
pub(crate) fn read_payload(payload: &str) -> Option<u64> {
    let rest = payload.strip_prefix(&format!("search {VERSION} "))?;
    rest.parse().ok()
}

fn open_writer(index: &tantivy::Index, threads: usize, heap: usize) -> tantivy::Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread(heap)
        .num_merge_threads(1)
        .build();
    index.writer_with_options(options)
}

fn commit(writer: &mut IndexWriter, position: u64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload(position));
    prepared.commit()?;
    Ok(())
}

impl Index {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes entries (replacing those with the same id) and removes others, in one commit that
    /// carries `position`. When it returns, searches see the change.
    ///
    /// # Errors
    /// When the directory cannot be written. The change is in the index whole or not at all:
    /// [`Index::position`] tells which.
    pub fn apply(&self, upserts: &[Entry], deletes: &[u128], position: u64) -> Result<(), Error> {
        let mut desk = self.desk();
        let (mut writer, _) = match desk.writer.take() {
            Some(writer) => writer,
            None => {
                let writer = open_writer(&self.index, 1, SMALL_HEAP).map_err(Error::write)?;
                let mut policy = LogMergePolicy::default();
                policy.set_del_docs_ratio_before_merge(MOST_DELETED);
                writer.set_merge_policy(Box::new(policy));
                (writer, Instant::now())
            }
        };
        // A writer whose commit failed is dropped: its unwritten entries must not slip into the next.
        self.write(&mut writer, upserts, deletes, position).map_err(Error::write)?;
        desk.writer = Some((writer, Instant::now()));
        Ok(())
    }

    fn write(
        &self,
        writer: &mut IndexWriter,
        upserts: &[Entry],
        deletes: &[u128],
        position: u64,
    ) -> tantivy::Result<()> {
        for &id in deletes {
            writer.delete_term(self.fields.id_term(id));
        }
        for entry in upserts {
            writer.delete_term(self.fields.id_term(entry.id));
            writer.add_document(self.fields.document(entry))?;
        }
        commit(writer, position)?;
        self.reader.reload()
    }

    /// Removes every entry; the position goes back to 0.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn clear(&self) -> Result<(), Error> {
        self.rebuild()?.finish(0)
    }

    /// Lets go of the writer when nothing was written for so long, finishing merges under way and
    /// giving back its memory and threads. True when there was one to let go.
    ///
    /// # Errors
    /// When a merge under way fails; the index is as it was before the merge.
    pub fn rest(&self, idle: Duration) -> Result<bool, Error> {
        let mut desk = self.desk();
        let Some((writer, _)) = desk.writer.take_if(|(_, used)| used.elapsed() >= idle) else {
            return Ok(false);
        };
        writer.wait_merging_threads().map_err(Error::write)?;
        self.reader.reload().map_err(Error::write)?;
        self.segments.forget();
        Ok(true)
    }

    /// Starts writing many entries: several threads, larger memory. Single changes wait until it is
    /// finished or dropped; searches see what was committed.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn bulk(&self) -> Result<Bulk<'_>, Error> {
        let mut desk = self.desk();
        if let Some((writer, _)) = desk.writer.take() {
            writer.wait_merging_threads().map_err(Error::write)?;
        }
        // Whoever makes the entries needs the other cores, and fewer threads leave fewer segments to merge.
        let threads = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).clamp(1, 2));
        let writer = open_writer(&self.index, threads, LARGE_HEAP / threads).map_err(Error::write)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Bulk { index: self, writer, _desk: desk, fresh: false, uncommitted: HashSet::new() })
    }

    /// Starts writing everything anew. The old entries stay searchable until the first commit.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn rebuild(&self) -> Result<Bulk<'_>, Error> {
        let mut bulk = self.bulk()?;
        bulk.writer.delete_all_documents().map_err(Error::write)?;
        bulk.fresh = true;
        Ok(bulk)
    }
}

/// Many entries on their way into the index. Dropped without [`Bulk::finish`], what was not
/// committed is not written.
pub struct Bulk<'a> {
    index: &'a Index,
    writer: IndexWriter,
    _desk: MutexGuard<'a, Desk>,
    /// Nothing to replace: each id comes once.
    fresh: bool,
    /// The ids put since the last commit. Tantivy holds kilobytes for a deletion until the commit, so only what
    /// is there is deleted.
    uncommitted: HashSet<u128>,
}

impl Bulk<'_> {
    /// Takes an entry, replacing one with the same id (in a rebuild every id must come once only).
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn put(&mut self, entry: &Entry) -> Result<(), Error> {
        if !self.fresh && self.has(entry.id)? {
            self.writer.delete_term(self.index.fields.id_term(entry.id));
        }
        self.writer.add_document(self.index.fields.document(entry)).map_err(Error::write)?;
        Ok(())
    }

    /// Whether there may be an entry with this id; from now on there is.
    fn has(&mut self, id: u128) -> Result<bool, Error> {
        let committed = self.index.reader.searcher().doc_freq(&self.index.fields.id_term(id));
        Ok(!self.uncommitted.insert(id) || committed.map_err(Error::read)? > 0)
    }

    /// Makes everything so far durable and searchable, as complete up to `position`.
    ///
    /// # Errors
    /// When the directory cannot be written; what was committed before stays.
    pub fn commit(&mut self, position: u64) -> Result<(), Error> {
        commit(&mut self.writer, position).map_err(Error::write)?;
        self.uncommitted.clear();
        self.index.reader.reload().map_err(Error::write)
    }

    /// Commits, and merges all into one segment, which searches fastest: a tenth sooner than two.
    ///
    /// # Errors
    /// When the directory cannot be written; what was committed before stays.
    pub fn finish(mut self, position: u64) -> Result<(), Error> {
        self.commit(position)?;
        let segments = self.index.index.searchable_segment_ids().map_err(Error::write)?;
        if segments.len() > 1 {
            self.writer.merge(&segments).wait().map_err(Error::write)?;
        }
        self.index.reader.reload().map_err(Error::write)?;
        // Only now nobody reads the files of what was merged.
        self.writer.garbage_collect_files().wait().map_err(Error::write)?;
        self.writer.wait_merging_threads().map_err(Error::write)
    }
}
