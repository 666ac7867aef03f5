//! What a partner that carries memberships is told: counts for a period, on a page and as a letter.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Date, Id};
use membership::{
    plan_name, plans,
    sponsorships::{self, Sponsorship, Statement},
};
use serde::Deserialize;
use ui::{
    Page, Speech,
    part::{Column, DateParts, ErrorSummary, Errors, Field, Link, Row, Table},
};
use web::{Answer, Failure, Query, Visit, document};

use crate::statements;

const PARTNERS: &str = "/staf/mitra-keanggotaan";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    from_day: String,
    from_month: String,
    from_year: String,
    to_day: String,
    to_month: String,
    to_year: String,
}

impl Asked {
    fn from(&self) -> DateParts {
        DateParts { day: self.from_day.clone(), month: self.from_month.clone(), year: self.from_year.clone() }
    }

    fn to(&self) -> DateParts {
        DateParts { day: self.to_day.clone(), month: self.to_month.clone(), year: self.to_year.clone() }
    }

    /// The period that is asked about; this year until today without an answer, none where it cannot be read.
    fn period(&self, today: Date) -> Option<(Date, Date)> {
        if self.from().is_empty() && self.to().is_empty() {
            return Some((today.first_of_year(), today));
        }
        let (from, to) = (self.from().read()?, self.to().read()?);
        (from <= to).then_some((from, to))
    }
}

/// What is told.
struct Told {
    sponsorship: Sponsorship,
    plan: String,
    counts: Statement,
    loans: Option<i64>,
}

async fn told(visit: &Visit, id: Id<Sponsorship>, (from, to): (Date, Date)) -> store::Result<Told> {
    let (act, t) = (visit.act(), visit.t);
    visit
        .read(move |tx| {
            let sponsorship = sponsorships::one(tx, id)?;
            let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == sponsorship.plan);
            Ok(Told {
                counts: sponsorships::statement(tx, &sponsorship, from, to)?,
                loans: statements::loans(tx, &act, id, from, to)?,
                plan: plan.map(|plan| plan_name(t, &plan)).unwrap_or_default(),
                sponsorship,
            })
        })
        .await
}

/// Label and number of every line.
fn lines(t: Speech, told: &Told) -> Vec<(String, String)> {
    let seats = told.sponsorship.seats.map_or_else(|| t.say("statement-no-limit").to_owned(), |n| t.int(n));
    let loans = told
        .loans
        .map_or_else(|| t.count("statement-too-few", statements::FEWEST as i64), |loans| t.int(loans));
    let mut lines = vec![
        ("statement-plan", told.plan.clone()),
        ("statement-seats", seats),
        ("statement-carried", t.int(told.counts.carried)),
        ("statement-new", t.int(told.counts.new)),
        ("statement-ended", t.int(told.counts.ended())),
        ("statement-at-end", t.int(told.counts.at_end)),
    ];
    if told.counts.vouchers > 0 {
        lines.push(("statement-vouchers", t.int(told.counts.vouchers)));
    }
    lines.push(("statement-loans", loans));
    lines.into_iter().map(|(key, value)| (t.say(key).to_owned(), value)).collect()
}

#[derive(Template)]
#[template(path = "statement.html")]
struct StatementPage {
    page: Page,
    errors: Errors,
    fields: [Field; 2],
    table: Option<Table>,
    letter: String,
}

impl StatementPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The numbers of a period.
pub(crate) async fn page(
    visit: Visit,
    Path(id): Path<Id<Sponsorship>>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let period = asked.period(today);
    let mut errors = Errors::new();
    if period.is_none() {
        errors.add("from", t.say("statement-period-unreadable"));
    }
    let (from, to) = period.unwrap_or((today.first_of_year(), today));
    let told = told(&visit, id, (from, to)).await?;
    let columns =
        vec![Column::new(t.say("statement-what")).head(), Column::new(t.say("statement-count")).numeric()];
    let caption = t.with("statement-period", &[("from", t.date(from).into()), ("to", t.date(to).into())]);
    let table = period.map(|_| Table {
        rows: lines(t, &told)
            .into_iter()
            .map(|(label, value)| Row::new(vec![label.into(), value.into()]))
            .collect(),
        ..Table::new(t, "laporan", caption, columns)
    });
    let mut page = visit.staff(t.say("statement-title"));
    page.crumbs = vec![
        Link::new(t.say("nav-sponsors"), PARTNERS),
        Link::new(told.sponsorship.name.as_str(), format!("{PARTNERS}/{id}")),
        Link::new(page.title.clone(), String::new()),
    ];
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = |typed: DateParts, day: Date| if typed.is_empty() { DateParts::from(day) } else { typed };
    let (from_parts, to_parts) = (DateParts::from(from), DateParts::from(to));
    let view = StatementPage {
        letter: format!(
            "{PARTNERS}/{id}/laporan.pdf?from_day={}&from_month={}&from_year={}&to_day={}&to_month={}&to_year={}",
            from_parts.day, from_parts.month, from_parts.year, to_parts.day, to_parts.month, to_parts.year
        ),
        fields: [
            Field::date(t, "from", t.say("statement-from"), shown(asked.from(), from))
                .error(errors.of("from")),
            Field::date(t, "to", t.say("statement-to"), shown(asked.to(), to)),
        ],
        table,
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// The same as a letter to the partner.
pub(crate) async fn letter(
    visit: Visit,
    Path(id): Path<Id<Sponsorship>>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let (from, to) = asked.period(today).ok_or_else(Failure::missing)?;
    let told = told(&visit, id, (from, to)).await?;
    let lines = lines(t, &told);
    let name = told.sponsorship.name.clone();
    let period = t.with("statement-period", &[("from", t.date(from).into()), ("to", t.date(to).into())]);
    let words = [
        "statement-subject",
        "statement-greeting",
        "statement-thanks",
        "statement-privacy",
        "statement-closing",
        "statement-signer",
        "statement-about",
        "statement-to-whom",
        "statement-what",
        "statement-count",
    ]
    .map(|key| t.say(key).to_owned());
    let place_and_date = t.date(today);
    let title = format!("{}: {name}", t.say("statement-title"));
    document::answer(&visit, "laporan-mitra.pdf", title, move |about, head| {
        let [subject, greeting, thanks, privacy, closing, signer, about_label, to_whom, what, count] = &words;
        let cells: Vec<[&str; 2]> =
            lines.iter().map(|(label, value)| [label.as_str(), value.as_str()]).collect();
        let rows: Vec<&[&str]> = cells.iter().map(<[&str; 2]>::as_slice).collect();
        let columns = [pdf::Column { name: what, number: false }, pdf::Column { name: count, number: true }];
        let letter = pdf::Letter {
            place_and_date: &place_and_date,
            facts: &[(about_label, subject)],
            to: &[to_whom, &name],
            body: &[
                pdf::Block::Paragraph(greeting),
                pdf::Block::Paragraph(thanks),
                pdf::Block::Heading(&period),
                pdf::Block::Table { columns: &columns, rows: &rows },
                pdf::Block::Paragraph(privacy),
            ],
            closing,
            signers: &[pdf::Signer { role: signer, ..pdf::Signer::default() }],
            ..pdf::Letter::default()
        };
        pdf::letter(about, head, &letter)
    })
    .await
}
