//! Every thing, to be found; and what is due.

use askama::Template;
use jiff::ToSpan;
use platform::library::{self, Branch};
use serde::Deserialize;
use sheet::Cell;
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Column, Empty, Field, Pager, Row, Stat, Table, Tone},
};
use web::{Answer, Failure, Query, Visit, sent::Sent};

use super::{LIST, look, path_of};
use crate::{
    EDIT, care,
    model::{Condition, Kind},
    register::{self, Filter},
    removals,
};

const PER_PAGE: i64 = 50;
/// The most rows of a download.
const MOST: i64 = 20_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    jenis: String,
    kondisi: String,
    tempat: String,
    dihapus: String,
    hal: u32,
}

impl Asked {
    fn filter(&self) -> Filter {
        Filter {
            words: self.q.clone(),
            kind: self.jenis.parse().ok(),
            condition: self.kondisi.parse().ok(),
            branch: self.tempat.parse().ok(),
            gone: !self.dihapus.is_empty(),
        }
    }

    fn query(&self) -> String {
        let value = ui::page::query_value;
        format!(
            "q={}&jenis={}&kondisi={}&tempat={}&dihapus={}",
            value(&self.q),
            value(&self.jenis),
            value(&self.kondisi),
            value(&self.tempat),
            value(&self.dihapus)
        )
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form class=\"toolbar\" role=\"search\" action=\"/staf/aset\">{% for field in fields %}{{ field }}{% endfor %}<button class=\"btn\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#LuSearch\"/></svg>{{ search }}</button></form>"
)]
struct Finding<'a> {
    fields: Vec<Field>,
    search: &'a str,
}

/// Every thing, by number.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (filter, number) = (asked.filter(), asked.hal.clamp(1, 100_000));
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let ((count, value), shown, branches) = visit
        .read(move |tx| {
            Ok((register::count(tx, &filter)?, register::page(tx, &filter, place)?, library::branches(tx)?))
        })
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    if visit.can(EDIT) {
        board.acts.push(Button::link(t.say("asset-new"), "/staf/aset/baru").icon("LuPlus"));
    }
    board.acts.extend([
        Button::link(t.say("rounds"), "/staf/aset/inventaris").ghost().icon("LuScan"),
        Button::link(t.say("asset-labels"), "/staf/aset/label").ghost().icon("LuQrCode"),
        Button::link(t.say("asset-due"), "/staf/aset/perawatan").ghost().icon("LuWrench"),
    ]);
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats = vec![stat(t.int(count), "assets-found"), stat(t.rupiah(value.0), "assets-worth")];
    let search = t.say("search");
    board.main.push(Html::of(&Finding { fields: fields(t, &asked, &branches), search }));
    let mut table = look::things(t, "aset", t.say("nav-assets"), &shown);
    table.empty = Some(Empty {
        icon: "LuArmchair",
        title: t.say("assets-none").to_owned(),
        text: t.say("assets-none-text").to_owned(),
        action: None,
    });
    table.csv = Some(format!("/staf/aset/aset.csv?{}", asked.query()));
    table.xlsx = Some(format!("/staf/aset/aset.xlsx?{}", asked.query()));
    board.main.push(Html::of(&table));
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    board.pager = Some(Pager::new(t, number, pages, |n| format!("/staf/aset?{}&hal={n}", asked.query())));
    visit.board(visit.staff(t.say("nav-assets")), board, &Sent::default())
}

fn fields(t: Speech, asked: &Asked, branches: &[Branch]) -> Vec<Field> {
    let any = || Choice::new("", t.say("assets-any"));
    let kinds = Kind::ALL.iter().map(|kind| {
        Choice::new(kind.as_str(), t.say(&format!("asset-kind-{kind}"))).chosen(kind.as_str() == asked.jenis)
    });
    let conditions = Condition::ALL.iter().map(|one| {
        Choice::new(one.as_str(), t.say(&format!("condition-{one}"))).chosen(one.as_str() == asked.kondisi)
    });
    let places = branches.iter().map(|branch| {
        let id = branch.id.to_string();
        let chosen = id == asked.tempat;
        Choice::new(id, &*branch.name).chosen(chosen)
    });
    vec![
        Field::text(t, "q", t.say("assets-find"), &*asked.q).kind("search"),
        Field::select(t, "jenis", t.say("asset-kind"), std::iter::once(any()).chain(kinds).collect()),
        Field::select(
            t,
            "kondisi",
            t.say("asset-condition"),
            std::iter::once(any()).chain(conditions).collect(),
        ),
        Field::select(t, "tempat", t.say("asset-branch"), std::iter::once(any()).chain(places).collect()),
        Field::check(t, "dihapus", t.say("assets-gone"), "1", !asked.dihapus.is_empty()),
    ]
}

