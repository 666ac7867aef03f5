//! What belongs to a party besides its basic facts: further names, ways to reach it, further addresses, languages and
//! needs, what it is to others.

use kernel::{Act, Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, Created, Day, Json},
};

use super::{Party, RelationshipOfParty, related};
use crate::{
    EDIT, REVEAL,
    addresses::{self, Address},
    contacts::{self, Contact},
    identifiers::{self, Identifier},
    names::{self, Name},
    parties,
    relationships::{self, Grown, NewRelationship, Relation, Relationship},
    traits::{self, Trait},
};

/// Their addresses under `/api/v1/parties/{id}`.
pub(super) fn routes() -> Routes {
    let edit = Access::Can(EDIT);
    Api::of("people")
        .post("/api/v1/parties/{id}/names", edit, add_name)
        .delete("/api/v1/parties/{id}/names/{name}", edit, remove_name)
        .post("/api/v1/parties/{id}/contacts", edit, add_contact)
        .post("/api/v1/parties/{id}/contacts/{contact}/first", edit, prefer_contact)
        .delete("/api/v1/parties/{id}/contacts/{contact}", edit, remove_contact)
        .post("/api/v1/parties/{id}/addresses", edit, add_address)
        .post("/api/v1/parties/{id}/addresses/{address}/first", edit, prefer_address)
        .delete("/api/v1/parties/{id}/addresses/{address}", edit, remove_address)
        .post("/api/v1/parties/{id}/traits", edit, add_trait)
        .delete("/api/v1/parties/{id}/traits/{part}", edit, remove_trait)
        .post("/api/v1/parties/{id}/identifiers", edit, add_identifier)
        .delete("/api/v1/parties/{id}/identifiers/{identifier}", edit, remove_identifier)
        .post("/api/v1/parties/{id}/identifiers/{identifier}/reveal", Access::Fresh(REVEAL), reveal)
        .post("/api/v1/parties/{id}/relationships", edit, relate)
        .post("/api/v1/parties/{id}/relationships/{relationship}/end", edit, end_relationship)
        .delete("/api/v1/parties/{id}/relationships/{relationship}", edit, remove_relationship)
        .routes()
}

/// Runs a use case about the entry that `id` leads to; the party as it is then.
async fn done<T: Send + 'static>(
    post: ApiPost,
    id: Id<Person>,
    mut f: impl FnMut(&mut Tx<'_>, &Act, Id<Person>) -> Result<T> + Send + 'static,
) -> std::result::Result<Party, Failure> {
    let party = post.write(move |tx, act| {
        let party = parties::living(tx, id)?.id;
        f(tx, act, party)?;
        Party::of(tx, party)
    });
    Ok(party.await?)
}

fn made(party: Party) -> Created<Party> {
    Created(party.address(), party)
}

/// Adds a further name, by which the party is found from now on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddName {
    /// Whose name it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// `legal`, `known-as`, `former` or `acronym`.
    #[schemars(regex(pattern = "^(legal|known-as|former|acronym)$"), example = &"known-as")]
    kind: String,
    /// The name.
    #[schemars(length(min = 1, max = 200), example = &"Meis")]
    name: String,
}

async fn add_name(post: ApiPost, asked: AddName) -> std::result::Result<Created<Party>, Failure> {
    let AddName { id, kind, name } = asked;
    let add = move |tx: &mut Tx<'_>, act: &Act, party| names::add(tx, act, party, kind.parse()?, &name);
    done(post, id, add).await.map(made)
}

/// Takes a further name away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveName {
    /// Whose name it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `names`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    name: Id<Name>,
}

async fn remove_name(post: ApiPost, asked: RemoveName) -> std::result::Result<Json<Party>, Failure> {
    done(post, asked.id, move |tx, act, party| names::remove(tx, act, party, asked.name)).await.map(Json)
}

/// Adds a way to reach a party, after those it has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddContact {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// `whatsapp`, `phone`, `email` or `other`.
    #[schemars(regex(pattern = "^(whatsapp|phone|email|other)$"), example = &"whatsapp")]
    kind: String,
    /// A number in any spelling, an address.
    #[schemars(length(min = 1, max = 200), example = &"0812-3456-7890")]
    value: String,
    /// Whose it is, when it is not their own: `ibu`.
    #[serde(default)]
    #[schemars(length(max = 100))]
    label: Option<String>,
    /// Whether the library may send messages there; it may where nothing is said.
    #[serde(default)]
    told: Option<bool>,
}

async fn add_contact(post: ApiPost, asked: AddContact) -> std::result::Result<Created<Party>, Failure> {
    let AddContact { id, kind, value, label, told } = asked;
    let (label, told) = (label.unwrap_or_default(), told.unwrap_or(true));
    let add = move |tx: &mut Tx<'_>, act: &Act, party| {
        // A number as this API tells it has no plus sign.
        let typed = if crate::phone::is_well_formed(&value) { format!("+{value}") } else { value.clone() };
        contacts::add(tx, act, party, kind.parse()?, &typed, &label, told)
    };
    done(post, id, add).await.map(made)
}

