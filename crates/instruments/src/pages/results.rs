//! What came of a version: each question with its figures, and everything to be counted elsewhere.

use axum::extract::Path;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Speech,
    part::{Bar, BarChart, Board, Button, Column, Link, Row, Stat, Tab, Table, Tabs},
};
use web::{Answer, Failure, Query, Visit, sent::Sent};

use super::{HOME, path_of};
use crate::{
    building,
    model::{Instrument, Kind, Question, Version},
    results::{self, Figures, Tally},
    rules, show,
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    versi: Option<i64>,
}

fn version_of(tx: &mut Tx<'_>, code: &str, asked: &Asked) -> Result<(Instrument, Version)> {
    let one = building::by_code(tx, code)?;
    let version = match asked.versi {
        Some(number) => building::numbered(tx, one.id, number)?,
        None => building::latest(tx, one.id)?,
    };
    Ok((one, version))
}

/// The results of a version; of the latest, where none is named.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (one, version, results) = visit
        .read(move |tx| {
            let (one, version) = version_of(tx, &code, &asked)?;
            let results = results::of(tx, &one, &version)?;
            Ok((one, version, results))
        })
        .await?;
    let (t, base) = (visit.t, path_of(&one.code));
    let mut board = Board::new(t);
    board.stats = vec![Stat {
        value: t.int(results.responses),
        label: t.say("instrument-responses").to_owned(),
        ..Stat::default()
    }];
    board.tabs = versions(t, &one, &version);
    if results.is_hidden() {
        let least = results.least.unwrap_or_default();
        board.main.push(note(&t.count("results-hidden", least)));
    } else {
        let query = format!("?versi={}", version.number);
        board.acts = ["csv", "xlsx"]
            .map(|kind| {
                let label = t.about("results-download", kind.to_uppercase());
                Button::link(label, format!("{base}/hasil.{kind}{query}")).ghost().icon("LuDownload")
            })
            .to_vec();
        if one.purpose.is_read() {
            let label = t.say("responses-title");
            board.acts.insert(0, Button::link(label, format!("{base}/jawaban")).icon("LuInbox"));
        }
        let drawn = |tally: &Tally| {
            let (place, question) =
                version.content.questions().enumerate().find(|(_, known)| known.key == tally.question)?;
            Some(figures(t, question, place, tally, results.least))
        };
        board.main.extend(results.tallies.iter().filter_map(drawn));
    }
    let mut page = visit.below(HOME, t.about("results-of", one.title(t.lang())));
    page.crumbs.insert(1, Link::new(one.title(t.lang()), base));
    visit.board(page, board, &Sent::default())
}

fn versions(t: Speech, one: &Instrument, shown: &Version) -> Option<Tabs> {
    let last = one.version.filter(|last| *last > 1)?;
    let tab = |number: i64| Tab {
        label: t.about("version-n", number),
        href: format!("{}/hasil?versi={number}", path_of(&one.code)),
        current: number == shown.number,
        ..Tab::default()
    };
    // The latest twelve: who wants an older one names it in the address.
    let tabs = (1..=last).rev().take(12).map(tab).collect();
    Some(Tabs { label: t.say("instrument-version").to_owned(), tabs })
}

#[derive(askama::Template)]
#[template(ext = "html", source = "<p>{{ text }}</p>")]
struct Note<'a> {
    text: &'a str,
}

fn note(text: &str) -> Html {
    Html::of(&Note { text })
}

#[derive(askama::Template)]
#[template(ext = "html", source = "<section class=\"stack\"><h2>{{ ask }}</h2>{{ body }}</section>")]
struct Answered<'a> {
    ask: &'a str,
    body: Html,
}

fn figures(t: Speech, question: &Question, place: usize, tally: &Tally, least: Option<i64>) -> Html {
    let ask = question.ask.of(t.lang());
    let count = t.count("results-answered", tally.answered);
    let body = match &tally.figures {
        None if least.is_some_and(|least| tally.answered < least) => {
            note(&t.count("results-question-hidden", least.unwrap_or_default()))
        }
        None => note(&count),
        Some(Figures::Picks(counts)) => chart(t, question, tally, counts, count),
        Some(Figures::Numbers { least, most, .. }) => {
            let mean = results::mean(question, tally).unwrap_or_default();
            let values = [
                ("mean", t.decimal(mean, 1 + usize::from(question.decimals)).into()),
                ("least", show::number(t, question, *least).into()),
                ("most", show::number(t, question, *most).into()),
                ("count", count.into()),
            ];
            note(&t.with("results-numbers", &values))
        }
        Some(Figures::Said(texts)) => said(t, question, place, texts, count),
    };
    Html::of(&Answered { ask, body })
}

