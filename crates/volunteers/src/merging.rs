//! A volunteer who turns out to be somebody else's second entry. Whoever is on the roll once stays on it under the entry
//! that stays; of two who are one, the hours given and the checks seen are the survivor's, and the other place on the roll is
//! seen no more until they are split again.

use kernel::{Act, Id, Person};
use store::{Result, Tx, sql, vals};
use web::Follower;

use crate::{Volunteer, roll};

/// What follows, in this order.
pub(crate) const FOLLOWERS: &[Follower] = &[
    Follower {
        name: "volunteers.volunteer",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE volunteer SET person = ?2 WHERE person = ?1
                       AND NOT EXISTS (SELECT 1 FROM volunteer o WHERE o.person = ?2) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE volunteer SET person = ?2 WHERE id = ?1 AND person = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "volunteers.hours",
        follow: |tx, _, from, to| {
            let Some((gone, stays)) = both(tx, from, to)? else { return Ok(Vec::new()) };
            web::followed(tx.all(
                sql!("UPDATE volunteer_hours SET volunteer = ?2 WHERE volunteer = ?1 RETURNING id"),
                vals![gone, stays],
            ))
        },
        back: |tx, act, rows, from, to| {
            go_back(tx, act, rows, from, to, sql!("UPDATE volunteer_hours SET volunteer = ?2 WHERE id = ?1"))
        },
    },
    Follower {
        name: "volunteers.checks",
        follow: |tx, _, from, to| {
            let Some((gone, stays)) = both(tx, from, to)? else { return Ok(Vec::new()) };
            web::followed(tx.all(
                sql!("UPDATE volunteer_check SET volunteer = ?2 WHERE volunteer = ?1 RETURNING id"),
                vals![gone, stays],
            ))
        },
        back: |tx, act, rows, from, to| {
            go_back(tx, act, rows, from, to, sql!("UPDATE volunteer_check SET volunteer = ?2 WHERE id = ?1"))
        },
    },
    web::follower!("volunteers.application", volunteer_application.person),
];

/// The places of both on the roll, where both have one.
fn both(tx: &mut Tx<'_>, from: Id<Person>, to: Id<Person>) -> Result<Option<(Id<Volunteer>, Id<Volunteer>)>> {
    let (gone, stays) = (roll::by_person(tx, from)?, roll::by_person(tx, to)?);
    Ok(gone.zip(stays).map(|(gone, stays)| (gone.id, stays.id)))
}

/// What has moved goes back to the place on the roll that it came from, where that is still there.
fn go_back(
    tx: &mut Tx<'_>,
    _: &Act,
    rows: &[Id<()>],
    from: Id<Person>,
    to: Id<Person>,
    statement: &'static store::Sql,
) -> Result<()> {
    let Some((gone, _)) = both(tx, from, to)? else { return Ok(()) };
    rows.iter().try_for_each(|row| tx.exec(statement, vals![row, gone]).map(drop))
}
