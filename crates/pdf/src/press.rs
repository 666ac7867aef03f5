//! The press: Typst with fonts and templates loaded once, closed to network and disk.

use crate::{About, Error, Head};
use serde::Serialize;
use serde_json::Value;
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Name and text of every template.
const TEMPLATES: [(&str, &str); 16] = [
    ("house.typ", include_str!("../templates/house.typ")),
    ("page.typ", include_str!("../templates/page.typ")),
    ("attendance.typ", include_str!("../templates/attendance.typ")),
    ("card.typ", include_str!("../templates/card.typ")),
    ("cards.typ", include_str!("../templates/cards.typ")),
    ("card_sheets.typ", include_str!("../templates/card_sheets.typ")),
    ("certificates.typ", include_str!("../templates/certificates.typ")),
    ("consent_form.typ", include_str!("../templates/consent_form.typ")),
    ("deed.typ", include_str!("../templates/deed.typ")),
    ("labels.typ", include_str!("../templates/labels.typ")),
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("poster.typ", include_str!("../templates/poster.typ")),
    ("programme.typ", include_str!("../templates/programme.typ")),
    ("questionnaire.typ", include_str!("../templates/questionnaire.typ")),
    ("tags.typ", include_str!("../templates/tags.typ")),
    ("vouchers.typ", include_str!("../templates/vouchers.typ")),
];
/// Where the templates find the values of the document.
const DATA: &str = "data.json";
/// Where they find its picture.
const PICTURE: &str = "picture";

/// What does not change from document to document.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    data: FileId,
    picture: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF]
        .into_iter()
        .flat_map(|font| Font::iter(Bytes::new(font)))
        .collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        templates: TEMPLATES.map(|(name, text)| Source::new(file(name), text.to_owned())).to_vec(),
        data: file(DATA),
        picture: file(PICTURE),
    }
});

#[expect(clippy::expect_used, reason = "only the names above come here, at the first document")]
fn file(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a plain file name")).intern()
}

/// One document on the press: a template, its values and perhaps a picture. There are no other files.
struct Job {
    template: FileId,
    data: Bytes,
    picture: Option<Bytes>,
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.template
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        PRESS.templates.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.picture {
            _ if id == PRESS.data => Ok(self.data.clone()),
            Some(picture) if id == PRESS.picture => Ok(picture.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    /// The date is a value of the document: what is printed twice is the same twice.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// What a template reads as `data`.
#[derive(Serialize)]
struct Data<'a, T> {
    about: &'a About<'a>,
    head: &'a Head<'a>,
    body: T,
}

/// Sets a document and writes it as tagged PDF/A-2a and PDF/UA-1.
pub(crate) fn print(
    template: &str,
    about: &About<'_>,
    head: &Head<'_>,
    body: impl Serialize,
) -> Result<Vec<u8>, Error> {
    print_with(template, about, head, body, None)
}

/// The same for a document with a picture.
pub(crate) fn print_with(
    template: &str,
    about: &About<'_>,
    head: &Head<'_>,
    body: impl Serialize,
    picture: Option<&[u8]>,
) -> Result<Vec<u8>, Error> {
    let mut data =
        serde_json::to_value(Data { about, head, body }).map_err(|e| Error::Setting(e.to_string()))?;
    make_legible(&mut data);
    let job = Job {
        template: file(template),
        data: Bytes::from_string(data.to_string()),
        picture: picture.map(|bytes| Bytes::new(bytes.to_vec())),
    };
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|e| Error::Setting(e.message().to_string()))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some("Mapalus".to_owned())), standards, ..PdfOptions::default() };
    let bytes = typst::compile::<PagedDocument>(&job)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &options))
        .map_err(|faults| setting(&faults));
    // Typst remembers what it has set, names of people too, and no second document is the same.
    comemo::evict(0);
    bytes
}

fn setting(faults: &[SourceDiagnostic]) -> Error {
    Error::Setting(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// PDF/A allows no character without a glyph, so a name in a script that our fonts lack would spoil the whole
/// batch. Such a character becomes `?`; one that orders lines, directions or bytes about, a space.
fn make_legible(value: &mut Value) {
    match value {
        Value::String(text) if !text.chars().all(is_plain) => {
            *text = text.chars().map(legible).collect();
        }
        Value::Array(values) => values.iter_mut().for_each(make_legible),
        Value::Object(fields) => fields.values_mut().for_each(make_legible),
        _ => {}
    }
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~')
}

fn legible(c: char) -> char {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let drawn = || PRESS.fonts.iter().all(|font| font.info().coverage.contains(c.into()));
    let order = c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}');
    match c {
        c if is_plain(c) => c,
        _ if order => ' ',
        c if !private && drawn() => c,
        _ => '?',
    }
}
