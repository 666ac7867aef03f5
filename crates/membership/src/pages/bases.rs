//! What a membership stands on: shown with the reason why it counts today, added to, ended; a voucher exchanged at
//! the desk.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Date, Id, Message, Refusal};
use people::{
    EDIT,
    pages::{errors_of, refusal_in},
};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Link, Row, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{below_list, member, path_of};
use crate::{
    Basis, Ground, Member, Run, Term,
    bases::{self, Kept, NewBasis},
    members, plans, queries, rules, vouchers,
};

/// What somebody at the desk can see for themselves; partners' lists, domains and vouchers bring their own.
const GRANTED: [Ground; 5] =
    [Ground::Address, Ground::Employment, Ground::Need, Ground::Payment, Ground::Guardian];

#[derive(Template)]
#[template(path = "member_bases.html")]
struct Part {
    t: Speech,
    base: String,
    why: String,
    table: Table,
    voucher: Field,
    can_edit: bool,
}

/// The part of a member's page.
pub(super) fn part(visit: &Visit, member: &Member, kept: &[Kept]) -> Html {
    let t = visit.t;
    Html::of(&Part {
        t,
        base: path_of(&member.code),
        why: why(t, member, kept, visit.act().today()),
        table: table(visit, member, kept),
        voucher: Field::text(t, "kode", t.say("voucher-code"), "").medium().autocomplete("off"),
        can_edit: visit.can(EDIT),
    })
}

/// What a basis comes to on a day, with what it hangs on considered.
fn run_of(member: &Member, basis: Id<Basis>, today: Date) -> Run {
    let terms: Vec<Term> = member.terms.iter().filter(|term| term.basis == basis).copied().collect();
    rules::run(&terms, today)
}

/// Whether it was taken back before it ever counted.
fn is_retracted(kept: &Kept) -> bool {
    kept.until.is_some_and(|until| until < kept.since)
}

/// Its name, and whom it comes from.
fn named(t: Speech, kept: &Kept) -> String {
    let ground = t.say(&format!("ground-{}", kept.kind)).to_owned();
    match kept.sponsor.as_ref().or(kept.guardian_name.as_ref()) {
        Some(of) => t.with("basis-of", &[("ground", ground.into()), ("of", of.as_str().into())]),
        None => ground,
    }
}

/// Why the membership counts on `today`, or does not, in a sentence.
fn why(t: Speech, member: &Member, kept: &[Kept], today: Date) -> String {
    let told = |one: &Kept| {
        let own_until = one.until.is_none_or(|until| until >= today);
        let (key, day) = match run_of(member, one.id, today) {
            Run::Until(None) => ("basis-counts", None),
            Run::Until(Some(day)) => ("basis-counts-until", Some(day)),
            Run::From(day) => ("basis-counts-from", Some(day)),
            // It has not ended itself, but what it hangs on has.
            Run::Ended(day) if own_until && one.guardian.is_some() => ("basis-guardian-ended", Some(day)),
            Run::Ended(day) if own_until => ("basis-sponsor-ended", Some(day)),
            Run::Ended(day) => ("basis-ended-on", Some(day)),
            Run::Never if one.guardian.is_some() => ("basis-guardian-without", None),
            Run::Never => ("basis-never", None),
        };
        let day = day.map(|day| t.date(day)).unwrap_or_default();
        t.with(key, &[("basis", named(t, one).into()), ("day", day.into())])
    };
    let shown = kept.iter().filter(|one| !is_retracted(one));
    let (counting, not): (Vec<&Kept>, Vec<&Kept>) =
        shown.partition(|one| matches!(run_of(member, one.id, today), Run::Until(_)));
    let list = |of: &[&Kept]| t.list(&of.iter().map(|one| told(one)).collect::<Vec<_>>());
    match (counting.as_slice(), not.as_slice()) {
        ([], []) => t.say("why-without-basis").to_owned(),
        ([], not) => t.about("why-not-counting", list(not)),
        (counting, _) => t.about("why-counting", list(counting)),
    }
}

