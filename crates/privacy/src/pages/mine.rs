use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use membership::{families, members};
use people::{
    pages::{as_jpeg, errors_of, refusal_in},
    photos::{self, Photo},
};
use platform::looks;
use serde::Deserialize;
use store::Tx;
use ui::{
    Html, Page,
    part::{Column, Empty, ErrorSummary, Errors, Field, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{badge, kind_of, kinds, readable, taken_along};
use crate::{
    held::{self, Readable, Section},
    requests::{self, Request},
};

/// How many looks are listed.
const LOOKS: i64 = 100;

#[derive(Template)]
#[template(path = "privacy_mine.html")]
struct MinePage {
    page: Page,
    errors: Errors,
    /// This page's own address; the file lies below it.
    base: String,
    lead: String,
    /// What the photo shows, where there is one.
    photo: Option<String>,
    sections: Vec<Readable>,
    looks: Table,
    requests: Table,
    fields: [Field; 2],
}

impl MinePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

struct Facts {
    name: Option<String>,
    photo: Option<Id<Photo>>,
    sections: Vec<Section>,
    looks: Vec<looks::Look>,
    requests: Vec<Request>,
}

/// One's own data.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, None, StatusCode::OK, &Sent::default(), Errors::new()).await
}

/// The data of a child one cares for.
pub(crate) async fn child(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, Some(code), StatusCode::OK, &Sent::default(), Errors::new()).await
}

/// Whose data is meant: one's own, or that of a child one cares for.
pub(crate) fn meant(
    tx: &mut Tx<'_>,
    act: &kernel::Act,
    child: Option<&str>,
) -> store::Result<(Id<Person>, Option<String>)> {
    let own = act.by.person().ok_or(store::Error::Missing)?;
    let Some(code) = child else { return Ok((own, None)) };
    let child = families::child_of(tx, own, code, act.today())?.ok_or_else(members::unknown)?;
    Ok((child.person, Some(child.name)))
}

fn path_of(child: Option<&str>) -> String {
    match child {
        None => "/saya/privasi".to_owned(),
        Some(code) => format!("/saya/privasi/anak/{}", code.replace('/', "%2F")),
    }
}

async fn draw(
    visit: &Visit,
    child: Option<String>,
    status: StatusCode,
    sent: &Sent,
    errors: Errors,
) -> Answer {
    let (t, act, base) = (visit.t, visit.act(), path_of(child.as_deref()));
    let (app, reading) = (visit.app().clone(), act.clone());
    let facts = visit
        .read(move |tx| {
            let (person, name) = meant(tx, &reading, child.as_deref())?;
            Ok(Facts {
                name,
                photo: photos::of(tx, person)?,
                sections: held::of(tx, app.holdings(), person)?,
                looks: looks::at(tx, person, LOOKS)?,
                requests: requests::of(tx, person)?,
            })
        })
        .await?;
    let whose = facts.name.as_deref().or(visit.account().map(|account| account.name.as_str()));
    let photo = facts.photo.map(|_| t.about("photo-of", whose.unwrap_or_default()));
    let lead = match &facts.name {
        Some(name) => t.about("privacy-child-lead", name.as_str()),
        None => t.say("privacy-mine-lead").to_owned(),
    };
    let title = facts
        .name
        .map_or_else(|| t.say("privacy-mine-title").to_owned(), |name| t.about("privacy-child-title", name));
    let page = Page { failed: !errors.is_empty(), ..visit.member(title) };
    let nothing = |key: &str| {
        let title = t.say(key).to_owned();
        Some(Empty { icon: "LuShieldCheck", title, text: String::new(), action: None })
    };
    let looks_columns = vec![
        Column::new(t.say("privacy-day")).head(),
        Column::new(t.say("privacy-viewer")),
        Column::new(t.say("privacy-sight")),
    ];
    let looks = Table {
        rows: facts
            .looks
            .iter()
            .map(|look| {
                let what = t.say(&format!("privacy-sight-{}", look.what)).to_owned();
                Row::new(vec![t.date(look.day).into(), look.viewer.as_str().into(), what.into()])
            })
            .collect(),
        empty: nothing("privacy-nobody-looked"),
        ..Table::new(t, "dilihat", t.say("privacy-looks"), looks_columns)
    };
    let columns = ["privacy-number", "privacy-kind", "held-since", "privacy-state", "privacy-answer"];
    let columns = columns.iter().map(|key| Column::new(t.say(key))).collect();
    let row = |request: &Request| {
        Row::new(vec![
            t.int(request.number).into(),
            t.say(&format!("privacy-kind-{}", request.kind)).into(),
            t.moment(request.asked_at, &act.zone).into(),
            Html::of(&badge(t, &act, request)),
            request.answer.as_deref().unwrap_or_default().into(),
        ])
    };
    let requests = Table {
        rows: facts.requests.iter().map(row).collect(),
        empty: nothing("privacy-none-asked"),
        ..Table::new(t, "permintaan", t.say("privacy-requests"), columns)
    };
    let fields = [
        kinds(t, &sent.kind).error(errors.of("kind")),
        Field::area(t, "said", t.say("privacy-said"), &*sent.said, 3)
            .hint(t.say("privacy-said-hint"))
            .error(errors.of("said")),
    ];
    let sections = readable(visit, &facts.sections);
    visit.html_as(status, &MinePage { page, errors, base, lead, photo, sections, looks, requests, fields })
}

