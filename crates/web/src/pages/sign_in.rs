use std::time::{Duration, Instant};

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kernel::{Id, Kind, Message, Refusal};
use platform::accounts::{self, Account, Password, Token};
use serde::Deserialize;
use store::Error;
use tokio::task::spawn_blocking;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};

use crate::{
    Answer, Failure, Form, Post, Query, Visit, cookie,
    visit::{see_other, set_cookie},
};

/// How many may wait for their password to be compared; the next is told to come back.
const QUEUE: usize = 32;
/// How long one waits in that queue.
const PATIENCE: Duration = Duration::from_secs(10);
const YEAR: i64 = 365 * 24 * 3600;

#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default, rename = "return")]
    back: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    login: String,
    back: String,
    errors: Errors,
}

impl SignInPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn login(&self) -> Field {
        let t = self.page.t;
        Field::text(t, "login", t.say("sign-in-login"), self.login.as_str())
            .hint(t.say("sign-in-login-hint"))
            .error(self.errors.of("login"))
            .medium()
            .autocomplete("username")
            .attribute("autocapitalize", "none")
            .attribute("spellcheck", "false")
            .attribute("required", "")
    }

    fn password(&self) -> Field {
        let t = self.page.t;
        Field::text(t, "password", t.say("sign-in-password"), "")
            .kind("password")
            .medium()
            .autocomplete("current-password")
            .attribute("required", "")
    }
}

/// The form.
pub(crate) async fn form(visit: Visit, Query(Back { back }): Query<Back>) -> Answer {
    let page = visit.public(visit.t.say("sign-in-title"));
    visit.html(&SignInPage { page, login: String::new(), back, errors: Errors::new() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    login: String,
    password: String,
    #[serde(default, rename = "return")]
    back: String,
}

/// Compares the password, slowly and always, and begins a session.
pub(crate) async fn submit(post: Post, headers: HeaderMap, Form(form): Form<SignIn>) -> Answer {
    match admit(&post, &headers, &form).await {
        Ok(account) => begin(&post, &account, &form.back).await,
        Err(Error::Refused(refusal)) => {
            let status = Failure::from(refusal.clone()).status;
            let status =
                if status == StatusCode::FORBIDDEN { StatusCode::UNPROCESSABLE_ENTITY } else { status };
            let mut page = post.public(post.t.say("sign-in-title"));
            page.failed = true;
            let mut errors = Errors::new();
            for (_, text) in post.reasons(&refusal) {
                errors.add("login", text);
            }
            post.html_as(status, &SignInPage { page, login: form.login, back: form.back, errors })
        }
        Err(other) => Err(other.into()),
    }
}

async fn admit(post: &Post, headers: &HeaderMap, form: &SignIn) -> store::Result<Account> {
    let (app, from) = (post.app(), post.peer().ip());
    let login = form.login.trim().to_lowercase();
    let wanted = login.clone();
    let found = post.read(move |tx| accounts::by_login(tx, &wanted)).await?;
    // A device its owner has signed in on before does not wait for strangers' guesses.
    let known = found.as_ref().is_some_and(|(account, _)| knows(headers, account));
    let wait = app.throttle.wait(&login, from, Instant::now());
    if !known && !wait.is_zero() {
        let seconds = wait.as_secs() as i64 + 1;
        return Err(Refusal::new(Kind::TooMany, Message::new("sign-in-wait").with("seconds", seconds)).into());
    }
    let (account, password) = match found {
        Some((account, password)) => (Some(account), password),
        None => (None, Password::nobody().clone()),
    };
    if compare(post, password, form.password.clone()).await?
        && let Some(account) = account
    {
        app.throttle.succeeded(&login, from);
        return Ok(account);
    }
    app.throttle.failed(&login, from, Instant::now());
    Err(accounts::refused().into())
}

async fn compare(post: &Post, password: Password, plain: String) -> store::Result<bool> {
    let hashing = &post.app().hashing;
    if hashing.available_permits() == 0
        && post.app().waiting.load(std::sync::atomic::Ordering::Relaxed) >= QUEUE
    {
        return Err(Error::Busy);
    }
    post.app().waiting.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let permit = tokio::time::timeout(PATIENCE, hashing.acquire()).await;
    post.app().waiting.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
    let Ok(Ok(_permit)) = permit else { return Err(Error::Busy) };
    spawn_blocking(move || password.is(&plain)).await.map_err(|_| Error::Panicked)
}

async fn begin(post: &Post, account: &Account, back: &str) -> Answer {
    let person = account.person;
    let (token, staff) = post
        .write(move |tx, act| {
            let staff = !platform::permissions::roles_of(tx, person)?.is_empty();
            Ok((accounts::sign_in(tx, act, person)?, staff))
        })
        .await?;
    let home = if staff { "/staf" } else { "/saya" };
    let mut response = see_other(if back.is_empty() { home } else { back });
    let secure = post.app().config.secure();
    let headers = response.headers_mut();
    set_cookie(headers, &cookie::set(cookie::session(secure), &token.to_hex(), None, secure));
    set_cookie(headers, &cookie::set(cookie::DEVICE, &device_mark(person), Some(YEAR), secure));
    Ok(response)
}

fn knows(headers: &HeaderMap, account: &Account) -> bool {
    cookie::get(headers, cookie::DEVICE).is_some_and(|mark| mark == device_mark(account.person))
}

/// Tells a device that its owner has signed in on it. It opens nothing: whoever copies it may only guess
/// without waiting, and each guess still costs an argon2.
fn device_mark(person: Id<kernel::Person>) -> String {
    blake3::hash(person.as_bytes()).to_hex()[..32].to_owned()
}

/// Ends the session.
pub(crate) async fn leave(post: Post, headers: HeaderMap) -> Result<Response, Failure> {
    let secure = post.app().config.secure();
    let name = cookie::session(secure);
    if let Some(token) = cookie::get(&headers, name).and_then(Token::from_hex) {
        post.write(move |tx, _| accounts::sign_out(tx, &token)).await?;
    }
    let mut response = post.done("/", &Message::new("signed-out"));
    set_cookie(response.headers_mut(), &cookie::set(name, "", Some(0), secure));
    Ok(response)
}
