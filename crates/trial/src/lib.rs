//! Fresh databases on both engines: every test of the domain runs on SQLite and on PostgreSQL.
//!
//! The PostgreSQL server is named by `MAPALUS_TEST_POSTGRES`; `./test` starts one of its own.

#![allow(clippy::expect_used, reason = "a test that cannot start should stop with the reason")]

mod kept;

use std::{
    collections::BTreeMap,
    fs,
    sync::{Mutex, PoisonError},
};

use kept::Kept;
use kernel::{Act, Actor, Id, TimeZone, Timestamp};
use postgres::{Client, NoTls};
use store::{Location, Migration, Options, Store};

/// A whole PDF document: one empty page. What only begins and ends like one is not kept (`platform::files` looks further).
pub const PDF: &[u8] = include_bytes!("../data/page.pdf");

/// Another whole PDF document for each of these words, which stand behind its end as a comment; it stays until the tests end.
pub fn pdf(words: &str) -> &'static [u8] {
    [PDF, format!("% {words}\n").as_bytes()].concat().leak()
}

/// The file of a SQLite database in its folder.
const FILE: &str = "library.db";

/// A module's name with its migrations, as [`Store::migrate`] takes them.
pub type Schema = (&'static str, &'static [Migration]);

/// Runs `test` on a migrated database of each engine that has nothing else in it.
///
/// # Panics
/// When a database cannot be made, and when `test` does; the engine is named on the way.
pub fn on_both(schemas: &[Schema], test: impl Fn(&Store)) {
    eprintln!("on SQLite");
    test(&Database::sqlite_with(schemas).open());
    let kept = Kept::take(schemas);
    eprintln!("on PostgreSQL");
    test(&kept.open());
}

fn postgres_url() -> String {
    std::env::var("MAPALUS_TEST_POSTGRES")
        .expect("MAPALUS_TEST_POSTGRES names a PostgreSQL database; ./test starts one")
}

/// A database of its own, gone when this is dropped.
pub enum Database {
    /// A file in a folder of its own.
    Sqlite(tempfile::TempDir),
    /// A schema of its own.
    Postgres {
        /// The server and database.
        url: String,
        /// The schema.
        schema: String,
    },
}

impl Database {
    /// An empty SQLite database.
    ///
    /// # Panics
    /// When there is no place for temporary files.
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A SQLite database with these schemas and what their migrations put into them: a copy of the first one made.
    ///
    /// # Panics
    /// When there is no place for temporary files, and when the migrations do not apply.
    pub fn sqlite_with(schemas: &[Schema]) -> Self {
        static MADE: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let first = made.entry(kept::sum_of(schemas)).or_insert_with(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join(FILE);
            let store =
                Store::open(Location::File(file.clone()), Options::default()).expect("the database opens");
            store.migrate(schemas.to_vec()).expect("migrations apply");
            store.empty_log().expect("all of it is in one file");
            fs::read(file).expect("the file is read")
        });
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(FILE), first).expect("there is room for the file");
        Self::Sqlite(folder)
    }

    /// An empty PostgreSQL schema.
    ///
    /// # Panics
    /// When `MAPALUS_TEST_POSTGRES` is not set.
    pub fn postgres() -> Self {
        Self::Postgres { url: postgres_url(), schema: format!("t{}", Id::<()>::new().uuid().simple()) }
    }

    /// Which engine, for messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    /// Where it is.
    pub fn location(&self) -> Location {
        match self {
            Self::Sqlite(folder) => Location::File(folder.path().join(FILE)),
            Self::Postgres { url, schema } => Location::Postgres { url: url.clone(), schema: schema.clone() },
        }
    }

    /// Opens it.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn open(&self) -> Store {
        Store::open(self.location(), Options::default()).expect("the database opens")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Postgres { url, schema } = self
            && let Ok(mut client) = Client::connect(url, NoTls)
        {
            // A schema left behind harms no other test.
            let _ = client.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE"));
        }
    }
}

/// An act by the system in Tomohon's zone: `act("2026-08-05T09:30")` is half past nine in the morning there.
///
/// # Panics
/// When `local` is no local date and time.
pub fn act(local: &str) -> Act {
    let zone = TimeZone::get("Asia/Makassar").expect("the zone is bundled");
    Act { by: Actor::System, at: at(local), zone }
}

/// That local time in Tomohon as an instant.
///
/// # Panics
/// When `local` is no local date and time.
pub fn at(local: &str) -> Timestamp {
    let padded = if local.len() == 16 { format!("{local}:00+08:00") } else { format!("{local}+08:00") };
    padded.parse().expect("a local date and time")
}
