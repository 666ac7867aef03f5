//! What the library holds about a person, put together from all modules: to be read, and to be taken along.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
};

use askama::Template;
use kernel::{Arg, Date, Id, Person};
use people::{parties, phone};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::{Error, Result, Tx};
use ui::Speech;
use web::{HeldFile, Holding};
use zip::{ZipWriter, write::SimpleFileOptions};

/// What one holding tells of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// `people.contacts`
    pub name: &'static str,
    /// What each row says.
    pub fields: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<Arg>>,
}

/// Everything the modules hold about `person`, under each of their ids; holdings with nothing in them are left out.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, holdings: &[Holding], person: Id<Person>) -> Result<Vec<Section>> {
    let ids = parties::ids(tx, person)?;
    let mut sections = Vec::new();
    for holding in holdings {
        let mut rows = Vec::new();
        for id in &ids {
            rows.extend((holding.tell)(tx, *id)?);
        }
        if !rows.is_empty() {
            sections.push(Section { name: holding.name, fields: holding.fields, rows });
        }
    }
    Ok(sections)
}

/// The files the modules keep about `person`, under each of their ids; no two are called the same.
///
/// # Errors
/// Those of the database.
pub fn files(tx: &mut Tx<'_>, holdings: &[Holding], person: Id<Person>) -> Result<Vec<HeldFile>> {
    let (mut files, mut called) = (Vec::new(), BTreeSet::new());
    for id in parties::ids(tx, person)? {
        for holding in holdings {
            for mut file in (holding.files)(tx, id)? {
                if !called.insert(file.name.clone()) {
                    file.name = format!("{}-{}", called.len() + 1, file.name);
                    called.insert(file.name.clone());
                }
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// A section as people read it.
pub struct Readable {
    /// Its title.
    pub title: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Readable {
    /// `section` in a language; `tell` writes a value.
    pub fn of(t: Speech, section: &Section, tell: impl Fn(&Arg) -> String) -> Self {
        let cell = |arg: &Arg| match arg {
            Arg::Text(text) => in_words(t, text),
            other => tell(other),
        };
        Self {
            title: t.say(&format!("holding-{}", section.name.replace('.', "-"))).to_owned(),
            columns: section.fields.iter().map(|field| t.say(field).to_owned()).collect(),
            rows: section.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }
}

/// A text as people read it: words of the program's own, acts of the journal and their details stand in the language
/// files, others are somebody's.
fn in_words(t: Speech, text: &str) -> String {
    let key = text.replace('.', "-");
    let known = t.known(&format!("held-word-{key}")).or_else(|| t.known(&format!("audit-{key}")));
    let known = known.or_else(|| t.known(&key).filter(|_| text.contains('.')));
    match (known, serde_json::from_str::<Map<String, Value>>(text)) {
        (Some(words), _) => words.to_owned(),
        (None, Ok(detail)) => {
            let told = detail.iter().filter_map(|(name, value)| {
                let value = value_in_words(t, name, value)?;
                // What kind of thing it is says the act before it.
                Some(match t.known(&format!("audit-value-{name}")).filter(|_| name != "kind") {
                    Some(name) => format!("{name}: {value}"),
                    None => value,
                })
            });
            told.collect::<Vec<_>>().join("; ")
        }
        (None, Err(_)) => text.to_owned(),
    }
}

/// A value of a detail: `before → after` of two, nothing of what only the program reads.
fn value_in_words(t: Speech, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
        Value::Number(number) if name == "paid" => number.as_i64().map(|paid| t.rupiah(paid)),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.is_empty() || text.parse::<Id<()>>().is_ok() => None,
        Value::String(text) => Some(said(t, name, text)),
        Value::Array(values) => {
            let told: Vec<String> = values
                .iter()
                .map(|value| value_in_words(t, name, value).unwrap_or_else(|| "–".to_owned()))
                .collect();
            told.iter().any(|told| told != "–").then(|| told.join(" → "))
        }
    }
}

/// A text of a detail: a day, a telephone number, a word of what it is called by, or somebody's own.
fn said(t: Speech, name: &str, text: &str) -> String {
    if let Ok(day) = text.parse::<Date>() {
        return t.date(day);
    }
    if matches!(name, "phone" | "value") && phone::is_well_formed(text) {
        return phone::shown(text);
    }
    t.known(&format!("{name}-{text}")).map_or_else(|| in_words(t, text), str::to_owned)
}

#[derive(Template)]
#[template(path = "export.html")]
struct Export<'a> {
    t: Speech,
    name: &'a str,
    library: &'a str,
    day: String,
    sections: &'a [Readable],
    files: &'a [HeldFile],
}

/// Whose data is taken along, and from where.
pub struct About<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The library's.
    pub library: &'a str,
    /// The day, as it is written.
    pub day: String,
}

/// Everything as a ZIP: `data.json` for programs, `index.html` for people, which needs nothing else to be read, and
/// the files themselves.
///
/// # Errors
/// When it cannot be written.
pub fn zip(
    t: Speech,
    about: About<'_>,
    sections: &[Section],
    readable: &[Readable],
    files: &[HeldFile],
) -> Result<Vec<u8>> {
    let page =
        Export { t, name: about.name, library: about.library, day: about.day, sections: readable, files };
    let page = page.render().map_err(|error| Error::Shape(error.to_string()))?;
    let data =
        serde_json::to_vec_pretty(&as_json(sections)).map_err(|error| Error::Shape(error.to_string()))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let written = [("index.html", page.as_bytes()), ("data.json", &data[..])];
    for (name, bytes) in written.into_iter().chain(files.iter().map(|file| (&*file.name, &*file.content))) {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(|error| Error::Shape(error.to_string()))?;
        zip.write_all(bytes).map_err(|error| Error::Shape(error.to_string()))?;
    }
    let written = zip.finish().map_err(|error| Error::Shape(error.to_string()))?;
    Ok(written.into_inner())
}

/// Days and moments by ISO 8601, money in whole rupiah, what is not known as null.
pub(crate) fn as_json(sections: &[Section]) -> Vec<Held> {
    let value = |arg: &Arg| match arg {
        Arg::Text(text) if text.is_empty() => Value::Null,
        Arg::Text(text) => json!(text),
        Arg::Number(number) => json!(number),
        Arg::Money(amount) => json!(amount.0),
        Arg::Day(day) => json!(day.to_string()),
        Arg::Moment(moment) => json!(moment.to_string()),
    };
    let row = |section: &Section, row: &Vec<Arg>| {
        section.fields.iter().zip(row).map(|(field, arg)| ((*field).to_owned(), value(arg))).collect()
    };
    let one = |section: &Section| Held {
        holding: section.name.to_owned(),
        rows: section.rows.iter().map(|cells| row(section, cells)).collect(),
    };
    sections.iter().map(one).collect()
}

/// A section as programs read it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Held {
    /// What it is: `people.contacts`.
    holding: String,
    /// The rows, each value under the name of its field.
    rows: Vec<Map<String, Value>>,
}
