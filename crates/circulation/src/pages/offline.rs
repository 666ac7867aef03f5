//! What the desk needs to work without a connection: the page it opens then, the worker that keeps that page, the door
//! for what was scanned meanwhile, and the list of what could not be done.

use askama::Template;
use axum::{
    Json,
    extract::Path,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::{Act, Id, Message, Timestamp};
use membership::members;
use serde::{Deserialize, Serialize};
use ui::{
    Html, Page, Speech,
    part::{Column, Empty, Link, Row, Table},
};
use web::{Answer, Form, Post, Visit, see_other};

use super::{
    LEND,
    desk::{clerk, desk_path},
    entry,
};
use crate::desk::{
    Entry, Mode, Seen,
    offline::{self, Kept, Waiting},
};

/// Where what waits is listed.
pub(super) const REVIEW: &str = "/staf/meja/tinjauan";
/// How many of it are listed; the oldest come first.
const LISTED: i64 = 200;

/// What the desk looks like without a connection is made of these.
const FILES: [&str; 6] = ["app.css", "staff.css", "band.svg", "icon.svg", "js/desk.js", "js/queue.js"];

/// The worker that keeps the desk's page on the device, with the addresses of the files it is made of. It says nothing
/// that is not public, and browsers take no worker that leads to a sign-in.
pub(super) async fn worker(_: Visit) -> Response {
    let files = FILES.map(ui::assets::url);
    let list = serde_json::to_string(&files).unwrap_or_default();
    let worker = ui::assets::all().iter().find(|asset| asset.name == "js/worker.js");
    let code = worker.map(|asset| String::from_utf8_lossy(asset.bytes)).unwrap_or_default();
    let script = format!("const FILES = {list};\n{code}");
    let mut response = script.into_response();
    let mut put = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value))
    };
    put(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    put(header::CACHE_CONTROL, "no-cache");
    put(HeaderName::from_static("service-worker-allowed"), "/staf/meja");
    response
}

/// Where a program that sent a scan goes on.
#[derive(Serialize)]
struct GoOn {
    ke: String,
    /// What its next scan has before it, if no page is drawn meanwhile.
    transaksi: String,
}

/// Tells a program where the page it would have been led to is, and with what it goes on.
pub(super) fn told(response: Response, seen: Seen) -> Response {
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
    let Some(ke) = to else { return response };
    let mut answer = Json(GoOn { ke, transaksi: seen.to_string() }).into_response();
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    answer
}

/// A scan that was kept on a device, as it sends it. Times are milliseconds by the device's own clock.
#[derive(Deserialize)]
pub(super) struct Sent {
    id: Id<Kept>,
    perangkat: Id<offline::Device>,
    kelompok: Id<crate::desk::Transaction>,
    urut: i64,
    waktu: i64,
    kini: i64,
    mode: String,
    kode: String,
    #[serde(default)]
    dasar: String,
}

impl Sent {
    fn kept(self, act: &Act) -> Kept {
        let moment = |millis| Timestamp::from_millisecond(millis).unwrap_or(act.at);
        Kept {
            made_at: Kept::made(act, moment(self.waktu), moment(self.kini)),
            mode: self.mode.parse().unwrap_or(Mode::Lend),
            id: self.id,
            device: self.perangkat,
            batch: self.kelompok,
            sequence: self.urut,
            code: self.kode,
            base: self.dasar,
        }
    }
}

/// Takes in what was scanned without a connection.
pub(super) async fn take(post: Post, Form(sent): Form<Sent>) -> Answer {
    let kept = sent.kept(&post.act());
    let ke = desk_path(kept.mode);
    let clerk = clerk(&post)?;
    post.write(move |tx, act| offline::take(tx, act, &clerk, &kept)).await?;
    Ok(Json(GoOn { ke, transaksi: String::new() }).into_response())
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"staff.html\" %}{% block content %}<p>{{ page.t.say(\"desk-review-about\") }}</p>{{ table }}{% endblock %}"
)]
struct ReviewPage {
    page: Page,
    table: Table,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form class=\"acts\" method=\"post\" action=\"{{ href }}/selesai\"><button class=\"btn small\" formaction=\"{{ href }}/tangani\">{{ t.say(\"desk-review-handle\") }}<span class=\"vh\">: {{ code }}</span></button> <button class=\"btn small ghost\">{{ t.say(\"desk-review-settle\") }}<span class=\"vh\">: {{ code }}</span></button></form>"
)]
struct Acts<'a> {
    t: Speech,
    href: String,
    code: &'a str,
}

