//! A record being written: its MARC lines and, on the plain form, the answers that are laid over them. It lives in
//! the form alone, so that changing between the two views saves nothing and loses nothing.

use kernel::{Date, Id, Kind, Message, Reason, Refusal};
use marc::{LineError, Record, isbn::Isbn};

use super::{Pairs, value};
use crate::edit::Typed;

/// Which view of the draft is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Fields with names.
    Form,
    /// MARC lines.
    Lines,
}

/// What the browser sent.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The version the edit began with; 0 for a new record.
    pub version: i64,
    /// By which a new record that is sent twice is made once.
    pub key: String,
    /// Whether it is made though others have its ISBN.
    pub anyway: bool,
    /// The view it was sent from.
    pub view: View,
    /// The view that was asked for instead of saving.
    pub other: Option<View>,
    /// The record without the answers.
    pub lines: String,
    /// The answers, from the plain form.
    pub typed: Typed,
}

impl Draft {
    pub fn of(record: &Record, version: i64, view: View) -> Self {
        let (lines, typed) = (record.to_lines(), Typed::of(record));
        Self { version, key: new_key(), anyway: false, view, other: None, lines, typed }
    }

    pub fn read(pairs: &Pairs) -> Self {
        let text = |name| value(pairs, name).replace("\r\n", "\n");
        let other = match value(pairs, "do") {
            "lines" => Some(View::Lines),
            "form" => Some(View::Form),
            _ => None,
        };
        Self {
            version: value(pairs, "version").parse().unwrap_or(0),
            key: Some(value(pairs, "kunci").to_owned()).filter(|key| !key.is_empty()).unwrap_or_else(new_key),
            anyway: !value(pairs, "tetap").is_empty(),
            view: if value(pairs, "view") == "lines" { View::Lines } else { View::Form },
            other,
            lines: text("lines"),
            typed: Typed {
                title: text("title"),
                subtitle: text("subtitle"),
                responsibility: text("responsibility"),
                author: text("author"),
                others: text("others"),
                edition: text("edition"),
                place: text("place"),
                publisher: text("publisher"),
                year: text("year"),
                extent: text("extent"),
                series: text("series"),
                isbns: text("isbns"),
                isbns_wrong: text("isbns_wrong"),
                language: text("language"),
                form: text("form"),
                audience: text("audience"),
                ddc: text("ddc"),
                call_number: text("call_number"),
                subjects: text("subjects"),
                summary: text("summary"),
                notes: text("notes"),
            },
        }
    }

    /// The record the draft says.
    ///
    /// # Errors
    /// A refusal naming every line that cannot be read, or every answer that cannot be.
    pub fn record(&self, today: Date) -> Result<Record, Refusal> {
        let mut record = Record::from_lines(&self.lines).map_err(|errors| refusal(&errors))?;
        if self.view == View::Form {
            let reasons = self.typed.objections(&Typed::of(&record));
            Refusal::unless_empty(Kind::Invalid, reasons)?;
            self.typed.apply(&mut record, today);
        }
        Ok(record)
    }

    /// The ISBNs it says, as far as it can be read.
    pub fn isbns(&self) -> Vec<String> {
        let of_lines = || Record::from_lines(&self.lines).map(|record| Typed::of(&record).isbns);
        let text =
            if self.view == View::Form { self.typed.isbns.clone() } else { of_lines().unwrap_or_default() };
        text.lines()
            .filter_map(|line| Isbn::parse_first(line).ok())
            .map(|isbn| isbn.to_string())
            .take(10)
            .collect()
    }
}

/// A key for a form that makes something.
pub(super) fn new_key() -> String {
    Id::<()>::new().to_string()
}

fn refusal(errors: &[LineError]) -> Refusal {
    let reason = |error: &LineError| Reason {
        field: Some("lines"),
        message: Message::new(key(error)).with("line", error.line as i64),
    };
    Refusal { kind: Kind::Invalid, reasons: errors.iter().map(reason).collect() }
}

fn key(error: &LineError) -> &'static str {
    match error.reason.key() {
        "leader-missing" => "line-leader-missing",
        "leader" => "line-leader",
        "tag" => "line-tag",
        "separator" => "line-separator",
        "indicators" => "line-indicators",
        "subfields-missing" => "line-subfields-missing",
        "code" => "line-code",
        _ => "line-escape",
    }
}
