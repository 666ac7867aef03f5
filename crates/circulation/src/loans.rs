//! Reading loans.

use catalogue::copies::Copy;
use kernel::{Act, Id, Person, Timestamp};
use platform::library::Branch;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Loan, objections::Out};

/// The loan with this id.
///
/// # Errors
/// Those of the database.
pub fn by_id(tx: &mut Tx<'_>, loan: Id<Loan>) -> Result<Option<Loan>> {
    tx.opt(
        sql!(
            "SELECT id, copy, COALESCE(member, reader) AS member, branch, kind, plan, out_at, due_at, renewals,
                    returned_at
             FROM loan WHERE id = ?1"
        ),
        vals![loan],
    )
}

/// The loan that `copy` is out on, if it is.
///
/// # Errors
/// Those of the database.
pub fn open_of_copy(tx: &mut Tx<'_>, copy: Id<Copy>) -> Result<Option<Loan>> {
    tx.opt(
        sql!(
            "SELECT id, copy, member, branch, kind, plan, out_at, due_at, renewals, returned_at FROM loan
             WHERE copy = ?1 AND returned_at IS NULL"
        ),
        vals![copy],
    )
}

/// What a member has out now, and how much of it is of `kind`.
///
/// # Errors
/// Those of the database.
pub fn out(tx: &mut Tx<'_>, act: &Act, member: Id<Person>, kind: &str) -> Result<Out> {
    let (open, of_kind, overdue) = tx.one(
        sql!(
            "SELECT count(*), count(CASE WHEN kind = ?2 THEN 1 END), count(CASE WHEN due_at < ?3 THEN 1 END)
             FROM loan WHERE member = ?1 AND returned_at IS NULL"
        ),
        vals![member, kind, act.at],
    )?;
    Ok(Out { open, of_kind, overdue })
}

/// An open loan as people see it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Held {
    /// The loan.
    pub id: Id<Loan>,
    /// The copy's label.
    pub barcode: String,
    /// The branch of the copy.
    pub branch: Id<Branch>,
    /// The copy's kind.
    pub kind: String,
    /// The number of its record.
    pub number: i64,
    /// The title.
    pub title: String,
    /// Its first author.
    pub author: String,
    /// Where it belongs on the shelf.
    pub call_number: String,
    /// When it went out.
    pub out_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// How often it was renewed.
    pub renewals: i64,
}

/// What a member has out, the first due first, `limit` of it at most.
///
/// # Errors
/// Those of the database.
pub fn open_of_member(tx: &mut Tx<'_>, member: Id<Person>, limit: i64) -> Result<Vec<Held>> {
    tx.all(
        sql!(
            "SELECT l.id, c.barcode, c.branch, c.kind, r.number, r.title, r.author, r.call_number, l.out_at, l.due_at,
                    l.renewals
             FROM loan l JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record
             WHERE l.member = ?1 AND l.returned_at IS NULL ORDER BY l.due_at, l.id LIMIT ?2"
        ),
        vals![member, limit],
    )
}

/// A loan that has ended.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Past {
    /// The copy's label.
    pub barcode: String,
    /// The number of its record.
    pub number: i64,
    /// The title.
    pub title: String,
    /// Its first author.
    pub author: String,
    /// When it went out.
    pub out_at: Timestamp,
    /// When it was back.
    pub returned_at: Timestamp,
}

/// The latest loans of a member that have ended, the newest first.
///
/// # Errors
/// Those of the database.
pub fn past_of_member(tx: &mut Tx<'_>, member: Id<Person>, limit: i64) -> Result<Vec<Past>> {
    tx.all(
        sql!(
            "SELECT c.barcode, r.number, r.title, r.author, l.out_at, l.returned_at
             FROM loan l JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record
             WHERE l.member = ?1 AND l.returned_at IS NOT NULL ORDER BY l.out_at DESC, l.id LIMIT ?2"
        ),
        vals![member, limit],
    )
}

/// An overdue loan, with whom to call.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Overdue {
    /// The loan.
    pub id: Id<Loan>,
    /// The copy's label.
    pub barcode: String,
    /// The number of its record.
    pub number: i64,
    /// The title.
    pub title: String,
    /// The member's code.
    pub code: String,
    /// The member's name.
    pub name: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// When it was due.
    pub due_at: Timestamp,
}

/// A page of what is overdue of what was lent at `branch`, or without one anywhere, the longest overdue first.
///
/// # Errors
/// Those of the database.
pub fn overdue(
    tx: &mut Tx<'_>,
    act: &Act,
    branch: Option<Id<Branch>>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Overdue>> {
    tx.all(
        sql!(
            "SELECT l.id, c.barcode, r.number, r.title, m.code, p.name, p.phone, l.due_at
             FROM loan l JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record
             JOIN member m ON m.person = l.member JOIN party p ON p.id = l.member
             WHERE l.returned_at IS NULL AND l.due_at < ?1 AND (CAST(?2 AS UUID) IS NULL OR l.branch = ?2)
             ORDER BY l.due_at, l.id LIMIT ?3 OFFSET ?4"
        ),
        vals![act.at, branch, limit, offset],
    )
}

/// How many loans that were made at `branch`, or without one anywhere, are overdue.
///
/// # Errors
/// Those of the database.
pub fn overdue_count(tx: &mut Tx<'_>, act: &Act, branch: Option<Id<Branch>>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM loan
             WHERE returned_at IS NULL AND due_at < ?1 AND (CAST(?2 AS UUID) IS NULL OR branch = ?2)"
        ),
        vals![act.at, branch],
    )?;
    Ok(count)
}

/// What of a member's loans is late, and what is due soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Due {
    /// How many are late.
    pub late: i64,
    /// How many more are due before the moment asked about.
    pub soon: i64,
}

/// How many of a member's loans are late now, and how many more are due until `soon`.
///
/// # Errors
/// Those of the database.
pub fn due_of_member(tx: &mut Tx<'_>, act: &Act, member: Id<Person>, soon: Timestamp) -> Result<Due> {
    tx.one(
        sql!(
            "SELECT count(CASE WHEN due_at < ?2 THEN 1 END) AS late,
                    count(CASE WHEN due_at >= ?2 AND due_at < ?3 THEN 1 END) AS soon
             FROM loan WHERE member = ?1 AND returned_at IS NULL"
        ),
        vals![member, act.at, soon],
    )
}

/// How many copies a member has out.
///
/// # Errors
/// Those of the database.
pub fn count_of_member(tx: &mut Tx<'_>, member: Id<Person>) -> Result<i64> {
    let (count,) =
        tx.one(sql!("SELECT count(*) FROM loan WHERE member = ?1 AND returned_at IS NULL"), vals![member])?;
    Ok(count)
}
