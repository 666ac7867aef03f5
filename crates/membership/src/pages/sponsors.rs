//! Partners that carry memberships: what is agreed with them, and how many they carry.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Link, Row, Stat, Table},
};
use web::{Access, Answer, Form, Post, Routes, Visit};

use super::{all_plans, plan_named, rollover, rosters, vouchers};
use crate::{
    PLANS, Plan, consent_lists,
    rosters::{
        State, last, listed, move_up,
        submissions::{self, Fate},
        undo,
    },
    sponsorships::{self, Agreement, SeatOrder, Sponsorship},
};
use people::pages::{errors_of, refusal_in};

/// Where partners are listed.
pub(super) const LIST: &str = "/staf/mitra-keanggotaan";

/// The routes of partners and their lists.
pub(super) fn routes() -> Routes {
    let plans = Access::Can(PLANS);
    Routes::new()
        .get("/staf/mitra-keanggotaan", plans, list)
        .get("/staf/mitra-keanggotaan/baru", plans, blank)
        .post("/staf/mitra-keanggotaan/baru", plans, begin)
        .get("/staf/mitra-keanggotaan/{id}", plans, page)
        .get("/staf/mitra-keanggotaan/{id}/ubah", plans, edit)
        .post("/staf/mitra-keanggotaan/{id}/ubah", plans, change)
        .post("/staf/mitra-keanggotaan/{id}/kiriman/{submission}", plans, rosters::open)
        .post("/staf/mitra-keanggotaan/{id}/kiriman/{submission}/tolak", plans, rosters::refuse)
        .post("/staf/mitra-keanggotaan/{id}/batalkan", plans, rosters::undo)
        .post("/staf/mitra-keanggotaan/{id}/daftar", plans, rosters::upload)
        .get("/staf/mitra-keanggotaan/{id}/daftar/{file}", plans, rosters::look)
        .post("/staf/mitra-keanggotaan/{id}/daftar/{file}", plans, rosters::apply)
        .get("/staf/mitra-keanggotaan/{id}/daftar/{file}/ragu", plans, rosters::doubtful)
        .get("/staf/mitra-keanggotaan/{id}/tahun-ajaran", plans, rollover::page)
        .post("/staf/mitra-keanggotaan/{id}/tahun-ajaran", plans, rollover::submit)
        .get("/staf/mitra-keanggotaan/{id}/voucer", plans, vouchers::list)
        .post("/staf/mitra-keanggotaan/{id}/voucer", plans, vouchers::make)
        .get("/staf/mitra-keanggotaan/{id}/voucer/{batch}", plans, vouchers::batch)
        .post("/staf/mitra-keanggotaan/{id}/voucer/{batch}/batalkan", plans, vouchers::void)
        .post("/staf/mitra-keanggotaan/{id}/voucer/{batch}/hidupkan", plans, vouchers::unvoid)
        .get("/staf/mitra-keanggotaan/{id}/voucer/{batch}/cetak.pdf", plans, vouchers::print)
}

/// Where a partner's page is.
pub(super) fn path_of(id: Id<Sponsorship>) -> String {
    format!("{LIST}/{id}")
}

pub(super) fn below(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs =
        vec![Link::new(visit.t.say("nav-sponsors"), LIST), Link::new(page.title.clone(), String::new())];
    page
}

#[derive(Template)]
#[template(path = "sponsors.html")]
struct ListPage {
    page: Page,
    table: Table,
}

/// Every partner.
async fn list(visit: Visit) -> Answer {
    let today = visit.act().today();
    let (all, plans) = visit
        .read(move |tx| {
            let mut all = Vec::new();
            for one in sponsorships::all(tx)? {
                let seats = sponsorships::seats(tx, one.id, today)?;
                all.push((one, seats));
            }
            Ok((all, crate::plans::all(tx)?))
        })
        .await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("sponsor-name")).head(),
        Column::new(t.say("member-plan")),
        Column::new(t.say("sponsor-carried")).numeric(),
        Column::new(t.say("sponsor-waiting")).numeric(),
    ];
    let mut table = Table::new(t, "mitra", t.say("nav-sponsors"), columns);
    table.empty = Some(Empty {
        icon: "LuBuilding2",
        title: t.say("sponsors-none").to_owned(),
        text: t.say("sponsors-none-text").to_owned(),
        action: None,
    });
    table.rows = all
        .into_iter()
        .map(|(one, seats)| {
            Row::new(vec![
                link(&path_of(one.id), &one.name),
                plan_named(t, &plans, &one.plan).into(),
                carried(t, &one, seats.taken).into(),
                t.int(seats.waiting).into(),
            ])
        })
        .collect();
    visit.html(&ListPage { page: visit.staff(t.say("nav-sponsors")), table })
}

