//! What the staff see and do about children and guardians, about who somebody is, and about lost cards.

use askama::Template;
use axum::extract::Path;
use kernel::{Act, Date, Id, Kind, Message, Person, Refusal};
use people::{Profile, pages::refusal_in, phone, relationships::Grown};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Speech,
    part::{Choice, Field, Tone},
};
use web::{Answer, Form, Post, Visit};

use super::{grown_field, member, path_of, undo};
use crate::{
    Member,
    cards::{self, Reason},
    changes,
    families::{self, Consent, Guardian, Via},
    joining::{self, Registered},
    queries,
};

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
    /// Whether somebody has stated that they are grown up.
    stated: bool,
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
        registered: joining::of(tx, member.person)?,
    })
}

pub(super) fn part(visit: &Visit, member: &Member, facts: Facts) -> Html {
    let (t, act) = (visit.t, visit.act());
    let givers = facts.guardians.iter().map(|one| Choice::new(one.person.to_string(), one.name.as_str()));
    let reasons = [Reason::Lost, Reason::Stolen, Reason::Worn];
    let reasons =
        reasons.map(|reason| Choice::new(reason.as_str(), t.say(&format!("card-{}", reason.as_str()))));
    // What whoever registered wrote of a guardian stands there until one is linked.
    let named = facts.registered.as_ref().filter(|_| facts.guardians.is_empty());
    let named = |of: fn(&Registered) -> &String| named.map(of).cloned().unwrap_or_default();
    let stated =
        facts.registered.as_ref().is_some_and(|one| one.guardian_grown && facts.guardians.is_empty());
    let number = named(|one| &one.guardian_phone);
    let shown = if number.is_empty() { number } else { phone::shown(&number) };
    let part = FamilyPart {
        t,
        base: path_of(&member.code),
        provisional: member.provisional && !member.closed,
        missing: facts.missing.iter().map(|message| visit.tell(message)).collect(),
        words: facts.consent.as_ref().and_then(|consent| consent.words.clone()),
        consent: facts.consent.map(|consent| in_force(t, &act, &consent)),
        minor: families::is_minor(member.born, act.today()),
        fields: vec![
            Field::text(t, "kode", t.say("family-guardian-code"), named(|one| &one.guardian_code))
                .short()
                .autocomplete("off")
                .optional(),
            Field::text(t, "nama", t.say("family-guardian-name"), named(|one| &one.guardian_name))
                .autocomplete("off")
                .optional(),
            Field::text(t, "telepon", t.say("member-phone"), shown)
                .kind("tel")
                .medium()
                .autocomplete("off")
                .optional(),
            grown_field(t, stated),
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
                stated: one.stated,
                code: one.code,
                phone: one.phone.as_deref().map(phone::shown),
            })
            .collect(),
        registered: facts.registered.filter(|_| member.provisional),
        closed: member.closed,
    };
    Html::of(&part)
}

/// Who has agreed, when, and what proves it, in a sentence.
pub(super) fn in_force(t: Speech, act: &Act, consent: &Consent) -> String {
    let key = match consent.via {
        Via::Paper => "consent-in-force",
        Via::Online => "consent-in-force-online",
        Via::List => "consent-in-force-list",
    };
    let day = consent.confirmed_on.unwrap_or_else(|| act.at(consent.given_at).today());
    t.with(
        key,
        &[
            ("name", consent.giver_name.as_str().into()),
            ("day", t.date(day).into()),
            ("by", consent.confirmed_by.as_deref().unwrap_or_default().into()),
            ("evidence", consent.proof().into()),
        ],
    )
}

impl FamilyPart {
    fn path(&self, code: &str) -> String {
        path_of(code)
    }
}

/// Runs a use case on the member a path names and goes back to their page, whose number comes with what is said of it.
async fn act_on<T, F>(post: &Post, code: String, run: F, done: impl FnOnce(&T) -> (String, Message)) -> Answer
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>, &Act, &Member) -> Result<T> + Send + 'static,
{
    let wanted = code.clone();
    let ran = post
        .write(move |tx, act| {
            let before = member(tx, &wanted)?;
            run(tx, act, &before)
        })
        .await;
    match ran {
        Ok(after) => {
            let (code, message) = done(&after);
            Ok(post.done(&path_of(&code), &message))
        }
        Err(error) => refused(post, &code, error),
    }
}

