//! Orders: the list, and one from its titles to its last invoice.

use askama::Template;
use axum::extract::Path;
use catalogue::accession;
use funds::{budgets, fields};
use kernel::{Id, Message, Person, Refusal};
use platform::library;
use serde::Deserialize;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, Deed, Empty, Field, Meter, Pager, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{DESK, link, order_path, ordering};
use crate::{
    EDIT,
    model::{Delivery, Invoice, Line, Order, State, Suggestion, Wish},
    orders::{self, NewOrder},
    suggestions,
};

pub(super) const LIST: (&str, &str) = ("orders", "/staf/pengadaan/pesanan");
const PER_PAGE: i64 = 50;

fn state(t: Speech, state: State) -> Badge {
    let text = t.say(&format!("order-{state}")).to_owned();
    match state {
        State::Draft => Badge::new(Tone::Warn, text).icon("LuPencil"),
        State::Ordered => Badge::new(Tone::Info, text).icon("LuTruck"),
        State::Closed => Badge::new(Tone::Ok, text),
        State::Cancelled => Badge::new(Tone::Plain, text),
    }
}

/// The seller, and since when they have it.
fn about(t: Speech, one: &Order) -> String {
    match one.placed_on {
        Some(day) => format!("{} · {}", one.vendor_name, t.date(day)),
        None => one.vendor_name.clone(),
    }
}

fn meter(t: Speech, one: &Order) -> Meter {
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let text = t.with("order-came-of", &[("came", one.received.into()), ("of", one.copies.into())]);
    Meter::new(number(one.received), number(one.copies), text)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    hal: u32,
}

/// Every order, the latest first.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    draw_list(&visit, asked.hal.clamp(1, 100_000), Sent::default()).await
}

async fn draw_list(visit: &Visit, number: u32, sent: Sent) -> Answer {
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let year = i64::from(visit.act().today().year());
    let (count, shown, all, lines, vendors, branches) = visit
        .read(move |tx| {
            Ok((
                orders::count(tx)?,
                orders::page(tx, place)?,
                funds::funds::all(tx)?,
                budgets::choices(tx, year)?,
                funds::funds::givers(tx)?,
                library::branches(tx)?,
            ))
        })
        .await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("order")).head(),
        Column::new(t.say("fund")),
        Column::new(t.say("order-total")).numeric(),
        Column::new(t.say("order-came")),
        Column::new(t.say("order-state")),
    ];
    let mut table = Table::new(t, "pesanan", t.say("orders"), columns);
    table.empty = Some(Empty {
        icon: "LuTruck",
        title: t.say("orders-none").to_owned(),
        text: t.say("orders-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Order| {
        Row::new(vec![
            link(&order_path(one.id), &one.number, &about(t, one)),
            one.fund_title.clone().into(),
            t.rupiah(one.total.0).into(),
            Html::of(&meter(t, one)),
            Html::of(&state(t, one.state)),
        ])
    };
    table.rows = shown.iter().map(row).collect();
    let mut board = Board::new(t);
    board.main.push(Html::of(&table));
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    board.pager = Some(Pager::new(t, number, pages, |n| format!("{}?hal={n}", LIST.1)));
    if visit.can(EDIT) {
        let chosen = |name: &str, value: String, label: String| {
            let is_it = value == sent.text(name);
            Choice::new(value, label).chosen(is_it)
        };
        let fields = vec![
            Field::select(
                t,
                "vendor",
                t.say("order-vendor"),
                vendors.iter().map(|one| chosen("vendor", one.id.to_string(), one.name.clone())).collect(),
            )
            .hint(t.say("order-vendor-hint"))
            .error(sent.errors.of("vendor")),
            fields::fund(t, &all, &sent),
            fields::budget(t, &lines, &sent),
            Field::select(
                t,
                "branch",
                t.say("order-branch"),
                branches.iter().map(|one| chosen("branch", one.id.to_string(), one.name.clone())).collect(),
            )
            .error(sent.errors.of("branch")),
        ];
        board.side.push(Html::of(&Deed::new(t.say("order-new"), LIST.1, fields).once(sent.form())));
    }
    visit.board(visit.below(DESK, t.say("orders")), board, &sent)
}

web::form! { OrderForm { form, vendor, fund, budget, branch } }

/// Begins an order.
pub(super) async fn draft(post: Post, Form(typed): Form<OrderForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("order-begun"),
        "vendor",
        move |tx, act| {
            let missing = |field, key| Refusal::of_field(field, Message::new(key));
            let vendor: Id<Person> =
                read.id("vendor").ok_or_else(|| missing("vendor", "order-vendor-missing"))?;
            let branch = read.id("branch").ok_or_else(|| missing("branch", "order-branch-missing"))?;
            let fund = funds::funds::by_code(tx, read.text("fund"))?.id;
            let new = NewOrder { vendor, fund, budget: read.id("budget"), branch };
            read.once(tx, act, "order", |tx| Ok(orders::draft(tx, act, &new)?.id))
        },
        order_path,
        |errors| draw_list(&post, 1, sent.wrong(errors)),
    )
    .await
}

