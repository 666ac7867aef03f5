//! Invoices, warranties, photos of a thing: known by what they are, never by what they are called.

use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::{
    audit,
    files::{FileKind, Files, Handed},
};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Asset, Document},
    register,
};

const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

/// Keeps a document of a thing; called as its file is, where no title is given.
///
/// # Errors
/// A refusal of no file and of one that is not what may be kept; those of the disk and the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    asset: Id<Asset>,
    title: &str,
    name: &str,
    content: &[u8],
) -> Result<Id<Document>> {
    let asset = register::one(tx, asset)?.id;
    let handed = Handed { title, name, content };
    let file = files.take(tx, act, handed, ALLOWED, "document_title")?;
    let title = handed.title();
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO asset_document (id, asset, title, file, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![id, asset, title, file, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "title": title, "file": file.as_str() });
    audit::record(tx, act, "asset.document-kept", "asset", asset, &detail)?;
    Ok(id)
}

/// The documents of a thing.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, asset: Id<Asset>) -> Result<Vec<Document>> {
    tx.all(
        sql!(
            "SELECT d.id, d.title, d.file, f.kind AS media, f.size FROM asset_document d JOIN file f ON f.hash = d.file
             WHERE d.asset = ?1 ORDER BY d.at, d.id LIMIT 100"
        ),
        vals![asset],
    )
}

/// One document.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Document>) -> Result<Document> {
    let found = tx.opt(
        sql!(
            "SELECT d.id, d.title, d.file, f.kind AS media, f.size FROM asset_document d JOIN file f ON f.hash = d.file
             WHERE d.id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("asset-document-unknown")).into())
}
