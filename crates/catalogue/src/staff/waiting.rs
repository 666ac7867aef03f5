use askama::Template;
use axum::extract::Path;
use kernel::{Message, TimeZone};
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, Row, Table, Tone},
};
use web::{Answer, Post, Visit};

use super::{below, path_of, titled};
use crate::{
    HIDE,
    fast_add::{self, Waiting},
};

/// Where they are listed.
pub(crate) const HERE: &str = "/staf/katalog/menunggu";
/// How many are listed; the longest waiting come first.
const LISTED: i64 = 200;

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"staff.html\" %}{% block content %}<p>{{ page.t.say(\"waiting-about\") }}</p>{{ table }}{% endblock %}"
)]
struct WaitingPage {
    page: Page,
    table: Table,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form class=\"acts\" method=\"post\" action=\"{{ href }}/selesai-dikatalog\"><a class=\"btn small\" href=\"{{ href }}/ubah\">{{ t.say(\"waiting-complete\") }}<span class=\"vh\">: {{ title }}</span></a>{% if can_show %}<button class=\"btn small ghost\">{{ t.say(\"waiting-done\") }}<span class=\"vh\">: {{ title }}</span></button>{% endif %}</form>"
)]
struct Acts<'a> {
    t: Speech,
    href: String,
    title: &'a str,
    can_show: bool,
}

/// What the desk added in a hurry, for the cataloguers to complete.
pub(crate) async fn page(visit: Visit) -> Answer {
    let waiting = visit.read(|tx| fast_add::waiting(tx, LISTED)).await?;
    let (t, zone, can_show) = (visit.t, visit.act().zone, visit.can(HIDE));
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("cataloguing-field-title").head(),
        column("cataloguing-field-author"),
        column("copy-barcode"),
        column("waiting-since"),
        column("waiting-by"),
        column("table-actions").hidden(),
    ];
    let mut table = Table::new(t, "menunggu", t.say("waiting-list"), columns);
    table.note = t.count("cataloguing-count", waiting.len() as i64);
    table.rows = waiting.iter().map(|one| row(t, &zone, one, can_show)).collect();
    table.empty = Some(Empty::told(t, "LuBookCheck", "waiting-none"));
    visit.html(&WaitingPage { page: below(&visit, t.say("waiting-title"), None), table })
}

fn row(t: Speech, zone: &TimeZone, one: &Waiting, can_show: bool) -> Row {
    let who = match (&one.by_name, one.actor) {
        (Some(name), _) => name.as_str(),
        (None, _) => t.say("cataloguing-by-system"),
    };
    let badge = one.lent.then(|| Badge::new(Tone::Info, t.say("waiting-lent")));
    Row::new(vec![
        titled(one.number, &one.title, "", badge),
        one.author.as_str().into(),
        one.barcode.as_deref().unwrap_or_default().into(),
        t.moment(one.at, zone).into(),
        who.into(),
        Html::of(&Acts { t, href: path_of(one.number), title: &one.title, can_show }),
    ])
}

/// A record is catalogued: the public sees it from now on.
pub(crate) async fn finish(post: Post, Path(number): Path<i64>) -> Answer {
    post.write(move |tx, act| fast_add::finish(tx, act, number)).await?;
    let undo = format!("{}/belum-dikatalog", path_of(number));
    Ok(post.done(HERE, &Message::new("waiting-finished").with("number", number).with("undo", undo)))
}

/// Takes that back.
pub(crate) async fn reopen(post: Post, Path(number): Path<i64>) -> Answer {
    post.write(move |tx, act| fast_add::reopen(tx, act, number)).await?;
    Ok(post.done(HERE, &Message::new("waiting-reopened").with("number", number)))
}
