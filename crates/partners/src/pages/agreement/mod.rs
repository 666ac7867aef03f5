//! One agreement: where it stands, who signs, what was promised and done, its periods, its paper. Its rows are drawn in
//! [`lines`], its forms are in [`fields`], what they send in [`deeds`].

mod deeds;
mod fields;
mod lines;

use askama::Template;
use axum::extract::Path;
pub(super) use deeds::{
    add_signatory, amend, close, correct_end, decide, drop_it, extend, file_opinion, fulfil, keep_document,
    name_theirs, promise, release, remove_signatory, renew, reopen, reverse, revise, same_signatories, say,
    sign, submit, terminate, undo,
};
use fields::{clause_fields, document_fields, extend_fields, promise_fields, renew_fields, signatory_fields};
use kernel::{Date, Id, Kind as No, Message, Person, Refusal};
use lines::{
    AgainLine, ChangeLine, PromiseLine, SignatoryLine, StepLine, again, change_line, promise_line,
    signatory_line, step_line, stepper, timeline,
};
use platform::{audit, audit::Past};
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field, Stepper, Timeline},
};
use web::{Answer, Visit};

use super::{Sent, agreement_path, agreements::LIST, form_key, history, look, path_of, status_of};
use crate::{
    DECIDE, EDIT,
    agreements::{self, Whole},
    commitments::{self, Kept},
    deed, documents,
    model::{Agreement, Change, Document, Fulfilment, Paper, Reply, Signatory, State, Step},
    reminders,
    rules::{self, Status},
};

#[derive(Template)]
#[template(path = "agreement.html")]
struct AgreementPage {
    page: Page,
    errors: Errors,
    base: String,
    /// The key of the forms on this page.
    once: String,
    can_edit: bool,
    can_decide: bool,
    number: String,
    their_number: Field,
    from_paper: Field,
    /// The last day to say whether it goes on, where it is in force.
    notice: Option<String>,
    /// That the frame it stands under is over.
    frame_over: Option<String>,
    kind: String,
    badge: Badge,
    until: String,
    end_reason: Option<String>,
    stepper: Stepper,
    state: State,
    sides: Vec<(String, String, String)>,
    parent: Option<(String, String)>,
    /// What stands under it: where it is, what it is called, how it stands.
    beneath: Vec<BeneathLine>,
    /// How many of them go on when it ends.
    leaves: Option<String>,
    unmet: Option<String>,
    again: Vec<AgainLine>,
    again_error: Option<String>,
    proof_error: Option<String>,
    periods: Vec<String>,
    is_addendum: bool,
    /// What an addendum changes.
    changes: Vec<ChangeLine>,
    addenda: Vec<AddendumLine>,
    /// The addendum that is on its way.
    open_addendum: Option<(String, String)>,
    reminders: Vec<String>,
    hanging: Vec<String>,
    signatories: Vec<SignatoryLine>,
    steps: Vec<StepLine>,
    promises: Vec<PromiseLine>,
    documents: Vec<super::partner::DocumentLine>,
    timeline: Timeline,
    missing_copy: bool,
    document: Vec<Field>,
    promise: Vec<Field>,
    signatory: Vec<Field>,
    renew: Vec<Field>,
    extend: Vec<Field>,
    clause: Vec<Field>,
    terminate: Vec<Field>,
    /// The last day of what was ended before its time, as long as it can be corrected.
    ends_on: Option<Date>,
    drop_reason: Field,
}

impl AgreementPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    /// Whether a form is shown at once: something in it is wrong.
    fn is_open_for(&self, fields: &[Field]) -> bool {
        fields.iter().any(Field::is_wrong)
    }

    fn is(&self, word: &str) -> bool {
        self.state.as_str() == word
    }

    /// Whether it is not signed yet, and was not given up.
    fn is_open(&self) -> bool {
        matches!(self.state, State::Draft | State::Review | State::Signing)
    }

    /// Whether this colleague may write on it now.
    fn can_write(&self) -> bool {
        self.can_edit && self.state == State::Draft
    }

    /// Whether what was given is written down here.
    fn takes_evidence(&self) -> bool {
        self.can_edit && !self.is_addendum && matches!(self.state, State::Signed | State::Terminated)
    }
}

/// A paper under a frame.
struct BeneathLine {
    href: String,
    name: String,
    badge: Badge,
    until: String,
}

struct AddendumLine {
    href: String,
    paper: String,
    number: String,
    badge: Badge,
    until: String,
    changes: Vec<String>,
}

struct Seen {
    whole: Whole,
    signatories: Vec<Signatory>,
    /// Each with who may take it.
    steps: Vec<(Step, Vec<Id<Person>>)>,
    promises: Vec<Kept>,
    given: Vec<Fulfilment>,
    /// What partners say of how promises were closed.
    replies: Vec<Reply>,
    /// Each with what it changes.
    addenda: Vec<(Agreement, Vec<Change>)>,
    changes: Vec<Change>,
    reminders: Vec<reminders::Reminder>,
    parent: Option<Whole>,
    beneath: Vec<Whole>,
    has_paper: bool,
    documents: Vec<Document>,
    /// What says that somebody may sign for a side.
    powers: Vec<Document>,
    history: Vec<Past>,
    hanging: Vec<(&'static str, i64)>,
}

/// The page of an agreement.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Agreement>>) -> Answer {
    draw(&visit, id, Sent::default()).await
}

