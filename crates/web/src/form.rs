use std::time::Duration;

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::{Failure, protect, serve::BODY_LIMIT};

/// How long the fields of a form may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(15);

/// The fields of a posted form. Its type refuses fields it does not know (`#[serde(deny_unknown_fields)]`).
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let request = whole(request).await?;
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(fields)) => Ok(Self(fields)),
            Err(rejection) => Err(unreadable(rejection.status(), &rejection.body_text())),
        }
    }
}

/// The request with its body read: not longer than a form may be, not slower, and without NUL characters,
/// which no text of ours has.
async fn whole(request: Request) -> Result<Request, Failure> {
    let (head, body) = request.into_parts();
    if body.size_hint().lower() > BODY_LIMIT as u64 {
        return Err(Failure::status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let read =
        tokio::time::timeout(BODY_TIME, Bytes::from_request(Request::from_parts(head.clone(), body), &()));
    let bytes = read
        .await
        .map_err(|_| Failure::status(StatusCode::REQUEST_TIMEOUT))?
        .map_err(|rejection| unreadable(rejection.status(), &rejection.body_text()))?;
    if protect::has_nul(&bytes) {
        return Err(unreadable(StatusCode::BAD_REQUEST, "a NUL character"));
    }
    Ok(Request::from_parts(head, Body::from(bytes)))
}

/// The parameters after the question mark; unknown ones are ignored, since links collect them.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(values)) => Ok(Self(values)),
            Err(rejection) => Err(unreadable(rejection.status(), &rejection.body_text())),
        }
    }
}

fn unreadable(status: StatusCode, cause: &str) -> Failure {
    tracing::info!(cause, "a form could not be read");
    let status = if status == StatusCode::PAYLOAD_TOO_LARGE { status } else { StatusCode::BAD_REQUEST };
    Failure::status(status)
}
