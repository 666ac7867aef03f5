//! What stands in a file: which column is which, and what each row tells, as far as it is understood.

use std::collections::HashSet;

use kernel::{Date, Message, Refusal};
use sheet::{
    Cell, Row, Table,
    columns::{Field, Mapping, anything, is_words},
    day::{self, Habit, Unknown},
};

use crate::{PartyKind, Profile, Sex, phone, rules, vcard};

/// The most rows that are entered from one file.
pub const MOST_ROWS: usize = 10_000;

/// What a file can tell of a party, with what headings call it.
pub const FIELDS: &[Field] = &[
    Field {
        name: "name",
        heads: &[
            "nama lengkap",
            "nama",
            "nama siswa",
            "nama anggota",
            "nama peserta",
            "nama mahasiswa",
            "nama lembaga",
            "nama sekolah",
            "name",
            "full name",
        ],
        fits: is_words,
    },
    Field { name: "given", heads: &["nama depan", "given name", "first name"], fits: is_words },
    Field {
        name: "family",
        heads: &["nama belakang", "marga", "fam", "family name", "last name"],
        fits: is_words,
    },
    Field {
        name: "born",
        heads: &[
            "tanggal lahir",
            "tgl lahir",
            "tgl lhr",
            "lahir",
            "birth date",
            "date of birth",
            "born",
            "birthday",
        ],
        fits: day::is_like,
    },
    Field {
        name: "sex",
        heads: &["jenis kelamin", "l p", "lp", "jk", "kelamin", "sex", "gender"],
        fits: is_sex,
    },
    Field {
        name: "phone",
        heads: &[
            "no wa",
            "wa",
            "whatsapp",
            "no hp",
            "hp",
            "nomor hp",
            "no hp wa",
            "handphone",
            "telepon",
            "no telepon",
            "nomor telepon",
            "telp",
            "no telp",
            "phone",
            "mobile",
            "phone number",
        ],
        fits: is_phone,
    },
    Field { name: "email", heads: &["surel", "email", "e mail", "alamat email"], fits: is_email },
    Field { name: "village", heads: &["kelurahan", "desa", "kelurahan desa", "village"], fits: anything },
    Field {
        name: "address",
        heads: &["alamat", "alamat rumah", "jalan", "address", "street"],
        fits: anything,
    },
    Field { name: "nik", heads: &["nik", "no ktp", "nomor ktp", "no nik"], fits: is_nik },
    Field { name: "nisn", heads: &["nisn"], fits: anything },
    Field { name: "kind", heads: &["jenis", "kind", "type"], fits: anything },
    Field { name: "note", heads: &["catatan", "keterangan", "note", "notes"], fits: anything },
];

fn is_sex(cell: &Cell) -> bool {
    sex(&cell.text()).is_some()
}

fn is_phone(cell: &Cell) -> bool {
    !day::is_like(cell) && !is_nik(cell) && !phones(&cell.text()).is_empty()
}

fn is_email(cell: &Cell) -> bool {
    rules::is_address(&cell.text())
}

fn is_nik(cell: &Cell) -> bool {
    crate::nik::normalised(cell.text().trim_start_matches('\'')).is_some()
}

/// A table with what its columns seem to be.
#[derive(Debug, Clone)]
pub struct Source {
    /// The rows as they were sent.
    pub table: Table,
    /// Which column is which; people may say otherwise.
    pub mapping: Mapping,
}

/// Reads a file.
///
/// # Errors
/// A refusal that says why it is no table, or has too many rows.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    let object = |key| Refusal::of_field("file", Message::new(key));
    let table = if vcard::is_one(bytes) {
        vcard::table(bytes)
    } else {
        sheet::read(bytes).map_err(|error| match error {
            sheet::Error::Unknown => object("intake-unknown"),
            sheet::Error::TooLarge => object("intake-too-large"),
            sheet::Error::Damaged => object("intake-damaged"),
            sheet::Error::Empty => object("intake-empty"),
        })?
    };
    if table.rows.len() > MOST_ROWS {
        return Err(object("intake-too-large"));
    }
    let mapping = Mapping::guess(&table, FIELDS);
    Ok(Source { table, mapping })
}

