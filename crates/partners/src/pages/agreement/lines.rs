//! The rows on an agreement's page.

use kernel::Date;
use platform::audit::Past;
use ui::{
    Html, Speech,
    part::{Badge, DateParts, Step as Stop, Stepper, Timeline, TimelineItem, Tone},
};
use web::{Visit, in_words};

use crate::{
    agreements::Whole,
    commitments::Kept,
    model::{Decision, Fulfilment, Signatory, State, Step},
    pages::{Sent, look},
    rules::Status,
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
    pub(super) open: bool,
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
    pub(super) is_kept: bool,
    pub(super) unit: String,
    pub(super) given: Vec<GivenLine>,
}

pub(super) struct GivenLine {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) small: String,
    pub(super) can_reverse: bool,
}

pub(super) fn stepper(t: Speech, state: State, standing: Status) -> Stepper {
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
        steps: vec![
            step("status-draft"),
            step("status-review"),
            step("status-signing"),
            step("status-active"),
            step(last),
        ],
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
            &format!("authority-{}-of", one.authority),
            &[("document", one.document.as_str().into()), ("day", t.date(one.document_on).into())],
        ),
        signed: one.signed_on.map(|day| t.about("signatory-signed", t.date(day))).unwrap_or_default(),
        has_signed: one.signed_on.is_some(),
        day: sent.date("signed", today.into()),
    }
}

pub(super) fn step_line(visit: &Visit, one: &Step) -> StepLine {
    let (t, zone) = (visit.t, visit.act().zone);
    let badge = match one.decision {
        Some(Decision::Approved) => Badge::new(Tone::Ok, t.say("decision-approved")),
        Some(Decision::Changes) => Badge::new(Tone::Warn, t.say("decision-changes")),
        None => Badge::new(Tone::Plain, t.say("decision-open")).icon("LuClock"),
    };
    let said = [
        one.note.clone().unwrap_or_default(),
        one.decided_at.map(|at| t.moment(at, &zone)).unwrap_or_default(),
        one.decider_name.clone().unwrap_or_default(),
    ];
    StepLine {
        id: one.id.to_string(),
        name: one.name.clone(),
        badge,
        note: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        open: one.decision.is_none(),
    }
}

pub(super) fn promise_line(t: Speech, kept: &Kept, given: &[Fulfilment]) -> PromiseLine {
    let one = &kept.commitment;
    let facts = [
        one.purpose.clone().unwrap_or_default(),
        one.due.map(|due| t.about("commitment-by", t.date(due))).unwrap_or_default(),
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
        is_kept: kept.progress.missing() == 0,
        unit: t.say(&format!("unit-name-{}", one.unit)).to_owned(),
        given: given.iter().filter(|given| given.commitment == one.id).map(line).collect(),
    }
}

pub(super) fn countable_name(t: Speech, key: &str) -> String {
    t.known(&format!("countable-{}", key.replace('.', "-"))).unwrap_or(key).to_owned()
}

pub(super) fn timeline(visit: &Visit, history: &[Past]) -> Timeline {
    let (t, zone) = (visit.t, visit.act().zone);
    let item = |one: &Past| TimelineItem {
        when: t.moment(one.at, &zone),
        title: in_words(t, "audit", &one.action),
        text: one.name.clone().unwrap_or_else(|| t.say("party-by-system").to_owned()).into(),
        done: true,
        now: false,
    };
    Timeline { items: history.iter().map(item).collect() }
}
