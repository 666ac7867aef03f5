//! The folder of a library's keys: outside its data and outside every backup, for its owner alone. Whoever has
//! a backup and not this folder has nothing.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use store::{Error, Result};

use crate::files;

/// The keys of sealed fields ([`crate::vault`]).
pub const VAULT: &str = "vault.key";
/// What opens a backup: an age identity. It is needed to restore only, and best kept elsewhere.
pub const IDENTITY: &str = "backup.key";
/// For whom backups are encrypted: age recipients, one a line.
pub const RECIPIENTS: &str = "backup.recipients";

/// Where the keys of the library in `data` lie when nothing else was decided: beside it, `data-keys`.
pub fn beside(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push("-keys");
    data.with_file_name(name)
}

/// Writes a new secret file that its owner alone may read, and its folder where there is none. A file that is
/// there already stays as it is: a key that was lost by overwriting is lost for good.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        if !folder.is_dir() {
            make_folder(folder)?;
        }
        let mut file = match owner_only(fs::OpenOptions::new().write(true).create_new(true)).open(path) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
            opened => opened?,
        };
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        files::sync_folder(folder)
    };
    write().map_err(|e| Error::file(path, &e))
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn owner_only(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn owner_only(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = beside(&folder.path().join("data")).join(VAULT);
        assert!(file.ends_with("data-keys/vault.key"));
        write(&file, "rahasia").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        write(&file, "lain").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "rahasia");
    }
}
