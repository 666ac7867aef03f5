//! Who works here and may do what: for other programs. Whoever gives roles and passwords has proven within the last ten minutes
//! who they are; a token proves nothing.

use kernel::{Id, Kind, Message, Person, Reason, Refusal};
use people::password;
use platform::{library::Branch, permissions::Holding};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Result, Tx};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Json, Moment},
};

use crate::{
    ACCOUNTS, ROLES,
    roles::{self, Role},
    staff::{self, Colleague, Former, NewStaff},
};

type Answer<T> = std::result::Result<T, Failure>;

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (accounts, decide) = (Access::Fresh(ACCOUNTS), Access::Fresh(ROLES));
    Api::of("identity")
        .get("/api/v1/colleagues", Access::Can(ACCOUNTS), list)
        .post("/api/v1/colleagues", accounts, appoint)
        .delete("/api/v1/colleagues/{party}", accounts, dismiss)
        .get("/api/v1/former-colleagues", Access::Can(ACCOUNTS), former)
        .post("/api/v1/former-colleagues/{party}/return", accounts, reappoint)
        .put("/api/v1/colleagues/{party}/roles", accounts, assign)
        .post("/api/v1/colleagues/{party}/password", accounts, give_password)
        .delete("/api/v1/colleagues/{party}/second-step", accounts, forget_second_step)
        .post("/api/v1/colleagues/{party}/sessions/end", Access::Can(ACCOUNTS), end_sessions)
        .get("/api/v1/roles", Access::Can(ROLES), all_roles)
        .post("/api/v1/roles", decide, make_role)
        .put("/api/v1/roles/{name}", decide, change_role)
        .delete("/api/v1/roles/{name}", decide, remove_role)
        .routes()
}

/// Lists those who work here, by name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListColleagues {}

/// Somebody who works here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ColleagueInList {
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// What they type to sign in.
    login: String,
    /// Their name.
    name: String,
    /// When they last did something here, where their session still stands.
    seen_at: Option<Moment>,
    /// Whether they show a second thing when they sign in.
    second_step: bool,
    /// What they hold.
    roles: Vec<RoleHeld>,
}

/// A role somebody holds.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoleHeld {
    /// Its name.
    role: String,
    /// At which branch; none where everywhere.
    #[serde(default)]
    #[schemars(schema_with = "web::api::maybe_id")]
    branch: Option<Id<Branch>>,
}

impl From<Colleague> for ColleagueInList {
    fn from(one: Colleague) -> Self {
        Self {
            party: one.person,
            login: one.login,
            name: one.name,
            seen_at: one.seen_at.map(Moment::from),
            second_step: one.second,
            roles: one.roles.into_iter().map(|Holding { role, branch }| RoleHeld { role, branch }).collect(),
        }
    }
}

fn held(roles: Vec<RoleHeld>) -> Vec<Holding> {
    staff::each_once(roles.into_iter().map(|RoleHeld { role, branch }| Holding { role, branch }).collect())
}

async fn list(visit: ApiVisit, _: ListColleagues) -> Answer<Json<Vec<ColleagueInList>>> {
    Ok(Json(visit.read(staff::all).await?.into_iter().map(ColleagueInList::from).collect()))
}

/// Takes somebody on: a person, an account, its roles.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AppointColleague {
    /// Their name.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    /// What they type to sign in: small letters, digits, dots or hyphens.
    #[schemars(length(min = 1, max = 64), example = &"meiske")]
    login: String,
    /// Their password; one is made where none is given, and answered once.
    #[serde(default)]
    #[schemars(length(min = 8, max = 128))]
    password: Option<String>,
    /// What they hold; none who gives it does not hold.
    #[schemars(length(min = 1, max = 200), example = &[serde_json::json!({ "role": "desk" })])]
    roles: Vec<RoleHeld>,
}

/// How somebody signs in from now on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct WayIn {
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// What they type to sign in.
    login: String,
    /// The password that was made for them; told this once, and kept nowhere.
    password: Option<String>,
}

/// The password that was given, or one that was made; and that one, to be told.
fn chosen(given: Option<String>) -> (String, Option<String>) {
    given.map_or_else(
        || {
            let made = password::readable();
            (made.clone(), Some(made))
        },
        |given| (given, None),
    )
}

