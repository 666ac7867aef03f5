//! How soon the program answers after its start, and what it holds at rest.

use std::{path::Path, thread, time::Duration};

use super::{
    import::{self, Imported},
    program::{self, Served},
    table::{Table, Target, Unit, median},
};
use crate::Failure;

const RUNS: usize = 5;
/// How long it rests before its memory is looked at.
const REST: Duration = Duration::from_secs(30);

/// Measures and prints.
pub(super) fn measure(folder: &Path, library: &Imported, table: &mut Table) -> Result<(), Failure> {
    let ready = |_| Served::start(folder, &library.data, "/").map(|served| served.ready.as_secs_f64());
    let ready = (0..RUNS).map(ready).collect::<Result<Vec<_>, _>>()?;
    table.part("bench-start");
    table.row("bench-start-ready", median(&ready), Unit::Seconds, Target::AtMost(0.3));
    let demo = folder.join("demo");
    program::run(folder, &["demo".as_ref(), "--build-only".as_ref(), "--data".as_ref(), demo.as_os_str()])?;
    import::back_up(folder, &demo)?;
    let served = Served::start(folder, &demo, "/katalog")?;
    thread::sleep(REST);
    table.row("bench-start-memory", served.memory()?, Unit::Mebibytes, Target::AtMost(80.0));
    Ok(())
}
