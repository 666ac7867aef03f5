//! The form of a backup: a tar archive of `library.db` (SQLite) and `files/…`, compressed with gzip, encrypted
//! with age (<https://age-encryption.org/v1>). Without this program: `age -d -i backup.key FILE | tar xz`.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

use age::{Decryptor, Encryptor, secrecy::ExposeSecret, stream::StreamWriter, x25519};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use kernel::{Kind, Message, Refusal};
use store::{Error, Result};

use crate::{
    fault,
    files::{FileHash, Files},
    keys,
};

const DATABASE: &str = "library.db";
/// What every encrypted backup begins with.
const AGE: &[u8] = b"age-encryption.org/";

/// For whom backups are encrypted: public keys, which open nothing.
pub struct Recipients(Vec<x25519::Recipient>);

/// What opens backups.
pub struct Identities(Vec<x25519::Identity>);

impl Recipients {
    /// Those in the file at `path`: `age1…`, one a line; `#` begins a remark.
    ///
    /// # Errors
    /// A refusal that names the file when it is not there, or none can be read from it.
    pub fn at(path: &Path) -> Result<Self> {
        lines(path, "backup-no-recipient").map(Self)
    }
}

impl Identities {
    /// Those in the file at `path`: `AGE-SECRET-KEY-1…`, one a line; `#` begins a remark.
    ///
    /// # Errors
    /// A refusal that names the file when it is not there, or none can be read from it.
    pub fn at(path: &Path) -> Result<Self> {
        lines(path, "backup-no-identity").map(Self)
    }
}

fn lines<T: std::str::FromStr>(path: &Path, otherwise: &'static str) -> Result<Vec<T>> {
    let text = match fs::read_to_string(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::file(path, &e)),
        text => text.unwrap_or_default(),
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    match lines.map(str::parse).collect::<std::result::Result<Vec<T>, _>>() {
        Ok(keys) if !keys.is_empty() => Ok(keys),
        _ => Err(no(otherwise, path)),
    }
}

/// Makes the key pair of the backups: the secret half at `identity`, the public half at `recipients`. Halves that
/// are there already stay as they are.
///
/// # Errors
/// A refusal when the secret half that is there cannot be read; what the disk says.
pub fn make_keys(identity: &Path, recipients: &Path) -> Result<()> {
    if recipients.exists() {
        return Ok(());
    }
    let pair = x25519::Identity::generate();
    keys::write(
        identity,
        &format!(
            "# Mapalus: opens the backups of this library. Keep a copy of it elsewhere: without it no backup opens.\n\
             # public key: {}\n{}\n",
            pair.to_public(),
            pair.to_string().expose_secret()
        ),
    )?;
    let public: Vec<_> =
        Identities::at(identity)?.0.iter().map(|one| format!("{}\n", one.to_public())).collect();
    keys::write(recipients, &public.concat())
}

/// One part of a backup.
pub(crate) enum Part {
    /// The tables, as a SQLite database.
    Database,
    /// A file of this content.
    File(FileHash),
}

impl Part {
    fn path(&self) -> String {
        match self {
            Self::Database => DATABASE.to_owned(),
            Self::File(hash) => {
                let (shelf, rest) = hash.as_str().split_at(2);
                format!("files/{shelf}/{rest}")
            }
        }
    }

    fn at(path: &str) -> Option<Self> {
        if path == DATABASE {
            return Some(Self::Database);
        }
        path.strip_prefix("files/")?.replace('/', "").parse().ok().map(Self::File)
    }
}

/// Packs the database and the files it knows into `to`, flushes it and reads it back to its end; which files
/// could not be had.
pub(crate) fn pack(
    to: &Path,
    database: &Path,
    files: &Files,
    known: &[FileHash],
    recipients: Option<&Recipients>,
) -> Result<Vec<FileHash>> {
    let disk = |e: io::Error| Error::file(to, &e);
    // A key made for this backup and forgotten with it: so it can be read back without the recipients' own.
    let witness = x25519::Identity::generate();
    let mut tar =
        tar::Builder::new(GzEncoder::new(Sink::new(to, recipients, &witness)?, Compression::fast()));
    let content = File::open(database).map_err(disk)?;
    let length = content.metadata().map_err(disk)?.len();
    let mut sum = blake3::Hasher::new();
    append(&mut tar, &Part::Database, length, Summed { of: content, sum: &mut sum }).map_err(disk)?;
    let mut lost = Vec::new();
    for hash in known {
        match files.get(hash) {
            Ok(bytes) => {
                append(&mut tar, &Part::File(hash.clone()), bytes.len() as u64, &bytes[..]).map_err(disk)?;
            }
            Err(_) => lost.push(hash.clone()),
        }
    }
    tar.into_inner().and_then(GzEncoder::finish).and_then(Sink::finish).map_err(disk)?;
    let mut read_back = 0;
    let witness = Identities(vec![witness]);
    read(to, recipients.map(|_| &witness), |part, content| {
        read_back += 1;
        let mut found = blake3::Hasher::new();
        io::copy(content, &mut found)?;
        let wanted = match &part {
            Part::Database => sum.finalize().to_hex().to_string(),
            Part::File(hash) => hash.to_string(),
        };
        let same = found.finalize().to_hex().as_str() == wanted;
        if same {
            Ok(())
        } else {
            Err(io::Error::other(format!("{} was written otherwise", part.path())).into())
        }
    })?;
    if read_back != 1 + known.len() - lost.len() {
        return Err(no("backup-reads-otherwise", to));
    }
    Ok(lost)
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    part: &Part,
    length: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(length);
    header.set_mode(0o600);
    tar.append_data(&mut header, part.path(), content)
}

