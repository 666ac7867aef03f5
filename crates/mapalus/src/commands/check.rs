use std::{
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use catalogue::indexer::{self, Difference};
use platform::audit;
use ui::Value;

use crate::{Failure, Library, config::Config, console::Console, modules};

/// How often it is asked again whether the index has heard of everything: a program that serves the library beside
/// us takes in what was saved within half a second.
const PATIENCE: u32 = 20;
/// How long it waits between.
const PAUSE: Duration = Duration::from_millis(250);

/// `check`: everything that must hold; exit code 5 when something does not.
pub(crate) fn check(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let mut violations = 0;
    let mut tell = |name: &str, found: &[String]| {
        let key = format!("invariant-{}", name.replace('.', "-"));
        let values = [("name", Value::from(name)), ("words", console.t.say(&key).into())];
        if found.is_empty() {
            console.say("check-holds", &values);
        }
        for what in found {
            console.say("check-broken", &[&values[..], &[("what", what.as_str().into())]].concat());
        }
        violations += found.len();
    };
    for module in modules(&library.index, &library.files) {
        for invariant in module.invariants {
            tell(invariant.name, &library.store.read_blocking(invariant.violations)?);
        }
    }
    let chain = library.store.read_blocking(audit::verify)?;
    let broken: Vec<String> = chain
        .broken
        .iter()
        .map(|(seq, why)| {
            let values = [("seq", (*seq).into()), ("why", super::audit::words(console, *why).into())];
            console.t.with("check-chain-breaks", &values)
        })
        .collect();
    tell(CHAIN, &broken);
    tell(REFERENCES, &library.store.read_blocking(store::copy::damage)?);
    let files = library.files.clone();
    let orphans = library.store.read_blocking(move |tx| files.orphans(tx))?;
    let lost: Vec<String> = orphans.without_file.iter().map(ToString::to_string).collect();
    tell(FILES, &lost);
    // What has yet to be taken in is no fault: it is as soon as the library is served.
    let is_lag = |one: &Difference| matches!(one, Difference::Behind { .. });
    let (lag, faults): (Vec<_>, Vec<_>) = index(&library)?.into_iter().partition(is_lag);
    let words = |found: Vec<Difference>| -> Vec<String> {
        found.into_iter().map(|one| difference(console, one)).collect()
    };
    if lag.is_empty() || !faults.is_empty() {
        tell(INDEX, &words(faults));
    }
    for what in words(lag) {
        console.say("check-lags", &[("what", what.into())]);
    }
    if violations == 0 {
        console.say("check-all", &[]);
        return Ok(ExitCode::SUCCESS);
    }
    console.say("check-some", &[("n", violations.into())]);
    Ok(ExitCode::from(5))
}

/// Where the search index is not what the database says.
fn index(library: &Library) -> Result<Vec<Difference>, Failure> {
    let behind = || indexer::behind(&library.store, &library.index).map_err(Failure::index);
    let mut left = PATIENCE;
    while left > 0 && behind()? > 0 {
        left -= 1;
        thread::sleep(PAUSE);
    }
    indexer::check(&library.store, &library.index).map_err(Failure::index)
}

/// A difference in words.
fn difference(console: Console, difference: Difference) -> String {
    let say = |key, name, value: String| console.t.with(key, &[(name, value.into())]);
    match difference {
        Difference::Ahead { position, latest } => {
            console.t.with("index-ahead", &[("position", position.into()), ("latest", latest.into())])
        }
        Difference::Behind { records } => console.t.with("index-behind", &[("n", records.into())]),
        Difference::Twice(record) => say("index-twice", "id", record.to_string()),
        Difference::Otherwise(number) => say("index-otherwise", "number", number.to_string()),
        Difference::Lacks(number) => say("index-lacks", "number", number.to_string()),
        Difference::Surplus(record) => say("index-surplus", "id", record.to_string()),
        Difference::More(n) => console.t.with("index-more", &[("n", n.into())]),
    }
}

const CHAIN: &str = "platform.audit-chain";
const REFERENCES: &str = "platform.references";
const FILES: &str = "platform.files";
const INDEX: &str = "catalogue.index";

/// Every key the check says besides those of the modules, for the test that each exists.
pub fn keys() -> Vec<String> {
    [CHAIN, REFERENCES, FILES, INDEX].map(|name| format!("invariant-{}", name.replace('.', "-"))).to_vec()
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
    indexer::reindex(&library.store, &library.index, &mut |done| {
        n = done;
        progress.at(done);
    })
    .map_err(Failure::index)?;
    progress.end();
    let seconds = console.t.decimal(started.elapsed().as_secs_f64(), 1);
    console.say("reindex-done", &[("n", n.into()), ("seconds", seconds.into())]);
    Ok(())
}
