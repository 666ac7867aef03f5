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
            "SELECT b.id, b.fund, b.year, b.purpose, b.amount, b.programme,
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

/// One line.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Budget>) -> Result<Budget> {
    let found = tx.opt(lines!("WHERE b.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("budget-of-another-fund")).into())
}

/// Says which programme a line pays for: what is paid under it is paid for that.
///
/// # Errors
/// A refusal when there is no such line; those of the database, also where there is no such programme.
pub fn serve(tx: &mut Tx<'_>, act: &Act, id: Id<Budget>, programme: Id<web::Programme>) -> Result<()> {
    let line = one(tx, id)?;
    if line.programme == Some(programme) {
        return Ok(());
    }
    tx.exec(sql!("UPDATE budget SET programme = ?2 WHERE id = ?1"), vals![id, programme])?;
    let detail = serde_json::json!({ "year": line.year, "purpose": line.purpose, "programme": programme });
    audit::record(tx, act, "fund.budget-served", "fund", line.fund, &detail)
}

/// What the modules keep as programmes, the latest of each first.
///
/// # Errors
/// Those of the modules.
pub fn known(tx: &mut Tx<'_>, all: &[web::Programmes]) -> Result<Vec<web::Programme>> {
    let found = all.iter().map(|of| of(tx)).collect::<Result<Vec<_>>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The lines that pay for a programme, by year and fund.
///
/// # Errors
/// Those of the database.
pub fn of_programme(tx: &mut Tx<'_>, programme: Id<web::Programme>) -> Result<Vec<Budget>> {
    tx.all(
        lines!(
            "JOIN fund f ON f.id = b.fund WHERE b.programme = ?1 ORDER BY b.year, f.code, b.purpose LIMIT 500"
        ),
        vals![programme],
    )
}

/// A programme, with the lines that pay for it in the budgets of several funds; or a line that pays for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which programme.
    pub programme: Option<web::Programme>,
    /// Its lines, by fund.
    pub lines: Vec<Budget>,
}

impl Planned {
    /// What it is called: as the programme is, or as the line.
    pub fn name(&self) -> &str {
        let line = self.lines.first().map_or("", |line| line.purpose.as_str());
        self.programme.as_ref().map_or(line, |programme| programme.title.as_str())
    }

    /// What its lines come to together.
    pub fn sum(&self, of: fn(&Budget) -> Rupiah) -> Rupiah {
        self.lines.iter().map(of).sum()
    }
}

/// What is planned for a year: programme by programme, by name, and then what pays for none of them.
///
/// # Errors
/// Those of the database and of the modules that keep programmes.
pub fn planned(tx: &mut Tx<'_>, year: i64, modules: &[web::Programmes]) -> Result<Vec<Planned>> {
    let known = known(tx, modules)?;
    let lines: Vec<Budget> = tx.all(
        lines!("JOIN fund f ON f.id = b.fund WHERE b.year = ?1 ORDER BY f.code, b.purpose LIMIT 2000"),
        vals![year],
    )?;
    let mut all: Vec<Planned> = Vec::new();
    for line in lines {
        let programme = known.iter().find(|one| Some(one.id) == line.programme);
        let same = all.iter_mut().find(|one| programme.is_some() && one.programme.as_ref() == programme);
        match same {
            Some(planned) => planned.lines.push(line),
            None => all.push(Planned { programme: programme.cloned(), lines: vec![line] }),
        }
    }
    all.sort_by(|one, other| {
        (one.programme.is_none(), one.name()).cmp(&(other.programme.is_none(), other.name()))
    });
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
