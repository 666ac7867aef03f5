//! What a scan does.

use catalogue::copies::{self, Copy};
use jiff::SignedDuration;
use kernel::Act;
use membership::members::{self, Member};
use platform::library;
use store::{Error, Json, Result, Tx};

use super::{
    Clerk, Entry, Given, Mode, Next, Outcome, Seen, Told, Transaction, answering, record,
    scan::{Command, Foreign, Scan},
};
use crate::{
    LEND, Loan, lending, loans,
    objections::Objection,
    renewing,
    returns::{self, CheckIn},
};

/// The same code within this time is a scanner that fired twice.
const TWICE: SignedDuration = SignedDuration::from_secs(5);
/// How many members a name may fit and still be offered.
const OFFERED: i64 = 6;

/// A scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned<'a> {
    /// Who is at the desk.
    pub clerk: &'a Clerk,
    /// What a copy means.
    pub mode: Mode,
    /// What they saw when they scanned.
    pub seen: Seen,
    /// What came.
    pub text: &'a str,
}

/// Does what a scan says, and writes down what came of it.
///
/// # Errors
/// Those of the database. What stands against a loan is no error here but an entry.
pub fn scan(tx: &mut Tx<'_>, act: &Act, scanned: &Scanned<'_>) -> Result<Next> {
    tx.lock("desk", &scanned.clerk.person)?;
    let open = record::of_staff(tx, scanned.clerk.person)?;
    if let Some(desk) = open.as_ref().filter(|desk| !scanned.clerk.may.at(LEND, desk.branch)) {
        return move_away(tx, act, scanned, desk);
    }
    if Seen::of(open.as_ref()) != scanned.seen {
        return elsewhere(tx, act, scanned, open);
    }
    let mut desk = record::go_on(tx, act, scanned.clerk, scanned.mode, open)?;
    let last = record::last(tx, desk.id)?;
    let code = match Scan::read(scanned.text) {
        Scan::Nothing => return Ok(back(&desk)),
        Scan::Command(command) => return obey(tx, act, scanned, desk, last.as_ref(), command),
        Scan::UnknownCommand => scanned.text.trim().to_owned(),
        Scan::Code(code) => code,
    };
    if let Some(last) = &last {
        // Nothing was done elsewhere, so the same code is no echo of that.
        if !last.is_elsewhere() && is_repeated(last, &desk, &code, act) {
            record::repeat(tx, last)?;
            return Ok(back(&desk));
        }
        leave(tx, last)?;
    }
    let entry = match copies::by_barcode(tx, &code)? {
        Some(copy) => handle(tx, act, &desk, &code, &copy)?,
        None => identify(tx, act, &mut desk, &code)?,
    };
    record::add(tx, &entry)?;
    Ok(back(&desk))
}

/// Back to the desk as it is now.
fn back(desk: &Transaction) -> Next {
    Next::Desk(desk.mode, Seen::of(Some(desk)))
}

/// The page was drawn for another transaction or another member than is at the desk now: whoever scanned did not see
/// whom it would be done for. Nothing comes of it but a word about that, and until the page is drawn anew nothing
/// comes of its other scans either.
fn elsewhere(tx: &mut Tx<'_>, act: &Act, scanned: &Scanned<'_>, open: Option<Transaction>) -> Result<Next> {
    let as_before = Next::Desk(scanned.mode, scanned.seen);
    let open = match open {
        Some(open) => open,
        None => record::go_on(tx, act, scanned.clerk, scanned.mode, None)?,
    };
    let desk = Transaction { mode: scanned.mode, ..open };
    let entry = record::blank(&desk, act, scanned.text.trim(), Outcome::Refused);
    if let Some(last) = record::last(tx, desk.id)? {
        if last.is_elsewhere() && is_repeated(&last, &desk, &entry.code, act) {
            record::repeat(tx, &last)?;
            return Ok(as_before);
        }
        leave(tx, &last)?;
    }
    record::add(tx, &refused(entry, vec![Objection::DrawnForAnother]))?;
    Ok(as_before)
}

/// The desk may not stand any more where it stands. It moves, and what was scanned was meant for the place before:
/// nothing comes of it but a word about why.
fn move_away(tx: &mut Tx<'_>, act: &Act, scanned: &Scanned<'_>, from: &Transaction) -> Result<Next> {
    end(tx, act, from)?;
    let desk = record::go_on(tx, act, scanned.clerk, scanned.mode, None)?;
    let mut name = |branch| -> Result<String> {
        Ok(library::branch(tx, branch)?.map(|place| place.name).unwrap_or_default())
    };
    let moved = Objection::DeskMoved { from: name(from.branch)?, to: name(desk.branch)? };
    let entry = record::blank(&desk, act, scanned.text.trim(), Outcome::Refused);
    record::add(tx, &refused(entry, vec![moved]))?;
    Ok(Next::Desk(desk.mode, scanned.seen))
}

