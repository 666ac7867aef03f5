use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use kernel::{Kind, Message, Refusal};
use ui::Page;
use web::{Answer, Post, Visit};

use super::{WISHES, kind_name};
use crate::wishes;

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    page: Page,
    text: String,
    /// Whether there is something to end.
    open: bool,
    wishes: &'static str,
}

/// Asks whether messages like the one the link stood in are to end. Looking ends nothing: mail programs and
/// guards look at every link.
pub(crate) async fn page(visit: Visit, Path(token): Path<String>) -> Answer {
    let ending = visit.read(move |tx| wishes::by_token(tx, &token)).await?;
    let ending = ending.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("stop-unknown")))?;
    let (t, kind) = (visit.t, kind_name(visit.t, &ending.kind));
    let key = if ending.wanted { "stop-ask" } else { "stop-done" };
    let page = visit.public(t.say("stop-title"));
    let text = t.about(key, kind.as_str());
    Ok(unseen(visit.html(&StopPage { page, text, open: ending.wanted, wishes: WISHES })?))
}

/// Ends them: at the press of the button, or at a mail program's one click (RFC 8058), from wherever it comes.
/// What it sends along does not matter; the link says everything.
pub(crate) async fn stop(post: Post, Path(token): Path<String>) -> Answer {
    let ending = post.write(move |tx, act| wishes::stop(tx, act, &token)).await?;
    let (t, kind) = (post.t, kind_name(post.t, &ending.kind));
    let page = post.public(t.say("stop-title"));
    let text = t.about("stop-done", kind.as_str());
    Ok(unseen(post.html(&StopPage { page, text, open: false, wishes: WISHES })?))
}

/// A page whose address is a secret: in no cache, no search engine, and told to no other site.
pub(super) fn unseen(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    headers.remove(header::ETAG);
    response
}
