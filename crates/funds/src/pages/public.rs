//! What everybody sees: money in, money out, and what it became.

use askama::Template;
use kernel::Rupiah;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Bar, BarChart, Column, Row, Stat, Table},
};
use web::{Answer, Indicator, Period, Query, Visit};

use super::{journal::year, look};
use crate::{
    outcomes::{self, Became},
    statement::{self, Shown, Sum},
};

/// What money becomes, in the order it is told: what came of it onto the shelves, and who had something of it. Whichever of
/// these the house counts.
const RESULTS: [&str; 5] = [
    "acquisitions.copies",
    "contributions.books",
    "circulation.loans-of-acquired",
    "activities.people",
    "visits.visits",
];

#[derive(Template)]
#[template(path = "public_funds.html")]
struct PublicPage {
    page: Page,
    lead: String,
    stats: Vec<Stat>,
    came: Option<BarChart>,
    went: Option<BarChart>,
    results: Vec<Stat>,
    table: Table,
    years: Vec<(String, bool)>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tahun: i16,
}

/// What the library got and spent in a year, and every fund that is shown.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let (from, to) = year(asked.tahun, today);
    let act = visit.act();
    let all = visit.app().indicators();
    let results: Vec<Indicator> =
        RESULTS.iter().filter_map(|key| all.iter().find(|one| one.key == *key)).copied().collect();
    let counted = visit.app().outcomes().to_vec();
    let (sums, told, results) = visit
        .read(move |tx| {
            let count = |one: &Indicator| Ok((one.key, (one.compute)(tx, &act, Period { from, to })?));
            let results = results.iter().map(count).collect::<store::Result<Vec<_>>>()?;
            let mut became = outcomes::by_fund(tx, &counted, Period { from, to })?;
            let told = statement::all(tx, from, to)?.into_iter().map(|shown| {
                let became = became.remove(&shown.id).unwrap_or_default();
                Told { shown, became }
            });
            Ok((statement::sums(tx, from, to)?, told.collect::<Vec<_>>(), results))
        })
        .await?;
    let total = |income: bool| -> Rupiah {
        sums.iter().filter(|sum| sum.income == income).map(|sum| sum.amount).sum()
    };
    let (came, went) = (total(true), total(false));
    let stat = |key: &str, amount| Stat {
        value: look::money(t, amount),
        label: t.say(key).to_owned(),
        ..Stat::default()
    };
    let lead = t.about("public-funds-lead", from.year().to_string());
    let mut page = visit.public(t.say("public-funds-title"));
    page.description = lead.clone();
    let view = PublicPage {
        page,
        stats: vec![stat("public-funds-came", came), stat("public-funds-went", went)],
        came: chart(t, &sums, true, came),
        went: chart(t, &sums, false, went),
        results: results
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| Stat {
                value: t.int(count),
                label: t.say(&format!("public-funds-result-{}", key.replace('.', "-"))).to_owned(),
                ..Stat::default()
            })
            .collect(),
        table: table(t, &together(t, told)),
        years: (0..3)
            .map(|back| today.year() - back)
            .map(|one| (one.to_string(), one == from.year()))
            .collect(),
        lead,
    };
    visit.html(&view)
}

/// Income or expenses as bars; none where there were none.
fn chart(t: Speech, sums: &[Sum], income: bool, total: Rupiah) -> Option<BarChart> {
    let of: Vec<&Sum> = sums.iter().filter(|sum| sum.income == income && sum.amount > Rupiah::ZERO).collect();
    let first = of.first()?;
    let key = if income { "public-funds-most-came" } else { "public-funds-most-went" };
    let name = |sum: &Sum| {
        let own = sum.title.as_deref().or_else(|| t.known(&format!("account-{}", sum.account)));
        own.unwrap_or(&sum.account).to_owned()
    };
    let share = first.amount.0 as f64 / total.0.max(1) as f64;
    let finding = t.with(key, &[("what", name(first).into()), ("share", t.percent(share, 0).into())]);
    let bars = of.iter().map(|sum| Bar {
        label: name(sum),
        values: vec![sum.amount.0 as f64],
        texts: vec![look::money(t, sum.amount)],
        total: look::money(t, sum.amount),
    });
    Some(BarChart { t, finding, note: String::new(), series: Vec::new(), bars: bars.collect(), csv: None })
}

/// A fund with what came of it.
pub(super) struct Told {
    pub(super) shown: Shown,
    pub(super) became: Became,
}

/// The funds everybody may see, then the others as one, so that all add up to what the year brought and took.
fn together(t: Speech, all: Vec<Told>) -> Vec<Told> {
    let (mut shown, others): (Vec<Told>, Vec<Told>) =
        all.into_iter().filter(|one| !one.shown.is_empty()).partition(|one| one.shown.public);
    let sum = |of: fn(&Shown) -> Rupiah| others.iter().map(|one| of(&one.shown)).sum();
    // What came of them is not added up: what two funds paid for together came of each.
    if let Some(first) = others.first() {
        let together = Shown {
            id: first.shown.id,
            title: t.say("public-funds-others").to_owned(),
            purpose: None,
            giver_name: None,
            public: true,
            before: sum(|one| one.before),
            came: sum(|one| one.came),
            went: sum(|one| one.went),
            moved: sum(|one| one.moved),
        };
        shown.push(Told { shown: together, became: Became::new() });
    }
    shown
}

/// From whom money came, what came and went of it, and what it became.
pub(super) fn table(t: Speech, told: &[Told]) -> Table {
    let columns = vec![
        Column::new(t.say("fund")).head(),
        Column::new(t.say("statement-before-head")).numeric(),
        Column::new(t.say("statement-came")).numeric(),
        Column::new(t.say("statement-went")).numeric(),
        Column::new(t.say("statement-moved")).numeric(),
        Column::new(t.say("statement-left")).numeric(),
        Column::new(t.say("fund-became")),
    ];
    let mut table = Table::new(t, "dana", t.say("public-funds-each"), columns);
    let row = |one: &Told| {
        let (became, one) = (outcomes::in_words(t, &one.became), &one.shown);
        let giver = one.giver_name.as_deref().map(|giver| t.about("fund-from", giver));
        let about: Vec<&str> = [one.purpose.as_deref(), giver.as_deref()].into_iter().flatten().collect();
        Row::new(vec![
            look::link("", &one.title, &about.join(" · ")),
            look::money(t, one.before).into(),
            look::money(t, one.came).into(),
            look::money(t, one.went).into(),
            look::money(t, one.moved).into(),
            look::money(t, one.left()).into(),
            became.join(" · ").into(),
        ])
    };
    table.rows = told.iter().map(row).collect();
    if told.len() > 1 {
        let sum = |of: fn(&Shown) -> Rupiah| {
            look::money(t, told.iter().map(|one| of(&one.shown)).sum::<Rupiah>()).into()
        };
        table.rows.push(Row::new(vec![
            t.say("public-funds-sum").into(),
            sum(|one| one.before),
            sum(|one| one.came),
            sum(|one| one.went),
            sum(|one| one.moved),
            sum(Shown::left),
            Html::default(),
        ]));
    }
    table
}
