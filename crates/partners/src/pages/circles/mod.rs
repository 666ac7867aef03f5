//! Circles: whose turn it is, what was given, in its own units. Nobody is ranked: members stand in the order of turns. What
//! the forms send is in [`deeds`], what everybody sees in [`public`].

mod deeds;
mod public;

use askama::Template;
use axum::extract::Path;
pub(super) use deeds::{cancel, end, give, join, leave, move_to, move_up, plan, pledge, release, reverse};
use kernel::{Id, Message, Person};
pub(super) use public::public;
use ui::{
    Page, Speech,
    part::{Choice, Column, DateParts, Empty, ErrorSummary, Errors, Field, Row, Table},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{Sent, errors_in, form_key, look, made, parts, path_of, status_of};
use crate::{
    EDIT,
    circles::{self, Balance, Pledge, Turn, Whole},
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
    /// The key of the form.
    once: String,
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
    let (all, partners) = visit.read(|tx| Ok((circles::all(tx)?, partners::list::choices(tx)?))).await?;
    let (t, today) = (visit.t, visit.act().today());
    let columns = vec![Column::new(t.say("circle-name")).head(), Column::new(t.say("circle-does"))];
    let mut table = Table::new(t, "lingkaran", t.say("nav-circles"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            let small = format!("{} · {}", one.code, t.about("contact-since", t.date(one.begun)));
            Row::new(vec![
                look::link(&format!("{LIST}/{}", one.code), &one.name, &small),
                one.about.clone().into(),
            ])
        })
        .collect();
    table.empty = Some(Empty {
        icon: "LuRefreshCw",
        title: t.say("circles-none").to_owned(),
        text: t.say("circles-none-text").to_owned(),
        action: None,
    });
    let member = |one: &partners::Candidate| {
        let id = one.id.to_string();
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
        Field::date(t, "begun", t.say("circle-begun"), sent.date("begun", DateParts::from(today)))
            .hint(t.say("circle-begun-hint"))
            .error(sent.errors.of("begun")),
        Field::check(t, "public", t.say("circle-public"), "1", !sent.typed("public").is_empty()),
    ];
    let mut page = visit.staff(t.say("nav-circles"));
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let can_edit = visit.can(EDIT);
    visit.html_as(status, &ListPage { page, errors: sent.errors, table, can_edit, fields, once: form_key() })
}

/// Begins a circle. A box that is ticked is a member; they host in the order of the list.
pub(super) async fn begin(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    const KNOWN: [&str; 8] =
        ["kunci", "name", "about", "members", "public", "begun_day", "begun_month", "begun_year"];
    if fields.iter().any(|(name, _)| !KNOWN.contains(&name.as_str())) {
        return Err(Failure::status(axum::http::StatusCode::BAD_REQUEST));
    }
    let typed = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone())
    };
    let (name, about, public) = (typed("name"), typed("about"), typed("public"));
    let chosen: Vec<String> =
        fields.iter().filter(|(field, _)| field == "members").map(|(_, id)| id.clone()).collect();
    let order: Vec<Id<Person>> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
    let boxes = ["begun_day", "begun_month", "begun_year"].map(&typed);
    let day = parts(&boxes[0], &boxes[1], &boxes[2]);
    let first = if day.is_empty() { Some(post.act().today()) } else { day.read() };
    let sent = Sent::of(&fields);
    let begun = made(&post, LIST, &sent, move |tx, act| {
        let one = circles::begin(tx, act, &name, &about, !public.is_empty(), first, &order)?;
        Ok((one.code, one.name))
    });
    match begun.await {
        Ok((code, name)) => {
            Ok(post.done(&format!("{LIST}/{code}"), &Message::new("circle-kept").with("name", name)))
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
    once: String,
    about: String,
    next: Option<String>,
    balances: Table,
    turns: Vec<TurnLine>,
    members: Vec<MemberLine>,
    pledges: Vec<(String, String)>,
    ended: Option<String>,
    /// Whether it goes on with fewer than it takes to begin one.
    few: bool,
    can_edit: bool,
    pledge: Vec<Field>,
    plan: Vec<Field>,
    give: Vec<Field>,
    join: Field,
}

impl CirclePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    /// Whether a form is shown at once: something in it is wrong.
    fn is_open_for(&self, fields: &[Field]) -> bool {
        fields.iter().any(Field::is_wrong)
    }
}

struct MemberLine {
    id: String,
    name: String,
    going: bool,
    /// Whether somebody's turn comes before theirs.
    has_before: bool,
}

struct TurnLine {
    id: String,
    title: String,
    what: String,
    /// Why it went to another than the order says, or was not held; and what was promised for such a day.
    notes: Vec<String>,
    /// Whether it can be moved or called off.
    open: bool,
    new_day: Field,
    why: Field,
    help: Vec<(String, String, bool)>,
}

/// The page of a circle.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

