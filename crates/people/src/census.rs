//! What must always be true of the register's rows.

use store::{Result, Tx, sql, vals};
use web::Invariant;

use crate::{name, phone};

/// Telephones have their shape, and every name is found by its words.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "people.phones-are-e164", violations: ill_formed_phones },
    Invariant { name: "people.names-are-found", violations: names_not_found },
];

fn ill_formed_phones(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!("SELECT id, phone FROM party WHERE phone IS NOT NULL"),
        vals![],
        |(id, number): (kernel::Id<kernel::Person>, String)| {
            if !phone::is_well_formed(&number) {
                found.push(format!("person {id} has an ill-formed telephone number"));
            }
            Ok(())
        },
    )?;
    Ok(found)
}

fn names_not_found(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!(
            "SELECT p.id, p.name, p.folded, (SELECT count(*) FROM party_word w WHERE w.party = p.id) FROM party p"
        ),
        vals![],
        |(id, own, folded, words): (kernel::Id<kernel::Person>, String, String, i64)| {
            if name::folded(&own) != folded || name::words(&own).len() as i64 != words {
                found.push(format!("person {id} is not found by their name"));
            }
            Ok(())
        },
    )?;
    Ok(found)
}
