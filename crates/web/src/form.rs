use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

use crate::{Failure, protect, serve::BODY_LIMIT};

/// How long the fields of a form may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(15);
/// How much of a body that is too long is still listened to, and for how long.
const HEARD: usize = 8 << 20;
const HEARING: Duration = Duration::from_secs(2);

/// The fields of a posted form. Its type refuses fields it does not know (`#[serde(deny_unknown_fields)]`).
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let request = whole(request).await?;
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(fields)) => Ok(Self(fields)),
            Err(rejection) => Err(unreadable(rejection.status())),
        }
    }
}

/// The request with its body read: not longer than a form may be, not slower, and without NUL characters,
/// which no text of ours has.
pub(crate) async fn whole(request: Request) -> Result<Request, Failure> {
    let (head, body) = request.into_parts();
    if body.size_hint().lower() > HEARD as u64 {
        return Err(Failure::status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let read = tokio::time::timeout(BODY_TIME, gather(body, BODY_LIMIT)).await;
    let bytes = read.map_err(|_| Failure::status(StatusCode::REQUEST_TIMEOUT))??;
    if protect::has_nul(&bytes) {
        return Err(unreadable(StatusCode::BAD_REQUEST));
    }
    Ok(Request::from_parts(head, Body::from(bytes)))
}

/// What was sent, if it is no longer than that, in bytes.
pub(crate) async fn gather(mut body: Body, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| unreadable(StatusCode::BAD_REQUEST))?;
        bytes.extend_from_slice(&frame.into_data().unwrap_or_default());
        if bytes.len() > limit {
            // Whoever is cut off in mid-sentence never learns why: some of the rest is heard out.
            hear_some(body).await;
            return Err(Failure::status(StatusCode::PAYLOAD_TOO_LARGE));
        }
    }
    Ok(bytes)
}

/// Listens for a moment to what will not be taken.
pub(crate) async fn hear_some(body: Body) {
    let _ = tokio::time::timeout(HEARING, hear_out(body)).await;
}

async fn hear_out(mut body: Body) {
    let mut left = HEARD;
    while let Some(Ok(frame)) = body.frame().await {
        left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len()));
        if left == 0 {
            return;
        }
    }
}

/// The parameters after the question mark; unknown ones are ignored, since links collect them.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(values)) => Ok(Self(values)),
            Err(rejection) => Err(unreadable(rejection.status())),
        }
    }
}

pub(crate) fn unreadable(status: StatusCode) -> Failure {
    // What it was is not told: the reader's words quote what somebody typed.
    tracing::info!(%status, "a form could not be read");
    let status = if status == StatusCode::PAYLOAD_TOO_LARGE { status } else { StatusCode::BAD_REQUEST };
    Failure::status(status)
}
