//! The papers of a contribution: known by what they are, never by what they are called.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal};
use platform::{
    audit,
    files::{FileHash, FileKind, Files},
};
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::{one, some};
use crate::{
    model::{Contribution, Paper},
    rules::LINE,
};

/// What may be kept: documents and pictures of them.
const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

/// Keeps a paper; `name` is what the file was called.
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
    let code = one(tx, id)?.code;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let media = FileKind::of(content).filter(|kind| ALLOWED.contains(kind));
    if content.is_empty() {
        object("file", "contribution-paper-no-file");
    } else if media.is_none() {
        object("file", "contribution-paper-not-allowed");
    }
    let title = some(title).unwrap_or(name.trim());
    if !(1..=LINE).contains(&title.chars().count()) {
        object("title", "contribution-paper-title-missing");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let file = files.put(tx, act, content, media.map_or("", FileKind::as_str), name)?;
    tx.exec(
        sql!(
            "INSERT INTO contribution_paper (id, contribution, title, file, at, author)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![Id::<Paper>::new(), id, title, file, act.at, act.by.person()],
    )?;
    let facts = json!({ "code": code, "title": title, "file": file.as_str() });
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