/// Whether a scanner fired twice. After a no the same code is a scan of its own: somebody looked at the screen
/// in between.
pub(super) fn is_repeated(last: &Entry, desk: &Transaction, code: &str, act: &Act) -> bool {
    last.code == code
        && last.mode == desk.mode
        && last.undone_at.is_none()
        && last.outcome != Outcome::Declined
        && act.at.duration_since(last.at) < TWICE
}

/// A question nobody answered stays unanswered: nothing was lent, and that is written down.
pub(super) fn leave(tx: &mut Tx<'_>, last: &Entry) -> Result<()> {
    if last.is_question() {
        record::settle(tx, &Entry { outcome: Outcome::Left, ..last.clone() })?;
    }
    Ok(())
}

fn obey(
    tx: &mut Tx<'_>,
    act: &Act,
    scanned: &Scanned<'_>,
    mut desk: Transaction,
    last: Option<&Entry>,
    command: Command,
) -> Result<Next> {
    let question = last.is_some_and(Entry::is_question);
    let acted = match command {
        Command::Turn(mode) => {
            last.map_or(Ok(()), |last| leave(tx, last))?;
            record::turn(tx, &mut desk, mode)?;
            true
        }
        Command::Finish => return answering::finish(tx, act, &desk),
        Command::Yes | Command::No => {
            let yes = command == Command::Yes;
            answering::answer(tx, act, scanned.clerk, &Given { yes, ..Given::default() })?
        }
        // To take back what has not happened yet is to say no to it.
        Command::Undo if question => answering::answer(tx, act, scanned.clerk, &Given::default())?,
        Command::Undo => answering::undo_last(tx, act, scanned.clerk)?,
    };
    if !acted {
        record::add(tx, &record::blank(&desk, act, command.code(), Outcome::Idle))?;
    }
    Ok(back(&desk))
}

/// A copy, by the mode of the desk.
pub(super) fn handle(
    tx: &mut Tx<'_>,
    act: &Act,
    desk: &Transaction,
    code: &str,
    copy: &Copy,
) -> Result<Entry> {
    let entry = about(desk, act, code, copy);
    match (desk.mode, desk.member) {
        (Mode::Check, _) => check(tx, copy, entry),
        (Mode::Return, _) => take_back(tx, act, desk, copy, entry),
        (Mode::Renew, _) => match loans::open_of_copy(tx, copy.id)? {
            Some(loan) => renew(tx, act, &loan, entry),
            None => Ok(refused(entry, vec![Objection::NotLent])),
        },
        (Mode::Lend, None) => Ok(Entry { outcome: Outcome::NoMember, due_at: None, ..entry }),
        (Mode::Lend, Some(member)) => {
            let member = members::by_id(tx, member)?.ok_or_else(members::unknown)?;
            lend(tx, act, desk, &member, copy, entry)
        }
    }
}

/// An entry about a copy to which nothing has happened yet.
pub(super) fn about(desk: &Transaction, act: &Act, code: &str, copy: &Copy) -> Entry {
    let told = Told { title: copy.title.clone(), author: copy.author.clone(), ..Told::default() };
    let blank = record::blank(desk, act, code, Outcome::Checked);
    Entry { copy: Some(copy.id), due_at: copy.due, told: Json(told), ..blank }
}

fn lend(
    tx: &mut Tx<'_>,
    act: &Act,
    desk: &Transaction,
    member: &Member,
    copy: &Copy,
    mut entry: Entry,
) -> Result<Entry> {
    let weighed = lending::weigh(tx, act, member, copy, desk.branch)?;
    if let Some(loan) = weighed.holder.as_ref().filter(|loan| loan.member == member.person) {
        entry.told.0.instead = true;
        return renew(tx, act, loan, entry);
    }
    if weighed.is_fine() {
        let command =
            lending::CheckOut { member: member.person, copy: copy.id, desk: desk.branch, despite: false };
        let loan = match lending::lend(tx, act, member, copy, &command, &weighed) {
            Ok(loan) => loan,
            // Another desk lent or withdrew it between our look and our write.
            Err(Error::Refused(_)) => {
                let overtaken = lending::overtaken(tx, copy.id)?;
                return Ok(refused(entry, vec![overtaken]));
            }
            Err(other) => return Err(other),
        };
        return Ok(Entry { outcome: Outcome::Lent, loan: Some(loan.id), due_at: Some(loan.due_at), ..entry });
    }
    if let Some(holder) = &weighed.holder {
        entry.told.0.holder = members::by_id(tx, holder.member)?.map(|member| member.name);
    }
    let outcome = if weighed.can_be_overridden() { Outcome::Asked } else { Outcome::Refused };
    entry.told.0.objections = weighed.objections;
    Ok(Entry { outcome, due_at: weighed.due, ..entry })
}

