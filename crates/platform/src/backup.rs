//! The whole library in one file, and back: from either engine, into either (reliability-security.md,
//! "Backup").
//!
//! A backup holds every table and every file the tables know of. It is encrypted for the library's recipients
//! unless somebody decided otherwise, and made of formats that can be read in fifty years without this program
//! ([`crate::archive`]). The keys of sealed fields are not in it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use jiff::civil::DateTime;
use kernel::{Act, Id, Kind, Message, Refusal, Timestamp};
use store::{
    Error, Location, Options, Result, Store, Tx,
    copy::{self, Counts, Schemas},
};

pub use crate::archive::{Identities, Recipients, make_keys};
use crate::{
    archive::{self, Part},
    audit,
    files::{self, FileHash, Files},
    schedule,
};

/// What a backup's name ends with.
pub const EXTENSION: &str = "mapalus-backup";
/// How many of the last days, weeks and months keep a backup.
const KEPT: (usize, usize, usize) = (7, 4, 12);

/// What was backed up or restored, and found to be whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many rows each table has.
    pub rows: Counts,
    /// The head of the audit log: written down elsewhere, it shows whether the log was ever cut off.
    pub head: Option<audit::Head>,
    /// Where the audit log does not hold, if it does not. It came so from the database: the copy is faithful,
    /// and better than none, but somebody should ask why.
    pub broken: Option<(i64, audit::Break)>,
    /// How many files are in it.
    pub files: usize,
    /// Files the database knows of that are not in the folder, or damaged there: the backup is without them,
    /// and better than none.
    pub lost: Vec<FileHash>,
    /// How long the backup is, in bytes.
    pub size: u64,
}

/// Backs the library up into a new file at `to`, beside whatever the program is doing: for `recipients` alone,
/// or for everybody who finds it. The copy is opened and verified (the file's own check, every table's rows,
/// the audit chain), packed, read back to its end, flushed, and only then given its name: what bears that name
/// is a good backup.
///
/// # Errors
/// A refusal when `to` exists already, or that says what is wrong with the copy; what the disk and the database
/// say. Nothing then bears the name.
pub fn backup(
    store: &Store,
    schemas: &Schemas,
    files: &Files,
    recipients: Option<&Recipients>,
    to: &Path,
) -> Result<Verified> {
    if to.exists() {
        return Err(archive::no("backup-exists", to));
    }
    let disk = |e: io::Error| Error::file(to, &e);
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(disk)?;
    // It goes away with this value, whatever happens.
    let aside = tempfile::tempdir_in(folder).map_err(disk)?;
    let (plain, packed) = (aside.path().join("library.db"), aside.path().join("packed"));
    let rows = copy::export(store, schemas, &plain)?;
    let ((head, broken), known) = verify_file(&plain, &rows)?;
    let lost = archive::pack(&packed, &plain, files, &known, recipients)?;
    let size = fs::metadata(&packed).map_err(disk)?.len();
    fs::rename(&packed, to).and_then(|()| files::sync_folder(folder)).map_err(disk)?;
    Ok(Verified { rows, head, broken, files: known.len() - lost.len(), lost, size })
}

/// Makes the empty database `into` what the backup at `from` says, all in one transaction, and puts its files
/// into `files`. A backup of an older program is brought up to this one on the way.
///
/// The clock will be in doubt afterwards where the backup is older than three days
/// ([`schedule::clock_is_sane`]).
///
/// # Errors
/// A refusal when `from` is no backup or a damaged one, or `identities` do not open it; a message when `into` is
/// not empty; [`store::Error::Newer`] when a newer program made it; what disk and database say. The database is
/// then as it was; files that came already wait there for the next try and do no harm.
pub fn restore(
    from: &Path,
    identities: Option<&Identities>,
    into: &Store,
    files: &Files,
    schemas: &Schemas,
) -> Result<Verified> {
    let disk = |e: io::Error| Error::file(from, &e);
    let size = fs::metadata(from).map_err(disk)?.len();
    let room = match into.location() {
        Location::File(path) => path.parent().map_or_else(tempfile::tempdir, tempfile::tempdir_in),
        Location::Postgres { .. } => tempfile::tempdir(),
    };
    let room = room.map_err(disk)?;
    let plain = room.path().join("library.db");
    let mut arrived = 0;
    archive::read(from, identities, |part, content| match part {
        Part::Database => Ok(io::copy(content, &mut File::create(&plain)?).map(drop)?),
        Part::File(hash) => {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes)?;
            if FileHash::of(&bytes) != hash {
                return Err(io::Error::other(format!("{hash} is damaged")).into());
            }
            arrived += 1;
            Ok(files.keep(&hash, &bytes)?)
        }
    })?;
    let source = Store::open(Location::File(plain), Options { readers: 1, ..Options::default() })?;
    source.migrate(schemas.clone())?;
    source.read_blocking(|tx| verify(tx).map(drop))?;
    let (schemas, files) = (schemas.clone(), files.clone());
    into.write_blocking(move |tx| {
        let copied = copy::fill(tx, &schemas, &source)?;
        let rows = copy::counts(tx)?;
        if rows != copied {
            return Err(no("restore-incomplete"));
        }
        let (head, broken) = verify(tx)?;
        let lost = files.orphans(tx)?.without_file;
        Ok(Verified { rows, head, broken, files: arrived, lost, size })
    })
}

/// The audit log's head, and where it does not hold.
type Log = (Option<audit::Head>, Option<(i64, audit::Break)>);