struct Seen {
    one: Order,
    lines: Vec<Line>,
    deliveries: Vec<Delivery>,
    invoices: Vec<Invoice>,
    selected: Vec<Suggestion>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Came {
    /// A book of it that somebody has in their hands.
    isbn: String,
}

/// One order; where a book of it came, its number stands in the form that notes what came.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Order>>, Query(came): Query<Came>) -> Answer {
    draw(&visit, id, Sent::of(vec![("isbn", came.isbn)])).await
}

pub(super) async fn draw(visit: &Visit, id: Id<Order>, sent: Sent) -> Answer {
    let seen = visit
        .read(move |tx| {
            Ok(Seen {
                one: orders::one(tx, id)?,
                lines: orders::lines(tx, id)?,
                deliveries: orders::deliveries(tx, id)?,
                invoices: orders::invoices(tx, id)?,
                selected: suggestions::page(tx, Wish::Selected, (200, 0))?,
            })
        })
        .await?;
    let (t, one) = (visit.t, &seen.one);
    let mut board = Board::new(t);
    let pays = [Some(one.fund_title.as_str()), one.budget_purpose.as_deref()];
    let pays = pays.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    board.head = vec![Html::of(&state(t, one.state)), pays.into()];
    if one.placed_on.is_some() {
        let letter = format!("{}/surat", order_path(one.id));
        board.acts.push(Button::link(t.say("order-letter"), letter).small().icon("LuPrinter"));
    }
    board.acts.push(Button::link(t.say("fund-to"), format!("/staf/dana/{}", one.fund_code)).ghost().small());
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats = vec![
        stat(t.rupiah(one.total.0), "order-total"),
        stat(t.rupiah(one.paid.0), "order-paid"),
        stat(format!("{}/{}", t.int(one.received), t.int(one.copies)), "order-came"),
    ];
    board.main.push(Html::of(&line_table(visit, &seen)));
    if !seen.deliveries.is_empty() {
        board.main.push(Html::of(&delivery_table(t, &seen.deliveries)));
    }
    if !seen.invoices.is_empty() {
        board.main.push(Html::of(&invoice_table(visit, &seen.invoices)));
    }
    board.side = deeds(visit, &seen, &sent);
    visit.board(visit.below(LIST, format!("{} · {}", one.number, one.vendor_name)), board, &sent)
}

#[derive(Template)]
#[template(ext = "html", source = "<form method=\"post\" action=\"{{ action }}\">{{ button }}</form>")]
struct Act {
    action: String,
    button: Button,
}

fn line_table(visit: &Visit, seen: &Seen) -> Table {
    let t = visit.t;
    let can_remove = seen.one.state == State::Draft && visit.can(EDIT);
    let mut columns = vec![
        Column::new(t.say("suggestion-title")).head(),
        Column::new(t.say("order-copies")).numeric(),
        Column::new(t.say("order-price")).numeric(),
        Column::new(t.say("order-came")).numeric(),
    ];
    if can_remove {
        columns.push(Column::new(t.say("table-actions")).hidden());
    }
    let mut table = Table::new(t, "judul", t.say("order-lines"), columns);
    table.empty = Some(Empty {
        icon: "LuBookPlus",
        title: t.say("order-lines-none").to_owned(),
        text: t.say("order-lines-none-text").to_owned(),
        action: None,
    });
    let row = |line: &Line| {
        let facts: Vec<&str> = [line.author.as_deref(), line.isbn.as_deref()].into_iter().flatten().collect();
        let mut cells = vec![
            link("", &line.title, &facts.join(" · ")),
            t.int(line.copies).into(),
            t.rupiah(line.price.0).into(),
            t.int(line.received).into(),
        ];
        if can_remove {
            let button =
                Button::new(t.say("order-line-remove")).small().ghost().about(format!(": {}", line.title));
            let action = format!("{}/judul/{}/hapus", order_path(seen.one.id), line.id);
            cells.push(Html::of(&Act { action, button }));
        }
        Row::new(cells)
    };
    table.rows = seen.lines.iter().map(row).collect();
    table
}

