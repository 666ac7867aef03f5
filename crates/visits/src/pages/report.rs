//! What the visits come to: step by step, by what they have in common, and the busiest hours.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use jiff::{ToSpan, civil::Weekday};
use kernel::{Date, Id};
use platform::library::{self, Branch};
use serde::Deserialize;
use ui::{
    Page, Speech,
    page::query_value,
    part::{Bar, BarChart, Choice, Column, DateParts, Field, Row, Stat, Tab, Table, Tabs},
};
use web::{Answer, Failure, Period, Query, Visit};

use super::{BOOK, band_name, below_book, purpose_name, sex_name};
use crate::{
    Band, Kind, Sex,
    figures::{Figures, Heat, Official, Step, Stretch, official},
    rules::{Shown, hide_few},
    settings,
};

/// More bars than this nobody reads; the steps become longer.
const MOST_BARS: usize = 62;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    rentang: String,
    per: String,
    cabang: String,
    dari_day: String,
    dari_month: String,
    dari_year: String,
    sampai_day: String,
    sampai_month: String,
    sampai_year: String,
}

/// The stretches that are offered by name.
const RANGES: [(&str, &str); 5] = [
    ("bulan", "report-this-month"),
    ("bulan-lalu", "report-last-month"),
    ("tahun", "report-this-year"),
    ("tahun-lalu", "report-last-year"),
    ("12-bulan", "report-12-months"),
];

impl Asked {
    fn from(&self) -> DateParts {
        DateParts { day: self.dari_day.clone(), month: self.dari_month.clone(), year: self.dari_year.clone() }
    }

    fn to(&self) -> DateParts {
        DateParts {
            day: self.sampai_day.clone(),
            month: self.sampai_month.clone(),
            year: self.sampai_year.clone(),
        }
    }

    /// The stretch that is asked for, ten years at most, and the name it has.
    fn period(&self, today: Date) -> (Period, &'static str) {
        let first = today.first_of_month();
        if let (Some(from), Some(to)) = (self.from().read(), self.to().read())
            && from <= to
            && from >= to.saturating_sub(10.years())
        {
            return (Period { from, to }, "");
        }
        let january = |years: i64| {
            let day = today.first_of_year();
            day.saturating_sub(years.years())
        };
        match self.rentang.as_str() {
            "bulan-lalu" => {
                let before = first.saturating_sub(1.month());
                (Period { from: before, to: before.last_of_month() }, "bulan-lalu")
            }
            "tahun" => (Period { from: january(0), to: today }, "tahun"),
            "tahun-lalu" => (Period { from: january(1), to: january(1).last_of_year() }, "tahun-lalu"),
            "12-bulan" => (Period { from: first.saturating_sub(11.months()), to: today }, "12-bulan"),
            _ => (Period { from: first, to: today }, "bulan"),
        }
    }

    /// The steps that are asked for, or longer ones where there would be too many.
    fn step(&self, period: Period) -> Step {
        let days = period.from.until(period.to).map_or(0, |span| span.get_days());
        let asked = self.per.parse().unwrap_or(if days <= 31 {
            Step::Day
        } else if days <= 120 {
            Step::Week
        } else {
            Step::Month
        });
        let most = i32::try_from(MOST_BARS).unwrap_or(i32::MAX);
        match asked {
            Step::Day if days >= most => Step::Week,
            step => step,
        }
    }

    fn query(&self, rentang: &str, per: &str) -> String {
        let mut query = format!("rentang={rentang}&per={per}&cabang={}", query_value(&self.cabang));
        if rentang.is_empty() {
            for (name, value) in [
                ("dari_day", &self.dari_day),
                ("dari_month", &self.dari_month),
                ("dari_year", &self.dari_year),
                ("sampai_day", &self.sampai_day),
                ("sampai_month", &self.sampai_month),
                ("sampai_year", &self.sampai_year),
            ] {
                query.push_str(&format!("&{name}={}", query_value(value)));
            }
        }
        query
    }
}

/// What a report is made of.
struct Report {
    period: Period,
    range: &'static str,
    step: Step,
    figures: Figures,
    official: Official,
    least: i64,
    branches: Vec<Branch>,
    branch: Option<Id<Branch>>,
}

