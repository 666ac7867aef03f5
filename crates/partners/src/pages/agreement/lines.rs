//! The rows on an agreement's page.

use kernel::{Date, Id, Person};
use platform::audit::Past;
use ui::{
    Html, Speech,
    part::{Badge, Choice, DateParts, Field, Step as Stop, Stepper, Timeline, Tone},
};
use web::Visit;

use crate::{
    REVIEW,
    agreements::Whole,
    commitments::Kept,
    deed,
    model::{
        Agreement, Authority, Change, ChangeKind, Closing, Commitment, Decision, Document, Fulfilment, Paper,
        Period, Reply, Signatory, State, Step,
    },
    pages::{Sent, history, look, whole_number},
    rules::{self, Status},
};

pub(super) struct SignatoryLine {
    pub(super) id: String,
    pub(super) side: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) authority: String,
    /// Where the paper is that says they may, and until when it is good.
    pub(super) paper: Option<String>,
    pub(super) power_until: Option<String>,
    pub(super) signed: String,
    pub(super) has_signed: bool,
    pub(super) day: DateParts,
}

pub(super) struct StepLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) badge: Badge,
    pub(super) note: String,
    /// What the reviewer says.
    pub(super) said: Field,
    /// What is wrong with the paper that was sent with it.
    pub(super) paper_error: Option<String>,
    /// Whether the visitor may take it now.
    pub(super) open: bool,
    /// Who takes it.
    pub(super) whose: String,
    /// Whether its paper is to be sent with it; and where it is.
    pub(super) outside: bool,
    pub(super) paper: Option<String>,
    /// Why they may not, where it is its turn.
    pub(super) waits: Option<String>,
}

pub(super) struct PromiseLine {
    pub(super) id: String,
    pub(super) giver: String,
    pub(super) about: String,
    pub(super) facts: String,
    pub(super) progress: Html,
    /// Whether notes show it, and its days come.
    pub(super) by_notes: bool,
    pub(super) counted: String,
    pub(super) released: bool,
    pub(super) given: Vec<GivenLine>,
    /// What became of it when its time was over; and whether that is to be said.
    pub(super) closed: String,
    /// What the partners say of that.
    pub(super) replies: Vec<(String, String)>,
    pub(super) unmet: bool,
    /// The forms of what was given, of another amount and day, and of what became of it.
    pub(super) giving: Vec<Field>,
    pub(super) revising: Vec<Field>,
    pub(super) closing: Vec<Field>,
}

/// A promise that a renewal offers to make again.
pub(super) struct AgainLine {
    pub(super) id: String,
    pub(super) giver: String,
    pub(super) about: String,
    pub(super) unit: String,
    pub(super) amount: String,
    pub(super) due: DateParts,
    /// Whether it is made again.
    pub(super) chosen: bool,
    /// Whether what was typed is no amount, or no day of the new period.
    pub(super) wrong_amount: bool,
    pub(super) wrong_due: bool,
}

/// The promises of the time that runs now, as a period that follows would have them: as much, at the same time of it; or as
/// they were typed.
pub(super) fn again(t: Speech, promises: &[Kept], periods: &[Period], sent: &Sent) -> Vec<AgainLine> {
    let Some(last) = periods.last().copied() else { return Vec::new() };
    let next = rules::renewal(last);
    let read = |name: &str, day: Date| sent.date(name, day.into()).read();
    let typed = match (read("since", next.since), read("until", next.until)) {
        (Some(since), Some(until)) => since..=until,
        _ => next.since..=next.until,
    };
    let renewed = |one: &Commitment| promises.iter().any(|other| other.commitment.renews == Some(one.id));
    let offered = promises.iter().map(|kept| &kept.commitment).filter(|one| !one.released && !renewed(one));
    let line = |one: &Commitment| {
        // What was due in an earlier period is due as late in the new one as it was in its own.
        let own = periods
            .iter()
            .find(|period| one.due.is_some_and(|due| period.since <= due && due <= period.until));
        let due = one.due.map(|due| rules::moved(due, own.copied().unwrap_or(last), next));
        let (chosen, amount) = (format!("lagi-{}", one.id), format!("jumlah-{}", one.id));
        let (is_chosen, due) = (sent.has(&chosen), due.map(DateParts::from).unwrap_or_default());
        let due = sent.date(&format!("tenggat-{}", one.id), due);
        AgainLine {
            chosen: !sent.has(&amount) || is_chosen,
            wrong_amount: is_chosen && whole_number(sent.typed(&amount)).is_none_or(|n| n < 1),
            wrong_due: is_chosen && !due.is_empty() && due.read().is_none_or(|due| !typed.contains(&due)),
            id: one.id.to_string(),
            giver: one.giver_name.clone().unwrap_or_else(|| t.say("commitment-library").to_owned()),
            about: one.about.clone(),
            unit: t.say(&format!("unit-name-{}", one.unit)).to_owned(),
            amount: sent.or(&amount, &one.amount.to_string()).to_owned(),
            due,
        }
    };
    offered.map(line).collect()
}

