use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::Message;
use platform::permissions::{Permission, Reach};
use serde::Deserialize;
use store::Error;
use ui::{
    Page, Speech,
    part::{Choice, Column, ErrorSummary, Errors, Field, Link, Row, Table},
};
use web::{Answer, Failure, Form, Post, Query, Visit, in_words, module_of};

use crate::{
    roles::{self, LONGEST, Role},
    staff,
};

const LIST: &str = "/staf/peran";

/// What a role is called: by the library, or for those of the beginning by the language files.
pub(super) fn called(t: Speech, role: &Role) -> String {
    role.title.clone().unwrap_or_else(|| in_words(t, "role", &role.name))
}

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage {
    page: Page,
    table: Table,
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named {
    href: String,
    name: String,
}

/// Every role: what it is called, how much it may do, how many hold it.
pub(crate) async fn page(visit: Visit) -> Answer {
    let (roles, colleagues) = visit.read(|tx| Ok((roles::all(tx)?, staff::all(tx)?))).await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("roles-name")).head(),
        Column::new(t.say("roles-permissions")).numeric(),
        Column::new(t.say("roles-holders")).numeric(),
    ];
    let mut table = Table::new(t, "peran", t.say("roles-title"), columns);
    let holders = |role: &Role| {
        let holds = |one: &&staff::Colleague| one.roles.iter().any(|held| held.role == role.name);
        i64::try_from(colleagues.iter().filter(holds).count()).unwrap_or(i64::MAX)
    };
    let known = |role: &Role| {
        let known = visit.app().permissions().iter();
        i64::try_from(known.filter(|one| role.permissions.iter().any(|name| name == one.0)).count())
            .unwrap_or(i64::MAX)
    };
    table.rows = roles
        .iter()
        .map(|role| {
            let link = Named { href: path_of(&role.name), name: called(t, role) };
            Row::new(vec![ui::Html::of(&link), t.int(known(role)).into(), t.int(holders(role)).into()])
        })
        .collect();
    visit.html(&RolesPage { page: visit.staff(t.say("roles-title")), table })
}

fn path_of(role: &str) -> String {
    format!("{LIST}/{}", ui::page::query_value(role).replace('/', "%2F"))
}

#[derive(Template)]
#[template(path = "role.html")]
struct RolePage {
    page: Page,
    errors: Errors,
    /// What it is called; none for a role of the beginning.
    title: Option<Field>,
    groups: Vec<Group>,
    action: String,
    /// The role itself, once it is there.
    role: Option<String>,
    own: bool,
    holders: Vec<Link>,
}

impl RolePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// What one module lets people do.
struct Group {
    name: String,
    choices: Vec<Choice>,
}

fn groups(visit: &Visit, held: &[String]) -> Vec<Group> {
    let t = visit.t;
    let mut groups: Vec<Group> = Vec::new();
    let mut all: Vec<Permission> = visit.app().permissions().to_vec();
    // A module's permissions stand together, in the order it gives them.
    all.sort_by_key(|Permission(name, _)| module_of(name));
    for Permission(name, reach) in all {
        let group = in_words(t, "module", module_of(name));
        if groups.last().is_none_or(|last| last.name != group) {
            groups.push(Group { name: group, choices: Vec::new() });
        }
        let key = format!("permission-{}", name.replace('.', "-"));
        let reach = match reach {
            Reach::Branch => "",
            Reach::Library => t.say("staff-reach-library"),
            Reach::Everywhere => t.say("staff-reach-everywhere"),
        };
        let help = t.known(&format!("{key}.help")).unwrap_or_default();
        let choice = Choice::new(name, in_words(t, "permission", name))
            .hint(format!("{help} {reach}").trim())
            .chosen(held.iter().any(|one| one == name));
        if let Some(last) = groups.last_mut() {
            last.choices.push(choice);
        }
    }
    groups
}

#[derive(Deserialize)]
pub(crate) struct Pattern {
    #[serde(default)]
    seperti: String,
}

/// The form for a new role, empty or like another one.
pub(crate) async fn new(visit: Visit, Query(Pattern { seperti }): Query<Pattern>) -> Answer {
    let like = match seperti.as_str() {
        "" => None,
        name => {
            let name = name.to_owned();
            Some(visit.read(move |tx| roles::one(tx, &name)).await?)
        }
    };
    let permissions = like.as_ref().map(|role| role.permissions.clone()).unwrap_or_default();
    let title = like.map_or_else(String::new, |role| visit.t.about("role-copy-of", called(visit.t, &role)));
    let title = title.chars().take(LONGEST).collect::<String>();
    draw_new(&visit, StatusCode::OK, &title, &permissions, Errors::new())
}

fn title_field(t: Speech, title: &str, errors: &Errors) -> Field {
    Field::text(t, "title", t.say("roles-new-name"), title)
        .hint(t.say("roles-new-hint"))
        .error(errors.of("title"))
        .medium()
        .attribute("maxlength", LONGEST.to_string())
}

