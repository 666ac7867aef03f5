//! Who a browser's session stands for, how one begins and ends, and forms that wait while somebody proves
//! again who they are.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use kernel::{Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{
    accounts::{self, Entry, Means, Password, Session, Token},
    permissions::{self, Grants},
};
use store::{Error, Result};
use tokio::task::spawn_blocking;

use crate::{
    App, Post, Visit, cookie,
    visit::{see_other, set_cookie},
};

/// How many may wait for their password to be compared; the next is told to come back.
const QUEUE: usize = 32;
/// How long one waits in that queue.
const PATIENCE: Duration = Duration::from_secs(10);
const YEAR: i64 = 365 * 24 * 3600;
/// How long a step on the way in is remembered, in seconds.
const STEP: i64 = 600;

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) session: Session,
    pub(crate) grants: Grants,
    /// Whether the library asks its staff for a second step and this session has not shown one: it then may
    /// nothing but set one up.
    pub(crate) held_back: bool,
    /// What they have not read yet, by the path that leads there.
    pub(crate) unread: Vec<(&'static str, i64)>,
}

impl Signed {
    /// Who `token` stands for; the visit is noted.
    pub(crate) async fn find(app: &App, token: Token, now: Timestamp) -> Result<Option<Self>> {
        let (wanted, counts) = (token.clone(), app.unread.clone());
        let found = app
            .store
            .read(move |tx| {
                let Some(session) = accounts::session(tx, &wanted, now)? else { return Ok(None) };
                let held_back = session.staff && !session.second && accounts::SECOND_STEP.flag(tx)?;
                let grants = match held_back {
                    true => Grants::default(),
                    false => permissions::grants(tx, session.account.person)?,
                };
                let person = session.account.person;
                let count = |one: &crate::Unread| Ok((one.href, (one.count)(tx, person)?));
                let unread = counts.iter().map(count).collect::<Result<_>>()?;
                Ok(Some(Self { session, grants, held_back, unread }))
            })
            .await?;
        if found.as_ref().is_some_and(|signed| signed.session.stale) {
            // The visit counts even where it cannot be noted (a full disk must not throw everybody out).
            if let Err(error) = app.store.write(move |tx| accounts::touch(tx, &token, now)).await {
                tracing::warn!(%error, "a visit was not noted");
            }
        }
        Ok(found)
    }
}

/// Forms whose senders were asked to prove again who they are, kept in memory until they have.
#[derive(Default)]
pub(crate) struct HeldForms(Mutex<HashMap<String, HeldForm>>);

struct HeldForm {
    session: Id<Session>,
    path: String,
    fields: Vec<(String, String)>,
    since: Instant,
}

impl HeldForms {
    /// How many are kept; the oldest gives way.
    const ROOM: usize = 200;
    /// How many bytes one may have.
    const SIZE: usize = 256 << 10;
    /// How long one is kept.
    const TIME: Duration = Duration::from_secs(15 * 60);

    /// Keeps a form, if it is not too long; the word under which it is found again.
    pub(crate) fn keep(
        &self,
        session: Id<Session>,
        path: &str,
        fields: Vec<(String, String)>,
        now: Instant,
    ) -> Option<String> {
        let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        if size > Self::SIZE {
            return None;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, held| now.duration_since(held.since) < Self::TIME);
        if all.len() >= Self::ROOM
            && let Some(oldest) = all.iter().min_by_key(|(_, held)| held.since).map(|(word, _)| word.clone())
        {
            all.remove(&oldest);
        }
        let word = Id::<HeldForm>::new().uuid().simple().to_string();
        all.insert(word.clone(), HeldForm { session, path: path.to_owned(), fields, since: now });
        Some(word)
    }

    fn find(
        &self,
        session: Id<Session>,
        word: &str,
        now: Instant,
    ) -> Option<(String, Vec<(String, String)>)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.get(word).filter(|held| held.session == session)?;
        (now.duration_since(held.since) < Self::TIME).then(|| (held.path.clone(), held.fields.clone()))
    }
}

