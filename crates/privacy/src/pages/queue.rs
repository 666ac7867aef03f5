use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use people::{
    PartyKind,
    pages::{errors_of, path_of as entry, refusal_in},
    parties,
    register::{self, Asked, Found},
};
use platform::looks::Sight;
use serde::Deserialize;
use store::Tx;
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, Link, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit, document};

use super::{badge, kind_of, kinds, taken_along};
use crate::{
    erasure::{self, Erasure, Preview, Scope},
    requests::{self, Kind, Request, State},
};

const HERE: &str = "/staf/privasi";
/// How many answered requests are listed.
const CLOSED: i64 = 50;
/// How many are offered where several may be meant.
const OFFERED: i64 = 12;

#[derive(Template)]
#[template(path = "privacy_queue.html")]
struct QueuePage {
    page: Page,
    errors: Errors,
    open: Table,
    closed: Table,
    fields: Vec<Field>,
}

impl QueuePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A request with the page it leads to.
#[derive(Template)]
#[template(ext = "html", source = "<a href=\"/staf/privasi/{{ number }}\">{{ number }} · {{ name }}</a>")]
struct Titled<'a> {
    number: i64,
    name: &'a str,
}

fn table(
    t: Speech,
    act: &kernel::Act,
    id: &'static str,
    title: &str,
    empty: &str,
    found: &[Request],
) -> Table {
    let columns = vec![
        Column::new(t.say("privacy-request")).head(),
        Column::new(t.say("privacy-kind")),
        Column::new(t.say("held-since")),
        Column::new(t.say("privacy-state")),
    ];
    let row = |request: &Request| {
        let badge = badge(t, act, request);
        let tone = badge.tone;
        Row::new(vec![
            Html::of(&Titled { number: request.number, name: &request.name }),
            t.say(&format!("privacy-kind-{}", request.kind)).into(),
            t.moment(request.asked_at, &act.zone).into(),
            Html::of(&badge),
        ])
        .tone(if request.state == State::Open { tone } else { ui::part::Tone::Plain })
    };
    Table {
        rows: found.iter().map(row).collect(),
        empty: Some(Empty {
            icon: "LuShieldCheck",
            title: t.say(empty).to_owned(),
            text: String::new(),
            action: None,
        }),
        ..Table::new(t, id, t.say(title), columns)
    }
}

/// What waits, the most urgent first, and what was answered.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Sent::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, sent: &Sent, errors: Errors) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let words = if errors.of("code").is_some() { sent.code.clone() } else { String::new() };
    let (open, closed, others) = visit
        .read(move |tx| Ok((requests::open(tx)?, requests::closed(tx, CLOSED)?, candidates(tx, &words)?)))
        .await?;
    visit.looks_at_all(open.iter().chain(&closed).map(|one| one.person), Sight::List);
    visit.looks_at_all(register::persons(&others), Sight::List);
    let page = Page { failed: !errors.is_empty(), ..visit.staff(t.say("nav-privacy")) };
    let mut fields = vec![
        Field::text(t, "code", t.say("privacy-who"), &*sent.code)
            .hint(t.say("privacy-who-hint"))
            .autocomplete("off")
            .error(errors.of("code")),
        kinds(t, &sent.kind).error(errors.of("kind")),
        Field::area(t, "said", t.say("privacy-said"), &*sent.said, 3).error(errors.of("said")),
    ];
    if others.len() > 1 {
        let choice = |one: &Found| {
            let facts = [one.born.map(|born| t.date(born)), one.village.clone()];
            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let id = one.id.to_string();
            let chosen = id == sent.orang;
            Choice::new(id, one.name.as_str()).hint(facts).chosen(chosen)
        };
        let all = others.iter().map(choice).collect();
        fields.insert(1, Field::radios(t, "orang", t.say("privacy-which"), all));
    }
    visit.html_as(
        status,
        &QueuePage {
            open: table(t, &act, "menunggu", "privacy-open", "privacy-none-open", &open),
            closed: table(t, &act, "dijawab", "privacy-closed", "privacy-none-closed", &closed),
            page,
            errors,
            fields,
        },
    )
}

/// What somebody asks at the desk.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sent {
    code: String,
    /// The one chosen, where several were meant.
    orang: String,
    kind: String,
    said: String,
}

/// Writes down what somebody asked at the desk.
pub(crate) async fn enter(post: Post, Form(sent): Form<Sent>) -> Answer {
    let typed = sent.clone();
    let kept = post
        .write(move |tx, act| {
            let person = match typed.orang.parse() {
                Ok(chosen) => parties::living(tx, chosen)?.id,
                Err(_) => meant(tx, &typed.code)?,
            };
            requests::ask(tx, act, person, kind_of(&typed.kind)?, &typed.said)
        })
        .await;
    match kept {
        Ok(request) => {
            let message = Message::new("privacy-asked").with("n", request.number).with("x", request.due_at);
            Ok(post.done(&format!("{HERE}/{}", request.number), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "code");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &sent, errors).await
        }
    }
}

