//! What pages of other modules say of money as those here do: which fund pays, under which line of its budget, and how far
//! a payment is.

use ui::{
    Speech,
    part::{Badge, Choice, Field, Tone},
};
use web::sent::Sent;

use crate::{
    budgets,
    model::{Fund, SpendingState},
    pages::money,
};

/// Which fund pays: those in use, each with what is available of it. The form sends its code as `fund`.
pub fn fund(t: Speech, all: &[Fund], sent: &Sent) -> Field {
    let choice = |one: &Fund| {
        let purpose =
            one.purpose.as_deref().map(|purpose| t.about("fund-choice-for", purpose)).unwrap_or_default();
        let text = format!("{} {} ({}){purpose}", one.code, one.title, money(t, one.available()));
        Choice::new(&*one.code, text).chosen(one.code == sent.text("fund"))
    };
    let choices = all.iter().filter(|one| one.closed_on.is_none()).map(choice).collect();
    Field::select(t, "fund", t.say("fund"), choices).error(sent.errors.of("fund"))
}

/// How far a wish to pay is.
pub fn spending_state(t: Speech, state: SpendingState) -> Badge {
    let text = t.say(&format!("spending-{state}")).to_owned();
    match state {
        SpendingState::Requested => Badge::new(Tone::Warn, text),
        SpendingState::Approved => Badge::new(Tone::Info, text).icon("LuCheck"),
        SpendingState::Paid => Badge::new(Tone::Ok, text),
        SpendingState::Refused => Badge::new(Tone::Bad, text),
        SpendingState::Withdrawn => Badge::new(Tone::Plain, text),
    }
}

/// Under which line of its budget, or under none: each with what is left of it. The form sends its id as `budget`.
pub fn budget(t: Speech, lines: &[budgets::Choice], sent: &Sent) -> Field {
    let none = Choice::new("", t.say("spending-budget-none"));
    let line = |one: &budgets::Choice| {
        let id = one.id.to_string();
        let chosen = id == sent.text("budget");
        let left = if one.remaining < kernel::Rupiah::ZERO {
            t.about("budget-over", money(t, -one.remaining))
        } else {
            t.about("budget-left", money(t, one.remaining))
        };
        Choice::new(id, format!("{} {} ({left})", one.fund_code, one.purpose)).chosen(chosen)
    };
    let choices = std::iter::once(none).chain(lines.iter().map(line)).collect();
    Field::select(t, "budget", t.say("spending-budget"), choices)
        .hint(t.say("spending-budget-hint"))
        .error(sent.errors.of("budget"))
}
