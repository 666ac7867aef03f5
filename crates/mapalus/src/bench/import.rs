//! `import marc` with its index, run as people run it.

use std::path::{Path, PathBuf};

use super::{
    chance,
    program::{self, Took},
    table::{Table, Target, Unit},
};
use crate::Failure;

/// The library of an import, and what the import took.
pub(super) struct Imported {
    pub(super) data: PathBuf,
    pub(super) records: usize,
    took: Took,
}

/// Imports `records` generated records into a new library.
pub(super) fn bring_in(folder: &Path, records: usize) -> Result<Imported, Failure> {
    let data = folder.join(format!("library-{records}"));
    let file = folder.join(format!("records-{records}.mrc"));
    chance::write(&file, records).map_err(Failure::io(&file))?;
    program::run(folder, &["init".as_ref(), "--data".as_ref(), data.as_os_str()])?;
    let import = ["import".as_ref(), "marc".as_ref(), file.as_os_str(), "--data".as_ref(), data.as_os_str()];
    let took = program::run(folder, &import)?;
    back_up(folder, &data)?;
    Ok(Imported { data, records, took })
}

/// Makes the night's backup, so that serving the library does not begin with it.
pub(super) fn back_up(folder: &Path, data: &Path) -> Result<(), Failure> {
    program::run(folder, &["backup".as_ref(), "--data".as_ref(), data.as_os_str()]).map(drop)
}

/// Prints what importing `whole` took, and how much more memory than for a quarter of it.
pub(super) fn measure(folder: &Path, whole: &Imported, table: &mut Table) -> Result<(), Failure> {
    let quarter = bring_in(folder, whole.records / 4)?;
    let rate = whole.records as f64 / whole.took.time.as_secs_f64();
    table.part("bench-import");
    table.row("bench-import-rate", rate, Unit::PerSecond, Target::AtLeast(8_000.0));
    table.fact("bench-import-memory-quarter", quarter.took.peak, Unit::Mebibytes);
    let flat = Target::AtMost(quarter.took.peak * 1.25);
    table.row("bench-import-memory-whole", whole.took.peak, Unit::Mebibytes, flat);
    Ok(())
}
