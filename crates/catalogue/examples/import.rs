//! Imports MARC files into a fresh SQLite library and says how fast: `cargo run --release -p catalogue --example
//! import -- FILE…`; a number instead of files imports so many invented records.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a tool for whoever measures")]

use std::{
    fs::File,
    io::{Read, sink},
    sync::Arc,
    time::Instant,
};

use catalogue::{
    import::{self, Options, Output},
    indexer::{self, Index},
};
use kernel::{Act, Actor, Id, TimeZone, Timestamp};
use marc::{Field, Record};
use platform::library::{self, Branch};
use store::{Location, Store};

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let store =
        Store::open(Location::File(folder.path().join("library.db")), store::Options::default()).unwrap();
    store.migrate(vec![("platform", platform::MIGRATIONS), ("catalogue", catalogue::MIGRATIONS)]).unwrap();
    let act = Act { by: Actor::System, at: Timestamp::now(), zone: TimeZone::UTC };
    let branch = Branch {
        id: Id::new(),
        code: "TOM".into(),
        name: "Tomohon".into(),
        address: String::new(),
        phone: None,
    };
    let founder = act.clone();
    store.write_blocking(move |tx| library::save_branch(tx, &founder, &branch)).unwrap();
    let index = Arc::new(Index::open(&folder.path().join("index")).unwrap());
    let following = index.follow(store.clone()).unwrap();

    for argument in std::env::args().skip(1) {
        for _ in 0..2 {
            let begin = Instant::now();
            let from: Box<dyn Read + Send> = match argument.parse::<usize>() {
                Ok(count) => Box::new(std::io::Cursor::new(invented(count))),
                Err(_) => Box::new(File::open(&argument).unwrap()),
            };
            let made = begin.elapsed();
            let mut output = Output {
                file: "",
                rejects: &mut sink(),
                lines: &mut sink(),
                progress: &mut |_| {},
                changed: &mut |_| {},
            };
            let report = import::marc(&store, &act, from, &Options::default(), &mut output).unwrap();
            let written = begin.elapsed().saturating_sub(made);
            let latest = store.read_blocking(platform::events::latest).unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
            while !runtime.block_on(index.caught_up(latest)) {}
            let found = begin.elapsed().saturating_sub(made);
            println!("{argument}: {}", serde_json::to_string(&report).unwrap());
            let rate = |time: std::time::Duration| report.read as f64 / time.as_secs_f64();
            println!("  written {:.0}/s, findable {:.0}/s", rate(written), rate(found));
        }
    }
    drop(following);
    let begin = Instant::now();
    indexer::reindex(&store, &index, &mut |_| {}).unwrap();
    println!("reindex of {} in {:.1} s", index.count(), begin.elapsed().as_secs_f64());
    assert!(indexer::check(&store, &index).unwrap().is_empty());
}

const WORDS: [&str; 24] = [
    "bunga",
    "krisan",
    "gunung",
    "sejarah",
    "minahasa",
    "pelangi",
    "laut",
    "kebun",
    "sekolah",
    "anak",
    "rumah",
    "api",
    "musik",
    "tenun",
    "kolintang",
    "danau",
    "pasar",
    "padi",
    "cerita",
    "kisah",
    "bumi",
    "manusia",
    "hujan",
    "pagi",
];

fn invented(count: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(count * 900);
    for n in 0..count {
        let word = |k: usize| WORDS[n.wrapping_mul(31).wrapping_add(k * 7 + n / 24 * k) % WORDS.len()];
        let phrase = |from: usize, len: usize| (from..from + len).map(word).collect::<Vec<_>>().join(" ");
        let record = Record::default()
            .with(Field::control("001", n.to_string()))
            .with(Field::control("003", "TST"))
            .with(Field::control("008", format!("260105s{}    ko a   d      000 1 ind d", 1960 + n % 66)))
            .with(
                Field::data("082", '0', '4')
                    .with('a', format!("{:03}.{}", n % 1000, n % 97))
                    .with('b', "HIR l"),
            )
            .with(Field::data("100", '1', ' ').with('a', format!("{}, {}", word(1), word(2))))
            .with(
                Field::data("245", '1', '0')
                    .with('a', format!("{} {n} :", phrase(0, 4)))
                    .with('b', phrase(5, 5))
                    .with('c', phrase(2, 2)),
            )
            .with(
                Field::data("264", ' ', '1')
                    .with('a', "Tomohon :")
                    .with('b', phrase(3, 2))
                    .with('c', "2005."),
            )
            .with(Field::data("300", ' ', ' ').with('a', format!("{} hlm. ;", n % 400)))
            .with(Field::data("520", ' ', ' ').with('a', phrase(0, 40)))
            .with(Field::data("650", ' ', '4').with('a', phrase(7, 2)))
            .with(Field::data("650", ' ', '4').with('a', phrase(9, 1)).with('z', "Tomohon"))
            .with(
                Field::data("952", ' ', ' ')
                    .with('a', "TOM")
                    .with('p', format!("T-{n:07}"))
                    .with('o', "899 HIR"),
            );
        bytes.extend(marc::iso2709::to_vec(&record).unwrap());
    }
    bytes
}
