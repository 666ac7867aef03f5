//! Looking parties up.

use kernel::{Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Failure,
    api::{ApiPost, ApiVisit, Cursor, Day, Json, Limit, List, Versioned},
};

use super::{Facts, Party};
use crate::{
    PartyKind, alike,
    register::{self, Asked, persons},
};

/// A party as a list shows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct PartyInList {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Person>,
    /// `person`, `organisation` or `group`.
    kind: String,
    /// The name it goes by.
    name: String,
    /// Birth date of a person.
    born: Option<Day>,
    /// The first telephone number, in E.164 without the plus sign.
    phone: Option<String>,
    /// The village, or any other place.
    village: Option<String>,
}

/// Looks parties up, or goes through all of them.
///
/// With `words` these are the best matches by any part of a name, a telephone number, an e-mail address or the
/// code on a card, on one page; without, all parties in the order of their entry.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListParties {
    /// Parts of a name, a telephone number, an e-mail address, the code on a card.
    #[serde(default)]
    #[schemars(length(max = 200))]
    words: Option<String>,
    /// Only these: `person`, `organisation` or `group`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(person|organisation|group)$"))]
    kind: Option<String>,
    /// How many on a page.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    #[serde(default)]
    cursor: Option<Cursor>,
}

pub(super) async fn list(visit: ApiVisit, asked: ListParties) -> Result<List<PartyInList>, Failure> {
    let kind = asked.kind.as_deref().and_then(|kind| kind.parse::<PartyKind>().ok());
    let words = asked.words.unwrap_or_default();
    let after: Option<Id<Person>> = asked.cursor.as_ref().map(Cursor::read).transpose()?;
    let Limit(limit) = asked.limit;
    let whole = words.trim().is_empty();
    let found = visit
        .read(move |tx| match whole {
            true => register::all(tx, kind, after, limit),
            false => register::find(tx, &Asked { words, kind, coded: false }, limit),
        })
        .await?;
    visit.looks_at_all(persons(&found), Sight::List);
    let full = usize::try_from(limit).is_ok_and(|limit| found.len() == limit);
    let next = found.last().filter(|_| whole && full).map(|last| Cursor::at(&last.id));
    let item = |one: register::Found| PartyInList {
        id: one.id,
        kind: one.kind.to_string(),
        name: one.name,
        born: one.born.map(Day),
        phone: one.phone,
        village: one.village,
    };
    Ok(List { items: found.into_iter().map(item).collect(), next })
}

/// Reads a party.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ReadParty {
    /// Its identity; that of an entry merged into another leads to the other.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
}

pub(super) async fn one(visit: ApiVisit, asked: ReadParty) -> Result<Versioned<Party>, Failure> {
    let party = visit.read(move |tx| Party::of(tx, asked.id)).await?;
    if party.kind == PartyKind::Person.as_str() {
        visit.looks_at(party.id, Sight::Entry);
    }
    let version = party.version();
    Ok(Versioned(party, version))
}

/// Finds who might be the same, before somebody is entered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(super) struct FindAlike {
    /// `person` (as when nothing is said), `organisation` or `group`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(person|organisation|group)$"))]
    kind: Option<String>,
    /// The name.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    #[serde(flatten)]
    facts: Facts,
}

/// Somebody who might be the same.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct AlikeParty {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Person>,
    /// Its name.
    name: String,
    /// Birth date of a person.
    born: Option<Day>,
    /// The first telephone number, in E.164 without the plus sign.
    phone: Option<String>,
    /// The village, or any other place.
    village: Option<String>,
    /// What speaks for it: `phone`, `born`, `name` or `sound`.
    why: Vec<String>,
}

pub(super) async fn who_is_alike(post: ApiPost, asked: FindAlike) -> Result<Json<Vec<AlikeParty>>, Failure> {
    let kind = asked.kind.as_deref().map_or(Ok(PartyKind::Person), str::parse)?;
    let found = post.read(move |tx| alike::alike(tx, kind, &asked.facts.profile(&asked.name))).await?;
    if kind == PartyKind::Person {
        post.looks_at_all(found.iter().map(|one| one.id), Sight::List);
    }
    let item = |one: alike::Alike| AlikeParty {
        id: one.id,
        name: one.name,
        born: one.born.map(Day),
        phone: one.phone,
        village: one.village,
        why: one.why.iter().map(|why| why.as_str().to_owned()).collect(),
    };
    Ok(Json(found.into_iter().map(item).collect()))
}
