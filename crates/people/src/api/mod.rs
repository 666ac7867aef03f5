//! The register for other programs.

mod import;
mod parts;

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List, Moment, Versioned},
};

use crate::{
    EDIT, MERGE, PartyKind, Profile, Sex, VIEW, addresses, alike, contacts, identifiers, merging, names,
    parties::{self, Entered},
    register::{self, Asked, persons},
    relationships, traits,
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit, merge) = (Access::Can(VIEW), Access::Can(EDIT), Access::Can(MERGE));
    Api::of("people")
        .get("/api/v1/parties", view, list)
        .post("/api/v1/parties", edit, enter)
        .get("/api/v1/parties/{id}", view, one)
        .put("/api/v1/parties/{id}", edit, change)
        .post("/api/v1/parties/{id}/merge", merge, join)
        .post("/api/v1/parties/{id}/split", merge, part)
        .post("/api/v1/parties/alike", edit, who_is_alike)
        .routes()
        .and(parts::routes())
        .and(import::routes())
}

/// A party as a list shows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct PartyInList {
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

/// A way to reach a party.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ContactOfParty {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<contacts::Contact>,
    /// `whatsapp`, `phone`, `email` or `other`.
    kind: String,
    /// A number in E.164 without the plus sign, an address in lower case.
    value: String,
    /// Whose it is, when it is not their own.
    label: Option<String>,
    /// Whether the library may send messages there.
    told: bool,
}

/// A further name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct NameOfParty {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<names::Name>,
    /// `legal`, `known-as`, `former` or `acronym`.
    kind: String,
    /// The name.
    name: String,
}

/// A further address.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AddressOfParty {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<addresses::Address>,
    /// What it is to them: `kos`, `kantor`.
    label: Option<String>,
    /// The village, or any other place.
    village: String,
    /// The village's official code, where it is one of the town's.
    area: Option<String>,
    /// Street and house.
    address: Option<String>,
}

/// A number somebody gave; sealed, so that only its ends are told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct IdentifierOfParty {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<identifiers::Identifier>,
    /// `nik`, `nisn`, `nim`, `npsn`, or a partner's own.
    scheme: String,
    /// `7173••••••••0004`
    masked: String,
}

/// A language, or what makes a visit possible.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct TraitOfParty {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<traits::Trait>,
    /// `language` or `accommodation`.
    kind: String,
    /// `large-print`
    code: String,
    /// A sentence to it, in their own words.
    sentence: Option<String>,
}

/// What a party is to another.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RelationshipOfParty {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<relationships::Relationship>,
    /// `guardian`, `pupil`, `employee`, `contact`, `tutor`, `creator`, `household` or `member`.
    kind: String,
    /// Whether the other party is that to this one.
    inverse: bool,
    /// The other party.
    #[schemars(schema_with = "web::api::id")]
    other: Id<Person>,
    /// The other party's name.
    name: String,
    /// The first day, where it is known.
    since: Option<Day>,
    /// The last day; none while it goes on.
    until: Option<Day>,
}

/// A party: a person, an organisation or a group, with all that is known of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Party {
    /// Its identity. One that was asked for under the identity of an entry merged into it has its own here.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Person>,
    /// `person`, `organisation` or `group`.
    kind: String,
    /// The name it goes by.
    name: String,
    /// Further names.
    names: Vec<NameOfParty>,
    /// Birth date of a person.
    born: Option<Day>,
    /// `female` or `male`.
    sex: Option<String>,
    /// Ways to reach it, the preferred first.
    contacts: Vec<ContactOfParty>,
    /// Numbers others gave, masked.
    identifiers: Vec<IdentifierOfParty>,
    /// The village, or any other place.
    village: Option<String>,
    /// The village's official code, where it is one of the town's.
    area: Option<String>,
    /// Street and house.
    address: Option<String>,
    /// Further addresses, after the one of these facts.
    addresses: Vec<AddressOfParty>,
    /// What the desk should know.
    note: Option<String>,
    /// Languages, and what makes a visit possible.
    traits: Vec<TraitOfParty>,
    /// What it is to others, and others to it.
    relationships: Vec<RelationshipOfParty>,
    /// When the entry last changed.
    changed_at: Moment,
}

