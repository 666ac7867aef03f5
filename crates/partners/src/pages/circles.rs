//! Circles: whose turn it is, what was given, in its own units. Nobody is ranked: members stand in the order of turns.

use askama::Template;
use axum::extract::Path;
use kernel::{Id, Message, Person};
use ui::{
    Page, Speech,
    part::{Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{Sent, below, done, errors_in, form, look, parts, path_of, status_of, whole_number};
use crate::{
    EDIT,
    circles::{self, Balance, Circle, Help, Member, Turn},
    model::Unit,
    partners,
};

const LIST: &str = "/staf/lingkaran";

#[derive(Template)]
#[template(path = "circles.html")]
struct ListPage {
    page: Page,
    errors: Errors,
    table: Table,
    can_edit: bool,
    fields: Vec<Field>,
}

impl ListPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Every circle.
pub(super) async fn list(visit: Visit) -> Answer {
    draw_list(&visit, Sent::default(), Vec::new()).await
}

async fn draw_list(visit: &Visit, sent: Sent, chosen: Vec<String>) -> Answer {
    let (all, partners) = visit.read(|tx| Ok((circles::all(tx)?, partners::all(tx)?))).await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("circle-name")).head(),
        Column::new(t.say("circle-about")),
        Column::new(t.say("circle-begun")),
    ];
    let mut table = Table::new(t, "lingkaran", t.say("nav-circles"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            Row::new(vec![
                look::link(&format!("{LIST}/{}", one.code), &one.name, &one.code),
                one.about.clone().into(),
                t.date(one.begun).into(),
            ])
        })
        .collect();
    table.empty = Some(Empty {
        icon: "LuRefreshCw",
        title: t.say("circles-none").to_owned(),
        text: t.say("circles-none-text").to_owned(),
        action: None,
    });
    let member = |one: &crate::Partner| {
        let id = one.party.to_string();
        let is_chosen = chosen.contains(&id);
        Choice::new(id, one.name.as_str()).chosen(is_chosen)
    };
    let fields = vec![
        Field::text(t, "name", t.say("circle-name"), sent.typed("name")).error(sent.errors.of("name")),
        Field::area(t, "about", t.say("circle-about"), sent.typed("about"), 3)
            .hint(t.say("circle-about-hint"))
            .error(sent.errors.of("about")),
        Field::checks(t, "members", t.say("circle-members"), partners.iter().map(member).collect())
            .hint(t.say("circle-members-hint"))
            .error(sent.errors.of("members")),
        Field::check(t, "public", t.say("circle-public"), "1", !sent.typed("public").is_empty()),
    ];
    let mut page = visit.staff(t.say("nav-circles"));
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let can_edit = visit.can(EDIT);
    visit.html_as(status, &ListPage { page, errors: sent.errors, table, can_edit, fields })
}

/// Begins a circle. A box that is ticked is a member; they host in the order of the list.
pub(super) async fn begin(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    if fields.iter().any(|(name, _)| !matches!(name.as_str(), "name" | "about" | "members" | "public")) {
        return Err(Failure::status(axum::http::StatusCode::BAD_REQUEST));
    }
    let typed = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone())
    };
    let (name, about, public) = (typed("name"), typed("about"), typed("public"));
    let chosen: Vec<String> =
        fields.iter().filter(|(field, _)| field == "members").map(|(_, id)| id.clone()).collect();
    let order: Vec<Id<Person>> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
    let sent = Sent {
        typed: vec![("name", name.clone()), ("about", about.clone()), ("public", public.clone())],
        ..Sent::default()
    };
    let begun =
        post.write(move |tx, act| circles::begin(tx, act, &name, &about, !public.is_empty(), &order)).await;
    match begun {
        Ok(one) => {
            let message = Message::new("circle-kept").with("name", one.name.as_str());
            Ok(post.done(&format!("{LIST}/{}", one.code), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "name")?;
            draw_list(&post, Sent { errors, ..sent }, chosen).await
        }
    }
}

