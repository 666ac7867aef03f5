//! Speed at 100,000 generated entries. Besides Criterion's table, prints the medians and 99th
//! percentiles over many different queries, and the times of building and opening.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use search::{Entry, Filters, Index, Query, Sort};

const ENTRIES: u32 = 100_000;

/// Words of a made-up catalogue: few frequent, many rare, as in a real one.
struct Words {
    state: u64,
    roots: Vec<&'static str>,
}

impl Words {
    fn number(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % below
    }

    /// Zipf: the n-th word is about n times rarer than the first.
    fn word(&mut self) -> String {
        let part = self.number(1_000_000) as f64 / 1_000_000.0;
        let rank = ((60_000_f64).powf(part) - 1.0) as usize;
        let root = self.roots[rank.wrapping_mul(2_654_435_761) % self.roots.len()];
        match rank / self.roots.len() {
            0 if rank.is_multiple_of(3) => format!("ke{root}an"),
            0 => root.to_owned(),
            n => format!("{root}{}", ["wati", "son", "man", "ani", "ur", "ek"][n % 6]),
        }
    }

    fn words(&mut self, least: usize, most: usize) -> String {
        let count = least + self.number(most - least);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn entry(&mut self, id: u32) -> Entry {
        let places = ["pusat", "bus", "utara", "selatan"];
        let main = places[self.number(2)].to_owned();
        let others = (self.number(4) == 0).then(|| places[2 + self.number(2)].to_owned());
        Entry {
            id: u128::from(id) << 64 | self.state as u128,
            title: self.words(1, 8),
            subtitle: if self.number(3) == 0 { self.words(2, 6) } else { String::new() },
            authors: (0..1 + self.number(2)).map(|_| self.words(2, 4)).collect(),
            subjects: (0..1 + self.number(3)).map(|_| format!("Topik {}", self.word())).collect(),
            publisher: self.word(),
            notes: self.words(15, 50),
            isbns: vec![format!("978{:010}", self.number(1_000_000_000))],
            ddc: format!("{:03}.{}", self.number(1000), self.number(100)),
            year: Some(1950 + self.number(76) as i32),
            language: ["ind", "ind", "ind", "eng", "tmb"][self.number(5)].into(),
            kind: ["book", "book", "book", "map", "dvd", "serial"][self.number(6)].into(),
            audience: ["umum", "umum", "anak", "remaja"][self.number(4)].into(),
            shelf: Some(self.number(10) as u8),
            places: [main].into_iter().chain(others).collect(),
            available: self.number(3) > 0,
            hidden: self.number(100) == 0,
            loans: self.number(300) as u64,
            added: i64::from(id),
            display: "7".repeat(300),
            ..Entry::default()
        }
    }
}

fn percentiles(name: &str, mut run: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..600)
        .map(|n| {
            let start = Instant::now();
            run(n);
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{name}: median {:?}, p99 {:?}, longest {:?}", times[300], times[594], times[599]);
}

fn speed(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let roots = include_str!("../src/roots.txt").split_whitespace().collect();
    let mut words = Words { state: 42, roots };
    let entries: Vec<Entry> = (0..ENTRIES).map(|id| words.entry(id)).collect();
    let index = Index::open(dir.path()).unwrap();
    let start = Instant::now();
    let mut bulk = index.rebuild().unwrap();
    entries.iter().for_each(|entry| bulk.put(entry).unwrap());
    let put = start.elapsed();
    bulk.finish(1).unwrap();
    let rate = f64::from(ENTRIES) / start.elapsed().as_secs_f64();
    println!("bulk: {put:?} to take, {:?} until merged, {rate:.0} entries/s", start.elapsed());
    drop(index);
    let start = Instant::now();
    let index = Index::open(dir.path()).unwrap();
    println!("open: {:?}", start.elapsed());
    let start = Instant::now();
    index.search(&Query { limit: 20, ..Query::default() }).unwrap();
    println!("first search: {:?}", start.elapsed());

    let texts: Vec<String> = (0..600).map(|n| words.words(1 + n % 2, 2 + n % 2)).collect();
    let ask = |text: &str| Query { text: text.to_owned(), limit: 20, ..Query::default() };
    let search = |query: &Query| index.search(query).unwrap();
    percentiles("one or two words", |n| drop(search(&ask(&texts[n]))));
    let filters = Filters { available: true, languages: vec!["ind".into()], ..Filters::default() };
    percentiles("the same, filtered", |n| {
        drop(search(&Query { filters: filters.clone(), ..ask(&texts[n]) }));
    });
    percentiles("match-all browse", |_| drop(search(&ask(""))));
    percentiles("match-all by title", |_| drop(search(&Query { sort: Sort::TitleAz, ..ask("") })));
    percentiles("suggest 1 letter", |n| drop(index.suggest(&texts[n][..1], 8).unwrap()));
    percentiles("suggest 3 letters", |n| drop(index.suggest(&texts[n][..texts[n].len().min(3)], 8).unwrap()));
    percentiles("suggest 5 letters", |n| drop(index.suggest(&texts[n][..texts[n].len().min(5)], 8).unwrap()));
    percentiles("did you mean", |n| drop(index.did_you_mean(&format!("{}qz", &texts[n])).unwrap()));
    percentiles("apply one entry", |n| index.apply(&entries[n..=n], &[], n as u64).unwrap());
    percentiles("one or two words after 600 changes", |n| drop(search(&ask(&texts[n]))));

    c.bench_function("two words", |b| b.iter(|| search(&ask("bunga tanaman"))));
    c.bench_function("browse", |b| b.iter(|| search(&ask(""))));
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = speed }
criterion_main!(benches);
