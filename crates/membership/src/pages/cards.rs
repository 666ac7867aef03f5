//! Cards on paper: to look at in the browser, as PDF for a card printer or for sheets to cut, and those that nobody
//! has printed yet.

use askama::Template;
use axum::extract::Path;
use kernel::{Date, Id, Message};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    cover::Shelf,
    page::Library,
    paper::MemberCard,
    part::{Column, DateParts, Empty, Field, Row, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit, document};

use super::{below_list, member, path_of, plan_named};
use crate::{
    Member, Plan, plans,
    printing::{self, Batch},
    queries, rules,
};

/// How many cards one page of the browser may hold.
const MOST: usize = 100;
/// How many batches are listed.
const LISTED: i64 = 12;
const QUEUE: &str = "/staf/anggota/kartu/antrean";

#[derive(Template)]
#[template(path = "cards.html")]
struct CardsPage {
    page: Page,
    members: Vec<Member>,
    plans: Vec<Plan>,
    today: Date,
    back: String,
}

impl CardsPage {
    fn card<'a>(&'a self, member: &Member) -> MemberCard<'a> {
        card(self.page.t, &self.page.library, member, &self.plans, self.today)
    }
}

/// A member's card. Its colours follow the number, so that cards on a table can be told apart.
fn card<'a>(t: Speech, library: &'a Library, member: &Member, plans: &[Plan], today: Date) -> MemberCard<'a> {
    MemberCard {
        t,
        library,
        name: member.name.clone(),
        number: member.code.clone(),
        plan: plan_named(t, plans, &member.plan),
        until: rules::until(member, today).map(|until| t.date(until)).unwrap_or_default(),
        shelf: shelf(&member.code),
    }
}

/// The shelf whose colours a number has.
fn shelf(code: &str) -> Shelf {
    Shelf::of(&code.chars().rev().find(char::is_ascii_digit).unwrap_or('0').to_string().repeat(3))
}

/// One member's card.
pub(crate) async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let (member, plans) = visit.read(move |tx| Ok((member(tx, &code)?, plans::all(tx)?))).await?;
    visit.looks_at(member.person, Sight::Membership);
    let page = visit.staff(visit.t.about("member-card-of", member.name.as_str()));
    let back = path_of(&member.code);
    let today = visit.act().today();
    visit.html(&CardsPage { page, members: vec![member], plans, today, back })
}

/// The cards of several members: `?kode=A-00418&kode=A-00419`.
pub(crate) async fn sheet(visit: Visit, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let (members, plans) = visit
        .read(move |tx| {
            let codes = asked.into_iter().filter(|(name, code)| name == "kode" && rules::is_code(code));
            let codes: Vec<String> = codes.map(|(_, code)| code).take(MOST).collect();
            Ok((queries::by_codes(tx, &codes)?, plans::all(tx)?))
        })
        .await?;
    visit.looks_at_all(members.iter().map(|member| member.person), Sight::List);
    let page = visit.staff(visit.t.say("members-print-cards"));
    let today = visit.act().today();
    visit.html(&CardsPage { page, members, plans, today, back: "/staf/anggota".to_owned() })
}

/// Whether this is a number that a card has room for, as a bar code too.
pub(crate) fn fits_on_a_card(code: &str) -> bool {
    rules::is_code(code) && code.len() <= pdf::LONGEST_BAR_CODE
}

/// How cards are put on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Paper {
    /// Ten on an A4 sheet.
    #[serde(rename = "lembar")]
    Sheets,
    /// One a page of CR80 size, for a card printer.
    #[serde(rename = "satuan")]
    Single,
}

/// A card as text, drawn off the threads that answer.
struct Text {
    name: String,
    number: String,
    kind: String,
    until: String,
    colour: [u8; 3],
}

impl Text {
    fn card(&self) -> pdf::Card<'_> {
        let [r, g, b] = self.colour;
        pdf::Card {
            name: &self.name,
            number: &self.number,
            kind: &self.kind,
            until: &self.until,
            colour: pdf::Colour(r, g, b),
        }
    }
}

/// The PDF of these members' cards.
pub(crate) async fn drawn(
    visit: &Visit,
    members: &[Member],
    plans: &[Plan],
    form: Paper,
) -> Result<Vec<u8>, Failure> {
    if members.is_empty() {
        return Err(Failure::missing());
    }
    visit.looks_at_all(members.iter().map(|member| member.person), Sight::List);
    let (t, today) = (visit.t, visit.act().today());
    let text = |member: &Member| Text {
        name: member.name.clone(),
        number: member.code.clone(),
        kind: plan_named(t, plans, &member.plan),
        until: rules::until(member, today)
            .map(|until| t.about("card-valid-until", t.date(until)))
            .unwrap_or_default(),
        colour: shelf(&member.code).colour(),
    };
    let texts: Vec<Text> = members.iter().map(text).collect();
    let found = t.say("card-found").to_owned();
    document::set(visit, t.say("members-cards"), move |about, head| {
        let cards: Vec<pdf::Card<'_>> = texts.iter().map(Text::card).collect();
        let common = pdf::CardText { sides: pdf::Sides::Both, found: &found };
        match form {
            Paper::Sheets => pdf::card_sheets(about, head, &common, &cards),
            Paper::Single => pdf::member_cards(about, head, &common, &cards),
        }
    })
    .await
}

