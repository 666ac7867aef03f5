//! Registering oneself: three short pages that keep nothing on the device. What has been typed travels in the
//! form.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use kernel::{Message, Reason, Rupiah};
use people::{
    Profile,
    pages::{errors_of, refusal_in},
    phone,
    relationships::Grown,
    rules::{self, OWN_LOGIN_AGE},
    village,
};
use platform::accounts::Token;
use serde::Deserialize;
use ui::{
    Page, Speech,
    part::{Column, DateParts, ErrorSummary, Errors, Field, Guard, QrCard, Row, Table},
};
use web::{
    Answer, Failure, Form, Post, Query, Visit,
    open_form::{self, OpenForm, Seal},
    unkept,
};

use super::{children::path_of_child, claim, plan_name, vouchers::GUESSES};
use crate::{
    Plan, families,
    joining::{self, Joined, Joining, Named},
    queries, rules as deciding,
};

/// The form of registering oneself, however it comes in.
pub(crate) const JOIN: OpenForm = OpenForm("gabung");

/// What is typed on all three pages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct JoinForm {
    /// The page that was filled in: 1, 2 or 3.
    langkah: String,
    /// The page to go back to.
    ke: Option<String>,
    cap: String,
    name: String,
    born_day: String,
    born_month: String,
    born_year: String,
    phone: String,
    village: String,
    guardian_name: String,
    guardian_phone: String,
    guardian_code: String,
    /// `1` where the guardian is 18 or older.
    guardian_grown_up: String,
    /// The code of a voucher.
    voucher: String,
    agree: Option<String>,
    /// What the link to choosing a password will be made of.
    kunci: String,
    situs: String,
}

/// The page a field stands on.
fn page_of(field: Option<&str>) -> u8 {
    match field {
        Some("name" | "born" | "voucher") => 1,
        Some(
            "phone" | "village" | "guardian_name" | "guardian_phone" | "guardian_code" | "guardian_grown_up",
        ) => 2,
        _ => 3,
    }
}

impl JoinForm {
    fn step(&self) -> u8 {
        self.langkah.parse().ok().filter(|step| (1..=3).contains(step)).unwrap_or(1)
    }

    fn born(&self) -> DateParts {
        DateParts { day: self.born_day.clone(), month: self.born_month.clone(), year: self.born_year.clone() }
    }

    fn joining(&self) -> Joining {
        Joining {
            profile: Profile {
                name: self.name.clone(),
                born: self.born().read(),
                phone: self.phone.clone(),
                village: self.village.clone(),
                ..Profile::default()
            },
            guardian: Named {
                name: self.guardian_name.clone(),
                phone: self.guardian_phone.clone(),
                code: self.guardian_code.clone(),
                grown: !self.guardian_grown_up.is_empty(),
            },
            voucher: self.voucher.trim().to_owned(),
            claim: Token::from_hex(&self.kunci).map(|token| token.stored()),
        }
    }

    /// What other pages than `step` have asked, to travel along.
    fn kept(&self, step: u8) -> Vec<(&'static str, &str)> {
        let all = [
            ("name", &self.name, 1),
            ("born_day", &self.born_day, 1),
            ("born_month", &self.born_month, 1),
            ("born_year", &self.born_year, 1),
            ("voucher", &self.voucher, 1),
            ("phone", &self.phone, 2),
            ("village", &self.village, 2),
            ("guardian_name", &self.guardian_name, 2),
            ("guardian_phone", &self.guardian_phone, 2),
            ("guardian_code", &self.guardian_code, 2),
            ("guardian_grown_up", &self.guardian_grown_up, 2),
        ];
        all.into_iter()
            .filter(|(_, _, page)| *page != step)
            .map(|(name, value, _)| (name, value.as_str()))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    page: Page,
    errors: Errors,
    step: u8,
    guard: Guard,
    form: JoinForm,
    fields: Vec<Field>,
    /// On the last page, what has been typed.
    facts: Option<Table>,
    /// Where somebody who is a member already exchanges the voucher they have.
    exchange: Option<String>,
    /// On the last page, whether a guardian's signature will be needed.
    minor: bool,
    /// On the first page, what memberships cost, where not all are free.
    prices: Option<String>,
}

impl JoinPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn villages(&self) -> &'static [village::Village] {
        if self.step == 2 { village::all() } else { &[] }
    }
}