impl Party {
    fn of(tx: &mut Tx<'_>, id: Id<Person>) -> Result<Self> {
        let party = parties::living(tx, id)?;
        let id = party.id;
        let named = |one: names::Name| NameOfParty { id: one.id, kind: one.kind.to_string(), name: one.name };
        let reached = |one: contacts::Contact| ContactOfParty {
            id: one.id,
            kind: one.kind.to_string(),
            value: one.value,
            label: one.label,
            told: one.told,
        };
        let numbered = |one: identifiers::Identifier| IdentifierOfParty {
            id: one.id,
            scheme: one.scheme,
            masked: one.masked,
        };
        let helped = |one: traits::Trait| TraitOfParty {
            id: one.id,
            kind: one.kind.to_string(),
            code: one.code,
            sentence: one.sentence,
        };
        let lived = |one: addresses::Address| AddressOfParty {
            id: one.id,
            label: one.label,
            village: one.village,
            area: one.area,
            address: one.address,
        };
        Ok(Self {
            addresses: addresses::of(tx, id)?.into_iter().map(lived).collect(),
            names: names::of(tx, id)?.into_iter().map(named).collect(),
            contacts: contacts::of(tx, id)?.into_iter().map(reached).collect(),
            identifiers: identifiers::of(tx, id)?.into_iter().map(numbered).collect(),
            traits: traits::of(tx, id)?.into_iter().map(helped).collect(),
            relationships: relationships::of(tx, id)?.into_iter().map(related).collect(),
            id,
            kind: party.kind.to_string(),
            name: party.name,
            born: party.born.map(Day),
            sex: party.sex.map(|sex| sex.to_string()),
            village: party.village,
            area: party.area,
            address: party.address,
            note: party.note,
            changed_at: party.changed_at.into(),
        })
    }

    fn version(&self) -> i64 {
        self.changed_at.0.as_millisecond()
    }

    fn address(&self) -> String {
        format!("/api/v1/parties/{}", self.id)
    }
}

fn related(one: relationships::Relationship) -> RelationshipOfParty {
    RelationshipOfParty {
        id: one.id,
        kind: one.kind.to_string(),
        inverse: one.inverse,
        other: one.other,
        name: one.name,
        since: one.since.map(Day),
        until: one.until.map(Day),
    }
}

/// Looks parties up, or goes through all of them.
///
/// With `words` these are the best matches by any part of a name, a telephone number, an e-mail address or the
/// code on a card, on one page; without, all parties in the order of their entry.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListParties {
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

async fn list(visit: ApiVisit, asked: ListParties) -> Result<List<PartyInList>, Failure> {
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
struct ReadParty {
    /// Its identity; that of an entry merged into another leads to the other.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
}

async fn one(visit: ApiVisit, asked: ReadParty) -> Result<Versioned<Party>, Failure> {
    let party = visit.read(move |tx| Party::of(tx, asked.id)).await?;
    if party.kind == PartyKind::Person.as_str() {
        visit.looks_at(party.id, Sight::Entry);
    }
    let version = party.version();
    Ok(Versioned(party, version))
}

/// What is said of a party besides its name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Facts {
    /// Birth date of a person.
    #[serde(default)]
    born: Option<Day>,
    /// `female` or `male`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(female|male)$"))]
    sex: Option<String>,
    /// A telephone number in any spelling.
    #[serde(default)]
    phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    email: Option<String>,
    /// A village of the town by code or name, or any other place.
    #[serde(default)]
    village: Option<String>,
    /// Street and house.
    #[serde(default)]
    address: Option<String>,
    /// What the desk should know.
    #[serde(default)]
    note: Option<String>,
}

impl Facts {
    /// Whether a party of this kind can have what is said.
    fn fit(&self, kind: PartyKind) -> Result<()> {
        let said = [("born", self.born.is_some()), ("sex", self.sex.is_some())];
        let wrong = said.into_iter().filter(|(_, said)| *said && kind != PartyKind::Person);
        let reasons =
            wrong.map(|(field, _)| Reason { field: Some(field), message: Message::new("party-no-person") });
        Ok(Refusal::unless_empty(Kind::Invalid, reasons.collect())?)
    }

