//! What a page, a list and the index need of a record, drawn out of its MARC. Pure: the same MARC always gives
//! the same fields, and no MARC is too odd to give some.

mod coded;
mod isbd;
mod names;

use marc::{Field, Record, isbn};
use serde::{Deserialize, Serialize};
use store::words;

use crate::accession::provenance;
pub use isbd::{plain, tidy};
pub use names::{Author, ROLES, relator};

words! {
    /// What kind of thing a record describes, as people ask for it.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Form {
        /// A book, and whatever nothing more is known of.
        #[default]
        Book = "book",
        /// A picture book.
        PictureBook = "picture-book",
        /// Comics and graphic novels.
        Comic = "comic",
        /// Magazines, newspapers, annuals.
        Serial = "serial",
        /// Maps and atlases.
        Map = "map",
        /// Written music.
        Score = "score",
        /// Spoken words: audiobooks.
        Spoken = "spoken",
        /// Recorded music.
        Music = "music",
        /// Films and other moving pictures.
        Video = "video",
        /// Posters, photographs, drawings.
        Picture = "picture",
        /// E-books, websites, programs.
        Digital = "digital",
        /// Written by hand, unpublished.
        Manuscript = "manuscript",
        /// Games, models, kits.
        Object = "object",
    }
}

words! {
    /// For whom something is made.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Audience {
        /// Up to about twelve.
        Children = "children",
        /// From about thirteen.
        Teens = "teens",
        /// Adults, specialists.
        Adults = "adults",
        /// Everybody.
        General = "general",
    }
}

/// The fields drawn out of a record. Texts are without the punctuation that ISBD puts between areas.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Drawn {
    /// The title proper with part number and part name (245 `$a $n $p`).
    pub title: String,
    /// The rest of the title (245 `$b`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// Who is responsible, as on the title page (245 `$c`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub responsibility: String,
    /// Parallel, uniform and other titles (130, 240, 246, 740, 880 of 245).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_titles: Vec<String>,
    /// Persons, bodies and meetings (1XX, 700, 710, 711).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The edition (250).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub edition: String,
    /// Where it was published (264 or 260 `$a`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// By whom (264 or 260 `$b`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// When (008/07–10, else 264 or 260 `$c`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// ISO 639-2/B code of the language (008/35–37, else 041 `$a`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// What kind of thing it is (leader/06–07, 006, 007, 008, 33X).
    pub form: Form,
    /// For whom it is (008/22, 521).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// Subject headings and genres (6XX), parts joined by ` -- `.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Series with numbering (490, else 830, 440).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<String>,
    /// Valid ISBNs as 13 digits (020 `$a`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub isbns: Vec<String>,
    /// Valid ISSNs (022 `$a`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issns: Vec<String>,
    /// The Dewey number (082, else 092, else 084).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ddc: String,
    /// The call number on the spine (852, 952, 090, 092, 099, 084, 082, 050).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub call_number: String,
    /// The summary (520).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The contents (505).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contents: String,
    /// Other notes for the public (500–518, 538, 546, 586).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Pages, minutes, sheets (300).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub extent: String,
    /// Who gave copies of it and may be named (541).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub givers: Vec<String>,
}

/// Draws the fields out of `record`.
pub fn draw(record: &Record) -> Drawn {
    let title = record.first("245");
    let part = |codes| title.map(|field| plain(&field.text(codes))).unwrap_or_default();
    let imprint = imprint(record);
    let ddc = ddc(record);
    Drawn {
        title: part("anp"),
        subtitle: part("b"),
        responsibility: part("c"),
        other_titles: other_titles(record),
        authors: names::authors(record),
        edition: plain(&record.text("250", "ab")),
        place: imprint.map(|field| plain(field.sub('a').unwrap_or_default())).unwrap_or_default(),
        publisher: imprint.map(|field| plain(field.sub('b').unwrap_or_default())).unwrap_or_default(),
        year: coded::year(record, imprint),
        language: coded::language(record),
        form: coded::form(record),
        audience: coded::audience(record),
        subjects: subjects(record),
        series: series(record),
        isbns: numbers(record, "020", |text| isbn::Isbn::parse_first(text).ok().map(|isbn| isbn.to_string())),
        issns: numbers(record, "022", |text| isbn::Issn::parse(text).ok().map(|issn| issn.to_string())),
        call_number: call_number(record),
        ddc,
        summary: texts(record, &["520"], "ab").join("\n"),
        contents: texts(record, &["505"], "agrt").join("\n"),
        notes: texts(
            record,
            &["500", "501", "502", "504", "508", "511", "515", "518", "538", "546", "586"],
            "abcdo3",
        ),
        extent: plain(&record.text("300", "a")),
        givers: provenance::givers(record),
    }
}

impl Drawn {
    /// The first author as catalogued, or who is responsible; empty when nobody is named.
    pub fn author(&self) -> &str {
        self.authors.first().map_or(self.responsibility.as_str(), |author| author.name.as_str())
    }

    /// The first author as people say the name: `Andrea Hirata`.
    pub fn author_spoken(&self) -> String {
        self.authors.first().map_or_else(|| self.responsibility.clone(), Author::spoken)
    }

