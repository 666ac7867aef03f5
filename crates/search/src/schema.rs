//! The fields of the index and how an entry becomes a document.

use std::collections::BTreeSet;

use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use crate::Entry;
use crate::analyser::{self, Cut};
use crate::{isbn, mark_of, query};

/// Raised whenever fields, analyser or root list change, so that older indexes are rebuilt.
pub(crate) const VERSION: u32 = 7;

/// What is read of a document for a page of results: the first of what is stored, and nothing behind it.
pub(crate) struct Row(pub String);

impl DocumentDeserialize for Row {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        Ok(Self(document.next_field()?.map(|(_, display)| display).unwrap_or_default()))
    }
}

const CLASS_PARTS: char = '\u{1f}';
const CLASS_PLACES: char = '\u{1e}';

/// The handles of every field.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub schema: Schema,
    /// The record's id as 16 bytes, to delete by; `id_high` and `id_low` are the same, to read.
    pub id: Field,
    pub id_high: Field,
    pub id_low: Field,
    /// Every word of the entry.
    pub all: Field,
    pub title: Field,
    pub author: Field,
    pub subject: Field,
    pub publisher: Field,
    /// The folded title as one term.
    pub whole_title: Field,
    /// The marks of the folded title with its subtitle, and of the other titles: nobody asks for the beginnings of
    /// these, and whole lines were half of all the letters a dictionary has to hold.
    pub other_whole_title: Field,
    /// Folded barcodes and call numbers, each as one term.
    pub label: Field,
    pub isbn: Field,
    pub call_number: Field,
    pub ddc: Field,
    /// First letters of the words of titles, authors and subjects, for suggestions.
    pub title_start: Field,
    pub author_start: Field,
    pub subject_start: Field,
    pub class: Field,
    pub year: Field,
    pub loans: Field,
    pub added: Field,
    /// What [`Entry::mark`] says.
    pub mark: Field,
    pub title_order: Field,
    pub subject_heading: Field,
    /// The title, authors and subjects as written, for suggestions.
    pub shown_title: Field,
    pub shown_author: Field,
    pub shown_subject: Field,
    pub display: Field,
}

fn words(cut: Cut) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(cut.name())
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn terms(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    pub(crate) fn new() -> Fields {
        let mut b = Schema::builder();
        let number: NumericOptions = FAST.into();
        let column = || TextOptions::default().set_fast("raw");
        let stored: TextOptions = STORED.into();
        Fields {
            id: b.add_bytes_field("id", INDEXED),
            id_high: b.add_u64_field("id_high", number.clone()),
            id_low: b.add_u64_field("id_low", number.clone()),
            all: b.add_text_field("all", words(Cut::Stemmed)),
            title: b.add_text_field("title", words(Cut::Stemmed)),
            author: b.add_text_field("author", words(Cut::Plain)),
            subject: b.add_text_field("subject", words(Cut::Stemmed)),
            publisher: b.add_text_field("publisher", words(Cut::Plain)),
            whole_title: b.add_text_field("whole_title", terms("raw")),
            other_whole_title: b.add_u64_field("other_whole_title", NumericOptions::default().set_indexed()),
            label: b.add_text_field("label", terms("raw")),
            isbn: b.add_text_field("isbn", terms("raw")),
            call_number: b.add_text_field("call_number", terms(Cut::Marks.name())),
            ddc: b.add_text_field("ddc", terms("raw")),
            title_start: b.add_text_field("title_start", terms(Cut::Beginnings.name())),
            author_start: b.add_text_field("author_start", terms(Cut::Beginnings.name())),
            subject_start: b.add_text_field("subject_start", terms(Cut::Beginnings.name())),
            class: b.add_text_field("class", column()),
            year: b.add_i64_field("year", number.clone()),
            loans: b.add_u64_field("loans", number.clone()),
            added: b.add_i64_field("added", number.clone()),
            mark: b.add_u64_field("mark", number),
            title_order: b.add_text_field("title_order", column()),
            subject_heading: b.add_text_field("subject_heading", column()),
            shown_title: b.add_text_field("shown_title", stored.clone()),
            shown_author: b.add_text_field("shown_author", stored.clone()),
            shown_subject: b.add_text_field("shown_subject", stored.clone()),
            display: b.add_text_field("display", stored),
            schema: b.build(),
        }
    }

    /// The term that finds the document of a record.
    pub(crate) fn id_term(&self, id: u128) -> Term {
        Term::from_field_bytes(self.id, &id.to_be_bytes())
    }

    /// The term that finds those whose title with its subtitle, or another title, is this folded line.
    pub(crate) fn other_title_term(&self, line: &str) -> Term {
        Term::from_field_u64(self.other_whole_title, mark_of(line))
    }

    pub(crate) fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut doc = TantivyDocument::new();
        // Before all else that is stored: see [`Row`].
        doc.add_text(self.display, &entry.display);
        doc.add_bytes(self.id, &entry.id.to_be_bytes());
        doc.add_u64(self.id_high, (entry.id >> 64) as u64);
        doc.add_u64(self.id_low, entry.id as u64);
        self.add_words(&mut doc, entry);
        self.add_whole_titles(&mut doc, entry);
        for number in entry.isbns.iter().flat_map(|number| isbn::forms(number)) {
            doc.add_text(self.isbn, number);
        }
        self.add_labels(&mut doc, entry);
        if !entry.ddc.is_empty() {
            doc.add_text(self.ddc, entry.ddc.trim().to_lowercase());
        }
        doc.add_text(self.class, encode_class(entry));
        doc.add_i64(self.year, year_value(entry.year));
        doc.add_u64(self.loans, entry.loans);
        doc.add_i64(self.added, entry.added);
        doc.add_u64(self.mark, entry.mark());
        doc
    }

    fn add_words(&self, doc: &mut TantivyDocument, entry: &Entry) {
        let titles =
            [&entry.title, &entry.subtitle].into_iter().chain(&entry.other_titles).chain([&entry.series]);
        for text in titles.filter(|text| !text.is_empty()) {
            doc.add_text(self.all, text);
            doc.add_text(self.title, text);
        }
        for text in &entry.authors {
            doc.add_text(self.all, text);
            doc.add_text(self.author, text);
            doc.add_text(self.author_start, text);
            doc.add_text(self.shown_author, text);
        }
        let mut subjects: Vec<&String> =
            entry.subjects.iter().filter(|subject| !subject.is_empty()).collect();
        subjects.sort();
        subjects.dedup();
        for text in subjects {
            doc.add_text(self.all, text);
            doc.add_text(self.subject, text);
            doc.add_text(self.subject_start, text);
            doc.add_text(self.shown_subject, text);
            doc.add_text(self.subject_heading, text);
        }
        for text in [&entry.publisher, &entry.notes].into_iter().chain(call_numbers(entry)) {
            if !text.is_empty() {
                doc.add_text(self.all, text);
            }
        }
        doc.add_text(self.publisher, &entry.publisher);
        doc.add_text(self.title_start, &entry.title);
        doc.add_text(self.shown_title, &entry.title);
    }

    /// What stands on the spines and labels of its copies.
    fn add_labels(&self, doc: &mut TantivyDocument, entry: &Entry) {
        for text in call_numbers(entry).chain([&entry.ddc]).filter(|text| !text.is_empty()) {
            doc.add_text(self.call_number, text);
        }
        let labels = call_numbers(entry).chain(&entry.barcodes).map(|text| analyser::fold_line(text));
        let labels: BTreeSet<String> = labels.filter(|label| !label.is_empty()).collect();
        for label in labels {
            doc.add_text(self.label, label);
        }
    }

    fn add_whole_titles(&self, doc: &mut TantivyDocument, entry: &Entry) {
        let title = analyser::fold_line(&entry.title);
        // An empty title sorts last.
        doc.add_text(self.title_order, if title.is_empty() { "\u{10ffff}" } else { &title });
        if !entry.subtitle.is_empty() {
            let both = format!("{} {}", entry.title, entry.subtitle);
            doc.add_u64(self.other_whole_title, mark_of(&analyser::fold_line(&both)));
        }
        for other in &entry.other_titles {
            doc.add_u64(self.other_whole_title, mark_of(&analyser::fold_line(other)));
        }
        doc.add_text(self.whole_title, title);
        if let Some(signed) = query::signed_line(&entry.title) {
            doc.add_text(self.whole_title, signed);
        }
    }
}

