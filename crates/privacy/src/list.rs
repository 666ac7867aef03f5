//! Who was forgotten, beside the keys and outside every backup: an older backup brings people back, and this list lets
//! them be forgotten again.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use kernel::{Id, Person};
use store::{Error, Result};

/// The list's name among the keys.
pub const NAME: &str = "forgotten";

/// Adds an id to the list, durably; twice is no harm.
///
/// # Errors
/// When the file cannot be written.
pub fn add(path: &Path, person: Id<Person>) -> Result<()> {
    if read(path)?.contains(&person) {
        return Ok(());
    }
    let mut file =
        fs::OpenOptions::new().create(true).append(true).open(path).map_err(|e| Error::file(path, &e))?;
    // A line before it that a power cut left unfinished must not swallow this one.
    let line = format!("\n{person}\n");
    file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(|e| Error::file(path, &e))
}

/// The ids on the list; none where there is no list.
///
/// # Errors
/// When the file is there and cannot be read. A line that is no id, as from a power cut, is passed over.
pub fn read(path: &Path) -> Result<Vec<Id<Person>>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().filter_map(|line| line.trim().parse().ok()).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::file(path, &error)),
    }
}
