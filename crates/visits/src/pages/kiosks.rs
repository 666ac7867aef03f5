//! The tablets at the doors, as staff look after them.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use kernel::{Id, Message};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Html, Page,
    part::{Badge, Button, Column, Empty, ErrorSummary, Errors, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Visit};

use super::{BOOK, Place, below_book, kiosk};
use crate::kiosks::{self, Kiosk};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Typed {
    cabang: String,
    ruang: String,
    nama: String,
}

#[derive(Template)]
#[template(path = "kiosks.html")]
struct KiosksPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    table: Table,
}

impl KiosksPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/kunjungan/kios/{{ id }}/cabut\">{{ button }}</form>"
)]
struct Revoke {
    id: Id<Kiosk>,
    button: Button,
}

/// The tablets, and how this device becomes one.
pub(super) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, Typed::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: Typed, errors: Errors) -> Answer {
    let place = Place::of(visit, &typed.cabang, &typed.ruang, "").await?;
    let t = visit.t;
    let all = visit.read(kiosks::all).await?;
    let mut fields = vec![
        Field::text(t, "nama", t.say("kiosk-name"), &*typed.nama)
            .hint(t.say("kiosk-name-hint"))
            .medium()
            .autocomplete("off")
            .attribute("maxlength", "60")
            .error(errors.of("nama")),
    ];
    if place.branches.len() > 1 {
        fields.push(place.branch_field(t).error(errors.of("cabang")));
    }
    if !place.rooms.is_empty() {
        fields.push(place.room_field(t).error(errors.of("ruang")));
    }
    let mut page = below_book(visit, t.say("kiosks-title"));
    page.failed = !errors.is_empty();
    visit.html_as(status, &KiosksPage { page, fields, table: table(visit, &all), errors })
}

fn table(visit: &Visit, all: &[Kiosk]) -> Table {
    let (t, act) = (visit.t, visit.act());
    let columns = vec![
        Column::new(t.say("kiosk-name")).head(),
        Column::new(t.say("visit-branch")),
        Column::new(t.say("kiosk-opened")),
        Column::new(t.say("kiosk-used")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "kios", t.say("kiosks-list"), columns);
    table.empty = Some(Empty {
        icon: "LuMonitor",
        title: t.say("kiosks-none").to_owned(),
        text: t.say("kiosks-none-text").to_owned(),
        action: None,
    });
    let row = |kiosk: &Kiosk| {
        let place = match &kiosk.room {
            Some(room) => format!("{} · {room}", kiosk.place),
            None => kiosk.place.clone(),
        };
        let used = kiosk.used_at.map_or_else(String::new, |used| t.moment(used, &act.zone));
        let action = match kiosk.revoked_at {
            Some(at) => {
                let day = at.to_zoned_datetime(act.zone.clone()).date();
                Html::of(&Badge::new(Tone::Plain, t.about("kiosk-revoked-on", t.date(day))))
            }
            None => {
                let button =
                    Button::new(t.say("kiosk-revoke")).small().ghost().about(format!(": {}", kiosk.name));
                Html::of(&Revoke { id: kiosk.id, button })
            }
        };
        Row::new(vec![
            kiosk.name.clone().into(),
            place.into(),
            t.moment(kiosk.opened_at, &act.zone).into(),
            used.into(),
            action,
        ])
    };
    table.rows = all.iter().map(row).collect();
    table
}

/// This device becomes a tablet at a door: it forgets who opened it, and keeps a secret that opens the book alone.
pub(super) async fn open(post: Post, headers: HeaderMap, Form(typed): Form<Typed>) -> Answer {
    let place = Place::of(&post, &typed.cabang, &typed.ruang, "").await?;
    let (branch, name, room) = (place.branch.id, typed.nama.clone(), place.room.clone());
    match post.write(move |tx, act| kiosks::open(tx, act, branch, &name, room.as_deref())).await {
        Ok((_, token)) => {
            post.leave(&headers).await?;
            let mut response = web::see_other(kiosk::HERE);
            post.forget(&mut response);
            post.remember_device(&mut response, kiosk::COOKIE, kiosk::HERE, Some(&token));
            Ok(response)
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "nama");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await
        }
    }
}

/// A tablet is taken back.
pub(super) async fn revoke(post: Post, Path(id): Path<Id<Kiosk>>) -> Answer {
    let name = post.write(move |tx, act| kiosks::revoke(tx, act, id)).await?;
    Ok(post.done(&format!("{BOOK}/kios"), &Message::new("kiosk-revoked").with("name", name)))
}
