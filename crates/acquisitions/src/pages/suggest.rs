//! The form everybody may fill in, and what became of one's own suggestions.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, ErrorSummary, Errors, Field, Guard, Row, Table, Tone},
};
use web::{
    Answer, Form, Post, Query, Visit,
    open_form::{self, OpenForm, Seal},
};

use super::link;
use crate::{
    model::{Suggestion, Wish},
    suggestions::{self, NewSuggestion},
};

const FORM: OpenForm = OpenForm("usul-buku");

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SuggestionForm {
    cap: String,
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
    guard: Guard,
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
    let form = SuggestionForm { title: looked.judul, isbn: looked.isbn, ..SuggestionForm::default() };
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
    let guard = open_form::guard(visit, &form.cap);
    web::unkept(visit.html_as(status, &SuggestPage { page, errors, guard, fields, sent, known }))
}

/// A suggestion was sent.
pub(super) async fn submit(post: Post, headers: HeaderMap, Form(form): Form<SuggestionForm>) -> Answer {
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
    let seal = Seal { cap: &form.cap, situs: &form.situs };
    match FORM.take(&post, &headers, seal, move |tx, act, key| suggestions::make(tx, act, key, &new)).await {
        Ok(code) => draw(&post, StatusCode::OK, &form, errors, Some(code)),
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "title");
            draw(&post, open_form::status_of(&refusal), &form, errors, None)
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
