//! Covers, documents, attachments: kept once under the hash of their content, in a folder beside the
//! database, with a row in the database that says what they are. Whether one is what it says is judged in one place.

mod judging;

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

pub use judging::{FileKind, Handed};
use kernel::{Act, Id, Kind, Refusal};
use store::{Error, FromRow, FromValue, Result, Store, ToValue, Tx, Value, sql, vals};

/// How old a half-written file must be before it counts as left behind.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// The BLAKE3 hash of a file's content, as 64 hexadecimal digits: its name for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash(String);

impl FileHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for FileHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::str::FromStr for FileHash {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        let is_hash = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash { Ok(Self(text.to_owned())) } else { Err(Error::Shape(format!("{text:?} is no hash"))) }
    }
}
impl ToValue for FileHash {
    fn to_value(&self) -> Value<'_> {
        self.0.to_value()
    }
}
impl FromValue for FileHash {
    fn from_value(value: Value<'_>) -> Result<Self> {
        String::from_value(value)?.parse()
    }
}

/// What the database says of a file.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Described {
    /// Its name for ever.
    pub hash: FileHash,
    /// Its length in bytes.
    pub size: i64,
    /// Its media type.
    pub kind: String,
    /// What it was called where it came from.
    pub name: String,
}

/// What the folder and the database do not agree about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Orphans {
    /// In the folder, but nobody knows of them: a transaction was undone. They do no harm.
    pub without_row: Vec<FileHash>,
    /// Known, but not in the folder: lost.
    pub without_file: Vec<FileHash>,
}

/// The folder of files of one library; cheap to clone.
#[derive(Debug, Clone)]
pub struct Files(Arc<PathBuf>);

