//! The search index of this node: a replica of what people look for, fed in order from the outbox.

mod compare;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use kernel::{Id, Timestamp};
use platform::{
    events::{self, Event, Posted},
    library::BranchRenamed,
};
use store::{FromRow, Json, Result, Store, Tx, ids, many::Ids, sql, vals};
use tokio::sync::watch;

use crate::{
    display::Display,
    events::RecordChanged,
    model::{Record, Status},
    record::Drawn,
    synonyms::{self, SynonymsChanged},
};

pub use compare::{Difference, behind, check};

/// How long a page waits for the index to know what was saved before it (circulation.md 48).
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the outbox is looked at when nobody asks.
const LOOK: Duration = Duration::from_millis(500);
/// How many records an import may have in the index without a commit.
const HELD: usize = 100_000;
/// How often it is looked at while an import writes.
const GLANCE: Duration = Duration::from_millis(20);
/// After so long without a change the writer's memory is given back.
const REST: Duration = Duration::from_secs(30);
/// How many events are looked at in one go.
const EVENTS: i64 = 256;
/// How many records one commit of the index takes, about.
const RECORDS: usize = 2_000;
/// How many records a rebuild reads at once.
const CHUNK: i64 = 1_000;

/// The index of this node with the number of the last event it knows.
pub struct Index {
    index: search::Index,
    position: watch::Sender<i64>,
    wake: SyncSender<()>,
    woken: std::sync::Mutex<Receiver<()>>,
    /// Whether the search knows the library's synonyms, which are not kept in the index.
    taught: AtomicBool,
    patience: Duration,
}

impl Deref for Index {
    type Target = search::Index;

    fn deref(&self) -> &search::Index {
        &self.index
    }
}

impl Index {
    /// Opens the index in `dir`. One that cannot be used is thrown away and begun anew: the database has
    /// everything in it.
    ///
    /// # Errors
    /// What the index says when even that fails.
    pub fn open(dir: &Path) -> Result<Self, search::Error> {
        let index = search::Index::open(dir).or_else(|error| {
            tracing::warn!(%error, "the search index is begun anew");
            // Only what an index has written is in this folder.
            let _ = std::fs::remove_dir_all(dir);
            search::Index::open(dir)
        })?;
        Self::over(index)
    }

    /// An index that lives and dies with the process.
    ///
    /// # Errors
    /// When memory is short.
    pub fn in_memory() -> Result<Self, search::Error> {
        Self::over(search::Index::in_memory()?)
    }

    fn over(index: search::Index) -> Result<Self, search::Error> {
        let position = i64::try_from(index.position()?).unwrap_or(0);
        let (wake, woken) = sync_channel(1);
        Ok(Self {
            index,
            position: watch::Sender::new(position),
            wake,
            woken: woken.into(),
            taught: AtomicBool::new(false),
            patience: PATIENCE,
        })
    }

    /// Lets pages wait so long instead of half a second, where what they say counts for more than how soon.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Waits, but not long, until the index knows event number `seq`; whether it does.
    pub async fn caught_up(&self, seq: i64) -> bool {
        let mut position = self.position.subscribe();
        if *position.borrow_and_update() >= seq {
            return true;
        }
        // One call waiting to be heard is enough.
        let _ = self.wake.try_send(());
        tokio::time::timeout(self.patience, position.wait_for(|known| *known >= seq))
            .await
            .is_ok_and(|known| known.is_ok())
    }

