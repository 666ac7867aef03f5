//! The staff's page: a scan for a member, a tap for a guest, the day's list with its undo.

use askama::Template;
use axum::extract::Path;
use kernel::{Date, Id, Kind as No, Message, Refusal};
use platform::looks::Sight;
use serde::Deserialize;
use store::Error;
use ui::{
    Html, Page,
    page::query_value,
    part::{Badge, Button, Column, Empty, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{BOOK, Place, band_name, purpose_name, sex_name, who_name};
use crate::{Band, Cell, Entry, Kind, New, RECORD, Recorded, Sex, Source, door, figures, figures::Official};

/// How many rows of a day the page lists; the figures count all.
const LISTED: i64 = 60;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cabang: String,
    ruang: String,
    tujuan: String,
}

#[derive(Template)]
#[template(path = "book.html")]
struct BookPage {
    page: Page,
    place: Place,
    choose: Vec<Field>,
    id: Id<Entry>,
    day: String,
    stats: Vec<Stat>,
    official: String,
    table: Table,
    report: bool,
    kiosks: bool,
}

impl BookPage {
    fn sex(&self, sex: &Sex) -> &'static str {
        sex_name(self.page.t, *sex)
    }

    fn band(&self, band: &Band) -> &'static str {
        band_name(self.page.t, *band)
    }
}

/// The book of today.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let place = Place::of(&visit, &asked.cabang, &asked.ruang, &asked.tujuan).await?;
    let (branch, today, t) = (place.branch.id, visit.act().today(), visit.t);
    let (entries, kinds, official) = visit
        .read(move |tx| {
            let entries = door::of_day(tx, branch, today, LISTED)?;
            Ok((entries, figures::of_day(tx, branch, today)?, figures::official(tx)?))
        })
        .await?;
    let members = entries.iter().filter(|entry| entry.kind == Kind::Member);
    visit.looks_at_all(members.filter_map(|entry| entry.party), Sight::List);
    let mut page = visit.staff(t.say("visits-title"));
    page.scripts.push("js/desk.js");
    let view = BookPage {
        choose: place.fields(t),
        id: Id::new(),
        day: t.date_long(today),
        stats: stats(&visit, &kinds),
        official: match official {
            Official::Book => t.say("visits-official-book").to_owned(),
            Official::Counter => t.say("visits-official-counter").to_owned(),
        },
        table: table(&visit, today, &entries),
        report: visit.can(crate::REPORT),
        kiosks: visit.can(crate::KIOSKS),
        place,
        page,
    };
    visit.html(&view)
}

fn stats(visit: &Visit, kinds: &[(Kind, i64)]) -> Vec<Stat> {
    let t = visit.t;
    let of = |kind: Kind| kinds.iter().find(|(known, _)| *known == kind).map_or(0, |(_, heads)| *heads);
    let stat = |key: &str, n: i64| Stat { value: t.int(n), label: t.say(key).to_owned(), ..Stat::default() };
    vec![
        stat("visits-today", kinds.iter().map(|(_, heads)| heads).sum()),
        stat("visits-members", of(Kind::Member)),
        stat("visits-guests", of(Kind::Guest)),
        stat("visits-groups", of(Kind::Group)),
    ]
}

/// The button that takes an entry back.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/kunjungan/{{ id }}/batal\">{{ button }}</form>"
)]
struct TakeBack {
    id: Id<Entry>,
    button: Button,
}

fn table(visit: &Visit, day: Date, entries: &[Entry]) -> Table {
    let (t, zone) = (visit.t, visit.act().zone);
    let columns = vec![
        Column::new(t.say("visit-time")),
        Column::new(t.say("visit-who")).head(),
        Column::new(t.say("visit-what")),
        Column::new(t.say("visit-source")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "kunjungan", t.about("visits-list", t.date(day)), columns);
    table.empty = Some(Empty {
        icon: "LuDoorOpen",
        title: t.say("visits-none").to_owned(),
        text: t.say("visits-none-text").to_owned(),
        action: None,
    });
    let row = |entry: &Entry| {
        let time = entry
            .hour
            .map_or_else(String::new, |_| t.time(entry.at.to_zoned_datetime(zone.clone()).datetime()));
        let what = [entry.purpose.map(|purpose| purpose_name(t, purpose).to_owned()), entry.room.clone()];
        let what: Vec<String> = what.into_iter().flatten().collect();
        let back = if entry.reversed {
            Html::of(&Badge::new(Tone::Plain, t.say("visit-reversed")))
        } else {
            let button =
                Button::new(t.say("visit-undo")).small().ghost().about(format!(": {}", who(visit, entry)));
            Html::of(&TakeBack { id: entry.id, button })
        };
        Row::new(vec![
            time.into(),
            who(visit, entry).into(),
            what.join(" · ").into(),
            t.say(&format!("visit-source-{}", entry.source)).to_owned().into(),
            back,
        ])
    };
    table.rows = entries.iter().map(row).collect();
    table
}

/// Who an entry is about, in words.
pub(super) fn who(visit: &Visit, entry: &Entry) -> String {
    let t = visit.t;
    let people = who_name(t, entry.sex, entry.band);
    match entry.kind {
        Kind::Member => entry.name.clone().unwrap_or_else(|| t.say("visit-member-parted").to_owned()),
        Kind::Guest if entry.heads == 1 => {
            let guest = match people.as_str() {
                "" => t.say("visit-guest").to_owned(),
                who => t.about("visit-guest-who", who),
            };
            match &entry.note {
                Some(code) => format!("{guest} · {}", t.about("visit-card-noted", code.as_str())),
                None => guest,
            }
        }
        Kind::Guest => t.count("visit-guests-n", entry.heads),
        Kind::Group => {
            let from = entry.name.as_deref().or(entry.note.as_deref());
            match from {
                Some(from) => t.with("visit-group-from", &[("n", entry.heads.into()), ("from", from.into())]),
                None => t.count("visit-group-n", entry.heads),
            }
        }
    }
}

/// What every form of the page sends.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Tapped {
    id: String,
    cabang: String,
    ruang: String,
    tujuan: String,
    kode: String,
    /// `female-child`
    siapa: String,
}

