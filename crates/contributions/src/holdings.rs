//! What is held about givers, how they follow a merger, and how they are forgotten: what they gave is the library's and its
//! papers must be kept, but nothing here says any more who they were.

use kernel::{Date, Id, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::{Follower, Holding, Told};

pub(crate) const FOLLOWERS: &[Follower] = &[
    web::follower!("contributions.given", contribution.party),
    web::follower!("contributions.offered", book_offer.person),
];

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "contributions.given",
        tables: &["contribution"],
        fields: &[
            "contribution-code",
            "contribution-about",
            "contribution-amount",
            "contribution-received-on",
            "contribution-handover",
        ],
        tell: given,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(
                sql!("UPDATE contribution SET party = NULL, name = '—', named = FALSE WHERE party = ?1"),
                vals![person],
            )
            .map(drop)
        },
    },
    Holding {
        name: "contributions.offered",
        tables: &["book_offer"],
        fields: &["offer-code", "offer-titles", "offer-note", "offer-sent-at"],
        tell: offered,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| crate::offers::forget_person(tx, person),
    },
];

fn given(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    type Row = (String, String, Option<i64>, Option<Date>, Option<String>);
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT code, about, amount, received_on, handover FROM contribution WHERE party = ?1 ORDER BY entered_at, id"
        ),
        vals![person],
    )?;
    Ok(rows
        .into_iter()
        .map(|(code, about, amount, day, handover)| {
            vec![code.into(), about.into(), amount.into(), day.into(), handover.into()]
        })
        .collect())
}

fn offered(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(String, String, String, Timestamp)> = tx.all(
        sql!(
            "SELECT code, titles, note, offered_at FROM book_offer WHERE person = ?1 ORDER BY offered_at, id"
        ),
        vals![person],
    )?;
    Ok(rows
        .into_iter()
        .map(|(code, titles, note, at)| vec![code.into(), titles.into(), note.into(), at.into()])
        .collect())
}
