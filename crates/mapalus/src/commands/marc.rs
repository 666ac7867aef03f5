use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use catalogue::{
    export::{self, Exported},
    import::{self, Failed, Options, Output, Report},
    items::ItemMapping,
};

use super::rejects::{self, Written};
use crate::{Failure, Library, config::Config, console::Console};

/// `import marc`: every file in turn; exit code 3 when some of what they hold was rejected.
pub(crate) fn import(
    config: &Config,
    console: Console,
    files: &[PathBuf],
    dry_run: bool,
    items: Option<&str>,
    rejects: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let options = Options { items: mapping(items)?, dry_run, ..Options::default() };
    let library = Library::open(config)?;
    let written = Written::open(files, rejects, dry_run)?;
    let ended = AtomicBool::new(false);
    let rejected = thread::scope(|scope| {
        let indexing = (!dry_run).then(|| scope.spawn(|| library.index.keep_up(&library.store, &ended)));
        let rejected = all(&library, console, files, &options, written);
        ended.store(true, Ordering::Release);
        if let Some(indexing) = indexing {
            indexing.join().unwrap_or_else(|_| Err("panicked".to_owned())).map_err(Failure::index)?;
        }
        rejected
    })?;
    Ok(if rejected == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) })
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

fn mapping(items: Option<&str>) -> Result<ItemMapping, Failure> {
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
    let progressing = &mut |report: &Report| progress.at(report.position);
    let mut output = Output { file: &name, rejects, lines, progress: progressing };
    let from: Box<dyn Read + Send> = Box::new(BufReader::with_capacity(1 << 18, file));
    let report =
        import::marc(&library.store, &library.act(), from, options, &mut output).map_err(|e| match e {
            Failed::Store(error) => error.into(),
            Failed::Open(_) => rejects::no_marc(path),
            Failed::Output(cause) => written.broken(cause),
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
        let done = export::marc(&library.store, BufWriter::new(io::stdout()), options, &mut |_| ())?;
        return Ok(exported(console, &done));
    };
    let file = File::create(path).map_err(Failure::io(path))?;
    let mut progress = console.progress("exporting", 0);
    let done = export::marc(&library.store, BufWriter::new(file), options, &mut |n| progress.at(n))?;
    progress.end();
    console.say("export-done", &[("n", done.written.into())]);
    Ok(exported(console, &done))
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

impl From<export::Failed> for Failure {
    fn from(failed: export::Failed) -> Self {
        match failed {
            export::Failed::Store(error) => error.into(),
            export::Failed::Output(cause) => Self::Io { path: "export".into(), cause },
        }
    }
}