fn table(visit: &Visit, member: &Member, kept: &[Kept]) -> Table {
    let (t, today) = (visit.t, visit.act().today());
    let mut columns = vec![
        Column::new(t.say("basis")).head(),
        Column::new(t.say("basis-since")),
        Column::new(t.say("basis-until")),
        Column::new(t.say("basis-today")),
        Column::new(t.say("basis-evidence")),
    ];
    let may_end = visit.can(EDIT);
    if may_end {
        columns.push(Column::new(t.say("basis-end")).hidden());
    }
    let mut table = Table::new(t, "dasar", t.say("bases-all"), columns);
    let row = |one: &Kept| {
        let badge = match run_of(member, one.id, today) {
            Run::Until(_) => Badge::new(Tone::Ok, t.say("basis-does-count")),
            Run::From(_) => Badge::new(Tone::Info, t.say("basis-counts-later")),
            Run::Ended(_) | Run::Never => Badge::new(Tone::Plain, t.say("basis-counts-not")),
        };
        let mut cells = vec![
            named(t, one).into(),
            t.date(one.since).into(),
            one.until.map_or_else(|| t.say("basis-no-end").to_owned(), |until| t.date(until)).into(),
            Html::of(&badge),
            one.evidence.clone().unwrap_or_default().into(),
        ];
        if may_end {
            // Whoever stands on a partner's list leaves by the next list.
            let open = one.kind != Ground::Roster && one.until.is_none_or(|until| until >= today);
            let href = format!("{}/dasar/{}", path_of(&member.code), one.id);
            let name = named(t, one);
            cells.push(if open { Html::of(&End { t, href, name }) } else { Html::default() });
        }
        Row::new(cells)
    };
    table.rows = kept.iter().filter(|one| !is_retracted(one)).map(row).collect();
    table.empty = Some(Empty {
        icon: "LuLayers",
        title: t.say("bases-none").to_owned(),
        text: t.say("bases-none-text").to_owned(),
        action: None,
    });
    table
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ t.say(\"basis-end\") }}<span class=\"vh\"> {{ name }}</span></a>"
)]
struct End {
    t: Speech,
    href: String,
    name: String,
}

#[derive(Template)]
#[template(path = "basis_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    lead: String,
    fields: Vec<Field>,
    send: &'static str,
    back: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A page below that of a member.
fn below_member(visit: &Visit, member: &Member, title: String) -> Page {
    let mut page = below_list(visit, title);
    page.crumbs.insert(1, Link::new(member.name.as_str(), path_of(&member.code)));
    page
}

/// What is typed of a basis.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BasisForm {
    ground: String,
    since_day: String,
    since_month: String,
    since_year: String,
    until_day: String,
    until_month: String,
    until_year: String,
    guardian: String,
    evidence: String,
}

impl BasisForm {
    fn blank(since: Date, until: Option<Date>) -> Self {
        let (since, until) = (DateParts::from(since), until.map(DateParts::from).unwrap_or_default());
        Self {
            ground: Ground::Address.as_str().to_owned(),
            since_day: since.day,
            since_month: since.month,
            since_year: since.year,
            until_day: until.day,
            until_month: until.month,
            until_year: until.year,
            ..Self::default()
        }
    }

    fn since(&self) -> DateParts {
        let (day, month, year) = (self.since_day.clone(), self.since_month.clone(), self.since_year.clone());
        DateParts { day, month, year }
    }

    fn until(&self) -> DateParts {
        let (day, month, year) = (self.until_day.clone(), self.until_month.clone(), self.until_year.clone());
        DateParts { day, month, year }
    }

    /// What was typed, where all of it can be read; a guardian by the number on their card.
    fn read(&self, tx: &mut Tx<'_>, accepted: &[Ground]) -> Result<NewBasis> {
        let mut reasons = Vec::new();
        let mut object =
            |field, key| reasons.push(kernel::Reason { field: Some(field), message: Message::new(key) });
        let ground = GRANTED.into_iter().find(|ground| ground.as_str() == self.ground);
        let ground = ground.filter(|ground| accepted.contains(ground));
        if ground.is_none() {
            object("ground", "basis-not-of-plan");
        }
        let (since, until) = (self.since().read(), self.until().read());
        if since.is_none() {
            object("since", "member-born-unreadable");
        }
        if until.is_none() && !self.until().is_empty() {
            object("until", "member-born-unreadable");
        }
        let guardian = match ground {
            Some(Ground::Guardian) => match queries::by_code(tx, &self.guardian)? {
                Some(guardian) => Some(guardian.person),
                None => {
                    object("guardian", "basis-guardian-unknown");
                    None
                }
            },
            _ => None,
        };
        match (ground, since) {
            (Some(ground), Some(since)) if reasons.is_empty() => Ok(NewBasis {
                ground,
                since,
                until,
                sponsorship: None,
                guardian,
                evidence: Some(self.evidence.clone()),
            }),
            _ => Err(Refusal { kind: kernel::Kind::Invalid, reasons }.into()),
        }
    }

