//! Durable checkouts: ours against the same statements on a bare connection, all on the same disk.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use catalogue::{copies, import};
use circulation::lending::{self, CheckOut};
use jiff::{ToSpan, civil::time};
use kernel::{
    Act, Actor, Id, Person, TimeZone, Timestamp,
    calendar::{Exception, Hours},
};
use membership::{NewMember, members};
use people::Profile;
use platform::library::{self, Branch};
use rusqlite::Connection;
use store::{Error, Location, Options, Result, Store, Tape, Tx};

use super::{
    chance::{self, Chance},
    replay::{self, Commits},
    table::{Table, Target, Unit, median, rate},
};
use crate::{Failure, modules};

const CHECKOUTS: usize = 3_000;
/// What each member takes; a plan lets adults have six.
const EACH: usize = 4;
const DESKS: usize = 64;
const RUNS: usize = 5;

/// Measures and prints.
pub(super) fn measure(folder: &Path, table: &mut Table) -> Result<(), Failure> {
    let base = folder.join("checkouts.db");
    let (act, commands) = make(&base)?;
    let tapes = record(&fresh(&base)?, &act, &commands)?;
    let (mut each, mut once, mut one, mut many) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // In turn, so that a disk that is slow for a while is slow for all.
    for _ in 0..RUNS {
        each.push(replay::play(&fresh(&base)?, &tapes, Commits::Each).map_err(bare)?);
        once.push(replay::play(&fresh(&base)?, &tapes, Commits::Once).map_err(bare)?);
        one.push(lend(&fresh(&base)?, &act, &commands, 1)?);
        many.push(lend(&fresh(&base)?, &act, &commands, DESKS)?);
    }
    let (each, once, one, many) = (median(&each), median(&once), median(&one), median(&many));
    table.part("bench-checkouts");
    table.fact("bench-checkouts-raw-each", each, Unit::PerSecond);
    table.fact("bench-checkouts-raw-once", once, Unit::PerSecond);
    table.row("bench-checkouts-one-desk", one, Unit::PerSecond, Target::AtLeast(0.8 * each));
    table.row("bench-checkouts-many-desks-each", many, Unit::PerSecond, Target::AtLeast(5.0 * each));
    table.row("bench-checkouts-many-desks-once", many, Unit::PerSecond, Target::AtLeast(0.5 * once));
    Ok(())
}

/// So many desks at once, each waiting until its checkout is on the disk before it goes on; how many a second.
fn lend(path: &Path, act: &Act, commands: &[CheckOut], desks: usize) -> Result<f64, Failure> {
    let store = open(path)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::io("tokio"))?;
    let started = Instant::now();
    runtime.block_on(async {
        let desks: Vec<_> = (0..desks)
            .map(|desk| {
                let (store, act) = (store.clone(), act.clone());
                let own: Vec<CheckOut> = commands.iter().skip(desk).step_by(desks).copied().collect();
                tokio::spawn(async move {
                    for command in own {
                        let act = act.clone();
                        store.write(move |tx| lending::check_out(tx, &act, &command)).await?;
                    }
                    Ok(())
                })
            })
            .collect();
        for desk in desks {
            desk.await.unwrap_or(Err(Error::Panicked))?;
        }
        Ok::<(), Error>(())
    })?;
    Ok(rate(commands.len(), started))
}

/// Does all checkouts and gives back what each asked of the database.
fn record(path: &Path, act: &Act, commands: &[CheckOut]) -> Result<Vec<Tape>> {
    let (act, commands) = (act.clone(), commands.to_vec());
    open(path)?.write_blocking(move |tx| {
        let mut tapes = Vec::with_capacity(commands.len());
        for command in &commands {
            let mut tape = Tape::default();
            tx.taped(&mut tape, |tx| lending::check_out(tx, &act, command))?;
            tapes.push(tape);
        }
        Ok(tapes)
    })
}

/// A library with enough copies and members, and the checkouts to be done in it.
fn make(path: &Path) -> Result<(Act, Vec<CheckOut>), Failure> {
    let store = open(path)?;
    store.migrate(modules::schemas())?;
    let zone = TimeZone::get("Asia/Makassar").map_err(|e| Error::Shape(e.to_string()))?;
    let act = Act { by: Actor::System, at: Timestamp::now(), zone };
    let (desk, today) = (act.clone(), act.today());
    let main = store.write_blocking(move |tx| {
        let main = Branch {
            id: Id::new(),
            code: chance::BRANCH.into(),
            name: "Perpustakaan".into(),
            address: String::new(),
            phone: None,
        };
        library::save_branch(tx, &desk, &main)?;
        let hours = Hours { opens: time(8, 0, 0, 0), closes: time(16, 0, 0, 0) };
        library::set_week(
            tx,
            &desk,
            main.id,
            &std::array::from_fn(|day| if day < 6 { vec![hours] } else { vec![] }),
        )?;
        for month in 0..12 {
            let day = today.saturating_add(month.months());
            let closed =
                Exception { from: day, to: day, yearly: false, hours: Vec::new(), name: "Libur".into() };
            library::add_special_day(tx, &desk, None, &closed)?;
        }
        Ok(main.id)
    })?;
    stock(&store, &act)?;
    let desk = act.clone();
    let commands = store.write_blocking(move |tx| commands(tx, &desk, main))?;
    Ok((act, commands))
}

/// Fills the shelves.
fn stock(store: &Store, act: &Act) -> Result<(), Failure> {
    let (mut chance, mut file) = (Chance::new(), Vec::new());
    while chance.copies() < 2 * CHECKOUTS {
        marc::iso2709::write(&chance.record(), &mut file)
            .map_err(|e| Failure::io("bench")(io::Error::other(e)))?;
    }
    let (mut rejects, mut lines) = (io::sink(), io::sink());
    let mut output = import::Output {
        file: "",
        rejects: &mut rejects,
        lines: &mut lines,
        progress: &mut |_: &import::Report| {},
        changed: &mut |_| {},
    };
    import::marc(store, act, file.as_slice(), &import::Options::default(), &mut output)?;
    Ok(())
}

fn commands(tx: &mut Tx<'_>, act: &Act, desk: Id<Branch>) -> Result<Vec<CheckOut>> {
    let readers: Vec<Id<Person>> = (0..CHECKOUTS.div_ceil(EACH))
        .map(|n| {
            let profile =
                Profile { name: format!("Pembaca {n}"), village: "Kinilow".into(), ..Profile::default() };
            let new = NewMember { profile, plan: "dewasa".into(), ..NewMember::default() };
            members::register(tx, act, &new).map(|member| member.person)
        })
        .collect::<Result<_>>()?;
    (0..CHECKOUTS)
        .map(|n| {
            let copy = copies::by_barcode(tx, &chance::barcode(n + 1))?.ok_or(Error::Missing)?.id;
            Ok(CheckOut { member: readers[n % readers.len()], copy, desk, despite: false })
        })
        .collect()
}

fn open(path: &Path) -> Result<Store> {
    Store::open(Location::File(path.to_owned()), Options { readers: 1, ..Options::default() })
}

/// A copy of the database at `base` that nobody has written to.
fn fresh(base: &Path) -> Result<PathBuf> {
    let copy = base.with_file_name(format!("{}.db", Id::<()>::new()));
    let text = copy.display().to_string();
    Connection::open(base).and_then(|base| base.execute("VACUUM INTO ?1", [text])).map_err(bare)?;
    Ok(copy)
}

fn bare(error: impl std::fmt::Display) -> Error {
    Error::Engine(Arc::from(error.to_string()))
}