#[derive(Template)]
#[template(path = "circle.html")]
struct CirclePage {
    page: Page,
    errors: Errors,
    base: String,
    about: String,
    next: Option<String>,
    balances: Table,
    turns: Vec<TurnLine>,
    members: Vec<(String, String, bool)>,
    can_edit: bool,
    plan: Vec<Field>,
    give: Vec<Field>,
    join: Field,
}

impl CirclePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

struct TurnLine {
    title: String,
    what: String,
    help: Vec<(String, String, bool)>,
}

/// The page of a circle.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

type Seen = (Circle, Vec<Member>, Vec<Turn>, Vec<Help>);

async fn seen(visit: &Visit, code: String) -> store::Result<Seen> {
    visit
        .read(move |tx| {
            let one = circles::by_code(tx, &code)?;
            Ok((
                one.clone(),
                circles::members(tx, one.id)?,
                circles::turns(tx, one.id)?,
                circles::help(tx, one.id)?,
            ))
        })
        .await
}

fn next_of(members: &[Member], turns: &[Turn]) -> Option<Id<Person>> {
    let order: Vec<Id<Person>> =
        members.iter().filter(|one| one.left_on.is_none()).map(|one| one.partner).collect();
    let hosts: Vec<Id<Person>> = turns.iter().map(|turn| turn.host).collect();
    circles::next_host(&order, &hosts)
}

