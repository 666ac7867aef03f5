use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Kind, Refusal};
use store::Error;

/// What a handler gives back.
pub type Answer = Result<Response, Failure>;

/// Why a request was not done. It travels with the response to the place that knows the visitor's language,
/// which draws the page.
#[derive(Debug, Clone)]
pub struct Failure {
    pub(crate) status: StatusCode,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) cause: Option<String>,
}

impl Failure {
    /// A failure that its status says all about.
    pub const fn status(status: StatusCode) -> Self {
        Self { status, refusal: None, cause: None }
    }

    /// The status it is answered with.
    pub const fn status_code(&self) -> StatusCode {
        self.status
    }

    /// There is no such page or thing.
    pub const fn missing() -> Self {
        Self::status(StatusCode::NOT_FOUND)
    }

    /// A mistake of the program; `cause` goes to the log, not to the visitor.
    pub fn fault(cause: impl std::fmt::Display) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, refusal: None, cause: Some(cause.to_string()) }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.kind {
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Missing => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        };
        Self { status, refusal: Some(refusal), cause: None }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error {
            Error::Refused(refusal) => return refusal.into(),
            Error::Missing => StatusCode::NOT_FOUND,
            Error::Busy | Error::Contention | Error::Stopped | Error::Unreachable { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Error::Full => StatusCode::INSUFFICIENT_STORAGE,
            Error::Unique { .. } | Error::Reference(_) => StatusCode::CONFLICT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, refusal: None, cause: Some(error.to_string()) }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::fault(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(self);
        response
    }
}