/// What somebody asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sent {
    kind: String,
    said: String,
}

/// Asks about one's own data.
pub(crate) async fn ask(post: Post, Form(sent): Form<Sent>) -> Answer {
    keep(post, None, sent).await
}

/// Asks about the data of a child one cares for.
pub(crate) async fn ask_for_child(post: Post, Path(code): Path<String>, Form(sent): Form<Sent>) -> Answer {
    keep(post, Some(code), sent).await
}

async fn keep(post: Post, child: Option<String>, sent: Sent) -> Answer {
    let (wanted, typed) = (child.clone(), sent.clone());
    let kept = post
        .write(move |tx, act| {
            let (person, _) = meant(tx, act, wanted.as_deref())?;
            requests::ask(tx, act, person, kind_of(&typed.kind)?, &typed.said)
        })
        .await;
    match kept {
        Ok(request) => {
            let message = Message::new("privacy-asked").with("n", request.number).with("x", request.due_at);
            Ok(post.done(&path_of(child.as_deref()), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "said");
            draw(&post, child, StatusCode::UNPROCESSABLE_ENTITY, &sent, errors).await
        }
    }
}

/// One's own photo.
pub(crate) async fn photo(visit: Visit) -> Answer {
    show(&visit, None).await
}

/// The photo of a child one cares for.
pub(crate) async fn photo_of_child(visit: Visit, Path(code): Path<String>) -> Answer {
    show(&visit, Some(code)).await
}

async fn show(visit: &Visit, child: Option<String>) -> Answer {
    let act = visit.act();
    let jpeg = visit
        .read(move |tx| {
            let (person, _) = meant(tx, &act, child.as_deref())?;
            let photo = photos::of(tx, person)?.ok_or(store::Error::Missing)?;
            photos::jpeg(tx, photo)
        })
        .await?;
    Ok(as_jpeg(jpeg))
}

/// Everything about oneself, to take along.
pub(crate) async fn download(visit: Visit) -> Answer {
    let account = visit.account().map(|account| (account.person, account.name.clone()));
    let Some((person, name)) = account else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    taken_along(&visit, person, &name).await
}

/// Everything about a child one cares for, to take along.
pub(crate) async fn download_child(visit: Visit, Path(code): Path<String>) -> Answer {
    let act = visit.act();
    let (person, name) = visit.read(move |tx| meant(tx, &act, Some(&code))).await?;
    taken_along(&visit, person, &name.unwrap_or_default()).await
}
