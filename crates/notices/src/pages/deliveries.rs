use askama::Template;
use axum::extract::Path;
use kernel::{Id, Message};
use people::{handles, pages::refusal_in};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    page::query_value,
    part::{Badge, Button, Choice, Column, Empty, Field, Pager, Row, Tab, Table, Tabs, Tone},
};
use web::{Answer, Failure, Post, Query, Visit};

use super::{DELIVERIES, NEWS, address_shown, below, channel_name, kind_name, said, values};
use crate::{
    Channel, DECIDE, Delivery, Reason, State,
    queries::{self, Asked, Listed},
    sending, wording,
};

/// How many deliveries a page lists.
const PER_PAGE: i64 = 50;
/// How much of a mail server's answer a table shows, in characters.
const CLIPPED: usize = 160;

#[derive(Template)]
#[template(path = "deliveries.html")]
struct DeliveriesPage {
    page: Page,
    tabs: Tabs,
    whatsapp: String,
    print: String,
    news: Option<&'static str>,
    fields: [Field; 2],
    state: &'static str,
    unknown: Option<String>,
    table: Table,
    pager: Pager,
}

#[derive(Deserialize)]
pub(crate) struct Filter {
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    jenis: String,
    /// A member's number, or the id of an entry of the register.
    #[serde(default)]
    orang: String,
    #[serde(default)]
    hal: u32,
}

/// What was told to whom, and how it went.
pub(crate) async fn page(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let t = visit.t;
    let state: Option<State> = filter.keadaan.parse().ok();
    let (at, jenis, orang) = (filter.hal.max(1), filter.jenis.clone(), filter.orang.trim().to_owned());
    let wanted = orang.clone();
    let (found, counts, whatsapp, print, unknown) = visit
        .read(move |tx| {
            let person = match wanted.parse() {
                Ok(id) => Some(id),
                Err(_) if wanted.is_empty() => None,
                Err(_) => handles::holder(tx, &wanted)?,
            };
            let unknown = person.is_none() && !wanted.is_empty();
            let asked = Asked { state, kind: Some(jenis).filter(|kind| !kind.is_empty()), person };
            let found = match unknown {
                true => Vec::new(),
                // One more than is shown says whether there is another page.
                false => queries::deliveries(tx, &asked, PER_PAGE + 1, i64::from(at - 1) * PER_PAGE)?,
            };
            let whatsapp = queries::waiting_count(tx, Channel::WhatsApp)?;
            let print = queries::waiting_count(tx, Channel::Print)?;
            Ok((found, queries::counts(tx)?, whatsapp, print, unknown))
        })
        .await?;
    let more = found.len() as i64 > PER_PAGE;
    let address = |state: &str, at: u32| {
        format!(
            "{DELIVERIES}?keadaan={state}&jenis={}&orang={}&hal={at}",
            query_value(&filter.jenis),
            query_value(&orang)
        )
    };
    let word = state.map_or("", State::as_str);
    let shown = &found[..found.len().min(PER_PAGE as usize)];
    visit.looks_at_all(shown.iter().flat_map(Listed::people), Sight::List);
    let table = table(&visit, shown);
    let kinds = visit
        .app()
        .notices()
        .iter()
        .map(|kind| Choice::new(kind.name, kind_name(t, kind.name)).chosen(kind.name == filter.jenis));
    let all = Choice::new("", t.say("delivery-all-kinds")).chosen(filter.jenis.is_empty());
    let template = DeliveriesPage {
        page: visit.staff(t.say("deliveries-title")),
        tabs: tabs(t, &counts, state, |state| address(state, 1)),
        whatsapp: t.count("deliveries-whatsapp", whatsapp),
        print: t.count("deliveries-print", print),
        news: visit.can(DECIDE).then_some(NEWS),
        fields: [
            Field::select(t, "jenis", t.say("delivery-kind"), std::iter::once(all).chain(kinds).collect()),
            Field::text(t, "orang", t.say("delivery-person"), orang.as_str()).short().autocomplete("off"),
        ],
        state: word,
        unknown: unknown.then(|| t.about("delivery-nobody", orang.as_str())),
        table,
        pager: Pager::new(t, at, if more { at + 1 } else { at }, |n| address(word, n)),
    };
    visit.html(&template)
}

fn tabs(t: Speech, counts: &[(State, i64)], current: Option<State>, href: impl Fn(&str) -> String) -> Tabs {
    let tab = |state: Option<State>| Tab {
        label: match state {
            None => t.say("delivery-all").to_owned(),
            Some(state) => state_name(t, state).to_owned(),
        },
        href: href(state.map_or("", State::as_str)),
        current: state == current,
        count: state.and_then(|state| {
            let found = counts.iter().find(|(known, _)| *known == state);
            found.and_then(|(_, count)| u64::try_from(*count).ok())
        }),
        ..Tab::default()
    };
    let tabs = std::iter::once(None).chain(State::ALL.iter().copied().map(Some)).map(tab).collect();
    Tabs { label: t.say("deliveries-title").to_owned(), tabs }
}

fn state_name(t: Speech, state: State) -> &'static str {
    match state {
        State::Waiting => t.known("delivery-waiting"),
        State::Sent => t.known("delivery-sent"),
        State::Failed => t.known("delivery-failed"),
        State::Missed => t.known("delivery-missed"),
    }
    .unwrap_or_default()
}

fn badge(t: Speech, state: State) -> Badge {
    let tone = match state {
        State::Waiting => Tone::Info,
        State::Sent => Tone::Ok,
        State::Failed => Tone::Bad,
        State::Missed => Tone::Warn,
    };
    let badge = Badge::new(tone, state_name(t, state));
    if state == State::Waiting { badge.icon("LuClock") } else { badge }
}

