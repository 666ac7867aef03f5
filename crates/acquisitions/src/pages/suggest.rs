//! The form everybody may fill in, and what became of one's own suggestions.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use kernel::Kind;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, ErrorSummary, Errors, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, sent, stamp};

use super::link;
use crate::{
    model::{Suggestion, Wish},
    suggestions::{self, NewSuggestion},
};

/// What the throttle knows suggestions by.
const THROTTLE: &str = "usul-buku";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SuggestionForm {
    cap: String,
    /// Left empty by people, who do not see it.
    situs: String,
    title: String,
    author: String,
    isbn: String,
    why: String,
    contact: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    judul: String,
    isbn: String,
}

#[derive(Template)]
#[template(path = "suggest.html")]
struct SuggestPage {
    page: Page,
    errors: Errors,
    cap: String,
    fields: Vec<Field>,
    /// The code, once it was sent.
    sent: Option<String>,
    known: bool,
}

impl SuggestPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Where the form is that says already what was looked for: an ISBN, or else a title.
pub(super) fn about(words: &str) -> String {
    let name = if suggestions::isbn(words).is_some() { "isbn" } else { "judul" };
    format!("/usul-buku?{name}={}", ui::page::query_value(words.trim()))
}

/// The form; with what was looked for in the catalogue and not found.
pub(super) async fn blank(visit: Visit, Query(looked): Query<Looked>) -> Answer {
    let form = SuggestionForm {
        cap: stamp::given(visit.act().at),
        title: looked.judul,
        isbn: looked.isbn,
        ..SuggestionForm::default()
    };
    draw(&visit, StatusCode::OK, &form, Errors::new(), None)
}

fn draw(
    visit: &Visit,
    status: StatusCode,
    form: &SuggestionForm,
    errors: Errors,
    sent: Option<String>,
) -> Answer {
    let (t, known) = (visit.t, visit.account().is_some());
    let text = |name, key, value: &str| Field::text(t, name, t.say(key), value).error(errors.of(name));
    let mut fields = vec![
        text("title", "suggestion-title", &form.title).autocomplete("off"),
        text("author", "suggestion-author", &form.author).autocomplete("off").optional(),
        text("isbn", "suggestion-isbn", &form.isbn)
            .hint(t.say("suggestion-isbn-hint"))
            .attribute("inputmode", "numeric")
            .autocomplete("off")
            .medium()
            .optional(),
        Field::area(t, "why", t.say("suggestion-why"), form.why.as_str(), 3)
            .hint(t.say("suggestion-why-hint"))
            .optional()
            .error(errors.of("why")),
    ];
    if !known {
        let contact = text("contact", "suggestion-contact", &form.contact);
        fields.push(contact.hint(t.say("suggestion-contact-hint")).optional());
    }
    let title = if sent.is_some() { "suggestion-sent-title" } else { "suggestion-form-title" };
    let mut page = visit.public(t.say(title));
    page.failed = !errors.is_empty();
    let cap = form.cap.clone();
    let mut answer = visit.html_as(status, &SuggestPage { page, errors, cap, fields, sent, known })?;
    // A borrowed telephone keeps nothing of this.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// A suggestion was sent.
pub(super) async fn submit(post: Post, Form(mut form): Form<SuggestionForm>) -> Answer {
    let now = post.act().at;
    let new = NewSuggestion {
        title: form.title.clone(),
        author: form.author.clone(),
        isbn: form.isbn.clone(),
        why: form.why.clone(),
        party: post.account().map(|account| account.person),
        contact: form.contact.clone(),
    };
    let mut errors = Errors::new();
    for reason in suggestions::objections(&new) {
        errors.add(reason.field.unwrap_or("title"), post.tell(&reason.message));
    }
    if !errors.is_empty() {
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None);
    }
    if !form.situs.is_empty() {
        return draw(&post, StatusCode::OK, &form, errors, Some(String::new()));
    }
    if stamp::age(&form.cap, now).is_none_or(|age| age < stamp::LEAST) {
        if stamp::age(&form.cap, now).is_none() {
            form.cap = stamp::given(now);
        }
        errors.add("title", post.t.say("suggestion-once-more"));
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None);
    }
    if let Err(error) = post.may_try_again(THROTTLE) {
        let errors = sent::errors_in(&post, error, "title")?;
        return draw(&post, StatusCode::TOO_MANY_REQUESTS, &form, errors, None);
    }
    post.tried(THROTTLE, false);
    let key = form.cap.clone();
    match post.write(move |tx, act| suggestions::make(tx, act, &key, &new)).await {
        Ok(code) => draw(&post, StatusCode::OK, &form, errors, Some(code)),
        Err(error) => {
            let full = matches!(&error, store::Error::Refused(refusal) if refusal.kind == Kind::TooMany);
            let status = if full { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            let errors = sent::errors_in(&post, error, "title")?;
            draw(&post, status, &form, errors, None)
        }
    }
}

/// How far a suggestion is.
pub(super) fn badge(t: Speech, state: Wish) -> Badge {
    let text = t.say(&format!("wish-{state}")).to_owned();
    match state {
        Wish::New => Badge::new(Tone::Warn, text),
        Wish::Selected => Badge::new(Tone::Info, text).icon("LuBookmarkCheck"),
        Wish::Declined => Badge::new(Tone::Bad, text),
        Wish::Ordered => Badge::new(Tone::Info, text).icon("LuTruck"),
        Wish::Arrived => Badge::new(Tone::Ok, text),
    }
}

#[derive(Template)]
#[template(path = "my_suggestions.html")]
struct MinePage {
    page: Page,
    table: Table,
}

/// What somebody suggested, and what became of it.
pub(super) async fn mine(visit: Visit) -> Answer {
    let me = visit.account().map(|account| account.person).ok_or_else(web::Failure::missing)?;
    let all = visit.read(move |tx| suggestions::of_person(tx, me)).await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("suggestion-title")).head(),
        Column::new(t.say("suggestion-made")),
        Column::new(t.say("suggestion-state")),
    ];
    let mut table = Table::new(t, "usul", t.say("nav-my-suggestions"), columns);
    table.empty = Some(Empty {
        icon: "LuLightbulb",
        title: t.say("suggestions-mine-none").to_owned(),
        text: t.say("suggestions-mine-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Suggestion| {
        let href = one.record_number.filter(|_| one.state == Wish::Arrived);
        let href = href.map(|number| format!("/katalog/{number}")).unwrap_or_default();
        let day = t.date(one.opened_at.to_zoned_datetime(visit.act().zone).date());
        Row::new(vec![
            link(&href, &one.title, one.answer.as_deref().unwrap_or_default()),
            day.into(),
            Html::of(&badge(t, one.state)),
        ])
    };
    table.rows = all.iter().map(row).collect();
    visit.html(&MinePage { page: visit.member(t.say("nav-my-suggestions")), table })
}
