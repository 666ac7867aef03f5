//! Writing off: somebody asks, somebody else decides.

use kernel::{Act, Id, Kind as No, Message, Person, Refusal};
use platform::{
    audit, sequence,
    settings::{Default, Setting},
};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Asset, Removal, Verdict},
    register::{kept, text},
};

/// Who signs the records of what is written off: office, name, number, a line each.
pub const SIGNER: Setting = Setting { key: "assets.signer", value: Default::Lines("") };

/// Asks to write a thing off.
///
/// # Errors
/// A refusal without a reason, and where somebody asked already; those of the database.
pub fn ask(tx: &mut Tx<'_>, act: &Act, id: Id<Asset>, reason: &str) -> Result<Id<Removal>> {
    let requester = somebody(act)?;
    kept(tx, id)?;
    if !(1..=1_000).contains(&reason.trim().chars().count()) {
        return Err(Refusal::of_field("reason", Message::new("removal-reason-missing")).into());
    }
    let removal = Id::new();
    let asked = tx.exec(
        sql!(
            "INSERT INTO asset_removal (id, asset, reason, requester, requested_at, decision, note, decider, decided_at)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, NULL, NULL) ON CONFLICT DO NOTHING"
        ),
        vals![removal, id, reason.trim(), requester, act.at],
    )?;
    if asked == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("removal-asked-already")).into());
    }
    audit::record(
        tx,
        act,
        "asset.removal-asked",
        "asset",
        id,
        &serde_json::json!({ "reason": reason.trim() }),
    )?;
    Ok(removal)
}

/// Decides whether a thing is written off; its record (berita acara penghapusan) gets the next number.
///
/// # Errors
/// A refusal of one's own wish, of one that was decided already, of a no without a reason; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Removal>,
    verdict: Verdict,
    note: &str,
) -> Result<Id<Asset>> {
    let decider = somebody(act)?;
    let found: Option<(Id<Asset>, Id<Person>)> = tx.opt(
        sql!("SELECT asset, requester FROM asset_removal WHERE id = ?1 AND decision IS NULL"),
        vals![id],
    )?;
    let decided = || Refusal::new(No::Conflict, Message::new("removal-decided-already"));
    let (asset, requester) = found.ok_or_else(decided)?;
    if requester == decider {
        return Err(Refusal::new(No::Forbidden, Message::new("removal-own")).into());
    }
    if verdict == Verdict::Refused && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("removal-why-missing")).into());
    }
    let before = kept(tx, asset)?;
    let (number, signer) = match verdict {
        Verdict::Approved => (Some(sequence::paper(tx, act.today(), "BAP")?), Some(SIGNER.text(tx)?)),
        Verdict::Refused => (None, None),
    };
    let done = tx.exec(
        sql!(
            "UPDATE asset_removal SET decision = ?2, note = ?3, decider = ?4, decided_at = ?5, number = ?6, signer = ?7
             WHERE id = ?1 AND decision IS NULL"
        ),
        vals![id, verdict, text(note), decider, act.at, number, signer],
    )?;
    if done == 0 {
        return Err(decided().into());
    }
    if verdict == Verdict::Approved {
        let day = act.today().max(before.acquired_on);
        tx.exec(sql!("UPDATE asset SET written_off_on = ?2 WHERE id = ?1"), vals![asset, day])?;
    }
    let detail = serde_json::json!({ "decision": verdict.as_str(), "note": note.trim() });
    audit::record(tx, act, "asset.removal-decided", "asset", asset, &detail)?;
    Ok(asset)
}

/// The statement that reads wishes to write something off.
macro_rules! removals {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT r.id, r.asset, r.reason, r.requester, q.name AS requester_name, r.requested_at, r.decision, r.note,
                 d.name AS decider_name, r.decided_at, r.number, r.signer
             FROM asset_removal r LEFT JOIN account q ON q.person = r.requester
             LEFT JOIN account d ON d.person = r.decider ",
            $rest
        ))
    };
}

/// The wishes to write a thing off, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, id: Id<Asset>) -> Result<Vec<Removal>> {
    tx.all(removals!("WHERE r.asset = ?1 ORDER BY r.requested_at DESC, r.id DESC"), vals![id])
}

/// One that was approved, and so has a record.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn approved(tx: &mut Tx<'_>, id: Id<Removal>) -> Result<Removal> {
    let found = tx.opt(removals!("WHERE r.id = ?1 AND r.number IS NOT NULL"), vals![id])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("removal-without-record")).into())
}

/// Wishes to write something off that nobody has decided, with the thing's code and name, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &mut Tx<'_>) -> Result<Vec<(String, String, String)>> {
    tx.all(
        sql!(
            "SELECT x.code, x.name, r.reason FROM asset_removal r JOIN asset x ON x.id = r.asset
             WHERE r.decision IS NULL ORDER BY r.requested_at LIMIT 200"
        ),
        vals![],
    )
}

fn somebody(act: &Act) -> Result<Id<Person>> {
    act.by.person().ok_or_else(|| Refusal::new(No::Forbidden, Message::new("asset-nobody")).into())
}
