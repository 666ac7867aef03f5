//! Papers of an activity: for everybody, or for those who take part.

use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::{
    audit,
    files::{self, FileHash, FileKind, Files, Handed},
};
use serde_json::json;
use store::{Error, Result, Tx, sql, vals};

use crate::{
    model::{Activity, Material, Standing},
    seats,
};

macro_rules! papers {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT m.id, m.title, m.file, f.kind AS media, m.open FROM activity_material m JOIN file f ON f.hash = m.file ",
            $rest
        ))
    };
}

const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

/// Keeps a paper of an activity, known by what it is.
///
/// # Errors
/// A refusal of no file and of one that is not what may be kept; those of the disk and the database.
pub fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    id: Id<Activity>,
    (title, open): (&str, bool),
    (name, content): (&str, &[u8]),
) -> Result<Id<Material>> {
    let handed = Handed { title, name, content };
    let file = files.take(tx, act, handed, ALLOWED, "material")?;
    let title = handed.title();
    let material = Id::new();
    tx.exec(
        sql!("INSERT INTO activity_material (id, activity, title, file, open, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![material, id, title, file, open, act.at],
    )?;
    audit::record(tx, act, "activity.material-kept", "activity", id, &json!({ "title": title }))?;
    Ok(material)
}

/// The same papers beside another activity.
pub(crate) fn copy(tx: &mut Tx<'_>, act: &Act, from: Id<Activity>, to: Id<Activity>) -> Result<()> {
    of(tx, from)?.into_iter().try_for_each(|one| {
        tx.exec(
            sql!("INSERT INTO activity_material (id, activity, title, file, open, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
            vals![Id::<Material>::new(), to, one.title, one.file, one.open, act.at],
        )
        .map(drop)
    })
}

/// Takes a paper away, and its content where nothing else has the same.
///
/// # Errors
/// [`Error::Missing`] where there is none such; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, material: Id<Material>) -> Result<()> {
    let gone: Option<(FileHash, String)> = tx.opt(
        sql!("DELETE FROM activity_material WHERE id = ?2 AND activity = ?1 RETURNING file, title"),
        vals![id, material],
    )?;
    let (file, title) = gone.ok_or(Error::Missing)?;
    files::forget(tx, &file)?;
    audit::record(tx, act, "activity.material-removed", "activity", id, &json!({ "title": title }))
}

/// The papers of an activity.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Vec<Material>> {
    tx.all(papers!("WHERE m.activity = ?1 ORDER BY m.at, m.id LIMIT 100"), vals![id])
}

/// One paper, whoever asks.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Material>) -> Result<Material> {
    tx.opt(papers!("WHERE m.id = ?1"), vals![id])?.ok_or_else(unknown)
}

/// One paper that everybody may have, of what everybody knows of.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn open(tx: &mut Tx<'_>, id: Id<Material>) -> Result<Material> {
    let found = tx.opt(
        papers!(
            "JOIN activity a ON a.id = m.activity WHERE m.id = ?1 AND m.open AND a.published_at IS NOT NULL"
        ),
        vals![id],
    )?;
    found.ok_or_else(unknown)
}

/// One paper, for whoever has a seat on the registration with this ticket.
///
/// # Errors
/// A refusal when there is none such there, and where they have no seat; those of the database.
pub fn of_ticket(tx: &mut Tx<'_>, secret: &str, id: Id<Material>) -> Result<Material> {
    let holder = seats::by_secret(tx, secret)?;
    let found = tx.opt(papers!("WHERE m.id = ?1 AND m.activity = ?2"), vals![id, holder.activity])?;
    found.filter(|_| holder.state == Standing::Confirmed).ok_or_else(unknown)
}

fn unknown() -> Error {
    Refusal::new(No::Missing, Message::new("material-unknown")).into()
}
