//! A person's photo, for those who serve them: never public, and gone with its row the moment it is taken away.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use picture::{Picture, Size};
use store::{Result, Tx, sql, vals};

use crate::parties;

/// Twice the widest a photo is shown, upright as on an identity card.
const SIZE: Size = Size { width: 360, height: 480 };

/// The photo of a person, named where it is pointed to.
#[derive(Debug)]
pub struct Photo;

/// An upload, written anew and not yet kept.
#[derive(Debug, Clone)]
pub struct Prepared(Picture);

/// Reads an upload, which may be anything. Takes up to 260 MB and a second: one at a time, and not on a thread
/// that answers.
///
/// # Errors
/// A refusal that says what is wrong with it.
pub fn prepare(bytes: &[u8]) -> std::result::Result<Prepared, Refusal> {
    let refusal = |key| Refusal::of_field("photo", Message::new(key));
    if bytes.is_empty() {
        return Err(refusal("photo-missing"));
    }
    let [upright] = picture::rewrite(bytes, [SIZE]).map_err(|error| match error {
        picture::Error::Unknown => refusal("photo-kind"),
        picture::Error::TooLarge => refusal("photo-too-large"),
        picture::Error::Damaged => refusal("photo-damaged"),
    })?;
    Ok(Prepared(upright))
}

/// The photo of a person, if there is one. A replaced one has another id, so that nobody is shown the old one.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Id<Photo>>> {
    let found: Option<(Id<Photo>,)> = tx.opt(sql!("SELECT id FROM photo WHERE party = ?1"), vals![person])?;
    Ok(found.map(|(id,)| id))
}

/// A photo as JPEG.
///
/// # Errors
/// [`store::Error::Missing`] when it is not kept any more; those of the database.
pub fn jpeg(tx: &mut Tx<'_>, photo: Id<Photo>) -> Result<Vec<u8>> {
    let (jpeg,) = tx.one(sql!("SELECT jpeg FROM photo WHERE id = ?1"), vals![photo])?;
    Ok(jpeg)
}

/// Keeps a photo of a person, in place of the one that is there.
///
/// # Errors
/// A refusal of somebody forgotten; those of the database.
pub fn keep(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, photo: &Prepared) -> Result<Id<Photo>> {
    let Prepared(Picture { jpeg, .. }) = photo;
    parties::remembered(tx, person)?;
    tx.lock("people.photo", &person)?;
    let before = tx.exec(sql!("DELETE FROM photo WHERE party = ?1"), vals![person])?;
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO photo (id, party, jpeg, kept_at) VALUES (?1, ?2, ?3, ?4)"),
        vals![id, person, jpeg.as_slice(), act.at],
    )?;
    let detail = serde_json::json!({ "replaced": before > 0 });
    parties::changed(tx, act, person, "party.photo-kept", &detail)?;
    Ok(id)
}

/// Takes the photo of a person away, for good.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    if tx.exec(sql!("DELETE FROM photo WHERE party = ?1"), vals![person])? == 0 {
        return Err(Refusal::new(Kind::Missing, Message::new("photo-gone")).into());
    }
    parties::changed(tx, act, person, "party.photo-removed", &serde_json::json!({}))
}