async fn seen(visit: &Visit, id: Id<Agreement>) -> store::Result<Seen> {
    let today = visit.act().today();
    let (countables, dependents) = (visit.app().countables().to_vec(), visit.app().dependents().to_vec());
    visit
        .read(move |tx| {
            let whole = agreements::whole(tx, id)?;
            let hanging = match whole.status(today) {
                Status::Active { until, .. } | Status::Ending { until, .. } => {
                    agreements::hanging(tx, &dependents, &whole, (today, until))?
                }
                _ => Vec::new(),
            };
            let parent = match whole.agreement.parent {
                Some(parent) => Some(agreements::whole(tx, parent)?),
                None => None,
            };
            let mut addenda = Vec::new();
            for one in agreements::addenda(tx, id)? {
                let changes = agreements::changes(tx, one.id)?;
                addenda.push((one, changes));
            }
            // An addendum shows the promises that it may change.
            let promised = match whole.agreement.kind {
                Paper::Addendum => whole.agreement.parent.unwrap_or(id),
                _ => id,
            };
            let mut steps = Vec::new();
            for step in agreements::review(tx, id)? {
                let takers = agreements::takers(tx, &step)?;
                steps.push((step, takers));
            }
            Ok(Seen {
                signatories: agreements::signatories(tx, id)?,
                steps,
                has_paper: deed::has_paper(tx, id)?,
                promises: commitments::of_agreement(tx, &countables, promised, today)?,
                given: commitments::fulfilments(tx, id)?,
                replies: commitments::replies(tx, id)?,
                addenda,
                changes: agreements::changes(tx, id)?,
                reminders: reminders::given(tx, id)?,
                beneath: agreements::beneath(tx, id)?,
                history: history::latest_first(audit::history(tx, id, 60)?),
                parent,
                documents: documents::of_agreement(tx, id)?,
                powers: documents::powers(tx, id)?,
                hanging,
                whole,
            })
        })
        .await
}

