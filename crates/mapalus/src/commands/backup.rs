use std::{fs, path::Path, process::ExitCode};

use jiff::civil::Time;
use kernel::Act;
use platform::{
    backup,
    schedule::{Task, When},
};
use store::{Location, Store};

use super::audit::hex;
use crate::{Failure, Library, config::Config, console::Console, schemas};

/// A verified backup every night, beside the library's own file. A PostgreSQL server has its own way of being
/// backed up; `mapalus backup` serves there when it is wanted.
pub(crate) const NIGHTLY: Task =
    Task { name: "mapalus.backup", when: When::Daily(Time::constant(2, 15, 0, 0)), run: nightly };

fn nightly(store: &Store, act: &Act) -> store::Result<()> {
    let Location::File(path) = store.location() else { return Ok(()) };
    let folder = path.with_file_name("backups");
    fs::create_dir_all(&folder).map_err(|e| store::Error::Engine(e.to_string().into()))?;
    let to = folder.join(backup::file_name(act));
    // A second run for the same night finds the file of the first.
    if to.exists() {
        return Ok(());
    }
    let made = backup::backup(store, &schemas(), &to)?;
    backup::rotate(&folder)?;
    let act = act.clone();
    store.write_blocking(move |tx| backup::note(tx, &act, &made))
}

/// `backup`: one verified file; without a name it goes into the library's own folder, where old ones give
/// way to new ones.
pub(crate) fn backup(config: &Config, console: Console, to: Option<&Path>) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let folder = config.data.join("backups");
    let path = match to {
        Some(path) => path.to_owned(),
        None => {
            fs::create_dir_all(&folder).map_err(Failure::io(&folder))?;
            folder.join(backup::file_name(&library.act()))
        }
    };
    let made = backup::backup(&library.store, &schemas(), &path)?;
    if to.is_none() {
        backup::rotate(&folder)?;
    }
    let head = made.head.map_or_else(|| "0".to_owned(), |head| format!("{}:{}", head.seq, hex(&head.hash)));
    let rows: i64 = made.rows.values().sum();
    let values = [
        ("path", path.display().to_string().into()),
        ("size", made.size.into()),
        ("rows", rows.into()),
        ("head", head.into()),
    ];
    console.say("backup-done", &values);
    Ok(ExitCode::SUCCESS)
}

/// `restore`: fills an empty library from a backup, and indexes it.
pub(crate) fn restore(config: &Config, console: Console, from: &Path) -> Result<ExitCode, Failure> {
    if crate::library::exists(config)? {
        return Err(Failure::said("failure-not-empty", &[]));
    }
    let library = Library::bare(config)?;
    let restored = backup::restore(from, &library.store, &schemas())?;
    let rows: i64 = restored.rows.values().sum();
    console.say("restore-done", &[("rows", rows.into())]);
    library.plant()?;
    super::check::rebuild(&library, console)?;
    Ok(ExitCode::SUCCESS)
}
