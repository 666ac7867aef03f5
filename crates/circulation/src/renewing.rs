//! Renewing: at the desk and by the member, under the same rules (circulation.md 20, 21, 23).

use catalogue::copies;
use kernel::{Act, Id, Person, Refusal, Timestamp};
use membership::members;
use platform::audit;
use store::{Error, Result, Tx, sql, vals};

use crate::{
    Loan, events, lending, loans,
    objections::{self, Objection},
    policy::Case,
    rulebook::Rulebook,
    rules,
};

/// A loan that is to last longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renew {
    /// Which.
    pub loan: Id<Loan>,
    /// Whether somebody who may override has said yes in spite of objections. The caller checks that they may.
    pub despite: bool,
}

/// Renews a loan.
///
/// # Errors
/// A refusal with every reason against it; those of the database.
pub fn renew(tx: &mut Tx<'_>, act: &Act, command: &Renew) -> Result<Loan> {
    let weighed = weigh(tx, act, command.loan)?;
    carry_out(tx, act, &weighed, command.despite)
}

/// What renewing a loan would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The loan as it is.
    pub loan: Loan,
    /// Until when it would last, if that is later than now.
    pub due: Option<Timestamp>,
    /// What stands against it.
    pub objections: Vec<Objection>,
}

/// Weighs renewing a loan. Nobody else renews it until the transaction ends; a return that comes in between is met
/// when the renewal is written.
///
/// # Errors
/// A refusal when the loan has ended; those of the database.
pub fn weigh(tx: &mut Tx<'_>, act: &Act, loan: Id<Loan>) -> Result<Weighed> {
    let whose = loans::by_id(tx, loan)?.ok_or(Error::Missing)?.member;
    tx.lock("loans", &whose)?;
    // Read again: it may have ended while we waited.
    let open = loans::by_id(tx, loan)?.filter(|loan| loan.returned_at.is_none());
    let loan = open.ok_or_else(lending::too_late)?;
    let member = members::by_id(tx, loan.member)?.ok_or_else(members::unknown)?;
    let copy = copies::by_id(tx, loan.copy)?.ok_or_else(lending::unknown_copy)?;
    let case = Case { branch: copy.branch, plan: &member.plan, kind: &copy.kind };
    let book = Rulebook::today(tx, act)?;
    let (terms, calendar) = (book.terms(&case), book.calendar(&member, &copy, loan.branch));
    let until = members::until(&member, act.today());
    let due = rules::renewed(&terms, calendar, act, loan.due_at, until, book.renewal_from);
    let standing = members::standing(&member, act.today());
    let day = rules::day_of(act, loan.due_at);
    let objections = objections::to_renewing(&standing, &copy, &terms, loan.renewals, day, due.is_some());
    Ok(Weighed { loan, due, objections })
}

/// Renews what was weighed in this transaction.
///
/// # Errors
/// A refusal with every reason against it; those of the database.
pub fn carry_out(tx: &mut Tx<'_>, act: &Act, weighed: &Weighed, despite: bool) -> Result<Loan> {
    objections::refuse_binding(&weighed.objections, despite)?;
    // Without a later date there is an objection that nobody can override.
    let due = weighed.due.ok_or(Error::Missing)?;
    write(tx, act, &weighed.loan, due, &weighed.objections)
}

fn write(tx: &mut Tx<'_>, act: &Act, loan: &Loan, due: Timestamp, overridden: &[Objection]) -> Result<Loan> {
    let number = loan.renewals + 1;
    tx.exec(
        sql!("INSERT INTO renewal (loan, number, at, due_before, due_after) VALUES (?1, ?2, ?3, ?4, ?5)"),
        vals![loan.id, number, act.at, loan.due_at, due],
    )?;
    let moved = tx.exec(
        sql!("UPDATE loan SET due_at = ?2, renewals = ?3 WHERE id = ?1 AND returned_at IS NULL"),
        vals![loan.id, due, number],
    )?;
    if moved == 0 {
        // Returned at another desk since it was weighed.
        return Err(lending::too_late().into());
    }
    copies::due_moved(tx, act, loan.copy, due)?;
    let overridden: Vec<&str> = overridden.iter().map(|objection| objection.message().key).collect();
    let detail = serde_json::json!({ "before": loan.due_at, "after": due, "overridden": overridden });
    audit::record(tx, act, "loan.renewed", "loan", loan.id, &detail)?;
    let renewed = Loan { due_at: due, renewals: number, ..loan.clone() };
    events::renewed(tx, act, &renewed)?;
    Ok(renewed)
}

/// Renews a loan of `person`'s own.
///
/// # Errors
/// As [`renew`]; [`Error::Missing`] when the loan is somebody else's.
pub fn renew_own(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, loan: Id<Loan>) -> Result<Loan> {
    loans::by_id(tx, loan)?.filter(|loan| loan.member == person).ok_or(Error::Missing)?;
    renew(tx, act, &Renew { loan, despite: false })
}

/// A loan that was to be renewed, with what came of it.
pub type Outcome = (Id<Loan>, Result<Loan, Refusal>);

/// Renews everything `person` has out that can be; each loan with what came of it.
///
/// # Errors
/// Those of the database.
pub fn renew_all(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Vec<Outcome>> {
    let mut done = Vec::new();
    for held in loans::open_of_member(tx, person, i64::MAX)? {
        let outcome = match renew(tx, act, &Renew { loan: held.id, despite: false }) {
            Ok(loan) => Ok(loan),
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(other) => return Err(other),
        };
        done.push((held.id, outcome));
    }
    Ok(done)
}

/// Takes the latest renewal of a loan back: it is due when it was due before.
///
/// # Errors
/// A refusal when the loan has ended or was renewed again since; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, loan: Id<Loan>, number: i64) -> Result<Loan> {
    let is_latest = |loan: &Loan| loan.returned_at.is_none() && loan.renewals == number;
    let was = loans::by_id(tx, loan)?.filter(is_latest).ok_or_else(lending::too_late)?;
    // Said again where it is changed: a return or another renewal may have come in between.
    let back: Option<(Timestamp,)> = tx.opt(
        sql!(
            "UPDATE loan SET renewals = renewals - 1,
                 due_at = (SELECT r.due_before FROM renewal r WHERE r.loan = ?1 AND r.number = ?2)
             WHERE id = ?1 AND returned_at IS NULL AND renewals = ?2 RETURNING due_at"
        ),
        vals![loan, number],
    )?;
    let (before,) = back.ok_or_else(lending::too_late)?;
    tx.exec(sql!("DELETE FROM renewal WHERE loan = ?1 AND number = ?2"), vals![loan, number])?;
    copies::due_moved(tx, act, was.copy, before)?;
    let detail = serde_json::json!({ "before": was.due_at, "after": before });
    audit::record(tx, act, "loan.renewal-undone", "loan", loan, &detail)?;
    events::undone::<events::Renewed>(tx, act, &was)?;
    Ok(Loan { due_at: before, renewals: number - 1, ..was })
}
