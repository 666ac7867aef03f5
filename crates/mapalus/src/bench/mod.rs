//! `bench`: measures this program on this machine. Everything happens in a scratch folder beside the current
//! one, so on the disk a library would be on, and is thrown away at the end.

mod chance;
mod checkouts;
mod client;
mod festival;
mod import;
mod program;
mod replay;
mod searching;
mod start;
mod table;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{self, ExitCode},
};

use crate::{Failure, cli::Bench, console::Console};
use table::Table;

/// Measures `what`, or everything, with so many `records`; exit code 5 when a target is missed.
pub(crate) fn run(console: Console, what: Option<Bench>, records: usize) -> Result<ExitCode, Failure> {
    let scratch = Scratch::make()?;
    let folder = scratch.path();
    let wanted = |bench| what.is_none_or(|what| what == bench);
    let mut table = Table::new(console);
    console.say("bench-begins", &[("path", folder.display().to_string().into())]);
    if wanted(Bench::Checkouts) {
        checkouts::measure(folder, &mut table)?;
    }
    if wanted(Bench::Festival) {
        festival::measure(folder, &mut table)?;
    }
    if !matches!(what, Some(Bench::Checkouts | Bench::Festival)) {
        let library = import::bring_in(folder, records)?;
        if wanted(Bench::Import) {
            import::measure(folder, &library, &mut table)?;
        }
        if wanted(Bench::Search) {
            searching::measure(folder, &library, &mut table)?;
        }
        if wanted(Bench::Start) {
            start::measure(folder, &library, &mut table)?;
        }
    }
    Ok(table.end())
}

/// A folder of its own beside the current one, gone when this is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(Failure::io("."))?;
        let folder = here.join(format!("mapalus-bench-{}", process::id()));
        fs::create_dir(&folder).map_err(Failure::io(&folder))?;
        Ok(Self(folder))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing in it is anybody's; where this fails, its name says what it is.
        let _ = fs::remove_dir_all(&self.0);
    }
}