    /// Follows the outbox of `store` on a thread of its own until the handle is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn follow(self: &Arc<Self>, store: Store) -> std::io::Result<Following> {
        let stop = Arc::new(AtomicBool::new(false));
        let (index, stopped) = (self.clone(), stop.clone());
        let thread =
            thread::Builder::new().name("index".into()).spawn(move || index.run(&store, &stopped))?;
        Ok(Following { stop, index: self.clone(), thread: Some(thread) })
    }

    fn run(&self, store: &Store, stop: &AtomicBool) {
        let woken = self.woken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while !stop.load(Ordering::Acquire) {
            if let Err(error) = self.catch_up(store) {
                tracing::error!(error, "the search index could not follow; it tries again");
            }
            match woken.recv_timeout(LOOK) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(error) = self.index.rest(REST) {
                        tracing::warn!(%error, "the search index could not be tidied up");
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Takes in everything the outbox has now; an index that is ahead of its database, which was then restored
    /// from a backup, is made anew.
    ///
    /// # Errors
    /// What went wrong, as words for the log.
    pub fn catch_up(&self, store: &Store) -> Result<(), String> {
        let latest = store.read_blocking(events::latest).map_err(|e| e.to_string())?;
        if *self.position.borrow() > latest {
            self.taught.store(false, Ordering::Release);
            reindex(store, self, &mut |_| {})?;
        }
        if !self.taught.load(Ordering::Acquire) {
            self.know(store.read_blocking(synonyms::for_search).map_err(|e| e.to_string())?);
            self.taught.store(true, Ordering::Release);
        }
        while self.step(store)? {}
        Ok(())
    }

    /// Takes in what an import writes while it writes, until `ended`; then merges all into one, which searches
    /// fastest. What was not taken in when it was killed, [`Index::catch_up`] takes in.
    ///
    /// # Errors
    /// What went wrong, as words for the log.
    pub fn keep_up(&self, store: &Store, ended: &AtomicBool) -> Result<(), String> {
        self.catch_up(store)?;
        let from = *self.position.borrow();
        let mut position = from;
        let mut bulk = self.index.bulk().map_err(|e| e.to_string())?;
        let (mut held, mut gone) = (0, Vec::new());
        loop {
            // Asked before looking, so that the last look sees everything.
            let last = ended.load(Ordering::Acquire);
            let News { to, entries, gone: missing, synonyms } =
                store.read_blocking(move |tx| news(tx, position)).map_err(|e| e.to_string())?;
            synonyms.into_iter().for_each(|synonyms| self.know(synonyms));
            gone.extend(missing);
            for entry in &entries {
                bulk.put(entry).map_err(|e| e.to_string())?;
            }
            held += entries.len();
            if held >= HELD {
                bulk.commit(to.unsigned_abs()).map_err(|e| e.to_string())?;
                held = 0;
            }
            match (to == position, last) {
                (true, true) => break,
                (true, false) => thread::sleep(GLANCE),
                (false, _) => position = to,
            }
        }
        if position > from {
            bulk.finish(position.unsigned_abs()).map_err(|e| e.to_string())?;
            if !gone.is_empty() {
                self.index.apply(&[], &gone, position.unsigned_abs()).map_err(|e| e.to_string())?;
            }
            self.position.send_replace(position);
        }
        Ok(())
    }

    /// Takes in some events; whether there may be more.
    fn step(&self, store: &Store) -> Result<bool, String> {
        let from = *self.position.borrow();
        let News { to, entries, gone, synonyms } =
            store.read_blocking(move |tx| news(tx, from)).map_err(|e| e.to_string())?;
        synonyms.into_iter().for_each(|synonyms| self.know(synonyms));
        if to == from {
            return Ok(false);
        }
        if !entries.is_empty() || !gone.is_empty() {
            self.index.apply(&entries, &gone, to.unsigned_abs()).map_err(|e| e.to_string())?;
        }
        self.position.send_replace(to);
        Ok(true)
    }
}

/// The thread that follows the outbox; it ends when this is dropped.
pub struct Following {
    stop: Arc<AtomicBool>,
    index: Arc<Index>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        let _ = self.index.wake.try_send(());
        if let Some(thread) = self.thread.take() {
            // A panic in it was logged when it happened.
            let _ = thread.join();
        }
    }
}

/// What changed.
#[derive(Default)]
struct News {
    /// The number of the last event looked at.
    to: i64,
    /// Records as they are now.
    entries: Vec<search::Entry>,
    /// Records that are no more.
    gone: Vec<u128>,
    /// All of them, when one changed.
    synonyms: Option<search::Synonyms>,
}

const THESE: Ids = ids!("SELECT * FROM record_indexed WHERE id IN ", 1);
const THEIR_COPIES: Ids = ids!("SELECT * FROM copy_indexed WHERE record IN ", 1, " ORDER BY barcode");

/// What changed after event `from`.
fn news(tx: &mut Tx<'_>, from: i64) -> Result<News> {
    let (mut to, mut records, mut reworded) = (from, BTreeSet::new(), false);
    for event in events::after(tx, from, EVENTS)? {
        if records.len() >= RECORDS {
            break;
        }
        to = event.seq;
        records.extend(concerned(tx, &event)?);
        reworded |= event.kind == SynonymsChanged::KIND;
    }
    let mut records: Vec<Id<Record>> = records.into_iter().collect();
    let facts: Vec<Facts> = tx.all_ids(&THESE, vals![], &records)?;
    let mut copies: BTreeMap<Id<Record>, Vec<CopyFacts>> = BTreeMap::new();
    for copy in tx.all_ids::<_, CopyFacts>(&THEIR_COPIES, vals![], &records)? {
        copies.entry(copy.record).or_default().push(copy);
    }
    let entries: Vec<search::Entry> =
        facts.iter().map(|facts| entry(facts, copies.get(&facts.id).map_or(&[], Vec::as_slice))).collect();
    let kept: BTreeSet<Id<Record>> = facts.iter().map(|facts| facts.id).collect();
    records.retain(|record| !kept.contains(record));
    let gone = records.into_iter().map(|record| record.uuid().as_u128()).collect();
    let synonyms = if reworded { Some(synonyms::for_search(tx)?) } else { None };
    Ok(News { to, entries, gone, synonyms })
}

/// The records whose entry an event makes another one.
fn concerned(tx: &mut Tx<'_>, event: &Posted) -> Result<Vec<Id<Record>>> {
    if let Some(changed) = event.read::<RecordChanged>()? {
        return Ok(changed.records);
    }
    // An entry says where its copies are.
    let Some(renamed) = event.read::<BranchRenamed>()? else { return Ok(Vec::new()) };
    let held: Vec<(Id<Record>,)> =
        tx.all(sql!("SELECT DISTINCT record FROM copy WHERE branch = ?1"), vals![renamed.branch])?;
    Ok(held.into_iter().map(|(record,)| record).collect())
}

/// The records of which the index is yet to hear: what became of them after event `from`.
fn pending(tx: &mut Tx<'_>, mut from: i64) -> Result<BTreeSet<Id<Record>>> {
    let mut records = BTreeSet::new();
    loop {
        let events = events::after(tx, from, EVENTS)?;
        let Some(last) = events.last() else { return Ok(records) };
        from = last.seq;
        for event in &events {
            records.extend(concerned(tx, event)?);
        }
    }
}

/// What the index keeps of a record.
#[derive(FromRow)]
struct Facts {
    id: Id<Record>,
    number: i64,
    drawn: Json<Drawn>,
    hidden: bool,
    created_at: Timestamp,
    /// The file of its cover for lists.
    cover: Option<String>,
}

/// What it keeps of each of its copies.
#[derive(FromRow)]
pub(crate) struct CopyFacts {
    pub(crate) record: Id<Record>,
    pub(crate) barcode: String,
    /// Its own; empty where it has the record's.
    pub(crate) call_number: String,
    pub(crate) branch: String,
    pub(crate) branch_name: String,
    pub(crate) shelf: String,
    pub(crate) status: Status,
    pub(crate) lendable: bool,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) loans: i64,
}