/// Where a scan goes on whose session has ended: the place stays, the card is scanned again.
pub(super) fn kept(fields: &[(String, String)]) -> String {
    let of = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value);
    format!(
        "{BOOK}?cabang={}&ruang={}&tujuan={}",
        query_value(of("cabang")),
        query_value(of("ruang")),
        query_value(of("tujuan"))
    )
}

/// An entry that is made on this page now.
pub(super) fn at_desk(post: &Post, place: &Place, id: &str) -> New {
    New {
        id: id.parse().unwrap_or_default(),
        branch: place.branch.id,
        room: place.room.clone(),
        purpose: place.purpose,
        at: post.act().at,
        hour_known: true,
        source: Source::Desk,
        kiosk: None,
    }
}

/// A member's card was scanned.
pub(super) async fn scan(post: Post, Form(tapped): Form<Tapped>) -> Answer {
    let place = Place::of(&post, &tapped.cabang, &tapped.ruang, &tapped.tujuan).await?;
    if tapped.kode.trim().is_empty() {
        return Ok(web::see_other(&place.book()));
    }
    let (new, code) = (at_desk(&post, &place, &tapped.id), tapped.kode.clone());
    let done = post
        .write(move |tx, act| {
            let holder = door::holder(tx, &code)?;
            Ok((door::member(tx, act, &new, &holder)?, holder.name))
        })
        .await;
    match done {
        Ok((Recorded::Counted(id), name)) => Ok(counted(&post, &place, id, "visit-counted", name)),
        Ok((Recorded::Again(_), name)) => {
            let message = Message::new("visit-counted-already").with("name", name);
            Ok(post.on_to(&place.book(), Tone::Info, &message))
        }
        Err(Error::Refused(refusal)) if door::is_replaced(&refusal) => {
            let reason = refusal.reasons.into_iter().next().map(|reason| reason.message);
            let message = reason.unwrap_or_else(|| Message::new("visit-card-unknown"));
            Ok(post.on_to(&place.book(), Tone::Warn, &message))
        }
        Err(Error::Refused(Refusal { kind: No::Invalid, .. })) => {
            let message = Message::new("visit-card-unknown-code").with("code", tapped.kode.trim());
            Ok(post.on_to(&place.book(), Tone::Warn, &message))
        }
        Err(other) => Err(other.into()),
    }
}

/// A guest was tapped.
pub(super) async fn guest(post: Post, Form(tapped): Form<Tapped>) -> Answer {
    let place = Place::of(&post, &tapped.cabang, &tapped.ruang, &tapped.tujuan).await?;
    let (sex, band) =
        read_who(&tapped.siapa).ok_or_else(|| Failure::status(axum::http::StatusCode::BAD_REQUEST))?;
    let new = at_desk(&post, &place, &tapped.id);
    let recorded =
        post.write(move |tx, act| door::guests(tx, act, &new, &[Cell { sex, band, heads: 1 }])).await?;
    let who = match who_name(post.t, sex, band) {
        who if who.is_empty() => post.t.say("visit-guest").to_owned(),
        who => post.t.about("visit-guest-who", who),
    };
    Ok(counted(&post, &place, recorded.id(), "visit-counted", who))
}

/// `female-child`
pub(super) fn read_who(text: &str) -> Option<(Sex, Band)> {
    let (sex, band) = text.split_once('-')?;
    Some((sex.parse().ok()?, band.parse().ok()?))
}

/// Back to the book, with the way to take it back.
pub(super) fn counted(
    post: &Post,
    place: &Place,
    id: Id<Entry>,
    key: &'static str,
    name: String,
) -> axum::response::Response {
    let undo = format!("{BOOK}/{id}/batal");
    post.done(&place.book(), &Message::new(key).with("name", name).with("undo", undo))
}

/// Whether the visitor may count at the place of an entry; its page.
async fn back_of(post: &Post, id: Id<Entry>) -> Result<(Entry, String), Failure> {
    let entry = post.read(move |tx| door::entry(tx, id)).await?;
    if !post.can_at(RECORD, entry.branch) {
        return Err(Failure::status(axum::http::StatusCode::FORBIDDEN));
    }
    let back = format!("{BOOK}?cabang={}", entry.branch);
    Ok((entry, back))
}

/// Takes an entry back.
pub(super) async fn reverse(post: Post, Path(id): Path<Id<Entry>>) -> Answer {
    let (entry, back) = back_of(&post, id).await?;
    post.write(move |tx, act| door::reverse(tx, act, id)).await?;
    let undo = format!("{BOOK}/{id}/kembalikan");
    let message = Message::new("visit-reversed-now").with("name", who(&post, &entry)).with("undo", undo);
    Ok(post.done(&back, &message))
}

/// Enters what was taken back once more.
pub(super) async fn restore(post: Post, Path(id): Path<Id<Entry>>) -> Answer {
    let (entry, back) = back_of(&post, id).await?;
    post.write(move |tx, act| door::restore(tx, act, id)).await?;
    Ok(post.done(&back, &Message::new("visit-counted").with("name", who(&post, &entry))))
}
