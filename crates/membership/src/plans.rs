//! Kinds of membership. Every library begins with seven; it may rename them and close them.

use std::collections::HashSet;

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};

pub use crate::model::Plan;
use crate::{Ground, rules};

/// The plans every library begins with, in the order of its lists; the language files name them under
/// `plan-<code>`.
pub const PLANTED: [&str; 7] = ["dewasa", "remaja", "anak", "pelajar", "guru", "keluarga", "petugas"];

/// Every plan, in the order of its lists.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Plan>> {
    tx.all(sql!("SELECT * FROM plan ORDER BY sort, code"), vals![])
}

/// The plan with this code, if one may begin with it.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &mut Tx<'_>, code: &str) -> Result<Option<Plan>> {
    tx.opt(sql!("SELECT * FROM plan WHERE code = ?1 AND NOT closed"), vals![code])
}

/// What memberships of this plan may stand on.
///
/// # Errors
/// Those of the database.
pub fn grounds(tx: &mut Tx<'_>, code: &str) -> Result<Vec<Ground>> {
    let found: Vec<(Ground,)> =
        tx.all(sql!("SELECT kind FROM plan_basis WHERE plan = ?1 ORDER BY kind"), vals![code])?;
    Ok(found.into_iter().map(|(ground,)| ground).collect())
}

/// The codes of the plans whose memberships may stand on this.
///
/// # Errors
/// Those of the database.
pub fn accepting(tx: &mut Tx<'_>, ground: Ground) -> Result<HashSet<String>> {
    let found: Vec<(String,)> =
        tx.all(sql!("SELECT plan FROM plan_basis WHERE kind = ?1 ORDER BY plan"), vals![ground])?;
    Ok(found.into_iter().map(|(plan,)| plan).collect())
}

/// What a library decides about a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The library's own name for it; empty for the one of the language files.
    pub name: String,
    /// How many months a membership runs; none means without end.
    pub months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    pub age_from: Option<i64>,
    /// The oldest who may begin with it.
    pub age_to: Option<i64>,
    /// What a term costs.
    pub price: Rupiah,
    /// How many hours of rooms it gives in a month.
    pub room_hours: i64,
    /// How many minutes at a computer it gives in a day.
    pub computer_minutes: i64,
    /// What its memberships may stand on.
    pub grounds: Vec<Ground>,
    /// Whether nobody may begin with it any more.
    pub closed: bool,
}

/// Whom a change of a plan touches. Nobody loses a membership by it; it tells how many could not begin with the
/// plan as it would be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched {
    /// Members with this plan who have not left.
    pub members: i64,
    /// Those of them whose age no longer fits.
    pub by_age: i64,
    /// Those of them who stand on nothing the plan would accept.
    pub by_ground: i64,
}

/// Whom a change would touch. Nothing is done.
///
/// # Errors
/// A refusal with everything that is wrong with it; those of the database.
pub fn touched(tx: &mut Tx<'_>, code: &str, terms: &Terms, today: Date) -> Result<Touched> {
    let after = changed(known(tx, code)?, terms)?;
    let mut people: Vec<(Id<Person>, bool, bool)> = Vec::new();
    tx.each(
        sql!(
            "SELECT person, born, kind FROM member_basis WHERE plan = ?1 AND closed_at IS NULL ORDER BY person"
        ),
        vals![code],
        |(person, born, kind): (Id<Person>, Option<Date>, Option<Ground>)| {
            let stands = kind.is_some_and(|kind| terms.grounds.contains(&kind));
            match people.last_mut() {
                Some(last) if last.0 == person => last.2 |= stands,
                _ => people.push((person, rules::age_objection(&after, born, today).is_none(), stands)),
            }
            Ok(())
        },
    )?;
    let count = |of: fn(&(Id<Person>, bool, bool)) -> bool| {
        i64::try_from(people.iter().filter(|one| of(one)).count()).unwrap_or(i64::MAX)
    };
    Ok(Touched { members: count(|_| true), by_age: count(|one| !one.1), by_ground: count(|one| !one.2) })
}

/// Changes a plan. Memberships that have begun go on; the new terms count from their next renewal on.
///
/// # Errors
/// A refusal with everything that is wrong with it; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, code: &str, terms: &Terms) -> Result<Plan> {
    let before = known(tx, code)?;
    let grounds = grounds(tx, code)?;
    let after = changed(before.clone(), terms)?;
    tx.exec(
        sql!(
            "UPDATE plan SET name = ?2, months = ?3, age_from = ?4, age_to = ?5, price = ?6, room_hours = ?7,
                 computer_minutes = ?8, closed = ?9 WHERE code = ?1"
        ),
        vals![
            code,
            after.name,
            after.months,
            after.age_from,
            after.age_to,
            after.price,
            after.room_hours,
            after.computer_minutes,
            after.closed
        ],
    )?;
    tx.exec(sql!("DELETE FROM plan_basis WHERE plan = ?1"), vals![code])?;
    for ground in Ground::ALL.iter().filter(|ground| terms.grounds.contains(ground)) {
        tx.exec(sql!("INSERT INTO plan_basis (plan, kind) VALUES (?1, ?2)"), vals![code, ground])?;
    }
    let words = |grounds: &[Ground]| grounds.iter().map(|ground| ground.as_str()).collect::<Vec<_>>();
    let facts = |plan: &Plan, grounds: &[Ground]| {
        serde_json::json!({
            "name": plan.name, "months": plan.months, "age_from": plan.age_from, "age_to": plan.age_to,
            "price": plan.price.0, "room_hours": plan.room_hours, "computer_minutes": plan.computer_minutes,
            "closed": plan.closed, "grounds": words(grounds),
        })
    };
    let detail = serde_json::json!({
        "code": code, "before": facts(&before, &grounds), "after": facts(&after, &terms.grounds),
    });
    audit::record(tx, act, "plan.changed", "plan", Id::<Plan>::from_bytes([0; 16]), &detail)?;
    Ok(after)
}

fn known(tx: &mut Tx<'_>, code: &str) -> Result<Plan> {
    let found = tx.opt(sql!("SELECT * FROM plan WHERE code = ?1"), vals![code])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("member-plan-unknown")).into())
}

/// The plan as it would be.
fn changed(before: Plan, terms: &Terms) -> std::result::Result<Plan, Refusal> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let within =
        |value: Option<i64>, range: std::ops::RangeInclusive<i64>| value.is_none_or(|v| range.contains(&v));
    if terms.name.chars().count() > 60 {
        object("name", "member-name-too-long");
    }
    for (field, fits) in [
        ("months", within(terms.months, 1..=600)),
        ("age_from", within(terms.age_from, 0..=130)),
        ("age_to", within(terms.age_to, terms.age_from.unwrap_or(0)..=130)),
        ("price", (0..=100_000_000).contains(&terms.price.0)),
        ("room_hours", (0..=744).contains(&terms.room_hours)),
        ("computer_minutes", (0..=1440).contains(&terms.computer_minutes)),
    ] {
        if !fits {
            object(field, "plan-number-impossible");
        }
    }
    if terms.grounds.is_empty() {
        object("grounds", "plan-needs-ground");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    Ok(Plan {
        name: Some(terms.name.trim().to_owned()).filter(|name| !name.is_empty()),
        months: terms.months,
        age_from: terms.age_from,
        age_to: terms.age_to,
        price: terms.price,
        room_hours: terms.room_hours,
        computer_minutes: terms.computer_minutes,
        closed: terms.closed,
        ..before
    })
}
