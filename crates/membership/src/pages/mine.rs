use askama::Template;
use axum::http::StatusCode;
use kernel::{Message, Refusal};
use platform::accounts;
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, Column, ErrorSummary, Errors, Field, QrCard, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{plan_named, standing_badge};
use crate::{Member, Plan, plans, queries, rules};
use people::{
    pages::{errors_of, hashed, is_right, refusal_in},
    phone,
};

#[derive(Template)]
#[template(path = "mine.html")]
struct MinePage {
    page: Page,
    errors: Errors,
    /// The card, for whoever is a member; staff need not be.
    card: Option<Card>,
    fields: [Field; 2],
}

struct Card {
    qr: QrCard,
    badge: Badge,
    facts: Table,
}

impl MinePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A member's own home.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, errors: Errors) -> Answer {
    let Some(account) = visit.account() else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    let person = account.person;
    let (member, plans) = visit.read(move |tx| Ok((queries::by_id(tx, person)?, plans::all(tx)?))).await?;
    let t = visit.t;
    let mut page = visit.member(t.about("mine-title", account.name.as_str()));
    page.failed = !errors.is_empty();
    let password = |name, key, filled| {
        Field::text(t, name, t.say(key), "")
            .kind("password")
            .autocomplete(filled)
            .medium()
            .error(errors.of(name))
    };
    let fields = [
        password("old", "mine-password-old", "current-password"),
        password("password", "mine-password-new", "new-password").hint(t.say("mine-password-hint")),
    ];
    let card = member.map(|member| card(visit, &member, &plans));
    visit.html_as(status, &MinePage { page, card, fields, errors })
}

fn card(visit: &Visit, member: &Member, plans: &[Plan]) -> Card {
    let t = visit.t;
    let columns = vec![Column::new(t.say("fact")).hidden().head(), Column::new(t.say("fact-value")).hidden()];
    let mut facts = Table::new(t, "data-saya", t.say("mine-facts"), columns);
    let rows = [
        ("member-plan", Some(plan_named(t, plans, &member.plan))),
        (
            "member-until",
            Some(
                rules::until(member, visit.act().today())
                    .map_or_else(|| t.say("standing-active-always").to_owned(), |until| t.date(until)),
            ),
        ),
        ("member-blocked-why", member.blocked.clone()),
        ("member-born", member.born.map(|born| t.date(born))),
        ("member-phone", member.phone.as_deref().map(phone::shown)),
        ("member-village", member.village.clone()),
    ];
    facts.rows = rows
        .into_iter()
        .filter_map(|(key, value)| Some(Row::new(vec![t.say(key).into(), value?.into()])))
        .collect();
    Card {
        qr: QrCard {
            t,
            data: member.code.clone(),
            code: member.code.clone(),
            title: member.name.clone(),
            text: t.say("mine-show-card").to_owned(),
        },
        badge: standing_badge(t, member, visit.act().today()),
        facts,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    old: String,
    password: String,
}

/// Exchanges one's own password. It ends every session, this one too: one signs in with the new one.
pub(crate) async fn change_password(post: Post, Form(change): Form<Change>) -> Answer {
    match exchange(&post, change).await {
        Ok(()) => Ok(post.done("/masuk?return=/saya", &Message::new("mine-password-changed"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "password");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, errors).await
        }
    }
}

async fn exchange(post: &Post, change: Change) -> store::Result<()> {
    let login = post.account().map(|account| account.login.clone()).unwrap_or_default();
    let wanted = login.clone();
    let found = post.read(move |tx| accounts::by_login(tx, &wanted)).await?;
    let Some((account, current)) = found else { return Err(accounts::refused().into()) };
    if !is_right(current, change.old).await? {
        return Err(Refusal::of_field("old", Message::new("mine-password-wrong")).into());
    }
    let password = hashed(change.password).await?;
    post.write(move |tx, act| accounts::open(tx, act, account.person, &login, &account.name, &password)).await
}
