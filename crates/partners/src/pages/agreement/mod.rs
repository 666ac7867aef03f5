//! One agreement: where it stands, who signs, what was promised and done, its periods, its paper. Its rows are drawn in
//! [`lines`], its forms are in [`fields`], what they send in [`deeds`].

mod deeds;
mod fields;
mod lines;

use askama::Template;
use axum::extract::Path;
pub(super) use deeds::{
    add_signatory, amend, decide, drop_it, fulfil, keep_document, postpone, promise, release,
    remove_signatory, renew, reopen, reverse, sign, submit, terminate,
};
use fields::{amend_fields, document_fields, promise_fields, renew_fields, signatory_fields};
use kernel::Id;
use lines::{
    PromiseLine, SignatoryLine, StepLine, promise_line, signatory_line, step_line, stepper, timeline,
};
use platform::{audit, audit::Past};
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field, Stepper, Timeline},
};
use web::{Answer, Visit};

use super::{Sent, agreement_path, agreements::LIST, below, look, path_of, status_of};
use crate::{
    DECIDE, EDIT,
    agreements::{self, Whole},
    commitments::{self, Kept},
    deed, documents,
    model::{Addendum, Agreement, Document, Fulfilment, Signatory, State, Step},
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
    addenda: Vec<Addendum>,
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
    amend: Vec<Field>,
    terminate: Vec<Field>,
    drop_reason: Field,
}

impl AgreementPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn is(&self, word: &str) -> bool {
        self.state.as_str() == word
    }

    fn day(&self, one: &Addendum) -> String {
        self.page.t.date(one.signed_on)
    }

    /// Whether it may still be written on.
    fn is_open(&self) -> bool {
        matches!(self.state, State::Draft | State::Review | State::Signing)
    }
}

struct Seen {
    whole: Whole,
    signatories: Vec<Signatory>,
    steps: Vec<Step>,
    promises: Vec<Kept>,
    given: Vec<Fulfilment>,
    addenda: Vec<Addendum>,
    reminders: Vec<reminders::Reminder>,
    parent: Option<Agreement>,
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
                Some(parent) => Some(agreements::one(tx, parent)?),
                None => None,
            };
            Ok(Seen {
                signatories: agreements::signatories(tx, id)?,
                steps: agreements::review(tx, id)?,
                promises: commitments::of_agreement(tx, &countables, id, today)?,
                given: commitments::fulfilments(tx, id)?,
                addenda: agreements::addenda(tx, id)?,
                reminders: reminders::given(tx, id)?,
                beneath: agreements::beneath(tx, id)?,
                history: audit::history(tx, id, 40)?,
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
    let mut page = below(visit, ("nav-agreements", LIST), one.title.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let link = |one: &Agreement| (agreement_path(one.id), format!("{} {}", one.number, one.title));
    let ending = matches!(standing, Status::Ending { .. } | Status::Active { .. });
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
        stepper: stepper(t, one.state, standing),
        state: one.state,
        sides: seen
            .whole
            .sides
            .iter()
            .map(|side| (deed::party_name(side.position), path_of(&side.code), side.name.clone()))
            .collect(),
        parent: seen.parent.as_ref().map(link),
        beneath: seen.beneath.iter().map(link).collect(),
        periods: seen
            .whole
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
        steps: seen.steps.iter().map(|step| step_line(visit, step)).collect(),
        promises: seen.promises.iter().map(|kept| promise_line(t, kept, &seen.given)).collect(),
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
        renew: renew_fields(t, &sent, &seen.whole),
        amend: amend_fields(t, &sent, today),
        terminate: vec![
            Field::date(t, "on", t.say("agreement-end-on"), sent.date("on", today.into()))
                .error(sent.errors.of("on")),
            Field::text(t, "reason", t.say("agreement-reason"), sent.typed("reason"))
                .error(sent.errors.of("reason")),
        ],
        drop_reason: Field::text(t, "reason", t.say("agreement-drop-reason"), sent.typed("reason"))
            .error(sent.errors.of("reason")),
        addenda: seen.addenda,
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
    web::document::answer(visit, &file, one.title, move |about, head| sheet.print(t, about, head)).await
}
