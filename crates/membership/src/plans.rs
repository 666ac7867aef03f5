//! Kinds of membership. Every library begins with seven; it may rename them and close them.

use std::collections::HashSet;

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::audit;
use store::{FromRow, Result, Tx, sql, vals};

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
    /// The same in English; empty where it is the same.
    pub name_en: String,
    /// How many months a membership runs; none means without end.
    pub months: Option<i64>,
    /// The youngest who may begin with it, in whole years.
    pub age_from: Option<i64>,
    /// The oldest who may begin with it.
    pub age_to: Option<i64>,
    /// What a term costs.
    pub price: Rupiah,
    /// How many days before its end a member may prolong it themselves; none means only at the desk.
    pub own_renewal_days: Option<i64>,
    /// How many hours of rooms it gives in a month.
    pub room_hours: i64,
    /// How many minutes at a computer it gives in a day.
    pub computer_minutes: i64,
    /// What its memberships may stand on.
    pub grounds: Vec<Ground>,
    /// Whether nobody may begin with it any more.
    pub closed: bool,
}

/// How many of those who do not fit are named.
const NAMED: usize = 20;

/// Whom a change of a plan touches. Nobody loses a membership by it; it tells who could not begin with the plan as it
/// would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Members with this plan who have not left.
    pub members: i64,
    /// Those of them whose age no longer fits.
    pub by_age: i64,
    /// Those of them who stand on nothing the plan would accept.
    pub by_ground: i64,
    /// The first of those who do not fit: the number on their card, and their name.
    pub named: Vec<(String, String)>,
    /// The partners that carry people with this plan.
    pub sponsors: Vec<String>,
}

#[derive(FromRow)]
struct Standing {
    person: Id<Person>,
    code: String,
    name: String,
    born: Option<Date>,
    kind: Option<Ground>,
}

/// Whom a change would touch. Nothing is done.
///
/// # Errors
/// A refusal with everything that is wrong with it; those of the database.
pub fn touched(tx: &mut Tx<'_>, code: &str, terms: &Terms, today: Date) -> Result<Touched> {
    let after = changed(known(tx, code)?, terms, &[])?;
    let mut found = Touched::default();
    let mut count = |row: &Standing, stands: bool| {
        let young_or_old = rules::age_objection(&after, row.born, today).is_some();
        found.members += 1;
        found.by_age += i64::from(young_or_old);
        found.by_ground += i64::from(!stands);
        if (young_or_old || !stands) && found.named.len() < NAMED {
            found.named.push((row.code.clone(), row.name.clone()));
        }
    };
    let mut last: Option<(Standing, bool)> = None;
    tx.each(
        sql!(
            "SELECT person, code, name, born, kind FROM member_basis WHERE plan = ?1 AND closed_at IS NULL
             ORDER BY folded, person"
        ),
        vals![code],
        |row: Standing| {
            let stands = row.kind.is_some_and(|kind| terms.grounds.contains(&kind));
            match &mut last {
                Some((before, stood)) if before.person == row.person => *stood |= stands,
                _ => {
                    if let Some((before, stood)) = last.replace((row, stands)) {
                        count(&before, stood);
                    }
                }
            }
            Ok(())
        },
    )?;
    if let Some((row, stood)) = last {
        count(&row, stood);
    }
    let sponsors: Vec<(String,)> = tx.all(
        sql!(
            "SELECT name FROM sponsorship WHERE plan = ?1 AND ended_at IS NULL AND (until IS NULL OR until >= ?2)
             ORDER BY name"
        ),
        vals![code, today],
    )?;
    found.sponsors = sponsors.into_iter().map(|(name,)| name).collect();
    Ok(found)
}

/// Adds a kind of membership after those there are. It needs a name of its own.
///
/// # Errors
/// A refusal with everything that is wrong with it, also where the code is taken; those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, code: &str, terms: &Terms) -> Result<Plan> {
    let code = code.trim().to_lowercase();
    let mut wrong = Vec::new();
    let mut object = |field, key| wrong.push(Reason { field: Some(field), message: Message::new(key) });
    if !is_code(&code) {
        object("code", "plan-code-unreadable");
    } else if known(tx, &code).is_ok() {
        object("code", "plan-code-taken");
    }
    if terms.name.trim().is_empty() {
        object("name", "plan-name-missing");
    }
    let (last,): (Option<i64>,) = tx.one(sql!("SELECT max(sort) FROM plan"), vals![])?;
    let blank = Plan {
        code: code.clone(),
        name: None,
        name_en: None,
        months: None,
        age_from: None,
        age_to: None,
        price: Rupiah(0),
        own_renewal_days: None,
        room_hours: 0,
        computer_minutes: 0,
        sort: last.unwrap_or(0) + 10,
        closed: false,
    };
    let plan = changed(blank, terms, &wrong)?;
    tx.exec(
        sql!(
            "INSERT INTO plan (code, price, room_hours, computer_minutes, sort, closed) VALUES (?1, 0, 0, 0, ?2, FALSE)"
        ),
        vals![code, plan.sort],
    )
    .map_err(|e| {
        let taken = Refusal::of_field("code", Message::new("plan-code-taken"));
        if e.is_unique("plan") { taken.into() } else { e }
    })?;
    keep(tx, &plan, &terms.grounds)?;
    let detail = serde_json::json!({ "code": code, "after": facts(&plan, &terms.grounds) });
    audit::record(tx, act, "plan.begun", "plan", Id::<Plan>::from_bytes([0; 16]), &detail)?;
    Ok(plan)
}