/// One row, understood as far as it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Where it stands in the file, counted from 1.
    pub number: usize,
    /// What it is.
    pub kind: PartyKind,
    /// What it tells.
    pub profile: Profile,
    /// Telephone numbers after the first.
    pub more_phones: Vec<String>,
    /// Numbers that others gave, by scheme.
    pub identifiers: Vec<(&'static str, String)>,
    /// What speaks against entering it.
    pub problems: Vec<Message>,
    /// What is worth a second look, though it is entered.
    pub warnings: Vec<Message>,
}

/// The rows below the heading, each understood as far as it goes.
pub fn drafts(source: &Source, today: Date) -> Vec<Draft> {
    let habit = Habit::of(source.mapping.column(&source.table, "born"));
    source.mapping.rows(&source.table).iter().map(|row| draft(source, &habit, row, today)).collect()
}

fn draft(source: &Source, habit: &Habit, row: &Row, today: Date) -> Draft {
    let mapping = &source.mapping;
    let text = |field: &str| mapping.cell(row, field).text().trim().to_owned();
    let mut problems = Vec::new();
    let shifted = mapping.is_shifted(row, FIELDS);
    if shifted {
        problems.push(Message::new("intake-shifted"));
    }
    let whole = text("name");
    let name = if whole.is_empty() { format!("{} {}", text("given"), text("family")) } else { whole };
    let born = habit.read(mapping.cell(row, "born")).unwrap_or_else(|unknown| {
        let key = match unknown {
            Unknown::Unreadable => "intake-born-unreadable",
            Unknown::Ambiguous => "intake-born-ambiguous",
        };
        problems.push(Message::new(key).with("text", text("born")));
        None
    });
    let sex = sex(&text("sex"));
    if sex.is_none() && !text("sex").is_empty() {
        problems.push(Message::new("intake-sex-unreadable").with("text", text("sex")));
    }
    let mut numbers = phones(&text("phone")).into_iter();
    let first = numbers.next();
    if first.is_none() && !text("phone").is_empty() {
        problems.push(Message::new("intake-phone-unreadable").with("text", text("phone")));
    }
    let identifiers = ["nik", "nisn"].map(|scheme| (scheme, text(scheme)));
    let profile = Profile {
        name: name.trim().to_owned(),
        born,
        sex,
        phone: first.unwrap_or_default(),
        email: text("email"),
        village: text("village"),
        address: text("address"),
        note: text("note"),
    };
    let objections = rules::profile_objections(&profile, today);
    problems.extend(objections.into_iter().map(|reason| reason.message));
    let kind = kind(&text("kind"));
    // A birth date, a class or a number in the column of names.
    if kind == PartyKind::Person && !shifted && profile.name.contains(|c: char| c.is_ascii_digit()) {
        problems.push(Message::new("intake-name-digits").with("text", profile.name.as_str()));
    }
    let contradicts = |(scheme, value): &(&str, String)| {
        let value = value.trim_start_matches('\'');
        let value = (*scheme == "nik").then(|| crate::nik::normalised(value)).flatten()?;
        crate::nik::contradiction(&value, profile.born, profile.sex)
    };
    Draft {
        number: row.number,
        kind,
        warnings: identifiers.iter().filter_map(contradicts).collect(),
        profile,
        more_phones: numbers.collect(),
        identifiers: identifiers.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        problems,
    }
}

/// Every telephone number of a cell, each once; none where one of them cannot be read.
fn phones(text: &str) -> Vec<String> {
    if let Some(one) = phone::normalised(text) {
        return vec![one];
    }
    let pieces = text.split(['/', ',', ';', '\n']).flat_map(|piece| piece.split(" atau "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    let mut seen = HashSet::new();
    let numbers = pieces.map(phone::normalised).collect::<Option<Vec<_>>>().unwrap_or_default();
    numbers.into_iter().filter(|number| seen.insert(number.clone())).collect()
}

fn sex(text: &str) -> Option<Sex> {
    match text.trim().to_lowercase().as_str() {
        "p" | "pr" | "perempuan" | "wanita" | "w" | "f" | "female" => Some(Sex::Female),
        "l" | "lk" | "laki-laki" | "laki laki" | "laki" | "pria" | "m" | "male" => Some(Sex::Male),
        _ => None,
    }
}

fn kind(text: &str) -> PartyKind {
    match text.trim().to_lowercase().as_str() {
        "organisation" | "organization" | "organisasi" | "lembaga" | "sekolah" | "instansi" => {
            PartyKind::Organisation
        }
        "group" | "kelompok" | "komunitas" => PartyKind::Group,
        _ => PartyKind::Person,
    }
}
