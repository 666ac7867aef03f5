//! The SQLite engine: one connection writes, for one at a time or for all who wait at once; a few threads own
//! read-only connections.

use std::{
    fs,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, Select, TryRecvError};
use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    ffi,
    types::{ToSqlOutput, Value as Owned, ValueRef},
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::block_in_place,
};

use crate::{
    Error, FromRow, FromValue, Result, Row, Sql, Tx, Value,
    lane::{Lane, Work},
    migrate::TAKEN,
    row::{Cells, plan},
    tx::Engine,
};

/// Older versions can reset a write-ahead log that is still needed.
const LEAST_VERSION: i32 = 3_051_003;
/// How many closures one COMMIT may carry.
const GROUP: usize = 256;
const STATEMENTS: usize = 512;
/// How long the writer waits for those it has just answered to come back: about as long as an answer takes to whoever
/// waits for it, and their next command to return.
const LINGER: Duration = Duration::from_micros(100);
/// What holds a thread up no longer than a page does.
const BRISK: Duration = Duration::from_millis(1);
/// How often a disk that was full is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How much must fit on it again: some hundred checkouts with the log beside them.
const ROOM: usize = 1 << 20;

/// What the writer has learnt of its disk.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    pub(crate) full: AtomicBool,
    pub(crate) failed: AtomicBool,
    /// How many transactions it has taken.
    pub(crate) commits: AtomicU64,
}

fn open(path: &Path, flags: OpenFlags, cache_kib: u32) -> Result<Connection> {
    if rusqlite::version_number() < LEAST_VERSION {
        return Err(Error::engine(format!("SQLite {} is too old", rusqlite::version())));
    }
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
    connection
        .execute_batch(&format!(
            "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{cache_kib};"
        ))
        .map_err(error)?;
    // Otherwise this SQLite looks at bound values when it plans, and parses a statement anew for each.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Opens the writing connection, creating the file where there is none.
pub(crate) fn open_writer(path: &Path) -> Result<Connection> {
    let connection =
        open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, 16 * 1024)?;
    // What is deleted is overwritten: a forgotten person is not to be read out of free pages.
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
        .map_err(error)?;
    Ok(connection)
}

/// Writes the log of the file at `path` back into it and empties it, once no reader needs it any more.
pub(crate) fn empty_log(path: &Path) -> Result<()> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, 1024)?;
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        .map(drop)
        .map_err(error)
}

/// Opens a connection to a single file of its own, without a log beside it: a backup being made.
pub(crate) fn open_file(path: &Path) -> Result<Connection> {
    let connection =
        open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, 16 * 1024)?;
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;").map_err(error)?;
    Ok(connection)
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, 4 * 1024)?;
    connection.execute_batch("PRAGMA query_only = ON;").map_err(error)?;
    Ok(connection)
}

/// The writing connection. Whoever holds the seat writes for all who wait.
pub(crate) struct Writer {
    seat: Mutex<Connection>,
    waiting: Receiver<Box<dyn Work>>,
    disk: Arc<Disk>,
    /// How many the last COMMIT was for: about as many will come again.
    company: AtomicUsize,
    /// Whether it was over in less than [`BRISK`].
    brisk: AtomicBool,
}

impl Writer {
    /// Does `work` on the thread that asks, where nobody else writes or waits or did so a moment ago: who is alone
    /// does not pay for waking another thread and being woken by it. Gives the work back otherwise.
    pub(crate) fn lead(&self, work: Box<dyn Work>) -> Option<Box<dyn Work>> {
        let alone = self.company.load(Ordering::Relaxed) <= 1 && self.waiting.is_empty();
        if !alone || self.disk.full.load(Ordering::Acquire) || alone_on_runtime() {
            return Some(work);
        }
        let Ok(connection) = self.seat.try_lock() else { return Some(work) };
        if self.brisk.load(Ordering::Relaxed) {
            self.write(&connection, work);
        } else {
            // What else the thread had to do goes on elsewhere.
            block_in_place(|| self.write(&connection, work));
        }
        None
    }

