//! What belongs to an entry, added and taken away: names, contacts, numbers, relationships, needs.

use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Id, Kind, Message, Person, Refusal};
use serde::Deserialize;
use store::{Error, Result, Tx};
use ui::part::{Choice, DateParts, Tone};
use web::{Answer, Failure, Form, Post};

use super::{
    errors_of,
    party::{self, Sent},
    path_of, refusal_in,
};
use crate::{
    addresses::{self, Address},
    contacts::{self, Contact, Way},
    identifiers::{self, Identifier},
    names::{self, Name, NameKind},
    parties,
    register::{self, Asked},
    relationships::{self, Grown, NewRelationship, Relation, Relationship},
    traits::{self, Trait, TraitKind},
};

/// Runs a use case about the entry that `id` leads to; back to its page, with what is wrong where something is.
async fn done<T: Send + 'static>(
    post: Post,
    id: Id<Person>,
    key: &'static str,
    sent: Sent,
    fallback: &'static str,
    mut f: impl FnMut(&mut Tx<'_>, &Act, Id<Person>) -> Result<T> + Send + 'static,
) -> Answer {
    let written = post
        .write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            f(tx, act, party)
        })
        .await;
    match written {
        Ok(_) => Ok(post.done(&path_of(id), &Message::new(key))),
        Err(error) => refused(&post, id, error, sent, fallback).await,
    }
}

async fn refused(post: &Post, id: Id<Person>, error: Error, sent: Sent, fallback: &'static str) -> Answer {
    let refusal = refusal_in(error)?;
    if refusal.kind == Kind::Missing {
        return Err(Failure::from(refusal));
    }
    let errors = errors_of(post, &renamed(refusal, fallback), fallback);
    party::draw(post, StatusCode::UNPROCESSABLE_ENTITY, id, Sent { errors, ..sent }).await
}

