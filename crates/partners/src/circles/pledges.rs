//! What the members of a circle promised each other: every one of them brings the same to every turn of another. It is a
//! promise among neighbours: told, not reckoned up.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{FromRow, Result, Tx, many::Ids, sql, vals};

use super::{Circle, UNITS, going};
use crate::model::Unit;

/// Something that every member brings to every turn of another.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Pledge {
    /// Which.
    pub id: Id<Pledge>,
    /// In which circle.
    pub circle: Id<Circle>,
    /// In what it is counted.
    pub unit: Unit,
    /// How much.
    pub amount: i64,
    /// What.
    pub what: String,
    /// The first day.
    pub since: Date,
    /// The last day, where they have let go of it or agreed on something else.
    pub until: Option<Date>,
}

impl Pledge {
    /// Whether a turn on a day is held against it.
    pub fn holds(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What the members of a circle promised each other, now and before, the latest first.
///
/// # Errors
/// Those of the database.
pub fn pledges(tx: &mut Tx<'_>, circle: Id<Circle>) -> Result<Vec<Pledge>> {
    of(tx, &[circle])
}

pub(super) fn of(tx: &mut Tx<'_>, circles: &[Id<Circle>]) -> Result<Vec<Pledge>> {
    const OF: Ids = store::ids!(
        "SELECT id, circle, unit, amount, what, since, until FROM circle_pledge WHERE circle IN ",
        1,
        " ORDER BY since DESC, unit, id"
    );
    tx.all_ids(&OF, &[], circles)
}

/// The members agree on what each brings from today on; of a unit they agreed on before, this takes the place, and what was held
/// until yesterday stays to be held against the turns of then.
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
    if !UNITS.contains(&unit) {
        object("pledge_unit", "circle-no-money");
    }
    if !(1..=1_000_000).contains(&amount) {
        object("pledge_amount", "commitment-amount-unreadable");
    }
    if !(1..=200).contains(&what.trim().chars().count()) {
        object("pledge", "circle-what-missing");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let yesterday = act.today().yesterday().unwrap_or(act.today());
    tx.exec(
        sql!("UPDATE circle_pledge SET until = ?3 WHERE circle = ?1 AND unit = ?2 AND until IS NULL"),
        vals![circle, unit, yesterday],
    )?;
    tx.exec(
        sql!(
            "INSERT INTO circle_pledge (id, circle, unit, amount, what, since, until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"
        ),
        vals![Id::<Pledge>::new(), circle, unit, amount, what.trim(), act.today()],
    )?;
    let detail = serde_json::json!({ "unit": unit.as_str(), "amount": amount, "what": what.trim() });
    audit::record(tx, act, "circle.pledged", "circle", circle, &detail)
}

/// From today on the members let go of something they promised each other; the turns before are held against it still.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, circle: Id<Circle>, id: Id<Pledge>) -> Result<()> {
    going(tx, circle)?;
    let gone: Option<(String,)> = tx.opt(
        sql!(
            "UPDATE circle_pledge SET until = ?3 WHERE id = ?1 AND circle = ?2 AND until IS NULL RETURNING what"
        ),
        vals![id, circle, act.today().yesterday().unwrap_or(act.today())],
    )?;
    let (what,) = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("circle-unknown")))?;
    audit::record(tx, act, "circle.released", "circle", circle, &serde_json::json!({ "what": what }))
}
