//! Everything that is planned, and how far it is.

use serde::Deserialize;
use ui::{
    Html, Speech,
    page::query_value,
    part::{Board, Button, Column, Empty, Field, Row, Table},
};
use web::{Answer, Query, Visit, sent::Sent};

use super::{
    super::{look, pager, place},
    LIST, PROGRAMMES, path_of,
};
use crate::{
    EDIT,
    model::{Activity, Stage},
    planning::{self, Filter},
};

/// What is asked for, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    tahap: String,
    n: Option<u32>,
}

/// The list.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let filter = Filter { words: asked.q.clone(), stage: asked.tahap.parse().ok() };
    let number = asked.n.unwrap_or(1);
    let (found, count) = visit.read(move |tx| planning::page(tx, &filter, place(number))).await?;
    let t = visit.t;
    let mut board = Board::new(t);
    if visit.can(EDIT) {
        board.acts.push(Button::link(t.say("activity-new"), format!("{LIST}/baru")).icon("LuPlus"));
    }
    board.acts.push(Button::link(t.say("nav-programmes"), PROGRAMMES).ghost().icon("LuTarget"));
    board
        .acts
        .push(Button::link(t.say("calendar-title"), super::super::CALENDAR).ghost().icon("LuCalendarDays"));
    board.main.push(Html::of(&search(&visit, &asked)));
    let rows: Vec<Row> = found.iter().map(|one| row(&visit, one)).collect();
    let mut table = Table::new(t, "kegiatan", t.say("nav-staff-activities"), columns(t));
    table.note = t.count("activity-count", count);
    table.empty = Some(Empty {
        icon: "LuCalendarDays",
        title: t.say("activities-none").to_owned(),
        text: t.say("activities-none.text").to_owned(),
        action: visit
            .can(EDIT)
            .then(|| Button::link(t.say("activity-new"), format!("{LIST}/baru")).icon("LuPlus")),
    });
    table.rows = rows;
    board.main.push(Html::of(&table));
    board.pager = Some(pager(t, number, count, |n| {
        format!("{LIST}?q={}&tahap={}&n={n}", query_value(&asked.q), query_value(&asked.tahap))
    }));
    visit.board(visit.staff(t.say("nav-staff-activities")), board, &Sent::default())
}

/// A form above a list.
#[derive(askama::Template)]
#[template(
    ext = "html",
    source = "<form class=\"toolbar\" role=\"search\" action=\"{{ action }}\">{% for field in fields %}{{ field }}{% endfor %}<button class=\"btn\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#LuSearch\"/></svg>{{ label }}</button></form>"
)]
pub(super) struct Search {
    pub(super) action: String,
    pub(super) fields: Vec<Field>,
    pub(super) label: String,
}

fn search(visit: &Visit, asked: &Asked) -> Search {
    let t = visit.t;
    let mut stages = look::choices(t, Stage::ALL, "activity-state", &asked.tahap);
    stages.insert(0, ui::part::Choice::new("", t.say("calendar-all")).chosen(asked.tahap.is_empty()));
    Search {
        action: LIST.to_owned(),
        fields: vec![
            Field::text(t, "q", t.say("activity-find"), asked.q.as_str()).kind("search"),
            Field::select(t, "tahap", t.say("activity-state"), stages),
        ],
        label: t.say("search").to_owned(),
    }
}

/// The columns of a list of activities.
pub(super) fn columns(t: Speech) -> Vec<Column> {
    vec![
        Column::new(t.say("activity-title")).head(),
        Column::new(t.say("activity-when")),
        Column::new(t.say("activity-state")),
    ]
}

/// A line of it.
pub(super) fn row(visit: &Visit, one: &Activity) -> Row {
    let t = visit.t;
    let zone = one.zone();
    let when = one.first.zip(one.last).map(|(first, last)| {
        let (from, to) = (zone.to_datetime(first), zone.to_datetime(last));
        match from.date() == to.date() {
            true => look::when(t, &zone, first, last),
            false => format!("{} – {}", t.date(from), t.date(to)),
        }
    });
    let small = format!("{}\u{a0}· {}", one.code, look::kind(t, one.kind));
    Row::new(vec![
        Html::of(&look::Linked { href: path_of(&one.code), text: &one.title, small: &small }),
        when.unwrap_or_default().into(),
        Html::of(&look::state(t, one.state(visit.act().at))),
    ])
}
