//! Changing what was signed: an addendum says what becomes different, goes round and is signed like any other paper, and
//! then changes exactly that. Promises are added and changed by the same deeds as in a draft ([`crate::commitments`]).

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use store::{Result, Tx, sql, vals};

use super::{
    agreed, changed,
    drafting::{self, Terms},
    frames, in_state, one,
    periods::{add_period, move_end, periods},
    seal::sealed,
    told, written,
};
use crate::{
    commitments,
    model::{Agreement, Change, ChangeKind, Commitment, Paper, Period, Side, State},
    rules,
};

/// The longest wording of an article.
const LONGEST: usize = 4_000;

/// Begins an addendum to a signed agreement, with the same sides.
///
/// # Errors
/// A refusal when it is not signed, or another addendum is on its way; those of the database.
pub fn amend(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<Agreement> {
    let amended = in_state(tx, id, &[State::Signed])?;
    if amended.kind == Paper::Addendum {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into());
    }
    if let Some(open) = amended_by(tx, id)? {
        let on_its_way = Message::new("addendum-on-its-way").with("number", open.number);
        return Err(Refusal::new(Kind::Conflict, on_its_way).into());
    }
    let terms = Terms {
        kind: Paper::Addendum,
        parent: Some(id),
        title: amended.title,
        their_number: String::new(),
        partners: Vec::new(),
        period: drafting::first_period(act.today()),
        notice_days: amended.notice_days,
    };
    let addendum = drafting::begin(tx, act, &terms)?;
    for side in super::sides(tx, id)? {
        tx.exec(
            sql!("INSERT INTO agreement_party (id, agreement, partner, position) VALUES (?1, ?2, ?3, ?4)"),
            vals![Id::<Side>::new(), addendum, side.partner, side.position],
        )?;
    }
    let begun = one(tx, addendum)?;
    let detail = serde_json::json!({ "number": begun.number, "title": begun.title });
    written(tx, act, addendum, "agreement.drafted", &detail)?;
    written(tx, act, id, "agreement.addendum-begun", &serde_json::json!({ "number": begun.number }))?;
    Ok(begun)
}

/// The addenda of an agreement that were not given up, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn addenda(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Agreement>> {
    tx.all(
        agreed!(
            "WHERE g.parent = ?1 AND g.kind = 'addendum' AND g.state <> 'dropped' ORDER BY g.created_at, g.number"
        ),
        vals![id],
    )
}

/// The addendum to an agreement that is on its way.
///
/// # Errors
/// Those of the database.
pub fn amended_by(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Option<Agreement>> {
    tx.opt(
        agreed!("WHERE g.parent = ?1 AND g.kind = 'addendum' AND g.state IN ('draft', 'review', 'signing')"),
        vals![id],
    )
}

/// What an addendum changes, in the order in which it was written.
///
/// # Errors
/// Those of the database.
pub fn changes(tx: &mut Tx<'_>, addendum: Id<Agreement>) -> Result<Vec<Change>> {
    tx.all(
        sql!(
            "SELECT c.id, c.what, c.commitment, COALESCE(c.giver, m.giver) AS giver, p.name AS giver_name,
                 COALESCE(c.about, m.about) AS about, COALESCE(c.unit, m.unit) AS unit, c.amount, c.was_amount, c.due,
                 c.was_due, c.purpose, c.counts, c.since, c.until, c.was_until, c.renews
             FROM agreement_change c LEFT JOIN commitment m ON m.id = c.commitment
             LEFT JOIN party p ON p.id = COALESCE(c.giver, m.giver) WHERE c.addendum = ?1 ORDER BY c.at, c.id"
        ),
        vals![addendum],
    )
}

/// The addendum that is being written, and what it changes.
///
/// # Errors
/// A refusal when it is no draft, or no addendum; those of the database.
pub(crate) fn drafted(tx: &mut Tx<'_>, addendum: Id<Agreement>) -> Result<(Agreement, Id<Agreement>)> {
    let found = in_state(tx, addendum, &[State::Draft])?;
    match found.parent.filter(|_| found.kind == Paper::Addendum) {
        Some(parent) => Ok((found, parent)),
        None => Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into()),
    }
}

/// Lets an addendum move the last day of its agreement; what it said of the time before counts no more.
///
/// # Errors
/// A refusal when the day is before the period begins, or is the last day already; those of the database.
pub fn extend(tx: &mut Tx<'_>, act: &Act, addendum: Id<Agreement>, until: Date) -> Result<()> {
    let (_, parent) = drafted(tx, addendum)?;
    let Some(last) = periods(tx, parent)?.last().copied() else { return Err(store::Error::Missing) };
    if until == last.until {
        return Err(Refusal::of_field("until", Message::new("addendum-same-end")).into());
    }
    if let Some(key) = rules::period_is_impossible(Period { since: last.since, until }) {
        return Err(Refusal::of_field("until", Message::new(key)).into());
    }
    set_period(tx, act, addendum, ChangeKind::Until, None, until, Some(last.until))
}

