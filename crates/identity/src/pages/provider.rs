use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Kind, Message, Refusal};
use platform::accounts::{Means, Session};
use serde::Deserialize;
use store::{Error, Result};
use tokio::task::spawn_blocking;
use ui::{
    Page,
    part::{Choice, ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{again, security, sign_in};
use crate::{
    outgoing::Outgoing,
    provider::{self, Journey, LinksBy, Provider, Typed},
};

const HERE: &str = "/staf/lembaga";
/// Where the provider sends people back to.
const BACK: &str = "/masuk/lembaga/kembali";

#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default, rename = "return")]
    back: String,
    /// Whether the provider shall ask for the password anew.
    #[serde(default)]
    again: String,
}

async fn enabled(visit: &Visit) -> std::result::Result<Provider, Failure> {
    visit.read(provider::get).await?.filter(|provider| provider.enabled).ok_or_else(Failure::missing)
}

/// On to the institution. Nothing is written: all that is needed on the way back lies with the browser.
pub(crate) async fn go(visit: Visit, headers: HeaderMap, Query(wish): Query<Wish>) -> Answer {
    let provider = enabled(&visit).await?;
    let out = Outgoing::new(visit.peers());
    let redirect = format!("{}{BACK}", visit.origin(&headers));
    let (journey, again) = (Journey::begin(&wish.back), !wish.again.is_empty());
    let token = journey.token().clone();
    let address = spawn_blocking(move || provider::address(&out, &provider, &redirect, &journey, again));
    let address = address.await.map_err(|_| Error::Panicked)??;
    let mut response = StatusCode::FOUND.into_response();
    let location = HeaderValue::from_str(&address).map_err(Failure::fault)?;
    response.headers_mut().insert(header::LOCATION, location);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    visit.remember_step(&mut response, Some(&token));
    Ok(response)
}

#[derive(Deserialize)]
pub(crate) struct Returned {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "came_back.html")]
struct CameBackPage {
    page: Page,
    lead: String,
    code: String,
    state: String,
}

