//! What follows when two entries of the register turn out to be one: everything that was written under the one.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use store::{Result, Tx, sql, vals};
use web::{Consequence, Follower};

use crate::commitments;

/// The follower of what the survivor does not say of itself and the other does: it is filled in, and emptied again where it
/// is still the same.
macro_rules! filled {
    ($name:literal, $column:literal) => {
        Follower {
            name: $name,
            follow: |tx, _, from, to| {
                web::followed(tx.all(
                    sql!(concat!(
                        "UPDATE partner SET ",
                        $column,
                        " = (SELECT o.",
                        $column,
                        " FROM partner o WHERE o.party = ?1) WHERE party = ?2 AND ",
                        $column,
                        " IS NULL AND EXISTS (SELECT 1 FROM partner o WHERE o.party = ?1 AND o.",
                        $column,
                        " IS NOT NULL) RETURNING party"
                    )),
                    vals![from, to],
                ))
            },
            back: |tx, _, _, from, to| {
                tx.exec(
                    sql!(concat!(
                        "UPDATE partner SET ",
                        $column,
                        " = NULL WHERE party = ?2 AND ",
                        $column,
                        " = (SELECT o.",
                        $column,
                        " FROM partner o WHERE o.party = ?1)"
                    )),
                    vals![from, to],
                )
                .map(drop)
            },
        }
    };
}

/// The partner itself moves where the other entry is none; where both are partners, what hangs on the one goes over to
/// the other, what the survivor lacks is filled in, and the code still leads there. Two that stand in one agreement as two
/// are not one. What the survivor was told to be shown as before comes last, for its page needs a text and a consent.
pub(crate) const FOLLOWERS: &[Follower] = &[
    Follower {
        name: "partners.partner",
        follow: |tx, _, from, to| {
            if let Some(message) = objections(tx, from, to)?.into_iter().next() {
                return Err(Refusal::new(Kind::Conflict, message).into());
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
    // With which of two partners an agreement is the database lets change only along this.
    Follower {
        name: "partners.follows",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!("UPDATE partner SET follows = ?2 WHERE party = ?1 RETURNING party"),
                vals![from, to],
            ))
        },
        back: |tx, _, _, from, _| {
            tx.exec(sql!("UPDATE partner SET follows = NULL WHERE party = ?1"), vals![from]).map(drop)
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
    web::follower!("partners.reviews", partner_review.partner),
    web::follower!("partners.opinions", partner_opinion.partner),
    web::follower!("partners.said", partner_opinion.author),
    web::follower!("partners.replies", closing_reply.partner),
    web::follower!("partners.replied", closing_reply.author),
    web::follower!("partners.cases", case_file.partner),
    web::follower!("partners.asked", case_file.party),
    filled!("partners.owner", "owner"),
    Follower {
        name: "partners.next-step",
        // The step and its day go together.
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE partner SET next_step = (SELECT o.next_step FROM partner o WHERE o.party = ?1),
                         next_on = (SELECT o.next_on FROM partner o WHERE o.party = ?1)
                     WHERE party = ?2 AND next_step IS NULL AND EXISTS (
                         SELECT 1 FROM partner o WHERE o.party = ?1 AND o.next_step IS NOT NULL) RETURNING party"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, from, to| {
            tx.exec(
                sql!(
                    "UPDATE partner SET next_step = NULL, next_on = NULL WHERE party = ?2
                         AND next_step = (SELECT o.next_step FROM partner o WHERE o.party = ?1)"
                ),
                vals![from, to],
            )
            .map(drop)
        },
    },
    filled!("partners.about", "about"),
    filled!("partners.website", "website"),
    filled!("partners.consent", "consent"),
    Follower {
        name: "partners.stage",
        // The farther of what people say: talks with the one are talks with the other.
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE partner SET stage = 'talk' WHERE party = ?2 AND stage = 'idea'
                         AND EXISTS (SELECT 1 FROM partner o WHERE o.party = ?1 AND o.stage = 'talk') RETURNING party"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, _, to| {
            tx.exec(sql!("UPDATE partner SET stage = 'idea' WHERE party = ?1 AND stage = 'talk'"), vals![to])
                .map(drop)
        },
    },
    Follower {
        name: "partners.public",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE partner SET public = TRUE WHERE party = ?2 AND NOT public
                         AND EXISTS (SELECT 1 FROM partner o WHERE o.party = ?1 AND o.public) RETURNING party"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, _, to| {
            tx.exec(sql!("UPDATE partner SET public = FALSE WHERE party = ?1"), vals![to]).map(drop)
        },
    },
];

/// Why two partners cannot be made one.
fn objections(tx: &mut Tx<'_>, from: Id<Person>, to: Id<Person>) -> Result<Vec<Message>> {
    let (in_agreements, in_circles): (i64, i64) = tx.one(
        sql!(
            "SELECT (SELECT count(*) FROM agreement_party a JOIN agreement_party b ON b.agreement = a.agreement
                     WHERE a.partner = ?1 AND b.partner = ?2),
                 (SELECT count(*) FROM circle_member a JOIN circle_member b ON b.circle = a.circle
                     WHERE a.partner = ?1 AND b.partner = ?2)"
        ),
        vals![from, to],
    )?;
    let mut found = Vec::new();
    if in_agreements > 0 {
        found.push(Message::new("merge-both-in-agreement"));
    }
    if in_circles > 0 {
        found.push(Message::new("merge-both-in-circle"));
    }
    Ok(found)
}

/// What a merger of partners brings, told beforehand.
pub(crate) const CONSEQUENCES: &[Consequence] = &[brings];

fn brings(tx: &mut Tx<'_>, act: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Message>> {
    type Row = (String, bool, i64, i64, i64, i64);
    let of = |tx: &mut Tx<'_>, party: Id<Person>| -> Result<Option<Row>> {
        tx.opt(
            sql!(
                "SELECT t.code, t.public,
                     (SELECT count(*) FROM agreement_party s WHERE s.partner = t.party),
                     (SELECT count(*) FROM partner_note n WHERE n.partner = t.party),
                     (SELECT count(*) FROM partner_document d WHERE d.partner = t.party),
                     (SELECT count(*) FROM case_file c WHERE c.partner = t.party)
                 FROM partner t WHERE t.party = ?1"
            ),
            vals![party],
        )
    };
    let Some((gone, shown, agreements, notes, documents, cases)) = of(tx, from)? else {
        return Ok(Vec::new());
    };
    let against = objections(tx, from, to)?;
    if !against.is_empty() {
        return Ok(against);
    }
    let mut told = Vec::new();
    match of(tx, to)? {
        None => told.push(Message::new("merge-becomes-partner").with("code", gone)),
        Some((stays, is_shown, ..)) => {
            told.push(Message::new("merge-partner-code").with("gone", gone).with("code", stays));
            if shown && !is_shown {
                told.push(Message::new("merge-partner-shown"));
            }
        }
    }
    if agreements + notes + documents + cases > 0 {
        told.push(
            Message::new("merge-partner-brings")
                .with("agreements", agreements)
                .with("notes", notes)
                .with("documents", documents)
                .with("cases", cases),
        );
    }
    told.extend(commitments::counted_twice_as_one(tx, act.today(), (from, to))?);
    Ok(told)
}
