use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::http::StatusCode;
use kernel::{Kind, Message, Refusal};
use platform::permissions::{self, Permission};
use serde::Deserialize;
use store::Error;
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field},
};

use super::{
    ROLES,
    naming::{in_words, module_of},
};
use crate::{Answer, Failure, Form, Post, Visit};

const HERE: &str = "/staf/peran";
/// How long a role's name may be, in characters.
const LONGEST: usize = 40;

/// Which role has which permissions.
type Held = BTreeMap<String, BTreeSet<String>>;

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage {
    page: Page,
    errors: Errors,
    /// Every role: its name, and the same in words.
    roles: Vec<(String, String)>,
    groups: Vec<Group>,
    typed: String,
}

impl RolesPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn new_role(&self) -> Field {
        let t = self.page.t;
        Field::text(t, "role", t.say("roles-new-name"), self.typed.as_str())
            .hint(t.say("roles-new-hint"))
            .error(self.errors.of("role"))
            .medium()
            .attribute("maxlength", LONGEST.to_string())
    }
}

/// What one module lets people do.
struct Group {
    name: String,
    lines: Vec<Line>,
}

/// A permission, and for every role whether it has it.
struct Line {
    name: &'static str,
    words: String,
    held: Vec<bool>,
}

/// What each role may do.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, String::new(), None).await
}

async fn draw(visit: &Visit, typed: String, refusal: Option<Refusal>) -> Answer {
    let held = visit.read(held).await?;
    let t = visit.t;
    let mut groups: Vec<Group> = Vec::new();
    for Permission(name) in visit.app().permissions.iter().copied() {
        let group = in_words(t, "module", module_of(name));
        if groups.last().is_none_or(|last| last.name != group) {
            groups.push(Group { name: group, lines: Vec::new() });
        }
        let line = Line {
            name,
            words: in_words(t, "permission", name),
            held: held.values().map(|permissions| permissions.contains(name)).collect(),
        };
        if let Some(group) = groups.last_mut() {
            group.lines.push(line);
        }
    }
    let mut errors = Errors::new();
    for (field, text) in refusal.iter().flat_map(|refusal| visit.reasons(refusal)) {
        errors.add(field.unwrap_or("peran"), text);
    }
    let mut page = visit.staff(t.say("roles-title"));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let roles =
        held.into_keys().map(|role| (in_words(t, "role", &role), role)).map(|(words, role)| (role, words));
    visit.html_as(status, &RolesPage { page, errors, roles: roles.collect(), groups, typed })
}

fn held(tx: &mut store::Tx<'_>) -> store::Result<Held> {
    let roles = permissions::roles(tx)?;
    roles
        .into_iter()
        .map(|role| {
            let permissions = permissions::permissions_of(tx, &role)?;
            Ok((role, permissions.into_iter().collect()))
        })
        .collect()
}

/// Decides what every role may do: each ticked box sends its role's name with a permission.
pub(crate) async fn define(post: Post, Form(ticked): Form<Vec<(String, String)>>) -> Answer {
    let known: BTreeSet<&'static str> =
        post.app().permissions.iter().map(|permission| permission.0).collect();
    if ticked.iter().any(|(_, permission)| !known.contains(permission.as_str())) {
        return Err(Failure::status(StatusCode::BAD_REQUEST));
    }
    let me = post.account().map(|account| account.person);
    let done = post
        .write(move |tx, act| {
            let before = held(tx)?;
            let after = decided(&before, &ticked, &known);
            for (role, permissions) in &after {
                if before.get(role) != Some(permissions) {
                    let permissions: Vec<&str> = permissions.iter().map(String::as_str).collect();
                    permissions::define(tx, act, role, &permissions)?;
                }
            }
            // Nobody shuts the door to this page behind themselves.
            let keeps = me.map(|me| permissions::of(tx, me)).transpose()?;
            if keeps.is_none_or(|keeps| !keeps.contains(ROLES.0)) {
                return Err(Refusal::new(Kind::Conflict, Message::new("roles-keep-this")).into());
            }
            Ok(before != after)
        })
        .await;
    match done {
        Ok(true) => Ok(post.done(HERE, &Message::new("roles-kept"))),
        Ok(false) => Ok(post.done(HERE, &Message::new("roles-as-they-were"))),
        Err(Error::Refused(refusal)) => draw(&post, String::new(), Some(refusal)).await,
        Err(other) => Err(other.into()),
    }
}

/// What the roles hold after a decision: what was ticked, and what no module of this program knows.
fn decided(before: &Held, ticked: &[(String, String)], known: &BTreeSet<&'static str>) -> Held {
    let decide = |(role, held): (&String, &BTreeSet<String>)| {
        let unknown = held.iter().filter(|permission| !known.contains(permission.as_str())).cloned();
        let chosen = ticked.iter().filter(|(of, _)| of == role).map(|(_, permission)| permission.clone());
        (role.clone(), unknown.chain(chosen).collect())
    };
    before.iter().map(decide).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    role: String,
}

/// Makes a role that may do nothing yet.
pub(crate) async fn add(post: Post, Form(NewRole { role }): Form<NewRole>) -> Answer {
    let name = role.trim().to_owned();
    let wanted = name.clone();
    let done = post
        .write(move |tx, act| {
            let no = |key| Err(Refusal::of_field("role", Message::new(key)).into());
            if wanted.is_empty() {
                return no("roles-needs-name");
            }
            if wanted.chars().count() > LONGEST {
                return no("roles-name-too-long");
            }
            if permissions::roles(tx)?.contains(&wanted) {
                return no("roles-name-taken");
            }
            permissions::define(tx, act, &wanted, &[])
        })
        .await;
    match done {
        Ok(()) => Ok(post.done(HERE, &Message::new("roles-made").with("name", name))),
        Err(Error::Refused(refusal)) => draw(&post, role, Some(refusal)).await,
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn a_role_gets_exactly_what_is_ticked_and_keeps_what_this_program_does_not_know() {
        let before =
            Held::from([("desk".into(), set(&["house.today", "rooms.lend"])), ("head".into(), set(&[]))]);
        let ticked =
            [("head".to_owned(), "house.today".to_owned()), ("nobody".to_owned(), "house.today".to_owned())];
        let after = decided(&before, &ticked, &BTreeSet::from(["house.today"]));
        assert_eq!(
            after,
            Held::from([("desk".into(), set(&["rooms.lend"])), ("head".into(), set(&["house.today"]))])
        );
    }
}