/// The same, to be shown.
fn shown(cards: Vec<u8>) -> Answer {
    Ok(document::shown(cards, "kartu.pdf"))
}

/// Prints the cards of whom the form names (`kode`, `bentuk`) and keeps that they have been printed.
pub(crate) async fn print(post: Post, Form(sent): Form<Vec<(String, String)>>) -> Answer {
    let single = sent.iter().any(|(name, value)| name == "bentuk" && value == "satuan");
    let form = if single { Paper::Single } else { Paper::Sheets };
    let codes = sent.into_iter().filter(|(name, _)| name == "kode").map(|(_, code)| code);
    let codes: Vec<String> = codes.filter(|code| fits_on_a_card(code)).collect();
    if codes.is_empty() {
        return Ok(post.on_to(QUEUE, Tone::Info, &Message::new("members-cards-none")));
    }
    let (members, plans) =
        post.read(move |tx| Ok((printing::of_codes(tx, &codes)?, plans::all(tx)?))).await?;
    let paper = drawn(&post, &members, &plans, form).await?;
    post.write(move |tx, act| printing::printed(tx, act, &members)).await?;
    shown(paper)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    bentuk: Paper,
}

/// A batch once more.
pub(crate) async fn again(
    visit: Visit,
    Path(batch): Path<Id<Batch>>,
    Query(Wanted { bentuk }): Query<Wanted>,
) -> Answer {
    let (members, plans) = visit.read(move |tx| Ok((printing::of(tx, batch)?, plans::all(tx)?))).await?;
    shown(drawn(&visit, &members, &plans, bentuk).await?)
}

/// The paper jammed: the cards of a batch have not been printed after all.
pub(crate) async fn forget(post: Post, Path(batch): Path<Id<Batch>>) -> Answer {
    post.write(move |tx, act| printing::forget(tx, act, batch)).await?;
    Ok(post.done(QUEUE, &Message::new("cards-not-printed")))
}

#[derive(Template)]
#[template(path = "cards_queue.html")]
struct QueuePage {
    page: Page,
    since: Field,
    table: Table,
    batches: Vec<Printed>,
}

/// A batch in words.
struct Printed {
    text: String,
    base: String,
}

/// A box that takes a card, ticked.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<input type=\"checkbox\" name=\"kode\" value=\"{{ code }}\" aria-label=\"{{ label }}\" checked>"
)]
struct Tick<'a> {
    code: &'a str,
    label: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Since {
    sejak_day: String,
    sejak_month: String,
    sejak_year: String,
}

/// Whose card has not been printed, or not since a day, and what was printed lately.
pub(crate) async fn queue(visit: Visit, Query(asked): Query<Since>) -> Answer {
    let parts = DateParts { day: asked.sejak_day, month: asked.sejak_month, year: asked.sejak_year };
    let (t, act, since) = (visit.t, visit.act(), parts.read());
    let reading = act.clone();
    let (members, plans, batches) = visit
        .read(move |tx| {
            let members = printing::unprinted(tx, &reading, since)?;
            Ok((members, plans::all(tx)?, printing::batches(tx, LISTED)?))
        })
        .await?;
    visit.looks_at_all(members.iter().map(|member| member.person), Sight::List);
    let unreadable = since.is_none() && !parts.is_empty();
    let columns = vec![
        Column::new(t.say("member-card-short")).hidden(),
        Column::new(t.say("member-name")).head(),
        Column::new(t.say("member-code")),
        Column::new(t.say("member-plan")),
        Column::new(t.say("member-since")),
    ];
    let caption = match since {
        Some(day) => t.about("cards-unprinted-since", t.date(day)),
        None => t.say("cards-unprinted").to_owned(),
    };
    let mut table = Table::new(t, "antrean", caption, columns);
    table.note = t.count("members-count", members.len() as i64);
    let row = |member: &Member| {
        let label = t.about("member-card-of", member.name.as_str());
        Row::new(vec![
            Html::of(&Tick { code: &member.code, label }),
            super::sponsors::link(&path_of(&member.code), &member.name),
            member.code.as_str().into(),
            plan_named(t, &plans, &member.plan).into(),
            t.date(member.since).into(),
        ])
    };
    table.rows = members.iter().map(row).collect();
    table.empty = Some(Empty {
        icon: "LuIdCard",
        title: t.say("cards-all-printed").to_owned(),
        text: t.say("cards-all-printed-text").to_owned(),
        action: None,
    });
    let printed = |batch: Batch| Printed {
        text: t.with(
            "cards-batch",
            &[("n", batch.cards.into()), ("when", t.moment(batch.at, &act.zone).into())],
        ),
        base: format!("/staf/anggota/kartu/cetakan/{}", batch.batch),
    };
    let mut page = below_list(&visit, t.say("cards-queue"));
    page.failed = unreadable;
    let since = Field::date(t, "sejak", t.say("cards-since"), parts)
        .hint(t.say("cards-since-hint"))
        .optional()
        .error(unreadable.then(|| t.say("member-born-unreadable")));
    let batches = batches.into_iter().map(printed).collect();
    visit.html(&QueuePage { page, since, table, batches })
}
