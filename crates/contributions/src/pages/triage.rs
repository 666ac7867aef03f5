//! Offers of books, answered by the collection policy.

use askama::Template;
use axum::extract::Path;
use kernel::{Id, Message, Person};
use people::alike::Alike;
use platform::{
    files::{FileKind, Files},
    library::{self, Branch},
};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, Pager, Row, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{
    Fields, OFFER, OFFERS, errors_in, facts, list::Linked, offer::policy, pager, path_of, place, served,
    status_of, value,
};
use crate::{
    giving,
    offers::{self, Answer as Said, Offer, OfferState},
};

fn offer_path(code: &str) -> String {
    format!("{OFFERS}/{code}")
}

/// Which offers are asked for.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    semua: String,
    n: Option<u32>,
}

#[derive(Template)]
#[template(path = "offers.html")]
struct ListPage {
    page: Page,
    table: Table,
    pager: Pager,
    all: bool,
    here: &'static str,
    form: &'static str,
}

/// The offers that wait, or all.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let all = !asked.semua.is_empty();
    let number = asked.n.unwrap_or(1);
    let (offers, count) = visit.read(move |tx| offers::list(tx, !all, place(number))).await?;
    let (t, zone) = (visit.t, visit.act().zone);
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("offer-code").head(),
        column("contribution-giver-name"),
        column("offer-titles"),
        column("offer-pieces").numeric(),
        column("offer-way"),
        column("offer-sent-at"),
        column("offer-state"),
        column("offer-answer"),
    ];
    let mut table = Table::new(t, "tawaran", t.say("nav-offers"), columns);
    table.empty = Some(Empty {
        icon: "LuInbox",
        title: t.say("offers-none").to_owned(),
        text: t.say("offers-none.text").to_owned(),
        action: None,
    });
    table.rows = offers
        .iter()
        .map(|one| {
            let first = one.titles.lines().next().unwrap_or_default();
            Row::new(vec![
                Html::of(&Linked { href: offer_path(&one.code), text: &one.code }),
                one.name.as_str().into(),
                first.into(),
                t.int(one.pieces).into(),
                t.say(&format!("offer-way-{}", one.way)).into(),
                t.moment(one.offered_at, &zone).into(),
                Html::of(&badge(t, one.state)),
                answered(t, one).unwrap_or_default().into(),
            ])
        })
        .collect();
    let more = if all { "semua=1&" } else { "" };
    let pager = pager(t, number, count, |n| format!("{OFFERS}?{more}n={n}"));
    let page = visit.staff(t.say("nav-offers"));
    visit.html(&ListPage { page, table, pager, all, here: OFFERS, form: OFFER })
}

fn badge(t: Speech, state: OfferState) -> Badge {
    let tone = match state {
        OfferState::Waiting => Tone::Warn,
        OfferState::Accepted => Tone::Ok,
        OfferState::Redirected => Tone::Info,
        OfferState::Declined => Tone::Plain,
    };
    Badge::new(tone, t.say(&format!("offer-state-{state}")))
}

#[derive(Template)]
#[template(path = "offer_triage.html")]
struct TriagePage {
    page: Page,
    errors: Errors,
    badge: Badge,
    facts: Table,
    titles: Vec<String>,
    photo: Option<String>,
    policy: Vec<String>,
    fields: Vec<Field>,
    answered: Option<String>,
    /// The contribution that came of it.
    came: Option<(String, String)>,
    action: String,
}

impl TriagePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// One offer.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, &Fields::new(), Errors::new()).await
}

async fn draw(visit: &Visit, code: String, typed: &Fields, errors: Errors) -> Answer {
    let policy = policy(visit).await?;
    let (offer, alike, branches, came) = visit
        .read(move |tx| {
            let offer = offers::by_code(tx, &code)?;
            let alike = offers::alike(tx, &offer)?;
            let came = offer.contribution.map(|id| giving::one(tx, id)).transpose()?;
            Ok((offer, alike, library::branches(tx)?, came))
        })
        .await?;
    let t = visit.t;
    let mut page = visit.below(("nav-offers", OFFERS), t.about("offer-of", offer.code.as_str()));
    page.failed = !errors.is_empty();
    let phone = match offer.phone.as_str() {
        "" => String::new(),
        phone => people::phone::shown(phone),
    };
    let known = vec![
        ("contribution-giver-name", offer.name.as_str().into()),
        ("offer-organisation", offer.organisation.as_str().into()),
        ("party-phone-whatsapp", phone.into()),
        ("party-email", offer.email.as_str().into()),
        ("offer-pieces", t.int(offer.pieces).into()),
        ("offer-way", t.say(&format!("offer-way-{}", offer.way)).into()),
        ("offer-note", offer.note.as_str().into()),
        (
            "contribution-named-fact",
            t.say(if offer.named { "offer-named-yes" } else { "offer-named-no" }).into(),
        ),
        ("offer-sent-at", t.moment(offer.offered_at, &visit.act().zone).into()),
    ];
    let waits = offer.state == OfferState::Waiting;
    let view = TriagePage {
        badge: badge(t, offer.state),
        facts: facts(t, "tawaran", "offer-facts", known),
        titles: offer.titles.lines().map(str::to_owned).collect(),
        photo: offer.photo.as_ref().map(|_| format!("{}/foto", offer_path(&offer.code))),
        policy,
        fields: if waits { fields(t, typed, &errors, &offer, &alike, &branches) } else { Vec::new() },
        answered: answered(t, &offer),
        came: came.map(|one| (path_of(&one.code), one.code)),
        action: offer_path(&offer.code),
        errors,
        page,
    };
    let status = status_of(&view.errors);
    visit.html_as(status, &view)
}

