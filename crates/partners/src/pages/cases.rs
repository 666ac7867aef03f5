//! Cases as the staff see them.

use askama::Template;
use axum::extract::Path;
use kernel::Message;
use people::phone;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{
        Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, Pager, Row, Tab, Table, Tabs, Timeline,
        TimelineItem, Tone,
    },
};
use web::{Answer, Form, Post, Query, Visit};

use super::{
    PER_PAGE, Sent, chosen, errors_in, form, list as partner_list, look, pager, path_of, place, status_of,
};
use crate::{
    EDIT,
    cases::{self, Case, CaseState, CaseStep, Outcome},
    model::Partner,
    partners,
};

const LIST: &str = "/staf/kasus";

/// Where an activity is planned from a proposal, and where one is found that came of it. They stand in the module of
/// activities, which builds on this one.
const PLAN: &str = "/staf/kegiatan/baru?kasus=";
const PLANNED: &str = "/staf/kegiatan/dari/";

fn badge(t: Speech, state: CaseState) -> Badge {
    let key = format!("case-state-{state}");
    let text = t.say(&key);
    match state {
        CaseState::New => Badge::new(Tone::Info, text).icon("LuInbox"),
        CaseState::Triaged | CaseState::InProgress => Badge::new(Tone::Warn, text),
        CaseState::Resolved => Badge::new(Tone::Ok, text),
        CaseState::Refused => Badge::new(Tone::Bad, text),
        CaseState::Closed => Badge::new(Tone::Plain, text).icon("LuArchive"),
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    semua: String,
    hal: u32,
}

#[derive(Template)]
#[template(path = "cases.html")]
struct ListPage {
    page: Page,
    tabs: Tabs,
    table: Table,
    pager: Pager,
}

/// Open cases, the oldest first; or all of them.
pub(super) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let open = asked.semua.is_empty();
    let number = asked.hal.max(1);
    let (found, (n_open, n_all)) = visit
        .read(move |tx| Ok((cases::list(tx, open, place(number, PER_PAGE))?, cases::counts(tx)?)))
        .await?;
    let (t, zone) = (visit.t, visit.act().zone);
    let tab = |key: &str, href: &str, count: i64, current| Tab {
        label: t.say(key).to_owned(),
        href: href.to_owned(),
        current,
        count: u64::try_from(count).ok(),
        ..Tab::default()
    };
    let columns = vec![
        Column::new(t.say("case-title")).head(),
        Column::new(t.say("case-who")),
        Column::new(t.say("case-state")),
    ];
    let mut table = Table::new(t, "kasus", t.say("nav-cases"), columns);
    table.rows = found
        .iter()
        .map(|one| {
            let what = format!("{} · {}", one.code, kind_name(t, &one.kind));
            let opened = Some(t.moment(one.opened_at, &zone));
            Row::new(vec![
                look::link(&format!("{LIST}/{}", one.code), &one.title, &what),
                look::twofold(&one.name, one.organisation.as_deref().unwrap_or_default()),
                look::badged(badge(t, one.state), opened, one.handler_name.as_deref().unwrap_or_default()),
            ])
        })
        .collect();
    table.empty = Some(Empty {
        icon: "LuInbox",
        title: t.say("cases-none").to_owned(),
        text: t.say("cases-none-text").to_owned(),
        action: None,
    });
    let tabs =
        vec![tab("cases-open", LIST, n_open, open), tab("cases-all", "/staf/kasus?semua=1", n_all, !open)];
    let tabs = Tabs { label: t.say("cases-views").to_owned(), tabs };
    let pager = pager(t, number, if open { n_open } else { n_all }, PER_PAGE, |n| {
        format!("{LIST}?{}hal={n}", if open { "" } else { "semua=1&" })
    });
    visit.html(&ListPage { page: visit.staff(t.say("nav-cases")), tabs, table, pager })
}

fn kind_name(t: Speech, kind: &str) -> String {
    t.known(&format!("case-kind-{kind}")).unwrap_or(kind).to_owned()
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    page: Page,
    errors: Errors,
    base: String,
    badge: Badge,
    body: Vec<String>,
    facts: Table,
    answer: Option<String>,
    /// Where to tell the answer oneself, to whom nobody else does.
    tell: Vec<(String, String)>,
    timeline: Timeline,
    can_edit: bool,
    /// Where it may go from here, but for what needs more than a press.
    next: Vec<Choice>,
    may_refuse: bool,
    /// To make a partner of whoever proposes a partnership.
    kinds: Vec<Choice>,
    /// To plan the activity that it proposes.
    plan: Option<String>,
    /// To end it with the partner it concerns, and what is said of that.
    may_resolve: bool,
    resolve: &'static str,
    fields: Vec<Field>,
}