    fn write(&self, connection: &Connection, first: Box<dyn Work>) {
        let begun = Instant::now();
        let company = write_group(connection, first, &self.waiting, &self.disk);
        self.company.store(company, Ordering::Relaxed);
        self.brisk.store(begun.elapsed() < BRISK, Ordering::Relaxed);
    }

    /// Writes for those who wait, until nobody can come any more.
    fn serve(&self, trial: &Path) {
        loop {
            // Nothing is taken out of the lane before the seat is: what waits there keeps others from leading.
            if !self.wait() {
                self.disk.full.store(!has_room(trial), Ordering::Release);
                continue;
            }
            let connection = self.seat.lock().unwrap_or_else(PoisonError::into_inner);
            self.gather();
            match self.waiting.try_recv() {
                Ok(first) => self.write(&connection, first),
                // Whoever led has taken it along.
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    /// Waits a moment for as many as last time: one COMMIT for all of them costs little more than one for the first.
    fn gather(&self) {
        let (since, company) = (Instant::now(), self.company.load(Ordering::Relaxed));
        while self.waiting.len() < company && since.elapsed() < LINGER {
            thread::yield_now();
        }
    }

    /// Sleeps until somebody comes; false when it is time to look at a full disk again.
    fn wait(&self) -> bool {
        let mut lane = Select::new();
        lane.recv(&self.waiting);
        if self.disk.full.load(Ordering::Acquire) {
            return lane.ready_timeout(LOOK_AGAIN).is_ok();
        }
        lane.ready();
        true
    }
}

/// Whether nothing else could go on while this thread is held up.
fn alone_on_runtime() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::CurrentThread)
}

/// Starts the writer on `connection` to the file at `path`.
pub(crate) fn start_writer(
    connection: Connection,
    path: &Path,
    queue: usize,
    disk: Arc<Disk>,
) -> Result<Lane> {
    let (lane, waiting) = Lane::new(queue);
    let writer = Arc::new(Writer {
        seat: Mutex::new(connection),
        waiting,
        disk,
        company: AtomicUsize::new(0),
        brisk: AtomicBool::new(false),
    });
    let (own, trial) = (writer.clone(), path.with_extension("room"));
    thread::Builder::new()
        .name("store-writer".into())
        .spawn(move || own.serve(&trial))
        .map_err(Error::engine)?;
    Ok(lane.led_by(writer))
}

/// Whether the disk takes [`ROOM`] bytes, at `trial`, where they do not stay.
fn has_room(trial: &Path) -> bool {
    let took = fs::write(trial, vec![0; ROOM]);
    // What was cut short is there too.
    let _ = fs::remove_file(trial);
    took.is_ok()
}

/// Starts a reader for each connection, all on one lane.
pub(crate) fn start_readers(connections: Vec<Connection>, queue: usize) -> Result<Lane> {
    let (lane, waiting) = Lane::new(queue);
    for connection in connections {
        let waiting: Receiver<Box<dyn Work>> = waiting.clone();
        thread::Builder::new()
            .name("store-reader".into())
            .spawn(move || {
                while let Ok(work) = waiting.recv() {
                    read_one(&connection, work);
                }
            })
            .map_err(Error::engine)?;
    }
    Ok(lane)
}

fn read_one(connection: &Connection, mut work: Box<dyn Work>) {
    let end = plain(connection, "BEGIN").and_then(|()| {
        let outcome = work.run(&mut Tx::new(Engine::Sqlite(connection)));
        let closed = plain(connection, "ROLLBACK");
        outcome.and(closed)
    });
    work.answer(end);
}

/// A work with how it ended.
type Ended = (Box<dyn Work>, Result<()>);

/// Group commit: whatever waits goes into one transaction; one COMMIT makes it durable; only then is anybody
/// answered. A failed COMMIT acknowledges nobody.
///
/// Nearly every work succeeds, or says no before it has written: so none has a savepoint at first, which costs
/// a copy of each page it changes. When one fails that may have written, everybody begins again in savepoints.
///
/// Gives how many there were.
fn write_group(
    connection: &Connection,
    first: Box<dyn Work>,
    waiting: &Receiver<Box<dyn Work>>,
    disk: &Disk,
) -> usize {
    let begun = if disk.failed.load(Ordering::Acquire) {
        Err(Error::Stopped)
    } else {
        plain(connection, "BEGIN IMMEDIATE")
    };
    if let Err(refused) = begun {
        first.answer(Err(refused));
        return 1;
    }
    let untouched = connection.total_changes();
    let mut group: Vec<Ended> = Vec::new();
    let mut next = Some(first);
    while let Some(mut work) = next {
        let before = connection.total_changes();
        let outcome = work.run(&mut Tx::new(Engine::Sqlite(connection)));
        let clean = match &outcome {
            Ok(()) => true,
            Err(Error::Refused(_)) => connection.total_changes() == before,
            Err(_) => false,
        };
        group.push((work, outcome));
        if !clean {
            if let Err(cause) = begin_again(connection, &mut group) {
                if !connection.is_autocommit() {
                    let _ = plain(connection, "ROLLBACK");
                }
                answer_lost(group, disk, &cause);
                return 1;
            }
            break;
        }
        next = if group.len() < GROUP { waiting.try_recv().ok() } else { None };
    }
    let company = group.len();
    match commit(connection) {
        Ok(()) => {
            // A transaction that wrote nothing says nothing of the disk.
            if connection.total_changes() != untouched {
                disk.full.store(false, Ordering::Release);
                disk.commits.fetch_add(1, Ordering::Release);
            }
            for (work, outcome) in group {
                work.answer(outcome);
            }
        }
        Err(failure) => {
            let _ = plain(connection, "ROLLBACK");
            answer_lost(group, disk, &failure);
        }
    }
    company
}

/// Undoes what `group` did and does it again, each work in a savepoint of its own. One that failed alone has
/// had its answer.
///
/// # Errors
/// Why the engine gave the whole transaction up (disk full, I/O error): nobody's changes stand.
fn begin_again(connection: &Connection, group: &mut [Ended]) -> Result<()> {
    let lost = |outcome: &Result<()>| outcome.as_ref().err().cloned().unwrap_or(Error::Stopped);
    if connection.is_autocommit() {
        return Err(group.last().map_or(Error::Stopped, |(_, outcome)| lost(outcome)));
    }
    plain(connection, "ROLLBACK")?;
    plain(connection, "BEGIN IMMEDIATE")?;
    if group.len() == 1 {
        return Ok(());
    }
    for (work, outcome) in group {
        plain(connection, "SAVEPOINT work")?;
        *outcome = work.run(&mut Tx::new(Engine::Sqlite(connection)));
        if connection.is_autocommit() {
            return Err(lost(outcome));
        }
        if outcome.is_err() {
            plain(connection, "ROLLBACK TO work")?;
        }
        plain(connection, "RELEASE work")?;
    }
    Ok(())
}

fn answer_lost(group: Vec<(Box<dyn Work>, Result<()>)>, disk: &Disk, cause: &Error) {
    match cause {
        Error::Full => disk.full.store(true, Ordering::Release),
        // After a failed fsync nobody knows what the disk kept; trying again could lie (never retry an fsync).
        Error::Stopped => disk.failed.store(true, Ordering::Release),
        _ => {}
    }
    tracing::error!(error = %cause, works = group.len(), "a transaction was lost; nobody was told otherwise");
    for (work, outcome) in group {
        work.answer(Err(outcome.err().unwrap_or_else(|| cause.clone())));
    }
}

fn commit(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("COMMIT")
        .and_then(|mut statement| statement.execute([]))
        .map(drop)
        .map_err(error)
}

pub(crate) fn plain(connection: &Connection, sql: &'static str) -> Result<()> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(drop).map_err(error)
}

pub(crate) fn exec(connection: &Connection, sql: &'static Sql, values: &[Value<'_>]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql.text()).map_err(|e| told(e, sql))?;
    let touched = statement.execute(rusqlite::params_from_iter(values)).map_err(|e| told(e, sql))?;
    Ok(touched as u64)
}

