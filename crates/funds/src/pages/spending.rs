//! Wishes to pay: the list, and one with what was said of it.

use axum::extract::Path;
use kernel::{Id, Message, Refusal};
use platform::files::Files;
use serde::Deserialize;
use ui::{
    Html, Speech,
    part::{
        Badge, Board, Button, Column, Deed, Empty, Field, Flash, Row, Stat, Tab, Table, Tabs, Timeline,
        TimelineItem, Tone,
    },
};
use web::{Answer, Form, Post, Query, Upload, Visit, sent, sent::Sent};

use super::{fund_path, look, pager, place, spending_path, transaction_path};
use crate::{
    APPROVE, APPROVE_LARGE, KEEP, REQUEST, budgets,
    documents::{self, NewDocument, Shows},
    fields, funds,
    ledger::{accounts, list},
    model::{AccountKind, Budget, Document, Spending, SpendingState, Step, Transaction, Verdict},
    rules::Approval,
    spending,
};

pub(super) const LIST: (&str, &str) = ("nav-spending", "/staf/belanja");

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    keadaan: String,
    hal: u32,
}

/// Wishes to pay, those that wait for somebody first of the views.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let chosen: Option<SpendingState> = asked.keadaan.parse().ok();
    let number = asked.hal.max(1);
    let (counts, shown) = visit
        .read(move |tx| {
            let mut counts = vec![(None, spending::count(tx, None)?)];
            for state in SpendingState::ALL {
                counts.push((Some(*state), spending::count(tx, Some(*state))?));
            }
            Ok((counts, spending::page(tx, chosen, place(number))?))
        })
        .await?;
    let t = visit.t;
    let count = counts.iter().find(|(state, _)| *state == chosen).map_or(0, |(_, n)| *n);
    let tab = |(state, n): &(Option<SpendingState>, i64)| {
        let word = state.map_or("", SpendingState::as_str);
        let label = if word.is_empty() { "spending-all".to_owned() } else { format!("spending-{word}") };
        Tab {
            label: t.say(&label).to_owned(),
            href: format!("/staf/belanja?keadaan={word}"),
            current: *state == chosen,
            count: u64::try_from(*n).ok(),
            ..Tab::default()
        }
    };
    let mut board = Board::new(t);
    if visit.can(REQUEST) {
        board.acts.push(Button::link(t.say("spending-new"), "/staf/belanja/baru").icon("LuPlus"));
    }
    board.tabs =
        Some(Tabs { label: t.say("spending-views").to_owned(), tabs: counts.iter().map(tab).collect() });
    let columns = vec![
        Column::new(t.say("spending-what")).head(),
        Column::new(t.say("spending-payee")),
        Column::new(t.say("fund")),
        Column::new(t.say("funds-amount")).numeric(),
        Column::new(t.say("spending-state")),
        Column::new(t.say("funds-documents")).numeric(),
    ];
    let mut table = Table::new(t, "belanja", t.say("nav-spending"), columns);
    table.empty = Some(Empty {
        icon: "LuReceipt",
        title: t.say("spending-none").to_owned(),
        text: t.say("spending-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Spending| {
        Row::new(vec![
            look::link(&spending_path(one.id), &one.what, &one.number),
            one.payee.clone().into(),
            look::link(&fund_path(&one.fund_code), &one.fund_title, ""),
            look::money(t, one.amount).into(),
            Html::of(&fields::spending_state(t, one.state)),
            t.int(one.documents).into(),
        ])
    };
    table.rows = shown.iter().map(row).collect();
    board.main.push(Html::of(&table));
    let word = chosen.map_or("", SpendingState::as_str);
    board.pager = Some(pager(t, number, count, |n| format!("/staf/belanja?keadaan={word}&hal={n}")));
    visit.board(visit.staff(t.say("nav-spending")), board, &Sent::default())
}

struct Seen {
    one: Spending,
    steps: Vec<Step>,
    missing: Approval,
    documents: Vec<Document>,
    chart: Vec<crate::Account>,
    fund: crate::Fund,
    /// The line of its budget, and the programme that pays for.
    line: Option<(Budget, Option<web::Programme>)>,
    posted: Vec<Transaction>,
}

/// One wish to pay.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Spending>>) -> Answer {
    draw(&visit, id, Sent::default()).await
}

