//! What a member has and had follows when two entries of the register turn out to be one person.

use kernel::{Act, Id, Message, Person};
use membership::members;
use platform::library;
use store::{Result, Tx};
use web::{Consequence, Follower};

use crate::{loans, policy::Case, rulebook::Rulebook};

/// Loans, and the work at the desk that speaks of the member.
pub(crate) const FOLLOWERS: &[Follower] = &[
    web::follower!("circulation.loans", loan.member),
    web::follower!("circulation.desk-transactions", desk_transaction.member),
    web::follower!("circulation.desk-entries", desk_entry.member),
];

/// How many loans would come along, and whether that is more than the survivor may have: nothing is taken from
/// them, but nothing more is lent either.
pub(crate) const CONSEQUENCES: &[Consequence] = &[told];

fn told(tx: &mut Tx<'_>, act: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Message>> {
    let theirs = loans::out(tx, act, from, "")?.open;
    let Some(survivor) = members::by_id(tx, to)?.filter(|_| theirs > 0) else { return Ok(Vec::new()) };
    let open = theirs + loans::out(tx, act, to, "")?.open;
    let mut messages = vec![Message::new("merge-loans-follow").with("n", theirs)];
    let branch = library::branches(tx)?.first().map_or_else(|| Id::from_bytes([0; 16]), |branch| branch.id);
    let limit = Rulebook::today(tx, act)?.terms(&Case { branch, plan: &survivor.plan, kind: "" }).limit;
    if let Some(limit) = limit.filter(|limit| open > *limit) {
        messages.push(
            Message::new("merge-loans-over-limit")
                .with("open", open)
                .with("limit", limit)
                .with("code", survivor.code),
        );
    }
    Ok(messages)
}
