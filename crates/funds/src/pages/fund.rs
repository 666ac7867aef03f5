//! Funds: the list, one with its budgets, and its form.

use axum::extract::Path;
use kernel::{Date, Message, Reason, Refusal};
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Column, DateParts, Deed, Empty, Field, Meter, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{agreeing, fund_path, look};
use crate::{
    KEEP, REQUEST,
    amendments::{self, Amendment},
    budgets, encumbrances, funds,
    funds::NewFund,
    ledger::accounts,
    model::{Account, AccountKind, Budget, Fund, FundKind},
    rules, spending,
};

/// Where funds are listed.
pub(super) const LIST: (&str, &str) = ("nav-funds", "/staf/dana");

fn stat(t: Speech, key: &str, value: String) -> Stat {
    Stat { value, label: t.say(key).to_owned(), ..Stat::default() }
}

/// Every fund with what is left.
pub(super) async fn list(visit: Visit) -> Answer {
    let all = visit.read(funds::all).await?;
    let (t, today) = (visit.t, visit.act().today());
    let sum = |of: fn(&Fund) -> kernel::Rupiah, restricted: bool| {
        all.iter().filter(|one| rules::is_restricted(one.kind) == restricted).map(of).sum()
    };
    let committed = all.iter().map(|one| one.committed).sum();
    let mut board = Board::new(t);
    board.stats = vec![
        stat(t, "funds-free-left", look::money(t, sum(Fund::available, false))),
        stat(t, "funds-restricted-left", look::money(t, sum(Fund::available, true))),
        stat(t, "funds-committed", look::money(t, committed)),
    ];
    if visit.can(KEEP) {
        board.acts.push(Button::link(t.say("fund-new"), "/staf/dana/baru").icon("LuPlus"));
    }
    board.acts.push(Button::link(t.say("programmes"), "/staf/dana/anggaran").ghost().icon("LuListChecks"));
    board.acts.push(Button::link(t.say("funds-seen-by-all"), "/dana").ghost());
    let columns = vec![
        Column::new(t.say("fund")).head(),
        Column::new(t.say("fund-giver")),
        Column::new(t.say("fund-standing")),
        Column::new(t.say("fund-balance")).numeric(),
        Column::new(t.say("funds-committed")).numeric(),
        Column::new(t.say("fund-available")).numeric(),
    ];
    let mut table = Table::new(t, "dana", t.say("nav-funds"), columns);
    table.empty = Some(Empty {
        icon: "LuWallet",
        title: t.say("funds-none").to_owned(),
        text: t.say("funds-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Fund| {
        Row::new(vec![
            look::link(&fund_path(&one.code), &one.title, &one.code),
            one.giver_name.clone().unwrap_or_default().into(),
            Html::of(&look::standing(t, one, today)),
            look::money(t, one.balance).into(),
            look::money(t, one.committed).into(),
            look::money(t, one.available()).into(),
        ])
    };
    table.rows = all.iter().map(row).collect();
    board.main.push(Html::of(&table));
    visit.board(visit.staff(t.say("nav-funds")), board, &Sent::default())
}

web::form! { FundForm {
    form, title, kind, purpose, giver, promised, since_day, since_month, since_year, until_day, until_month, until_year, public,
} }

fn of_fund(one: &Fund) -> Sent {
    let (since, until) = (DateParts::from(one.since), one.until.map(DateParts::from).unwrap_or_default());
    let form = FundForm {
        form: String::new(),
        title: one.title.clone(),
        kind: one.kind.as_str().to_owned(),
        purpose: one.purpose.clone().unwrap_or_default(),
        giver: one.giver.map(|giver| giver.to_string()).unwrap_or_default(),
        promised: one.promised.map(|promised| promised.0.to_string()).unwrap_or_default(),
        since_day: since.day,
        since_month: since.month,
        since_year: since.year,
        until_day: until.day,
        until_month: until.month,
        until_year: until.year,
        public: if one.public { "1".into() } else { String::new() },
    };
    form.sent()
}

/// The fund as it was typed.
fn read(sent: &Sent) -> Result<NewFund, Refusal> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let (kind, since): (Option<FundKind>, _) = (sent.text("kind").parse().ok(), sent.date("since"));
    if kind.is_none() {
        object("kind", "fund-kind-unknown");
    }
    if since.is_none() {
        object("since", "funds-day-unreadable");
    }
    if sent.is_odd_day("until") {
        object("until", "funds-day-unreadable");
    }
    match (kind, since) {
        (Some(kind), Some(since)) if reasons.is_empty() => Ok(NewFund {
            title: sent.text("title").to_owned(),
            kind,
            purpose: sent.text("purpose").to_owned(),
            giver: sent.id("giver"),
            since,
            until: sent.date("until"),
            promised: Some(sent.text("promised"))
                .filter(|typed| !typed.trim().is_empty())
                .map(|_| sent.rupiah("promised")),
            public: sent.ticked("public"),
        }),
        _ => Err(Refusal { kind: kernel::Kind::Invalid, reasons }),
    }
}

/// An empty form.
pub(super) async fn blank(visit: Visit) -> Answer {
    let page = FundForm { kind: FundKind::Grant.as_str().into(), public: "1".into(), ..FundForm::default() };
    let since = DateParts::from(visit.act().today());
    let page = FundForm { since_day: since.day, since_month: since.month, since_year: since.year, ..page };
    form(&visit, page.sent(), None).await
}

/// A fund, to be changed.
pub(super) async fn edit(visit: Visit, Path(code): Path<String>) -> Answer {
    let one = visit.read(move |tx| funds::by_code(tx, &code)).await?;
    form(&visit, of_fund(&one), Some(one.code)).await
}

async fn form(visit: &Visit, sent: Sent, of: Option<String>) -> Answer {
    let code = of.clone();
    let (givers, has_moved) = visit
        .read(move |tx| {
            let known = code.as_deref().map(|code| funds::by_code(tx, code)).transpose()?;
            let has_moved = known.map(|one| funds::has_moved(tx, one.id)).transpose()?;
            Ok((funds::givers(tx)?, has_moved.unwrap_or_default()))
        })
        .await?;
    let t = visit.t;
    let kinds = FundKind::ALL.iter().map(|kind| {
        Choice::new(kind.as_str(), t.say(&format!("fund-kind-{kind}")))
            .chosen(kind.as_str() == sent.text("kind"))
    });
    let nobody = Choice::new("", t.say("fund-giver-none"));
    let giver = |one: &funds::Giver| {
        let id = one.id.to_string();
        let chosen = id == sent.text("giver");
        Choice::new(id, &*one.name).chosen(chosen)
    };
    let fields = vec![
        Field::text(t, "title", t.say("fund-title"), sent.text("title")).error(sent.errors.of("title")),
        Field::radios(t, "kind", t.say("fund-kind"), kinds.collect()).error(sent.errors.of("kind")),
        Field::area(t, "purpose", t.say("fund-purpose"), sent.text("purpose"), 3)
            .hint(t.say("fund-purpose-hint"))
            .error(sent.errors.of("purpose")),
        Field::select(
            t,
            "giver",
            t.say("fund-giver"),
            std::iter::once(nobody).chain(givers.iter().map(giver)).collect(),
        )
        .hint(t.say("fund-giver-hint"))
        .error(sent.errors.of("giver")),
        look::amount(t, "promised", "fund-promised", &sent).hint(t.say("fund-promised-hint")).optional(),
        Field::date(t, "since", t.say("fund-since"), sent.day("since", DateParts::default()))
            .error(sent.errors.of("since")),
        Field::date(t, "until", t.say("fund-last-day"), sent.day("until", DateParts::default()))
            .optional()
            .error(sent.errors.of("until")),
        Field::check(t, "public", t.say("fund-public"), "1", sent.ticked("public")),
    ];
    let (title, action) = match &of {
        None => ("fund-new", "/staf/dana/baru".to_owned()),
        Some(code) => ("fund-edit", format!("{}/ubah", fund_path(code))),
    };
    let mut board = Board::new(t);
    let deed = Deed::new(t.say(title), action, fields)
        .once(sent.form())
        .lead(if has_moved { t.say("fund-terms-stay") } else { "" })
        .open(true)
        .buttons(vec![Button::new(t.say("funds-save"))]);
    board.main.push(Html::of(&deed));
    visit.board(visit.below(LIST, t.say(title)), board, &sent)
}

/// Opens a fund.
pub(super) async fn open(post: Post, Form(typed): Form<FundForm>) -> Answer {
    let sent = typed.sent();
    let again = sent.clone();
    let made = match read(&sent) {
        Ok(new) => {
            post.write(move |tx, act| {
                let id = again.once(tx, act, "fund", |tx| funds::open(tx, act, &new))?;
                funds::one(tx, id)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(one) => Ok(post.done(&fund_path(&one.code), &Message::new("fund-opened").with("fund", one.title))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "title")?;
            form(&post, sent.wrong(errors), None).await
        }
    }
}

/// Keeps a changed fund.
pub(super) async fn change(post: Post, Path(code): Path<String>, Form(typed): Form<FundForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let made = match read(&sent) {
        Ok(new) => {
            post.write(move |tx, act| {
                let id = funds::by_code(tx, &named)?.id;
                funds::change(tx, act, id, &new)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(()) => Ok(post.done(&fund_path(&code), &Message::new("funds-saved"))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "title")?;
            form(&post, sent.wrong(errors), Some(code)).await
        }
    }
}

/// What a fund's page shows.
pub(super) struct Seen {
    pub(super) one: Fund,
    pub(super) lines: Vec<Budget>,
    /// The programmes its lines may pay for.
    pub(super) programmes: Vec<web::Programme>,
    pub(super) held: Vec<encumbrances::Held>,
    pub(super) agreed: Vec<Amendment>,
    /// What it may be spent on.
    pub(super) payable: Vec<Account>,
    pub(super) chart: Vec<Account>,
    pub(super) all: Vec<Fund>,
    /// From how much on money comes in with a document alone.
    document_from: kernel::Rupiah,
}

/// A fund with its budgets and what is promised of it.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

pub(super) async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let modules = visit.app().programmes().to_vec();
    let seen = visit
        .read(move |tx| {
            let one = funds::by_code(tx, &code)?;
            Ok(Seen {
                programmes: budgets::known(tx, &modules)?,
                lines: budgets::of(tx, one.id)?,
                held: encumbrances::of(tx, one.id)?,
                agreed: amendments::of(tx, one.id)?,
                payable: accounts::of_fund(tx, one.id)?,
                chart: accounts::all(tx)?,
                all: funds::all(tx)?,
                document_from: kernel::Rupiah(spending::RECEIPT_FROM.number(tx)?),
                one,
            })
        })
        .await?;
    let one = &seen.one;
    let (t, today, base) = (visit.t, visit.act().today(), fund_path(&one.code));
    let mut board = Board::new(t);
    board.head =
        vec![Html::of(&look::standing(t, one, today)), one.giver_name.clone().unwrap_or_default().into()];
    board.acts.push(Button::link(t.say("statement"), format!("{base}/laporan")).icon("LuFileText"));
    if visit.can(REQUEST) && one.closed_on.is_none() {
        let href = format!("/staf/belanja/baru?dana={}", one.code);
        board.acts.push(Button::link(t.say("spending-new"), href).ghost().icon("LuReceipt"));
    }
    board.stats = vec![
        stat(t, "fund-available", look::money(t, one.available())),
        stat(t, "funds-committed", look::money(t, one.committed)),
        stat(t, "fund-balance", look::money(t, one.balance)),
    ];
    if let Some(purpose) = &one.purpose {
        board
            .main
            .push(Html::of(&ui::part::Flash::new(Tone::Info, t.about("fund-only-for", purpose.as_str()))));
    }
    if let Some(waiting) = seen.agreed.iter().find(|one| one.decision.is_none()) {
        board.main.push(Html::of(&agreeing::waiting(visit, &base, waiting, &sent)));
    }
    board.main.push(Html::of(&budget_table(t, &seen.lines, &seen.programmes)));
    board.main.push(Html::of(&agreeing::payable(t, &seen.payable)));
    if !seen.agreed.is_empty() {
        board.main.push(Html::of(&agreeing::history(visit, &seen.agreed)));
    }
    if !seen.held.is_empty() {
        let columns =
            vec![Column::new(t.say("encumbrance-what")).head(), Column::new(t.say("funds-amount")).numeric()];
        let mut table = Table::new(t, "terikat", t.say("encumbrances"), columns);
        table.rows = seen
            .held
            .iter()
            .map(|one| Row::new(vec![one.what.clone().into(), look::money(t, one.amount).into()]))
            .collect();
        board.main.push(Html::of(&table));
    }
    if one.closed_on.is_none() {
        if visit.can(KEEP) {
            board.side = deeds(t, &base, &seen, &sent, today);
        }
        board.side.extend(agreeing::deeds(visit, &base, &seen, &sent));
    }
    visit.board(visit.below(LIST, format!("{} · {}", one.title, one.code)), board, &sent)
}

fn budget_table(t: Speech, lines: &[Budget], programmes: &[web::Programme]) -> Table {
    let columns = vec![
        Column::new(t.say("budget-purpose")).head(),
        Column::new(t.say("budget-year")).numeric(),
        Column::new(t.say("budget-planned")).numeric(),
        Column::new(t.say("budget-spent")).numeric(),
        Column::new(t.say("funds-committed")).numeric(),
        Column::new(t.say("budget-progress")),
    ];
    let mut table = Table::new(t, "anggaran", t.say("budgets"), columns);
    table.empty = Some(Empty {
        icon: "LuListChecks",
        title: t.say("budgets-none").to_owned(),
        text: t.say("budget-new-text").to_owned(),
        action: None,
    });
    let row = |one: &Budget| {
        let used = (one.spent.0 + one.held.0).max(0);
        let share = (used.saturating_mul(100) / one.amount.0.max(1)).min(999);
        let is_over = one.left() < kernel::Rupiah::ZERO;
        let text = if is_over {
            t.about("budget-over", look::money(t, -one.left()))
        } else {
            t.about("budget-left", look::money(t, one.left()))
        };
        let meter = Meter::new(u32::try_from(share).unwrap_or(100), 100, text);
        let programme = programmes.iter().find(|programme| Some(programme.id) == one.programme);
        let row = Row::new(vec![
            look::link("", &one.purpose, programme.map_or("", |programme| &programme.title)),
            one.year.to_string().into(),
            look::money(t, one.amount).into(),
            look::money(t, one.spent).into(),
            look::money(t, one.held).into(),
            Html::of(&meter),
        ]);
        if is_over { row.tone(Tone::Bad) } else { row }
    };
    table.rows = lines.iter().map(row).collect();
    table
}

/// What the treasurer does with a fund.
fn deeds(t: Speech, base: &str, seen: &Seen, sent: &Sent, today: Date) -> Vec<Html> {
    let (one, chart, all) = (&seen.one, seen.chart.as_slice(), seen.all.as_slice());
    let memo = |name, label: &str| {
        Field::text(t, name, t.say(label), sent.text(name)).autocomplete("off").error(sent.errors.of(name))
    };
    // What its giver gives comes in as their contribution.
    let is_given = |account: &Account| accounts::GIVEN.contains(&account.code.as_str());
    let incomes: Vec<Account> =
        chart.iter().filter(|account| one.giver.is_none() || !is_given(account)).cloned().collect();
    let mut receive = vec![
        look::amount(t, "received", "funds-amount", sent),
        look::accounts(t, "into", "receipt-into", chart, AccountKind::Asset, sent, accounts::BANK),
        look::accounts(
            t,
            "income",
            "receipt-income",
            &incomes,
            AccountKind::Income,
            sent,
            accounts::OTHER_INCOME,
        ),
        look::day(t, "day", "funds-day", sent, today),
        memo("memo", "receipt-memo"),
        memo("reference", "receipt-reference").optional().medium(),
    ];
    let hint = t.about("receipt-slip-hint", look::money(t, seen.document_from));
    receive.extend(look::file_fields(t, sent, ("slip", "slip_title"), &hint));
    let begin = vec![
        look::amount(t, "opening", "funds-amount", sent),
        look::accounts(t, "opening_into", "receipt-into", chart, AccountKind::Asset, sent, accounts::BANK),
        look::day(t, "opening_day", "funds-day", sent, today),
    ];
    let mut plan = vec![
        Field::text(t, "year", t.say("budget-year"), sent.or("year", &today.year().to_string()))
            .short()
            .attribute("inputmode", "numeric")
            .error(sent.errors.of("year")),
        memo("budget_purpose", "budget-purpose"),
        look::amount(t, "planned", "budget-planned", sent),
    ];
    if !seen.programmes.is_empty() {
        let programme = |one: &web::Programme| {
            let id = one.id.to_string();
            let chosen = id == sent.text("programme");
            Choice::new(id, &*one.title).chosen(chosen)
        };
        let none = Choice::new("", t.say("budget-programme-none"));
        let choices = std::iter::once(none).chain(seen.programmes.iter().map(programme)).collect();
        let field = Field::select(t, "programme", t.say("budget-programme"), choices);
        plan.push(field.hint(t.say("budget-programme-hint")).error(sent.errors.of("programme")));
    }
    let other = |fund: &Fund| {
        let chosen = fund.code == sent.or("to", &one.code);
        Choice::new(&*fund.code, format!("{} {}", fund.code, fund.title)).chosen(chosen)
    };
    let to: Vec<Choice> = all
        .iter()
        .filter(|fund| fund.closed_on.is_none() && (!rules::is_restricted(one.kind) || fund.id == one.id))
        .map(other)
        .collect();
    let transfer = vec![
        look::amount(t, "moved", "funds-amount", sent),
        look::accounts(t, "out_of", "transfer-out-of", chart, AccountKind::Asset, sent, accounts::BANK),
        Field::select(t, "to", t.say("transfer-to"), to).error(sent.errors.of("to")),
        look::accounts(t, "moved_into", "transfer-into", chart, AccountKind::Asset, sent, accounts::CASH),
        look::day(t, "moved_day", "funds-day", sent, today),
        memo("moved_memo", "transfer-memo"),
    ];
    let mut deeds = vec![
        Deed::new(t.say("receipt-new"), format!("{base}/terima"), receive)
            .lead(t.say("receipt-new-text"))
            .files()
            .once(sent.form()),
        Deed::new(t.say("budget-new"), format!("{base}/anggaran"), plan).lead(t.say("budget-new-text")),
        Deed::new(t.say("transfer-new"), format!("{base}/pindah"), transfer)
            .lead(t.say("transfer-new-text"))
            .once(sent.form()),
        Deed::new(t.say("opening-new"), format!("{base}/awal"), begin)
            .lead(t.say("opening-new-text"))
            .once(sent.form()),
    ];
    if one.balance == kernel::Rupiah::ZERO {
        deeds.push(Deed::new(t.say("fund-close"), format!("{base}/tutup"), Vec::new()));
    }
    let edit = Button::link(t.say("fund-edit"), format!("{base}/ubah")).ghost().small().icon("LuPencil");
    deeds.iter().map(Html::of).chain([Html::of(&edit)]).collect()
}
