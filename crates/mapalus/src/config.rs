//! How the program is set up, from the least to the most particular: built-in values, a TOML file, the
//! environment (`MAPALUS_…`), the command line.

use std::{
    env,
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    error::{Actual, Kind},
    providers::{Env, Format, Serialized, Toml},
};
use kernel::TimeZone;
use platform::keys;
use serde::{Deserialize, Serialize};
use store::Location;
use tracing_subscriber::EnvFilter;
use web::Network;

use crate::Failure;

/// The file of settings that is read unless another is named.
const USUAL: &str = "mapalus.toml";
/// What every setting in the environment begins with.
const PREFIX: &str = "MAPALUS_";

/// Everything that can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the library: database, files, search index, backups.
    pub data: PathBuf,
    /// The folder of the library's keys: outside `data`, and never in a backup. Without it, beside `data`:
    /// `data-keys`.
    pub keys: Option<PathBuf>,
    /// Whether backups are for everybody who finds them; otherwise they are encrypted for the recipients among
    /// the keys.
    pub plain_backups: bool,
    /// A PostgreSQL address instead of the SQLite file in `data`.
    pub database: Option<String>,
    /// The library's schema in that database.
    pub schema: String,
    /// Where to listen.
    pub listen: String,
    /// The address visitors use, where it differs: `https://…`.
    pub origin: Option<String>,
    /// The proxies whose word is taken for whom a request comes from, as networks: `["127.0.0.1"]` where one runs on
    /// the same machine. Each must write `X-Forwarded-For` itself, over what it was sent. Without any, sign-in is
    /// slowed down per connection, behind a proxy for everybody at once.
    pub trusted_proxies: Vec<String>,
    /// The library's time zone (IANA).
    pub zone: String,
    /// What is logged, as `tracing` filters it: `info`, `warn,store=debug`.
    pub log: String,
    /// How it is written.
    pub log_format: LogFormat,
    /// The addresses in the institution's own network that the program may ask, each exactly `host:port`: an
    /// identity provider on the LAN. Without it only the open internet is asked.
    pub peers: Vec<String>,
    /// The mail server that letters go by: `smtps://mail.example.org`, `smtp://mail.example.org:587` (STARTTLS, always),
    /// or `smtp+plain://127.0.0.1:25` without either, within one's own walls. It may stand in the institution's own
    /// network. Without one no letters go out.
    pub mail_server: Option<String>,
    /// Who signs in there.
    pub mail_user: Option<String>,
    /// With what; best given as `MAPALUS_MAIL_PASSWORD`.
    pub mail_password: Option<String>,
    /// Who writes: `Perpustakaan Kota Tomohon <pustaka@tomohonkota.example>`.
    pub mail_from: Option<String>,
    /// Connections for reading.
    pub readers: usize,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: "data".into(),
            keys: None,
            plain_backups: false,
            database: None,
            schema: "mapalus".into(),
            listen: "127.0.0.1:8080".into(),
            origin: None,
            trusted_proxies: Vec::new(),
            zone: "Asia/Makassar".into(),
            log: "info".into(),
            log_format: LogFormat::Text,
            peers: Vec::new(),
            mail_server: None,
            mail_user: None,
            mail_password: None,
            mail_from: None,
            readers: 4,
        }
    }
}

impl Config {
    /// Reads all layers; `given` are the values of the command line.
    ///
    /// # Errors
    /// What the file or the environment says that cannot be.
    pub fn read(file: Option<&Path>, given: Given) -> Result<Self, Failure> {
        let toml = match file {
            // A file that was named must be there; the usual one need not.
            Some(named) => {
                File::open(named).map_err(|cause| Failure::Unreadable { path: named.to_owned(), cause })?;
                Toml::file_exact(named)
            }
            None => Toml::file(USUAL),
        };
        Figment::from(Serialized::defaults(Self::default()))
            .merge(toml)
            .merge(Env::prefixed(PREFIX).ignore(&["lang", "config", "test_postgres"]))
            .merge(Serialized::defaults(given))
            .extract()
            .map_err(|error| explained(&error, file.unwrap_or(Path::new(USUAL))))
    }

    /// Whether `listen` is an address with a port; a name is looked up only by whoever serves.
    ///
    /// # Errors
    /// A failure when it is none.
    pub fn listens(&self) -> Result<(), Failure> {
        let named = self.listen.rsplit_once(':').is_some_and(|(host, port)| {
            !host.is_empty() && !host.contains(':') && port.parse::<u16>().is_ok()
        });
        if named || self.listen.parse::<SocketAddr>().is_ok() {
            return Ok(());
        }
        Err(Failure::usage("failure-listen", &[("listen", &self.listen)]))
    }

