use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person};
use people::{
    pages::{PasswordOnce, errors_of, refusal_in},
    password,
};
use platform::{
    accounts,
    library::{self, Branch},
    permissions::Holding,
};
use ui::{
    Html, Page,
    part::{Column, Empty, ErrorSummary, Errors, Field, Link, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{former, roles::called};
use crate::{
    roles::{self, Role},
    staff::{self, Colleague, NewStaff},
};

pub(super) const LIST: &str = "/staf/akun";

#[derive(Template)]
#[template(path = "colleagues.html")]
struct ColleaguesPage {
    page: Page,
    errors: Errors,
    table: Table,
    fields: [Field; 3],
    roles: Matrix,
    /// Those who worked here, where there are any.
    former: Option<Table>,
}

impl ColleaguesPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
pub(super) struct Named<'a> {
    pub(super) href: String,
    pub(super) name: &'a str,
}

/// Roles and where they hold: a line for each role, a column for everywhere and, where there are several places, one
/// for each.
pub(super) struct Matrix {
    pub(super) columns: Vec<String>,
    pub(super) lines: Vec<Line>,
    pub(super) error: Option<String>,
}

pub(super) struct Line {
    pub(super) role: String,
    pub(super) boxes: Vec<Tick>,
}

/// A box to tick: what it sends, and what it is called for those who do not see the table.
pub(super) struct Tick {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) ticked: bool,
}

impl Matrix {
    pub(super) fn new(
        visit: &Visit,
        roles: &[Role],
        places: &[Branch],
        held: &[Holding],
        error: Option<&str>,
    ) -> Self {
        let t = visit.t;
        let several = if places.len() > 1 { places } else { &[] };
        let everywhere = t.say("staff-everywhere").to_owned();
        let mut columns = vec![everywhere.clone()];
        columns.extend(several.iter().map(|place| place.name.clone()));
        let line = |role: &Role| {
            let name = called(t, role);
            let ticked = |branch| held.iter().any(|held| held.role == role.name && held.branch == branch);
            let label = |place: &str| format!("{name}: {place}");
            let mut boxes =
                vec![Tick { value: role.name.clone(), label: label(&everywhere), ticked: ticked(None) }];
            boxes.extend(several.iter().map(|place| Tick {
                value: format!("{}@{}", role.name, place.id),
                label: label(&place.name),
                ticked: ticked(Some(place.id)),
            }));
            Line { role: name, boxes }
        };
        Self { columns, lines: roles.iter().map(line).collect(), error: error.map(str::to_owned) }
    }
}

/// What is typed about somebody who begins here; boxes of one name come several times.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    name: String,
    login: String,
    password: String,
    pub(super) roles: Vec<Holding>,
}

impl Typed {
    pub(super) fn read(pairs: Vec<(String, String)>) -> Result<Self, Failure> {
        let mut typed = Self::default();
        for (field, value) in pairs {
            match field.as_str() {
                "name" => typed.name = value,
                "login" => typed.login = value,
                "password" => typed.password = value,
                "roles" => typed.roles.push(holding(&value)?),
                _ => return Err(Failure::status(StatusCode::BAD_REQUEST)),
            }
        }
        typed.roles = staff::each_once(typed.roles);
        Ok(typed)
    }
}

/// `desk`, or `desk@` and a place.
fn holding(value: &str) -> Result<Holding, Failure> {
    match value.rsplit_once('@') {
        None => Ok(Holding::everywhere(value)),
        Some((role, branch)) => {
            let branch = branch.parse().map_err(|_| Failure::status(StatusCode::BAD_REQUEST))?;
            Ok(Holding { role: role.to_owned(), branch: Some(branch) })
        }
    }
}

