//! What was said and done between the library and a partner.

use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use store::{Result, Tx, sql, vals};

use super::{LONGEST, living};
use crate::{
    model::{Means, Note},
    rules,
};

/// Writes down what was said and done.
///
/// # Errors
/// A refusal of nothing, of too much, and of a day to come; those of the database.
pub fn note(
    tx: &mut Tx<'_>,
    act: &Act,
    party: Id<Person>,
    day: Option<Date>,
    way: Means,
    words: &str,
) -> Result<()> {
    let partner = living(tx, party)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match words.trim().chars().count() {
        0 => object("text", "partner-note-missing"),
        1..=LONGEST => {}
        _ => object("text", "partner-text-too-long"),
    }
    if let Some(key) = rules::past_objection(day, act.today()) {
        object("day", key);
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO partner_note (id, partner, day, way, text, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![Id::<Note>::new(), partner, day, way, words.trim(), act.by.person(), act.at],
    )?;
    Ok(())
}

/// The latest notes of a partner, the newest first.
///
/// # Errors
/// Those of the database.
pub fn notes(tx: &mut Tx<'_>, party: Id<Person>, limit: i64) -> Result<Vec<Note>> {
    tx.all(
        sql!(
            "SELECT n.id, n.day, n.way, n.text, a.name AS author_name FROM partner_note n
             LEFT JOIN account a ON a.person = n.author WHERE n.partner = ?1 ORDER BY n.day DESC, n.at DESC LIMIT ?2"
        ),
        vals![party, limit],
    )
}
