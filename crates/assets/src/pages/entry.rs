//! The form of a thing.

use axum::extract::Path;
use funds::Transaction;
use kernel::{Id, Kind as No, Message, Person, Reason, Refusal};
use platform::library;
use serde::Deserialize;
use ui::{
    Html,
    part::{Board, Button, Choice, DateParts, Deed, Field},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{LIST, path_of};
use crate::{
    lots::MOST,
    model::{Asset, Condition, Kind, Source, Valuation},
    register::{self, NewAsset},
};

web::form! { AssetForm {
    form, payment, name, pieces, kind, serial, branch, room, custodian, condition, value, valuation, source, origin, reference,
    acquired_day, acquired_month, acquired_year, warranty_day, warranty_month, warranty_year,
} }

fn of(one: &Asset) -> Sent {
    let (acquired, warranty) =
        (DateParts::from(one.acquired_on), one.warranty_until.map(DateParts::from).unwrap_or_default());
    let form = AssetForm {
        form: String::new(),
        payment: String::new(),
        name: one.name.clone(),
        pieces: String::new(),
        kind: one.kind.to_string(),
        serial: one.serial.clone().unwrap_or_default(),
        branch: one.branch.to_string(),
        room: one.room.clone().unwrap_or_default(),
        custodian: one.custodian.map(|id| id.to_string()).unwrap_or_default(),
        condition: one.condition.to_string(),
        value: one.value.0.to_string(),
        valuation: one.valuation.to_string(),
        source: one.source.to_string(),
        origin: one.origin.clone().unwrap_or_default(),
        reference: one.reference.clone().unwrap_or_default(),
        acquired_day: acquired.day,
        acquired_month: acquired.month,
        acquired_year: acquired.year,
        warranty_day: warranty.day,
        warranty_month: warranty.month,
        warranty_year: warranty.year,
    };
    form.sent()
}

/// The thing as it was typed; what it is worth, and who gave it, no form changes afterwards.
fn read(sent: &Sent, before: Option<&Asset>) -> Result<NewAsset, Refusal> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let (kind, condition): (Option<Kind>, Option<Condition>) =
        (sent.text("kind").parse().ok(), sent.text("condition").parse().ok());
    let (valuation, source): (Option<Valuation>, Option<Source>) = (
        before.map(|one| one.valuation).or(sent.text("valuation").parse().ok()),
        sent.text("source").parse().ok(),
    );
    let (branch, acquired) = (sent.id("branch"), sent.date("acquired"));
    for (missing, field) in [
        (kind.is_none(), "kind"),
        (condition.is_none(), "condition"),
        (valuation.is_none(), "valuation"),
        (source.is_none(), "source"),
    ] {
        if missing {
            object(field, "asset-choose");
        }
    }
    if branch.is_none() {
        object("branch", "asset-branch-unknown");
    }
    if acquired.is_none() {
        object("acquired", "asset-day-unreadable");
    }
    if sent.is_odd_day("warranty") {
        object("warranty", "asset-day-unreadable");
    }
    match (kind, condition, valuation, source, branch, acquired) {
        (Some(kind), Some(condition), Some(valuation), Some(source), Some(branch), Some(acquired_on))
            if reasons.is_empty() =>
        {
            Ok(NewAsset {
                name: sent.text("name").to_owned(),
                kind,
                serial: sent.text("serial").to_owned(),
                branch,
                room: sent.text("room").to_owned(),
                custodian: sent.id("custodian"),
                condition,
                value: before.map_or_else(|| sent.rupiah("value"), |one| one.value),
                valuation,
                source,
                origin: sent.text("origin").to_owned(),
                party: before.and_then(|one| one.party),
                reference: sent.text("reference").to_owned(),
                gift: before.and_then(|one| one.gift),
                payment: before.map_or_else(|| sent.id("payment"), |one| one.payment),
                acquired_on,
                warranty_until: sent.date("warranty"),
            })
        }
        _ => Err(Refusal { kind: No::Invalid, reasons }),
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct With {
    bayar: Option<Id<Transaction>>,
}

/// An empty form; for what a payment bought, where one is named.
pub(super) async fn blank(visit: Visit, Query(with): Query<With>) -> Answer {
    let open = visit.read(register::open_payments).await?;
    let bought = open.into_iter().find(|one| Some(one.payment) == with.bayar);
    let day = DateParts::from(bought.as_ref().map_or_else(|| visit.act().today(), |one| one.day));
    let form = AssetForm {
        pieces: "1".into(),
        acquired_day: day.day,
        acquired_month: day.month,
        acquired_year: day.year,
        ..AssetForm::default()
    };
    let form = match bought {
        Some(one) => AssetForm {
            payment: one.payment.to_string(),
            name: one.memo,
            value: one.left.0.to_string(),
            valuation: Valuation::Price.to_string(),
            source: Source::Purchase.to_string(),
            reference: one.number,
            ..form
        },
        None => form,
    };
    draw(&visit, form.sent(), None).await
}

/// A thing, to be changed.
pub(super) async fn edit(visit: Visit, Path(code): Path<String>) -> Answer {
    let one = visit.read(move |tx| register::by_code(tx, &code)).await?;
    draw(&visit, of(&one), Some(one.code)).await
}

async fn draw(visit: &Visit, sent: Sent, code: Option<String>) -> Answer {
    let (branches, custodians, open) = visit
        .read(|tx| Ok((library::branches(tx)?, register::custodians(tx)?, register::open_payments(tx)?)))
        .await?;
    let t = visit.t;
    let words = |name: &'static str, label: &str, prefix: &str, all: &[&str]| {
        let choices = all.iter().map(|word| {
            Choice::new(*word, t.say(&format!("{prefix}-{word}"))).chosen(*word == sent.text(name))
        });
        Field::select(t, name, t.say(label), choices.collect()).error(sent.errors.of(name))
    };
    let line = |name: &'static str, label: &str| {
        Field::text(t, name, t.say(label), sent.text(name)).autocomplete("off").error(sent.errors.of(name))
    };
    let day = |name: &'static str, label: &str| {
        Field::date(t, name, t.say(label), sent.day(name, DateParts::default())).error(sent.errors.of(name))
    };
    let place = |branch: &library::Branch| {
        let id = branch.id.to_string();
        let chosen = id == sent.text("branch");
        Choice::new(id, &*branch.name).chosen(chosen)
    };
    let person = |(id, name): &(Id<Person>, String)| {
        let id = id.to_string();
        let chosen = id == sent.text("custodian");
        Choice::new(id, &**name).chosen(chosen)
    };
    let nobody = Choice::new("", t.say("asset-custodian-none"));
    let no_payment = Choice::new("", t.say("asset-payment-none"));
    let payment = |one: &register::OpenPayment| {
        let id = one.payment.to_string();
        let chosen = id == sent.text("payment");
        Choice::new(id, format!("{} {} ({})", one.number, one.memo, t.rupiah(one.left.0))).chosen(chosen)
    };
    let mut fields = vec![
        line("name", "asset-name"),
        words(
            "kind",
            "asset-kind",
            "asset-kind",
            &Kind::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        ),
        line("value", "asset-value").medium().attribute("inputmode", "numeric"),
        words(
            "valuation",
            "asset-valuation",
            "valuation",
            &Valuation::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        )
        .hint(t.say("asset-valuation-hint")),
        words(
            "source",
            "asset-source",
            "asset-source",
            &Source::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        ),
        day("acquired", "asset-acquired"),
        line("origin", "asset-origin").hint(t.say("asset-origin-hint")).optional(),
        line("reference", "asset-reference").hint(t.say("asset-reference-hint")).medium().optional(),
        Field::select(t, "branch", t.say("asset-branch"), branches.iter().map(place).collect())
            .error(sent.errors.of("branch")),
        line("room", "asset-room").optional(),
        Field::select(
            t,
            "custodian",
            t.say("asset-custodian"),
            std::iter::once(nobody).chain(custodians.iter().map(person)).collect(),
        )
        .error(sent.errors.of("custodian")),
        words(
            "condition",
            "asset-condition",
            "condition",
            &Condition::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        ),
        line("serial", "asset-serial").medium().optional(),
        day("warranty", "asset-warranty").optional(),
    ];
    if code.is_some() {
        // What it is worth is valued anew on its own page, with a reason.
        fields.drain(2..4);
    } else if !open.is_empty() {
        let choices = std::iter::once(no_payment).chain(open.iter().map(payment)).collect();
        let field = Field::select(t, "payment", t.say("asset-payment"), choices);
        fields.insert(5, field.hint(t.say("asset-payment-hint")).error(sent.errors.of("payment")));
    }
    if code.is_none() {
        let pieces = Field::text(t, "pieces", t.say("asset-pieces"), sent.text("pieces"));
        let pieces = pieces.short().attribute("inputmode", "numeric").hint(t.say("asset-pieces-hint"));
        fields.insert(1, pieces.error(sent.errors.of("pieces")));
    }
    let (title, action) = match &code {
        None => (t.say("asset-new"), "/staf/aset/baru".to_owned()),
        Some(code) => (t.say("asset-edit"), format!("{}/ubah", path_of(code))),
    };
    let mut board = Board::new(t);
    let deed = Deed::new(title, action, fields)
        .once(sent.form())
        .open(true)
        .buttons(vec![Button::new(t.say("asset-save"))]);
    board.main.push(Html::of(&deed));
    visit.board(visit.below(LIST, title), board, &sent)
}

