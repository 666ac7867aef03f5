//! On a fund's page: what it may be spent on, what its giver agreed to afterwards, and how what is left of it leaves.

use ui::{
    Html, Speech,
    part::{Board, Button, Choice, Column, Deed, Field, Flash, Row, Table, Tone},
};
use web::{Visit, sent::Sent};

use super::{fund::Seen, look};
use crate::{
    APPROVE, KEEP, REQUEST,
    amendments::Amendment,
    ledger::accounts,
    model::{Account, AccountKind, Verdict},
    rules,
};

/// What a fund may be spent on.
pub(super) fn payable(t: Speech, payable: &[Account]) -> Table {
    let mut table =
        Table::new(t, "boleh", t.say("fund-payable"), vec![Column::new(t.say("spending-account")).head()]);
    table.rows = payable
        .iter()
        .filter(|one| one.code != accounts::RETURNS)
        .map(|one| Row::new(vec![look::account(t, &one.code, one.title.as_deref()).into()]))
        .collect();
    table
}

fn until(t: Speech, day: Option<kernel::Date>) -> String {
    day.map_or_else(|| t.say("amendment-endless").to_owned(), |day| t.date(day))
}

/// What the giver agreed to, first to last.
pub(super) fn history(visit: &Visit, all: &[Amendment]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("amendment-day")).head(),
        Column::new(t.say("amendment-before")),
        Column::new(t.say("amendment-after")),
        Column::new(t.say("amendment-why")),
        Column::new(t.say("verdict")),
    ];
    let mut table = Table::new(t, "kesepakatan", t.say("amendments"), columns);
    let row = |one: &Amendment| {
        let verdict = match one.decision {
            None => t.say("amendment-waiting").to_owned(),
            Some(verdict) => {
                [Some(t.say(&format!("verdict-{verdict}"))), one.decider_name.as_deref(), one.note.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        };
        Row::new(vec![
            t.moment(one.decided_at.unwrap_or(one.proposed_at), &visit.act().zone).into(),
            look::link("", &one.purpose_before, &until(t, one.until_before)),
            look::link("", &one.purpose, &until(t, one.until)),
            look::link(&format!("/staf/bukti-kesepakatan/{}", one.id), &one.reason, &one.title),
            verdict.into(),
        ])
    };
    table.rows = all.iter().map(row).collect();
    table
}

/// An amendment that waits, and, for whoever may decide it, the form to do so.
pub(super) fn waiting(visit: &Visit, base: &str, one: &Amendment, sent: &Sent) -> Board {
    let t = visit.t;
    let mut board = Board::new(t);
    let about = t.with(
        "amendment-asks",
        &[
            ("purpose", one.purpose.as_str().into()),
            ("until", until(t, one.until).into()),
            ("name", one.proposer_name.clone().unwrap_or_default().into()),
        ],
    );
    board.main.push(Html::of(&Flash::new(Tone::Warn, about)));
    let is_own = visit.account().is_some_and(|account| account.person == one.proposer);
    if visit.can(APPROVE) && !is_own {
        let note = Field::text(t, "note", t.say("verdict-note"), sent.text("note"))
            .hint(t.say("verdict-note-hint"))
            .optional()
            .error(sent.errors.of("note"));
        let buttons = vec![
            Button::new(t.say("verdict-approve")).sends("verdict", Verdict::Approved.as_str()),
            Button::new(t.say("verdict-refuse")).ghost().sends("verdict", Verdict::Refused.as_str()),
        ];
        let deed = Deed::new(t.say("verdict"), format!("{base}/kesepakatan/{}", one.id), vec![note]);
        board.main.push(Html::of(&deed.buttons(buttons).open(true)));
    }
    board
}

/// What can be done about a fund's purpose and its end.
pub(super) fn deeds(visit: &Visit, base: &str, seen: &Seen, sent: &Sent) -> Vec<Html> {
    let (t, one) = (visit.t, &seen.one);
    let mut deeds = Vec::new();
    if visit.can(KEEP) || visit.can(APPROVE) {
        deeds.push(allowing(t, base, seen, sent));
    }
    if !rules::is_restricted(one.kind) {
        return deeds.iter().map(Html::of).collect();
    }
    if visit.can(KEEP) && seen.agreed.iter().all(|one| one.decision.is_some()) {
        let purpose = sent.or("agreed_purpose", one.purpose.as_deref().unwrap_or_default());
        let end = one.until.map(ui::part::DateParts::from).unwrap_or_default();
        let mut fields = vec![
            Field::area(t, "agreed_purpose", t.say("fund-purpose"), purpose, 3)
                .error(sent.errors.of("agreed_purpose")),
            Field::date(t, "agreed_until", t.say("fund-last-day"), sent.day("agreed_until", end))
                .optional()
                .error(sent.errors.of("agreed_until")),
            Field::text(t, "agreed_why", t.say("amendment-why"), sent.text("agreed_why"))
                .error(sent.errors.of("agreed_why")),
        ];
        fields.extend(look::document_fields(t, sent));
        let deed = Deed::new(t.say("amendment-new"), format!("{base}/kesepakatan"), fields);
        deeds.push(deed.lead(t.say("amendment-new-text")).files());
    }
    if visit.can(REQUEST) && one.available() > kernel::Rupiah::ZERO {
        let giver = one.giver_name.clone().map(|name| Choice::new("", t.about("leaving-giver", name)));
        let others =
            seen.all.iter().filter(|fund| fund.closed_on.is_none() && fund.id != one.id).map(|fund| {
                let text = t.about("leaving-fund", format!("{} {}", fund.code, fund.title));
                Choice::new(&*fund.code, text).chosen(fund.code == sent.text("leaving_to"))
            });
        let fields = vec![
            look::amount(t, "leaving", "funds-amount", sent),
            Field::select(t, "leaving_to", t.say("leaving-to"), giver.into_iter().chain(others).collect())
                .error(sent.errors.of("leaving_to")),
            Field::text(t, "leaving_why", t.say("leaving-why"), sent.text("leaving_why"))
                .error(sent.errors.of("leaving_why")),
        ];
        let deed = Deed::new(t.say("leaving-new"), format!("{base}/sisa"), fields);
        deeds.push(deed.lead(t.say("leaving-new-text")).once(sent.form()));
    }
    deeds.iter().map(Html::of).collect()
}

/// To let a fund be spent on an account, or no more.
fn allowing(t: Speech, base: &str, seen: &Seen, sent: &Sent) -> Deed {
    let choice = |one: &Account| {
        let is_allowed = seen.payable.iter().any(|known| known.code == one.code);
        let key = if is_allowed { "fund-account-allowed" } else { "fund-account-closed" };
        let text = t.about(key, look::account(t, &one.code, one.title.as_deref()));
        Choice::new(&*one.code, text).chosen(one.code == sent.text("expense"))
    };
    let choices = seen
        .chart
        .iter()
        .filter(|one| one.kind == AccountKind::Expense && one.code != accounts::RETURNS)
        .map(choice)
        .collect();
    let field =
        Field::select(t, "expense", t.say("spending-account"), choices).error(sent.errors.of("expense"));
    let buttons = vec![
        Button::new(t.say("fund-account-allow")).small().sends("allowed", "1"),
        Button::new(t.say("fund-account-close")).ghost().small().sends("allowed", ""),
    ];
    Deed::new(t.say("fund-payable-change"), format!("{base}/akun"), vec![field]).buttons(buttons)
}
