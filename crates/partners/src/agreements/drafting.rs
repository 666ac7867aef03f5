//! Writing an agreement: its terms and articles, until it is sent round or given up.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::sequence;
use store::{Error, Result, Tx, sql, vals};

use super::{changed, frames, in_state, one, periods::add_period, sides, written};
use crate::{
    commitments, deed,
    model::{Agreement, Paper, Period, Side, State},
    partners::{self, text},
    rules,
};

/// What an agreement is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What it is.
    pub kind: Paper,
    /// The frame it stands under.
    pub parent: Option<Id<Agreement>>,
    /// What it is about.
    pub title: String,
    /// The number on the other side's copy; empty where there is none.
    pub their_number: String,
    /// With whom; PIHAK KEDUA first.
    pub partners: Vec<Id<Person>>,
    /// The first period.
    pub period: Period,
    /// How many days before its end whoever wants to go on, or not, says so.
    pub notice_days: i64,
}

/// How many days these are when nobody says: a month.
pub const NOTICE_DAYS: i64 = 30;

/// Begins an agreement with the template's articles.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn draft(tx: &mut Tx<'_>, act: &Act, terms: &Terms) -> Result<Agreement> {
    let terms = checked(tx, act, None, terms)?;
    let id = begin(tx, act, &terms)?;
    write_terms(tx, id, &terms)?;
    let begun = one(tx, id)?;
    let detail = serde_json::json!({ "number": begun.number, "title": begun.title });
    written(tx, act, id, "agreement.drafted", &detail)?;
    Ok(begun)
}

/// Begins a paper with the next number of its kind and the articles of its template.
pub(super) fn begin(tx: &mut Tx<'_>, act: &Act, terms: &Terms) -> Result<Id<Agreement>> {
    let (id, letters, year) = (Id::new(), terms.kind.letters(), act.today().year());
    let n = sequence::next(tx, &format!("agreement-{letters}-{year}"))?;
    let number = format!("{n:03}/{letters}/PERPUS/{year}");
    tx.exec(
        sql!(
            "INSERT INTO agreement (id, number, their_number, kind, parent, title, state, body, paper, author, round,
                 notice_days, approved_on, from_paper, signed_on, ended_on, end_reason, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, NULL, ?8, 0, ?10, NULL, NULL, NULL, NULL, NULL, ?9, ?9)"
        ),
        vals![
            id,
            number,
            text(&terms.their_number),
            terms.kind,
            terms.parent,
            terms.title.trim(),
            deed::template(terms.kind),
            act.by.person(),
            act.at,
            terms.notice_days
        ],
    )?;
    Ok(id)
}

/// Refuses to write over what somebody else wrote since a form was given out: `seen` is when it had last been changed then, in
/// milliseconds. A form that does not say so has seen nothing.
///
/// # Errors
/// That refusal; those of the database.
pub fn unchanged_since(tx: &mut Tx<'_>, id: Id<Agreement>, seen: Option<i64>) -> Result<()> {
    tx.lock("agreement", &id)?;
    let changed = one(tx, id)?.changed_at.as_millisecond();
    if seen == Some(changed) {
        return Ok(());
    }
    Err(Refusal::new(Kind::Conflict, Message::new("agreement-changed-meanwhile")).into())
}

/// Changes a draft: terms and articles.
///
/// # Errors
/// A refusal with every reason, also when it is no draft any more; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, terms: &Terms, body: &str) -> Result<Agreement> {
    let before = in_state(tx, id, &[State::Draft])?;
    if before.kind == Paper::Addendum {
        return Err(Refusal::new(Kind::Conflict, Message::new("agreement-in-other-state")).into());
    }
    let terms = checked(tx, act, Some(&before), terms)?;
    if body.trim().is_empty() || body.chars().count() > 40_000 {
        return Err(Refusal::of_field("body", Message::new("agreement-body-missing")).into());
    }
    let promises = rules::promised(&commitments::promises(tx, id)?, &[]);
    let outside = rules::due_objections(&[terms.period], &promises);
    let reason = |message| Reason { field: Some("until"), message };
    Refusal::unless_empty(Kind::Invalid, outside.into_iter().map(reason).collect())?;
    let kept: Vec<Id<Person>> = sides(tx, id)?.into_iter().map(|side| side.partner).collect();
    for gone in kept.iter().filter(|partner| !terms.partners.contains(partner)) {
        tx.exec(sql!("DELETE FROM signatory WHERE agreement = ?1 AND partner = ?2"), vals![id, gone])?;
        let (promised,): (i64,) = tx.one(
            sql!("SELECT count(*) FROM commitment WHERE agreement = ?1 AND giver = ?2"),
            vals![id, gone],
        )?;
        if promised > 0 {
            return Err(Refusal::of_field("partner", Message::new("agreement-partner-promised")).into());
        }
    }
    // Positions are given anew: those that stay keep their rows, which others point to.
    tx.exec(sql!("UPDATE agreement_party SET position = position + 1000 WHERE agreement = ?1"), vals![id])?;
    for gone in kept.iter().filter(|partner| !terms.partners.contains(partner)) {
        tx.exec(sql!("DELETE FROM agreement_party WHERE agreement = ?1 AND partner = ?2"), vals![id, gone])?;
    }
    tx.exec(sql!("DELETE FROM agreement_period WHERE agreement = ?1"), vals![id])?;
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET their_number = ?2, kind = ?3, parent = ?4, title = ?5, body = ?6,
                 changed_at = CASE WHEN changed_at < ?7 THEN ?7 ELSE changed_at + 1 END, notice_days = ?8
             WHERE id = ?1 AND state = 'draft'"
        ),
        vals![
            id,
            text(&terms.their_number),
            terms.kind,
            terms.parent,
            terms.title.trim(),
            body.replace("\r\n", "\n").trim(),
            act.at,
            terms.notice_days
        ],
    )?;
    changed(tx, id, rows)?;
    write_terms(tx, id, &terms)?;
    written(tx, act, id, "agreement.changed", &serde_json::json!({ "title": terms.title.trim() }))?;
    one(tx, id)
}

