//! One questionnaire: how it stands, what it asks, and what can be done.

use axum::{extract::Path, http::HeaderMap};
use kernel::{Message, Refusal};
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Column, Deed, Field, QrCard, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{HOME, path_of};
use crate::{
    EDIT, RESULTS, building, codes,
    model::{Access, Content, Instrument, Text, Version},
    show, words,
};

struct Seen {
    one: Instrument,
    latest: Option<Version>,
    has_draft: bool,
    slips: (i64, i64),
}

/// The page of a questionnaire.
pub(super) async fn page(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let origin = visit.origin(&headers);
    draw(&visit, &origin, code, Sent::default()).await
}

async fn draw(visit: &Visit, origin: &str, code: String, sent: Sent) -> Answer {
    let seen = visit
        .read(move |tx| {
            let one = building::by_code(tx, &code)?;
            let latest = one.version.map(|_| building::latest(tx, one.id)).transpose()?;
            Ok(Seen {
                latest,
                has_draft: building::draft(tx, one.id)?.is_some(),
                slips: codes::counted(tx, one.id)?,
                one,
            })
        })
        .await?;
    let (t, one, today) = (visit.t, &seen.one, visit.act().today());
    let mut board = Board::new(t);
    board.head = vec![
        Html::of(&words::state(t, one, today)),
        Html::of(&Badge::new(Tone::Plain, words::purpose(t, one.purpose)).icon("LuClipboardList")),
        Html::of(&Badge::new(Tone::Plain, words::access(t, one.access)).icon("LuDoorOpen")),
    ];
    if one.anonymous {
        board.head.push(Html::of(&Badge::new(Tone::Info, t.say("instrument-is-anonymous")).icon("LuEyeOff")));
    }
    board.acts = acts(visit, &seen);
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats = vec![
        stat(t.int(one.responses), "instrument-responses"),
        stat(one.version.map_or_else(|| "–".to_owned(), |number| t.int(number)), "instrument-version"),
    ];
    if one.access == Access::Slip {
        let (made, spent) = seen.slips;
        let value = t.with("slips-spent", &[("spent", spent.into()), ("made", made.into())]);
        board.stats.push(stat(value, "slips-title"));
    }
    if let Some(latest) = &seen.latest {
        let caption = t.about("version-asks", latest.number);
        board.main.push(Html::of(&asked(t, &caption, &latest.content)));
    }
    if let Some(last) = one.closes_on.filter(|_| one.is_open) {
        board.head.push(t.about("instrument-until", t.date(last)).into());
    }
    if one.takes(today) {
        board.side.push(Html::of(&QrCard {
            t,
            data: format!("{origin}/tanya/{}", one.code),
            code: one.code.clone(),
            title: one.title(t.lang()).to_owned(),
            text: t.say("instrument-link-hint").to_owned(),
        }));
    }
    if visit.can(EDIT) {
        board.side.extend(deeds(t, &seen, &sent).iter().map(Html::of));
    }
    visit.board(visit.below(HOME, one.title(t.lang())), board, &sent)
}

fn acts(visit: &Visit, seen: &Seen) -> Vec<Button> {
    let (t, base) = (visit.t, path_of(&seen.one.code));
    let mut acts = Vec::new();
    if visit.can(EDIT) && seen.has_draft {
        acts.push(Button::link(t.say("draft-write"), format!("{base}/susun")).icon("LuPencil"));
    }
    if seen.latest.is_some() {
        if seen.one.takes(visit.act().today()) {
            let address = format!("/tanya/{}", seen.one.code);
            acts.push(Button::link(t.say("instrument-address"), address).ghost().icon("LuLink"));
        }
        if visit.can(RESULTS) {
            acts.push(Button::link(t.say("results"), format!("{base}/hasil")).icon("LuChartColumn"));
        }
        acts.push(Button::link(t.say("entry-title"), format!("{base}/kertas")).ghost().icon("LuFileText"));
        acts.push(Button::link(t.say("paper-form"), format!("{base}/formulir")).ghost().icon("LuPrinter"));
    }
    acts
}

/// What a version asks, as a table.
pub(super) fn asked(t: Speech, caption: &str, content: &Content) -> Table {
    let columns = vec![
        Column::new(t.say("question-number")).numeric(),
        Column::new(t.say("response-question")).head(),
        Column::new(t.say("question-kind")),
        Column::new(t.say("question-when")),
    ];
    let mut table = Table::new(t, "pertanyaan", caption, columns);
    table.rows = content
        .questions()
        .enumerate()
        .map(|(n, question)| {
            let when = show::condition(t, content, question);
            let when = if when.is_empty() { t.say("question-always").to_owned() } else { when };
            Row::new(vec![
                t.int(n + 1).into(),
                question.ask.of(t.lang()).into(),
                words::kind(t, question.kind).into(),
                when.into(),
            ])
        })
        .collect();
    table
}

