//! The chart of accounts, and the months of the ledger: closed once their books have been looked at.

use axum::extract::Path;
use kernel::{Date, Message};
use ui::{
    Html, Speech,
    part::{Badge, Board, Choice, Column, Deed, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{journal::LEDGER, look};
use crate::{
    KEEP, REOPEN,
    ledger::{
        accounts, list,
        months::{self, Month},
    },
    model::AccountKind,
};

/// The chart of accounts, with what stands in each.
pub(super) async fn accounts(visit: Visit) -> Answer {
    chart(&visit, Sent::default()).await
}

async fn chart(visit: &Visit, sent: Sent) -> Answer {
    let today = visit.act().today();
    let (all, balances) = visit
        .read(move |tx| {
            Ok((accounts::all(tx)?, list::balances(tx, None, Date::constant(1900, 1, 1), today)?))
        })
        .await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("account")).head(),
        Column::new(t.say("account-kind")),
        Column::new(t.say("debit")).numeric(),
        Column::new(t.say("credit")).numeric(),
    ];
    let mut table = Table::new(t, "akun", t.say("accounts"), columns);
    table.csv = Some(format!("/staf/kas/neraca.csv?tahun={}", today.year()));
    table.xlsx = Some(format!("/staf/kas/neraca.xlsx?tahun={}", today.year()));
    let journal = |code: &str| format!("/staf/kas/jurnal.xlsx?tahun={}&akun={code}", today.year());
    table.rows = all
        .iter()
        .map(|one| {
            let found = balances.iter().find(|sum| sum.account == one.code);
            let net = found.map_or(0, |sum| sum.debit.0 - sum.credit.0);
            let shown = |amount: i64| if amount > 0 { t.rupiah(amount) } else { String::new() };
            Row::new(vec![
                look::link(&journal(&one.code), &look::account(t, &one.code, one.title.as_deref()), ""),
                t.say(&format!("account-kind-{}", one.kind)).into(),
                shown(net).into(),
                shown(-net).into(),
            ])
        })
        .collect();
    let mut board = Board::new(t);
    board.main.push(Html::of(&table));
    if visit.can(KEEP) {
        let kind = |kind: &AccountKind| {
            Choice::new(kind.as_str(), t.say(&format!("account-kind-{kind}")))
                .chosen(kind.as_str() == sent.text("kind"))
        };
        let fields = vec![
            Field::text(t, "code", t.say("account-code"), sent.text("code"))
                .hint(t.say("account-code-hint"))
                .short()
                .attribute("inputmode", "numeric")
                .error(sent.errors.of("code")),
            Field::text(t, "title", t.say("account-title"), sent.text("title"))
                .error(sent.errors.of("title")),
            Field::select(t, "kind", t.say("account-kind"), AccountKind::ALL.iter().map(kind).collect())
                .error(sent.errors.of("kind")),
        ];
        board.side.push(Html::of(&Deed::new(t.say("account-new"), "/staf/kas/akun", fields)));
    }
    visit.board(visit.below(LEDGER, t.say("accounts")), board, &sent)
}

web::form! { AccountForm { code, title, kind } }

/// Adds an account.
pub(super) async fn add_account(post: Post, Form(typed): Form<AccountForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    let kind: AccountKind = sent.text("kind").parse()?;
    sent::done(
        &post,
        Message::new("funds-saved"),
        "code",
        move |tx, act| accounts::add(tx, act, read.text("code"), kind, read.text("title")),
        |()| "/staf/kas/akun".to_owned(),
        |errors| chart(&post, sent.wrong(errors)),
    )
    .await
}

/// The months, to be closed.
pub(super) async fn months(visit: Visit) -> Answer {
    calendar(&visit, Sent::default()).await
}

async fn calendar(visit: &Visit, sent: Sent) -> Answer {
    let all = visit.read(months::all).await?;
    let (t, today) = (visit.t, visit.act().today());
    let columns = vec![
        Column::new(t.say("month")).head(),
        Column::new(t.say("month-transactions")).numeric(),
        Column::new(t.say("month-state")),
    ];
    let mut table = Table::new(t, "bulan", t.say("months"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            let state = match one.open {
                true => Badge::new(Tone::Ok, t.say("month-open")),
                false => Badge::new(Tone::Plain, t.say("month-is-closed")).icon("LuLock"),
            };
            let href = format!("/staf/kas?bulan={}", one.month);
            Row::new(vec![
                look::link(&href, &named(t, one), &opened_again(visit, one)),
                t.int(one.transactions).into(),
                Html::of(&state),
            ])
        })
        .collect();
    let mut board = Board::new(t);
    board.head = vec![t.say("months-text").into()];
    board.main.push(Html::of(&table));
    let this = crate::rules::month(today);
    if visit.can(KEEP)
        && let Some(next) = all.iter().rev().find(|one| one.open && one.month < this)
    {
        let title = t.about("month-close", named(t, next));
        let deed = Deed::new(title, format!("/staf/kas/bulan/{}/tutup", next.month), Vec::new());
        board.side.push(Html::of(&deed.lead(t.say("month-close-text"))));
    }
    if visit.can(REOPEN)
        && let Some(last) = all.iter().find(|one| !one.open)
    {
        let why = Field::text(t, "why", t.say("month-why"), sent.text("why")).error(sent.errors.of("why"));
        let title = t.about("month-reopen", named(t, last));
        let deed = Deed::new(title, format!("/staf/kas/bulan/{}/buka", last.month), vec![why]);
        board.side.push(Html::of(&deed));
    }
    visit.board(visit.below(LEDGER, t.say("months")), board, &sent)
}

/// `Agustus 2026`
pub(super) fn named(t: Speech, one: &Month) -> String {
    let day: Option<Date> = format!("{}-01", one.month).parse().ok();
    day.map(|day| t.month(day)).unwrap_or_default()
}

/// Why a month that had been closed was opened again, by whom and when; empty where it never was.
pub(super) fn opened_again(visit: &Visit, one: &Month) -> String {
    let (Some(why), Some(at)) = (&one.opened_again, one.opened_at) else { return String::new() };
    let t = visit.t;
    t.with(
        "month-opened-because",
        &[
            ("why", why.as_str().into()),
            ("name", one.opened_by_name.as_deref().unwrap_or_else(|| t.say("funds-program")).into()),
            ("moment", t.moment(at, &visit.act().zone).into()),
        ],
    )
}

/// Closes a month.
pub(super) async fn close_month(post: Post, Path(month): Path<String>) -> Answer {
    sent::done(
        &post,
        Message::new("month-closed-now"),
        "why",
        move |tx, act| months::close(tx, act, &month),
        |()| "/staf/kas/bulan".to_owned(),
        |errors| calendar(&post, Sent::default().wrong(errors)),
    )
    .await
}

web::form! { ReopenForm { why } }

/// Opens a month again.
pub(super) async fn reopen_month(
    post: Post,
    Path(month): Path<String>,
    Form(typed): Form<ReopenForm>,
) -> Answer {
    let sent = typed.sent();
    let why = sent.text("why").to_owned();
    sent::done(
        &post,
        Message::new("month-opened-now"),
        "why",
        move |tx, act| months::reopen(tx, act, &month, &why),
        |()| "/staf/kas/bulan".to_owned(),
        |errors| calendar(&post, sent.wrong(errors)),
    )
    .await
}