impl Report {
    async fn of(visit: &Visit, asked: &Asked) -> Result<Self, Failure> {
        let (period, range) = asked.period(visit.act().today());
        let branch: Option<Id<Branch>> = asked.cabang.parse().ok();
        let (figures, official, least, branches) = visit
            .read(move |tx| {
                Ok((
                    Figures::of(tx, period, branch)?,
                    official(tx)?,
                    settings::SMALLEST_CELL.number(tx)?,
                    library::branches(tx)?,
                ))
            })
            .await?;
        let step = asked.step(period);
        Ok(Self { period, range, step, figures, official, least, branches, branch })
    }

    fn stretches(&self) -> Vec<Stretch> {
        self.figures.by(self.step, self.period)
    }

    fn official(&self) -> Option<i64> {
        match self.official {
            Official::Book => Some(self.figures.book()),
            Official::Counter => self.figures.counted(),
        }
    }

    /// The breakdowns: a heading each, names and numbers.
    fn breakdowns(&self, t: Speech) -> Vec<(&'static str, Vec<(String, i64)>)> {
        let named = |found: Vec<(String, i64)>| found;
        let kinds = self.figures.split(|group| group.kind).into_iter();
        let kinds = kinds.map(|(kind, n)| (t.say(&format!("visit-kind-{kind}")).to_owned(), n)).collect();
        let purposes = self.figures.split(|group| group.purpose).into_iter().map(|(purpose, n)| {
            let name = purpose.map_or(t.say("visit-purpose-none"), |purpose| purpose_name(t, purpose));
            (name.to_owned(), n)
        });
        let rooms = self
            .figures
            .split(|group| group.room.clone())
            .into_iter()
            .map(|(room, n)| (room.unwrap_or_else(|| t.say("visit-room-none").to_owned()), n));
        let places = self.figures.split(|group| group.branch).into_iter().map(|(branch, n)| {
            let known = self.branches.iter().find(|known| known.id == branch);
            (known.map(|known| known.name.clone()).unwrap_or_default(), n)
        });
        let sexes = self.figures.split(|group| group.sex).into_iter();
        let sexes = sexes.map(|(sex, n)| (sex_name(t, sex).to_owned(), n)).collect();
        let bands = self.figures.split(|group| group.band).into_iter();
        let bands = bands.map(|(band, n)| (band_name(t, band).to_owned(), n)).collect();
        let mut all = vec![
            ("report-by-kind", named(kinds)),
            ("report-by-purpose", purposes.collect()),
            ("report-by-sex", sexes),
            ("report-by-band", bands),
        ];
        let rooms: Vec<_> = rooms.collect();
        if rooms.len() > 1 {
            all.push(("report-by-room", rooms));
        }
        if self.branches.len() > 1 && self.branch.is_none() {
            all.push(("report-by-branch", places.collect()));
        }
        all
    }

