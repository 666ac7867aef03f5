//! Whoever has registered chooses a password with the link they were given, and has the card on their telephone.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use people::pages::{errors_of, refusal_in};
use platform::accounts::{self, Means, Token};
use serde::Deserialize;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Visit, unkept};

use crate::{Member, joining};

/// Where the link leads.
pub(crate) fn path_of(token: &str) -> String {
    format!("/gabung/kartu/{token}")
}

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    page: Page,
    errors: Errors,
    /// The number on the card; none where the link is worth nothing any more.
    code: Option<String>,
    here: String,
    field: Field,
}

impl ClaimPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Whose link it is, while it is worth something.
async fn claimant(visit: &Visit, typed: &str) -> store::Result<Option<Member>> {
    let (act, token) = (visit.act(), Token::from_hex(typed));
    match token {
        Some(token) => visit.read(move |tx| joining::claimant(tx, &act, &token)).await,
        None => Ok(None),
    }
}

async fn draw(visit: &Visit, status: StatusCode, typed: &str, errors: Errors) -> Answer {
    let (t, member) = (visit.t, claimant(visit, typed).await?);
    let status = if member.is_some() { status } else { StatusCode::GONE };
    let mut page = visit.public(t.say("claim-title"));
    page.failed = !errors.is_empty();
    let field = Field::text(t, "password", t.say("claim-password"), "")
        .kind("password")
        .medium()
        .hint(t.say("claim-password-hint"))
        .autocomplete("new-password")
        .error(errors.of("password"));
    let here = path_of(typed);
    unkept(visit.html_as(status, &ClaimPage { page, errors, code: member.map(|one| one.code), here, field }))
}

/// Where a password is chosen.
pub(crate) async fn blank(visit: Visit, Path(token): Path<String>) -> Answer {
    draw(&visit, StatusCode::OK, &token, Errors::new()).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chosen {
    password: String,
}

/// The account is made, and whoever has the link is signed in, once.
pub(crate) async fn submit(
    post: Post,
    headers: HeaderMap,
    Path(typed): Path<String>,
    Form(Chosen { password }): Form<Chosen>,
) -> Answer {
    // A password is hashed slowly: not for a link that nobody was given.
    let known = claimant(&post, &typed).await?;
    let Some(token) = Token::from_hex(&typed).filter(|_| known.is_some()) else {
        return draw(&post, StatusCode::GONE, &typed, Errors::new()).await;
    };
    let entry = post.entry(&headers, Means::Password, false);
    let entered = match post.hash(password).await {
        Ok(password) => {
            post.write(move |tx, act| {
                let account = joining::claim(tx, act, &token, &password)?;
                Ok((accounts::enter(tx, act, account.person, &entry)?, account.person))
            })
            .await
        }
        Err(error) => Err(error),
    };
    match entered {
        Ok((session, person)) => Ok(post.enter("/saya/kartu", &session, person)),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "password");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors).await
        }
    }
}
