//! Files that belong to a partner: known by what they are, never by what they are called.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use platform::{
    audit,
    files::{FileKind, Files},
};
use store::{Result, Tx, sql, vals};

use crate::{
    agreements,
    model::{Agreement, Document, DocumentKind},
    partners,
};

/// What may be kept: documents, pictures of them, and tables.
const ALLOWED: &[FileKind] =
    &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp, FileKind::Spreadsheet, FileKind::Text];

/// What a file may be of each kind: a signed copy is a PDF or a picture, a list a table.
fn fits(kind: DocumentKind, file: FileKind) -> bool {
    match kind {
        DocumentKind::Signed | DocumentKind::Authority | DocumentKind::Opinion => {
            matches!(file, FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Webp)
        }
        DocumentKind::Roster => matches!(file, FileKind::Spreadsheet | FileKind::Text),
        DocumentKind::Report | DocumentKind::Other => true,
    }
}

/// How much of a text is looked through for markup.
const LOOKED_THROUGH: usize = 4_096;

/// Whether a text is a page or a drawing for a browser, and no table.
fn is_markup(content: &[u8]) -> bool {
    let head = &content[..content.len().min(LOOKED_THROUGH)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let begins = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{fffd}']).starts_with('<');
    begins
        || ["<!doctype", "<html", "<svg", "<script", "<?xml", "%!ps"].iter().any(|sign| head.contains(sign))
}

/// Whether a text is a table: it is called one, and each of its first lines has cells.
fn is_table(name: &str, content: &[u8]) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.trim().to_lowercase());
    let head = String::from_utf8_lossy(&content[..content.len().min(LOOKED_THROUGH)]).into_owned();
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    matches!(extension.as_deref(), Some("csv" | "tsv")) && first.contains([',', ';', '\t'])
}

/// Whether a cell of a table is a formula, which a program that opens it would reckon out: numbers may begin with a sign.
fn has_formula(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    let is_formula = |cell: &str| {
        let cell = cell.trim().trim_start_matches('"').trim_start();
        let is_number =
            |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '"'));
        match cell.chars().next() {
            Some('=' | '@') => true,
            Some(sign @ ('+' | '-')) => !is_number(&cell[sign.len_utf8()..]),
            _ => false,
        }
    };
    text.lines().any(|line| line.split([',', ';', '\t']).any(is_formula))
}

/// Refuses another file where those who speak for a partner have sent so many today.
///
/// # Errors
/// That refusal; those of the database.
pub(crate) fn within(tx: &mut Tx<'_>, act: &Act, partner: Id<Person>, most: i64) -> Result<()> {
    tx.lock("partner_document", &partner)?;
    let begun = act.start_of(act.today());
    let (sent,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM partner_document WHERE partner = ?1 AND author = ?2 AND at >= ?3"),
        vals![partner, act.by.person(), begun],
    )?;
    if sent >= most {
        return Err(Refusal::of_field("file", Message::new("document-enough-today")).into());
    }
    Ok(())
}

/// Whether a name says that a file is something else than it is; a name that says nothing does not.
fn is_called_otherwise(name: &str, is: FileKind) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.trim().to_lowercase());
    let called = match extension.as_deref() {
        Some("pdf") => FileKind::Pdf,
        Some("png") => FileKind::Png,
        Some("jpg" | "jpeg") => FileKind::Jpeg,
        Some("webp") => FileKind::Webp,
        Some("xlsx") => FileKind::Spreadsheet,
        Some("csv" | "txt" | "tsv") => FileKind::Text,
        _ => return false,
    };
    called != is
}

/// A file to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// Of which agreement, where it is of one.
    pub agreement: Option<Id<Agreement>>,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called; the file's name where it is empty.
    pub title: String,
    /// Whether the partner sees it.
    pub shared: bool,
    /// What the file was called.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// Keeps a file.