/// What was scanned without a connection and could not be done, each with why.
pub(super) async fn review(visit: Visit) -> Answer {
    let places = visit.grants().places(LEND).clone();
    let waiting = visit
        .read(move |tx| {
            let mut found = Vec::new();
            for (kept, entry) in offline::waiting(tx, &places, LISTED)? {
                let member = entry.member.map(|person| members::by_id(tx, person)).transpose()?.flatten();
                found.push((kept, entry, member.map(|member| format!("{} · {}", member.name, member.code))));
            }
            Ok(found)
        })
        .await?;
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("desk-col-time"),
        column("desk-col-mode"),
        column("desk-col-code").head(),
        column("desk-review-why"),
        column("desk-member-panel"),
        column("desk-review-by"),
        column("table-actions").hidden(),
    ];
    let mut table = Table::new(t, "tinjauan", t.say("desk-review-list"), columns);
    table.rows = waiting.iter().map(|(kept, entry, member)| row(&visit, kept, entry, member)).collect();
    table.empty = Some(Empty::told(t, "LuCircleCheckBig", "desk-review-none"));
    let mut page = visit.staff(t.say("desk-review-title"));
    page.crumbs = vec![
        Link::new(t.say("desk-title"), "/staf/meja"),
        Link::new(t.say("desk-review-title"), String::new()),
    ];
    visit.html(&ReviewPage { page, table })
}

fn row(visit: &Visit, kept: &Waiting, entry: &Entry, member: &Option<String>) -> Row {
    let t = visit.t;
    Row::new(vec![
        t.moment(kept.made_at, &visit.act().zone).into(),
        t.say(mode_name(kept.mode)).into(),
        kept.code.as_str().into(),
        entry::not_done(visit, entry),
        member.as_deref().unwrap_or_else(|| t.say("desk-review-nobody")).into(),
        kept.by_name.as_deref().unwrap_or_default().into(),
        Html::of(&Acts { t, href: format!("{REVIEW}/{}", kept.id), code: &kept.code }),
    ])
}

/// The name of a mode.
pub(super) const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Lend => "desk-mode-lend",
        Mode::Return => "desk-mode-return",
        Mode::Renew => "desk-mode-renew",
        Mode::Check => "desk-mode-check",
    }
}

/// Scans it anew at the desk, where what stands against it is asked.
pub(super) async fn handle(post: Post, Path(id): Path<Id<Kept>>) -> Answer {
    let clerk = clerk(&post)?;
    let mode = post.write(move |tx, act| offline::handle_now(tx, act, &clerk, id)).await?;
    Ok(see_other(&desk_path(mode)))
}

/// Somebody has seen to it otherwise.
pub(super) async fn settle(post: Post, Path(id): Path<Id<Kept>>) -> Answer {
    let clerk = clerk(&post)?;
    post.write(move |tx, act| offline::settle(tx, act, &clerk, id, true)).await?;
    let undo = format!("{REVIEW}/{id}/buka");
    Ok(post.done(REVIEW, &Message::new("desk-review-settled").with("undo", undo)))
}

/// Takes that back.
pub(super) async fn reopen(post: Post, Path(id): Path<Id<Kept>>) -> Answer {
    let clerk = clerk(&post)?;
    post.write(move |tx, act| offline::settle(tx, act, &clerk, id, false)).await?;
    Ok(post.done(REVIEW, &Message::new("desk-review-reopened")))
}