    /// Where the library is, for people: its folder, or its schema.
    pub fn place(&self) -> String {
        match &self.database {
            Some(_) => format!("PostgreSQL ({})", self.schema),
            None => self.data.display().to_string(),
        }
    }

    /// Where the file `name` among the library's keys is.
    pub fn key(&self, name: &str) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| keys::beside(&self.data)).join(name)
    }

    /// The time zone the library's days begin and end in.
    ///
    /// # Errors
    /// A failure when there is no such zone.
    pub fn zone(&self) -> Result<TimeZone, Failure> {
        TimeZone::get(&self.zone).map_err(|_| Failure::usage("failure-zone", &[("zone", &self.zone)]))
    }

    /// What is logged.
    ///
    /// # Errors
    /// A failure when it is no filter.
    pub fn filter(&self) -> Result<EnvFilter, Failure> {
        EnvFilter::try_new(&self.log).map_err(|_| Failure::usage("failure-log", &[("log", &self.log)]))
    }

    /// The networks of the trusted proxies.
    ///
    /// # Errors
    /// A failure that names what is no network.
    pub fn proxies(&self) -> Result<Vec<Network>, Failure> {
        let read =
            |text: &String| text.parse().map_err(|_| Failure::usage("failure-network", &[("network", text)]));
        self.trusted_proxies.iter().map(read).collect()
    }

    /// The way to the mail server, where one is set up.
    ///
    /// # Errors
    /// A failure that says what is wrong with its settings.
    pub fn mailer(&self) -> Result<Option<mail::Mailer>, Failure> {
        let Some(url) = &self.mail_server else { return Ok(None) };
        let login = self.mail_user.clone().zip(self.mail_password.clone());
        let from = self.mail_from.as_deref().or(self.mail_user.as_deref()).unwrap_or_default();
        let made = mail::Server::read(url, login, from).and_then(mail::Mailer::new);
        made.map(Some).map_err(|wrong| Failure::usage("failure-mail", &[("wrong", &wrong.to_string())]))
    }

    /// Where the database is.
    pub fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres { url: url.clone(), schema: self.schema.clone() },
            None => Location::File(self.data.join("library.db")),
        }
    }
}

/// The values given on the command line; what was not given is left out.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Given {
    /// `--data`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// `--database`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// `--schema`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// `--listen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
}

/// What is wrong with a setting, in words of ours: where it stands, its name, and what it could be.
fn explained(error: &figment::Error, file: &Path) -> Failure {
    let name = match &error.kind {
        Kind::UnknownField(name, _) => name.clone(),
        _ => error.path.join("."),
    };
    // The environment is asked before the file; the command line gives nothing of a wrong kind.
    let variable = format!("{PREFIX}{}", name.to_uppercase());
    let place = if !name.is_empty() && env::var_os(&variable).is_some() {
        variable
    } else {
        file.display().to_string()
    };
    let said = |key, more: &[(&'static str, &str)]| {
        Failure::usage(key, &[&[("place", place.as_str()), ("name", name.as_str())], more].concat())
    };
    match &error.kind {
        Kind::UnknownField(_, known) => said("failure-setting-unknown", &[("known", &known.join(", "))]),
        Kind::UnknownVariant(value, known) => {
            said("failure-setting-one-of", &[("value", value), ("known", &known.join(", "))])
        }
        Kind::InvalidType(found, wanted) | Kind::InvalidValue(found, wanted) => {
            said(wants(wanted), &[("value", &plain(found))])
        }
        Kind::Message(cause) => match line(cause) {
            Some(line) => said("failure-setting-syntax", &[("line", line)]),
            None => said("failure-setting", &[("cause", cause)]),
        },
        other => said("failure-setting", &[("cause", &other.to_string())]),
    }
}

/// Which sentence says what kind of value is wanted, from serde's name for it.
fn wants(kind: &str) -> &'static str {
    match kind {
        "a boolean" => "failure-setting-wants-yes-or-no",
        "a sequence" => "failure-setting-wants-list",
        _ if kind.contains("string") => "failure-setting-wants-text",
        _ => "failure-setting-wants-number",
    }
}

/// A value as it was written, as far as it is one.
fn plain(found: &Actual) -> String {
    match found {
        Actual::Bool(value) => value.to_string(),
        Actual::Unsigned(value) => value.to_string(),
        Actual::Signed(value) => value.to_string(),
        Actual::Float(value) => value.to_string(),
        Actual::Str(value) => value.clone(),
        Actual::Seq => "[…]".to_owned(),
        Actual::Map => "{…}".to_owned(),
        other => other.to_string(),
    }
}

/// The line in which a file is no TOML.
fn line(cause: &str) -> Option<&str> {
    let rest = cause.split_once(" at line ")?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next().filter(|line| !line.is_empty())
}