/// The forms of one page have names of their own for fields that several of them have.
fn renamed(mut refusal: Refusal, form: &str) -> Refusal {
    for reason in &mut refusal.reasons {
        reason.field = match (form, reason.field) {
            ("number", Some("value")) => Some("number"),
            ("who", Some("other")) => Some("who"),
            ("who", Some("note")) => Some("remark"),
            (_, field) => field,
        };
    }
    refusal
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameForm {
    name_kind: String,
    name: String,
}

/// Adds a name.
pub(crate) async fn add_name(post: Post, Path(id): Path<Id<Person>>, Form(form): Form<NameForm>) -> Answer {
    let kind: NameKind = form.name_kind.parse()?;
    let sent =
        Sent { typed: vec![("name_kind", form.name_kind), ("name", form.name.clone())], ..Sent::default() };
    done(post, id, "party-name-added", sent, "name", move |tx, act, party| {
        names::add(tx, act, party, kind, &form.name)
    })
    .await
}

/// Takes a name away.
pub(crate) async fn remove_name(post: Post, Path((id, row)): Path<(Id<Person>, Id<Name>)>) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "name", move |tx, act, party| {
        names::remove(tx, act, party, row)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactForm {
    way: String,
    value: String,
    #[serde(default)]
    label: String,
    told: Option<String>,
}

/// Adds a way to reach a party.
pub(crate) async fn add_contact(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<ContactForm>,
) -> Answer {
    let way: Way = form.way.parse()?;
    let typed = vec![("way", form.way), ("value", form.value.clone()), ("label", form.label.clone())];
    let (value, label, told) = (form.value, form.label, form.told.is_some());
    done(post, id, "contact-added", Sent { typed, ..Sent::default() }, "value", move |tx, act, party| {
        contacts::add(tx, act, party, way, &value, &label, told)
    })
    .await
}

/// Puts a way to reach a party first.
pub(crate) async fn prefer_contact(post: Post, Path((id, row)): Path<(Id<Person>, Id<Contact>)>) -> Answer {
    done(post, id, "contact-preferred", Sent::default(), "value", move |tx, act, party| {
        contacts::prefer(tx, act, party, row)
    })
    .await
}

/// Takes a way to reach a party away.
pub(crate) async fn remove_contact(post: Post, Path((id, row)): Path<(Id<Person>, Id<Contact>)>) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "value", move |tx, act, party| {
        contacts::remove(tx, act, party, row)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressForm {
    place: String,
    #[serde(default)]
    street: String,
    #[serde(default)]
    called: String,
}

/// Adds an address.
pub(crate) async fn add_address(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<AddressForm>,
) -> Answer {
    let typed =
        vec![("place", form.place.clone()), ("street", form.street.clone()), ("called", form.called.clone())];
    done(post, id, "address-added", Sent { typed, ..Sent::default() }, "place", move |tx, act, party| {
        addresses::add(tx, act, party, &form.place, &form.street, &form.called)
    })
    .await
}

/// Puts an address first.
pub(crate) async fn prefer_address(post: Post, Path((id, row)): Path<(Id<Person>, Id<Address>)>) -> Answer {
    done(post, id, "address-preferred", Sent::default(), "place", move |tx, act, party| {
        addresses::prefer(tx, act, party, row)
    })
    .await
}

/// Takes an address away.
pub(crate) async fn remove_address(post: Post, Path((id, row)): Path<(Id<Person>, Id<Address>)>) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "place", move |tx, act, party| {
        addresses::remove(tx, act, party, row)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentifierForm {
    scheme: String,
    number: String,
}

/// Keeps a number; what contradicts is told. It is not shown again, also not when it is refused.
pub(crate) async fn add_identifier(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<IdentifierForm>,
) -> Answer {
    let vault = post.vault();
    let scheme = form.scheme.clone();
    let kept = post
        .write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            identifiers::keep(tx, act, &vault, party, &scheme, &form.number)
        })
        .await;
    match kept {
        Ok((_, Some(warning))) => Ok(post.on_to(&path_of(id), Tone::Warn, &warning)),
        Ok((_, None)) => Ok(post.done(&path_of(id), &Message::new("identifier-added"))),
        Err(error) => {
            let sent = Sent { typed: vec![("scheme", form.scheme)], ..Sent::default() };
            refused(&post, id, error, sent, "number").await
        }
    }
}

/// Takes a number away.
pub(crate) async fn remove_identifier(
    post: Post,
    Path((id, row)): Path<(Id<Person>, Id<Identifier>)>,
) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "number", move |tx, act, party| {
        identifiers::remove(tx, act, party, row)
    })
    .await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RelationshipForm {
    relation: String,
    who: String,
    /// The one chosen, where several were meant.
    other: String,
    since_day: String,
    since_month: String,
    since_year: String,
    remark: String,
    /// That the guardian is 18 or older, where no birth date says so.
    grown_up: String,
}

/// How many are offered to choose from.
const OFFERED: i64 = 8;

/// Adds a relationship. The other one is typed as in the register; where several are meant, one is chosen.
pub(crate) async fn add_relationship(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<RelationshipForm>,
) -> Answer {
    let (kind, inverse) = match form.relation.strip_suffix("-inverse") {
        Some(kind) => (kind.parse::<Relation>()?, true),
        None => (form.relation.parse::<Relation>()?, false),
    };
    let typed = [
        ("relation", &form.relation),
        ("who", &form.who),
        ("remark", &form.remark),
        ("grown_up", &form.grown_up),
    ];
    let mut sent = Sent { typed: typed.map(|(name, text)| (name, text.clone())).to_vec(), ..Sent::default() };
    let since = DateParts { day: form.since_day, month: form.since_month, year: form.since_year };
    if !since.is_empty() && since.read().is_none() {
        let refusal = Refusal::of_field("since", Message::new("member-born-unreadable"));
        return refused(&post, id, refusal.into(), sent, "who").await;
    }
    let other = match form.other.parse::<Id<Person>>() {
        Ok(chosen) => chosen,
        Err(_) => {
            let asked = Asked { words: form.who.clone(), ..Asked::default() };
            let found = if form.who.trim().is_empty() {
                Vec::new()
            } else {
                post.read(move |tx| register::find(tx, &asked, OFFERED)).await?
            };
            match found.as_slice() {
                [only] => only.id,
                many => {
                    let key = if many.is_empty() { "relation-nobody" } else { "relation-several" };
                    sent.others = many.iter().map(|one| offered(&post, one)).collect();
                    let field = if many.is_empty() { "who" } else { "other" };
                    let errors = errors_of(&post, &Refusal::of_field(field, Message::new(key)), field);
                    let sent = Sent { errors, ..sent };
                    return party::draw(&post, StatusCode::UNPROCESSABLE_ENTITY, id, sent).await;
                }
            }
        }
    };
    let (day, note, grown) = (since.read(), form.remark, Grown::said(!form.grown_up.is_empty()));
    done(post, id, "relationship-added", sent, "who", move |tx, act, own| {
        let (party, other) = if inverse { (other, own) } else { (own, other) };
        let new = NewRelationship { kind, party, other, since: day, until: None, note: note.clone(), grown };
        relationships::add(tx, act, &new)
    })
    .await
}

fn offered(post: &Post, one: &register::Found) -> Choice {
    let facts = [one.born.map(|born| post.t.date(born)), one.village.clone()];
    let hint = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Choice::new(one.id.to_string(), one.name.as_str()).hint(hint)
}

/// Lets a relationship end today.
pub(crate) async fn end_relationship(
    post: Post,
    Path((id, row)): Path<(Id<Person>, Id<Relationship>)>,
) -> Answer {
    done(post, id, "relationship-ended", Sent::default(), "who", move |tx, act, party| {
        relationships::end(tx, act, party, row, act.today())
    })
    .await
}

/// Takes away a relationship that was a mistake.
pub(crate) async fn remove_relationship(
    post: Post,
    Path((id, row)): Path<(Id<Person>, Id<Relationship>)>,
) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "who", move |tx, act, party| {
        relationships::remove(tx, act, party, row)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TraitForm {
    /// `language-xmm`, `accommodation-large-print`
    code: String,
    #[serde(default)]
    sentence: String,
}

/// Adds a language or what makes a visit possible.
pub(crate) async fn add_trait(post: Post, Path(id): Path<Id<Person>>, Form(form): Form<TraitForm>) -> Answer {
    let (kind, code) = form.code.split_once('-').unwrap_or_default();
    let (kind, code) = (kind.parse::<TraitKind>()?, code.to_owned());
    let typed = vec![("code", form.code), ("sentence", form.sentence.clone())];
    done(post, id, "trait-added", Sent { typed, ..Sent::default() }, "code", move |tx, act, party| {
        traits::add(tx, act, party, kind, &code, &form.sentence)
    })
    .await
}

/// Takes a trait away.
pub(crate) async fn remove_trait(post: Post, Path((id, row)): Path<(Id<Person>, Id<Trait>)>) -> Answer {
    done(post, id, "party-part-removed", Sent::default(), "code", move |tx, act, party| {
        traits::remove(tx, act, party, row)
    })
    .await
}
