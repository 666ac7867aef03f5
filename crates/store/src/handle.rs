use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use crate::{
    Error, Migration, Result, Sql, Tx, copy,
    lane::Lane,
    postgres::{self, Address, Mode},
    sqlite::{self, Disk},
    tx::Engine,
};

/// Where a library's database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A schema of a PostgreSQL database.
    Postgres {
        /// `postgres://user@host/database`
        url: String,
        /// The schema that is the library.
        schema: String,
    },
}

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections for reading (and, on PostgreSQL, as many again for writing).
    pub readers: usize,
    /// How many requests may wait before the next is told [`Error::Busy`].
    pub queue: usize,
    /// Open for reading only, beside a running program.
    pub read_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 4, queue: 1024, read_only: false }
    }
}

/// How writing fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// As it should.
    Good,
    /// The disk is full; the store recovers by itself once there is room.
    Full,
    /// The disk failed; writing has stopped until the program is restarted.
    Stopped,
}

/// A library's database, shared by everything in the program; cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    location: Location,
    reading: Lane,
    writing: Option<Lane>,
    disk: Arc<Disk>,
    /// Held as long as the store lives, so that a second program finds the folder taken.
    _held: Option<File>,
}

impl Store {
    /// Opens the database, creating the file or the schema where there is none. Nothing is migrated.
    ///
    /// # Errors
    /// [`Error::InUse`] when another program writes to the file; what the engine says otherwise.
    pub fn open(location: Location, options: Options) -> Result<Self> {
        let disk = Arc::new(Disk::default());
        let inner = match &location {
            Location::File(path) => {
                let (held, writing) = if options.read_only {
                    (None, None)
                } else {
                    let held = hold(path)?;
                    let writer = sqlite::open_writer(path)?;
                    (Some(held), Some(sqlite::start_writer(writer, path, options.queue, disk.clone())?))
                };
                let readers =
                    (0..options.readers).map(|_| sqlite::open_reader(path)).collect::<Result<_>>()?;
                let reading = sqlite::start_readers(readers, options.queue)?;
                Inner { location, reading, writing, disk, _held: held }
            }
            Location::Postgres { url, schema } => {
                let address = Address { url: url.clone(), schema: schema.clone() };
                if !options.read_only {
                    postgres::Connection::open(&address)?
                        .batch(&format!("CREATE SCHEMA IF NOT EXISTS {}", postgres::quoted(schema)))?;
                }
                let start = |mode| postgres::start(&address, mode, options.readers, options.queue, &disk);
                let reading = start(Mode::Read)?;
                let writing = if options.read_only { None } else { Some(start(Mode::Write)?) };
                Inner { location, reading, writing, disk, _held: None }
            }
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Whether a library stands at `location`; nothing is made there.
    ///
    /// # Errors
    /// What the engine says.
    pub fn stands(location: &Location) -> Result<bool> {
        match location {
            Location::File(path) if !path.exists() => Ok(false),
            Location::File(path) => copy::stands(&mut Tx::new(Engine::Sqlite(&sqlite::open_reader(path)?))),
            Location::Postgres { url, schema } => {
                let address = Address { url: url.clone(), schema: schema.clone() };
                copy::stands(&mut Tx::new(Engine::Postgres(&mut postgres::Connection::open(&address)?)))
            }
        }
    }

    /// Deletes the SQLite database at `path`, with its log.
    ///
    /// # Errors
    /// [`Error::InUse`] when another program writes to it; what the system says.
    pub fn erase(path: &Path) -> Result<()> {
        let _held = hold(path)?;
        for name in ["db", "db-wal", "db-shm"] {
            let path = path.with_extension(name);
            match fs::remove_file(&path) {
                Err(e) if e.kind() != ErrorKind::NotFound => return Err(Error::file(&path, &e)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where this database is.
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// How writing fares.
    pub fn health(&self) -> Health {
        if self.0.disk.failed.load(Ordering::Acquire) {
            Health::Stopped
        } else if self.0.disk.full.load(Ordering::Acquire) {
            Health::Full
        } else {
            Health::Good
        }
    }

    /// How many transactions have changed this database since it was opened: while the number asked for before a
    /// read stays the same, so does what was read. None where another program may change it too.
    pub fn changes(&self) -> Option<u64> {
        let alone = matches!(self.0.location, Location::File(_)) && self.0.writing.is_some();
        alone.then(|| self.0.disk.commits.load(Ordering::Acquire))
    }

    /// Runs `f` on a read-only connection, seeing one consistent state.
    ///
    /// # Errors
    /// What `f` gives; [`Error::Busy`] when too many wait.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.0.reading.ask(once(f)).await
    }

    /// Runs `f` in a transaction; when this returns `Ok`, its changes are on the disk. `f` may run again when
    /// another transaction came between, so it only borrows what it is given.
    ///
    /// # Errors
    /// What `f` gives, with nothing changed; [`Error::Busy`] when too many wait.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writing()?.ask(f).await
    }

    /// [`Store::read`] for a plain thread.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_blocking<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.0.reading.ask_blocking(once(f))
    }

    /// [`Store::write`] for a plain thread.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_blocking<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writing()?.ask_blocking(f)
    }

    /// Empties SQLite's write-ahead log into the database, where older states of changed rows would else stand until
    /// the log is written over. PostgreSQL sees to its own.
    ///
    /// # Errors
    /// What the engine says.
    pub fn empty_log(&self) -> Result<()> {
        match &self.0.location {
            Location::File(path) => sqlite::empty_log(path),
            Location::Postgres { .. } => Ok(()),
        }
    }

    /// Brings the schema to what `modules` want, all or nothing; how many migrations were applied.
    ///
    /// # Errors
    /// [`Error::Newer`] and [`Error::OtherShape`] for a database this program must not touch.
    pub fn migrate(&self, modules: Vec<(&'static str, &'static [Migration])>) -> Result<usize> {
        self.write_blocking(move |tx| crate::migrate::migrate(tx, &modules))
    }

    /// Whether this program may read the database: that nothing in its schema is unknown here. Nothing is changed,
    /// and a schema that is older than the program's is no reason against it.
    ///
    /// # Errors
    /// As [`Store::migrate`].
    pub fn suits(&self, modules: Vec<(&'static str, &'static [Migration])>) -> Result<()> {
        self.read_blocking(move |tx| crate::migrate::missing(tx, &modules).map(drop))
    }

    /// Prepares every statement of the program; the ones the engine refuses, each with its place.
    ///
    /// # Errors
    /// None of its own; what the engine says of the connection.
    pub fn prepare_all(&self) -> Result<Vec<(&'static Sql, Error)>> {
        self.read_blocking(|tx| {
            Ok(Sql::all().filter_map(|sql| tx.nested(|tx| tx.prepare(sql)).err().map(|e| (sql, e))).collect())
        })
    }

    fn writing(&self) -> Result<&Lane> {
        self.0.writing.as_ref().ok_or_else(|| Error::engine("this store was opened for reading only"))
    }
}

/// A read is never run twice; the lane's closures may be.
fn once<T>(f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> impl FnMut(&mut Tx<'_>) -> Result<T> {
    let mut f = Some(f);
    move |tx| f.take().map_or(Err(Error::Contention), |f| f(tx))
}

/// Holds the lock beside `path` as long as the answer lives: whoever writes there is alone.
///
/// # Errors
/// [`Error::InUse`] when another program holds it; what the system says.
pub fn hold(path: &Path) -> Result<File> {
    let lock = path.with_extension("lock");
    let open = File::options().create(true).truncate(false).write(true).open(&lock);
    let file = open.map_err(|e| Error::file(&lock, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.display().to_string())),
        Err(TryLockError::Error(e)) => Err(Error::file(&lock, &e)),
    }
}
