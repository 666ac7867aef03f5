//! What is done with an order: titles go in and out, it is placed, received, paid, closed.

use axum::extract::Path;
use kernel::{Id, Message, Refusal};
use web::{Answer, Form, Post, sent, sent::Sent};

use super::{
    order_path,
    orders::{LIST, draw},
};
use crate::{
    model::{Delivery, Line, Order, State},
    orders::{self, NewInvoice, NewLine},
    suggestions,
};

web::form! { LineForm { form, suggestion, title, author, isbn, copies, price } }

/// Adds a title.
pub(super) async fn add(post: Post, Path(id): Path<Id<Order>>, Form(typed): Form<LineForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("order-saved"),
        "title",
        move |tx, act| {
            let mut new = NewLine {
                title: read.text("title").to_owned(),
                author: read.text("author").to_owned(),
                isbn: read.text("isbn").to_owned(),
                copies: read.text("copies").trim().parse().unwrap_or_default(),
                price: read.rupiah("price"),
                suggestion: read.id("suggestion"),
            };
            if let Some(wished) = new.suggestion {
                // What the wish says stands where nothing else was typed.
                let one = suggestions::one(tx, wished)?;
                for (typed, known) in [
                    (&mut new.title, Some(one.title)),
                    (&mut new.author, one.author),
                    (&mut new.isbn, one.isbn),
                ] {
                    if typed.trim().is_empty() {
                        *typed = known.unwrap_or_default();
                    }
                }
            }
            read.once(tx, act, "order-line", |tx| orders::add(tx, act, id, &new))
        },
        |_| order_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

/// Takes a title out.
pub(super) async fn remove(post: Post, Path((id, row)): Path<(Id<Order>, Id<Line>)>) -> Answer {
    sent::done(
        &post,
        Message::new("order-saved"),
        "title",
        move |tx, act| orders::remove(tx, act, id, row),
        |()| order_path(id),
        |errors| draw(&post, id, Sent::default().wrong(errors)),
    )
    .await
}

/// Approves it, and places it once nobody's approval is missing.
pub(super) async fn place(post: Post, Path(id): Path<Id<Order>>) -> Answer {
    let large = post.can(funds::APPROVE_LARGE);
    match post.write(move |tx, act| orders::place(tx, act, id, large)).await {
        Ok(one) => {
            let key = if one.state == State::Draft { "order-was-approved" } else { "order-was-placed" };
            Ok(post.done(&order_path(id), &Message::new(key)))
        }
        Err(error) => {
            let errors = sent::errors_in(&post, error, "copies")?;
            draw(&post, id, Sent::default().wrong(errors)).await
        }
    }
}

/// Gives it up.
pub(super) async fn cancel(post: Post, Path(id): Path<Id<Order>>) -> Answer {
    sent::done(
        &post,
        Message::new("order-was-cancelled"),
        "copies",
        move |tx, act| orders::cancel(tx, act, id),
        |()| LIST.1.to_owned(),
        |errors| draw(&post, id, Sent::default().wrong(errors)),
    )
    .await
}

/// What arrived: a field for each title, named by it.
pub(super) async fn receive(
    post: Post,
    Path(id): Path<Id<Order>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let field = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let lines = fields.iter().filter_map(|(name, text)| Some((name.strip_prefix("came-")?, text.trim())));
    let lines: Vec<String> = lines.map(|(line, text)| format!("{line}={text}")).collect();
    let sent = Sent::of(vec![
        ("form", field("form")),
        ("came", lines.join("\n")),
        ("came_on_day", field("came_on_day")),
        ("came_on_month", field("came_on_month")),
        ("came_on_year", field("came_on_year")),
    ]);
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("delivery-kept"),
        "came",
        move |tx, act| {
            let unreadable = || Refusal::of_field("came", Message::new("funds-day-unreadable"));
            let day = read.date("came_on").ok_or_else(unreadable)?;
            read.once(tx, act, "order-delivery", |tx| orders::receive(tx, act, id, day, &came(&read)))
        },
        |_| order_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

/// How many of a title came, as it was typed.
pub(super) fn typed<'s>(sent: &'s Sent, line: &str) -> Option<&'s str> {
    sent.text("came").lines().find_map(|one| one.strip_prefix(line)?.strip_prefix('='))
}

/// How many of each title came. What is no number is none, and is refused as such.
fn came(sent: &Sent) -> Vec<(Id<Line>, i64)> {
    let lines = sent.text("came").lines().filter_map(|one| one.split_once('='));
    lines
        .filter_map(|(line, text)| {
            let n = if text.is_empty() { Some(0) } else { sent::whole(text) };
            Some((line.parse().ok()?, n.unwrap_or(-1)))
        })
        .collect()
}

web::form! { SendBackForm { why } }

/// Takes back a delivery that was noted wrongly.
pub(super) async fn send_back(
    post: Post,
    Path((id, row)): Path<(Id<Order>, Id<Delivery>)>,
    Form(typed): Form<SendBackForm>,
) -> Answer {
    let sent = typed.sent();
    let why = sent.text("why").to_owned();
    sent::done(
        &post,
        Message::new("delivery-was-taken-back"),
        "why",
        move |tx, act| orders::send_back(tx, act, id, row, &why),
        |()| order_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

web::form! { InvoiceForm { form, invoice_number, amount, reason } }

/// Enters an invoice; on to the wish to pay it, where its paper is kept and it is approved and paid.
pub(super) async fn bill(post: Post, Path(id): Path<Id<Order>>, Form(typed): Form<InvoiceForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    let new = NewInvoice {
        number: sent.text("invoice_number").to_owned(),
        amount: sent.rupiah("amount"),
        reason: sent.text("reason").to_owned(),
    };
    sent::done(
        &post,
        Message::new("invoice-was-entered"),
        "amount",
        move |tx, act| read.once(tx, act, "invoice", |tx| orders::bill(tx, act, id, &new)),
        |asked| format!("/staf/belanja/{asked}"),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}

/// Closes it.
pub(super) async fn close(post: Post, Path(id): Path<Id<Order>>) -> Answer {
    sent::done(
        &post,
        Message::new("order-was-closed"),
        "amount",
        move |tx, act| orders::close(tx, act, id),
        |()| order_path(id),
        |errors| draw(&post, id, Sent::default().wrong(errors)),
    )
    .await
}
