use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Id;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::told;
use crate::{Failure, Visit};

pub(super) const MEDIA: &str = "application/problem+json";

/// Why a request was not done (RFC 9457), with every reason.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Problem {
    /// What kind of problem: `about:blank`, the status says it.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the HTTP status.
    title: &'static str,
    /// The HTTP status.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// What happened, for people, in the language asked for.
    detail: String,
    /// The number of this answer, as in `X-Request-Id`; the library's log knows it.
    instance: String,
    /// Every reason; empty where the status says all.
    reasons: Vec<Reason>,
}

/// One reason for a no.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Reason {
    /// Its name, the same in every language.
    #[schemars(example = &"loan-no-limit")]
    key: &'static str,
    /// The same for people, in the language asked for.
    text: String,
    /// The field of the request it is about, where it is about one.
    field: Option<&'static str>,
}

/// The failure as a problem, told under the number of its request; `plain` is the answer whose headers go on.
pub(crate) fn answer(visit: &Visit, failure: &Failure, id: Id<()>, plain: &Response) -> Response {
    let status = failure.status;
    if let Some(cause) = failure.cause.as_ref().filter(|_| status.is_server_error()) {
        tracing::error!(cause, request = %id, status = status.as_u16(), "a request to the API failed");
    }
    let reasons: Vec<Reason> = failure
        .refusal
        .iter()
        .flat_map(|refusal| &refusal.reasons)
        .map(|reason| {
            let text = visit.tell(&reason.message);
            Reason { key: reason.message.key, text, field: reason.field }
        })
        .collect();
    let detail = if reasons.is_empty() {
        visit.tell(&told(status))
    } else {
        reasons.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let problem = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or_default(),
        status: status.as_u16(),
        detail,
        instance: format!("urn:uuid:{id}"),
        reasons,
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    for kept in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = plain.headers().get(&kept) {
            headers.insert(kept, value.clone());
        }
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.t.lang().code()));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mapalus\""));
    }
    response
}
