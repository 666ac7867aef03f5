//! The statement of a fund: on a page, as PDF, as a spreadsheet.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use kernel::{Date, Id, Person, Rupiah};
use serde::Deserialize;
use sheet::Cell;
use ui::{
    Html, Speech,
    part::{Board, Button, Column, Empty, Row, Stat, Tab, Table, Tabs, Tone},
};
use web::{Answer, Period, Query, Visit, document, sent::Sent};

use super::{
    chart::{named, opened_again},
    csv_of,
    fund::LIST,
    fund_path,
    journal::year,
    look, sheet_of, transaction_path,
};
use crate::{
    Fund, Transaction, funds,
    ledger::months::{self, Month},
    outcomes::{self, Became},
    statement::{self, Movement, Paper, Statement},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tahun: String,
}

/// The days that are asked for: a year, or from the beginning of the fund to today.
fn days(asked: &Asked, since: Date, today: Date) -> (Date, Date) {
    asked.tahun.parse().map_or((since.min(today), today), |asked| year(asked, today))
}

/// A statement, and what stands beside it.
struct Told {
    one: Statement,
    /// Its giver, where whoever reads it may know.
    giver: Option<String>,
    /// What came of what was spent in its days.
    became: Became,
    /// What shows its transactions: the papers of what they were posted for, and documents, by transaction.
    papers: BTreeMap<String, Vec<Link>>,
    /// Months of it that were opened again after they had been closed.
    opened: Vec<Month>,
    /// Who signs it.
    head: String,
    treasurer: String,
}

impl Told {
    /// The papers of the transaction with this number.
    fn papers_of(&self, number: &str) -> &[Link] {
        self.papers.get(number).map_or(&[], Vec::as_slice)
    }

    /// What they are called, in a line.
    fn titles(&self, number: &str) -> String {
        let titles: Vec<&str> = self.papers_of(number).iter().map(|one| one.title.as_str()).collect();
        titles.join("; ")
    }
}

/// A paper, and where it is for whoever reads the statement.
struct Link {
    title: String,
    href: String,
}

/// Who reads a statement.
pub(super) enum Eyes {
    /// Whoever keeps the books: every name.
    Staff,
    /// Whoever gave the fund.
    Giver,
    /// Whoever is one of these.
    Outside(Vec<Id<Person>>),
}

impl Eyes {
    /// Those who read it outside the staff; none within.
    fn mine(self, fund: &Fund) -> Option<Vec<Id<Person>>> {
        match self {
            Self::Staff => None,
            Self::Giver => Some(fund.giver.into_iter().collect()),
            Self::Outside(mine) => Some(mine),
        }
    }
}

/// The documents among these that those who are `mine` may see: none that would tell who did not agree to be named.
pub(super) fn seen(one: &Statement, mut documents: Vec<Paper>, mine: &[Id<Person>]) -> Vec<Paper> {
    let private = |paper: &Paper| {
        one.movements
            .iter()
            .any(|moved| moved.number == paper.number && moved.came != Rupiah::ZERO && moved.is_private(mine))
    };
    documents.retain(|paper| !private(paper));
    documents
}

