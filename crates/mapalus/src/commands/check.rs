use std::{process::ExitCode, time::Instant};

use platform::audit;

use crate::{Failure, Library, config::Config, console::Console, modules};

/// `check`: everything that must hold; exit code 5 when something does not.
pub(crate) fn check(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let mut violations = 0;
    let mut tell = |name: &str, found: &[String]| {
        if found.is_empty() {
            console.say("check-holds", &[("name", name.into())]);
        }
        for what in found {
            console.say("check-broken", &[("name", name.into()), ("what", what.as_str().into())]);
        }
        violations += found.len();
    };
    for module in modules(&library.index, &library.files) {
        for invariant in module.invariants {
            tell(invariant.name, &library.store.read_blocking(invariant.violations)?);
        }
    }
    let chain = library.store.read_blocking(audit::verify)?;
    let broken: Vec<String> =
        chain.broken.iter().map(|(seq, why)| format!("entry {seq}: {why:?}").to_lowercase()).collect();
    tell("platform.audit-chain", &broken);
    tell("platform.references", &library.store.read_blocking(store::copy::damage)?);
    let files = library.files.clone();
    let orphans = library.store.read_blocking(move |tx| files.orphans(tx))?;
    let lost: Vec<String> = orphans.without_file.iter().map(ToString::to_string).collect();
    tell("platform.files", &lost);
    tell(
        "catalogue.index",
        &catalogue::indexer::check(&library.store, &library.index).map_err(Failure::index)?,
    );
    if violations == 0 {
        console.say("check-all", &[]);
        return Ok(ExitCode::SUCCESS);
    }
    console.say("check-some", &[("n", violations.into())]);
    Ok(ExitCode::from(5))
}

/// `reindex`: the search index anew.
pub(crate) fn reindex(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    let library = Library::open(config)?;
    rebuild(&library, console)?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the index from the database, showing how far it has come.
pub(crate) fn rebuild(library: &Library, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let mut progress = console.progress("reindexing", 0);
    let mut n = 0;
    catalogue::indexer::reindex(&library.store, &library.index, &mut |done| {
        n = done;
        progress.at(done);
    })
    .map_err(Failure::index)?;
    progress.end();
    let seconds = console.t.decimal(started.elapsed().as_secs_f64(), 1);
    console.say("reindex-done", &[("n", n.into()), ("seconds", seconds.into())]);
    Ok(())
}