fn renew(tx: &mut Tx<'_>, act: &Act, loan: &Loan, mut entry: Entry) -> Result<Entry> {
    entry.member = Some(loan.member);
    entry.loan = Some(loan.id);
    let weighed = renewing::weigh(tx, act, loan.id)?;
    if weighed.objections.is_empty() {
        let renewed = renewing::carry_out(tx, act, &weighed, false)?;
        entry.told.0.renewal = Some(renewed.renewals);
        return Ok(Entry { outcome: Outcome::Renewed, due_at: Some(renewed.due_at), ..entry });
    }
    let open = weighed.objections.iter().all(Objection::can_be_overridden);
    entry.told.0.objections = weighed.objections;
    entry.due_at = Some(loan.due_at);
    Ok(Entry { outcome: if open { Outcome::Asked } else { Outcome::Refused }, ..entry })
}

fn take_back(tx: &mut Tx<'_>, act: &Act, desk: &Transaction, copy: &Copy, mut entry: Entry) -> Result<Entry> {
    let back = returns::check_in(tx, act, &CheckIn::now(copy.id, desk.branch))?;
    let told = &mut entry.told.0;
    told.days_late = back.days_late;
    told.found = back.found;
    told.house_use = back.house_use.is_some();
    if copy.status == copies::Status::Withdrawn {
        told.objections = vec![Objection::Withdrawn];
    }
    Ok(match back.loan {
        Some(loan) => Entry {
            outcome: Outcome::Returned,
            loan: Some(loan.id),
            member: Some(loan.member),
            due_at: Some(loan.due_at),
            ..entry
        },
        None => Entry { outcome: Outcome::NotOnLoan, house_use: back.house_use, ..entry },
    })
}

fn check(tx: &mut Tx<'_>, copy: &Copy, mut entry: Entry) -> Result<Entry> {
    if copy.due.is_some()
        && let Some(loan) = loans::open_of_copy(tx, copy.id)?
    {
        entry.told.0.holder = members::by_id(tx, loan.member)?.map(|member| member.name);
        entry.member = Some(loan.member);
    }
    Ok(entry)
}

pub(super) fn refused(mut entry: Entry, objections: Vec<Objection>) -> Entry {
    entry.told.0.objections = objections;
    Entry { outcome: Outcome::Refused, ..entry }
}

/// A code that is no copy's: a member's, a name, or something foreign.
pub(super) fn identify(tx: &mut Tx<'_>, act: &Act, desk: &mut Transaction, code: &str) -> Result<Entry> {
    if let Some(member) = members::by_code(tx, code)? {
        return welcome(tx, act, desk, code, &member);
    }
    if let Some(old) = membership::cards::retired(tx, code)? {
        let told = Json(Told { title: old.name, ..Told::default() });
        let entry = Entry { told, ..record::blank(desk, act, code, Outcome::Refused) };
        return Ok(refused(entry, vec![Objection::CardReplaced(old.now)]));
    }
    let outcome = match Foreign::of(code) {
        Foreign::Isbn => Outcome::Isbn,
        Foreign::Shop => Outcome::Shop,
        Foreign::Unknown => Outcome::Unknown,
        Foreign::Name => match members::find(tx, code, OFFERED)?.as_slice() {
            [] => Outcome::Unknown,
            [only] => return welcome(tx, act, desk, code, only),
            _ => Outcome::Several,
        },
    };
    Ok(record::blank(desk, act, code, outcome))
}

/// A member steps up. The work with another one is over.
fn welcome(tx: &mut Tx<'_>, act: &Act, desk: &mut Transaction, code: &str, member: &Member) -> Result<Entry> {
    match desk.member {
        Some(present) if present == member.person => {}
        None => record::seat(tx, desk, member.person)?,
        // What was scanned without a connection stays one transaction.
        Some(_) if desk.closed_at.is_some() => record::seat(tx, desk, member.person)?,
        Some(_) => {
            record::close(tx, act, desk)?;
            *desk = record::open_new(tx, act, desk.staff, desk.branch, desk.mode, Some(member.person))?;
        }
    }
    let told = Json(Told { title: member.name.clone(), ..Told::default() });
    Ok(Entry { told, ..record::blank(desk, act, code, Outcome::Member) })
}

/// Ends the work with the member who was seen, without a receipt.
///
/// # Errors
/// Those of the database.
pub fn let_go(tx: &mut Tx<'_>, act: &Act, scanned: &Scanned<'_>) -> Result<Next> {
    tx.lock("desk", &scanned.clerk.person)?;
    let open = record::of_staff(tx, scanned.clerk.person)?;
    if Seen::of(open.as_ref()) != scanned.seen {
        return elsewhere(tx, act, scanned, open);
    }
    if let Some(desk) = open {
        end(tx, act, &desk)?;
    }
    Ok(Next::Desk(scanned.mode, Seen::default()))
}

/// Ends a transaction; an open question stays unanswered.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, desk: &Transaction) -> Result<()> {
    if let Some(last) = record::last(tx, desk.id)? {
        leave(tx, &last)?;
    }
    record::close(tx, act, desk)
}