/// What a member gave or received: `12 jam, 3 buku`.
pub(super) fn told(t: Speech, balance: &Balance, side: fn(&(i64, i64)) -> i64) -> String {
    let amounts: Vec<String> = balance
        .iter()
        .map(|(unit, pair)| (*unit, side(pair)))
        .filter(|(_, n)| *n != 0)
        .map(|(unit, n)| look::amount(t, unit, n))
        .collect();
    if amounts.is_empty() { "–".to_owned() } else { amounts.join(", ") }
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let (whole, all) = visit
        .read(move |tx| {
            let one = circles::by_code(tx, &code)?;
            let whole = circles::wholes(tx, vec![one])?.pop().ok_or(store::Error::Missing)?;
            Ok((whole, partners::list::choices(tx)?))
        })
        .await?;
    let next =
        whole.next().map(|one| (one.partner.to_string(), visit.t.about("circle-next", one.name.as_str())));
    let Whole { circle: one, members, turns, help, pledges } = whole;
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
    let next_id = next.as_ref().map_or("", |(id, _)| id.as_str());
    let held: Vec<Choice> = turns
        .iter()
        .filter(|turn| turn.day <= today && turn.cancelled.is_none())
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
            .filter(|one| !members.iter().any(|m| m.partner == one.id && m.left_on.is_none()))
            .map(|one| Choice::new(one.id.to_string(), one.name.as_str())),
    );
    let mut page = visit.below(("nav-circles", LIST), one.name.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let held_against = |turn: &Turn| {
        let then: Vec<String> =
            pledges.iter().filter(|one| one.holds(turn.day)).map(|one| promised(t, one)).collect();
        (!then.is_empty()).then(|| t.about("circle-held-against", then.join("; ")))
    };
    let nothing = Sent::default();
    let of_row = |turn: &Turn| sent.of_row(&turn.id.to_string(), &nothing);
    let line = |turn: &Turn| TurnLine {
        id: turn.id.to_string(),
        notes: [
            turn.out_of_turn.as_ref().map(|why| t.about("circle-out-of-turn-note", why.as_str())),
            turn.cancelled.as_ref().map(|why| t.about("circle-cancelled-note", why.as_str())),
            held_against(turn).filter(|_| turn.cancelled.is_none()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        open: turn.cancelled.is_none()
            && !help.iter().any(|one| one.turn == turn.id && !one.is_reversal && !one.reversed),
        new_day: Field::date(
            t,
            "new_day",
            t.say("circle-turn-new-day"),
            of_row(turn).date("new_day", turn.day.into()),
        )
        .error(of_row(turn).errors.of("new_day"))
        .in_row(turn.id.to_string()),
        why: Field::text(t, "why", t.say("circle-cancel-why"), of_row(turn).typed("why"))
            .error(of_row(turn).errors.of("why"))
            .in_row(turn.id.to_string()),
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
        once: form_key(),
        about: one.about,
        next: next.as_ref().map(|(_, text)| text.clone()),
        balances,
        turns: turns.iter().map(line).collect(),
        members: members
            .iter()
            .enumerate()
            .map(|(n, one)| MemberLine {
                id: one.partner.to_string(),
                name: one.name.clone(),
                going: one.left_on.is_none(),
                has_before: n > 0,
            })
            .collect(),
        pledges: pledges
            .iter()
            .filter(|one| one.until.is_none())
            .map(|one| (one.id.to_string(), promised(t, one)))
            .collect(),
        few: one.ended.is_none()
            && members.iter().filter(|one| one.left_on.is_none()).count() < circles::FEWEST,
        ended: one.ended.map(|day| t.about("circle-ended-on", t.date(day))),
        can_edit: visit.can(EDIT) && one.ended.is_none(),
        pledge: pledge_fields(t, &sent),
        plan: vec![
            Field::select(t, "host", t.say("circle-host"), choices(sent.or("host", next_id)))
                .hint(t.say("circle-host-hint"))
                .error(sent.errors.of("host")),
            Field::date(t, "day", t.say("circle-day"), sent.date("day", DateParts::from(today)))
                .error(sent.errors.of("day")),
            Field::text(t, "what", t.say("circle-what"), sent.typed("what")).error(sent.errors.of("what")),
            Field::text(t, "out_of_turn", t.say("circle-out-of-turn"), sent.typed("out_of_turn"))
                .hint(t.say("circle-out-of-turn-hint"))
                .error(sent.errors.of("out_of_turn"))
                .optional(),
        ],
        give: if held.is_empty() {
            Vec::new()
        } else {
            vec![
                Field::select(t, "turn", t.say("circle-turn"), held).error(sent.errors.of("turn")),
                Field::select(t, "giver", t.say("circle-giver"), choices(sent.typed("giver")))
                    .error(sent.errors.of("giver")),
                Field::text(t, "amount", t.say("commitment-amount"), sent.typed("amount"))
                    .digits()
                    .short()
                    .error(sent.errors.of("amount")),
                Field::select(t, "unit", t.say("commitment-unit"), circles::UNITS.iter().map(unit).collect())
                    .medium()
                    .error(sent.errors.of("unit")),
                Field::text(t, "help", t.say("circle-help"), sent.typed("help"))
                    .error(sent.errors.of("help")),
            ]
        },
        join: Field::select(t, "partner", t.say("circle-join"), others).error(sent.errors.of("partner")),
        errors: sent.summary(),
        page,
    };
    visit.html_as(status, &view)
}

/// `4 jam, menjilid`
pub(super) fn promised(t: Speech, one: &Pledge) -> String {
    format!("{}, {}", look::amount(t, one.unit, one.amount), one.what)
}

fn pledge_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    let unit = |unit: &Unit| {
        Choice::new(unit.as_str(), t.say(&format!("unit-name-{unit}")))
            .chosen(unit.as_str() == sent.or("pledge_unit", "hours"))
    };
    vec![
        Field::text(t, "pledge_amount", t.say("commitment-amount"), sent.typed("pledge_amount"))
            .digits()
            .short()
            .error(sent.errors.of("pledge_amount")),
        Field::select(t, "pledge_unit", t.say("commitment-unit"), circles::UNITS.iter().map(unit).collect())
            .medium()
            .error(sent.errors.of("pledge_unit")),
        Field::text(t, "pledge", t.say("circle-pledge-what"), sent.typed("pledge"))
            .error(sent.errors.of("pledge")),
    ]
}
