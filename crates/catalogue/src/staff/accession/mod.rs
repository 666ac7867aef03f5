//! `/staf/aksesi`: from the box to the shelf on one page, by scanner alone.
//!
//! What is in question stands in the address, so a page that is loaded again asks the same; each page has a token of its
//! own, so a form that is sent twice counts once.

mod question;
mod scanning;
mod shown;

use askama::Template;
pub(super) use scanning::{close, labels, scan, undo, undo_scan};
use serde::Deserialize;
pub(super) use shown::page;
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, Pager, Row, Table, Tone},
};
use web::{Answer, Query, Visit};

use crate::accession::{self, Batch, State};

/// Where boxes are listed.
pub(crate) const HERE: &str = "/staf/aksesi";
const PER_PAGE: i64 = 50;

fn box_path(code: &str) -> String {
    format!("{HERE}/{code}")
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"staff.html\" %}{% block content %}<p>{{ page.t.say(\"accession-lead\") }}</p>{{ table }}{{ pager }}{% endblock %}"
)]
struct ListPage {
    page: Page,
    table: Table,
    pager: Pager,
}

/// A page of a list.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Listed {
    n: Option<u32>,
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ text }}</a>")]
struct Linked<'a> {
    href: String,
    text: &'a str,
}

/// The boxes, open ones first.
pub(crate) async fn list(visit: Visit, Query(asked): Query<Listed>) -> Answer {
    let number = asked.n.unwrap_or(1).clamp(1, 10_000);
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let (batches, all) = visit.read(move |tx| accession::list(tx, place)).await?;
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("accession-code").head(),
        column("accession-name"),
        column("accession-reference"),
        column("accession-received-on"),
        column("copy-branch"),
        column("accession-taken").numeric(),
        column("accession-state"),
    ];
    let mut table = Table::new(t, "kotak", t.say("nav-accession"), columns);
    table.empty = Some(Empty::told(t, "LuPackage", "accession-none"));
    table.rows = batches
        .iter()
        .map(|batch| {
            Row::new(vec![
                Html::of(&Linked { href: box_path(&batch.code), text: &batch.code }),
                batch.name.as_str().into(),
                batch.reference.as_str().into(),
                t.date(batch.received_on).into(),
                batch.branch_name.as_str().into(),
                taken(t, batch).into(),
                Html::of(&state(t, batch.state)),
            ])
        })
        .collect();
    let pages = u32::try_from((all + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    let pager = Pager::new(t, number, pages, |n| format!("{HERE}?n={n}"));
    visit.html(&ListPage { page: visit.staff(t.say("nav-accession")), table, pager })
}

fn state(t: Speech, state: State) -> Badge {
    let tone = match state {
        State::Open => Tone::Warn,
        State::Closed => Tone::Ok,
        State::Cancelled => Tone::Plain,
    };
    Badge::new(tone, t.say(&format!("accession-state-{state}")))
}

/// `12 dari 40`.
fn taken(t: Speech, batch: &Batch) -> String {
    t.with("accession-taken-of", &[("n", batch.copies.into()), ("of", batch.expected.into())])
}
