//! What a partner that carries memberships is told about lending: one number, and only where it speaks of enough
//! people that nobody can be told apart. Never what anyone read.

use std::collections::HashSet;

use kernel::{Act, Date, Id, Person, Timestamp};
use membership::sponsorships::Sponsorship;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Loan, rules};

/// Numbers that come from fewer people than this are not told.
pub const FEWEST: usize = 5;

#[derive(FromRow)]
struct Lent {
    loan: Id<Loan>,
    member: Id<Person>,
    out_at: Timestamp,
    since: Date,
    until: Option<Date>,
}

/// How many loans members made from `from` to `to`, both included, on days on which the sponsorship carried them;
/// none where fewer than [`FEWEST`] members borrowed anything. Loans that have been parted from their borrowers
/// count no more.
///
/// # Errors
/// Those of the database.
pub fn loans(
    tx: &mut Tx<'_>,
    act: &Act,
    sponsorship: Id<Sponsorship>,
    from: Date,
    to: Date,
) -> Result<Option<i64>> {
    let span = act.span(from, to);
    let (mut lent, mut borrowers) = (HashSet::new(), HashSet::new());
    tx.each(
        sql!(
            "SELECT l.id AS loan, l.member, l.out_at, b.since, b.until
             FROM basis b JOIN loan l ON l.member = b.member AND l.out_at >= ?2 AND l.out_at < ?3
             WHERE b.sponsorship = ?1"
        ),
        vals![sponsorship, span.start, span.end],
        |row: Lent| {
            let day = rules::day_of(act, row.out_at);
            if row.since <= day && row.until.is_none_or(|until| until >= day) {
                lent.insert(row.loan);
                borrowers.insert(row.member);
            }
            Ok(())
        },
    )?;
    Ok((borrowers.len() >= FEWEST).then_some(i64::try_from(lent.len()).unwrap_or(i64::MAX)))
}
