//! Every contribution, and what of each kind came in this year.

use askama::Template;
use kernel::Date;
use serde::Deserialize;
use sheet::Cell;
use ui::{
    Html, Page, Speech,
    part::{Button, Choice, Column, Empty, Field, Pager, Row, Stat, Table},
};
use web::{Answer, Failure, Period, Query, Visit};

use super::{LIST, badge, pager, path_of, place};
use crate::{
    EDIT,
    giving::{self, Filter, Sum},
    model::{Contribution, Direction, Kind, State},
    words,
};

/// What is asked for, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    keadaan: String,
    jenis: String,
    arah: String,
    telat: String,
    bukti: String,
    /// Words to look for.
    cari: String,
    n: Option<u32>,
}

impl Asked {
    fn query(&self) -> String {
        let value = ui::page::query_value;
        format!(
            "keadaan={}&jenis={}&arah={}&telat={}&bukti={}&cari={}",
            value(&self.keadaan),
            value(&self.jenis),
            value(&self.arah),
            value(&self.telat),
            value(&self.bukti),
            value(&self.cari)
        )
    }

    fn filter(&self, today: Date) -> Filter {
        Filter {
            state: self.keadaan.parse().ok(),
            kind: self.jenis.parse().ok(),
            direction: self.arah.parse().ok(),
            late: (!self.telat.is_empty()).then_some(today),
            unsigned: !self.bukti.is_empty(),
            words: self.cari.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "contributions.html")]
struct ListPage {
    page: Page,
    stats: Vec<Stat>,
    fields: Vec<Field>,
    table: Table,
    pager: Pager,
    can_edit: bool,
    here: &'static str,
}

/// The most rows of a download.
const MOST: i64 = 20_000;

/// A link in a table.
#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ text }}</a>")]
pub(super) struct Linked<'a> {
    pub(super) href: String,
    pub(super) text: &'a str,
}

/// The list.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let today = visit.act().today();
    let filter = asked.filter(today);
    let number = asked.n.unwrap_or(1);
    let year = Period { from: today.first_of_year(), to: today };
    let (found, count, sums) = visit
        .read(move |tx| {
            Ok((
                giving::page(tx, &filter, place(number))?,
                giving::counts(tx, &filter)?,
                giving::sums(tx, year)?,
            ))
        })
        .await?;
    let (t, can_edit) = (visit.t, visit.can(EDIT));
    let mut table = table(t, &found, count, can_edit);
    table.csv = Some(format!("{LIST}/daftar.csv?{}", asked.query()));
    table.xlsx = Some(format!("{LIST}/daftar.xlsx?{}", asked.query()));
    let view = ListPage {
        page: visit.staff(t.say("nav-contributions")),
        stats: stats(t, &sums),
        fields: filters(t, &asked),
        table,
        pager: pager(t, number, count, |n| format!("{LIST}?{}&n={n}", asked.query())),
        can_edit,
        here: LIST,
    };
    visit.html(&view)
}

/// What came in, each kind by itself.
fn stats(t: Speech, sums: &[Sum]) -> Vec<Stat> {
    let given = sums.iter().filter(|sum| sum.direction == Direction::In);
    given
        .map(|sum| Stat {
            value: words::amount(t, sum.kind, sum.amount),
            label: t.about("contribution-this-year", words::kind(t, sum.kind)),
            ..Stat::default()
        })
        .collect()
}

fn filters(t: Speech, asked: &Asked) -> Vec<Field> {
    let with_any = |rest: Vec<Choice>| {
        let mut all = vec![Choice::new("", t.say("contribution-any"))];
        all.extend(rest);
        all
    };
    let states = State::ALL.iter().map(|state| {
        Choice::new(state.as_str(), words::state(t, *state)).chosen(asked.keadaan == state.as_str())
    });
    let kinds = Kind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), words::kind(t, *kind)).chosen(asked.jenis == kind.as_str()));
    let ways = Direction::ALL.iter().map(|way| {
        Choice::new(way.as_str(), t.say(&format!("contribution-direction-{way}")))
            .chosen(asked.arah == way.as_str())
    });
    vec![
        Field::text(t, "cari", t.say("contribution-find"), &*asked.cari).kind("search"),
        Field::select(t, "keadaan", t.say("contribution-state"), with_any(states.collect())),
        Field::select(t, "jenis", t.say("contribution-kind"), with_any(kinds.collect())),
        Field::select(t, "arah", t.say("contribution-direction"), with_any(ways.collect())),
        Field::check(t, "telat", t.say("contribution-only-late"), "1", !asked.telat.is_empty()),
        Field::check(t, "bukti", t.say("contribution-only-unsigned"), "1", !asked.bukti.is_empty()),
    ]
}

