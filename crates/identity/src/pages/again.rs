use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use kernel::{Message, Refusal};
use platform::accounts::{self, Session};
use serde::Deserialize;
use store::Error;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::code;
use crate::{passkeys, passkeys::Party, provider, totp};

/// Where one wanted to go, and the form that waits, if one does.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Goal {
    #[serde(default, rename = "return")]
    pub(crate) back: String,
    #[serde(default)]
    pub(crate) form: String,
}

impl Goal {
    /// The page to go on at: that of the form, or the one that was wanted.
    pub(crate) fn path(&self) -> String {
        let back = ui::page::query_value(&self.back);
        match self.form.as_str() {
            "" => self.back.clone(),
            form => format!("/masuk/lanjut?form={}&return={back}", ui::page::query_value(form)),
        }
    }
}

#[derive(Template)]
#[template(path = "again.html")]
struct AgainPage {
    page: Page,
    errors: Errors,
    goal: Goal,
    /// Whether a code will do as well as the password.
    code: bool,
    passkeys: bool,
    provider: Option<String>,
}

impl AgainPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn password(&self) -> Field {
        let t = self.page.t;
        let field = Field::text(t, "password", t.say("sign-in-password"), "")
            .kind("password")
            .error(self.errors.of("password"))
            .medium()
            .autocomplete("current-password");
        if self.code { field.optional() } else { field }
    }

    fn code_field(&self) -> Field {
        code::field(self.page.t, &self.errors).hint(self.page.t.say("again-code-hint")).optional()
    }

    fn by_provider(&self) -> String {
        format!("/masuk/lembaga?again=1&return={}", ui::page::query_value(&self.goal.path()))
    }
}

/// Asks somebody who has been here for a while to prove again who they are.
pub(crate) async fn form(visit: Visit, headers: HeaderMap, Query(goal): Query<Goal>) -> Answer {
    draw(&visit, &headers, StatusCode::OK, goal, Errors::new()).await
}

/// The session, which a page for the signed-in has.
pub(crate) fn session(visit: &Visit) -> Result<Session, Failure> {
    visit.session().cloned().ok_or_else(|| Failure::status(StatusCode::FORBIDDEN))
}

async fn draw(visit: &Visit, headers: &HeaderMap, status: StatusCode, goal: Goal, errors: Errors) -> Answer {
    let person = session(visit)?.account.person;
    let (code, keys, linked) = visit
        .read(move |tx| {
            let provider = provider::get(tx)?.filter(|provider| provider.enabled);
            let linked = provider.filter(|_| provider::is_linked(tx, person).unwrap_or_default());
            Ok((totp::is_on(tx, person)?, !passkeys::of(tx, person)?.is_empty(), linked))
        })
        .await?;
    let mut page = visit.public(visit.t.say("again-title"));
    page.failed = !errors.is_empty();
    let passkeys = keys && Party::at(&visit.origin(headers)).is_some();
    if passkeys {
        page.scripts.push("js/passkey.js");
    }
    let provider = linked.map(|provider| provider.name);
    visit.html_as(status, &AgainPage { page, errors, goal, code, passkeys, provider })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default, rename = "return")]
    back: String,
    #[serde(default)]
    form: String,
}

/// Takes the proof, and leads back to where one was.
pub(crate) async fn submit(post: Post, headers: HeaderMap, Form(proof): Form<Proof>) -> Answer {
    let goal = Goal { back: proof.back.clone(), form: proof.form.clone() };
    match proven(&post, &session(&post)?, &proof).await {
        Ok(second) => accept(&post, second, &goal.path()).await,
        Err(Error::Refused(refusal)) => {
            let mut errors = Errors::new();
            for (field, text) in post.reasons(&refusal) {
                errors.add(field.unwrap_or("password"), text);
            }
            draw(&post, &headers, StatusCode::UNPROCESSABLE_ENTITY, goal, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether a second thing was shown.
async fn proven(post: &Post, session: &Session, proof: &Proof) -> store::Result<bool> {
    let person = session.account.person;
    let by_code = !proof.code.trim().is_empty();
    let guesses = if by_code { format!("kode {person}") } else { session.account.login.clone() };
    post.may_try_again(&guesses)?;
    if by_code {
        let (vault, code) = (post.vault(), proof.code.clone());
        let shown = post.write(move |tx, act| totp::show(tx, act, &vault, person, &code)).await;
        post.tried(&guesses, shown.is_ok());
        return shown.map(|()| true);
    }
    let found = post.read(move |tx| accounts::by_person(tx, person)).await?;
    let (_, password) = found.ok_or(Error::Missing)?;
    let right = post.compare(password, proof.password.clone()).await?;
    post.tried(&guesses, right);
    if right { Ok(false) } else { Err(Refusal::of_field("password", Message::new("again-wrong")).into()) }
}

/// Notes the proof, gives the browser a new token, and leads to `path`.
pub(crate) async fn accept(post: &Post, second: bool, path: &str) -> Answer {
    let session = session(post)?;
    let token = post.write(move |tx, act| accounts::prove(tx, act, session.id, second)).await?;
    let path = if path.is_empty() { "/" } else { path };
    let mut response = post.enter(path, &token, session.account.person);
    post.remember_step(&mut response, None);
    Ok(response)
}

#[derive(Template)]
#[template(path = "go_on.html")]
struct GoOnPage {
    page: Page,
    path: String,
    fields: Vec<(String, String)>,
    back: String,
}

/// The form that waited, one button from being sent.
pub(crate) async fn go_on(visit: Visit, Query(goal): Query<Goal>) -> Answer {
    let Some((path, fields)) = visit.held_form(&goal.form) else {
        return Ok(web::see_other(&goal.back));
    };
    let mut page = visit.public(visit.t.say("go-on-title"));
    page.scripts.push("js/onward.js");
    visit.html(&GoOnPage { page, path, fields, back: goal.back })
}
