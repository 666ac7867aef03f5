//! The library's decisions about lending: read for a loan, listed, changed with their history, undone.

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{audit, decisions, library::Branch};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Tx, sql, vals};

use crate::policy::{Name, Policy, Scope, Shape};

#[derive(FromRow)]
struct Stored {
    branch: Option<Id<Branch>>,
    plan: Option<String>,
    kind: Option<String>,
    name: Name,
    value: String,
}

impl From<Stored> for Policy {
    fn from(Stored { branch, plan, kind, name, value }: Stored) -> Self {
        Self { scope: Scope { branch, plan, kind }, name, value }
    }
}

/// Every decision, the general ones first.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Policy>> {
    let rows: Vec<Stored> = tx.all(
        sql!(
            "SELECT branch, plan, kind, name, value FROM loan_policy
             ORDER BY branch IS NOT NULL, branch, COALESCE(plan, ''), COALESCE(kind, ''), name"
        ),
        vals![],
    )?;
    Ok(rows.into_iter().map(Policy::from).collect())
}

/// The value decided for exactly this scope.
///
/// # Errors
/// Those of the database.
pub fn value(tx: &mut Tx<'_>, scope: &Scope, name: Name) -> Result<Option<String>> {
    let stored: Option<(String,)> = match scope.branch {
        Some(branch) => tx.opt(
            sql!(
                "SELECT value FROM loan_policy WHERE name = ?1 AND branch = ?2 AND COALESCE(plan, '') = ?3
                     AND COALESCE(kind, '') = ?4"
            ),
            vals![name, branch, text(&scope.plan), text(&scope.kind)],
        )?,
        None => tx.opt(
            sql!(
                "SELECT value FROM loan_policy WHERE name = ?1 AND branch IS NULL AND COALESCE(plan, '') = ?2
                     AND COALESCE(kind, '') = ?3"
            ),
            vals![name, text(&scope.plan), text(&scope.kind)],
        )?,
    };
    Ok(stored.map(|(value,)| value))
}

/// Decides `name` for `scope`; without a value the decision is taken away, and the more general one holds.
/// The number of the change, or none when nothing changed.
///
/// # Errors
/// A refusal when `name` cannot have that value; those of the database.
pub fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    scope: &Scope,
    name: Name,
    decided: Option<&str>,
) -> Result<Option<Id<Change>>> {
    let decided = decided.map(str::trim);
    if let Some(wrong) = decided.filter(|value| !name.accepts(value)) {
        return Err(Refusal::of_field("value", objection(name, wrong)).into());
    }
    tx.lock("policy", &name)?;
    let before = value(tx, scope, name)?;
    if before.as_deref() == decided {
        return Ok(None);
    }
    put(tx, scope, name, decided)?;
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO policy_change (id, at, actor, branch, plan, kind, name, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![id, act.at, act.by.person(), scope.branch, scope.plan, scope.kind, name, before, decided],
    )?;
    let change = serde_json::json!({
        "branch": scope.branch, "plan": scope.plan, "kind": scope.kind, "name": name.as_str(),
        "before": before, "after": decided,
    });
    audit::record(tx, act, "policy.decided", "policy", id, &change)?;
    Ok(Some(id))
}

/// Why `name` cannot have `value`.
pub(crate) fn objection(name: Name, value: &str) -> Message {
    match name.shape() {
        Shape::Number(most) => Message::new("policy-wants-number").with("most", most),
        Shape::Day => Message::new("policy-wants-day").with("value", value),
        Shape::Flag | Shape::Moves => Message::new("policy-wants-choice"),
    }
}

/// Replaces the row of exactly this scope.
fn put(tx: &mut Tx<'_>, scope: &Scope, name: Name, decided: Option<&str>) -> Result<()> {
    match scope.branch {
        Some(branch) => tx.exec(
            sql!(
                "DELETE FROM loan_policy WHERE name = ?1 AND branch = ?2 AND COALESCE(plan, '') = ?3
                     AND COALESCE(kind, '') = ?4"
            ),
            vals![name, branch, text(&scope.plan), text(&scope.kind)],
        )?,
        None => tx.exec(
            sql!(
                "DELETE FROM loan_policy WHERE name = ?1 AND branch IS NULL AND COALESCE(plan, '') = ?2
                     AND COALESCE(kind, '') = ?3"
            ),
            vals![name, text(&scope.plan), text(&scope.kind)],
        )?,
    };
    if let Some(decided) = decided {
        tx.exec(
            sql!("INSERT INTO loan_policy (branch, plan, kind, name, value) VALUES (?1, ?2, ?3, ?4, ?5)"),
            vals![scope.branch, scope.plan, scope.kind, name, decided],
        )?;
    }
    decisions::renewed(tx)
}

fn text(code: &Option<String>) -> &str {
    code.as_deref().unwrap_or_default()
}

/// A change of a decision, as it stands in the history.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Change {
    /// Its identity.
    pub id: Id<Change>,
    /// When.
    pub at: Timestamp,
    /// Who, where a signed-in person did.
    pub actor: Option<Id<Person>>,
    /// That person's name.
    pub by_name: Option<String>,
    /// For which branch.
    pub branch: Option<Id<Branch>>,
    /// For which plan.
    pub plan: Option<String>,
    /// For which kind.
    pub kind: Option<String>,
    /// The name of what was decided.
    pub name: String,
    /// The value before; none when nothing was decided.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// The latest changes, the newest first.
///
/// # Errors
/// Those of the database.
pub fn history(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Change>> {
    tx.all(
        sql!(
            "SELECT c.id, c.at, c.actor, a.name AS by_name, c.branch, c.plan, c.kind, c.name, c.before, c.after
             FROM policy_change c LEFT JOIN account a ON a.person = c.actor ORDER BY c.at DESC, c.id DESC LIMIT ?1"
        ),
        vals![limit],
    )
}

/// Takes a change back, if what it decided still stands.
///
/// # Errors
/// A refusal when it was decided otherwise since; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, change: Id<Change>) -> Result<Option<Id<Change>>> {
    let change: Change = tx.one(
        sql!(
            "SELECT c.id, c.at, c.actor, NULL AS by_name, c.branch, c.plan, c.kind, c.name, c.before, c.after
             FROM policy_change c WHERE c.id = ?1"
        ),
        vals![change],
    )?;
    let name: Name = change.name.parse()?;
    let scope = Scope { branch: change.branch, plan: change.plan, kind: change.kind };
    tx.lock("policy", &name)?;
    if value(tx, &scope, name)? != change.after {
        return Err(Refusal::new(Kind::Conflict, Message::new("policy-undo-too-late")).into());
    }
    decide(tx, act, &scope, name, change.before.as_deref())
}
