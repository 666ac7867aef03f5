use askama::Template;
use kernel::{Id, Message};
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, Button, Empty, Pager, Tone},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{INBOX, WISHES, kind_name, said, signed_in, values};
use crate::{Told, queries, wording};

/// How many messages a page shows.
const PER_PAGE: i64 = 20;

struct Line {
    id: String,
    subject: String,
    kind: String,
    when: String,
    child: Option<String>,
    paragraphs: Vec<Vec<String>>,
    link: Option<String>,
    new: Option<Badge>,
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct InboxPage {
    page: Page,
    lines: Vec<Line>,
    unread: i64,
    at: u32,
    empty: Empty,
    pager: Pager,
    wishes: &'static str,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    hal: u32,
}

/// Everything the library has told whoever reads.
pub(crate) async fn page(visit: Visit, Query(Asked { hal }): Query<Asked>) -> Answer {
    let (person, t, zone) = (signed_in(&visit)?, visit.t, visit.act().zone);
    let at = hal.max(1);
    let (found, all, unread) = visit
        .read(move |tx| {
            let offset = i64::from(at - 1) * PER_PAGE;
            let found = queries::inbox(tx, person, PER_PAGE, offset)?;
            Ok((found, queries::lying(tx, person)?, queries::unread(tx, person)?))
        })
        .await?;
    let lines = found
        .into_iter()
        .map(|one| {
            let said = said(&visit, &one.kind, &one.contents);
            Line {
                id: one.id.to_string(),
                subject: said.subject,
                kind: kind_name(t, &one.kind),
                when: t.moment(one.created_at, &zone),
                child: wording::child(&values(&one.contents)).map(|child| t.about("letter-child", child)),
                paragraphs: said.paragraphs,
                link: one.link,
                new: one.read_at.is_none().then(|| Badge::new(Tone::Info, t.say("inbox-new")).icon("LuMail")),
            }
        })
        .collect();
    let pages = u32::try_from((all + PER_PAGE - 1) / PER_PAGE).unwrap_or(1).max(1);
    let empty = Empty {
        icon: "LuInbox",
        title: t.say("inbox-none").to_owned(),
        text: t.say("inbox-none-help").to_owned(),
        action: Some(Button::link(t.say("wishes-title"), WISHES)),
    };
    let page = visit.member(t.say("inbox-title"));
    let pager = Pager::new(t, at, pages, |n| format!("{INBOX}?hal={n}"));
    visit.html(&InboxPage { page, lines, unread, at, empty, pager, wishes: WISHES })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    /// Which one; all of them where none is named.
    pesan: Option<Id<Told>>,
    #[serde(default)]
    hal: u32,
}

/// Somebody has read one message, or all.
pub(crate) async fn read(post: Post, Form(Read { pesan, hal }): Form<Read>) -> Answer {
    let person = signed_in(&post)?;
    post.write(move |tx, act| queries::mark_read(tx, act, person, pesan)).await?;
    let back = if hal > 1 { format!("{INBOX}?hal={hal}") } else { INBOX.to_owned() };
    let key = if pesan.is_some() { "inbox-read-one" } else { "inbox-read-all-done" };
    Ok(post.done(&back, &Message::new(key)))
}