async fn draw(visit: &Visit, id: Id<Spending>, sent: Sent) -> Answer {
    let modules = visit.app().programmes().to_vec();
    let seen = visit
        .read(move |tx| {
            let one = spending::one(tx, id)?;
            let line = one.budget.map(|line| budgets::one(tx, line)).transpose()?;
            let programmes = budgets::known(tx, &modules)?;
            let programme = |line: &Budget| programmes.iter().find(|known| Some(known.id) == line.programme);
            Ok(Seen {
                line: line.map(|line| (line.clone(), programme(&line).cloned())),
                steps: spending::steps(tx, id)?,
                missing: spending::missing(tx, &one)?,
                documents: documents::of_spending(tx, id)?,
                chart: accounts::all(tx)?,
                fund: funds::one(tx, one.fund)?,
                posted: list::of_origin(tx, spending::origin(id))?,
                one,
            })
        })
        .await?;
    let (t, one) = (visit.t, &seen.one);
    let mut board = Board::new(t);
    board.head = vec![Html::of(&fields::spending_state(t, one.state)), waits_for(t, &seen).into()];
    board.stats = vec![Stat {
        value: look::money(t, one.amount),
        label: t.say("funds-amount").to_owned(),
        ..Stat::default()
    }];
    if let Some(posted) = one.ledger_transaction {
        let see = Button::link(t.say("spending-in-ledger"), transaction_path(posted));
        board.acts.push(see.ghost().icon("LuBookCheck"));
    }
    let columns = vec![
        Column::new(t.say("funds-fact")).hidden().head(),
        Column::new(t.say("funds-fact-value")).hidden(),
    ];
    let mut facts = Table::new(t, "fakta", t.say("spending-facts"), columns);
    let account = seen.chart.iter().find(|known| known.code == one.account);
    let moment = t.moment(one.requested_at, &visit.act().zone);
    facts.rows = vec![
        Row::new(vec![t.say("spending-number").into(), one.number.clone().into()]),
        Row::new(vec![t.say("spending-payee").into(), payee_link(visit, one)]),
        Row::new(vec![
            t.say("fund").into(),
            look::link(&fund_path(&one.fund_code), &one.fund_title, &one.fund_code),
        ]),
        Row::new(vec![
            t.say("spending-account").into(),
            look::account(t, &one.account, account.and_then(|known| known.title.as_deref())).into(),
        ]),
        Row::new(vec![
            t.say("fund-purpose").into(),
            seen.fund.purpose.as_deref().unwrap_or_else(|| t.say("fund-free")).to_owned().into(),
        ]),
        Row::new(vec![t.say("spending-needs").into(), needs(t, one).into()]),
        Row::new(vec![
            t.say("spending-requester").into(),
            format!("{}, {moment}", one.requester_name.clone().unwrap_or_default()).into(),
        ]),
    ];
    if let Some(purpose) = seen.fund.purpose.as_deref().filter(|_| one.state == SpendingState::Requested) {
        board.main.push(Html::of(&Flash::new(Tone::Info, t.about("fund-only-for", purpose))));
    }
    if let Some((line, programme)) = &seen.line {
        let called = format!("{} {}", line.purpose, line.year);
        facts.rows.push(Row::new(vec![t.say("spending-budget").into(), called.into()]));
        if let Some(programme) = programme {
            let to = look::link(&programme.path, &programme.title, "");
            facts.rows.push(Row::new(vec![t.say("programme").into(), to]));
        }
    }
    let reference =
        one.reference.clone().map(|number| Row::new(vec![t.say("receipt-reference").into(), number.into()]));
    facts.rows.extend(reference);
    board.main.push(Html::of(&facts));
    board.main.push(Html::of(&look::documents(t, &seen.documents)));
    if seen.posted.len() > 1 {
        board.main.push(Html::of(&payments(t, &seen.posted)));
    }
    if !seen.steps.is_empty() {
        let items = seen.steps.iter().map(|step| TimelineItem {
            when: t.moment(step.at, &visit.act().zone),
            title: t.say(&format!("verdict-{}", step.decision)).to_owned(),
            text: [step.decider_name.as_deref(), step.note.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(": ")
                .into(),
            done: true,
            now: false,
        });
        board.main.push(Html::of(&Timeline { items: items.collect() }));
    }
    board.side = deeds(visit, &seen, &sent);
    visit.board(visit.below(LIST, one.what.as_str()), board, &sent)
}

/// Who gets the money, with the way to their entry for those who may see it.
fn payee_link(visit: &Visit, one: &Spending) -> Html {
    match one.party.filter(|_| visit.can(people::VIEW)) {
        Some(party) => look::link(&people::pages::path_of(party), &one.payee, ""),
        None => one.payee.clone().into(),
    }
}

/// How many approvals a wish needs, by which limits.
fn needs(t: Speech, one: &Spending) -> String {
    let limits = t.with(
        "spending-rule",
        &[("one", look::money(t, one.approve_from).into()), ("two", look::money(t, one.large_from).into())],
    );
    let weighed = t.about("spending-weighed", look::money(t, one.weighed));
    let together = if one.weighed > one.amount { format!(" {weighed}") } else { String::new() };
    format!("{} {limits}{together}", t.count("spending-needs-n", one.needs))
}

/// What was ever posted for a wish, what was taken back too.
fn payments(t: Speech, posted: &[Transaction]) -> Table {
    let columns = vec![
        Column::new(t.say("transaction")).head(),
        Column::new(t.say("funds-day")),
        Column::new(t.say("transaction-kind")),
    ];
    let mut table = Table::new(t, "pembayaran", t.say("spending-payments"), columns);
    let row = |one: &Transaction| {
        let kind = match one.reversed_by {
            Some(_) => Html::of(&Badge::new(Tone::Warn, t.say("transaction-reversed"))),
            None => look::kind(t, one.kind).into(),
        };
        Row::new(vec![
            look::link(&transaction_path(one.id), &one.memo, &one.number),
            t.date(one.day).into(),
            kind,
        ])
    };
    table.rows = posted.iter().map(row).collect();
    table
}

/// What a wish to pay waits for, in words.
fn waits_for(t: Speech, seen: &Seen) -> String {
    let key = match (seen.one.state, seen.missing) {
        (SpendingState::Requested, Approval::MissingLarge) => "spending-waits-large",
        (SpendingState::Requested, _) => "spending-waits",
        (SpendingState::Approved, _) => "spending-to-be-paid",
        _ => return String::new(),
    };
    t.say(key).to_owned()
}

fn deeds(visit: &Visit, seen: &Seen, sent: &Sent) -> Vec<Html> {
    let (t, one) = (visit.t, &seen.one);
    let base = spending_path(one.id);
    let mut deeds = Vec::new();
    let is_own = visit.account().is_some_and(|account| account.person == one.requester);
    if one.state == SpendingState::Requested && visit.can(APPROVE) && !is_own {
        let note = Field::text(t, "note", t.say("verdict-note"), sent.text("note"))
            .hint(t.say("verdict-note-hint"))
            .optional()
            .error(sent.errors.of("note"));
        let buttons = vec![
            Button::new(t.say("verdict-approve")).sends("verdict", Verdict::Approved.as_str()),
            Button::new(t.say("verdict-refuse")).ghost().sends("verdict", Verdict::Refused.as_str()),
        ];
        let deed = Deed::new(t.say("verdict"), format!("{base}/putus"), vec![note]);
        deeds.push(deed.buttons(buttons).open(true));
    }
    if one.state == SpendingState::Approved && visit.can(KEEP) {
        let today = visit.act().today();
        let reference = sent.or("reference", one.reference.as_deref().unwrap_or_default());
        let fields = vec![
            look::accounts(
                t,
                "out_of",
                "spending-out-of",
                &seen.chart,
                AccountKind::Asset,
                sent,
                accounts::BANK,
            ),
            look::day(t, "day", "funds-day", sent, today),
            Field::text(t, "reference", t.say("receipt-reference"), reference)
                .optional()
                .medium()
                .error(sent.errors.of("reference")),
        ];
        deeds.push(Deed::new(t.say("spending-pay"), format!("{base}/bayar"), fields).open(true));
    }
    if one.state == SpendingState::Paid && visit.can(KEEP) {
        let why =
            Field::text(t, "why", t.say("transaction-why"), sent.text("why")).error(sent.errors.of("why"));
        let deed = Deed::new(t.say("spending-take-back"), format!("{base}/batal-bayar"), vec![why]);
        deeds.push(deed.lead(t.say("spending-take-back-text")));
    }
    if matches!(one.state, SpendingState::Requested | SpendingState::Approved) && visit.can(REQUEST) {
        let fields = look::document_fields(t, sent);
        let deed = Deed::new(t.say("funds-document-add"), format!("{base}/dokumen"), fields);
        deeds.push(deed.files().open(seen.documents.is_empty() && is_own));
        deeds.push(Deed::new(t.say("spending-withdraw"), format!("{base}/urungkan"), Vec::new()));
    }
    deeds.iter().map(Html::of).collect()
}

web::form! { VerdictForm { note, verdict } }

/// Yes or no.
pub(super) async fn decide(
    post: Post,
    Path(id): Path<Id<Spending>>,
    Form(typed): Form<VerdictForm>,
) -> Answer {
    let (sent, large) = (typed.sent(), post.can(APPROVE_LARGE));
    let verdict: Verdict = sent.text("verdict").parse()?;
    let note = sent.text("note").to_owned();
    sent::done(
        &post,
        Message::new("verdict-kept"),
        "note",
        move |tx, act| spending::decide(tx, act, id, verdict, large, &note),
        |one| spending_path(one.id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

web::form! { PayForm { out_of, day_day, day_month, day_year, reference } }

/// Pays.
pub(super) async fn pay(post: Post, Path(id): Path<Id<Spending>>, Form(typed): Form<PayForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("spending-done"),
        "out_of",
        move |tx, act| {
            let unreadable = || Refusal::of_field("day", Message::new("funds-day-unreadable"));
            let day = read.date("day").ok_or_else(unreadable)?;
            spending::pay(tx, act, id, read.text("out_of"), day, read.text("reference"))
        },
        |_| spending_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

web::form! { TakeBackForm { why } }

/// Takes a payment back.
pub(super) async fn take_back(
    post: Post,
    Path(id): Path<Id<Spending>>,
    Form(typed): Form<TakeBackForm>,
) -> Answer {
    let sent = typed.sent();
    let why = sent.text("why").to_owned();
    sent::done(
        &post,
        Message::new("spending-taken-back"),
        "why",
        move |tx, act| spending::take_back(tx, act, id, &why),
        |()| spending_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

/// Gives it up: whoever asked, or whoever keeps the books.
pub(super) async fn withdraw(post: Post, Path(id): Path<Id<Spending>>) -> Answer {
    let (keeps, me) = (post.can(KEEP), post.account().map(|account| account.person));
    sent::done(
        &post,
        Message::new("spending-given-up"),
        "note",
        move |tx, act| {
            if !keeps && Some(spending::one(tx, id)?.requester) != me {
                return Err(Refusal::new(kernel::Kind::Forbidden, Message::new("spending-of-another")).into());
            }
            spending::withdraw(tx, act, id)
        },
        |()| spending_path(id),
        |errors| draw(&post, id, Sent::default().wrong(errors)),
    )
    .await
}

/// Keeps a receipt or an invoice.
pub(super) async fn keep_document(post: Post, files: Files, id: Id<Spending>, upload: Upload) -> Answer {
    let sent = document_sent(&upload)?;
    let new = NewDocument {
        title: sent.text("document_title").to_owned(),
        name: upload.name,
        content: upload.file,
    };
    sent::done(
        &post,
        Message::new("funds-document-kept"),
        "file",
        move |tx, act| documents::keep(tx, act, &files, Shows::Spending(id), &new),
        |_| spending_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

web::form! { DocumentForm { document_title } }

/// What was typed beside a file.
pub(super) fn document_sent(upload: &Upload) -> Result<Sent, web::Failure> {
    Ok(upload.form::<DocumentForm>()?.sent())
}