pub(super) struct GivenLine {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) small: String,
    pub(super) can_reverse: bool,
    /// Where the document is that shows it.
    pub(super) paper: Option<String>,
    /// Why it is taken back.
    pub(super) why: Field,
}

/// How far an agreement has come: the steps that it really took, and where it stands. What was given up tells where it
/// stopped, and what was never sent round not that it was.
pub(super) fn stepper(t: Speech, one: &Agreement, standing: Status, has_paper: bool) -> Stepper {
    let is_addendum = one.kind == Paper::Addendum;
    let way = ["status-draft", "status-review", "status-signing"];
    let bound = if is_addendum { "status-incorporated" } else { "status-active" };
    let reached = match one.state {
        State::Draft => 1,
        State::Review => 2,
        State::Signing => 3,
        // What was sent round has a paper; what was approved, the day of it.
        State::Dropped if one.approved_on.is_some() => 3,
        State::Dropped if has_paper => 2,
        State::Dropped => 1,
        State::Signed | State::Terminated => 4,
    };
    let over = match (one.state, standing) {
        (State::Dropped, _) => Some("status-dropped"),
        (State::Terminated, Status::Terminated(_)) => Some("status-terminated"),
        (_, Status::Expired(_)) => Some("step-over"),
        _ => None,
    };
    let mut steps: Vec<&str> = way.into_iter().chain([bound]).collect();
    match (one.state, over) {
        (State::Dropped, Some(last)) => {
            steps.truncate(reached);
            steps.push(last);
        }
        (_, Some(last)) => steps.push(last),
        (_, None) if !is_addendum => steps.push("step-over"),
        _ => {}
    }
    Stepper {
        t,
        now: if over.is_some() { reached } else { reached - 1 },
        steps: steps.into_iter().map(|key| Stop { label: t.say(key).to_owned(), href: None }).collect(),
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
        paper: one.file.map(|id| format!("/staf/dokumen/{id}")),
        power_until: one.document_until.map(|day| {
            let is_over = day < today && one.signed_on.is_none();
            t.about(if is_over { "signatory-power-over" } else { "signatory-power-until" }, t.date(day))
        }),
        signed: one.signed_on.map(|day| t.about("signatory-signed", t.date(day))).unwrap_or_default(),
        has_signed: one.signed_on.is_some(),
        day: sent.date(&format!("hari-{}", one.id), today.into()),
    }
}

pub(super) fn step_line(
    visit: &Visit,
    (one, takers): &(Step, Vec<Id<Person>>),
    all: &[Step],
    sent: &Sent,
    in_review: bool,
) -> StepLine {
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
    let objection = rules::step_objection(all, one.id, visit.account().map(|account| account.person), takers);
    let whose = match (&one.role, &one.person_name) {
        (Some(role), _) => {
            let called = t.known(&format!("role-{role}")).or(one.role_title.as_deref()).unwrap_or(role);
            t.about("review-by-role", called)
        }
        (None, Some(name)) => t.about("review-by-person", name.as_str()),
        (None, None) => t.say("review-by-paper").to_owned(),
    };
    let may = in_review && visit.can(REVIEW);
    StepLine {
        id: one.id.to_string(),
        name: one.name.clone(),
        badge,
        note: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        said: row_text(t, &one.id.to_string(), sent, "note", "review-note"),
        paper_error: sent
            .of_row(&one.id.to_string(), &Sent::default())
            .errors
            .of("opinion")
            .map(str::to_owned),
        open: may && objection.is_none(),
        whose,
        outside: one.outside,
        paper: one.document.map(|id| format!("/staf/dokumen/{id}")),
        waits: objection
            .filter(|key| {
                may && matches!(*key, "review-own-draft" | "review-second-step" | "review-of-others")
            })
            .filter(|_| one.decision.is_none())
            .map(|key| t.say(key).to_owned()),
    }
}

/// A line of text in a row of a list, with what was typed in that row and what is wrong with it.
fn row_text(t: Speech, row: &str, sent: &Sent, name: &'static str, key: &str) -> Field {
    let nothing = Sent::default();
    let sent = sent.of_row(row, &nothing);
    Field::text(t, name, t.say(key), sent.typed(name)).error(sent.errors.of(name)).in_row(row)
}

