//! Things that came together, such as by one gift: entered at once, and taken back at once.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Asset, Lot},
    register::{self, NewAsset, things},
};

/// The most things of one lot.
pub const MOST: i64 = 500;
/// How many codes a refusal names.
const NAMED: usize = 10;

/// Enters so many things alike under the paper they came with, each under a number of its own; the first `rest` of them are
/// worth one rupiah more, so that all together are worth what the paper says.
///
/// # Errors
/// A refusal with every reason, also of none or too many; those of the database, which knows each paper once.
pub fn enter(tx: &mut Tx<'_>, act: &Act, new: &NewAsset, pieces: i64, rest: i64) -> Result<Id<Lot>> {
    if !(1..=MOST).contains(&pieces) {
        return Err(Refusal::of_field("pieces", Message::new("asset-lot-size").with("most", MOST)).into());
    }
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO asset_lot (id, reference, open, reason) VALUES (?1, ?2, TRUE, NULL)"),
        vals![id, new.reference.trim()],
    )?;
    (0..pieces).try_for_each(|n| {
        let more = Rupiah(i64::from(n < rest));
        let one = NewAsset { value: new.value + more, ..new.clone() };
        register::enter_into(tx, act, &one, Some(id)).map(drop)
    })?;
    Ok(id)
}

/// Takes a lot back: what of it is still in the register leaves it today, with the reason. What was written off before
/// stays as it was.
///
/// # Errors
/// A refusal without a reason, of a lot that was taken back already, and while somebody asks to write one of its things
/// off; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, id: Id<Lot>, reason: &str) -> Result<()> {
    let reason = reason.trim();
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field, message });
    if reason.is_empty() {
        object(Some("reason"), Message::new("removal-reason-missing"));
    }
    for thing in of(tx, id)? {
        // Who asks for a thing, changes or cares for it waits until its lot is gone.
        tx.lock("asset", &thing.id)?;
    }
    let waiting: Vec<(String,)> = tx.all(
        sql!(
            "SELECT x.code FROM asset x JOIN asset_removal r ON r.asset = x.id
             WHERE x.lot = ?1 AND r.decision IS NULL ORDER BY x.code"
        ),
        vals![id],
    )?;
    if !waiting.is_empty() {
        let codes: Vec<&str> = waiting.iter().take(NAMED).map(|(code,)| code.as_str()).collect();
        let message = Message::new("asset-lot-waits").with("n", waiting.len() as i64);
        object(None, message.with("codes", codes.join(", ")));
    }
    Refusal::unless_empty(No::Conflict, reasons)?;
    let gone: Vec<(Id<Asset>, String)> = tx.all(
        sql!(
            "UPDATE asset SET written_off_on = CASE WHEN acquired_on > ?2 THEN acquired_on ELSE ?2 END
             WHERE lot = ?1 AND written_off_on IS NULL RETURNING id, code"
        ),
        vals![id, act.today()],
    )?;
    let back = tx.exec(
        sql!("UPDATE asset_lot SET open = FALSE, reason = ?2 WHERE id = ?1 AND open"),
        vals![id, reason],
    )?;
    if back == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("asset-lot-gone")).into());
    }
    for (thing, code) in gone {
        let detail = serde_json::json!({ "code": code, "reason": reason });
        audit::record(tx, act, "asset.taken-back", "asset", thing, &detail)?;
    }
    Ok(())
}

/// The things of a lot, by number.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Lot>) -> Result<Vec<Asset>> {
    tx.all(things!("WHERE x.lot = ?1 ORDER BY x.code LIMIT 500"), vals![id])
}