/// Why it failed or was missed, in words; what a mail server said stands as it is.
fn reason(t: Speech, reason: Option<&str>) -> String {
    let Some(reason) = reason else { return String::new() };
    let own = match reason.parse::<Reason>() {
        Ok(Reason::NoWay) => t.say("delivery-why-no-way"),
        Ok(Reason::NotWanted) => t.say("delivery-why-not-wanted"),
        Ok(Reason::Minor) => t.say("delivery-why-minor"),
        Ok(Reason::NoServer) => t.say("delivery-why-no-server"),
        Ok(Reason::NoOrigin) => t.say("delivery-why-no-origin"),
        Ok(Reason::CouldNot) => t.say("delivery-why-could-not"),
        Err(_) => return t.about("delivery-why-server", reason),
    };
    own.to_owned()
}

fn clipped(text: String) -> String {
    if text.chars().count() <= CLIPPED {
        return text;
    }
    text.chars().take(CLIPPED).chain(std::iter::once('…')).collect()
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ text }}</a>")]
struct Link<'a> {
    href: String,
    text: &'a str,
}

fn columns(t: Speech) -> Vec<Column> {
    vec![
        Column::new(t.say("delivery-to")).head(),
        Column::new(t.say("delivery-kind")),
        Column::new(t.say("delivery-channel")),
        Column::new(t.say("delivery-state")),
        Column::new(t.say("delivery-why")),
        Column::new(t.say("delivery-when")),
    ]
}

fn table(visit: &Visit, found: &[Listed]) -> Table {
    let (t, zone) = (visit.t, visit.act().zone);
    let mut table = Table::new(t, "pengiriman", t.say("deliveries-title"), columns(t));
    table.empty = Some(Empty {
        icon: "LuSend",
        title: t.say("deliveries-none").to_owned(),
        text: t.say("deliveries-none-help").to_owned(),
        action: None,
    });
    table.rows = found
        .iter()
        .map(|one| {
            let href = format!("{DELIVERIES}/{}", one.id);
            Row::new(vec![
                Html::of(&Link { href, text: &one.name }),
                kind_name(t, &one.kind).into(),
                channel_name(t, one.channel).into(),
                Html::of(&badge(t, one.state)),
                clipped(reason(t, one.reason.as_deref())).into(),
                t.moment(one.ended_at.unwrap_or(one.created_at), &zone).into(),
            ])
        })
        .collect();
    table
}

#[derive(Template)]
#[template(path = "delivery.html")]
struct OnePage {
    page: Page,
    subject: String,
    child: Option<String>,
    paragraphs: Vec<Vec<String>>,
    facts: String,
    table: Table,
    again: Option<Button>,
    id: String,
    wishes: String,
    all: String,
}

/// One message: what it says, and every way it went.
pub(crate) async fn one(visit: Visit, Path(delivery): Path<Id<Delivery>>) -> Answer {
    let (t, zone) = (visit.t, visit.act().zone);
    let (one, ways) = visit
        .read(move |tx| match queries::delivery(tx, delivery)? {
            Some(one) => Ok((Some(one.clone()), queries::of_notice(tx, one.notice)?)),
            None => Ok((None, Vec::new())),
        })
        .await?;
    let one = one.ok_or_else(Failure::missing)?;
    visit.looks_at_all(one.people(), Sight::Messages);
    let words = said(&visit, &one.kind, &one.contents);
    let mut table = Table::new(t, "cara", t.say("delivery-ways"), {
        let mut columns = columns(t);
        columns.drain(..2);
        columns.insert(1, Column::new(t.say("delivery-address")));
        columns
    });
    table.rows = ways
        .iter()
        .map(|way| {
            Row::new(vec![
                channel_name(t, way.channel).into(),
                address_shown(way).into(),
                Html::of(&badge(t, way.state)),
                reason(t, way.reason.as_deref()).into(),
                t.moment(way.ended_at.unwrap_or(way.created_at), &zone).into(),
            ])
        })
        .collect();
    let again = matches!(one.state, State::Failed | State::Missed)
        .then(|| Button::new(t.say("delivery-again")).icon("LuRefreshCw"));
    let template = OnePage {
        page: below(&visit, t.about("delivery-title", one.name.as_str())),
        subject: words.subject,
        child: wording::child(&values(&one.contents)).map(|child| t.about("letter-child", child)),
        paragraphs: words.paragraphs,
        facts: format!("{} · {}", kind_name(t, &one.kind), t.moment(one.created_at, &zone)),
        table,
        again,
        id: one.id.to_string(),
        wishes: format!("{DELIVERIES}/pilihan/{}", one.recipient),
        all: format!("{DELIVERIES}?orang={}", one.recipient),
    };
    visit.html(&template)
}

/// Tries again what failed or was missed.
pub(crate) async fn again(post: Post, Path(delivery): Path<Id<Delivery>>) -> Answer {
    let kinds = post.app().notices().to_vec();
    let here = format!("{DELIVERIES}/{delivery}");
    match post.write(move |tx, act| sending::resend(tx, act, &kinds, delivery)).await {
        // Its row may have given way to another.
        Ok(()) => {
            Ok(post.done(&format!("{DELIVERIES}?keadaan=waiting"), &Message::new("delivery-goes-again")))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(first) => Ok(post.on_to(&here, Tone::Warn, &first.message)),
                None => Err(refusal.into()),
            }
        }
    }
}
