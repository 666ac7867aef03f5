//! What a member has and had follows when two entries of the register turn out to be one person.

use kernel::{Act, Id, Message, Person};
use membership::members;
use platform::library;
use store::{Result, Tx, sql, vals};
use web::{Consequence, Follower};

use crate::{loans, policies, policy::Case};

/// Loans, and the work at the desk that speaks of the member.
pub(crate) const FOLLOWERS: &[Follower] = &[
    Follower {
        name: "circulation.loans",
        follow: |tx, _, from, to| {
            ids(tx.all(sql!("UPDATE loan SET member = ?2 WHERE member = ?1 RETURNING id"), vals![from, to]))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE loan SET member = ?2 WHERE id = ?1 AND member = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "circulation.desk-transactions",
        follow: |tx, _, from, to| {
            ids(tx.all(
                sql!("UPDATE desk_transaction SET member = ?2 WHERE member = ?1 RETURNING id"),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE desk_transaction SET member = ?2 WHERE id = ?1 AND member = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "circulation.desk-entries",
        follow: |tx, _, from, to| {
            ids(tx.all(
                sql!("UPDATE desk_entry SET member = ?2 WHERE member = ?1 RETURNING id"),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE desk_entry SET member = ?2 WHERE id = ?1 AND member = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
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
    let limit = policies::terms(tx, &Case { branch, plan: &survivor.plan, kind: "" })?.limit;
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

fn ids(rows: Result<Vec<(Id<()>,)>>) -> Result<Vec<Id<()>>> {
    Ok(rows?.into_iter().map(|(id,)| id).collect())
}
