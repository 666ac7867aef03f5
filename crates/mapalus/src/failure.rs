use std::{path::PathBuf, process::ExitCode};

use kernel::Arg;
use store::Error;
use ui::{Speech, Value};

/// Why a command did not do what it was asked. Its exit codes are in the README.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The library says no, or its database cannot.
    #[error(transparent)]
    Library(#[from] Error),
    /// The configuration cannot be read.
    #[error(transparent)]
    Config(#[from] Box<figment::Error>),
    /// A file or the network does not do what is needed.
    #[error("{path}: {cause}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
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
}

impl Failure {
    /// A file or address with what the system says about it.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io { path, cause }
    }

    /// What the search index says; it is only a copy, the database is unharmed.
    pub fn index(cause: impl std::fmt::Display) -> Self {
        Self::Index(cause.to_string())
    }

    /// A sentence of our own.
    pub fn said(key: &'static str, values: &[(&'static str, &str)]) -> Self {
        Self::Said { key, values: values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }

    /// The exit code: 4 when the answer was a considered no and nothing changed, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Library(Error::Refused(_) | Error::InUse(_) | Error::Newer(_) | Error::OtherShape(_))
            | Self::Said { .. } => ExitCode::from(4),
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
            Self::Library(other) => t.with("failure-database", &[("cause", other.to_string().into())]),
            Self::Index(cause) => t.with("failure-index", &[("cause", cause.as_str().into())]),
            Self::Config(cause) => t.with("failure-config", &[("cause", cause.to_string().into())]),
            Self::Io { path, cause } => t.with(
                "failure-io",
                &[("path", path.display().to_string().into()), ("cause", cause.to_string().into())],
            ),
            Self::Said { key, values } => {
                let values: Vec<_> =
                    values.iter().map(|(name, value)| (*name, Value::from(value.as_str()))).collect();
                t.with(key, &values)
            }
        }
    }
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
