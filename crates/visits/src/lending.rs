//! A loan at the desk shows that a member is here. Where a library wants it so, it counts as a visit, once a day, and
//! only of whoever has not been counted at the door: nobody is counted twice.

use circulation::events::Lent;
use std::ops::Range;

use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use membership::members;
use platform::{
    events::{Event, Posted, Subscriber},
    library::Branch,
};
use store::{Result, Tx, sql, vals};

use crate::{Entry, New, Purpose, Source, door, settings};

/// What this module hears of.
pub(crate) const SUBSCRIBERS: &[Subscriber] =
    &[Subscriber { name: "visits.lending-counts", kinds: &[Lent::KIND], handle: heard }];

fn heard(tx: &mut Tx<'_>, act: &Act, posted: &Posted) -> Result<()> {
    if !settings::LENDING_COUNTS.flag(tx)? {
        return Ok(());
    }
    let Some(lent) = posted.read::<Lent>()? else { return Ok(()) };
    let place: Option<(Id<Branch>,)> =
        tx.opt(sql!("SELECT branch FROM loan WHERE id = ?1"), vals![posted.subject])?;
    match place {
        Some((branch,)) => count(tx, act, lent.member, branch, posted.at, posted.subject.cast()),
        None => Ok(()),
    }
}

/// Counts a member who borrowed at `at`, unless they were counted on that day already.
///
/// # Errors
/// Those of the database.
pub fn count(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    branch: Id<Branch>,
    at: Timestamp,
    id: Id<Entry>,
) -> Result<()> {
    let day = at.to_zoned_datetime(act.zone.clone()).date();
    let Range { start: from, end: to } = act.span(day, day);
    tx.lock("visit", &person)?;
    if door::counted(tx, person, branch, from - SignedDuration::from_millis(1), to)?.is_some() {
        return Ok(());
    }
    let Some(member) = members::by_id(tx, person)? else { return Ok(()) };
    let new = New {
        id,
        branch,
        room: None,
        purpose: Some(Purpose::Borrow),
        at,
        hour_known: true,
        source: Source::Lending,
        kiosk: None,
    };
    door::member(tx, act, &new, &member).map(drop)
}
