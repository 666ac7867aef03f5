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

/// Makes sure that `roles` exist with at least their permissions; what a library has changed in them beyond
/// that stays.
///
/// # Errors
/// Those of the database.
pub fn plant(tx: &mut Tx<'_>, roles: &[Role]) -> Result<()> {
    for role in roles {
        tx.exec(sql!("INSERT INTO role (name) VALUES (?1) ON CONFLICT (name) DO NOTHING"), vals![role.name])?;
        for permission in role.permissions {
            tx.exec(
                sql!(
                    "INSERT INTO role_permission (role, permission) VALUES (?1, ?2)
                     ON CONFLICT (role, permission) DO NOTHING"
                ),
                vals![role.name, permission.0],
            )?;
        }
    }
    Ok(())
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

/// Gives `person` exactly `roles`; unknown names are refused by the database.
///
/// # Errors
/// Those of the database.
pub fn assign(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, roles: &[&str]) -> Result<()> {
    let before = roles_of(tx, person)?;
    tx.exec(sql!("DELETE FROM role_holder WHERE person = ?1"), vals![person])?;
    for role in roles {
        tx.exec(sql!("INSERT INTO role_holder (role, person) VALUES (?1, ?2)"), vals![role, person])?;
    }
    let change = serde_json::json!({ "before": before, "after": roles });
    audit::record(tx, act, "account.roles-assigned", "person", person, &change)
}
