//! What follows when two entries of the register turn out to be one: everything that was written under the one.

use kernel::{Kind, Message, Refusal};
use store::{sql, vals};
use web::Follower;

/// The partner itself moves where the other entry is none; where both are partners, what hangs on the one goes over to
/// the other, and its code still leads there. Two that stand in one agreement as two are not one.
pub(crate) const FOLLOWERS: &[Follower] = &[
    Follower {
        name: "partners.partner",
        follow: |tx, _, from, to| {
            let (both,): (i64,) = tx.one(
                sql!(
                    "SELECT count(*) FROM agreement_party a JOIN agreement_party b ON b.agreement = a.agreement
                     WHERE a.partner = ?1 AND b.partner = ?2"
                ),
                vals![from, to],
            )?;
            if both > 0 {
                let stays = Message::new("merge-both-in-agreement");
                return Err(Refusal::new(Kind::Conflict, stays).into());
            }
            let (circles,): (i64,) = tx.one(
                sql!(
                    "SELECT count(*) FROM circle_member a JOIN circle_member b ON b.circle = a.circle
                     WHERE a.partner = ?1 AND b.partner = ?2"
                ),
                vals![from, to],
            )?;
            if circles > 0 {
                return Err(Refusal::new(Kind::Conflict, Message::new("merge-both-in-circle")).into());
            }
            // Rows beneath follow by the keys themselves.
            web::followed(tx.all(
                sql!(
                    "UPDATE partner SET party = ?2 WHERE party = ?1
                         AND NOT EXISTS (SELECT 1 FROM partner o WHERE o.party = ?2) RETURNING party"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, from, to| {
            tx.exec(sql!("UPDATE partner SET party = ?1 WHERE party = ?2"), vals![from, to]).map(drop)
        },
    },
    web::follower!("partners.agreements", agreement_party.partner),
    web::follower!("partners.circles", circle_member.partner),
    web::follower!("partners.notes", partner_note.partner),
    web::follower!("partners.documents", partner_document.partner),
    Follower {
        name: "partners.works",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE portfolio SET partner = ?2 WHERE partner = ?1 AND NOT EXISTS (
                         SELECT 1 FROM portfolio o WHERE o.partner = ?2 AND o.title = portfolio.title) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE portfolio SET partner = ?2 WHERE id = ?1 AND partner = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "partners.reviews",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE partner_review SET partner = ?2 WHERE partner = ?1 AND NOT EXISTS (
                         SELECT 1 FROM partner_review o WHERE o.partner = ?2 AND o.year = partner_review.year)
                     RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE partner_review SET partner = ?2 WHERE id = ?1 AND partner = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    web::follower!("partners.cases", case_file.partner),
    web::follower!("partners.asked", case_file.party),
];
