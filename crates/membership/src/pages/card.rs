//! One's own card on one's own telephone: opened once and kept on request, it is there without a connection.

use askama::Template;
use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use ui::{
    Html, Page,
    part::{Badge, QrCard, Todo},
};
use web::{Answer, Failure, Visit};

use super::{children::qr, mine, plan_named, standing_badge};
use crate::{members, plans, queries};

/// What the card's page is made of.
const FILES: [&str; 4] = ["app.css", "band.svg", "icon.svg", "js/card.js"];

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    page: Page,
    qr: QrCard,
    bars: Html,
    badge: Badge,
    plan: String,
    until: String,
    /// The hours of the day it was asked for, by its date: a kept page may be read on another.
    hours: Option<(String, String)>,
    /// When all this was so.
    as_of: String,
    todo: Todo,
}

/// The card, today's hours, what needs attention.
pub(crate) async fn page(visit: Visit) -> Answer {
    let Some(account) = visit.account() else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    let (person, act, t) = (account.person, visit.act(), visit.t);
    let today = act.today();
    let found = visit.read(move |tx| Ok((queries::by_id(tx, person)?, plans::all(tx)?))).await?;
    let (Some(member), plans) = found else { return Err(Failure::missing()) };
    let mut page = visit.member(t.say("card-title"));
    page.scripts.push("js/card.js");
    let view = CardPage {
        qr: qr(t, &member),
        bars: ui::paper::code128(&member.code).unwrap_or_default(),
        badge: standing_badge(t, &member, today),
        plan: plan_named(t, &plans, &member.plan),
        until: members::until(&member, today).map(|day| t.date(day)).unwrap_or_default(),
        hours: page
            .hours
            .iter()
            .find(|hours| hours.now)
            .map(|hours| (t.date_long(today), hours.time.clone())),
        as_of: t.about("card-as-of", t.moment(act.at, &act.zone)),
        todo: mine::todo(&visit).await?,
        page,
    };
    visit.html(&view)
}

/// The worker that keeps the card's page on the device, with the addresses of the files it is made of.
pub(crate) async fn worker(_: Visit) -> Response {
    let list = serde_json::to_string(&FILES.map(ui::assets::url)).unwrap_or_default();
    let worker = ui::assets::all().iter().find(|asset| asset.name == "js/card-worker.js");
    let code = worker.map(|asset| String::from_utf8_lossy(asset.bytes)).unwrap_or_default();
    let mut response = format!("const FILES = {list};\n{code}").into_response();
    let mut put = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value))
    };
    put(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    put(header::CACHE_CONTROL, "no-cache");
    put(HeaderName::from_static("service-worker-allowed"), "/saya/kartu");
    response
}

/// What a telephone needs to put the card among its programs.
pub(crate) async fn manifest(visit: Visit) -> Response {
    let name = visit.public("").library.full_name();
    let manifest = serde_json::json!({
        "name": name,
        "short_name": visit.t.say("card-title"),
        "lang": visit.t.lang().code(),
        "start_url": "/saya/kartu",
        "scope": "/saya",
        "display": "standalone",
        "theme_color": "#00513f",
        "background_color": "#ffffff",
        "icons": [{ "src": ui::assets::url("icon.svg"), "sizes": "any", "type": "image/svg+xml" }],
    });
    let mut response = Json(manifest).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    response
}
