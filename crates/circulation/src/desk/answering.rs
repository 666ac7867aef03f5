//! Answers to questions, undo, and the end of a transaction.

use catalogue::{
    copies::{self, Status},
    fast_add,
};
use kernel::{Act, Id};
use membership::members;
use platform::audit;
use store::{Error, Result, Tx};

use super::{Clerk, Entry, Next, Outcome, Seen, Transaction, record, working};
use crate::{
    OVERRIDE,
    lending::{self, CheckOut},
    objections::Objection,
    renewing, returns,
};

/// How far back the last thing that can be undone is looked for.
const LOOK_BACK: i64 = 100;
/// How many characters of an explanation are kept.
const WHY: usize = 300;

/// An answer to the question that is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Given<'a> {
    /// Which question was seen; none for whichever is open.
    pub question: Option<Id<Entry>>,
    /// Yes or no.
    pub yes: bool,
    /// Why, in the words of whoever decides; may be empty (circulation.md 44).
    pub why: &'a str,
}

/// Answers the open question of `clerk`; false when none is open, or another than the one that was seen.
///
/// # Errors
/// A refusal where they may not lend any more; those of the database. A yes from somebody who may not give it leaves the
/// question open and says so.
pub fn answer(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, given: &Given<'_>) -> Result<bool> {
    let &Given { question: asked, yes, why } = given;
    let Some(desk) = record::open(tx, clerk)? else { return Ok(false) };
    let may_override = clerk.may.at(OVERRIDE, desk.branch);
    let question = record::last(tx, desk.id)?.filter(Entry::is_question);
    let Some(mut entry) = question.filter(|entry| asked.is_none_or(|asked| asked == entry.id)) else {
        return Ok(false);
    };
    let settled = if !yes {
        Entry { outcome: Outcome::Declined, ..entry }
    } else if entry.needs_override() && !may_override {
        entry.told.0.may_not = true;
        entry
    } else {
        // Whatever fails in the midst of it leaves no half of it behind.
        match tx.nested(|tx| carry_out(tx, act, &desk, entry.clone(), may_override)) {
            Ok(done) => explain(tx, act, done, why)?,
            Err(Error::Refused(_)) => Entry { outcome: Outcome::Refused, ..entry },
            Err(other) => return Err(other),
        }
    };
    record::settle(tx, &settled)?;
    Ok(true)
}

/// Keeps with what was overridden why it was: on the desk's log and in the audit trail.
fn explain(tx: &mut Tx<'_>, act: &Act, mut entry: Entry, why: &str) -> Result<Entry> {
    let why: String = why.trim().chars().take(WHY).collect();
    if let Some(loan) = entry.loan.filter(|_| entry.told.0.overridden && !why.is_empty()) {
        let keys: Vec<&str> =
            entry.told.0.objections.iter().map(|objection| objection.message().key).collect();
        let detail = serde_json::json!({ "overridden": keys, "why": why });
        audit::record(tx, act, "loan.override-explained", "loan", loan, &detail)?;
        entry.told.0.why = why;
    }
    Ok(entry)
}