pub(crate) fn each<T: FromRow>(
    connection: &Connection,
    sql: &'static Sql,
    values: &[Value<'_>],
    take: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql.text()).map_err(|e| told(e, sql))?;
    let plan = plan::<T, _>(sql, || statement.column_names())?;
    let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| told(e, sql))?;
    while let Some(row) = rows.next().map_err(|e| told(e, sql))? {
        take(T::from_row(&Row { cells: Cells::Sqlite(row), plan: &plan })?)?;
    }
    Ok(())
}

pub(crate) fn first<T: FromRow>(
    connection: &Connection,
    sql: &'static Sql,
    values: &[Value<'_>],
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql.text()).map_err(|e| told(e, sql))?;
    let plan = plan::<T, _>(sql, || statement.column_names())?;
    let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| told(e, sql))?;
    let first = match rows.next().map_err(|e| told(e, sql))? {
        Some(row) => Some(T::from_row(&Row { cells: Cells::Sqlite(row), plan: &plan })?),
        None => None,
    };
    // An INSERT … RETURNING only keeps its row when it has run to its end.
    while rows.next().map_err(|e| told(e, sql))?.is_some() {}
    Ok(first)
}

/// Runs a text put together by [`crate::copy`], giving every row as it comes.
pub(crate) fn dynamic(
    connection: &Connection,
    sql: &str,
    take: &mut dyn FnMut(Vec<Value<'static>>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare(sql).map_err(error)?;
    let columns = statement.column_count();
    let mut rows = statement.query([]).map_err(error)?;
    while let Some(row) = rows.next().map_err(error)? {
        take((0..columns).map(|column| Value::from_value(cell(row, column)?)).collect::<Result<_>>()?)?;
    }
    Ok(())
}

/// Runs a text put together by [`crate::copy`] that gives no rows.
pub(crate) fn dynamic_exec(connection: &Connection, sql: &str, values: &[Value<'_>]) -> Result<()> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    statement.execute(rusqlite::params_from_iter(values)).map(drop).map_err(error)
}

pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Value<'r>> {
    Ok(match row.get_ref(column).map_err(error)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => {
            Value::Text(std::str::from_utf8(text).map_err(|e| Error::Shape(e.to_string()))?.into())
        }
        ValueRef::Blob(bytes) => Value::Blob(bytes.into()),
    })
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Owned::Null),
            Self::Int(number) => ToSqlOutput::Owned(Owned::Integer(*number)),
            Self::Bool(flag) => ToSqlOutput::Owned(Owned::Integer(i64::from(*flag))),
            Self::Real(number) => ToSqlOutput::Owned(Owned::Real(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Uuid(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

fn told(e: rusqlite::Error, sql: &Sql) -> Error {
    match error(e) {
        Error::Engine(message) => Error::engine(format!("{message} (at {})", sql.place())),
        other => other,
    }
}

pub(crate) fn error(e: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &e else { return Error::engine(e) };
    let message = message.as_deref().unwrap_or_default();
    let is_taken = message.starts_with(TAKEN);
    match (failure.extended_code, failure.extended_code & 0xff) {
        (_, ffi::SQLITE_CONSTRAINT) if is_taken => {
            // "UNIQUE constraint failed: loan.copy_id"
            let table = message.rsplit(": ").next().and_then(|columns| columns.split('.').next());
            Error::Unique { table: table.unwrap_or_default().to_owned() }
        }
        (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, _) => Error::Reference(message.into()),
        (_, ffi::SQLITE_CONSTRAINT) => Error::Check(message.into()),
        (_, ffi::SQLITE_FULL) => Error::Full,
        // A write cut short by a full disk can also surface as an I/O error on the log.
        (ffi::SQLITE_IOERR_WRITE, _) => Error::Full,
        (_, ffi::SQLITE_IOERR) => Error::Stopped,
        (_, ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED) => Error::Contention,
        _ => Error::engine(e),
    }
}