fn delivery_table(t: Speech, all: &[Delivery]) -> Table {
    let columns = vec![
        Column::new(t.say("delivery")).head(),
        Column::new(t.say("delivery-day")),
        Column::new(t.say("order-copies")).numeric(),
        Column::new(t.say("delivery-labelled")).numeric(),
    ];
    let mut table = Table::new(t, "kiriman", t.say("deliveries"), columns);
    let row = |one: &Delivery| {
        let is_back = one.batch_state == accession::State::Cancelled;
        let labelled = if is_back { t.say("delivery-taken-back").to_owned() } else { t.int(one.accessioned) };
        Row::new(vec![
            link(&format!("/staf/aksesi/{}", one.batch_code), &one.number, &one.batch_code),
            t.date(one.day).into(),
            t.int(one.copies).into(),
            labelled.into(),
        ])
    };
    table.rows = all.iter().map(row).collect();
    table
}

fn invoice_table(visit: &Visit, all: &[Invoice]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("invoice-number")).head(),
        Column::new(t.say("funds-amount")).numeric(),
        Column::new(t.say("invoice-state")),
    ];
    let mut table = Table::new(t, "faktur", t.say("invoices"), columns);
    let row = |one: &Invoice| {
        let href = format!("/staf/belanja/{}", one.spending);
        let href = if visit.can(funds::VIEW) { href } else { String::new() };
        let state = Html::of(&fields::spending_state(t, one.state));
        Row::new(vec![link(&href, &one.number, ""), t.rupiah(one.amount.0).into(), state])
    };
    table.rows = all.iter().map(row).collect();
    table
}

fn deeds(visit: &Visit, seen: &Seen, sent: &Sent) -> Vec<Html> {
    let (t, base) = (visit.t, order_path(seen.one.id));
    match seen.one.state {
        State::Draft => drafting(visit, seen, sent, &base),
        State::Ordered => {
            let mut deeds = Vec::new();
            if visit.can(EDIT) && seen.one.received < seen.one.copies {
                deeds.push(Html::of(&receiving(t, seen, sent, &base, visit.act().today())));
            }
            if visit.can(funds::REQUEST) && seen.one.received > 0 {
                deeds.push(Html::of(&billing(t, seen, sent, &base)));
            }
            if visit.can(EDIT) {
                deeds.extend(sending_back(t, seen, sent, &base));
                let deed = Deed::new(t.say("order-close"), format!("{base}/tutup"), Vec::new());
                deeds.push(Html::of(&deed.lead(t.say("order-close-text"))));
            }
            deeds
        }
        State::Closed | State::Cancelled => Vec::new(),
    }
}

fn drafting(visit: &Visit, seen: &Seen, sent: &Sent, base: &str) -> Vec<Html> {
    let t = visit.t;
    let mut deeds = Vec::new();
    if visit.can(EDIT) {
        let taken: Vec<_> = seen.lines.iter().filter_map(|line| line.suggestion).collect();
        let none = Choice::new("", t.say("order-no-suggestion"));
        let wish = |one: &Suggestion| {
            let id = one.id.to_string();
            let chosen = id == sent.text("suggestion");
            Choice::new(id, format!("{} {}", one.code, one.title)).chosen(chosen)
        };
        let wishes = seen.selected.iter().filter(|one| !taken.contains(&one.id)).map(wish);
        let line = |name: &'static str, label: &str| {
            Field::text(t, name, t.say(label), sent.text(name))
                .autocomplete("off")
                .error(sent.errors.of(name))
        };
        let fields = vec![
            Field::select(
                t,
                "suggestion",
                t.say("order-from-suggestion"),
                std::iter::once(none).chain(wishes).collect(),
            )
            .hint(t.say("order-from-suggestion-hint"))
            .error(sent.errors.of("suggestion")),
            line("title", "suggestion-title").optional(),
            line("author", "suggestion-author").optional(),
            line("isbn", "suggestion-isbn").medium().attribute("inputmode", "numeric").optional(),
            Field::text(t, "copies", t.say("order-copies"), sent.or("copies", "1"))
                .short()
                .attribute("inputmode", "numeric")
                .error(sent.errors.of("copies")),
            line("price", "order-price").medium().attribute("inputmode", "numeric"),
        ];
        let deed = Deed::new(t.say("order-line-add"), format!("{base}/judul"), fields);
        deeds.push(Html::of(&deed.once(sent.form()).open(seen.lines.is_empty())));
    }
    if visit.can(funds::APPROVE) && !seen.lines.is_empty() {
        let deed = Deed::new(t.say("order-place"), format!("{base}/pesan"), Vec::new());
        let mut lead = t.about("order-place-text", t.rupiah(seen.one.total.0));
        if seen.one.approvals > 0 {
            lead = format!("{lead} {}", t.count("order-approvals", seen.one.approvals));
        }
        deeds.push(Html::of(&deed.open(true).lead(lead)));
    }
    if visit.can(EDIT) {
        deeds.push(Html::of(&Deed::new(t.say("order-cancel"), format!("{base}/batal"), Vec::new())));
    }
    deeds
}

