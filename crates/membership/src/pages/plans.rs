//! Kinds of membership as sentences, and a form that changes them: first it tells whom the change touches.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Kind, Message, Reason, Refusal, Rupiah};
use ui::{
    Page, Speech,
    part::{Choice, ErrorSummary, Errors, Field, Link},
};
use web::{Access, Answer, Form, Post, Routes, Visit};

use super::plan_name;
use crate::{
    Ground, PLANS, Plan,
    plans::{self, Terms, Touched},
};
use people::pages::{errors_of, refusal_in};

const LIST: &str = "/staf/jenis-anggota";

/// The routes of the kinds of membership.
pub(super) fn routes() -> Routes {
    let can = Access::Can(PLANS);
    Routes::new()
        .get("/staf/jenis-anggota", can, list)
        .get("/staf/jenis-anggota/baru", can, blank)
        .post("/staf/jenis-anggota/baru", can, begin)
        .get("/staf/jenis-anggota/{code}", can, edit)
        .post("/staf/jenis-anggota/{code}", can, submit)
}

#[derive(Template)]
#[template(path = "plans.html")]
struct ListPage {
    page: Page,
    plans: Vec<Told>,
}

/// A plan in words.
struct Told {
    name: String,
    sentence: String,
    href: String,
    /// What it gives in other modules, with where that is changed.
    benefits: Vec<(String, &'static str)>,
}

async fn list(visit: Visit) -> Answer {
    let (t, benefits) = (visit.t, visit.app().benefits().to_vec());
    let (all, benefits) = visit
        .read(move |tx| {
            let mut all = Vec::new();
            for plan in plans::all(tx)? {
                let grounds = plans::grounds(tx, &plan.code)?;
                all.push((plan, grounds));
            }
            let mut given = Vec::new();
            for benefit in benefits {
                given.push((benefit.href, (benefit.say)(tx, t)?));
            }
            Ok((all, given))
        })
        .await?;
    let of = |code: &str| {
        let said = |(href, all): &(&'static str, Vec<(String, String)>)| {
            let (_, sentence) = all.iter().find(|(plan, _)| plan == code)?;
            Some((sentence.clone(), *href))
        };
        benefits.iter().filter_map(said).collect()
    };
    let told = |(plan, grounds): &(Plan, Vec<Ground>)| Told {
        name: plan_name(t, plan),
        sentence: sentence(t, plan, grounds),
        href: format!("{LIST}/{}", plan.code),
        benefits: of(&plan.code),
    };
    visit.html(&ListPage { plans: all.iter().map(told).collect(), page: visit.staff(t.say("nav-plans")) })
}

/// What a plan is, in one sentence.
fn sentence(t: Speech, plan: &Plan, grounds: &[Ground]) -> String {
    let age = match (plan.age_from, plan.age_to) {
        (None, None) => t.say("plan-says-any-age").to_owned(),
        (Some(from), None) => t.count("plan-says-from-age", from),
        (None, Some(to)) => t.count("plan-says-to-age", to),
        (Some(from), Some(to)) => t.with("plan-says-ages", &[("from", from.into()), ("to", to.into())]),
    };
    let term = plan
        .months
        .map_or_else(|| t.say("plan-says-no-end").to_owned(), |months| t.count("plan-says-months", months));
    let price = match plan.price {
        Rupiah(0) => t.say("plan-says-free").to_owned(),
        Rupiah(price) => t.about("plan-says-price", t.rupiah(price)),
    };
    let mut parts = vec![age, term, price];
    if plan.room_hours > 0 {
        parts.push(t.count("plan-says-rooms", plan.room_hours));
    }
    if plan.computer_minutes > 0 {
        parts.push(t.count("plan-says-computers", plan.computer_minutes));
    }
    match plan.own_renewal_days {
        Some(days) if plan.months.is_some() => parts.push(t.count("plan-says-own-renewal", days)),
        _ => {}
    }
    if plan.closed {
        parts.push(t.say("plan-says-closed").to_owned());
    }
    let grounds: Vec<String> =
        grounds.iter().map(|ground| t.say(&format!("ground-{ground}")).to_owned()).collect();
    format!("{}. {}", parts.join(", "), t.about("plan-says-grounds", t.list(&grounds)))
}

/// The fields as they were sent; a group of checks comes once for each answer.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn of(plan: &Plan, grounds: &[Ground]) -> Self {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut fields = vec![
            ("name".to_owned(), plan.name.clone().unwrap_or_default()),
            ("name_en".to_owned(), plan.name_en.clone().unwrap_or_default()),
            ("months".to_owned(), number(plan.months)),
            ("age_from".to_owned(), number(plan.age_from)),
            ("age_to".to_owned(), number(plan.age_to)),
            ("price".to_owned(), plan.price.0.to_string()),
            ("own_renewal_days".to_owned(), number(plan.own_renewal_days)),
            ("room_hours".to_owned(), plan.room_hours.to_string()),
            ("computer_minutes".to_owned(), plan.computer_minutes.to_string()),
        ];
        fields.extend(grounds.iter().map(|ground| ("grounds".to_owned(), ground.as_str().to_owned())));
        fields.extend(plan.closed.then(|| ("closed".to_owned(), "1".to_owned())));
        Self(fields)
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(field, sent)| field == name && sent == value)
    }

    /// What was typed, where all of it can be read.
    fn read(&self) -> Result<Terms, Refusal> {
        let mut reasons = Vec::new();
        let mut number = |name: &'static str| {
            let text = self.get(name);
            let read = text.replace('.', "").parse::<i64>().ok();
            if read.is_none() && !text.is_empty() {
                reasons.push(Reason { field: Some(name), message: Message::new("plan-number-impossible") });
            }
            read
        };
        let terms = Terms {
            name: self.get("name").to_owned(),
            name_en: self.get("name_en").to_owned(),
            months: number("months"),
            age_from: number("age_from"),
            age_to: number("age_to"),
            price: Rupiah(number("price").unwrap_or(0)),
            own_renewal_days: number("own_renewal_days"),
            room_hours: number("room_hours").unwrap_or(0),
            computer_minutes: number("computer_minutes").unwrap_or(0),
            grounds: Ground::ALL.iter().copied().filter(|one| self.has("grounds", one.as_str())).collect(),
            closed: self.has("closed", "1"),
        };
        Refusal::unless_empty(Kind::Invalid, reasons)?;
        Ok(terms)
    }

    fn fields(&self, t: Speech, errors: &Errors, new: bool) -> Vec<Field> {
        let number = |name: &'static str, key: &str| {
            Field::text(t, name, t.say(key), self.get(name)).digits().short().error(errors.of(name))
        };
        let ground = |ground: &Ground| {
            Choice::new(ground.as_str(), t.say(&format!("ground-{ground}")))
                .chosen(self.has("grounds", ground.as_str()))
        };
        let mut name =
            Field::text(t, "name", t.say("plan-name"), self.get("name")).medium().error(errors.of("name"));
        let mut fields = Vec::new();
        if new {
            fields.push(
                Field::text(t, "code", t.say("plan-code"), self.get("code"))
                    .hint(t.say("plan-code-hint"))
                    .short()
                    .autocomplete("off")
                    .error(errors.of("code")),
            );
        } else {
            name = name.hint(t.say("plan-name-hint")).optional();
        }
        fields.extend([
            name,
            Field::text(t, "name_en", t.say("plan-name-en"), self.get("name_en"))
                .hint(t.say("plan-name-en-hint"))
                .medium()
                .optional()
                .error(errors.of("name_en")),
            number("months", "plan-months").hint(t.say("plan-months-hint")).optional(),
            number("age_from", "plan-age-from").optional(),
            number("age_to", "plan-age-to").optional(),
            number("price", "plan-price").hint(t.say("plan-price-hint")),
            number("own_renewal_days", "plan-own-renewal").hint(t.say("plan-own-renewal-hint")).optional(),
            number("room_hours", "plan-room-hours").hint(t.say("plan-not-counted-yet")),
            number("computer_minutes", "plan-computer-minutes").hint(t.say("plan-not-counted-yet")),
            Field::checks(t, "grounds", t.say("plan-grounds"), Ground::ALL.iter().map(ground).collect())
                .error(errors.of("grounds")),
        ]);
        if !new {
            fields.push(Field::check(t, "closed", t.say("plan-closed"), "1", self.has("closed", "1")));
        }
        fields
    }
}

