//! What the API says of a party.

use kernel::{Id, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::api::{Day, Moment};

use crate::{addresses, contacts, identifiers, names, parties, relationships, traits};

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
pub(super) struct RelationshipOfParty {
    /// Its identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<relationships::Relationship>,
    /// `guardian`, `pupil`, `employee`, `contact`, `tutor`, `creator`, `household` or `member`.
    kind: String,
    /// Whether the other party is that to this one.
    inverse: bool,
    /// The other party.
    #[schemars(schema_with = "web::api::id")]
    pub(super) other: Id<Person>,
    /// The other party's name.
    name: String,
    /// The first day, where it is known.
    since: Option<Day>,
    /// The last day; none while it goes on.
    until: Option<Day>,
}

/// A party: a person, an organisation or a group, with all that is known of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(super) struct Party {
    /// Its identity. One that was asked for under the identity of an entry merged into it has its own here.
    #[schemars(schema_with = "web::api::id")]
    pub(super) id: Id<Person>,
    /// `person`, `organisation` or `group`.
    pub(super) kind: String,
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
    pub(super) fn of(tx: &mut Tx<'_>, id: Id<Person>) -> Result<Self> {
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

    pub(super) fn version(&self) -> i64 {
        self.changed_at.0.as_millisecond()
    }

    pub(super) fn address(&self) -> String {
        format!("/api/v1/parties/{}", self.id)
    }
}

pub(super) fn related(one: relationships::Relationship) -> RelationshipOfParty {
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
