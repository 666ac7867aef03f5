//! Two entries that turned out to be one, and back.
//!
//! One of the two survives. The other stays under its id and leads to it, so that every old id and card still
//! finds somebody; its rows, here and in the modules that said so ([`web::Follower`]), follow to the survivor
//! and are written down, so that exactly they go back when it was a mistake.

use std::collections::BTreeMap;

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{accounts, audit, events, permissions};
use serde::{Deserialize, Serialize};
use store::{FromRow, Json, Result, Tx, sql, vals};
use web::{Consequence, Follower};

use crate::{
    Party, contacts,
    parties::{self, PartyChanged},
    relationships,
};

/// A merger that stands.
#[derive(Debug, Clone, FromRow)]
pub struct Merger {
    /// The entry that is no more.
    pub gone: Id<Person>,
    /// Its name.
    pub name: String,
    /// When they were merged.
    pub merged_at: Timestamp,
}

/// What moved, so that it can go back.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Moved {
    /// The rows of each follower.
    rows: BTreeMap<String, Vec<Id<()>>>,
    /// What the survivor did not know, and the other did: the column with its value.
    filled: BTreeMap<String, String>,
}

/// Entries that were merged into this one and could be split again, the latest first.
///
/// # Errors
/// Those of the database.
pub fn into(tx: &mut Tx<'_>, survivor: Id<Person>) -> Result<Vec<Merger>> {
    tx.all(
        sql!(
            "SELECT m.gone, p.name, m.merged_at FROM merger m JOIN party p ON p.id = m.gone
             WHERE m.survivor = ?1 AND m.split_at IS NULL ORDER BY m.merged_at DESC, m.id DESC"
        ),
        vals![survivor],
    )
}

/// Makes one entry of two. What the survivor does not know it takes over; what both know stays as the survivor
/// has it.
///
/// # Errors
/// A refusal when the two are not two entries of one kind, one of them was merged already or is forgotten, the one that would
/// go works here, or a guardian would be a child; what a follower says; those of the database.
pub fn merge(
    tx: &mut Tx<'_>,
    act: &Act,
    followers: &[Follower],
    survivor: Id<Person>,
    gone: Id<Person>,
) -> Result<()> {
    tx.lock("people.merge", &"")?;
    let (to, from) = (parties::remembered(tx, survivor)?, parties::remembered(tx, gone)?);
    if let Some(message) = objection(&to, &from) {
        return Err(Refusal::new(Kind::Conflict, message).into());
    }
    if let Some(message) = colleague(tx, &from)? {
        return Err(Refusal::new(Kind::Conflict, message).into());
    }
    let (related,): (i64,) = tx.one(
        sql!(
            "SELECT count(*) FROM relationship WHERE (party = ?1 AND other = ?2) OR (party = ?2 AND other = ?1)"
        ),
        vals![survivor, gone],
    )?;
    if related > 0 {
        let told = Message::new("merge-related").with("one", from.name).with("other", to.name);
        return Err(Refusal::new(Kind::Conflict, told).into());
    }
    // When whoever has the account that stays was taken to be born.
    let own = accounts::of(tx, survivor)?.is_some_and(|account| account.closed_at.is_none());
    let was = if own { to.born } else { from.born };
    // The merger first: what the database lets follow no other way asks for it.
    let merger = Id::<Merger>::new();
    tx.exec(
        sql!(
            "INSERT INTO merger (id, survivor, gone, moved, merged_at, split_at) VALUES (?1, ?2, ?3, ?4, ?5, NULL)"
        ),
        vals![merger, survivor, gone, Json(&Moved::default()), act.at],
    )?;
    let mut moved = Moved { filled: fill(tx, &to, &from)?, ..Moved::default() };
    for follower in OWN.iter().chain(followers) {
        let rows = (follower.follow)(tx, act, gone, survivor)?;
        if !rows.is_empty() {
            moved.rows.insert(follower.name.to_owned(), rows);
        }
    }
    let is = parties::one(tx, survivor)?.born;
    guards_grown(tx, act, survivor, is)?;
    tx.exec(sql!("UPDATE party SET merged_into = ?2 WHERE id = ?1"), vals![gone, survivor])?;
    tx.exec(sql!("UPDATE merger SET moved = ?2 WHERE id = ?1"), vals![merger, Json(&moved)])?;
    settle(tx, survivor, gone)?;
    parties::mind_age(tx, act, survivor, was)?;
    let detail = serde_json::json!({ "gone": gone, "name": from.name, "moved": moved });
    audit::record(tx, act, "party.merged", "person", survivor, &detail)?;
    audit::record(tx, act, "party.merged-away", "person", gone, &serde_json::json!({ "into": survivor }))?;
    events::emit(tx, act, gone, &PartyChanged { merged_into: Some(survivor) })?;
    events::emit(tx, act, survivor, &PartyChanged { merged_into: None })?;
    Ok(())
}