#[derive(Template)]
#[template(path = "plan_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    /// Whom the change would touch, once that was asked.
    touched: Option<Preview>,
    new: bool,
}

/// Whom a change would touch, in words.
struct Preview {
    text: String,
    sponsors: Option<String>,
    named: Vec<Link>,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

fn preview(t: Speech, touched: &Touched) -> Preview {
    let values = [
        ("members", touched.members.into()),
        ("age", touched.by_age.into()),
        ("ground", touched.by_ground.into()),
    ];
    let named = |(code, name): &(String, String)| Link::new(name.as_str(), super::path_of(code));
    Preview {
        text: t.with("plan-touches", &values),
        sponsors: (!touched.sponsors.is_empty())
            .then(|| t.about("plan-touches-sponsors", t.list(&touched.sponsors))),
        named: touched.named.iter().map(named).collect(),
    }
}

fn draw(visit: &Visit, typed: &Typed, errors: Errors, touched: Option<Touched>, new: bool) -> Answer {
    let t = visit.t;
    let mut page = visit.staff(t.say(if new { "plan-new" } else { "plan-change" }));
    page.crumbs = vec![Link::new(t.say("nav-plans"), LIST), Link::new(page.title.clone(), String::new())];
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let fields = typed.fields(t, &errors, new);
    let touched = touched.map(|touched| preview(t, &touched));
    visit.html_as(status, &FormPage { page, errors, fields, touched, new })
}

/// A new kind of membership begins free, for all ages, for a year, at the address.
async fn blank(visit: Visit) -> Answer {
    let fields = [
        ("months", "12"),
        ("price", "0"),
        ("own_renewal_days", "60"),
        ("room_hours", "0"),
        ("computer_minutes", "60"),
        ("grounds", "address"),
    ];
    let typed = Typed(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    draw(&visit, &typed, Errors::new(), None, true)
}

async fn begin(post: Post, Form(sent): Form<Vec<(String, String)>>) -> Answer {
    let typed = Typed(sent);
    let code = typed.get("code").to_owned();
    let begun = match typed.read() {
        Ok(terms) => post.write(move |tx, act| plans::begin(tx, act, &code, &terms)).await,
        Err(refusal) => Err(refusal.into()),
    };
    match begun {
        Ok(plan) => {
            let name = plan_name(post.t, &plan);
            Ok(post.done(LIST, &Message::new("plan-begun").with("name", name)))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, &typed, errors, None, true)
        }
    }
}

async fn edit(visit: Visit, Path(code): Path<String>) -> Answer {
    let found = visit
        .read(move |tx| {
            let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == code);
            let grounds = plan.as_ref().map(|plan| plans::grounds(tx, &plan.code)).transpose()?;
            Ok(plan.zip(grounds))
        })
        .await?;
    let missing = || Refusal::new(Kind::Missing, Message::new("member-plan-unknown"));
    let (plan, grounds) = found.ok_or_else(missing)?;
    draw(&visit, &Typed::of(&plan, &grounds), Errors::new(), None, false)
}

/// Tells whom a change touches (`do=look`), or makes it.
async fn submit(post: Post, Path(code): Path<String>, Form(sent): Form<Vec<(String, String)>>) -> Answer {
    let typed = Typed(sent);
    let terms = match typed.read() {
        Ok(terms) => terms,
        Err(refusal) => {
            let errors = errors_of(&post, &refusal, "name");
            return draw(&post, &typed, errors, None, false);
        }
    };
    let done = if typed.has("do", "look") {
        let today = post.act().today();
        post.read(move |tx| plans::touched(tx, &code, &terms, today)).await.map(Some)
    } else {
        post.write(move |tx, act| plans::change(tx, act, &code, &terms)).await.map(|_| None)
    };
    match done {
        Ok(Some(touched)) => draw(&post, &typed, Errors::new(), Some(touched), false),
        Ok(None) => Ok(post.done(LIST, &Message::new("plan-kept"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, &typed, errors, None, false)
        }
    }
}
