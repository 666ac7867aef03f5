//! What must always be true of the register's rows.

use std::collections::BTreeSet;

use kernel::{Id, Person};
use store::{Result, Tx, sql, vals};
use web::Invariant;

use crate::{contacts::Way, name, phone};

/// Telephones have their shape, lists show the first of the contacts, every name is found by its words and its
/// sound, and whoever was merged leads to somebody in one step.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "people.phones-are-e164", violations: ill_formed_phones },
    Invariant { name: "people.lists-show-the-first-contact", violations: contacts_not_derived },
    Invariant { name: "people.names-are-found", violations: names_not_found },
    Invariant { name: "people.mergers-lead-in-one-step", violations: long_mergers },
    Invariant { name: "people.guardians-are-known-to-be-grown-up", violations: guardians_of_unknown_age },
];

fn ill_formed_phones(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!("SELECT party, kind, value FROM contact"),
        vals![],
        |(party, kind, value): (Id<Person>, Way, String)| {
            if matches!(kind, Way::WhatsApp | Way::Phone) && !phone::is_well_formed(&value) {
                found.push(party.to_string());
            }
            Ok(())
        },
    )?;
    Ok(found)
}

fn contacts_not_derived(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Id<Person>>(tx.all(
        sql!(
            "SELECT p.id FROM party p
             WHERE COALESCE(p.phone, '') <> COALESCE((SELECT c.value FROM contact c
                       WHERE c.party = p.id AND c.kind IN ('whatsapp', 'phone') ORDER BY c.sort, c.id LIMIT 1), '')
                OR COALESCE(p.email, '') <> COALESCE((SELECT e.value FROM contact e
                       WHERE e.party = p.id AND e.kind = 'email' ORDER BY e.sort, e.id LIMIT 1), '')"
        ),
        vals![],
    ))
}

fn names_not_found(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut check = |party: Option<Id<Person>>, wanted: &Ways, kept: &Ways| {
        if let Some(party) = party.filter(|_| wanted != kept) {
            found.push(party.to_string());
        }
    };
    // All that is known of one party comes together, whatever table it stands in.
    let (mut of, mut wanted, mut kept) = (None, Ways::default(), Ways::default());
    tx.each(
        sql!(
            "SELECT id AS party, 0 AS what, name AS text FROM party WHERE merged_into IS NULL
             UNION ALL SELECT merged_into, 0, name FROM party WHERE merged_into IS NOT NULL
             UNION ALL SELECT COALESCE(p.merged_into, p.id), 0, n.name FROM party_name n JOIN party p ON p.id = n.party
             UNION ALL SELECT party, 1, word FROM party_word
             UNION ALL SELECT party, 1, pair FROM party_pair
             UNION ALL SELECT party, 2, sound FROM party_sound
             ORDER BY 1"
        ),
        vals![],
        |(party, what, text): (Id<Person>, i32, String)| {
            if of != Some(party) {
                check(of, &wanted, &kept);
                (of, wanted, kept) = (Some(party), Ways::default(), Ways::default());
            }
            match what {
                0 => {
                    wanted.words.extend(name::words(&text));
                    wanted.words.extend(name::pairs(&text));
                    wanted.sounds.extend(name::echoes(&text));
                }
                1 => drop(kept.words.insert(text)),
                _ => drop(kept.sounds.insert(text)),
            }
            Ok(())
        },
    )?;
    check(of, &wanted, &kept);
    Ok(found)
}

/// By what a party is found.
#[derive(Default, PartialEq)]
struct Ways {
    words: BTreeSet<String>,
    sounds: BTreeSet<String>,
}

fn guardians_of_unknown_age(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Id<Person>>(tx.all(
        sql!(
            "SELECT DISTINCT r.party FROM relationship r JOIN party p ON p.id = r.party
             WHERE r.kind = 'guardian' AND r.until IS NULL AND NOT r.grown_stated AND p.born IS NULL"
        ),
        vals![],
    ))
}

fn long_mergers(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<Id<Person>>(tx.all(
        sql!(
            "SELECT g.id FROM party g JOIN party s ON s.id = g.merged_into
             WHERE s.merged_into IS NOT NULL OR s.kind <> g.kind"
        ),
        vals![],
    ))
}