/// Puts a way to reach a party before its others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct PreferContact {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `contacts`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    contact: Id<Contact>,
}

async fn prefer_contact(post: ApiPost, asked: PreferContact) -> std::result::Result<Json<Party>, Failure> {
    let prefer = move |tx: &mut Tx<'_>, act: &Act, party| contacts::prefer(tx, act, party, asked.contact);
    done(post, asked.id, prefer).await.map(Json)
}

/// Takes a way to reach a party away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveContact {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `contacts`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    contact: Id<Contact>,
}

async fn remove_contact(post: ApiPost, asked: RemoveContact) -> std::result::Result<Json<Party>, Failure> {
    let remove = move |tx: &mut Tx<'_>, act: &Act, party| contacts::remove(tx, act, party, asked.contact);
    done(post, asked.id, remove).await.map(Json)
}

/// Adds an address after the first, which stands among the basic facts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddAddress {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// A village of the town by code or name, or any other place.
    #[schemars(length(min = 1, max = 500), example = &"Kinilow")]
    place: String,
    /// Street and house.
    #[serde(default)]
    #[schemars(length(max = 500))]
    street: Option<String>,
    /// What it is to them: `kos`, `kantor`.
    #[serde(default)]
    #[schemars(length(max = 500))]
    called: Option<String>,
}

async fn add_address(post: ApiPost, asked: AddAddress) -> std::result::Result<Created<Party>, Failure> {
    let AddAddress { id, place, street, called } = asked;
    let (street, called) = (street.unwrap_or_default(), called.unwrap_or_default());
    let add =
        move |tx: &mut Tx<'_>, act: &Act, party| addresses::add(tx, act, party, &place, &street, &called);
    done(post, id, add).await.map(made)
}

/// Puts an address first: it stands among the basic facts from now on, and the one that stood there after it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct PreferAddress {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `addresses`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    address: Id<Address>,
}

async fn prefer_address(post: ApiPost, asked: PreferAddress) -> std::result::Result<Json<Party>, Failure> {
    let prefer = move |tx: &mut Tx<'_>, act: &Act, party| addresses::prefer(tx, act, party, asked.address);
    done(post, asked.id, prefer).await.map(Json)
}

/// Takes a further address away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveAddress {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `addresses`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    address: Id<Address>,
}

async fn remove_address(post: ApiPost, asked: RemoveAddress) -> std::result::Result<Json<Party>, Failure> {
    let remove = move |tx: &mut Tx<'_>, act: &Act, party| addresses::remove(tx, act, party, asked.address);
    done(post, asked.id, remove).await.map(Json)
}

/// Adds a language, or what makes a visit possible: the accommodation, never the diagnosis.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddTrait {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// `language` or `accommodation`.
    #[schemars(regex(pattern = "^(language|accommodation)$"), example = &"accommodation")]
    kind: String,
    /// `large-print`; `other` with a sentence.
    #[schemars(length(min = 1, max = 40), example = &"large-print")]
    code: String,
    /// A sentence to it, in their own words.
    #[serde(default)]
    sentence: Option<String>,
}

async fn add_trait(post: ApiPost, asked: AddTrait) -> std::result::Result<Created<Party>, Failure> {
    let AddTrait { id, kind, code, sentence } = asked;
    let sentence = sentence.unwrap_or_default();
    let add =
        move |tx: &mut Tx<'_>, act: &Act, party| traits::add(tx, act, party, kind.parse()?, &code, &sentence);
    done(post, id, add).await.map(made)
}

/// Takes a language or a need away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveTrait {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `traits`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    part: Id<Trait>,
}

async fn remove_trait(post: ApiPost, asked: RemoveTrait) -> std::result::Result<Json<Party>, Failure> {
    done(post, asked.id, move |tx, act, party| traits::remove(tx, act, party, asked.part)).await.map(Json)
}

/// Keeps a number that somebody gave a party.
///
/// It is sealed: a program is told its ends alone, and reads it back nowhere. What contradicts the rest of what is known is
/// told and kept all the same.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddIdentifier {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// `nik`, `nisn`, `nim`, `npsn`, or a kind of the library's own.
    #[schemars(length(min = 2, max = 40), example = &"nisn")]
    scheme: String,
    /// The number.
    #[schemars(length(min = 1, max = 60), example = &"0061234567")]
    number: String,
}

/// A party with a number more.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Identified {
    /// The party as it is now.
    party: Party,
    /// What the number contradicts, where it does: `nik-other-birth`.
    contradiction: Option<String>,
}

