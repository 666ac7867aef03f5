use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message};
use platform::files::Files;
use ui::{
    Html, Page, Speech,
    cover::Photo,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Post, Upload, Visit};

use super::{below, errors_of, kept, path_of, refusal_in, value};
use crate::{
    covers::{self, Cover},
    pages::labels,
    records,
};

#[derive(Template)]
#[template(path = "staff_cover.html")]
struct CoverPage {
    page: Page,
    errors: Errors,
    /// What is on now.
    now: Html,
    fields: Vec<Field>,
    back: String,
}

impl CoverPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A record's picture, as small as in lists.
pub(super) fn thumbnail(t: Speech, cover: &Cover, title: &str) -> Html {
    let alt = if cover.alt.is_empty() { t.about("record-page-cover", title) } else { cover.alt.clone() };
    Html::of(&Photo { src: &labels::picture(cover.small.as_str()), alt: &alt, size: None })
}

/// The picture of a record's cover, to be given or taken off.
pub(crate) async fn page(visit: Visit, Path(number): Path<i64>) -> Answer {
    draw(&visit, StatusCode::OK, number, None, Errors::new()).await
}

/// Puts a picture on.
pub(crate) async fn put_on(post: Post, files: Files, number: i64, upload: Upload) -> Answer {
    let alt = value(&upload.fields, "alt").trim().to_owned();
    let prepared = upload.picture(covers::prepare).await?;
    let typed = alt.clone();
    let put = match prepared {
        Ok(picture) => {
            post.write(move |tx, act| {
                let record = kept(tx, number)?.id;
                covers::put_on(tx, act, &files, record, &picture, &alt)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match put {
        Ok(before) => {
            let undo = before.map_or_else(|| format!("{}/sampul/lepas", path_of(number)), back_on);
            Ok(post.done(&path_of(number), &Message::new("cover-now-on").with("undo", undo)))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "picture");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, number, Some(typed), errors).await
        }
    }
}

/// Takes the picture off.
pub(crate) async fn take_off(post: Post, Path(number): Path<i64>) -> Answer {
    let taken = post
        .write(move |tx, act| {
            let record = kept(tx, number)?.id;
            covers::take_off(tx, act, record)
        })
        .await?;
    let message = Message::new("cover-now-off");
    let message = match taken {
        Some(cover) => message.with("undo", back_on(cover)),
        None => message,
    };
    Ok(post.done(&path_of(number), &message))
}

/// Puts a picture back on that was there before.
pub(crate) async fn put_back(post: Post, Path(cover): Path<Id<Cover>>) -> Answer {
    let number = post
        .write(move |tx, act| {
            let record = covers::put_back(tx, act, cover)?;
            Ok(records::by_id(tx, record)?.ok_or(store::Error::Missing)?.number)
        })
        .await?;
    Ok(post.done(&path_of(number), &Message::new("cover-back-on")))
}

fn back_on(cover: Id<Cover>) -> String {
    format!("/staf/sampul/{cover}/pasang")
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    number: i64,
    typed: Option<String>,
    errors: Errors,
) -> Answer {
    let (kept, now) = visit
        .read(move |tx| {
            let kept = kept(tx, number)?;
            let now = covers::of_record(tx, kept.id)?;
            Ok((kept, now))
        })
        .await?;
    let (t, title) = (visit.t, kept.drawn.0.full_title());
    let mut page = below(visit, t.say("cover-title"), Some((number, &title)));
    page.failed = !errors.is_empty();
    let alt = typed.or_else(|| now.as_ref().map(|cover| cover.alt.clone())).unwrap_or_default();
    let fields = vec![
        Field::text(t, "picture", t.say("cover-picture"), "")
            .kind("file")
            .attribute("accept", "image/jpeg,image/png,image/webp")
            .hint(t.say("cover-picture-hint"))
            .error(errors.of("picture")),
        Field::text(t, "alt", t.say("cover-alt"), alt)
            .hint(t.say("cover-alt-hint"))
            .error(errors.of("alt"))
            .optional(),
    ];
    let now = now.map_or_else(Html::default, |cover| thumbnail(t, &cover, &title));
    visit.html_as(status, &CoverPage { page, errors, now, fields, back: path_of(number) })
}
