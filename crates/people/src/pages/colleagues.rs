use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use platform::permissions;
use ui::{
    Html, Page, Speech,
    part::{Choice, Column, Empty, ErrorSummary, Errors, Field, Link, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{PasswordOnce, errors_of, hashed, refusal_in};
use crate::{
    password,
    staff::{self, Colleague, NewStaff},
};

const LIST: &str = "/staf/akun";

#[derive(Template)]
#[template(path = "colleagues.html")]
struct ColleaguesPage {
    page: Page,
    errors: Errors,
    table: Table,
    fields: [Field; 4],
}

impl ColleaguesPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// What is typed about somebody who begins here; boxes of one name come several times.
#[derive(Debug, Clone, Default)]
struct Typed {
    name: String,
    login: String,
    password: String,
    roles: Vec<String>,
}

impl Typed {
    fn read(pairs: Vec<(String, String)>) -> Result<Self, Failure> {
        let mut typed = Self::default();
        for (field, value) in pairs {
            match field.as_str() {
                "name" => typed.name = value,
                "login" => typed.login = value,
                "password" => typed.password = value,
                "roles" => typed.roles.push(value),
                _ => return Err(Failure::status(StatusCode::BAD_REQUEST)),
            }
        }
        Ok(typed)
    }
}

/// Everybody who works here, and the form for the next one.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Typed::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: &Typed, errors: Errors) -> Answer {
    let t = visit.t;
    let (colleagues, roles) = visit.read(|tx| Ok((staff::all(tx)?, permissions::roles(tx)?))).await?;
    let mut page = visit.staff(t.say("staff-title"));
    page.failed = !errors.is_empty();
    let fields = [
        Field::text(t, "name", t.say("member-name"), &*typed.name).autocomplete("off").medium(),
        Field::text(t, "login", t.say("staff-login"), &*typed.login)
            .hint(t.say("staff-login-hint"))
            .autocomplete("off")
            .attribute("autocapitalize", "none")
            .medium(),
        role_field(t, &roles, &typed.roles),
        Field::text(t, "password", t.say("member-password-chosen"), "")
            .hint(t.say("member-password-chosen-hint"))
            .autocomplete("off")
            .medium()
            .optional(),
    ];
    let fields = with_errors(fields, ["name", "login", "roles", "password"], &errors);
    let table = table(visit, &colleagues);
    visit.html_as(status, &ColleaguesPage { page, errors, table, fields })
}

fn with_errors<const N: usize>(fields: [Field; N], names: [&str; N], errors: &Errors) -> [Field; N] {
    let mut names = names.into_iter();
    fields.map(|field| field.error(names.next().and_then(|name| errors.of(name))))
}

fn role_field(t: Speech, roles: &[String], chosen: &[String]) -> Field {
    let choices =
        roles.iter().map(|role| Choice::new(role.as_str(), role_name(t, role)).chosen(chosen.contains(role)));
    Field::checks(t, "roles", t.say("staff-roles"), choices.collect()).hint(t.say("staff-roles-hint"))
}

/// What a role is called; one a library made itself is called as it named it.
fn role_name(t: Speech, role: &str) -> String {
    t.known(&format!("role-{role}")).unwrap_or(role).to_owned()
}

fn table(visit: &Visit, colleagues: &[Colleague]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("member-name").head(),
        column("staff-login"),
        column("staff-roles"),
        column("staff-seen"),
    ];
    let mut table = Table::new(t, "petugas", t.say("staff-caption"), columns);
    let zone = visit.act().zone;
    table.rows = colleagues
        .iter()
        .map(|colleague| {
            let roles: Vec<String> = colleague.roles.iter().map(|role| role_name(t, role)).collect();
            Row::new(vec![
                Html::of(&Named { href: format!("{LIST}/{}", colleague.person), name: &colleague.name }),
                colleague.login.as_str().into(),
                roles.join(", ").into(),
                colleague
                    .seen_at
                    .map_or_else(|| t.say("staff-not-here").to_owned(), |at| t.moment(at, &zone))
                    .into(),
            ])
        })
        .collect();
    table.empty = Some(Empty {
        icon: "LuUsers",
        title: t.say("staff-none").to_owned(),
        text: t.say("staff-none-text").to_owned(),
        action: None,
    });
    table
}

