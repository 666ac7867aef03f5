//! What everybody sees: partners that are shown, creators with their works, and the form of a proposal.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use kernel::{Date, Id};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Page, Speech,
    part::{ErrorSummary, Errors, Field, Guard, Link, Pager},
};
use web::{
    Answer, Failure, Form, Post, Query, Visit,
    open_form::{self, OpenForm, Seal},
};

use super::{form, look, moved, pager, place};
use crate::{
    CASES_PER_DAY,
    agreements::{self, Whole},
    cases::{self, Asked},
    commitments::{self, Kept},
    model::{Kind, Partner, Stage, Unit, Work},
    partners,
    rules::Status,
};

const FORM: OpenForm = OpenForm("usul");

struct Shown {
    href: String,
    name: String,
    kind: String,
    icon: &'static str,
    about: String,
    website: Option<String>,
    works: Vec<Work>,
}

fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::School => "LuSchool",
        Kind::University => "LuGraduationCap",
        Kind::Community => "LuUsers",
        Kind::Creator => "LuPalette",
        Kind::Firm => "LuBuilding",
        Kind::Government => "LuBuilding2",
        Kind::Society => "LuHeart",
        Kind::Media => "LuNewspaper",
        Kind::Publisher => "LuBookOpen",
        Kind::Library => "LuLibrary",
        Kind::Other => "LuHandshake",
    }
}

impl Shown {
    fn of(visit: &Visit, one: &Partner, works: Vec<Work>) -> Self {
        Self {
            href: format!("/mitra/{}", one.code),
            name: one.name.clone(),
            kind: visit.t.say(&format!("partner-kind-{}", one.kind)).to_owned(),
            icon: icon(one.kind),
            about: one.about.clone().unwrap_or_default(),
            website: one.website.clone(),
            works,
        }
    }
}

#[derive(Template)]
#[template(path = "public_partners.html")]
struct ListPage {
    page: Page,
    lead: String,
    all: Vec<Shown>,
    creators: bool,
    pager: Pager,
}

/// How many partners a page of everybody shows.
const TILES: i64 = 24;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Turned {
    pub(super) hal: u32,
}

/// The partners everybody may see.
pub(super) async fn list(visit: Visit, Query(asked): Query<Turned>) -> Answer {
    tiles(&visit, asked.hal.max(1), false).await
}

/// Creators and communities who agreed to be shown, with their works.
pub(super) async fn creators(visit: Visit, Query(asked): Query<Turned>) -> Answer {
    tiles(&visit, asked.hal.max(1), true).await
}

async fn tiles(visit: &Visit, number: u32, creators: bool) -> Answer {
    let today = visit.act().today();
    let (found, count, mut works) = visit
        .read(move |tx| {
            let found = partners::list::public(tx, creators, today, place(number, TILES))?;
            let ids: Vec<_> = found.iter().filter(|_| creators).map(|one| one.party).collect();
            let works = partners::list::works_of(tx, &ids)?;
            Ok((found, partners::list::public_count(tx, creators, today)?, works))
        })
        .await?;
    let all =
        found.iter().map(|one| Shown::of(visit, one, works.remove(&one.party).unwrap_or_default())).collect();
    let (title, lead, path) = match creators {
        true => ("creators-title", "creators-lead", "/kreator"),
        false => ("public-partners-title", "public-partners-lead", "/mitra"),
    };
    let lead = visit.t.say(lead).to_owned();
    let mut page = visit.public(visit.t.say(title));
    page.description = lead.clone();
    let pager = pager(visit.t, number, count, TILES, |n| format!("{path}?hal={n}"));
    visit.html(&ListPage { page, lead, all, creators, pager })
}

#[derive(Template)]
#[template(path = "public_partner.html")]
struct PartnerPage {
    page: Page,
    one: Shown,
    paragraphs: Vec<String>,
    agreed: Vec<String>,
    /// What has been given, in its own units.
    done: Vec<String>,
}

/// What two do together, as a sentence begins, and for how long.
fn together(t: Speech, whole: &Whole, today: Date) -> String {
    let title = &whole.agreement.title;
    let mut letters = title.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let since = whole.periods.first().map(|period| t.date(period.since)).unwrap_or_default();
    match whole.status(today) {
        Status::Active { until, .. } | Status::Ending { until, .. } => t.with(
            "public-together-since",
            &[("title", title.into()), ("since", since.into()), ("until", t.date(until).into())],
        ),
        _ => title,
    }
}

/// What has come of the promises so far, each in a line with what came of it when it was promised before; money and what has not
/// begun are not told.
fn shared(t: Speech, promises: &[Kept]) -> Vec<String> {
    let mut lines: Vec<(&str, Unit, i64)> = Vec::new();
    for Kept { commitment: one, progress } in promises {
        if progress.done <= 0 || one.unit == Unit::Rupiah {
            continue;
        }
        match lines.iter_mut().find(|(about, unit, _)| (*about, *unit) == (one.about.as_str(), one.unit)) {
            // Members stay the same people from one time to the next.
            Some((.., done)) if one.unit == Unit::Memberships => *done = progress.done.max(*done),
            Some((.., done)) => *done += progress.done,
            None => lines.push((one.about.as_str(), one.unit, progress.done)),
        }
    }
    lines.into_iter().map(|(about, unit, done)| format!("{about}: {}", look::amount(t, unit, done))).collect()
}