/// A promise that is made again for the period that is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// Which.
    pub commitment: Id<Commitment>,
    /// How much this time.
    pub amount: i64,
    /// By when.
    pub due: Option<Date>,
}

/// Lets an addendum add a period to its agreement, for which these promises are made again; what it said of the time and of
/// promises for it before counts no more. The promises of the time before stay as they are.
///
/// # Errors
/// A refusal with every reason: when it overlaps or ends before it begins, of a promise of another agreement, of one that was
/// let go of or made again already, of nothing, of a day outside; those of the database.
pub fn renewal(
    tx: &mut Tx<'_>,
    act: &Act,
    addendum: Id<Agreement>,
    new: Period,
    again: &[Again],
) -> Result<()> {
    let (_, parent) = drafted(tx, addendum)?;
    let before = periods(tx, parent)?;
    let mut reasons = Vec::new();
    if let Some(message) = rules::period_objection(&before, new) {
        reasons.push(Reason { field: Some("until"), message });
    }
    let promises = commitments::promises(tx, parent)?;
    for one in again {
        let Some(promise) = promises.iter().find(|promise| promise.id == one.commitment) else {
            return Err(Refusal::new(Kind::Missing, Message::new("commitment-unknown")).into());
        };
        let about = promise.about.as_str();
        if promise.released || promise.renewed_on.is_some() {
            let message = Message::new("renewal-made-already").with("about", about);
            reasons.push(Reason { field: Some("again"), message });
        }
        if !(1..=commitments::MOST).contains(&one.amount) {
            let message = Message::new("renewal-amount-unreadable").with("about", about);
            reasons.push(Reason { field: Some("again"), message });
        }
        if one.due.is_some_and(|due| !rules::is_within(&[new], due)) {
            let message = Message::new("commitment-due-outside").with("about", about);
            reasons.push(Reason { field: Some("again"), message });
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let last = before.last().map(|last| last.until);
    set_period(tx, act, addendum, ChangeKind::Renew, Some(new.since), new.until, last)?;
    for one in again {
        let rows = tx.exec(
            sql!(
                "INSERT INTO agreement_change (id, addendum, what, renews, giver, about, unit, amount, due, purpose, counts,
                     at)
                 SELECT ?1, g.id, 'promise', c.id, c.giver, c.about, c.unit, ?4, ?5, c.purpose, c.counts, ?6
                 FROM agreement g JOIN commitment c ON c.agreement = g.parent
                 WHERE g.id = ?2 AND g.state = 'draft' AND c.id = ?3"
            ),
            vals![Id::<Change>::new(), addendum, one.commitment, one.amount, one.due, act.at],
        )?;
        changed(tx, addendum, rows)?;
    }
    if !again.is_empty() {
        let detail = serde_json::json!({ "n": again.len() });
        written(tx, act, addendum, "agreement.promises-renewed", &detail)?;
    }
    Ok(())
}

fn set_period(
    tx: &mut Tx<'_>,
    act: &Act,
    addendum: Id<Agreement>,
    what: ChangeKind,
    since: Option<Date>,
    until: Date,
    was_until: Option<Date>,
) -> Result<()> {
    tx.exec(
        sql!(
            "DELETE FROM agreement_change
             WHERE addendum = ?1 AND (what IN ('until', 'renew') OR renews IS NOT NULL)"
        ),
        vals![addendum],
    )?;
    let rows = tx.exec(
        sql!(
            "INSERT INTO agreement_change (id, addendum, what, since, until, was_until, at)
             SELECT ?1, g.id, ?3, ?4, ?5, ?6, ?7 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft'"
        ),
        vals![Id::<Change>::new(), addendum, what, since, until, was_until, act.at],
    )?;
    changed(tx, addendum, rows)?;
    let detail =
        serde_json::json!({ "what": what.as_str(), "since": since, "until": until, "was": was_until });
    written(tx, act, addendum, "agreement.period-drafted", &detail)
}

/// Lets an addendum change an article, in words.
///
/// # Errors
/// A refusal of nothing and of too much; those of the database.
pub fn say(tx: &mut Tx<'_>, act: &Act, addendum: Id<Agreement>, wording: &str) -> Result<()> {
    drafted(tx, addendum)?;
    let wording = wording.split_whitespace().collect::<Vec<_>>().join(" ");
    match wording.chars().count() {
        0 => return Err(Refusal::of_field("clause", Message::new("addendum-clause-missing")).into()),
        1..=LONGEST => {}
        _ => return Err(Refusal::of_field("clause", Message::new("partner-text-too-long")).into()),
    }
    let rows = tx.exec(
        sql!(
            "INSERT INTO agreement_change (id, addendum, what, about, at)
             SELECT ?1, g.id, 'clause', ?3, ?4 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft'"
        ),
        vals![Id::<Change>::new(), addendum, wording, act.at],
    )?;
    changed(tx, addendum, rows)?;
    written(tx, act, addendum, "agreement.clause-drafted", &serde_json::json!({ "about": wording }))
}

/// Takes back something that an addendum was to change.
///
/// # Errors
/// A refusal when it is no draft any more, or there is none; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, addendum: Id<Agreement>, change: Id<Change>) -> Result<()> {
    drafted(tx, addendum)?;
    let gone: Option<(String,)> = tx.opt(
        sql!(
            "DELETE FROM agreement_change WHERE id = ?1 AND addendum = ?2
                 AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = ?2 AND g.state = 'draft') RETURNING what"
        ),
        vals![change, addendum],
    )?;
    let (what,) = gone.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("addendum-change-unknown")))?;
    written(tx, act, addendum, "agreement.change-undone", &serde_json::json!({ "what": what }))
}

