//! A record as a plain form, and what the form's answers do to its MARC. Only what was answered differently is
//! touched: everything else of the record stays as it came.

use kernel::Date;
use marc::{Field, Record};

use crate::record::{Audience, Drawn, Form, draw, plain, tidy};

/// The answers of the form. Lists have one item a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// 245 `$a $n $p`.
    pub title: String,
    /// 245 `$b`.
    pub subtitle: String,
    /// 245 `$c`.
    pub responsibility: String,
    /// The main entry, 1XX.
    pub author: String,
    /// 7XX, one a line, the role in brackets.
    pub others: String,
    /// 250.
    pub edition: String,
    /// 264 or 260 `$a`.
    pub place: String,
    /// 264 or 260 `$b`.
    pub publisher: String,
    /// 264 or 260 `$c`, 008/07–10.
    pub year: String,
    /// 300 `$a`.
    pub extent: String,
    /// 490, one a line.
    pub series: String,
    /// 020, one a line.
    pub isbns: String,
    /// Code of the language, 008/35–37.
    pub language: String,
    /// Word of the [`Form`].
    pub form: String,
    /// Word of the [`Audience`]; empty for unknown.
    pub audience: String,
    /// 082.
    pub ddc: String,
    /// 852, 952 or 090.
    pub call_number: String,
    /// 6XX, one a line, parts joined by ` -- `.
    pub subjects: String,
    /// 520.
    pub summary: String,
    /// 5XX, one a line.
    pub notes: String,
}

impl Typed {
    /// The answers a record gives.
    pub fn of(record: &Record) -> Self {
        let drawn: Drawn = draw(record);
        Self {
            author: main_entry(record).map(name).unwrap_or_default(),
            others: lines(record.fields.iter().filter(|field| is_other(field)).map(other)),
            year: drawn.year.map(|year| year.to_string()).unwrap_or_default(),
            series: drawn.series.join("\n"),
            isbns: drawn.isbns.join("\n"),
            form: drawn.form.as_str().to_owned(),
            audience: drawn.audience.map(|audience| audience.as_str().to_owned()).unwrap_or_default(),
            subjects: drawn.subjects.join("\n"),
            notes: drawn.notes.join("\n"),
            title: drawn.title,
            subtitle: drawn.subtitle,
            responsibility: drawn.responsibility,
            edition: drawn.edition,
            place: drawn.place,
            publisher: drawn.publisher,
            extent: drawn.extent,
            language: drawn.language,
            ddc: drawn.ddc,
            call_number: drawn.call_number,
            summary: drawn.summary,
        }
    }

    /// Does to `record` what the answers say. `today` is written into a coded field that has to be made.
    pub fn apply(&self, record: &mut Record, today: Date) {
        let before = Self::of(record);
        let differs = |of: fn(&Self) -> &String| tidy(of(self)) != tidy(of(&before));
        let differ = |of: &[fn(&Self) -> &String]| of.iter().any(|of| differs(*of));
        if differs(|t| &t.author) {
            put_author(record, &tidy(&self.author));
        }
        if differ(&[|t| &t.title, |t| &t.subtitle, |t| &t.responsibility]) {
            put_title(record, self);
        }
        if differs(|t| &t.others) {
            relist(record, &self.others, is_other, |field| vec![other(field)], new_other);
        }
        if differs(|t| &t.edition) {
            put_one(record, "250", 'a', &self.edition);
        }
        if differ(&[|t| &t.place, |t| &t.publisher, |t| &t.year]) {
            put_imprint(record, self);
        }
        if differs(|t| &t.extent) {
            put_one(record, "300", 'a', &self.extent);
        }
        if differs(|t| &t.series) {
            relist(record, &self.series, |f| f.tag() == "490", |f| shown(f, |d| d.series), new_series);
        }
        if differs(|t| &t.isbns) {
            let new = |isbn: &str| Field::data("020", ' ', ' ').with('a', isbn);
            relist(record, &self.isbns, |f| f.tag() == "020", |f| shown(f, |d| d.isbns), new);
        }
        if differs(|t| &t.subjects) {
            let is_subject = |field: &Field| !shown(field, |d| d.subjects).is_empty();
            relist(record, &self.subjects, is_subject, |f| shown(f, |d| d.subjects), new_subject);
        }
        if differs(|t| &t.summary) {
            let new = |text: &str| Field::data("520", ' ', ' ').with('a', text);
            relist(record, &self.summary, |f| f.tag() == "520", |f| vec![tidy(&f.text("ab"))], new);
        }
        if differs(|t| &t.notes) {
            let is_note = |field: &Field| !shown(field, |d| d.notes).is_empty();
            let new = |text: &str| Field::data("500", ' ', ' ').with('a', text);
            relist(record, &self.notes, is_note, |f| shown(f, |d| d.notes), new);
        }
        if differs(|t| &t.ddc) {
            put_one(record, "082", 'a', &self.ddc);
        }
        if differs(|t| &t.call_number) {
            put_call_number(record, &before.call_number, &tidy(&self.call_number));
        }
        if differs(|t| &t.form) {
            put_form(record, self.form.parse().unwrap_or_default());
        }
        self.put_coded(record, &before, today);
    }

