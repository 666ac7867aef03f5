//! Two memberships that turn out to be one person's: the survivor's number stays, the other card counts no more, and
//! whatever hung on the other membership hangs on this one, until they are split again.
//!
//! The other membership's row stays where it is; nobody sees it, because its person has been merged into somebody.

use kernel::{Act, Id, Message, Person};
use platform::accounts;
use store::{Result, Tx, sql, vals};
use web::{Consequence, Follower};

use crate::{Member, cards::Reason, queries};

/// What follows, in this order; the card first, which also says whether the two may be made one.
pub(crate) const FOLLOWERS: &[Follower] = &[
    Follower { name: "membership.member", follow: retire, back: unretire },
    Follower { name: "membership.account", follow: close_account, back: reopen_account },
    Follower {
        name: "membership.confirmation",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE member SET confirmed_at = (SELECT o.confirmed_at FROM member o WHERE o.person = ?1)
                     WHERE person = ?2 AND confirmed_at IS NULL
                       AND EXISTS (SELECT 1 FROM member o WHERE o.person = ?1 AND o.confirmed_at IS NOT NULL)
                     RETURNING person"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, from, to| {
            tx.exec(
                sql!(
                    "UPDATE member SET confirmed_at = NULL WHERE person = ?2
                       AND confirmed_at = (SELECT o.confirmed_at FROM member o WHERE o.person = ?1)"
                ),
                vals![from, to],
            )
            .map(drop)
        },
    },
    Follower {
        name: "membership.block",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE member SET blocked = (SELECT o.blocked FROM member o WHERE o.person = ?1)
                     WHERE person = ?2 AND blocked IS NULL
                       AND EXISTS (SELECT 1 FROM member o WHERE o.person = ?1 AND o.blocked IS NOT NULL)
                     RETURNING person"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, _, from, to| {
            tx.exec(
                sql!(
                    "UPDATE member SET blocked = NULL WHERE person = ?2
                       AND blocked = (SELECT o.blocked FROM member o WHERE o.person = ?1)"
                ),
                vals![from, to],
            )
            .map(drop)
        },
    },
    Follower {
        name: "membership.bases",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE basis SET member = ?2 WHERE member = ?1 AND (guardian IS NULL OR guardian <> ?2)
                       AND EXISTS (SELECT 1 FROM member m JOIN plan p ON p.code = m.plan WHERE m.person = ?2
                           AND (kind NOT IN ('address', 'employment', 'payment') OR p.price <= COALESCE(paid, 0)))
                     RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE basis SET member = ?2 WHERE id = ?1 AND member = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "membership.guarded",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE basis SET guardian = ?2 WHERE guardian = ?1 AND member <> ?2
                       AND EXISTS (SELECT 1 FROM member m WHERE m.person = ?2) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE basis SET guardian = ?2 WHERE id = ?1 AND guardian = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "membership.sent-lists",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!("UPDATE roster_submission SET sender = ?2 WHERE sender = ?1 RETURNING id"),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE roster_submission SET sender = ?2 WHERE id = ?1 AND sender = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    // Where both stand on one list, the other's row stays; the next list settles it.
    web::follower!("membership.roster-rows", roster_row.person, once sponsorship),
    Follower {
        name: "membership.vouchers",
        // A voucher is known by the basis it made.
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE voucher SET used_by = ?2 WHERE used_by = ?1
                       AND EXISTS (SELECT 1 FROM member m WHERE m.person = ?2) RETURNING basis"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE voucher SET used_by = ?2 WHERE basis = ?1 AND used_by = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "membership.consents",
        // Of two consents in force for one purpose the survivor's stays in force; the other one stays where it is.
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE consent SET subject = ?2 WHERE subject = ?1 AND giver <> ?2
                       AND (withdrawn_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM consent o WHERE o.subject = ?2
                            AND o.purpose = consent.purpose AND o.withdrawn_at IS NULL)) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE consent SET subject = ?2 WHERE id = ?1 AND subject = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "membership.consents-given",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!("UPDATE consent SET giver = ?2 WHERE giver = ?1 AND subject <> ?2 RETURNING id"),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE consent SET giver = ?2 WHERE id = ?1 AND giver = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    web::follower!("membership.sponsorships", sponsorship.partner),
];

/// What a merger of two members brings, told beforehand.
pub(crate) const CONSEQUENCES: &[Consequence] = &[|tx, _, from, to| {
    let Some((gone, stays)) = both(tx, from, to)? else { return Ok(Vec::new()) };
    let mut told = vec![
        Message::new("merge-card-retired").with("gone", gone.code.as_str()).with("code", stays.code.as_str()),
    ];
    if gone.plan != stays.plan {
        told.push(Message::new("merge-plan-stays").with("code", stays.code.as_str()));
    }
    if let (Some(reason), None) = (&gone.blocked, &stays.blocked) {
        told.push(Message::new("merge-block-follows").with("reason", reason.as_str()));
    }
    if let Some(account) = accounts::of(tx, from)?.filter(|account| account.closed_at.is_none()) {
        told.push(Message::new("merge-account-closes").with("login", account.login));
    }
    Ok(told)
}];

/// The one that goes and the one that stays, where both are members.
fn both(tx: &mut Tx<'_>, from: Id<Person>, to: Id<Person>) -> Result<Option<(Member, Member)>> {
    Ok(queries::by_id(tx, from)?.zip(queries::by_id(tx, to)?))
}

