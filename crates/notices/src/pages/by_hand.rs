use askama::Template;
use axum::extract::Path;
use kernel::{Id, Message};
use people::pages::refusal_in;
use platform::looks::Sight;
use ui::{
    Page, Speech,
    page::query_value,
    part::{Button, Column, Empty, Row, Table, Tone},
};
use web::{Answer, Form, Post, Visit};

use super::{DELIVERIES, PRINT, WHATSAPP, address_shown, below, frame, kind_name, values};
use crate::{
    Channel, Delivery, office,
    queries::{self, Listed},
    readers, sending,
    wording::{self, Said},
};

/// How many are listed at once.
const LISTED: i64 = 15;
/// How many letters are printed in one go.
const LETTERS: i64 = 100;

/// A message that waits to be sent on WhatsApp.
struct Waiting {
    id: String,
    name: String,
    number: String,
    kind: String,
    since: String,
    lines: Vec<String>,
    /// Opens WhatsApp with the number and the text in place.
    href: String,
}

#[derive(Template)]
#[template(path = "whatsapp.html")]
struct WhatsAppPage {
    page: Page,
    count: String,
    next: Option<Waiting>,
    others: Vec<Waiting>,
    sent: Button,
    not: Button,
    empty: Empty,
}

fn empty(t: Speech) -> Empty {
    Empty {
        icon: "LuCheckCheck",
        title: t.say("by-hand-none").to_owned(),
        text: t.say("by-hand-none-help").to_owned(),
        action: Some(Button::link(t.say("nav-notices"), DELIVERIES)),
    }
}

/// What waits to be sent on WhatsApp by hand: one after the other, two keys each.
pub(crate) async fn whatsapp(visit: Visit) -> Answer {
    let (t, zone, app) = (visit.t, visit.act().zone, visit.app().clone());
    let (found, count, langs, signature) = visit
        .read(|tx| {
            let found = queries::waiting(tx, Channel::WhatsApp, LISTED)?;
            let people: Vec<_> = found.iter().map(|one| one.recipient).collect();
            let count = queries::waiting_count(tx, Channel::WhatsApp)?;
            Ok((found, count, readers::of(tx, &people)?, office::signature(tx)?))
        })
        .await?;
    visit.looks_at_all(found.iter().flat_map(Listed::people), Sight::Messages);
    let origin = app.origin().map(str::to_owned);
    let mut lines = found.iter().map(|one| {
        let lang = langs.get(&one.recipient).map(|reader| reader.lang).unwrap_or_default();
        let around = frame(&app, &zone, one, lang, (&signature.0, &signature.1), origin.as_deref());
        let text = around.short(&one.kind, &values(&one.contents), one.link.as_deref());
        Waiting {
            id: one.id.to_string(),
            name: one.name.clone(),
            number: address_shown(one),
            kind: kind_name(t, &one.kind),
            since: t.moment(one.created_at, &zone),
            href: format!(
                "https://wa.me/{}?text={}",
                one.address.as_deref().unwrap_or_default(),
                query_value(&text)
            ),
            lines: text.lines().map(str::to_owned).collect(),
        }
    });
    let next = lines.next();
    let mut page = below(&visit, t.say("whatsapp-title"));
    page.scripts.push("js/desk.js");
    let about = next.as_ref().map(|one| format!(": {}", one.name)).unwrap_or_default();
    let template = WhatsAppPage {
        page,
        count: t.count("whatsapp-count", count),
        others: lines.collect(),
        next,
        sent: Button::new(t.say("by-hand-sent")).icon("LuCheck").key("Alt S").about(about.as_str()),
        not: Button::new(t.say("by-hand-not")).ghost().icon("LuX").key("Alt G").about(about.as_str()),
        empty: empty(t),
    };
    visit.html(&template)
}

/// Runs what a colleague says of a delivery, and goes on with what waits next.
async fn said<F>(post: Post, delivery: Id<Delivery>, key: &'static str, tone: Tone, run: F) -> Answer
where
    F: Fn(&mut store::Tx<'_>, &kernel::Act, Id<Delivery>) -> store::Result<()> + Send + 'static,
{
    let done = post
        .write(move |tx, act| {
            run(tx, act, delivery)?;
            queries::delivery(tx, delivery)?.ok_or(store::Error::Missing)
        })
        .await;
    match done {
        Ok(listed) => {
            let back = if listed.channel == Some(Channel::Print) { PRINT } else { WHATSAPP };
            let undo = format!("{DELIVERIES}/{delivery}/batal");
            let message = Message::new(key).with("name", listed.name);
            // From what could not be sent it has gone on already.
            let message = if key == "by-hand-sent-done" { message.with("undo", undo) } else { message };
            Ok(post.on_to(back, tone, &message))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(first) => Ok(post.on_to(WHATSAPP, Tone::Warn, &first.message)),
                None => Err(refusal.into()),
            }
        }
    }
}

/// It went out.
pub(crate) async fn sent(post: Post, Path(delivery): Path<Id<Delivery>>) -> Answer {
    said(post, delivery, "by-hand-sent-done", Tone::Ok, sending::sent_by_hand).await
}

/// It could not be sent; it goes the next way.
pub(crate) async fn could_not(post: Post, Path(delivery): Path<Id<Delivery>>) -> Answer {
    let kinds = post.app().notices().to_vec();
    let run = move |tx: &mut store::Tx<'_>, act: &kernel::Act, delivery| {
        sending::could_not(tx, act, &kinds, delivery)
    };
    said(post, delivery, "by-hand-not-done", Tone::Info, run).await
}

