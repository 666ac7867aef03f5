//! What people may do: permissions declared by modules, bundled into roles, held by people. Whoever holds
//! nothing may do nothing that needs a permission.

use std::collections::BTreeSet;

use kernel::{Act, Id, Person};
use store::{Result, Tx, sql, vals};

use crate::audit;

/// A permission a module declares: `circulation.lend`. Its meaning in words stands in the language files as
/// `permission-circulation-lend`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(pub &'static str);

/// A role that every library has from the beginning; its permissions are those of the modules that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// `circulation-desk`; its name in words stands in the language files as `role-circulation-desk`.
    pub name: &'static str,
    /// What it may do.
    pub permissions: &'static [Permission],
}

/// Makes sure that `roles` exist, and gives each of them the permissions it was never given before: what a
/// library takes away from a role stays away.
///
/// # Errors
/// Those of the database.
pub fn plant(tx: &mut Tx<'_>, roles: &[Role]) -> Result<()> {
    for role in roles {
        tx.exec(sql!("INSERT INTO role (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"), vals![role.name])?;
        for permission in role.permissions {
            let new = tx.exec(
                sql!(
                    "INSERT INTO role_planted (role, permission) VALUES (?1, ?2)
                     ON CONFLICT (role, permission) DO NOTHING"
                ),
                vals![role.name, permission.0],
            )?;
            if new == 1 {
                grant(tx, role.name, permission.0)?;
            }
        }
    }
    Ok(())
}

fn grant(tx: &mut Tx<'_>, role: &str, permission: &str) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO role_permission (role, permission) VALUES (?1, ?2)
             ON CONFLICT (role, permission) DO NOTHING"
        ),
        vals![role, permission],
    )?;
    Ok(())
}

/// Gives `role` exactly `permissions`, making the role where there is none.
///
/// # Errors
/// Those of the database.
pub fn define(tx: &mut Tx<'_>, act: &Act, role: &str, permissions: &[&str]) -> Result<()> {
    let before = permissions_of(tx, role)?;
    tx.exec(sql!("INSERT INTO role (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"), vals![role])?;
    tx.exec(sql!("DELETE FROM role_permission WHERE role = ?1"), vals![role])?;
    for permission in permissions {
        grant(tx, role, permission)?;
    }
    let change = serde_json::json!({ "role": role, "before": before, "after": permissions });
    audit::record(tx, act, "role.defined", "role", Id::<()>::from_bytes([0; 16]), &change)
}

/// What `role` may do, in the order of the permissions' names.
///
/// # Errors
/// Those of the database.
pub fn permissions_of(tx: &mut Tx<'_>, role: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!("SELECT permission FROM role_permission WHERE role = ?1 ORDER BY permission"),
        vals![role],
    )?;
    Ok(rows.into_iter().map(|(permission,)| permission).collect())
}

/// Everything `person` may do.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<BTreeSet<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT DISTINCT p.permission FROM role_holder h JOIN role_permission p ON p.role = h.role
             WHERE h.person = ?1"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(|(permission,)| permission).collect())
}

/// The roles `person` holds, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn roles_of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        tx.all(sql!("SELECT role FROM role_holder WHERE person = ?1 ORDER BY role"), vals![person])?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

/// Every role there is, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn roles(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(sql!("SELECT name FROM role ORDER BY name"), vals![])?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

/// Gives `person` exactly `roles`; unknown names are refused by the database. Their open sessions become those
/// of staff, or cease to be, at once.
///
/// # Errors
/// Those of the database.
pub fn assign(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, roles: &[&str]) -> Result<()> {
    let before = roles_of(tx, person)?;
    tx.exec(sql!("DELETE FROM role_holder WHERE person = ?1"), vals![person])?;
    for role in roles {
        tx.exec(sql!("INSERT INTO role_holder (role, person) VALUES (?1, ?2)"), vals![role, person])?;
    }
    tx.exec(sql!("UPDATE session SET staff = ?2 WHERE person = ?1"), vals![person, !roles.is_empty()])?;
    let change = serde_json::json!({ "before": before, "after": roles });
    audit::record(tx, act, "account.roles-assigned", "person", person, &change)
}