/// Everybody who works here, and the form for the next one.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Typed::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: &Typed, errors: Errors) -> Answer {
    let t = visit.t;
    let (colleagues, roles, places) = facts(visit).await?;
    let former = former::table(visit, &visit.read(staff::former).await?);
    let mut page = visit.staff(t.say("staff-title"));
    page.failed = !errors.is_empty();
    let fields = [
        Field::text(t, "name", t.say("member-name"), &*typed.name)
            .autocomplete("off")
            .error(errors.of("name"))
            .medium(),
        Field::text(t, "login", t.say("staff-login"), &*typed.login)
            .hint(t.say("staff-login-hint"))
            .autocomplete("off")
            .attribute("autocapitalize", "none")
            .error(errors.of("login"))
            .medium(),
        Field::text(t, "password", t.say("member-password-chosen"), "")
            .hint(t.say("member-password-chosen-hint"))
            .autocomplete("off")
            .error(errors.of("password"))
            .medium()
            .optional(),
    ];
    let table = table(visit, &colleagues, &roles, &places);
    let roles = Matrix::new(visit, &roles, &places, &typed.roles, errors.of("roles"));
    visit.html_as(status, &ColleaguesPage { page, errors, table, fields, roles, former })
}

async fn facts(visit: &Visit) -> store::Result<(Vec<Colleague>, Vec<Role>, Vec<Branch>)> {
    visit.read(|tx| Ok((staff::all(tx)?, roles::all(tx)?, library::branches(tx)?))).await
}

