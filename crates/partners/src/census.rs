//! What this module counts, and what must always be true of its rows.

use kernel::Date;
use store::{Result, Tx, sql, vals};
use web::{Dependent, Indicator, Invariant};

use crate::{
    agreements::{
        list::{self, Filter},
        seal,
    },
    cases,
};

/// Agreements in force on the last day of a period; external parties with whom one was in force within it, as the library
/// development index (IPLM) counts cooperations; what was asked of the library.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "partners.agreements",
        compute: |tx, _, period| Ok(list::counts(tx, &Filter::default(), period.to)?.in_force),
    },
    Indicator {
        key: "partners.cooperations",
        compute: |tx, _, period| cooperations(tx, period.from, period.to),
    },
    Indicator { key: "partners.cases", compute: cases::opened },
];

/// The circles that a partner is in.
pub(crate) const DEPENDENTS: &[Dependent] = &[Dependent {
    key: "partners.circles",
    unit: "",
    end: None,
    count: |tx, partner, _| {
        let (count,) = tx.one(
            sql!(
                "SELECT count(*) FROM circle_member m JOIN circle c ON c.id = m.circle
                 WHERE m.partner = ?1 AND m.left_on IS NULL AND c.ended IS NULL"
            ),
            vals![partner],
        )?;
        Ok(count)
    },
}];

/// Distinct partners with whom an agreement was in force on a day from the first to the last.
fn cooperations(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(DISTINCT s.partner) FROM agreement_party s JOIN agreement g ON g.id = s.agreement
             JOIN agreement_period p ON p.agreement = g.id
             WHERE g.state IN ('signed', 'terminated') AND p.since <= ?2 AND p.until >= ?1
                 AND (g.ended_on IS NULL OR (g.ended_on >= ?1 AND g.ended_on >= p.since))"
        ),
        vals![from, to],
    )?;
    Ok(count)
}

/// What the schema alone cannot see to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "partners.signed-agreements-are-whole", violations: not_whole },
    Invariant { name: "partners.every-signature-has-its-day", violations: unsigned },
    Invariant { name: "partners.shown-people-consented", violations: shown_without_consent },
    Invariant { name: "partners.reversals-mirror-what-they-reverse", violations: crooked_reversals },
    Invariant { name: "partners.periods-follow-each-other", violations: broken_chains },
    Invariant { name: "partners.signed-promises-came-by-their-paper", violations: written_in_later },
    Invariant { name: "partners.signed-papers-are-what-was-signed", violations: seal::broken },
    Invariant { name: "partners.signed-papers-were-approved", violations: seal::unapproved },
];

fn not_whole(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT g.number FROM agreement g WHERE g.state IN ('signed', 'terminated') AND (
                 (g.kind <> 'addendum' AND NOT EXISTS (SELECT 1 FROM agreement_period p WHERE p.agreement = g.id))
                 OR NOT EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = g.id)
                 OR NOT EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = g.id AND n.partner IS NULL)
                 OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = g.id AND NOT EXISTS (
                     SELECT 1 FROM signatory n WHERE n.agreement = g.id AND n.partner = s.partner)))
             ORDER BY g.number"
        ),
        vals![],
    ))
}

fn unsigned(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT g.number FROM agreement g WHERE g.state IN ('signed', 'terminated') AND EXISTS (
                 SELECT 1 FROM signatory n WHERE n.agreement = g.id AND n.signed_on IS NULL) ORDER BY g.number"
        ),
        vals![],
    ))
}

fn shown_without_consent(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT t.code FROM partner t JOIN party p ON p.id = t.party
             WHERE t.public AND p.kind = 'person' AND t.consent IS NULL ORDER BY t.code"
        ),
        vals![],
    ))
}

fn crooked_reversals(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT g.number FROM fulfilment r JOIN fulfilment f ON f.id = r.reverses
             JOIN commitment c ON c.id = r.commitment JOIN agreement g ON g.id = c.agreement
             WHERE r.amount + f.amount <> 0 OR r.commitment <> f.commitment OR f.reverses IS NOT NULL
             ORDER BY g.number"
        ),
        vals![],
    ))
}

fn broken_chains(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(
        sql!(
            "SELECT g.number, p.until, p.next_day FROM agreement_period p JOIN agreement g ON g.id = p.agreement"
        ),
        vals![],
        |(number, until, next): (String, Date, Date)| {
            if until.tomorrow().ok() != Some(next) {
                found.push(number);
            }
            Ok(())
        },
    )?;
    found.extend(web::named::<String>(tx.all(
        sql!(
            "SELECT DISTINCT g.number FROM agreement_period a JOIN agreement_period b
                 ON b.agreement = a.agreement AND b.id <> a.id AND b.since <= a.until AND b.until >= a.since
             JOIN agreement g ON g.id = a.agreement ORDER BY g.number"
        ),
        vals![],
    ))?);
    Ok(found)
}

/// Promises that are not what the paper says that was signed: of another amount than its last addendum wrote, or brought by
/// one that was never signed.
fn written_in_later(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT DISTINCT g.number FROM commitment c JOIN agreement g ON g.id = c.agreement
             JOIN agreement a ON a.id = c.addendum
             WHERE a.state <> 'signed' OR a.parent <> g.id OR NOT EXISTS (
                 SELECT 1 FROM agreement_change w WHERE w.addendum = a.id
                     AND ((w.id = c.id AND w.amount = c.amount) OR (w.commitment = c.id
                         AND (w.what = 'release' OR w.amount = c.amount))))
             ORDER BY g.number"
        ),
        vals![],
    ))
}