/// Those of the register who may be meant.
fn candidates(tx: &mut Tx<'_>, words: &str) -> store::Result<Vec<Found>> {
    let asked = Asked { words: words.to_owned(), kind: Some(PartyKind::Person), ..Asked::default() };
    if words.trim().is_empty() { Ok(Vec::new()) } else { register::find(tx, &asked, OFFERED) }
}

/// Whoever of the register is meant: also a volunteer, a guardian, a guest, who has no card.
fn meant(tx: &mut Tx<'_>, words: &str) -> store::Result<Id<Person>> {
    match candidates(tx, words)?.as_slice() {
        [only] => Ok(only.id),
        many => {
            let key = if many.is_empty() { "privacy-code-unknown" } else { "privacy-several" };
            Err(kernel::Refusal::of_field("code", Message::new(key)).into())
        }
    }
}

#[derive(Template)]
#[template(path = "privacy_request.html")]
struct RequestPage {
    page: Page,
    errors: Errors,
    request: Request,
    badge: Badge,
    kind: String,
    asked: String,
    entry: String,
    answer: Field,
    /// For whoever wants to be forgotten: what goes, and what must be settled first.
    goes: Option<Table>,
    against: Vec<String>,
    /// What went, once they were forgotten.
    erased: Option<Table>,
    /// The number of that certificate.
    certificate: i64,
    /// For whoever takes their consent back: what ends with it.
    ends: Option<String>,
}

impl RequestPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn is_open(&self) -> bool {
        self.request.state == State::Open
    }

    /// Whether only forgetting them grants it.
    fn asks_to_be_forgotten(&self) -> bool {
        self.request.kind == Kind::Erasure && self.erased.is_none()
    }
}

/// One request, with what would come of it.
pub(crate) async fn one(visit: Visit, Path(number): Path<i64>) -> Answer {
    draw_one(&visit, number, StatusCode::OK, "", Errors::new()).await
}

async fn draw_one(visit: &Visit, number: i64, status: StatusCode, answer: &str, errors: Errors) -> Answer {
    let (t, act, app) = (visit.t, visit.act(), visit.app().clone());
    let reading = act.clone();
    let (request, preview, erased, member) = visit
        .read(move |tx| {
            let request = requests::by_number(tx, number)?;
            let erased = erasure::of(tx, request.person)?;
            let wanted = request.kind == Kind::Erasure && request.state == State::Open && erased.is_none();
            let preview = match wanted {
                true => Some(erasure::preview(tx, &reading, app.holdings(), request.person)?),
                false => None,
            };
            let withdraws = request.kind == Kind::Withdrawal && request.state == State::Open;
            let member = if withdraws { requests::membership_of(tx, request.person)? } else { None };
            Ok((request, preview, erased, member))
        })
        .await?;
    visit.looks_at(request.person, Sight::List);
    let title = t.with("privacy-request-title", &[("n", request.number.into())]);
    let mut page = Page { failed: !errors.is_empty(), ..visit.staff(title) };
    page.crumbs = vec![Link::new(t.say("nav-privacy"), HERE), Link::new(page.title.clone(), "")];
    let (goes, against) = match preview {
        Some(Preview { goes, against }) => {
            let told = against.iter().map(|message| visit.tell(message)).collect();
            (Some(went(t, "privacy-goes", &goes)), told)
        }
        None => (None, Vec::new()),
    };
    visit.html_as(
        status,
        &RequestPage {
            badge: badge(t, &act, &request),
            kind: t.say(&format!("privacy-kind-{}", request.kind)).to_owned(),
            asked: t.moment(request.asked_at, &act.zone),
            entry: entry(request.person),
            answer: Field::area(t, "answer", t.say("privacy-answer"), answer, 3)
                .hint(t.say("privacy-answer-hint"))
                .error(errors.of("answer")),
            goes,
            against,
            certificate: erased.as_ref().map_or(0, |erased| erased.number),
            erased: erased.map(|Erasure { went: gone, .. }| went(t, "privacy-went", &gone)),
            ends: member.map(|member| t.about("withdrawal-ends", member.code)),
            request,
            page,
            errors,
        },
    )
}

fn went(t: Speech, title: &str, counted: &std::collections::BTreeMap<String, i64>) -> Table {
    let columns =
        vec![Column::new(t.say("privacy-holding")).head(), Column::new(t.say("privacy-rows")).numeric()];
    let row = |(name, rows): (&String, &i64)| {
        let title = t.say(&format!("holding-{}", name.replace('.', "-"))).to_owned();
        Row::new(vec![title.into(), t.int(*rows).into()])
    };
    Table { rows: counted.iter().map(row).collect(), ..Table::new(t, "isi", t.say(title), columns) }
}

/// How staff answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    #[serde(default)]
    answer: String,
    state: String,
}

