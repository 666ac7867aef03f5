use std::{
    io::{self, ErrorKind},
    path::PathBuf,
    process::ExitCode,
};

use catalogue::import;
use kernel::Arg;
use store::Error;
use ui::{Speech, Value};

/// Why a command did not do what it was asked. Its exit codes are in the README.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The library says no, or its database cannot.
    #[error(transparent)]
    Library(#[from] Error),
    /// The file of settings that was named cannot be read.
    #[error("{path}: {cause}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file or the network does not do what is needed.
    #[error("{path}: {cause}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// An import broke off in the middle: what it wrote before stays.
    #[error("{cause}")]
    BrokeOff {
        /// Why.
        cause: Box<Failure>,
        /// How many records of the file were done.
        read: u64,
    },
    /// The search index fails.
    #[error("{0}")]
    Index(String),
    /// A sentence of our own, with its values.
    #[error("{key}")]
    Said {
        /// Its Fluent key.
        key: &'static str,
        /// Its values.
        values: Vec<(&'static str, String)>,
    },
    /// The program was asked in a way it does not understand: a value on the command line or in the settings.
    #[error("{key}")]
    Usage {
        /// Its Fluent key.
        key: &'static str,
        /// Its values.
        values: Vec<(&'static str, String)>,
    },
}

impl Failure {
    /// A file or address with what the system says about it.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io { path, cause }
    }

    /// What the search index says; it is only a copy, the database is unharmed.
    pub fn index(cause: impl std::fmt::Display) -> Self {
        Self::Index(cause.to_string())
    }

    /// A sentence of our own.
    pub fn said(key: &'static str, values: &[(&'static str, &str)]) -> Self {
        Self::Said { key, values: owned(values) }
    }

    /// A sentence about what was asked wrongly.
    pub fn usage(key: &'static str, values: &[(&'static str, &str)]) -> Self {
        Self::Usage { key, values: owned(values) }
    }

    /// The exit code: 2 when it was asked wrongly, 4 when the answer was a considered no and nothing changed, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Library(Error::Refused(_) | Error::InUse(_) | Error::Newer(_) | Error::OtherShape(_))
            | Self::Said { .. } => ExitCode::from(4),
            Self::Usage { .. } | Self::Unreadable { .. } => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }

    /// What to tell the person at the terminal.
    pub fn tell(&self, t: Speech) -> String {
        match self {
            Self::Library(Error::Refused(refusal)) => {
                let lines = refusal.reasons.iter().map(|reason| {
                    let values: Vec<_> =
                        reason.message.args.iter().map(|(name, arg)| (*name, value(arg, t))).collect();
                    t.with(reason.message.key, &values)
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            Self::Library(Error::InUse(path)) => t.with("failure-in-use", &[("path", path.as_str().into())]),
            Self::Library(Error::Newer(what)) => t.with("failure-newer", &[("what", what.as_str().into())]),
            Self::Library(Error::OtherShape(what)) => {
                t.with("failure-other-shape", &[("what", what.as_str().into())])
            }
            Self::Library(Error::Full) => t.say("failure-full").to_owned(),
            Self::Library(Error::Unreachable { server, said }) => t.with(
                "failure-unreachable",
                &[("server", server.as_ref().into()), ("cause", said.as_ref().into())],
            ),
            Self::Library(Error::File { path, kind, said }) => about_file(t, path, *kind, said),
            Self::Library(Error::Fault(cause)) => {
                t.with("failure-fault", &[("cause", cause.as_ref().into())])
            }
            Self::Library(other) => t.with("failure-database", &[("cause", other.to_string().into())]),
            Self::Index(cause) => t.with("failure-index", &[("cause", cause.as_str().into())]),
            Self::Io { path, cause } | Self::Unreadable { path, cause } => {
                about_file(t, &path.display().to_string(), cause.kind(), &cause.to_string())
            }
            Self::BrokeOff { cause, read } => {
                let what = match cause.as_ref() {
                    // That nothing was changed holds for one transaction, not for the import.
                    Self::Library(Error::Full) => t.say("io-full").to_owned(),
                    other => other.tell(t).trim_end_matches('.').to_owned(),
                };
                t.with("import-broke-off", &[("what", what.into()), ("n", (*read).into())])
            }
            Self::Said { key, values } | Self::Usage { key, values } => {
                let values: Vec<_> =
                    values.iter().map(|(name, value)| (*name, Value::from(value.as_str()))).collect();
                t.with(key, &values)
            }
        }
    }
}

impl From<import::Failed> for Failure {
    fn from(failed: import::Failed) -> Self {
        match failed {
            import::Failed::Store(error) => error.into(),
            // What the program brings itself is MARC, and goes nowhere that could be full.
            other => Self::Library(Error::fault(other)),
        }
    }
}

fn owned(values: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// What is the matter with a file, folder or address; in the system's own words where we have none.
fn about_file(t: Speech, path: &str, kind: ErrorKind, said: &str) -> String {
    let cause = match kind {
        ErrorKind::NotFound => t.say("io-not-found"),
        ErrorKind::PermissionDenied => t.say("io-permission-denied"),
        ErrorKind::AlreadyExists => t.say("io-already-exists"),
        ErrorKind::IsADirectory => t.say("io-is-a-folder"),
        ErrorKind::NotADirectory => t.say("io-is-no-folder"),
        ErrorKind::ReadOnlyFilesystem => t.say("io-read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t.say("io-full"),
        ErrorKind::InvalidData => t.say("io-damaged"),
        ErrorKind::AddrInUse => t.say("io-address-in-use"),
        ErrorKind::AddrNotAvailable => t.say("io-address-not-here"),
        _ => said,
    };
    t.with("failure-io", &[("path", path.into()), ("cause", cause.into())])
}

fn value(arg: &Arg, t: Speech) -> Value<'static> {
    match arg {
        Arg::Text(text) => text.clone().into(),
        Arg::Number(number) => (*number).into(),
        Arg::Money(amount) => t.rupiah(amount.0).into(),
        Arg::Day(day) => t.date(*day).into(),
        Arg::Moment(moment) => moment.to_string().into(),
    }
}