/// The statement of a fund; its documents are at `base`.
async fn read(visit: &Visit, code: String, asked: Asked, eyes: Eyes, base: &str) -> store::Result<Told> {
    let (t, app) = (visit.t, visit.app().clone());
    let a_giver = t.say("statement-a-giver").to_owned();
    let today = visit.act().today();
    let counted = visit.app().outcomes().to_vec();
    let staff = matches!(eyes, Eyes::Staff);
    let (mut told, documents, showing, mine) = visit
        .read(move |tx| {
            let fund = funds::by_code(tx, &code)?;
            // What was posted for a day before the fund's own first one is of it too.
            let (from, to) = days(&asked, Date::constant(1900, 1, 1), today);
            let mut found = statement::of(tx, fund.id, from, to)?;
            if asked.tahun.is_empty() {
                found.from =
                    found.movements.first().map_or(found.fund.since, |first| first.day.min(found.fund.since));
            }
            let mut became = outcomes::by_fund(tx, &counted, Period { from, to })?;
            let mut documents = statement::documents(tx, fund.id, from, to)?;
            let mine = eyes.mine(&fund);
            if let Some(mine) = &mine {
                documents = seen(&found, documents, mine);
                found.without_names(mine, &a_giver);
            }
            let mine_too = |giver| mine.as_ref().is_none_or(|mine| mine.contains(&giver));
            let theirs = fund.giver.is_some_and(mine_too);
            let mut showing = Vec::new();
            for moved in &found.movements {
                if let Some(paper) = shown_by(tx, &app, &moved.origin, moved.id)? {
                    showing.push((moved.number.clone(), paper));
                }
            }
            let told = Told {
                giver: fund.giver_name.filter(|_| theirs),
                became: became.remove(&fund.id).unwrap_or_default(),
                papers: BTreeMap::new(),
                opened: months::opened_again(tx, found.from, found.to)?,
                head: statement::HEAD.text(tx)?,
                treasurer: statement::TREASURER.text(tx)?,
                one: found,
            };
            Ok((told, documents, showing, mine.unwrap_or_default()))
        })
        .await?;
    for (number, paper) in showing {
        let title = t.about(paper.called, paper.number);
        let (href, may) = paper.staff;
        let own = paper.own.filter(|(whose, _)| mine.contains(whose)).map(|(_, href)| href);
        if let Some(href) = if staff { Some(href).filter(|_| visit.can(may)) } else { own } {
            told.papers.entry(number).or_default().push(Link { title, href });
        }
    }
    for one in documents {
        let link = Link { title: one.title, href: format!("{base}/{}", one.document) };
        told.papers.entry(one.number).or_default().push(link);
    }
    Ok(told)
}

/// The paper of what a transaction was posted for, that shows it.
pub(super) fn shown_by(
    tx: &mut store::Tx<'_>,
    app: &web::App,
    origin: &str,
    id: Id<Transaction>,
) -> store::Result<Option<web::Showing>> {
    app.origin_of(origin).map_or(Ok(None), |origin| (origin.paper)(tx, id.cast()))
}

/// Where the documents of the books are, for the staff.
const DOCUMENTS: &str = "/staf/bukti";

fn words(t: Speech, one: &Statement) -> String {
    t.with("statement-from-to", &[("from", t.date(one.from).into()), ("to", t.date(one.to).into())])
}

/// What came of a fund.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let chosen = asked.tahun.clone();
    let told = read(&visit, code, asked, Eyes::Staff, DOCUMENTS).await?;
    let one = &told.one;
    let base = format!("{}/laporan", fund_path(&one.fund.code));
    let query =
        if chosen.is_empty() { String::new() } else { format!("?tahun={}", ui::page::query_value(&chosen)) };
    let mut board = Board::new(t);
    board.head = vec![words(t, one).into()];
    board.acts = vec![
        Button::link(t.say("statement-pdf"), format!("{base}.pdf{query}")).icon("LuDownload"),
        Button::link(t.say("fund-to"), fund_path(&one.fund.code)).ghost(),
    ];
    board.stats = stats(t, one);
    let tab = |label: String, year: &str| Tab {
        label,
        href: if year.is_empty() { base.clone() } else { format!("{base}?tahun={year}") },
        current: year == chosen,
        ..Tab::default()
    };
    let years = (one.fund.since.year()..=today.year()).rev().take(8).map(|year| year.to_string());
    let tabs = std::iter::once(tab(t.say("statement-whole").to_owned(), ""))
        .chain(years.map(|year| tab(year.clone(), &year)));
    board.tabs = Some(Tabs { label: t.say("statement-years").to_owned(), tabs: tabs.collect() });
    if let Some(purpose) = &one.fund.purpose {
        board
            .main
            .push(Html::of(&ui::part::Flash::new(Tone::Info, t.about("fund-only-for", purpose.as_str()))));
    }
    let became = (!told.became.is_empty())
        .then(|| t.about("statement-became", t.list(&outcomes::in_words(t, &told.became))));
    let said: Vec<String> = promised(t, one).into_iter().chain(became).collect();
    board.main.extend(said.into_iter().map(Html::from));
    for month in &told.opened {
        let text = format!("{}: {}", named(t, month), opened_again(&visit, month));
        board.main.push(Html::of(&ui::part::Flash::new(Tone::Warn, text)));
    }
    let mut table = table(t, &told, Some(transaction_path));
    table.csv = Some(format!("{base}.csv{query}"));
    table.xlsx = Some(format!("{base}.xlsx{query}"));
    board.main.push(Html::of(&table));
    let title = format!("{} · {}", t.say("statement"), one.fund.title);
    visit.board(visit.below(LIST, title), board, &Sent::default())
}