#[derive(Template)]
#[template(path = "joined.html")]
struct JoinedPage {
    page: Page,
    card: QrCard,
    lead: String,
    /// How they come to an account, who answer for themselves.
    own: Option<Own>,
    minor: bool,
    /// Where a guardian who has signed in agrees at once.
    agree: Option<String>,
}

/// The way to one's own account: on this telephone, or on another that reads the code.
struct Own {
    href: String,
    qr: QrCard,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    kode: String,
    wali: String,
}

/// The first page; `?kode=` is a voucher, as its QR code says, `?wali=` the card of a guardian who comes from their own
/// page and need not say again who they are.
pub(crate) async fn blank(visit: Visit, Query(Asked { kode, wali }): Query<Asked>) -> Answer {
    let [kode, guardian_code] = [kode, wali].map(|text| text.chars().take(40).collect::<String>());
    let guardian = visit.account().filter(|_| !guardian_code.is_empty());
    let guardian_name = guardian.map(|account| account.name.clone()).unwrap_or_default();
    let kunci = Token::fresh().to_hex();
    let form = JoinForm { kunci, voucher: kode, guardian_code, guardian_name, ..JoinForm::default() };
    draw(&visit, StatusCode::OK, 1, form, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, step: u8, form: JoinForm, errors: Errors) -> Answer {
    let offered = visit.read(joining::offered).await?;
    let mut page = visit.public(visit.t.say("join-title"));
    page.failed = !errors.is_empty();
    let minor = families::is_minor(form.born().read(), visit.act().today());
    let (fields, facts) = match step {
        1 => (first(visit, &form, &errors), None),
        2 => (second(visit, &form, minor, &errors), None),
        _ => (vec![agreement(visit, &errors)], Some(facts(visit, &form, &offered))),
    };
    let exchange = (step == 1 && !form.voucher.is_empty())
        .then(|| format!("/saya/voucer?kode={}", ui::page::query_value(&form.voucher)));
    let guard = open_form::guard(visit, &form.cap);
    let costs = offered.iter().any(|plan| plan.price.0 > 0);
    let named = |plan: &Plan| format!("{} {}", plan_name(visit.t, plan), priced(visit.t, plan));
    let prices = (step == 1 && costs).then(|| {
        let all: Vec<String> = offered.iter().map(named).collect();
        visit.t.about("join-prices", visit.t.list(&all))
    });
    let view = JoinPage { page, errors, step, guard, form, fields, facts, exchange, minor, prices };
    unkept(visit.html_as(status, &view))
}

fn first(visit: &Visit, form: &JoinForm, errors: &Errors) -> Vec<Field> {
    let t = visit.t;
    let mut fields = vec![
        Field::text(t, "name", t.say("member-name"), &*form.name)
            .hint(t.say("join-name-hint"))
            .autocomplete("off")
            .error(errors.of("name")),
        Field::date(t, "born", t.say("member-born"), form.born())
            .hint(t.say("member-born-hint"))
            .error(errors.of("born")),
    ];
    fields.push(
        Field::text(t, "voucher", t.say("voucher-code"), &*form.voucher)
            .hint(t.say("join-voucher-hint"))
            .medium()
            .autocomplete("off")
            .optional()
            .error(errors.of("voucher")),
    );
    fields
}

fn second(visit: &Visit, form: &JoinForm, minor: bool, errors: &Errors) -> Vec<Field> {
    let t = visit.t;
    let text = |name, key, value: &str| {
        Field::text(t, name, t.say(key), value).medium().autocomplete("off").error(errors.of(name))
    };
    let mut fields = vec![
        text("phone", "member-phone-whatsapp", &form.phone)
            .kind("tel")
            .hint(t.say("join-phone-hint"))
            .optional(),
        text("village", "member-village", &form.village)
            .hint(t.say("join-village-hint"))
            .attribute("list", "daftar-kelurahan"),
    ];
    // Whoever has a voucher need not live here.
    if !form.voucher.trim().is_empty() {
        fields = fields.into_iter().map(Field::optional).collect();
    }
    if minor {
        // From 13 on whoever cares for them may be named later, at the desk.
        let young =
            form.born().read().is_some_and(|born| rules::age(born, visit.act().today()) < OWN_LOGIN_AGE);
        let guardian = [
            text("guardian_name", "join-guardian-name", &form.guardian_name)
                .hint(t.say("join-guardian-hint")),
            text("guardian_phone", "join-guardian-phone", &form.guardian_phone)
                .kind("tel")
                .hint(t.say("join-guardian-one-of")),
            text("guardian_code", "join-guardian-code", &form.guardian_code),
        ];
        fields.extend(guardian.map(|field| if young { field } else { field.optional() }));
        let grown = !form.guardian_grown_up.is_empty();
        let grown = Field::check(t, "guardian_grown_up", t.say("join-guardian-grown"), "1", grown);
        fields.push(grown.error(errors.of("guardian_grown_up")));
    }
    fields
}

fn agreement(visit: &Visit, errors: &Errors) -> Field {
    let t = visit.t;
    Field::check(t, "agree", t.say("join-agree"), "1", false).error(errors.of("agree"))
}

/// What a term of a plan costs, in words.
fn priced(t: Speech, plan: &Plan) -> String {
    match plan.price {
        Rupiah(0) => t.say("plan-says-free").to_owned(),
        Rupiah(price) => t.about("plan-says-price", t.rupiah(price)),
    }
}

fn facts(visit: &Visit, form: &JoinForm, offered: &[Plan]) -> Table {
    let t = visit.t;
    let (born, today) = (form.born().read(), visit.act().today());
    let plan = offered.iter().find(|plan| deciding::age_objection(plan, born, today).is_none());
    let plan = plan.filter(|_| form.voucher.trim().is_empty());
    let plan = plan.map(|plan| format!("{}, {}", plan_name(t, plan), priced(t, plan))).unwrap_or_default();
    let columns = vec![Column::new(t.say("fact")).hidden().head(), Column::new(t.say("fact-value")).hidden()];
    let shown =
        |typed: &str| phone::normalised(typed).map_or_else(String::new, |number| phone::shown(&number));
    let rows = [
        ("member-name", form.name.trim().to_owned()),
        ("member-born", born.map(|born| t.date(born)).unwrap_or_default()),
        ("member-phone", shown(&form.phone)),
        ("member-village", form.village.trim().to_owned()),
        ("join-guardian-name", form.guardian_name.trim().to_owned()),
        ("join-guardian-phone", shown(&form.guardian_phone)),
        ("join-guardian-code", form.guardian_code.trim().to_owned()),
        ("voucher-code", form.voucher.trim().to_uppercase()),
        ("member-plan", plan),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    Table {
        rows: rows.map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect(),
        ..Table::new(t, "isian", t.say("join-check"), columns)
    }
}

/// One page was filled in: on to the next, back to one before, or registered.
pub(crate) async fn submit(post: Post, headers: HeaderMap, Form(mut form): Form<JoinForm>) -> Answer {
    let (step, act) = (form.step(), post.act());
    if let Some(back) = form.ke.take().and_then(|ke| ke.parse().ok()).filter(|back| (1..step).contains(back))
    {
        return draw(&post, StatusCode::OK, back, form, Errors::new()).await;
    }
    let joining = form.joining();
    if !joining.voucher.is_empty()
        && let Err(error) = post.may_try_again(GUESSES)
    {
        let errors = errors_of(&post, &refusal_in(error)?, "voucher");
        return draw(&post, StatusCode::TOO_MANY_REQUESTS, 1, form, errors).await;
    }
    let (asked, reading) = (joining.clone(), act.clone());
    let mut reasons = post.read(move |tx| joining::objections(tx, &reading, &asked)).await?;
    if !form.born().is_empty() && joining.profile.born.is_none() {
        reasons.retain(|reason| reason.field != Some("born"));
        reasons.push(Reason { field: Some("born"), message: Message::new("member-born-unreadable") });
    }
    if reasons.iter().any(|reason| reason.field == Some("voucher")) {
        post.tried(GUESSES, false);
    }
    reasons.retain(|reason| page_of(reason.field) <= step);
    if let Some(to) = reasons.iter().map(|reason| page_of(reason.field)).min() {
        let mut errors = Errors::new();
        for reason in reasons.iter().filter(|reason| page_of(reason.field) == to) {
            errors.add(reason.field.unwrap_or("name"), post.tell(&reason.message));
        }
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, to, form, errors).await;
    }
    match step {
        1 => {
            with_own_card(&post, &mut form).await?;
            draw(&post, StatusCode::OK, 2, form, Errors::new()).await
        }
        2 => draw(&post, StatusCode::OK, 3, form, Errors::new()).await,
        _ => register(&post, &headers, form, joining).await,
    }
}

/// A member who is signed in registers their own child: the number on their card stands there already.
async fn with_own_card(post: &Post, form: &mut JoinForm) -> Result<(), Failure> {
    let Some(person) = post.account().map(|account| account.person) else { return Ok(()) };
    let Some(member) = post.read(move |tx| queries::by_id(tx, person)).await? else { return Ok(()) };
    if form.guardian_name.is_empty() {
        form.guardian_name = member.name;
        form.guardian_code.clone_from(&member.code);
    }
    if form.guardian_code == member.code && Grown::Born.holds(member.born, post.act().today()) {
        form.guardian_grown_up = "1".to_owned();
    }
    Ok(())
}

async fn register(post: &Post, headers: &HeaderMap, form: JoinForm, joining: Joining) -> Answer {
    let mut errors = Errors::new();
    if form.agree.is_none() {
        errors.add("agree", post.t.say("join-agree-missing"));
        return draw(post, StatusCode::UNPROCESSABLE_ENTITY, 3, form, errors).await;
    }
    let (seal, asked) = (Seal { cap: &form.cap, situs: &form.situs }, joining.clone());
    match JOIN.take(post, headers, seal, move |tx, act, key| joining::join(tx, act, key, &asked)).await {
        Ok(joined) => done(post, headers, &joined, &form, &joining),
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(post, &refusal, "agree");
            draw(post, open_form::status_of(&refusal), 3, form, errors).await
        }
    }
}

