//! What stood before a change, so that the last one can be taken back.

use kernel::{Act, Id, Kind, Message, Refusal};
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Result, Tx, sql, vals};

/// Names the id of a change.
pub(crate) enum Change {}

/// Notes what `subject` was before it is changed; the id of the change.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    kind: &str,
    subject: &str,
    was: &impl Serialize,
) -> Result<Id<Change>> {
    let id = Id::new();
    let was = serde_json::to_string(was).map_err(|e| Error::Shape(e.to_string()))?;
    tx.exec(
        sql!("INSERT INTO before_change (id, kind, subject, was, at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![id, kind, subject, was, act.at],
    )?;
    Ok(id)
}

/// What `subject` was before the change `id`, if that was its last one. The note is used up.
pub(crate) fn take_back<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: Id<Change>,
    kind: &str,
    subject: &str,
) -> Result<T> {
    tx.lock("staff", &"")?;
    let last: Option<(Id<Change>, String)> = tx.opt(
        sql!("SELECT id, was FROM before_change WHERE kind = ?1 AND subject = ?2 ORDER BY id DESC LIMIT 1"),
        vals![kind, subject],
    )?;
    let Some((_, was)) = last.filter(|(last, _)| *last == id) else {
        return Err(Refusal::new(Kind::Conflict, Message::new("change-overtaken")).into());
    };
    tx.exec(sql!("DELETE FROM before_change WHERE id = ?1"), vals![id])?;
    serde_json::from_str(&was).map_err(|e| Error::Shape(e.to_string()))
}
