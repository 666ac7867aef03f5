//! What messages hold about a person, and how they are forgotten.

use kernel::{Arg, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::{Holding, Told};

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "notices.messages",
        tables: &["notice", "delivery"],
        fields: &["held-kind", "held-value", "held-since"],
        tell: messages,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(
                sql!(
                    "DELETE FROM delivery WHERE notice IN
                         (SELECT id FROM notice WHERE recipient = ?1 OR about = ?1)"
                ),
                vals![person],
            )?;
            tx.exec(sql!("DELETE FROM notice WHERE recipient = ?1 OR about = ?1"), vals![person]).map(drop)
        },
    },
    Holding {
        name: "notices.wishes",
        tables: &["notice_wish", "notice_reader", "address_proof"],
        fields: &["held-kind", "held-value", "held-since"],
        tell: wishes,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM notice_wish WHERE person = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM notice_reader WHERE person = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM address_proof WHERE party = ?1"), vals![person]).map(drop)
        },
    },
];

fn messages(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(String, String, Timestamp)> = tx.all(
        sql!(
            "SELECT kind, contents, created_at FROM notice WHERE recipient = ?1 OR about = ?1
             ORDER BY created_at, id"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(row).collect())
}

fn wishes(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(String, String, Timestamp)> = tx.all(
        sql!(
            "SELECT kind, CASE WHEN wanted THEN channel ELSE '-' || channel END, at FROM notice_wish WHERE person = ?1
             UNION ALL SELECT purpose, address, asked_at FROM address_proof WHERE party = ?1"
        ),
        vals![person],
    )?;
    Ok(rows.into_iter().map(row).collect())
}

fn row((kind, value, since): (String, String, Timestamp)) -> Vec<Arg> {
    vec![kind.into(), value.into(), since.into()]
}