    fn put_coded(&self, record: &mut Record, before: &Self, today: Date) {
        let audience = match self.audience.parse() {
            Ok(Audience::Children) => "j",
            Ok(Audience::Teens) => "d",
            Ok(Audience::Adults) => "e",
            Ok(Audience::General) => "g",
            Err(_) => " ",
        };
        let language = if tidy(&self.language).len() == 3 { tidy(&self.language) } else { "und".to_owned() };
        let year = tidy(&self.year);
        let year = if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
            year
        } else {
            "uuuu".into()
        };
        let wanted = [
            (self.year != before.year, 7, year.as_str()),
            (self.audience != before.audience, 22, audience),
            (self.language != before.language, 35, language.as_str()),
        ];
        for (differs, at, text) in wanted {
            if differs {
                put_coded(record, at, text, today);
            }
        }
        if self.language != before.language
            && let Some(field) = record.first_mut("041")
        {
            field.set('a', language);
        }
    }
}

fn lines(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

/// What a field alone gives of a list of the drawn fields.
fn shown(field: &Field, list: fn(Drawn) -> Vec<String>) -> Vec<String> {
    list(draw(&Record::default().with(field.clone())))
}

fn main_entry(record: &Record) -> Option<&Field> {
    record.fields.iter().find(|field| matches!(field.tag().as_str(), "100" | "110" | "111"))
}

fn name(field: &Field) -> String {
    draw(&Record::default().with(field.clone())).authors.first().map(|a| a.name.clone()).unwrap_or_default()
}

fn is_other(field: &Field) -> bool {
    matches!(field.tag().as_str(), "700" | "710" | "711") && !name(field).is_empty()
}

/// `Wirawan, Budi (penerjemah)`.
fn other(field: &Field) -> String {
    let role = field.sub('e').map(plain).unwrap_or_default();
    if role.is_empty() { name(field) } else { format!("{} ({role})", name(field)) }
}

fn new_other(line: &str) -> Field {
    let (name, role) = match line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) {
        Some((name, role)) => (name.trim(), role.trim()),
        None => (line, ""),
    };
    let field = Field::data("700", inversion(name), ' ');
    if role.is_empty() { field.with('a', name) } else { field.with('a', format!("{name},")).with('e', role) }
}

/// First indicator of a personal name: whether the surname stands first.
fn inversion(name: &str) -> char {
    if name.contains(',') { '1' } else { '0' }
}

fn put_author(record: &mut Record, author: &str) {
    if author.is_empty() {
        for tag in ["100", "110", "111"] {
            record.remove(tag);
        }
        return;
    }
    let tag = main_entry(record).map(Field::tag);
    match tag.and_then(|tag| record.first_mut(tag.as_str())) {
        Some(field) => {
            for code in ['b', 'c', 'd', 'n', 'q'] {
                field.remove(code);
            }
            // A comma stands before what they did.
            let comma = if field.sub('e').is_some() { "," } else { "" };
            field.set('a', format!("{author}{comma}"));
            if let Field::Data { ind1, tag, .. } = field
                && *tag == "100"
            {
                *ind1 = inversion(author);
            }
        }
        None => {
            record.insert(Field::data("100", inversion(author), ' ').with('a', author));
        }
    }
}

