//! What waits for the desk, and what it decides about a membership: for other programs.

use std::collections::HashSet;

use kernel::{Id, Person};
use people::parties;
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Day, Json, Limit, List},
};

use super::{EDIT, Member, VIEW, known};
use crate::{
    changes::{self, Change},
    consent_lists::{self, Confirmed, ConsentList},
    families, joining, members, printing,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    api.get("/api/v1/self-registrations", view, registrations)
        .post("/api/v1/members/{code}/confirmation", edit, confirm)
        .post("/api/v1/members/{code}/rejection", edit, reject)
        .post("/api/v1/members/{code}/end", edit, end)
        .post("/api/v1/members/{code}/changes/{change}/undo", edit, undo)
        .get("/api/v1/members-of-age", view, of_age)
        .post("/api/v1/members/{code}/of-age", edit, asked_at_18)
        .get("/api/v1/consents-owed/{organisation}", edit, owed)
        .post("/api/v1/consents-owed/{organisation}", edit, consent_of_many)
        .post("/api/v1/consent-lists/{list}/undo", edit, consents_undone)
        .get("/api/v1/cards/unprinted", view, unprinted)
        .post("/api/v1/cards/printed", view, printed)
}

/// Somebody who registered and whom nobody of the library has seen yet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct SelfRegistration {
    /// The membership.
    member: Member,
    /// Whether the register may have known them already: both are looked at before one is confirmed.
    maybe_known: bool,
    /// Whom they named as guardian.
    guardian_name: Option<String>,
    /// That person's telephone number.
    guardian_phone: Option<String>,
    /// The number on that person's card.
    guardian_code: Option<String>,
    /// Whether they stated that this person is 18 or older.
    guardian_grown_up: bool,
}

/// Lists those who wait for somebody to see who they are, the longest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListSelfRegistrations {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
}

async fn registrations(
    visit: ApiVisit,
    asked: ListSelfRegistrations,
) -> Result<Json<Vec<SelfRegistration>>, Failure> {
    let (act, Limit(limit)) = (visit.act(), asked.limit);
    let found = visit
        .read(move |tx| {
            let mut found = Vec::new();
            for member in joining::waiting(tx, limit)? {
                let registered = joining::of(tx, member.person)?;
                let said = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
                found.push(SelfRegistration {
                    maybe_known: registered.as_ref().is_some_and(|registered| registered.known),
                    guardian_name: said(registered.as_ref().map(|one| &one.guardian_name)),
                    guardian_phone: said(registered.as_ref().map(|one| &one.guardian_phone)),
                    guardian_code: said(registered.as_ref().map(|one| &one.guardian_code)),
                    guardian_grown_up: registered.as_ref().is_some_and(|one| one.guardian_grown),
                    member: Member::of(tx, &act, member)?,
                });
            }
            Ok(found)
        })
        .await?;
    visit.looks_at_all(found.iter().map(|one| one.member.party), Sight::List);
    Ok(Json(found))
}

/// A membership with the change that made it so.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ChangedMember {
    /// The membership as it is now.
    member: Member,
    /// What the change is known by, to take it back as long as nothing else has happened.
    #[schemars(schema_with = "web::api::id")]
    change: Id<Change>,
}

/// Runs a use case on a member, so that it can be taken back.
async fn noted(
    post: ApiPost,
    code: String,
    run: fn(&mut store::Tx<'_>, &kernel::Act, Id<Person>) -> store::Result<crate::Member>,
) -> Result<Json<ChangedMember>, Failure> {
    let changed = post
        .write(move |tx, act| {
            let person = known(tx, &code)?.person;
            let (after, change) = changes::noted(tx, act, person, |tx| run(tx, act, person))?;
            Ok(ChangedMember { member: Member::of(tx, act, after)?, change })
        })
        .await?;
    Ok(Json(changed))
}

/// Says that somebody of the library has seen who a member is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ConfirmMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn confirm(post: ApiPost, asked: ConfirmMember) -> Result<Json<ChangedMember>, Failure> {
    noted(post, asked.code, joining::confirm).await
}

/// Turns a registration down; the membership ends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RejectMember {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Why.
    #[schemars(length(min = 1, max = 500), example = &"Sudah anggota dengan nomor A-00017")]
    reason: String,
}

async fn reject(post: ApiPost, asked: RejectMember) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = joining::reject(tx, act, person, &asked.reason)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Ends a membership for good; what was borrowed stays to be returned.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndMembership {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn end(post: ApiPost, asked: EndMembership) -> Result<Json<ChangedMember>, Failure> {
    noted(post, asked.code, members::close).await
}

/// Takes the last change of a membership back, while nothing else has happened to it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct UndoMemberChange {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// Which change.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    change: Id<Change>,
}

async fn undo(post: ApiPost, asked: UndoMemberChange) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = changes::take_back(tx, act, person, asked.change)?;
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// Somebody who joined as a child.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct OfAge {
    /// The number on the card.
    code: String,
    /// The name.
    name: String,
    /// The day they answer for themselves.
    on: Day,
}

/// Lists whoever joined as a child and is 18, or will be within `days`, and has not been asked whether they stay.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListOfAge {
    /// How many days ahead.
    #[serde(default)]
    #[schemars(range(min = 0, max = 366))]
    days: Option<i64>,
    /// How many at most.
    #[serde(default)]
    limit: Limit,
}