/// Back from the institution: one button from being signed in, pressed by the page itself where modules run. A page
/// of another site can bring somebody here, but not past it.
pub(crate) async fn back(visit: Visit, Query(returned): Query<Returned>) -> Answer {
    let provider = enabled(&visit).await?;
    if returned.code.is_empty() {
        return Err(Refusal::new(Kind::Conflict, Message::new("provider-gave-nothing")).into());
    }
    let lead = visit.t.about("provider-came-back", provider.name.as_str());
    let mut page = visit.public(visit.t.say("go-on-title"));
    page.scripts.push("js/onward.js");
    visit.html(&CameBackPage { page, lead, code: returned.code, state: returned.state })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coming {
    code: String,
    state: String,
}

/// What it means that somebody came back.
enum Outcome {
    /// Somebody signs in.
    Enter(kernel::Id<kernel::Person>),
    /// Somebody who is here connected their account.
    Linked,
    /// Somebody who is here proved again who they are.
    Proven,
}

/// Asks the institution who it is; begins a session, connects an account, or takes it as a proof.
pub(crate) async fn enter(post: Post, headers: HeaderMap, Form(coming): Form<Coming>) -> Answer {
    let late = || Refusal::new(Kind::Invalid, Message::new("provider-too-late"));
    let journey = web::step(&headers).and_then(|token| Journey::resume(&token, &coming.state));
    let Some(journey) = journey else {
        return sign_in::refused(&post, &headers, late().into(), String::new(), String::new()).await;
    };
    let back = journey.back.clone();
    match arrived(&post, &headers, journey, coming.code).await {
        Ok(Outcome::Enter(person)) => {
            sign_in::begin(&post, &headers, person, Means::Provider, true, &back).await
        }
        Ok(Outcome::Linked) => {
            let mut response = post.done(security::HERE, &Message::new("provider-connected"));
            post.remember_step(&mut response, None);
            Ok(response)
        }
        Ok(Outcome::Proven) => again::accept(&post, true, &back).await,
        Err(error) if post.session().is_none() => {
            sign_in::refused(&post, &headers, error, String::new(), back).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn arrived(post: &Post, headers: &HeaderMap, journey: Journey, code: String) -> Result<Outcome> {
    let provider =
        post.read(provider::get).await?.filter(|provider| provider.enabled).ok_or(Error::Missing)?;
    let (out, vault) = (Outgoing::new(post.peers()), post.vault());
    let redirect = format!("{}{BACK}", post.origin(headers));
    let asked = provider.clone();
    let stranger =
        spawn_blocking(move || provider::stranger(&out, &vault, &asked, &redirect, &journey, &code));
    let stranger = stranger.await.map_err(|_| Error::Panicked)??;
    let here: Option<Session> = post.session().cloned();
    let now = post.act().at;
    post.write(move |tx, act| {
        let Some(session) = &here else {
            return Ok(Outcome::Enter(provider::recognised(tx, act, &provider, &stranger)?));
        };
        let me = session.account.person;
        if provider::is_linked(tx, me)? {
            let other = || Refusal::new(Kind::Forbidden, Message::new("provider-of-another"));
            let same = provider::recognised(tx, act, &provider, &stranger)? == me;
            return if same { Ok(Outcome::Proven) } else { Err(other().into()) };
        }
        if !session.is_fresh(now) {
            return Err(Refusal::new(Kind::Forbidden, Message::new("provider-not-fresh")).into());
        }
        provider::link(tx, act, me, &stranger)?;
        Ok(Outcome::Linked)
    })
    .await
}

/// Parts one's own account from that of the institution.
pub(crate) async fn unlink(post: Post) -> Answer {
    let person = again::session(&post)?.account.person;
    post.write(move |tx, act| provider::unlink(tx, act, person)).await?;
    Ok(post.done(security::HERE, &Message::new("provider-parted")))
}

#[derive(Template)]
#[template(path = "provider.html")]
struct ProviderPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    redirect: String,
}

impl ProviderPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// How the institution's sign-in is set up.
pub(crate) async fn settings(visit: Visit, headers: HeaderMap) -> Answer {
    let stored = visit.read(provider::get).await?;
    let kept = stored.as_ref().is_some_and(|provider| provider.secret.is_some());
    let typed = stored.map_or_else(Typed::default, |provider| Typed {
        name: provider.name,
        issuer: provider.issuer,
        client: provider.client,
        secret: String::new(),
        by_email: provider.links_by == LinksBy::Email,
        enabled: provider.enabled,
    });
    draw(&visit, &headers, StatusCode::OK, &typed, kept, Errors::new())
}

fn draw(
    visit: &Visit,
    headers: &HeaderMap,
    status: StatusCode,
    typed: &Typed,
    kept: bool,
    errors: Errors,
) -> Answer {
    let t = visit.t;
    let secret_hint = t.say(if kept { "provider-secret-kept" } else { "provider-secret-hint" });
    let links = [("false", "provider-links-subject", false), ("true", "provider-links-email", true)];
    let links = links.map(|(value, key, by_email)| {
        Choice::new(value, t.say(key)).hint(t.say(&format!("{key}-hint"))).chosen(typed.by_email == by_email)
    });
    let fields = vec![
        Field::text(t, "name", t.say("provider-name"), &*typed.name)
            .hint(t.say("provider-name-hint"))
            .error(errors.of("name"))
            .medium(),
        Field::text(t, "issuer", t.say("provider-issuer"), &*typed.issuer)
            .kind("url")
            .hint(t.say("provider-issuer-hint"))
            .error(errors.of("issuer")),
        Field::text(t, "client", t.say("provider-client"), &*typed.client)
            .error(errors.of("client"))
            .medium(),
        Field::text(t, "secret", t.say("provider-secret"), "")
            .kind("password")
            .autocomplete("off")
            .hint(secret_hint)
            .error(errors.of("secret"))
            .medium()
            .optional(),
        Field::radios(t, "by_email", t.say("provider-links"), links.to_vec()),
        Field::check(t, "enabled", t.say("provider-enabled"), "true", typed.enabled),
    ];
    let mut page = visit.staff(t.say("provider-title"));
    page.failed = !errors.is_empty();
    let redirect = format!("{}{BACK}", visit.origin(headers));
    visit.html_as(status, &ProviderPage { page, errors, fields, redirect })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    client: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    by_email: String,
    #[serde(default)]
    enabled: String,
}

/// Sets the institution's sign-in up.
pub(crate) async fn set(
    post: Post,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> std::result::Result<Response, Failure> {
    let Sent { name, issuer, client, secret, by_email, enabled } = sent;
    let typed =
        Typed { name, issuer, client, secret, by_email: by_email == "true", enabled: enabled == "true" };
    let (vault, wanted) = (post.vault(), typed.clone());
    match post.write(move |tx, act| provider::set(tx, act, &vault, &wanted)).await {
        Ok(()) => Ok(post.on_to(HERE, Tone::Ok, &Message::new("provider-kept"))),
        Err(Error::Refused(refusal)) => {
            let errors = people::pages::errors_of(&post, &refusal, "secret");
            let kept = post.read(provider::get).await?.is_some_and(|provider| provider.secret.is_some());
            draw(&post, &headers, StatusCode::UNPROCESSABLE_ENTITY, &typed, kept, errors)
        }
        Err(other) => Err(other.into()),
    }
}
