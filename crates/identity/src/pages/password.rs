use axum::http::{HeaderMap, StatusCode};
use kernel::{Message, Refusal};
use platform::accounts;
use serde::Deserialize;
use store::Error;
use web::{Answer, Form, Post};

use super::{again, security};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    old: String,
    password: String,
}

/// Exchanges one's own password; every other session ends.
pub(crate) async fn change(post: Post, headers: HeaderMap, Form(change): Form<Change>) -> Answer {
    let session = again::session(&post)?;
    match exchange(&post, session, change).await {
        Ok(()) => Ok(post.done(security::HERE, &Message::new("security-password-changed"))),
        Err(error) => {
            security::refused(&post, &headers, StatusCode::UNPROCESSABLE_ENTITY, error, "password").await
        }
    }
}

async fn exchange(post: &Post, session: accounts::Session, change: Change) -> store::Result<()> {
    let person = session.account.person;
    post.may_try_again(&session.account.login)?;
    let current = post.read(move |tx| accounts::by_person(tx, person)).await?;
    let (_, current) = current.ok_or(Error::Missing)?;
    let right = post.compare(current, change.old).await?;
    post.tried(&session.account.login, right);
    if !right {
        return Err(Refusal::of_field("old", Message::new("security-password-wrong")).into());
    }
    let password = post.hash(change.password).await?;
    post.write(move |tx, act| accounts::change_password(tx, act, person, &password, Some(session.id))).await
}