fn stats(t: Speech, one: &Statement) -> Vec<Stat> {
    let stat = |key: &str, value: Rupiah| Stat {
        value: look::money(t, value),
        label: t.say(key).to_owned(),
        ..Stat::default()
    };
    vec![
        stat("statement-before", one.before),
        stat("statement-came", one.came()),
        stat("statement-went", one.went()),
        stat("statement-moved", one.moved()),
        stat("statement-after", one.after()),
    ]
}

/// How much the fund's giver promised in all and how much of that they gave, where they said how much; and what others gave.
fn promised(t: Speech, one: &Statement) -> Vec<String> {
    let money = |value| look::money(t, value).into();
    let is_theirs = one.fund.giver.is_some();
    let given = if is_theirs { one.given } else { one.given + one.given_by_others };
    let promised = one.fund.promised.map(|promised| {
        t.with("statement-promised", &[("promised", money(promised)), ("came", money(given))])
    });
    let others = (is_theirs && one.given_by_others != Rupiah::ZERO)
        .then(|| t.about("statement-given-by-others", look::money(t, one.given_by_others)));
    promised.into_iter().chain(others).collect()
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for one in papers %}<a href=\"{{ one.href }}\">{{ one.title }}</a>{% if !loop.last %}<br>{% endif %}{% endfor %}"
)]
struct Papers<'a> {
    papers: &'a [Link],
}

/// What moved, in a table; `page` is where a transaction is, for whoever may see it.
fn table(t: Speech, told: &Told, page: Option<fn(Id<Transaction>) -> String>) -> Table {
    let one = &told.one;
    let columns = vec![
        Column::new(t.say("transaction")).head(),
        Column::new(t.say("funds-documents")),
        Column::new(t.say("funds-day")),
        Column::new(t.say("statement-came")).numeric(),
        Column::new(t.say("statement-went")).numeric(),
        Column::new(t.say("statement-moved")).numeric(),
        Column::new(t.say("statement-left")).numeric(),
    ];
    let mut table = Table::new(t, "mutasi", t.say("statement-movements"), columns);
    table.empty = Some(Empty {
        icon: "LuReceipt",
        title: t.say("statement-nothing").to_owned(),
        text: t.say("statement-nothing-text").to_owned(),
        action: None,
    });
    let mut left = one.before;
    for moved in &one.movements {
        left = left + moved.amount;
        let small = match &moved.party_name {
            Some(party) => format!("{} · {party}", moved.number),
            None => moved.number.clone(),
        };
        table.rows.push(Row::new(vec![
            look::link(&page.map_or_else(String::new, |path| path(moved.id)), &moved.memo, &small),
            Html::of(&Papers { papers: told.papers_of(&moved.number) }),
            t.date(moved.day).into(),
            some(t, moved.came).into(),
            some(t, moved.went).into(),
            some(t, moved.moved).into(),
            look::money(t, left).into(),
        ]));
    }
    table
}

