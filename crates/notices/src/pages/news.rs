use askama::Template;
use axum::http::StatusCode;
use kernel::{Id, Message, Reason, Refusal};
use people::pages::{errors_of, refusal_in};
use platform::idempotency;
use serde::Deserialize;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Visit};

use super::{DELIVERIES, below};
use crate::{news, wishes};

#[derive(Template)]
#[template(path = "news.html")]
struct NewsPage {
    page: Page,
    errors: Errors,
    readers: String,
    key: String,
    fields: [Field; 2],
}

impl NewsPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct News {
    judul: String,
    isi: String,
    kunci: String,
}

/// Where news are written for whoever has asked for them.
pub(crate) async fn page(visit: Visit) -> Answer {
    let kunci = Id::<()>::new().to_string();
    draw(&visit, StatusCode::OK, News { kunci, ..News::default() }, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, news: News, errors: Errors) -> Answer {
    let t = visit.t;
    let readers = visit.read(|tx| wishes::subscribers(tx, crate::NEWS.name)).await?.len();
    let mut page = below(visit, t.say("news-title"));
    page.failed = !errors.is_empty();
    let fields = [
        Field::text(t, "judul", t.say("news-subject"), news.judul).error(errors.of("judul")),
        Field::area(t, "isi", t.say("news-text"), news.isi, 10)
            .hint(t.say("news-text-hint"))
            .error(errors.of("isi")),
    ];
    let readers = t.count("news-readers", readers as i64);
    visit.html_as(status, &NewsPage { page, errors, readers, key: news.kunci, fields })
}

/// Sends news to whoever has asked for them, once however often the form is sent.
pub(crate) async fn send(post: Post, Form(news): Form<News>) -> Answer {
    let typed = news.clone();
    let sent = post
        .write(move |tx, act| {
            let request = (&typed.judul, &typed.isi);
            idempotency::once(tx, act, &format!("kabar {}", typed.kunci), &request, |tx| {
                news::send(tx, act, &typed.judul, &typed.isi)
            })
        })
        .await;
    match sent {
        Ok(count) => Ok(post.done(DELIVERIES, &Message::new("news-sent").with("n", count))),
        Err(error) => {
            let errors = errors_of(&post, &in_words_of_the_page(refusal_in(error)?), "isi");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, news, errors).await
        }
    }
}

/// The refusal of news, with the fields as they are called on the page.
fn in_words_of_the_page(refusal: Refusal) -> Refusal {
    let named = |reason: Reason| Reason {
        field: match reason.field {
            Some("subject") => Some("judul"),
            Some("text") => Some("isi"),
            other => other,
        },
        ..reason
    };
    Refusal { reasons: refusal.reasons.into_iter().map(named).collect(), ..refusal }
}
