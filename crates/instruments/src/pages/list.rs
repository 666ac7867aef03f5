//! Every questionnaire, and a new one.

use askama::Template;
use kernel::Message;
use serde::Deserialize;
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Column, Deed, Empty, Field, Pager, Row, Tab, Table, Tabs},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{HOME, LIST, path_of};
use crate::{
    EDIT,
    building::{self, New},
    model::{Access, Content, Instrument, Purpose, Text},
    words,
};

const PER_PAGE: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tujuan: String,
    hal: u32,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ name }}</a><br><small>{{ code }} · {{ small }}</small>"
)]
struct Named<'a> {
    href: String,
    name: &'a str,
    code: &'a str,
    small: &'a str,
}

/// Every questionnaire, the newest first.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (purpose, number) = (asked.tujuan.parse::<Purpose>().ok(), asked.hal.clamp(1, 100_000));
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let (count, shown) = visit
        .read(move |tx| Ok((building::count(tx, purpose)?, building::list(tx, purpose, place)?)))
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    if visit.can(EDIT) {
        board.acts.push(Button::link(t.say("instrument-new"), format!("{LIST}/baru")).icon("LuPlus"));
    }
    board.tabs = Some(tabs(t, purpose));
    board.main.push(Html::of(&table(t, &shown, visit.act().today())));
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    let chosen = purpose.map_or("", Purpose::as_str);
    board.pager = Some(Pager::new(t, number, pages, |n| format!("{LIST}?tujuan={chosen}&hal={n}")));
    visit.board(visit.staff(t.say("nav-instruments")), board, &Sent::default())
}

fn tabs(t: Speech, chosen: Option<Purpose>) -> Tabs {
    let all = Tab {
        label: t.say("instruments-all").to_owned(),
        href: LIST.to_owned(),
        current: chosen.is_none(),
        ..Tab::default()
    };
    let one = |purpose: &Purpose| Tab {
        label: words::purpose(t, *purpose).to_owned(),
        href: format!("{LIST}?tujuan={purpose}"),
        current: chosen == Some(*purpose),
        ..Tab::default()
    };
    Tabs {
        label: t.say("instrument-purpose").to_owned(),
        tabs: std::iter::once(all).chain(Purpose::ALL.iter().map(one)).collect(),
    }
}

fn table(t: Speech, shown: &[Instrument], today: kernel::Date) -> Table {
    let columns = vec![
        Column::new(t.say("instrument-title")).head(),
        Column::new(t.say("instrument-access")),
        Column::new(t.say("instrument-state")),
        Column::new(t.say("instrument-responses")).numeric(),
    ];
    let mut table = Table::new(t, "kuesioner", t.say("nav-instruments"), columns);
    table.empty = Some(Empty {
        icon: "LuClipboardList",
        title: t.say("instruments-none").to_owned(),
        text: t.say("instruments-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Instrument| {
        let name = Named {
            href: path_of(&one.code),
            name: one.title(t.lang()),
            code: &one.code,
            small: words::purpose(t, one.purpose),
        };
        Row::new(vec![
            Html::of(&name),
            words::access(t, one.access).into(),
            Html::of(&words::state(t, one, today)),
            t.int(one.responses).into(),
        ])
    };
    table.rows = shown.iter().map(row).collect();
    table
}

web::form! { NewForm { title_id, title_en, purpose, access, anonymous } }

/// The form of a new one.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, &NewForm::default().sent())
}

fn draw(visit: &Visit, sent: &Sent) -> Answer {
    let t = visit.t;
    let purposes = Purpose::ALL.iter().map(|one| {
        let chosen = sent.or("purpose", "survey") == one.as_str()
            || (sent.text("purpose").is_empty() && *one == Purpose::Survey);
        Choice::new(one.as_str(), words::purpose(t, *one))
            .hint(t.say(&format!("purpose-{one}.help")))
            .chosen(chosen)
    });
    let ways = Access::ALL.iter().map(|one| {
        let is_first = sent.text("access").is_empty() && *one == Access::Link;
        Choice::new(one.as_str(), words::access(t, *one))
            .hint(t.say(&format!("access-{one}.help")))
            .chosen(is_first || sent.text("access") == one.as_str())
    });
    let fields = vec![
        Field::text(t, "title_id", t.say("instrument-title-id"), sent.text("title_id"))
            .error(sent.errors.of("title_id")),
        Field::text(t, "title_en", t.say("instrument-title-en"), sent.text("title_en")).optional(),
        Field::radios(t, "purpose", t.say("instrument-purpose"), purposes.collect())
            .error(sent.errors.of("purpose")),
        Field::radios(t, "access", t.say("instrument-access"), ways.collect())
            .error(sent.errors.of("access")),
        Field::check(t, "anonymous", t.say("instrument-anonymous"), "1", sent.ticked("anonymous"))
            .hint(t.say("instrument-anonymous-hint"))
            .error(sent.errors.of("anonymous")),
    ];
    let title = t.say("instrument-new");
    let deed = Deed::new(title, format!("{LIST}/baru"), fields).open(true);
    let mut board = Board::new(t);
    board.main.push(Html::of(&deed.buttons(vec![Button::new(t.say("instrument-make"))])));
    visit.board(visit.below(HOME, title), board, sent)
}

/// Makes one; on to its first question.
pub(super) async fn create(post: Post, Form(typed): Form<NewForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("instrument-created"),
        "title_id",
        move |tx, act| {
            let new = New {
                title: Text::new(read.text("title_id"), read.text("title_en")),
                purpose: read.text("purpose").parse()?,
                access: read.text("access").parse()?,
                anonymous: read.ticked("anonymous"),
                content: Content::default(),
            };
            building::create(tx, act, &new)
        },
        |made| format!("{}/susun", path_of(&made.code)),
        |errors| {
            let sent = sent.clone().wrong(errors);
            let post = &post;
            async move { draw(post, &sent) }
        },
    )
    .await
}