/// An amount; nothing where there is none.
fn some(t: Speech, amount: Rupiah) -> String {
    if amount == Rupiah::ZERO { String::new() } else { look::money(t, amount) }
}

#[derive(Template)]
#[template(path = "given_statement.html")]
struct Given {
    page: ui::Page,
    /// What it is about: its days, what it is for, how much was promised, what came of it.
    said: Vec<String>,
    stats: Vec<Stat>,
    table: Table,
    paper: String,
}

/// The statement of a fund for whoever gave it, who follows it to each document; it stands at `base`.
pub(super) async fn given(visit: &Visit, code: String, base: &str, mine: Vec<Id<Person>>) -> Answer {
    let t = visit.t;
    let told = read(visit, code, Asked::default(), Eyes::Outside(mine), &format!("{base}/bukti")).await?;
    let one = &told.one;
    let purpose = one.fund.purpose.as_deref().map(|purpose| t.about("fund-only-for", purpose));
    let became = (!told.became.is_empty())
        .then(|| t.about("statement-became", t.list(&outcomes::in_words(t, &told.became))));
    let view = Given {
        page: visit.member(format!("{} · {}", t.say("statement"), one.fund.title)),
        said: [Some(words(t, one)), purpose]
            .into_iter()
            .flatten()
            .chain(promised(t, one))
            .chain(became)
            .collect(),
        stats: stats(t, one),
        table: table(t, &told, None),
        paper: format!("{base}/laporan"),
    };
    visit.html(&view)
}

/// The movements as rows, each with what is left after it.
fn rows(one: &Statement) -> impl Iterator<Item = (&Movement, String, Rupiah)> {
    one.movements.iter().scan(one.before, |left, moved| {
        *left = *left + moved.amount;
        let what = match &moved.party_name {
            Some(party) => format!("{} ({party})", moved.memo),
            None => moved.memo.clone(),
        };
        Some((moved, what, *left))
    })
}

const HEADS: [&str; 8] = [
    "funds-day",
    "transaction",
    "transaction-memo",
    "statement-came",
    "statement-went",
    "statement-moved",
    "statement-left",
    "funds-documents",
];

async fn exported(visit: &Visit, code: String, asked: Asked) -> store::Result<Vec<Vec<Cell>>> {
    let told = read(visit, code, asked, Eyes::Staff, DOCUMENTS).await?;
    let t = visit.t;
    let head = HEADS.iter().map(|key| Cell::from(t.say(key))).collect();
    let lines = rows(&told.one).map(|(moved, what, left)| {
        vec![
            moved.day.into(),
            moved.number.clone().into(),
            what.into(),
            moved.came.0.into(),
            moved.went.0.into(),
            moved.moved.0.into(),
            left.0.into(),
            told.titles(&moved.number).into(),
        ]
    });
    Ok(std::iter::once(head).chain(lines).collect())
}

/// The statement as a spreadsheet.
pub(super) async fn xlsx(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let rows = exported(&visit, code, asked).await?;
    sheet_of("laporan-dana", rows)
}

/// The statement as CSV.
pub(super) async fn csv(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let rows = exported(&visit, code, asked).await?;
    csv_of("laporan-dana", rows)
}

/// The statement as a paper, which is addressed to whoever gave the fund.
pub(super) async fn paper(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    printed(&visit, code, asked, Eyes::Giver).await
}

/// The same, for whoever may see it, such as who gave the money.
pub(super) async fn printed(visit: &Visit, code: String, asked: Asked, eyes: Eyes) -> Answer {
    let told = read(visit, code, asked, eyes, DOCUMENTS).await?;
    let t = visit.t;
    let title = format!("{} {}", t.say("statement"), told.one.fund.title);
    let file = format!("laporan-{}.pdf", told.one.fund.code);
    let opened: Vec<String> = told
        .opened
        .iter()
        .map(|month| format!("{}: {}", named(t, month), opened_again(visit, month)))
        .collect();
    let place = format!("{}, {}", visit.app().house().library.short, t.date(visit.act().today()));
    document::answer(visit, &file, title, move |about, head| print(t, &told, &opened, &place, about, head))
        .await
}

