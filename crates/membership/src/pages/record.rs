use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use jiff::tz::TimeZone;
use kernel::{Act, Date, Id, Message, Person, Rupiah};
use platform::{
    accounts::{self, Account},
    audit::{self, Past},
};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    part::{
        Badge, Button, Column, DateParts, ErrorSummary, Errors, Field, Row, Table, Timeline, TimelineItem,
    },
};
use web::{Answer, Form, Post, Visit, open_form};

use super::{
    amount, bases, below_list, family, member, more_field, path_of, plan_named, received, received_field,
    standing_badge, undo,
};
use crate::{
    Details, Member, Payment, Plan,
    bases::Kept,
    changes::{self, Change},
    families, members, plans, queries, rules, sign_in,
};
use people::{
    EDIT,
    pages::{PasswordOnce, errors_of, hashed, portrait, refusal_in},
    password, phone,
    photos::{self, Photo},
    village,
};

/// How much of a member's history their page shows.
const HISTORY: i64 = 50;

#[derive(Template)]
#[template(path = "member_record.html")]
struct MemberPage {
    page: Page,
    errors: Errors,
    badge: Badge,
    portrait: Option<Html>,
    /// What the standing means: until when, or why not.
    standing: String,
    member: Member,
    facts: Table,
    history: Timeline,
    /// What the membership stands on.
    bases: Html,
    /// Identity, guardians, consent, a new card.
    family: Html,
    can_edit: bool,
    closed: bool,
    desk: Button,
    base: String,
    /// Their entry in the register.
    person: String,
    renew: Vec<Field>,
    /// What a term costs, where it costs something.
    price: Option<String>,
    block_reason: Field,
    account: Option<Account>,
    /// Why there can be no account, if so.
    no_account: Option<String>,
    password: Field,
}

impl MemberPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Everything a member's page shows.
struct Record {
    member: Member,
    details: Details,
    plans: Vec<Plan>,
    account: Option<Account>,
    photo: Option<Id<Photo>>,
    history: Vec<Past>,
    bases: Vec<Kept>,
    family: family::Facts,
    /// Whether a guardian has taken their consent back.
    withdrawn: bool,
}

fn read(tx: &mut Tx<'_>, code: &str, today: Date) -> Result<Record> {
    let member = member(tx, code)?;
    Ok(Record {
        details: queries::details(tx, member.person)?,
        plans: plans::all(tx)?,
        account: accounts::of(tx, member.person)?.filter(|account| account.closed_at.is_none()),
        photo: photos::of(tx, member.person)?,
        history: audit::history(tx, member.person, HISTORY)?,
        bases: crate::bases::of(tx, member.person)?,
        family: family::read(tx, &member, today)?,
        withdrawn: families::is_withdrawn(tx, member.person)?,
        member,
    })
}

