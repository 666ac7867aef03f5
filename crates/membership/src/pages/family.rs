//! Children and guardians: what a guardian sees of a child, what the staff see and do about both, and whom the
//! desk has yet to look at.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{
    Profile,
    pages::{errors_of, refusal_in},
    phone,
};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    part::{Badge, Choice, Column, Empty, ErrorSummary, Errors, Field, QrCard, Row, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{below_list, member, path_of, plan_named, standing_badge};
use crate::{
    Member, Plan,
    cards::{self, Reason},
    families::{self, Agreed, Consent, Guardian, Via},
    joining::{self, Registered},
    members, plans, queries,
};

/// How many who wait are listed.
const LISTED: i64 = 200;
/// How many days before a birthday somebody is listed who comes of age.
const AHEAD: i64 = 90;

/// What the page of a member says about family, consent and identity.
#[derive(Template)]
#[template(path = "member_family.html")]
pub(super) struct FamilyPart {
    t: Speech,
    base: String,
    provisional: bool,
    registered: Option<Registered>,
    missing: Vec<String>,
    guardians: Vec<GuardianLine>,
    /// The consent in force: who gave it, when, and what proves it.
    consent: Option<String>,
    /// What the guardian agreed to on their own page, word for word.
    words: Option<String>,
    minor: bool,
    fields: Vec<Field>,
    consent_fields: Vec<Field>,
    reject: Field,
    card: Field,
    closed: bool,
}

struct GuardianLine {
    id: String,
    name: String,
    code: Option<String>,
    phone: Option<String>,
}

/// What [`part`] draws.
pub(super) struct Facts {
    guardians: Vec<Guardian>,
    consent: Option<Consent>,
    missing: Vec<Message>,
    registered: Option<Registered>,
}

pub(super) fn read(tx: &mut Tx<'_>, member: &Member, today: Date) -> Result<Facts> {
    Ok(Facts {
        guardians: families::guardians(tx, member.person, today)?,
        consent: families::consent(tx, member.person)?,
        missing: families::missing(tx, member, today)?,
        registered: if member.provisional { joining::of(tx, member.person)? } else { None },
    })
}

pub(super) fn part(visit: &Visit, member: &Member, facts: Facts) -> Html {
    let (t, act) = (visit.t, visit.act());
    let givers = facts.guardians.iter().map(|one| Choice::new(one.person.to_string(), one.name.as_str()));
    let reasons = [Reason::Lost, Reason::Stolen, Reason::Worn];
    let reasons =
        reasons.map(|reason| Choice::new(reason.as_str(), t.say(&format!("card-{}", reason.as_str()))));
    let part = FamilyPart {
        t,
        base: path_of(&member.code),
        provisional: member.provisional && !member.closed,
        missing: facts.missing.iter().map(|message| visit.tell(message)).collect(),
        words: facts.consent.as_ref().and_then(|consent| consent.words.clone()),
        consent: facts.consent.map(|consent| in_force(t, &act, &consent)),
        minor: families::is_minor(member.born, act.today()),
        fields: vec![
            Field::text(t, "kode", t.say("family-guardian-code"), "").short().autocomplete("off").optional(),
            Field::text(t, "nama", t.say("family-guardian-name"), "").autocomplete("off").optional(),
            Field::text(t, "telepon", t.say("member-phone"), "")
                .kind("tel")
                .medium()
                .autocomplete("off")
                .optional(),
        ],
        consent_fields: vec![
            Field::select(t, "giver", t.say("consent-giver"), givers.collect()).medium(),
            Field::text(t, "evidence", t.say("consent-evidence"), "").hint(t.say("consent-evidence-hint")),
        ],
        reject: Field::text(t, "alasan", t.say("join-reject-reason"), ""),
        card: Field::select(t, "sebab", t.say("card-reason"), reasons.to_vec()).medium(),
        guardians: facts
            .guardians
            .into_iter()
            .map(|one| GuardianLine {
                id: one.person.to_string(),
                name: one.name,
                code: one.code,
                phone: one.phone.as_deref().map(phone::shown),
            })
            .collect(),
        registered: facts.registered,
        closed: member.closed,
    };
    Html::of(&part)
}

/// Who has agreed, when, and what proves it, in a sentence.
fn in_force(t: Speech, act: &Act, consent: &Consent) -> String {
    let key = match consent.via {
        Via::Paper => "consent-in-force",
        Via::Online => "consent-in-force-online",
    };
    t.with(
        key,
        &[
            ("name", consent.giver_name.as_str().into()),
            ("day", t.date(act.at(consent.given_at).today()).into()),
            ("evidence", consent.proof().into()),
        ],
    )
}

impl FamilyPart {
    fn path(&self, code: &str) -> String {
        path_of(code)
    }
}

/// Runs a use case on the member a path names and goes back to their page, with what came of it.
async fn act_on<F>(
    post: &Post,
    code: String,
    run: F,
    done: impl FnOnce(&Member, &Member) -> Message,
) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Member) -> Result<Member> + Send + 'static,
{
    let wanted = code.clone();
    let ran = post
        .write(move |tx, act| {
            let before = member(tx, &wanted)?;
            let after = run(tx, act, &before)?;
            Ok((before, after))
        })
        .await;
    match ran {
        Ok((before, after)) => Ok(post.done(&path_of(&after.code), &done(&before, &after))),
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(first) if refusal.kind != Kind::Missing => {
                    Ok(post.on_to(&path_of(&code), Tone::Bad, &first.message))
                }
                _ => Err(refusal.into()),
            }
        }
    }
}

