//! The desk's rows: transactions and their entries.

use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::library::{self, Branch};
use store::{Json, Result, Tx, sql, vals};

use super::{Clerk, Entry, Mode, Outcome, Transaction, working};
use crate::LEND;

/// The open transaction of a person at the desk.
///
/// # Errors
/// Those of the database.
pub fn of_staff(tx: &mut Tx<'_>, staff: Id<Person>) -> Result<Option<Transaction>> {
    tx.opt(sql!("SELECT * FROM desk_transaction WHERE staff = ?1 AND closed_at IS NULL"), vals![staff])
}

/// The transaction with this id.
///
/// # Errors
/// Those of the database.
pub fn transaction(tx: &mut Tx<'_>, id: Id<Transaction>) -> Result<Option<Transaction>> {
    tx.opt(sql!("SELECT * FROM desk_transaction WHERE id = ?1"), vals![id])
}

/// The entries of a transaction, the newest first.
///
/// # Errors
/// Those of the database.
pub fn entries(tx: &mut Tx<'_>, desk: Id<Transaction>, limit: i64) -> Result<Vec<Entry>> {
    tx.all(sql!("SELECT * FROM desk_entry WHERE desk = ?1 ORDER BY number DESC LIMIT ?2"), vals![desk, limit])
}

/// The entry with this id.
///
/// # Errors
/// Those of the database.
pub fn entry(tx: &mut Tx<'_>, id: Id<Entry>) -> Result<Option<Entry>> {
    tx.opt(sql!("SELECT * FROM desk_entry WHERE id = ?1"), vals![id])
}

/// The newest entry of a transaction.
///
/// # Errors
/// Those of the database.
pub fn last(tx: &mut Tx<'_>, desk: Id<Transaction>) -> Result<Option<Entry>> {
    tx.opt(sql!("SELECT * FROM desk_entry WHERE desk = ?1 ORDER BY number DESC LIMIT 1"), vals![desk])
}

/// The open transaction of `clerk`, if there is one. Nobody else works in it until this database transaction ends.
///
/// # Errors
/// A refusal when it stands where they may not lend any more; those of the database.
pub(super) fn open(tx: &mut Tx<'_>, clerk: &Clerk) -> Result<Option<Transaction>> {
    tx.lock("desk", &clerk.person)?;
    let open = of_staff(tx, clerk.person)?;
    if let Some(desk) = &open {
        clerk.may.demand(tx, LEND, Some(desk.branch))?;
    }
    Ok(open)
}

/// The transaction of `clerk` that is `open`, in `mode`; begun if there is none.
///
/// # Errors
/// Those of [`usual_branch`].
pub(super) fn go_on(
    tx: &mut Tx<'_>,
    act: &Act,
    clerk: &Clerk,
    mode: Mode,
    open: Option<Transaction>,
) -> Result<Transaction> {
    let Some(mut open) = open else {
        let branch = usual_branch(tx, clerk)?;
        return open_new(tx, act, clerk.person, branch, mode, None);
    };
    if open.mode != mode {
        turn(tx, &mut open, mode)?;
    }
    Ok(open)
}

/// Where this person worked last, if they may lend there; else the first branch where they may.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn usual_branch(tx: &mut Tx<'_>, clerk: &Clerk) -> Result<Id<Branch>> {
    let last: Option<(Id<Branch>,)> = tx.opt(
        sql!("SELECT branch FROM desk_transaction WHERE staff = ?1 ORDER BY opened_at DESC, id DESC LIMIT 1"),
        vals![clerk.person],
    )?;
    if let Some((branch,)) = last.filter(|(branch,)| clerk.may.at(LEND, *branch)) {
        return Ok(branch);
    }
    let first = clerk.may.places(LEND).among(library::branches(tx)?).into_iter().next();
    let none = || Refusal::new(Kind::Conflict, Message::new("desk-needs-branch"));
    Ok(first.ok_or_else(none)?.id)
}

pub(super) fn open_new(
    tx: &mut Tx<'_>,
    act: &Act,
    staff: Id<Person>,
    branch: Id<Branch>,
    mode: Mode,
    member: Option<Id<Person>>,
) -> Result<Transaction> {
    let new = Transaction { id: Id::new(), staff, branch, mode, member, opened_at: act.at, closed_at: None };
    insert(tx, &new)?;
    Ok(new)
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &Transaction) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO desk_transaction (id, staff, branch, mode, member, opened_at, closed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![new.id, new.staff, new.branch, new.mode, new.member, new.opened_at, new.closed_at],
    )?;
    Ok(())
}

