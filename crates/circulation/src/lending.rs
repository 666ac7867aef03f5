//! Lending: load the facts, decide by the rules, write, tell others.

use catalogue::copies::{self, Copy, Status};
use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use membership::members::{self, Member};
use platform::{audit, idempotency, library::Branch};
use serde::Serialize;
use store::{Error, Result, Tx, sql, vals};

use crate::{
    Loan, events, loans,
    objections::{self, Objection, Out},
    policy::{Case, Terms},
    returns,
    rulebook::Rulebook,
    rules,
};

/// A copy for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CheckOut {
    /// To whom.
    pub member: Id<Person>,
    /// What.
    pub copy: Id<Copy>,
    /// Where the desk stands.
    pub desk: Id<Branch>,
    /// Whether somebody who may override has said yes in spite of objections. The caller checks that they may.
    pub despite: bool,
}

/// Lends a copy.
///
/// # Errors
/// A refusal with every reason against it; those of the database.
pub fn check_out(tx: &mut Tx<'_>, act: &Act, command: &CheckOut) -> Result<Loan> {
    let member = members::by_id(tx, command.member)?.ok_or_else(members::unknown)?;
    let copy = copies::by_id(tx, command.copy)?.ok_or_else(unknown_copy)?;
    let weighed = weigh(tx, act, &member, &copy, command.desk)?;
    lend(tx, act, &member, &copy, command, &weighed)
}

/// [`check_out`] for callers that may send the same request again: the second time gives the first loan.
///
/// # Errors
/// As [`check_out`]; a refusal when `key` came before with another command.
pub fn check_out_once(tx: &mut Tx<'_>, act: &Act, key: &str, command: &CheckOut) -> Result<Loan> {
    idempotency::once(tx, act, key, command, |tx| check_out(tx, act, command))
}

/// What lending a copy to a member would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// What stands against it.
    pub objections: Vec<Objection>,
    /// Until when it would be lent.
    pub due: Option<Timestamp>,
    /// Who has the copy, where somebody has.
    pub holder: Option<Loan>,
    /// What holds for this loan.
    pub terms: Terms,
    /// What the member has out.
    pub out: Out,
}

impl Weighed {
    /// Whether nothing stands against it.
    pub fn is_fine(&self) -> bool {
        self.objections.is_empty()
    }

    /// Whether somebody who may override can lend in spite of what stands against it.
    pub fn can_be_overridden(&self) -> bool {
        self.objections.iter().all(Objection::can_be_overridden)
    }

    /// Whether all that stands against it is that another member has the copy: it is in our hands, so whoever
    /// may take it back may go on.
    pub fn is_only_on_loan(&self) -> bool {
        self.objections == [Objection::OnLoan]
    }
}

/// Weighs lending `copy` to `member`. Until the transaction ends nobody else lends to this member, so that
/// what was weighed still holds when it is written (circulation.md 3).
///
/// # Errors
/// Those of the database.
pub fn weigh(tx: &mut Tx<'_>, act: &Act, member: &Member, copy: &Copy, desk: Id<Branch>) -> Result<Weighed> {
    tx.lock("loans", &member.person)?;
    let case = Case { branch: copy.branch, plan: &member.plan, kind: &copy.kind };
    let book = Rulebook::today(tx, act)?;
    let terms = book.terms(&case);
    let out = loans::out(tx, act, member.person, &copy.kind)?;
    let holder = match copy.due {
        Some(_) => loans::open_of_copy(tx, copy.id)?,
        None => None,
    };
    let until = members::until(member, act.today());
    let due = rules::due(&terms, book.calendar(member, copy, desk), act, until);
    let standing = members::standing(member, act.today());
    let mut objections = objections::to_lending(&standing, copy, &terms, out);
    objections.extend(provisional_limit(tx, act, member, out)?);
    match &holder {
        Some(loan) if loan.member == member.person => {
            objections.push(Objection::HasIt(rules::day_of(act, loan.due_at)));
        }
        Some(_) => objections.push(Objection::OnLoan),
        None => {}
    }
    Ok(Weighed { objections, due, holder, terms, out })
}

/// Whether a member for the time being has as many copies as the library trusts them with.
fn provisional_limit(tx: &mut Tx<'_>, act: &Act, member: &Member, out: Out) -> Result<Option<Objection>> {
    let limit = trusted_with(tx, act, member)?.filter(|limit| out.open >= *limit);
    let objection = |limit| match members::lacks_consent(member, act.today()) {
        true => Objection::ConsentOwed { open: out.open, limit },
        false => Objection::ProvisionalLimit { open: out.open, limit },
    };
    Ok(limit.map(objection))
}

/// How many copies the library trusts a member with whom nobody has vouched for yet, or for whom a guardian has yet to
/// agree; none where nothing is owed.
pub(crate) fn trusted_with(tx: &mut Tx<'_>, act: &Act, member: &Member) -> Result<Option<i64>> {
    if !members::is_provisional(member, act.today()) {
        return Ok(None);
    }
    membership::settings::PROVISIONAL_LOANS.number(tx).map(Some)
}

