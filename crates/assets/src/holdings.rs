//! What the register of things holds about a person, and how they are forgotten: the thing stays, without their name.

use kernel::Date;
use store::{sql, vals};
use web::{Follower, Holding};

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "assets.given",
    tables: &["asset"],
    fields: &["asset-code", "asset-name", "asset-acquired"],
    tell: |tx, person| {
        let rows: Vec<(String, String, Date)> = tx.all(
            sql!(
                "SELECT code, name, acquired_on FROM asset WHERE party = ?1 OR custodian = ?1 ORDER BY code"
            ),
            vals![person],
        )?;
        Ok(rows.into_iter().map(|(code, name, day)| vec![code.into(), name.into(), day.into()]).collect())
    },
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase: |tx, _, person| {
        tx.exec(sql!("UPDATE asset SET party = NULL, origin = NULL WHERE party = ?1"), vals![person])?;
        tx.exec(sql!("UPDATE asset SET custodian = NULL WHERE custodian = ?1"), vals![person]).map(drop)
    },
}];

pub(crate) const FOLLOWERS: &[Follower] = &[web::follower!("assets.given", asset.party)];
