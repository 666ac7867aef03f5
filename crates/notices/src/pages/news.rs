use askama::Template;
use axum::http::StatusCode;
use kernel::{Act, Id, Message, Reason, Refusal};
use people::pages::{errors_of, refusal_in};
use platform::{audit, idempotency};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Visit};

use super::{DELIVERIES, below};
use crate::{Notice, sending, wishes};

const TITLE_LENGTH: usize = 120;
const TEXT_LENGTH: usize = 4000;

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
                tell(tx, act, &typed)
            })
        })
        .await;
    match sent {
        Ok(count) => Ok(post.done(DELIVERIES, &Message::new("news-sent").with("n", count))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "isi");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, news, errors).await
        }
    }
}

fn tell(tx: &mut Tx<'_>, act: &Act, news: &News) -> Result<i64> {
    let (subject, text) = (news.judul.trim(), news.isi.trim().replace("\r\n", "\n"));
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match subject.chars().count() {
        0 => object("judul", "news-subject-missing"),
        1..=TITLE_LENGTH => {}
        _ => object("judul", "news-too-long"),
    }
    match text.chars().count() {
        0 => object("isi", "news-text-missing"),
        1..=TEXT_LENGTH => {}
        _ => object("isi", "news-too-long"),
    }
    Refusal::unless_empty(kernel::Kind::Invalid, reasons)?;
    let readers = wishes::subscribers(tx, crate::NEWS.name)?;
    let notices = readers
        .iter()
        .map(|&person| Notice::new(crate::NEWS, person).with("subject", subject).with("text", text.as_str()))
        .collect();
    let count = sending::send_all(tx, act, notices)? as i64;
    let detail = serde_json::json!({ "subject": subject, "readers": count });
    audit::record(tx, act, "news.sent", "news", Id::<()>::new(), &detail)?;
    Ok(count)
}