/// Lends what was weighed in this transaction.
///
/// # Errors
/// A refusal with every reason against it; those of the database.
pub fn lend(
    tx: &mut Tx<'_>,
    act: &Act,
    member: &Member,
    copy: &Copy,
    command: &CheckOut,
    weighed: &Weighed,
) -> Result<Loan> {
    objections::refuse_binding(&weighed.objections, command.despite)?;
    let Some(due) = weighed.due else { return Err(refusal(&Objection::NoPeriod)) };
    if weighed.holder.is_some() {
        returns::check_in(tx, act, &returns::CheckIn::now(copy.id, command.desk))?;
    }
    if changes_status(copy) {
        // It is in the member's hands now, wherever it was thought to be.
        copies::set_status(tx, act, copy.id, Status::Available)?;
    }
    let loan = Loan {
        id: Id::new(),
        copy: copy.id,
        member: member.person,
        branch: command.desk,
        kind: copy.kind.clone(),
        plan: member.plan.clone(),
        out_at: act.at,
        due_at: due,
        renewals: 0,
        returned_at: None,
    };
    // Another desk may have lent or withdrawn it since it was looked at (circulation.md 1); then nothing is written.
    match copies::lent(tx, act, copy.id, due) {
        Err(Error::Missing) => return Err(refusal(&overtaken(tx, copy.id)?)),
        noted => noted?,
    }
    if !insert(tx, &loan)? {
        return Err(refusal(&Objection::OnLoan));
    }
    write_down(tx, act, &loan, [&copy.barcode, &member.code], weighed)?;
    events::lent(tx, act, &loan)?;
    Ok(loan)
}

/// What another desk did with `copy`, which looked free a moment ago.
pub(crate) fn overtaken(tx: &mut Tx<'_>, copy: Id<Copy>) -> Result<Objection> {
    let copy = copies::by_id(tx, copy)?.ok_or_else(unknown_copy)?;
    Ok(if copy.status == Status::Withdrawn { Objection::Withdrawn } else { Objection::OnLoan })
}

/// Whether lending `copy` shows that it is not where it was thought to be.
pub(crate) const fn changes_status(copy: &Copy) -> bool {
    matches!(copy.status, Status::Lost | Status::Repair | Status::Processing)
}

fn insert(tx: &mut Tx<'_>, loan: &Loan) -> Result<bool> {
    let rows = tx.exec(
        sql!(
            "INSERT INTO loan (id, copy, member, branch, kind, plan, out_at, due_at, renewals, returned_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, NULL)
             ON CONFLICT (copy) WHERE returned_at IS NULL DO NOTHING"
        ),
        vals![loan.id, loan.copy, loan.member, loan.branch, loan.kind, loan.plan, loan.out_at, loan.due_at],
    )?;
    Ok(rows == 1)
}

#[derive(Serialize)]
struct Written<'a> {
    copy: &'a str,
    member: &'a str,
    due: Timestamp,
    overridden: Vec<&'static str>,
}

/// The audit entry, in the codes people know; what was overridden stands in it, key by key.
fn write_down(
    tx: &mut Tx<'_>,
    act: &Act,
    loan: &Loan,
    [copy, member]: [&String; 2],
    weighed: &Weighed,
) -> Result<()> {
    let overridden = weighed.objections.iter().map(|objection| objection.message().key).collect();
    let detail = Written { copy, member, due: loan.due_at, overridden };
    audit::record(tx, act, "loan.lent", "loan", loan.id, &detail)
}

/// Takes back the lending of a loan that nothing has happened to since; the copy is free as before.
///
/// # Errors
/// A refusal when the loan was renewed or ended meanwhile; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, loan: Id<Loan>) -> Result<Loan> {
    let was = loans::by_id(tx, loan)?.filter(|loan| loan.returned_at.is_none() && loan.renewals == 0);
    let Some(was) = was else { return Err(too_late().into()) };
    // Said again where it is deleted: a return or a renewal may have come in between.
    let gone = tx
        .exec(sql!("DELETE FROM loan WHERE id = ?1 AND returned_at IS NULL AND renewals = 0"), vals![loan])?;
    if gone == 0 {
        return Err(too_late().into());
    }
    copies::lending_undone(tx, act, was.copy)?;
    audit::record(tx, act, "loan.lending-undone", "loan", loan, &was)?;
    events::undone::<events::Lent>(tx, act, &was)?;
    Ok(was)
}

/// The no to an undo that comes after something else has happened.
pub(crate) fn too_late() -> Refusal {
    Refusal::new(Kind::Conflict, Message::new("loan-undo-too-late"))
}

pub(crate) fn unknown_copy() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("loan-no-copy"))
}

fn refusal(objection: &Objection) -> Error {
    Refusal::new(Kind::Conflict, objection.message()).into()
}
