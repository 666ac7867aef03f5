//! What the visits come to: step by step, by what they have in common, and the busiest hours.

mod asked;
mod drawn;

use askama::Template;
use kernel::Id;
use platform::library::{self, Branch};
use ui::{
    Page, Speech,
    part::{BarChart, Field, Stat, Table, Tabs},
};
use web::{Answer, Failure, Period, Query, Visit};

use self::{asked::Asked, drawn::Warmth};
use super::{BOOK, band_name, below_book, purpose_name, sex_name};
use crate::{
    Band, Sex,
    figures::{Figures, Official, Step, Stretch, official},
    rules::{Shown, hide_few},
    settings,
};

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
        ranges: drawn::ranges(t, &asked, report.range),
        steps: drawn::steps(t, &asked, &report),
        choose: drawn::choose(t, &asked, &report),
        title: t.with(
            "report-stretch",
            &[("from", t.date(report.period.from).into()), ("to", t.date(report.period.to).into())],
        ),
        official: match report.official {
            Official::Book => t.say("visits-official-book").to_owned(),
            Official::Counter => t.say("visits-official-counter").to_owned(),
        },
        stats: drawn::stats(t, &report),
        chart: drawn::course(t, &report, &csv),
        charts: drawn::charts(t, &report),
        people: drawn::people(t, &report),
        busiest: heat.busiest().map_or_else(String::new, |(weekday, hour)| drawn::busiest(t, weekday, hour)),
        hours: heat.hours().iter().map(|hour| format!("{hour:02}")).collect(),
        heat: drawn::warmth(t, &heat),
        few: t.count("report-few-note", report.least),
        csv,
    };
    visit.html(&view)
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
    web::document::download(sheet::write::csv(rows).into(), web::document::CSV, "kunjungan.csv")
}
