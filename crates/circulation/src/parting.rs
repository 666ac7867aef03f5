//! Returned loans are parted from whoever had them (circulation.md 45): what was lent, when and to what kind of member
//! stays for statistics, and within a year how many different readers there were; who they were does not.

use std::collections::HashMap;

use kernel::{Act, Arg, Id, Message, Person, Timestamp};
use store::{Result, Store, Tx, sql, vals};
use web::Holding;

use crate::{Loan, loans, settings};

/// How many loans are parted in one transaction.
const BATCH: i64 = 500;

/// A reader nobody can name.
enum Reader {}

/// Parts what was returned longer ago than the library keeps names: the task of the night.
///
/// # Errors
/// Those of the database.
pub fn part_old(store: &Store, act: &Act) -> Result<()> {
    let days = store.read_blocking(|tx| settings::PART_AFTER.number(tx))?;
    if days == 0 {
        return Ok(());
    }
    let before = act.at - jiff::SignedDuration::from_hours(24 * days);
    loop {
        let running = act.clone();
        let parted = store.write_blocking(move |tx| part(tx, &running, before, BATCH))?;
        if parted < BATCH {
            break;
        }
    }
    let act = act.clone();
    store.write_blocking(move |tx| {
        // A loan of a year is parted at the latest two years after; then the year is closed.
        tx.exec(sql!("DELETE FROM parting WHERE year < ?1"), vals![i64::from(act.today().year()) - 1])?;
        forget_scans(tx, before)
    })
}

/// Parts up to `limit` loans returned before a moment; how many.
///
/// # Errors
/// Those of the database.
pub fn part(tx: &mut Tx<'_>, act: &Act, before: Timestamp, limit: i64) -> Result<i64> {
    let rows: Vec<(Id<Loan>, Id<Person>, Timestamp)> = tx.all(
        sql!(
            "SELECT id, member, out_at FROM loan
             WHERE member IS NOT NULL AND returned_at IS NOT NULL AND returned_at < ?1 ORDER BY returned_at LIMIT ?2"
        ),
        vals![before, limit],
    )?;
    let mut readers: HashMap<(Id<Person>, i64), Id<Reader>> = HashMap::new();
    for (loan, member, out_at) in &rows {
        let year = i64::from(act.at(*out_at).today().year());
        let reader = match readers.get(&(*member, year)) {
            Some(reader) => *reader,
            None => {
                let reader = reader_of(tx, *member, year)?;
                readers.insert((*member, year), reader);
                reader
            }
        };
        set_reader(tx, *loan, reader)?;
    }
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

fn reader_of(tx: &mut Tx<'_>, member: Id<Person>, year: i64) -> Result<Id<Reader>> {
    let known: Option<(Id<Reader>,)> =
        tx.opt(sql!("SELECT reader FROM parting WHERE member = ?1 AND year = ?2"), vals![member, year])?;
    if let Some((reader,)) = known {
        return Ok(reader);
    }
    let reader = nobody();
    tx.exec(
        sql!("INSERT INTO parting (member, year, reader) VALUES (?1, ?2, ?3)"),
        vals![member, year, reader],
    )?;
    Ok(reader)
}

/// Chance alone, without the moment that other ids begin with.
fn nobody() -> Id<Reader> {
    Id::from_bytes(rand::random())
}

fn set_reader(tx: &mut Tx<'_>, loan: Id<Loan>, reader: Id<Reader>) -> Result<()> {
    tx.exec(sql!("UPDATE loan SET member = NULL, reader = ?2 WHERE id = ?1"), vals![loan, reader]).map(drop)
}

/// The desk's log forgets whose card was scanned, and so does what a device sent, once somebody has seen to it.
fn forget_scans(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    tx.exec(
        sql!("UPDATE desk_command SET code = '' WHERE code <> '' AND settled_at < ?1 AND sent_at < ?1"),
        vals![before],
    )?;
    tx.exec(
        sql!(
            "UPDATE desk_entry SET member = NULL, code = '', told = '{}' WHERE member IS NOT NULL AND at < ?1"
        ),
        vals![before],
    )?;
    tx.exec(
        sql!("UPDATE desk_transaction SET member = NULL WHERE member IS NOT NULL AND closed_at < ?1"),
        vals![before],
    )
    .map(drop)
}

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "circulation.loans",
    tables: &["loan", "desk_transaction", "desk_entry", "desk_command", "parting"],
    fields: &["desk-col-title", "desk-col-code", "member-loans-out", "desk-col-due", "member-loans-back"],
    tell: |tx, person| {
        let rows: Vec<(String, String, Timestamp, Timestamp, Option<Timestamp>)> = tx.all(
            sql!(
                "SELECT r.title, c.barcode, l.out_at, l.due_at, l.returned_at FROM loan l
                 JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record
                 WHERE l.member = ?1 ORDER BY l.out_at, l.id"
            ),
            vals![person],
        )?;
        let row =
            |(title, barcode, out, due, back): (String, String, Timestamp, Timestamp, Option<Timestamp>)| {
                vec![title.into(), barcode.into(), out.into(), due.into(), Arg::from(back)]
            };
        Ok(rows.into_iter().map(row).collect())
    },
    against: |tx, _, person| {
        let open = loans::count_of_member(tx, person)?;
        Ok((open > 0).then(|| Message::new("erase-against-loans").with("n", open)).into_iter().collect())
    },
    files: Holding::NO_FILES,
    erase,
}];

fn erase(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let rows: Vec<(Id<Loan>, Timestamp)> = tx.all(
        sql!("SELECT id, out_at FROM loan WHERE member = ?1 AND returned_at IS NOT NULL"),
        vals![person],
    )?;
    let mut readers: HashMap<i16, Id<Reader>> = HashMap::new();
    for (loan, out_at) in rows {
        let year = act.at(out_at).today().year();
        set_reader(tx, loan, *readers.entry(year).or_insert_with(nobody))?;
    }
    tx.exec(sql!("DELETE FROM parting WHERE member = ?1"), vals![person])?;
    // What a device sent holds the card's number too.
    tx.exec(
        sql!(
            "UPDATE desk_command SET code = ''
             WHERE entry IN (SELECT id FROM desk_entry WHERE member = ?1)"
        ),
        vals![person],
    )?;
    tx.exec(
        sql!("UPDATE desk_entry SET member = NULL, code = '', told = '{}' WHERE member = ?1"),
        vals![person],
    )?;
    tx.exec(sql!("UPDATE desk_transaction SET member = NULL WHERE member = ?1"), vals![person]).map(drop)
}
