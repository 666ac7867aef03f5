//! Receipts, invoices and letters: known by what they are, never by what they are called, and kept for ever.

use kernel::{Act, Id, Kind, Message, Refusal};
use platform::{
    audit,
    files::{FileHash, FileKind, Files, Handed},
};
use store::{Result, Tx, sql, vals};

use crate::{
    ledger::list,
    model::{Document, Spending, Transaction},
    spending,
};

/// What may be kept: documents, pictures of them, and tables.
pub(crate) const ALLOWED: &[FileKind] =
    &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp, FileKind::Spreadsheet];

/// The field of a document's title, on every page that takes one.
pub(crate) const TITLE: &str = "document_title";

/// What a document shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Something that stands in the ledger.
    Transaction(Id<Transaction>),
    /// Something that is to be paid.
    Spending(Id<Spending>),
}

/// A file that is kept already, as it shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it is called there.
    pub title: String,
    /// The file.
    pub file: FileHash,
}

impl Proof {
    /// A file that somebody hands in.
    ///
    /// # Errors
    /// A refusal of no file and of one that is not what may be kept; those of the disk and the database.
    pub fn take(tx: &mut Tx<'_>, act: &Act, files: &Files, new: &NewDocument) -> Result<Self> {
        let file = files.take(tx, act, new.handed(), ALLOWED, TITLE)?;
        Ok(Self { title: new.handed().title().to_owned(), file })
    }
}

/// A file to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDocument {
    /// What it is called; the file's name where it is empty.
    pub title: String,
    /// What the file was called.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl NewDocument {
    pub(crate) fn handed(&self) -> Handed<'_> {
        Handed { title: &self.title, name: &self.name, content: &self.content }
    }
}

/// Keeps a document.
///
/// # Errors
/// A refusal of no file and of one that is not what may be kept; those of the disk and the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    shows: Shows,
    new: &NewDocument,
) -> Result<Id<Document>> {
    let proof = Proof::take(tx, act, files, new)?;
    show(tx, act, shows, &proof.title, &proof.file)
}

/// Lets a file that is kept already show something: the letter of a gift shows its receipt. One that shows it already is that
/// document.
///
/// # Errors
/// Those of the database.
pub fn show(tx: &mut Tx<'_>, act: &Act, shows: Shows, title: &str, file: &FileHash) -> Result<Id<Document>> {
    match shows {
        Shows::Transaction(id) => list::one(tx, id).map(drop)?,
        Shows::Spending(id) => spending::one(tx, id).map(drop)?,
    }
    write(tx, act, shows, &Proof { title: title.to_owned(), file: file.clone() })
}

/// The same, also for what does not stand in the ledger yet: money that comes in asks for its document.
pub(crate) fn write(tx: &mut Tx<'_>, act: &Act, shows: Shows, proof: &Proof) -> Result<Id<Document>> {
    let Proof { title, file } = proof;
    let (transaction, wish) = match shows {
        Shows::Transaction(id) => (Some(id), None),
        Shows::Spending(id) => (None, Some(id)),
    };
    tx.lock("ledger-document", file)?;
    let known: Option<(Id<Document>,)> = tx.opt(
        sql!(
            "SELECT id FROM ledger_document WHERE file = ?1 AND (ledger_transaction = ?2 OR spending = ?3)
             ORDER BY at LIMIT 1"
        ),
        vals![file, transaction, wish],
    )?;
    if let Some((known,)) = known {
        return Ok(known);
    }
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO ledger_document (id, ledger_transaction, spending, title, file, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![id, transaction, wish, title, file, act.by.person(), act.at],
    )?;
    let detail = told(title, file.as_str());
    match shows {
        Shows::Transaction(of) => {
            audit::record(tx, act, "ledger.document-kept", "ledger-transaction", of, &detail)?;
        }
        Shows::Spending(of) => audit::record(tx, act, "spending.document-kept", "spending", of, &detail)?,
    }
    Ok(id)
}

/// A document as the journal tells of it.
pub(crate) fn told(title: &str, file: &str) -> serde_json::Value {
    serde_json::json!({ "title": title, "file": file })
}

/// The statement that reads documents.
macro_rules! documents {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT d.id, d.title, d.file, f.kind AS media, f.size, d.at FROM ledger_document d
             JOIN file f ON f.hash = d.file ",
            $rest
        ))
    };
}

/// The documents of a transaction, those of the wish to pay it came from among them.
///
/// # Errors
/// Those of the database.
pub fn of_transaction(tx: &mut Tx<'_>, id: Id<Transaction>) -> Result<Vec<Document>> {
    tx.all(
        documents!(
            "WHERE d.ledger_transaction = ?1 OR d.spending = (
                 SELECT t.origin_id FROM ledger_transaction t WHERE t.id = ?1 AND t.origin = 'spending')
             ORDER BY d.at, d.id"
        ),
        vals![id],
    )
}

/// The documents of a wish to pay.
///
/// # Errors
/// Those of the database.
pub fn of_spending(tx: &mut Tx<'_>, id: Id<Spending>) -> Result<Vec<Document>> {
    tx.all(documents!("WHERE d.spending = ?1 ORDER BY d.at, d.id"), vals![id])
}

/// One document.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Document>) -> Result<Document> {
    let found = tx.opt(documents!("WHERE d.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("funds-document-unknown")).into())
}
