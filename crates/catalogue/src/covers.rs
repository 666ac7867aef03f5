//! Pictures of covers: given by cataloguers, written anew in two sizes, taken off and put back.

use kernel::{Act, Id, Message, Refusal};
use picture::{Picture, Size};
use platform::{
    audit,
    files::{FileHash, FileKind, Files},
};
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{events, model::Record};

/// In lists: twice the widest a cover stands there.
const SMALL: Size = Size { width: 240, height: 360 };
/// On the record's page.
const LARGE: Size = Size { width: 640, height: 960 };
/// Letters an alternative text may have.
const LONGEST_ALT: usize = 250;

/// A picture on the face of a record.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Cover {
    /// Its identity.
    pub id: Id<Cover>,
    /// Whose face it is.
    pub record: Id<Record>,
    /// The file for lists.
    pub small: FileHash,
    /// The file for the record's page.
    pub large: FileHash,
    /// Pixels of the large one.
    pub width: i64,
    /// Pixels of the large one.
    pub height: i64,
    /// What is to be seen, for those who do not see it; empty where the title says enough.
    pub alt: String,
}

/// An uploaded picture, written anew and not yet kept.
#[derive(Debug, Clone)]
pub struct Prepared {
    small: Picture,
    large: Picture,
}

/// Reads an upload, which may be anything. Takes up to 260 MB and a second: one at a time, and not on a thread
/// that answers.
///
/// # Errors
/// A refusal that says what is wrong with it.
pub fn prepare(bytes: &[u8]) -> std::result::Result<Prepared, Refusal> {
    let refusal = |key| Refusal::of_field("picture", Message::new(key));
    if bytes.is_empty() {
        return Err(refusal("cover-missing"));
    }
    let [small, large] = picture::rewrite(bytes, [SMALL, LARGE]).map_err(|error| match error {
        picture::Error::Unknown => refusal("cover-kind"),
        picture::Error::TooLarge => refusal("cover-too-large"),
        picture::Error::Damaged => refusal("cover-damaged"),
    })?;
    Ok(Prepared { small, large })
}

/// The picture on the face of `record`.
///
/// # Errors
/// Those of the database.
pub fn of_record(tx: &mut Tx<'_>, record: Id<Record>) -> Result<Option<Cover>> {
    tx.opt(
        sql!(
            "SELECT id, record, small, large, width, height, alt FROM cover
             WHERE record = ?1 AND taken_off_at IS NULL"
        ),
        vals![record],
    )
}

/// Puts a picture on the face of `record`, in place of the one that is there; what was there before.
///
/// # Errors
/// A refusal when the alternative text is too long; those of the disk and the database.
pub fn put_on(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    record: Id<Record>,
    picture: &Prepared,
    alt: &str,
) -> Result<Option<Id<Cover>>> {
    if alt.chars().count() > LONGEST_ALT {
        let message =
            Message::new("cover-alt-long").with("n", i64::try_from(LONGEST_ALT).unwrap_or(i64::MAX));
        return Err(Refusal::of_field("alt", message).into());
    }
    let mut keep = |picture: &Picture, name| files.put(tx, act, &picture.jpeg, FileKind::Jpeg.as_str(), name);
    let (small, large) = (keep(&picture.small, "cover-small.jpg")?, keep(&picture.large, "cover.jpg")?);
    let before = off(tx, act, record)?;
    let id = Id::<Cover>::new();
    tx.exec(
        sql!(
            "INSERT INTO cover (id, record, small, large, width, height, alt, added_at, taken_off_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)"
        ),
        vals![
            id,
            record,
            small,
            large,
            i64::from(picture.large.width),
            i64::from(picture.large.height),
            alt,
            act.at
        ],
    )?;
    audit::record(
        tx,
        act,
        "cover.put-on",
        "record",
        record,
        &json!({ "cover": id, "picture": large.as_str() }),
    )?;
    events::changed(tx, act, record)?;
    Ok(before)
}

/// Takes the picture off the face of `record`; it can be put back. None when there was none.
///
/// # Errors
/// Those of the database.
pub fn take_off(tx: &mut Tx<'_>, act: &Act, record: Id<Record>) -> Result<Option<Id<Cover>>> {
    let Some(cover) = off(tx, act, record)? else { return Ok(None) };
    audit::record(tx, act, "cover.taken-off", "record", record, &json!({ "cover": cover }))?;
    events::changed(tx, act, record)?;
    Ok(Some(cover))
}

/// Puts a picture back on the face it was taken off; the record's id.
///
/// # Errors
/// [`Error::Missing`] without such a picture; those of the database.
pub fn put_back(tx: &mut Tx<'_>, act: &Act, cover: Id<Cover>) -> Result<Id<Record>> {
    let found: Option<(Id<Record>,)> =
        tx.opt(sql!("SELECT record FROM cover WHERE id = ?1"), vals![cover])?;
    let (record,) = found.ok_or(Error::Missing)?;
    if off(tx, act, record)? == Some(cover) {
        // Pressed twice: it is on already.
        tx.exec(sql!("UPDATE cover SET taken_off_at = NULL WHERE id = ?1"), vals![cover])?;
        return Ok(record);
    }
    tx.exec(sql!("UPDATE cover SET taken_off_at = NULL WHERE id = ?1"), vals![cover])?;
    audit::record(tx, act, "cover.put-back", "record", record, &json!({ "cover": cover }))?;
    events::changed(tx, act, record)?;
    Ok(record)
}

/// Takes off whatever is on, without a word to others; what it was.
fn off(tx: &mut Tx<'_>, act: &Act, record: Id<Record>) -> Result<Option<Id<Cover>>> {
    tx.lock("cover", &record)?;
    let was: Option<(Id<Cover>,)> = tx.opt(
        sql!("UPDATE cover SET taken_off_at = ?2 WHERE record = ?1 AND taken_off_at IS NULL RETURNING id"),
        vals![record, act.at],
    )?;
    Ok(was.map(|(id,)| id))
}

/// Who may see the file called `hash` as a cover: nobody, the staff only (false), everybody (true).
///
/// # Errors
/// Those of the database.
pub fn is_public(tx: &mut Tx<'_>, hash: &FileHash) -> Result<Option<bool>> {
    let faces: Vec<(bool,)> = tx.all(
        sql!(
            "SELECT r.hidden FROM cover c JOIN record r ON r.id = c.record
             WHERE (c.small = ?1 OR c.large = ?1) AND c.taken_off_at IS NULL"
        ),
        vals![hash],
    )?;
    if faces.is_empty() {
        return Ok(None);
    }
    Ok(Some(faces.iter().any(|(hidden,)| !hidden)))
}
