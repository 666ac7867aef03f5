//! One agreement: where it stands, who signs, what was promised and done, its periods, its paper.

use askama::Template;
use axum::extract::Path;
use kernel::{Act, Date, Id, Message, Refusal};
use platform::{audit, audit::Past};
use store::Tx;
use ui::{
    Page, Speech,
    part::{
        Badge, Choice, DateParts, ErrorSummary, Errors, Field, Step as Stop, Stepper, Timeline, TimelineItem,
    },
};
use web::{Answer, Countable, Form, Post, Visit, in_words};

use super::{
    Sent, agreement_path, agreements::LIST, below, done, form, look, parts, path_of, status_of, whole_number,
};
use crate::{
    DECIDE, EDIT,
    agreements::{self, NewSignatory, Whole},
    commitments::{self, Kept, NewCommitment},
    deed, documents,
    model::{
        Addendum, Agreement, Authority, Commitment, Decision, Document, Fulfilment, Period, Signatory, State,
        Step, Unit,
    },
    rules::{self, Status},
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

struct SignatoryLine {
    id: String,
    side: String,
    name: String,
    title: String,
    authority: String,
    signed: String,
    has_signed: bool,
    day: DateParts,
}

struct StepLine {
    id: String,
    name: String,
    badge: Badge,
    note: String,
    open: bool,
}

struct PromiseLine {
    id: String,
    giver: String,
    about: String,
    facts: String,
    progress: ui::Html,
    by_notes: bool,
    counted: String,
    released: bool,
    unit: String,
    given: Vec<GivenLine>,
}

struct GivenLine {
    id: String,
    text: String,
    small: String,
    can_reverse: bool,
}

struct Seen {
    whole: Whole,
    signatories: Vec<Signatory>,
    steps: Vec<Step>,
    promises: Vec<Kept>,
    given: Vec<Fulfilment>,
    addenda: Vec<Addendum>,
    reminders: Vec<agreements::Reminder>,
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
            let mut documents = Vec::new();
            for side in &whole.sides {
                for one in &dependents {
                    hanging.push((one.key, (one.count)(tx, side.partner, today)?));
                }
                documents.extend(
                    documents::of(tx, side.partner)?.into_iter().filter(|one| one.agreement == Some(id)),
                );
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
                reminders: agreements::reminders(tx, id)?,
                beneath: agreements::beneath(tx, id)?,
                history: audit::history(tx, id, 40)?,
                parent,
                documents,
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

fn stepper(t: Speech, state: State, standing: Status) -> Stepper {
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

fn signatory_line(t: Speech, one: &Signatory, whole: &Whole, sent: &Sent, today: Date) -> SignatoryLine {
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

fn step_line(visit: &Visit, one: &Step) -> StepLine {
    let (t, zone) = (visit.t, visit.act().zone);
    let badge = match one.decision {
        Some(Decision::Approved) => Badge::new(ui::part::Tone::Ok, t.say("decision-approved")),
        Some(Decision::Changes) => Badge::new(ui::part::Tone::Warn, t.say("decision-changes")),
        None => Badge::new(ui::part::Tone::Plain, t.say("decision-open")).icon("LuClock"),
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

fn promise_line(t: Speech, kept: &Kept, given: &[Fulfilment]) -> PromiseLine {
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
        unit: t.say(&format!("unit-name-{}", one.unit)).to_owned(),
        given: given.iter().filter(|given| given.commitment == one.id).map(line).collect(),
    }
}

fn countable_name(t: Speech, key: &str) -> String {
    t.known(&format!("countable-{}", key.replace('.', "-"))).unwrap_or(key).to_owned()
}

fn timeline(visit: &Visit, history: &[Past]) -> Timeline {
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

/// Who of the sides: the library first.
fn sides(t: Speech, whole: &Whole, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.say("commitment-library"))];
    choices.extend(whole.sides.iter().map(|side| {
        let id = side.partner.to_string();
        let is_chosen = id == chosen;
        Choice::new(id, side.name.as_str()).chosen(is_chosen)
    }));
    choices
}

fn promise_fields(t: Speech, sent: &Sent, whole: &Whole, countables: &[Countable]) -> Vec<Field> {
    let text = |name, key| Field::text(t, name, t.say(key), sent.typed(name)).error(sent.errors.of(name));
    let unit = |unit: &Unit| {
        Choice::new(unit.as_str(), t.say(&format!("unit-name-{unit}")))
            .chosen(unit.as_str() == sent.typed("unit"))
    };
    let mut counts = vec![Choice::new("", t.say("commitment-by-notes"))];
    counts.extend(
        countables.iter().map(|one| {
            Choice::new(one.key, countable_name(t, one.key)).chosen(one.key == sent.typed("counts"))
        }),
    );
    vec![
        Field::select(t, "giver", t.say("commitment-giver"), sides(t, whole, sent.typed("giver")))
            .error(sent.errors.of("giver")),
        text("about", "commitment-about").hint(t.say("commitment-about-hint")),
        text("amount", "commitment-amount").digits().short(),
        Field::select(t, "unit", t.say("commitment-unit"), Unit::ALL.iter().map(unit).collect())
            .medium()
            .error(sent.errors.of("unit")),
        Field::date(t, "due", t.say("commitment-due"), sent.date("due", DateParts::default()))
            .optional()
            .error(sent.errors.of("due")),
        text("purpose", "commitment-purpose").optional(),
        Field::select(t, "counts", t.say("commitment-counts"), counts)
            .hint(t.say("commitment-counts-hint"))
            .error(sent.errors.of("counts")),
    ]
}

fn signatory_fields(t: Speech, sent: &Sent, whole: &Whole) -> Vec<Field> {
    let text = |name, key| {
        Field::text(t, name, t.say(key), sent.typed(name)).autocomplete("off").error(sent.errors.of(name))
    };
    let authority = |authority: &Authority| {
        Choice::new(authority.as_str(), t.say(&format!("authority-{authority}")))
            .hint(t.say(&format!("authority-{authority}-hint")))
            .chosen(authority.as_str() == sent.or("authority", "power"))
    };
    vec![
        Field::select(t, "side", t.say("signatory-side"), sides(t, whole, sent.typed("side")))
            .error(sent.errors.of("partner")),
        text("name", "signatory-name"),
        text("title", "signatory-title"),
        Field::radios(
            t,
            "authority",
            t.say("signatory-authority"),
            Authority::ALL.iter().map(authority).collect(),
        ),
        text("document", "signatory-document").hint(t.say("signatory-document-hint")),
        Field::date(
            t,
            "document_on",
            t.say("signatory-document-on"),
            sent.date("document_on", DateParts::default()),
        )
        .error(sent.errors.of("document_on")),
    ]
}

fn renew_fields(t: Speech, sent: &Sent, whole: &Whole) -> Vec<Field> {
    let next = whole.periods.last().copied().map(rules::renewal);
    let (since, until) = match next {
        Some(next) => (DateParts::from(next.since), DateParts::from(next.until)),
        None => Default::default(),
    };
    vec![
        Field::date(t, "since", t.say("agreement-since"), sent.date("since", since))
            .error(sent.errors.of("since")),
        Field::date(t, "until", t.say("agreement-until"), sent.date("until", until))
            .error(sent.errors.of("until")),
    ]
}

fn amend_fields(t: Speech, sent: &Sent, today: Date) -> Vec<Field> {
    vec![
        Field::text(t, "addendum_number", t.say("addendum-number"), sent.typed("addendum_number"))
            .medium()
            .error(sent.errors.of("addendum_number")),
        Field::date(t, "signed_on", t.say("addendum-signed-on"), sent.date("signed_on", today.into()))
            .error(sent.errors.of("signed_on")),
        Field::area(t, "change", t.say("addendum-about"), sent.typed("change"), 3)
            .error(sent.errors.of("change")),
        Field::date(t, "new_until", t.say("addendum-until"), sent.date("new_until", DateParts::default()))
            .hint(t.say("addendum-until-hint"))
            .optional()
            .error(sent.errors.of("new_until")),
    ]
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

/// Runs a use case about an agreement and goes back to its page, with what is wrong where something is.
async fn about<T: Send + 'static>(
    post: Post,
    id: Id<Agreement>,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
    mut f: impl FnMut(&mut Tx<'_>, &Act) -> store::Result<T> + Send + 'static,
) -> Answer {
    let renamed = move |error: store::Error| match error {
        store::Error::Refused(mut refusal) => {
            for reason in &mut refusal.reasons {
                reason.field = match (fallback, reason.field) {
                    ("addendum_number", Some("number")) => Some("addendum_number"),
                    ("addendum_number", Some("about")) => Some("change"),
                    ("addendum_number", Some("until")) => Some("new_until"),
                    (_, field) => field,
                };
            }
            refusal.into()
        }
        other => other,
    };
    done(
        &post,
        &agreement_path(id),
        key,
        fallback,
        move |tx, act| f(tx, act).map_err(renamed),
        |errors| draw(&post, id, Sent { errors, ..sent }),
    )
    .await
}

fn day(parts: &DateParts, field: &'static str) -> Result<Date, Refusal> {
    parts.read().ok_or_else(|| Refusal::of_field(field, Message::new("partner-day-unreadable")))
}

fn day_or_none(parts: &DateParts, field: &'static str) -> Result<Option<Date>, Refusal> {
    if parts.is_empty() { Ok(None) } else { day(parts, field).map(Some) }
}

form! { PromiseForm { giver, about, amount, unit, due_day, due_month, due_year, purpose, counts } }

/// Writes a promise into an agreement.
pub(super) async fn promise(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<PromiseForm>,
) -> Answer {
    let (sent, countables) = (form.sent(), post.app().countables().to_vec());
    about(post, id, "commitment-added", "about", sent, move |tx, act| {
        let new = NewCommitment {
            giver: form.giver.parse().ok(),
            about: form.about.clone(),
            unit: form.unit.parse()?,
            amount: whole_number(&form.amount).unwrap_or(0),
            due: day_or_none(&parts(&form.due_day, &form.due_month, &form.due_year), "due")?,
            purpose: form.purpose.clone(),
            counts: form.counts.clone(),
        };
        commitments::promise(tx, act, &countables, id, &new)
    })
    .await
}

form! { GivenForm { given_amount, what, given_day, given_month, given_year, document } }

/// Writes down what was given.
pub(super) async fn fulfil(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>,
    Form(form): Form<GivenForm>,
) -> Answer {
    about(post, id, "fulfilment-kept", "what", Sent::default(), move |tx, act| {
        let on = day(&parts(&form.given_day, &form.given_month, &form.given_year), "day")?;
        let amount = whole_number(&form.given_amount).unwrap_or(0);
        let document: Option<Id<Document>> = form.document.parse().ok();
        commitments::fulfil(tx, act, row, on, amount, &form.what, document)
    })
    .await
}

form! { WhyForm { why } }

/// Takes back what was written down by mistake.
pub(super) async fn reverse(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Fulfilment>)>,
    Form(form): Form<WhyForm>,
) -> Answer {
    about(post, id, "fulfilment-reversed", "what", Sent::default(), move |tx, act| {
        commitments::reverse(tx, act, row, &form.why)
    })
    .await
}

/// Both sides let go of a promise.
pub(super) async fn release(post: Post, Path((id, row)): Path<(Id<Agreement>, Id<Commitment>)>) -> Answer {
    about(post, id, "commitment-let-go", "about", Sent::default(), move |tx, act| {
        commitments::release(tx, act, row)
    })
    .await
}

form! { SignatoryForm {
    side, name, title, authority, document, document_on_day, document_on_month, document_on_year,
} }

/// Names somebody who is to sign.
pub(super) async fn add_signatory(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<SignatoryForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "signatory-added", "name", sent, move |tx, act| {
        let new = NewSignatory {
            partner: form.side.parse().ok(),
            name: form.name.clone(),
            title: form.title.clone(),
            authority: form.authority.parse()?,
            document: form.document.clone(),
            document_on: parts(&form.document_on_day, &form.document_on_month, &form.document_on_year).read(),
        };
        agreements::add_signatory(tx, act, id, &new)
    })
    .await
}

/// Takes somebody from those who are to sign.
pub(super) async fn remove_signatory(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Signatory>)>,
) -> Answer {
    about(post, id, "signatory-removed", "name", Sent::default(), move |tx, act| {
        agreements::remove_signatory(tx, act, id, row)
    })
    .await
}

/// Sends a draft round.
pub(super) async fn submit(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    about(post, id, "agreement-submitted", "name", Sent::default(), move |tx, act| {
        agreements::submit(tx, act, id)
    })
    .await
}

/// Takes an agreement back to be written again.
pub(super) async fn reopen(post: Post, Path(id): Path<Id<Agreement>>) -> Answer {
    about(post, id, "agreement-reopened", "name", Sent::default(), move |tx, act| {
        agreements::reopen(tx, act, id)
    })
    .await
}

form! { DecisionForm { decision, note } }

/// Writes down what a reviewer said.
pub(super) async fn decide(
    post: Post,
    Path((id, row)): Path<(Id<Agreement>, Id<Step>)>,
    Form(form): Form<DecisionForm>,
) -> Answer {
    about(post, id, "review-kept", "note", Sent::default(), move |tx, act| {
        agreements::decide(tx, act, id, row, form.decision.parse()?, &form.note)
    })
    .await
}

/// Writes down that all have signed: `hari-<signatory>` with the three boxes of each day.
pub(super) async fn sign(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = move |name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text.as_str()).to_owned()
    };
    about(post, id, "agreement-signed", "signed", Sent::default(), move |tx, act| {
        let mut signed = Vec::new();
        for one in agreements::signatories(tx, id)? {
            let part = |part: &str| typed(&format!("hari-{}_{part}", one.id));
            let on = parts(&part("day"), &part("month"), &part("year"));
            if let Some(on) = day_or_none(&on, "signed")? {
                signed.push((one.id, on));
            }
        }
        agreements::sign(tx, act, id, &signed)
    })
    .await
}

form! { RenewForm { since_day, since_month, since_year, until_day, until_month, until_year } }

/// Lets an agreement run for another period.
pub(super) async fn renew(post: Post, Path(id): Path<Id<Agreement>>, Form(form): Form<RenewForm>) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-renewed", "until", sent, move |tx, act| {
        let new = Period {
            since: day(&parts(&form.since_day, &form.since_month, &form.since_year), "since")?,
            until: day(&parts(&form.until_day, &form.until_month, &form.until_year), "until")?,
        };
        agreements::renew(tx, act, id, new)
    })
    .await
}

