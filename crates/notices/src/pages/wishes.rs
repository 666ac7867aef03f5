use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use people::pages::{errors_of, refusal_in};
use platform::looks::Sight;
use ui::{
    Lang, Page,
    part::{Badge, Choice, ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{ADDRESS, WISHES, below, signed_in};
use crate::{
    Channel, NoticeKind, Purpose, Reader, addresses, readers, sending,
    wishes::{self, Choices},
};

/// The field that says which way comes first, and the one of the language.
const FIRST: &str = "dahulu";
const LANG: &str = "bahasa";
const SAID_BY: &str = "said_by";

struct Group {
    title: String,
    text: String,
    fields: Vec<Offered>,
}

struct Offered {
    field: Field,
    /// What one should know about it: it cannot be turned off, it has yet to be confirmed.
    mark: Option<Badge>,
}

#[derive(Template)]
#[template(path = "wishes.html")]
struct MinePage {
    page: Page,
    part: Part,
}

#[derive(Template)]
#[template(path = "wishes_desk.html")]
struct DeskPage {
    page: Page,
    part: Part,
    /// Where everything is listed that they were told.
    all: String,
}

struct Part {
    errors: Errors,
    first: Field,
    lang: Field,
    groups: Vec<Group>,
    /// How they can be reached now.
    reach: Vec<(String, String)>,
    said_by: Option<Field>,
    /// Where an address is confirmed.
    address: Option<&'static str>,
}

impl MinePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.part.errors }
    }
}

impl DeskPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.part.errors }
    }
}

struct Facts {
    reader: Reader,
    shown: bool,
}

async fn read(visit: &Visit, person: Id<Person>) -> Result<Facts, Failure> {
    let found = visit
        .read(move |tx| {
            let reader = readers::one(tx, person)?;
            let shown = match &reader.email {
                Some(address) => addresses::is_shown(tx, person, address)?,
                None => false,
            };
            Ok(Facts { reader, shown })
        })
        .await;
    match found {
        Err(store::Error::Missing) => Err(Failure::missing()),
        found => Ok(found?),
    }
}

fn part(visit: &Visit, facts: &Facts, errors: Errors, said_by: Option<String>) -> Part {
    let t = visit.t;
    let reader = &facts.reader;
    let first = [
        ("", "wishes-first-usual", None),
        ("whatsapp", "wishes-first-whatsapp", Some(Channel::WhatsApp)),
        ("email", "wishes-first-email", Some(Channel::Email)),
        ("inbox", "wishes-first-inbox", Some(Channel::Inbox)),
    ]
    .map(|(value, key, channel)| Choice::new(value, t.say(key)).chosen(reader.first == channel));
    let langs = Lang::ALL.map(|lang| Choice::new(lang.code(), lang.endonym()).chosen(lang == reader.lang));
    let none = || t.say("wishes-unknown").to_owned();
    let email = match (&reader.email, facts.shown) {
        (Some(address), true) => t.about("wishes-shown", address.as_str()),
        (Some(address), false) => t.about("wishes-not-shown", address.as_str()),
        (None, _) => none(),
    };
    let minor = sending::is_minor(reader.born, visit.act().today());
    let kinds = visit.app().notices();
    let group = |title: &str, text: &str, wanted: fn(Purpose) -> bool| {
        let kinds = kinds.iter().filter(|kind| wanted(kind.purpose));
        Group {
            title: t.say(title).to_owned(),
            text: t.say(text).to_owned(),
            fields: kinds.map(|kind| offered(visit, reader, kind)).collect(),
        }
    };
    let mut groups = vec![group("wishes-service", "wishes-service-text", |p| p != Purpose::Marketing)];
    if !minor {
        groups.push(group("wishes-marketing", "wishes-marketing-text", |p| p == Purpose::Marketing));
    }
    groups.retain(|group| !group.fields.is_empty());
    Part {
        first: Field::radios(t, FIRST, t.say("wishes-first"), first.to_vec())
            .hint(t.say("wishes-first-hint")),
        lang: Field::radios(t, LANG, t.say("wishes-lang"), langs.to_vec()),
        groups,
        reach: vec![
            (
                t.say("channel-whatsapp").to_owned(),
                reader.whatsapp.as_deref().map_or_else(none, people::phone::shown),
            ),
            (t.say("channel-email").to_owned(), email),
            (
                t.say("channel-inbox").to_owned(),
                t.say(if reader.account { "wishes-has-account" } else { "wishes-no-account" }).to_owned(),
            ),
        ],
        said_by: said_by.map(|text| {
            Field::text(t, SAID_BY, t.say("wishes-said-by"), text)
                .hint(t.say("wishes-said-by-hint"))
                .error(errors.of(SAID_BY))
        }),
        address: None,
        errors,
    }
}

