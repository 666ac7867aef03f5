//! What an answer of the form does to the fields of a record.

use kernel::Date;
use marc::{Field, Record};

use super::Typed;
use crate::record::{Drawn, Form, draw, plain, tidy};

pub(super) fn lines(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

/// What a field alone gives of a list of the drawn fields.
pub(super) fn shown(field: &Field, list: fn(Drawn) -> Vec<String>) -> Vec<String> {
    list(draw(&Record::default().with(field.clone())))
}

pub(super) fn main_entry(record: &Record) -> Option<&Field> {
    record.fields.iter().find(|field| matches!(field.tag().as_str(), "100" | "110" | "111"))
}

pub(super) fn name(field: &Field) -> String {
    draw(&Record::default().with(field.clone())).authors.first().map(|a| a.name.clone()).unwrap_or_default()
}

pub(super) fn is_other(field: &Field) -> bool {
    matches!(field.tag().as_str(), "700" | "710" | "711") && !name(field).is_empty()
}

/// `Wirawan, Budi (penerjemah)`.
pub(super) fn other(field: &Field) -> String {
    let role = field.sub('e').map(plain).unwrap_or_default();
    if role.is_empty() { name(field) } else { format!("{} ({role})", name(field)) }
}

pub(super) fn new_other(line: &str) -> Field {
    let (name, role) = match line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) {
        Some((name, role)) => (name.trim(), role.trim()),
        None => (line, ""),
    };
    let field = Field::data("700", inversion(name), ' ');
    if role.is_empty() { field.with('a', name) } else { field.with('a', format!("{name},")).with('e', role) }
}

/// Whether a field holds nothing but numbers that are no ISBN of this book, or none at all.
pub(super) fn is_wrong_isbn(field: &Field) -> bool {
    field.tag() == "020" && field.sub('a').is_none() && field.sub('z').is_some()
}

pub(super) fn wrong_isbns(field: &Field) -> Vec<String> {
    field.subs('z').map(tidy).collect()
}

/// First indicator of a personal name: whether the surname stands first.
fn inversion(name: &str) -> char {
    if name.contains(',') { '1' } else { '0' }
}

pub(super) fn put_author(record: &mut Record, author: &str) {
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

pub(super) fn put_title(record: &mut Record, typed: &Typed) {
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

pub(super) fn put_imprint(record: &mut Record, typed: &Typed) {
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
pub(super) fn put_one(record: &mut Record, tag: &str, code: char, text: &str) {
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
pub(super) fn relist(
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

pub(super) fn new_series(line: &str) -> Field {
    let field = Field::data("490", '0', ' ');
    match line.split_once(" ; ") {
        Some((name, volume)) => field.with('a', format!("{name} ;")).with('v', volume),
        None => field.with('a', line),
    }
}

pub(super) fn new_subject(line: &str) -> Field {
    let mut parts = line.split(" -- ");
    let field = Field::data("650", ' ', '4').with('a', parts.next().unwrap_or_default());
    parts.fold(field, |field, part| field.with('x', part))
}

/// Puts the call number where the old one stood, else into 090.
pub(super) fn put_call_number(record: &mut Record, before: &str, call_number: &str) {
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

pub(super) fn put_form(record: &mut Record, form: Form) {
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
pub(super) fn put_coded(record: &mut Record, at: usize, text: &str, today: Date) {
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