/// The card of a new member with the way to keep it on their own telephone: the same page for whoever the register may know.
fn done(post: &Post, headers: &HeaderMap, joined: &Joined, form: &JoinForm, joining: &Joining) -> Answer {
    let t = post.t;
    let page = post.public(t.say("join-done-title"));
    let minor = families::is_minor(joining.profile.born, post.act().today());
    let own = (joining.claim.is_some() && !minor).then(|| claim::path_of(&form.kunci));
    let own = own.map(|href| Own {
        qr: QrCard {
            t,
            data: format!("{}{href}", post.origin(headers)),
            code: String::new(),
            title: t.say("claim-qr-title").to_owned(),
            text: t.say("claim-qr-text").to_owned(),
        },
        href,
    });
    let card = QrCard {
        t,
        data: joined.code.clone(),
        code: joined.code.clone(),
        title: joining.profile.name.trim().to_owned(),
        text: t.say("join-done-card").to_owned(),
    };
    let lead = match joined.owed {
        Some(price) => t.about("join-done-owed", t.rupiah(price)),
        None => t.say("join-done-lead").to_owned(),
    };
    let agree = joined.guarded.then(|| format!("{}#persetujuan", path_of_child(&joined.code)));
    unkept(post.html(&JoinedPage { page, card, lead, own, minor, agree }))
}
