mod own;
mod shell;

use std::{net::SocketAddr, ops::Deref, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use kernel::{Act, Actor, Arg, Id, Message, Refusal, Timestamp};
use platform::{
    accounts::{Account, Session, Token},
    library::Branch,
    permissions::{Grants, NOTHING, Permission},
    vault::Vault,
};
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use ui::{
    Lang, Speech, Value,
    part::{Flash, Link, Tone},
};

use crate::{
    Answer, App, Failure, Reading, Writing,
    api::{self, Bearer},
    cookie::{self, Preferences},
    proxy,
    session::Signed,
};

/// Who is at the door; put on every request before its route is looked at.
#[derive(Clone)]
pub(crate) struct Visitor(Arc<Facts>);

struct Facts {
    session: Option<Signed>,
    /// What an API token came to, where one was shown; the cookie then counts for nothing.
    bearer: Option<Bearer>,
    preferences: Preferences,
    here: String,
    /// Where the request came from, also through proxies that are trusted.
    peer: SocketAddr,
    /// Whether a program of this machine asks for itself, and not a proxy for somebody far away.
    local: bool,
    now: Timestamp,
    flash: Option<Note>,
    seen: Option<String>,
}

impl Visitor {
    pub(crate) fn account(&self) -> Option<&Account> {
        match &self.0.bearer {
            Some(Bearer::Known(token)) => Some(&token.account),
            Some(Bearer::TurnedAway(_)) => None,
            None => self.0.session.as_ref().map(|signed| &signed.session.account),
        }
    }

    pub(crate) fn grants(&self) -> &Grants {
        match &self.0.bearer {
            Some(Bearer::Known(token)) => &token.grants,
            Some(Bearer::TurnedAway(_)) => &NOTHING,
            None => self.0.session.as_ref().map_or(&NOTHING, |signed| &signed.grants),
        }
    }

    pub(crate) fn can(&self, permission: Permission) -> bool {
        self.grants().may(permission)
    }

    /// Whoever has signed in with a browser.
    pub(crate) fn signed(&self) -> Option<&Signed> {
        self.0.session.as_ref().filter(|_| self.0.bearer.is_none())
    }

    /// Whether who it is was proven lately. A program's token proves nothing.
    pub(crate) fn is_fresh(&self) -> bool {
        self.signed().is_some_and(|signed| signed.session.is_fresh(self.0.now))
    }

    /// Whether the API is asked, whose answers are for programs.
    pub(crate) fn is_program(&self) -> bool {
        self.0.here.starts_with(api::ROOT)
    }

    /// Whether a browser speaks for somebody by their cookie: only then could another site misuse it.
    pub(crate) fn is_by_cookie(&self) -> bool {
        self.0.bearer.is_none() && self.0.session.is_some()
    }

    /// What to answer wherever this leads: the token shown is good for nothing, or asks too often.
    pub(crate) fn turned_away(&self) -> Option<StatusCode> {
        match &self.0.bearer {
            Some(Bearer::TurnedAway(status)) => Some(*status),
            _ => None,
        }
    }

    /// Whether a program of this machine asks for itself, and not a proxy for somebody far away.
    pub(crate) fn is_local(&self) -> bool {
        self.0.local
    }

    pub(crate) fn here(&self) -> &str {
        &self.0.here
    }
}

/// Finds out who is visiting: session, preferences, the message left for this page.
pub(crate) async fn identify(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let now = Timestamp::now();
    let headers = request.headers();
    let token = cookie::get(headers, cookie::session(app.config.secure())).and_then(Token::from_hex);
    let session = match token {
        Some(token) => match Signed::find(&app, token, now).await {
            Ok(session) => session,
            Err(error) => return Failure::from(error).into_response(),
        },
        None => None,
    };
    let bearer = match api::bearer(&app, request.uri().path(), headers, now).await {
        Ok(bearer) => bearer,
        Err(error) => return Failure::from(error).into_response(),
    };
    let mut preferences = Preferences::read(headers);
    if request.uri().path().starts_with(api::ROOT) {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok());
        preferences.lang = asked.and_then(Lang::accepted).or(preferences.lang);
    }
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let connected = connected.map_or_else(|| SocketAddr::from(([0, 0, 0, 0], 0)), |ConnectInfo(peer)| *peer);
    let forwarded = ["forwarded", "x-forwarded-for"].iter().any(|name| headers.contains_key(*name));
    let flash = cookie::get(headers, cookie::FLASH).and_then(cookie::unpack);
    let facts = Facts {
        session,
        bearer,
        preferences,
        here: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        peer: SocketAddr::new(
            proxy::address(connected.ip(), headers, &app.config.trusted_proxies),
            connected.port(),
        ),
        local: connected.ip().to_canonical().is_loopback() && !forwarded,
        now,
        flash: flash.and_then(|json| serde_json::from_str(&json).ok()),
        seen: headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok()).map(str::to_owned),
    };
    request.extensions_mut().insert(Visitor(Arc::new(facts)));
    request.extensions_mut().insert(app);
    next.run(request).await
}

