//! What a fund is meant to spend in a year, line by line, beside what it did spend.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    funds,
    model::{Budget, Fund},
    rules,
};

/// Plans a line; one of the same purpose and year gets the new amount.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn plan(
    tx: &mut Tx<'_>,
    act: &Act,
    fund: Id<Fund>,
    year: i64,
    purpose: &str,
    amount: Rupiah,
) -> Result<Id<Budget>> {
    let fund = funds::one(tx, fund)?;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !(2000..=2199).contains(&year) {
        object("year", Message::new("budget-year-unreadable"));
    }
    if !(1..=200).contains(&purpose.trim().chars().count()) {
        object("budget_purpose", Message::new("budget-purpose-missing"));
    }
    if let Some(message) = rules::amount_objection(amount) {
        object("planned", message);
    }
    if let Some(day) = fund.closed_on {
        object(
            "budget_purpose",
            Message::new("fund-is-closed").with("day", day).with("fund", fund.title.as_str()),
        );
    }
    let used = of(tx, fund.id)?
        .into_iter()
        .find(|line| line.year == year && line.purpose == purpose.trim())
        .map(|line| line.spent + line.held);
    if let Some(used) = used.filter(|used| amount < *used) {
        object("planned", Message::new("budget-below-used").with("used", used));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id,): (Id<Budget>,) = tx.one(
        sql!(
            "INSERT INTO budget (id, fund, year, purpose, amount) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (fund, year, purpose) DO UPDATE SET amount = excluded.amount RETURNING id"
        ),
        vals![Id::<Budget>::new(), fund.id, year, purpose.trim(), amount],
    )?;
    let detail = serde_json::json!({ "year": year, "purpose": purpose.trim(), "amount": amount });
    audit::record(tx, act, "fund.budget-planned", "fund", fund.id, &detail)?;
    Ok(id)
}

/// Why so much cannot be spent under a line of a fund's budget on a day; nothing when it can, or is under no line. What is
/// promised of the line counts as spent.
///
/// # Errors
/// Those of the database.
pub fn objection(
    tx: &mut Tx<'_>,
    fund: &Fund,
    budget: Option<Id<Budget>>,
    amount: Rupiah,
    day: Date,
) -> Result<Option<Reason>> {
    let Some(budget) = budget else { return Ok(None) };
    let line = of(tx, fund.id)?.into_iter().find(|line| line.id == budget);
    let message = match line {
        None => Message::new("budget-of-another-fund"),
        Some(line) if line.year != i64::from(day.year()) => {
            Message::new("budget-of-another-year").with("year", line.year.to_string())
        }
        Some(line) if amount > line.left() => Message::new("budget-short")
            .with("line", line.purpose.as_str())
            .with("left", line.left())
            .with("amount", amount),
        Some(_) => return Ok(None),
    };
    Ok(Some(Reason { field: Some("budget"), message }))
}

/// The statement that reads lines, each with what was spent of it and what is promised.
macro_rules! lines {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT b.id, b.fund, b.year, b.purpose, b.amount,
                 (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
                     JOIN ledger_transaction t ON t.id = l.ledger_transaction
                     WHERE l.budget = b.id AND l.nature = 'expense') AS spent,
                 (SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e
                     WHERE e.budget = b.id AND e.amount > 0) AS held
             FROM budget b ",
            $rest
        ))
    };
}

/// The lines of a fund, the latest year first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, fund: Id<Fund>) -> Result<Vec<Budget>> {
    tx.all(lines!("WHERE b.fund = ?1 ORDER BY b.year DESC, b.purpose LIMIT 500"), vals![fund])
}

/// A programme: what has the same name in the budgets of several funds, together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// What it is called, as its first fund calls it.
    pub name: String,
    /// Its lines, by fund.
    pub lines: Vec<Budget>,
}

impl Programme {
    /// What its lines come to together.
    pub fn sum(&self, of: fn(&Budget) -> Rupiah) -> Rupiah {
        self.lines.iter().map(of).sum()
    }
}

/// The programmes of a year, by name.
///
/// # Errors
/// Those of the database.
pub fn programmes(tx: &mut Tx<'_>, year: i64) -> Result<Vec<Programme>> {
    let lines: Vec<Budget> = tx.all(
        lines!("JOIN fund f ON f.id = b.fund WHERE b.year = ?1 ORDER BY f.code, b.purpose LIMIT 2000"),
        vals![year],
    )?;
    let mut all: Vec<Programme> = Vec::new();
    for line in lines {
        match all.iter_mut().find(|one| rules::is_called_alike(&one.name, &line.purpose)) {
            Some(known) => known.lines.push(line),
            None => all.push(Programme { name: line.purpose.clone(), lines: vec![line] }),
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

/// A line to choose from in a form.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Choice {
    /// Which.
    pub id: Id<Budget>,
    /// Its fund's code.
    pub fund_code: String,
    /// For what.
    pub purpose: String,
    /// What may still be spent or promised under it.
    pub remaining: Rupiah,
}

/// Every line of a year whose fund is open, with what is left of it.
///
/// # Errors
/// Those of the database.
pub fn choices(tx: &mut Tx<'_>, year: i64) -> Result<Vec<Choice>> {
    tx.all(
        sql!(
            "SELECT b.id, f.code AS fund_code, b.purpose, CAST(b.amount
                 - (SELECT COALESCE(SUM(l.amount), 0) FROM posting l
                     JOIN ledger_transaction t ON t.id = l.ledger_transaction
                     WHERE l.budget = b.id AND l.nature = 'expense')
                 - (SELECT COALESCE(SUM(e.amount), 0) FROM encumbrance e
                     WHERE e.budget = b.id AND e.amount > 0) AS BIGINT) AS remaining
             FROM budget b JOIN fund f ON f.id = b.fund
             WHERE b.year = ?1 AND f.closed_on IS NULL ORDER BY f.code, b.purpose LIMIT 500"
        ),
        vals![year],
    )
}
