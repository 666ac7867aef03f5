//! Inventories: what belongs in a place is looked for, label by label, and at the end one knows what is not there.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal, Timestamp};
use platform::{audit, library, library::Branch};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    model::{Asset, Round},
    register::{self, normalised, text},
};

/// Begins an inventory of a place, or of a room of it.
///
/// # Errors
/// A refusal without a name, or of a place that is none; those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, name: &str, branch: Id<Branch>, room: &str) -> Result<Id<Round>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&name.trim().chars().count()) {
        object("name", "round-name-missing");
    }
    if library::branch(tx, branch)?.is_none() {
        object("branch", "asset-branch-unknown");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO asset_round (id, name, branch, room, begun_at, ended_at, open)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, TRUE)"
        ),
        vals![id, name.trim(), branch, text(room), act.at],
    )?;
    audit::record(
        tx,
        act,
        "asset.round-begun",
        "asset-round",
        id,
        &serde_json::json!({ "name": name.trim() }),
    )?;
    Ok(id)
}

/// What a scan came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It belongs here.
    Expected(Asset),
    /// It belongs elsewhere.
    Elsewhere(Asset),
    /// It was thought lost, and is what it was before again.
    Found(Asset),
    /// It was written off.
    WrittenOff(Asset),
    /// It was seen in this round already.
    Again(String),
    /// No label of ours says so.
    Unknown(String),
}

/// Notes that a label was seen. The same label twice is one sighting, and one nobody knows is noted too: somebody has to
/// look what it is.
///
/// # Errors
/// A refusal of an empty scan, and once the round has ended; those of the database.
pub fn see(tx: &mut Tx<'_>, act: &Act, id: Id<Round>, scanned: &str) -> Result<Seen> {
    let round = open(tx, id)?;
    let code = normalised(scanned);
    if code.is_empty() || code.chars().count() > 100 {
        return Err(Refusal::of_field("code", Message::new("round-code-missing")).into());
    }
    let asset = register::find(tx, &code)?;
    let new = tx.exec(
        sql!(
            "INSERT INTO asset_sighting (round, round_open, code, asset, author, at) VALUES (?1, TRUE, ?2, ?3, ?4, ?5)
             ON CONFLICT (round, code) DO NOTHING"
        ),
        vals![id, code, asset, act.by.person(), act.at],
    )?;
    if new == 0 {
        return Ok(Seen::Again(code));
    }
    let Some(asset) = asset else { return Ok(Seen::Unknown(code)) };
    let found = tx.exec(
        sql!(
            "UPDATE asset SET condition = COALESCE(condition_before, 'good'), condition_before = NULL
             WHERE id = ?1 AND condition = 'lost' AND written_off_on IS NULL"
        ),
        vals![asset],
    )?;
    if found > 0 {
        audit::record(tx, act, "asset.found", "asset", asset, &serde_json::json!({ "round": round.name }))?;
    }
    let asset = register::one(tx, asset)?;
    Ok(match asset.written_off_on {
        None if found > 0 => Seen::Found(asset),
        Some(_) => Seen::WrittenOff(asset),
        None if belongs(&asset, &round) => Seen::Expected(asset),
        None => Seen::Elsewhere(asset),
    })
}

/// Takes a scan back that no label of ours says, such as that of a shop, while the round is open.
///
/// # Errors
/// A refusal once the round has ended; [`Error::Missing`] where nothing such was seen; those of the database.
pub fn forget(tx: &mut Tx<'_>, id: Id<Round>, code: &str) -> Result<()> {
    open(tx, id)?;
    let gone = tx.exec(
        sql!("DELETE FROM asset_sighting WHERE round = ?1 AND code = ?2 AND asset IS NULL"),
        vals![id, code],
    )?;
    if gone == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Whether a thing belongs where a round is made.
pub fn belongs(asset: &Asset, round: &Round) -> bool {
    asset.branch == round.branch && (round.room.is_none() || asset.room == round.room)
}

fn open(tx: &mut Tx<'_>, id: Id<Round>) -> Result<Round> {
    let found = one(tx, id)?;
    if found.ended_at.is_some() {
        return Err(Refusal::new(No::Conflict, Message::new("round-ended")).into());
    }
    Ok(found)
}

/// Ends an inventory: what belongs there and was seen nowhere since it began is lost, until somebody finds it.
///
/// # Errors
/// A refusal when it has ended already, and where more is missing than was seen and nobody says that this is so
/// (`sure`): a scanner that was off loses nothing; those of the database.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: Id<Round>, sure: bool) -> Result<usize> {
    tx.lock("asset-round", &id)?;
    let round = open(tx, id)?;
    let missing = missing(tx, id)?;
    if !sure && missing.len() as i64 > round.seen {
        let message =
            Message::new("round-most-missing").with("n", missing.len() as i64).with("seen", round.seen);
        return Err(Refusal { kind: No::Conflict, ..Refusal::of_field("sure", message) }.into());
    }
    for asset in &missing {
        tx.exec(
            sql!(
                "UPDATE asset SET condition = 'lost', condition_before = condition
                 WHERE id = ?1 AND condition <> 'lost'"
            ),
            vals![asset.id],
        )?;
    }
    tx.exec(
        sql!("UPDATE asset_round SET open = FALSE, ended_at = ?2 WHERE id = ?1 AND open"),
        vals![id, act.at],
    )?;
    let codes: Vec<&str> = missing.iter().map(|asset| asset.code.as_str()).collect();
    audit::record(tx, act, "asset.round-ended", "asset-round", id, &serde_json::json!({ "missing": codes }))?;
    Ok(missing.len())
}