fn call_numbers(entry: &Entry) -> impl Iterator<Item = &String> {
    std::iter::once(&entry.call_number).chain(&entry.copy_call_numbers)
}

/// A year as the column keeps it; 0 (no year of our calendar) stands for unknown.
pub(crate) fn year_value(year: Option<i32>) -> i64 {
    i64::from(year.unwrap_or(0).clamp(-9999, 9999))
}

/// Everything an entry can be filtered by except year and subject, as one text. Entries that agree
/// in all of it are one class; Tantivy numbers the classes of a segment, so a search decides once
/// per class instead of once per entry.
fn encode_class(entry: &Entry) -> String {
    let mut places: Vec<String> = entry.places.iter().map(|place| plain(place)).collect();
    places.sort();
    places.dedup();
    let flags = format!("{}{}", u8::from(entry.available), u8::from(entry.hidden));
    let shelf = entry.shelf.map(|shelf| shelf.to_string()).unwrap_or_default();
    let parts = [
        flags,
        plain(&entry.language),
        plain(&entry.kind),
        plain(&entry.audience),
        shelf,
        places.join(&CLASS_PLACES.to_string()),
    ];
    parts.join(&CLASS_PARTS.to_string())
}

fn plain(text: &str) -> String {
    text.replace([CLASS_PARTS, CLASS_PLACES], "")
}

/// A class taken apart again. An empty text means the entry has no such value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ClassText<'a> {
    pub available: bool,
    pub hidden: bool,
    pub language: &'a str,
    pub kind: &'a str,
    pub audience: &'a str,
    pub shelf: Option<u8>,
    pub places: Vec<&'a str>,
}

pub(crate) fn decode_class(text: &str) -> Option<ClassText<'_>> {
    let mut parts = text.split(CLASS_PARTS);
    let flags = parts.next()?.as_bytes();
    Some(ClassText {
        available: *flags.first()? == b'1',
        hidden: *flags.get(1)? == b'1',
        language: parts.next()?,
        kind: parts.next()?,
        audience: parts.next()?,
        shelf: parts.next()?.parse().ok(),
        places: parts.next()?.split(CLASS_PLACES).filter(|place| !place.is_empty()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_comes_back_as_it_was() {
        let entry = Entry {
            available: true,
            language: "ind".into(),
            kind: "book".into(),
            shelf: Some(6),
            places: vec!["bus".into(), "pusat".into(), "bus".into()],
            ..Entry::default()
        };
        let text = encode_class(&entry);
        let class = decode_class(&text).unwrap();
        assert_eq!((class.available, class.hidden, class.language, class.audience), (true, false, "ind", ""));
        assert_eq!((class.shelf, class.places), (Some(6), vec!["bus", "pusat"]));
    }
}
