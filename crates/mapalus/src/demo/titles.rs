//! The demo's titles as MARC records: real books, catalogued the way a small Indonesian library does.

use marc::{Field, Leader, Record};

const TITLES: &str = include_str!("../../demo/titles.tsv");

/// A line of the list of titles.
pub(super) struct Title {
    pub(super) title: &'static str,
    subtitle: &'static str,
    author: &'static str,
    author_dates: &'static str,
    added: &'static str,
    edition: &'static str,
    place: &'static str,
    publisher: &'static str,
    year: &'static str,
    pages: &'static str,
    language: &'static str,
    original_language: &'static str,
    original_title: &'static str,
    ddc: &'static str,
    subjects: &'static str,
    genre: &'static str,
    pub(super) audience: &'static str,
    pub(super) kind: &'static str,
    series: &'static str,
    summary: &'static str,
    isbn: &'static str,
}

/// Every title of the list.
pub(super) fn all() -> Vec<Title> {
    TITLES.lines().skip(1).filter_map(Title::read).collect()
}

impl Title {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::trim);
        let mut next = || cells.next();
        Some(Self {
            title: next()?,
            subtitle: next()?,
            author: next()?,
            author_dates: next()?,
            added: next()?,
            edition: next()?,
            place: next()?,
            publisher: next()?,
            year: next()?,
            pages: next()?,
            language: next()?,
            original_language: next()?,
            original_title: next()?,
            ddc: next()?,
            subjects: next()?,
            genre: next()?,
            audience: next()?,
            kind: next()?,
            series: next()?,
            summary: next()?,
            isbn: next()?,
        })
    }

    /// What stands on the back: class, three letters of the main entry, the first of the title.
    pub(super) fn call_number(&self) -> String {
        let main = if self.author.is_empty() { self.title } else { self.author };
        let letters: String = main.chars().filter(|c| c.is_alphabetic()).take(3).collect();
        let first: String = self.title.chars().filter(|c| c.is_alphanumeric()).take(1).collect();
        format!("{} {} {}", self.ddc, letters.to_uppercase(), first.to_lowercase()).trim().to_owned()
    }

    /// The record, without its copies. `number` makes the control number.
    pub(super) fn record(&self, number: usize) -> Record {
        let mut record = Record::new(self.leader());
        record.push(Field::control("001", format!("mapalus-demo-{number:05}")));
        record.push(Field::control("003", "ID-TmhDemo"));
        record.push(Field::control("008", self.fixed()));
        if !self.isbn.is_empty() {
            record.push(Field::data("020", ' ', ' ').with('a', self.isbn));
        }
        if !self.original_language.is_empty() {
            let field =
                Field::data("041", '1', ' ').with('a', self.language).with('h', self.original_language);
            record.push(field);
        }
        if !self.ddc.is_empty() {
            record.push(Field::data("082", '0', '4').with('a', self.ddc).with('2', "23"));
        }
        self.main_entry(&mut record);
        if !self.original_title.is_empty() {
            record.push(Field::data("240", '1', '0').with('a', self.original_title));
        }
        record.push(self.title_statement());
        if !self.edition.is_empty() {
            record.push(Field::data("250", ' ', ' ').with('a', self.edition));
        }
        record.push(self.publication());
        record.push(self.extent());
        self.notes(&mut record);
        self.headings(&mut record);
        record
    }

    fn leader(&self) -> Leader {
        let mut leader = Leader::default();
        let (kind, level) = match self.kind {
            "majalah" => ('a', 's'),
            "audio" => ('j', 'm'),
            "peta" => ('e', 'm'),
            _ => ('a', 'm'),
        };
        leader.set(6, kind);
        leader.set(7, level);
        leader
    }

    /// Field 008 of a book: 40 places (MARC 21, 008/00–39).
    fn fixed(&self) -> String {
        let (date, year) = if self.year.is_empty() { ('n', "uuuu") } else { ('s', self.year) };
        let pictures = if matches!(self.kind, "bergambar" | "komik") { "a   " } else { "    " };
        let audience = match self.audience {
            "anak" => 'j',
            "remaja" => 'd',
            _ => 'g',
        };
        let fiction = if self.ddc.starts_with('8') { '1' } else { '0' };
        format!("260105{date}{year}    io {pictures}{audience}     0000 {fiction} {} d", self.language)
    }

    fn main_entry(&self, record: &mut Record) {
        if self.author.is_empty() {
            return;
        }
        // A personal name is inverted; what has no comma is a body, or a name that is not inverted. A body has no life.
        let is_body =
            self.author.contains(". ") && !self.author.contains(',') && self.author_dates.is_empty();
        let field = if is_body {
            Field::data("110", '2', ' ').with('a', self.author)
        } else {
            let ind1 = if self.author.contains(',') { '1' } else { '0' };
            Field::data("100", ind1, ' ').with('a', self.author)
        };
        let field = if self.author_dates.is_empty() { field } else { field.with('d', self.author_dates) };
        record.push(field.with('e', "penulis"));
    }

    fn title_statement(&self) -> Field {
        let entry = if self.author.is_empty() { '0' } else { '1' };
        let (title, rest) = match (self.subtitle, self.author) {
            ("", "") => (self.title.to_owned(), None),
            ("", _) => (format!("{} /", self.title), None),
            (subtitle, "") => (format!("{} :", self.title), Some(subtitle.to_owned())),
            (subtitle, _) => (format!("{} :", self.title), Some(format!("{subtitle} /"))),
        };
        let mut field = Field::data("245", entry, '0').with('a', title);
        if let Some(rest) = rest {
            field = field.with('b', rest);
        }
        if !self.author.is_empty() {
            field = field.with('c', format!("{}.", natural(self.author)));
        }
        field
    }

    fn publication(&self) -> Field {
        let or =
            |text: &str, unknown: &str| if text.is_empty() { unknown.to_owned() } else { text.to_owned() };
        Field::data("264", ' ', '1')
            .with('a', format!("{} :", or(self.place, "[Tempat terbit tidak diketahui]")))
            .with('b', format!("{},", or(self.publisher, "[penerbit tidak diketahui]")))
            .with('c', or(self.year, "[tahun tidak diketahui]"))
    }

    fn extent(&self) -> Field {
        let what = match (self.kind, self.pages) {
            ("audio", _) => "1 cakram audio".to_owned(),
            ("peta", _) => "1 peta".to_owned(),
            ("majalah", _) => "jilid".to_owned(),
            (_, "") => "1 jilid".to_owned(),
            (_, pages) => format!("{pages} halaman"),
        };
        Field::data("300", ' ', ' ').with('a', what)
    }

    fn notes(&self, record: &mut Record) {
        if let Some((name, number)) = self.series.split_once(';') {
            record.push(
                Field::data("490", '0', ' ').with('a', format!("{} ;", name.trim())).with('v', number.trim()),
            );
        } else if !self.series.is_empty() {
            record.push(Field::data("490", '0', ' ').with('a', self.series));
        }
        if !self.summary.is_empty() {
            record.push(Field::data("520", ' ', ' ').with('a', self.summary));
        }
        let audience = match self.audience {
            "anak" => "Anak",
            "remaja" => "Remaja",
            _ => "Dewasa",
        };
        record.push(Field::data("521", ' ', ' ').with('a', audience));
    }

    fn headings(&self, record: &mut Record) {
        for subject in self.subjects.split(';').map(str::trim).filter(|subject| !subject.is_empty()) {
            let mut parts = subject.split("--").map(str::trim);
            let mut field = Field::data("650", ' ', '4').with('a', parts.next().unwrap_or_default());
            for part in parts {
                field = field.with('x', part);
            }
            record.push(field);
        }
        if !self.genre.is_empty() {
            record.push(Field::data("655", ' ', '4').with('a', self.genre));
        }
        for person in self.added.split(';').map(str::trim).filter(|person| !person.is_empty()) {
            let (name, role) = person.split_once('|').unwrap_or((person, "author"));
            let role = match role.trim() {
                "translator" => "penerjemah",
                "illustrator" => "ilustrator",
                "editor" => "penyunting",
                _ => "penulis",
            };
            record.push(Field::data("700", '1', ' ').with('a', name.trim()).with('e', role));
        }
    }
}

/// `Hirata, Andrea` as it stands on a title page: `Andrea Hirata`.
fn natural(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_has_at_least_four_hundred_titles_and_each_survives_a_round_trip() {
        let titles = all();
        assert!(titles.len() >= 400, "{}", titles.len());
        for (number, title) in titles.iter().enumerate() {
            let record = title.record(number);
            assert_eq!(record.control("008").map(|fixed| fixed.chars().count()), Some(40), "{}", title.title);
            let bytes = marc::iso2709::to_vec(&record).unwrap();
            let read = marc::Records::open(bytes.as_slice()).unwrap().next().unwrap().unwrap();
            assert_eq!(read.record.fields, record.fields);
        }
    }
}
