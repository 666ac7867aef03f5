use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use platform::backup;

use super::audit::hex;
use crate::{Failure, Library, config::Config, console::Console, modules};

/// `backup`: one verified file; without a name it goes into the library's own folder, where old ones give
/// way to new ones.
pub(crate) fn backup(config: &Config, console: Console, to: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let folder = config.data.join("backups");
    let path = match &to {
        Some(path) => path.clone(),
        None => {
            fs::create_dir_all(&folder).map_err(Failure::io(&folder))?;
            folder.join(backup::file_name(&library.act()))
        }
    };
    let made = backup::backup(&library.store, &modules::schemas(), &path)?;
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
    if config.database.is_none() && crate::library::exists(config) {
        return Err(Failure::said("failure-not-empty", &[]));
    }
    let library = Library::bare(config)?;
    let restored = backup::restore(from, &library.store, &modules::schemas())?;
    let rows: i64 = restored.rows.values().sum();
    console.say("restore-done", &[("rows", rows.into())]);
    library.plant()?;
    super::check::rebuild(&library, console)?;
    Ok(ExitCode::SUCCESS)
}
