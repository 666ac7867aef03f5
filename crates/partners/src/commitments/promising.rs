//! Writing promises: into a draft, or into the addendum that changes what was signed. Both by the same deeds; the paper
//! that is being written says which it is.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use store::{FromRow, Result, Tx, sql, vals};
use web::Countable;

use super::{one, unknown};
use crate::{
    agreements::{self, drafted},
    model::{Agreement, Change, Commitment, Paper, State, Unit},
    partners::text,
    rules,
};

/// No promise is larger: a hundred billion of anything.
pub(crate) const MOST: i64 = 100_000_000_000;

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCommitment {
    /// Who gives; none for the library.
    pub giver: Option<Id<Person>>,
    /// What.
    pub about: String,
    /// In what it is counted.
    pub unit: Unit,
    /// How much.
    pub amount: i64,
    /// By when.
    pub due: Option<Date>,
    /// For what; empty where that needs no saying.
    pub purpose: String,
    /// The facts of a module that count for it; empty where notes show it.
    pub counts: String,
}

/// Writes a promise into a draft; into that of an addendum, as something it adds.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn promise(
    tx: &mut Tx<'_>,
    act: &Act,
    countables: &[Countable],
    paper: Id<Agreement>,
    new: &NewCommitment,
) -> Result<Id<Commitment>> {
    let draft = agreements::in_state(tx, paper, &[State::Draft])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=300).contains(&new.about.trim().chars().count()) {
        object("about", "commitment-about-missing");
    }
    if !(1..=MOST).contains(&new.amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if new.purpose.chars().count() > 300 {
        object("purpose", "partner-text-too-long");
    }
    if let Some(giver) = new.giver
        && !agreements::sides(tx, paper)?.iter().any(|side| side.partner == giver)
    {
        object("giver", "signatory-of-nobody");
    }
    match text(&new.counts) {
        None if new.unit.is_kept() => object("counts", "commitment-unit-is-kept"),
        None => {}
        Some(key) => match countables.iter().find(|one| one.key == key) {
            None => object("counts", "commitment-counts-unknown"),
            Some(one) if one.unit != new.unit.as_str() => object("counts", "commitment-counts-other-unit"),
            Some(_) => {
                let counting = Counting { giver: new.giver, unit: new.unit, counts: key.to_owned() };
                let message = counted_otherwise(tx, act, paper, &counting)?;
                reasons.extend(message.map(|message| Reason { field: Some("counts"), message }));
            }
        },
    }
    reasons.extend(due_objection(tx, &draft, &new.about, new.due)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id, counts) = (Id::new(), text(&new.counts));
    let rows = if draft.kind == Paper::Addendum {
        tx.exec(
            sql!(
                "INSERT INTO agreement_change (id, addendum, what, giver, about, unit, amount, due, purpose, counts, at)
                 SELECT ?1, g.id, 'promise', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM agreement g
                 WHERE g.id = ?2 AND g.state = 'draft'"
            ),
            vals![
                id,
                paper,
                new.giver,
                new.about.trim(),
                new.unit,
                new.amount,
                new.due,
                text(&new.purpose),
                counts,
                act.at
            ],
        )?
    } else {
        tx.exec(
            sql!(
                "INSERT INTO commitment (id, agreement, giver, about, unit, amount, due, purpose, counts, by_notes, since,
                     renews, released_at, addendum, at)
                 SELECT ?1, g.id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, NULL, NULL, NULL, ?11 FROM agreement g
                 WHERE g.id = ?2 AND g.state = 'draft'"
            ),
            vals![
                id,
                paper,
                new.giver,
                new.about.trim(),
                new.unit,
                new.amount,
                new.due,
                text(&new.purpose),
                counts,
                counts.is_none(),
                act.at
            ],
        )?
    };
    agreements::changed(tx, paper, rows)?;
    let detail = serde_json::json!({
        "about": new.about.trim(), "unit": new.unit.as_str(), "amount": new.amount, "due": new.due, "giver": new.giver,
    });
    agreements::written(tx, act, paper, "agreement.promised", &detail)?;
    Ok(id)
}

/// A promise as far as facts count for it.
#[derive(FromRow)]
struct Counting {
    giver: Option<Id<Person>>,
    unit: Unit,
    counts: String,
}