async fn of_age(visit: ApiVisit, asked: ListOfAge) -> Result<Json<Vec<OfAge>>, Failure> {
    let (today, days, Limit(limit)) = (visit.act().today(), asked.days.unwrap_or(0), asked.limit);
    let found = visit.read(move |tx| families::coming_of_age(tx, today, days, limit)).await?;
    visit.looks_at_all(found.iter().map(|(member, _)| member.person), Sight::List);
    let item = |(member, on): (crate::Member, _)| OfAge { code: member.code, name: member.name, on: Day(on) };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Says that somebody who is 18 now was asked whether they stay.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AskedAtEighteen {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
    /// That they were not asked after all.
    #[serde(default)]
    undo: Option<bool>,
}

async fn asked_at_18(post: ApiPost, asked: AskedAtEighteen) -> Result<Json<Member>, Failure> {
    let member = post
        .write(move |tx, act| {
            let person = known(tx, &asked.code)?.person;
            let after = match asked.undo.unwrap_or_default() {
                true => families::unseen_grown(tx, act, person)?,
                false => families::seen_grown(tx, act, person)?,
            };
            Member::of(tx, act, after)
        })
        .await?;
    Ok(Json(member))
}

/// A child to whose membership nobody has agreed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct OwedConsent {
    /// The party.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// The number on the card.
    code: String,
    /// The name.
    name: String,
    /// Birth date.
    born: Day,
    /// The class, where one is known.
    class: Option<String>,
}

/// Lists the children whose parents' consent an organisation can confirm: its pupils, and who stands on its lists.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListOwedConsents {
    /// The school or other organisation.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    organisation: Id<Person>,
}

async fn owed(visit: ApiVisit, asked: ListOwedConsents) -> Result<Json<Vec<OwedConsent>>, Failure> {
    let act = visit.act();
    let found = visit
        .read(move |tx| {
            let organisation = parties::living(tx, asked.organisation)?.id;
            consent_lists::owing(tx, &act, organisation)
        })
        .await?;
    visit.looks_at_all(found.iter().map(|one| one.person), Sight::List);
    let item = |one: consent_lists::Owing| OwedConsent {
        party: one.person,
        code: one.code,
        name: one.name,
        born: Day(one.born),
        class: one.class,
    };
    Ok(Json(found.into_iter().map(item).collect()))
}

/// Keeps what an organisation confirms: that the parents of its children have agreed, on paper it holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ConfirmConsents {
    /// The school or other organisation.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    organisation: Id<Person>,
    /// What was seen and where it lies.
    #[schemars(length(min = 1, max = 500), example = &"82 formulir, map kelas 7 di tata usaha")]
    evidence: String,
    /// Who confirms it there.
    #[schemars(length(min = 1, max = 200), example = &"Kepala sekolah")]
    by: String,
    /// On which day they did.
    #[schemars(example = &"2026-07-20")]
    on: Day,
    /// The numbers on the cards of the children it is for; all who are owed where nothing is said.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    codes: Option<Vec<String>>,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ConsentsConfirmed {
    /// How many consents were kept.
    kept: usize,
    /// What they are known by together, to take them back.
    #[schemars(schema_with = "web::api::id")]
    list: Id<ConsentList>,
}

async fn consent_of_many(post: ApiPost, asked: ConfirmConsents) -> Result<Json<ConsentsConfirmed>, Failure> {
    let came = post
        .write(move |tx, act| {
            let only: Option<HashSet<Id<Person>>> = match &asked.codes {
                Some(codes) => Some(printing::of_codes(tx, codes)?.iter().map(|one| one.person).collect()),
                None => None,
            };
            let confirmed = Confirmed {
                organisation: asked.organisation,
                evidence: asked.evidence.clone(),
                by: asked.by.clone(),
                on: asked.on.0,
            };
            let (kept, list) = consent_lists::confirm(tx, act, &confirmed, only.as_ref())?;
            Ok(ConsentsConfirmed { kept, list })
        })
        .await?;
    Ok(Json(came))
}

/// Takes back what was confirmed for many by mistake.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct UndoConsents {
    /// What they are known by together.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    list: Id<ConsentList>,
}

/// How many a deed touched.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Touched {
    /// How many.
    count: usize,
}

async fn consents_undone(post: ApiPost, asked: UndoConsents) -> Result<Json<Touched>, Failure> {
    let count = post.write(move |tx, act| consent_lists::take_back(tx, act, asked.list)).await?;
    Ok(Json(Touched { count }))
}

/// Lists members whose card has not been printed, by name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListUnprintedCards {
    /// Not since this day; without one, never.
    #[serde(default)]
    since: Option<Day>,
}

async fn unprinted(visit: ApiVisit, asked: ListUnprintedCards) -> Result<List<Member>, Failure> {
    let (act, since) = (visit.act(), asked.since.map(|day| day.0));
    let items = visit
        .read(move |tx| {
            let found = printing::unprinted(tx, &act, since)?;
            Member::all(tx, &act, found)
        })
        .await?;
    visit.looks_at_all(items.iter().map(|member| member.party), Sight::List);
    Ok(List { items, next: None })
}

/// Keeps that cards have been printed, by whatever printed them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct CardsPrinted {
    /// The numbers on them.
    #[schemars(length(min = 1, max = 500), example = &["A-00001"])]
    codes: Vec<String>,
}

async fn printed(post: ApiPost, asked: CardsPrinted) -> Result<Json<Touched>, Failure> {
    let count = post
        .write(move |tx, act| {
            let members = printing::of_codes(tx, &asked.codes)?;
            printing::printed(tx, act, &members)?;
            Ok(members.len())
        })
        .await?;
    Ok(Json(Touched { count }))
}
