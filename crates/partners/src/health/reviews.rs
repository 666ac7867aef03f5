//! The yearly review: somebody looks at a partnership as a whole and says what should become of it.

use jiff::{SignedDuration, ToSpan};
use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::audit;
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Partner, Proposal, Review, Stage},
    partners::{self, partnered, stage},
};

/// How long a partnership goes without somebody looking at it as a whole, in days.
const REVIEWED_FOR: i64 = 330;

/// Partnerships that go on on the day `?1` or ended on the day `?2` or later, of which something was signed on the day `?2` or
/// before, and which nobody has looked at since the instant `?3`.
macro_rules! due_for_review {
    () => {
        concat!(
            "p.merged_into IS NULL AND EXISTS (
                 SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated') AND g.signed_on <= ?2)
             AND NOT EXISTS (SELECT 1 FROM partner_review r WHERE r.partner = t.party AND r.at >= ?3)
             AND (",
            stage!(),
            " IN ('running', 'renewed', 'signed', 'draft', 'talk') OR EXISTS (
                 SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 WHERE s.partner = t.party AND g.state IN ('signed', 'terminated') AND COALESCE(g.ended_on,
                     (SELECT MAX(d.until) FROM agreement_period d WHERE d.agreement = g.id)) BETWEEN ?2 AND ?1))"
        )
    };
}

/// The partners whose year is to be looked at, by name: something has been signed with them for long enough, and nobody
/// has said since then what should become of it.
///
/// # Errors
/// Those of the database.
pub fn unreviewed(tx: &mut Tx<'_>, act: &Act, (limit, offset): (i64, i64)) -> Result<Vec<Partner>> {
    tx.all(
        partnered!("WHERE ", due_for_review!(), " ORDER BY p.folded, t.code LIMIT ?4 OFFSET ?5"),
        vals![act.today(), act.today().saturating_sub(REVIEWED_FOR.days()), lately(act), limit, offset],
    )
}

/// How many these are.
///
/// # Errors
/// Those of the database.
pub fn unreviewed_count(tx: &mut Tx<'_>, act: &Act) -> Result<i64> {
    let (n,) = tx.one(
        sql!(concat!(
            "SELECT count(*) FROM partner t JOIN party p ON p.id = t.party WHERE ",
            due_for_review!()
        )),
        vals![act.today(), act.today().saturating_sub(REVIEWED_FOR.days()), lately(act)],
    )?;
    Ok(n)
}

fn lately(act: &Act) -> Timestamp {
    act.at - SignedDuration::from_hours(24 * REVIEWED_FOR)
}

/// The reviews of a partner, the latest first.
///
/// # Errors
/// Those of the database.
pub fn reviews(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Review>> {
    tx.all(
        sql!(
            "SELECT r.year, r.proposal, r.satisfaction, r.reasons, a.name AS author_name, r.at FROM partner_review r
             LEFT JOIN account a ON a.person = r.author WHERE r.partner = ?1 ORDER BY r.at DESC, r.id DESC LIMIT 50"
        ),
        vals![partner],
    )
}

/// Writes down what should become of a partnership. What was said before stays, also of the same year; the latest word counts.
///
/// # Errors
/// A refusal without reasons; those of the database.
pub fn review(
    tx: &mut Tx<'_>,
    act: &Act,
    partner: Id<Person>,
    proposal: Proposal,
    satisfaction: Option<i64>,
    reasons: &str,
) -> Result<()> {
    let partner = partners::one(tx, partner, act.today())?;
    let mut objections = Vec::new();
    let mut object = |field, key| objections.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=4000).contains(&reasons.trim().chars().count()) {
        object("reasons", "review-reasons-missing");
    }
    if satisfaction.is_some_and(|n| !(1..=4).contains(&n)) {
        object("satisfaction", "review-satisfaction-unreadable");
    }
    Refusal::unless_empty(Kind::Invalid, objections)?;
    let year = i64::from(act.today().year());
    tx.exec(
        sql!(
            "INSERT INTO partner_review (id, partner, year, proposal, satisfaction, reasons, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![
            Id::<Review>::new(),
            partner.party,
            year,
            proposal,
            satisfaction,
            reasons.trim(),
            act.by.person(),
            act.at
        ],
    )?;
    // What was never agreed ends with the word; what was agreed, with its agreements.
    if proposal == Proposal::End && partner.stage.is_said() {
        partners::move_to(tx, act, partner.party, Stage::Ended)?;
    }
    let detail = serde_json::json!({ "year": year, "proposal": proposal.as_str(), "reason": reasons.trim() });
    audit::record(tx, act, "partner.reviewed", "partner", partner.party, &detail)
}
