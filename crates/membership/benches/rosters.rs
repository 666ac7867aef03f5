//! How long a partner's list of 5,000 takes: looked at within 2 s, applied within 5 s (issue 3):
//! `cargo bench -p membership`. On PostgreSQL too, where `MAPALUS_TEST_POSTGRES` names one. Another number of rows may
//! be given.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that stops tells why")]

use std::time::Instant;

use jiff::civil::date;
use kernel::Id;
use membership::{
    rosters,
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
};
use people::{PartyKind, Profile, parties};
use platform::vault::Vault;
use store::Store;
use trial::{Database, act};

const NOW: &str = "2026-08-05T09:30";

fn school(store: &Store) -> Id<Sponsorship> {
    store
        .write_blocking(|tx| {
            let profile = Profile { name: "SMP Contoh Satu".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &act(NOW), PartyKind::Organisation, &profile)?;
            let agreement = Agreement {
                partner,
                name: "SMP Contoh Satu, siswa".into(),
                plan: "pelajar".into(),
                since: date(2026, 7, 1),
                until: None,
                seats: None,
                seat_order: SeatOrder::Roster,
                grace_days: 30,
                domain: String::new(),
            };
            Ok(sponsorships::begin(tx, &act(NOW), &agreement)?.id)
        })
        .unwrap()
}

/// A list of so many rows, counted from `from`: pupils of six years and twenty-eight days.
fn list(rows: i32, from: i32, class: &str) -> Vec<rosters::Entry> {
    let row = |n: i32| {
        let (day, month, year) = (1 + n % 28, 1 + n % 12, 2008 + n % 6);
        let letter = |n: i32| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let word = |n: i32| [n / 676, n / 26, n].map(letter).iter().collect::<String>();
        format!("{n};Anak{} Contoh{};{day:02}/{month:02}/{year};{class}\n", word(n), word(n % 97))
    };
    let text: String = (from..from + rows).map(row).collect();
    let file = format!("NIS;Nama;Tgl Lahir;Kelas\n{text}");
    rosters::sheet::entries(&rosters::sheet::read(file.as_bytes()).unwrap(), date(2026, 8, 5))
}

fn run(database: &Database, rows: i32) {
    let store = database.open();
    let schemas = vec![
        ("platform", platform::MIGRATIONS),
        ("people", people::MIGRATIONS),
        ("funds", funds::MIGRATIONS),
        ("membership", membership::MIGRATIONS),
    ];
    store.migrate(schemas).unwrap();
    let id = school(&store);
    println!("{}: lists of {rows} rows", database.name());
    // All new; then a fifth new, a fifth gone, the others in another class.
    for (version, (from, class)) in [(0, (0, "7A")), (1, (rows / 5, "8A"))] {
        let begin = Instant::now();
        let entries = list(rows, from, class);
        let read = begin.elapsed();
        let (looking, applying) = (entries.clone(), entries);
        let begin = Instant::now();
        let diff = store
            .read_blocking(move |tx| rosters::look(tx, &act(NOW), &Vault::fresh(), id, looking.clone()))
            .unwrap();
        let looked = begin.elapsed();
        let begin = Instant::now();
        store
            .write_blocking(move |tx| {
                rosters::apply(tx, &act(NOW), &Vault::fresh(), id, version, "siswa.csv", applying.clone())
            })
            .unwrap();
        println!(
            "  {:>5} new {:>5} changed {:>5} gone: read {read:.2?}, compared {looked:.2?}, applied {:.2?}",
            diff.new.len(),
            diff.changed.len(),
            diff.gone.len(),
            begin.elapsed()
        );
    }
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(5_000);
    run(&Database::sqlite(), rows);
    if std::env::var_os("MAPALUS_TEST_POSTGRES").is_some() {
        run(&Database::postgres(), rows);
    }
}