impl Files {
    /// The folder as it stands: nothing is made, nothing cleared.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self(Arc::new(root.into()))
    }

    /// Opens the folder, making it where there is none, and clears what was left half-written long ago.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self> {
        let files = Self::at(root);
        let unfinished = files.unfinished();
        fs::create_dir_all(&unfinished).map_err(|e| Error::file(&unfinished, &e))?;
        for entry in fs::read_dir(&unfinished).map_err(|e| Error::file(&unfinished, &e))?.flatten() {
            let at = entry.metadata().and_then(|about| about.modified());
            if at.is_ok_and(|at| !is_young(at)) {
                // Another node may have cleared it already.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(files)
    }

    /// Keeps `bytes`, which are of media type `kind`: on the disk before this returns, known to the database
    /// when the transaction commits. The same content is kept once, under the name it first came with.
    ///
    /// # Errors
    /// [`Error::Full`] when there is no room; what the disk and the database say.
    pub fn put(&self, tx: &mut Tx<'_>, act: &Act, bytes: &[u8], kind: &str, name: &str) -> Result<FileHash> {
        let hash = FileHash::of(bytes);
        tx.lock("file", &hash.as_str())?;
        self.keep(&hash, bytes)?;
        tx.exec(
            sql!(
                "INSERT INTO file (hash, size, kind, name, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (hash) DO NOTHING"
            ),
            vals![hash, i64::try_from(bytes.len()).unwrap_or(i64::MAX), kind, name, act.at],
        )?;
        Ok(hash)
    }

    /// Keeps what is handed in, where it is one of the kinds that are `allowed` and has a title.
    ///
    /// # Errors
    /// A refusal with every reason, as [`Handed::objections`] has them; those of [`put`](Self::put).
    pub fn take(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        handed: Handed<'_>,
        allowed: &[FileKind],
        title: &'static str,
    ) -> Result<FileHash> {
        Refusal::unless_empty(Kind::Invalid, handed.objections(allowed, title))?;
        let kind = handed.kind(allowed).map_or("", FileKind::as_str);
        self.put(tx, act, handed.content, kind, handed.name)
    }

    /// The content of a file, compared with its hash.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none; [`Error::File`] when it is damaged or cannot be read.
    pub fn get(&self, hash: &FileHash) -> Result<Vec<u8>> {
        let path = self.path(hash);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(Error::Missing),
            Err(e) => return Err(Error::file(&path, &e)),
        };
        if FileHash::of(&bytes) != *hash {
            return Err(Error::file(&path, &io::Error::new(io::ErrorKind::InvalidData, "damaged")));
        }
        Ok(bytes)
    }

    /// Where folder and database differ: one pass over both, for `check`.
    ///
    /// # Errors
    /// What the disk and the database say.
    pub fn orphans(&self, tx: &mut Tx<'_>) -> Result<Orphans> {
        let known: BTreeSet<FileHash> = known(tx)?.into_iter().collect();
        let mut there = BTreeSet::new();
        for shelf in fs::read_dir(&*self.0).map_err(|e| Error::file(&self.0, &e))?.flatten() {
            let Ok(entries) = fs::read_dir(shelf.path()) else { continue };
            for entry in entries.flatten() {
                let (shelf, rest) = (shelf.file_name(), entry.file_name());
                // What is not named by a hash is not ours.
                there.extend(format!("{}{}", shelf.display(), rest.display()).parse::<FileHash>());
            }
        }
        Ok(Orphans {
            without_row: there.difference(&known).cloned().collect(),
            without_file: known.difference(&there).cloned().collect(),
        })
    }

    /// Clears the folder of what the database knows nothing of any more, since a day: files that were [forgotten](forget), and
    /// those of transactions that were undone. How many.
    ///
    /// # Errors
    /// What the disk and the database say.
    pub fn sweep(&self, store: &Store) -> Result<usize> {
        let files = self.clone();
        let forgotten = store.read_blocking(move |tx| Ok(files.orphans(tx)?.without_row))?;
        let mut swept = 0;
        for hash in forgotten {
            let path = self.path(&hash);
            let gone = store.write_blocking(move |tx| {
                tx.lock("file", &hash.as_str())?;
                let still = || fs::metadata(&path).and_then(|about| about.modified()).map(is_young);
                // Whoever keeps the same content meanwhile has written on it just now.
                if described(tx, &hash)?.is_some() || still().unwrap_or(true) {
                    return Ok(false);
                }
                fs::remove_file(&path).map(|()| true).map_err(|e| Error::file(&path, &e))
            })?;
            swept += usize::from(gone);
        }
        Ok(swept)
    }

    /// Has `bytes`, whose hash is `hash`, on the disk, where nobody knows of them yet.
    pub(crate) fn keep(&self, hash: &FileHash, bytes: &[u8]) -> Result<()> {
        if self.get(hash).is_err() {
            return self.write(hash, bytes);
        }
        let path = self.path(hash);
        let file = fs::File::options().append(true).open(&path).map_err(|e| Error::file(&path, &e))?;
        file.set_modified(SystemTime::now()).map_err(|e| Error::file(&path, &e))
    }

    /// Written aside, flushed, and only then given its name: under that name there is never half a file.
    fn write(&self, hash: &FileHash, bytes: &[u8]) -> Result<()> {
        let (path, aside) = (self.path(hash), self.unfinished().join(Id::<()>::new().to_string()));
        let shelf = path.parent().unwrap_or(&self.0);
        let write = || {
            fs::create_dir_all(shelf)?;
            let mut file = fs::File::create(&aside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&aside, &path)?;
            sync_folder(shelf)?;
            sync_folder(&self.0)
        };
        write().map_err(|e| Error::file(&path, &e))
    }

    fn path(&self, hash: &FileHash) -> PathBuf {
        let (shelf, rest) = hash.0.split_at(2);
        self.0.join(shelf).join(rest)
    }

    fn unfinished(&self) -> PathBuf {
        self.0.join("unfinished")
    }
}

/// Whether somebody may still be at work on what was written then.
fn is_young(at: SystemTime) -> bool {
    SystemTime::now().duration_since(at).map_or(true, |age| age <= ABANDONED)
}

/// Forgets a file that nothing refers to any more: the database knows it no longer, and its content goes with the next
/// [sweep](Files::sweep). One that something else refers to stays.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, hash: &FileHash) -> Result<()> {
    match tx.nested(|tx| tx.exec(sql!("DELETE FROM file WHERE hash = ?1"), vals![hash])) {
        Ok(_) | Err(Error::Reference(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// What the database says of the file called `hash`.
///
/// # Errors
/// Those of the database.
pub fn described(tx: &mut Tx<'_>, hash: &FileHash) -> Result<Option<Described>> {
    tx.opt(sql!("SELECT hash, size, kind, name FROM file WHERE hash = ?1"), vals![hash])
}

/// Every file the database knows of.
pub(crate) fn known(tx: &mut Tx<'_>) -> Result<Vec<FileHash>> {
    let hashes: Vec<(FileHash,)> = tx.all(sql!("SELECT hash FROM file ORDER BY hash"), vals![])?;
    Ok(hashes.into_iter().map(|(hash,)| hash).collect())
}

/// A rename is only safe from a power cut when its folder is on the disk too.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