fn put_title(record: &mut Record, typed: &Typed) {
    let (title, subtitle, by) = (tidy(&typed.title), tidy(&typed.subtitle), tidy(&typed.responsibility));
    let has_author = main_entry(record).is_some();
    let before = record.first("245").cloned();
    let ind2 = before.as_ref().map_or('0', |field| field.indicators().1);
    // The letters to be passed over in sorting are those of the old title.
    let same = before.as_ref().is_some_and(|field| plain(&field.text("anp")) == title);
    let mut field = Field::data("245", if has_author { '1' } else { '0' }, if same { ind2 } else { '0' });
    let parts = [
        (
            'a',
            title,
            if !subtitle.is_empty() {
                " :"
            } else if !by.is_empty() {
                " /"
            } else {
                "."
            },
        ),
        ('b', subtitle, if by.is_empty() { "." } else { " /" }),
        ('c', by, "."),
    ];
    for (code, text, mark) in parts {
        if !text.is_empty() {
            let mark = if mark == "." && text.ends_with(['.', '?', '!']) { "" } else { mark };
            field.push(code, format!("{text}{mark}"));
        }
    }
    for part in before.iter().flat_map(|field| field.subfields()) {
        if !matches!(part.code, 'a' | 'b' | 'c' | 'n' | 'p') {
            field.push(part.code, part.value.as_str());
        }
    }
    record.set(field);
}

fn put_imprint(record: &mut Record, typed: &Typed) {
    let (place, publisher, year) = (tidy(&typed.place), tidy(&typed.publisher), tidy(&typed.year));
    let published =
        record.fields.iter().position(|field| field.tag() == "264" && field.indicators().1 == '1');
    let place_of = published
        .or_else(|| record.fields.iter().position(|field| matches!(field.tag().as_str(), "260" | "264")));
    let mut field = match place_of.and_then(|at| record.fields.get(at)) {
        Some(Field::Data { tag, ind1, ind2, .. }) => Field::data(*tag, *ind1, *ind2),
        _ => Field::data("264", ' ', '1'),
    };
    for (code, text, mark) in [('a', place, " :"), ('b', publisher, ","), ('c', year, "")] {
        if !text.is_empty() {
            field.push(code, format!("{text}{mark}"));
        }
    }
    match place_of.and_then(|at| record.fields.get_mut(at)) {
        Some(old) => *old = field,
        None => {
            record.insert(field);
        }
    }
}

/// Sets one subfield of the first field with this tag; without text it goes, and the field with it when nothing
/// else is in it.
fn put_one(record: &mut Record, tag: &str, code: char, text: &str) {
    let text = tidy(text);
    match record.first_mut(tag) {
        Some(field) if text.is_empty() => {
            field.remove(code);
            record.fields.retain(|field| field.tag() != *tag || !field.subfields().is_empty());
        }
        Some(field) => {
            field.set(code, text);
        }
        None if text.is_empty() => {}
        None => {
            let (ind1, ind2) = if tag == "082" { ('0', '4') } else { (' ', ' ') };
            record.insert(Field::data(tag, ind1, ind2).with(code, text));
        }
    }
}

/// Makes the fields of a list what the lines say: those that are still there stay as they are.
fn relist(
    record: &mut Record,
    typed: &str,
    belongs: impl Fn(&Field) -> bool,
    shown: impl Fn(&Field) -> Vec<String>,
    new: impl Fn(&str) -> Field,
) {
    let wanted: Vec<String> = typed.lines().map(tidy).filter(|line| !line.is_empty()).collect();
    record.fields.retain(|field| !belongs(field) || shown(field).iter().any(|line| wanted.contains(line)));
    let there: Vec<String> = record.fields.iter().filter(|field| belongs(field)).flat_map(&shown).collect();
    for line in wanted.iter().filter(|line| !there.contains(line)) {
        record.insert(new(line));
    }
}

fn new_series(line: &str) -> Field {
    let field = Field::data("490", '0', ' ');
    match line.split_once(" ; ") {
        Some((name, volume)) => field.with('a', format!("{name} ;")).with('v', volume),
        None => field.with('a', line),
    }
}

