//! Areas by their official codes: the town, its districts, their villages.

use store::{FromRow, Result, Tx, sql, vals};

use crate::name::folded;

/// A village of the table.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Area {
    /// The official code (Kepmendagri): `71.73.03.1005`.
    pub code: String,
    /// `Kakaskasen Dua`
    pub name: String,
    /// The district it belongs to: `Tomohon Utara`.
    pub district: String,
}

/// Every village, district by district, as the official codes order them.
///
/// # Errors
/// Those of the database.
pub fn villages(tx: &mut Tx<'_>) -> Result<Vec<Area>> {
    tx.all(
        sql!(
            "SELECT v.code, v.name, d.name AS district FROM area v JOIN area d ON d.code = v.part_of
             WHERE d.part_of IS NOT NULL ORDER BY v.code"
        ),
        vals![],
    )
}

/// The village meant by a code or a name, if it is one of the table.
///
/// # Errors
/// Those of the database.
pub fn village(tx: &mut Tx<'_>, text: &str) -> Result<Option<Area>> {
    let wanted = folded(text);
    if wanted.is_empty() {
        return Ok(None);
    }
    tx.opt(
        sql!(
            "SELECT v.code, v.name, d.name AS district FROM area v JOIN area d ON d.code = v.part_of
             WHERE d.part_of IS NOT NULL AND (v.code = ?1 OR v.folded = ?1) ORDER BY v.code LIMIT 1"
        ),
        vals![wanted],
    )
}