pub(super) fn turn(tx: &mut Tx<'_>, desk: &mut Transaction, mode: Mode) -> Result<()> {
    tx.exec(sql!("UPDATE desk_transaction SET mode = ?2 WHERE id = ?1"), vals![desk.id, mode])?;
    desk.mode = mode;
    Ok(())
}

pub(super) fn seat(tx: &mut Tx<'_>, desk: &mut Transaction, member: Id<Person>) -> Result<()> {
    tx.exec(sql!("UPDATE desk_transaction SET member = ?2 WHERE id = ?1"), vals![desk.id, member])?;
    desk.member = Some(member);
    Ok(())
}

pub(super) fn unseat(tx: &mut Tx<'_>, desk: &mut Transaction) -> Result<()> {
    tx.exec(sql!("UPDATE desk_transaction SET member = NULL WHERE id = ?1"), vals![desk.id])?;
    desk.member = None;
    Ok(())
}

pub(super) fn close(tx: &mut Tx<'_>, act: &Act, desk: &Transaction) -> Result<()> {
    tx.exec(sql!("UPDATE desk_transaction SET closed_at = ?2 WHERE id = ?1"), vals![desk.id, act.at])?;
    Ok(())
}

/// Moves the desk of `clerk` to another branch; its open transaction ends.
///
/// # Errors
/// A refusal when they may not lend there; those of the database.
pub fn at_branch(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, branch: Id<Branch>) -> Result<()> {
    clerk.may.demand(tx, LEND, Some(branch))?;
    tx.lock("desk", &clerk.person)?;
    let desk = of_staff(tx, clerk.person)?;
    if desk.as_ref().is_some_and(|desk| desk.branch == branch) {
        return Ok(());
    }
    if let Some(desk) = &desk {
        working::end(tx, act, desk)?;
    }
    let mode = desk.map_or(Mode::Lend, |desk| desk.mode);
    open_new(tx, act, clerk.person, branch, mode, None).map(drop)
}

pub(super) fn add(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO desk_entry (id, desk, number, at, mode, code, outcome, copy, loan, house_use, member, due_at,
                                     told, repeats, undone_at)
             VALUES (?1, ?2, (SELECT COALESCE(MAX(number), 0) + 1 FROM desk_entry WHERE desk = ?2), ?3, ?4, ?5, ?6,
                     ?7, ?8, ?9, ?10, ?11, ?12, 0, NULL)"
        ),
        vals![
            entry.id,
            entry.desk,
            entry.at,
            entry.mode,
            entry.code,
            entry.outcome,
            entry.copy,
            entry.loan,
            entry.house_use,
            entry.member,
            entry.due_at,
            entry.told
        ],
    )?;
    Ok(())
}

/// Writes what became of an entry.
pub(super) fn settle(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    tx.exec(
        sql!("UPDATE desk_entry SET outcome = ?2, loan = ?3, due_at = ?4, told = ?5 WHERE id = ?1"),
        vals![entry.id, entry.outcome, entry.loan, entry.due_at, entry.told],
    )?;
    Ok(())
}

pub(super) fn repeat(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    tx.exec(sql!("UPDATE desk_entry SET repeats = repeats + 1 WHERE id = ?1"), vals![entry.id])?;
    Ok(())
}

pub(super) fn undone(tx: &mut Tx<'_>, act: &Act, entry: &Entry) -> Result<()> {
    tx.exec(sql!("UPDATE desk_entry SET undone_at = ?2 WHERE id = ?1"), vals![entry.id, act.at])?;
    Ok(())
}

/// An entry about a scan of which nothing is known yet.
pub(super) fn blank(desk: &Transaction, act: &Act, code: &str, outcome: Outcome) -> Entry {
    Entry {
        id: Id::new(),
        desk: desk.id,
        number: 0,
        at: act.at,
        mode: desk.mode,
        code: code.chars().take(80).collect(),
        outcome,
        copy: None,
        loan: None,
        house_use: None,
        member: desk.member,
        due_at: None,
        told: Json::default(),
        repeats: 0,
        undone_at: None,
    }
}
