//! Who gave, as far as they agreed to be named; and what the gifts of this year and the last came to.

use askama::Template;
use jiff::ToSpan;
use serde::Deserialize;
use ui::{
    Page,
    part::{Column, Pager, Row, Table},
};
use web::{Answer, Period, Query, Visit};

use super::{GIVERS, OFFER, pager, place};
use crate::{giving, model::Direction, words};

/// A page of the list.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    n: Option<u32>,
}

#[derive(Template)]
#[template(path = "givers.html")]
struct GiversPage {
    page: Page,
    given: Table,
    table: Table,
    pager: Pager,
    offer: &'static str,
}

/// The page.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let number = asked.n.unwrap_or(1);
    let today = visit.act().today();
    let period = Period { from: today.saturating_sub(2.years()), to: today };
    let ((givers, all), sums) = visit
        .read(move |tx| Ok((giving::public_givers(tx, place(number))?, giving::sums(tx, period)?)))
        .await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("givers-name")).head(),
        Column::new(t.say("givers-gave")),
        Column::new(t.say("givers-since")),
    ];
    let mut table = Table::new(t, "pemberi", t.say("nav-public-givers"), columns);
    table.rows = givers
        .iter()
        .map(|one| {
            let kinds: Vec<&str> = one.kinds.iter().map(|kind| words::kind(t, *kind)).collect();
            Row::new(vec![one.name.as_str().into(), t.list(&kinds).into(), t.month(one.since).into()])
        })
        .collect();
    let columns = vec![
        Column::new(t.say("contribution-kind")).head(),
        Column::new(t.say("contribution-amount")).numeric(),
    ];
    let mut given = Table::new(t, "jumlah", t.say("givers-sums"), columns);
    given.note = t.say("givers-period").to_owned();
    given.rows = sums
        .iter()
        .filter(|sum| sum.direction == Direction::In)
        .map(|sum| {
            Row::new(vec![words::kind(t, sum.kind).into(), words::amount(t, sum.kind, sum.amount).into()])
        })
        .collect();
    let mut page = visit.public(t.say("givers-title"));
    page.description = t.say("givers-lead").to_owned();
    let view = GiversPage {
        page,
        given,
        table,
        pager: pager(t, number, all, |n| format!("{GIVERS}?n={n}")),
        offer: OFFER,
    };
    visit.html(&view)
}