/// Refuses to leave whoever cares for somebody with a birth date, or without one, by which no guardian is grown up.
fn guards_grown(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, born: Option<Date>) -> Result<()> {
    match relationships::birth_objection(tx, act, party, born)? {
        Some(objection) => Err(Refusal::new(Kind::Conflict, objection).into()),
        None => Ok(()),
    }
}

/// What speaks against their being one: people look at papers first.
pub(crate) const CONSEQUENCES: &[Consequence] = &[differences];

fn differences(tx: &mut Tx<'_>, _: &Act, from: Id<Person>, to: Id<Person>) -> Result<Vec<Message>> {
    let born = [parties::one(tx, from)?.born, parties::one(tx, to)?.born];
    let mut told = Vec::new();
    if let [Some(one), Some(other)] = born
        && one != other
    {
        told.push(Message::new("merge-born-differs").with("one", one).with("other", other));
    }
    // One number is given once: two entries that have one have two.
    let (numbers,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM identifier WHERE party IN (?1, ?2) AND scheme = 'nik'"),
        vals![from, to],
    )?;
    if numbers > 1 {
        told.push(Message::new("merge-two-niks"));
    }
    Ok(told)
}

/// Why this entry stays whatever it is the same as: a colleague's account and roles are not ended in passing, nor given to
/// whoever the other entry is.
pub(crate) fn colleague(tx: &mut Tx<'_>, from: &Party) -> Result<Option<Message>> {
    let works = !permissions::holdings(tx, from.id)?.is_empty();
    Ok(works.then(|| Message::new("merge-away-colleague").with("name", from.name.as_str())))
}

fn objection(to: &Party, from: &Party) -> Option<Message> {
    let merged = [to, from].into_iter().find(|party| party.merged_into.is_some());
    match merged {
        _ if to.id == from.id => Some(Message::new("merge-with-itself")),
        Some(party) => Some(Message::new("merge-merged-already").with("name", party.name.as_str())),
        None if to.kind != from.kind => Some(Message::new("merge-other-kind")),
        None => None,
    }
}

/// Makes two entries of one again: what moved goes back, unless it has gone elsewhere since.
///
/// # Errors
/// A refusal when there is no such entry or it is forgotten, when it was not merged, or what it was merged into was merged
/// itself; those of the database.
pub fn split(tx: &mut Tx<'_>, act: &Act, followers: &[Follower], gone: Id<Person>) -> Result<Id<Person>> {
    tx.lock("people.merge", &"")?;
    parties::remembered(tx, gone)?;
    let merger: Option<(Id<Merger>, Id<Person>, Json<Moved>)> = tx.opt(
        sql!("SELECT id, survivor, moved FROM merger WHERE gone = ?1 AND split_at IS NULL"),
        vals![gone],
    )?;
    let (id, survivor, Json(moved)) =
        merger.ok_or_else(|| Refusal::new(Kind::Conflict, Message::new("split-not-merged")))?;
    let to = parties::one(tx, survivor)?;
    if to.merged_into.is_some() {
        let first = Message::new("split-other-first").with("name", to.name.as_str());
        return Err(Refusal::new(Kind::Conflict, first).into());
    }
    for follower in followers.iter().rev().chain(OWN.iter().rev()) {
        if let Some(rows) = moved.rows.get(follower.name) {
            (follower.back)(tx, act, rows, gone, survivor)?;
        }
    }
    if to.born.is_some_and(|born| moved.filled.get("born") == Some(&born.to_string())) {
        guards_grown(tx, act, survivor, None)?;
    }
    for (column, value) in &moved.filled {
        unfill(tx, survivor, column, value)?;
    }
    tx.exec(sql!("UPDATE party SET merged_into = NULL WHERE id = ?1"), vals![gone])?;
    tx.exec(sql!("UPDATE merger SET split_at = ?2 WHERE id = ?1"), vals![id, act.at])?;
    settle(tx, survivor, gone)?;
    audit::record(tx, act, "party.split", "person", survivor, &serde_json::json!({ "again": gone }))?;
    audit::record(tx, act, "party.split-off", "person", gone, &serde_json::json!({ "from": survivor }))?;
    events::emit(tx, act, gone, &PartyChanged { merged_into: None })?;
    events::emit(tx, act, survivor, &PartyChanged { merged_into: None })?;
    Ok(survivor)
}

/// What is derived from rows that have moved.
fn settle(tx: &mut Tx<'_>, survivor: Id<Person>, gone: Id<Person>) -> Result<()> {
    for party in [survivor, gone] {
        contacts::derive(tx, party)?;
        parties::reindex(tx, party)?;
    }
    Ok(())
}

