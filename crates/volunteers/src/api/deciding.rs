//! What the staff decide about volunteers: for other programs.

use kernel::{Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, Limit, Moment},
};

use super::{HoursOfVolunteer, VolunteerOfRoll, read, told};
use crate::{
    Check, CheckKind, EDIT, VIEW, Volunteer,
    applying::{self, Application},
    hours::{self, Hours},
    roll,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    api.get("/api/v1/volunteer-applications", view, applications)
        .post("/api/v1/volunteer-applications/{id}/acceptance", edit, accept)
        .post("/api/v1/volunteer-applications/{id}/refusal", edit, decline)
        .get("/api/v1/volunteers/{id}/checks", view, checks)
        .post("/api/v1/volunteers/{id}/checks", edit, see_check)
        .delete("/api/v1/volunteers/{id}/checks/{check}", edit, withdraw_check)
        .get("/api/v1/volunteer-hours", view, waiting)
        .post("/api/v1/volunteer-hours/{hours}/decision", edit, decide)
        .post("/api/v1/volunteer-hours/{hours}/reversal", edit, reverse)
}

/// Somebody who would like to help.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct VolunteerApplication {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Application>,
    /// Their identity in the register, where they were signed in.
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
    /// Their name.
    name: String,
    /// Birth date.
    born: Option<Day>,
    /// A telephone number, as they wrote it.
    phone: String,
    /// An e-mail address, as they wrote it.
    email: String,
    /// Why, in their own words.
    words: String,
    /// Whether they would like to work with children.
    with_children: bool,
    /// When it came.
    applied_at: Moment,
    /// Who of the register might be the same.
    maybe: Vec<MaybeVolunteer>,
}

/// Somebody of the register who might be the same.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct MaybeVolunteer {
    /// Their identity.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// Their name.
    name: String,
}

/// Lists applications that wait for a decision, the oldest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListVolunteerApplications {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
}

async fn applications(
    visit: ApiVisit,
    asked: ListVolunteerApplications,
) -> Result<Json<Vec<VolunteerApplication>>, Failure> {
    let Limit(limit) = asked.limit;
    let found = visit
        .read(move |tx| {
            let mut found = Vec::new();
            for one in applying::waiting(tx, limit)? {
                let maybe = applying::alike(tx, &one)?;
                let maybe = maybe.into_iter().map(|one| MaybeVolunteer { party: one.id, name: one.name });
                found.push(VolunteerApplication {
                    maybe: maybe.collect(),
                    id: one.id,
                    party: one.person,
                    name: one.name,
                    born: one.born.map(Day),
                    phone: one.phone,
                    email: one.email,
                    words: one.words,
                    with_children: one.with_children,
                    applied_at: one.applied_at.into(),
                });
            }
            Ok(found)
        })
        .await?;
    let people =
        found.iter().flat_map(|one| one.party.into_iter().chain(one.maybe.iter().map(|two| two.party)));
    visit.looks_at_all(people, Sight::List);
    Ok(Json(found))
}

/// Accepts an application: they are on the roll.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AcceptApplication {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Application>,
    /// Who of the register it is; whoever was signed in, or else a new entry, where nothing is said.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    party: Option<Id<Person>>,
}

async fn accept(post: ApiPost, asked: AcceptApplication) -> Result<Created<VolunteerOfRoll>, Failure> {
    let volunteer = post
        .write(move |tx, act| {
            let volunteer = applying::accept(tx, act, asked.id, asked.party)?;
            read(tx, act, volunteer)
        })
        .await?;
    Ok(Created(format!("/api/v1/volunteers/{}", volunteer.id), volunteer))
}

/// Turns an application down; whoever was signed in is told why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DeclineApplication {
    /// Which.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Application>,
    /// Why.
    #[schemars(length(min = 1, max = 500), example = &"Semua tempat sudah terisi")]
    reason: String,
}

/// That it was turned down.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ApplicationDeclined {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Application>,
}

async fn decline(post: ApiPost, asked: DeclineApplication) -> Result<Json<ApplicationDeclined>, Failure> {
    let id = asked.id;
    post.write(move |tx, act| applying::decline(tx, act, id, &asked.reason)).await?;
    Ok(Json(ApplicationDeclined { id }))
}

