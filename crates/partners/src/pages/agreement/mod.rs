//! One agreement: where it stands, who signs, what was promised and done, its periods, its paper. Its rows are drawn in
//! [`lines`], its forms are in [`fields`], what they send in [`deeds`].

mod deeds;
mod fields;
mod lines;

use askama::Template;
use axum::extract::Path;
pub(super) use deeds::{
    add_signatory, amend, decide, drop_it, extend, fulfil, keep_document, promise, release, remove_signatory,
    renew, reopen, reverse, revise, same_signatories, say, sign, submit, terminate, undo,
};
use fields::{clause_fields, document_fields, extend_fields, promise_fields, renew_fields, signatory_fields};
use kernel::Id;
use lines::{
    ChangeLine, PromiseLine, SignatoryLine, StepLine, change_line, promise_line, signatory_line, step_line,
    stepper, timeline,
};
use platform::{audit, audit::Past};
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field, Stepper, Timeline},
};
use web::{Answer, Visit};

use super::{Sent, agreement_path, agreements::LIST, history, look, path_of, status_of};
use crate::{
    DECIDE, EDIT,
    agreements::{self, Whole},
    commitments::{self, Kept},
    deed, documents,
    model::{Agreement, Change, Document, Fulfilment, Paper, Signatory, State, Step},
    reminders,
    rules::Status,
};

#[derive(Template)]
#[template(path = "agreement.html")]
struct AgreementPage {
    page: Page,
    errors: Errors,
    base: String,
    can_edit: bool,
    can_decide: bool,
    number: String,
    kind: String,
    badge: Badge,
    until: String,
    end_reason: Option<String>,
    stepper: Stepper,
    state: State,
    sides: Vec<(String, String, String)>,
    parent: Option<(String, String)>,
    beneath: Vec<(String, String)>,
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
    steps: Vec<Step>,
    promises: Vec<Kept>,
    given: Vec<Fulfilment>,
    /// Each with what it changes.
    addenda: Vec<(Agreement, Vec<Change>)>,
    changes: Vec<Change>,
    reminders: Vec<reminders::Reminder>,
    parent: Option<Whole>,
    beneath: Vec<Agreement>,
    documents: Vec<Document>,
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
            let mut hanging = Vec::new();
            for side in &whole.sides {
                for one in &dependents {
                    hanging.push((one.key, (one.count)(tx, side.partner, today)?));
                }
            }
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
            Ok(Seen {
                signatories: agreements::signatories(tx, id)?,
                steps: agreements::review(tx, id)?,
                promises: commitments::of_agreement(tx, &countables, promised, today)?,
                given: commitments::fulfilments(tx, id)?,
                addenda,
                changes: agreements::changes(tx, id)?,
                reminders: reminders::given(tx, id)?,
                beneath: agreements::beneath(tx, id)?,
                history: history::latest_first(audit::history(tx, id, 60)?),
                parent,
                documents: documents::of_agreement(tx, id)?,
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
        stepper: stepper(t, one.state, standing, is_addendum),
        state: one.state,
        sides: seen
            .whole
            .sides
            .iter()
            .map(|side| (deed::party_name(side.position), path_of(&side.code), side.name.clone()))
            .collect(),
        parent: seen.parent.as_ref().map(|whole| link(&whole.agreement)),
        beneath: seen.beneath.iter().map(link).collect(),
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
            .filter(|(_, n)| *n > 0 && ending)
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
            .map(|step| step_line(visit, step, &seen.steps, &sent, one.state == State::Review))
            .collect(),
        promises: seen.promises.iter().map(|kept| promise_line(t, kept, &seen.given, &sent, today)).collect(),
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
        signatory: signatory_fields(t, &sent, &seen.whole),
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
            Field::date(t, "on", t.say("agreement-end-on"), sent.date("on", today.into()))
                .error(sent.errors.of("on")),
            Field::text(t, "reason", t.say("agreement-reason"), sent.typed("reason"))
                .error(sent.errors.of("reason")),
        ],
        drop_reason: Field::text(t, "reason", t.say("agreement-drop-reason"), sent.typed("reason"))
            .error(sent.errors.of("reason")),
        addenda: seen.addenda.iter().map(addendum).collect(),
        errors: sent.errors,
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
    let file = format!("{}.pdf", one.number.replace('/', "-"));
    let mark = deed::mark(t, one.state);
    web::document::answer(visit, &file, one.title, move |about, head| sheet.print(t, &mark, about, head))
        .await
}
