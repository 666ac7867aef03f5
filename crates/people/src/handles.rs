//! Codes by which other modules know a party: the number on a card. Whoever types or scans one in the register
//! finds whose it is, also after two entries were merged.

use kernel::{Id, Person};
use store::{Result, Tx, sql, vals};

/// Lets `code` lead to this party from now on.
///
/// # Errors
/// Those of the database.
pub fn give(tx: &mut Tx<'_>, party: Id<Person>, code: &str) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO handle (code, party) VALUES (?1, ?2) ON CONFLICT (code) DO UPDATE SET party = excluded.party"
        ),
        vals![code, party],
    )?;
    Ok(())
}

/// [`give`], for many.
///
/// # Errors
/// Those of the database.
pub fn give_all(tx: &mut Tx<'_>, codes: &[(Id<Person>, String)]) -> Result<()> {
    const CODES: store::many::Rows = store::rows!(
        "INSERT INTO handle (code, party) VALUES ",
        2,
        " ON CONFLICT (code) DO UPDATE SET party = excluded.party"
    );
    let values: Vec<_> = codes.iter().flat_map(|(party, code)| vals![*code, *party].to_vec()).collect();
    tx.exec_rows(&CODES, &values).map(drop)
}

/// Whom `code` leads to.
///
/// # Errors
/// Those of the database.
pub fn holder(tx: &mut Tx<'_>, code: &str) -> Result<Option<Id<Person>>> {
    let found: Option<(Id<Person>,)> = tx.opt(
        sql!(
            "SELECT COALESCE(p.merged_into, p.id) FROM handle h JOIN party p ON p.id = h.party WHERE h.code = ?1"
        ),
        vals![code.trim().to_uppercase()],
    )?;
    Ok(found.map(|(party,)| party))
}
