//! What came of somebody's gifts, for the staff.

use askama::Template;
use axum::extract::Path;
use funds::Fund;
use kernel::{Act, Id, Person};
use ui::{
    Html, Page, Speech,
    part::{Column, Empty, Row, Stat, Table},
};
use web::{Answer, Failure, Visit, document};

use super::{LIST, MINE, badge, list::Linked, path_of};
use crate::{
    giving,
    model::Direction,
    paper,
    report::{self, Report},
    words,
};

#[derive(Template)]
#[template(path = "donor.html")]
struct DonorPage {
    page: Page,
    report: String,
    person: String,
    new: String,
    view: View,
}

/// What a report shows, here and on a giver's own page.
pub(super) struct View {
    pub(super) stats: Vec<Stat>,
    pub(super) did: Vec<String>,
    pub(super) gifts: Table,
    /// The statement of each fund that is theirs: where it is, and what to call it.
    pub(super) statements: Vec<(String, String)>,
}

impl View {
    /// The report as it is shown; the codes lead on for the staff.
    pub(super) fn of(t: Speech, report: &Report, staff: bool) -> Self {
        let statement = |fund: &Fund| {
            let href = match staff {
                true => format!("/staf/dana/{}/laporan", fund.code),
                false => format!("{MINE}/dana/{}", fund.code),
            };
            (href, t.about("donor-report-statement", fund.title.as_str()))
        };
        Self {
            stats: stats(t, report),
            did: report.did(t),
            gifts: table(t, report, staff),
            statements: report.funds_of_theirs().map(statement).collect(),
        }
    }
}

fn stats(t: Speech, report: &Report) -> Vec<Stat> {
    let given = report.sums.iter().filter(|sum| sum.direction == Direction::In);
    given
        .map(|sum| Stat {
            value: words::amount(t, sum.kind, sum.amount),
            label: words::kind(t, sum.kind).to_owned(),
            ..Stat::default()
        })
        .collect()
}

fn table(t: Speech, report: &Report, staff: bool) -> Table {
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("contribution-about").head(),
        column("contribution-promised").numeric(),
        column("contribution-received").numeric(),
        column("contribution-value").numeric(),
        column("contribution-handover"),
        column("contribution-state"),
    ];
    let mut table = Table::new(t, "pemberian", t.say("donor-report-gifts"), columns);
    table.empty = Some(Empty {
        icon: "LuGift",
        title: t.say("donor-report-none").to_owned(),
        text: t.say("donor-report-none.text").to_owned(),
        action: None,
    });
    table.rows = report
        .gifts
        .iter()
        .map(|one| {
            let mut cells: Vec<Html> = report.row(t, one).into_iter().map(Html::from).collect();
            if staff && let Some(first) = cells.first_mut() {
                *first = Html::of(&Linked { href: path_of(&one.code), text: &one.about });
            }
            if let Some(last) = cells.last_mut() {
                *last = match &one.handover {
                    None => Html::default(),
                    Some(number) if staff => number.as_str().into(),
                    // Whoever gave it may have its papers.
                    Some(number) => {
                        let href = format!("{MINE}/{}/berita-acara", one.code);
                        Html::of(&Linked { href, text: number })
                    }
                };
            }
            cells.push(Html::of(&badge(t, one)));
            Row::new(cells)
        })
        .collect();
    table
}

/// The page.
pub(super) async fn page(visit: Visit, Path(party): Path<Id<Person>>) -> Answer {
    let act = visit.act();
    let outcomes = visit.app().outcomes().to_vec();
    let report = visit.read(move |tx| report::report(tx, &act, party, &outcomes)).await?;
    let t = visit.t;
    let base = format!("{LIST}/pemberi/{party}");
    let view = DonorPage {
        page: visit.below(("nav-contributions", LIST), t.about("donor-report-of", report.name.as_str())),
        report: format!("{base}/laporan"),
        person: people::pages::path_of(party),
        new: format!("{LIST}/baru?pemberi={party}"),
        view: View::of(t, &report, true),
    };
    visit.html(&view)
}

/// The report as PDF.
pub(super) async fn paper(visit: Visit, Path(party): Path<Id<Person>>) -> Answer {
    printed(&visit, party).await
}

/// The report to this giver as PDF.
pub(super) async fn printed(visit: &Visit, party: Id<Person>) -> Answer {
    let act = visit.act();
    let asking = act.clone();
    let outcomes = visit.app().outcomes().to_vec();
    let report = visit.read(move |tx| report::report(tx, &asking, party, &outcomes)).await?;
    print(visit, act, report).await
}

/// The report on one gift as PDF, for whoever gave it without the register knowing them.
pub(super) async fn of_gift(visit: Visit, Path(code): Path<String>) -> Answer {
    let act = visit.act();
    let asking = act.clone();
    let outcomes = visit.app().outcomes().to_vec();
    let report = visit
        .read(move |tx| {
            let id = giving::by_code(tx, &code)?.id;
            report::of_gift(tx, &asking, id, &outcomes)
        })
        .await?;
    print(&visit, act, report.ok_or_else(Failure::missing)?).await
}

async fn print(visit: &Visit, act: Act, report: Report) -> Answer {
    let t = visit.t;
    document::answer(visit, "laporan-hadiah.pdf", t.say("donor-report-title"), move |about, head| {
        paper::report(&report, t, &act, about, head)
    })
    .await
}