/// Fills what the survivor does not know; what was filled. Telephone and e-mail follow from the contacts.
fn fill(tx: &mut Tx<'_>, to: &Party, from: &Party) -> Result<BTreeMap<String, String>> {
    let text = |value: &Option<String>| value.clone();
    let candidates = [
        ("born", to.born.map(|day| day.to_string()), from.born.map(|day| day.to_string())),
        ("sex", to.sex.map(|sex| sex.to_string()), from.sex.map(|sex| sex.to_string())),
        ("village", text(&to.village), text(&from.village)),
        ("area", text(&to.area), text(&from.area).filter(|_| to.village.is_none())),
        ("address", text(&to.address), text(&from.address)),
        ("note", text(&to.note), text(&from.note)),
    ];
    let filled: BTreeMap<String, String> = candidates
        .into_iter()
        .filter_map(|(column, mine, theirs)| Some((column.to_owned(), theirs.filter(|_| mine.is_none())?)))
        .collect();
    let value = |column: &str| filled.get(column);
    tx.exec(
        sql!(
            "UPDATE party SET born = COALESCE(born, CAST(?2 AS TEXT)), sex = COALESCE(sex, CAST(?3 AS TEXT)),
                 village = COALESCE(village, CAST(?4 AS TEXT)), area = COALESCE(area, CAST(?5 AS TEXT)),
                 address = COALESCE(address, CAST(?6 AS TEXT)), note = COALESCE(note, CAST(?7 AS TEXT))
             WHERE id = ?1"
        ),
        vals![
            to.id,
            value("born"),
            value("sex"),
            value("village"),
            value("area"),
            value("address"),
            value("note")
        ],
    )?;
    Ok(filled)
}

/// Empties what was filled, unless it has changed since.
fn unfill(tx: &mut Tx<'_>, survivor: Id<Person>, column: &str, value: &str) -> Result<()> {
    let statement = match column {
        "born" => sql!("UPDATE party SET born = NULL WHERE id = ?1 AND born = ?2"),
        "sex" => sql!("UPDATE party SET sex = NULL WHERE id = ?1 AND sex = ?2"),
        "village" => sql!("UPDATE party SET village = NULL WHERE id = ?1 AND village = ?2"),
        "area" => sql!("UPDATE party SET area = NULL WHERE id = ?1 AND area = ?2"),
        "address" => sql!("UPDATE party SET address = NULL WHERE id = ?1 AND address = ?2"),
        _ => sql!("UPDATE party SET note = NULL WHERE id = ?1 AND note = ?2"),
    };
    tx.exec(statement, vals![survivor, value])?;
    Ok(())
}

/// What follows a party within the register itself. Rows that the survivor has already stay where they are.
const OWN: &[Follower] = &[
    web::follower!("people.merged", party.merged_into),
    Follower {
        name: "people.contacts",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE contact SET party = ?2, sort = sort + (SELECT COALESCE(MAX(s.sort), 0) FROM contact s WHERE s.party = ?2)
                     WHERE party = ?1 AND NOT EXISTS (SELECT 1 FROM contact o
                         WHERE o.party = ?2 AND o.value = contact.value) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE contact SET party = ?2 WHERE id = ?1 AND party = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    web::follower!("people.addresses", party_address.party),
    Follower {
        name: "people.identifiers",
        // Of a number that everybody has once the survivor's stays theirs; the other one leads to them as well.
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE identifier SET party = ?2 WHERE party = ?1 AND (scheme NOT IN ('nik', 'nisn')
                         OR NOT EXISTS (SELECT 1 FROM identifier o
                             WHERE o.party = ?2 AND o.scheme = identifier.scheme)) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE identifier SET party = ?2 WHERE id = ?1 AND party = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "people.photo",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE photo SET party = ?2 WHERE party = ?1
                         AND NOT EXISTS (SELECT 1 FROM photo o WHERE o.party = ?2) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE photo SET party = ?2 WHERE id = ?1 AND party = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "people.traits",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE party_trait SET party = ?2 WHERE party = ?1 AND NOT EXISTS (SELECT 1 FROM party_trait o
                         WHERE o.party = ?2 AND o.kind = party_trait.kind AND o.code = party_trait.code)
                     RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE party_trait SET party = ?2 WHERE id = ?1 AND party = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "people.relationships-of",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE relationship SET party = ?2 WHERE party = ?1 AND other <> ?2 AND NOT EXISTS (
                         SELECT 1 FROM relationship o WHERE o.party = ?2 AND o.other = relationship.other
                             AND o.kind = relationship.kind) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE relationship SET party = ?2 WHERE id = ?1 AND party = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
    Follower {
        name: "people.relationships-to",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE relationship SET other = ?2 WHERE other = ?1 AND party <> ?2 AND NOT EXISTS (
                         SELECT 1 FROM relationship o WHERE o.other = ?2 AND o.party = relationship.party
                             AND o.kind = relationship.kind) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            rows.iter().try_for_each(|row| {
                tx.exec(
                    sql!("UPDATE relationship SET other = ?2 WHERE id = ?1 AND other = ?3"),
                    vals![row, from, to],
                )
                .map(drop)
            })
        },
    },
];