form! { AmendForm {
    addendum_number, signed_on_day, signed_on_month, signed_on_year, change, new_until_day, new_until_month,
    new_until_year,
} }

/// Writes down an addendum.
pub(super) async fn amend(post: Post, Path(id): Path<Id<Agreement>>, Form(form): Form<AmendForm>) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-amended", "addendum_number", sent, move |tx, act| {
        let signed_on =
            day(&parts(&form.signed_on_day, &form.signed_on_month, &form.signed_on_year), "signed_on")?;
        let until = parts(&form.new_until_day, &form.new_until_month, &form.new_until_year);
        let until = day_or_none(&until, "until")?;
        agreements::amend(tx, act, id, &form.addendum_number, signed_on, &form.change, until)
    })
    .await
}

form! { EndForm { on_day, on_month, on_year, reason } }

/// Ends an agreement before its time.
pub(super) async fn terminate(
    post: Post,
    Path(id): Path<Id<Agreement>>,
    Form(form): Form<EndForm>,
) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-terminated", "reason", sent, move |tx, act| {
        let on = day(&parts(&form.on_day, &form.on_month, &form.on_year), "on")?;
        agreements::terminate(tx, act, id, on, &form.reason)
    })
    .await
}

form! { DropForm { reason } }

/// Gives up an agreement that was never signed.
pub(super) async fn drop_it(post: Post, Path(id): Path<Id<Agreement>>, Form(form): Form<DropForm>) -> Answer {
    let sent = form.sent();
    about(post, id, "agreement-dropped", "reason", sent, move |tx, act| {
        agreements::drop_it(tx, act, id, &form.reason)
    })
    .await
}
