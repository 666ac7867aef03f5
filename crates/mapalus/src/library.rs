//! One library, opened: its database, files, search index and clock.

use std::{
    fs::{DirBuilder, File},
    os::unix::fs::DirBuilderExt,
    sync::Arc,
};

use catalogue::indexer::Index;
use kernel::{Act, Actor, TimeZone, Timestamp};
use platform::{backup, files::Files, keys, permissions, vault::Vault};
use store::{Location, Options, Store};

use crate::{Failure, config::Config, modules, schemas};

/// A library that stands open.
pub struct Library {
    /// Its database.
    pub store: Store,
    /// Its files.
    pub files: Files,
    /// The keys of its sealed fields.
    pub vault: Vault,
    /// Its search index.
    pub index: Arc<Index>,
    /// The zone its days begin and end in.
    pub zone: TimeZone,
    /// Held where the database lies elsewhere: the index and the files in this folder bear one writer too.
    _held: Option<File>,
}

impl Library {
    /// Opens the library to work in it, and brings its schema up to this program's.
    ///
    /// # Errors
    /// A failure when there is none, another program works in it, or a newer one made it.
    pub fn open(config: &Config) -> Result<Self, Failure> {
        if !exists(config)? {
            return Err(Failure::said("failure-no-library", &[("path", &config.place())]));
        }
        Self::open_or_make(config)
    }

    /// Opens the library, making it and its keys where there is none.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn open_or_make(config: &Config) -> Result<Self, Failure> {
        if !exists(config)? {
            make_keys(config)?;
        }
        let library = Self::bare(config)?;
        library.plant()?;
        Ok(library)
    }

    /// Opens a library without a schema, or one whose schema stays as it is: a backup brings its own.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn bare(config: &Config) -> Result<Self, Failure> {
        // What is in it is for the program alone, whatever else runs on the machine.
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&config.data);
        made.map_err(Failure::io(&config.data))?;
        Self::assemble(config, false)
    }

    /// Brings the schema up to this program's, and gives the roles what new modules bring.
    ///
    /// # Errors
    /// A failure when a newer program made the database.
    pub fn plant(&self) -> Result<(), Failure> {
        self.store.migrate(schemas())?;
        let roles: Vec<permissions::Role> = modules(&self.index, &self.files)
            .iter()
            .flat_map(|module| module.roles.iter().copied())
            .collect();
        Ok(self.store.write_blocking(move |tx| permissions::plant(tx, &roles))?)
    }

    /// Opens the library for reading only, beside a program that may be serving it.
    ///
    /// # Errors
    /// A failure when there is none, or a newer program made it.
    pub fn look_into(config: &Config) -> Result<Self, Failure> {
        if !exists(config)? {
            return Err(Failure::said("failure-no-library", &[("path", &config.place())]));
        }
        Self::assemble(config, true)
    }

    fn assemble(config: &Config, read_only: bool) -> Result<Self, Failure> {
        let zone = config.zone()?;
        let options = Options { readers: config.readers.max(1), read_only, ..Options::default() };
        let location = config.location();
        let elsewhere = matches!(location, Location::Postgres { .. }) && !read_only;
        let held = elsewhere.then(|| store::hold(&config.data.join("library.db"))).transpose()?;
        let store = Store::open(location, options)?;
        if read_only {
            // Nobody migrates here; what a newer program made would only half be understood.
            store.suits(schemas())?;
        }
        let index = Arc::new(Index::open(&config.data.join("index")).map_err(Failure::index)?);
        let files = Files::open(config.data.join("files"))?;
        let vault = Vault::at(&config.key(keys::VAULT))?;
        Ok(Self { store, files, vault, index, zone, _held: held })
    }

    /// An act of the program itself, now.
    pub fn act(&self) -> Act {
        Act { by: Actor::System, at: Timestamp::now(), zone: self.zone.clone() }
    }
}

/// Makes the keys that are not there yet; those that are stay.
///
/// # Errors
/// What the disk says.
pub(crate) fn make_keys(config: &Config) -> Result<(), Failure> {
    Vault::make(&config.key(keys::VAULT))?;
    Ok(backup::make_keys(&config.key(keys::IDENTITY), &config.key(keys::RECIPIENTS))?)
}

/// Whether a library stands where the configuration says.
///
/// # Errors
/// What the database says.
pub(crate) fn exists(config: &Config) -> Result<bool, Failure> {
    Ok(Store::stands(&config.location())?)
}
