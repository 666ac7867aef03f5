//! What a desk scanned while it had no connection. The device sends *commands, not states*: each with its own id, the
//! batch it was scanned in, its number on the device, its time, and the member and mode it was made on. Here they are
//! carried out as they were meant, once, at their time; what cannot be done waits for a person. Nothing is dropped
//! (domain.md, Offline; circulation.md 8).

use catalogue::copies::{self, Copy};
use jiff::SignedDuration;
use kernel::{Act, Actor, Id, Kind, Message, Refusal, Timestamp};
use membership::members;
use platform::{idempotency, library::Branch, permissions::Places};
use store::{Error, FromRow, Result, Tx, sql, vals};

use super::{
    Clerk, Entry, Mode, Next, Outcome, Scanned, Seen, Transaction, record,
    scan::{Command, Scan},
    working,
};
use crate::{LEND, objections::Objection};

/// A command older than this is carried out as of now: its clock is not to be believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A device that scans; here only as what an id names.
pub enum Device {}

/// A scan that was kept on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its identity, made on the device.
    pub id: Id<Kept>,
    /// Which device.
    pub device: Id<Device>,
    /// What was scanned one after the other without a connection; the transaction it becomes.
    pub batch: Id<Transaction>,
    /// The how-manieth of the device.
    pub sequence: i64,
    /// When, by the library's clock.
    pub made_at: Timestamp,
    /// What a copy meant.
    pub mode: Mode,
    /// What was scanned.
    pub code: String,
    /// Code of the member at the desk when the batch began; empty for nobody.
    pub base: String,
}

impl Kept {
    /// When it was made by the library's clock, from what the device's clock said then and says now.
    pub fn made(act: &Act, then: Timestamp, now: Timestamp) -> Timestamp {
        let age = now.duration_since(then);
        if age < SignedDuration::ZERO || age > BELIEVED {
            return act.at;
        }
        act.at.saturating_sub(age).unwrap_or(act.at)
    }
}

/// Does a scan that has an id, once, whoever sends it again.
///
/// # Errors
/// A refusal when `id` came before with another scan; those of [`working::scan`].
pub fn process_once(tx: &mut Tx<'_>, act: &Act, id: Id<Kept>, scanned: &Scanned<'_>) -> Result<Next> {
    once(tx, act, id, scanned.mode, scanned.text, |tx| working::scan(tx, act, scanned))
}

