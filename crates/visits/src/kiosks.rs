//! Tablets at the door. One is opened by somebody who may, for one branch; what it holds from then on is a secret of its
//! own, of which the library keeps the hash. It opens the visitors' book and nothing else, and is taken back any time.

use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Reason, Refusal, Timestamp};
use platform::{
    accounts::Token,
    audit,
    library::{self, Branch},
};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::settings;

/// How stale the note of the last use may grow before it is written again.
const USED_GRAIN: SignedDuration = SignedDuration::from_mins(5);
const NAME_LENGTH: usize = 60;

/// A tablet at a door.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kiosk {
    /// Which.
    pub id: Id<Kiosk>,
    /// Of which place.
    pub branch: Id<Branch>,
    /// What that is called.
    pub place: String,
    /// What it is called: where it stands.
    pub name: String,
    /// The room it counts for; none for the whole place.
    pub room: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// Opens a tablet; what it is to keep.
///
/// # Errors
/// A refusal without a name or place, or for a room the library does not name; those of the database.
pub fn open(
    tx: &mut Tx<'_>,
    act: &Act,
    branch: Id<Branch>,
    name: &str,
    room: Option<&str>,
) -> Result<(Id<Kiosk>, Token)> {
    let name = name.trim();
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match name.chars().count() {
        0 => object("nama", "kiosk-needs-name"),
        1..=NAME_LENGTH => {}
        _ => object("nama", "member-text-too-long"),
    }
    if library::branch(tx, branch)?.is_none() {
        object("cabang", "visit-needs-branch");
    }
    if let Some(room) = room
        && !settings::rooms(tx)?.iter().any(|known| known == room)
    {
        object("ruang", "visit-room-unknown");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id, token) = (Id::new(), Token::fresh());
    tx.exec(
        sql!(
            "INSERT INTO kiosk (id, branch, name, room, secret, opened_at, opened_by, used_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL)"
        ),
        vals![id, branch, name, room, token.stored(), act.at, act.by.person()],
    )?;
    audit::record(tx, act, "kiosk.opened", "kiosk", id, &json!({ "name": name }))?;
    Ok((id, token))
}

/// The tablet that holds this secret, unless it was taken back.
///
/// # Errors
/// Those of the database.
pub fn holding(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Kiosk>> {
    tx.opt(
        sql!(
            "SELECT k.id, k.branch, b.name AS place, k.name, k.room, k.opened_at, k.used_at, k.revoked_at
             FROM kiosk k JOIN branch b ON b.id = k.branch WHERE k.secret = ?1 AND k.revoked_at IS NULL"
        ),
        vals![token.stored()],
    )
}

/// Notes now and then that a tablet is in use.
///
/// # Errors
/// Those of the database.
pub fn touch(tx: &mut Tx<'_>, act: &Act, kiosk: Id<Kiosk>) -> Result<()> {
    tx.exec(
        sql!("UPDATE kiosk SET used_at = ?2 WHERE id = ?1 AND (used_at IS NULL OR used_at < ?3)"),
        vals![kiosk, act.at, act.at - USED_GRAIN],
    )?;
    Ok(())
}

/// Every tablet: those in use first, then the latest that were taken back.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Kiosk>> {
    tx.all(
        sql!(
            "SELECT k.id, k.branch, b.name AS place, k.name, k.room, k.opened_at, k.used_at, k.revoked_at
             FROM kiosk k JOIN branch b ON b.id = k.branch
             ORDER BY CASE WHEN k.revoked_at IS NULL THEN 0 ELSE 1 END, k.opened_at DESC, k.id LIMIT 50"
        ),
        vals![],
    )
}

/// Takes a tablet back for good. One that was taken back already stays so.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn revoke(tx: &mut Tx<'_>, act: &Act, id: Id<Kiosk>) -> Result<String> {
    let name: Option<(String,)> = tx.opt(sql!("SELECT name FROM kiosk WHERE id = ?1"), vals![id])?;
    let (name,) = name.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("kiosk-unknown")))?;
    let rows = tx.exec(
        sql!("UPDATE kiosk SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL"),
        vals![id, act.at],
    )?;
    if rows == 1 {
        audit::record(tx, act, "kiosk.revoked", "kiosk", id, &json!({ "name": name }))?;
    }
    Ok(name)
}
