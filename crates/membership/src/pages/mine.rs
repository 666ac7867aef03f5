use askama::Template;
use axum::http::StatusCode;
use ui::{
    Html, Page,
    part::{Badge, Column, QrCard, Row, Table, Todo},
};
use web::{Answer, Failure, Shell, Visit};

use super::{children::qr, plan_named, standing_badge};
use crate::{Member, Plan, plans, queries, rules};
use people::phone;

#[derive(Template)]
#[template(path = "mine.html")]
struct MinePage {
    page: Page,
    todo: Todo,
    /// What the modules show of one's own: loans, family.
    panels: Vec<Html>,
    /// The card, for whoever is a member; staff need not be.
    card: Option<Card>,
}

struct Card {
    qr: QrCard,
    badge: Badge,
    facts: Table,
}

/// A member's own home: the card, what needs them now, what is theirs.
pub(crate) async fn page(visit: Visit) -> Answer {
    let Some(account) = visit.account() else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    let person = account.person;
    let (member, plans) = visit.read(move |tx| Ok((queries::by_id(tx, person)?, plans::all(tx)?))).await?;
    let t = visit.t;
    visit.html(&MinePage {
        page: visit.member(t.about("mine-title", account.name.as_str())),
        todo: todo(&visit).await?,
        panels: visit.panels().await?,
        card: member.map(|member| card(&visit, &member, &plans)),
    })
}

/// What needs the member now.
pub(super) async fn todo(visit: &Visit) -> Result<Todo, Failure> {
    Ok(Todo { title: visit.t.say("mine-waiting").to_owned(), items: visit.waiting(Shell::Member).await? })
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
    Card { qr: qr(t, member), badge: standing_badge(t, member, visit.act().today()), facts }
}
