//! A partner: stage, agreements, promised against done, people, notes, documents, health. Its forms are in [`fields`], what
//! they send in [`deeds`].

mod deeds;
mod fields;

use askama::Template;
use axum::extract::Path;
pub(super) use deeds::{add_contact, add_work, contact_again, end_contact, keep_document, note, remove_work};
pub(super) use fields::document_fields;
use fields::{contact_fields, note_fields, work_fields};
use kernel::{Date, Timestamp};
use people::phone;
use platform::{audit, audit::Past};
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, ErrorSummary, Errors, Field, Row, Table, Timeline, TimelineItem},
};
use web::{Answer, Encounter, Visit};

use super::{Sent, agreement_path, form_key, history, list, look, moved, named, path_of, status_of};
use crate::{
    EDIT,
    agreements::{self, Whole},
    cases::{self, Case},
    commitments::{self, Kept},
    documents, encounters,
    health::{self, Health},
    model::{Document, Kind, Note, Paper, Partner, Stage, State, Work},
    partners::{self, Contact},
    rules::stages::{self, Trace, Turn},
};

/// How much of what happened a page shows.
const SHOWN: i64 = 30;

#[derive(Template)]
#[template(path = "partner.html")]
struct PartnerPage {
    page: Page,
    errors: Errors,
    base: String,
    once: String,
    can_edit: bool,
    stage: Badge,
    /// The stage that people say, where they do.
    said: &'static str,
    stages: Vec<Choice>,
    health: Badge,
    signs: Vec<(Badge, String)>,
    hanging: Vec<String>,
    facts: Table,
    agreements: Table,
    promises: Vec<look::PromiseLine>,
    /// What is said where there is none.
    no_contact: &'static str,
    contacts: Vec<ContactLine>,
    works: Vec<Work>,
    /// Whether it is one whose works are looked for.
    shows_works: bool,
    documents: Vec<DocumentLine>,
    cases: Vec<(String, String, String)>,
    timeline: Timeline,
    note: Vec<Field>,
    contact: Vec<Field>,
    work: Vec<Field>,
    document: Vec<Field>,
    public_href: String,
}

struct ContactLine {
    id: String,
    name: String,
    href: String,
    role: String,
    phone: String,
    /// Where a tap on the number leads.
    call: String,
    email: String,
    span: String,
    going: bool,
}

pub(super) struct DocumentLine {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) facts: String,
}

impl PartnerPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    /// Whether a form is shown at once: something in it is wrong.
    fn is_open_for(&self, fields: &[Field]) -> bool {
        fields.iter().any(Field::is_wrong)
    }
}

struct Seen {
    agreements: Vec<Whole>,
    promises: Vec<Kept>,
    contacts: Vec<Contact>,
    notes: Vec<Note>,
    encounters: Vec<Encounter>,
    works: Vec<Work>,
    documents: Vec<Document>,
    cases: Vec<Case>,
    history: Vec<Past>,
    health: Health,
    hanging: Vec<(&'static str, i64)>,
    party: people::Party,
}

/// The page of a partner.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    let partner = named(&visit, code.clone()).await?;
    if let Some(there) = moved(&code, &partner, path_of) {
        return Ok(there);
    }
    draw(&visit, partner, Sent::default()).await
}

async fn seen(visit: &Visit, one: &Partner) -> store::Result<Seen> {
    let (act, partner) = (visit.act(), one.clone());
    let known = visit.app().facts().clone();
    visit
        .read(move |tx| {
            let (party, today) = (partner.party, act.today());
            let mut hanging = Vec::new();
            for one in &known.dependents {
                hanging.push((one.key, (one.count)(tx, party, today)?));
            }
            Ok(Seen {
                agreements: agreements::of_partner(tx, party)?,
                promises: commitments::of_partner(tx, &known.countables, party, today)?,
                contacts: partners::contacts(tx, party)?,
                notes: partners::notes(tx, party, SHOWN)?,
                encounters: encounters::latest(tx, &known, party, &act, SHOWN)?,
                works: partners::works(tx, party)?,
                documents: documents::of(tx, party)?,
                cases: cases::of_partner(tx, party, (20, 0))?,
                history: history::latest_first(audit::history(tx, party, SHOWN)?),
                health: health::judge(&health::facts(tx, &known, &partner, &act)?),
                hanging,
                party: people::parties::one(tx, party)?,
            })
        })
        .await
}