fn chart(t: Speech, question: &Question, tally: &Tally, counts: &[(u16, i64)], count: String) -> Html {
    let share = |n: i64| if tally.answered > 0 { n as f64 / tally.answered as f64 } else { 0.0 };
    let bar = |(pick, n): &(u16, i64)| {
        let total = t.with("results-bar", &[("n", (*n).into()), ("share", t.percent(share(*n), 0).into())]);
        Bar {
            label: show::pick_name(t, question, *pick),
            values: vec![*n as f64],
            texts: vec![t.int(*n)],
            total,
        }
    };
    let most = counts.iter().max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0);
    let finding = match (results::mean(question, tally), most) {
        (Some(mean), _) => {
            t.with("results-mean", &[("mean", t.decimal(mean, 2).into()), ("steps", question.steps.into())])
        }
        (None, Some((pick, n))) => t.with(
            "results-most",
            &[
                ("pick", show::pick_name(t, question, *pick).into()),
                ("share", t.percent(share(*n), 0).into()),
            ],
        ),
        (None, None) => t.say("results-nothing").to_owned(),
    };
    let note =
        if question.kind == Kind::Several { format!("{count} {}", t.say("results-several")) } else { count };
    Html::of(&BarChart {
        t,
        finding,
        note,
        series: Vec::new(),
        bars: counts.iter().map(bar).collect(),
        csv: None,
    })
}

fn said(t: Speech, question: &Question, place: usize, texts: &[String], count: String) -> Html {
    let mut table = Table::new(t, rules::field(place), count, vec![Column::new(t.say("response-answer"))]);
    let shown = |text: &String| {
        let answer = rules::Answer::Said(text.clone());
        Row::new(vec![show::words(t, question, &answer).into()])
    };
    table.rows = texts.iter().map(shown).collect();
    Html::of(&table)
}

async fn rows(visit: &Visit, code: String, asked: Asked) -> Result<(String, Vec<Vec<String>>)> {
    let (one, version, lines) = visit
        .read(move |tx| {
            let (one, version) = version_of(tx, &code, &asked)?;
            let lines = results::lines(tx, &one, &version)?;
            Ok((one, version, lines))
        })
        .await?;
    let t = visit.t;
    let day = if one.anonymous { "response-week" } else { "response-day" };
    let mut head = vec![t.say(day).to_owned()];
    if !one.anonymous {
        head.extend([t.say("response-name").to_owned(), t.say("response-points").to_owned()]);
    }
    head.extend(version.content.questions().map(|question| question.ask.of(t.lang()).to_owned()));
    let mut rows = vec![head];
    for line in lines {
        let mut row = vec![line.day.to_string()];
        if !one.anonymous {
            let points = line.points.map(|points| points.to_string());
            row.extend([line.name.unwrap_or_default(), points.unwrap_or_default()]);
        }
        let given = |question: &Question| match line.answers.get(&question.key) {
            None => String::new(),
            Some(rules::Answer::Number(number)) => rules::written(question, *number),
            Some(answer) => show::words(t, question, answer),
        };
        row.extend(version.content.questions().map(given));
        rows.push(row);
    }
    Ok((format!("{}-{}", one.code.to_lowercase(), version.number), rows))
}

/// Every response as CSV.
pub(super) async fn csv(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (name, rows) = rows(&visit, code, asked).await?;
    let text = sheet::write::csv(rows);
    web::document::download(text.into_bytes(), "text/csv; charset=utf-8", &format!("{name}.csv"))
}

/// Every response as a spreadsheet.
pub(super) async fn xlsx(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (name, rows) = rows(&visit, code, asked).await?;
    let bytes = sheet::write::xlsx(rows).map_err(Failure::fault)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    web::document::download(bytes, media, &format!("{name}.xlsx"))
}