pub(super) fn carried(t: Speech, one: &Sponsorship, taken: i64) -> String {
    one.seats.map_or_else(|| t.int(taken), |seats| format!("{} / {}", t.int(taken), t.int(seats)))
}

#[derive(Template)]
#[template(path = "sponsor.html")]
struct SponsorPage {
    page: Page,
    errors: Errors,
    base: String,
    stats: Vec<Stat>,
    last: Option<String>,
    /// Where the last list is taken back, while it can be.
    undo: Option<String>,
    /// The list that the partner sent and that waits: which, and what it is.
    sent: Option<(String, String)>,
    /// Of how many the partner can confirm the consent of their parents, in a sentence, and where.
    owing: Option<(String, String)>,
    table: Table,
}

impl SponsorPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// How many rows of the list its partner's page shows.
const SHOWN: usize = 200;

async fn page(visit: Visit, Path(id): Path<Id<Sponsorship>>) -> Answer {
    draw_page(&visit, StatusCode::OK, id, Errors::new()).await
}

/// A partner: seats, list, and where the next list is sent.
pub(super) async fn draw_page(
    visit: &Visit,
    status: StatusCode,
    id: Id<Sponsorship>,
    errors: Errors,
) -> Answer {
    let act = visit.act();
    let today = act.today();
    let asked = act.clone();
    let may_confirm = visit.can(people::EDIT);
    let (one, seats, last, rows, sent, undoable, owing) = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, id)?;
            let sent = submissions::of(tx, id)?.into_iter().find(|one| one.state == Fate::Waiting);
            let undoable = undo::is_possible(tx, &asked, id)?;
            let owing = if may_confirm { consent_lists::owing(tx, &asked, one.partner)?.len() } else { 0 };
            let (seats, last) = (sponsorships::seats(tx, id, today)?, last(tx, id)?);
            Ok((one, seats, last, listed(tx, id)?, sent, undoable, owing))
        })
        .await?;
    let t = visit.t;
    let stat = |key: &str, value: String| Stat { label: t.say(key).to_owned(), value, ..Stat::default() };
    let columns = vec![
        Column::new(t.say("member-name")).head(),
        Column::new(t.say("roster-number")),
        Column::new(t.say("roster-class")),
        Column::new(t.say("member-standing")),
    ];
    let mut table = Table::new(t, "daftar", t.say("roster-title"), columns);
    visit.looks_at_all(rows.iter().take(SHOWN).filter_map(|row| row.person), Sight::List);
    table.rows = rows
        .into_iter()
        .take(SHOWN)
        .map(|row| {
            let name = match row.person {
                Some(person) => link(&people::pages::path_of(person), &row.name),
                None => row.name.clone().into(),
            };
            let state = match (row.state, row.basis_until) {
                (State::Gone, Some(until)) => t.about("roster-gone-until", t.date(until)),
                (state, _) => t.say(&format!("roster-state-{state}")).to_owned(),
            };
            let text = |text: Option<String>| Html::from(text.unwrap_or_default());
            Row::new(vec![name, text(row.number), text(row.class), state.into()])
        })
        .collect();
    let mut page = below(visit, one.name.as_str());
    page.failed = !errors.is_empty();
    let view = SponsorPage {
        stats: vec![
            stat("sponsor-carried", carried(t, &one, seats.taken)),
            stat("sponsor-waiting", t.int(seats.waiting)),
            stat("sponsor-promised", t.int(seats.promised)),
        ],
        undo: last.as_ref().filter(|_| undoable).map(|last| rosters::undo_path(id, last.version)),
        last: last.map(|last| {
            let (key, when) = match last.undone_at {
                Some(at) => ("roster-last-undone", at),
                None => ("roster-last", last.applied_at),
            };
            t.with(key, &[("file", last.file.into()), ("when", t.moment(when, &act.zone).into())])
        }),
        sent: sent.map(|sent| {
            let text = t.with(
                "roster-sent",
                &[
                    ("file", sent.name.into()),
                    ("name", sent.sender_name.unwrap_or_default().into()),
                    ("when", t.moment(sent.sent_at, &act.zone).into()),
                ],
            );
            (sent.id.to_string(), text)
        }),
        owing: (owing > 0)
            .then(|| (t.count("sponsor-consents", owing as i64), super::consents::path(one.partner))),
        base: path_of(id),
        table,
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// What is typed of an agreement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementForm {
    partner: String,
    name: String,
    plan: String,
    since_day: String,
    since_month: String,
    since_year: String,
    until_day: String,
    until_month: String,
    until_year: String,
    seats: String,
    seat_order: String,
    grace_days: String,
    domain: String,
}

