//! Paper forms are entered, one after the other.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use kernel::{Id, Message};
use platform::files::Files;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Link},
};
use web::{Answer, Post, Uploads, Visit, sent::errors_in};

use super::{Fields, HOME, path_of, value};
use crate::{
    building,
    model::{Response, Version, Way},
    responding::{self, Given},
    rules::Typed,
    show::Questions,
    uploads,
};

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    page: Page,
    errors: Errors,
    lead: String,
    action: String,
    form: String,
    version: String,
    questions: Questions,
}

impl EntryPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// An empty form.
pub(super) async fn blank(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, &Fields::new(), Errors::new()).await
}

async fn draw(visit: &Visit, code: String, fields: &Fields, errors: Errors) -> Answer {
    let shown = value(fields, "versi").parse::<Id<Version>>().ok();
    let (one, version) = visit
        .read(move |tx| {
            let one = building::by_code(tx, &code)?;
            let version = match shown {
                Some(id) => building::version_of(tx, one.id, id)?,
                None => building::latest(tx, one.id)?,
            };
            Ok((one, version))
        })
        .await?;
    let (t, typed) = (visit.t, Typed::of(fields));
    let mut page = visit.below(HOME, t.say("entry-title"));
    page.crumbs.insert(1, Link::new(one.title(t.lang()), path_of(&one.code)));
    page.failed = !errors.is_empty();
    let form = Some(value(fields, "form")).filter(|form| !form.is_empty()).map(str::to_owned);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = EntryPage {
        page,
        lead: t.with("entry-lead", &[("title", one.title(t.lang()).into()), ("n", version.number.into())]),
        action: format!("{}/kertas", path_of(&one.code)),
        form: form.unwrap_or_else(|| Id::<Response>::new().to_string()),
        version: version.id.to_string(),
        questions: Questions::whole(t, &version.content, &typed, &errors),
        errors,
    };
    visit.html_as(status, &view)
}

/// A form is kept; on to the next one.
pub(super) async fn submit(
    post: Post,
    (headers, files): (HeaderMap, Files),
    code: String,
    sent: Uploads,
) -> Answer {
    let version: Id<Version> = value(&sent.fields, "versi").parse().map_err(|_| web::Failure::missing())?;
    let content = post.read(move |tx| building::version(tx, version)).await?.content;
    let (fields, errors) = uploads::take(&post, &headers, &files, &content, sent).await?;
    if !errors.is_empty() {
        return draw(&post, code, &fields, errors).await;
    }
    let (form, typed, named) = (value(&fields, "form").to_owned(), Typed::of(&fields), code.clone());
    let kept = post
        .write(move |tx, act| {
            let given = Given { version, party: None, way: Way::Paper, form: &form };
            let id = building::by_code(tx, &named)?.id;
            building::version_of(tx, id, version)?;
            responding::keep(tx, act, &given, &typed)?;
            Ok(building::one(tx, id)?.responses)
        })
        .await;
    match kept {
        Ok(count) => {
            let message = Message::new("entry-kept").with("n", count);
            Ok(post.done(&format!("{}/kertas", path_of(&code)), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "asked")?;
            draw(&post, code, &fields, errors).await
        }
    }
}
