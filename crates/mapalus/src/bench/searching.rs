//! Pages of results over HTTP against the bare index asked the same.

use std::{
    hint::black_box,
    io,
    net::SocketAddr,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use search::{Index, Query};

use super::{
    chance,
    client::Client,
    import::Imported,
    program::Served,
    table::{Table, Target, Unit, median, milliseconds, percentile},
};
use crate::Failure;

const QUESTIONS: usize = 500;
/// Rows of a page of results.
const ROWS: usize = 20;
const CONNECTIONS: usize = 8;
const LOAD: Duration = Duration::from_secs(5);
/// What browsers say they can unpack.
const BROWSER: &str = "Accept-Encoding: gzip, deflate, br\r\n";

/// Measures and prints.
pub(super) fn measure(folder: &Path, library: &Imported, table: &mut Table) -> Result<(), Failure> {
    let questions = chance::questions(QUESTIONS);
    let paths: Vec<String> =
        questions.iter().map(|text| format!("/katalog?q={}", text.replace(' ', "+"))).collect();
    let raw = raw(library, &questions)?;
    let served = Served::start(folder, &library.data, "/katalog")?;
    let asked = |error| Failure::io(served.address.to_string())(error);
    let page = median(&one_after_the_other(served.address, &paths).map_err(asked)?);
    let load = under_load(served.address, &paths, "").map_err(asked)?;
    let packed = under_load(served.address, &paths, BROWSER).map_err(asked)?;
    table.part("bench-search");
    table.fact("bench-search-raw", raw, Unit::Milliseconds);
    table.row("bench-search-page", page, Unit::Milliseconds, Target::AtMost(1.5 * raw + 0.3));
    table.row("bench-search-rate", load.rate, Unit::PerSecond, Target::AtLeast(2_000.0));
    table.fact("bench-search-median", percentile(&load.times, 0.5), Unit::Milliseconds);
    table.row(
        "bench-search-slowest",
        percentile(&load.times, 0.99),
        Unit::Milliseconds,
        Target::AtMost(10.0),
    );
    table.fact("bench-search-rate-packed", packed.rate, Unit::PerSecond);
    table.fact("bench-search-slowest-packed", percentile(&packed.times, 0.99), Unit::Milliseconds);
    Ok(())
}

/// The index alone: the median time of a question, in milliseconds.
fn raw(library: &Imported, questions: &[String]) -> Result<f64, Failure> {
    let wrong = |error: search::Error| Failure::io(&library.data)(io::Error::other(error));
    let index = Index::open(&library.data.join("index")).map_err(wrong)?;
    let mut times = Vec::with_capacity(questions.len());
    // The first round warms it up.
    for round in 0..2 {
        times.clear();
        for text in questions {
            let query = Query { text: text.clone(), limit: ROWS, ..Query::default() };
            let started = Instant::now();
            let results = index.search(&query).map_err(wrong)?;
            times.push(milliseconds(started.elapsed()));
            if round == 0 && results.total == 0 {
                return Err(wrong(search::Error::Read(format!("nothing is found for {text}"))));
            }
            black_box(results);
        }
    }
    Ok(median(&times))
}

/// Each page alone, after a round to warm up; in milliseconds.
fn one_after_the_other(address: SocketAddr, paths: &[String]) -> io::Result<Vec<f64>> {
    let mut client = Client::connect(address, "")?;
    for path in paths {
        client.get(path)?;
    }
    paths.iter().map(|path| timed(&mut client, path)).collect()
}

/// What many connections at once got.
struct Load {
    /// Pages a second.
    rate: f64,
    /// The time of each, in milliseconds.
    times: Vec<f64>,
}

fn under_load(address: SocketAddr, paths: &[String], headers: &str) -> io::Result<Load> {
    let started = Instant::now();
    let one = |from: usize| -> io::Result<Vec<f64>> {
        let mut client = Client::connect(address, headers)?;
        let mut times = Vec::new();
        for path in paths.iter().cycle().skip(from) {
            if started.elapsed() > LOAD {
                break;
            }
            times.push(timed(&mut client, path)?);
        }
        Ok(times)
    };
    let times = thread::scope(|scope| {
        let readers: Vec<_> =
            (0..CONNECTIONS).map(|n| scope.spawn(move || one(n * paths.len() / CONNECTIONS))).collect();
        let mut times = Vec::new();
        for reader in readers {
            times.extend(reader.join().unwrap_or_else(|_| Err(io::Error::other("a reader panicked")))?);
        }
        io::Result::Ok(times)
    })?;
    Ok(Load { rate: times.len() as f64 / started.elapsed().as_secs_f64(), times })
}

fn timed(client: &mut Client, path: &str) -> io::Result<f64> {
    let started = Instant::now();
    black_box(client.get(path)?);
    Ok(milliseconds(started.elapsed()))
}