/// Enters a thing, or several alike, each under a number of its own.
pub(super) async fn submit(post: Post, Form(typed): Form<AssetForm>) -> Answer {
    let sent = typed.sent();
    let again = sent.clone();
    let made = match read(&sent, None) {
        Ok(new) => {
            let enter = move |tx: &mut store::Tx<'_>, act: &kernel::Act| {
                let pieces = sent::whole(again.text("pieces")).filter(|pieces| (1..=MOST).contains(pieces));
                let too_many =
                    || Refusal::of_field("pieces", Message::new("asset-lot-size").with("most", MOST));
                let pieces = pieces.ok_or_else(too_many)?;
                again.once(tx, act, "asset", |tx| {
                    let codes = (0..pieces).map(|_| Ok(register::enter(tx, act, &new)?.code));
                    codes.collect::<store::Result<Vec<String>>>()
                })
            };
            post.write(enter).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(codes) => {
            let (first, last) = (codes.first().cloned().unwrap_or_default(), codes.last());
            if codes.len() == 1 {
                let message = Message::new("asset-entered").with("code", first.as_str());
                return Ok(post.done(&path_of(&first), &message));
            }
            let message = Message::new("assets-entered")
                .with("n", codes.len() as i64)
                .with("first", first)
                .with("last", last.map(String::as_str).unwrap_or_default());
            Ok(post.done(LIST.1, &message))
        }
        Err(error) => {
            let errors = sent::errors_in(&post, error, "name")?;
            draw(&post, sent.wrong(errors), None).await
        }
    }
}

/// Keeps a changed thing.
pub(super) async fn change(post: Post, Path(code): Path<String>, Form(typed): Form<AssetForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read_again = sent.clone();
    sent::done(
        &post,
        Message::new("asset-saved"),
        "name",
        move |tx, act| {
            let before = register::by_code(tx, &named)?;
            register::change(tx, act, before.id, &read(&read_again, Some(&before))?)
        },
        |one| path_of(&one.code),
        |errors| draw(&post, sent.wrong(errors), Some(code.clone())),
    )
    .await
}
