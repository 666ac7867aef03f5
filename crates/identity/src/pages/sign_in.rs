use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use kernel::{Id, Message, Person};
use platform::accounts::{self, Account, Means, Password};
use serde::Deserialize;
use store::Error;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use crate::{
    passkeys::Party,
    provider,
    steps::{self, Kind, Step},
    telling, totp,
};

#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default, rename = "return")]
    pub(crate) back: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    login: String,
    back: String,
    errors: Errors,
    /// Whether browsers know passkeys here.
    passkeys: bool,
    /// What the institution's own sign-in is called, where there is one.
    provider: Option<String>,
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

    fn by_provider(&self) -> String {
        format!("/masuk/lembaga?return={}", ui::page::query_value(&self.back))
    }
}

/// The form.
pub(crate) async fn form(visit: Visit, headers: HeaderMap, Query(Back { back }): Query<Back>) -> Answer {
    draw(&visit, &headers, StatusCode::OK, String::new(), back, Errors::new()).await
}

/// The form again, after what was shown was refused.
pub(crate) async fn refused(
    post: &Post,
    headers: &HeaderMap,
    error: Error,
    login: String,
    back: String,
) -> Answer {
    let Error::Refused(refusal) = error else { return Err(error.into()) };
    let status = match Failure::from(refusal.clone()).status_code() {
        StatusCode::TOO_MANY_REQUESTS => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut errors = Errors::new();
    for (_, text) in post.reasons(&refusal) {
        errors.add("login", text);
    }
    draw(post, headers, status, login, back, errors).await
}

async fn draw(
    visit: &Visit,
    headers: &HeaderMap,
    status: StatusCode,
    login: String,
    back: String,
    errors: Errors,
) -> Answer {
    let provider = visit.read(provider::get).await?.filter(|provider| provider.enabled);
    let mut page = visit.public(visit.t.say("sign-in-title"));
    page.failed = !errors.is_empty();
    let passkeys = Party::at(&visit.origin(headers)).is_some();
    if passkeys {
        page.scripts.push("js/passkey.js");
    }
    let provider = provider.map(|provider| provider.name);
    visit.html_as(status, &SignInPage { page, login, back, errors, passkeys, provider })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    login: String,
    password: String,
    #[serde(default, rename = "return")]
    back: String,
}

/// Compares the password, slowly and always; then begins a session, or asks for a code.
pub(crate) async fn submit(post: Post, headers: HeaderMap, Form(form): Form<SignIn>) -> Answer {
    match admit(&post, &headers, &form).await {
        Ok(account) => go_on(&post, &headers, account.person, form.back).await,
        Err(error) => refused(&post, &headers, error, form.login, form.back).await,
    }
}

async fn admit(post: &Post, headers: &HeaderMap, form: &SignIn) -> store::Result<Account> {
    let login = form.login.trim().to_lowercase();
    let wanted = login.clone();
    let found = post
        .read(move |tx| {
            if let Some(found) = accounts::by_login(tx, &wanted)? {
                return Ok(Some(found));
            }
            // A card that was replaced opens what the old one opened.
            let holder = people::handles::holder(tx, &wanted)?;
            holder.map_or(Ok(None), |person| accounts::by_person(tx, person))
        })
        .await?;
    post.may_try(&login, headers, found.as_ref().map(|(account, _)| account.person))?;
    let (account, password) = match found {
        Some((account, password)) => (Some(account), password),
        None => (None, Password::nobody().clone()),
    };
    let right = post.compare(password, form.password.clone()).await?;
    let account = account.filter(|_| right);
    post.tried(&login, account.is_some());
    account.ok_or_else(|| accounts::refused().into())
}

/// After the right password: to the code where one is asked for, else in.
async fn go_on(post: &Post, headers: &HeaderMap, person: Id<Person>, back: String) -> Answer {
    let wanted = back.clone();
    let step = post
        .write(move |tx, act| {
            if !totp::is_on(tx, person)? {
                return Ok(None);
            }
            let step = Step { person: Some(person), state: Vec::new(), back: wanted.clone() };
            steps::begin(tx, act, Kind::Code, &step).map(Some)
        })
        .await?;
    match step {
        Some(token) => {
            let mut response = web::see_other("/masuk/kode");
            post.remember_step(&mut response, Some(&token));
            Ok(response)
        }
        None => begin(post, headers, person, Means::Password, false, &back).await,
    }
}

/// Begins a session and leads to the page that was wanted.
pub(crate) async fn begin(
    post: &Post,
    headers: &HeaderMap,
    person: Id<Person>,
    means: Means,
    second: bool,
    back: &str,
) -> Answer {
    let entry = post.entry(headers, means, second);
    let is_known = post.knows_device(headers, person);
    let (token, staff) = post
        .write(move |tx, act| {
            if !is_known {
                telling::entered_anew(tx, act, person, &entry)?;
            }
            let staff = !platform::permissions::roles_of(tx, person)?.is_empty();
            Ok((accounts::enter(tx, act, person, &entry)?, staff))
        })
        .await?;
    let home = if staff { "/staf" } else { "/saya" };
    let mut response = post.enter(if back.is_empty() { home } else { back }, &token, person);
    post.remember_step(&mut response, None);
    Ok(response)
}

/// Ends the session. Of a member this browser keeps nothing, the card for times without a connection included; what a desk
/// has yet to send stays on its device.
pub(crate) async fn leave(post: Post, headers: HeaderMap) -> Result<Response, Failure> {
    let works_here = !post.grants().is_empty();
    post.leave(&headers).await?;
    let mut response = post.done("/", &Message::new("signed-out"));
    post.forget(&mut response);
    if !works_here {
        response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    }
    Ok(response)
}
