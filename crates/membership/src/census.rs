//! What this module counts, and what must always be true of its rows.

use store::{Result, Tx, sql, vals};
use web::{Belongs, Countable, Dependent, Indicator, Invariant};

use crate::{families, queries, rules, sponsorships};

/// Members on the last day of a period, and those who began in it.
pub(crate) const INDICATORS: &[Indicator] = &[
    Indicator { key: "membership.active", compute: |tx, _, period| queries::active_on(tx, period.to) },
    Indicator { key: "membership.new", compute: |tx, _, period| queries::begun(tx, period.from, period.to) },
];

/// Memberships that a partner's sponsorships gave, and those that stand by them on the last day.
pub(crate) const COUNTABLES: &[Countable] = &[
    Countable {
        key: "membership.granted",
        unit: "memberships",
        belongs: Belongs::ToPartner,
        count: |tx, promise| {
            let (count,) = tx.one(
                sql!(
                    "SELECT count(DISTINCT b.member) FROM basis b JOIN sponsorship s ON s.id = b.sponsorship
                     WHERE s.partner = ?1 AND b.since BETWEEN ?2 AND ?3"
                ),
                vals![promise.partner, promise.period.from, promise.period.to],
            )?;
            Ok(count)
        },
    },
    Countable {
        key: "membership.standing",
        unit: "memberships",
        belongs: Belongs::ToDay,
        count: |tx, promise| {
            let (count,) = tx.one(
                sql!(
                    "SELECT count(DISTINCT b.member) FROM basis b JOIN sponsorship s ON s.id = b.sponsorship
                     JOIN member m ON m.person = b.member JOIN party p ON p.id = b.member
                     WHERE s.partner = ?1 AND b.since <= ?2 AND (b.until IS NULL OR b.until >= ?2)
                       AND (p.born IS NULL OR p.born <= ?3 OR m.consent_due >= ?2 OR EXISTS (
                           SELECT 1 FROM consent c WHERE c.subject = b.member AND c.purpose = 'membership'
                             AND c.withdrawn_at IS NULL))"
                ),
                vals![promise.partner, promise.period.to, families::grown_are_born_by(promise.period.to)?],
            )?;
            Ok(count)
        },
    },
];

/// What ends when nothing is agreed with a partner any more: what was arranged for members whom it carries, and with that
/// their memberships; whoever stands on its lists stays there, and is carried no more.
pub(crate) const DEPENDENTS: &[Dependent] = &[
    Dependent {
        key: "membership.carried",
        unit: "memberships",
        end: None,
        count: |tx, partner, on| {
            let (count,) = tx.one(
            sql!(
                "SELECT count(DISTINCT b.member) FROM basis b JOIN sponsorship s ON s.id = b.sponsorship
                 WHERE s.partner = ?1 AND s.ended_at IS NULL AND b.since <= ?2 AND (b.until IS NULL OR b.until >= ?2)"
            ),
            vals![partner, on],
        )?;
            Ok(count)
        },
    },
    Dependent {
        key: "membership.sponsorships",
        unit: "memberships",
        end: Some(sponsorships::end_on),
        count: |tx, partner, on| {
            let (count,) = tx.one(
                sql!(
                    "SELECT count(*) FROM sponsorship WHERE partner = ?1 AND ended_at IS NULL AND since <= ?2
                     AND (until IS NULL OR until >= ?2)"
                ),
                vals![partner, on],
            )?;
            Ok(count)
        },
    },
    Dependent {
        key: "membership.listed",
        unit: "memberships",
        end: None,
        count: |tx, partner, _| {
            let (count,) = tx.one(
                sql!(
                    "SELECT count(*) FROM roster_row r JOIN sponsorship s ON s.id = r.sponsorship
                 WHERE s.partner = ?1 AND s.ended_at IS NULL AND r.state <> 'gone'"
                ),
                vals![partner],
            )?;
            Ok(count)
        },
    },
];

/// Every member is a person, and numbers have their shape; that a number is given once, the schema sees to.
pub(crate) const INVARIANTS: &[Invariant] = &[
    Invariant { name: "membership.every-member-is-a-person", violations: members_without_person },
    Invariant { name: "membership.codes-are-well-formed", violations: ill_formed_codes },
    Invariant { name: "membership.fees-stand-in-the-books", violations: fees_astray },
];

/// What was paid for a membership stands in the books once, as much, and for that; and nothing stands there for none.
fn fees_astray(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT m.code FROM basis b JOIN member m ON m.person = b.member
             WHERE b.paid IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id
                 WHERE t.id = b.posting AND t.origin = 'membership' AND t.origin_id = b.id AND t.kind = 'receipt'
                     AND l.nature = 'income' AND l.amount = -b.paid)
             UNION ALL SELECT t.number FROM ledger_transaction t
             WHERE t.origin = 'membership' AND t.kind = 'receipt'
                 AND NOT EXISTS (SELECT 1 FROM basis b WHERE b.posting = t.id)
             ORDER BY 1"
        ),
        vals![],
    ))
}

fn members_without_person(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    web::named::<String>(tx.all(
        sql!(
            "SELECT m.code FROM member m LEFT JOIN party p ON p.id = m.person AND p.kind = 'person'
             WHERE p.id IS NULL ORDER BY m.code"
        ),
        vals![],
    ))
}

fn ill_formed_codes(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    tx.each(sql!("SELECT code FROM member"), vals![], |(code,): (String,)| {
        if !rules::is_code(&code) {
            found.push(code);
        }
        Ok(())
    })?;
    Ok(found)
}
