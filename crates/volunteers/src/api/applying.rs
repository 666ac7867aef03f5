//! Applying as a volunteer through another program. It is guarded as the page is: nobody applies faster than a person fills in
//! a form, and so many a day come from one place and no more.

use kernel::{Id, Message, Refusal};
use people::Profile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Day, Json},
    open_form::Seal,
    stamp,
};

use super::TimeOfVolunteer;
use crate::{
    Ticked,
    applying::{self, Application, Applying},
    pages::FORM,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/volunteer-applications/stamp", Access::Public, begin).post(
        "/api/v1/volunteer-applications",
        Access::Public,
        apply,
    )
}

/// Begins an application.
///
/// What comes back is sent along with the application. It is worth something for three hours, for one application, and not
/// before `wait` seconds have passed.
#[derive(Debug, Deserialize, JsonSchema)]
struct BeginVolunteerApplication {}

/// What an application begins with.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct ApplicationStamp {
    /// What the application is known by: sent twice, it is kept once.
    stamp: String,
    /// How many seconds pass before it is taken.
    wait: i64,
}

async fn begin(visit: ApiVisit, _: BeginVolunteerApplication) -> Result<Json<ApplicationStamp>, Failure> {
    Ok(Json(ApplicationStamp { stamp: stamp::given(visit.act().at), wait: stamp::LEAST.div_euclid(1000) }))
}

/// Says that somebody would like to help. The library answers them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ApplyAsVolunteer {
    /// What the application began with.
    #[schemars(length(min = 1, max = 200), example = &"1785900600000.01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11.5f0c")]
    stamp: String,
    /// The name.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    /// Birth date.
    #[schemars(example = &"1994-03-17")]
    born: Day,
    /// A telephone number in any spelling; this or an e-mail address is needed.
    #[serde(default)]
    #[schemars(length(max = 200))]
    phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    #[schemars(length(max = 200))]
    email: Option<String>,
    /// Where they live.
    #[serde(default)]
    #[schemars(length(max = 200))]
    village: Option<String>,
    /// What they can; what nobody offers is left out.
    #[serde(default)]
    #[schemars(length(max = 50))]
    skills: Vec<String>,
    /// What they speak.
    #[serde(default)]
    #[schemars(length(max = 50))]
    languages: Vec<String>,
    /// When they can.
    #[serde(default)]
    #[schemars(length(max = 50))]
    times: Vec<TimeOfVolunteer>,
    /// Whether they would like to work with children.
    #[serde(default)]
    with_children: bool,
    /// Why, in their own words.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    words: Option<String>,
    /// That they have read what the library keeps about them, and want to apply.
    #[schemars(example = true)]
    agree: bool,
}

/// An application that was taken.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ApplicationTaken {
    /// Which.
    #[schemars(schema_with = "web::api::id")]
    id: Id<Application>,
}

impl From<ApplyAsVolunteer> for Applying {
    fn from(one: ApplyAsVolunteer) -> Self {
        Self {
            person: None,
            profile: Profile {
                name: one.name,
                born: Some(one.born.0),
                phone: one.phone.unwrap_or_default(),
                email: one.email.unwrap_or_default(),
                village: one.village.unwrap_or_default(),
                ..Profile::default()
            },
            ticked: Ticked {
                skills: one.skills,
                languages: one.languages,
                times: one.times.into_iter().map(|time| (time.weekday, time.part)).collect(),
            },
            words: one.words.unwrap_or_default(),
            with_children: one.with_children,
        }
    }
}

async fn apply(post: ApiPost, asked: ApplyAsVolunteer) -> Result<Json<ApplicationTaken>, Failure> {
    if !asked.agree {
        return Err(Refusal::of_field("agree", Message::new("apply-agree-missing")).into());
    }
    let (form, headers) = post.as_form();
    let stamp = asked.stamp.clone();
    let person = post.account().map(|account| account.person);
    let applying = Applying { person, ..asked.into() };
    let seal = Seal { cap: &stamp, situs: "" };
    let id =
        FORM.take(form, headers, seal, move |tx, act, key| applying::apply(tx, act, key, &applying)).await?;
    Ok(Json(ApplicationTaken { id }))
}