/// A word of two to twenty small letters, digits and hyphens that begins with a letter; `baru` is the page of a new one.
fn is_code(code: &str) -> bool {
    (2..=20).contains(&code.len())
        && code != "baru"
        && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && code.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Changes a plan. Memberships that have begun go on; the new terms count from their next renewal on.
///
/// # Errors
/// A refusal with everything that is wrong with it; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, code: &str, terms: &Terms) -> Result<Plan> {
    let before = known(tx, code)?;
    let grounds = grounds(tx, code)?;
    let after = changed(before.clone(), terms, &[])?;
    keep(tx, &after, &terms.grounds)?;
    let detail = serde_json::json!({
        "code": code, "before": facts(&before, &grounds), "after": facts(&after, &terms.grounds),
    });
    audit::record(tx, act, "plan.changed", "plan", Id::<Plan>::from_bytes([0; 16]), &detail)?;
    Ok(after)
}

fn keep(tx: &mut Tx<'_>, plan: &Plan, grounds: &[Ground]) -> Result<()> {
    tx.exec(sql!("DELETE FROM plan_basis WHERE plan = ?1"), vals![plan.code])?;
    tx.exec(
        sql!(
            "UPDATE plan SET name = ?2, name_en = ?3, months = ?4, age_from = ?5, age_to = ?6, price = ?7,
                 own_renewal_days = ?8, room_hours = ?9, computer_minutes = ?10, closed = ?11 WHERE code = ?1"
        ),
        vals![
            plan.code,
            plan.name,
            plan.name_en,
            plan.months,
            plan.age_from,
            plan.age_to,
            plan.price,
            plan.own_renewal_days,
            plan.room_hours,
            plan.computer_minutes,
            plan.closed
        ],
    )?;
    for ground in Ground::ALL.iter().filter(|ground| grounds.contains(ground)) {
        tx.exec(sql!("INSERT INTO plan_basis (plan, kind) VALUES (?1, ?2)"), vals![plan.code, ground])?;
    }
    Ok(())
}

fn facts(plan: &Plan, grounds: &[Ground]) -> serde_json::Value {
    let grounds: Vec<_> = grounds.iter().map(|ground| ground.as_str()).collect();
    serde_json::json!({
        "name": plan.name, "name_en": plan.name_en, "months": plan.months, "age_from": plan.age_from,
        "age_to": plan.age_to, "price": plan.price.0, "own_renewal_days": plan.own_renewal_days,
        "room_hours": plan.room_hours, "computer_minutes": plan.computer_minutes, "closed": plan.closed,
        "grounds": grounds,
    })
}

/// The plan with this code, also one that nobody can begin with any more.
///
/// # Errors
/// A refusal where there is none; those of the database.
pub fn known(tx: &mut Tx<'_>, code: &str) -> Result<Plan> {
    let found = tx.opt(sql!("SELECT * FROM plan WHERE code = ?1"), vals![code])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("member-plan-unknown")).into())
}

/// The plan as it would be; `wrong` is what speaks against it already.
fn changed(before: Plan, terms: &Terms, wrong: &[Reason]) -> std::result::Result<Plan, Refusal> {
    let mut reasons = wrong.to_vec();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let within =
        |value: Option<i64>, range: std::ops::RangeInclusive<i64>| value.is_none_or(|v| range.contains(&v));
    for (field, name) in [("name", &terms.name), ("name_en", &terms.name_en)] {
        if name.chars().count() > 60 {
            object(field, "member-name-too-long");
        }
    }
    if terms.name.trim().is_empty() && !terms.name_en.trim().is_empty() {
        object("name", "plan-name-missing");
    }
    for (field, fits) in [
        ("months", within(terms.months, 1..=600)),
        ("age_from", within(terms.age_from, 0..=130)),
        ("age_to", within(terms.age_to, terms.age_from.unwrap_or(0)..=130)),
        ("price", (0..=100_000_000).contains(&terms.price.0)),
        ("own_renewal_days", within(terms.own_renewal_days, 1..=366)),
        ("room_hours", (0..=744).contains(&terms.room_hours)),
        ("computer_minutes", (0..=1440).contains(&terms.computer_minutes)),
    ] {
        if !fits {
            object(field, "plan-number-impossible");
        }
    }
    if terms.price.0 > 0 && terms.grounds.iter().any(|ground| rules::is_free(*ground)) {
        object("grounds", "plan-costs-and-is-free");
    }
    if terms.grounds.is_empty() {
        object("grounds", "plan-needs-ground");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Plan {
        name: text(&terms.name),
        name_en: text(&terms.name_en),
        own_renewal_days: terms.own_renewal_days,
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
