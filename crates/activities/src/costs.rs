//! What a programme is to cost: lines, each against a fund where it is known which.

use funds::Fund;
use kernel::{Act, Id, Kind as No, Message, Reason, Refusal, Rupiah};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::model::Programme;

/// The most a line may be: a thousand milliards, so that sums stay numbers.
const MOST: Rupiah = Rupiah(1_000_000_000_000_000);
/// The most lines of a programme.
const LINES: i64 = 100;

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Cost {
    /// Which.
    pub id: Id<Cost>,
    /// For what.
    pub title: String,
    /// From which fund.
    pub fund: Option<Id<Fund>>,
    /// Its code and title.
    pub fund_name: Option<String>,
    /// How much.
    pub amount: Rupiah,
}

/// The lines of a programme, in the order they were written.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Cost>> {
    tx.all(
        sql!(
            "SELECT c.id, c.title, c.fund, f.code || ' ' || f.title AS fund_name, c.amount
             FROM programme_cost c LEFT JOIN fund f ON f.id = c.fund WHERE c.programme = ?1 ORDER BY c.at, c.id"
        ),
        vals![programme],
    )
}

/// Adds a line.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    programme: Id<Programme>,
    line: (&str, Option<Id<Fund>>, Rupiah),
) -> Result<()> {
    judge(tx, line)?;
    let (title, fund, amount) = line;
    tx.lock("programme-costs", &programme)?;
    if of(tx, programme)?.len() as i64 >= LINES {
        return Err(Refusal::new(No::Conflict, Message::new("costs-full").with("most", LINES)).into());
    }
    tx.exec(
        sql!("INSERT INTO programme_cost (id, programme, title, fund, amount, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
        vals![Id::<()>::new(), programme, title.trim(), fund, amount, act.at],
    )?;
    let facts = json!({ "title": title.trim(), "amount": amount.0 });
    audit::record(tx, act, "programme.cost-added", "programme", programme, &facts)
}

/// Writes a line otherwise.
///
/// # Errors
/// As [`add`]; [`Error::Missing`] where there is none such.
pub fn change(
    tx: &mut Tx<'_>,
    act: &Act,
    programme: Id<Programme>,
    id: Id<Cost>,
    line: (&str, Option<Id<Fund>>, Rupiah),
) -> Result<()> {
    judge(tx, line)?;
    let (title, fund, amount) = line;
    let rows = tx.exec(
        sql!("UPDATE programme_cost SET title = ?3, fund = ?4, amount = ?5 WHERE id = ?1 AND programme = ?2"),
        vals![id, programme, title.trim(), fund, amount],
    )?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    let facts = json!({ "title": title.trim(), "amount": amount.0 });
    audit::record(tx, act, "programme.cost-changed", "programme", programme, &facts)
}

fn judge(tx: &mut Tx<'_>, (title, fund, amount): (&str, Option<Id<Fund>>, Rupiah)) -> Result<()> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match title.trim().chars().count() {
        0 => object("cost", "activity-title-missing"),
        1..=200 => {}
        _ => object("cost", "activity-text-too-long"),
    }
    if !(Rupiah(1)..=MOST).contains(&amount) {
        object("amount", "cost-amount-wrong");
    }
    if let Some(fund) = fund
        && funds::funds::one(tx, fund)?.closed_on.is_some()
    {
        object("fund", "cost-fund-closed");
    }
    Ok(Refusal::unless_empty(No::Invalid, reasons)?)
}

/// Takes a line back.
///
/// # Errors
/// [`Error::Missing`] where there is none such; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>, id: Id<Cost>) -> Result<()> {
    let rows =
        tx.exec(sql!("DELETE FROM programme_cost WHERE id = ?1 AND programme = ?2"), vals![id, programme])?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "programme.cost-removed", "programme", programme, &json!({}))
}

/// The same lines for another programme; a fund that was closed since is left out.
pub(crate) fn copy(tx: &mut Tx<'_>, act: &Act, from: Id<Programme>, to: Id<Programme>) -> Result<()> {
    for one in of(tx, from)? {
        let fund = one.fund.map(|fund| funds::funds::one(tx, fund)).transpose()?;
        let fund = fund.filter(|fund| fund.closed_on.is_none()).map(|fund| fund.id);
        add(tx, act, to, (&one.title, fund, one.amount))?;
    }
    Ok(())
}