/// Changes an agreement as its addendum says, now that it is signed. Each statement reads what it writes from a signed
/// addendum: by no other way does anything change.
///
/// # Errors
/// A refusal when a last day lies before the signature, or something would be due outside; those of the database.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    act: &Act,
    addendum: &Agreement,
    parent: Id<Agreement>,
    signed_on: Option<Date>,
) -> Result<()> {
    let id = addendum.id;
    let changes = changes(tx, id)?;
    let before = periods(tx, parent)?;
    let mut what = "amended";
    for change in &changes {
        match (change.what, change.since, change.until, before.last()) {
            (ChangeKind::Until, _, Some(until), Some(last)) => {
                if signed_on.is_some_and(|signed| until < signed) {
                    return Err(Refusal::of_field("signed", Message::new("addendum-ends-in-the-past")).into());
                }
                move_end(tx, parent, *last, until, id)?;
            }
            (ChangeKind::Renew, Some(since), Some(until), _) => {
                what = "renewed";
                add_period(tx, parent, &before, Period { since, until }, Some(id))?;
            }
            _ => {}
        }
    }
    tx.exec(
        sql!(
            "INSERT INTO commitment (id, agreement, giver, about, unit, amount, due, purpose, counts, by_notes, since,
                 renews, released_at, addendum, at)
             SELECT c.id, g.parent, c.giver, c.about, c.unit, c.amount, c.due, c.purpose, c.counts, c.counts IS NULL,
                 CASE WHEN c.renews IS NULL THEN g.signed_on
                     ELSE (SELECT w.since FROM agreement_change w WHERE w.addendum = g.id AND w.what = 'renew') END,
                 c.renews, NULL, g.id, c.at
             FROM agreement_change c JOIN agreement g ON g.id = c.addendum
             WHERE g.id = ?1 AND g.state = 'signed' AND c.what = 'promise'"
        ),
        vals![id],
    )?;
    tx.exec(
        sql!(
            "UPDATE commitment SET addendum = ?1,
                 amount = (SELECT c.amount FROM agreement_change c WHERE c.addendum = ?1 AND c.commitment = commitment.id),
                 due = (SELECT c.due FROM agreement_change c WHERE c.addendum = ?1 AND c.commitment = commitment.id)
             WHERE id IN (SELECT c.commitment FROM agreement_change c JOIN agreement g ON g.id = c.addendum
                 WHERE g.id = ?1 AND g.state = 'signed' AND c.what = 'revise')"
        ),
        vals![id],
    )?;
    tx.exec(
        sql!(
            "UPDATE commitment SET addendum = ?1, released_at = ?2
             WHERE released_at IS NULL AND id IN (SELECT c.commitment FROM agreement_change c
                 JOIN agreement g ON g.id = c.addendum WHERE g.id = ?1 AND g.state = 'signed' AND c.what = 'release')"
        ),
        vals![id, act.at],
    )?;
    let agreed = one(tx, parent)?;
    if let (Some(frame), Some(last)) = (agreed.parent, periods(tx, parent)?.last())
        && what_runs_changed(&changes)
        && let Some(message) = frames::objection(tx, frame, *last, act.today())?
    {
        return Err(Refusal::of_field("signed", message).into());
    }
    if agreed.kind.is_frame() {
        frames::still_covers(tx, parent, act.today())?;
    }
    let detail = serde_json::json!({ "number": addendum.number, "what": what });
    sealed(tx, act, parent, "agreement.amended", &detail)?;
    told(tx, act, parent, what)
}

/// Whether an addendum changes for how long its agreement runs.
fn what_runs_changed(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.until.is_some())
}
