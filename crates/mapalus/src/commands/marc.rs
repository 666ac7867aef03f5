use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use catalogue::{
    export::{self, Exported},
    import::{self, Failed, Options, Output, Report, Rewritten},
    items::ItemMapping,
};

use super::rejects::{self, Written};
use crate::{Failure, Library, config::Config, console::Console};

/// `import marc`: every file in turn; exit code 3 when some of what they hold was rejected.
pub(crate) fn import(
    config: &Config,
    console: Console,
    files: &[PathBuf],
    options: &Options,
    rejects: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let library = Library::open(config)?;
    let written = Written::open(files, rejects, options.dry_run)?;
    let ended = AtomicBool::new(false);
    let (rejected, indexed) = thread::scope(|scope| {
        let indexing =
            (!options.dry_run).then(|| scope.spawn(|| library.index.keep_up(&library.store, &ended)));
        let rejected = all(&library, console, files, options, written);
        ended.store(true, Ordering::Release);
        let indexed = indexing.map_or(Ok(()), |indexing| {
            indexing.join().unwrap_or_else(|_| Err("panicked".to_owned())).map_err(Failure::index)
        });
        (rejected, indexed)
    });
    if rejected.is_ok() && indexed.is_ok() {
        library.store.empty_log()?;
    }
    match (rejected, indexed) {
        (Ok(0), Ok(())) => Ok(ExitCode::SUCCESS),
        (Ok(_), Ok(())) => Ok(ExitCode::from(3)),
        (Ok(_), Err(index)) => Err(index),
        (Err(broken), Ok(())) => Err(broken),
        // What became of the records is told first; the index is only a copy, and is told of last.
        (Err(broken), Err(index)) => {
            console.complain(&broken.tell(console.t));
            Err(index)
        }
    }
}

/// Imports the files in turn; how much of what they hold was rejected.
fn all(
    library: &Library,
    console: Console,
    files: &[PathBuf],
    options: &Options,
    mut written: Written,
) -> Result<u64, Failure> {
    let mut rejected = 0;
    for path in files {
        let report = one(library, console, path, options, &mut written)?;
        rejected += report.rejected_in_all() + report.copies_rejected.values().sum::<u64>();
        tell(console, path, &report);
    }
    written.end(console)?;
    Ok(rejected)
}

/// How a file writes its items, by the word of the command line.
pub(crate) fn mapping(items: Option<&str>) -> Result<ItemMapping, Failure> {
    match items {
        None => Ok(ItemMapping::Auto),
        Some("952") => Ok(ItemMapping::Koha),
        Some(word) => word.parse().map_err(|_| Failure::usage("import-unknown-items", &[("word", word)])),
    }
}

fn one(
    library: &Library,
    console: Console,
    path: &Path,
    options: &Options,
    written: &mut Written,
) -> Result<Report, Failure> {
    let file = File::open(path).map_err(Failure::io(path))?;
    let size = file.metadata().map_or(0, |facts| facts.len());
    let mut progress = console.progress("importing", size);
    let name = path.display().to_string();
    let (rejects, lines) = written.of(path)?;
    let mut read = 0;
    let progressing = &mut |report: &Report| {
        read = report.read;
        progress.at(report.position);
    };
    // Without a list left beside the file, a dry run says here what would be overwritten.
    let changed = &mut |record: &Rewritten<'_>| {
        if options.dry_run {
            let values = [
                ("number", record.number.into()),
                ("was", record.was.into()),
                ("title", record.title.into()),
            ];
            console.say("import-would-change", &values);
        }
    };
    let mut output = Output { file: &name, rejects, lines, progress: progressing, changed };
    let from: Box<dyn Read + Send> = Box::new(BufReader::with_capacity(1 << 18, file));
    let done = import::marc(&library.store, &library.act(), from, options, &mut output);
    let report = done.map_err(|failed| match failed {
        Failed::Store(error @ store::Error::Refused(_)) => error.into(),
        Failed::Open(_) => rejects::no_marc(path),
        Failed::Store(error) => Failure::BrokeOff { cause: Box::new(error.into()), read },
        Failed::Output(cause) => Failure::BrokeOff { cause: Box::new(written.broken(cause)), read },
    })?;
    progress.end();
    Ok(report)
}

