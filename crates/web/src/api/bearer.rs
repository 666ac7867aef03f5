//! Programs that show an API token instead of a cookie.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Id, Timestamp};
use platform::tokens::{self, ApiToken, Secret, Session};

use super::ROOT;
use crate::App;

/// What one token may ask in one breath.
const BURST: u32 = 100;
/// How soon it may ask once more after that: ten times a second.
const REFILL: Duration = Duration::from_millis(100);

/// What an `Authorization` header came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// A token that is good.
    Known(Session),
    /// One that is not, with what to answer wherever it leads.
    TurnedAway(StatusCode),
}

/// Reads the header where a program asks the API; a request without one is somebody with a cookie or nobody.
///
/// # Errors
/// Those of the database.
pub(crate) async fn bearer(
    app: &App,
    path: &str,
    headers: &HeaderMap,
    now: Timestamp,
) -> store::Result<Option<Bearer>> {
    let Some(shown) = headers.get(header::AUTHORIZATION).filter(|_| path.starts_with(ROOT)) else {
        return Ok(None);
    };
    let secret = shown.to_str().ok().and_then(|shown| {
        let (scheme, secret) = shown.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| Secret::read(secret.trim()))?
    });
    let found = match secret {
        Some(secret) => app.store.read(move |tx| tokens::session(tx, &secret, now)).await?,
        None => None,
    };
    let Some(session) = found else { return Ok(Some(Bearer::TurnedAway(StatusCode::UNAUTHORIZED))) };
    if !app.pace.allows(session.token, Instant::now()) {
        return Ok(Some(Bearer::TurnedAway(StatusCode::TOO_MANY_REQUESTS)));
    }
    if session.stale {
        let token = session.token;
        // The request counts even where its time cannot be noted.
        if let Err(error) = app.store.write(move |tx| tokens::touch(tx, token, now)).await {
            tracing::warn!(%error, "the use of a token was not noted");
        }
    }
    Ok(Some(Bearer::Known(session)))
}

/// How fast each token asks.
#[derive(Default)]
pub(crate) struct Pace(Mutex<HashMap<Id<ApiToken>, Instant>>);

impl Pace {
    /// Whether `token` may ask now. What is kept is the moment until which its requests are paid for: each
    /// moves it on by the time of one, and it must not run further ahead than a burst.
    fn allows(&self, token: Id<ApiToken>, now: Instant) -> bool {
        let mut paid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = paid.get(&token).copied().unwrap_or(now).max(now) + REFILL;
        let allowed = until.duration_since(now) <= REFILL * BURST;
        if allowed {
            paid.insert(token, until);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_ten_a_second() {
        let (pace, token, start) = (Pace::default(), Id::new(), Instant::now());
        let asked = (0..150).filter(|_| pace.allows(token, start)).count();
        assert_eq!(asked, 100);
        assert!(pace.allows(Id::new(), start), "another token is not slowed down");
        let later = start + Duration::from_secs(1);
        assert_eq!((0..50).filter(|_| pace.allows(token, later)).count(), 10);
    }
}
