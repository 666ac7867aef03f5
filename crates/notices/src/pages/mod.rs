//! What people see of messages: their inbox, what they want, and the staff's work with them.

mod addresses;
mod by_hand;
mod deliveries;
mod inbox;
mod mail;
mod news;
mod stop;
mod wishes;

use axum::http::StatusCode;
use kernel::{Id, Person};
use ui::{Page, Speech, part::Link};
use web::{Access, App, Failure, Routes, Visit};

use crate::{
    Channel, DECIDE, Values, WORK,
    queries::Listed,
    wording::{self, Frame, Said},
};

pub(crate) const INBOX: &str = "/saya/pesan";
pub(crate) const WISHES: &str = "/saya/pesan/pilihan";
pub(crate) const ADDRESS: &str = "/saya/surel";
pub(crate) const DELIVERIES: &str = "/staf/pesan";
pub(crate) const WHATSAPP: &str = "/staf/pesan/whatsapp";
pub(crate) const PRINT: &str = "/staf/pesan/cetak";
pub(crate) const NEWS: &str = "/staf/pesan/kabar";
pub(crate) const MAIL: &str = "/staf/surel";

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let (own, work, decide) = (Access::SignedIn, Access::Can(WORK), Access::Can(DECIDE));
    Routes::new()
        .get(INBOX, own, inbox::page)
        .post("/saya/pesan/baca", own, inbox::read)
        .get(WISHES, own, wishes::mine)
        .post(WISHES, own, wishes::decide_mine)
        .get(ADDRESS, own, addresses::page)
        .post(ADDRESS, own, addresses::ask)
        .get("/saya/surel/{proof}", own, addresses::code)
        .post("/saya/surel/{proof}", own, addresses::show_code)
        .get("/alamat/{token}", Access::Public, addresses::link)
        .post("/alamat/{token}", Access::Public, addresses::show_link)
        .get("/pesan/berhenti/{token}", Access::Public, stop::page)
        .post_from_anywhere("/pesan/berhenti/{token}", stop::stop)
        .get(DELIVERIES, work, deliveries::page)
        .get(WHATSAPP, work, by_hand::whatsapp)
        .get(PRINT, work, by_hand::print)
        .get("/staf/pesan/cetak/surat", work, by_hand::letters)
        .post("/staf/pesan/cetak/selesai", work, by_hand::printed)
        .get("/staf/pesan/pilihan/{person}", work, wishes::of_member)
        .post("/staf/pesan/pilihan/{person}", work, wishes::decide_of_member)
        .get("/staf/pesan/kabar", decide, news::page)
        .post("/staf/pesan/kabar", decide, news::send)
        .get("/staf/pesan/{delivery}", work, deliveries::one)
        .post("/staf/pesan/{delivery}/terkirim", work, by_hand::sent)
        .post("/staf/pesan/{delivery}/gagal", work, by_hand::could_not)
        .post("/staf/pesan/{delivery}/batal", work, by_hand::take_back)
        .post("/staf/pesan/{delivery}/ulangi", work, deliveries::again)
        .get(MAIL, decide, mail::page)
        .post("/staf/surel/coba", decide, mail::test)
}

pub(crate) fn signed_in(visit: &Visit) -> Result<Id<Person>, Failure> {
    let account = visit.account().ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))?;
    Ok(account.person)
}

/// A page of the workroom below the list of messages.
fn below(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs =
        vec![Link::new(visit.t.say("nav-notices"), DELIVERIES), Link::new(page.title.clone(), String::new())];
    page
}

fn values(contents: &str) -> Values {
    serde_json::from_str(contents).unwrap_or_default()
}

/// A message in the words of a page.
pub(crate) fn said(visit: &Visit, kind: &str, contents: &str) -> Said {
    wording::say(visit.t, &visit.act().zone, kind, &values(contents))
}

fn kind_name(t: Speech, kind: &str) -> String {
    web::in_words(t, "notice", kind)
}

fn channel_name(t: Speech, channel: Option<Channel>) -> &'static str {
    match channel {
        Some(Channel::WhatsApp) => t.say("channel-whatsapp"),
        Some(Channel::Email) => t.say("channel-email"),
        Some(Channel::Inbox) => t.say("channel-inbox"),
        Some(Channel::Print) => t.say("channel-print"),
        None => t.say("channel-none"),
    }
}

/// The number or address as people read it.
fn address_shown(listed: &Listed) -> String {
    match (listed.channel, &listed.address) {
        (Some(Channel::WhatsApp), Some(number)) => people::phone::shown(number),
        (_, Some(address)) => address.clone(),
        (_, None) => String::new(),
    }
}

/// What stands around a message to a reader of that language.
fn frame<'a>(
    app: &App,
    zone: &'a kernel::TimeZone,
    listed: &'a Listed,
    lang: ui::Lang,
    (library, address): (&'a str, &'a str),
    origin: Option<&'a str>,
) -> Frame<'a> {
    Frame {
        lexicon: app.lexicon(),
        lang,
        zone,
        name: &listed.name,
        library,
        address,
        origin,
        unsubscribe: None,
    }
}
