//! Writing promises: into a draft, or into the addendum that changes what was signed. Both by the same deeds; the paper
//! that is being written says which it is.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use store::{FromRow, Result, Tx, sql, vals};
use web::Countable;

use super::{end, one, since, unknown};
use crate::{
    agreements::{self, drafted},
    model::{Agreement, Change, ChangeKind, Commitment, Paper, Period, State, Unit},
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
                let Reckoned { anew, beside, .. } = reckoned(tx, act, paper)?;
                let counting = Counting {
                    about: new.about.clone(),
                    number: draft.number.clone(),
                    giver: new.giver,
                    unit: new.unit,
                    counts: key.to_owned(),
                    since: anew.since,
                    until: anew.until,
                };
                let message = counting.objection(&beside);
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

/// A promise as far as facts count for it, and on which days.
#[derive(Debug, Clone, FromRow)]
struct Counting {
    about: String,
    number: String,
    giver: Option<Id<Person>>,
    unit: Unit,
    counts: String,
    since: Date,
    until: Date,
}

impl Counting {
    /// Whether the same box of books would fulfil both: one side gives it, in one unit, and on some day different facts count
    /// it.
    fn counts_twice_with(&self, other: &Self) -> bool {
        (self.giver, self.unit) == (other.giver, other.unit)
            && self.counts != other.counts
            && self.since.max(other.since) <= self.until.min(other.until)
    }

    /// That something counted otherwise stands beside it.
    fn objection(&self, beside: &[Self]) -> Option<Message> {
        let other = beside.iter().find(|other| self.counts_twice_with(other))?;
        Some(
            Message::new("commitment-counted-otherwise")
                .with("about", other.about.as_str())
                .with("number", other.number.as_str()),
        )
    }
}

/// What facts would count if a paper held as it is written.
struct Reckoned {
    /// The days on which facts count for what the paper newly promises.
    anew: Period,
    /// What it promises, on all its days; and what was promised before, on the days that its new last day adds.
    brings: Vec<Counting>,
    /// Everything that counts then, on all its days: in this agreement, and in others of the same sides.
    beside: Vec<Counting>,
}

/// What speaks against a paper as it is written: that something of one side in one unit is counted in two ways at the same time,
/// here or in what else is agreed. It is asked when a promise is written, and again when the paper goes on: others go on
/// meanwhile.
///
/// # Errors
/// Those of the database.
pub(crate) fn counted_twice(tx: &mut Tx<'_>, act: &Act, paper: Id<Agreement>) -> Result<Vec<Message>> {
    let Reckoned { brings, beside, .. } = reckoned(tx, act, paper)?;
    let mut found: Vec<Message> = brings.iter().filter_map(|one| one.objection(&beside)).collect();
    found.dedup();
    Ok(found)
}

/// What one side would be shown to have given twice from a day on, were two partners one: of each, what counts it otherwise.
///
/// # Errors
/// Those of the database.
pub(crate) fn counted_twice_as_one(
    tx: &mut Tx<'_>,
    today: Date,
    (from, to): (Id<Person>, Id<Person>),
) -> Result<Vec<Message>> {
    let mut of = |partner: Id<Person>| -> Result<Vec<Counting>> {
        let all: Vec<Counting> = tx.all(
            sql!(concat!(
                "SELECT c.about, g.number, c.giver, c.unit, c.counts, ",
                since!(),
                " AS since, ",
                end!(),
                " AS until FROM commitment c JOIN agreement g ON g.id = c.agreement
                 JOIN agreement_party s ON s.agreement = g.id AND s.partner = ?1
                 WHERE g.state IN ('signed', 'terminated') AND c.released_at IS NULL AND c.counts IS NOT NULL
                     AND (c.giver IS NULL OR c.giver = ?1) ORDER BY c.id"
            )),
            vals![partner],
        )?;
        let going = all.into_iter().filter(|one| one.until >= today);
        Ok(going
            .map(|one| Counting { giver: one.giver.map(|_| to), since: one.since.max(today), ..one })
            .collect())
    };
    let (theirs, ours) = (of(from)?, of(to)?);
    Ok(theirs.iter().filter_map(|one| one.objection(&ours)).collect())
}

/// What a paper would make count: an addendum holds from today on, or with the period it adds, to the last day it leaves its
/// agreement; what it lets go of counts no more.
fn reckoned(tx: &mut Tx<'_>, act: &Act, paper: Id<Agreement>) -> Result<Reckoned> {
    let draft = agreements::one(tx, paper)?;
    let amended = draft.parent.filter(|_| draft.kind == Paper::Addendum);
    let held = amended.unwrap_or(paper);
    let (before, changes) = (agreements::periods(tx, held)?, agreements::changes(tx, paper)?);
    let after = rules::amended(&before, &changes);
    let (Some(first), Some(last)) = (after.first().copied(), after.last().copied()) else {
        return Err(store::Error::Missing);
    };
    let anew = Period { since: if amended.is_some() { act.today() } else { first.since }, until: last.until };
    let mut found = Reckoned { anew, brings: Vec::new(), beside: beside(tx, paper, held)? };
    let is_let_go = |one: &Commitment| {
        let of_it = |change: &&Change| change.commitment == Some(one.id);
        one.released || changes.iter().filter(of_it).any(|change| change.what == ChangeKind::Release)
    };
    let renewed = changes.iter().find(|change| change.what == ChangeKind::Renew).and_then(|one| one.since);
    for one in super::promises(tx, held)?.into_iter().filter(|one| !is_let_go(one)) {
        let Some(counts) = one.counts.clone() else { continue };
        let again = renewed.filter(|_| changes.iter().any(|change| change.renews == Some(one.id)));
        let counting = Counting {
            about: one.about,
            number: one.number,
            giver: one.giver,
            unit: one.unit,
            counts,
            since: one.since.unwrap_or(first.since),
            until: rules::counts_until(last.until, one.renewed_on.or(again)),
        };
        // What was agreed before is judged on the days that are new to it alone.
        let was_until = before.last().filter(|_| amended.is_some()).map(|last| last.until);
        let added = was_until.and_then(|until| until.tomorrow().ok()).unwrap_or(counting.since);
        let brought = Counting { since: counting.since.max(added), ..counting.clone() };
        found.brings.extend((brought.since <= brought.until).then_some(brought));
        found.beside.push(counting);
    }
    for change in changes.into_iter().filter(|change| change.what == ChangeKind::Promise) {
        let (Some(counts), Some(unit)) = (change.counts, change.unit) else { continue };
        let since = renewed.filter(|_| change.renews.is_some()).unwrap_or(anew.since);
        let about = change.about.unwrap_or_default();
        let number = draft.number.clone();
        let new = Counting { about, number, giver: change.giver, unit, counts, since, until: anew.until };
        found.brings.push(new.clone());
        found.beside.push(new);
    }
    Ok(found)
}

/// What facts count in the other agreements of these sides that were signed.
fn beside(tx: &mut Tx<'_>, paper: Id<Agreement>, held: Id<Agreement>) -> Result<Vec<Counting>> {
    tx.all(
        sql!(concat!(
            "SELECT c.about, g.number, c.giver, c.unit, c.counts, ",
            since!(),
            " AS since, ",
            end!(),
            " AS until FROM commitment c JOIN agreement g ON g.id = c.agreement
             WHERE g.id <> ?2 AND g.state IN ('signed', 'terminated') AND c.released_at IS NULL AND c.counts IS NOT NULL
                 AND EXISTS (SELECT 1 FROM agreement_party s JOIN agreement_party o ON o.partner = s.partner
                     WHERE s.agreement = g.id AND o.agreement = ?1)
             ORDER BY c.id"
        )),
        vals![paper, held],
    )
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
