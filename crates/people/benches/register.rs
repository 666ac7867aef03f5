//! How fast the register answers with a whole town and its surroundings in it: `cargo bench -p people`.
//! On PostgreSQL too, where `MAPALUS_TEST_POSTGRES` names one. A smaller number of people may be given.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that stops tells why")]

use std::time::{Duration, Instant};

use kernel::{Date, Id, Person};
use people::{
    PartyKind, Profile, alike, handles, parties,
    register::{self, Asked},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use store::Store;
use trial::{Database, act};

const FIRST: [&str; 24] = [
    "Meiske",
    "Yohanes",
    "Maria",
    "Jantje",
    "Olivia",
    "Nova",
    "Stefanus",
    "Deisy",
    "Ferdinand",
    "Christian",
    "Novita",
    "Rudy",
    "Youla",
    "Max",
    "Sandra",
    "Denny",
    "Fransiska",
    "Jolly",
    "Herman",
    "Grace",
    "Vicky",
    "Ronald",
    "Tineke",
    "Adri",
];
const MIDDLE: [&str; 12] = [
    "Debora", "Paulus", "Natalia", "Imanuel", "Ester", "Daniel", "Rut", "Markus", "Lidya", "Petrus", "Sarah",
    "Yosua",
];
const FAMILY: [&str; 30] = [
    "Lumi",
    "Wowor",
    "Pangkey",
    "Mandagi",
    "Lasut",
    "Rumengan",
    "Kaunang",
    "Tumbelaka",
    "Mongi",
    "Sumual",
    "Runtu",
    "Wenas",
    "Kalalo",
    "Pontoh",
    "Worang",
    "Kapoh",
    "Tular",
    "Mantiri",
    "Walewangko",
    "Supit",
    "Karundeng",
    "Tangkudung",
    "Sondakh",
    "Polii",
    "Rorong",
    "Paat",
    "Wurangian",
    "Kawengian",
    "Pinontoan",
    "Ratulangi",
];

fn somebody(rng: &mut StdRng) -> Profile {
    let pick = |rng: &mut StdRng, of: &[&str]| of[rng.random_range(0..of.len())].to_owned();
    // Syllables make rare names rare, as in a town.
    let rare = format!(
        "{}{}",
        pick(rng, &["Ka", "Lo", "Ma", "Ru", "Ti", "Wo", "Sa", "Po"]),
        pick(rng, &["lang", "mint", "ndoh", "rap", "sing", "wung"])
    );
    let middle = if rng.random_bool(0.5) { pick(rng, &MIDDLE) } else { rare };
    let name = format!("{} {middle} {}", pick(rng, &FIRST), pick(rng, &FAMILY));
    let born =
        Date::new(rng.random_range(1940..2020), rng.random_range(1..=12), rng.random_range(1..=28)).ok();
    let phone = format!("08{:010}", rng.random_range(1_000_000_000_u64..9_999_999_999));
    Profile { name, born, phone, ..Profile::default() }
}

fn fill(store: &Store, people: usize) -> Vec<Profile> {
    let mut all = Vec::with_capacity(people);
    let mut rng = StdRng::seed_from_u64(7);
    while all.len() < people {
        let from = all.len();
        all.extend((0..2_000.min(people - from)).map(|_| somebody(&mut rng)));
        let batch = all[from..].to_vec();
        store
            .write_blocking(move |tx| {
                let entered: Vec<Id<Person>> = parties::enter_all(tx, &act("2026-08-05T09:30"), &batch)?;
                let code = |(n, id): (usize, Id<Person>)| (id, format!("A-{:06}", from + n));
                handles::give_all(tx, &entered.into_iter().enumerate().map(code).collect::<Vec<_>>())
            })
            .unwrap();
    }
    all
}

/// Median, 99th hundredth and slowest of many askings.
fn measure(name: &str, mut ask: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..1_000)
        .map(|n| {
            let begin = Instant::now();
            ask(n);
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!(
        "  {name:<28} median {:>9.2?}  p99 {:>9.2?}  slowest {:>9.2?}",
        times[500], times[990], times[999]
    );
}

fn run(database: &Database, people: usize) {
    let store = database.open();
    store.migrate(vec![("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS)]).unwrap();
    let begin = Instant::now();
    let all = fill(&store, people);
    println!("{}: {people} people entered in {:.1?}", database.name(), begin.elapsed());
    let find = |words: String| {
        let asked = Asked { words, ..Asked::default() };
        drop(store.read_blocking(move |tx| register::find(tx, &asked, 50)).unwrap());
    };
    let of = |n: usize| &all[n * 7_919 % all.len()];
    measure("a whole name", |n| find(of(n).name.clone()));
    measure("beginnings of two words", |n| {
        let words: Vec<String> = of(n).name.split(' ').map(|word| word.chars().take(3).collect()).collect();
        find(format!("{} {}", words[0], words[2]));
    });
    measure("one first name", |n| find(FIRST[n % FIRST.len()].to_owned()));
    measure("one letter", |n| find(char::from(b'a' + (n % 26) as u8).to_string()));
    measure("another spelling", |n| find(of(n).name.replace('i', "y").replace("ei", "ey")));
    measure("a part from the middle", |n| {
        let name = &of(n).name;
        find(name.chars().skip(2).take(9).collect());
    });
    measure("a telephone number", |n| find(of(n).phone.clone()));
    measure("the beginning of a number", |n| find(of(n).phone[..6].to_owned()));
    measure("the last five digits", |n| {
        let phone = &of(n).phone;
        find(phone[phone.len() - 5..].to_owned());
    });
    measure("a slip", |n| find(format!("{}xq", of(n).name.split(' ').next().unwrap_or_default())));
    measure("a card", |n| find(format!("A-{:06}", n * 131 % people)));
    measure("who might be the same", |n| {
        let profile = of(n).clone();
        drop(store.read_blocking(move |tx| alike::alike(tx, PartyKind::Person, &profile)).unwrap());
    });
    measure("the same, by name alone", |n| {
        let profile = Profile { name: of(n).name.clone(), ..Profile::default() };
        drop(store.read_blocking(move |tx| alike::alike(tx, PartyKind::Person, &profile)).unwrap());
    });
}

fn main() {
    let people = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(200_000);
    run(&Database::sqlite(), people);
    if std::env::var_os("MAPALUS_TEST_POSTGRES").is_some() {
        run(&Database::postgres(), people);
    }
}
