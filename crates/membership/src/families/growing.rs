//! Who comes of age, and whether somebody has asked them if they stay.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use store::{Error, Result, Tx, sql, vals};

use super::{grown_are_born_by, is_minor, of_age_on};
use crate::{Member, members, queries};

/// Members who come of age within `days` from today on, and those who joined as children, are 18 now and whom nobody has
/// asked yet whether they stay ([`seen_grown`]), up to `limit`; each with the day, the earliest first. From that day on
/// they answer for themselves.
///
/// # Errors
/// Those of the database.
pub fn coming_of_age(tx: &mut Tx<'_>, today: Date, days: i64, limit: i64) -> Result<Vec<(Member, Date)>> {
    let end = today.checked_add(days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    let day = |member: Member| {
        let day = of_age_on(member.born?);
        Some((member, day))
    };
    let born = queries::grown_unseen(tx, grown_are_born_by(end)?, limit)?;
    Ok(born.into_iter().filter_map(day).collect())
}

/// How many [`coming_of_age`] would list.
///
/// # Errors
/// Those of the database.
pub fn coming_of_age_count(tx: &mut Tx<'_>, today: Date, days: i64) -> Result<i64> {
    let end = today.checked_add(days.days()).map_err(|e| Error::Shape(e.to_string()))?;
    queries::grown_unseen_count(tx, grown_are_born_by(end)?)
}

/// Somebody who joined as a child and is 18 now was asked whether they stay, and by what.
///
/// # Errors
/// A refusal for whoever is not 18 yet, or was when they joined; those of the database.
pub fn seen_grown(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    if is_minor(member.born, act.today()) {
        return Err(Refusal::new(Kind::Invalid, Message::new("toconfirm-not-grown")).into());
    }
    if member.born.is_none_or(|born| of_age_on(born) <= member.since) {
        return Err(Refusal::new(Kind::Conflict, Message::new("toconfirm-never-child")).into());
    }
    let seen = tx.exec(
        sql!("UPDATE member SET grown_seen_at = ?2 WHERE person = ?1 AND grown_seen_at IS NULL"),
        vals![person, act.at],
    )?;
    if seen == 1 {
        members::changed(tx, act, &member, "member.grown-seen", &serde_json::json!({}))?;
    }
    Ok(member)
}

/// Nobody has asked them after all.
///
/// # Errors
/// Those of the database.
pub fn unseen_grown(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Member> {
    let member = queries::by_id(tx, person)?.ok_or_else(members::unknown)?;
    tx.exec(sql!("UPDATE member SET grown_seen_at = NULL WHERE person = ?1"), vals![person])?;
    members::changed(tx, act, &member, "member.restored", &serde_json::json!({}))?;
    Ok(member)
}
