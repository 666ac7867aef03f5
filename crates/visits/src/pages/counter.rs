//! The people counter's numbers: entered per day or part of it, corrected by entering again.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use jiff::ToSpan;
use kernel::{Id, Message, Reason, Refusal};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Html, Page,
    part::{Button, Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Row, Table},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{BOOK, Place, below_book, said};
use crate::{
    Part,
    counters::{self, Count},
};

/// How many days back the list goes.
const DAYS: i64 = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    cabang: String,
    ruang: String,
    tujuan: String,
    day_day: String,
    day_month: String,
    day_year: String,
    part: String,
    people: String,
    note: String,
}

impl Typed {
    fn day(&self) -> DateParts {
        DateParts { day: self.day_day.clone(), month: self.day_month.clone(), year: self.day_year.clone() }
    }
}

#[derive(Template)]
#[template(path = "counter.html")]
struct CounterPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    table: Table,
    back: String,
}

impl CounterPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/kunjungan/penghitung/{{ id }}/batal\">{{ button }}</form>"
)]
struct TakeBack {
    id: Id<Count>,
    button: Button,
}

/// The form and the latest numbers.
pub(super) async fn page(visit: Visit, Query(typed): Query<Typed>) -> Answer {
    let today = DateParts::from(visit.act().today());
    let typed = Typed { day_day: today.day, day_month: today.month, day_year: today.year, ..typed };
    draw(&visit, StatusCode::OK, typed, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: Typed, errors: Errors) -> Answer {
    let place = Place::of(visit, &typed.cabang, &typed.ruang, &typed.tujuan).await?;
    let (t, branch, today) = (visit.t, place.branch.id, visit.act().today());
    let from = today.saturating_sub(DAYS.days());
    let counts = visit.read(move |tx| counters::between(tx, branch, from, today, 200)).await?;
    let parts = Part::ALL
        .iter()
        .map(|part| Choice::new(part.as_str(), part_name(visit, *part)).chosen(typed.part == part.as_str()));
    let mut fields = vec![
        Field::date(t, "day", t.say("sheet-day"), typed.day()).error(errors.of("day")),
        Field::select(t, "part", t.say("counter-part"), parts.collect()).medium().error(errors.of("part")),
        Field::text(t, "people", t.say("counter-people"), &*typed.people)
            .hint(t.say("counter-people-hint"))
            .digits()
            .short()
            .autocomplete("off")
            .error(errors.of("people")),
        Field::text(t, "note", t.say("counter-note"), &*typed.note).optional().error(errors.of("note")),
    ];
    if place.branches.len() > 1 {
        fields.insert(0, place.branch_field(t));
    }
    let mut page = below_book(visit, t.say("counter-title"));
    page.failed = !errors.is_empty();
    let view = CounterPage { page, fields, table: table(visit, &counts), back: place.book(), errors };
    visit.html_as(status, &view)
}

fn part_name(visit: &Visit, part: Part) -> &'static str {
    said(
        visit.t,
        match part {
            Part::Day => "counter-part-day",
            Part::Morning => "counter-part-morning",
            Part::Afternoon => "counter-part-afternoon",
            Part::Evening => "counter-part-evening",
        },
    )
}

fn table(visit: &Visit, counts: &[Count]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("sheet-day")).head(),
        Column::new(t.say("counter-part")),
        Column::new(t.say("counter-people")).numeric(),
        Column::new(t.say("counter-note")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "penghitung", t.say("counter-list"), columns);
    table.empty = Some(Empty {
        icon: "LuHash",
        title: t.say("counter-none").to_owned(),
        text: t.say("counter-none-text").to_owned(),
        action: None,
    });
    let row = |count: &Count| {
        let button =
            Button::new(t.say("visit-undo")).small().ghost().about(format!(": {}", t.date(count.day)));
        Row::new(vec![
            t.date(count.day).into(),
            part_name(visit, count.part).into(),
            t.int(count.people).into(),
            count.note.clone().unwrap_or_default().into(),
            Html::of(&TakeBack { id: count.id, button }),
        ])
    };
    table.rows = counts.iter().map(row).collect();
    table
}

/// A number is entered.
pub(super) async fn enter(post: Post, Form(typed): Form<Typed>) -> Answer {
    let place = Place::of(&post, &typed.cabang, &typed.ruang, &typed.tujuan).await?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let (day, people) = (typed.day().read(), typed.people.trim().parse::<i64>().ok());
    let part: Part = typed.part.parse().unwrap_or(Part::Day);
    if day.is_none() {
        object("day", "sheet-day-unreadable");
    }
    if people.is_none() {
        object("people", "counter-people-unreadable");
    }
    let (Some(day), Some(people)) = (day, people) else {
        let refusal = Refusal { kind: kernel::Kind::Invalid, reasons };
        let errors = errors_of(&post, &refusal, "people");
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await;
    };
    let (branch, note) = (place.branch.id, typed.note.clone());
    match post.write(move |tx, act| counters::enter(tx, act, branch, day, part, people, &note)).await {
        Ok(id) => {
            let message = Message::new("counter-entered")
                .with("people", people)
                .with("day", day)
                .with("undo", format!("{BOOK}/penghitung/{id}/batal"));
            Ok(post.done(&format!("{BOOK}/penghitung?{}", place.query()), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "people");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await
        }
    }
}

/// A number is taken back.
pub(super) async fn reverse(post: Post, Path(id): Path<Id<Count>>) -> Answer {
    let by = (*post).clone();
    let count = post
        .write(move |tx, act| {
            let count = counters::reverse(tx, act, id)?;
            if !by.can_at(crate::RECORD, count.branch) {
                return Err(Refusal::new(kernel::Kind::Forbidden, Message::new("visit-needs-branch")).into());
            }
            Ok(count)
        })
        .await?;
    let message = Message::new("counter-reversed").with("people", count.people).with("day", count.day);
    Ok(post.done(&format!("{BOOK}/penghitung?cabang={}", count.branch), &message))
}