/// A message for the page after this one, in no language yet.
#[derive(Clone, Serialize, Deserialize)]
struct Note {
    tone: char,
    key: String,
    args: Vec<(String, String)>,
}

/// One request being answered: who asks, in what language, and the library they may read.
#[derive(Clone)]
pub struct Visit {
    app: Arc<App>,
    visitor: Visitor,
    /// The voice of this page's language.
    pub t: Speech,
}

impl Visit {
    pub(crate) fn new(app: Arc<App>, visitor: Visitor) -> Self {
        let lang = visitor.0.preferences.lang.unwrap_or_default();
        Self { t: Speech::new(app.lexicon, lang), app, visitor }
    }

    /// Reads from the library; one consistent state.
    ///
    /// # Errors
    /// What `f` gives.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.app.store.read(f).await
    }

    /// How many transactions have changed the library, where only this program changes it: see
    /// [`store::Store::changes`].
    pub fn changes(&self) -> Option<u64> {
        self.app.store.changes()
    }

    /// Who acts and when, for a use case.
    pub fn act(&self) -> Act {
        let by = self.visitor.account().map_or(Actor::Visitor, |account| Actor::Person(account.person));
        Act { by, at: self.visitor.0.now, zone: self.app.zone.clone() }
    }

    /// The signed-in account.
    pub fn account(&self) -> Option<&Account> {
        self.visitor.account()
    }

    /// What the visitor may do, and where: for a use case whose rule depends on the branch.
    pub fn grants(&self) -> &Grants {
        self.visitor.grants()
    }

    /// Whether the visitor may at all; where it is done at a branch, at one of them at least.
    pub fn can(&self, permission: Permission) -> bool {
        self.visitor.can(permission)
    }

    /// Whether the visitor may at `branch`.
    pub fn can_at(&self, permission: Permission, branch: Id<Branch>) -> bool {
        self.grants().at(permission, branch)
    }

    /// The session of whoever has signed in with a browser.
    pub fn session(&self) -> Option<&Session> {
        self.visitor.signed().map(|signed| &signed.session)
    }

    /// Whether the library asks this visitor for a second step that they have not shown yet.
    pub fn is_held_back(&self) -> bool {
        self.visitor.signed().is_some_and(|signed| signed.held_back)
    }

    /// Path and query of this request.
    pub fn here(&self) -> &str {
        self.visitor.here()
    }

    /// What requests share.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The keys of sealed fields, for a use case to be handed: `let vault = post.vault();`, then
    /// `post.write(move |tx, act| identity::set_nik(tx, act, &vault, …))`.
    pub fn vault(&self) -> Vault {
        self.app.config.vault.clone()
    }

    pub(crate) fn peer(&self) -> SocketAddr {
        self.visitor.0.peer
    }

    pub(crate) fn preferences(&self) -> Preferences {
        self.visitor.0.preferences
    }

    /// A sentence in the visitor's language.
    pub fn tell(&self, message: &Message) -> String {
        let values: Vec<(&str, Value<'_>)> =
            message.args.iter().map(|(name, arg)| (*name, self.value(arg))).collect();
        self.t.with(message.key, &values)
    }

    fn value(&self, arg: &Arg) -> Value<'static> {
        match arg {
            Arg::Text(text) => text.clone().into(),
            Arg::Number(number) => (*number).into(),
            Arg::Money(amount) => self.t.rupiah(amount.0).into(),
            Arg::Day(day) => self.t.date(*day).into(),
            Arg::Moment(moment) => self.t.moment(*moment, &self.app.zone).into(),
        }
    }

    /// The reasons of a refusal, each with the field it is about, in the visitor's language.
    pub fn reasons(&self, refusal: &Refusal) -> Vec<(Option<&'static str>, String)> {
        refusal.reasons.iter().map(|reason| (reason.field, self.tell(&reason.message))).collect()
    }

    fn flash(&self, note: &Note) -> Flash {
        let values: Vec<(&str, Value<'_>)> =
            note.args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
        let tone = match note.tone {
            'o' => Tone::Ok,
            'w' => Tone::Warn,
            'b' => Tone::Bad,
            _ => Tone::Info,
        };
        let flash = Flash::new(tone, self.t.with(&note.key, &values));
        match note.args.iter().find(|(name, _)| name == "undo") {
            Some((_, href)) if is_own_path(href) => flash.undo(Link::new(self.t.say("undo"), href.clone())),
            _ => flash,
        }
    }

    /// The finished page; a browser that has it already is told so.
    ///
    /// # Errors
    /// When the template cannot be drawn.
    pub fn html(&self, template: &impl askama::Template) -> Result<Response, Failure> {
        self.html_as(StatusCode::OK, template)
    }

    /// The finished page with another status: a form that came back with errors is 422.
    ///
    /// # Errors
    /// When the template cannot be drawn.
    pub fn html_as(&self, status: StatusCode, template: &impl askama::Template) -> Result<Response, Failure> {
        let body = ui::render(template)?;
        let tag = format!("W/\"{}\"", &blake3::hash(body.as_bytes()).to_hex()[..20]);
        let mut response = if status == StatusCode::OK && self.visitor.0.seen.as_deref() == Some(&tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, Html(body)).into_response()
        };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        let cache = if self.visitor.account().is_some() { "private, no-cache" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.append(header::VARY, HeaderValue::from_static("Cookie"));
        if self.visitor.0.flash.is_some() {
            set_cookie(headers, &cookie::set(cookie::FLASH, "", Some(0), self.app.config.secure()));
        }
        Ok(response)
    }
}

