//! What the forms on a circle's page send.

use axum::extract::Path;
use kernel::{Id, Person};
use web::{Answer, Form, Post};

use super::{LIST, draw};
use crate::{
    circles::{self, Circle, Help, NewTurn, Pledge, Turn},
    pages::{Sent, chosen, done, form, parts, whole_number},
};

/// Runs a use case about a circle and goes back to its page.
async fn about<T: Send + 'static>(
    post: Post,
    code: String,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
    mut f: impl FnMut(&mut store::Tx<'_>, &kernel::Act, Id<Circle>) -> store::Result<T> + Send + 'static,
) -> Answer {
    let asked = code.clone();
    done(
        &post,
        &format!("{LIST}/{code}"),
        (key, fallback),
        sent,
        move |tx, act| {
            let circle = circles::by_code(tx, &asked)?.id;
            f(tx, act, circle)
        },
        |sent| draw(&post, code, sent),
    )
    .await
}

form! { PlanForm { host, day_day, day_month, day_year, what, out_of_turn } }

/// Agrees on the next turn.
pub(in crate::pages) async fn plan(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<PlanForm>,
) -> Answer {
    let sent = form.sent();
    about(post, code, "circle-turn-kept", "what", sent, move |tx, act, circle| {
        let day = parts(&form.day_day, &form.day_month, &form.day_year).read();
        let host = chosen(&form.host, "host", "circle-host-missing")?;
        let new = NewTurn { host, day, what: form.what.clone(), out_of_turn: form.out_of_turn.clone() };
        circles::plan(tx, act, circle, &new)
    })
    .await
}

form! { MoveForm { new_day_day, new_day_month, new_day_year } }

/// Moves a turn to another day.
pub(in crate::pages) async fn move_to(
    post: Post,
    Path((code, row)): Path<(String, Id<Turn>)>,
    Form(form): Form<MoveForm>,
) -> Answer {
    let sent = form.sent().in_row(row);
    about(post, code, "circle-turn-moved", "new_day", sent, move |tx, act, circle| {
        let day = parts(&form.new_day_day, &form.new_day_month, &form.new_day_year).read();
        circles::move_to(tx, act, circle, row, day)
    })
    .await
}

form! { CancelForm { why } }

/// Calls a turn off.
pub(in crate::pages) async fn cancel(
    post: Post,
    Path((code, row)): Path<(String, Id<Turn>)>,
    Form(form): Form<CancelForm>,
) -> Answer {
    let sent = form.sent().in_row(row);
    about(post, code, "circle-turn-cancelled", "why", sent, move |tx, act, circle| {
        circles::cancel(tx, act, circle, row, &form.why)
    })
    .await
}

form! { GiveForm { turn, giver, amount, unit, help } }

/// Writes down what a member gave.
pub(in crate::pages) async fn give(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<GiveForm>,
) -> Answer {
    let sent = form.sent();
    about(post, code, "circle-help-kept", "help", sent, move |tx, act, circle| {
        let turn = chosen(&form.turn, "turn", "circle-turn-missing")?;
        let giver = chosen(&form.giver, "giver", "circle-giver-missing")?;
        let unit = chosen(&form.unit, "unit", "commitment-unit-missing")?;
        let amount = (unit, whole_number(&form.amount).unwrap_or(0));
        circles::give(tx, act, circle, turn, giver, amount, &form.help)
    })
    .await
}

/// Takes back what was written down by mistake.
pub(in crate::pages) async fn reverse(post: Post, Path((code, row)): Path<(String, Id<Help>)>) -> Answer {
    about(post, code, "circle-help-reversed", "help", Sent::default(), move |tx, act, circle| {
        circles::reverse(tx, act, circle, row)
    })
    .await
}

form! { MemberForm { partner } }

/// A partner joins.
pub(in crate::pages) async fn join(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<MemberForm>,
) -> Answer {
    about(post, code, "circle-joined", "partner", Sent::default(), move |tx, act, circle| {
        let partner = chosen(&form.partner, "partner", "circle-member-missing")?;
        circles::join(tx, act, circle, partner)
    })
    .await
}

form! { PledgeForm { pledge_amount, pledge_unit, pledge } }

/// The members agree on what each brings to every turn of another.
pub(in crate::pages) async fn pledge(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<PledgeForm>,
) -> Answer {
    let sent = form.sent();
    about(post, code, "circle-pledged", "pledge", sent, move |tx, act, circle| {
        let unit = chosen(&form.pledge_unit, "pledge_unit", "commitment-unit-missing")?;
        let amount = (unit, whole_number(&form.pledge_amount).unwrap_or(0));
        circles::pledge(tx, act, circle, amount, &form.pledge)
    })
    .await
}

/// They let go of something they promised each other.
pub(in crate::pages) async fn release(post: Post, Path((code, row)): Path<(String, Id<Pledge>)>) -> Answer {
    about(post, code, "circle-released", "pledge", Sent::default(), move |tx, act, circle| {
        circles::release(tx, act, circle, row)
    })
    .await
}

/// The turn of a member comes before that of the one before it.
pub(in crate::pages) async fn move_up(
    post: Post,
    Path((code, partner)): Path<(String, Id<Person>)>,
) -> Answer {
    about(post, code, "circle-reordered", "partner", Sent::default(), move |tx, act, circle| {
        circles::move_up(tx, act, circle, partner)
    })
    .await
}

/// A circle ends.
pub(in crate::pages) async fn end(post: Post, Path(code): Path<String>) -> Answer {
    about(post, code, "circle-over", "partner", Sent::default(), circles::end).await
}

/// A partner leaves.
pub(in crate::pages) async fn leave(post: Post, Path((code, partner)): Path<(String, Id<Person>)>) -> Answer {
    about(post, code, "circle-left", "partner", Sent::default(), move |tx, act, circle| {
        circles::leave(tx, act, circle, partner)
    })
    .await
}