/// What a copy's log says, and which files it knows.
fn verify_file(plain: &Path, rows: &Counts) -> Result<(Log, Vec<FileHash>)> {
    let options = Options { readers: 1, read_only: true, ..Options::default() };
    let copy = Store::open(Location::File(plain.to_owned()), options)?;
    let rows = rows.clone();
    copy.read_blocking(move |tx| {
        if copy::counts(tx)? != rows {
            return Err(no("backup-copy-differs"));
        }
        Ok((verify(tx)?, files::known(tx)?))
    })
}

fn verify(tx: &mut Tx<'_>) -> Result<Log> {
    if let Some(damage) = copy::damage(tx)?.first() {
        let said = Message::new("backup-copy-damaged").with("damage", damage.as_str());
        return Err(Refusal::new(Kind::Conflict, said).into());
    }
    Ok((audit::head(tx)?, audit::verify(tx)?.broken))
}

fn no(key: &'static str) -> Error {
    Refusal::new(Kind::Conflict, Message::new(key)).into()
}

/// Writes down that a backup succeeded, with the head of the audit log it holds.
///
/// # Errors
/// Those of the database.
pub fn note(tx: &mut Tx<'_>, act: &Act, made: &Verified) -> Result<()> {
    use std::fmt::Write;
    schedule::set_mark(tx, "backup", act.at)?;
    let head = made.head.as_ref().map(|head| {
        let hash = head.hash.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        serde_json::json!({ "seq": head.seq, "hash": hash })
    });
    let broken = made.broken.map(|(entry, _)| entry);
    let detail = serde_json::json!({
        "size": made.size, "head": head, "broken": broken, "files": made.files, "lost": made.lost.len()
    });
    audit::record(tx, act, "backup.made", "backup", Id::<()>::from_bytes([0; 16]), &detail)
}

/// When the last verified backup was made.
///
/// # Errors
/// Those of the database.
pub fn last(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    schedule::mark(tx, "backup")
}

/// The name of a backup made at `act`: `20260805-020000.mapalus-backup`, by the library's clock.
pub fn file_name(act: &Act) -> String {
    let now = act.at.to_zoned_datetime(act.zone.clone()).datetime();
    format!("{}.{EXTENSION}", now.strftime(STAMP))
}

const STAMP: &str = "%Y%m%d-%H%M%S";

/// The backups in `folder` with the times in their names, the newest first. Other files are not ours.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(folder: &Path) -> Result<Vec<(DateTime, PathBuf)>> {
    let entries = fs::read_dir(folder).map_err(|e| Error::file(folder, &e))?;
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let stamp = name.strip_suffix(EXTENSION)?.strip_suffix('.')?;
            Some((DateTime::strptime(STAMP, stamp).ok()?, entry.path()))
        })
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    Ok(found)
}

/// Deletes the backups in `folder` that [`expendable`] names; which.
///
/// # Errors
/// When the folder cannot be read or a file not deleted.
pub fn rotate(folder: &Path) -> Result<Vec<PathBuf>> {
    let backups = list(folder)?;
    let taken: Vec<DateTime> = backups.iter().map(|(at, _)| *at).collect();
    let expendable = expendable(&taken);
    let mut gone = Vec::new();
    for (at, path) in backups {
        if expendable.contains(&at) {
            fs::remove_file(&path).map_err(|e| Error::file(&path, &e))?;
            gone.push(path);
        }
    }
    Ok(gone)
}

/// Which of the backups taken at these times may go: all but the last one of each of the seven latest days,
/// four latest weeks and twelve latest months that have one. A time without power costs none of them.
pub fn expendable(taken: &[DateTime]) -> Vec<DateTime> {
    let mut newest_first = taken.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let (days, weeks, months) = KEPT;
    let week = |at: &DateTime| (at.date().iso_week_date().year(), at.date().iso_week_date().week());
    let mut kept = last_of_each(&newest_first, days, DateTime::date);
    kept.extend(last_of_each(&newest_first, weeks, |at| week(&at)));
    kept.extend(last_of_each(&newest_first, months, |at| (at.year(), at.month())));
    newest_first.retain(|at| !kept.contains(at));
    newest_first
}

/// The newest of each of the `count` latest stretches of time.
fn last_of_each<S: PartialEq>(
    newest_first: &[DateTime],
    count: usize,
    stretch: impl Fn(DateTime) -> S,
) -> Vec<DateTime> {
    let mut last = newest_first.to_vec();
    last.dedup_by_key(|at| stretch(*at));
    last.truncate(count);
    last
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};

    use super::*;

    #[test]
    fn a_year_of_nights_leaves_seven_days_four_weeks_and_twelve_months() {
        let first = date(2025, 8, 5).at(2, 0, 0, 0);
        let mut kept: Vec<DateTime> = Vec::new();
        for night in 0..400 {
            kept.push(first.checked_add(night.days()).unwrap());
            let gone = expendable(&kept);
            kept.retain(|at| !gone.contains(at));
        }
        let last = kept.iter().max().unwrap().date();
        for days in 0..7 {
            assert!(kept.iter().any(|at| at.date() == last - days.days()), "{days} days back");
        }
        let months: std::collections::BTreeSet<_> = kept.iter().map(|at| (at.year(), at.month())).collect();
        assert_eq!(months.len(), 12);
        // The latest day, week and month share backups: 7 + 4 + 12 less what coincides.
        assert!((19..=23).contains(&kept.len()), "{}", kept.len());
    }

    #[test]
    fn a_long_pause_costs_no_backup() {
        let old: Vec<_> = (1..=5).map(|day| date(2024, 1, day).at(2, 0, 0, 0)).collect();
        assert_eq!(expendable(&old), []);
    }

    #[test]
    fn of_several_in_one_day_the_last_stays() {
        let taken = [9, 12, 15].map(|hour| date(2026, 8, 5).at(hour, 0, 0, 0));
        assert_eq!(expendable(&taken), [taken[1], taken[0]]);
    }
}
