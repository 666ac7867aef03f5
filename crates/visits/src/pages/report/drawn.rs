//! The parts of a report as they are drawn: what there is to choose, numbers, charts, tables.

use jiff::civil::Weekday;
use kernel::Date;
use platform::library::Branch;
use ui::{
    Speech,
    part::{Bar, BarChart, Choice, Column, DateParts, Field, Row, Stat, Tab, Table, Tabs},
};

use super::{
    super::{BOOK, band_name, sex_name},
    Report,
    asked::{Asked, RANGES},
};
use crate::{
    Kind, Sex,
    figures::{Heat, Official, Step, Stretch},
    rules::{Shown, hide_few},
};

/// An hour of the week, with how busy it is from 0 to 5.
pub(super) struct Warmth {
    pub(super) text: String,
    pub(super) degree: u8,
}

pub(super) fn ranges(t: Speech, asked: &Asked, current: &str) -> Tabs {
    let tab = |(range, key): &(&str, &str)| Tab {
        label: t.say(key).to_owned(),
        href: format!("{BOOK}/laporan?{}", asked.query(range, "")),
        current: *range == current,
        ..Tab::default()
    };
    Tabs { label: t.say("report-range").to_owned(), tabs: RANGES.iter().map(tab).collect() }
}

pub(super) fn steps(t: Speech, asked: &Asked, report: &Report) -> Tabs {
    let tab = |step: &Step| Tab {
        label: t.say(&format!("report-step-{step}")).to_owned(),
        href: format!("{BOOK}/laporan?{}", asked.query(report.range, step.as_str())),
        current: *step == report.step,
        ..Tab::default()
    };
    Tabs { label: t.say("report-steps").to_owned(), tabs: Step::ALL.iter().map(tab).collect() }
}

pub(super) fn choose(t: Speech, asked: &Asked, report: &Report) -> Vec<Field> {
    let given = |parts: DateParts, day: Date| if parts.is_empty() { DateParts::from(day) } else { parts };
    let mut fields = vec![
        Field::date(t, "dari", t.say("report-from"), given(asked.from(), report.period.from)),
        Field::date(t, "sampai", t.say("report-to"), given(asked.to(), report.period.to)),
    ];
    if report.branches.len() > 1 {
        let all = Choice::new("", t.say("report-all-branches")).chosen(report.branch.is_none());
        let choice = |branch: &Branch| {
            Choice::new(branch.id.to_string(), branch.name.as_str()).chosen(report.branch == Some(branch.id))
        };
        let choices = std::iter::once(all).chain(report.branches.iter().map(choice)).collect();
        fields.push(Field::select(t, "cabang", t.say("visit-branch"), choices).medium());
    }
    fields
}

pub(super) fn stats(t: Speech, report: &Report) -> Vec<Stat> {
    let stat = |key: &str, value: Option<i64>, note: &str| Stat {
        value: value.map_or_else(|| "–".to_owned(), |n| t.int(n)),
        label: t.say(key).to_owned(),
        note: t.say(note).to_owned(),
        spark: None,
    };
    let groups = report.figures.split(|group| group.kind);
    let groups = groups.iter().find(|(kind, _)| *kind == Kind::Group).map_or(0, |(_, n)| *n);
    vec![
        stat(
            "report-official",
            report.official(),
            match report.official {
                Official::Book => "report-official-book",
                Official::Counter => "report-official-counter",
            },
        ),
        stat("report-book", Some(report.figures.book()), "report-book-note"),
        stat("report-counter", report.figures.counted(), "report-counter-note"),
        stat("report-members", Some(report.figures.members), "report-members-note"),
        stat("report-groups", Some(groups), "report-groups-note"),
    ]
}

/// The visits step by step, with the finding as their heading.
pub(super) fn course(t: Speech, report: &Report, csv: &str) -> BarChart {
    let stretches = report.stretches();
    let busiest = stretches.iter().filter(|one| one.book > 0).max_by_key(|one| one.book);
    let finding = match busiest {
        Some(one) => t.with(
            "report-finding",
            &[
                ("step", step_name(t, report.step, one.from).into()),
                ("n", one.book.into()),
                ("total", report.figures.book().into()),
            ],
        ),
        None => t.say("report-finding-none").to_owned(),
    };
    let bar = |one: &Stretch| Bar {
        label: step_name(t, report.step, one.from),
        values: vec![one.book as f64],
        texts: vec![t.int(one.book)],
        total: t.int(one.book),
    };
    BarChart {
        t,
        finding,
        note: t.say("report-course-note").to_owned(),
        series: Vec::new(),
        bars: stretches.iter().map(bar).collect(),
        csv: Some(csv.to_owned()),
    }
}

