//! How many records a second are read and written.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use marc::{Field, Record, Records, iso2709, xml};

const RECORDS: u64 = 1_000;

/// A book as catalogues describe them: some 20 fields, about 1,000 bytes.
fn book(number: u64) -> Record {
    let mut record = Record::default()
        .with(Field::control("001", format!("tmh-{number}")))
        .with(Field::control("005", "20240101120000.0"))
        .with(Field::control("008", "240101s2005    io            000 1 ind  "))
        .with(Field::data("020", ' ', ' ').with('a', "9793062797").with('c', "Rp50.000"))
        .with(Field::data("040", ' ', ' ').with('a', "ID-TmP").with('b', "ind").with('e', "rda"))
        .with(Field::data("082", '0', '4').with('a', "899.221").with('2', "23"))
        .with(Field::data("100", '1', ' ').with('a', "Hirata, Andrea,").with('e', "pengarang."))
        .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
        .with(Field::data("264", ' ', '1').with('a', "Yogyakarta :").with('b', "Bentang,").with('c', "2005."))
        .with(Field::data("300", ' ', ' ').with('a', "xviii, 529 halaman ;").with('c', "20,5 cm"));
    for subject in ["Sekolah", "Guru", "Anak – Belitung", "Pendidikan", "Fiksi Indonesia"] {
        record
            .push(Field::data("650", ' ', '4').with('a', subject).with('z', "Indonesia").with('v', "Fiksi."));
    }
    record.with(Field::data("520", ' ', ' ').with('a', "Sepuluh anak di sebuah sekolah desa. ".repeat(5)))
}

fn throughput(c: &mut Criterion) {
    let records: Vec<_> = (0..RECORDS).map(book).collect();
    let iso: Vec<u8> = records.iter().flat_map(|r| iso2709::to_vec(r).unwrap_or_default()).collect();
    let marcxml: String = records.iter().map(|r| xml::to_string(r).0).collect();
    let mut group = c.benchmark_group("records");
    group.throughput(Throughput::Elements(RECORDS));
    let count = |bytes: &[u8]| Records::open(bytes).map_or(0, |all| all.filter(Result::is_ok).count());
    group.bench_function("read ISO 2709", |b| b.iter(|| count(black_box(&iso))));
    group.bench_function("read MARCXML", |b| b.iter(|| count(black_box(marcxml.as_bytes()))));
    group.bench_function("write ISO 2709", |b| {
        b.iter(|| {
            records.iter().filter_map(|r| iso2709::to_vec(r).ok()).map(|bytes| bytes.len()).sum::<usize>()
        });
    });
    group.bench_function("write MARCXML", |b| {
        b.iter(|| records.iter().map(|r| xml::to_string(r).0.len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, throughput);
criterion_main!(benches);
