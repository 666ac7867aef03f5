//! Records as a town's library has them, made by chance: the same number always makes the same one.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use marc::{Field, Record, iso2709};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

/// Words of Indonesian titles, the frequent ones first.
const WORDS: &str = include_str!("words.txt");
/// What rare words and names are put together from.
const SYLLABLES: [&str; 24] = [
    "wa", "ra", "lo", "ngu", "men", "to", "ka", "si", "pu", "lan", "tu", "mo", "ha", "ri", "ke", "sa", "bo",
    "na", "wi", "du", "pang", "te", "lu", "ma",
];
/// Words that hold a sentence together.
const LINKS: [&str; 10] = ["dan", "di", "yang", "untuk", "dari", "dengan", "pada", "dalam", "bagi", "oleh"];
/// How many different words there are.
const VOCABULARY: f64 = 40_000.0;
/// The `n`th word is as frequent as 1 / (n + this) (Zipf and Mandelbrot): the first stand in every tenth record.
const SHIFT: f64 = 30.0;
const PUBLISHERS: [&str; 6] =
    ["Pustaka Lokon", "Balai Empung", "Penerbit Linow", "Mahawu Press", "Cakrawala Utara", "Rumah Aksara"];
const CLASSES: [&str; 12] = [
    "005.1", "297.5", "305.8", "330.9", "370.1", "398.2", "499.2", "581.6", "635.9", "781.6", "899.221",
    "959.8",
];

/// The code of the branch all copies stand in.
pub(super) const BRANCH: &str = "UTAMA";

/// A hand that writes one record after the other.
pub(super) struct Chance {
    dice: ChaCha8Rng,
    words: Vec<&'static str>,
    records: usize,
    copies: usize,
}

impl Chance {
    /// The hand at its first record.
    pub(super) fn new() -> Self {
        let words = WORDS.split_whitespace().collect();
        Self { dice: ChaCha8Rng::seed_from_u64(1), words, records: 0, copies: 0 }
    }

    /// The next record, about 1,000 bytes, with one to three copies (952, as Koha writes them).
    pub(super) fn record(&mut self) -> Record {
        self.records += 1;
        let (family, given) = (self.name(), self.name());
        let (title, rest) = (self.sentence(2..6), self.sentence(2..5));
        let year = self.dice.random_range(1970..=2026);
        let class = self.one_of(&CLASSES);
        let language = if self.dice.random_ratio(1, 6) { "eng" } else { "ind" };
        let audience = if self.dice.random_ratio(1, 5) { 'j' } else { 'g' };
        let call_number = format!("{class} {} {}", family[..3].to_uppercase(), title[..1].to_lowercase());
        let mut record = Record::default()
            .with(Field::control("001", format!("bench-{:07}", self.records)))
            .with(Field::control("003", "ID-Bench"))
            .with(Field::control("005", "20260105080000.0"))
            .with(Field::control("008", format!("260105s{year}    io     {audience}     000 1 {language} d")))
            .with(Field::data("020", ' ', ' ').with('a', isbn(self.records)))
            .with(Field::data("040", ' ', ' ').with('a', "ID-Bench").with('b', "ind"))
            .with(Field::data("082", '0', '4').with('a', class).with('2', "23"))
            .with(Field::data("100", '1', ' ').with('a', format!("{family}, {given},")).with('e', "penulis."))
            .with(
                Field::data("245", '1', '0')
                    .with('a', format!("{title} :"))
                    .with('b', format!("{} /", rest.to_lowercase()))
                    .with('c', format!("{given} {family}.")),
            )
            .with(
                Field::data("264", ' ', '1')
                    .with('a', "Tomohon :")
                    .with('b', format!("{},", self.one_of(&PUBLISHERS)))
                    .with('c', format!("{year}.")),
            )
            .with(
                Field::data("300", ' ', ' ')
                    .with('a', format!("{} halaman ;", 40 + self.records % 500))
                    .with('c', "21 cm"),
            )
            .with(Field::data("520", ' ', ' ').with('a', self.sentence(20..45)));
        for _ in 0..self.dice.random_range(1..=3) {
            record.push(Field::data("650", ' ', '4').with('a', self.subject()).with('z', "Sulawesi Utara"));
        }
        for _ in 0..self.dice.random_range(1..=3) {
            self.copies += 1;
            record.push(
                Field::data("952", ' ', ' ')
                    .with('a', BRANCH)
                    .with('o', call_number.as_str())
                    .with('p', barcode(self.copies))
                    .with('y', "umum"),
            );
        }
        record
    }