async fn appoint(post: ApiPost, asked: AppointColleague) -> Answer<Created<WayIn>> {
    let (plain, told) = chosen(asked.password);
    // No answer with a password in it is kept for whoever asks again with the same key.
    let (post, _) = post.as_form();
    let password = post.hash(plain).await?;
    let new = NewStaff { name: asked.name, login: asked.login, password, roles: held(asked.roles) };
    let made = post.write(move |tx, act| staff::appoint(tx, act, &new)).await?;
    let way = WayIn { party: made.person, login: made.login, password: told };
    Ok(Created("/api/v1/colleagues".to_owned(), way))
}

/// Gives a colleague a new password, who may do no more than the one who acts; all their sessions end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct GivePassword {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// The password; one is made where none is given, and answered once.
    #[serde(default)]
    #[schemars(length(min = 8, max = 128))]
    password: Option<String>,
}

async fn give_password(post: ApiPost, asked: GivePassword) -> Answer<Json<WayIn>> {
    let (plain, told) = chosen(asked.password);
    let (post, _) = post.as_form();
    let password = post.hash(plain).await?;
    let made = post.write(move |tx, act| staff::new_password(tx, act, asked.party, &password)).await?;
    Ok(Json(WayIn { party: made.person, login: made.login, password: told }))
}

/// Lets a colleague hold exactly these roles, from now on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct AssignRoles {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// What they hold; none who gives it does not hold.
    #[schemars(length(min = 1, max = 200), example = &[serde_json::json!({ "role": "desk" })])]
    roles: Vec<RoleHeld>,
}

async fn assign(post: ApiPost, asked: AssignRoles) -> Answer<Json<ColleagueInList>> {
    let roles = held(asked.roles);
    let colleague = post
        .write(move |tx, act| {
            staff::assign(tx, act, asked.party, &roles)?;
            let all = staff::all(tx)?;
            let one = all.into_iter().find(|one| one.person == asked.party);
            one.map(ColleagueInList::from).ok_or(store::Error::Missing)
        })
        .await?;
    Ok(Json(colleague))
}

/// Takes a colleague's codes away, whose telephone is lost; all their sessions end.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ForgetSecondStep {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
}

/// What was done to whose account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AccountOf {
    /// Who.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
}

async fn forget_second_step(
    post: ApiPost,
    ForgetSecondStep { party }: ForgetSecondStep,
) -> Answer<Json<AccountOf>> {
    post.write(move |tx, act| staff::forget_second_step(tx, act, party)).await?;
    Ok(Json(AccountOf { party }))
}

/// Closes a colleague's account and takes their roles away; what they did stays under their name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct DismissColleague {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
}

async fn dismiss(post: ApiPost, DismissColleague { party }: DismissColleague) -> Answer<Json<AccountOf>> {
    post.write(move |tx, act| staff::dismiss(tx, act, party)).await?;
    Ok(Json(AccountOf { party }))
}

/// Lists those who worked here and were dismissed, by name.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListFormerColleagues {}

/// Somebody who worked here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct FormerColleague {
    /// Their identity in the register.
    #[schemars(schema_with = "web::api::id")]
    party: Id<Person>,
    /// What they typed to sign in, and will again.
    login: String,
    /// Their name.
    name: String,
    /// When they left.
    left_at: Moment,
}

async fn former(visit: ApiVisit, _: ListFormerColleagues) -> Answer<Json<Vec<FormerColleague>>> {
    let item = |one: Former| FormerColleague {
        party: one.person,
        login: one.login,
        name: one.name,
        left_at: one.left_at.into(),
    };
    Ok(Json(visit.read(staff::former).await?.into_iter().map(item).collect()))
}

/// Takes somebody on again who was dismissed: under the login they had, with a new password.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReappointColleague {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
    /// Their password; one is made where none is given, and answered once.
    #[serde(default)]
    #[schemars(length(min = 8, max = 128))]
    password: Option<String>,
    /// What they hold; none who gives it does not hold.
    #[schemars(length(min = 1, max = 200), example = &[serde_json::json!({ "role": "desk" })])]
    roles: Vec<RoleHeld>,
}

async fn reappoint(post: ApiPost, asked: ReappointColleague) -> Answer<Json<WayIn>> {
    let (plain, told) = chosen(asked.password);
    let (post, _) = post.as_form();
    let (password, roles) = (post.hash(plain).await?, held(asked.roles));
    let back = post.write(move |tx, act| staff::reappoint(tx, act, asked.party, &password, &roles)).await?;
    Ok(Json(WayIn { party: back.person, login: back.login, password: told }))
}

