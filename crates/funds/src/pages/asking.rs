//! Asking for something to be paid: by whom the register knows, or by whom it does not.

use askama::Template;
use kernel::{Id, Message, Person};
use people::{parties, register};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Deed, Field},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{look, spending::LIST, spending_path};
use crate::{
    budgets, fields, funds,
    ledger::accounts,
    model::AccountKind,
    spending::{self, NewSpending},
};

web::form! { SpendingForm { form, fund, account, budget, amount, what, party, payee, reference, cari } }

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct With {
    dana: String,
    /// Who is looked for in the register.
    cari: String,
}

/// An empty form; with a fund where one is named.
pub(super) async fn blank(visit: Visit, Query(with): Query<With>) -> Answer {
    form(&visit, SpendingForm { fund: with.dana, cari: with.cari, ..SpendingForm::default() }.sent()).await
}

async fn form(visit: &Visit, sent: Sent) -> Answer {
    let year = i64::from(visit.act().today().year());
    let (words, chosen) = (sent.text("cari").to_owned(), sent.id::<Person>("party"));
    let (all, chart, lines, limits, known) = visit
        .read(move |tx| {
            let lines = budgets::choices(tx, year)?;
            let known = payees(tx, &words, chosen)?;
            Ok((funds::all(tx)?, accounts::all(tx)?, lines, spending::thresholds(tx)?, known))
        })
        .await?;
    let t = visit.t;
    let payable: Vec<crate::Account> =
        chart.into_iter().filter(|account| !BY_ANOTHER_WAY.contains(&account.code.as_str())).collect();
    let fields = vec![
        Field::text(t, "what", t.say("spending-what"), sent.text("what"))
            .autocomplete("off")
            .error(sent.errors.of("what")),
        payee(t, &known, &sent),
        Field::text(t, "payee", t.say("spending-payee-other"), sent.text("payee"))
            .hint(t.say("spending-payee-hint"))
            .autocomplete("off")
            .optional()
            .error(sent.errors.of("payee")),
        look::amount(t, "amount", "funds-amount", &sent),
        fields::fund(t, &all, &sent),
        look::accounts(
            t,
            "account",
            "spending-account",
            &payable,
            AccountKind::Expense,
            &sent,
            accounts::SUPPLIES,
        ),
        fields::budget(t, &lines, &sent),
        Field::text(t, "reference", t.say("receipt-reference"), sent.text("reference"))
            .hint(t.say("spending-reference-hint"))
            .optional()
            .medium()
            .autocomplete("off")
            .error(sent.errors.of("reference")),
    ];
    let mut board = Board::new(t);
    let rule = t.with(
        "spending-rule",
        &[("one", look::money(t, limits.one).into()), ("two", look::money(t, limits.two).into())],
    );
    let deed = Deed::new(t.say("spending-new"), "/staf/belanja/baru", fields)
        .once(sent.form())
        .lead(rule)
        .open(true)
        .buttons(vec![Button::new(t.say("spending-ask"))]);
    board.main.push(Html::of(&Search { t, words: sent.text("cari"), fund: sent.text("fund") }));
    board.main.push(Html::of(&deed));
    visit.board(visit.below(LIST, t.say("spending-new")), board, &sent)
}

/// What is not asked for here: what goes back to its giver is asked for in its fund, books are ordered.
const BY_ANOTHER_WAY: [&str; 2] = [accounts::RETURNS, accounts::BOOKS];

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form class=\"toolbar\" role=\"search\" action=\"/staf/belanja/baru\"><input type=\"hidden\" name=\"dana\" value=\"{{ fund }}\"><div class=\"field\"><label for=\"cari\">{{ t.say(\"spending-find-payee\") }}</label><input class=\"input\" id=\"cari\" name=\"cari\" type=\"search\" value=\"{{ words }}\" autocomplete=\"off\"></div><button class=\"btn ghost\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#LuSearch\"/></svg>{{ t.say(\"search\") }}</button></form>"
)]
struct Search<'a> {
    t: Speech,
    words: &'a str,
    fund: &'a str,
}

/// How many entries of the register a search for a payee shows.
const FOUND: i64 = 12;

/// Whom the register knows: who was looked for, who is chosen, and who was paid before.
fn payees(tx: &mut Tx<'_>, words: &str, chosen: Option<Id<Person>>) -> Result<Vec<(Id<Person>, String)>> {
    let mut known = Vec::new();
    if !words.trim().is_empty() {
        let asked = register::Asked { words: words.to_owned(), ..register::Asked::default() };
        known.extend(register::find(tx, &asked, FOUND)?.into_iter().map(|one| (one.id, one.name)));
    }
    if let Some(chosen) = chosen {
        let chosen = parties::living(tx, chosen)?;
        known.push((chosen.id, chosen.name));
    }
    for earlier in spending::payees(tx)? {
        if !known.contains(&earlier) {
            known.push(earlier);
        }
    }
    Ok(known)
}

/// Who gets the money: one of those the register knows, the first that was found where one was looked for, or another.
fn payee(t: Speech, known: &[(Id<Person>, String)], sent: &Sent) -> Field {
    let was_looked_for = !sent.text("cari").trim().is_empty() && sent.text("payee").is_empty();
    let chosen = sent.id("party").or(known.first().map(|(id, _)| *id).filter(|_| was_looked_for));
    let other = Choice::new("", t.say("spending-payee-another")).chosen(chosen.is_none());
    let choice = |(id, name): &(Id<Person>, String)| {
        Choice::new(id.to_string(), name.as_str()).chosen(Some(*id) == chosen)
    };
    Field::select(
        t,
        "party",
        t.say("spending-payee"),
        std::iter::once(other).chain(known.iter().map(choice)).collect(),
    )
    .hint(t.say("spending-payee-known-hint"))
    .error(sent.errors.of("party"))
}

/// Asks to pay.
pub(super) async fn request(post: Post, Form(typed): Form<SpendingForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("spending-asked"),
        "amount",
        move |tx, act| {
            let party = read.id("party");
            let payee = match party {
                Some(party) => parties::living(tx, party)?.name,
                None => read.text("payee").to_owned(),
            };
            let new = NewSpending {
                fund: funds::by_code(tx, read.text("fund"))?.id,
                account: read.text("account").to_owned(),
                budget: read.id("budget"),
                amount: read.rupiah("amount"),
                what: read.text("what").to_owned(),
                payee,
                party,
                reference: read.text("reference").to_owned(),
                promise: None,
            };
            read.once(tx, act, "spending", |tx| spending::request(tx, act, &new))
        },
        spending_path,
        |errors| form(&post, sent.wrong(errors)),
    )
    .await
}
