//! The photo of a person: shown to those who may look people up, given and taken away by those who may change them.

use askama::Template;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Id, Message, Person};
use platform::files::FileKind;
use ui::{
    Html, Speech,
    part::{Errors, Field},
};
use web::{Answer, Post, Upload, Visit};

use super::{
    errors_of,
    party::{self, Sent},
    path_of, refusal_in,
};
use crate::{
    parties,
    photos::{self, Photo},
};

/// A person's photo beside their name, or nothing.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<img class=\"portrait\" src=\"{{ src }}\" alt=\"{{ alt }}\" width=\"120\" height=\"160\">"
)]
struct Portrait {
    src: String,
    alt: String,
}

/// A photo as pages show it.
pub fn portrait(t: Speech, photo: Option<Id<Photo>>, name: &str) -> Option<Html> {
    Some(Html::of(&Portrait { src: photo_path(photo?), alt: t.about("photo-of", name) }))
}

/// Where a photo is served, to whoever may look people up.
pub fn photo_path(photo: Id<Photo>) -> String {
    format!("/staf/foto/{photo}")
}

/// The field that takes a photo.
pub(super) fn field(t: Speech, errors: &Errors) -> Field {
    Field::text(t, "photo", t.say("photo-file"), "")
        .kind("file")
        .attribute("accept", "image/jpeg,image/png,image/webp")
        .hint(t.say("photo-hint"))
        .error(errors.of("photo"))
}

/// A photo, as JPEG.
pub(crate) async fn image(visit: Visit, Path(photo): Path<Id<Photo>>) -> Answer {
    Ok(as_jpeg(visit.read(move |tx| photos::jpeg(tx, photo)).await?))
}

/// An answer that is a person's photo: nobody on the way keeps it, nor does the browser.
pub fn as_jpeg(jpeg: Vec<u8>) -> Response {
    let headers =
        [(header::CONTENT_TYPE, FileKind::Jpeg.as_str()), (header::CACHE_CONTROL, "private, no-store")];
    (headers, jpeg).into_response()
}

/// Keeps a photo of a person.
pub(crate) async fn keep(post: Post, Path(id): Path<Id<Person>>, upload: Upload) -> Answer {
    let prepared = upload.picture(photos::prepare).await?;
    let kept = match prepared {
        Ok(photo) => {
            post.write(move |tx, act| {
                let party = parties::living(tx, id)?.id;
                photos::keep(tx, act, party, &photo)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match kept {
        Ok(_) => Ok(post.done(&path_of(id), &Message::new("photo-kept"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "photo");
            let sent = Sent { errors, ..Sent::default() };
            party::draw(&post, StatusCode::UNPROCESSABLE_ENTITY, id, sent).await
        }
    }
}

/// Takes the photo of a person away.
pub(crate) async fn remove(post: Post, Path(id): Path<Id<Person>>) -> Answer {
    post.write(move |tx, act| {
        let party = parties::living(tx, id)?.id;
        photos::remove(tx, act, party)
    })
    .await?;
    Ok(post.done(&path_of(id), &Message::new("photo-removed")))
}