    fn fields(&self, t: Speech, accepted: &[Ground], errors: &Errors) -> Vec<Field> {
        let ground = |ground: &Ground| {
            Choice::new(ground.as_str(), t.say(&format!("ground-{ground}")))
                .chosen(ground.as_str() == self.ground)
        };
        vec![
            Field::radios(
                t,
                "ground",
                t.say("basis"),
                GRANTED.iter().filter(|one| accepted.contains(one)).map(ground).collect(),
            )
            .error(errors.of("ground")),
            Field::date(t, "since", t.say("basis-since"), self.since()).error(errors.of("since")),
            Field::date(t, "until", t.say("basis-until"), self.until())
                .hint(t.say("basis-until-hint"))
                .optional()
                .error(errors.of("until")),
            Field::text(t, "guardian", t.say("basis-guardian"), &*self.guardian)
                .hint(t.say("basis-guardian-hint"))
                .medium()
                .autocomplete("off")
                .optional()
                .error(errors.of("guardian")),
            Field::text(t, "evidence", t.say("basis-evidence"), &*self.evidence)
                .hint(t.say("basis-evidence-hint"))
                .autocomplete("off")
                .optional()
                .error(errors.of("evidence")),
        ]
    }
}

/// What is drawn around the form: the member, their bases, what their plan accepts, how many months it runs.
struct Around {
    member: Member,
    kept: Vec<Kept>,
    accepted: Vec<Ground>,
    months: Option<i64>,
}

fn around(tx: &mut Tx<'_>, code: &str) -> Result<Around> {
    let member = member(tx, code)?;
    let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == member.plan);
    Ok(Around {
        kept: bases::of(tx, member.person)?,
        accepted: plans::grounds(tx, &member.plan)?,
        months: plan.and_then(|plan| plan.months),
        member,
    })
}