/// Something that was shown to somebody of the library; never what it says.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct CheckOfVolunteer {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Check>,
    /// `police`, `reference` or `child-protection`.
    kind: String,
    /// From which day.
    issued: Day,
    /// Until which day; none means without end.
    until: Option<Day>,
}

fn checks_of(tx: &mut store::Tx<'_>, id: Id<Volunteer>) -> store::Result<Vec<CheckOfVolunteer>> {
    let item = |one: Check| CheckOfVolunteer {
        id: one.id,
        kind: one.kind.to_string(),
        issued: Day(one.issued),
        until: one.until.map(Day),
    };
    Ok(roll::checks(tx, id)?.into_iter().map(item).collect())
}

/// Lists the checks of a volunteer that stand.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListChecks {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
}

async fn checks(visit: ApiVisit, asked: ListChecks) -> Result<Json<Vec<CheckOfVolunteer>>, Failure> {
    let (person, found) =
        visit.read(move |tx| Ok((roll::one(tx, asked.id)?.person, checks_of(tx, asked.id)?))).await?;
    visit.looks_at(person, Sight::Volunteering);
    Ok(Json(found))
}

/// Notes that somebody of the library saw a check: its kind and days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct SeeCheck {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
    /// `police`, `reference` or `child-protection`.
    #[schemars(regex(pattern = "^(police|reference|child-protection)$"), example = &"police")]
    kind: String,
    /// From which day.
    #[schemars(example = &"2026-08-05")]
    issued: Day,
    /// Until which day; without end where nothing is said.
    #[serde(default)]
    until: Option<Day>,
}

async fn see_check(post: ApiPost, asked: SeeCheck) -> Result<Json<Vec<CheckOfVolunteer>>, Failure> {
    let stand = post
        .write(move |tx, act| {
            let kind: CheckKind = asked.kind.parse()?;
            roll::see_check(tx, act, asked.id, kind, asked.issued.0, asked.until.map(|day| day.0))?;
            checks_of(tx, asked.id)
        })
        .await?;
    Ok(Json(stand))
}

/// Withdraws a check: entered by mistake, or no longer to be relied on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct WithdrawCheck {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
    /// Which check.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e12")]
    check: Id<Check>,
}

async fn withdraw_check(post: ApiPost, asked: WithdrawCheck) -> Result<Json<Vec<CheckOfVolunteer>>, Failure> {
    let stand = post
        .write(move |tx, act| {
            roll::withdraw_check(tx, act, asked.id, asked.check)?;
            checks_of(tx, asked.id)
        })
        .await?;
    Ok(Json(stand))
}

/// Lists hours volunteers entered that wait for a word of the staff, the oldest first.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListWaitingHours {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
}

async fn waiting(visit: ApiVisit, asked: ListWaitingHours) -> Result<Json<Vec<HoursOfVolunteer>>, Failure> {
    let Limit(limit) = asked.limit;
    let found = visit.read(move |tx| hours::waiting(tx, limit)).await?;
    Ok(Json(found.into_iter().map(told).collect()))
}

/// Confirms hours a volunteer entered, or says why they do not count.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DecideHours {
    /// Which hours.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    hours: Id<Hours>,
    /// Whether they count.
    #[schemars(example = &true)]
    confirmed: bool,
    /// Why not.
    #[serde(default)]
    #[schemars(length(max = 500))]
    reason: Option<String>,
}

async fn decide(post: ApiPost, asked: DecideHours) -> Result<Json<HoursOfVolunteer>, Failure> {
    let decided = post
        .write(move |tx, act| {
            let reason = asked.reason.as_deref().unwrap_or_default();
            hours::decide(tx, act, asked.hours, asked.confirmed, reason).map(told)
        })
        .await?;
    Ok(Json(decided))
}

/// Takes hours back: they stay, and an entry beside them takes their minutes away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReverseHours {
    /// Which hours.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    hours: Id<Hours>,
}

async fn reverse(post: ApiPost, asked: ReverseHours) -> Result<Json<HoursOfVolunteer>, Failure> {
    let reversed = post.write(move |tx, act| hours::reverse(tx, act, asked.hours).map(told)).await?;
    Ok(Json(reversed))
}
