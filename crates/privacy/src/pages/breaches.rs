use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::Message;
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field, Link, Tone},
};
use web::{Answer, Form, Post, Visit};

use super::clock;
use crate::breaches::{self, Breach};

const HERE: &str = "/staf/privasi/insiden";
/// How many are listed.
const SHOWN: i64 = 50;

struct Line {
    breach: Breach,
    badge: Badge,
    known: String,
}

#[derive(Template)]
#[template(path = "privacy_breaches.html")]
struct BreachesPage {
    page: Page,
    errors: Errors,
    lines: Vec<Line>,
    fields: [Field; 2],
}

impl BreachesPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The register of what went wrong.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Sent::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, sent: &Sent, errors: Errors) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let found = visit.read(|tx| breaches::latest(tx, SHOWN)).await?;
    let mut page = Page { failed: !errors.is_empty(), ..visit.staff(t.say("breach-title")) };
    page.crumbs = vec![Link::new(t.say("nav-privacy"), "/staf/privasi"), Link::new(page.title.clone(), "")];
    let line = |breach: Breach| Line {
        badge: match breach.notified_at {
            Some(at) => Badge::new(Tone::Ok, t.about("breach-told-at", t.moment(at, &act.zone))),
            None => clock(t, &act, breach.due_at),
        },
        known: t.moment(breach.known_at, &act.zone),
        breach,
    };
    let fields = [
        Field::area(t, "what", t.say("breach-what"), &*sent.what, 3).error(errors.of("what")),
        Field::area(t, "concerns", t.say("breach-concerns"), &*sent.concerns, 2)
            .hint(t.say("breach-concerns-hint"))
            .error(errors.of("concerns")),
    ];
    let lines = found.into_iter().map(line).collect();
    visit.html_as(status, &BreachesPage { page, errors, lines, fields })
}

/// What went wrong.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sent {
    what: String,
    concerns: String,
}

/// Writes down what went wrong.
pub(crate) async fn enter(post: Post, Form(sent): Form<Sent>) -> Answer {
    let typed = sent.clone();
    match post.write(move |tx, act| breaches::enter(tx, act, &typed.what, &typed.concerns)).await {
        Ok(breach) => {
            let message = Message::new("breach-entered").with("n", breach.number).with("x", breach.due_at);
            Ok(post.done(HERE, &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "what");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &sent, errors).await
        }
    }
}

/// How those concerned were told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notice {
    notice: String,
}

/// Writes down that those concerned were told.
pub(crate) async fn told(
    post: Post,
    Path(number): Path<i64>,
    Form(Notice { notice }): Form<Notice>,
) -> Answer {
    match post.write(move |tx, act| breaches::told(tx, act, number, &notice)).await {
        Ok(_) => Ok(post.done(HERE, &Message::new("breach-told").with("n", number))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "what");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &Sent::default(), errors).await
        }
    }
}