fn tell(console: Console, path: &Path, report: &Report) {
    console.line(&path.display().to_string());
    let values = [
        ("read", report.read.into()),
        ("added", report.added.into()),
        ("changed", report.changed.into()),
        ("unchanged", report.unchanged.into()),
        ("kept", report.kept.into()),
        ("duplicates", report.duplicates.into()),
        ("rejected", report.rejected_in_all().into()),
        ("copies", report.copies_added.into()),
        ("copies-rejected", report.copies_rejected.values().sum::<u64>().into()),
    ];
    console.say("import-report", &values);
    for (reason, count) in report.rejected.iter().chain(&report.copies_rejected) {
        // The lines of the report have the reason's own name; what has no words yet is called by it here too.
        let words = console.t.known(&format!("import-reason-{reason}")).unwrap_or(reason);
        let values = [("words", words.into()), ("reason", (*reason).into()), ("n", (*count).into())];
        console.say("import-reason", &values);
    }
    if report.mended > 0 {
        console.say("import-mended", &[("n", report.mended.into())]);
    }
    if report.dry_run {
        console.say("import-dry", &[]);
    }
}

/// `export marc`: every record, to a file or to whoever reads on.
pub(crate) fn export(
    config: &Config,
    console: Console,
    to: Option<&Path>,
    xml: bool,
    items: bool,
    hidden: bool,
) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let options = export::Options { xml, hidden, items };
    let Some(path) = to else {
        let done = export::marc(&library.store, BufWriter::new(io::stdout()), options, &mut |_| ());
        return Ok(exported(console, &done.map_err(broken(Path::new("stdout")))?));
    };
    let mut progress = console.progress("exporting", 0);
    let done = replaced(path, |file| {
        let done = export::marc(&library.store, BufWriter::new(file), options, &mut |n| progress.at(n));
        done.map_err(broken(path))
    })?;
    progress.end();
    console.say("export-done", &[("n", done.written.into())]);
    Ok(exported(console, &done))
}

/// Has a file written beside `path` and put in its place when it is whole and on the disk: an export that broke off
/// leaves the one of yesterday as it was. What is there and is no MARC stays; a device or a pipe is written as it is.
fn replaced<T>(path: &Path, write: impl FnOnce(&File) -> Result<T, Failure>) -> Result<T, Failure> {
    let there = fs::metadata(path).ok();
    if there.as_ref().is_some_and(|about| !about.is_file()) {
        return write(&File::options().write(true).open(path).map_err(Failure::io(path))?);
    }
    if there.is_some() && rejects::form_of(path).is_err() {
        return Err(Failure::said("export-over-other", &[("path", &path.display().to_string())]));
    }
    let beside = path.with_added_extension("part");
    let file = File::create(&beside).map_err(Failure::io(&beside))?;
    let whole = write(&file).and_then(|done| {
        file.sync_all().map_err(Failure::io(path))?;
        fs::rename(&beside, path).map_err(Failure::io(path))?;
        Ok(done)
    });
    if whole.is_err() {
        // What is not whole is of no use to anybody; why it is not counts for more than that it stays.
        let _ = fs::remove_file(&beside);
    }
    whole
}

fn broken(path: &Path) -> impl FnOnce(export::Failed) -> Failure {
    move |failed| match failed {
        export::Failed::Store(error) => error.into(),
        export::Failed::Output(cause) => Failure::io(path)(cause),
    }
}

/// Exit code 3 when some records are too long for ISO 2709; they are named.
fn exported(console: Console, done: &Exported) -> ExitCode {
    if done.too_long.is_empty() {
        return ExitCode::SUCCESS;
    }
    let numbers: Vec<String> = done.too_long.iter().map(ToString::to_string).collect();
    console.complain(&console.t.with("export-too-long", &[("numbers", numbers.join(", ").into())]));
    ExitCode::from(3)
}