/// What it is, and that it went the other way, where it did.
fn what(t: Speech, one: &Contribution) -> String {
    let what = format!("{}: {}", words::kind(t, one.kind), one.about);
    match one.direction {
        Direction::In => what,
        Direction::Out => format!("{what} ({})", t.say("contribution-direction-out").to_lowercase()),
    }
}

fn table(t: Speech, found: &[Contribution], count: i64, can_edit: bool) -> Table {
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("contribution-code").head(),
        column("contribution-name"),
        column("contribution-about"),
        column("contribution-amount").numeric(),
        column("contribution-value").numeric(),
        column("contribution-handover"),
        column("contribution-state"),
    ];
    let mut table = Table::new(t, "kontribusi", t.say("nav-contributions"), columns);
    table.note = t.count("contribution-count", count);
    let action =
        can_edit.then(|| Button::link(t.say("contribution-new"), "/staf/kontribusi/baru").icon("LuPlus"));
    table.empty = Some(Empty {
        icon: "LuGift",
        title: t.say("contributions-none").to_owned(),
        text: t.say("contributions-none.text").to_owned(),
        action,
    });
    table.rows = found
        .iter()
        .map(|one| {
            Row::new(vec![
                Html::of(&Linked { href: path_of(&one.code), text: &one.code }),
                one.name.as_str().into(),
                what(t, one).into(),
                words::how_much(t, one).into(),
                one.value.map(|value| t.rupiah(value.0)).unwrap_or_default().into(),
                one.handover.as_deref().unwrap_or_default().into(),
                Html::of(&badge(t, one)),
            ])
        })
        .collect();
    table
}

/// What is asked for as rows: each amount in its own unit, what was taken back beside the row that takes it back.
async fn rows(visit: &Visit, asked: &Asked) -> store::Result<Vec<Vec<Cell>>> {
    let filter = asked.filter(visit.act().today());
    let all = visit.read(move |tx| giving::page(tx, &filter, (MOST, 0))).await?;
    let t = visit.t;
    let heads = [
        "contribution-code",
        "contribution-direction",
        "contribution-kind",
        "contribution-name",
        "contribution-about",
        "contribution-purpose",
        "contribution-unit",
        "contribution-promised",
        "contribution-due",
        "contribution-amount",
        "contribution-received-on",
        "contribution-value",
        "contribution-method",
        "contribution-basis",
        "contribution-handover",
        "contribution-recorded-on",
        "contribution-thanks",
        "contribution-state",
    ];
    let number = |n: Option<i64>| n.map_or(Cell::Empty, Cell::from);
    let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::from);
    let mut rows: Vec<Vec<Cell>> = vec![heads.iter().map(|key| Cell::from(t.say(key))).collect()];
    for one in all {
        rows.push(vec![
            one.code.into(),
            t.say(&format!("contribution-direction-{}", one.direction)).into(),
            words::kind(t, one.kind).into(),
            one.name.into(),
            one.about.into(),
            one.purpose.unwrap_or_default().into(),
            t.say(&format!("contribution-unit-{}", one.kind.unit())).into(),
            number(one.promised),
            day(one.due),
            number(one.amount),
            day(one.received_on),
            number(one.value.map(|value| value.0)),
            one.method.map(|method| words::method(t, method)).unwrap_or_default().into(),
            one.basis.unwrap_or_default().into(),
            one.handover.unwrap_or_default().into(),
            day(one.recorded_on),
            one.thanks.unwrap_or_default().into(),
            words::state(t, one.state).into(),
        ]);
    }
    Ok(rows)
}

/// The list as a spreadsheet.
pub(super) async fn xlsx(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let bytes = sheet::write::xlsx(rows(&visit, &asked).await?).map_err(Failure::fault)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    web::document::download(bytes, media, "kontribusi.xlsx")
}

/// The same as CSV.
pub(super) async fn csv(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let text = sheet::write::csv(rows(&visit, &asked).await?);
    web::document::download(text.into_bytes(), web::document::CSV, "kontribusi.csv")
}
