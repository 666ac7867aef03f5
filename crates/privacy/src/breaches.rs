//! What went wrong with personal data: written down when it is known, told to those concerned within 3 × 24 hours
//! (UU 27/2022, article 46).

use kernel::{Act, Id, Kind, Message, Reason, Refusal, Timestamp};
use platform::{audit, sequence};
use store::{FromRow, Result, Tx, sql, vals};

use crate::CLOCK;

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Breach {
    /// Which.
    pub id: Id<Breach>,
    /// The number people call it by.
    pub number: i64,
    /// What happened.
    pub what: String,
    /// Whom it concerns.
    pub concerns: String,
    /// When the library knew.
    pub known_at: Timestamp,
    /// Until when those concerned are told.
    pub due_at: Timestamp,
    /// When they were.
    pub notified_at: Option<Timestamp>,
    /// How, and what was done.
    pub notice: Option<String>,
}

/// Writes down what went wrong, known since now.
///
/// # Errors
/// A refusal when it does not say what happened or whom it concerns; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, what: &str, concerns: &str) -> Result<Breach> {
    let missing = |field: &'static str, text: &str| {
        text.trim()
            .is_empty()
            .then(|| Reason { field: Some(field), message: Message::new("breach-says-nothing") })
    };
    let reasons = [missing("what", what), missing("concerns", concerns)].into_iter().flatten().collect();
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let id = Id::<Breach>::new();
    let number = sequence::next(tx, "breach")?;
    tx.exec(
        sql!(
            "INSERT INTO breach (id, number, what, concerns, known_at, due_at, entered_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![id, number, what.trim(), concerns.trim(), act.at, act.at + CLOCK, act.by.person()],
    )?;
    audit::record(tx, act, "breach.entered", "breach", id, &serde_json::json!({ "number": number }))?;
    by_number(tx, number)
}

/// Writes down that those concerned were told, and how.
///
/// # Errors
/// A refusal when that stands there already or says nothing; those of the database.
pub fn told(tx: &mut Tx<'_>, act: &Act, number: i64, notice: &str) -> Result<Breach> {
    if notice.trim().is_empty() {
        return Err(Refusal::of_field("notice", Message::new("breach-says-nothing")).into());
    }
    let changed = tx.exec(
        sql!("UPDATE breach SET notified_at = ?2, notice = ?3 WHERE number = ?1 AND notified_at IS NULL"),
        vals![number, act.at, notice.trim()],
    )?;
    let breach = by_number(tx, number)?;
    if changed == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("breach-told-already")).into());
    }
    audit::record(tx, act, "breach.told", "breach", breach.id, &serde_json::json!({ "number": number }))?;
    Ok(breach)
}

fn by_number(tx: &mut Tx<'_>, number: i64) -> Result<Breach> {
    tx.one(
        sql!(
            "SELECT id, number, what, concerns, known_at, due_at, notified_at, notice FROM breach WHERE number = ?1"
        ),
        vals![number],
    )
}

/// The latest ones, the newest first.
///
/// # Errors
/// Those of the database.
pub fn latest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Breach>> {
    tx.all(
        sql!(
            "SELECT id, number, what, concerns, known_at, due_at, notified_at, notice FROM breach
             ORDER BY known_at DESC, number DESC LIMIT ?1"
        ),
        vals![limit],
    )
}
