//! The rows on an agreement's page.

use kernel::Date;
use platform::audit::Past;
use ui::{
    Html, Speech,
    part::{Badge, DateParts, Step as Stop, Stepper, Timeline, Tone},
};
use web::Visit;

use crate::{
    REVIEW,
    agreements::Whole,
    commitments::Kept,
    deed,
    model::{Authority, Change, ChangeKind, Decision, Fulfilment, Signatory, State, Step},
    pages::{Sent, history, look},
    rules::{self, Status},
};

pub(super) struct SignatoryLine {
    pub(super) id: String,
    pub(super) side: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) authority: String,
    pub(super) signed: String,
    pub(super) has_signed: bool,
    pub(super) day: DateParts,
}

pub(super) struct StepLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) badge: Badge,
    pub(super) note: String,
    /// What was typed of it, where that came back.
    pub(super) typed: String,
    /// Whether the visitor may take it now.
    pub(super) open: bool,
    /// Why they may not, where it is its turn.
    pub(super) waits: Option<String>,
}

pub(super) struct PromiseLine {
    pub(super) id: String,
    pub(super) giver: String,
    pub(super) about: String,
    pub(super) facts: String,
    pub(super) progress: Html,
    pub(super) by_notes: bool,
    pub(super) counted: String,
    pub(super) released: bool,
    pub(super) unit: String,
    /// What stands in the form of another amount and day, and in that of what was given.
    pub(super) amount: String,
    pub(super) due: DateParts,
    pub(super) given_amount: String,
    pub(super) what: String,
    pub(super) day: DateParts,
    /// Which of the two came back with something wrong.
    pub(super) revising: bool,
    pub(super) giving: bool,
    pub(super) given: Vec<GivenLine>,
}

pub(super) struct GivenLine {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) small: String,
    pub(super) can_reverse: bool,
}

pub(super) fn stepper(t: Speech, state: State, standing: Status, is_addendum: bool) -> Stepper {
    let now = match (state, standing) {
        (State::Draft, _) => 0,
        (State::Review, _) => 1,
        (State::Signing, _) => 2,
        (State::Signed, Status::Expired(_)) | (State::Terminated | State::Dropped, _) => 4,
        (State::Signed, _) => 3,
    };
    let step = |key: &str| Stop { label: t.say(key).to_owned(), href: None };
    let last = match state {
        State::Terminated => "status-terminated",
        State::Dropped => "status-dropped",
        _ => "step-over",
    };
    Stepper {
        t,
        now,
        steps: [
            step("status-draft"),
            step("status-review"),
            step("status-signing"),
            step(if is_addendum { "status-incorporated" } else { "status-active" }),
        ]
        .into_iter()
        .chain((!is_addendum || state == State::Dropped).then(|| step(last)))
        .collect(),
    }
}

pub(super) fn signatory_line(
    t: Speech,
    one: &Signatory,
    whole: &Whole,
    sent: &Sent,
    today: Date,
) -> SignatoryLine {
    let side = whole.sides.iter().find(|side| Some(side.partner) == one.partner);
    SignatoryLine {
        id: one.id.to_string(),
        side: side.map_or_else(|| t.say("commitment-library").to_owned(), |side| side.name.clone()),
        name: one.name.clone(),
        title: one.title.clone(),
        authority: t.with(
            if one.authority == Authority::Power && !deed::is_power(&one.document) {
                "authority-power-of"
            } else {
                "authority-office-of"
            },
            &[("document", one.document.as_str().into()), ("day", t.date(one.document_on).into())],
        ),
        signed: one.signed_on.map(|day| t.about("signatory-signed", t.date(day))).unwrap_or_default(),
        has_signed: one.signed_on.is_some(),
        day: sent.date("signed", today.into()),
    }
}

pub(super) fn step_line(visit: &Visit, one: &Step, all: &[Step], sent: &Sent, in_review: bool) -> StepLine {
    let (t, zone) = (visit.t, visit.act().zone);
    let badge = match one.decision {
        Some(Decision::Approved) => Badge::new(Tone::Ok, t.say("decision-approved")),
        Some(Decision::Changes) => Badge::new(Tone::Warn, t.say("decision-changes")),
        None => Badge::new(Tone::Plain, t.say("decision-open")).icon("LuClock"),
    };
    // Where one person may do it all, it is said that they did.
    let own = one.decider.is_some() && (one.decider == one.author || one.decider == one.submitter);
    let said = [
        one.note.clone().unwrap_or_default(),
        one.decided_at.map(|at| t.moment(at, &zone)).unwrap_or_default(),
        one.decider_name.clone().unwrap_or_default(),
        if own { t.say("review-by-author").to_owned() } else { String::new() },
    ];
    let objection = rules::step_objection(all, one.id, visit.account().map(|account| account.person));
    let may = in_review && visit.can(REVIEW);
    StepLine {
        id: one.id.to_string(),
        name: one.name.clone(),
        badge,
        note: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        typed: if sent.row == one.id.to_string() { sent.typed("note").to_owned() } else { String::new() },
        open: may && objection.is_none(),
        waits: objection
            .filter(|key| may && matches!(*key, "review-own-draft" | "review-second-step"))
            .filter(|_| one.decision.is_none())
            .map(|key| t.say(key).to_owned()),
    }
}

