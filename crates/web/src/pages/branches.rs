use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Refusal};
use platform::{
    library::{self, Branch},
    permissions::Places,
};
use serde::{Deserialize, Serialize};
use store::Error;
use ui::{
    Page, Speech,
    page::query_value,
    part::{ErrorSummary, Errors, Field, Tabs},
};

use super::{
    BRANCHES,
    hours::{HERE, Typed, draw, tabs},
};
use crate::{Answer, Failure, Form, Post, Query, Visit};

/// The form for a place, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BranchForm {
    /// Which one; empty for a new one.
    pub(super) id: String,
    code: String,
    name: String,
    address: String,
    phone: String,
}

impl BranchForm {
    pub(super) fn of(place: &Branch) -> Self {
        Self {
            id: place.id.to_string(),
            code: place.code.clone(),
            name: place.name.clone(),
            address: place.address.clone(),
            phone: place.phone.clone().unwrap_or_default(),
        }
    }

    pub(super) fn fields(&self, t: Speech, errors: &Errors) -> Vec<Field> {
        let field = |name: &'static str, key: &str, value: &str| {
            Field::text(t, name, t.say(key), value)
                .hint(t.known(&format!("{key}.help")).unwrap_or_default())
                .error(errors.of(name))
        };
        vec![
            field("code", "branch-code", &self.code).short().attribute("maxlength", "12"),
            field("name", "branch-name", &self.name).attribute("maxlength", "120"),
            Field::area(t, "address", t.say("branch-address"), self.address.as_str(), 3).optional(),
            field("phone", "branch-phone", &self.phone).kind("tel").medium().optional(),
        ]
    }

    fn place(&self) -> Result<Branch, Failure> {
        let id =
            if self.id.is_empty() { Id::new() } else { self.id.parse().map_err(|_| Failure::missing())? };
        let phone = self.phone.trim();
        Ok(Branch {
            id,
            code: self.code.trim().to_owned(),
            name: self.name.trim().to_owned(),
            address: self.address.replace("\r\n", "\n").trim().to_owned(),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
        })
    }
}

#[derive(Template)]
#[template(path = "branch.html")]
struct BranchPage {
    page: Page,
    tabs: Tabs,
    errors: Errors,
    place: BranchForm,
}

impl BranchPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn fields(&self) -> Vec<Field> {
        self.place.fields(self.page.t, &self.errors)
    }
}

/// The form for a place the library did not have before.
pub(crate) async fn new(visit: Visit) -> Answer {
    if visit.grants().places(BRANCHES) != &Places::Everywhere {
        return Err(Failure::status(StatusCode::FORBIDDEN));
    }
    draw_new(&visit, BranchForm::default(), None).await
}

async fn draw_new(visit: &Visit, place: BranchForm, refusal: Option<&Refusal>) -> Answer {
    let places = visit.read(library::branches).await?;
    let mut errors = Errors::new();
    for (field, text) in refusal.iter().flat_map(|refusal| visit.reasons(refusal)) {
        errors.add(field.unwrap_or("code"), text);
    }
    let mut page = visit.staff(visit.t.say("branch-new"));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.html_as(status, &BranchPage { page, tabs: tabs(visit, &places, None), errors, place })
}

/// Keeps a place, new or changed.
pub(crate) async fn save(post: Post, Form(form): Form<BranchForm>) -> Answer {
    let place = form.place()?;
    let (id, name, is_new) = (place.id, place.name.clone(), form.id.is_empty());
    let may = post.grants().clone();
    let saved = post
        .write(move |tx, act| {
            let before = library::branch(tx, id)?;
            may.demand(tx, BRANCHES, before.as_ref().map(|before| before.id))?;
            library::save_branch(tx, act, &place)?;
            Ok(before)
        })
        .await;
    match saved {
        Ok(before) => {
            post.app().refresh().await?;
            let undo = match before {
                None => format!("{HERE}/cabang/{id}/hapus"),
                Some(before) => {
                    let carried = serde_json::to_string(&BranchForm::of(&before)).map_err(Failure::fault)?;
                    format!("{HERE}/cabang/batal?tempat={}", query_value(&carried))
                }
            };
            let message = Message::new("branch-kept").with("name", name).with("undo", undo);
            Ok(post.done(&format!("{HERE}?cabang={id}"), &message))
        }
        Err(Error::Refused(refusal)) if refusal.kind == Kind::Forbidden => {
            Err(Error::Refused(refusal).into())
        }
        Err(Error::Refused(refusal)) if is_new => draw_new(&post, form, Some(&refusal)).await,
        Err(Error::Refused(refusal)) => {
            draw(&post, Some(id), Typed { place: Some(form), refusal: Some(refusal), ..Typed::default() })
                .await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Before {
    /// A [`BranchForm`] as JSON.
    tempat: String,
}

/// Takes a change of a place back.
pub(crate) async fn save_back(post: Post, Query(Before { tempat }): Query<Before>) -> Answer {
    let form: BranchForm =
        serde_json::from_str(&tempat).map_err(|_| Failure::status(StatusCode::BAD_REQUEST))?;
    let place = form.place()?;
    let (id, name) = (place.id, place.name.clone());
    let may = post.grants().clone();
    post.write(move |tx, act| {
        library::branch(tx, id)?.ok_or(Error::Missing)?;
        may.demand(tx, BRANCHES, Some(id))?;
        library::save_branch(tx, act, &place)
    })
    .await?;
    post.app().refresh().await?;
    Ok(post.done(&format!("{HERE}?cabang={id}"), &Message::new("branch-back").with("name", name)))
}

/// Takes a place back that was entered by mistake. Places come and go with whoever decides about all of them.
pub(crate) async fn remove(post: Post, Path(id): Path<Id<Branch>>) -> Answer {
    let may = post.grants().clone();
    let gone = post
        .write(move |tx, act| {
            may.demand(tx, BRANCHES, None)?;
            library::remove_branch(tx, act, id)
        })
        .await?;
    post.app().refresh().await?;
    Ok(post.done(HERE, &Message::new("branch-removed").with("name", gone.name)))
}