    /// What the register keeps of somebody with this name.
    pub fn profile(&self, name: &str) -> Profile {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        // A number as this API tells it has no plus sign.
        let phone = text(&self.phone);
        let phone = if crate::phone::is_well_formed(&phone) { format!("+{phone}") } else { phone };
        Profile {
            name: name.to_owned(),
            born: self.born.map(|day| day.0),
            sex: self.sex.as_deref().and_then(|sex| sex.parse::<Sex>().ok()),
            phone,
            email: text(&self.email),
            village: text(&self.village),
            address: text(&self.address),
            note: text(&self.note),
        }
    }
}

/// Finds who might be the same, before somebody is entered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct FindAlike {
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
struct AlikeParty {
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

async fn who_is_alike(post: ApiPost, asked: FindAlike) -> Result<Json<Vec<AlikeParty>>, Failure> {
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

/// Enters a party.
///
/// Where somebody alike is there already the answer is 409 with their names, unless `anyway` is said.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterParty {
    /// `person` (as when nothing is said), `organisation` or `group`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(person|organisation|group)$"))]
    kind: Option<String>,
    /// The name it goes by.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    #[serde(flatten)]
    facts: Facts,
    /// Whether to enter in spite of somebody alike.
    #[serde(default)]
    anyway: Option<bool>,
}

async fn enter(post: ApiPost, asked: EnterParty) -> Result<Created<Party>, Failure> {
    let party = post.write(move |tx, act| entered(tx, act, &asked)).await?;
    Ok(Created(party.address(), party))
}

fn entered(tx: &mut Tx<'_>, act: &Act, asked: &EnterParty) -> Result<Party> {
    let profile = asked.facts.profile(&asked.name);
    let kind = asked.kind.as_deref().map_or(Ok(PartyKind::Person), str::parse)?;
    asked.facts.fit(kind)?;
    match parties::register(tx, act, kind, &profile, asked.anyway.unwrap_or_default())? {
        Entered::New(id) => Party::of(tx, id),
        Entered::Alike(alike) => {
            let names = alike.into_iter().map(|one| one.name).collect::<Vec<_>>().join(", ");
            Err(Refusal::new(Kind::Conflict, Message::new("party-alike").with("names", names)).into())
        }
    }
}

/// Changes the basic facts of a party.
///
/// All of them are put in the place of what is there. The telephone number and e-mail address are the first of
/// its contacts; the others stay.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeParty {
    /// Its identity.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// The name it goes by.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    #[serde(flatten)]
    facts: Facts,
}

async fn change(post: ApiPost, asked: ChangeParty) -> Result<Versioned<Party>, Failure> {
    let version = post.version()?;
    let changed = post
        .write(move |tx, act| {
            tx.lock("people.party", &asked.id)?;
            let before = parties::living(tx, asked.id)?;
            if before.changed_at.as_millisecond() != version {
                return Ok(None);
            }
            asked.facts.fit(before.kind)?;
            parties::change(tx, act, before.id, &asked.facts.profile(&asked.name))?;
            Party::of(tx, before.id).map(Some)
        })
        .await?;
    let party = changed.ok_or_else(ApiPost::overtaken)?;
    let version = party.version();
    Ok(Versioned(party, version))
}

/// Makes one entry of two.
///
/// What the one that stays does not know it takes over. The identity of the other goes on leading to it, and it can
/// be split again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct MergeParty {
    /// The entry that stays.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// The entry that is the same.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    same: Id<Person>,
}

async fn join(post: ApiPost, asked: MergeParty) -> Result<Json<Party>, Failure> {
    let followers = post.app().followers().to_vec();
    let party = post
        .write(move |tx, act| {
            merging::merge(tx, act, &followers, asked.id, asked.same)?;
            Party::of(tx, asked.id)
        })
        .await?;
    Ok(Json(party))
}

/// Makes two entries of one again, as they were.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct SplitParty {
    /// The entry that was merged into another.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    id: Id<Person>,
}

async fn part(post: ApiPost, asked: SplitParty) -> Result<Json<Party>, Failure> {
    let followers = post.app().followers().to_vec();
    let party = post
        .write(move |tx, act| {
            merging::split(tx, act, &followers, asked.id)?;
            Party::of(tx, asked.id)
        })
        .await?;
    Ok(Json(party))
}