impl CopyFacts {
    pub(crate) fn is_free(&self) -> bool {
        self.status == Status::Available && self.lendable && self.due_at.is_none()
    }
}

fn entry(facts: &Facts, copies: &[CopyFacts]) -> search::Entry {
    let Json(drawn) = &facts.drawn;
    let held: Vec<&CopyFacts> = copies.iter().filter(|copy| copy.status != Status::Withdrawn).collect();
    let places: BTreeSet<&str> = held.iter().map(|copy| copy.branch.as_str()).collect();
    let own = held.iter().map(|copy| copy.call_number.as_str());
    let call_numbers: BTreeSet<&str> =
        own.filter(|own| !own.is_empty() && *own != drawn.call_number).collect();
    let words = [&drawn.responsibility, &drawn.summary, &drawn.contents];
    let row = Display::of(facts.number, drawn, facts.hidden, &held);
    let notes = words.into_iter().chain(&drawn.notes).map(String::as_str).collect::<Vec<_>>().join("\n");
    search::Entry {
        id: facts.id.uuid().as_u128(),
        title: drawn.title.clone(),
        subtitle: drawn.subtitle.clone(),
        other_titles: drawn.other_titles.clone(),
        authors: drawn.authors.iter().map(|author| author.name.clone()).collect(),
        subjects: drawn.subjects.clone(),
        publisher: drawn.publisher.clone(),
        series: drawn.series.join(" "),
        notes,
        isbns: drawn.isbns.iter().chain(&drawn.issns).cloned().collect(),
        call_number: drawn.call_number.clone(),
        copy_call_numbers: call_numbers.into_iter().map(str::to_owned).collect(),
        barcodes: held.iter().map(|copy| copy.barcode.clone()).collect(),
        ddc: drawn.ddc.clone(),
        year: drawn.year,
        language: drawn.language.clone(),
        kind: drawn.form.as_str().to_owned(),
        audience: drawn.audience.map(|audience| audience.as_str().to_owned()).unwrap_or_default(),
        shelf: drawn.ddc_class(),
        places: places.into_iter().map(str::to_owned).collect(),
        available: held.iter().any(|copy| copy.is_free()),
        hidden: facts.hidden,
        loans: copies.iter().map(|copy| copy.loans.unsigned_abs()).sum(),
        added: facts.created_at.as_millisecond(),
        display: Display { cover: facts.cover.clone().unwrap_or_default(), ..row }.to_text(),
    }
}

