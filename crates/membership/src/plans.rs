//! Kinds of membership. Every library begins with seven; it may rename them and close them.

use store::{Result, Tx, sql, vals};

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
