//! The same once more: what was planned for this year, 52 weeks later.

use std::collections::BTreeMap;

use jiff::ToSpan;
use kernel::{Act, Date, Id};
use store::{Result, Tx};

use crate::{
    assignments, guests, materials,
    model::{Activity, Draft, Entry, Programme},
    planning, rules, seats, sessions,
};

/// Plans an activity again as a draft: its sessions on the same weekdays, its seats, people, partners, papers and assignments,
/// and every day that was set as much later.
/// Nobody is registered, and nothing is agreed to yet.
///
/// # Errors
/// Those of the database.
pub fn copy(
    tx: &mut Tx<'_>,
    act: &Act,
    old: &Activity,
    programme: Option<Id<Programme>>,
) -> Result<Activity> {
    let later = |day: Date| day.saturating_add(52.weeks());
    let (opens_on, closes_on) = (old.opens_on.map(later), old.closes_on.map(later));
    let plan = Draft { programme, opens_on, closes_on, ..old.plan.clone() };
    let new = planning::draft(tx, act, &plan)?;
    let partners: Vec<_> = planning::partners(tx, old.id)?.into_iter().map(|(id, _)| id).collect();
    planning::set_partners(tx, new.id, &partners)?;
    let zone = old.zone();
    let pools = seats::pools(tx, old.id)?;
    let mut again = BTreeMap::new();
    for session in sessions::of(tx, old.id)?.into_iter().filter(|session| session.stands()) {
        let mut plan = sessions::Plan::of(&session);
        plan.starts_at = rules::next_year(session.starts_at, &zone);
        plan.ends_at = rules::next_year(session.ends_at, &zone);
        let made = sessions::add(tx, act, new.id, &plan)?;
        again.insert(session.id, made);
        for pool in pools.iter().filter(|pool| old.entry == Entry::Each && pool.session == Some(session.id)) {
            seats::set(tx, act, new.id, Some(made), &pool.name, pool.capacity)?;
        }
    }
    for pool in pools.iter().filter(|pool| pool.session.is_none()) {
        seats::set(tx, act, new.id, None, &pool.name, pool.capacity)?;
    }
    for guest in guests::of(tx, old.id)? {
        let session = guest.session.map(|session| again.get(&session).copied());
        // What somebody was to do at a session that was called off is not done again.
        let Some(session) = session.map_or(Some(None), |again| again.map(Some)) else { continue };
        // What was told of somebody was agreed to for last year; it is asked for again.
        let invited = guests::Invited { session, biography: String::new(), agreed: false, ..guest.into() };
        guests::invite(tx, act, new.id, &invited)?;
    }
    for one in assignments::of(tx, old.id)? {
        assignments::set(
            tx,
            act,
            new.id,
            &assignments::Task { due_on: one.due_on.map(later), ..one.into() },
        )?;
    }
    materials::copy(tx, act, old.id, new.id)?;
    planning::one(tx, new.id)
}