async fn rows(visit: &Visit, asked: &Asked) -> store::Result<Vec<Vec<Cell>>> {
    let filter = asked.filter();
    let all = visit.read(move |tx| register::page(tx, &filter, (MOST, 0))).await?;
    let t = visit.t;
    let heads = [
        "asset-code",
        "asset-name",
        "asset-kind",
        "asset-serial",
        "asset-branch",
        "asset-room",
        "asset-custodian",
        "asset-condition",
        "asset-value",
        "asset-valuation",
        "asset-source",
        "asset-origin",
        "asset-reference",
        "asset-acquired",
        "asset-warranty",
    ];
    let mut rows: Vec<Vec<Cell>> = vec![heads.iter().map(|key| Cell::from(t.say(key))).collect()];
    for one in all {
        rows.push(vec![
            one.code.into(),
            one.name.into(),
            t.say(&format!("asset-kind-{}", one.kind)).into(),
            one.serial.unwrap_or_default().into(),
            one.branch_name.into(),
            one.room.unwrap_or_default().into(),
            one.custodian_name.unwrap_or_default().into(),
            t.say(&format!("condition-{}", one.condition)).into(),
            one.value.0.into(),
            t.say(&format!("valuation-{}", one.valuation)).into(),
            t.say(&format!("asset-source-{}", one.source)).into(),
            one.origin.unwrap_or_default().into(),
            one.reference.unwrap_or_default().into(),
            one.acquired_on.into(),
            one.warranty_until.map_or(Cell::Empty, Cell::from),
        ]);
    }
    Ok(rows)
}

/// The register as a spreadsheet.
pub(super) async fn xlsx(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let bytes = sheet::write::xlsx(rows(&visit, &asked).await?).map_err(Failure::fault)?;
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    web::document::download(bytes, media, "aset.xlsx")
}

/// The register as CSV.
pub(super) async fn csv(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let text = sheet::write::csv(rows(&visit, &asked).await?);
    web::document::download(text.into_bytes(), web::document::CSV, "aset.csv")
}

/// What is due: care, warranties, decisions.
pub(super) async fn care(visit: Visit) -> Answer {
    let today = visit.act().today();
    let soon = today.saturating_add(30.days());
    let (due, ending, removals, bought) = visit
        .read(move |tx| {
            let (due, ending) = (care::due(tx, soon)?, care::warranties(tx, today, soon)?);
            Ok((due, ending, removals::open(tx)?, register::open_payments(tx)?))
        })
        .await?;
    let t = visit.t;
    let heads = |last: &str| {
        vec![Column::new(t.say("asset")).head(), Column::new(t.say("asset-what")), Column::new(t.say(last))]
    };
    let mut table = Table::new(t, "perawatan", t.say("care-title"), heads("care-due"));
    table.rows = due
        .iter()
        .map(|(code, name, what, due)| {
            let row = Row::new(vec![
                look::link(&path_of(code), name, code),
                what.clone().into(),
                t.date(*due).into(),
            ]);
            if *due <= today { row.tone(Tone::Warn) } else { row }
        })
        .collect();
    let mut board = Board::new(t);
    table.empty = Some(look::none(t, "LuWrench", "care-none"));
    board.main.push(Html::of(&table));
    if !removals.is_empty() {
        let mut table = Table::new(t, "penghapusan", t.say("removals-title"), heads("asset-condition"));
        table.rows = removals
            .iter()
            .map(|(code, name, why)| {
                let waits = t.say("removal-waits");
                Row::new(vec![look::link(&path_of(code), name, code), why.clone().into(), waits.into()])
            })
            .collect();
        board.main.push(Html::of(&table));
    }
    if !bought.is_empty() {
        let columns = vec![
            Column::new(t.say("asset-payment")).head(),
            Column::new(t.say("asset-payment-day")),
            Column::new(t.say("asset-payment-left")).numeric(),
        ];
        let mut table = Table::new(t, "dibeli", t.say("asset-bought-title"), columns);
        let row = |one: &register::OpenPayment| {
            let href = format!("/staf/aset/baru?bayar={}", one.payment);
            Row::new(vec![
                look::link(&href, &one.memo, &one.number),
                t.date(one.day).into(),
                t.rupiah(one.left.0).into(),
            ])
        };
        table.rows = bought.iter().map(row).collect();
        board.main.push(Html::of(&table));
    }
    if !ending.is_empty() {
        let mut table = Table::new(t, "garansi", t.say("warranties-title"), heads("asset-warranty"));
        table.rows = ending
            .iter()
            .map(|(code, name, day)| {
                let what = t.say("warranty-check");
                Row::new(vec![look::link(&path_of(code), name, code), what.into(), t.date(*day).into()])
            })
            .collect();
        board.main.push(Html::of(&table));
    }
    visit.board(visit.below(LIST, t.say("asset-due")), board, &Sent::default())
}