fn table(visit: &Visit, colleagues: &[Colleague], roles: &[Role], places: &[Branch]) -> Table {
    let (t, zone) = (visit.t, visit.act().zone);
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("member-name").head(),
        column("staff-login"),
        column("staff-roles"),
        column("staff-second"),
        column("staff-seen"),
    ];
    let mut table = Table::new(t, "petugas", t.say("staff-caption"), columns);
    let held = |held: &Holding| {
        let role = roles.iter().find(|role| role.name == held.role);
        let role = role.map_or_else(|| held.role.clone(), |role| called(t, role));
        let place = held.branch.and_then(|branch| places.iter().find(|place| place.id == branch));
        match place {
            Some(place) => {
                t.with("staff-role-at", &[("role", role.into()), ("place", place.name.as_str().into())])
            }
            None => role,
        }
    };
    table.rows = colleagues
        .iter()
        .map(|one| {
            let roles: Vec<String> = one.roles.iter().map(held).collect();
            let seen = one.seen_at.map(|at| t.moment(at, &zone));
            Row::new(vec![
                Html::of(&Named { href: format!("{LIST}/{}", one.person), name: &one.name }),
                one.login.as_str().into(),
                roles.join(", ").into(),
                t.say(if one.second { "staff-second-yes" } else { "staff-second-no" }).into(),
                seen.unwrap_or_else(|| t.say("staff-not-here").to_owned()).into(),
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
    let appointed = match post.hash(plain.clone()).await {
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

/// Shows a new password, this once.
pub(super) fn once(post: &Post, name: String, login: String, password: String) -> Answer {
    let page = post.staff(post.t.say("password-once-title"));
    post.html(&PasswordOnce { page, name, login, password, back: LIST.to_owned() })
}

#[derive(Template)]
#[template(path = "colleague.html")]
struct ColleaguePage {
    page: Page,
    errors: Errors,
    colleague: Colleague,
    roles: Matrix,
    base: String,
    myself: bool,
    sessions: i64,
}

impl ColleaguePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// One colleague: roles, password, second step, sessions, end.
pub(crate) async fn one(visit: Visit, Path(person): Path<String>) -> Answer {
    draw_one(&visit, StatusCode::OK, id(&person)?, None, Errors::new()).await
}

pub(super) fn id(person: &str) -> Result<Id<Person>, Failure> {
    person.parse().map_err(|_| Failure::missing())
}

async fn draw_one(
    visit: &Visit,
    status: StatusCode,
    person: Id<Person>,
    typed: Option<&[Holding]>,
    errors: Errors,
) -> Answer {
    let (t, now) = (visit.t, visit.act().at);
    let (colleagues, roles, places) = facts(visit).await?;
    let colleague = colleagues.into_iter().find(|one| one.person == person).ok_or_else(Failure::missing)?;
    let sessions = visit.read(move |tx| accounts::sessions(tx, person, now)).await?;
    let mut page = visit.staff(colleague.name.as_str());
    page.crumbs = vec![Link::new(t.say("staff-title"), LIST), Link::new(colleague.name.as_str(), "")];
    page.failed = !errors.is_empty();
    let held = typed.unwrap_or(&colleague.roles);
    let roles = Matrix::new(visit, &roles, &places, held, errors.of("roles"));
    let base = format!("{LIST}/{person}");
    let myself = visit.account().is_some_and(|account| account.person == person);
    let sessions = i64::try_from(sessions.len()).unwrap_or(i64::MAX);
    visit.html_as(status, &ColleaguePage { page, errors, colleague, roles, base, myself, sessions })
}

/// Gives a colleague other roles.
pub(crate) async fn assign(
    post: Post,
    Path(person): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (person, roles) = (id(&person)?, Typed::read(pairs)?.roles);
    let wanted = roles.clone();
    match post.write(move |tx, act| staff::assign(tx, act, person, &wanted)).await {
        Ok(change) => {
            let undo = format!("{LIST}/{person}/peran/batal/{change}");
            Ok(post.done(&format!("{LIST}/{person}"), &Message::new("staff-roles-saved").with("undo", undo)))
        }
        Err(error) => refused(&post, person, Some(&roles), error).await,
    }
}

/// Gives a colleague back what they held before.
pub(crate) async fn assign_back(post: Post, Path((person, change)): Path<(String, String)>) -> Answer {
    let person = id(&person)?;
    post.write(move |tx, act| staff::assign_back(tx, act, person, &change)).await?;
    Ok(post.done(&format!("{LIST}/{person}"), &Message::new("staff-roles-back")))
}

async fn refused(post: &Post, person: Id<Person>, typed: Option<&[Holding]>, error: store::Error) -> Answer {
    let errors = errors_of(post, &refusal_in(error)?, "roles");
    draw_one(post, StatusCode::UNPROCESSABLE_ENTITY, person, typed, errors).await
}

/// Gives a colleague a new password and shows it once.
pub(crate) async fn new_password(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    let plain = password::readable();
    let password = post.hash(plain.clone()).await?;
    match post.write(move |tx, act| staff::new_password(tx, act, person, &password)).await {
        Ok(account) => once(&post, account.name, account.login, plain),
        Err(error) => refused(&post, person, None, error).await,
    }
}

/// Ends a colleague's sessions, wherever they are signed in.
pub(crate) async fn end_sessions(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    match post.write(move |tx, act| staff::end_sessions(tx, act, person)).await {
        Ok(ended) => {
            let n = i64::try_from(ended).unwrap_or(i64::MAX);
            Ok(post.done(&format!("{LIST}/{person}"), &Message::new("sessions-ended").with("n", n)))
        }
        Err(error) => refused(&post, person, None, error).await,
    }
}

/// Takes the second step of a colleague away who lost the telephone.
pub(crate) async fn forget_second_step(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    match post.write(move |tx, act| staff::forget_second_step(tx, act, person)).await {
        Ok(()) => Ok(post.done(&format!("{LIST}/{person}"), &Message::new("staff-second-forgotten"))),
        Err(error) => refused(&post, person, None, error).await,
    }
}

/// Ends a colleague's account.
pub(crate) async fn dismiss(post: Post, Path(person): Path<String>) -> Answer {
    let person = id(&person)?;
    match post.write(move |tx, act| staff::dismiss(tx, act, person)).await {
        Ok(()) => Ok(post.done(LIST, &Message::new("staff-dismissed"))),
        Err(error) => refused(&post, person, None, error).await,
    }
}
