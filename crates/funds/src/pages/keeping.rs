//! What the treasurer does with a fund: money comes in, was there, goes elsewhere; a budget is planned, the fund closed.

use axum::extract::Path;
use kernel::{Date, Message, Refusal};
use web::{Answer, Form, Post, sent, sent::Sent};

use super::{fund::draw, fund_path, transaction_path};
use crate::{
    budgets, funds,
    gifts::{self, Receipt, Transfer},
};

web::form! { ReceiptForm { received, into, income, day_day, day_month, day_year, memo, reference } }

/// What the rules say of `amount`, `memo`, `day`, by the names these have on a page with several forms.
fn on_page(error: store::Error, names: &[(&str, &'static str)]) -> store::Error {
    let store::Error::Refused(mut refusal) = error else { return error };
    for reason in &mut refusal.reasons {
        let here = |field| names.iter().find(|(rule, _)| *rule == field).map_or(field, |(_, here)| *here);
        reason.field = reason.field.map(here);
    }
    refusal.into()
}

fn day_of(sent: &Sent, name: &'static str) -> store::Result<Date> {
    let unreadable = || Refusal::of_field(name, Message::new("funds-day-unreadable"));
    Ok(sent.date(name).ok_or_else(unreadable)?)
}

/// Money comes in.
pub(super) async fn receive(post: Post, Path(code): Path<String>, Form(typed): Form<ReceiptForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let posted = post
        .write(move |tx, act| {
            let receipt = Receipt {
                fund: funds::by_code(tx, &named)?.id,
                amount: read.rupiah("received"),
                into: read.text("into").to_owned(),
                income: read.text("income").to_owned(),
                day: day_of(&read, "day")?,
                from: None,
                reference: read.text("reference").to_owned(),
                memo: read.text("memo").to_owned(),
            };
            gifts::receive(tx, act, &receipt)
                .map_err(|error| on_page(error, &[("amount", "received"), ("account", "into")]))
        })
        .await;
    match posted {
        Ok(id) => Ok(post.done(&transaction_path(id), &Message::new("receipt-posted"))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "received")?;
            draw(&post, code, sent.wrong(errors)).await
        }
    }
}

web::form! { OpeningForm { opening, opening_into, opening_day_day, opening_day_month, opening_day_year } }

/// What was there when the books began.
pub(super) async fn begin(post: Post, Path(code): Path<String>, Form(typed): Form<OpeningForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let memo = post.t.say("opening-memo").to_owned();
    let posted = post
        .write(move |tx, act| {
            let fund = funds::by_code(tx, &named)?.id;
            let (amount, day) = (read.rupiah("opening"), day_of(&read, "opening_day")?);
            gifts::open_with(tx, act, fund, read.text("opening_into"), amount, day, &memo).map_err(|error| {
                on_page(error, &[("amount", "opening"), ("day", "opening_day"), ("account", "opening_into")])
            })
        })
        .await;
    match posted {
        Ok(id) => Ok(post.done(&transaction_path(id), &Message::new("opening-posted"))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "opening")?;
            draw(&post, code, sent.wrong(errors)).await
        }
    }
}

web::form! { TransferForm {
    moved, out_of, to, moved_into, moved_day_day, moved_day_month, moved_day_year, moved_memo,
} }

/// Money goes elsewhere.
pub(super) async fn transfer(
    post: Post,
    Path(code): Path<String>,
    Form(typed): Form<TransferForm>,
) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let posted = post
        .write(move |tx, act| {
            let transfer = Transfer {
                from: funds::by_code(tx, &named)?.id,
                out_of: read.text("out_of").to_owned(),
                to: funds::by_code(tx, read.text("to"))?.id,
                into: read.text("moved_into").to_owned(),
                amount: read.rupiah("moved"),
                day: day_of(&read, "moved_day")?,
                memo: read.text("moved_memo").to_owned(),
            };
            gifts::transfer(tx, act, &transfer).map_err(|error| {
                on_page(
                    error,
                    &[
                        ("amount", "moved"),
                        ("day", "moved_day"),
                        ("memo", "moved_memo"),
                        ("account", "out_of"),
                        ("into", "moved_into"),
                    ],
                )
            })
        })
        .await;
    match posted {
        Ok(id) => Ok(post.done(&transaction_path(id), &Message::new("transfer-posted"))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "moved")?;
            draw(&post, code, sent.wrong(errors)).await
        }
    }
}

web::form! { BudgetForm { year, budget_purpose, planned } }

/// A line of the budget.
pub(super) async fn plan(post: Post, Path(code): Path<String>, Form(typed): Form<BudgetForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("funds-saved"),
        "planned",
        move |tx, act| {
            let fund = funds::by_code(tx, &named)?.id;
            let year = read.text("year").trim().parse().unwrap_or_default();
            budgets::plan(tx, act, fund, year, read.text("budget_purpose"), read.rupiah("planned"))
        },
        |_| fund_path(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

/// A fund is closed.
pub(super) async fn close(post: Post, Path(code): Path<String>) -> Answer {
    let named = code.clone();
    sent::done(
        &post,
        Message::new("funds-saved"),
        "received",
        move |tx, act| {
            let fund = funds::by_code(tx, &named)?.id;
            funds::close(tx, act, fund)
        },
        |()| fund_path(&code),
        |errors| draw(&post, code.clone(), Sent::default().wrong(errors)),
    )
    .await
}