/// Takes somebody on and shows their password once.
pub(crate) async fn appoint(post: Post, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let typed = Typed::read(pairs)?;
    let plain = if typed.password.is_empty() { password::readable() } else { typed.password.clone() };
    let appointed = match hashed(plain.clone()).await {
        Ok(password) => {
            let Typed { name, login, roles, .. } = typed.clone();
            let new = NewStaff { name, login, password, roles };
            post.write(move |tx, act| staff::appoint(tx, act, &new)).await
        }
        Err(error) => Err(error),
    };
    match appointed {
        Ok(account) => once(&post, account.name, account.login, plain),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors).await
        }
    }
}

fn once(post: &Post, name: String, login: String, password: String) -> Answer {
    let page = post.staff(post.t.say("password-once-title"));
    post.html(&PasswordOnce { page, name, login, password, back: LIST.to_owned() })
}

#[derive(Template)]
#[template(path = "colleague.html")]
struct ColleaguePage {
    page: Page,
    errors: Errors,
    colleague: Colleague,
    roles: Field,
    base: String,
    myself: bool,
}

impl ColleaguePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// One colleague: roles, password, end.
pub(crate) async fn one(visit: Visit, Path(person): Path<String>) -> Answer {
    draw_one(&visit, StatusCode::OK, id(&person)?, Errors::new()).await
}

fn id(person: &str) -> Result<Id<Person>, Failure> {
    person.parse().map_err(|_| Failure::missing())
}

async fn draw_one(visit: &Visit, status: StatusCode, person: Id<Person>, errors: Errors) -> Answer {
    let t = visit.t;
    let (colleagues, roles) = visit.read(|tx| Ok((staff::all(tx)?, permissions::roles(tx)?))).await?;
    let colleague = colleagues.into_iter().find(|one| one.person == person).ok_or_else(Failure::missing)?;
    let mut page = visit.staff(colleague.name.as_str());
    page.crumbs = vec![Link::new(t.say("staff-title"), LIST), Link::new(colleague.name.as_str(), "")];
    page.failed = !errors.is_empty();
    let roles = role_field(t, &roles, &colleague.roles).error(errors.of("roles"));
    let base = format!("{LIST}/{person}");
    let myself = visit.account().is_some_and(|account| account.person == person);
    visit.html_as(status, &ColleaguePage { page, errors, colleague, roles, base, myself })
}

/// Gives a colleague other roles.
pub(crate) async fn assign(
    post: Post,
    Path(person): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (person, roles) = (id(&person)?, Typed::read(pairs)?.roles);
    match post.write(move |tx, act| staff::assign(tx, act, person, &roles)).await {
        Ok(()) => Ok(post.done(&format!("{LIST}/{person}"), &Message::new("staff-roles-saved"))),
        Err(error) => refused(&post, person, error).await,
    }
}

async fn refused(post: &Post, person: Id<Person>, error: store::Error) -> Answer {
    let errors = errors_of(post, &refusal_in(error)?, "roles");
    draw_one(post, StatusCode::UNPROCESSABLE_ENTITY, person, errors).await
}

/// Gives a colleague a new password and shows it once.
pub(crate) async fn new_password(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    let plain = password::readable();
    let password = hashed(plain.clone()).await?;
    let account = post.write(move |tx, act| staff::new_password(tx, act, person, &password)).await?;
    once(&post, account.name, account.login, plain)
}

/// Ends a colleague's account.
pub(crate) async fn dismiss(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    match post.write(move |tx, act| staff::dismiss(tx, act, person)).await {
        Ok(()) => Ok(post.done(LIST, &Message::new("staff-dismissed"))),
        Err(error) => refused(&post, person, error).await,
    }
}