///
/// # Errors
/// A refusal of no file, of one that is not what may be kept, of one that is not what it is said to be; those of the disk
/// and the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    partner: Id<Person>,
    new: &NewDocument,
) -> Result<Id<Document>> {
    let partner = partners::living(tx, partner)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let media = FileKind::of(&new.content);
    match media {
        _ if new.content.is_empty() => object("file", "document-no-file"),
        Some(media) if !ALLOWED.contains(&media) => object("file", "document-not-allowed"),
        Some(FileKind::Text) if is_markup(&new.content) => object("file", "document-not-allowed"),
        Some(media) if is_called_otherwise(&new.name, media) => object("file", "document-called-otherwise"),
        Some(media) if !fits(new.kind, media) => object("file", "document-other-kind"),
        Some(FileKind::Text) if !is_table(&new.name, &new.content) => object("file", "document-no-table"),
        Some(FileKind::Text) if has_formula(&new.content) => object("file", "document-formula"),
        Some(_) => {}
        None => object("file", "document-not-allowed"),
    }
    let title = partners::text(&new.title).unwrap_or(new.name.trim());
    if !(1..=200).contains(&title.chars().count()) {
        object("document_title", "document-title-missing");
    }
    if let Some(agreement) = new.agreement
        && !agreements::sides(tx, agreement)?.iter().any(|side| side.partner == partner)
    {
        object("agreement", "signatory-of-nobody");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let media = media.map_or("", FileKind::as_str);
    let file = files.put(tx, act, &new.content, media, &new.name)?;
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO partner_document (id, partner, agreement, kind, title, file, shared, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![id, partner, new.agreement, new.kind, title, file, new.shared, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "title": title, "kind": new.kind.as_str(), "file": file.as_str() });
    audit::record(tx, act, "partner.document-kept", "partner", partner, &detail)?;
    Ok(id)
}

/// The documents of a partner, and of its agreements whichever side they lie with, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Document>> {
    tx.all(
        sql!(
            "SELECT d.id, d.partner, d.agreement, d.kind, d.title, d.file, f.kind AS media, f.size, d.shared, d.at
             FROM partner_document d JOIN file f ON f.hash = d.file
             WHERE d.partner = ?1 OR d.agreement IN (SELECT s.agreement FROM agreement_party s WHERE s.partner = ?1)
             ORDER BY d.at DESC, d.id DESC LIMIT 200"
        ),
        vals![partner],
    )
}

/// The documents of an agreement, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_agreement(tx: &mut Tx<'_>, agreement: Id<Agreement>) -> Result<Vec<Document>> {
    tx.all(
        sql!(
            "SELECT d.id, d.partner, d.agreement, d.kind, d.title, d.file, f.kind AS media, f.size, d.shared, d.at
             FROM partner_document d JOIN file f ON f.hash = d.file WHERE d.agreement = ?1
             ORDER BY d.at DESC, d.id DESC LIMIT 200"
        ),
        vals![agreement],
    )
}

/// What says that somebody may sign for a side of an agreement, the latest first: also what a partner sent by itself.
///
/// # Errors
/// Those of the database.
pub fn powers(tx: &mut Tx<'_>, agreement: Id<Agreement>) -> Result<Vec<Document>> {
    tx.all(
        sql!(
            "SELECT d.id, d.partner, d.agreement, d.kind, d.title, d.file, f.kind AS media, f.size, d.shared, d.at
             FROM partner_document d JOIN file f ON f.hash = d.file
             JOIN agreement_party s ON s.partner = d.partner
             WHERE s.agreement = ?1 AND d.kind = 'authority' ORDER BY d.at DESC, d.id DESC LIMIT 50"
        ),
        vals![agreement],
    )
}

/// One document.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Document>) -> Result<Document> {
    let found = tx.opt(
        sql!(
            "SELECT d.id, d.partner, d.agreement, d.kind, d.title, d.file, f.kind AS media, f.size, d.shared, d.at
             FROM partner_document d JOIN file f ON f.hash = d.file WHERE d.id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("document-unknown")).into())
}