impl Visit {
    /// The form that waits under `word` for whoever sent it: its address and its fields.
    pub fn held_form(&self, word: &str) -> Option<(String, Vec<(String, String)>)> {
        self.app().held.find(self.session()?.id, word, Instant::now())
    }

    /// The address the request came from.
    pub fn address(&self) -> IpAddr {
        self.peer().ip()
    }

    /// The origin visitors use: as configured, or as this browser says.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        match &self.app().config.origin {
            Some(origin) => origin.trim_end_matches('/').to_owned(),
            None => {
                let host =
                    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
                format!("http://{host}")
            }
        }
    }

    /// Remembers a step on the way in for ten minutes, in the browser that gets `response`; none forgets it.
    pub fn remember_step(&self, response: &mut Response, step: Option<&Token>) {
        let secure = self.app().config.secure();
        let line = match step {
            Some(token) => cookie::set(cookie::STEP, &token.to_hex(), Some(STEP), secure),
            None => cookie::set(cookie::STEP, "", Some(0), secure),
        };
        set_cookie(response.headers_mut(), &line);
    }

    /// Lets the browser that gets `response` be a device the library knows: it keeps `token` under `name` for a year,
    /// and sends it along below `path` alone. None forgets it.
    pub fn remember_device(
        &self,
        response: &mut Response,
        name: &'static str,
        path: &'static str,
        token: Option<&Token>,
    ) {
        let secure = if self.app().config.secure() { "; Secure" } else { "" };
        let (value, age) = token.map_or_else(|| (String::new(), 0), |token| (token.to_hex(), YEAR));
        let line = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Strict; Max-Age={age}{secure}");
        set_cookie(response.headers_mut(), &line);
    }

    /// The addresses in the institution's own network that the program may ask: `host:port`.
    pub fn peers(&self) -> Vec<String> {
        self.app().config.peers.clone()
    }

    /// Whether another guess about `what` may be made from here, on whatever device.
    ///
    /// # Errors
    /// The refusal, with the seconds to wait.
    pub fn may_try_again(&self, what: &str) -> Result<()> {
        let wait = self.app().throttle.wait(what, self.address(), Instant::now());
        if wait.is_zero() {
            return Ok(());
        }
        let seconds = wait.as_secs() as i64 + 1;
        Err(Refusal::new(Kind::TooMany, Message::new("sign-in-wait").with("seconds", seconds)).into())
    }

    /// Notes that a guess about `what` was right or wrong.
    pub fn tried(&self, what: &str, right: bool) {
        match right {
            true => self.app().throttle.succeeded(what, self.address()),
            false => self.app().throttle.failed(what, self.address(), Instant::now()),
        }
    }
}

impl Post {
    /// Where a session that begins now comes from.
    pub fn entry(&self, headers: &HeaderMap, means: Means, second: bool) -> Entry {
        let device = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Entry {
            means,
            second,
            device: device.unwrap_or_default().to_owned(),
            address: self.address().to_string(),
        }
    }

    /// On to `path` with the session that `token` opens; the device is known from now on.
    pub fn enter(&self, path: &str, token: &Token, person: Id<Person>) -> Response {
        let mut response = see_other(path);
        let secure = self.app().config.secure();
        let headers = response.headers_mut();
        set_cookie(headers, &cookie::set(cookie::session(secure), &token.to_hex(), None, secure));
        if let Some(mark) = self.device_mark(person) {
            set_cookie(headers, &cookie::set(cookie::DEVICE, &mark, Some(YEAR), secure));
        }
        response
    }

    /// Takes the session away from the browser that gets `response`.
    pub fn forget(&self, response: &mut Response) {
        let secure = self.app().config.secure();
        set_cookie(response.headers_mut(), &cookie::set(cookie::session(secure), "", Some(0), secure));
    }