fn deeds(t: Speech, seen: &Seen, sent: &Sent) -> Vec<Deed> {
    let (one, base) = (&seen.one, path_of(&seen.one.code));
    let mut deeds = Vec::new();
    if one.access != Access::Within && one.version.is_some() {
        let (title, lead, value) = if one.is_open {
            ("instrument-close", "instrument-close-text", "")
        } else {
            ("instrument-open", "instrument-open-text", "1")
        };
        let buttons = vec![Button::new(t.say(title)).small().sends("open", value)];
        deeds.push(
            Deed::new(t.say(title), format!("{base}/buka"), Vec::new())
                .lead(t.say(lead))
                .buttons(buttons)
                .open(!one.is_open),
        );
        let last = one.closes_on.map(ui::part::DateParts::from).unwrap_or_default();
        let field = Field::date(t, "last", t.say("instrument-last"), sent.day("last", last));
        let field = field.hint(t.say("instrument-last-hint")).optional().error(sent.errors.of("last"));
        deeds.push(Deed::new(t.say("instrument-last-set"), format!("{base}/akhir"), vec![field]));
    }
    if one.access == Access::Slip && one.version.is_some() {
        let fields = vec![
            Field::text(t, "count", t.say("slips-count"), sent.or("count", "30"))
                .digits()
                .short()
                .error(sent.errors.of("count")),
        ];
        deeds.push(
            Deed::new(t.say("slips-make"), format!("{base}/slip"), fields).lead(t.say("slips-make-text")),
        );
    }
    if !seen.has_draft {
        deeds.push(
            Deed::new(t.say("draft-begin"), format!("{base}/versi"), Vec::new())
                .lead(t.say("draft-begin-text")),
        );
    }
    let titles = vec![
        Field::text(t, "title_id", t.say("instrument-title-id"), sent.or("title_id", &one.title_id))
            .error(sent.errors.of("title_id")),
        Field::text(t, "title_en", t.say("instrument-title-en"), sent.or("title_en", &one.title_en))
            .optional(),
    ];
    deeds.push(Deed::new(t.say("instrument-rename"), format!("{base}/nama"), titles));
    deeds
}

web::form! { OpenForm { open } }

/// Opens or closes it.
pub(super) async fn open(post: Post, Path(code): Path<String>, Form(typed): Form<OpenForm>) -> Answer {
    let is_open = typed.sent().ticked("open");
    let path = path_of(&code);
    post.write(move |tx, act| {
        let id = building::by_code(tx, &code)?.id;
        building::open(tx, act, id, is_open)
    })
    .await?;
    Ok(post.done(&path, &Message::new(if is_open { "instrument-opened" } else { "instrument-closed-now" })))
}

web::form! { LastForm { last_day, last_month, last_year } }

/// Sets the last day on which it is answered.
pub(super) async fn last(
    post: Post,
    headers: HeaderMap,
    Path(code): Path<String>,
    Form(typed): Form<LastForm>,
) -> Answer {
    let (sent, named, origin) = (typed.sent(), code.clone(), post.origin(&headers));
    let (odd, last) = (sent.is_odd_day("last"), sent.date("last"));
    sent::done(
        &post,
        Message::new("instrument-saved"),
        "last",
        move |tx, act| {
            if odd {
                return Err(Refusal::of_field("last", Message::new("answer-day-unreadable")).into());
            }
            let id = building::by_code(tx, &named)?.id;
            building::close_on(tx, act, id, last)
        },
        |()| path_of(&code),
        |errors| draw(&post, &origin, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { TitleForm { title_id, title_en } }

/// Gives it another title.
pub(super) async fn rename(
    post: Post,
    headers: HeaderMap,
    Path(code): Path<String>,
    Form(typed): Form<TitleForm>,
) -> Answer {
    let (sent, named, origin) = (typed.sent(), code.clone(), post.origin(&headers));
    let title = Text::new(sent.text("title_id"), sent.text("title_en"));
    sent::done(
        &post,
        Message::new("instrument-saved"),
        "title_id",
        move |tx, act| {
            let id = building::by_code(tx, &named)?.id;
            building::rename(tx, act, id, &title)
        },
        |()| path_of(&code),
        |errors| draw(&post, &origin, code.clone(), sent.wrong(errors)),
    )
    .await
}

/// Begins the next version.
pub(super) async fn begin(post: Post, Path(code): Path<String>) -> Answer {
    let path = format!("{}/susun", path_of(&code));
    post.write(move |tx, act| {
        let id = building::by_code(tx, &code)?.id;
        building::begin(tx, act, id)
    })
    .await?;
    Ok(post.done(&path, &Message::new("draft-begun")))
}