impl CasePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The page of a case.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let today = visit.act().today();
    let (case, steps, partner): (Case, Vec<CaseStep>, Option<Partner>) = visit
        .read(move |tx| {
            let case = cases::by_code(tx, &code)?;
            let partner = match (case.partner, case.outcome_kind.as_deref(), case.outcome) {
                (_, Some("partner"), Some(id)) => Some(partners::one(tx, id.cast(), today)?),
                (Some(partner), _, _) => Some(partners::one(tx, partner, today)?),
                _ => None,
            };
            Ok((case.clone(), cases::steps(tx, case.id)?, partner))
        })
        .await?;
    let (t, zone) = (visit.t, visit.act().zone);
    let text = |text: &Option<String>| Html::from(text.clone().unwrap_or_default());
    let columns = vec![Column::new(t.say("fact")).hidden().head(), Column::new(t.say("fact-value")).hidden()];
    let rows = [
        ("case-code", Html::from(case.code.as_str())),
        ("case-kind", kind_name(t, &case.kind).into()),
        ("case-who", Html::from(case.name.as_str())),
        ("case-organisation", text(&case.organisation)),
        ("party-phone", case.phone.as_deref().map(phone::shown).unwrap_or_default().into()),
        ("party-email", text(&case.email)),
        ("case-opened", t.moment(case.opened_at, &zone).into()),
        ("case-handler", text(&case.handler_name)),
        (
            "case-partner",
            partner
                .as_ref()
                .map(|one| look::link(&path_of(&one.code), &one.name, &one.code))
                .unwrap_or_default(),
        ),
        (
            "case-outcome",
            match (case.outcome_kind.as_deref(), case.outcome) {
                (Some(cases::ACTIVITY), Some(id)) => {
                    look::link(&format!("{PLANNED}{id}"), t.say("case-outcome-activity"), "")
                }
                _ => Html::default(),
            },
        ),
    ];
    let facts = Table {
        rows: rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| Row::new(vec![t.say(key).into(), value]))
            .collect(),
        ..Table::new(t, "data", t.say("case-facts"), columns)
    };
    let item = |step: &CaseStep| TimelineItem {
        when: t.moment(step.at, &zone),
        title: t.say(&format!("case-state-{}", step.state)).to_owned(),
        text: [step.author_name.clone().unwrap_or_default(), step.note.clone().unwrap_or_default()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(": ")
            .into(),
        done: true,
        now: false,
    };
    let easy = [CaseState::Triaged, CaseState::InProgress, CaseState::Closed];
    let next = easy.into_iter().filter(|to| case.state.leads_to(*to));
    let mut page = visit.below(("nav-cases", LIST), case.title.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let can_resolve = case.state.leads_to(CaseState::Resolved);
    let is_activity = case.kind == cases::ACTIVITY;
    let view = CasePage {
        base: format!("{LIST}/{}", case.code),
        badge: badge(t, case.state),
        body: case.body.lines().map(str::to_owned).collect(),
        timeline: Timeline { items: steps.iter().map(item).collect() },
        can_edit: visit.can(EDIT),
        next: next.map(|to| Choice::new(to.as_str(), t.say(&format!("case-go-{to}")))).collect(),
        may_refuse: case.state.leads_to(CaseState::Refused),
        kinds: if can_resolve && case.kind == cases::PARTNERSHIP && partner.is_none() {
            partner_list::kinds(t, "", None)
        } else {
            Vec::new()
        },
        plan: (can_resolve && is_activity).then(|| format!("{PLAN}{}", case.code)),
        may_resolve: can_resolve && partner.is_some(),
        resolve: t.say(if is_activity { "case-go-resolved-otherwise" } else { "case-go-resolved" }),
        fields: vec![
            Field::area(t, "answer", t.say("case-answer"), sent.typed("answer"), 3)
                .hint(t.say("case-answer-hint"))
                .error(sent.errors.of("answer")),
        ],
        tell: if case.state == CaseState::Refused && case.party.is_none() {
            reached(&case)
        } else {
            Vec::new()
        },
        answer: case.answer.clone(),
        facts,
        errors: sent.errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Where whoever asked is reached: where a press leads, and what it says.
fn reached(case: &Case) -> Vec<(String, String)> {
    let call = case.phone.as_deref().map(|number| (format!("tel:{number}"), phone::shown(number)));
    let write = case.email.as_deref().map(|address| (format!("mailto:{address}"), address.to_owned()));
    call.into_iter().chain(write).collect()
}

form! { StepForm { ke, answer } }

/// Moves a case on.
pub(super) async fn advance(post: Post, Path(code): Path<String>, Form(form): Form<StepForm>) -> Answer {
    let (asked, today, sent) = (code.clone(), post.act().today(), form.sent());
    let moved = post
        .write(move |tx, act| {
            let to: CaseState = chosen(&form.ke, "answer", "case-step-unchosen")?;
            let case = cases::by_code(tx, &asked)?;
            // What came of a case about a partner is that partner, until a module makes something else of it.
            let outcome = match (to, case.partner) {
                (CaseState::Resolved, Some(partner)) => {
                    Some(Outcome { kind: "partner", id: partners::one(tx, partner, today)?.party.cast() })
                }
                _ => None,
            };
            cases::advance(tx, act, case.id, to, &form.answer, outcome.as_ref())
        })
        .await;
    match moved {
        Ok(case) => Ok(post.done(&format!("{LIST}/{}", case.code), &Message::new("case-kept"))),
        Err(error) => {
            let errors = errors_in(&post, error, "answer")?;
            draw(&post, code, Sent { errors, ..sent }).await
        }
    }
}

form! { MakeForm { kind } }

/// Makes a partner of whoever proposed a partnership; the case ends with it.
pub(super) async fn make_partner(post: Post, Path(code): Path<String>, Form(form): Form<MakeForm>) -> Answer {
    let asked = code.clone();
    let made = post
        .write(move |tx, act| {
            let kind = chosen(&form.kind, "kind", "partner-kind-unknown")?;
            cases::make_partner(tx, act, &asked, kind)
        })
        .await;
    match made {
        Ok((partner, was_there)) => {
            let key = if was_there { "case-joined-partner" } else { "case-became-partner" };
            let message = Message::new(key).with("name", partner.name.as_str());
            Ok(post.done(&path_of(&partner.code), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "kind")?;
            draw(&post, code, Sent { errors, ..Sent::default() }).await
        }
    }
}
