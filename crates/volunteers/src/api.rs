//! Volunteers for other programs.

mod applying;
mod deciding;

use kernel::{Act, Id, Person};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Period, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json, List, Pdf},
};

use crate::{
    EDIT, State, Ticked, VIEW, Volunteer, hours, letter,
    roll::{self, Asked},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let api = Api::of("volunteers")
        .get("/api/v1/volunteers", view, list)
        .get("/api/v1/volunteers/{id}", view, one)
        .put("/api/v1/volunteers/{id}", edit, change)
        .post("/api/v1/volunteers/{id}/hours", edit, enter)
        .post("/api/v1/volunteers/{id}/letter", edit, thank);
    applying::doors(deciding::doors(api)).routes()
}

/// A volunteer as a list shows them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct VolunteerInList {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Volunteer>,
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    person: Id<Person>,
    /// Their name.
    name: String,
    /// `active`, `paused` or `ended`.
    state: String,
    /// Whether they may work with children today.
    may_work_with_children: bool,
    /// Minutes given that count.
    minutes: i64,
}

/// Lists volunteers by what they can and when: up to 200, by name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListVolunteers {
    /// Who has this skill.
    #[serde(default)]
    #[schemars(length(max = 40))]
    skill: Option<String>,
    /// Who speaks this language.
    #[serde(default)]
    #[schemars(length(max = 10))]
    language: Option<String>,
    /// Who can on this weekday: 1 is Monday.
    #[serde(default)]
    #[schemars(range(min = 1, max = 7))]
    weekday: Option<i64>,
    /// Who can in this part of a day: `morning`, `afternoon` or `evening`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(morning|afternoon|evening)$"))]
    part: Option<String>,
    /// Only who may work with children today.
    #[serde(default)]
    children: Option<bool>,
    /// Also who rests or has gone.
    #[serde(default)]
    all: Option<bool>,
}

async fn list(visit: ApiVisit, asked: ListVolunteers) -> std::result::Result<List<VolunteerInList>, Failure> {
    let today = visit.act().today();
    let asked = Asked {
        words: String::new(),
        skill: asked.skill.unwrap_or_default(),
        language: asked.language.unwrap_or_default(),
        weekday: asked.weekday.unwrap_or_default(),
        part: asked.part.unwrap_or_default(),
        children: asked.children.unwrap_or_default(),
        all: asked.all.unwrap_or_default(),
    };
    let found = visit.read(move |tx| roll::list(tx, &asked, today)).await?;
    visit.looks_at_all(found.iter().map(|one| one.person), Sight::List);
    let item = |one: roll::Listed| VolunteerInList {
        id: one.id,
        person: one.person,
        name: one.name,
        state: one.state.to_string(),
        may_work_with_children: one.may,
        minutes: one.minutes,
    };
    Ok(List { items: found.into_iter().map(item).collect(), next: None })
}

/// When somebody can, as a rule.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TimeOfVolunteer {
    /// 1 is Monday.
    #[schemars(range(min = 1, max = 7))]
    weekday: i64,
    /// `morning`, `afternoon` or `evening`.
    #[schemars(regex(pattern = "^(morning|afternoon|evening)$"))]
    part: String,
}

/// A volunteer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct VolunteerOfRoll {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Volunteer>,
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    person: Id<Person>,
    /// Their name.
    name: String,
    /// `active`, `paused` or `ended`.
    state: String,
    /// Since when.
    since: Day,
    /// The day they signed agreement and code of conduct.
    signed: Option<Day>,
    /// Whether they would like to work with children.
    with_children: bool,
    /// What staff should know.
    note: Option<String>,
    /// What they can.
    skills: Vec<String>,
    /// What they speak.
    languages: Vec<String>,
    /// When they can.
    times: Vec<TimeOfVolunteer>,
    /// Whether they may work with children today.
    may_work_with_children: bool,
    /// Minutes given that count.
    minutes: i64,
}

fn read(tx: &mut Tx<'_>, act: &Act, id: Id<Volunteer>) -> Result<VolunteerOfRoll> {
    let (volunteer, ticked) = (roll::one(tx, id)?, roll::ticked(tx, id)?);
    let whole = Period { from: kernel::Date::MIN, to: act.today() };
    Ok(VolunteerOfRoll {
        may_work_with_children: roll::may_work_with_children(tx, volunteer.person, act.today())?,
        minutes: hours::given(tx, Some(id), whole)?,
        id,
        person: volunteer.person,
        name: volunteer.name,
        state: volunteer.state.to_string(),
        since: Day(volunteer.since),
        signed: volunteer.signed.map(Day),
        with_children: volunteer.with_children,
        note: volunteer.note,
        skills: ticked.skills,
        languages: ticked.languages,
        times: ticked.times.into_iter().map(|(weekday, part)| TimeOfVolunteer { weekday, part }).collect(),
    })
}