/// A member: facts, actions, history.
pub(crate) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, StatusCode::OK, &code, &Renewed::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, code: &str, renewed: &Renewed, errors: Errors) -> Answer {
    let wanted = code.to_owned();
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let record = visit.read(move |tx| read(tx, &wanted, today)).await?;
    let Record { member, details, plans, account, photo, history, bases: kept, family, withdrawn } = record;
    visit.looks_at(member.person, platform::looks::Sight::Membership);
    let plan = plans.iter().find(|plan| plan.code == member.plan);
    let until = rules::renewed_until(&member, today, plan.and_then(|plan| plan.months));
    let price = plan.map(|plan| plan.price).filter(|price| price.0 > 0);
    let mut page = below_list(visit, member.name.as_str());
    page.failed = !errors.is_empty();
    let view = MemberPage {
        badge: standing_badge(t, &member, today),
        portrait: portrait(t, photo, &member.name),
        person: people::pages::path_of(member.person),
        standing: standing(t, &member, withdrawn, today),
        facts: facts(t, &member, &details, &plans, account.as_ref(), today),
        history: Timeline {
            items: history
                .iter()
                .filter(|past| !past.action.starts_with("session."))
                .map(|past| remembered(t, &act.zone, past))
                .collect(),
        },
        bases: bases::part(visit, &member, &kept),
        family: family::part(visit, &member, family),
        can_edit: visit.can(EDIT),
        closed: details.closed_at.is_some(),
        desk: Button::link(
            t.say("member-serve"),
            format!("/staf/meja?anggota={}", ui::page::query_value(&member.code)),
        )
        .icon("LuScanBarcode"),
        base: path_of(&member.code),
        renew: renewal(t, until, price, renewed, &errors),
        price: price.map(|price| t.about("member-renew-costs", t.rupiah(price.0))),
        block_reason: Field::text(t, "reason", t.say("member-block-reason"), "")
            .hint(t.say("member-block-reason-hint"))
            .error(errors.of("reason")),
        no_account: people::rules::login_objection(member.born, today).map(|message| visit.tell(&message)),
        password: Field::text(t, "password", t.say("member-password-chosen"), "")
            .hint(t.say("member-password-chosen-hint"))
            .autocomplete("off")
            .medium()
            .optional()
            .error(errors.of("password")),
        account,
        member,
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// What is asked to let a membership run on: until when, or what was paid for a term more; as it was typed, where it was.
fn renewal(
    t: Speech,
    until: Option<Date>,
    price: Option<Rupiah>,
    renewed: &Renewed,
    errors: &Errors,
) -> Vec<Field> {
    let Some(price) = price else {
        let until = match renewed.until().is_empty() {
            true => until.map(DateParts::from).unwrap_or_default(),
            false => renewed.until(),
        };
        return vec![Field::date(t, "until", t.say("member-until"), until).error(errors.of("until"))];
    };
    let amount = renewed.paid.clone().unwrap_or_else(|| price.0.to_string());
    let receipt = Field::text(t, "evidence", t.say("basis-receipt"), &*renewed.evidence)
        .medium()
        .autocomplete("off")
        .error(errors.of("evidence").or(errors.of("until")));
    let paid = Field::text(t, "paid", t.say("basis-paid"), amount).digits().short().error(errors.of("paid"));
    let more = more_field(t, &renewed.paid_more, errors);
    [receipt, paid].into_iter().chain(more).chain([received_field(t, &renewed.received)]).collect()
}

/// What the standing means, in a sentence.
fn standing(t: Speech, member: &Member, withdrawn: bool, today: Date) -> String {
    match rules::standing(member, today) {
        members::Standing::Expired(_) if withdrawn && rules::lacks_consent(member, today) => {
            t.say("standing-consent-withdrawn").to_owned()
        }
        members::Standing::Expired(_) if member.closed && member.provisional => {
            t.say("standing-turned-down").to_owned()
        }
        members::Standing::Blocked(reason) => t.about("standing-blocked-because", reason),
        members::Standing::Expired(until) => t.about("standing-expired-on", t.date(until)),
        members::Standing::Unagreed(day) if member.birth_owed => {
            t.about("standing-birth-owed-since", t.date(day))
        }
        members::Standing::Unagreed(day) => t.about("standing-unagreed-since", t.date(day)),
        members::Standing::Upcoming => t.about("standing-upcoming-from", t.date(member.since)),
        members::Standing::Active => match rules::until(member, today) {
            Some(until) => t.about("standing-active-until", t.date(until)),
            None => t.say("standing-active-always").to_owned(),
        },
    }
}

fn facts(
    t: Speech,
    member: &Member,
    details: &Details,
    plans: &[Plan],
    account: Option<&Account>,
    today: Date,
) -> Table {
    let columns = vec![Column::new(t.say("fact")).hidden().head(), Column::new(t.say("fact-value")).hidden()];
    let mut table = Table::new(t, "fakta", t.say("member-facts"), columns);
    let born = member.born.map(|born| {
        let age = t.count("member-age", people::rules::age(born, today));
        format!("{} ({age})", t.date(born))
    });
    let village = member.village.as_deref().map(|name| match village::known(name) {
        Some(village) => format!("{}, {}", village.name, village.district),
        None => name.to_owned(),
    });
    let rows = [
        ("member-code", Some(member.code.clone())),
        ("member-plan", Some(plan_named(t, plans, &member.plan))),
        ("member-branch", details.branch.clone()),
        ("member-since", Some(t.date(member.since))),
        ("member-until", rules::until(member, today).map(|until| t.date(until))),
        ("member-born", born),
        ("member-sex", details.sex.map(|sex| t.say(&format!("sex-{sex}")).to_owned())),
        ("member-phone", member.phone.as_deref().map(phone::shown)),
        ("member-email", details.email.clone()),
        ("member-village", village),
        ("member-address", details.address.clone()),
        ("member-note", member.note.clone()),
        ("member-login", account.map(|account| account.login.clone())),
    ];
    table.rows = rows
        .into_iter()
        .filter_map(|(key, value)| Some(Row::new(vec![t.say(key).into(), value?.into()])))
        .collect();
    table
}

/// An entry of the audit log as a member's history tells it.
fn remembered(t: Speech, zone: &TimeZone, past: &Past) -> TimelineItem {
    let who = past.name.as_deref().unwrap_or_else(|| t.say("member-by-system"));
    let changes = past.detail.as_deref().map(|detail| changes(t, detail)).unwrap_or_default();
    // What other modules do to a person they name themselves; without words, the name it is kept under.
    let done =
        t.known(&format!("audit-{}", past.action.replace('.', "-"))).unwrap_or(&past.action).to_owned();
    let text = if changes.is_empty() { who.to_owned() } else { format!("{who} – {changes}") };
    TimelineItem {
        when: t.moment(past.at, zone),
        title: done,
        text: Html::from(text),
        done: false,
        now: false,
    }
}

/// What changed, from the entry's values: fields that were exchanged stand as `[before, after]`.
fn changes(t: Speech, detail: &str) -> String {
    let Ok(serde_json::Value::Object(map)) = serde_json::from_str(detail) else { return String::new() };
    let word = |value: &serde_json::Value| match value {
        serde_json::Value::Null => t.say("member-empty").to_owned(),
        serde_json::Value::String(text) => {
            text.parse::<Date>().map_or_else(|_| text.clone(), |day| t.date(day))
        }
        other => other.to_string(),
    };
    let field = |(key, value): (&String, &serde_json::Value)| {
        let pair = value.as_array()?;
        let [before, after] = pair.as_slice() else { return None };
        let key = FIELDS.iter().find(|(name, _)| name == key).map(|(_, key)| *key)?;
        Some(format!("{}: {} → {}", t.say(key), word(before), word(after)))
    };
    map.iter().filter_map(field).collect::<Vec<_>>().join("; ")
}

/// The names of the fields an audit entry may hold.
const FIELDS: &[(&str, &str)] = &[
    ("name", "member-name"),
    ("born", "member-born"),
    ("sex", "member-sex"),
    ("phone", "member-phone"),
    ("email", "member-email"),
    ("village", "member-village"),
    ("address", "member-address"),
    ("note", "member-note"),
    ("plan", "member-plan"),
    ("branch", "member-branch"),
    ("until", "member-until"),
    ("blocked", "member-block-reason"),
];

/// Changes the membership a path names, so that it can be taken back.
async fn changed<F>(post: &Post, code: String, run: F) -> Result<(Member, Id<Change>)>
where
    F: Fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Member> + Send + 'static,
{
    post.write(move |tx, act| {
        let person = member(tx, &code)?.person;
        changes::noted(tx, act, person, |tx| run(tx, act, person))
    })
    .await
}

/// Back to the page of a membership that was changed, where that can be taken back.
fn done(post: &Post, after: &Member, change: Id<Change>, key: &'static str) -> Response {
    let message = Message::new(key).with("undo", undo(&after.code, change));
    post.done(&path_of(&after.code), &message)
}

/// Changes the membership a path names and goes back to its page; or draws it with the errors.
async fn act_on<F>(post: &Post, code: String, fallback: &'static str, key: &'static str, run: F) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Member> + Send + 'static,
{
    match changed(post, code.clone(), run).await {
        Ok((after, change)) => Ok(done(post, &after, change, key)),
        Err(error) => again(post, &code, &Renewed::default(), error, fallback).await,
    }
}

/// The page once more, with what was wrong.
async fn again(
    post: &Post,
    code: &str,
    renewed: &Renewed,
    error: store::Error,
    fallback: &'static str,
) -> Answer {
    let refusal = refusal_in(error)?;
    if refusal.kind == kernel::Kind::Missing {
        return Err(refusal.into());
    }
    let errors = errors_of(post, &refusal, fallback);
    draw(post, open_form::status_of(&refusal), code, renewed, errors).await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Renewed {
    until_day: String,
    until_month: String,
    until_year: String,
    /// The number of a receipt, and what it is for, where a term is paid.
    evidence: String,
    paid: Option<String>,
    /// Why that is more than a term costs.
    paid_more: String,
    received: String,
}

impl Renewed {
    fn until(&self) -> DateParts {
        let (day, month, year) = (self.until_day.clone(), self.until_month.clone(), self.until_year.clone());
        DateParts { day, month, year }
    }

    fn payment(&self) -> Option<Payment> {
        Some(Payment {
            amount: amount(self.paid.as_deref()?).unwrap_or(Rupiah(0)),
            receipt: self.evidence.clone(),
            more: self.paid_more.clone(),
            received: received(&self.received),
        })
    }
}

/// Lets a membership run on, where it costs something for what was paid; three empty boxes mean without end.
pub(crate) async fn renew(post: Post, Path(code): Path<String>, Form(form): Form<Renewed>) -> Answer {
    let (until, payment) = (form.until().read(), form.payment());
    if payment.is_none() && until.is_none() && !form.until().is_empty() {
        let mut errors = Errors::new();
        errors.add("until", post.t.say("member-born-unreadable"));
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &code, &form, errors).await;
    }
    let fallback = if payment.is_some() { "paid" } else { "until" };
    let ran = changed(&post, code.clone(), move |tx, act, person| match &payment {
        Some(payment) => members::renew_paid(tx, act, person, payment),
        None => members::renew(tx, act, person, until),
    });
    match ran.await {
        Ok((after, change)) => Ok(done(&post, &after, change, "member-renewed")),
        Err(error) => again(&post, &code, &form, error, fallback).await,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    reason: String,
}

/// Keeps a member from borrowing.
pub(crate) async fn block(post: Post, Path(code): Path<String>, Form(form): Form<Reason>) -> Answer {
    let run = move |tx: &mut Tx<'_>, act: &Act, person| members::block(tx, act, person, &form.reason);
    act_on(&post, code, "reason", "member-blocked", run).await
}

/// Lets a member borrow again.
pub(crate) async fn unblock(post: Post, Path(code): Path<String>) -> Answer {
    act_on(&post, code, "reason", "member-unblocked", members::unblock).await
}

/// Ends a membership.
pub(crate) async fn close(post: Post, Path(code): Path<String>) -> Answer {
    act_on(&post, code, "until", "member-closed", members::close).await
}

/// Takes the last change of a membership back: a renewal, a block, its lifting, an end, a confirmation.
pub(crate) async fn restore(post: Post, Path((code, change)): Path<(String, Id<Change>)>) -> Answer {
    let wanted = code.clone();
    let restored = post
        .write(move |tx, act| {
            let person = member(tx, &wanted)?.person;
            changes::take_back(tx, act, person, change)
        })
        .await;
    match restored {
        Ok(after) => Ok(post.done(&path_of(&after.code), &Message::new("member-restored"))),
        Err(error) => again(&post, &code, &Renewed::default(), error, "until").await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chosen {
    #[serde(default)]
    password: String,
}

/// Opens an account for a member, or gives the one they have a new password, and shows it once.
pub(crate) async fn open_account(post: Post, Path(code): Path<String>, Form(form): Form<Chosen>) -> Answer {
    let plain = if form.password.is_empty() { password::readable() } else { form.password };
    let wanted = code.clone();
    let opened = match hashed(plain.clone()).await {
        Ok(password) => {
            post.write(move |tx, act| {
                let member = member(tx, &wanted)?;
                sign_in::open(tx, act, member.person, &password)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match opened {
        Ok(account) => {
            let page = below_list(&post, post.t.say("password-once-title"));
            let back = path_of(&code);
            let (name, login) = (account.name, account.login);
            post.html(&PasswordOnce { page, name, login, password: plain, back })
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "password");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &code, &Renewed::default(), errors).await
        }
    }
}
