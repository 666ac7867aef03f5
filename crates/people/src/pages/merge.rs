//! Two entries side by side, made one; and one made two again.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Page, Speech,
    part::{ErrorSummary, Errors},
};
use web::{Answer, Form, Post, Query, Visit, see_other};

use super::{below_register, entry::why_key, errors_of, path_of, refusal_in};
use crate::{
    Party, PartyKind, Profile,
    alike::{self, Why},
    contacts, identifiers, merging, parties, phone,
    register::{self, Asked},
    relationships,
};

/// How many candidates are offered.
const OFFERED: i64 = 12;

#[derive(Deserialize)]
pub(crate) struct With {
    #[serde(default)]
    q: String,
    dengan: Option<Id<Person>>,
}

#[derive(Template)]
#[template(path = "merge.html")]
struct MergePage {
    page: Page,
    errors: Errors,
    base: String,
    name: String,
    q: String,
    candidates: Vec<Candidate>,
    both: Option<Both>,
}

struct Candidate {
    href: String,
    name: String,
    facts: String,
}

struct Both {
    ids: [String; 2],
    names: [String; 2],
    /// What the two buttons say.
    keep: [String; 2],
    /// What it would bring to press them.
    brings: [Vec<String>; 2],
    /// Why one cannot be pressed.
    refused: [Option<String>; 2],
    /// Label, left, right, and whether they differ.
    rows: Vec<(String, [String; 2], bool)>,
}

