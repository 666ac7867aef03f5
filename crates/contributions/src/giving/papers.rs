//! The papers of a contribution: known by what they are, never by what they are called.

use funds::documents::{self, Shows};
use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::{
    audit,
    files::{FileHash, FileKind, Files, Handed},
};
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::one;
use crate::model::{Contribution, Paper};

/// What may be kept: documents and pictures of them.
const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

/// Keeps a paper; `name` is what the file was called. What shows money that is posted shows its transaction too.
///
/// # Errors
/// A refusal of no file, of one that is no document, and without a title; those of the disk and the database.
pub fn attach(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    id: Id<Contribution>,
    title: &str,
    (name, content): (&str, &[u8]),
) -> Result<FileHash> {
    let of = one(tx, id)?;
    let handed = Handed { title, name, content };
    let file = files.take(tx, act, handed, ALLOWED, "title")?;
    let title = handed.title();
    tx.exec(
        sql!(
            "INSERT INTO contribution_paper (id, contribution, title, file, at, author)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![Id::<Paper>::new(), id, title, file, act.at, act.by.person()],
    )?;
    if let Some(posting) = of.posting {
        documents::show(tx, act, Shows::Transaction(posting), title, &file)?;
    }
    let facts = json!({ "code": of.code, "title": title, "file": file.as_str() });
    audit::record(tx, act, "contribution.paper-kept", "contribution", id, &facts)?;
    Ok(file)
}

/// The papers of a contribution, in the order of their coming.
///
/// # Errors
/// Those of the database.
pub fn papers(tx: &mut Tx<'_>, id: Id<Contribution>) -> Result<Vec<Paper>> {
    tx.all(
        sql!(
            "SELECT p.id, p.title, p.file, f.kind AS media, p.at FROM contribution_paper p
             JOIN file f ON f.hash = p.file WHERE p.contribution = ?1 ORDER BY p.at, p.id LIMIT 100"
        ),
        vals![id],
    )
}

/// One paper.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn paper(tx: &mut Tx<'_>, id: Id<Paper>) -> Result<Paper> {
    let found = tx.opt(
        sql!(
            "SELECT p.id, p.title, p.file, f.kind AS media, p.at FROM contribution_paper p
             JOIN file f ON f.hash = p.file WHERE p.id = ?1"
        ),
        vals![id],
    )?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("contribution-paper-unknown")).into())
}
