//! The ledger as its keeper sees it: transactions, and what is taken along.

use axum::extract::Path;
use jiff::civil::Date as Civil;
use kernel::{Date, Id, Message};
use platform::files::Files;
use serde::Deserialize;
use sheet::Cell;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Column, Deed, Empty, Field, Flash, Row, Stat, Tab, Table, Tabs, Tone},
};
use web::{Answer, Form, Post, Query, Upload, Visit, sent, sent::Sent};

use super::{
    csv_of, fund_path, look, pager, place, sheet_of, spending, statement::shown_by, transaction_path,
};
use crate::{
    KEEP,
    documents::{self, NewDocument, Shows},
    ledger::{
        self,
        list::{self, Filter},
    },
    model::{Line, Transaction, TransactionKind},
};

pub(super) const LEDGER: (&str, &str) = ("nav-ledger", "/staf/kas");

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    jenis: String,
    bulan: String,
    hal: u32,
}

/// The ledger, the latest day first.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let filter = Filter {
        kind: asked.jenis.parse().ok(),
        month: Some(asked.bulan.clone()).filter(|month| !month.is_empty()),
    };
    let number = asked.hal.max(1);
    let app = visit.app().clone();
    let (count, shown) = visit
        .read(move |tx| {
            let mut shown = list::page(tx, &filter, place(number))?;
            for one in &mut shown {
                one.documents += i64::from(shown_by(tx, &app, &one.origin, one.id)?.is_some());
            }
            Ok((list::count(tx, &filter)?, shown))
        })
        .await?;
    let (t, today) = (visit.t, visit.act().today());
    let here = |kind: &str| {
        let month = ui::page::query_value(&asked.bulan);
        format!("/staf/kas?jenis={kind}&bulan={month}")
    };
    let tab = |word: &'static str| Tab {
        label: t
            .say(&if word.is_empty() { "transactions-all".to_owned() } else { format!("transaction-{word}") })
            .to_owned(),
        href: here(word),
        current: asked.jenis == word,
        ..Tab::default()
    };
    let mut board = Board::new(t);
    board.acts = vec![
        Button::link(t.say("months"), "/staf/kas/bulan").ghost().icon("LuCalendarDays"),
        Button::link(t.say("accounts"), "/staf/kas/akun").ghost().icon("LuList"),
    ];
    board.tabs = Some(Tabs {
        label: t.say("transactions-views").to_owned(),
        tabs: std::iter::once("")
            .chain(TransactionKind::ALL.iter().map(|kind| kind.as_str()))
            .map(tab)
            .collect(),
    });
    let mut table = table(t, &shown);
    let month = ui::page::query_value(&asked.bulan);
    let query = format!("tahun={}&bulan={month}&jenis={}", today.year(), ui::page::query_value(&asked.jenis));
    table.csv = Some(format!("/staf/kas/jurnal.csv?{query}"));
    table.xlsx = Some(format!("/staf/kas/jurnal.xlsx?{query}"));
    table.note = t.count("transactions-count", count);
    board.main.push(Html::of(&table));
    board.pager = Some(pager(t, number, count, |n| format!("{}&hal={n}", here(&asked.jenis))));
    visit.board(visit.staff(t.say("nav-ledger")), board, &Sent::default())
}