#[derive(Template)]
#[template(path = "receive.html")]
struct Receiving<'a> {
    t: Speech,
    action: String,
    error: Option<&'a str>,
    lines: Vec<Awaiting<'a>>,
    day: Field,
    form: String,
}

/// A title of which something is still to come.
struct Awaiting<'a> {
    id: String,
    title: &'a str,
    left: i64,
    /// How many came, as it was typed.
    came: &'a str,
}

fn receiving<'a>(
    t: Speech,
    seen: &'a Seen,
    sent: &'a Sent,
    base: &str,
    today: kernel::Date,
) -> Receiving<'a> {
    let lines = seen.lines.iter().filter(|line| line.received < line.copies);
    Receiving {
        t,
        action: format!("{base}/terima"),
        error: sent.errors.of("came"),
        lines: lines
            .map(|line| {
                let id = line.id.to_string();
                let is_here = line.isbn.as_deref().is_some_and(|isbn| isbn == sent.text("isbn"));
                let came = ordering::typed(sent, &id).unwrap_or(if is_here { "1" } else { "" });
                Awaiting { id, title: &line.title, left: line.copies - line.received, came }
            })
            .collect(),
        day: Field::date(t, "came_on", t.say("delivery-day"), sent.day("came_on", today.into())),
        form: sent.form(),
    }
}

/// A way back for each delivery: a wrong number is not the end of an order.
fn sending_back(t: Speech, seen: &Seen, sent: &Sent, base: &str) -> Vec<Html> {
    let standing = seen.deliveries.iter().filter(|one| one.batch_state != accession::State::Cancelled);
    standing
        .map(|one| {
            let why = Field::text(t, "why", t.say("delivery-take-back-why"), sent.text("why"))
                .error(sent.errors.of("why").or(sent.errors.of("reason")));
            let title = t.about("delivery-take-back", one.number.as_str());
            let deed = Deed::new(title, format!("{base}/kiriman/{}/batal", one.id), vec![why]);
            Html::of(&deed.lead(t.say("delivery-take-back-text")))
        })
        .collect()
}

fn billing(t: Speech, seen: &Seen, sent: &Sent, base: &str) -> Deed {
    let text = |name: &'static str, label: &str, value: &str| {
        Field::text(t, name, t.say(label), value).medium().autocomplete("off").error(sent.errors.of(name))
    };
    // What came and nobody has asked for yet, as far as it is held.
    let due = (seen.one.came - seen.one.billed).0.clamp(0, seen.one.held.0);
    let due = match (due, seen.one.held.0) {
        (0, 0) => String::new(),
        (0, held) => held.to_string(),
        (due, _) => due.to_string(),
    };
    let fields = vec![
        text("invoice_number", "invoice-number", sent.text("invoice_number")),
        text("amount", "funds-amount", sent.or("amount", &due)).attribute("inputmode", "numeric"),
        Field::text(t, "reason", t.say("invoice-reason"), sent.text("reason"))
            .hint(t.say("invoice-reason-hint"))
            .optional()
            .error(sent.errors.of("reason")),
    ];
    let lead = t.about("invoice-enter-text", t.rupiah(seen.one.held.0));
    Deed::new(t.say("invoice-enter"), format!("{base}/faktur"), fields).once(sent.form()).lead(lead)
}