pub(super) async fn draw(visit: &Visit, one: Partner, sent: Sent) -> Answer {
    let seen = seen(visit, &one).await?;
    let (t, today) = (visit.t, visit.act().today());
    let mut page = visit.below(("nav-partners", "/staf/mitra"), one.name.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let in_force = seen.agreements.iter().any(|whole| whole.status(today).in_force());
    let view = PartnerPage {
        base: path_of(&one.code),
        once: form_key(),
        can_edit: visit.can(EDIT),
        stage: look::stage(t, one.stage),
        said: one.stage.as_str(),
        stages: list::said(t, one.stage),
        health: look::sign(t, seen.health.sign),
        signs: signs(visit, &seen.health),
        hanging: seen
            .hanging
            .iter()
            .filter(|(_, n)| *n > 0 && in_force)
            .map(|(key, n)| t.count(&format!("dependent-{}", key.replace('.', "-")), *n))
            .collect(),
        facts: facts(t, &one, &seen.party, today),
        agreements: look::agreements(t, "kesepakatan", &seen.agreements, today, |whole| {
            agreement_path(whole.agreement.id)
        }),
        promises: look::promises(t, &seen.promises, |kept| Some(agreement_path(kept.commitment.agreement))),
        // A person speaks for themselves.
        no_contact: t.say(match seen.party.kind {
            people::PartyKind::Person => "contacts-none-but-itself",
            _ => "contacts-none",
        }),
        contacts: seen.contacts.iter().map(|contact| contact_line(t, contact, today)).collect(),
        documents: seen
            .documents
            .iter()
            .map(|document| document_line(t, document, format!("/staf/dokumen/{}", document.id), true))
            .collect(),
        cases: seen
            .cases
            .iter()
            .map(|case| {
                let state = t.say(&format!("case-state-{}", case.state)).to_owned();
                (format!("/staf/kasus/{}", case.code), format!("{}: {}", case.code, case.title), state)
            })
            .collect(),
        timeline: timeline(visit, &seen),
        note: note_fields(t, &sent, today),
        contact: contact_fields(t, &sent, today),
        work: work_fields(t, &sent),
        document: document_fields(t, &sent, &seen.agreements),
        shows_works: !seen.works.is_empty() || matches!(one.kind, Kind::Creator | Kind::Community),
        works: seen.works,
        public_href: if one.public { format!("/mitra/{}", one.code) } else { String::new() },
        errors: sent.errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Every sign of a judgement with its reason.
pub(super) fn signs(visit: &Visit, health: &Health) -> Vec<(Badge, String)> {
    health.reasons.iter().map(|(sign, message)| (look::sign(visit.t, *sign), visit.tell(message))).collect()
}

fn facts(t: Speech, one: &Partner, party: &people::Party, today: Date) -> Table {
    let columns = vec![Column::new(t.say("fact")).hidden().head(), Column::new(t.say("fact-value")).hidden()];
    let register = look::link(&people::pages::path_of(one.party), t.say("partner-register-entry"), "");
    let text = |text: &Option<String>| Html::from(text.clone().unwrap_or_default());
    let rows = [
        ("partner-code", Html::from(one.code.as_str())),
        ("partner-kind", t.say(&format!("partner-kind-{}", one.kind)).into()),
        ("partner-owner", text(&one.owner_name)),
        ("partner-next", list::next_step(t, one, today).into()),
        ("party-phone", party.phone.as_deref().map(phone::shown).unwrap_or_default().into()),
        ("party-email", text(&party.email)),
        ("party-address", text(&party.address)),
        ("partner-website", one.website.as_deref().map(|to| look::link(to, to, "")).unwrap_or_default()),
        ("partner-since", t.date(one.since).into()),
        ("partner-public", t.say(if one.public { "setting-yes" } else { "setting-no" }).into()),
        ("partner-register", register),
    ];
    Table {
        rows: rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| Row::new(vec![t.say(key).into(), value]))
            .collect(),
        ..Table::new(t, "data", t.say("partner-facts"), columns)
    }
}

fn contact_line(t: Speech, one: &Contact, today: Date) -> ContactLine {
    let relation = &one.relation;
    let span = match (relation.since, relation.until) {
        (_, Some(until)) => t.about("contact-until", t.date(until)),
        (Some(since), None) => t.about("contact-since", t.date(since)),
        (None, None) => String::new(),
    };
    ContactLine {
        id: relation.id.to_string(),
        name: relation.name.clone(),
        href: people::pages::path_of(relation.other),
        role: relation.note.clone().unwrap_or_default(),
        phone: one.phone.as_deref().map(phone::shown).unwrap_or_default(),
        call: one.phone.as_deref().map(phone::link).unwrap_or_default(),
        email: one.email.clone().unwrap_or_default(),
        span,
        going: relation.until.is_none_or(|until| until >= today),
    }
}

/// A document as a line that leads to its file.
pub(super) fn document_line(t: Speech, one: &Document, href: String, staff: bool) -> DocumentLine {
    let kind = t.say(&format!("document-kind-{}", one.kind)).to_owned();
    let size = t.with("document-size", &[("n", t.int((one.size / 1024).max(1)).into())]);
    let seen = match (staff, one.shared) {
        (false, _) => String::new(),
        (true, true) => t.say("document-shared").to_owned(),
        (true, false) => t.say("document-not-shared").to_owned(),
    };
    let facts = [kind, size, seen];
    DocumentLine {
        href,
        title: one.title.clone(),
        facts: facts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

/// The changes of stage that the agreements brought about, in order; those that people said stand in the history.
fn turns(visit: &Visit, seen: &Seen) -> Vec<Turn> {
    let act = visit.act();
    let day = |at: Timestamp| at.to_zoned_datetime(act.zone.clone()).date();
    let trace = |whole: &Whole| {
        let one = &whole.agreement;
        Trace {
            begun: day(one.created_at),
            signed_on: one.signed_on,
            dropped_on: (one.state == State::Dropped).then(|| day(one.changed_at)),
            ended_on: one.ended_on,
            periods: whole.periods.clone(),
        }
    };
    // An addendum changes periods, which its agreement has.
    let agreed = seen.agreements.iter().filter(|whole| whole.agreement.kind != Paper::Addendum);
    let traces: Vec<Trace> = agreed.map(trace).collect();
    let said: Vec<(Date, Stage)> = seen
        .history
        .iter()
        .rev()
        .filter_map(|past| history::stage_said(past).map(|stage| (day(past.at), stage)))
        .collect();
    stages::turns(&traces, &said, act.today())
}

/// Notes, what was done and what was agreed, in one order, the latest first.
fn timeline(visit: &Visit, seen: &Seen) -> Timeline {
    let (t, zone) = (visit.t, visit.act().zone);
    let note = |one: &Note| {
        let title = t.say(&format!("means-{}", one.way)).to_owned();
        let text = match &one.author_name {
            Some(author) => format!("{} — {author}", one.text),
            None => one.text.clone(),
        };
        (one.day, TimelineItem { when: t.date(one.day), title, text: text.into(), ..TimelineItem::default() })
    };
    let past = |one: &Past| {
        let day = one.at.to_zoned_datetime(zone.clone()).date();
        (day, history::item(visit, one, t.date(day)))
    };
    // Notes are told with their words; reviews, opinions and files, beginnings and ends with those of the history.
    let encounter = |one: &Encounter| {
        let text = visit.tell(&one.what);
        (one.day, TimelineItem { when: t.date(one.day), title: text, ..TimelineItem::default() })
    };
    let is_told =
        |key| matches!(key, "encounter-note" | "encounter-review" | "encounter-opinion" | "encounter-file");
    let met = seen.encounters.iter().filter(|one| !is_told(one.what.key));
    let ended = |whole: &Whole| {
        let one = &whole.agreement;
        let why = one.end_reason.as_ref().map(|why| format!("{} · {} · {why}", one.number, one.title));
        one.ended_on.map(|day| {
            let title = t.say("audit-agreement-terminated").to_owned();
            let text = why.unwrap_or_default().into();
            (day, TimelineItem { when: t.date(day), title, text, ..TimelineItem::default() })
        })
    };
    let turn = |turn: Turn| {
        let name = |stage: Stage| t.say(&format!("stage-{stage}")).to_owned();
        let text = match turn.from {
            Some(from) => format!("{} → {}", name(from), name(turn.to)),
            None => name(turn.to),
        };
        let title = t.say("partner-stage").to_owned();
        (
            turn.day,
            TimelineItem { when: t.date(turn.day), title, text: text.into(), ..TimelineItem::default() },
        )
    };
    let mut items: Vec<(Date, TimelineItem)> = turns(visit, seen)
        .into_iter()
        .rev()
        .map(turn)
        .chain(seen.notes.iter().map(note))
        .chain(seen.history.iter().map(past))
        .chain(met.map(encounter))
        .chain(seen.agreements.iter().filter_map(ended))
        .collect();
    items.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    Timeline { items: items.into_iter().map(|(_, item)| TimelineItem { done: true, ..item }).collect() }
}
