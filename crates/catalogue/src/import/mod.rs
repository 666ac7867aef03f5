//! MARC files into the catalogue: streams of any size, a bad record beside the road, the same file twice a
//! change of nothing.
//!
//! One thread reads and draws, another writes batch by batch. Each batch is one transaction, so an import that
//! was killed has written whole batches and, begun again, goes through the rest.

mod batch;
mod marks;
mod prepare;
mod report;

use std::{
    io::{self, Read, Write},
    sync::mpsc,
    thread,
};

use kernel::{Act, Id, Message, Refusal};
use platform::library::{self, Branch};
use store::{Result, Store, Tx};

use crate::{copies, items::ItemMapping};
use batch::Ground;
use prepare::{Piece, Prepare};
pub use report::{Outcome, Report};

/// How many records one transaction takes.
const BATCH: usize = 1_000;
/// How many batches may be ready before one is written.
const AHEAD: usize = 4;

/// What an import may be told.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the file writes its items.
    pub items: ItemMapping,
    /// Whose control numbers they are when records do not say (003): keeps two libraries' numbers apart. Where nobody
    /// says, a record with a known number that is plainly another book is rejected.
    pub agency: String,
    /// Code of the branch for copies whose own is not known here; without it, the first branch.
    pub branch: Option<String>,
    /// Changes nothing, and reports the same.
    pub dry_run: bool,
}

/// Where an import writes what it has to say.
pub struct Output<'a> {
    /// What the file is called in the lines.
    pub file: &'a str,
    /// The bytes of rejected records, to be mended and imported again.
    pub rejects: &'a mut dyn Write,
    /// What became of each record: one JSON object a line.
    pub lines: &'a mut dyn Write,
    /// Called after each batch with what was done so far.
    pub progress: &'a mut dyn FnMut(&Report),
    /// Called for each record of the catalogue that the file changes, or would change in a dry run.
    pub changed: &'a mut dyn FnMut(&Rewritten<'_>),
}

/// A record of the catalogue in whose place one of the file is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rewritten<'a> {
    /// Its short number.
    pub number: i64,
    /// Its title before.
    pub was: &'a str,
    /// Its title in the file.
    pub title: &'a str,
}

/// Why an import ended early. Batches written before it stay.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The file is no MARC or cannot be opened.
    #[error("{0}; nothing was imported")]
    Open(#[from] marc::OpenError),
    /// The database.
    #[error("{0}; what the report lists before this is imported, begin again for the rest")]
    Store(#[from] store::Error),
    /// The report or the rejects cannot be written.
    #[error("the report could not be written: {0}; what it lists is imported, begin again for the rest")]
    Output(#[from] io::Error),
}

/// Imports the records of `from`: ISO 2709 or MARCXML, UTF-8 or MARC-8.
///
/// # Errors
/// Only what concerns the file or the database as a whole; what is wrong with single records is in the report.
pub fn marc(
    store: &Store,
    act: &Act,
    from: impl Read + Send,
    options: &Options,
    output: &mut Output<'_>,
) -> Result<Report, Failed> {
    let records = ::marc::Records::open(from)?;
    let wanted = options.branch.clone();
    let ground = store.read_blocking(move |tx| ground(tx, wanted.as_deref()))?;
    let run = Id::new();
    let begun = act.clone();
    store.write_blocking(move |tx| marks::sweep(tx, &begun))?;
    let mut prepare = Prepare::new(records, options, &ground);
    let done: Result<Report, Failed> = thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<Piece>>(AHEAD);
        scope.spawn(move || {
            while let Some(pieces) = prepare.batch(BATCH) {
                // Nobody listens any more once writing has failed.
                if sender.send(pieces).is_err() {
                    break;
                }
            }
        });
        // The receiver ends with this loop, also on an error, and the other thread with it.
        let mut report = Report { dry_run: options.dry_run, ..Report::default() };
        for pieces in receiver {
            let pieces = std::sync::Arc::new(pieces);
            let outcomes = batch::write(store, act, run, &pieces, options.dry_run)?;
            report.add(&pieces, &outcomes, output)?;
            (output.progress)(&report);
        }
        Ok(report)
    });
    match store.write_blocking(move |tx| marks::forget(tx, run)) {
        // Why the import broke off counts for more; what it leaves is swept a day later.
        Err(error) if done.is_ok() => Err(error.into()),
        _ => done,
    }
}

/// Reads what the copies of an import stand on.
fn ground(tx: &mut Tx<'_>, wanted: Option<&str>) -> Result<Ground> {
    let branches: Vec<(String, Id<Branch>)> =
        library::branches(tx)?.into_iter().map(|branch| (branch.code.to_lowercase(), branch.id)).collect();
    let fallback = match wanted {
        None => branches.first(),
        Some(code) => {
            let found = branches.iter().find(|(known, _)| *known == code.to_lowercase());
            let refused =
                || Refusal::of_field("branch", Message::new("import-no-branch").with("branch", code));
            Some(found.ok_or_else(refused)?)
        }
    };
    let fallback = fallback.map(|(_, id)| *id);
    let kinds = copies::kinds(tx)?.into_iter().map(|(code, _)| code).collect();
    Ok(Ground { branches, fallback, kinds })
}