    /// Sex by age band.
    fn people(&self) -> Vec<(Band, [i64; 3])> {
        let of = |band: Band, sex: Sex| {
            let groups = self.figures.groups.iter();
            groups.filter(|group| group.band == band && group.sex == sex).map(|group| group.heads).sum()
        };
        Band::ALL
            .iter()
            .map(|&band| (band, [Sex::Female, Sex::Male, Sex::Unknown].map(|sex| of(band, sex))))
            .collect()
    }
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

/// An hour of the week, with how busy it is from 0 to 5.
struct Warmth {
    text: String,
    degree: u8,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    page: Page,
    ranges: Tabs,
    steps: Tabs,
    choose: Vec<Field>,
    title: String,
    official: String,
    stats: Vec<Stat>,
    chart: BarChart,
    charts: Vec<BarChart>,
    people: Table,
    busiest: String,
    hours: Vec<String>,
    heat: Vec<(&'static str, Vec<Warmth>)>,
    csv: String,
    few: String,
}

/// The report.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let report = Report::of(&visit, &asked).await?;
    let t = visit.t;
    let per = report.step.as_str();
    let csv = format!("{BOOK}/laporan/csv?{}", asked.query(report.range, per));
    let heat = report.figures.heat();
    let view = ReportPage {
        page: below_book(&visit, t.say("report-title")),
        ranges: ranges(t, &asked, report.range),
        steps: steps(t, &asked, &report),
        choose: choose(t, &asked, &report),
        title: t.with(
            "report-stretch",
            &[("from", t.date(report.period.from).into()), ("to", t.date(report.period.to).into())],
        ),
        official: match report.official {
            Official::Book => t.say("visits-official-book").to_owned(),
            Official::Counter => t.say("visits-official-counter").to_owned(),
        },
        stats: stats(t, &report),
        chart: course(t, &report, &csv),
        charts: charts(t, &report),
        people: people(t, &report),
        busiest: heat.busiest().map_or_else(String::new, |(weekday, hour)| busiest(t, weekday, hour)),
        hours: heat.hours().iter().map(|hour| format!("{hour:02}")).collect(),
        heat: warmth(t, &heat),
        few: t.count("report-few-note", report.least),
        csv,
    };
    visit.html(&view)
}

fn ranges(t: Speech, asked: &Asked, current: &str) -> Tabs {
    let tab = |(range, key): &(&str, &str)| Tab {
        label: t.say(key).to_owned(),
        href: format!("{BOOK}/laporan?{}", asked.query(range, "")),
        current: *range == current,
        ..Tab::default()
    };
    Tabs { label: t.say("report-range").to_owned(), tabs: RANGES.iter().map(tab).collect() }
}

fn steps(t: Speech, asked: &Asked, report: &Report) -> Tabs {
    let tab = |step: &Step| Tab {
        label: t.say(&format!("report-step-{step}")).to_owned(),
        href: format!("{BOOK}/laporan?{}", asked.query(report.range, step.as_str())),
        current: *step == report.step,
        ..Tab::default()
    };
    Tabs { label: t.say("report-steps").to_owned(), tabs: Step::ALL.iter().map(tab).collect() }
}

fn choose(t: Speech, asked: &Asked, report: &Report) -> Vec<Field> {
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

fn stats(t: Speech, report: &Report) -> Vec<Stat> {
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
fn course(t: Speech, report: &Report, csv: &str) -> BarChart {
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

fn charts(t: Speech, report: &Report) -> Vec<BarChart> {
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

fn people(t: Speech, report: &Report) -> Table {
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

fn busiest(t: Speech, weekday: Weekday, hour: i64) -> String {
    let hours = format!("{hour:02}–{:02}", hour + 1);
    t.with("report-busiest", &[("weekday", t.weekday(weekday).into()), ("hours", hours.into())])
}

fn warmth(t: Speech, heat: &Heat) -> Vec<(&'static str, Vec<Warmth>)> {
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

/// The same numbers as a table for others.
pub(super) async fn csv(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let report = Report::of(&visit, &asked).await?;
    let t = visit.t;
    let heading = ["report-csv-what", "report-csv-name", "report-book", "report-counter"];
    let mut rows: Vec<Vec<String>> = vec![heading.iter().map(|key| t.say(key).to_owned()).collect()];
    for one in report.stretches() {
        let counter = one.counter.map(|n| n.to_string()).unwrap_or_default();
        let step = t.say(&format!("report-step-{}", report.step)).to_owned();
        rows.push(vec![step, one.from.to_string(), one.book.to_string(), counter]);
    }
    let plain = |one: Shown| match one {
        Shown::Number(n) => n.to_string(),
        Shown::Few => format!("<{}", report.least),
    };
    for (hour, heads) in report.figures.by_hour() {
        rows.push(vec![
            t.say("report-by-hour").to_owned(),
            format!("{hour:02}.00"),
            heads.to_string(),
            String::new(),
        ]);
    }
    for (key, found) in report.breakdowns(t) {
        let numbers: Vec<i64> = found.iter().map(|(_, n)| *n).collect();
        for ((name, _), one) in found.iter().zip(hide_few(&numbers, report.least)) {
            rows.push(vec![t.say(key).to_owned(), name.clone(), plain(one), String::new()]);
        }
    }
    let people = report.people();
    let numbers: Vec<i64> = people.iter().flat_map(|(_, cells)| *cells).collect();
    let hidden = hide_few(&numbers, report.least);
    for ((band, _), cells) in people.iter().zip(hidden.chunks(3)) {
        for (sex, one) in [Sex::Female, Sex::Male, Sex::Unknown].into_iter().zip(cells) {
            let name = format!("{}, {}", band_name(t, *band), sex_name(t, sex));
            rows.push(vec![t.say("report-people").to_owned(), name, plain(*one), String::new()]);
        }
    }
    let mut response = sheet::write::csv(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"kunjungan.csv\""),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
