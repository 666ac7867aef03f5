//! Things that came together by one gift: entered at once, and taken back at once.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};
use web::Origin;

use crate::{
    model::Asset,
    register::{self, NewAsset},
};

/// The most things of one lot.
pub const MOST: i64 = 500;
/// How many codes a refusal names.
const NAMED: usize = 10;

/// Enters so many things alike that came by one gift, each under a number of its own; the first `rest` of them are worth one
/// rupiah more, so that all together are worth what its paper says.
///
/// # Errors
/// A refusal with every reason, also of none or too many; those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, new: &NewAsset, pieces: i64, rest: i64) -> Result<()> {
    if !(1..=MOST).contains(&pieces) {
        return Err(Refusal::of_field("pieces", Message::new("asset-lot-size").with("most", MOST)).into());
    }
    (0..pieces).try_for_each(|n| {
        let more = Rupiah(i64::from(n < rest));
        let one = NewAsset { value: new.value + more, ..new.clone() };
        register::enter(tx, act, &one).map(drop)
    })
}

/// Takes a lot back: what of it is still in the register leaves it today, with the reason. What was written off before
/// stays as it was.
///
/// # Errors
/// A refusal without a reason, of a lot that was taken back already, and while somebody asks to write one of its things
/// off; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, gift: Id<Origin>, reason: &str) -> Result<()> {
    let reason = reason.trim();
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field, message });
    if reason.is_empty() {
        object(Some("reason"), Message::new("removal-reason-missing"));
    }
    for thing in register::of_gift(tx, gift)? {
        // Who asks for a thing, changes or cares for it waits until its lot is gone.
        tx.lock("asset", &thing.id)?;
    }
    let waiting: Vec<(String,)> = tx.all(
        sql!(
            "SELECT x.code FROM asset x JOIN asset_removal r ON r.asset = x.id
             WHERE x.lot = ?1 AND r.decision IS NULL ORDER BY x.code"
        ),
        vals![gift],
    )?;
    if !waiting.is_empty() {
        let codes: Vec<&str> = waiting.iter().take(NAMED).map(|(code,)| code.as_str()).collect();
        let message = Message::new("asset-lot-waits").with("n", waiting.len() as i64);
        object(None, message.with("codes", codes.join(", ")));
    }
    Refusal::unless_empty(No::Conflict, reasons)?;
    // Why is written first: nothing leaves the register for no reason.
    let going = tx.exec(
        sql!("UPDATE asset_lot SET reason = ?2 WHERE id = ?1 AND reason IS NULL"),
        vals![gift, reason],
    )?;
    if going == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("asset-lot-gone")).into());
    }
    let gone: Vec<(Id<Asset>, String)> = tx.all(
        sql!(
            "UPDATE asset SET written_off_on = CASE WHEN acquired_on > ?2 THEN acquired_on ELSE ?2 END
             WHERE lot = ?1 AND written_off_on IS NULL RETURNING id, code"
        ),
        vals![gift, act.today()],
    )?;
    tx.exec(sql!("UPDATE asset_lot SET open = FALSE WHERE id = ?1"), vals![gift])?;
    for (thing, code) in gone {
        let detail = serde_json::json!({ "code": code, "reason": reason });
        audit::record(tx, act, "asset.taken-back", "asset", thing, &detail)?;
    }
    Ok(())
}
