use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::OnceLock,
};

use jiff::civil::Time;
use kernel::Act;
use platform::{
    backup::{self, Identities, Recipients, Verified},
    files::Files,
    keys,
    schedule::{Task, When},
};
use store::Store;

use super::audit::hex;
use crate::{Failure, Library, config::Config, console::Console, schemas};

/// A verified backup every night, in the library's own folder, where old ones give way to new ones.
pub(crate) const NIGHTLY: Task =
    Task { name: "mapalus.backup", when: When::Daily(Time::constant(2, 15, 0, 0)), run: nightly };

/// What a task, which is handed the database alone, must know besides.
static NIGHT: OnceLock<Night> = OnceLock::new();

struct Night {
    folder: PathBuf,
    files: Files,
    /// None where backups are for everybody who finds them.
    recipients: Option<PathBuf>,
}

/// Says where the nightly backup goes, once, before the tasks begin.
pub(crate) fn plan(config: &Config, files: &Files) {
    let recipients = (!config.plain_backups).then(|| config.key(keys::RECIPIENTS));
    // A second library in one process (there is none) would keep the first one's plan.
    let _ = NIGHT.set(Night { folder: config.data.join("backups"), files: files.clone(), recipients });
}

fn nightly(store: &Store, act: &Act) -> store::Result<()> {
    let Some(Night { folder, files, recipients }) = NIGHT.get() else { return Ok(()) };
    // The name carries the second: a night whose backup failed is tried again under another one, and only what is
    // whole ever bears a name.
    let to = folder.join(backup::file_name(act));
    let recipients = recipients.as_deref().map(Recipients::at).transpose()?;
    let made = backup::backup(store, &schemas(), files, recipients.as_ref(), &to)?;
    backup::rotate(folder)?;
    let act = act.clone();
    store.write_blocking(move |tx| backup::note(tx, &act, &made))
}

/// `backup`: one verified file; without a name it goes into the library's own folder, where old ones give
/// way to new ones. The library is only read, since a program may be serving it: the page of the day tells of the
/// nightly backups alone.
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
    let recipients = match config.plain_backups {
        true => None,
        false => Some(Recipients::at(&config.key(keys::RECIPIENTS))?),
    };
    let made = backup::backup(&library.store, &schemas(), &library.files, recipients.as_ref(), &path)?;
    if to.is_none() {
        backup::rotate(&folder)?;
    }
    let head =
        made.head.as_ref().map_or_else(|| "0".to_owned(), |head| format!("{}:{}", head.seq, hex(&head.hash)));
    let values = [
        ("path", path.display().to_string().into()),
        ("size", made.size.into()),
        ("rows", rows(&made).into()),
        ("files", made.files.into()),
        ("head", head.into()),
    ];
    console.say("backup-done", &values);
    match recipients {
        Some(_) => {
            console.say(
                "backup-opens-with",
                &[("path", config.key(keys::IDENTITY).display().to_string().into())],
            );
        }
        None => console.say("backup-is-plain", &[]),
    }
    tell_lost(console, &made);
    Ok(ExitCode::SUCCESS)
}

/// `restore`: fills an empty library from a backup, and indexes it. Without a name, the library's own identity
/// opens it.
pub(crate) fn restore(
    config: &Config,
    console: Console,
    from: &Path,
    identity: Option<&Path>,
) -> Result<ExitCode, Failure> {
    if crate::library::exists(config)? {
        return Err(Failure::said("failure-not-empty", &[]));
    }
    let own = config.key(keys::IDENTITY);
    let identities = match identity {
        Some(named) => Some(Identities::at(named)?),
        None => own.exists().then(|| Identities::at(&own)).transpose()?,
    };
    let before = Before::look(config);
    let poured = Library::bare(config).and_then(|library| {
        let (store, files) = (&library.store, &library.files);
        let restored = backup::restore(from, identities.as_ref(), store, files, &schemas())?;
        Ok((library, restored))
    });
    let (library, restored) = poured.inspect_err(|failure| before.bring_back(config, failure))?;
    console.say("restore-done", &[("rows", rows(&restored).into()), ("files", restored.files.into())]);
    tell_lost(console, &restored);
    library.plant()?;
    super::forgotten::again(config, console, &library)?;
    super::check::rebuild(&library, console)?;
    if !library.vault.is_open() {
        console.say("restore-no-vault", &[("path", config.key(keys::VAULT).display().to_string().into())]);
    }
    library.store.empty_log()?;
    Ok(ExitCode::SUCCESS)
}

/// What stood in the library's folder before a restore: one that fails leaves nothing else behind.
struct Before {
    folder: bool,
    parts: Vec<&'static str>,
}

impl Before {
    /// What a library without a schema is made of.
    const PARTS: [&str; 6] =
        ["library.db", "library.db-wal", "library.db-shm", "library.lock", "index", "files"];

    fn look(config: &Config) -> Self {
        let stands = |part: &&str| config.data.join(part).exists();
        Self { folder: config.data.exists(), parts: Self::PARTS.into_iter().filter(stands).collect() }
    }

    /// As far as the disk lets it; why the restore failed is what is told. A library that somebody else makes here at
    /// the same moment is theirs.
    fn bring_back(&self, config: &Config, failure: &Failure) {
        let theirs = matches!(failure, Failure::Library(store::Error::InUse(_)));
        if theirs || crate::library::exists(config).unwrap_or(true) {
            return;
        }
        for part in Self::PARTS.into_iter().filter(|part| !self.parts.contains(part)) {
            let path = config.data.join(part);
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        if !self.folder {
            let _ = fs::remove_dir(&config.data);
        }
    }
}

/// `keys`: makes the keys that are not there, and tells where all of them are.
pub(crate) fn keys(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    crate::library::make_keys(config)?;
    tell_keys(config, console);
    Ok(ExitCode::SUCCESS)
}

/// Tells plainly what must be kept elsewhere.
pub(super) fn tell_keys(config: &Config, console: Console) {
    let folder = config.key("").display().to_string();
    let names = [("vault", keys::VAULT), ("identity", keys::IDENTITY), ("recipients", keys::RECIPIENTS)];
    let names = names.map(|(name, file)| (name, file.into()));
    console.say("keys-are-in", &[&[("path", folder.into())], &names[..]].concat());
}

fn tell_lost(console: Console, made: &Verified) {
    for hash in &made.lost {
        console.complain(&console.t.with("backup-lost", &[("hash", hash.as_str().into())]));
    }
}

fn rows(made: &Verified) -> i64 {
    made.rows.values().sum()
}