/// Why a part was not taken: it could not be read or written, or something else said no.
pub(crate) enum Trouble {
    /// Reading the backup or writing what was in it failed.
    Io(io::Error),
    /// What else went wrong.
    Other(Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// Reads a backup to its very end and hands over its parts, the database first.
///
/// # Errors
/// A refusal when it is none, is damaged or cut off, or `identities` do not open it; [`Error::Full`]; what `take`
/// says.
pub(crate) fn read(
    from: &Path,
    identities: Option<&Identities>,
    mut take: impl FnMut(Part, &mut dyn Read) -> std::result::Result<(), Trouble>,
) -> Result<()> {
    let opened = open(from, identities)?;
    let walk = || -> std::result::Result<(), Trouble> {
        let mut tar = tar::Archive::new(GzDecoder::new(opened));
        let mut complete = false;
        for entry in tar.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.to_str().map(str::to_owned);
            let part =
                path.as_deref().and_then(Part::at).ok_or_else(|| io::Error::other("a part is unknown"))?;
            complete |= matches!(part, Part::Database);
            take(part, &mut entry)?;
        }
        // The sums of gzip and age stand at the very end.
        io::copy(&mut tar.into_inner(), &mut io::sink())?;
        if complete { Ok(()) } else { Err(io::Error::other("there is no database in it").into()) }
    };
    walk().map_err(|trouble| match trouble {
        Trouble::Other(error) => error,
        Trouble::Io(e) => match Error::file(from, &e) {
            Error::Full => Error::Full,
            _ => {
                let message = Message::new("backup-damaged").with("path", from.display().to_string());
                Refusal::new(Kind::Invalid, message.with("cause", e.to_string())).into()
            }
        },
    })
}

fn open(from: &Path, identities: Option<&Identities>) -> Result<Box<dyn Read>> {
    let disk = |e: io::Error| Error::file(from, &e);
    let mut file = io::BufReader::new(File::open(from).map_err(disk)?);
    if !io::BufRead::fill_buf(&mut file).map_err(disk)?.starts_with(AGE) {
        return Ok(Box::new(file));
    }
    let keys = &identities.ok_or_else(|| no("backup-needs-identity", from))?.0;
    let decryptor = Decryptor::new_buffered(file).map_err(|_| no("backup-no-header", from))?;
    match decryptor.decrypt(keys.iter().map(|key| key as &dyn age::Identity)) {
        Ok(plain) => Ok(Box::new(plain)),
        Err(age::DecryptError::NoMatchingKeys) => Err(no("backup-wrong-identity", from)),
        Err(_) => Err(no("backup-no-header", from)),
    }
}

/// A considered no that names the file it is about.
pub(crate) fn no(key: &'static str, path: &Path) -> Error {
    Refusal::new(Kind::Invalid, Message::new(key).with("path", path.display().to_string())).into()
}

/// Where a backup is written to.
enum Sink {
    Plain(File),
    Sealed(StreamWriter<File>),
}

impl Sink {
    fn new(to: &Path, recipients: Option<&Recipients>, witness: &x25519::Identity) -> Result<Self> {
        let disk = |e: io::Error| Error::file(to, &e);
        let file = File::create(to).map_err(disk)?;
        let Some(Recipients(recipients)) = recipients else { return Ok(Self::Plain(file)) };
        let witness = witness.to_public();
        let all = recipients.iter().chain([&witness]).map(|one| one as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(all).map_err(fault)?;
        Ok(Self::Sealed(encryptor.wrap_output(file).map_err(disk)?))
    }

    /// Has everything on the disk.
    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.sync_all(),
            Self::Sealed(stream) => stream.finish()?.sync_all(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Sealed(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Sealed(stream) => stream.flush(),
        }
    }
}

/// Adds up what is read through it.
struct Summed<'s, R> {
    of: R,
    sum: &'s mut blake3::Hasher,
}

impl<R: Read> Read for Summed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.of.read(buffer)?;
        self.sum.update(buffer.get(..length).unwrap_or_default());
        Ok(length)
    }
}
