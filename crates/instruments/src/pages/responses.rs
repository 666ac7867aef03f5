//! Responses one by one, where they are read and not only counted.

use axum::extract::Path;
use kernel::Id;
use platform::{files::Files, looks::Sight};
use serde::Deserialize;
use ui::{
    Html, Speech,
    part::{Badge, Board, Column, Empty, Link, Pager, Row, Table, Tone},
};
use web::{Answer, Query, Visit, sent::Sent};

use super::{HOME, path_of};
use crate::{
    building,
    model::{Response, Way},
    responding,
    results::{self, Listed},
    show, uploads,
};

const PER_PAGE: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    hal: u32,
}

#[derive(askama::Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// Who answered, or that nobody knows.
fn name(t: Speech, one: &Listed) -> &str {
    match (&one.name, one.way) {
        (Some(name), _) => name,
        (None, Way::Paper) => t.known("response-on-paper").unwrap_or_default(),
        (None, _) => t.known("response-by-nobody").unwrap_or_default(),
    }
}

/// The latest first.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let number = asked.hal.clamp(1, 100_000);
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let (one, shown) = visit
        .read(move |tx| {
            let one = building::by_code(tx, &code)?;
            let shown = results::list(tx, &one, place)?;
            Ok((one, shown))
        })
        .await?;
    let (t, base) = (visit.t, path_of(&one.code));
    let columns = vec![
        Column::new(t.say("response-name")).head(),
        Column::new(t.say("response-day")),
        Column::new(t.say("instrument-version")).numeric(),
        Column::new(t.say("response-points")),
    ];
    let mut table = Table::new(t, "jawaban", t.say("responses-title"), columns);
    table.empty = Some(Empty {
        icon: "LuInbox",
        title: t.say("responses-none").to_owned(),
        text: String::new(),
        action: None,
    });
    table.rows = shown
        .iter()
        .map(|response| {
            let named = Named { href: format!("{base}/jawaban/{}", response.id), name: name(t, response) };
            Row::new(vec![
                Html::of(&named),
                t.date(response.day).into(),
                t.int(response.version).into(),
                score(t, response),
            ])
        })
        .collect();
    let mut board = Board::new(t);
    board.main.push(Html::of(&table));
    let count = if one.purpose.is_read() { one.responses } else { 0 };
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    board.pager = Some(Pager::new(t, number, pages, |n| format!("{base}/jawaban?hal={n}")));
    let mut page = visit.below(HOME, t.say("responses-title"));
    page.crumbs.insert(1, Link::new(one.title(t.lang()), base));
    visit.board(page, board, &Sent::default())
}

/// What an assessment came to; nothing for what is none.
fn score(t: Speech, one: &Listed) -> Html {
    let Some((points, most)) = one.points.zip(one.most) else { return Html::from("") };
    let tone = match one.passed {
        Some(true) => Tone::Ok,
        Some(false) => Tone::Warn,
        None => Tone::Plain,
    };
    let text = t.with("response-score", &[("points", points.into()), ("most", most.into())]);
    Html::of(&Badge::new(tone, text))
}

/// One response: every question that was asked, and what was answered.
pub(super) async fn one(visit: Visit, Path((code, id)): Path<(String, Id<Response>)>) -> Answer {
    let (instrument, one, version, answers) = visit
        .read(move |tx| {
            let instrument = building::by_code(tx, &code)?;
            let one = results::one(tx, &instrument, id)?;
            let (version, answers) = responding::read(tx, id)?;
            Ok((instrument, one, version, answers))
        })
        .await?;
    if let Some(person) = one.party {
        visit.looks_at(person, Sight::Answers);
    }
    let (t, base) = (visit.t, path_of(&instrument.code));
    let mut board = Board::new(t);
    let day = t.date(one.day);
    let values = [("day", day.as_str().into()), ("n", one.version.into())];
    board.head = vec![t.with("response-given", &values).into(), score(t, &one)];
    let caption = instrument.title(t.lang());
    let files = format!("{base}/jawaban/{id}/berkas");
    board.main.push(Html::of(&show::answered(t, caption, &version.content, &answers, Some(&files))));
    let mut page = visit.below(HOME, name(t, &one));
    page.crumbs.insert(1, Link::new(caption, base.as_str()));
    page.crumbs.insert(2, Link::new(t.say("responses-title"), format!("{base}/jawaban")));
    visit.board(page, board, &Sent::default())
}

/// What was handed in as the answer to one of its questions.
pub(super) async fn file(
    visit: Visit,
    files: Files,
    (code, id, question): (String, Id<Response>, u16),
) -> Answer {
    let (one, attached) = visit
        .read(move |tx| {
            let instrument = building::by_code(tx, &code)?;
            let one = results::one(tx, &instrument, id)?;
            Ok((one, responding::attached(tx, id, question)?))
        })
        .await?;
    if let Some(person) = one.party {
        visit.looks_at(person, Sight::Answers);
    }
    uploads::download(&files, attached).await
}
