//! Takes the list back that was applied last: rows and bases are as they were before it. Whatever has moved on since,
//! by the desk or by itself, stays as it is now, and is named.

use std::collections::{BTreeSet, HashMap};

use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Person, Refusal};
use platform::audit;
use store::{Result, Tx, many::Ids, sql, vals, words};

use super::{
    Listed,
    going::{self, End},
    last, listed, rows,
};
use crate::{
    sign_in,
    sponsorships::{self, Sponsorship},
};

/// For how long a list can be taken back.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

words! {
    /// Which of both pictures of a list a row belongs to.
    pub(super) enum Side {
        /// As it was before the list was changed last.
        Before = "before",
        /// As it was right afterwards.
        After = "after",
    }
}

/// What came of taking a list back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// How many rows are as they were.
    pub restored: usize,
    /// How many memberships stand no more on what the list gave them.
    pub ended: usize,
    /// Who stays as they are now, because something about them has moved on since.
    pub moved_on: Vec<String>,
}

/// Keeps a picture of a list, in the place of the one before it.
pub(super) fn remember(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, side: Side) -> Result<()> {
    if side == Side::Before {
        forget(tx, sponsorship)?;
    }
    tx.exec(
        sql!(
            "INSERT INTO roster_picture (sponsorship, side, id, number, name, folded, born, sex, phone, email, class,
                 position, joined, state, person, basis, basis_until)
             SELECT r.sponsorship, ?2, r.id, r.number, r.name, r.folded, r.born, r.sex, r.phone, r.email, r.class,
                 r.position, r.joined, r.state, r.person, r.basis, b.until
             FROM roster_row r LEFT JOIN basis b ON b.id = r.basis WHERE r.sponsorship = ?1"
        ),
        vals![sponsorship, side],
    )?;
    Ok(())
}

fn forget(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>) -> Result<()> {
    tx.exec(sql!("DELETE FROM roster_picture WHERE sponsorship = ?1"), vals![sponsorship])?;
    Ok(())
}

/// Forgets the pictures of lists that were applied too long ago to be taken back.
pub(super) fn forget_old(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    tx.exec(
        sql!(
            "DELETE FROM roster_picture WHERE sponsorship IN (
                 SELECT sponsorship FROM roster WHERE applied_at < ?1)"
        ),
        vals![act.at - KEPT],
    )?;
    Ok(())
}