pub(super) fn promise_line(
    t: Speech,
    kept: &Kept,
    given: &[Fulfilment],
    sent: &Sent,
    today: Date,
) -> PromiseLine {
    let one = &kept.commitment;
    // What was typed in another row is nothing to this one.
    let nothing = Sent::default();
    let sent = if sent.row == one.id.to_string() { sent } else { &nothing };
    let is_of = |field| sent.typed.iter().any(|(name, _)| *name == field);
    let facts = [
        one.purpose.clone().unwrap_or_default(),
        one.due.map(|due| t.about("commitment-by", t.date(due))).unwrap_or_default(),
        one.addendum
            .as_ref()
            .map(|number| t.about("commitment-by-addendum", number.as_str()))
            .unwrap_or_default(),
    ];
    let line = |given: &Fulfilment| GivenLine {
        id: given.id.to_string(),
        text: format!("{}: {}", look::amount(t, one.unit, given.amount), given.what),
        small: [t.date(given.day), given.author_name.clone().unwrap_or_default()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        can_reverse: given.reverses.is_none() && !given.reversed,
    };
    PromiseLine {
        id: one.id.to_string(),
        giver: one.giver_name.clone().unwrap_or_else(|| t.say("commitment-library").to_owned()),
        about: one.about.clone(),
        facts: facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        progress: look::progress(t, kept),
        by_notes: one.counts.is_none(),
        counted: one
            .counts
            .as_ref()
            .map(|key| t.about("commitment-counted", countable_name(t, key)))
            .unwrap_or_default(),
        released: one.released,
        unit: t.say(&format!("unit-name-{}", one.unit)).to_owned(),
        amount: sent.or("new_amount", &one.amount.to_string()).to_owned(),
        due: sent.date("new_due", one.due.map(DateParts::from).unwrap_or_default()),
        given_amount: sent.typed("given_amount").to_owned(),
        what: sent.typed("what").to_owned(),
        day: sent.date("given", today.into()),
        revising: is_of("new_amount"),
        giving: is_of("given_amount"),
        given: given.iter().filter(|given| given.commitment == one.id).map(line).collect(),
    }
}

pub(super) fn countable_name(t: Speech, key: &str) -> String {
    t.known(&format!("countable-{}", key.replace('.', "-"))).unwrap_or(key).to_owned()
}

pub(super) struct ChangeLine {
    pub(super) id: String,
    pub(super) text: String,
}

/// What an addendum changes, in a sentence.
pub(super) fn change_line(t: Speech, one: &Change) -> ChangeLine {
    let giver = || one.giver_name.clone().unwrap_or_else(|| t.say("commitment-library").to_owned());
    let about = one.about.clone().unwrap_or_default();
    let measure = |n: Option<i64>, due: Option<Date>| {
        let amount = one.unit.zip(n).map(|(unit, n)| look::amount(t, unit, n));
        let due = due.map(|due| t.about("commitment-by", t.date(due)));
        amount.into_iter().chain(due).collect::<Vec<_>>().join(", ")
    };
    let day = |day: Option<Date>| day.map(|day| t.date(day)).unwrap_or_default();
    let text = match one.what {
        ChangeKind::Clause => about,
        ChangeKind::Until => {
            t.with("change-until-of", &[("was", day(one.was_until).into()), ("until", day(one.until).into())])
        }
        ChangeKind::Renew => {
            t.with("change-renew-of", &[("since", day(one.since).into()), ("until", day(one.until).into())])
        }
        what => t.with(
            &format!("change-{what}-of"),
            &[
                ("giver", giver().into()),
                ("about", about.into()),
                ("was", measure(one.was_amount, one.was_due).into()),
                ("now", measure(one.amount, one.due).into()),
            ],
        ),
    };
    ChangeLine { id: one.id.to_string(), text }
}

pub(super) fn timeline(visit: &Visit, past: &[Past]) -> Timeline {
    let (t, zone) = (visit.t, visit.act().zone);
    Timeline { items: past.iter().map(|one| history::item(visit, one, t.moment(one.at, &zone))).collect() }
}
