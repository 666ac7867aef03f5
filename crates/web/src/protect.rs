//! What surrounds every answer: who may post from where, what a page may load, and a page for every failure.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::{Kind, Message, Refusal};
use ui::page::ErrorPage;

use crate::{
    App, Failure, api,
    visit::{Visit, Visitor},
};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// In the extensions of an answer: any other site may show this page within its own. It is for pages that nobody is signed
/// in on and nothing is done on.
#[derive(Debug, Clone, Copy)]
pub struct Embeddable;

/// [`POLICY`] of such a page.
const EMBEDDABLE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *";

/// Headers every answer carries.
pub(crate) async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = if response.extensions().get::<Embeddable>().is_some() { EMBEDDABLE } else { POLICY };
    let headers = response.headers_mut();
    let mut put =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::CONTENT_SECURITY_POLICY, policy);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()");
    if app.config.secure() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Refuses an address with a NUL character in it: no text of ours has one, and PostgreSQL takes none.
pub(crate) async fn legible(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|all| has_nul(all.as_str().as_bytes())) {
        return Failure::status(StatusCode::BAD_REQUEST).into_response();
    }
    next.run(request).await
}

/// Whether URL-encoded text has a NUL character in it.
pub(crate) fn has_nul(encoded: &[u8]) -> bool {
    encoded.contains(&0) || encoded.windows(3).any(|three| three == b"%00")
}

/// Lets a changing request pass only from our own pages: by Sec-Fetch-Site, else by Origin, else not at all.
/// Browsers leave Sec-Fetch-Site out on plain-HTTP networks.
pub(crate) async fn same_origin(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    // Nothing but a cookie goes along by itself when another site sends a request to the API.
    let visitor = request.extensions().get::<Visitor>();
    let is_program = visitor.is_some_and(|visitor| visitor.is_program() && !visitor.is_by_cookie());
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let is_open = app.anywhere.contains(&path);
    if request.method().is_safe() || is_program || is_open || is_from_here(&app, request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "refused a request from another site");
    Failure::from(Refusal::new(Kind::Forbidden, Message::new("foreign-post"))).into_response()
}

/// Ends a request that takes longer than anybody waits. What it had begun to write may still be kept.
pub(crate) async fn in_time(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let refusal = Refusal::new(Kind::TooMany, Message::new("answer-too-slow"));
            Failure { status: StatusCode::SERVICE_UNAVAILABLE, ..refusal.into() }.into_response()
        }
    }
}

fn is_from_here(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    match &app.config.origin {
        Some(own) => origin == own.trim_end_matches('/'),
        None => {
            text(header::HOST).is_some_and(|host| origin.split_once("://").is_some_and(|(_, o)| o == host))
        }
    }
}

/// Turns a failure into a page that says what happened, what is unharmed and what to do; writes down how
/// long every request took. No path parameter, no name and no address goes to the log.
pub(crate) async fn account_for(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let visitor = request.extensions().get::<Visitor>().cloned();
    let mut response = next.run(request).await;
    // What the router itself refuses: an address or a method that leads nowhere. What is refused as unreadable before any
    // handler has seen it is a part of the address that no thing can have (whoever reads a form or a query says so by a
    // failure), and an address that cannot be is an address where nothing is.
    let bare = match response.status() {
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => Some(Failure::missing()),
        StatusCode::METHOD_NOT_ALLOWED => Some(Failure::status(StatusCode::METHOD_NOT_ALLOWED)),
        _ => None,
    };
    if let Some(bare) = bare {
        response.extensions_mut().get_or_insert_with(|| bare);
    }
    let failure = response.extensions_mut().remove::<Failure>();
    match (failure, visitor) {
        (failure, Some(visitor)) if visitor.is_program() => {
            let id = kernel::Id::<()>::new();
            if let Some(failure) = failure {
                response = api::problem(&Visit::new(app, visitor), &failure, id, &response);
            }
            let headers = response.headers_mut();
            headers.append(
                header::VARY,
                HeaderValue::from_static("Accept, Accept-Language, Authorization, Cookie"),
            );
            if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
                headers.insert("x-request-id", id);
            }
        }
        (Some(failure), Some(visitor)) => response = page_for(&Visit::new(app, visitor), &failure, response),
        _ => {}
    }
    let took = started.elapsed();
    let status = response.status().as_u16();
    metrics::histogram!("http_request_seconds", "path" => path.clone(), "status" => status.to_string())
        .record(took.as_secs_f64());
    tracing::debug!(%method, path, status, ms = took.as_secs_f64() * 1000.0, "answered");
    response
}

fn page_for(visit: &Visit, failure: &Failure, plain: Response) -> Response {
    let reference = failure.cause.as_ref().map_or_else(String::new, |cause| {
        let reference = kernel::Id::<()>::new().uuid().simple().to_string().split_off(24);
        tracing::error!(cause, reference, status = failure.status.as_u16(), "a request failed");
        reference
    });
    // What the visitor may not know of and what does not exist read alike, but for whoever is signed in.
    let status = match failure.status {
        StatusCode::UNAUTHORIZED => 403,
        StatusCode::METHOD_NOT_ALLOWED => 404,
        status => status.as_u16(),
    };
    let mut page = ErrorPage::new(visit.public(""), status);
    page.reference = reference;
    if let Some(refusal) = &failure.refusal {
        let said = visit.reasons(refusal).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ");
        // A refusal with a text of its own is what the whole page is about.
        let own =
            refusal.reasons.iter().find_map(|reason| visit.t.known(&format!("{}.text", reason.message.key)));
        match own {
            Some(text) => (page.page.title, page.text) = (said, text.to_owned()),
            None => page.detail = said,
        }
    }
    match visit.html_as(failure.status, &page) {
        Ok(mut response) => {
            for (name, value) in plain.headers() {
                if name == header::RETRY_AFTER || name == header::SET_COOKIE || name == header::ALLOW {
                    response.headers_mut().insert(name.clone(), value.clone());
                }
            }
            response.headers_mut().remove(header::ETAG);
            response
        }
        Err(_) => plain,
    }
}
