//! A new school year for a partner's list: where each class goes, whom that concerns, and the move itself.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message};
use people::pages::refusal_in;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Link},
};
use web::{Answer, Form, Post, Visit};

use super::sponsors;
use crate::{
    rosters::{
        self,
        rollover::{self, Class, Moves, Rolled},
    },
    sponsorships::{self, Sponsorship},
};

/// A class as its row of the form has it.
struct Line {
    n: usize,
    name: String,
    label: String,
    people: String,
    next: String,
    leaves: bool,
}

#[derive(Template)]
#[template(path = "rollover.html")]
struct RolloverPage {
    page: Page,
    errors: Errors,
    version: i64,
    lines: Vec<Line>,
    /// What the moves would come to, once that was asked.
    looked: Option<String>,
    back: String,
}

impl RolloverPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The fields as they were sent: `dari0`, `ke0`, `keluar0`, and so on.
struct Sent(Vec<(String, String)>);

impl Sent {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn moves(&self) -> Moves {
        (0..)
            .map_while(|n| Some((n, self.get(&format!("dari{n}"))?.to_owned())))
            .map(|(n, from)| {
                let leaves = self.get(&format!("keluar{n}")).is_some();
                let to = self.get(&format!("ke{n}")).unwrap_or_default().trim().to_owned();
                (from, (!leaves).then_some(to))
            })
            .collect()
    }
}

/// The classes, with where they are proposed to go.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Sponsorship>>) -> Answer {
    draw(&visit, id, None, None, Errors::new()).await
}

async fn draw(
    visit: &Visit,
    id: Id<Sponsorship>,
    typed: Option<Moves>,
    looked: Option<Rolled>,
    errors: Errors,
) -> Answer {
    let (one, version, classes) = visit
        .read(move |tx| {
            let version = rosters::last(tx, id)?.map_or(0, |roster| roster.version);
            Ok((sponsorships::one(tx, id)?, version, rollover::proposed(tx, id)?))
        })
        .await?;
    let t = visit.t;
    let line = |(n, class): (usize, Class)| {
        let typed = typed.as_ref().and_then(|typed| typed.get(&class.name).cloned());
        let next = typed.unwrap_or_else(|| class.next.clone());
        Line {
            n,
            label: if class.name.is_empty() {
                t.say("rollover-no-class").to_owned()
            } else {
                class.name.clone()
            },
            people: t.int(class.people),
            leaves: next.is_none(),
            next: next.unwrap_or_default(),
            name: class.name,
        }
    };
    let told = |rolled: Rolled| {
        let values =
            [("moved", rolled.moved.into()), ("left", rolled.left.into()), ("days", one.grace_days.into())];
        t.with("rollover-would", &values)
    };
    let mut page = sponsors::below(visit, t.say("rollover-title"));
    page.crumbs.insert(1, Link::new(one.name.as_str(), sponsors::path_of(id)));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = RolloverPage {
        version,
        lines: classes.into_iter().enumerate().map(line).collect(),
        looked: looked.map(told),
        back: sponsors::path_of(id),
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// Tells what the moves would come to (`do=look`), or makes them.
pub(super) async fn submit(
    post: Post,
    Path(id): Path<Id<Sponsorship>>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = Sent(sent);
    let (moves, asked) = (sent.moves(), sent.moves());
    let version = sent.get("versi").and_then(|version| version.parse().ok()).unwrap_or(-1);
    let done = if sent.get("do") == Some("apply") {
        post.write(move |tx, act| rollover::roll(tx, act, id, version, &asked))
            .await
            .map(|rolled| (rolled, true))
    } else {
        post.read(move |tx| rollover::look(tx, id, &asked)).await.map(|rolled| (rolled, false))
    };
    match done {
        Ok((rolled, true)) => {
            let told = Message::new("rollover-done").with("moved", rolled.moved).with("left", rolled.left);
            Ok(post.done(&sponsors::path_of(id), &told))
        }
        Ok((rolled, false)) => draw(&post, id, Some(moves), Some(rolled), Errors::new()).await,
        Err(error) => {
            let refusal = refusal_in(error)?;
            let mut errors = Errors::new();
            for (_, text) in post.reasons(&refusal) {
                errors.add("kelas", text);
            }
            draw(&post, id, Some(moves), None, errors).await
        }
    }
}