    /// How many copies the records so far have; their barcodes go from 1 to this.
    pub(super) fn copies(&self) -> usize {
        self.copies
    }

    fn word(&mut self) -> String {
        let share: f64 = self.dice.random_range(0.0..1.0);
        let rank = (SHIFT * ((VOCABULARY / SHIFT).powf(share) - 1.0)) as usize;
        match self.words.get(rank) {
            Some(word) => (*word).to_owned(),
            None => coined(rank),
        }
    }

    fn name(&mut self) -> String {
        let rank = self.dice.random_range(600..14_000);
        capital(&coined(rank))
    }

    /// Subjects come from a narrower choice than words, so that they group records.
    fn subject(&mut self) -> String {
        let narrow = self.dice.random_range(0..self.words.len().min(120));
        capital(self.words[narrow])
    }

    /// So many words; every fourth or so, but neither the first nor the last, is a link.
    fn sentence(&mut self, length: std::ops::Range<usize>) -> String {
        let length = self.dice.random_range(length);
        let word = |n: usize| {
            let link = n > 0 && n + 1 < length && self.dice.random_ratio(1, 3);
            if link { self.one_of(&LINKS).to_owned() } else { self.word() }
        };
        capital(&(0..length).map(word).collect::<Vec<_>>().join(" "))
    }

    fn one_of(&mut self, choice: &[&'static str]) -> &'static str {
        choice.choose(&mut self.dice).copied().unwrap_or_default()
    }
}

/// The `n`th copy's barcode.
pub(super) fn barcode(n: usize) -> String {
    format!("UKUR-{n:07}")
}

/// Writes a file of `count` records (ISO 2709).
pub(super) fn write(path: &Path, count: usize) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut chance = Chance::new();
    for _ in 0..count {
        iso2709::write(&chance.record(), &mut file).map_err(io::Error::other)?;
    }
    file.flush()
}

/// What people would type to find some of the records: words, names, subjects, whole titles.
pub(super) fn questions(count: usize) -> Vec<String> {
    let mut chance = Chance::new();
    (0..count).map(|n| question(&chance.record(), n)).collect()
}

fn question(record: &Record, n: usize) -> String {
    let title = record.text("245", "a");
    let words: Vec<&str> = title.trim_end_matches(" :").split(' ').collect();
    let (first, last) = (words[0], words[words.len() - 1]);
    let subject = record.text("650", "a");
    match n % 5 {
        0 => first.to_owned(),
        1 => format!("{first} {last}"),
        2 => record.text("100", "a").split(',').next().unwrap_or_default().to_owned(),
        3 => format!("{last} {}", subject.split(' ').next().unwrap_or_default()),
        _ => words.join(" "),
    }
    .to_lowercase()
}

/// A rare word, always the same for one rank.
fn coined(rank: usize) -> String {
    let mut word = String::new();
    let mut rest = rank;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A valid ISBN of thirteen digits for the `n`th record.
fn isbn(n: usize) -> String {
    let digits = format!("978602{:06}", n % 1_000_000);
    let sum: usize = digits
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_makes_the_same_record_and_each_can_be_read_and_found() {
        let (mut first, mut second) = (Chance::new(), Chance::new());
        for n in 0..500 {
            let record = first.record();
            assert_eq!(record, second.record());
            let bytes = iso2709::to_vec(&record).unwrap();
            let read = marc::Records::open(bytes.as_slice()).unwrap().next().unwrap().unwrap();
            assert_eq!(read.record.fields, record.fields);
            let drawn = catalogue::record::draw(&record);
            assert!(
                drawn.year.is_some() && drawn.isbns.len() == 1 && !drawn.subjects.is_empty(),
                "{drawn:?}"
            );
            let all = format!("{} {} {:?}", drawn.title, drawn.author(), drawn.subjects).to_lowercase();
            for word in question(&record, n).split(' ') {
                assert!(all.contains(word), "{word} in {all}");
            }
        }
        assert!((500..=1500).contains(&first.copies()));
    }
}