/// The number on the card of the one that goes counts no more. Where the one that stays is no member, the membership
/// itself is theirs from now on, number and all.
fn retire(tx: &mut Tx<'_>, act: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Id<()>>> {
    let Some(gone) = queries::by_id(tx, from)? else { return Ok(Vec::new()) };
    tx.exec(sql!("DELETE FROM member_change WHERE member IN (?1, ?2)"), vals![from, to])?;
    tx.lock("membership.card", &gone.code)?;
    if queries::by_id(tx, to)?.is_none() {
        pass_on(tx, from, to)?;
        return Ok(vec![to.cast()]);
    }
    tx.exec(
        sql!("INSERT INTO retired_card (code, member, reason, at) VALUES (?1, ?2, ?3, ?4)"),
        vals![gone.code, from, Reason::Merged, act.at],
    )?;
    Ok(vec![from.cast()])
}

fn unretire(tx: &mut Tx<'_>, _: &Act, rows: &[Id<()>], from: Id<Person>, to: Id<Person>) -> Result<()> {
    tx.exec(sql!("DELETE FROM member_change WHERE member IN (?1, ?2)"), vals![from, to])?;
    if rows.contains(&to.cast()) {
        return take_back(tx, from, to);
    }
    tx.exec(
        sql!(
            "DELETE FROM retired_card WHERE member = ?1 AND reason = 'merged'
               AND code = (SELECT m.code FROM member m WHERE m.person = ?1)"
        ),
        vals![from],
    )?;
    Ok(())
}

/// The number of a membership that somebody else has for now. No card has it.
fn no_number(person: Id<Person>) -> String {
    format!("{:X}", person.uuid().simple())
}

/// The membership of `from` is that of `to`, who has none. An empty row is left, for what has not followed yet.
fn pass_on(tx: &mut Tx<'_>, from: Id<Person>, to: Id<Person>) -> Result<()> {
    let (code,): (String,) = tx.one(sql!("SELECT code FROM member WHERE person = ?1"), vals![from])?;
    tx.exec(sql!("UPDATE member SET code = ?2 WHERE person = ?1"), vals![from, no_number(from)])?;
    tx.exec(
        sql!(
            "INSERT INTO member (person, code, plan, plan_since, branch, blocked, since, confirmed_at, closed_at,
                 consent_due, grown_seen_at)
             SELECT ?2, ?3, m.plan, m.plan_since, m.branch, m.blocked, m.since, m.confirmed_at, m.closed_at, m.consent_due,
                 m.grown_seen_at
             FROM member m WHERE m.person = ?1"
        ),
        vals![from, to, code],
    )?;
    tx.exec(sql!("UPDATE joining SET member = ?2 WHERE member = ?1"), vals![from, to])?;
    tx.exec(sql!("UPDATE retired_card SET member = ?2 WHERE member = ?1"), vals![from, to])?;
    people::handles::give(tx, to, &code)
}

/// The membership goes back as it is now, with all that has come to hang on it: `to` had none of their own.
fn take_back(tx: &mut Tx<'_>, from: Id<Person>, to: Id<Person>) -> Result<()> {
    for statement in [
        sql!("UPDATE basis SET member = ?1 WHERE member = ?2"),
        sql!("UPDATE basis SET guardian = ?1 WHERE guardian = ?2"),
        sql!("UPDATE voucher SET used_by = ?1 WHERE used_by = ?2"),
        sql!("UPDATE joining SET member = ?1 WHERE member = ?2"),
        sql!("UPDATE retired_card SET member = ?1 WHERE member = ?2"),
    ] {
        tx.exec(statement, vals![from, to])?;
    }
    let (code,): (String,) = tx.one(sql!("SELECT code FROM member WHERE person = ?1"), vals![to])?;
    tx.exec(
        sql!(
            "UPDATE member SET plan = n.plan, plan_since = n.plan_since, branch = n.branch, blocked = n.blocked, confirmed_at = n.confirmed_at,
                 closed_at = n.closed_at, consent_due = n.consent_due, grown_seen_at = n.grown_seen_at
             FROM (SELECT * FROM member WHERE person = ?2) n WHERE member.person = ?1"
        ),
        vals![from, to],
    )?;
    tx.exec(sql!("DELETE FROM member WHERE person = ?1"), vals![to])?;
    tx.exec(sql!("UPDATE member SET code = ?2 WHERE person = ?1"), vals![from, code])?;
    people::handles::give(tx, from, &code)
}

/// Nobody signs in any more as the one that goes: an account hangs on no entry that is gone. Of whoever works here none goes
/// ([`people::merging`]).
fn close_account(tx: &mut Tx<'_>, act: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Id<()>>> {
    if accounts::of(tx, from)?.is_none_or(|account| account.closed_at.is_some()) {
        return Ok(Vec::new());
    }
    // With the membership its account goes along, where the number on the card stays the login, and so does that of somebody
    // who is no member.
    let goes_along = queries::by_id(tx, from)?.is_none_or(|member| member.code == no_number(from));
    if goes_along && accounts::hand_over(tx, act, from, to)? {
        return Ok(vec![to.cast()]);
    }
    accounts::close(tx, act, from)?;
    Ok(vec![from.cast()])
}

fn reopen_account(
    tx: &mut Tx<'_>,
    act: &Act,
    rows: &[Id<()>],
    from: Id<Person>,
    to: Id<Person>,
) -> Result<()> {
    match rows.contains(&to.cast()) {
        true => accounts::hand_over(tx, act, to, from).map(drop),
        false => accounts::reopen(tx, act, from),
    }
}
