//! What this module counts, and what must always be true of its rows.

use store::{Result, Tx, sql, vals};
use web::{Indicator, Invariant};

use crate::{name, phone, queries, rules};

/// Members on the last day of a period, and those who began in it.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "people.active", compute: |tx, _, period| queries::active_on(tx, period.to) },
    Indicator { key: "people.new", compute: |tx, _, period| queries::begun(tx, period.from, period.to) },
];

/// Numbers and telephones have their shape, and every name is found by its words. That a member is a person
/// and a number is given once, the schema itself sees to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "people.every-member-is-a-person", violations: members_without_person },
    Invariant { name: "people.codes-are-well-formed", violations: ill_formed_codes },
    Invariant { name: "people.phones-are-e164", violations: ill_formed_phones },
    Invariant { name: "people.names-are-found", violations: names_not_found },
];

fn members_without_person(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all(
        sql!(
            "SELECT m.code FROM member m LEFT JOIN party p ON p.id = m.person AND p.kind = 'person'
             WHERE p.id IS NULL ORDER BY m.code"
        ),
        vals![],
    )?;
    Ok(rows.into_iter().map(|(code,)| format!("member {code} is no person")).collect())
}

fn ill_formed_codes(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(sql!("SELECT code FROM member"), vals![], |(code,): (String,)| {
        if !rules::is_code(&code) {
            found.push(format!("{code:?} is no member's number"));
        }
        Ok(())
    })?;
    Ok(found)
}

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