impl AgreementForm {
    fn since(&self) -> DateParts {
        let (day, month, year) = (self.since_day.clone(), self.since_month.clone(), self.since_year.clone());
        DateParts { day, month, year }
    }

    fn until(&self) -> DateParts {
        let (day, month, year) = (self.until_day.clone(), self.until_month.clone(), self.until_year.clone());
        DateParts { day, month, year }
    }

    fn blank(today: Date) -> Self {
        let since = DateParts::from(today);
        Self {
            since_day: since.day,
            since_month: since.month,
            since_year: since.year,
            grace_days: "30".to_owned(),
            ..Self::default()
        }
    }

    fn of(one: Sponsorship) -> Self {
        let until = one.until.map(DateParts::from).unwrap_or_default();
        Self {
            partner: one.partner.to_string(),
            name: one.name,
            plan: one.plan,
            until_day: until.day,
            until_month: until.month,
            until_year: until.year,
            seats: one.seats.map(|seats| seats.to_string()).unwrap_or_default(),
            seat_order: one.seat_order.as_str().to_owned(),
            grace_days: one.grace_days.to_string(),
            domain: one.domain.unwrap_or_default(),
            ..Self::blank(one.since)
        }
    }

    /// What was typed, where all of it can be read.
    fn read(&self) -> Result<Agreement, Refusal> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        let partner: Option<Id<Person>> = self.partner.parse().ok();
        if partner.is_none() {
            object("partner", "sponsor-partner-unknown");
        }
        let (since, until) = (self.since().read(), self.until().read());
        if since.is_none() {
            object("since", "member-born-unreadable");
        }
        if until.is_none() && !self.until().is_empty() {
            object("until", "member-born-unreadable");
        }
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let seats = number(&self.seats);
        if seats.is_none() && !self.seats.trim().is_empty() {
            object("seats", "sponsor-seats-unreadable");
        }
        let grace = number(&self.grace_days);
        if grace.is_none() {
            object("grace_days", "sponsor-grace-unreadable");
        }
        let order = SeatOrder::ALL.iter().copied().find(|order| order.as_str() == self.seat_order);
        match (partner, since, grace) {
            (Some(partner), Some(since), Some(grace_days)) if reasons.is_empty() => Ok(Agreement {
                partner,
                name: self.name.clone(),
                plan: self.plan.clone(),
                since,
                until,
                seats,
                seat_order: order.unwrap_or(SeatOrder::Roster),
                grace_days,
                domain: self.domain.clone(),
            }),
            _ => Err(Refusal { kind: Kind::Invalid, reasons }),
        }
    }

    fn fields(
        &self,
        t: Speech,
        partners: &[(Id<Person>, String)],
        plans: &[Plan],
        errors: &Errors,
    ) -> Vec<Field> {
        let partner = |(id, name): &(Id<Person>, String)| {
            let id = id.to_string();
            let chosen = id == self.partner;
            Choice::new(id, name.as_str()).chosen(chosen)
        };
        let plan = |plan: &Plan| {
            Choice::new(plan.code.as_str(), super::plan_name(t, plan)).chosen(plan.code == self.plan)
        };
        let order = |order: &SeatOrder| {
            Choice::new(order.as_str(), t.say(&format!("seat-order-{order}")))
                .chosen(order.as_str() == self.seat_order)
        };
        let open = plans.iter().filter(|plan| !plan.closed || plan.code == self.plan);
        vec![
            Field::select(t, "partner", t.say("sponsor-partner"), partners.iter().map(partner).collect())
                .hint(t.say("sponsor-partner-hint")),
            Field::text(t, "name", t.say("sponsor-name"), self.name.as_str())
                .hint(t.say("sponsor-name-hint")),
            Field::select(t, "plan", t.say("member-plan"), open.map(plan).collect()),
            Field::date(t, "since", t.say("sponsor-since"), self.since()),
            Field::date(t, "until", t.say("sponsor-until"), self.until()).optional(),
            Field::text(t, "seats", t.say("sponsor-seats"), self.seats.as_str())
                .hint(t.say("sponsor-seats-hint"))
                .digits()
                .short()
                .optional(),
            Field::select(
                t,
                "seat_order",
                t.say("sponsor-order"),
                SeatOrder::ALL.iter().map(order).collect(),
            ),
            Field::text(t, "grace_days", t.say("sponsor-grace"), self.grace_days.as_str())
                .hint(t.say("sponsor-grace-hint"))
                .digits()
                .short(),
            Field::text(t, "domain", t.say("sponsor-domain"), self.domain.as_str())
                .hint(t.say("sponsor-domain-hint"))
                .medium()
                .optional(),
        ]
        .into_iter()
        .zip(["partner", "name", "plan", "since", "until", "seats", "seat_order", "grace_days", "domain"])
        .map(|(field, name)| field.error(errors.of(name)))
        .collect()
    }
}