/// Somebody has seen who this is.
pub(crate) async fn confirm(post: Post, Path(code): Path<String>) -> Answer {
    let run = |tx: &mut Tx<'_>, act: &Act, before: &Member| joining::confirm(tx, act, before.person);
    act_on(&post, code, run, |before, after| {
        let ends: String = before
            .terms
            .iter()
            .map(|term| {
                let day = term.own_until.map(|day| day.to_string()).unwrap_or_default();
                format!("dasar={}_{day}&", term.basis)
            })
            .collect();
        Message::new("join-confirmed")
            .with("name", after.name.as_str())
            .with("undo", format!("{}/belum-pasti?{ends}", path_of(&after.code)))
    })
    .await
}

/// Takes a confirmation back.
pub(crate) async fn unconfirm(
    post: Post,
    Path(code): Path<String>,
    Query(before): Query<Vec<(String, String)>>,
) -> Answer {
    let ends: members::Ends = before
        .iter()
        .filter(|(name, _)| name == "dasar")
        .filter_map(|(_, value)| {
            let (basis, day) = value.split_once('_')?;
            Some((basis.parse().ok()?, day.parse().ok()))
        })
        .collect();
    let run =
        move |tx: &mut Tx<'_>, act: &Act, before: &Member| members::unconfirm(tx, act, before.person, &ends);
    act_on(&post, code, run, |_, _| Message::new("member-restored")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Because {
    alasan: String,
}

/// Turns a registration down.
pub(crate) async fn reject(post: Post, Path(code): Path<String>, Form(form): Form<Because>) -> Answer {
    let run = move |tx: &mut Tx<'_>, act: &Act, before: &Member| {
        joining::reject(tx, act, before.person, &form.alasan)
    };
    act_on(&post, code, run, |_, _| Message::new("join-rejected")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct NewGuardian {
    kode: String,
    nama: String,
    telepon: String,
}

/// Links a guardian: by the number on their card, or by name and telephone.
pub(crate) async fn link(post: Post, Path(code): Path<String>, Form(form): Form<NewGuardian>) -> Answer {
    let run = move |tx: &mut Tx<'_>, act: &Act, before: &Member| {
        if form.kode.trim().is_empty() {
            let profile =
                Profile { name: form.nama.clone(), phone: form.telepon.clone(), ..Profile::default() };
            return families::link_named(tx, act, before.person, &profile);
        }
        let unknown = || Refusal::of_field("kode", Message::new("basis-guardian-unknown"));
        let guardian = queries::by_code(tx, &form.kode)?.ok_or_else(unknown)?;
        families::link(tx, act, before.person, guardian.person)
    };
    act_on(&post, code, run, |_, _| Message::new("family-linked")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Whom {
    wali: Id<Person>,
}

/// Parts a guardian and a child.
pub(crate) async fn unlink(post: Post, Path(code): Path<String>, Form(Whom { wali }): Form<Whom>) -> Answer {
    let run =
        move |tx: &mut Tx<'_>, act: &Act, before: &Member| families::unlink(tx, act, before.person, wali);
    act_on(&post, code, run, |_, _| Message::new("family-unlinked")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    giver: Id<Person>,
    evidence: String,
}

/// Keeps a consent.
pub(crate) async fn give(post: Post, Path(code): Path<String>, Form(form): Form<Given>) -> Answer {
    let run = move |tx: &mut Tx<'_>, act: &Act, before: &Member| {
        families::give(tx, act, before.person, form.giver, &form.evidence)?;
        Ok(before.clone())
    };
    act_on(&post, code, run, |_, _| Message::new("consent-kept")).await
}

/// Takes a consent back, at the desk.
pub(crate) async fn withdraw(post: Post, Path(code): Path<String>) -> Answer {
    let run = |tx: &mut Tx<'_>, act: &Act, before: &Member| families::withdraw(tx, act, before.person);
    act_on(&post, code, run, |_, _| Message::new("consent-withdrawn")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Why {
    sebab: String,
}

/// A new card; the old number counts no more.
pub(crate) async fn reissue(post: Post, Path(code): Path<String>, Form(Why { sebab }): Form<Why>) -> Answer {
    let reason = sebab.parse().unwrap_or(Reason::Lost);
    match post.write(move |tx, act| cards::reissue(tx, act, &code, reason)).await {
        Ok(after) => {
            let told = Message::new("card-replaced").with("code", after.code.as_str());
            Ok(post.done(&path_of(&after.code), &told))
        }
        Err(error) => Err(refusal_in(error)?.into()),
    }
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    page: Page,
    waiting: Vec<Waiting>,
    /// To whose membership a guardian has yet to agree.
    owing: Vec<Waiting>,
    coming: Table,
    can_edit: bool,
}

struct Waiting {
    base: String,
    name: String,
    code: String,
    since: String,
    facts: String,
}

/// Whom the desk has yet to look at: the provisional, and those who come of age.
pub(crate) async fn waiting(visit: Visit) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let (waiting, owing, coming) = visit
        .read(move |tx| {
            Ok((
                joining::waiting(tx, LISTED)?,
                families::owing_consent(tx, today, LISTED)?,
                families::coming_of_age(tx, today, AHEAD)?,
            ))
        })
        .await?;
    let line = |member: &Member| Waiting {
        base: path_of(&member.code),
        name: member.name.clone(),
        code: member.code.clone(),
        since: t.date(member.since),
        facts: [
            member.born.map(|born| t.date(born)),
            member.phone.as_deref().map(phone::shown),
            member.village.clone(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
    };
    let columns = ["member-name", "member-code", "toconfirm-of-age"].map(|key| Column::new(t.say(key)));
    let empty = Empty {
        icon: "LuUserCheck",
        title: t.say("toconfirm-no-age").to_owned(),
        text: String::new(),
        action: None,
    };
    let rows = coming.iter().map(|(member, day)| {
        let name = Link { href: path_of(&member.code), name: &member.name };
        Row::new(vec![Html::of(&name), member.code.as_str().into(), t.date(*day).into()])
    });
    let coming = Table {
        rows: rows.collect(),
        empty: Some(empty),
        ..Table::new(t, "berumur-18", t.say("toconfirm-age"), columns.to_vec())
    };
    let page = below_list(&visit, t.say("toconfirm-title"));
    let (waiting, owing) = (waiting.iter().map(line).collect(), owing.iter().map(line).collect());
    visit.html(&WaitingPage { page, waiting, owing, coming, can_edit: visit.can(people::EDIT) })
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Link<'a> {
    href: String,
    name: &'a str,
}

#[derive(Template)]
#[template(path = "family.html")]
struct FamilyPage {
    page: Page,
    children: Vec<Child>,
    /// Where a child is registered, with the guardian's own card filled in.
    register: String,
}

struct Child {
    href: String,
    name: String,
    code: String,
    badge: Badge,
    until: String,
}

pub(super) fn signed_in(visit: &Visit) -> Result<Id<Person>, Failure> {
    let account = visit.account().ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))?;
    Ok(account.person)
}

pub(crate) fn path_of_child(code: &str) -> String {
    format!("/saya/keluarga/{}", code.replace('/', "%2F"))
}

/// One's own children.
pub(crate) async fn mine(visit: Visit) -> Answer {
    let (person, today, t) = (signed_in(&visit)?, visit.act().today(), visit.t);
    let (children, own) = visit
        .read(move |tx| Ok((families::children(tx, person, today)?, queries::by_id(tx, person)?)))
        .await?;
    let register = match own {
        Some(own) => format!("/gabung?wali={}", ui::page::query_value(&own.code)),
        None => "/gabung".to_owned(),
    };
    let child = |member: Member| Child {
        href: path_of_child(&member.code),
        badge: standing_badge(t, &member, today),
        until: members::until(&member, today).map(|day| t.date(day)).unwrap_or_default(),
        name: member.name,
        code: member.code,
    };
    let page = visit.member(t.say("family-title"));
    visit.html(&FamilyPage { page, children: children.into_iter().map(child).collect(), register })
}

#[derive(Template)]
#[template(path = "family_child.html")]
struct ChildPage {
    page: Page,
    badge: Badge,
    qr: QrCard,
    plan: String,
    until: String,
    missing: Vec<String>,
    base: String,
    /// The consent in force, in a sentence.
    consent: Option<String>,
    /// What a guardian has yet to agree to, with what it is known by.
    owed: Option<(Vec<String>, String)>,
    tick: Field,
    errors: Errors,
}

impl ChildPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// What a guardian agrees to, sentence by sentence: what the paper form says, and that they are who may.
fn sentences(t: Speech, child: &Member) -> Vec<String> {
    let of_paper = ["consent-form-intro", "consent-form-data", "consent-form-membership"];
    let mut all: Vec<String> = of_paper.iter().map(|key| t.say(key).to_owned()).collect();
    all.push(t.about("consent-online-guardian", child.name.as_str()));
    all.push(t.say("consent-online-note").to_owned());
    all
}

fn agreed(t: Speech, child: &Member) -> Agreed {
    Agreed { lang: t.lang().code(), words: sentences(t, child).join("\n") }
}

/// The card of one's own child.
pub(crate) async fn child(visit: Visit, Path(code): Path<String>) -> Answer {
    draw_child(&visit, StatusCode::OK, code, Errors::new()).await
}

async fn draw_child(visit: &Visit, status: StatusCode, code: String, errors: Errors) -> Answer {
    let (person, act, t) = (signed_in(visit)?, visit.act(), visit.t);
    let today = act.today();
    let found = visit
        .read(move |tx| {
            let Some(child) = families::child_of(tx, person, &code, today)? else { return Ok(None) };
            let missing = families::missing(tx, &child, today)?;
            let consent = families::consent(tx, child.person)?;
            Ok(Some((child, missing, consent, plans::all(tx)?)))
        })
        .await?;
    let Some((child, missing, consent, plans)) = found else { return Err(Failure::missing()) };
    let mut page = visit.member(child.name.as_str());
    page.failed = !errors.is_empty();
    let owed =
        (consent.is_none() && !child.closed).then(|| (sentences(t, &child), agreed(t, &child).print()));
    let view = ChildPage {
        page,
        badge: standing_badge(t, &child, today),
        qr: qr(t, &child),
        plan: plan_named(t, &plans as &[Plan], &child.plan),
        until: members::until(&child, today).map(|day| t.date(day)).unwrap_or_default(),
        missing: missing.iter().map(|message| visit.tell(message)).collect(),
        base: path_of_child(&child.code),
        consent: consent.map(|consent| in_force(t, &act, &consent)),
        owed,
        tick: Field::check(t, "setuju", t.say("consent-online-tick"), "1", false).error(errors.of("setuju")),
        errors,
    };
    visit.html_as(status, &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agreeing {
    /// What the words are known by that were read.
    teks: String,
    setuju: Option<String>,
}

/// Agrees to the membership of one's own child. Who has just proven who they are does so, to the words they have read.
pub(crate) async fn agree_mine(post: Post, Path(code): Path<String>, Form(form): Form<Agreeing>) -> Answer {
    let (person, t, wanted) = (signed_in(&post)?, post.t, code.clone());
    if form.setuju.is_none() {
        let mut errors = Errors::new();
        errors.add("setuju", t.say("consent-online-tick-missing"));
        return draw_child(&post, StatusCode::UNPROCESSABLE_ENTITY, code, errors).await;
    }
    let done = post
        .write(move |tx, act| {
            let child = families::child_of(tx, person, &wanted, act.today())?.ok_or_else(members::unknown)?;
            let words = agreed(t, &child);
            if words.print() != form.teks {
                return Err(Refusal::of_field("setuju", Message::new("consent-online-changed")).into());
            }
            families::agree(tx, act, child.person, person, &words)?;
            Ok(child.code)
        })
        .await;
    match done {
        Ok(code) => Ok(post.done(&path_of_child(&code), &Message::new("consent-online-kept"))),
        Err(error) => {
            let refusal = refusal_in(error)?;
            if refusal.kind == Kind::Missing {
                return Err(refusal.into());
            }
            let errors = errors_of(&post, &refusal, "setuju");
            draw_child(&post, StatusCode::UNPROCESSABLE_ENTITY, code, errors).await
        }
    }
}

/// A card as it is shown at the desk.
pub(super) fn qr(t: Speech, member: &Member) -> QrCard {
    QrCard {
        t,
        data: member.code.clone(),
        code: member.code.clone(),
        title: member.name.clone(),
        text: t.say("mine-show-card").to_owned(),
    }
}

/// Takes the consent for one's own child back.
pub(crate) async fn withdraw_mine(post: Post, Path(code): Path<String>) -> Answer {
    let person = signed_in(&post)?;
    let done = post
        .write(move |tx, act| {
            let child = families::child_of(tx, person, &code, act.today())?;
            families::withdraw(tx, act, child.ok_or_else(members::unknown)?.person)
        })
        .await?;
    Ok(post.done(&path_of_child(&done.code), &Message::new("consent-withdrawn")))
}
