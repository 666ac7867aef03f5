use std::ops::Deref;

use axum::http::{HeaderMap, StatusCode};
use kernel::{Act, Message, Refusal};
use platform::idempotency;
use serde::{Serialize, de::DeserializeOwned};
use store::{Result, Tx};

use super::input::Call;
use crate::{Failure, Post, Visit};

/// How long an `Idempotency-Key` may be, in characters.
const LONGEST_KEY: usize = 128;

/// A program that asks and changes nothing.
#[derive(Clone)]
pub struct ApiVisit {
    visit: Visit,
    accept: String,
}

impl ApiVisit {
    pub(super) fn new(visit: Visit, call: &Call) -> Self {
        Self { visit, accept: call.accept.clone() }
    }

    /// Which of these media types the asker likes best; the first where it does not say.
    ///
    /// # Errors
    /// 406 when it takes none of them.
    pub fn prefers(&self, offered: &[&'static str]) -> std::result::Result<&'static str, Failure> {
        super::reply::preferred(&self.accept, offered)
    }
}

impl Deref for ApiVisit {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

/// A program that asks for a change.
#[derive(Clone)]
pub struct ApiPost {
    post: Post,
    /// The key under which this is done once, with what was asked.
    once: Option<(String, serde_json::Value)>,
    if_match: Option<String>,
    headers: HeaderMap,
}

impl ApiPost {
    pub(super) fn new(post: Post, call: &Call) -> std::result::Result<Self, Failure> {
        let fits = |key: &String| {
            (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| (0x21..0x7f).contains(&byte))
        };
        if call.key.as_ref().is_some_and(|key| !fits(key)) {
            let longest = i64::try_from(LONGEST_KEY).unwrap_or(i64::MAX);
            return Err(
                Refusal::new(kernel::Kind::Invalid, Message::new("api-key-form").with("n", longest)).into()
            );
        }
        // The desk has keys of its own; those of other programs never meet them.
        let once = call.key.as_ref().map(|key| (format!("api {key}"), call.asked.clone()));
        Ok(Self { post, once, if_match: call.if_match.clone(), headers: call.headers.clone() })
    }

    /// Runs a use case in one transaction. It may run twice, so it borrows what it is given. With an
    /// `Idempotency-Key` that came before, nothing runs and the first reply is given again.
    ///
    /// # Errors
    /// What the use case gives, with nothing changed; a refusal when the key came with another request.
    pub async fn write<T: Serialize + DeserializeOwned + Send + 'static>(
        &self,
        mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let once = self.once.clone();
        self.post
            .write(move |tx, act| match &once {
                None => f(tx, act),
                Some((key, asked)) => idempotency::once(tx, act, key, asked, |tx| f(tx, act)),
            })
            .await
    }

    /// The request as a form of a page would come, with its headers: for what anybody may send, whose guards
    /// ([`OpenForm`](crate::open_form::OpenForm), [`Post::may_try_again`]) look at where it comes from and know by themselves
    /// what came before.
    pub const fn as_form(&self) -> (&Post, &HeaderMap) {
        (&self.post, &self.headers)
    }

    /// The version of the record that this change began with, from `If-Match`.
    ///
    /// # Errors
    /// 428 without the header, and when it names no version.
    pub fn version(&self) -> std::result::Result<i64, Failure> {
        let bare =
            self.if_match.as_deref().map(str::trim).and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
        let number = bare.and_then(|tag| tag.split_once('.')).and_then(|(number, _)| number.parse().ok());
        number.ok_or_else(|| Failure::status(StatusCode::PRECONDITION_REQUIRED))
    }

    /// The answer to a change that began with a version which is no longer the latest: 412.
    pub fn overtaken() -> Failure {
        Failure::status(StatusCode::PRECONDITION_FAILED)
    }
}

impl Deref for ApiPost {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.post
    }
}
