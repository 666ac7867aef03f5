use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Id, Kind, Message, Refusal};
use platform::accounts::{Means, Token};
use serde::Deserialize;
use store::Error;
use web::{Answer, Failure, Form, Post, Visit};

use super::{
    again::{self, Goal},
    security, sign_in,
};
use crate::{
    passkeys::{self, Party, Passkey, Question},
    steps::{self, Step},
};

fn party(visit: &Visit, headers: &HeaderMap) -> Result<Party, Failure> {
    Party::at(&visit.origin(headers)).ok_or_else(Failure::missing)
}

/// The question to the browser's own module; the browser keeps the step.
fn asked(post: &Post, question: String, token: &Token) -> Response {
    let mut response = ([(header::CONTENT_TYPE, "application/json")], question).into_response();
    post.remember_step(&mut response, Some(token));
    response
}

/// Asks a browser for any passkey: to sign in, or to prove again who one is.
pub(crate) async fn ask(post: Post, headers: HeaderMap) -> Answer {
    let Question { asked: question, state } = passkeys::ask(&party(&post, &headers)?)?;
    let token = post
        .write(move |tx, act| {
            let step = Step { person: None, state: state.clone(), back: String::new() };
            steps::begin(tx, act, steps::Kind::Passkey, &step)
        })
        .await?;
    Ok(asked(&post, question, &token))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shown {
    credential: String,
    #[serde(default, rename = "return")]
    back: String,
    #[serde(default)]
    form: String,
}

/// Whose passkey was shown; the question is used up.
async fn shown(post: &Post, headers: &HeaderMap, answer: String) -> store::Result<Id<kernel::Person>> {
    let late = || Refusal::new(Kind::Invalid, Message::new("passkey-too-late"));
    let party = Party::at(&post.origin(headers)).ok_or_else(late)?;
    let token = web::step(headers).ok_or_else(late)?;
    post.may_try_again("kunci")?;
    let taken = post.write(move |tx, act| steps::take(tx, &token, steps::Kind::Passkey, act.at)).await?;
    let step = taken.ok_or_else(late)?;
    let person = post.write(move |tx, act| passkeys::show(tx, act, &party, &step.state, &answer)).await;
    post.tried("kunci", person.is_ok());
    person
}

/// Takes the passkey and begins the session; nobody typed who they are.
pub(crate) async fn enter(post: Post, headers: HeaderMap, Form(form): Form<Shown>) -> Answer {
    match shown(&post, &headers, form.credential).await {
        Ok(person) => sign_in::begin(&post, &headers, person, Means::Passkey, true, &form.back).await,
        Err(error) => sign_in::refused(&post, &headers, error, String::new(), form.back).await,
    }
}

/// Takes the passkey as a proof of who has been here for a while.
pub(crate) async fn prove(post: Post, headers: HeaderMap, Form(form): Form<Shown>) -> Answer {
    let goal = Goal { back: form.back, form: form.form };
    let me = again::session(&post)?.account.person;
    match shown(&post, &headers, form.credential).await {
        Ok(person) if person == me => again::accept(&post, true, &goal.path()).await,
        Ok(_) => Err(Refusal::new(Kind::Forbidden, Message::new("passkey-of-another")).into()),
        Err(error) => Err(error.into()),
    }
}

/// Asks a browser to make a passkey.
pub(crate) async fn ask_for_new(post: Post, headers: HeaderMap) -> Answer {
    let (party, account) = (party(&post, &headers)?, again::session(&post)?.account);
    let (question, token) = post
        .write(move |tx, act| {
            let Question { asked, state } = passkeys::ask_for_new(tx, &party, &account)?;
            let step = Step { person: Some(account.person), state, back: String::new() };
            Ok((asked, steps::begin(tx, act, steps::Kind::NewPasskey, &step)?))
        })
        .await?;
    Ok(asked(&post, question, &token))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    credential: String,
    #[serde(default)]
    name: String,
}

/// Keeps a passkey that was made.
pub(crate) async fn add(post: Post, headers: HeaderMap, Form(made): Form<Made>) -> Answer {
    let (party, session) = (party(&post, &headers)?, again::session(&post)?);
    let (me, token) = (session.account.person, web::step(&headers).ok_or_else(Failure::missing)?);
    let added = post
        .write(move |tx, act| {
            let step = steps::take(tx, &token, steps::Kind::NewPasskey, act.at)?;
            let step = step.filter(|step| step.person == Some(me)).ok_or(Error::Missing)?;
            passkeys::add(tx, act, &party, me, &step.state, &made.credential, &made.name)
        })
        .await;
    match added {
        // Whoever made one has shown it: the session has its second step.
        Ok(_) => {
            let mut response = again::accept(&post, true, security::HERE).await?;
            for cookie in
                post.done(security::HERE, &Message::new("passkey-kept")).headers().get_all("set-cookie")
            {
                response.headers_mut().append("set-cookie", cookie.clone());
            }
            Ok(response)
        }
        Err(error) => {
            security::refused(&post, &headers, StatusCode::UNPROCESSABLE_ENTITY, error, "kunci").await
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    name: String,
}

/// Calls a passkey by another name.
pub(crate) async fn rename(post: Post, Path(id): Path<String>, Form(Name { name }): Form<Name>) -> Answer {
    let (id, me) = (id_of(&id)?, again::session(&post)?.account.person);
    post.write(move |tx, _| passkeys::rename(tx, me, id, &name)).await?;
    Ok(post.done(security::HERE, &Message::new("passkey-renamed")))
}

/// Removes a passkey.
pub(crate) async fn remove(post: Post, Path(id): Path<String>) -> Answer {
    let (id, me) = (id_of(&id)?, again::session(&post)?.account.person);
    post.write(move |tx, act| passkeys::remove(tx, act, me, id)).await?;
    Ok(post.done(security::HERE, &Message::new("passkey-removed")))
}

fn id_of(id: &str) -> Result<Id<Passkey>, Failure> {
    id.parse().map_err(|_| Failure::missing())
}
