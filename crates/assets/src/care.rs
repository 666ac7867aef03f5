//! Care: planned for a day, noted when it was given, planned again; and warranties, before they end.

use kernel::{Act, Date, Id, Kind as No, Message, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Asset, Care},
    register::{kept, text},
};

/// Plans care for a thing.
///
/// # Errors
/// A refusal without saying what, and once the thing is written off; those of the database.
pub fn plan(tx: &mut Tx<'_>, act: &Act, id: Id<Asset>, what: &str, due: Date) -> Result<Id<Care>> {
    kept(tx, id)?;
    if !(1..=300).contains(&what.trim().chars().count()) {
        return Err(Refusal::of_field("what", Message::new("care-what-missing")).into());
    }
    let care = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO asset_care (id, asset, what, due, done_on, note, author, at)
             VALUES (?1, ?2, ?3, ?4, NULL, NULL, ?5, ?6)"
        ),
        vals![care, id, what.trim(), due, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "what": what.trim(), "due": due });
    audit::record(tx, act, "asset.care-planned", "asset", id, &detail)?;
    Ok(care)
}

/// Notes that care was given, and plans the next where a day is named.
///
/// # Errors
/// A refusal when it was noted already, and of a day to come; those of the database.
pub fn give(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Care>,
    day: Date,
    note: &str,
    again: Option<Date>,
) -> Result<()> {
    if day > act.today() {
        return Err(Refusal::of_field("done", Message::new("asset-day-future")).into());
    }
    let given: Option<(Id<Asset>, String)> = tx.opt(
        sql!(
            "UPDATE asset_care SET done_on = ?2, note = ?3 WHERE id = ?1 AND done_on IS NULL RETURNING asset, what"
        ),
        vals![id, day, text(note)],
    )?;
    let Some((asset, what)) = given else {
        return Err(Refusal::new(No::Conflict, Message::new("care-given-already")).into());
    };
    let detail = serde_json::json!({ "what": what, "day": day, "note": note.trim() });
    audit::record(tx, act, "asset.care-given", "asset", asset, &detail)?;
    if let Some(due) = again {
        plan(tx, act, asset, &what, due)?;
    }
    Ok(())
}

/// The care of a thing: what is due first, then the latest.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Asset>) -> Result<Vec<Care>> {
    tx.all(
        sql!(
            "SELECT id, asset, what, due, done_on, note FROM asset_care WHERE asset = ?1
             ORDER BY CASE WHEN done_on IS NULL THEN 0 ELSE 1 END, due DESC, id LIMIT 100"
        ),
        vals![id],
    )
}

/// Care that is due by a day, the longest due first, with the thing's code and name.
///
/// # Errors
/// Those of the database.
pub fn due(tx: &mut Tx<'_>, by: Date) -> Result<Vec<(String, String, String, Date)>> {
    tx.all(
        sql!(
            "SELECT x.code, x.name, c.what, c.due FROM asset_care c JOIN asset x ON x.id = c.asset
             WHERE c.done_on IS NULL AND c.due <= ?1 AND x.written_off_on IS NULL ORDER BY c.due, x.code LIMIT 200"
        ),
        vals![by],
    )
}

/// Things whose warranty ends from one day to another, by that day.
///
/// # Errors
/// Those of the database.
pub fn warranties(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<(String, String, Date)>> {
    tx.all(
        sql!(
            "SELECT code, name, warranty_until FROM asset WHERE warranty_until >= ?1 AND warranty_until <= ?2
                 AND written_off_on IS NULL ORDER BY warranty_until, code LIMIT 200"
        ),
        vals![from, to],
    )
}