pub(super) fn promise_line(
    t: Speech,
    kept: &Kept,
    (given, documents, replies): (&[Fulfilment], &[Document], &[Reply]),
    sent: &Sent,
    today: Date,
) -> PromiseLine {
    let one = &kept.commitment;
    let facts = [
        one.purpose.clone().unwrap_or_default(),
        look::by(t, one),
        one.addendum
            .as_ref()
            .map(|number| t.about("commitment-by-addendum", number.as_str()))
            .unwrap_or_default(),
        one.renewed_on.map(|day| t.about("commitment-renewed-on", t.date(day))).unwrap_or_default(),
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
        paper: given.document.map(|id| format!("/staf/dokumen/{id}")),
        why: row_text(t, &given.id.to_string(), sent, "why", "fulfilment-why"),
    };
    PromiseLine {
        id: one.id.to_string(),
        giver: one.giver_name.clone().unwrap_or_else(|| t.say("commitment-library").to_owned()),
        about: one.about.clone(),
        facts: facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        progress: look::progress(t, kept),
        by_notes: one.counts.is_none() && one.ever_begins(),
        counted: match &one.counts {
            Some(key) => t.about("commitment-counted", countable_name(t, key)),
            None => t.say("commitment-noted").to_owned(),
        },
        released: one.released,
        given: given.iter().filter(|given| given.commitment == one.id).map(line).collect(),
        closed: match (one.closing, &one.closing_note) {
            (Some(how), Some(note)) => format!("{}: {note}", t.say(&format!("closing-{how}"))),
            _ => String::new(),
        },
        replies: replies
            .iter()
            .filter(|reply| reply.commitment == one.id)
            .map(|reply| look::reply(t, reply))
            .collect(),
        unmet: kept.progress.unmet,
        giving: giving_fields(t, one, documents, sent, today),
        revising: revising_fields(t, one, sent),
        closing: closing_fields(t, one, sent),
    }
}

/// An amount in a row, in the unit of its promise.
fn row_amount(
    t: Speech,
    one: &Commitment,
    sent: &Sent,
    (name, key): (&'static str, &str),
    was: &str,
) -> Field {
    let unit = t.say(&format!("unit-name-{}", one.unit)).to_owned();
    Field::text(t, name, format!("{} ({unit})", t.say(key)), sent.or(name, was))
        .digits()
        .short()
        .error(sent.errors.of(name))
        .in_row(one.id.to_string())
}

/// What was given of a promise.
fn giving_fields(
    t: Speech,
    one: &Commitment,
    documents: &[Document],
    sent: &Sent,
    today: Date,
) -> Vec<Field> {
    let (row, nothing) = (one.id.to_string(), Sent::default());
    let of_row = sent.of_row(&row, &nothing);
    let mut shown = vec![Choice::new("", t.say("fulfilment-no-document"))];
    shown.extend(documents.iter().map(|document| {
        let id = document.id.to_string();
        let chosen = id == of_row.typed("document");
        Choice::new(id, document.title.as_str()).chosen(chosen)
    }));
    let mut fields = vec![
        row_amount(t, one, of_row, ("given_amount", "fulfilment-amount"), ""),
        row_text(t, &row, sent, "what", "fulfilment-what"),
        Field::date(t, "given", t.say("fulfilment-day"), of_row.date("given", today.into()))
            .error(of_row.errors.of("given"))
            .in_row(row.as_str()),
    ];
    if !documents.is_empty() {
        fields.push(
            Field::select(t, "document", t.say("fulfilment-document"), shown)
                .optional()
                .error(of_row.errors.of("document"))
                .in_row(row),
        );
    }
    fields
}

/// Another amount and another day for a promise.
fn revising_fields(t: Speech, one: &Commitment, sent: &Sent) -> Vec<Field> {
    let (row, nothing) = (one.id.to_string(), Sent::default());
    let sent = sent.of_row(&row, &nothing);
    let due = sent.date("new_due", one.due.map(DateParts::from).unwrap_or_default());
    vec![
        row_amount(t, one, sent, ("new_amount", "commitment-amount"), &one.amount.to_string()),
        Field::date(t, "new_due", t.say("commitment-new-due"), due)
            .error(sent.errors.of("new_due"))
            .in_row(row),
    ]
}

/// What became of a promise that was not kept.
fn closing_fields(t: Speech, one: &Commitment, sent: &Sent) -> Vec<Field> {
    let (row, nothing) = (one.id.to_string(), Sent::default());
    let of_row = sent.of_row(&row, &nothing);
    let how = |how: &Closing| {
        Choice::new(how.as_str(), t.say(&format!("closing-{how}")))
            .chosen(how.as_str() == of_row.typed("closing"))
    };
    vec![
        Field::select(t, "closing", t.say("closing-how"), Closing::ALL.iter().map(how).collect())
            .error(of_row.errors.of("closing"))
            .in_row(row.as_str()),
        row_text(t, &row, sent, "closing_note", "closing-note"),
    ]
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