fn picture(tx: &mut Tx<'_>, sponsorship: Id<Sponsorship>, side: Side) -> Result<HashMap<Id<Listed>, Listed>> {
    let rows: Vec<Listed> = tx.all(
        sql!(
            "SELECT id, number, name, folded, born, sex, phone, email, class, position, joined, state, person, basis,
                 basis_until FROM roster_picture WHERE sponsorship = ?1 AND side = ?2"
        ),
        vals![sponsorship, side],
    )?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether the list that was applied last can be taken back on this day.
///
/// # Errors
/// Those of the database.
pub fn is_possible(tx: &mut Tx<'_>, act: &Act, sponsorship: Id<Sponsorship>) -> Result<bool> {
    let found: Option<(i64,)> = tx.opt(
        sql!(
            "SELECT r.version FROM roster r WHERE r.sponsorship = ?1 AND r.undone_at IS NULL AND r.applied_at >= ?2
               AND EXISTS (SELECT 1 FROM roster_picture p WHERE p.sponsorship = r.sponsorship)"
        ),
        vals![sponsorship, act.at - KEPT],
    )?;
    Ok(found.is_some())
}

/// What is to be done about one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'r> {
    /// The list has not touched it.
    Nothing,
    /// It has moved on since.
    Leave(&'r Listed),
    /// It was changed: from what it is back to what it was.
    Restore(&'r Listed, &'r Listed),
    /// The list brought it: it goes.
    Remove(&'r Listed),
    /// The list dropped it while it waited: it is there again.
    Return(&'r Listed),
}

/// What is to be done about a row that stood so before the list, so right after it, and stands so now.
fn step<'r>(was: Option<&'r Listed>, is: Option<&'r Listed>, now: Option<&Listed>) -> Step<'r> {
    match (is, was) {
        _ if was == is => Step::Nothing,
        (Some(row), _) | (None, Some(row)) if is != now => Step::Leave(row),
        (Some(is), Some(was)) => Step::Restore(is, was),
        (Some(is), None) => Step::Remove(is),
        (None, Some(was)) => Step::Return(was),
        (None, None) => Step::Nothing,
    }
}

/// Takes the list back that made this the `version`th: all of it but what has moved on since. The lists before it are
/// not taken back.
///
/// # Errors
/// A refusal when there is no such sponsorship, when another list has been applied in between, and when there is nothing to take back any more; those of
/// the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, sponsorship: Id<Sponsorship>, version: i64) -> Result<Undone> {
    const GONE: Ids = store::ids!("DELETE FROM roster_row WHERE sponsorship = ?1 AND id IN ", 2);
    let promised = sponsorships::one(tx, sponsorship)?.since;
    tx.lock("sponsorship", &sponsorship)?;
    tx.lock("people.register", &"")?;
    let roster = last(tx, sponsorship)?.filter(|roster| roster.version == version);
    let roster = roster.ok_or_else(|| Refusal::new(Kind::Conflict, Message::new("roster-meanwhile")))?;
    if !is_possible(tx, act, sponsorship)? {
        return Err(Refusal::new(Kind::Conflict, Message::new("roster-undo-past")).into());
    }
    let given_on = promised.max(act.at(roster.applied_at).today());
    let never = given_on.yesterday().ok();
    let before = picture(tx, sponsorship, Side::Before)?;
    let after = picture(tx, sponsorship, Side::After)?;
    let now: HashMap<Id<Listed>, Listed> =
        listed(tx, sponsorship)?.into_iter().map(|row| (row.id, row)).collect();
    let (mut rows, mut gone, mut ends, mut back) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut moved_on = Vec::new();
    let all: BTreeSet<Id<Listed>> = before.keys().chain(after.keys()).copied().collect();
    for id in &all {
        match step(before.get(id), after.get(id), now.get(id)) {
            Step::Nothing => {}
            Step::Leave(row) => moved_on.push(row.name.clone()),
            Step::Restore(is, was) => {
                match was.basis == is.basis {
                    true if was.basis_until == is.basis_until => {}
                    true => ends.extend(End::of(is, was.basis_until)),
                    // What the list gave never counted.
                    false => ends.extend(End::of(is, never)),
                }
                if (&was.name, was.born) != (&is.name, is.born) {
                    back.push((is, was));
                }
                rows.push(was.clone());
            }
            Step::Remove(is) => {
                ends.extend(End::of(is, never));
                gone.push(*id);
            }
            Step::Return(was) => rows.push(was.clone()),
        }
    }
    going::set_ends(tx, act, &ends)?;
    rows::keep(tx, sponsorship, &rows)?;
    tx.exec_ids(&GONE, vals![sponsorship], &gone)?;
    for (from, to) in back {
        going::follow_back(tx, act, from, to)?;
    }
    let ended: Vec<Id<Person>> = ends.iter().filter(|end| end.after == never).map(|end| end.person).collect();
    close_without_basis(tx, act, &ended)?;
    tx.exec(
        sql!("UPDATE roster SET version = version + 1, undone_at = ?2 WHERE sponsorship = ?1"),
        vals![sponsorship, act.at],
    )?;
    forget(tx, sponsorship)?;
    moved_on.sort();
    let undone = Undone { restored: rows.len() + gone.len(), ended: ended.len(), moved_on };
    let detail = serde_json::json!({
        "version": version + 1, "restored": undone.restored, "ended": undone.ended, "left": undone.moved_on.len(),
    });
    audit::record(tx, act, "roster.undone", "sponsorship", sponsorship, &detail)?;
    Ok(undone)
}

/// Whoever has stood on nothing but what never counted is no member, and signs in no more.
fn close_without_basis(tx: &mut Tx<'_>, act: &Act, persons: &[Id<Person>]) -> Result<()> {
    const CLOSE: Ids = store::ids!(
        "UPDATE member SET closed_at = ?1 WHERE closed_at IS NULL AND NOT EXISTS (
             SELECT 1 FROM basis b WHERE b.member = member.person AND (b.until IS NULL OR b.until >= b.since))
           AND person IN ",
        2,
        " RETURNING person"
    );
    let closed: Vec<(Id<Person>,)> = tx.all_ids(&CLOSE, vals![act.at], persons)?;
    closed.into_iter().try_for_each(|(person,)| sign_in::close(tx, act, person))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rosters::State;

    fn row(class: &str) -> Listed {
        Listed {
            id: Id::from_bytes([1; 16]),
            number: None,
            name: "Meiske Lumi".into(),
            folded: "meiske lumi".into(),
            born: None,
            sex: None,
            phone: None,
            email: None,
            class: Some(class.into()),
            position: 1,
            joined: date(2026, 8, 5),
            state: State::Waiting,
            person: None,
            basis: None,
            basis_until: None,
        }
    }

    #[test]
    fn a_row_goes_back_only_where_it_stands_as_the_list_left_it() {
        let (was, is, later) = (row("7A"), row("8A"), row("8B"));
        let (was, is, later) = (Some(&was), Some(&is), Some(&later));
        assert_eq!(step(was, was, later), Step::Nothing);
        assert_eq!(step(was, is, is), Step::Restore(is.unwrap(), was.unwrap()));
        assert_eq!(step(was, is, later), Step::Leave(is.unwrap()));
        assert_eq!(step(None, is, is), Step::Remove(is.unwrap()));
        assert_eq!(step(None, is, None), Step::Leave(is.unwrap()), "somebody was forgotten");
        assert_eq!(step(was, None, None), Step::Return(was.unwrap()));
        assert_eq!(step(was, None, later), Step::Leave(was.unwrap()));
    }
}
