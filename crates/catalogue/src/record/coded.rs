//! What the coded positions of a record say: leader, 006, 007, 008 and the 33X fields.

use marc::{Field, Record};

use super::{Audience, Form};

/// The earliest year a printed thing in a town's library may have.
const EARLIEST: i32 = 1000;
/// The latest: records are made before the book is out, but not by decades.
const LATEST: i32 = 2100;

fn at(record: &Record, tag: &str, position: usize) -> char {
    record.control(tag).and_then(|value| value.chars().nth(position)).unwrap_or(' ')
}

/// The year of publication.
pub fn year(record: &Record, imprint: Option<&Field>) -> Option<i32> {
    let coded: String = record.control("008").unwrap_or_default().chars().skip(7).take(4).collect();
    let stated = || imprint.and_then(|field| first_year(field.sub('c')?));
    sensible(&coded).or_else(stated)
}

fn sensible(digits: &str) -> Option<i32> {
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (EARLIEST..=LATEST).contains(&year).then_some(year)
}

/// The first four digits in a row: `[2005?]`, `c1998`, `1998-2003`.
fn first_year(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit()).find_map(sensible)
}

/// The language of the text.
pub fn language(record: &Record) -> String {
    let coded: String = record.control("008").unwrap_or_default().chars().skip(35).take(3).collect();
    let stated = || record.first("041").and_then(|field| field.sub('a')?.get(..3).and_then(code));
    code(&coded).or_else(stated).unwrap_or_default()
}

/// A code that names a language: not `und`, `zxx`, `mul` or filled.
fn code(text: &str) -> Option<String> {
    let code = text.to_lowercase();
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && !matches!(code.as_str(), "und" | "zxx")).then_some(code)
}

/// What kind of thing it is. The 33X fields say it for RDA records, the leader for all.
pub fn form(record: &Record) -> Form {
    let says = |tag: &str, codes: &[&str]| {
        record.fields(tag).any(|field| field.subs('b').any(|code| codes.contains(&code.trim())))
    };
    let (kind, level) = (record.leader.at(6), record.leader.at(7));
    match kind {
        'c' | 'd' => return Form::Score,
        'e' | 'f' => return Form::Map,
        'g' => return Form::Video,
        'i' => return Form::Spoken,
        'j' => return Form::Music,
        'k' => return Form::Picture,
        'm' => return Form::Digital,
        'o' | 'r' => return Form::Object,
        'p' | 't' => return Form::Manuscript,
        _ => {}
    }
    if says("336", &["tdi", "tdm"]) || at(record, "007", 0) == 'v' {
        return Form::Video;
    }
    if says("336", &["spw"]) {
        return Form::Spoken;
    }
    // 006 begins with the kind of an accompanying or electronic aspect.
    let electronic = says("338", &["cr"]) || at(record, "006", 0) == 'm' || at(record, "008", 23) == 'o';
    match level {
        _ if electronic || at(record, "007", 0) == 'c' => Form::Digital,
        'b' | 'i' | 's' => Form::Serial,
        _ => printed(record),
    }
}

fn printed(record: &Record) -> Form {
    let nature: String = record.control("008").unwrap_or_default().chars().skip(24).take(4).collect();
    let genre = |words: &[&str]| {
        record.matching("65X").filter_map(|field| field.sub('a')).any(|text| {
            let text = text.to_lowercase();
            words.iter().any(|word| text.starts_with(word))
        })
    };
    if nature.contains('6') || genre(&["komik", "comic", "novel grafis", "graphic novel", "manga"]) {
        Form::Comic
    } else if genre(&["buku bergambar", "cerita bergambar", "picture book"]) {
        Form::PictureBook
    } else {
        Form::Book
    }
}

/// For whom it is: the coded value of books, music, computer files and visual materials, else what the note says.
pub fn audience(record: &Record) -> Option<Audience> {
    let has_code =
        matches!(record.leader.at(6), 'a' | 'c' | 'd' | 'g' | 'i' | 'j' | 'k' | 'm' | 'o' | 'r' | 't')
            && !matches!(record.leader.at(7), 'b' | 'i' | 's');
    let coded = match at(record, "008", 22) {
        'a' | 'b' | 'c' | 'j' => Some(Audience::Children),
        'd' => Some(Audience::Teens),
        'e' | 'f' => Some(Audience::Adults),
        'g' => Some(Audience::General),
        _ => None,
    };
    coded.filter(|_| has_code).or_else(|| record.first("521").and_then(|field| noted(&field.text("a"))))
}

fn noted(note: &str) -> Option<Audience> {
    let note = note.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| note.contains(word));
    if has(&[
        "anak",
        "paud",
        "sekolah dasar",
        "child",
        "juvenile",
        "usia 4",
        "usia 5",
        "usia 6",
        "usia 7",
        "usia 8",
    ]) {
        Some(Audience::Children)
    } else if has(&["remaja", "smp", "sma", "teen", "young adult", "adolescent"]) {
        Some(Audience::Teens)
    } else if has(&["dewasa", "adult", "mahasiswa", "perguruan tinggi"]) {
        Some(Audience::Adults)
    } else if has(&["umum", "general"]) {
        Some(Audience::General)
    } else {
        None
    }
}
