//! Files that belong to a partner: judged as every file is ([`Handed`]), and by what they are to be.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use platform::{
    audit,
    files::{FileKind, Files, Handed},
};
use store::{Result, Tx, sql, vals};

use crate::{
    agreements,
    model::{Agreement, Document, DocumentKind},
    partners,
};

/// A signed copy, a power, an opinion: a document, or pictures of it.
const PAPERS: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];
/// A list of names.
const TABLES: &[FileKind] = &[FileKind::Spreadsheet, FileKind::Text];
/// What else may be kept.
const ANY: &[FileKind] = &[
    FileKind::Pdf,
    FileKind::Jpeg,
    FileKind::Png,
    FileKind::Webp,
    FileKind::Word,
    FileKind::Spreadsheet,
    FileKind::Text,
];

/// The field of a document's title.
const TITLE: &str = "document_title";

/// What a file of a kind may be.
const fn allowed(kind: DocumentKind) -> &'static [FileKind] {
    match kind {
        DocumentKind::Signed | DocumentKind::Authority | DocumentKind::Opinion => PAPERS,
        DocumentKind::Roster => TABLES,
        DocumentKind::Report | DocumentKind::Other => ANY,
    }
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

impl NewDocument {
    fn handed(&self) -> Handed<'_> {
        Handed { title: &self.title, name: &self.name, content: &self.content }
    }
}

/// Keeps a file.
///
/// # Errors
/// A refusal with every reason: of no file, of one that is not what it says or not what may be kept, of an agreement of others;
/// those of the disk and the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    partner: Id<Person>,
    new: &NewDocument,
) -> Result<Id<Document>> {
    let partner = partners::living(tx, partner)?;
    let (handed, allowed) = (new.handed(), allowed(new.kind));
    let mut reasons = handed.objections(allowed, TITLE);
    if let Some(agreement) = new.agreement
        && !agreements::sides(tx, agreement)?.iter().any(|side| side.partner == partner)
    {
        let message = Message::new("signatory-of-nobody");
        reasons.push(Reason { field: Some("agreement"), message });
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (file, title) = (files.take(tx, act, handed, allowed, TITLE)?, handed.title());
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
