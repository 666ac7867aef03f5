//! Every contribution, and what of each kind came in this year.

use askama::Template;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Button, Choice, Column, Empty, Field, Pager, Row, Stat, Table},
};
use web::{Answer, Period, Query, Visit};

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
    n: Option<u32>,
}

impl Asked {
    fn href(&self, n: u32) -> String {
        let value = ui::page::query_value;
        format!(
            "{LIST}?keadaan={}&jenis={}&arah={}&telat={}&bukti={}&n={n}",
            value(&self.keadaan),
            value(&self.jenis),
            value(&self.arah),
            value(&self.telat),
            value(&self.bukti)
        )
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
    let filter = Filter {
        state: asked.keadaan.parse().ok(),
        kind: asked.jenis.parse().ok(),
        direction: asked.arah.parse().ok(),
        late: (!asked.telat.is_empty()).then_some(today),
        unsigned: !asked.bukti.is_empty(),
    };
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
    let view = ListPage {
        page: visit.staff(t.say("nav-contributions")),
        stats: stats(t, &sums),
        fields: filters(t, &asked),
        table: table(t, &found, count, can_edit),
        pager: pager(t, number, count, |n| asked.href(n)),
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
