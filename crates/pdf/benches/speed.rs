//! How fast documents are set: `cargo bench -p pdf`.
#![allow(missing_docs, clippy::unwrap_used, reason = "criterion's macros; a broken benchmark may panic")]

use criterion::{Criterion, criterion_group, criterion_main};
use pdf::{About, Block, Card, CardText, Colour, Head, Label, Letter, Sheet};
use std::hint::black_box;

const ABOUT: About<'_> = About { title: "Kartu anggota", lang: "id", date: jiff::civil::date(2026, 11, 24) };
const HEAD: Head<'_> = Head {
    kind: "Perpustakaan Umum",
    name: "Kota Tomohon",
    address: &["Jalan Contoh 1, Tomohon"],
    emblem: "",
};
const TEXT: CardText<'_> = CardText { sides: pdf::Sides::Both, found: "Bila ditemukan, mohon dikembalikan." };

fn speed(c: &mut Criterion) {
    let numbers: Vec<(String, String)> =
        (0..500).map(|i| (format!("A-{i:05}"), format!("Anggota Percobaan {i}"))).collect();
    let cards: Vec<Card<'_>> = numbers
        .iter()
        .map(|(number, name)| Card {
            name,
            number,
            kind: "Anggota pelajar",
            until: "",
            colour: Colour(0, 81, 63),
        })
        .collect();
    let stickers: Vec<Label<'_>> = numbers
        .iter()
        .map(|(code, title)| Label { call_number: "635.933 BUD b", code, title, colour: Colour(0, 81, 63) })
        .collect();
    let mut group = c.benchmark_group("pdf");
    group.sample_size(10);
    group.bench_function("one card", |b| {
        b.iter(|| pdf::member_cards(&ABOUT, &HEAD, &TEXT, black_box(&cards[..1])).unwrap());
    });
    group.bench_function("500 cards, both sides", |b| {
        b.iter(|| pdf::member_cards(&ABOUT, &HEAD, &TEXT, black_box(&cards)).unwrap());
    });
    group.bench_function("500 cards on sheets, both sides", |b| {
        b.iter(|| pdf::card_sheets(&ABOUT, &HEAD, &TEXT, black_box(&cards)).unwrap());
    });
    group.bench_function("500 labels", |b| {
        b.iter(|| pdf::labels(&ABOUT, &HEAD, &Sheet::A4_24, 0, black_box(&stickers)).unwrap());
    });
    group.bench_function("a letter", |b| {
        let letter = Letter { body: &[Block::Paragraph("Dengan hormat.")], ..Letter::default() };
        b.iter(|| pdf::letter(&ABOUT, &HEAD, black_box(&letter)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
