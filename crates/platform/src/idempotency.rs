//! The same request twice has one effect: a scanner that fires twice, an offline batch that is sent again
//! (circulation.md 8; the `Idempotency-Key` header).

use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Refusal, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use store::{Error, FromRow, Result, Tx, sql, vals};

/// How long a reply is kept for a repeated request.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Runs `f` unless the same actor has already sent `key`; then the first reply again, from the database.
/// Refusals are not kept: asking again may be answered otherwise.
///
/// # Errors
/// A refusal when `key` came before with another `request`; what `f` gives; those of the database.
pub fn once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx<'_>,
    act: &Act,
    key: &str,
    request: &impl Serialize,
    f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    #[derive(FromRow)]
    struct Kept {
        request: [u8; 32],
        reply: String,
    }
    let shape = |e: serde_json::Error| Error::Shape(e.to_string());
    let actor = act.by.person().unwrap_or(Id::from_bytes([0; 16]));
    let request: [u8; 32] = Sha256::digest(serde_json::to_vec(request).map_err(shape)?).into();
    tx.lock("idempotency", &key)?;
    let kept: Option<Kept> = tx.opt(
        sql!("SELECT request, reply FROM idempotency WHERE key = ?1 AND actor = ?2"),
        vals![key, actor],
    )?;
    if let Some(kept) = kept {
        if kept.request != request {
            return Err(Refusal::new(Kind::Invalid, Message::new("idempotency-key-reused")).into());
        }
        return serde_json::from_str(&kept.reply).map_err(shape);
    }
    let reply = f(tx)?;
    tx.exec(
        sql!("INSERT INTO idempotency (key, actor, request, reply, at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![key, actor, request, serde_json::to_string(&reply).map_err(shape)?, act.at],
    )?;
    Ok(reply)
}

/// Forgets replies that nobody will ask for again; how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.exec(sql!("DELETE FROM idempotency WHERE at < ?1"), vals![now - KEPT])
}