#[derive(Template)]
#[template(path = "sponsor_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    back: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

async fn draw_form(
    visit: &Visit,
    form: &AgreementForm,
    errors: Errors,
    of: Option<Id<Sponsorship>>,
) -> Answer {
    let (partners, plans) = (visit.read(sponsorships::partners).await?, all_plans(visit).await?);
    let mut page = below(visit, visit.t.say(if of.is_some() { "sponsor-change" } else { "sponsor-new" }));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let fields = form.fields(visit.t, &partners, &plans, &errors);
    let back = of.map_or_else(|| LIST.to_owned(), path_of);
    visit.html_as(status, &FormPage { page, errors, fields, back })
}

async fn blank(visit: Visit) -> Answer {
    draw_form(&visit, &AgreementForm::blank(visit.act().today()), Errors::new(), None).await
}

async fn edit(visit: Visit, Path(id): Path<Id<Sponsorship>>) -> Answer {
    let one = visit.read(move |tx| sponsorships::one(tx, id)).await?;
    draw_form(&visit, &AgreementForm::of(one), Errors::new(), Some(id)).await
}

async fn begin(post: Post, Form(form): Form<AgreementForm>) -> Answer {
    keep(post, form, None).await
}

async fn change(post: Post, Path(id): Path<Id<Sponsorship>>, Form(form): Form<AgreementForm>) -> Answer {
    keep(post, form, Some(id)).await
}

/// Keeps an agreement; more seats let those move up who wait.
async fn keep(post: Post, form: AgreementForm, of: Option<Id<Sponsorship>>) -> Answer {
    let kept = match form.read() {
        Ok(agreement) => {
            post.write(move |tx, act| match of {
                None => sponsorships::begin(tx, act, &agreement),
                Some(id) => {
                    let after = sponsorships::change(tx, act, id, &agreement)?;
                    move_up(tx, act, id)?;
                    Ok(after)
                }
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match kept {
        Ok(one) => {
            let message = Message::new("sponsor-kept").with("name", one.name.as_str());
            Ok(post.done(&path_of(one.id), &message))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw_form(&post, &form, errors, of).await
        }
    }
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: &'a str,
    name: &'a str,
}

pub(super) fn link(href: &str, name: &str) -> Html {
    Html::of(&Named { href, name })
}
