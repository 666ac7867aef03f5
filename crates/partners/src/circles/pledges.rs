//! What the members of a circle promised each other: every one of them brings the same to every turn of another. It is a
//! promise among neighbours: told, not reckoned up.

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use super::{Circle, going};
use crate::model::Unit;

/// Something that every member brings to every turn of another.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Pledge {
    /// Which.
    pub id: Id<Pledge>,
    /// In what it is counted.
    pub unit: Unit,
    /// How much.
    pub amount: i64,
    /// What.
    pub what: String,
}

/// What the members of a circle promised each other.
///
/// # Errors
/// Those of the database.
pub fn pledges(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Pledge>> {
    tx.all(
        sql!("SELECT id, unit, amount, what FROM circle_pledge WHERE circle = ?1 ORDER BY unit"),
        vals![circle],
    )
}

/// The members agree on what each brings; of a unit they agreed on before, this takes the place.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn pledge(
    tx: &mut Tx<'_>,
    act: &Act,
    circle: Id<Circle>,
    (unit, amount): (Unit, i64),
    what: &str,
) -> Result<()> {
    going(tx, circle)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if unit == Unit::Rupiah {
        object("pledge_unit", "circle-no-money");
    }
    if !(1..=1_000_000).contains(&amount) {
        object("pledge_amount", "commitment-amount-unreadable");
    }
    if !(1..=200).contains(&what.trim().chars().count()) {
        object("pledge", "circle-what-missing");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO circle_pledge (id, circle, unit, amount, what) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (circle, unit) DO UPDATE SET amount = excluded.amount, what = excluded.what"
        ),
        vals![Id::<Pledge>::new(), circle, unit, amount, what.trim()],
    )?;
    let detail = serde_json::json!({ "unit": unit.as_str(), "amount": amount, "what": what.trim() });
    audit::record(tx, act, "circle.pledged", "circle", circle, &detail)
}

/// The members let go of something they promised each other.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, id: Id<Pledge>) -> Result<()> {
    going(tx, circle)?;
    let gone: Option<(String,)> = tx.opt(
        sql!("DELETE FROM circle_pledge WHERE id = ?1 AND circle = ?2 RETURNING what"),
        vals![id, circle],
    )?;
    let (what,) = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    audit::record(tx, act, "circle.released", "circle", circle, &serde_json::json!({ "what": what }))
}