/// What was said of a delivery is taken back.
pub(crate) async fn take_back(post: Post, Path(delivery): Path<Id<Delivery>>) -> Answer {
    said(post, delivery, "by-hand-back", Tone::Ok, sending::take_back).await
}

#[derive(Template)]
#[template(path = "print_list.html")]
struct PrintPage {
    page: Page,
    table: Table,
    ids: Vec<String>,
    letters: String,
}

/// What waits to be handed over on paper.
pub(crate) async fn print(visit: Visit) -> Answer {
    let (t, zone) = (visit.t, visit.act().zone);
    let found = visit.read(|tx| queries::waiting(tx, Channel::Print, LETTERS)).await?;
    visit.looks_at_all(found.iter().flat_map(Listed::people), Sight::List);
    let columns = vec![
        Column::new(t.say("delivery-to")).head(),
        Column::new(t.say("delivery-kind")),
        Column::new(t.say("delivery-when")),
    ];
    let mut table = Table::new(t, "surat", t.say("print-title"), columns);
    table.empty = Some(empty(t));
    table.rows = found
        .iter()
        .map(|one| {
            Row::new(vec![
                one.name.as_str().into(),
                kind_name(t, &one.kind).into(),
                t.moment(one.created_at, &zone).into(),
            ])
        })
        .collect();
    let ids = found.iter().map(|one| one.id.to_string()).collect();
    let letters = t.count("print-letters", found.len() as i64);
    visit.html(&PrintPage { page: below(&visit, t.say("print-title")), table, ids, letters })
}

struct Letter {
    t: Speech,
    day: String,
    name: String,
    child: Option<String>,
    place: Vec<String>,
    said: Said,
}

#[derive(Template)]
#[template(path = "letters.html")]
struct LettersPage {
    page: Page,
    letters: Vec<Letter>,
    library: String,
    address: Vec<String>,
    back: &'static str,
}

/// The letters themselves, a sheet each.
pub(crate) async fn letters(visit: Visit) -> Answer {
    let (zone, today) = (visit.act().zone, visit.act().today());
    let (found, readers, places, signature) = visit
        .read(|tx| {
            let found = queries::waiting(tx, Channel::Print, LETTERS)?;
            let people: Vec<_> = found.iter().map(|one| one.recipient).collect();
            Ok((found, readers::of(tx, &people)?, readers::places(tx, &people)?, office::signature(tx)?))
        })
        .await?;
    visit.looks_at_all(found.iter().flat_map(Listed::people), Sight::Messages);
    let letter = |one: &Listed| {
        let lang = readers.get(&one.recipient).map(|reader| reader.lang).unwrap_or_default();
        let t = Speech::new(visit.app().lexicon(), lang);
        let values = values(&one.contents);
        Letter {
            t,
            day: t.date(today),
            name: one.name.clone(),
            child: wording::child(&values).map(|child| t.about("letter-child", child)),
            place: places.get(&one.recipient).cloned().unwrap_or_default(),
            said: wording::say(t, &zone, &one.kind, &values),
        }
    };
    let letters = found.iter().map(letter).collect();
    let page = visit.staff(visit.t.say("print-title"));
    let (library, address) = signature;
    let address = address.lines().map(str::to_owned).collect();
    visit.html(&LettersPage { page, letters, library, address, back: PRINT })
}

/// The letters that were listed have been printed and go out.
pub(crate) async fn printed(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let ids: Vec<Id<Delivery>> = fields
        .iter()
        .filter(|(name, _)| name == "id")
        .filter_map(|(_, id)| id.parse().ok())
        .take(LETTERS as usize)
        .collect();
    let count = ids.len() as i64;
    post.write(move |tx, act| ids.iter().try_for_each(|id| sending::sent_by_hand(tx, act, *id))).await?;
    Ok(post.done(PRINT, &Message::new("print-done").with("n", count)))
}