    /// Ends the session of this browser.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn leave(&self, headers: &HeaderMap) -> Result<()> {
        let name = cookie::session(self.app().config.secure());
        match cookie::get(headers, name).and_then(Token::from_hex) {
            Some(token) => self.write(move |tx, _| accounts::sign_out(tx, &token)).await,
            None => Ok(()),
        }
    }

    /// Compares a password, slowly; a few at once, in a bounded queue.
    ///
    /// # Errors
    /// [`Error::Busy`] when the queue is full.
    pub async fn compare(&self, password: Password, plain: String) -> Result<bool> {
        self.slowly(move || Ok(password.is(&plain))).await
    }

    /// Hashes a password, as slowly.
    ///
    /// # Errors
    /// The refusal of [`Password::hash`]; [`Error::Busy`] when the queue is full.
    pub async fn hash(&self, plain: String) -> Result<Password> {
        self.slowly(move || Password::hash(&plain)).await
    }

    async fn slowly<T: Send + 'static>(&self, f: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let app = self.app();
        if app.hashing.available_permits() == 0 && app.waiting.load(Ordering::Relaxed) >= QUEUE {
            return Err(Error::Busy);
        }
        app.waiting.fetch_add(1, Ordering::Relaxed);
        let permit = tokio::time::timeout(PATIENCE, app.hashing.acquire()).await;
        app.waiting.fetch_sub(1, Ordering::Relaxed);
        let Ok(Ok(_permit)) = permit else { return Err(Error::Busy) };
        spawn_blocking(f).await.map_err(|_| Error::Panicked)?
    }

    /// Whether `person` has signed in on this device before.
    pub fn knows_device(&self, headers: &HeaderMap, person: Id<Person>) -> bool {
        let mark = self.device_mark(person);
        mark.is_some() && cookie::get(headers, cookie::DEVICE) == mark.as_deref()
    }

    /// What a device keeps on which `person` has signed in, which nobody without the library's keys can compute. It
    /// opens nothing: whoever copies it may only guess without waiting, and each guess still costs an argon2. Where
    /// the keys are missing no device is known.
    fn device_mark(&self, person: Id<Person>) -> Option<String> {
        let mark = self.vault().fingerprint("web.known-device", &person.to_string()).ok()?;
        Some(mark[..16].iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Says no while too many guesses about `what` came from this address; a device that its owner `known` has
    /// signed in on before does not wait for strangers' guesses.
    ///
    /// # Errors
    /// The refusal, with the seconds to wait.
    pub fn may_try(&self, what: &str, headers: &HeaderMap, known: Option<Id<Person>>) -> Result<()> {
        if known.is_some_and(|person| self.knows_device(headers, person)) {
            return Ok(());
        }
        self.may_try_again(what)
    }
}

/// The step on the way in that this browser remembers.
pub fn step(headers: &HeaderMap) -> Option<Token> {
    cookie::get(headers, cookie::STEP).and_then(Token::from_hex)
}

/// What a device keeps under `name` (see [`Visit::remember_device`]).
pub fn device_token(headers: &HeaderMap, name: &str) -> Option<Token> {
    cookie::get(headers, name).and_then(Token::from_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_form_is_for_its_session_alone_and_not_for_ever() {
        let (forms, now) = (HeldForms::default(), Instant::now());
        let (mine, other) = (Id::new(), Id::new());
        let fields = vec![("title".to_owned(), "Bus".to_owned())];
        let word = forms.keep(mine, "/staf/peran", fields.clone(), now).unwrap();
        assert_eq!(forms.find(mine, &word, now), Some(("/staf/peran".to_owned(), fields)));
        assert_eq!(forms.find(other, &word, now), None);
        assert_eq!(forms.find(mine, &word, now + HeldForms::TIME), None);
        assert_eq!(forms.keep(mine, "/", vec![(String::new(), "x".repeat(HeldForms::SIZE + 1))], now), None);
    }

    #[test]
    fn no_more_forms_are_held_than_there_is_room_for() {
        let (forms, start, mine) = (HeldForms::default(), Instant::now(), Id::new());
        let first = forms.keep(mine, "/", Vec::new(), start).unwrap();
        for n in 0..HeldForms::ROOM {
            forms.keep(mine, "/", Vec::new(), start + Duration::from_millis(n as u64 + 1));
        }
        assert_eq!(forms.0.lock().unwrap().len(), HeldForms::ROOM);
        assert_eq!(forms.find(mine, &first, start), None, "the oldest gave way");
    }
}
