use ::mail::{Protection, Trouble};
use askama::Template;
use axum::http::StatusCode;
use kernel::Message;
use serde::Deserialize;
use tokio::task::spawn_blocking;
use ui::{
    Page,
    part::{Badge, Column, ErrorSummary, Errors, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Visit};

use super::MAIL;
use crate::office;

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage {
    page: Page,
    errors: Errors,
    badge: Badge,
    table: Table,
    /// Whether letters can be tried at all.
    is_set: bool,
    /// Whether letters hold links.
    origin: bool,
    field: Field,
}

impl MailPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The way to the mail server as the operator has set it up. The password is not shown.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, String::new(), Errors::new())
}

fn draw(visit: &Visit, status: StatusCode, typed: String, errors: Errors) -> Answer {
    let t = visit.t;
    let mailer = office::get().and_then(|office| office.mailer.as_ref());
    let columns = vec![Column::new(t.say("mail-fact")).head(), Column::new(t.say("mail-value"))];
    let mut table = Table::new(t, "peladen-surel", t.say("mail-server"), columns);
    if let Some(mailer) = mailer {
        let server = mailer.server();
        let protection = match server.protection {
            Protection::Wrapped => "mail-wrapped",
            Protection::Upgraded => "mail-upgraded",
            Protection::Plain => "mail-plain",
        };
        let rows = [
            ("mail-host", server.host.clone()),
            ("mail-port", server.port.to_string()),
            ("mail-protection", t.say(protection).to_owned()),
            ("mail-user", server.user().unwrap_or(t.say("mail-no-user")).to_owned()),
            (
                "mail-password",
                t.say(if server.login.is_some() { "mail-password-set" } else { "mail-no-user" }).to_owned(),
            ),
            ("mail-from", server.from.clone()),
            ("mail-origin", visit.app().origin().unwrap_or(t.say("mail-no-origin")).to_owned()),
        ];
        table.rows =
            rows.into_iter().map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect();
    }
    let badge = match mailer {
        Some(_) => Badge::new(Tone::Ok, t.say("mail-is-set")),
        None => Badge::new(Tone::Warn, t.say("mail-is-not-set")),
    };
    let field = Field::text(t, "email", t.say("mail-test-to"), typed)
        .kind("email")
        .medium()
        .autocomplete("email")
        .error(errors.of("email"));
    let mut page = visit.staff(t.say("mail-title"));
    page.failed = !errors.is_empty();
    let origin = visit.app().origin().is_some();
    visit.html_as(status, &MailPage { page, errors, badge, table, is_set: mailer.is_some(), origin, field })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Test {
    email: String,
}

/// Sends a letter that says that letters arrive, and tells what the server said.
pub(crate) async fn test(post: Post, Form(Test { email }): Form<Test>) -> Answer {
    const THROTTLE: &str = "surel-coba";
    let mut errors = Errors::new();
    if !people::rules::is_address(email.trim()) {
        errors.add("email", post.t.say("member-email-unreadable"));
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, email, errors);
    }
    post.may_try_again(THROTTLE)?;
    post.tried(THROTTLE, false);
    let (library, address) = post.read(office::signature).await?;
    let (to, lang, act) = (email.trim().to_owned(), post.t.lang(), post.act());
    let sent = spawn_blocking(move || match office::get() {
        Some(office) => office.test(&library, &address, lang, &to, &act),
        None => Err(Trouble::Later("no-server".to_owned())),
    })
    .await
    .map_err(|_| store::Error::Panicked)?;
    match sent {
        Ok(said) => {
            Ok(post.done(MAIL, &Message::new("mail-test-sent").with("address", email).with("said", said)))
        }
        Err(Trouble::Refused(said) | Trouble::Later(said)) => {
            errors.add("email", post.t.about("mail-test-failed", said));
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, email, errors)
        }
    }
}