/// Reads a volunteer.
#[derive(Debug, Deserialize, JsonSchema)]
struct ReadVolunteer {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
}

async fn one(visit: ApiVisit, asked: ReadVolunteer) -> std::result::Result<Json<VolunteerOfRoll>, Failure> {
    let act = visit.act();
    let found = visit.read(move |tx| read(tx, &act, asked.id)).await?;
    visit.looks_at(found.person, Sight::Volunteering);
    Ok(Json(found))
}

/// Changes what a volunteer can and when, and how they stand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeVolunteer {
    /// Their identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
    /// `active`, `paused` or `ended`; as it is where nothing is said.
    #[serde(default)]
    #[schemars(regex(pattern = "^(active|paused|ended)$"))]
    state: Option<String>,
    /// The day they signed agreement and code of conduct; as it is where nothing is said.
    #[serde(default)]
    signed: Option<Day>,
    /// Whether they would like to work with children; as it is where nothing is said.
    #[serde(default)]
    with_children: Option<bool>,
    /// What staff should know; as it is where nothing is said.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    note: Option<String>,
    /// What they can.
    #[schemars(example = &["storytelling"])]
    skills: Vec<String>,
    /// When they can.
    #[schemars(example = &[serde_json::json!({ "weekday": 6, "part": "morning" })])]
    times: Vec<TimeOfVolunteer>,
}

async fn change(
    post: ApiPost,
    asked: ChangeVolunteer,
) -> std::result::Result<Json<VolunteerOfRoll>, Failure> {
    let changed = post
        .write(move |tx, act| {
            let times = asked.times.iter().map(|time| (time.weekday, time.part.clone())).collect();
            let ticked = Ticked { skills: asked.skills.clone(), languages: Vec::new(), times };
            roll::tick(tx, act, asked.id, &ticked)?;
            if asked.signed.is_some() || asked.with_children.is_some() || asked.note.is_some() {
                let before = roll::one(tx, asked.id)?;
                let signed = asked.signed.map(|day| day.0).or(before.signed);
                let with_children = asked.with_children.unwrap_or(before.with_children);
                let note = asked.note.clone().or(before.note).unwrap_or_default();
                roll::describe(tx, act, asked.id, signed, with_children, &note)?;
            }
            if let Some(state) = &asked.state {
                roll::set_state(tx, act, asked.id, state.parse::<State>()?)?;
            }
            read(tx, act, asked.id)
        })
        .await?;
    Ok(Json(changed))
}

/// Hours given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct HoursOfVolunteer {
    /// Their identity.
    #[schemars(schema_with = "web::api::id")]
    id: Id<hours::Hours>,
    /// Whose: the identity on the roll.
    #[schemars(schema_with = "web::api::id")]
    volunteer: Id<Volunteer>,
    /// On which day.
    day: Day,
    /// How long, in minutes.
    minutes: i64,
    /// What was done.
    activity: String,
}

/// Enters hours a volunteer gave; they count at once. The same `entry` twice is entered once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterHours {
    /// Whose: the identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
    /// The identity of the hours, made by the sender.
    #[serde(default)]
    #[schemars(schema_with = "web::api::id")]
    entry: Option<Id<hours::Hours>>,
    /// On which day.
    #[schemars(example = &"2026-08-05")]
    day: Day,
    /// How long, in minutes.
    #[schemars(range(min = 1, max = 1440), example = &90)]
    minutes: i64,
    /// What was done.
    #[schemars(length(min = 1, max = 300), example = &"Mendongeng di ruang anak")]
    activity: String,
}

fn told(one: hours::Hours) -> HoursOfVolunteer {
    let hours::Hours { id, volunteer, day, minutes, activity, .. } = one;
    HoursOfVolunteer { id, volunteer, day: Day(day), minutes, activity }
}

async fn enter(post: ApiPost, asked: EnterHours) -> std::result::Result<Created<HoursOfVolunteer>, Failure> {
    let address = format!("/api/v1/volunteers/{}", asked.id);
    let entered = post
        .write(move |tx, act| {
            let (id, day) = (asked.entry.unwrap_or_default(), asked.day.0);
            let new = hours::New {
                id,
                volunteer: asked.id,
                day,
                minutes: asked.minutes,
                activity: &asked.activity,
                by_staff: true,
            };
            hours::enter(tx, act, &new)?;
            hours::one(tx, id).map(told)
        })
        .await?;
    Ok(Created(address, entered))
}

/// Issues a letter of thanks with the hours a volunteer gave: it gets a number, and is set on paper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct IssueLetter {
    /// To whom: the identity on the roll.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    id: Id<Volunteer>,
}

async fn thank(post: ApiPost, IssueLetter { id }: IssueLetter) -> std::result::Result<Pdf, Failure> {
    let thanks = post.write(move |tx, act| letter::gather(tx, act, id)).await?;
    Ok(Pdf(thanks.set(&post).await?))
}
