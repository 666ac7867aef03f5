//! Kinds of membership. Every library begins with seven; it may rename them and close them.

use std::collections::HashSet;

use store::{Result, Tx, sql, vals};

use crate::Ground;
pub use crate::model::Plan;

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