/// What speaks against a paper as it is written: that something of one side in one unit is counted in two ways at the same time,
/// here or in what else is agreed. It is asked when a promise is written, and again when the paper goes on: others go on
/// meanwhile.
///
/// # Errors
/// Those of the database.
pub(crate) fn counted_twice(tx: &mut Tx<'_>, act: &Act, paper: Id<Agreement>) -> Result<Vec<Message>> {
    let all: Vec<Counting> = tx.all(
        sql!(
            "SELECT c.giver, c.unit, c.counts FROM commitment c
             WHERE c.agreement = ?1 AND c.counts IS NOT NULL AND c.released_at IS NULL
             UNION SELECT w.giver, w.unit, w.counts FROM agreement_change w
             WHERE w.addendum = ?1 AND w.what = 'promise' AND w.counts IS NOT NULL"
        ),
        vals![paper],
    )?;
    let mut found = Vec::new();
    for one in all {
        found.extend(counted_otherwise(tx, act, paper, &one)?);
    }
    found.dedup();
    Ok(found)
}

/// What speaks against counting a promise by these facts: that something else of the same side, in the same unit, is counted by
/// other facts at the same time. The same box of books would fulfil both. What an addendum lets go of it may count otherwise.
fn counted_otherwise(
    tx: &mut Tx<'_>,
    act: &Act,
    paper: Id<Agreement>,
    new: &Counting,
) -> Result<Option<Message>> {
    let periods = agreements::periods(tx, paper)?;
    let since = periods.first().map_or(act.today(), |period| period.since);
    let until = periods.last().map_or(Date::MAX, |period| period.until);
    let other: Option<(String, String)> = tx.opt(
        sql!(
            "SELECT x.about, x.number FROM (
                 SELECT c.id, c.about, g.number FROM commitment c JOIN agreement g ON g.id = c.agreement
                 WHERE (g.id = ?1 OR (g.state IN ('signed', 'terminated') AND c.released_at IS NULL
                         AND COALESCE(g.ended_on,
                             (SELECT MAX(d.until) FROM agreement_period d WHERE d.agreement = g.id)) >= ?2
                         AND COALESCE(c.since,
                             (SELECT MIN(d.since) FROM agreement_period d WHERE d.agreement = g.id)) <= ?6
                         AND NOT EXISTS (SELECT 1 FROM agreement_change r
                             WHERE r.addendum = ?1 AND r.what = 'release' AND r.commitment = c.id)
                         AND EXISTS (SELECT 1 FROM agreement_party s JOIN agreement_party o ON o.partner = s.partner
                             WHERE s.agreement = g.id AND o.agreement = ?1)))
                     AND (c.giver = ?3 OR (c.giver IS NULL AND CAST(?3 AS UUID) IS NULL))
                     AND c.unit = ?4 AND c.counts <> ?5
                 UNION ALL
                 SELECT w.id, w.about, g.number FROM agreement_change w JOIN agreement g ON g.id = w.addendum
                 WHERE w.addendum = ?1 AND w.what = 'promise'
                     AND (w.giver = ?3 OR (w.giver IS NULL AND CAST(?3 AS UUID) IS NULL))
                     AND w.unit = ?4 AND w.counts <> ?5) x
             ORDER BY x.id LIMIT 1"
        ),
        vals![paper, since, new.giver, new.unit, new.counts, until],
    )?;
    Ok(other.map(|(about, number)| {
        Message::new("commitment-counted-otherwise").with("about", about).with("number", number)
    }))
}

/// What speaks against a day: something is due within what is agreed. Of an addendum, which may move that, it is asked when
/// it is sent round.
fn due_objection(
    tx: &mut Tx<'_>,
    draft: &Agreement,
    about: &str,
    due: Option<Date>,
) -> Result<Option<Reason>> {
    let Some(due) = due else { return Ok(None) };
    let message = if !rules::is_possible(due) {
        Message::new("partner-day-impossible")
    } else if draft.kind == Paper::Addendum || rules::is_within(&agreements::periods(tx, draft.id)?, due) {
        return Ok(None);
    } else {
        Message::new("commitment-due-outside").with("about", about.trim())
    };
    Ok(Some(Reason { field: Some("due"), message }))
}

