use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use kernel::{Id, Message};
use platform::{accounts, accounts::Listed, audit};
use serde::Deserialize;
use store::Error;
use ui::{
    Html, Page, paper,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Failure, Form, Post, Visit, device};

use super::{again, code};
use crate::{
    passkeys::{self, Party, Passkey},
    provider,
    totp::{self, Enrolment},
};

/// One's own page about signing in.
pub(crate) const HERE: &str = "/saya/keamanan";

#[derive(Template)]
#[template(path = "security.html")]
struct SecurityPage {
    page: Page,
    errors: Errors,
    /// Whether the library asks for a second step that is not shown yet.
    held_back: bool,
    fields: [Field; 2],
    totp: bool,
    paper_left: i64,
    /// Whether browsers know passkeys here.
    passkeys: bool,
    keys: Vec<Key>,
    sessions: Vec<Line>,
    /// The institution's sign-in, and whether it is connected.
    provider: Option<(String, bool)>,
}

impl SecurityPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

struct Key {
    id: String,
    name: String,
    text: String,
}

/// A session, in words.
struct Line {
    id: String,
    device: String,
    text: String,
    this: bool,
}

/// How one signs in, and where one is signed in.
pub(crate) async fn page(visit: Visit, headers: HeaderMap) -> Answer {
    draw(&visit, &headers, StatusCode::OK, Errors::new()).await
}

/// The page again, with what was refused.
pub(crate) async fn refused(
    post: &Post,
    headers: &HeaderMap,
    status: StatusCode,
    error: Error,
    fallback: &'static str,
) -> Answer {
    let Error::Refused(refusal) = error else { return Err(error.into()) };
    let errors = people::pages::errors_of(post, &refusal, fallback);
    draw(post, headers, status, errors).await
}

async fn draw(visit: &Visit, headers: &HeaderMap, status: StatusCode, errors: Errors) -> Answer {
    let session = again::session(visit)?;
    let (person, now) = (session.account.person, visit.act().at);
    let (totp, paper_left, keys, sessions, provider) = visit
        .read(move |tx| {
            let provider = provider::get(tx)?.filter(|provider| provider.enabled);
            let linked = provider::is_linked(tx, person)?;
            Ok((
                totp::is_on(tx, person)?,
                totp::paper_left(tx, person)?,
                passkeys::of(tx, person)?,
                accounts::sessions(tx, person, now)?,
                provider.map(|provider| (provider.name, linked)),
            ))
        })
        .await?;
    let t = visit.t;
    let mut page = visit.member(t.say("security-title"));
    page.failed = !errors.is_empty();
    let passkeys = Party::at(&visit.origin(headers)).is_some();
    if passkeys {
        page.scripts.push("js/passkey.js");
    }
    let password = |name, key, filled| {
        Field::text(t, name, t.say(key), "")
            .kind("password")
            .autocomplete(filled)
            .medium()
            .error(errors.of(name))
    };
    let fields = [
        password("old", "security-password-old", "current-password"),
        password("password", "security-password-new", "new-password").hint(t.say("security-password-hint")),
    ];
    let keys = keys.iter().map(|key| key_line(visit, key)).collect();
    let sessions = sessions.iter().map(|listed| session_line(visit, listed, session.id)).collect();
    let held_back = visit.is_held_back();
    visit.html_as(
        status,
        &SecurityPage {
            page,
            errors,
            held_back,
            fields,
            totp,
            paper_left,
            passkeys,
            keys,
            sessions,
            provider,
        },
    )
}

fn key_line(visit: &Visit, key: &Passkey) -> Key {
    let (t, zone) = (visit.t, visit.act().zone);
    let text = match key.used_at {
        Some(used) => t.about("passkey-used", t.moment(used, &zone)),
        None => t.about("passkey-added", t.moment(key.added_at, &zone)),
    };
    Key { id: key.id.to_string(), name: key.name.clone(), text }
}

fn session_line(visit: &Visit, listed: &Listed, this: Id<accounts::Session>) -> Line {
    let (t, zone) = (visit.t, visit.act().zone);
    let device = device::read(&listed.device);
    let device = match (device.browser, device.system) {
        (Some(browser), Some(system)) => {
            t.with("session-device", &[("browser", browser.into()), ("system", system.into())])
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t.say("session-device-unknown").to_owned(),
    };
    let means = t.say(&format!("session-by-{}", listed.means)).to_owned();
    let text = t.with(
        "session-line",
        &[
            ("began", t.moment(listed.started_at, &zone).into()),
            ("seen", t.moment(listed.seen_at, &zone).into()),
            ("address", if listed.address.is_empty() { "–".into() } else { listed.address.as_str().into() }),
            ("means", means.into()),
        ],
    );
    Line { id: listed.id.to_string(), device, text, this: listed.id == this }
}

/// Begins with a code program: makes the secret.
pub(crate) async fn begin(post: Post, headers: HeaderMap) -> Answer {
    let (person, vault) = (again::session(&post)?.account.person, post.vault());
    match post.write(move |tx, act| totp::begin(tx, act, &vault, person)).await {
        Ok(()) => Ok(web::see_other("/saya/keamanan/kode")),
        Err(error) => refused(&post, &headers, StatusCode::CONFLICT, error, "kode").await,
    }
}

#[derive(Template)]
#[template(path = "enrolment.html")]
struct EnrolmentPage {
    page: Page,
    errors: Errors,
    qr: Html,
    letters: String,
}

impl EnrolmentPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn code(&self) -> Field {
        code::field(self.page.t, &self.errors).digits().hint(self.page.t.say("enrolment-code-hint"))
    }
}