/// What they were told.
fn answered(t: Speech, offer: &Offer) -> Option<String> {
    let answer = offer.answer.clone().unwrap_or_default();
    match &offer.sent_to {
        Some(to) => {
            Some(t.with("offer-was-redirected", &[("to", to.as_str().into()), ("answer", answer.into())]))
        }
        None => Some(answer).filter(|answer| !answer.is_empty()),
    }
}

fn fields(
    t: Speech,
    typed: &Fields,
    errors: &Errors,
    offer: &Offer,
    alike: &[Alike],
    branches: &[Branch],
) -> Vec<Field> {
    let said = value(typed, "said");
    let choice = |value: &str, key: &str| {
        Choice::new(value, t.say(key)).hint(t.say(&format!("{key}-hint"))).chosen(said == value)
    };
    let mut fields = Vec::new();
    if offer.person.is_none() || !offer.organisation.is_empty() {
        let mut known: Vec<Choice> = alike
            .iter()
            .map(|one| {
                let id = one.id.to_string();
                let chosen = value(typed, "giver") == id;
                Choice::new(id, one.name.as_str()).chosen(chosen)
            })
            .collect();
        if !known.is_empty() {
            let new = value(typed, "giver").is_empty();
            known.push(Choice::new("", t.say("offer-giver-new")).chosen(new));
            fields
                .push(Field::radios(t, "giver", t.say("offer-giver"), known).hint(t.say("offer-giver-hint")));
        }
    }
    let branch = |one: &Branch| {
        let id = one.id.to_string();
        let chosen = value(typed, "branch") == id;
        Choice::new(id, one.name.as_str()).chosen(chosen)
    };
    fields.extend([
        Field::radios(
            t,
            "said",
            t.say("offer-answer-is"),
            vec![
                choice("accept", "offer-accept"),
                choice("redirect", "offer-redirect"),
                choice("decline", "offer-decline"),
            ],
        )
        .error(errors.of("said")),
        Field::select(t, "branch", t.say("offer-branch"), branches.iter().map(branch).collect()).medium(),
        Field::text(t, "to", t.say("offer-to"), value(typed, "to"))
            .hint(t.say("offer-to-hint"))
            .error(errors.of("to"))
            .optional(),
        Field::area(t, "answer", t.say("offer-answer"), value(typed, "answer"), 3)
            .hint(t.say("offer-answer-hint"))
            .error(errors.of("answer"))
            .optional(),
    ]);
    fields
}

/// The library says something to an offer.
pub(super) async fn decide(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let giver: Option<Id<Person>> = value(&fields, "giver").parse().ok();
    let said = match (value(&fields, "said"), value(&fields, "branch").parse()) {
        ("accept", Ok(branch)) => Some(Said::Accept(branch)),
        ("redirect", _) => Some(Said::Redirect(value(&fields, "to").to_owned())),
        ("decline", _) => Some(Said::Decline),
        _ => None,
    };
    let Some(said) = said else {
        let mut errors = Errors::new();
        errors.add("said", post.t.say("offer-said-missing"));
        return draw(&post, code, &fields, errors).await;
    };
    let (asked, words) = (code.clone(), value(&fields, "answer").to_owned());
    let decided = post
        .write(move |tx, act| {
            let offer = offers::by_code(tx, &asked)?;
            offers::decide(tx, act, offer.id, giver, &said, &words)
        })
        .await;
    match decided {
        Ok(offer) => {
            let key = match offer.state {
                OfferState::Accepted => "offer-now-accepted",
                OfferState::Redirected => "offer-now-redirected",
                OfferState::Declined | OfferState::Waiting => "offer-now-declined",
            };
            Ok(post.done(&offer_path(&code), &Message::new(key)))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "said")?;
            draw(&post, code, &fields, errors).await
        }
    }
}

/// The photo of the books.
pub(super) async fn photo(visit: Visit, files: Files, code: String) -> Answer {
    let offer = visit.read(move |tx| offers::by_code(tx, &code)).await?;
    let hash = offer.photo.ok_or_else(Failure::missing)?;
    served(files, hash, FileKind::Jpeg.as_str()).await
}