/// Lends or renews in spite of what stood against it, as things stand now.
fn carry_out(
    tx: &mut Tx<'_>,
    act: &Act,
    desk: &Transaction,
    mut entry: Entry,
    may_override: bool,
) -> Result<Entry> {
    if let Some(loan) = entry.loan {
        let weighed = renewing::weigh(tx, act, loan)?;
        let renewed = renewing::carry_out(tx, act, &weighed, true)?;
        entry.told.0.overridden = true;
        entry.told.0.renewal = Some(renewed.renewals);
        return Ok(Entry { outcome: Outcome::Renewed, due_at: Some(renewed.due_at), ..entry });
    }
    let (Some(member), Some(copy)) = (entry.member, entry.copy) else { return Err(Error::Missing) };
    let member = members::by_id(tx, member)?.ok_or_else(members::unknown)?;
    let copy = copies::by_id(tx, copy)?.ok_or_else(lending::unknown_copy)?;
    let weighed = lending::weigh(tx, act, &member, &copy, desk.branch)?;
    if !may_override && !weighed.is_fine() && !weighed.is_only_on_loan() {
        // Something came up since that this person may not decide.
        entry.told.0.may_not = true;
        entry.told.0.objections = weighed.objections;
        return Ok(entry);
    }
    let command = CheckOut { member: member.person, copy: copy.id, desk: desk.branch, despite: true };
    let loan = lending::lend(tx, act, &member, &copy, &command, &weighed)?;
    entry.told.0.overridden = weighed.objections.iter().any(|objection| *objection != Objection::OnLoan);
    entry.told.0.taken_from = weighed.holder.map(|holder| holder.id);
    entry.told.0.was = lending::changes_status(&copy).then(|| copy.status.as_str().to_owned());
    Ok(Entry { outcome: Outcome::Lent, loan: Some(loan.id), due_at: Some(loan.due_at), ..entry })
}

/// Takes back what an entry of the open transaction of `clerk` did.
///
/// # Errors
/// A refusal when other things have happened since, and where they may not lend any more; [`Error::Missing`] when there
/// is no such entry.
pub fn undo(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, entry: Id<Entry>) -> Result<Entry> {
    let desk = record::open(tx, clerk)?.ok_or_else(lending::too_late)?;
    let found = record::entry(tx, entry)?.filter(|one| one.desk == desk.id);
    let entry = found.filter(Entry::can_be_undone).ok_or_else(lending::too_late)?;
    take_back(tx, act, &entry)?;
    Ok(entry)
}

/// Takes back the latest thing of the open transaction of `clerk` that can be; false when there is none.
///
/// # Errors
/// As [`undo`].
pub fn undo_last(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk) -> Result<bool> {
    let Some(desk) = record::open(tx, clerk)? else { return Ok(false) };
    let entries = record::entries(tx, desk.id, LOOK_BACK)?;
    let Some(entry) = entries.iter().find(|entry| entry.can_be_undone()) else { return Ok(false) };
    take_back(tx, act, entry)?;
    Ok(true)
}

/// The opposite of what was done, in the opposite order.
fn take_back(tx: &mut Tx<'_>, act: &Act, entry: &Entry) -> Result<()> {
    let told = &entry.told.0;
    match (entry.outcome, entry.loan) {
        (Outcome::Lent, Some(loan)) => {
            let copy = lending::undo(tx, act, loan)?.copy;
            if let Some(was) = &told.was {
                copies::set_status(tx, act, copy, was.parse()?)?;
            }
            if let Some(before) = told.taken_from {
                returns::undo(tx, act, before, false)?;
            }
        }
        (Outcome::Renewed, Some(loan)) => {
            let number = told.renewal.ok_or(Error::Missing)?;
            renewing::undo(tx, act, loan, number)?;
        }
        (Outcome::Returned, Some(loan)) => {
            returns::undo(tx, act, loan, told.found)?;
        }
        (Outcome::Added, _) => fast_add::undo(tx, act, entry.copy.ok_or(Error::Missing)?)?,
        (Outcome::NotOnLoan, _) => {
            if let Some(house_use) = entry.house_use {
                returns::undo_house_use(tx, house_use)?;
            }
            if let Some(copy) = entry.copy.filter(|_| told.found) {
                copies::set_status(tx, act, copy, Status::Lost)?;
            }
        }
        _ => return Err(Error::Missing),
    }
    record::undone(tx, act, entry)
}

/// Closes a transaction; on to its receipt, if there is something on it.
pub(super) fn finish(tx: &mut Tx<'_>, act: &Act, desk: &Transaction) -> Result<Next> {
    let done = record::entries(tx, desk.id, i64::MAX)?.iter().any(Entry::is_done);
    working::end(tx, act, desk)?;
    Ok(if done { Next::Receipt(desk.id) } else { Next::Desk(desk.mode, Seen::default()) })
}
