//! What a guardian sees of their own children, agrees to and takes back.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Id, Kind, Message, Person, Refusal};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Page, Speech,
    part::{Badge, ErrorSummary, Errors, Field, QrCard, Tone},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{
    family::in_force,
    mine::{Renewal, renewed},
    plan_named, standing_badge,
};
use crate::{
    Member, Plan,
    changes::{self, Change},
    families::{self, Agreed},
    members, plans, queries, renewing,
};

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

pub(crate) fn signed_in(visit: &Visit) -> std::result::Result<Id<Person>, Failure> {
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
    /// Where all that is held about the child stands.
    privacy: String,
    /// The consent in force, in a sentence.
    consent: Option<String>,
    /// What a guardian has yet to agree to, with what it is known by.
    owed: Option<(Vec<String>, String)>,
    closed: bool,
    renewal: Renewal,
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

/// The same as it is kept once it was agreed to.
pub(crate) fn agreed(t: Speech, child: &Member) -> Agreed {
    Agreed { lang: t.lang().code(), words: sentences(t, child).join("\n") }
}

/// The card of one's own child.
pub(crate) async fn child(visit: Visit, Path(code): Path<String>) -> Answer {
    draw_child(&visit, StatusCode::OK, code, Errors::new()).await
}

async fn draw_child(visit: &Visit, status: StatusCode, code: String, errors: Errors) -> Answer {
    let (person, act, t) = (signed_in(visit)?, visit.act(), visit.t);
    let (today, now) = (act.today(), act.clone());
    let found = visit
        .read(move |tx| {
            let Some(child) = families::child_of(tx, person, &code, today)? else { return Ok(None) };
            let missing = families::missing(tx, &child, today)?;
            let consent = families::consent(tx, child.person)?;
            let proposal = renewing::proposal(tx, &now, &child)?;
            Ok(Some((child, missing, consent, proposal, plans::all(tx)?)))
        })
        .await?;
    let Some((child, missing, consent, proposal, plans)) = found else { return Err(Failure::missing()) };
    let mut page = visit.member(child.name.as_str());
    page.failed = !errors.is_empty();
    let owed = consent.is_none().then(|| (sentences(t, &child), agreed(t, &child).print()));
    let view = ChildPage {
        page,
        badge: standing_badge(t, &child, today),
        qr: qr(t, &child),
        plan: plan_named(t, &plans as &[Plan], &child.plan),
        until: members::until(&child, today).map(|day| t.date(day)).unwrap_or_default(),
        missing: missing.iter().map(|message| visit.tell(message)).collect(),
        base: path_of_child(&child.code),
        privacy: format!("/saya/privasi/anak/{}", child.code.replace('/', "%2F")),
        consent: consent.map(|consent| in_force(t, &act, &consent)),
        owed,
        closed: child.closed,
        renewal: Renewal::new(visit, format!("{}/perpanjang", path_of_child(&child.code)), proposal),
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
            let child = own_child(tx, act, person, &wanted)?;
            let words = agreed(t, &child);
            if words.print() != form.teks {
                return Err(Refusal::of_field("setuju", Message::new("consent-online-changed")).into());
            }
            let given = families::agree(tx, act, child.person, person, &words)?;
            Ok((child.code, given.ended))
        })
        .await;
    match done {
        Ok((code, None)) => Ok(post.done(&path_of_child(&code), &Message::new("consent-online-kept"))),
        Ok((code, Some(why))) => Ok(post.on_to(&path_of_child(&code), Tone::Warn, &why)),
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

/// Takes the consent for one's own child back. Who has just proven who they are does so, as whoever agrees.
pub(crate) async fn withdraw_mine(post: Post, Path(code): Path<String>) -> Answer {
    let person = signed_in(&post)?;
    let (done, change) = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &code)?.person;
            changes::noted(tx, act, child, |tx| families::withdraw(tx, act, child))
        })
        .await?;
    let path = path_of_child(&done.code);
    let message = Message::new("consent-withdrawn").with("undo", format!("{path}/cabut/batal/{change}"));
    Ok(post.done(&path, &message))
}

/// Prolongs the membership of one's own child.
pub(crate) async fn renew_mine(post: Post, Path(code): Path<String>) -> Answer {
    let (person, back) = (signed_in(&post)?, path_of_child(&code));
    let done = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &code)?.person;
            renewing::renew_own(tx, act, child)
        })
        .await;
    renewed(&post, &back, done)
}

/// The consent stands again, and the membership as it was.
pub(crate) async fn restore_mine(post: Post, Path((code, change)): Path<(String, Id<Change>)>) -> Answer {
    let person = signed_in(&post)?;
    let done = post
        .write(move |tx, act| {
            let child = own_child(tx, act, person, &code)?.person;
            changes::take_back(tx, act, child, change)
        })
        .await?;
    Ok(post.done(&path_of_child(&done.code), &Message::new("member-restored")))
}

/// The child with this number, whom `guardian` cares for today.
pub(crate) fn own_child(tx: &mut Tx<'_>, act: &Act, guardian: Id<Person>, code: &str) -> Result<Member> {
    families::child_of(tx, guardian, code, act.today())?.ok_or_else(|| members::unknown().into())
}