fn new_subject(line: &str) -> Field {
    let mut parts = line.split(" -- ");
    let field = Field::data("650", ' ', '4').with('a', parts.next().unwrap_or_default());
    parts.fold(field, |field, part| field.with('x', part))
}

/// Puts the call number where the old one stood, else into 090.
fn put_call_number(record: &mut Record, before: &str, call_number: &str) {
    let mut put = false;
    for field in &mut record.fields {
        let (keeps, goes): (char, &[char]) = match field.tag().as_str() {
            "852" if plain(&field.text("khi")) == before => ('h', &['k', 'i']),
            "952" if plain(&field.text("o")) == before => ('o', &[]),
            "090" => ('a', &['b']),
            _ => continue,
        };
        if before.is_empty() && field.tag() != "090" {
            continue;
        }
        for code in goes {
            field.remove(*code);
        }
        if call_number.is_empty() {
            field.remove(keeps);
        } else {
            field.set(keeps, call_number);
        }
        put = true;
    }
    if !put && !call_number.is_empty() {
        record.insert(Field::data("090", ' ', ' ').with('a', call_number));
    }
    record.fields.retain(|field| field.tag() != "090" || !field.subfields().is_empty());
}

fn put_form(record: &mut Record, form: Form) {
    let (kind, level) = match form {
        Form::Book | Form::PictureBook | Form::Comic => ('a', 'm'),
        Form::Serial => ('a', 's'),
        Form::Map => ('e', 'm'),
        Form::Score => ('c', 'm'),
        Form::Spoken => ('i', 'm'),
        Form::Music => ('j', 'm'),
        Form::Video => ('g', 'm'),
        Form::Picture => ('k', 'm'),
        Form::Digital => ('m', 'm'),
        Form::Manuscript => ('t', 'm'),
        Form::Object => ('r', 'm'),
    };
    record.leader.set(6, kind);
    record.leader.set(7, level);
    const GENRES: [(Form, &str); 2] = [(Form::Comic, "Komik"), (Form::PictureBook, "Buku bergambar")];
    for (genre, word) in GENRES {
        let is_genre =
            |field: &Field| field.tag() == "655" && field.sub('a').map(plain).as_deref() == Some(word);
        record.fields.retain(|field| !is_genre(field) || genre == form);
        if genre == form && !record.fields.iter().any(is_genre) {
            record.insert(Field::data("655", ' ', '4').with('a', word));
        }
    }
}