impl MergePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Whom an entry might be the same as; with one chosen, both side by side.
pub(crate) async fn page(visit: Visit, Path(id): Path<Id<Person>>, Query(with): Query<With>) -> Answer {
    draw(&visit, StatusCode::OK, id, with, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, id: Id<Person>, with: With, errors: Errors) -> Answer {
    let t = visit.t;
    let (words, dengan, act) = (with.q.clone(), with.dengan, visit.act());
    let consequences = visit.app().consequences().to_vec();
    let (party, sides, candidates) = visit
        .read(move |tx| {
            let party = parties::living(tx, id)?;
            let sides = match dengan {
                Some(other) => {
                    let mut brings = [Vec::new(), Vec::new()];
                    for one in &consequences {
                        brings[0].extend(one(tx, &act, other, party.id)?);
                        brings[1].extend(one(tx, &act, party.id, other)?);
                    }
                    let both = [Side::of(tx, party.id)?, Side::of(tx, other)?];
                    let stay = [merging::colleague(tx, &both[1].party)?, merging::colleague(tx, &party)?];
                    Some((both, brings, stay))
                }
                None => None,
            };
            let candidates = if words.trim().is_empty() {
                alike::alike(tx, party.kind, &profile(&party))?
                    .into_iter()
                    .map(|one| (one.id, one.name, one.born, one.village, one.why))
                    .collect()
            } else {
                let asked = Asked { words, kind: Some(party.kind), coded: false };
                register::find(tx, &asked, OFFERED)?
                    .into_iter()
                    .map(|one| (one.id, one.name, one.born, one.village, Vec::<Why>::new()))
                    .collect::<Vec<_>>()
            };
            Ok((party, sides, candidates))
        })
        .await?;
    if party.id != id {
        return Ok(see_other(&path_of(party.id)));
    }
    if party.kind == PartyKind::Person {
        visit.looks_at_all(candidates.iter().map(|(other, ..)| *other), Sight::List);
        let both = sides.iter().flat_map(|(sides, ..)| sides);
        visit.looks_at_all(both.map(|side| side.party.id), Sight::Entry);
    }
    let base = format!("{}/gabung", path_of(id));
    let candidates = candidates
        .into_iter()
        .filter(|(other, ..)| *other != id)
        .map(|(other, name, born, village, why)| {
            let why = why.into_iter().map(|why| t.say(why_key(why)).to_owned());
            let facts = born.map(|born| t.date(born)).into_iter().chain(village).chain(why);
            Candidate {
                href: format!("{base}?dengan={other}"),
                name,
                facts: facts.collect::<Vec<_>>().join(", "),
            }
        })
        .collect();
    let mut page = below_register(visit, t.about("merge-title-of", party.name.as_str()));
    page.failed = !errors.is_empty();
    let view = MergePage {
        both: sides.map(|(sides, brings, stay)| {
            let told = |messages: Vec<Message>| messages.iter().map(|one| visit.tell(one)).collect();
            let stay = stay.map(|why| why.map(|why| visit.tell(&why)));
            compared(t, &sides, brings.map(told), stay)
        }),
        candidates,
        name: party.name,
        q: with.q,
        base,
        errors,
        page,
    };
    visit.html_as(status, &view)
}

fn profile(party: &Party) -> Profile {
    Profile {
        name: party.name.clone(),
        born: party.born,
        phone: party.phone.clone().map(|number| format!("+{number}")).unwrap_or_default(),
        ..Profile::default()
    }
}

/// All that is compared of an entry.
struct Side {
    party: Party,
    contacts: Vec<String>,
    identifiers: Vec<String>,
    relationships: Vec<String>,
}

impl Side {
    fn of(tx: &mut store::Tx<'_>, id: Id<Person>) -> store::Result<Self> {
        Ok(Self {
            party: parties::one(tx, id)?,
            contacts: contacts::of(tx, id)?.iter().map(contacts::Contact::shown).collect(),
            identifiers: identifiers::of(tx, id)?
                .into_iter()
                .map(|one| format!("{} {}", one.scheme.to_uppercase(), one.masked))
                .collect(),
            relationships: relationships::of(tx, id)?.into_iter().map(|one| one.name).collect(),
        })
    }
}

fn compared(t: Speech, sides: &[Side; 2], brings: [Vec<String>; 2], refused: [Option<String>; 2]) -> Both {
    let row = |key: &str, of: &dyn Fn(&Side) -> String| {
        let [left, right] = [of(&sides[0]), of(&sides[1])];
        let differ = left != right && !left.is_empty() && !right.is_empty();
        (t.say(key).to_owned(), [left, right], differ)
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows = vec![
        row("member-name", &|side| side.party.name.clone()),
        row("party-born", &|side| side.party.born.map(|born| t.date(born)).unwrap_or_default()),
        row("party-sex", &|side| {
            side.party.sex.map(|sex| t.say(&format!("sex-{sex}")).to_owned()).unwrap_or_default()
        }),
        row("party-phone", &|side| side.party.phone.as_deref().map(phone::shown).unwrap_or_default()),
        row("party-village", &|side| text(&side.party.village)),
        row("party-address", &|side| text(&side.party.address)),
        row("party-note", &|side| text(&side.party.note)),
        row("party-contacts", &|side| side.contacts.join(", ")),
        row("party-identifiers", &|side| side.identifiers.join(", ")),
        row("party-relationships", &|side| side.relationships.join(", ")),
    ];
    Both {
        ids: [sides[0].party.id.to_string(), sides[1].party.id.to_string()],
        keep: [0, 1].map(|side: usize| t.about("merge-keep", sides[side].party.name.as_str())),
        names: [sides[0].party.name.clone(), sides[1].party.name.clone()],
        brings,
        refused,
        rows: rows
            .into_iter()
            .filter(|(_, [left, right], _)| !left.is_empty() || !right.is_empty())
            .collect(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chosen {
    dengan: Id<Person>,
    /// The one of the two that stays.
    survivor: Id<Person>,
}

/// Makes one of two.
pub(crate) async fn submit(post: Post, Path(id): Path<Id<Person>>, Form(form): Form<Chosen>) -> Answer {
    let Chosen { dengan, survivor } = form;
    let gone = if survivor == id { dengan } else { id };
    let followers = post.app().followers().to_vec();
    let done = post.write(move |tx, act| merging::merge(tx, act, &followers, survivor, gone)).await;
    match done {
        Ok(()) => Ok(post.done(&path_of(survivor), &Message::new("merge-done"))),
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "survivor");
            let with = With { q: String::new(), dengan: Some(dengan) };
            draw(&post, StatusCode::CONFLICT, id, with, errors).await
        }
    }
}

/// Makes two of one again.
pub(crate) async fn split(post: Post, Path(gone): Path<Id<Person>>) -> Answer {
    let followers = post.app().followers().to_vec();
    post.write(move |tx, act| merging::split(tx, act, &followers, gone)).await?;
    Ok(post.done(&path_of(gone), &Message::new("split-done")))
}