/// Signs a colleague out everywhere, who may do no more than the one who acts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EndSessions {
    /// Who.
    #[schemars(schema_with = "web::api::id", example = &"01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11")]
    party: Id<Person>,
}

/// How many sessions have ended.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct SessionsEnded {
    /// How many.
    count: u64,
}

async fn end_sessions(post: ApiPost, asked: EndSessions) -> Answer<Json<SessionsEnded>> {
    let count = post.write(move |tx, act| staff::end_sessions(tx, act, asked.party)).await?;
    Ok(Json(SessionsEnded { count }))
}

/// Lists roles, with what each may do.
#[derive(Debug, Deserialize, JsonSchema)]
struct ListRoles {}

/// A role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct RoleOfLibrary {
    /// What the program calls it.
    name: String,
    /// What the library calls it; none for the roles of the beginning.
    title: Option<String>,
    /// What it may do.
    permissions: Vec<String>,
}

impl From<Role> for RoleOfLibrary {
    fn from(one: Role) -> Self {
        Self { name: one.name, title: one.title, permissions: one.permissions }
    }
}

async fn all_roles(visit: ApiVisit, _: ListRoles) -> Answer<Json<Vec<RoleOfLibrary>>> {
    Ok(Json(visit.read(roles::all).await?.into_iter().map(RoleOfLibrary::from).collect()))
}

/// What a role is to be allowed, where this program knows all of it.
fn known(visit: &ApiPost, permissions: &[String]) -> Result<()> {
    let app = visit.app();
    let strange = permissions.iter().filter(|name| app.permissions().iter().all(|known| known.0 != **name));
    let reason = |name: &String| Reason {
        field: Some("permissions"),
        message: Message::new("role-permission-unknown").with("name", name.as_str()),
    };
    Ok(Refusal::unless_empty(Kind::Invalid, strange.map(reason).collect())?)
}

/// Makes a role of the library's own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct MakeRole {
    /// What the library calls it.
    #[schemars(length(min = 1, max = 40), example = &"Petugas bus")]
    title: String,
    /// What it may do.
    #[schemars(length(max = 500), example = &["people.view"])]
    permissions: Vec<String>,
}

async fn make_role(post: ApiPost, asked: MakeRole) -> Answer<Created<RoleOfLibrary>> {
    known(&post, &asked.permissions)?;
    let made = post
        .write(move |tx, act| {
            let name = roles::make(tx, act, &asked.title, &asked.permissions)?;
            role(tx, &name)
        })
        .await?;
    Ok(Created("/api/v1/roles".to_owned(), made))
}

fn role(tx: &mut Tx<'_>, name: &str) -> Result<RoleOfLibrary> {
    roles::one(tx, name).map(RoleOfLibrary::from)
}

/// Says anew what a role may do, at once for all who hold it, and where it is the library's own, what it is called.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ChangeRole {
    /// What the program calls it.
    #[schemars(length(min = 1, max = 80), example = &"desk")]
    name: String,
    /// What the library calls it; left out it stays.
    #[serde(default)]
    #[schemars(length(min = 1, max = 40))]
    title: Option<String>,
    /// What it may do. What it may besides of which this program knows nothing stays with it.
    #[schemars(length(max = 500), example = &["people.view"])]
    permissions: Vec<String>,
}

async fn change_role(post: ApiPost, asked: ChangeRole) -> Answer<Json<RoleOfLibrary>> {
    known(&post, &asked.permissions)?;
    let app = post.app().clone();
    let changed = post
        .write(move |tx, act| {
            let before = roles::one(tx, &asked.name)?;
            let title = before.title.clone().map(|title| asked.title.clone().unwrap_or(title));
            let permissions = before.allowed(&asked.permissions, app.permissions());
            roles::change(tx, act, &Role { name: before.name, title, permissions })?;
            role(tx, &asked.name)
        })
        .await?;
    Ok(Json(changed))
}

/// Removes a role of the library's own that nobody holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RemoveRole {
    /// What the program calls it.
    #[schemars(length(min = 1, max = 80), example = &"own-0198")]
    name: String,
}

async fn remove_role(post: ApiPost, RemoveRole { name }: RemoveRole) -> Answer<Json<RoleOfLibrary>> {
    let gone = post
        .write(move |tx, act| {
            let gone = role(tx, &name)?;
            roles::remove(tx, act, &name)?;
            Ok(gone)
        })
        .await?;
    Ok(Json(gone))
}