fn once(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Kept>,
    mode: Mode,
    code: &str,
    deed: impl FnOnce(&mut Tx<'_>) -> Result<Next>,
) -> Result<Next> {
    // Somebody else may have signed in by the time a device sends again what it has not heard of.
    let anybody = Act { by: Actor::System, ..act.clone() };
    idempotency::once(tx, &anybody, &id.to_string(), &(mode.as_str(), code), deed)
}

/// Carries out a kept scan as it was meant, or puts it before a person with the reason.
///
/// # Errors
/// A refusal when its id came before with another scan; those of the database, and then it is to be sent again.
pub fn take(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, kept: &Kept) -> Result<()> {
    tx.lock("desk-batch", &kept.batch)?;
    let known: Option<(i64,)> =
        tx.opt(sql!("SELECT sent_at FROM desk_command WHERE id = ?1"), vals![kept.id])?;
    if known.is_some() {
        return Ok(());
    }
    let mut desk = batch(tx, act, clerk, kept)?;
    let then = act.at(kept.made_at);
    let mut done = false;
    once(tx, act, kept.id, kept.mode, &kept.code, |tx| {
        done = true;
        let entry = carry_out(tx, &then, &mut desk, kept)?;
        write_down(tx, act, clerk, kept, entry.as_ref())?;
        // Carried out in its batch, it leaves nothing open that a page could go on with.
        Ok(Next::Desk(kept.mode, Seen::default()))
    })?;
    if !done && let Some(member) = members::by_code(tx, &kept.code)? {
        // It had arrived after all, and only the answer was lost: what follows was still meant for this member.
        record::seat(tx, &mut desk, member.person)?;
    }
    Ok(())
}

/// The transaction of a batch: closed from its beginning, so that it never meets the one that is open at the desk.
fn batch(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, kept: &Kept) -> Result<Transaction> {
    if let Some(known) = record::transaction(tx, kept.batch)? {
        if known.closed_at.is_none() {
            return Err(Refusal::new(Kind::Conflict, Message::new("desk-batch-open")).into());
        }
        clerk.may.demand(tx, LEND, Some(known.branch))?;
        return Ok(Transaction { mode: kept.mode, ..known });
    }
    let branch = record::usual_branch(tx, clerk)?;
    let member = members::by_code(tx, &kept.base)?.map(|member| member.person);
    let at = kept.made_at;
    let desk = Transaction {
        id: kept.batch,
        staff: clerk.person,
        branch,
        mode: kept.mode,
        member,
        opened_at: at,
        closed_at: Some(at.max(act.at)),
    };
    record::insert(tx, &desk)?;
    Ok(desk)
}

/// What a kept scan does; nothing to write down where it only moved the desk.
fn carry_out(tx: &mut Tx<'_>, then: &Act, desk: &mut Transaction, kept: &Kept) -> Result<Option<Entry>> {
    let code = match Scan::read(&kept.code) {
        Scan::Nothing | Scan::Command(Command::Turn(_)) => return Ok(None),
        Scan::Command(Command::Finish) => {
            record::unseat(tx, desk)?;
            return Ok(None);
        }
        // Without a connection there was no question to answer, and the device takes back what it keeps itself.
        Scan::Command(command) => return add(tx, record::blank(desk, then, command.code(), Outcome::Idle)),
        Scan::UnknownCommand => kept.code.trim().to_owned(),
        Scan::Code(code) => code,
    };
    if let Some(last) = record::last(tx, desk.id)?
        && working::is_repeated(&last, desk, &code, then)
    {
        record::repeat(tx, &last)?;
        return Ok(None);
    }
    let entry = match copies::by_barcode(tx, &code)? {
        Some(copy) => of_copy(tx, then, desk, &code, &copy)?,
        None => working::identify(tx, then, desk, &code)?,
    };
    add(tx, entry)
}

fn add(tx: &mut Tx<'_>, entry: Entry) -> Result<Option<Entry>> {
    record::add(tx, &entry)?;
    Ok(Some(entry))
}

fn of_copy(tx: &mut Tx<'_>, then: &Act, desk: &Transaction, code: &str, copy: &Copy) -> Result<Entry> {
    let moved = || working::refused(working::about(desk, then, code, copy), vec![Objection::MovedSince]);
    if desk.mode != Mode::Check && moved_since(tx, copy.id, then.at)? {
        return Ok(moved());
    }
    match tx.nested(|tx| working::handle(tx, then, desk, code, copy)) {
        // There is nobody to ask any more.
        Ok(entry) if entry.is_question() => Ok(Entry { outcome: Outcome::Left, ..entry }),
        Ok(entry) => Ok(entry),
        Err(Error::Refused(_)) => Ok(moved()),
        Err(other) => Err(other),
    }
}

/// Whether a copy was lent, brought back or read in the house after `then`: what was meant then may be wrong now.
fn moved_since(tx: &mut Tx<'_>, copy: Id<Copy>, then: Timestamp) -> Result<bool> {
    let (moved,): (bool,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM loan WHERE copy = ?1 AND (out_at > ?2 OR returned_at > ?2))
                 OR EXISTS (SELECT 1 FROM house_use WHERE copy = ?1 AND at > ?2)"
        ),
        vals![copy, then],
    )?;
    Ok(moved)
}

fn write_down(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, kept: &Kept, entry: Option<&Entry>) -> Result<()> {
    let settled = entry.is_none_or(is_as_meant).then_some(act.at);
    // Nobody has to read any more what was done.
    let code = if settled.is_some() { "" } else { kept.code.as_str() };
    tx.exec(
        sql!(
            "INSERT INTO desk_command (id, device, batch, sequence, made_at, sent_at, sent_by, mode, code, entry,
                                       settled_at, settled_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL)"
        ),
        vals![
            kept.id,
            kept.device,
            kept.batch,
            kept.sequence,
            kept.made_at,
            act.at,
            clerk.person,
            kept.mode,
            code,
            entry.map(|entry| entry.id),
            settled
        ],
    )?;
    Ok(())
}

/// Whether what came of a scan is what one scans for.
fn is_as_meant(entry: &Entry) -> bool {
    match entry.outcome {
        Outcome::NotOnLoan => entry.told.0.objections.is_empty(),
        Outcome::Member | Outcome::Lent | Outcome::Renewed | Outcome::Returned | Outcome::Checked => true,
        _ => false,
    }
}

