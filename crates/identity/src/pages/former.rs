//! Those who worked here, and how one of them comes back.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Person};
use people::{
    pages::{errors_of, refusal_in},
    password,
};
use platform::{library, permissions::Holding};
use ui::{
    Html, Page,
    part::{Column, ErrorSummary, Errors, Link, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::colleagues::{LIST, Matrix, Named, Typed, id, once};
use crate::{
    roles,
    staff::{self, Former},
};

fn path_of(person: Id<Person>) -> String {
    format!("{LIST}/{person}/kembali")
}

/// Who worked here, each with the way back; none where nobody has left.
pub(super) fn table(visit: &Visit, former: &[Former]) -> Option<Table> {
    let (t, zone) = (visit.t, visit.act().zone);
    let column = |key| Column::new(t.say(key));
    let columns = vec![column("member-name").head(), column("staff-login"), column("staff-left")];
    let row = |one: &Former| {
        Row::new(vec![
            Html::of(&Named { href: path_of(one.person), name: &one.name }),
            one.login.as_str().into(),
            t.moment(one.left_at, &zone).into(),
        ])
    };
    let rows: Vec<Row> = former.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { rows, ..Table::new(t, "pernah", t.say("staff-former"), columns) })
}

#[derive(Template)]
#[template(path = "former.html")]
struct FormerPage {
    page: Page,
    errors: Errors,
    former: Former,
    roles: Matrix,
    action: String,
}

impl FormerPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The form to take somebody on again.
pub(crate) async fn one(visit: Visit, Path(person): Path<String>) -> Answer {
    draw(&visit, StatusCode::OK, id(&person)?, &[], Errors::new()).await
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    person: Id<Person>,
    held: &[Holding],
    errors: Errors,
) -> Answer {
    let t = visit.t;
    let (former, roles, places) =
        visit.read(|tx| Ok((staff::former(tx)?, roles::all(tx)?, library::branches(tx)?))).await?;
    let former = former.into_iter().find(|one| one.person == person).ok_or_else(Failure::missing)?;
    let mut page = visit.staff(former.name.as_str());
    page.crumbs = vec![Link::new(t.say("staff-title"), LIST), Link::new(former.name.as_str(), "")];
    page.failed = !errors.is_empty();
    let roles = Matrix::new(visit, &roles, &places, held, errors.of("roles"));
    visit.html_as(status, &FormerPage { page, errors, former, roles, action: path_of(person) })
}

/// Takes somebody on again and shows their new password once.
pub(crate) async fn reappoint(
    post: Post,
    Path(person): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let (person, roles, plain) = (id(&person)?, Typed::read(pairs)?.roles, password::readable());
    let (password, wanted) = (post.hash(plain.clone()).await?, roles.clone());
    match post.write(move |tx, act| staff::reappoint(tx, act, person, &password, &wanted)).await {
        Ok(account) => once(&post, account.name, account.login, plain),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "roles");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, person, &roles, errors).await
        }
    }
}