async fn draw(visit: &Visit, code: &str, form: Option<BasisForm>, errors: Errors) -> Answer {
    let (t, today, wanted) = (visit.t, visit.act().today(), code.to_owned());
    let around = visit.read(move |tx| around(tx, &wanted)).await?;
    let form = form.unwrap_or_else(|| BasisForm::blank(today, rules::last_day(today, around.months)));
    let mut page = below_member(visit, &around.member, t.say("basis-add").to_owned());
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = FormPage {
        lead: why(t, &around.member, &around.kept, today),
        fields: form.fields(t, &around.accepted, &errors),
        send: "basis-add",
        back: path_of(&around.member.code),
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// The form for one more basis.
pub(crate) async fn blank(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, &code, None, Errors::new()).await
}

/// Adds a basis.
pub(crate) async fn add(post: Post, Path(code): Path<String>, Form(form): Form<BasisForm>) -> Answer {
    let (wanted, typed) = (code.clone(), form.clone());
    let added = post
        .write(move |tx, act| {
            let before = around(tx, &wanted)?;
            let new = typed.read(tx, &before.accepted)?;
            let after = bases::grant(tx, act, before.member.person, &new)?;
            let known: Vec<Id<Basis>> = before.kept.iter().map(|kept| kept.id).collect();
            let added = bases::of(tx, after.person)?.into_iter().find(|kept| !known.contains(&kept.id));
            Ok((after, added.map(|kept| kept.id)))
        })
        .await;
    match added {
        Ok((after, basis)) => {
            let told = Message::new("basis-added");
            let told = match basis {
                Some(basis) => told.with("undo", format!("{}/dasar/{basis}/tarik", path_of(&after.code))),
                None => told,
            };
            Ok(post.done(&path_of(&after.code), &told))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            if refusal.kind == kernel::Kind::Missing {
                return Err(refusal.into());
            }
            let errors = errors_of(&post, &refusal, "ground");
            draw(&post, &code, Some(form), errors).await
        }
    }
}

async fn draw_end(visit: &Visit, code: &str, basis: Id<Basis>, last: DateParts, errors: Errors) -> Answer {
    let (t, wanted) = (visit.t, code.to_owned());
    let around = visit.read(move |tx| around(tx, &wanted)).await?;
    let kept = around.kept.iter().find(|kept| kept.id == basis).ok_or_else(Failure::missing)?;
    let mut page = below_member(visit, &around.member, t.about("basis-end-title", named(t, kept)));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = FormPage {
        lead: t.say("basis-end-lead").to_owned(),
        fields: vec![
            Field::date(t, "until", t.say("basis-last-day"), last)
                .hint(t.say("basis-last-day-hint"))
                .error(errors.of("until")),
        ],
        send: "basis-end",
        back: path_of(&around.member.code),
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// The form that ends a basis; yesterday stands there, so that it counts no more from today on.
pub(crate) async fn ending(visit: Visit, Path((code, basis)): Path<(String, Id<Basis>)>) -> Answer {
    let yesterday = visit.act().today().yesterday().map(DateParts::from).unwrap_or_default();
    draw_end(&visit, &code, basis, yesterday, Errors::new()).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Last {
    until_day: String,
    until_month: String,
    until_year: String,
}

/// Ends a basis on a day.
pub(crate) async fn end(
    post: Post,
    Path((code, basis)): Path<(String, Id<Basis>)>,
    Form(form): Form<Last>,
) -> Answer {
    let parts = DateParts { day: form.until_day, month: form.until_month, year: form.until_year };
    let Some(last) = parts.read() else {
        let mut errors = Errors::new();
        errors.add("until", post.t.say("member-born-unreadable"));
        return draw_end(&post, &code, basis, parts, errors).await;
    };
    let wanted = code.clone();
    let ended = post
        .write(move |tx, act| {
            let before = around(tx, &wanted)?;
            let kept = before.kept.into_iter().find(|kept| kept.id == basis);
            let kept =
                kept.ok_or_else(|| Refusal::new(kernel::Kind::Missing, Message::new("basis-unknown")))?;
            if kept.kind == Ground::Roster {
                return Err(Refusal::of_field("until", Message::new("basis-ends-by-list")).into());
            }
            let after = bases::end(tx, act, before.member.person, basis, Some(last))?;
            Ok((after, kept.until))
        })
        .await;
    match ended {
        Ok((after, before)) => {
            let before = before.map(|day| format!("?sampai={day}")).unwrap_or_default();
            let undo = format!("{}/dasar/{basis}/lagi{before}", path_of(&after.code));
            Ok(post.done(&path_of(&after.code), &Message::new("basis-ended").with("undo", undo)))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "until");
            draw_end(&post, &code, basis, parts, errors).await
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    sampai: Option<Date>,
}

/// Lets a basis end as it did before.
pub(crate) async fn again(
    post: Post,
    Path((code, basis)): Path<(String, Id<Basis>)>,
    Query(Before { sampai }): Query<Before>,
) -> Answer {
    restored(post, code, move |tx, act, before| bases::end(tx, act, before.person, basis, sampai)).await
}

/// Takes a basis back that was added by mistake.
pub(crate) async fn retract(post: Post, Path((code, basis)): Path<(String, Id<Basis>)>) -> Answer {
    restored(post, code, move |tx, act, before| bases::retract(tx, act, before.person, basis)).await
}

async fn restored<F>(post: Post, code: String, run: F) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Member) -> Result<Member> + Send + 'static,
{
    let after = post
        .write(move |tx, act| {
            let before = member(tx, &code)?;
            run(tx, act, &before)
        })
        .await?;
    Ok(post.done(&path_of(&after.code), &Message::new("member-restored")))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brought {
    kode: String,
}

/// Exchanges a voucher that a member has brought to the desk.
pub(crate) async fn redeem(
    post: Post,
    Path(code): Path<String>,
    Form(Brought { kode }): Form<Brought>,
) -> Answer {
    let wanted = code.clone();
    let done = post
        .write(move |tx, act| {
            let before = member(tx, &wanted)?;
            vouchers::redeem(tx, act, before.person, &kode)
        })
        .await;
    match done {
        Ok((voucher, after)) => {
            let base = path_of(&after.code);
            let undo = format!("{base}/voucer/kembalikan?kode={}", voucher.code);
            Ok(post.done(&base, &Message::new("voucher-redeemed").with("undo", undo)))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(first) if refusal.kind != kernel::Kind::Missing => {
                    Ok(post.on_to(&path_of(&code), Tone::Bad, &first.message))
                }
                _ => Err(refusal.into()),
            }
        }
    }
}

/// Takes an exchange back.
pub(crate) async fn give_back(
    post: Post,
    Path(code): Path<String>,
    Query(Brought { kode }): Query<Brought>,
) -> Answer {
    restored(post, code, move |tx, act, before| vouchers::give_back(tx, act, before.person, &kode)).await
}

/// Whoever is signed in, as a member.
pub(super) fn own(tx: &mut Tx<'_>, person: Id<kernel::Person>) -> Result<Member> {
    queries::by_id(tx, person)?.ok_or_else(|| members::unknown().into())
}