impl Visitor {
    fn is_staff(&self) -> bool {
        self.0.session.as_ref().is_some_and(|signed| !signed.grants.is_empty())
    }
}

impl<S> FromRequestParts<S> for Visit
where
    S: Send + Sync,
    Reading: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| Failure::fault("a request came past the identification"))?;
        Ok(Self::new(Reading::from_ref(state).0, visitor))
    }
}

/// A request that may change the library. Only routes registered by [`Routes::post`](crate::Routes::post)
/// have one to give.
#[derive(Clone)]
pub struct Post(Visit);

impl Deref for Post {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.0
    }
}

impl FromRequestParts<Writing> for Post {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &Writing) -> Result<Self, Failure> {
        Visit::from_request_parts(parts, state).await.map(Self)
    }
}

impl Post {
    /// Runs a use case in one transaction. It may run twice, so it borrows what it is given.
    ///
    /// # Errors
    /// What the use case gives, with nothing changed.
    pub async fn write<T: Send + 'static>(
        &self,
        mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let act = self.act();
        self.app.store.write(move |tx| f(tx, &act)).await
    }

    /// On to `path`, where `message` is shown as done.
    pub fn done(&self, path: &str, message: &Message) -> Response {
        self.on_to(path, Tone::Ok, message)
    }

    /// On to `path`, where `message` is shown. A value called `undo` is a path of ours that takes it back.
    pub fn on_to(&self, path: &str, tone: Tone, message: &Message) -> Response {
        let args = message.args.iter().map(|(name, arg)| {
            let text = match arg {
                // The way back is no text to be read, and leads nowhere when it is cut.
                Arg::Text(text) if *name == "undo" => text.clone(),
                Arg::Text(text) => told_briefly(text),
                Arg::Number(number) => self.t.int(*number),
                Arg::Money(amount) => self.t.rupiah(amount.0),
                Arg::Day(day) => self.t.date(*day),
                Arg::Moment(moment) => self.t.moment(*moment, &self.app.zone),
            };
            ((*name).to_owned(), text)
        });
        let tone = match tone {
            Tone::Ok => 'o',
            Tone::Warn => 'w',
            Tone::Bad => 'b',
            Tone::Plain | Tone::Info => 'i',
        };
        let note = Note { tone, key: message.key.to_owned(), args: args.collect() };
        let mut response = see_other(path);
        let json = serde_json::to_string(&note).unwrap_or_default();
        let line = cookie::set(cookie::FLASH, &cookie::pack(&json), Some(60), self.app.config.secure());
        set_cookie(response.headers_mut(), &line);
        response
    }
}

/// Letters of a value a message for the next page has: it travels in a cookie, and browsers take no long ones.
const BRIEF: usize = 200;

fn told_briefly(text: &str) -> String {
    match text.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A redirect after a POST (303); only to a path of ours.
pub fn see_other(path: &str) -> Response {
    let path = if is_own_path(path) { path } else { "/" };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A page of which a borrowed telephone, and whatever lies on the way, keeps nothing.
///
/// # Errors
/// Those of the page.
pub fn unkept(answer: Answer) -> Answer {
    let mut response = answer?;
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Whether this leads to a page of ours: browsers read `//host` and `/\host` as other hosts.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.bytes().all(|byte| byte > b' ' && byte != 0x7f)
}

pub(crate) fn set_cookie(headers: &mut HeaderMap, line: &str) {
    if let Ok(line) = HeaderValue::from_str(line) {
        headers.append(header::SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_led_to() {
        for own in ["/", "/katalog?q=bunga%20krisan", "/saya#pinjaman"] {
            assert!(is_own_path(own), "{own}");
        }
        for foreign in
            ["", "//jahat.example", "/\\jahat.example", "https://jahat.example", "/a\r\nX: y", "javascript:1"]
        {
            assert!(!is_own_path(foreign), "{foreign}");
        }
    }
}