/// A kept scan that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Waiting {
    /// Its identity.
    pub id: Id<Kept>,
    /// When it was scanned.
    pub made_at: Timestamp,
    /// Who sent it.
    pub by_name: Option<String>,
    /// In which mode.
    pub mode: Mode,
    /// What was scanned.
    pub code: String,
    /// The entry that says what stood against it.
    pub entry: Id<Entry>,
}

/// What waits at these places, `limit` of each at most, in the order it was scanned.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, places: &Places, limit: i64) -> Result<Vec<(Waiting, Entry)>> {
    let mut rows: Vec<Waiting> = Vec::new();
    for branch in places.filters() {
        rows.extend(tx.all::<Waiting>(
            sql!(
                "SELECT c.id, c.made_at, a.name AS by_name, c.mode, c.code, c.entry FROM desk_command c
                 JOIN desk_transaction t ON t.id = c.batch LEFT JOIN account a ON a.person = c.sent_by
                 WHERE c.settled_at IS NULL AND (CAST(?1 AS UUID) IS NULL OR t.branch = ?1)
                 ORDER BY c.made_at, c.sequence LIMIT ?2"
            ),
            vals![branch, limit],
        )?);
    }
    if let Places::At(_) = places {
        rows.sort_by_key(|row| row.made_at);
    }
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(entry) = record::entry(tx, row.entry)? {
            found.push((row, entry));
        }
    }
    Ok(found)
}

/// How many wait at these places.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, places: &Places) -> Result<i64> {
    let mut sum = 0;
    for branch in places.filters() {
        let (count,): (i64,) = tx.one(
            sql!(
                "SELECT count(*) FROM desk_command c JOIN desk_transaction t ON t.id = c.batch
                 WHERE c.settled_at IS NULL AND (CAST(?1 AS UUID) IS NULL OR t.branch = ?1)"
            ),
            vals![branch],
        )?;
        sum += count;
    }
    Ok(sum)
}

/// Refuses a kept scan that was made where `clerk` may not lend.
fn within(tx: &mut Tx<'_>, clerk: &Clerk, id: Id<Kept>) -> Result<()> {
    let found: Option<(Id<Branch>,)> = tx.opt(
        sql!("SELECT t.branch FROM desk_command c JOIN desk_transaction t ON t.id = c.batch WHERE c.id = ?1"),
        vals![id],
    )?;
    let (branch,) = found.ok_or(Error::Missing)?;
    clerk.may.demand(tx, LEND, Some(branch))
}

/// Says that somebody has seen to a kept scan, or takes that back.
///
/// # Errors
/// A refusal when it was made where they may not lend; [`Error::Missing`] when there is no such scan in the other state;
/// those of the database.
pub fn settle(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, id: Id<Kept>, settled: bool) -> Result<()> {
    within(tx, clerk, id)?;
    let (at, by) = if settled { (Some(act.at), act.by.person()) } else { (None, None) };
    let rows = tx.exec(
        sql!(
            "UPDATE desk_command SET settled_at = ?2, settled_by = ?3
             WHERE id = ?1 AND code <> '' AND (settled_at IS NULL) = CAST(?4 AS BOOLEAN)"
        ),
        vals![id, at, by, settled],
    )?;
    if rows == 0 { Err(Error::Missing) } else { Ok(()) }
}

/// Scans a kept scan anew at the desk of `clerk`, for the member it was meant for: what stands against it is now
/// asked there. It counts as seen to.
///
/// # Errors
/// As [`settle`].
pub fn handle_now(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk, id: Id<Kept>) -> Result<Mode> {
    within(tx, clerk, id)?;
    let found: Option<(Mode, String, Id<Entry>)> = tx.opt(
        sql!("SELECT mode, code, entry FROM desk_command WHERE id = ?1 AND settled_at IS NULL"),
        vals![id],
    )?;
    let (mode, code, entry) = found.ok_or(Error::Missing)?;
    let member = record::entry(tx, entry)?.and_then(|entry| entry.member);
    let member = member.map(|person| members::by_id(tx, person)).transpose()?.flatten();
    tx.lock("desk", &clerk.person)?;
    if let Some(desk) = record::of_staff(tx, clerk.person)? {
        working::end(tx, act, &desk)?;
    }
    let mut seen = Seen::default();
    for text in member.iter().map(|member| member.code.as_str()).chain([code.as_str()]) {
        seen = working::scan(tx, act, &Scanned { clerk, mode, seen, text })?.seen();
    }
    settle(tx, act, clerk, id, true)?;
    Ok(mode)
}