/// The statement that reads inventories.
macro_rules! rounds {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT r.id, r.name, r.branch, b.name AS branch_name, r.room, r.begun_at, r.ended_at,
                 (SELECT count(*) FROM asset x WHERE x.branch = r.branch AND x.written_off_on IS NULL
                     AND (r.room IS NULL OR x.room = r.room)
                     AND (r.ended_at IS NULL OR x.entered_at <= r.ended_at)) AS expected,
                 (SELECT count(*) FROM asset_sighting s JOIN asset x ON x.id = s.asset WHERE s.round = r.id
                     AND x.branch = r.branch AND x.written_off_on IS NULL AND (r.room IS NULL OR x.room = r.room)) AS seen
             FROM asset_round r JOIN branch b ON b.id = r.branch ",
            $rest
        ))
    };
}

/// One inventory.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Round>) -> Result<Round> {
    let found = tx.opt(rounds!("WHERE r.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("round-unknown-round")).into())
}

/// The inventories, the latest first.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Round>> {
    tx.all(rounds!("ORDER BY r.begun_at DESC LIMIT 100"), vals![])
}

/// What belongs there and was not seen yet, by room and number. What was seen in another inventory since this one began, or
/// in the day before, is not missing: it is elsewhere, and known to be.
///
/// # Errors
/// Those of the database.
pub fn missing(tx: &mut Tx<'_>, id: Id<Round>) -> Result<Vec<Asset>> {
    tx.all(
        register::things!(
            "JOIN asset_round r ON x.branch = r.branch AND (r.room IS NULL OR x.room = r.room)
             WHERE r.id = ?1 AND x.written_off_on IS NULL AND (r.ended_at IS NULL OR x.entered_at <= r.ended_at)
                 AND NOT EXISTS (SELECT 1 FROM asset_sighting s WHERE s.asset = x.id AND (s.round = r.id
                     OR s.at >= r.begun_at - 86400000 AND (r.ended_at IS NULL OR s.at <= r.ended_at)))
             ORDER BY x.room, x.code LIMIT 2000"
        ),
        vals![id],
    )
}

/// What belongs there and was seen in another inventory meanwhile: it is somewhere, and should be brought back.
///
/// # Errors
/// Those of the database.
pub fn elsewhere(tx: &mut Tx<'_>, id: Id<Round>) -> Result<Vec<Asset>> {
    tx.all(
        register::things!(
            "JOIN asset_round r ON x.branch = r.branch AND (r.room IS NULL OR x.room = r.room)
             WHERE r.id = ?1 AND x.written_off_on IS NULL AND (r.ended_at IS NULL OR x.entered_at <= r.ended_at)
                 AND NOT EXISTS (SELECT 1 FROM asset_sighting s WHERE s.asset = x.id AND s.round = r.id)
                 AND EXISTS (SELECT 1 FROM asset_sighting s WHERE s.asset = x.id AND s.round <> r.id
                     AND s.at >= r.begun_at - 86400000 AND (r.ended_at IS NULL OR s.at <= r.ended_at))
             ORDER BY x.room, x.code LIMIT 2000"
        ),
        vals![id],
    )
}

/// A label that was seen.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Sighting {
    /// What it says.
    pub code: String,
    /// What the thing is called, where one is known.
    pub name: Option<String>,
    /// Whether it belongs where the round is made.
    pub expected: bool,
    /// Whether it was written off.
    pub gone: bool,
    /// Where it belongs, where one is known.
    pub branch_name: Option<String>,
    /// In which room.
    pub room: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What was seen, the latest first.
///
/// # Errors
/// Those of the database.
pub fn sightings(tx: &mut Tx<'_>, id: Id<Round>) -> Result<Vec<Sighting>> {
    tx.all(
        sql!(
            "SELECT s.code, x.name, COALESCE(x.branch = r.branch AND (r.room IS NULL OR x.room = r.room), FALSE) AS expected,
                 COALESCE(x.written_off_on IS NOT NULL, FALSE) AS gone, b.name AS branch_name, x.room, s.at
             FROM asset_sighting s JOIN asset_round r ON r.id = s.round LEFT JOIN asset x ON x.id = s.asset
             LEFT JOIN branch b ON b.id = x.branch WHERE s.round = ?1 ORDER BY s.at DESC, s.code LIMIT 2000"
        ),
        vals![id],
    )
}