/// Makes the index anew from the database; `progress` hears how many records are in. What changes meanwhile is
/// taken in afterwards, because the position is that of the beginning.
///
/// # Errors
/// What went wrong, as words for people; the old index then stays.
pub fn reindex(store: &Store, index: &Index, progress: &mut dyn FnMut(u64)) -> Result<(), String> {
    let position = store.read_blocking(events::latest).map_err(|e| e.to_string())?;
    let mut bulk = index.rebuild().map_err(|e| e.to_string())?;
    let (mut after, mut count) = (0, 0);
    loop {
        let (last, entries) = store.read_blocking(move |tx| chunk(tx, after)).map_err(|e| e.to_string())?;
        if entries.is_empty() {
            break;
        }
        after = last;
        count += entries.len() as u64;
        for (_, entry) in &entries {
            bulk.put(entry).map_err(|e| e.to_string())?;
        }
        progress(count);
    }
    bulk.finish(position.unsigned_abs()).map_err(|e| e.to_string())?;
    index.position.send_replace(position);
    Ok(())
}

/// What some records after number `after` are to say, each with its number, and the number of the last.
fn chunk(tx: &mut Tx<'_>, after: i64) -> Result<(i64, Vec<(i64, search::Entry)>)> {
    let facts: Vec<Facts> = tx.all(
        sql!("SELECT * FROM record_indexed WHERE number > ?1 ORDER BY number LIMIT ?2"),
        vals![after, CHUNK],
    )?;
    let last = facts.last().map_or(after, |facts| facts.number);
    let copies: Vec<CopyFacts> = tx.all(
        sql!("SELECT * FROM copy_indexed WHERE number > ?1 AND number <= ?2 ORDER BY number, barcode"),
        vals![after, last],
    )?;
    let mut copies = copies.as_slice();
    let entries = facts.iter().map(|facts| {
        let own = copies.iter().take_while(|copy| copy.record == facts.id).count();
        let (own, others) = copies.split_at(own);
        copies = others;
        (facts.number, entry(facts, own))
    });
    Ok((last, entries.collect()))
}