async fn add_identifier(
    post: ApiPost,
    asked: AddIdentifier,
) -> std::result::Result<Created<Identified>, Failure> {
    let vault = post.vault();
    let made = post
        .write(move |tx, act| {
            let party = parties::living(tx, asked.id)?.id;
            let (_, warning) = identifiers::keep(tx, act, &vault, party, &asked.scheme, &asked.number)?;
            Ok(Identified {
                party: Party::of(tx, party)?,
                contradiction: warning.map(|message| message.key.to_owned()),
            })
        })
        .await?;
    Ok(Created(made.party.address(), made))
}

/// Takes a number away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveIdentifier {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `identifiers`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    identifier: Id<Identifier>,
}

async fn remove_identifier(
    post: ApiPost,
    asked: RemoveIdentifier,
) -> std::result::Result<Json<Party>, Failure> {
    let remove =
        move |tx: &mut Tx<'_>, act: &Act, party| identifiers::remove(tx, act, party, asked.identifier);
    done(post, asked.id, remove).await.map(Json)
}

/// Reads a sealed number out. Who did, when and why is written down, and told to whoever it is of.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RevealIdentifier {
    /// Whose it is.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `identifiers`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    identifier: Id<Identifier>,
    /// Why.
    #[schemars(length(min = 3, max = 500), example = &"Dicocokkan dengan KTP")]
    reason: String,
}

/// A number in full.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RevealedNumber {
    /// The number.
    number: String,
}

async fn reveal(
    post: ApiPost,
    asked: RevealIdentifier,
) -> std::result::Result<Json<RevealedNumber>, Failure> {
    let (vault, id) = (post.vault(), asked.id);
    // It is in no answer that is kept for whoever asks again with the same key.
    let (form, _) = post.as_form();
    let read = form.write(move |tx, act| {
        let party = parties::living(tx, id)?.id;
        let number = identifiers::reveal(tx, act, &vault, party, asked.identifier, &asked.reason)?;
        Ok((party, number))
    });
    let (party, number) = read.await?;
    post.looks_at(party, Sight::Number);
    Ok(Json(RevealedNumber { number }))
}

/// Lets what a party is to another end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndRelationship {
    /// Either of the two.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `relationships`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    relationship: Id<Relationship>,
    /// The last day; today when nothing is said.
    #[serde(default)]
    until: Option<Day>,
}

async fn end_relationship(
    post: ApiPost,
    asked: EndRelationship,
) -> std::result::Result<Json<Party>, Failure> {
    let end = move |tx: &mut Tx<'_>, act: &Act, party| {
        let last = asked.until.map_or(act.today(), |day| day.0);
        relationships::end(tx, act, party, asked.relationship, last)
    };
    done(post, asked.id, end).await.map(Json)
}

/// Takes away what a party was entered to be to another by mistake.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveRelationship {
    /// Either of the two.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// Which of its `relationships`.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    relationship: Id<Relationship>,
}

async fn remove_relationship(
    post: ApiPost,
    asked: RemoveRelationship,
) -> std::result::Result<Json<Party>, Failure> {
    let remove =
        move |tx: &mut Tx<'_>, act: &Act, party| relationships::remove(tx, act, party, asked.relationship);
    done(post, asked.id, remove).await.map(Json)
}

/// Enters what a party is to another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AddRelationship {
    /// The first party: the guardian, the pupil.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Person>,
    /// What it is to the other: `guardian`, `pupil`, `employee`, `contact`, `tutor`, `creator`, `household` or `member`.
    #[schemars(regex(pattern = "^(guardian|pupil|employee|contact|tutor|creator|household|member)$"), example = &"guardian")]
    kind: String,
    /// The second party: the child, the school.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    other: Id<Person>,
    /// The first day, where it is known.
    #[serde(default)]
    since: Option<Day>,
    /// The last day; none while it goes on.
    #[serde(default)]
    until: Option<Day>,
    /// Anything else.
    #[serde(default)]
    note: Option<String>,
    /// Of a guardian whose birth date nobody knows: that they are 18 or older, as somebody states.
    #[serde(default)]
    grown_up: bool,
}

async fn relate(
    post: ApiPost,
    asked: AddRelationship,
) -> std::result::Result<Created<RelationshipOfParty>, Failure> {
    let made = post
        .write(move |tx, act| {
            let new = NewRelationship {
                kind: asked.kind.parse::<Relation>()?,
                party: asked.id,
                other: asked.other,
                since: asked.since.map(|day| day.0),
                until: asked.until.map(|day| day.0),
                note: asked.note.clone().unwrap_or_default(),
                grown: Grown::said(asked.grown_up),
            };
            let id = relationships::add(tx, act, &new)?;
            let party = parties::living(tx, asked.id)?.id;
            let all = relationships::of(tx, party)?;
            all.into_iter().find(|one| one.id == id).map(related).ok_or(store::Error::Missing)
        })
        .await?;
    Ok(Created(format!("/api/v1/parties/{}", made.other), made))
}