/// Answers a request.
pub(crate) async fn close(post: Post, Path(number): Path<i64>, Form(given): Form<Given>) -> Answer {
    let Given { answer, state } = given;
    let (typed, done) = (answer.clone(), state == State::Done.as_str());
    let closed = post
        .write(move |tx, act| {
            let state = if done { State::Done } else { State::Declined };
            requests::close(tx, act, number, state, &typed)
        })
        .await;
    match closed {
        Ok(_) => Ok(post.done(HERE, &Message::new("privacy-answered").with("n", number))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "answer");
            draw_one(&post, number, StatusCode::UNPROCESSABLE_ENTITY, &answer, errors).await
        }
    }
}

/// How staff says what was stopped.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stopped {
    #[serde(default)]
    answer: String,
}

/// Takes back what whoever asked for it agreed to, and answers the request.
pub(crate) async fn withdraw(
    post: Post,
    Path(number): Path<i64>,
    Form(Stopped { answer }): Form<Stopped>,
) -> Answer {
    let typed = answer.clone();
    match post.write(move |tx, act| requests::withdraw(tx, act, number, &typed)).await {
        Ok(_) => Ok(post.done(HERE, &Message::new("privacy-answered").with("n", number))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "answer");
            draw_one(&post, number, StatusCode::UNPROCESSABLE_ENTITY, &answer, errors).await
        }
    }
}

/// Forgets whoever asked for it, and answers the request.
pub(crate) async fn erase(post: Post, Path(number): Path<i64>) -> Answer {
    let scope = Scope::of_all(post.app(), post.vault());
    match post.write(move |tx, act| erasure::grant(tx, act, &scope, number)).await {
        Ok(erased) => {
            let message = Message::new("erase-done").with("n", erased.number);
            Ok(post.done(&format!("{HERE}/{number}"), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "answer");
            draw_one(&post, number, StatusCode::CONFLICT, "", errors).await
        }
    }
}

/// What is held about whoever asked, as a file to hand over.
pub(crate) async fn download(visit: Visit, Path(number): Path<i64>) -> Answer {
    let request = visit.read(move |tx| requests::by_number(tx, number)).await?;
    visit.looks_at(request.person, Sight::Everything);
    taken_along(&visit, request.person, &request.name).await
}

/// The certificate that somebody was forgotten, to be printed.
pub(crate) async fn certificate(visit: Visit, Path(number): Path<i64>) -> Answer {
    Ok(document::shown(certified(&visit, number).await?, "berita-acara-penghapusan.pdf"))
}

/// The certificate that somebody was forgotten: what went, by kind, and what stays and why. It names nobody; whoever
/// asked writes their name on it where they want to.
pub(crate) async fn certified(visit: &Visit, number: i64) -> Result<Vec<u8>, Failure> {
    let t = visit.t;
    let (request, erased) = visit
        .read(move |tx| {
            let request = requests::by_number(tx, number)?;
            let erased = erasure::of(tx, request.person)?;
            Ok((request, erased))
        })
        .await?;
    let erased = erased.ok_or_else(Failure::missing)?;
    let count = |rows: &i64| t.int(*rows);
    let cells: Vec<[String; 2]> = erased
        .went
        .iter()
        .map(|(name, rows)| [t.say(&format!("holding-{}", name.replace('.', "-"))).to_owned(), count(rows)])
        .collect();
    let facts = [
        (t.say("privacy-number"), t.int(erased.number)),
        (t.say("privacy-request"), t.int(request.number)),
        (t.say("certificate-at"), t.moment(erased.at, &visit.act().zone)),
    ]
    .map(|(label, value)| (label.to_owned(), value));
    let words = [
        "certificate-says",
        "privacy-went",
        "privacy-holding",
        "privacy-rows",
        "certificate-stays",
        "certificate-name",
        "certificate-signer",
    ]
    .map(|key| t.say(key).to_owned());
    let (title, day) = (t.say("certificate-title").to_owned(), t.date(visit.act().today()));
    document::set(visit, title, move |about, head| {
        let [says, went, holding, rows_label, stays, name, signer] = &words;
        let pairs: Vec<[&str; 2]> = cells.iter().map(|[name, rows]| [name.as_str(), rows.as_str()]).collect();
        let rows: Vec<&[&str]> = pairs.iter().map(<[&str; 2]>::as_slice).collect();
        let columns =
            [pdf::Column { name: holding, number: false }, pdf::Column { name: rows_label, number: true }];
        let facts: Vec<(&str, &str)> =
            facts.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
        let letter = pdf::Letter {
            place_and_date: &day,
            facts: &facts,
            body: &[
                pdf::Block::Paragraph(says),
                pdf::Block::Heading(went),
                pdf::Block::Table { columns: &columns, rows: &rows },
                pdf::Block::Paragraph(stays),
            ],
            signers: &[
                pdf::Signer { role: name, ..pdf::Signer::default() },
                pdf::Signer { role: signer, ..pdf::Signer::default() },
            ],
            ..pdf::Letter::default()
        };
        pdf::letter(about, head, &letter)
    })
    .await
}
