use std::{io, path::Path, sync::Arc};

use kernel::Refusal;

/// What a use case gives back: its value, a refusal, or what went wrong beneath it.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not do what was asked. Whatever it is, its transaction left nothing behind.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The domain says no, with its reasons.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A row of `table` with these unique values exists already.
    #[error("a row like this exists already in {table}")]
    Unique {
        /// The table whose constraint was met.
        table: String,
    },
    /// A reference to something that does not exist, or the loss of something still referred to.
    #[error("a reference would break: {0}")]
    Reference(Arc<str>),
    /// A value the table's own rules forbid.
    #[error("a rule of the database forbids this: {0}")]
    Check(Arc<str>),
    /// A row that must be there is not.
    #[error("there is no such row")]
    Missing,
    /// A result does not have the shape the program reads.
    #[error("unexpected shape of data: {0}")]
    Shape(String),
    /// Too many wait already; try again shortly.
    #[error("the database is busy; nothing was changed, try again shortly")]
    Busy,
    /// The disk is full; reading goes on.
    #[error("the disk is full; nothing was changed, free some room and try again")]
    Full,
    /// Writing has stopped for good after the disk failed to keep what it was given; restart after repair.
    #[error("writing has stopped because the disk failed; everything acknowledged so far is kept")]
    Stopped,
    /// The use case panicked; its changes were undone.
    #[error("an internal fault; nothing was changed")]
    Panicked,
    /// Another transaction came between; tried again a few times and given up.
    #[error("others changed the same things at the same time; nothing was changed, try again")]
    Contention,
    /// The database was made by a newer program.
    #[error(
        "the database was made by a newer program (it knows {0}); nothing was changed, update this program"
    )]
    Newer(String),
    /// The database has the shape of another development version.
    #[error("the database has another shape than this program: migration {0} differs; nothing was changed")]
    OtherShape(String),
    /// Another program holds this folder.
    #[error("another program is using {0}; nothing was changed, stop it first")]
    InUse(String),
    /// The database server does not answer.
    #[error("the database at {server} cannot be reached; nothing was changed, try again shortly: {said}")]
    Unreachable {
        /// Its address, without a password.
        server: Arc<str>,
        /// What it or the system says.
        said: Arc<str>,
    },
    /// A file or folder beside the database does not do what is needed.
    #[error("{path}: {said}")]
    File {
        /// Which.
        path: Arc<str>,
        /// What kind of trouble it is.
        kind: io::ErrorKind,
        /// What the system says of it.
        said: Arc<str>,
    },
    /// The program itself cannot do something that neither data nor disk explain.
    #[error("an internal fault: {0}")]
    Fault(Arc<str>),
    /// The engine says something none of the above covers.
    #[error("the database says: {0}")]
    Engine(Arc<str>),
}

impl Error {
    pub(crate) fn engine(message: impl std::fmt::Display) -> Self {
        Self::Engine(message.to_string().into())
    }

    /// What the system says of the file or folder at `path`; [`Error::Full`] when there is no room.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            kind => {
                Self::File { path: path.display().to_string().into(), kind, said: error.to_string().into() }
            }
        }
    }

    /// A fault of the program itself.
    pub fn fault(message: impl std::fmt::Display) -> Self {
        Self::Fault(message.to_string().into())
    }

    /// Whether this is the violation of a uniqueness rule of `table`.
    pub fn is_unique(&self, table: &str) -> bool {
        matches!(self, Self::Unique { table: met } if met == table)
    }
}