fn table(t: Speech, shown: &[Transaction]) -> Table {
    let columns = vec![
        Column::new(t.say("transaction")).head(),
        Column::new(t.say("funds-day")),
        Column::new(t.say("transaction-kind")),
        Column::new(t.say("transaction-party")),
        Column::new(t.say("funds-amount")).numeric(),
        Column::new(t.say("funds-documents")).numeric(),
    ];
    let mut table = Table::new(t, "jurnal", t.say("nav-ledger"), columns);
    table.empty = Some(Empty {
        icon: "LuBookCheck",
        title: t.say("transactions-none").to_owned(),
        text: t.say("transactions-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Transaction| {
        let kind = match one.reversed_by {
            Some(_) => Html::of(&Badge::new(Tone::Warn, t.say("transaction-reversed"))),
            None => look::kind(t, one.kind).into(),
        };
        Row::new(vec![
            look::link(&transaction_path(one.id), &one.memo, &one.number),
            t.date(one.day).into(),
            kind,
            one.party_name.clone().unwrap_or_default().into(),
            look::money(t, one.amount).into(),
            t.int(one.documents).into(),
        ])
    };
    table.rows = shown.iter().map(row).collect();
    table
}

/// One transaction with its lines and documents.
pub(super) async fn transaction(visit: Visit, Path(id): Path<Id<Transaction>>) -> Answer {
    draw(&visit, id, Sent::default()).await
}

async fn draw(visit: &Visit, id: Id<Transaction>, sent: Sent) -> Answer {
    let app = visit.app().clone();
    let (one, lines, kept, owner, paper) = visit
        .read(move |tx| {
            let one = list::one(tx, id)?;
            let paper = shown_by(tx, &app, &one.origin, one.id)?;
            let owner = match app.origin_of(&one.origin) {
                Some(origin) => (origin.page)(tx, one.origin_id)?,
                None => None,
            };
            Ok((one, list::lines(tx, id)?, documents::of_transaction(tx, id)?, owner, paper))
        })
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    board.head = vec![
        look::kind(t, one.kind).into(),
        t.date(one.day).into(),
        one.party_name.clone().unwrap_or_default().into(),
    ];
    for (other, key) in [(one.reverses, "transaction-reverses"), (one.reversed_by, "transaction-reversed-by")]
    {
        if let Some(other) = other {
            board.acts.push(Button::link(t.say(key), transaction_path(other)).ghost().small());
        }
    }
    if let Some((name, href)) = &owner {
        let label = format!("{} {name}", web::in_words(t, "origin", &one.origin));
        board.acts.push(Button::link(label, href.as_str()).ghost().small().icon("LuArrowRight"));
    }
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats =
        vec![stat(look::money(t, one.amount), "funds-amount"), stat(one.number.clone(), "transaction")];
    board.main.push(Html::of(&line_table(t, &lines)));
    let mut shown = look::documents(t, &kept);
    if let Some(paper) = paper {
        let (href, may) = paper.staff;
        let href = if visit.can(may) { href } else { String::new() };
        let title = t.about(paper.called, paper.number);
        shown.rows.insert(0, Row::new(vec![look::link(&href, &title, ""), Html::default()]));
    }
    board.main.push(Html::of(&shown));
    let moment = t.moment(one.at, &visit.act().zone);
    let author = one.author_name.as_deref().unwrap_or_else(|| t.say("funds-program"));
    board
        .main
        .push(t.with("transaction-posted-by", &[("name", author.into()), ("moment", moment.into())]).into());
    if visit.can(KEEP) {
        let base = transaction_path(id);
        let add = Deed::new(
            t.say("funds-document-add"),
            format!("{base}/dokumen"),
            look::document_fields(t, &sent),
        );
        board.side.push(Html::of(&add.files()));
        let stands = one.kind != TransactionKind::Reversal && one.reversed_by.is_none();
        if stands && !one.is_of(None) {
            let owner = owner.as_ref().map_or("", |(name, _)| name.as_str());
            let what = format!("{} {owner}", web::in_words(t, "origin", &one.origin));
            board.side.push(Html::of(&Flash::new(Tone::Info, t.about("transaction-of-another", what))));
        } else if stands {
            let why = Field::text(t, "why", t.say("transaction-why"), sent.text("why"))
                .error(sent.errors.of("why"));
            let deed = Deed::new(t.say("transaction-reverse"), format!("{base}/batal"), vec![why]);
            board.side.push(Html::of(&deed.lead(t.say("transaction-reverse-text"))));
        }
    }
    visit.board(visit.below(LEDGER, one.memo.as_str()), board, &sent)
}

fn line_table(t: Speech, lines: &[Line]) -> Table {
    let columns = vec![
        Column::new(t.say("account")).head(),
        Column::new(t.say("fund")),
        Column::new(t.say("debit")).numeric(),
        Column::new(t.say("credit")).numeric(),
    ];
    let mut table = Table::new(t, "baris", t.say("transaction-lines"), columns);
    let row = |one: &Line| {
        let (debit, credit) = match one.amount.0 {
            1.. => (look::money(t, one.amount), String::new()),
            _ => (String::new(), look::money(t, -one.amount)),
        };
        Row::new(vec![
            look::account(t, &one.account, one.account_title.as_deref()).into(),
            look::link(&fund_path(&one.fund_code), &one.fund_title, &one.fund_code),
            debit.into(),
            credit.into(),
        ])
    };
    table.rows = lines.iter().map(row).collect();
    table
}

web::form! { ReverseForm { why } }

/// Takes a transaction back.
pub(super) async fn reverse(
    post: Post,
    Path(id): Path<Id<Transaction>>,
    Form(typed): Form<ReverseForm>,
) -> Answer {
    let sent = typed.sent();
    let why = sent.text("why").to_owned();
    sent::done(
        &post,
        Message::new("transaction-taken-back"),
        "why",
        move |tx, act| ledger::reverse(tx, act, id, None, &why),
        transaction_path,
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

/// Keeps a document.
pub(super) async fn keep_document(post: Post, files: Files, id: Id<Transaction>, upload: Upload) -> Answer {
    let sent = spending::document_sent(&upload)?;
    let new = NewDocument {
        title: sent.text("document_title").to_owned(),
        name: upload.name,
        content: upload.file,
    };
    sent::done(
        &post,
        Message::new("funds-document-kept"),
        "file",
        move |tx, act| documents::keep(tx, act, &files, Shows::Transaction(id), &new),
        |_| transaction_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Taken {
    tahun: i16,
    bulan: String,
    jenis: String,
    akun: String,
}

impl Taken {
    /// The first and last day of the month, or of the year where none is named.
    fn days(&self, today: Date) -> (Date, Date) {
        match format!("{}-01", self.bulan).parse::<Date>() {
            Ok(first) => (first, first.last_of_month()),
            Err(_) => year(self.tahun, today),
        }
    }
}

/// The first and last day of a year; of this one where none is named.
pub(super) fn year(asked: i16, today: Date) -> (Date, Date) {
    let year = if (1900..=2999).contains(&asked) { asked } else { today.year() };
    (Civil::constant(year, 1, 1), Civil::constant(year, 12, 31))
}

async fn rows(visit: &Visit, asked: &Taken) -> store::Result<Vec<Vec<Cell>>> {
    let (from, to) = asked.days(visit.act().today());
    let mut entries = visit.read(move |tx| list::journal(tx, from, to)).await?;
    let kind: Option<TransactionKind> = asked.jenis.parse().ok();
    entries.retain(|one| kind.is_none_or(|kind| one.kind == kind));
    entries.retain(|one| asked.akun.is_empty() || one.account == asked.akun);
    let t = visit.t;
    let heads = [
        "transaction",
        "funds-day",
        "transaction-kind",
        "transaction-memo",
        "receipt-reference",
        "transaction-party",
        "fund",
        "account",
        "budget-purpose",
        "debit",
        "credit",
    ];
    let mut rows: Vec<Vec<Cell>> = vec![heads.iter().map(|key| Cell::from(t.say(key))).collect()];
    for one in entries {
        let (debit, credit) = (one.amount.0.max(0), (-one.amount.0).max(0));
        rows.push(vec![
            one.number.into(),
            one.day.into(),
            look::kind(t, one.kind).into(),
            one.memo.into(),
            one.reference.unwrap_or_default().into(),
            one.party_name.unwrap_or_default().into(),
            one.fund_code.into(),
            look::account(t, &one.account, one.account_title.as_deref()).into(),
            one.purpose.unwrap_or_default().into(),
            debit.into(),
            credit.into(),
        ]);
    }
    Ok(rows)
}

/// The journal of a year or a month, of all kinds and accounts or of one, as a spreadsheet.
pub(super) async fn xlsx(visit: Visit, Query(asked): Query<Taken>) -> Answer {
    sheet_of("jurnal", rows(&visit, &asked).await?)
}

/// The same as CSV.
pub(super) async fn csv(visit: Visit, Query(asked): Query<Taken>) -> Answer {
    csv_of("jurnal", rows(&visit, &asked).await?)
}

/// The trial balance up to the end of a year or a month: both columns have the same sum.
async fn trial_balance(visit: &Visit, asked: &Taken) -> store::Result<Vec<Vec<Cell>>> {
    let (_, to) = asked.days(visit.act().today());
    let sums = visit.read(move |tx| list::balances(tx, None, Date::constant(1900, 1, 1), to)).await?;
    let t = visit.t;
    let heads = ["account", "debit", "credit"].iter().map(|key| Cell::from(t.say(key))).collect();
    let row = |one: &list::Balance| {
        let net = one.debit.0 - one.credit.0;
        let name = look::account(t, &one.account, one.title.as_deref());
        vec![name.into(), net.max(0).into(), (-net).max(0).into()]
    };
    Ok(std::iter::once(heads).chain(sums.iter().map(row)).collect())
}

/// The trial balance as a spreadsheet.
pub(super) async fn balance_xlsx(visit: Visit, Query(asked): Query<Taken>) -> Answer {
    sheet_of("neraca-saldo", trial_balance(&visit, &asked).await?)
}

/// The same as CSV.
pub(super) async fn balance_csv(visit: Visit, Query(asked): Query<Taken>) -> Answer {
    csv_of("neraca-saldo", trial_balance(&visit, &asked).await?)
}
