//! Suggestions as the staff see them: what came, what is chosen, what was declined.

use axum::extract::Path;
use kernel::{Id, Message};
use serde::Deserialize;
use ui::{
    Html,
    part::{Board, Button, Column, Deed, Empty, Field, Pager, Row, Tab, Table, Tabs},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{DESK, link, suggest::badge};
use crate::{
    EDIT,
    model::{Suggestion, Wish},
    suggestions,
};

const PER_PAGE: i64 = 50;

fn path_of(id: Id<Suggestion>) -> String {
    format!("/staf/pengadaan/usul/{id}")
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    keadaan: String,
    hal: u32,
}

/// Suggestions, those nobody has looked at first.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let chosen: Wish = asked.keadaan.parse().unwrap_or(Wish::New);
    let number = asked.hal.clamp(1, 100_000);
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let (counts, shown) = visit
        .read(move |tx| {
            let counts = Wish::ALL
                .iter()
                .map(|state| Ok((*state, suggestions::count(tx, *state)?)))
                .collect::<store::Result<Vec<_>>>()?;
            Ok((counts, suggestions::page(tx, chosen, place)?))
        })
        .await?;
    let t = visit.t;
    let count = counts.iter().find(|(state, _)| *state == chosen).map_or(0, |(_, n)| *n);
    let mut board = Board::new(t);
    board.acts = vec![
        Button::link(t.say("orders"), "/staf/pengadaan/pesanan").icon("LuTruck"),
        Button::link(t.say("suggestion-form-title"), "/usul-buku").ghost(),
    ];
    let tab = |(state, n): &(Wish, i64)| Tab {
        label: t.say(&format!("wish-{state}")).to_owned(),
        href: format!("/staf/pengadaan?keadaan={state}"),
        current: *state == chosen,
        count: u64::try_from(*n).ok(),
        ..Tab::default()
    };
    board.tabs =
        Some(Tabs { label: t.say("suggestion-state").to_owned(), tabs: counts.iter().map(tab).collect() });
    let columns = vec![
        Column::new(t.say("suggestion-title")).head(),
        Column::new(t.say("suggestion-isbn")),
        Column::new(t.say("suggestion-who")),
        Column::new(t.say("suggestion-made")),
    ];
    let mut table = Table::new(t, "usul", t.say("suggestions"), columns);
    table.empty = Some(Empty {
        icon: "LuLightbulb",
        title: t.say("suggestions-none").to_owned(),
        text: t.say("suggestions-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Suggestion| {
        let who = one.party_name.clone().or_else(|| one.contact.clone()).unwrap_or_default();
        let day = t.date(one.opened_at.to_zoned_datetime(visit.act().zone).date());
        Row::new(vec![
            link(&path_of(one.id), &one.title, one.author.as_deref().unwrap_or_default()),
            one.isbn.clone().unwrap_or_default().into(),
            who.into(),
            day.into(),
        ])
    };
    table.rows = shown.iter().map(row).collect();
    board.main.push(Html::of(&table));
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    board.pager = Some(Pager::new(t, number, pages, |n| format!("/staf/pengadaan?keadaan={chosen}&hal={n}")));
    visit.board(visit.staff(t.say("nav-acquisitions")), board, &Sent::default())
}

/// One suggestion.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Suggestion>>) -> Answer {
    draw(&visit, id, Sent::default()).await
}

async fn draw(visit: &Visit, id: Id<Suggestion>, sent: Sent) -> Answer {
    let one = visit.read(move |tx| suggestions::one(tx, id)).await?;
    let t = visit.t;
    let mut board = Board::new(t);
    board.head = vec![Html::of(&badge(t, one.state)), one.code.clone().into()];
    if let Some(number) = one.record_number {
        board.acts.push(Button::link(t.say("suggestion-known"), format!("/katalog/{number}")).ghost());
    }
    let columns = vec![
        Column::new(t.say("suggestion-fact")).hidden().head(),
        Column::new(t.say("suggestion-fact-value")).hidden(),
    ];
    let mut facts = Table::new(t, "fakta", t.say("suggestion"), columns);
    let rows = [
        ("suggestion-author", one.author.clone()),
        ("suggestion-isbn", one.isbn.clone()),
        ("suggestion-why", one.why.clone()),
        ("suggestion-who", one.party_name.clone()),
        ("suggestion-contact", one.contact.clone()),
        ("suggestion-answer", one.answer.clone()),
    ];
    facts.rows = rows
        .into_iter()
        .filter_map(|(key, value)| Some(Row::new(vec![t.say(key).into(), value?.into()])))
        .collect();
    board.main.push(Html::of(&facts));
    if visit.can(EDIT) {
        let base = path_of(id);
        if one.state == Wish::New {
            let deed = Deed::new(t.say("suggestion-select"), format!("{base}/pilih"), Vec::new());
            board.side.push(Html::of(&deed.open(true).lead(t.say("suggestion-select-text"))));
        }
        if matches!(one.state, Wish::New | Wish::Selected) {
            let answer = Field::area(t, "answer", t.say("suggestion-answer"), sent.text("answer"), 3)
                .hint(t.say("suggestion-answer-hint"))
                .error(sent.errors.of("answer"));
            let deed = Deed::new(t.say("suggestion-decline"), format!("{base}/tolak"), vec![answer]);
            board.side.push(Html::of(&deed));
        }
    }
    visit.board(visit.below(DESK, one.title.as_str()), board, &sent)
}

/// Puts it on the list of what to buy.
pub(super) async fn select(post: Post, Path(id): Path<Id<Suggestion>>) -> Answer {
    sent::done(
        &post,
        Message::new("suggestion-was-selected"),
        "answer",
        move |tx, act| suggestions::select(tx, act, id),
        |()| DESK.1.to_owned(),
        |errors| draw(&post, id, Sent::default().wrong(errors)),
    )
    .await
}

web::form! { AnswerForm { answer } }

/// Says no.
pub(super) async fn decline(
    post: Post,
    Path(id): Path<Id<Suggestion>>,
    Form(typed): Form<AnswerForm>,
) -> Answer {
    let sent = typed.sent();
    let answer = sent.text("answer").to_owned();
    sent::done(
        &post,
        Message::new("suggestion-was-declined"),
        "answer",
        move |tx, act| suggestions::decline(tx, act, id, &answer),
        |()| DESK.1.to_owned(),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}