fn offered(visit: &Visit, reader: &Reader, kind: &NoticeKind) -> Offered {
    let t = visit.t;
    let choices = kind.channels.iter().map(|&channel| {
        Choice::new(channel.as_str(), super::channel_name(t, Some(channel)))
            .chosen(wishes::is_asked_for(reader, kind, channel))
    });
    let key = web::key_of_notice(kind.name);
    let open = reader
        .wish(kind.name, Channel::Email)
        .is_some_and(|wish| kind.purpose == Purpose::Marketing && wish.wanted && wish.confirmed_at.is_none());
    let mark = if kind.purpose.is_settled() {
        Some(Badge::new(Tone::Plain, t.say("wishes-settled")).icon("LuLock"))
    } else if open {
        Some(Badge::new(Tone::Warn, t.say("wishes-unconfirmed")))
    } else {
        None
    };
    let field =
        Field::checks(t, kind.name, t.say(&key), choices.collect()).hint(t.say(&format!("{key}.help")));
    Offered { field, mark }
}

/// What whoever reads wants to hear, in plain sentences.
pub(crate) async fn mine(visit: Visit) -> Answer {
    draw_mine(&visit, StatusCode::OK, Errors::new()).await
}

async fn draw_mine(visit: &Visit, status: StatusCode, errors: Errors) -> Answer {
    let facts = read(visit, signed_in(visit)?).await?;
    let mut page = visit.member(visit.t.say("wishes-title"));
    page.failed = !errors.is_empty();
    let part = Part { address: Some(ADDRESS), ..part(visit, &facts, errors, None) };
    visit.html_as(status, &MinePage { page, part })
}

/// What a form says. Only kinds and ways that are offered are read.
fn choices(visit: &Visit, fields: &[(String, String)]) -> Choices {
    let value = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let wanted = fields.iter().filter_map(|(field, value)| {
        let known = visit.app().notices().iter().any(|kind| kind.name == field);
        Some((field.clone(), value.parse::<Channel>().ok()?)).filter(|_| known)
    });
    Choices {
        wanted: wanted.collect(),
        first: value(FIRST).and_then(|word| word.parse().ok()),
        lang: value(LANG).and_then(Lang::from_code),
        said_by: value(SAID_BY).unwrap_or_default().to_owned(),
    }
}

async fn decide(post: &Post, person: Id<Person>, choices: Choices) -> store::Result<Message> {
    let kinds = post.app().notices().to_vec();
    let to_confirm = post.write(move |tx, act| wishes::decide(tx, act, &kinds, person, &choices)).await?;
    Ok(match to_confirm {
        Some(address) => Message::new("wishes-confirm-sent").with("address", address),
        None => Message::new("wishes-kept"),
    })
}

/// Whoever reads decides.
pub(crate) async fn decide_mine(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let person = signed_in(&post)?;
    let choices = choices(&post, &fields);
    match decide(&post, person, choices).await {
        Ok(message) => Ok(post.done(WISHES, &message)),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, FIRST);
            draw_mine(&post, StatusCode::UNPROCESSABLE_ENTITY, errors).await
        }
    }
}

/// What a member wants, for a colleague who notes it.
pub(crate) async fn of_member(visit: Visit, Path(person): Path<Id<Person>>) -> Answer {
    draw_member(&visit, person, StatusCode::OK, Errors::new(), String::new()).await
}

async fn draw_member(
    visit: &Visit,
    person: Id<Person>,
    status: StatusCode,
    errors: Errors,
    said_by: String,
) -> Answer {
    let facts = read(visit, person).await?;
    visit.looks_at(person, Sight::Messages);
    let all = format!("{}?orang={person}", super::DELIVERIES);
    let mut page = below(visit, visit.t.about("wishes-of", facts.reader.name.as_str()));
    page.failed = !errors.is_empty();
    visit.html_as(status, &DeskPage { page, part: part(visit, &facts, errors, Some(said_by)), all })
}

/// A colleague notes what a member has said.
pub(crate) async fn decide_of_member(
    post: Post,
    Path(person): Path<Id<Person>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let choices = choices(&post, &fields);
    let said_by = choices.said_by.clone();
    match decide(&post, person, choices).await {
        Ok(message) => Ok(post.done(&format!("/staf/pesan/pilihan/{person}"), &message)),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, SAID_BY);
            draw_member(&post, person, StatusCode::UNPROCESSABLE_ENTITY, errors, said_by).await
        }
    }
}
