use askama::Template;
use axum::http::StatusCode;
use kernel::{Kind, Message};
use ui::{
    Html, Page,
    part::{Badge, Column, QrCard, Row, Table, Todo, Tone},
};
use web::{Answer, Failure, Post, Shell, Visit};

use super::{
    children::{qr, signed_in},
    plan_named, standing_badge,
};
use crate::{
    Member, Plan, plans, queries,
    renewing::{self, Proposal},
    rules,
};
use people::{pages::refusal_in, phone};

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
    renewal: Renewal,
}

/// The button that prolongs a membership, or why there is none.
pub(super) struct Renewal {
    /// Where it is posted to.
    pub(super) action: String,
    /// Why it cannot be prolonged now.
    pub(super) why: Option<String>,
}

impl Renewal {
    pub(super) fn new(visit: &Visit, action: impl Into<String>, proposal: Proposal) -> Self {
        Self { action: action.into(), why: proposal.err().map(|why| visit.tell(&why)) }
    }
}

/// A member's own home: the card, what needs them now, what is theirs.
pub(crate) async fn page(visit: Visit) -> Answer {
    let Some(account) = visit.account() else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    let person = account.person;
    let act = visit.act();
    let (member, plans) = visit
        .read(move |tx| {
            let member = queries::by_id(tx, person)?;
            let proposal = member.as_ref().map(|member| renewing::proposal(tx, &act, member)).transpose()?;
            Ok((member.zip(proposal), plans::all(tx)?))
        })
        .await?;
    let t = visit.t;
    visit.html(&MinePage {
        page: visit.member(t.about("mine-title", account.name.as_str())),
        todo: todo(&visit).await?,
        panels: visit.panels().await?,
        card: member.map(|(member, proposal)| card(&visit, &member, &plans, proposal)),
    })
}

/// Prolongs one's own membership.
pub(crate) async fn renew(post: Post) -> Answer {
    let person = signed_in(&post)?;
    let done = post.write(move |tx, act| renewing::renew_own(tx, act, person)).await;
    renewed(&post, "/saya", done)
}

/// Back to where the button was, with what came of it.
pub(super) fn renewed(post: &Post, back: &str, done: store::Result<Member>) -> Answer {
    match done {
        Ok(member) => {
            let until = rules::until(&member, post.act().today());
            let message = until.map_or_else(
                || Message::new("renew-own-endless"),
                |until| Message::new("renew-own-until").with("day", until),
            );
            Ok(post.done(back, &message))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(why) if refusal.kind != Kind::Missing => Ok(post.on_to(back, Tone::Bad, &why.message)),
                _ => Err(refusal.into()),
            }
        }
    }
}

/// What needs the member now.
pub(super) async fn todo(visit: &Visit) -> Result<Todo, Failure> {
    Ok(Todo { title: visit.t.say("mine-waiting").to_owned(), items: visit.waiting(Shell::Member).await? })
}

fn card(visit: &Visit, member: &Member, plans: &[Plan], proposal: Proposal) -> Card {
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
    let renewal = Renewal::new(visit, "/saya/perpanjang", proposal);
    Card { qr: qr(t, member), badge: standing_badge(t, member, visit.act().today()), facts, renewal }
}
