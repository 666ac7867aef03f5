//! What the books hold about a person, and how they are forgotten: what was posted stays, without their name.

use kernel::Date;
use store::{sql, vals};
use web::{Follower, Holding};

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "funds.given",
    tables: &["fund", "ledger_transaction", "spending"],
    fields: &["transaction", "funds-day", "transaction-memo"],
    tell: |tx, person| {
        let rows: Vec<(String, Date, String)> = tx.all(
            sql!("SELECT number, day, memo FROM ledger_transaction WHERE party = ?1 ORDER BY day, number"),
            vals![person],
        )?;
        Ok(rows.into_iter().map(|(number, day, memo)| vec![number.into(), day.into(), memo.into()]).collect())
    },
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase: |tx, _, person| {
        tx.exec(sql!("UPDATE fund SET giver = NULL WHERE giver = ?1"), vals![person])?;
        tx.exec(sql!("UPDATE spending SET party = NULL WHERE party = ?1"), vals![person])?;
        tx.exec(sql!("UPDATE ledger_transaction SET party = NULL WHERE party = ?1"), vals![person]).map(drop)
    },
}];

pub(crate) const FOLLOWERS: &[Follower] = &[
    web::follower!("funds.funds", fund.giver),
    web::follower!("funds.transactions", ledger_transaction.party),
    web::follower!("funds.payees", spending.party),
];