/// Back to the page of a member with what speaks against it.
fn refused(post: &Post, code: &str, error: store::Error) -> Answer {
    let refusal = refusal_in(error)?;
    match refusal.reasons.first() {
        Some(first) if refusal.kind != Kind::Missing => {
            Ok(post.on_to(&path_of(code), Tone::Bad, &first.message))
        }
        _ => Err(refusal.into()),
    }
}

/// What is said of a member once it is done.
fn said(key: &'static str) -> impl FnOnce(&Member) -> (String, Message) {
    move |after| (after.code.clone(), Message::new(key))
}

/// Somebody has seen who this is.
pub(crate) async fn confirm(post: Post, Path(code): Path<String>) -> Answer {
    let named = |after: &Member| Message::new("join-confirmed").with("name", after.name.as_str());
    noted(&post, code, joining::confirm, named).await
}

/// As [`act_on`], with a way to take it back.
async fn noted(
    post: &Post,
    code: String,
    run: fn(&mut Tx<'_>, &Act, Id<Person>) -> Result<Member>,
    done: fn(&Member) -> Message,
) -> Answer {
    let change = move |tx: &mut Tx<'_>, act: &Act, before: &Member| {
        changes::noted(tx, act, before.person, |tx| run(tx, act, before.person))
    };
    act_on(post, code, change, |(after, change)| {
        (after.code.clone(), done(after).with("undo", undo(&after.code, *change)))
    })
    .await
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
    act_on(&post, code, run, said("join-rejected")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct NewGuardian {
    kode: String,
    nama: String,
    telepon: String,
    /// That they are 18 or older, where no birth date says so.
    grown_up: String,
}

/// Links a guardian: by the number on their card, or by name and telephone.
pub(crate) async fn link(post: Post, Path(code): Path<String>, Form(form): Form<NewGuardian>) -> Answer {
    let run = move |tx: &mut Tx<'_>, act: &Act, before: &Member| {
        let grown = Grown::said(!form.grown_up.is_empty());
        if form.kode.trim().is_empty() {
            let profile =
                Profile { name: form.nama.clone(), phone: form.telepon.clone(), ..Profile::default() };
            return families::link_named(tx, act, before.person, &profile, grown);
        }
        let unknown = || Refusal::of_field("kode", Message::new("basis-guardian-unknown"));
        let guardian = queries::by_code(tx, &form.kode)?.ok_or_else(unknown)?;
        families::link(tx, act, before.person, guardian.person, grown)
    };
    act_on(&post, code, run, said("family-linked")).await
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
    act_on(&post, code, run, said("family-unlinked")).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    giver: Id<Person>,
    evidence: String,
}

/// Keeps a consent.
pub(crate) async fn give(post: Post, Path(code): Path<String>, Form(form): Form<Given>) -> Answer {
    let wanted = code.clone();
    let given = post
        .write(move |tx, act| {
            let before = member(tx, &wanted)?;
            let given = families::give(tx, act, before.person, form.giver, &form.evidence)?;
            Ok((before.code, given.ended))
        })
        .await;
    match given {
        Ok((code, None)) => Ok(post.done(&path_of(&code), &Message::new("consent-kept"))),
        Ok((code, Some(why))) => Ok(post.on_to(&path_of(&code), Tone::Warn, &why)),
        Err(error) => refused(&post, &code, error),
    }
}

/// Takes a consent back, at the desk.
pub(crate) async fn withdraw(post: Post, Path(code): Path<String>) -> Answer {
    noted(&post, code, families::withdraw, |_| Message::new("consent-withdrawn")).await
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

/// Somebody who is 18 now was asked whether they stay.
pub(crate) async fn grown(post: Post, Path(code): Path<String>) -> Answer {
    let told = |after: &Member| {
        let undo = format!("{}/dewasa/batal", path_of(&after.code));
        (
            after.code.clone(),
            Message::new("toconfirm-grown").with("name", after.name.as_str()).with("undo", undo),
        )
    };
    act_on(&post, code, |tx, act, before| families::seen_grown(tx, act, before.person), told).await
}

/// They were not.
pub(crate) async fn not_grown(post: Post, Path(code): Path<String>) -> Answer {
    let run = |tx: &mut Tx<'_>, act: &Act, before: &Member| families::unseen_grown(tx, act, before.person);
    act_on(&post, code, run, said("member-restored")).await
}