/// Shows the secret to the telephone, until a first code comes.
pub(crate) async fn enrolment(visit: Visit) -> Answer {
    draw_enrolment(&visit, StatusCode::OK, Errors::new()).await
}

async fn draw_enrolment(visit: &Visit, status: StatusCode, errors: Errors) -> Answer {
    let (account, vault) = (again::session(visit)?.account, visit.vault());
    let library = visit.app().house().library.full_name();
    let shown =
        visit.read(move |tx| totp::enrolment(tx, &vault, account.person, &library, &account.login)).await;
    let Enrolment { letters, address } = match shown {
        Err(Error::Missing) => return Ok(web::see_other(HERE)),
        shown => shown?,
    };
    let mut page = visit.member(visit.t.say("enrolment-title"));
    page.failed = !errors.is_empty();
    let qr = paper::qr(&address, visit.t.say("enrolment-qr"));
    visit.html_as(status, &EnrolmentPage { page, errors, qr, letters })
}

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    page: Page,
    codes: Vec<String>,
    login: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstCode {
    code: String,
}

/// Takes the first code; from now on one is asked for. The session counts as one with a second step.
pub(crate) async fn confirm(post: Post, Form(FirstCode { code }): Form<FirstCode>) -> Answer {
    let (session, vault) = (again::session(&post)?, post.vault());
    let person = session.account.person;
    let confirmed = post
        .write(move |tx, act| {
            let codes = totp::confirm(tx, act, &vault, person, &code)?;
            let token = accounts::prove(tx, act, session.id, true)?;
            accounts::end_sessions(tx, person, Some(session.id))?;
            Ok((codes, token))
        })
        .await;
    match confirmed {
        Ok((codes, token)) => {
            let mut response = draw_paper(&post, codes)?;
            // The session goes on under a new token.
            for cookie in post.enter("/", &token, person).headers().get_all("set-cookie") {
                response.headers_mut().append("set-cookie", cookie.clone());
            }
            Ok(response)
        }
        Err(Error::Refused(refusal)) => {
            let errors = people::pages::errors_of(&post, &refusal, "code");
            draw_enrolment(&post, StatusCode::UNPROCESSABLE_ENTITY, errors).await
        }
        Err(Error::Missing) => Ok(web::see_other(HERE)),
        Err(other) => Err(other.into()),
    }
}

fn draw_paper(visit: &Visit, codes: Vec<String>) -> Answer {
    let mut page = visit.member(visit.t.say("paper-title"));
    page.scripts.push("js/print.js");
    let login = again::session(visit)?.account.login;
    web::unkept(visit.html(&PaperPage { page, codes, login }))
}

/// Asks for no code any more.
pub(crate) async fn remove(post: Post) -> Answer {
    let person = again::session(&post)?.account.person;
    post.write(move |tx, act| totp::remove(tx, act, person)).await?;
    Ok(post.done(HERE, &Message::new("security-totp-removed")))
}

/// New codes for the paper.
pub(crate) async fn new_paper(post: Post) -> Answer {
    let person = again::session(&post)?.account.person;
    let codes =
        post.write(move |tx, act| {
            if totp::is_on(tx, person)? { totp::new_paper(tx, act, person) } else { Err(Error::Missing) }
        })
        .await?;
    draw_paper(&post, codes)
}

/// Ends another of one's own sessions.
pub(crate) async fn end_one(post: Post, Path(id): Path<String>) -> Answer {
    let id: Id<accounts::Session> = id.parse().map_err(|_| Failure::missing())?;
    let person = again::session(&post)?.account.person;
    let ended = post
        .write(move |tx, act| {
            let ended = accounts::end_session(tx, person, id)?;
            audit::record(
                tx,
                act,
                "session.ended",
                "person",
                person,
                &serde_json::json!({ "count": i32::from(ended) }),
            )?;
            Ok(ended)
        })
        .await?;
    let key = if ended { "session-ended" } else { "session-ended-already" };
    Ok(post.done(HERE, &Message::new(key)))
}

/// Ends every session of one's own but this one.
pub(crate) async fn end_others(post: Post) -> Answer {
    let session = again::session(&post)?;
    let person = session.account.person;
    let ended = post
        .write(move |tx, act| {
            let ended = accounts::end_sessions(tx, person, Some(session.id))?;
            audit::record(
                tx,
                act,
                "session.ended",
                "person",
                person,
                &serde_json::json!({ "count": ended }),
            )?;
            Ok(ended)
        })
        .await?;
    let n = i64::try_from(ended).unwrap_or(i64::MAX);
    Ok(post.done(HERE, &Message::new("sessions-ended").with("n", n)))
}