/// The page of a partner that is shown.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    let (today, asked) = (visit.act().today(), code.clone());
    let countables = visit.app().countables().to_vec();
    let (one, works, agreed, promises) = visit
        .read(move |tx| {
            let one = partners::by_code(tx, &code, today)?;
            let works = partners::works(tx, one.party)?;
            let promises = commitments::of_partner(tx, &countables, one.party, today)?;
            let agreed: Vec<_> = agreements::of_partner(tx, one.party)?
                .into_iter()
                .filter(|whole| whole.status(today).in_force())
                .collect();
            Ok((one, works, agreed, promises))
        })
        .await?;
    // Whom nothing is agreed with any more is shown no longer, whether or not somebody thinks of it.
    if !one.public || one.stage == Stage::Ended {
        return Err(Failure::missing());
    }
    if let Some(there) = moved(&asked, &one, |code| format!("/mitra/{code}")) {
        return Ok(there);
    }
    let t = visit.t;
    let mut page = visit.public(one.name.as_str());
    page.crumbs =
        vec![Link::new(t.say("nav-public-partners"), "/mitra"), Link::new(one.name.as_str(), String::new())];
    let shown = Shown::of(&visit, &one, works);
    page.description = shown.about.chars().take(160).collect();
    let view = PartnerPage {
        paragraphs: shown.about.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        agreed: agreed.iter().map(|whole| together(t, whole, today)).collect(),
        done: shared(t, &promises),
        one: shown,
        page,
    };
    visit.html(&view)
}

form! { ProposalForm { cap, title, body, name, organisation, phone, email, situs } }

#[derive(Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    page: Page,
    errors: Errors,
    guard: Guard,
    fields: Vec<Field>,
    /// The code of the case, once it was sent.
    sent: Option<String>,
}

impl ProposalPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The form of a proposal.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &ProposalForm::default(), Errors::new(), None)
}

fn draw(
    visit: &Visit,
    status: StatusCode,
    form: &ProposalForm,
    errors: Errors,
    sent: Option<String>,
) -> Answer {
    let t = visit.t;
    let text = |name, key, value: &str| Field::text(t, name, t.say(key), value).error(errors.of(name));
    let fields = vec![
        text("organisation", "proposal-organisation", &form.organisation)
            .hint(t.say("proposal-organisation-hint"))
            .autocomplete("organization")
            .optional(),
        text("title", "proposal-title-field", &form.title).hint(t.say("proposal-title-hint")),
        Field::area(t, "body", t.say("proposal-body"), form.body.as_str(), 6)
            .hint(t.say("proposal-body-hint"))
            .error(errors.of("body")),
        text("name", "proposal-name", &form.name).autocomplete("name"),
        text("phone", "party-phone-whatsapp", &form.phone)
            .kind("tel")
            .hint(t.say("proposal-phone-hint"))
            .autocomplete("tel")
            .medium()
            .optional(),
        text("email", "party-email", &form.email).kind("email").autocomplete("email").medium().optional(),
    ];
    let title = if sent.is_some() { "proposal-sent-title" } else { "proposal-title" };
    let mut page = visit.public(t.say(title));
    page.failed = !errors.is_empty();
    let guard = open_form::guard(visit, &form.cap);
    web::unkept(visit.html_as(status, &ProposalPage { page, errors, guard, fields, sent }))
}

/// A proposal was sent: it becomes a case.
pub(super) async fn submit(post: Post, headers: HeaderMap, Form(form): Form<ProposalForm>) -> Answer {
    let asked = Asked {
        title: form.title.clone(),
        body: form.body.clone(),
        name: form.name.clone(),
        organisation: form.organisation.clone(),
        phone: form.phone.clone(),
        email: form.email.clone(),
        party: post.account().map(|account| account.person),
        partner: None,
    };
    let mut errors = Errors::new();
    for reason in cases::objections(&asked) {
        errors.add(reason.field.unwrap_or("title"), post.tell(&reason.message));
    }
    if !errors.is_empty() {
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None);
    }
    let seal = Seal { cap: &form.cap, situs: &form.situs };
    let opened = FORM
        .take(&post, &headers, seal, move |tx, act, key| {
            let most = CASES_PER_DAY.number(tx)?;
            cases::open(tx, act, cases::PARTNERSHIP, key, &asked, most)
        })
        .await;
    match opened {
        Ok(code) => draw(&post, StatusCode::OK, &form, errors, Some(code)),
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "title");
            draw(&post, open_form::status_of(&refusal), &form, errors, None)
        }
    }
}

/// A case of this partner as the portal opens it.
pub(super) fn key_of(cap: &str, partner: Id<kernel::Person>) -> String {
    format!("usul {partner} {cap}")
}
