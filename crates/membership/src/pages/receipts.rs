//! One receipt for several memberships: its number, and whose memberships it pays.

use axum::http::StatusCode;
use kernel::{Date, Id, Message, Person};
use people::pages::{errors_of, refusal_in};
use platform::looks::Sight;
use serde::Deserialize;
use store::{Result, Tx};
use ui::part::{Errors, Field};
use web::{Answer, Form, Post, Query, Visit, open_form};

use super::{amount, bases::FormPage, below_list, more_field, received, received_field};
use crate::{
    Member, families, queries,
    receipts::{self, Line, Receipt},
};

const PAGE: &str = "/staf/anggota/iuran";
const LIST: &str = "/staf/anggota";

#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    #[serde(default)]
    kode: String,
}

/// What is typed of a receipt.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReceiptForm {
    evidence: String,
    /// A line for each membership: the number on the card, and what was paid where it is not what a term costs.
    members: String,
    paid_more: String,
    received: String,
}

impl ReceiptForm {
    fn receipt(&self) -> Receipt {
        let line = |line: &str| {
            let (code, paid) = line.split_once([' ', ',', ';', '\t']).unwrap_or((line, ""));
            let paid = paid.trim_matches([' ', ',', ';', '\t']);
            // What cannot be read is nothing that was paid, and is told so.
            let amount = (!paid.is_empty()).then(|| amount(paid).unwrap_or_default());
            Line { code: code.to_owned(), amount }
        };
        let lines = self.members.lines().map(str::trim).filter(|text| !text.is_empty());
        Receipt {
            number: self.evidence.clone(),
            more: self.paid_more.clone(),
            received: received(&self.received),
            lines: lines.map(line).collect(),
        }
    }
}

/// The form; of one member, with those who belong to them: a guardian with the children.
pub(super) async fn blank(visit: Visit, Query(Whose { kode }): Query<Whose>) -> Answer {
    let today = visit.act().today();
    let family = visit.read(move |tx| family_of(tx, &kode, today)).await?;
    visit.looks_at_all(family.iter().map(|member| member.person), Sight::List);
    let codes: Vec<&str> = family.iter().map(|member| member.code.as_str()).collect();
    draw(
        &visit,
        StatusCode::OK,
        &ReceiptForm { members: codes.join("\n"), ..ReceiptForm::default() },
        Errors::new(),
    )
}

fn family_of(tx: &mut Tx<'_>, code: &str, today: Date) -> Result<Vec<Member>> {
    let Some(one) = queries::by_code(tx, code)? else { return Ok(Vec::new()) };
    let guardians: Vec<Id<Person>> =
        families::guardians(tx, one.person, today)?.into_iter().map(|guardian| guardian.person).collect();
    let head = match guardians.first() {
        Some(guardian) => queries::by_id(tx, *guardian)?,
        None => Some(one.clone()),
    };
    let children = families::children(tx, guardians.first().copied().unwrap_or(one.person), today)?;
    let mut family: Vec<Member> = head.into_iter().chain(children).collect();
    if family.iter().all(|member| member.person != one.person) {
        family.push(one);
    }
    Ok(family)
}

fn draw(visit: &Visit, status: StatusCode, form: &ReceiptForm, errors: Errors) -> Answer {
    let t = visit.t;
    let mut page = below_list(visit, t.say("receipt-several"));
    page.failed = !errors.is_empty();
    let mut fields = vec![
        Field::text(t, "evidence", t.say("basis-receipt"), &*form.evidence)
            .medium()
            .autocomplete("off")
            .error(errors.of("evidence")),
        Field::area(t, "members", t.say("receipt-members"), &*form.members, 6)
            .hint(t.say("receipt-members-hint"))
            .error(errors.of("members")),
    ];
    fields.extend(more_field(t, &form.paid_more, &errors));
    fields.push(received_field(t, &form.received));
    let lead = t.say("receipt-lead").to_owned();
    let view = FormPage { page, errors, lead, fields, send: "receipt-enter", back: LIST.to_owned() };
    visit.html_as(status, &view)
}

/// Enters a receipt.
pub(super) async fn enter(post: Post, Form(form): Form<ReceiptForm>) -> Answer {
    let receipt = form.receipt();
    match post.write(move |tx, act| receipts::enter(tx, act, &receipt)).await {
        Ok(paid) => {
            let total = paid.iter().fold(kernel::Rupiah::ZERO, |sum, (_, amount)| sum + *amount);
            let undo = format!("{PAGE}/tarik?kuitansi={}", ui::page::query_value(&form.evidence));
            let message = Message::new("receipt-entered")
                .with("n", i64::try_from(paid.len()).unwrap_or(i64::MAX))
                .with("x", total)
                .with("undo", undo);
            Ok(post.done(LIST, &message))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "members");
            draw(&post, open_form::status_of(&refusal), &form, errors)
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Which {
    kuitansi: String,
}

/// It was a slip: every membership on the receipt is as it was, and so are the books.
pub(super) async fn take_back(post: Post, Query(Which { kuitansi }): Query<Which>) -> Answer {
    post.write(move |tx, act| receipts::take_back(tx, act, &kuitansi)).await?;
    Ok(post.done(PAGE, &Message::new("receipt-taken-back")))
}