fn write_terms(tx: &mut Tx<'_>, id: Id<Agreement>, terms: &Terms) -> Result<()> {
    for (position, partner) in (2i64..).zip(&terms.partners) {
        tx.exec(
            sql!(
                "INSERT INTO agreement_party (id, agreement, partner, position) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (agreement, partner) DO UPDATE SET position = excluded.position"
            ),
            vals![Id::<Side>::new(), id, partner, position],
        )?;
    }
    add_period(tx, id, &[], terms.period, None)
}

/// The terms with every partner as it is today, when nothing speaks against them.
fn checked(tx: &mut Tx<'_>, act: &Act, before: Option<&Agreement>, terms: &Terms) -> Result<Terms> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match terms.title.trim().chars().count() {
        0 => object("title", "agreement-title-missing"),
        1..=300 => {}
        _ => object("title", "partner-text-too-long"),
    }
    if terms.their_number.chars().count() > 100 {
        object("their_number", "partner-text-too-long");
    }
    if terms.kind == Paper::Addendum {
        object("kind", "agreement-kind-unknown");
    }
    if let Some(key) = rules::period_is_impossible(terms.period) {
        object("until", key);
    }
    if !(0..=366).contains(&terms.notice_days) {
        object("notice_days", "agreement-notice-days-unreadable");
    }
    let mut partners = Vec::new();
    for partner in &terms.partners {
        match partners::living(tx, *partner) {
            Ok(found) if partners.contains(&found) => object("partner", "agreement-partner-twice"),
            Ok(found) => partners.push(found),
            Err(Error::Refused(_)) => object("partner", "partner-unknown"),
            Err(other) => return Err(other),
        }
    }
    if terms.partners.is_empty() {
        object("partner", "agreement-partner-missing");
    }
    if let Some(parent) = terms.parent {
        match one(tx, parent) {
            Ok(parent) if !parent.kind.is_frame() => object("parent", "agreement-parent-no-frame"),
            Ok(parent) if before.is_some_and(|before| before.id == parent.id) => {
                object("parent", "agreement-parent-no-frame");
            }
            Ok(parent) => {
                let frame = sides(tx, parent.id)?;
                if !partners.iter().any(|one| frame.iter().any(|side| side.partner == *one)) {
                    object("parent", "agreement-parent-of-others");
                }
            }
            Err(Error::Refused(_)) => object("parent", "agreement-unknown"),
            Err(other) => return Err(other),
        }
        if terms.kind.is_frame() {
            object("parent", "agreement-frame-has-no-parent");
        }
    }
    if let Some(parent) = terms.parent.filter(|_| reasons.is_empty()) {
        let outside = frames::objection(tx, parent, terms.period, act.today())?;
        reasons.extend(outside.map(|message| Reason { field: Some("parent"), message }));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    Ok(Terms { partners, ..terms.clone() })
}

/// Gives up an agreement that was never signed.
///
/// # Errors
/// A refusal without a reason, or once it is signed; those of the database.
pub fn drop_it(tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, reason: &str) -> Result<Agreement> {
    in_state(tx, id, &[State::Draft, State::Review, State::Signing])?;
    if reason.trim().is_empty() {
        return Err(Refusal::of_field("reason", Message::new("agreement-reason-missing")).into());
    }
    let rows = tx.exec(
        sql!(
            "UPDATE agreement SET state = 'dropped', end_reason = ?2, changed_at = ?3
             WHERE id = ?1 AND state IN ('draft', 'review', 'signing')"
        ),
        vals![id, reason.trim(), act.at],
    )?;
    changed(tx, id, rows)?;
    written(tx, act, id, "agreement.dropped", &serde_json::json!({ "reason": reason.trim() }))?;
    one(tx, id)
}

/// What a first period is when nobody says: a year from today.
pub fn first_period(today: Date) -> Period {
    let until = today.checked_add(1.year()).and_then(|day| day.checked_sub(1.day())).unwrap_or(today);
    Period { since: today, until }
}