/// Writes into 008, which is made where there is none: today, no date, published in Indonesia, catalogued here.
fn put_coded(record: &mut Record, at: usize, text: &str, today: Date) {
    let made = || format!("{}nuuuu    io            000 0 und d", today.strftime("%y%m%d"));
    let old = record.control("008").map_or_else(made, str::to_owned);
    let mut chars: Vec<char> = old.chars().collect();
    chars.resize(chars.len().max(40), ' ');
    if at == 7 && chars.get(6) == Some(&'n') {
        chars[6] = 's';
    }
    for (to, c) in chars.iter_mut().skip(at).zip(text.chars()) {
        *to = c;
    }
    record.set(Field::control("008", chars.into_iter().collect::<String>()));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::history::differences;

    fn sample() -> Record {
        Record::default()
            .with(Field::control("001", "tmh-1"))
            .with(Field::control("008", "260105s2005    io a   d      000 1 ind d"))
            .with(Field::data("020", ' ', ' ').with('a', "979-3062-79-7").with('c', "Rp 85.000"))
            .with(Field::data("082", '0', '4').with('a', "899.221").with('2', "23"))
            .with(
                Field::data("100", '1', ' ')
                    .with('a', "Hirata, Andrea,")
                    .with('d', "1967-")
                    .with('e', "pengarang"),
            )
            .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
            .with(
                Field::data("264", ' ', '1')
                    .with('a', "Yogyakarta :")
                    .with('b', "Bentang,")
                    .with('c', "2005."),
            )
            .with(Field::data("500", ' ', ' ').with('a', "Ada indeks."))
            .with(Field::data("650", ' ', '4').with('a', "Sekolah").with('z', "Belitung"))
            .with(Field::data("700", '1', ' ').with('a', "Wirawan, Budi,").with('e', "penyunting"))
            .with(Field::data("952", ' ', ' ').with('p', "A1").with('o', "899.221 HIR l"))
    }

    #[test]
    fn a_form_sent_back_as_it_was_changes_nothing() {
        let mut record = sample();
        Typed::of(&record).apply(&mut record, date(2026, 8, 5));
        assert_eq!(record, sample());
    }

    #[test]
    fn only_what_was_answered_differently_is_touched() {
        let mut record = sample();
        let mut typed = Typed::of(&record);
        typed.subtitle = "sebuah novel".into();
        typed.subjects = "Sekolah -- Belitung\nPersahabatan -- Anak".into();
        typed.apply(&mut record, date(2026, 8, 5));
        let changed: Vec<_> =
            differences(&sample(), &record).into_iter().map(|d| (d.before, d.after)).collect();
        assert_eq!(
            changed,
            [
                (
                    Some("245 10 $a Laskar pelangi / $c Andrea Hirata.".into()),
                    Some("245 10 $a Laskar pelangi : $b sebuah novel / $c Andrea Hirata.".into())
                ),
                (None, Some("650 #4 $a Persahabatan $x Anak".into())),
            ]
        );
    }

    #[test]
    fn what_the_form_says_is_what_is_drawn_again() {
        let typed = Typed {
            title: "Edensor".into(),
            subtitle: "novel".into(),
            responsibility: "Andrea Hirata".into(),
            author: "Hirata, Andrea".into(),
            others: "Wirawan, Budi (penyunting)\nTim Bentang".into(),
            edition: "Cetakan ke-2".into(),
            place: "Yogyakarta".into(),
            publisher: "Bentang Pustaka".into(),
            year: "2007".into(),
            extent: "290 halaman".into(),
            series: "Tetralogi Laskar Pelangi ; 3".into(),
            isbns: "9789793062792".into(),
            language: "ind".into(),
            form: "comic".into(),
            audience: "teens".into(),
            ddc: "899.221".into(),
            call_number: "899.221 HIR e".into(),
            subjects: "Sekolah -- Prancis\nKomik".into(),
            summary: "Ikal dan Arai di Eropa.".into(),
            notes: "Ada indeks.".into(),
        };
        let mut record = Record::default();
        typed.apply(&mut record, date(2026, 8, 5));
        assert_eq!(Typed::of(&record), typed);
        assert_eq!(record.control("008").unwrap().len(), 40);
        let again = Record::from_lines(&record.to_lines()).unwrap();
        assert_eq!(again, record);
    }

    #[test]
    fn a_call_number_changes_where_it_stands() {
        let mut record = sample();
        let mut typed = Typed::of(&record);
        typed.call_number = "F HIR l".into();
        typed.apply(&mut record, date(2026, 8, 5));
        assert_eq!(record.text("952", "o"), "F HIR l");
        assert_eq!(draw(&record).call_number, "F HIR l");
    }

    #[test]
    fn an_emptied_answer_takes_its_field_away() {
        let mut record = sample();
        let mut typed = Typed::of(&record);
        (typed.author, typed.others, typed.notes, typed.ddc) = Default::default();
        typed.apply(&mut record, date(2026, 8, 5));
        for tag in ["100", "700", "500"] {
            assert!(record.first(tag).is_none(), "{tag}");
        }
        assert_eq!(draw(&record).ddc, "");
    }

    proptest! {
        #[test]
        fn any_answers_are_taken(texts in prop::collection::vec("[^\\x00-\\x1f]{0,30}", 20)) {
            let mut t = texts.into_iter();
            let mut next = || t.next().unwrap_or_default();
            let typed = Typed {
                title: next(), subtitle: next(), responsibility: next(), author: next(), others: next(), edition: next(),
                place: next(), publisher: next(), year: next(), extent: next(), series: next(), isbns: next(),
                language: next(), form: next(), audience: next(), ddc: next(), call_number: next(), subjects: next(),
                summary: next(), notes: next(),
            };
            let mut record = sample();
            typed.apply(&mut record, date(2026, 8, 5));
            prop_assert!(marc::iso2709::to_vec(&record).is_ok());
        }
    }
}