pub(super) fn charts(t: Speech, report: &Report) -> Vec<BarChart> {
    let total = report.figures.book().max(1);
    let chart = |(key, rows): (&str, Vec<(String, i64)>)| {
        let numbers: Vec<i64> = rows.iter().map(|(_, n)| *n).collect();
        let hidden = hide_few(&numbers, report.least);
        let largest = rows.iter().filter(|(name, _)| !is_unsaid(t, name)).max_by_key(|(_, n)| *n)?;
        let finding = t.with(
            "report-share",
            &[
                ("what", t.say(key).into()),
                ("name", largest.0.as_str().into()),
                ("share", t.percent(largest.1 as f64 / total as f64, 0).into()),
            ],
        );
        let bar = |((name, n), one): (&(String, i64), &Shown)| Bar {
            label: name.clone(),
            values: vec![if *one == Shown::Few { 0.0 } else { *n as f64 }],
            texts: vec![shown(t, *one, report.least)],
            total: shown(t, *one, report.least),
        };
        let bars = rows.iter().zip(&hidden).map(bar).collect();
        Some(BarChart { t, finding, note: String::new(), series: Vec::new(), bars, csv: None })
    };
    report.breakdowns(t).into_iter().filter_map(chart).collect()
}

pub(super) fn people(t: Speech, report: &Report) -> Table {
    let columns = vec![
        Column::new(t.say("visit-band")).head(),
        Column::new(sex_name(t, Sex::Female)).numeric(),
        Column::new(sex_name(t, Sex::Male)).numeric(),
        Column::new(sex_name(t, Sex::Unknown)).numeric(),
    ];
    let rows = report.people();
    let numbers: Vec<i64> = rows.iter().flat_map(|(_, cells)| *cells).collect();
    let hidden = hide_few(&numbers, report.least);
    let mut table = Table::new(t, "usia", t.say("report-people"), columns);
    table.rows = rows
        .iter()
        .zip(hidden.chunks(3))
        .map(|((band, _), cells)| {
            let mut row = vec![band_name(t, *band).into()];
            row.extend(cells.iter().map(|one| shown(t, *one, report.least).into()));
            Row::new(row)
        })
        .collect();
    table
}

pub(super) fn busiest(t: Speech, weekday: Weekday, hour: i64) -> String {
    let hours = format!("{hour:02}–{:02}", hour + 1);
    t.with("report-busiest", &[("weekday", t.weekday(weekday).into()), ("hours", hours.into())])
}

pub(super) fn warmth(t: Speech, heat: &Heat) -> Vec<(&'static str, Vec<Warmth>)> {
    let hours = heat.hours();
    let days = (0..7_i8).filter_map(|n| Weekday::from_monday_zero_offset(n).ok());
    let top = days
        .clone()
        .flat_map(|day| hours.iter().map(move |&hour| (day, hour)))
        .map(|(day, hour)| heat.mean(day, hour))
        .fold(f64::EPSILON, f64::max);
    days.map(|day| {
        let cells = hours.iter().map(|&hour| {
            let mean = heat.mean(day, hour);
            let degree = match mean / top {
                share if share <= 0.0 => 0,
                share if share < 0.2 => 1,
                share if share < 0.45 => 2,
                share if share < 0.7 => 3,
                share if share < 0.95 => 4,
                _ => 5,
            };
            let text =
                if degree == 0 { String::from("·") } else { t.decimal(mean, usize::from(mean < 10.0)) };
            Warmth { text, degree }
        });
        (t.weekday(day), cells.collect())
    })
    .collect()
}

/// Whether a name of a breakdown stands for what nobody noted: no finding.
fn is_unsaid(t: Speech, name: &str) -> bool {
    ["visit-purpose-none", "visit-room-none", "visit-sex-unknown", "visit-band-unknown"]
        .iter()
        .any(|key| t.say(key) == name)
}

/// A number of a breakdown, as it may be shown.
fn shown(t: Speech, one: Shown, least: i64) -> String {
    match one {
        Shown::Number(n) => t.int(n),
        Shown::Few => t.count("report-few", least),
    }
}

fn step_name(t: Speech, step: Step, from: Date) -> String {
    match step {
        Step::Day => t.date_short(from),
        Step::Week => t.about("report-week-of", t.date_short(from)),
        Step::Month => t.month(from),
    }
}