/// What a member gave or received: `12 jam, 3 buku`.
fn told(t: Speech, balance: &Balance, side: fn(&(i64, i64)) -> i64) -> String {
    let amounts: Vec<String> = balance
        .iter()
        .map(|(unit, pair)| (*unit, side(pair)))
        .filter(|(_, n)| *n != 0)
        .map(|(unit, n)| look::amount(t, unit, n))
        .collect();
    if amounts.is_empty() { "–".to_owned() } else { amounts.join(", ") }
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let (one, members, turns, help) = seen(visit, code).await?;
    let all = visit.read(partners::all).await?;
    let (t, today) = (visit.t, visit.act().today());
    let ids: Vec<Id<Person>> = members.iter().map(|member| member.partner).collect();
    let columns = vec![
        Column::new(t.say("circle-member")).head(),
        Column::new(t.say("circle-gave")),
        Column::new(t.say("circle-received")),
    ];
    let mut balances = Table::new(t, "neraca", t.say("circle-balances"), columns);
    balances.rows = members
        .iter()
        .zip(circles::balances(&ids, &help))
        .map(|(member, balance)| {
            Row::new(vec![
                look::link(&path_of(&member.code), &member.name, ""),
                told(t, &balance, |pair| pair.0).into(),
                told(t, &balance, |pair| pair.1).into(),
            ])
        })
        .collect();
    let next = next_of(&members, &turns);
    let name_of = |id: Id<Person>| members.iter().find(|one| one.partner == id).map(|one| one.name.clone());
    let choices = |chosen: &str| -> Vec<Choice> {
        members
            .iter()
            .filter(|one| one.left_on.is_none())
            .map(|one| {
                let id = one.partner.to_string();
                let is_chosen = id == chosen;
                Choice::new(id, one.name.as_str()).chosen(is_chosen)
            })
            .collect()
    };
    let next_id = next.map(|id| id.to_string()).unwrap_or_default();
    let held: Vec<Choice> = turns
        .iter()
        .filter(|turn| turn.day <= today)
        .map(|turn| {
            let id = turn.id.to_string();
            let chosen = id == sent.typed("turn");
            Choice::new(id, format!("{}. {}", turn.number, turn.host_name)).chosen(chosen)
        })
        .collect();
    let unit = |unit: &Unit| {
        Choice::new(unit.as_str(), t.say(&format!("unit-name-{unit}")))
            .chosen(unit.as_str() == sent.or("unit", "hours"))
    };
    let mut others = vec![Choice::new("", t.say("agreement-choose"))];
    others.extend(
        all.iter()
            .filter(|one| !members.iter().any(|m| m.partner == one.party && m.left_on.is_none()))
            .map(|one| Choice::new(one.party.to_string(), one.name.as_str())),
    );
    let mut page = below(visit, ("nav-circles", LIST), one.name.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let line = |turn: &Turn| TurnLine {
        title: format!("{}. {}, {}", turn.number, turn.host_name, t.date(turn.day)),
        what: turn.what.clone(),
        help: help
            .iter()
            .filter(|one| one.turn == turn.id)
            .map(|one| {
                let text =
                    format!("{}: {}, {}", one.giver_name, look::amount(t, one.unit, one.amount), one.what);
                (one.id.to_string(), text, !one.is_reversal && !one.reversed)
            })
            .collect(),
    };
    let view = CirclePage {
        base: format!("{LIST}/{}", one.code),
        about: one.about,
        next: next.and_then(name_of).map(|name| t.about("circle-next", name)),
        balances,
        turns: turns.iter().map(line).collect(),
        members: members
            .iter()
            .map(|one| (one.partner.to_string(), one.name.clone(), one.left_on.is_none()))
            .collect(),
        can_edit: visit.can(EDIT),
        plan: vec![
            Field::select(t, "host", t.say("circle-host"), choices(sent.or("host", &next_id)))
                .hint(t.say("circle-host-hint"))
                .error(sent.errors.of("host")),
            Field::date(t, "day", t.say("circle-day"), sent.date("day", DateParts::from(today)))
                .error(sent.errors.of("day")),
            Field::text(t, "what", t.say("circle-what"), sent.typed("what")).error(sent.errors.of("what")),
        ],
        give: if held.is_empty() {
            Vec::new()
        } else {
            vec![
                Field::select(t, "turn", t.say("circle-turn"), held),
                Field::select(t, "giver", t.say("circle-giver"), choices(sent.typed("giver")))
                    .error(sent.errors.of("giver")),
                Field::text(t, "amount", t.say("commitment-amount"), sent.typed("amount"))
                    .digits()
                    .short()
                    .error(sent.errors.of("amount")),
                Field::select(
                    t,
                    "unit",
                    t.say("commitment-unit"),
                    Unit::ALL.iter().filter(|unit| **unit != Unit::Rupiah).map(unit).collect(),
                )
                .medium()
                .error(sent.errors.of("unit")),
                Field::text(t, "help", t.say("circle-help"), sent.typed("help"))
                    .error(sent.errors.of("help")),
            ]
        },
        join: Field::select(t, "partner", t.say("circle-join"), others).error(sent.errors.of("partner")),
        errors: sent.errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Runs a use case about a circle and goes back to its page.
async fn about<T: Send + 'static>(
    post: Post,
    code: String,
    key: &'static str,
    fallback: &'static str,
    sent: Sent,
    mut f: impl FnMut(&mut store::Tx<'_>, &kernel::Act, Id<Circle>) -> store::Result<T> + Send + 'static,
) -> Answer {
    let asked = code.clone();
    done(
        &post,
        &format!("{LIST}/{code}"),
        key,
        fallback,
        move |tx, act| {
            let circle = circles::by_code(tx, &asked)?.id;
            f(tx, act, circle)
        },
        |errors| draw(&post, code, Sent { errors, ..sent }),
    )
    .await
}

form! { PlanForm { host, day_day, day_month, day_year, what } }

/// Agrees on the next turn.
pub(super) async fn plan(post: Post, Path(code): Path<String>, Form(form): Form<PlanForm>) -> Answer {
    let sent = form.sent();
    about(post, code, "circle-turn-kept", "what", sent, move |tx, act, circle| {
        let day = parts(&form.day_day, &form.day_month, &form.day_year).read();
        let day =
            day.ok_or_else(|| kernel::Refusal::of_field("day", Message::new("partner-day-unreadable")))?;
        let host = form.host.parse().map_err(|_| store::Error::Missing)?;
        circles::plan(tx, act, circle, host, day, &form.what)
    })
    .await
}

form! { GiveForm { turn, giver, amount, unit, help } }

/// Writes down what a member gave.
pub(super) async fn give(post: Post, Path(code): Path<String>, Form(form): Form<GiveForm>) -> Answer {
    let sent = form.sent();
    about(post, code, "circle-help-kept", "help", sent, move |tx, act, circle| {
        let missing = |_| store::Error::Missing;
        let (turn, giver) = (form.turn.parse().map_err(missing)?, form.giver.parse().map_err(missing)?);
        let amount = (form.unit.parse()?, whole_number(&form.amount).unwrap_or(0));
        circles::give(tx, act, circle, turn, giver, amount, &form.help)
    })
    .await
}

/// Takes back what was written down by mistake.
pub(super) async fn reverse(post: Post, Path((code, row)): Path<(String, Id<Help>)>) -> Answer {
    about(post, code, "circle-help-reversed", "help", Sent::default(), move |tx, act, circle| {
        circles::reverse(tx, act, circle, row)
    })
    .await
}

form! { MemberForm { partner } }

/// A partner joins.
pub(super) async fn join(post: Post, Path(code): Path<String>, Form(form): Form<MemberForm>) -> Answer {
    about(post, code, "circle-joined", "partner", Sent::default(), move |tx, act, circle| {
        let partner = form
            .partner
            .parse()
            .map_err(|_| kernel::Refusal::of_field("partner", Message::new("agreement-partner-missing")))?;
        circles::join(tx, act, circle, partner)
    })
    .await
}

/// A partner leaves.
pub(super) async fn leave(post: Post, Path((code, partner)): Path<(String, Id<Person>)>) -> Answer {
    about(post, code, "circle-left", "partner", Sent::default(), move |tx, act, circle| {
        circles::leave(tx, act, circle, partner)
    })
    .await
}

#[derive(Template)]
#[template(path = "public_circles.html")]
struct PublicPage {
    page: Page,
    all: Vec<Shown>,
}

struct Shown {
    name: String,
    about: String,
    members: Vec<String>,
    next: Option<String>,
    given: String,
    turns: Vec<(String, String)>,
}

/// The circles everybody may see: whose turn it is, and what all of them gave together.
pub(super) async fn public(visit: Visit) -> Answer {
    let all: Vec<Seen> = visit
        .read(|tx| {
            let shown = circles::all(tx)?.into_iter().filter(|one| one.public && one.ended.is_none());
            shown
                .map(|one| {
                    let id = one.id;
                    Ok((one, circles::members(tx, id)?, circles::turns(tx, id)?, circles::help(tx, id)?))
                })
                .collect()
        })
        .await?;
    let t = visit.t;
    let shown = |(one, members, turns, help): Seen| {
        let mut together = Balance::new();
        for given in &help {
            together.entry(given.unit).or_default().0 += given.amount;
        }
        let next = next_of(&members, &turns);
        let name_of =
            |id: Id<Person>| members.iter().find(|one| one.partner == id).map(|one| one.name.clone());
        Shown {
            next: next.and_then(name_of).map(|name| t.about("circle-next", name)),
            given: told(t, &together, |pair| pair.0),
            turns: turns
                .iter()
                .take(6)
                .map(|turn| (format!("{}, {}", turn.host_name, t.date(turn.day)), turn.what.clone()))
                .collect(),
            members: members.iter().filter(|one| one.left_on.is_none()).map(|one| one.name.clone()).collect(),
            name: one.name,
            about: one.about,
        }
    };
    let mut page = visit.public(t.say("circles-title"));
    page.description = t.say("circles-lead").to_owned();
    visit.html(&PublicPage { page, all: all.into_iter().map(shown).collect() })
}
