//! What programmes were to cost and did, over all funds.

use serde::Deserialize;
use ui::{
    Html,
    part::{Board, Column, Empty, Row, Tab, Table, Tabs, Tone},
};
use web::{Answer, Query, Visit, sent::Sent};

use super::{fund::LIST, fund_path, look};
use crate::{
    budgets::{self, Planned},
    funds,
    model::{Budget, Fund},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tahun: String,
}

/// The programmes of a year, each with the funds that pay for it.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (t, this) = (visit.t, i64::from(visit.act().today().year()));
    let year = asked.tahun.parse().ok().filter(|year| (2000..=2199).contains(year)).unwrap_or(this);
    let modules = visit.app().programmes().to_vec();
    let (all, known) =
        visit.read(move |tx| Ok((budgets::planned(tx, year, &modules)?, funds::all(tx)?))).await?;
    let columns = vec![
        Column::new(t.say("budget-purpose")).head(),
        Column::new(t.say("fund")),
        Column::new(t.say("budget-planned")).numeric(),
        Column::new(t.say("budget-spent")).numeric(),
        Column::new(t.say("funds-committed")).numeric(),
        Column::new(t.say("budget-progress")).numeric(),
    ];
    let mut table = Table::new(t, "program", t.about("programmes-of", year.to_string()), columns);
    table.empty = Some(Empty {
        icon: "LuListChecks",
        title: t.say("budgets-none").to_owned(),
        text: t.say("programmes-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Planned| {
        let left = one.sum(Budget::left);
        let row = Row::new(vec![
            match &one.programme {
                Some(programme) => look::link(&programme.path, one.name(), t.say("programme")),
                None => one.name().into(),
            },
            paid_by(one, &known),
            look::money(t, one.sum(|line| line.amount)).into(),
            look::money(t, one.sum(|line| line.spent)).into(),
            look::money(t, one.sum(|line| line.held)).into(),
            look::money(t, left).into(),
        ]);
        if left < kernel::Rupiah::ZERO { row.tone(Tone::Bad) } else { row }
    };
    table.rows = all.iter().map(row).collect();
    let tab = |one: i64| Tab {
        label: one.to_string(),
        href: format!("/staf/dana/anggaran?tahun={one}"),
        current: one == year,
        ..Tab::default()
    };
    let mut board = Board::new(t);
    board.head = vec![t.say("programmes-text").into()];
    let tabs = (0..4).map(|back| tab(this + 1 - back)).collect();
    board.tabs = Some(Tabs { label: t.say("statement-years").to_owned(), tabs });
    board.main.push(Html::of(&table));
    visit.board(visit.below(LIST, t.say("programmes")), board, &Sent::default())
}

/// The funds that pay for a programme.
fn paid_by(one: &Planned, known: &[Fund]) -> Html {
    let funds: Vec<&Fund> =
        one.lines.iter().filter_map(|line| known.iter().find(|fund| fund.id == line.fund)).collect();
    match funds.as_slice() {
        [fund] => look::link(&fund_path(&fund.code), &fund.title, &fund.code),
        several => several.iter().map(|fund| fund.title.as_str()).collect::<Vec<_>>().join(", ").into(),
    }
}
