//! What the treasurer does with a fund: money comes in, was there, goes elsewhere; a budget is planned, the fund closed.

use axum::extract::Path;
use kernel::{Date, Id, Message, Refusal};
use platform::files::Files;
use web::{Answer, Form, Post, Upload, Uploads, sent, sent::Sent};

use super::{fund::draw, fund_path, spending_path, transaction_path};
use crate::{
    APPROVE, KEEP, Verdict,
    amendments::{self, Amendment, NewAmendment},
    budgets,
    documents::{self, NewDocument, Proof},
    funds,
    gifts::{self, Receipt, Transfer},
    spending::{self, Leaving},
};

web::form! { ReceiptForm {
    form, received, into, income, day_day, day_month, day_year, memo, reference, slip_title,
} }

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
pub(super) async fn receive(post: Post, files: Files, code: String, uploads: Uploads) -> Answer {
    let slip = uploads.files.into_iter().next().unwrap_or_default();
    let upload = Upload::<12> { fields: uploads.fields, file: slip.content, name: slip.name };
    let (sent, named) = (upload.form::<ReceiptForm>()?.sent(), code.clone());
    let slip =
        NewDocument { title: sent.text("slip_title").to_owned(), name: upload.name, content: upload.file };
    let read = sent.clone();
    let posted = post
        .write(move |tx, act| {
            let names = [
                ("amount", "received"),
                ("account", "into"),
                ("file", "slip"),
                (documents::TITLE, "slip_title"),
            ];
            let proof = match slip.content.is_empty() {
                true => None,
                false => Some(Proof::take(tx, act, &files, &slip).map_err(|error| on_page(error, &names))?),
            };
            let receipt = Receipt {
                fund: funds::by_code(tx, &named)?.id,
                amount: read.rupiah("received"),
                into: read.text("into").to_owned(),
                income: read.text("income").to_owned(),
                day: day_of(&read, "day")?,
                from: None,
                reference: read.text("reference").to_owned(),
                memo: read.text("memo").to_owned(),
                origin: None,
                proof,
            };
            read.once(tx, act, "receipt", |tx| gifts::receive(tx, act, &receipt))
                .map_err(|error| on_page(error, &names))
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

web::form! { OpeningForm { form, opening, opening_into, opening_day_day, opening_day_month, opening_day_year } }

/// What was there when the books began.
pub(super) async fn begin(post: Post, Path(code): Path<String>, Form(typed): Form<OpeningForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let memo = post.t.say("opening-memo").to_owned();
    let posted = post
        .write(move |tx, act| {
            let fund = funds::by_code(tx, &named)?.id;
            let (amount, day) = (read.rupiah("opening"), day_of(&read, "opening_day")?);
            let open = |tx: &mut store::Tx<'_>| {
                gifts::open_with(tx, act, fund, read.text("opening_into"), amount, day, &memo)
            };
            read.once(tx, act, "opening", open).map_err(|error| {
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
    form, moved, out_of, to, moved_into, moved_day_day, moved_day_month, moved_day_year, moved_memo,
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
            read.once(tx, act, "transfer", |tx| gifts::transfer(tx, act, &transfer)).map_err(|error| {
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

web::form! { LeavingForm { form, leaving, leaving_to, leaving_why } }

/// What is left of money given for a purpose goes back, or where its giver agreed it may go.
pub(super) async fn leave(post: Post, Path(code): Path<String>, Form(typed): Form<LeavingForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let asked = post
        .write(move |tx, act| {
            let fund = funds::by_code(tx, &named)?.id;
            let to = match read.text("leaving_to") {
                "" => Leaving::Giver,
                code => Leaving::Fund(funds::by_code(tx, code)?.id),
            };
            let (amount, why) = (read.rupiah("leaving"), read.text("leaving_why"));
            let names = [("amount", "leaving"), ("to", "leaving_to"), ("what", "leaving_why")];
            read.once(tx, act, "leaving", |tx| spending::leave(tx, act, fund, to, amount, why))
                .map_err(|error| on_page(error, &names))
        })
        .await;
    match asked {
        Ok(id) => Ok(post.done(&spending_path(id), &Message::new("leaving-asked"))),
        Err(error) => {
            let errors = sent::errors_in(&post, error, "leaving")?;
            draw(&post, code, sent.wrong(errors)).await
        }
    }
}

web::form! { AllowForm { expense, allowed } }

/// A fund may be spent on an account, or no more.
pub(super) async fn allow(post: Post, Path(code): Path<String>, Form(typed): Form<AllowForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let (read, keeps, approves) = (sent.clone(), post.can(KEEP), post.can(APPROVE));
    sent::done(
        &post,
        Message::new("funds-saved"),
        "expense",
        move |tx, act| {
            if !keeps && !approves {
                return Err(
                    Refusal::new(kernel::Kind::Forbidden, Message::new("fund-widened-by-another")).into()
                );
            }
            let fund = funds::by_code(tx, &named)?.id;
            funds::allow(tx, act, fund, read.text("expense"), read.ticked("allowed"), approves)
        },
        |()| fund_path(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { AmendmentForm {
    agreed_purpose, agreed_until_day, agreed_until_month, agreed_until_year, agreed_why, document_title,
} }

/// What the giver agreed to, with their letter.
pub(super) async fn amend(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let (sent, named) = (upload.form::<AmendmentForm>()?.sent(), code.clone());
    let read = sent.clone();
    let letter = NewDocument {
        title: sent.text("document_title").to_owned(),
        name: upload.name,
        content: upload.file,
    };
    sent::done(
        &post,
        Message::new("amendment-proposed"),
        "agreed_purpose",
        move |tx, act| {
            if read.is_odd_day("agreed_until") {
                return Err(Refusal::of_field("agreed_until", Message::new("funds-day-unreadable")).into());
            }
            let fund = funds::by_code(tx, &named)?.id;
            let new = NewAmendment {
                purpose: read.text("agreed_purpose").to_owned(),
                until: read.date("agreed_until"),
                reason: read.text("agreed_why").to_owned(),
            };
            let names = [("purpose", "agreed_purpose"), ("until", "agreed_until"), ("reason", "agreed_why")];
            amendments::propose(tx, act, &files, fund, &new, &letter).map_err(|error| on_page(error, &names))
        },
        |_| fund_path(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { AgreedForm { note, verdict } }

/// Approves what the giver agreed to, or not.
pub(super) async fn agree(
    post: Post,
    Path((code, id)): Path<(String, Id<Amendment>)>,
    Form(typed): Form<AgreedForm>,
) -> Answer {
    let sent = typed.sent();
    let verdict: Verdict = sent.text("verdict").parse()?;
    let note = sent.text("note").to_owned();
    sent::done(
        &post,
        Message::new("verdict-kept"),
        "note",
        move |tx, act| amendments::decide(tx, act, id, verdict, &note),
        |fund| fund_path(&fund.code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { BudgetForm { year, budget_purpose, planned, programme } }

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
            let purpose = read.text("budget_purpose");
            let line = budgets::plan(tx, act, fund, year, purpose, read.rupiah("planned"))?;
            read.id("programme").map_or(Ok(()), |programme| budgets::serve(tx, act, line, programme))
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