fn draw_new(visit: &Visit, status: StatusCode, title: &str, held: &[String], errors: Errors) -> Answer {
    let t = visit.t;
    let mut page = visit.staff(t.say("roles-new"));
    page.crumbs = vec![Link::new(t.say("roles-title"), LIST), Link::new(t.say("roles-new"), "")];
    page.failed = !errors.is_empty();
    let title = Some(title_field(t, title, &errors));
    let groups = groups(visit, held);
    let (action, role, own, holders) = (LIST.to_owned(), None, true, Vec::new());
    visit.html_as(status, &RolePage { page, errors, title, groups, action, role, own, holders })
}

/// One role: what it is called, what it may do, who holds it.
pub(crate) async fn one(visit: Visit, Path(name): Path<String>) -> Answer {
    let role = visit.read(move |tx| roles::one(tx, &name)).await?;
    draw_one(&visit, StatusCode::OK, role, Errors::new()).await
}

async fn draw_one(visit: &Visit, status: StatusCode, role: Role, errors: Errors) -> Answer {
    let t = visit.t;
    let wanted = role.name.clone();
    let (stored, holders) =
        visit.read(move |tx| Ok((roles::one(tx, &wanted)?, staff::holders(tx, &wanted)?))).await?;
    let own = stored.title.is_some();
    let mut page = visit.staff(called(t, &stored));
    page.crumbs = vec![Link::new(t.say("roles-title"), LIST), Link::new(page.title.clone(), "")];
    page.failed = !errors.is_empty();
    let title = own.then(|| title_field(t, role.title.as_deref().unwrap_or_default(), &errors));
    let holders =
        holders.iter().map(|one| Link::new(one.name.as_str(), format!("/staf/akun/{}", one.person)));
    let (groups, action, holders) =
        (groups(visit, &role.permissions), path_of(&role.name), holders.collect());
    visit.html_as(
        status,
        &RolePage { page, errors, title, groups, action, role: Some(role.name), own, holders },
    )
}

/// What was ticked, of what the modules of this program know.
fn ticked(visit: &Visit, pairs: Vec<(String, String)>) -> Result<(String, Vec<String>), Failure> {
    let (mut title, mut permissions) = (String::new(), Vec::new());
    for (field, value) in pairs {
        match field.as_str() {
            "title" => title = value,
            "may" if visit.app().permissions().iter().any(|one| one.0 == value) => permissions.push(value),
            _ => return Err(Failure::status(StatusCode::BAD_REQUEST)),
        }
    }
    Ok((title, permissions))
}

/// Makes a role.
pub(crate) async fn make(post: Post, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let (title, permissions) = ticked(&post, pairs)?;
    let (wanted, ticked) = (title.clone(), permissions.clone());
    match post.write(move |tx, act| roles::make(tx, act, &wanted, &ticked)).await {
        Ok(name) => Ok(post.done(&path_of(&name), &Message::new("roles-made").with("name", title.trim()))),
        Err(Error::Refused(refusal)) => {
            let errors = people::pages::errors_of(&post, &refusal, "title");
            draw_new(&post, StatusCode::UNPROCESSABLE_ENTITY, &title, &permissions, errors)
        }
        Err(other) => Err(other.into()),
    }
}

/// Says anew what a role may do; what this program does not know of stays with it.
pub(crate) async fn change(
    post: Post,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (title, ticked) = ticked(&post, pairs)?;
    let wanted = name.clone();
    let before = post.read(move |tx| roles::one(tx, &wanted)).await?;
    let permissions = before.allowed(&ticked, post.app().permissions());
    let role = Role { name, title: before.title.map(|_| title), permissions };
    let new = role.clone();
    match post.write(move |tx, act| roles::change(tx, act, &new)).await {
        Ok(change) => {
            let path = path_of(&role.name);
            let undo = format!("{path}/batal/{change}");
            Ok(post.done(&path, &Message::new("roles-kept").with("undo", undo)))
        }
        Err(Error::Refused(refusal)) => {
            let errors = people::pages::errors_of(&post, &refusal, "may");
            draw_one(&post, StatusCode::UNPROCESSABLE_ENTITY, role, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Takes the last change of a role back.
pub(crate) async fn take_back(post: Post, Path((name, change)): Path<(String, String)>) -> Answer {
    let path = path_of(&name);
    post.write(move |tx, act| roles::take_back(tx, act, &name, &change)).await?;
    Ok(post.done(&path, &Message::new("roles-taken-back")))
}

/// Removes a role that nobody holds.
pub(crate) async fn remove(post: Post, Path(name): Path<String>) -> Answer {
    post.write(move |tx, act| roles::remove(tx, act, &name)).await?;
    Ok(post.done(LIST, &Message::new("roles-removed")))
}