/// Writes another amount and another day for a promise into the paper that is being written.
///
/// # Errors
/// A refusal with every reason: of a promise of another agreement, or one that was let go of, of nothing new; those of the
/// database.
pub fn revise(
    tx: &mut Tx<'_>,
    act: &Act,
    paper: Id<Agreement>,
    id: Id<Commitment>,
    amount: i64,
    due: Option<Date>,
) -> Result<()> {
    let draft = agreements::in_state(tx, paper, &[State::Draft])?;
    let before = of_paper(tx, act, &draft, id)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=MOST).contains(&amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if (before.amount, before.due) == (amount, due) {
        object("amount", "commitment-same");
    }
    reasons.extend(due_objection(tx, &draft, &before.about, due)?);
    if before.renewed_on.is_some_and(|again| due.is_some_and(|due| due >= again)) {
        let message = Message::new("commitment-due-outside").with("about", before.about.as_str());
        reasons.push(Reason { field: Some("due"), message });
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let rows = if draft.kind == Paper::Addendum {
        set_aside(tx, paper, id)?;
        tx.exec(
            sql!(
                "INSERT INTO agreement_change (id, addendum, what, commitment, amount, was_amount, due, was_due, at)
                 SELECT ?1, g.id, 'revise', ?3, ?4, ?5, ?6, ?7, ?8 FROM agreement g
                 WHERE g.id = ?2 AND g.state = 'draft'"
            ),
            vals![Id::<Change>::new(), paper, id, amount, before.amount, due, before.due, act.at],
        )?
    } else {
        tx.exec(
            sql!(
                "UPDATE commitment SET amount = ?3, due = ?4 WHERE id = ?1 AND agreement = ?2
                     AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft')"
            ),
            vals![id, paper, amount, due],
        )?
    };
    agreements::changed(tx, paper, rows)?;
    let detail = serde_json::json!({
        "about": before.about, "unit": before.unit.as_str(), "amount": [before.amount, amount], "due": [before.due, due],
    });
    agreements::written(tx, act, paper, "agreement.revised", &detail)
}

/// Takes a promise out of a draft; lets an addendum let go of one that was signed. What was given of it stays.
///
/// # Errors
/// A refusal of a promise of another agreement, or one that was let go of already; those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, paper: Id<Agreement>, id: Id<Commitment>) -> Result<()> {
    let draft = agreements::in_state(tx, paper, &[State::Draft])?;
    let before = of_paper(tx, act, &draft, id)?;
    let rows = if draft.kind == Paper::Addendum {
        set_aside(tx, paper, id)?;
        tx.exec(
            sql!(
                "INSERT INTO agreement_change (id, addendum, what, commitment, at)
                 SELECT ?1, g.id, 'release', ?3, ?4 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft'"
            ),
            vals![Id::<Change>::new(), paper, id, act.at],
        )?
    } else {
        tx.exec(
            sql!(
                "DELETE FROM commitment WHERE id = ?1 AND agreement = ?2
                     AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft')"
            ),
            vals![id, paper],
        )?
    };
    agreements::changed(tx, paper, rows)?;
    agreements::written(tx, act, paper, "agreement.released", &serde_json::json!({ "about": before.about }))
}

/// The promise, where this paper may change it: its own, or one of the agreement that it changes.
fn of_paper(tx: &mut Tx<'_>, act: &Act, draft: &Agreement, id: Id<Commitment>) -> Result<Commitment> {
    let found = one(tx, id, act.today())?;
    let of = if draft.kind == Paper::Addendum { drafted(tx, draft.id)?.1 } else { draft.id };
    if found.agreement != of {
        return Err(unknown().into());
    }
    if found.released {
        return Err(Refusal::of_field("amount", Message::new("commitment-released-already")).into());
    }
    Ok(found)
}

/// What an addendum said of a promise before counts no more.
fn set_aside(tx: &mut Tx<'_>, addendum: Id<Agreement>, id: Id<Commitment>) -> Result<()> {
    tx.exec(
        sql!("DELETE FROM agreement_change WHERE addendum = ?1 AND commitment = ?2"),
        vals![addendum, id],
    )?;
    Ok(())
}