async fn draw(visit: &Visit, id: Id<Agreement>, sent: Sent) -> Answer {
    let seen = seen(visit, id).await?;
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let one = &seen.whole.agreement;
    let standing = seen.whole.status(today);
    let title = match one.kind {
        Paper::Addendum => t.about("addendum-title", one.title.as_str()),
        _ => one.title.clone(),
    };
    let mut page = visit.below(("nav-agreements", LIST), title);
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let link = |one: &Agreement| (agreement_path(one.id), format!("{} {}", one.number, one.title));
    let ending = matches!(standing, Status::Ending { .. } | Status::Active { .. });
    let is_addendum = one.kind == Paper::Addendum;
    let all_steps: Vec<Step> = seen.steps.iter().map(|(step, _)| step.clone()).collect();
    let agreed = seen.parent.as_ref().filter(|_| is_addendum).unwrap_or(&seen.whole);
    let addendum = |(one, changes): &(Agreement, Vec<Change>)| {
        let whole = Whole { agreement: one.clone(), sides: Vec::new(), periods: Vec::new() };
        let standing = whole.status(today);
        AddendumLine {
            href: agreement_path(one.id),
            paper: format!("{}/naskah", agreement_path(one.id)),
            number: one.number.clone(),
            badge: look::status(t, standing),
            until: look::until(t, standing, today),
            changes: changes.iter().map(|change| change_line(t, change).text).collect(),
        }
    };
    let view = AgreementPage {
        base: agreement_path(id),
        can_edit: visit.can(EDIT),
        can_decide: visit.can(DECIDE),
        number: match &one.their_number {
            Some(theirs) => format!("{} · {theirs}", one.number),
            None => one.number.clone(),
        },
        kind: t.say(&format!("paper-{}", one.kind)).to_owned(),
        badge: look::status(t, standing),
        until: look::until(t, standing, today),
        end_reason: one.end_reason.clone(),
        stepper: stepper(t, one, standing, seen.has_paper),
        once: form_key(),
        their_number: Field::text(
            t,
            "their_number",
            t.say("agreement-their-number"),
            sent.or("their_number", one.their_number.as_deref().unwrap_or_default()),
        )
        .error(sent.errors.of("their_number"))
        .medium()
        .optional(),
        from_paper: Field::text(t, "from_paper", t.say("agreement-from-paper"), sent.typed("from_paper"))
            .hint(t.say("agreement-from-paper-hint"))
            .optional(),
        notice: match standing {
            Status::Active { until, .. } | Status::Ending { until, .. }
                if !is_addendum && one.ended_on.is_none() =>
            {
                Some(t.date(rules::notice_day(until, one.notice_days)))
            }
            _ => None,
        },
        frame_over: seen
            .parent
            .as_ref()
            .filter(|frame| !is_addendum && (standing.in_force() && !frame.status(today).in_force()))
            .map(|frame| t.about("agreement-frame-over", frame.agreement.number.as_str())),
        leaves: {
            let goes_on = |whole: &&Whole| whole.status(today).in_force();
            let n = seen.beneath.iter().filter(goes_on).count() as i64;
            (n > 0 && ending).then(|| t.count("agreement-leaves-beneath", n))
        },
        unmet: {
            let open = |kept: &&Kept| kept.progress.unmet;
            let n = seen.promises.iter().filter(open).count() as i64;
            (n > 0 && !is_addendum).then(|| t.count("closing-open", n))
        },
        again: again(t, &seen.promises, &agreed.periods, &sent),
        again_error: sent.errors.of("again").map(str::to_owned),
        proof_error: sent.errors.of("proof").map(str::to_owned),
        state: one.state,
        sides: seen
            .whole
            .sides
            .iter()
            .map(|side| (deed::party_name(side.position), path_of(&side.code), side.name.clone()))
            .collect(),
        parent: seen.parent.as_ref().map(|whole| link(&whole.agreement)),
        beneath: seen
            .beneath
            .iter()
            .map(|whole| {
                let (standing, (href, name)) = (whole.status(today), link(&whole.agreement));
                BeneathLine {
                    href,
                    name,
                    badge: look::status(t, standing),
                    until: look::until(t, standing, today),
                }
            })
            .collect(),
        periods: agreed
            .periods
            .iter()
            .map(|period| format!("{} – {}", t.date(period.since), t.date(period.until)))
            .collect(),
        reminders: seen
            .reminders
            .iter()
            .map(|one| {
                t.with("agreement-reminded", &[("n", one.days.into()), ("until", t.date(one.until).into())])
            })
            .collect(),
        hanging: seen
            .hanging
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| t.count(&format!("dependent-{}", key.replace('.', "-")), *n))
            .collect(),
        signatories: seen
            .signatories
            .iter()
            .map(|who| signatory_line(t, who, &seen.whole, &sent, today))
            .collect(),
        steps: seen
            .steps
            .iter()
            .map(|step| step_line(visit, step, &all_steps, &sent, one.state == State::Review))
            .collect(),
        promises: seen
            .promises
            .iter()
            .map(|kept| promise_line(t, kept, (&seen.given, &seen.documents, &seen.replies), &sent, today))
            .collect(),
        documents: seen
            .documents
            .iter()
            .map(|one| super::partner::document_line(t, one, format!("/staf/dokumen/{}", one.id), true))
            .collect(),
        missing_copy: one.state == State::Signed
            && !seen.documents.iter().any(|one| one.kind == crate::DocumentKind::Signed),
        timeline: timeline(visit, &seen.history),
        document: document_fields(t, &sent),
        promise: promise_fields(t, &sent, &seen.whole, visit.app().countables()),
        signatory: signatory_fields(t, &sent, &seen.whole, &seen.powers),
        renew: renew_fields(t, &sent, &agreed.periods),
        extend: extend_fields(t, &sent),
        clause: clause_fields(t, &sent),
        is_addendum,
        changes: seen.changes.iter().map(|change| change_line(t, change)).collect(),
        open_addendum: seen
            .addenda
            .iter()
            .find(|(one, _)| one.state != State::Signed)
            .map(|(one, _)| (agreement_path(one.id), one.number.clone())),
        terminate: vec![
            Field::date(
                t,
                "on",
                t.say("agreement-end-on"),
                sent.date("on", one.ended_on.unwrap_or(today).into()),
            )
            .error(sent.errors.of("on")),
            Field::text(t, "reason", t.say("agreement-reason"), sent.typed("reason"))
                .error(sent.errors.of("reason")),
        ],
        ends_on: one.ended_on.filter(|on| *on >= today),
        drop_reason: Field::text(t, "reason", t.say("agreement-drop-reason"), sent.typed("reason"))
            .error(sent.errors.of("reason")),
        addenda: seen.addenda.iter().map(addendum).collect(),
        errors: sent.summary(),
        page,
    };
    visit.html_as(status, &view)
}

/// The paper to be signed, as PDF.
pub(super) async fn paper(visit: Visit, Path(id): Path<Id<Agreement>>) -> Answer {
    printed(&visit, id).await
}

/// An agreement as PDF.
pub(super) async fn printed(visit: &Visit, id: Id<Agreement>) -> Answer {
    let t = visit.t;
    let (sheet, one) = visit.read(move |tx| Ok((deed::sheet(tx, id)?, agreements::one(tx, id)?))).await?;
    if !sheet.has_articles() {
        return Err(Refusal::new(No::Conflict, Message::new("agreement-no-articles")).into());
    }
    let file = format!("{}.pdf", one.number.replace('/', "-"));
    let mark = deed::mark(t, one.state);
    web::document::answer(visit, &file, one.title, move |about, head| sheet.print(t, &mark, about, head))
        .await
}
