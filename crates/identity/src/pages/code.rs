use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use kernel::Message;
use platform::accounts::Means;
use serde::Deserialize;
use store::Error;
use ui::{
    Page, Speech,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Visit};

use super::sign_in;
use crate::{
    steps::{self, Kind, Step},
    totp,
};

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    page: Page,
    errors: Errors,
}

impl CodePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn code(&self) -> Field {
        field(self.page.t, &self.errors).hint(self.page.t.say("code-hint"))
    }
}

/// Where a code is typed.
pub(crate) fn field(t: Speech, errors: &Errors) -> Field {
    Field::text(t, "code", t.say("code-label"), "")
        .error(errors.of("code"))
        .medium()
        .autocomplete("one-time-code")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
}

/// Asks for the code after the password.
pub(crate) async fn form(visit: Visit, headers: HeaderMap) -> Answer {
    match awaited(&visit, &headers).await? {
        Some(_) => draw(&visit, StatusCode::OK, Errors::new()),
        None => Ok(web::see_other("/masuk")),
    }
}

async fn awaited(visit: &Visit, headers: &HeaderMap) -> store::Result<Option<Step>> {
    let (Some(token), now) = (web::step(headers), visit.act().at) else { return Ok(None) };
    visit.read(move |tx| steps::find(tx, &token, Kind::Code, now)).await
}

fn draw(visit: &Visit, status: StatusCode, errors: Errors) -> Answer {
    let mut page = visit.public(visit.t.say("code-title"));
    page.failed = !errors.is_empty();
    visit.html_as(status, &CodePage { page, errors })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    code: String,
}

/// Takes the code and begins the session.
pub(crate) async fn submit(post: Post, headers: HeaderMap, Form(Typed { code }): Form<Typed>) -> Answer {
    let step = awaited(&post, &headers).await?;
    let (Some(Step { person: Some(person), back, .. }), Some(token)) = (step, web::step(&headers)) else {
        return Ok(post.on_to("/masuk", ui::part::Tone::Warn, &Message::new("code-too-late")));
    };
    let guesses = format!("kode {person}");
    let shown = match post.may_try_again(&guesses) {
        Ok(()) => {
            let vault = post.vault();
            let shown = post
                .write(move |tx, act| {
                    totp::show(tx, act, &vault, person, &code)?;
                    // Of two who come with one step and two codes only one goes on.
                    steps::take(tx, &token, Kind::Code, act.at)?.ok_or(Error::Missing).map(drop)
                })
                .await;
            post.tried(&guesses, shown.is_ok());
            shown
        }
        Err(wait) => Err(wait),
    };
    match shown {
        Ok(()) => sign_in::begin(&post, &headers, person, Means::Password, true, &back).await,
        Err(Error::Refused(refusal)) => {
            let mut errors = Errors::new();
            post.reasons(&refusal).into_iter().for_each(|(_, text)| errors.add("code", text));
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
        Err(other) => Err(other.into()),
    }
}
