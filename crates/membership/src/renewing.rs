//! What members prolong themselves, and guardians for their children: a membership that ends soon, on what the library
//! itself grants, where its plan lets them.

use kernel::{Act, Date, Id, Kind, Person, Refusal};
use store::{Result, Tx};

use crate::{Member, members, plans, queries, rules};

/// Until when it would run, or the reason why it cannot be prolonged now.
pub type Proposal = std::result::Result<Option<Date>, kernel::Message>;

/// What a member may expect who prolongs their membership today.
///
/// # Errors
/// Those of the database.
pub fn proposal(tx: &mut Tx<'_>, act: &Act, member: &Member) -> Result<Proposal> {
    let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == member.plan);
    Ok(plan.map_or_else(rules::only_at_the_desk, |plan| rules::own_renewal(member, &plan, act.today())))
}

/// Prolongs a membership for whoever it is, or who cares for them.
///
/// # Errors
/// A refusal with the reason where it cannot be prolonged now; those of the database.
pub fn renew_own(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    match proposal(tx, act, &member)? {
        Ok(until) => members::renew(tx, act, person, until),
        Err(why) => Err(Refusal::new(Kind::Conflict, why).into()),
    }
}