fn print(
    t: Speech,
    told: &Told,
    opened: &[String],
    place: &str,
    about: &pdf::About<'_>,
    head: &pdf::Head<'_>,
) -> Result<Vec<u8>, pdf::Error> {
    let one = &told.one;
    let period = words(t, one);
    let name = format!("{} ({})", one.fund.title, one.fund.code);
    let sums = t.with(
        "statement-sums",
        &[
            ("before", look::money(t, one.before).into()),
            ("came", look::money(t, one.came()).into()),
            ("went", look::money(t, one.went()).into()),
            ("moved", look::money(t, one.moved()).into()),
            ("after", look::money(t, one.after()).into()),
        ],
    );
    let purpose = one.fund.purpose.as_deref().map(|purpose| t.about("fund-only-for", purpose));
    // Money that went from fund to fund has a column where there was any.
    let has_moved = one.movements.iter().any(|moved| moved.moved != Rupiah::ZERO);
    let cells: Vec<Vec<String>> = rows(one)
        .map(|(moved, what, left)| {
            let day = format!("{} {}", t.day_month(moved.day), moved.day.year());
            let paper = moved.reference.as_deref().map(|number| format!(", {number}")).unwrap_or_default();
            let mut cells = vec![day, format!("{}: {what}{paper}", moved.number)];
            cells.extend([some(t, moved.came), some(t, moved.went)]);
            cells.extend(has_moved.then(|| some(t, moved.moved)));
            cells.push(look::money(t, left));
            cells
        })
        .collect();
    let cells: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let is_shown = |key: &&&str| match **key {
        "transaction" | "funds-documents" => false,
        "statement-moved" => has_moved,
        _ => true,
    };
    let columns: Vec<pdf::Column<'_>> = HEADS
        .iter()
        .filter(is_shown)
        .map(|key| pdf::Column { name: t.say(key), number: key.starts_with("statement-") })
        .collect();
    // `J-2026-0016: Faktur KR-0417; Kuitansi`
    let in_one_line = |number: &String| format!("{number}: {}", told.titles(number));
    let shown: Vec<String> = told.papers.keys().map(in_one_line).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let became = outcomes::in_words(t, &told.became);
    let became: Vec<&str> = became.iter().map(String::as_str).collect();
    let mut body = vec![pdf::Block::Paragraph(&sums)];
    body.extend(purpose.as_deref().map(pdf::Block::Paragraph));
    let promised = promised(t, one);
    body.extend(promised.iter().map(|line| pdf::Block::Paragraph(line)));
    if !became.is_empty() {
        body.push(pdf::Block::Heading(t.say("fund-became")));
        body.push(pdf::Block::List(&became));
    }
    if cells.is_empty() {
        body.push(pdf::Block::Paragraph(t.say("statement-nothing")));
    } else {
        body.push(pdf::Block::Table { columns: &columns, rows: &cells });
    }
    if !shown.is_empty() {
        body.push(pdf::Block::Heading(t.say("funds-documents")));
        body.push(pdf::Block::List(&shown));
    }
    body.push(pdf::Block::Paragraph(t.say("statement-how")));
    body.extend(opened.iter().map(|text| pdf::Block::Paragraph(text)));
    let giver = told.giver.as_deref().unwrap_or_default();
    let facts = [(t.say("fund"), name.as_str()), (t.say("statement-span"), period.as_str())];
    let letter = pdf::Letter {
        place_and_date: place,
        facts: &facts,
        to: if giver.is_empty() { &[] } else { std::slice::from_ref(&giver) },
        body: &body,
        closing: "",
        signers: &[
            document::signer(&told.head, t.say("role-head")),
            document::signer(&told.treasurer, t.say("role-treasurer")),
        ],
        copies: ("", &[]),
    };
    pdf::letter(about, head, &letter)
}
