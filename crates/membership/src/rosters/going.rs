//! Who stays on a list, comes back to it or is gone from it, and how the register follows what it says of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use kernel::{Act, Date, Id, Person};
use people::{Profile, name, parties};
use store::{Error, Result, Tx, many::Ids, vals};

use super::{
    Change, Listed, State,
    rows::{email_of, entry_of, keep, waiting},
    seating::told,
};
use crate::{Basis, Ground, members, queries, sponsorships::Sponsorship};

/// Opens memberships again that were ended, and the accounts that ended with them: a list brings back whoever left, but no
/// child whose guardian has taken their consent back.
pub(super) fn reopen(tx: &mut Tx<'_>, act: &Act, persons: &[Id<Person>]) -> Result<()> {
    const ENDED: Ids = store::ids!("SELECT person FROM member WHERE closed_at IS NOT NULL AND person IN ", 1);
    let ended: Vec<(Id<Person>,)> = tx.all_ids(&ENDED, vals![], persons)?;
    let ended: BTreeSet<Id<Person>> = ended.into_iter().map(|(person,)| person).collect();
    for member in queries::by_ids(tx, &Vec::from_iter(ended))? {
        match members::reopen(tx, act, &member) {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Whoever is gone keeps the seat until the grace ends; whoever only waited leaves no trace.
pub(super) fn leave(tx: &mut Tx<'_>, act: &Act, carried: &Sponsorship, rows: &[Listed]) -> Result<()> {
    const FORGET: Ids = store::ids!("DELETE FROM roster_row WHERE sponsorship = ?1 AND id IN ", 2);
    const GONE: Ids =
        store::ids!("UPDATE roster_row SET state = 'gone' WHERE sponsorship = ?1 AND id IN ", 2);
    let last = act.today().checked_add(carried.grace_days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    let ids = |rows: &[&Listed]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let (had, waited): (Vec<&Listed>, Vec<&Listed>) =
        rows.iter().partition(|row| row.person.is_some() && row.basis.is_some());
    tx.exec_ids(&FORGET, vals![carried.id], &ids(&waited))?;
    tx.exec_ids(&GONE, vals![carried.id], &ids(&had))?;
    let longer = had.iter().filter(|row| row.basis_until.is_none_or(|until| until > last));
    let ends: Vec<End> = longer.filter_map(|row| End::of(row, Some(last))).collect();
    set_ends(tx, act, &ends)
}

/// The last day of a basis, as it was and as it is to be.
pub(super) struct End {
    pub(super) person: Id<Person>,
    pub(super) basis: Id<Basis>,
    pub(super) before: Option<Date>,
    pub(super) after: Option<Date>,
}

impl End {
    /// The end of the basis that a row has given, where it has.
    pub(super) fn of(row: &Listed, after: Option<Date>) -> Option<Self> {
        Some(Self { person: row.person?, basis: row.basis?, before: row.basis_until, after })
    }
}

/// Lets bases end on other days.
pub(super) fn set_ends(tx: &mut Tx<'_>, act: &Act, ends: &[End]) -> Result<()> {
    const ENDS: Ids = store::ids!("UPDATE basis SET until = ?1 WHERE id IN ", 2);
    let mut by_day: BTreeMap<Option<Date>, Vec<&End>> = BTreeMap::new();
    for end in ends {
        by_day.entry(end.after).or_default().push(end);
    }
    for (day, ends) in by_day {
        let bases: Vec<_> = ends.iter().map(|end| end.basis).collect();
        tx.exec_ids(&ENDS, vals![day], &bases)?;
        let detail = |end: &&End| {
            let detail = serde_json::json!({
                "basis": end.basis, "ground": Ground::Roster.as_str(), "until": [end.before, end.after],
            });
            (end.person, detail)
        };
        let details: Vec<_> = ends.iter().map(detail).collect();
        let action = if day.is_some() { "member.basis-ended" } else { "member.basis-added" };
        told(tx, act, action, &details)?;
    }
    Ok(())
}

/// Brings rows up to date that are still there, or there again. Within its grace a row has its seat still; later it
/// waits for one.
pub(super) fn go_on(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    changes: &[&Change],
) -> Result<()> {
    let (mut rows, mut ends) = (Vec::new(), Vec::new());
    for change in changes {
        let Change { row, entry } = change;
        let mut state = row.state;
        if row.state == State::Gone {
            let in_grace = row.basis_until.is_none_or(|until| until >= act.today());
            state = if in_grace { State::Current } else { State::Waiting };
            if in_grace && row.basis_until.is_some() {
                ends.extend(End::of(row, None));
            }
        }
        let after = Listed {
            id: row.id,
            joined: row.joined,
            person: row.person,
            basis: row.basis,
            basis_until: row.basis_until,
            number: entry.number.clone().or_else(|| row.number.clone()),
            sex: entry.profile.sex.or(row.sex),
            phone: entry.phone().or_else(|| row.phone.clone()),
            email: email_of(entry).or_else(|| row.email.clone()),
            state,
            ..waiting(entry, act.today())
        };
        if after != *row {
            rows.push(after);
        }
    }
    reopen(tx, act, &ends.iter().map(|end| end.person).collect::<Vec<_>>())?;
    set_ends(tx, act, &ends)?;
    keep(tx, sponsorship, &rows)?;
    for change in changes.iter().filter(|change| change.of_person()) {
        follow(tx, act, change)?;
    }
    Ok(())
}

/// The register follows a corrected name or birth date, unless it says something else already: then people have
/// looked at papers.
pub(super) fn follow(tx: &mut Tx<'_>, act: &Act, change: &Change) -> Result<()> {
    let Some(person) = change.row.person else { return Ok(()) };
    let known = parties::living(tx, person)?;
    if name::folded(&known.name) != change.row.folded || known.born != change.row.born {
        return Ok(());
    }
    let text = Option::unwrap_or_default;
    let profile = Profile {
        name: change.entry.name(),
        born: change.entry.profile.born.or(known.born),
        sex: known.sex,
        phone: text(known.phone),
        email: text(known.email),
        village: text(known.village),
        address: text(known.address),
        note: text(known.note),
    };
    parties::change(tx, act, known.id, &profile)
}

/// The register goes back to a name or birth date that a list has corrected, as [`follow`] would go there.
pub(super) fn follow_back(tx: &mut Tx<'_>, act: &Act, from: &Listed, to: &Listed) -> Result<()> {
    follow(tx, act, &Change { row: from.clone(), entry: entry_of(to) })
}