    /// Title and subtitle as a page shows them.
    pub fn full_title(&self) -> String {
        match (self.title.as_str(), self.subtitle.as_str()) {
            (title, "") => title.to_owned(),
            ("", subtitle) => subtitle.to_owned(),
            (title, subtitle) => format!("{title}: {subtitle}"),
        }
    }

    /// The Dewey hundred, 0 to 9, from the Dewey number or the call number.
    pub fn ddc_class(&self) -> Option<u8> {
        class_of(&self.ddc).or_else(|| class_of(&self.call_number)).or_else(|| {
            // Fiction stands under F or FIK in most public libraries: literature.
            let call_number = self.call_number.to_lowercase();
            let mark = call_number.split_whitespace().next().unwrap_or_default();
            matches!(mark, "f" | "fik" | "fic" | "fiksi" | "[fic]").then_some(8)
        })
    }

    /// Orders records as they stand on the shelf: the call number in one case with single blanks. Dewey
    /// numbers have three digits before the point, so comparing characters compares numbers.
    pub fn shelf_key(&self) -> String {
        let call_number = if self.call_number.is_empty() { &self.ddc } else { &self.call_number };
        call_number.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
    }
}

fn class_of(number: &str) -> Option<u8> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let first = number.bytes().next()?;
    (digits == 3).then(|| first - b'0')
}

/// The statement of publication: 264 with second indicator 1 before any other, 264 before 260.
fn imprint(record: &Record) -> Option<&Field> {
    let published = record.fields("264").find(|field| field.indicators().1 == '1');
    published.or_else(|| record.first("260")).or_else(|| record.first("264"))
}

fn other_titles(record: &Record) -> Vec<String> {
    let mut titles = Vec::new();
    for field in &record.fields {
        let tag = field.tag();
        let text = match tag.as_str() {
            "130" | "240" | "246" | "740" => plain(&field.text("abnp")),
            "880" if field.sub('6').is_some_and(|link| link.starts_with("245")) => plain(&field.text("abnp")),
            _ => continue,
        };
        push_new(&mut titles, text);
    }
    titles
}

fn subjects(record: &Record) -> Vec<String> {
    let mut subjects = Vec::new();
    for field in record.matching("6XX") {
        let name = match field.tag().as_str() {
            "600" | "610" | "611" => "abcdnpqt",
            "630" => "anpt",
            "648" | "650" | "651" | "653" | "655" => "a",
            _ => continue,
        };
        let head = plain(&field.text(name));
        if head.is_empty() {
            continue;
        }
        let parts = field.subfields().iter().filter(|part| matches!(part.code, 'v' | 'x' | 'y' | 'z'));
        let heading = parts.fold(head, |heading, part| format!("{heading} -- {}", plain(&part.value)));
        push_new(&mut subjects, heading);
    }
    subjects
}

fn series(record: &Record) -> Vec<String> {
    let mut series = Vec::new();
    for tag in ["490", "830", "440"] {
        for field in record.fields(tag) {
            let (name, volume) = (plain(&field.text("anp")), plain(field.sub('v').unwrap_or_default()));
            push_new(&mut series, if volume.is_empty() { name } else { format!("{name} ; {volume}") });
        }
        if !series.is_empty() {
            break;
        }
    }
    series
}

fn numbers(record: &Record, tag: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut numbers = Vec::new();
    for number in record.fields(tag).filter_map(|field| read(field.sub('a')?)) {
        push_new(&mut numbers, number);
    }
    numbers
}

fn ddc(record: &Record) -> String {
    let stated = record.fields("082").chain(record.fields("092"));
    let local = record.fields("084").filter(|field| field.sub('2').is_none_or(|s| s.contains("ddc")));
    stated.chain(local).filter_map(|field| dewey(field.sub('a')?)).next().unwrap_or_default()
}

/// The Dewey number at the beginning of a text: `899.221/3` and, as on spines, `899.221 3` are 899.2213; none in
/// `[Fic]`.
fn dewey(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !matches!(c, '/' | '\'' | '’')).collect();
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let end = first.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(first.len());
    let mut number = first[..end].to_owned();
    if end == first.len() && number.contains('.') {
        words
            .take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
            .for_each(|word| number.push_str(word));
    }
    let number = number.trim_end_matches('.');
    class_of(number).map(|_| number.to_owned())
}

/// The call number: what the copies say, then the local fields, then the classification.
fn call_number(record: &Record) -> String {
    const PLACES: [(&str, &str); 10] = [
        ("852", "khi"),
        ("952", "o"),
        ("090", "ab"),
        ("092", "ab"),
        ("099", "a"),
        ("084", "ab"),
        ("082", "ab"),
        ("949", "a"),
        ("050", "ab"),
        ("060", "ab"),
    ];
    let found = PLACES.iter().find_map(|(tag, codes)| {
        let text = record
            .fields(tag)
            .map(|field| plain(&field.text(codes)).replace('/', ""))
            .find(|t| !t.is_empty());
        // A library numbers its own items in 949; only what reads like a class number is one.
        text.filter(|text| *tag != "949" || class_of(text).is_some())
    });
    found.unwrap_or_default()
}

fn texts(record: &Record, tags: &[&str], codes: &str) -> Vec<String> {
    let fields = record.fields.iter().filter(|field| tags.contains(&field.tag().as_str()));
    fields.map(|field| tidy(&field.text(codes))).filter(|text| !text.is_empty()).collect()
}

fn push_new(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

#[cfg(test)]
mod tests;
