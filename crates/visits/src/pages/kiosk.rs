//! The tablet at the door: three huge buttons. What it may do follows from the secret it holds and from nothing else: no
//! staff session is open on it. Whatever is scanned or tapped without a connection waits on the tablet and is sent in its
//! order, each with its own id (see `js/kiosk.js`).

use askama::Template;
use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::{Id, Timestamp};
use membership::members::{self, Standing};
use serde::{Deserialize, Serialize};
use store::Error;
use ui::Page;
use web::{Access, Answer, Failure, Form, Post, Query, Routes, Visit, device_token, see_other, unkept};

use super::{band_name, book::read_who, many, purpose_name, sex_name};
use crate::{
    Band, Cell, Entry, Kind, New, Purpose, Recorded, Sex, Source,
    door::{self, Described},
    kiosks::{self, Kiosk},
    rules, settings,
};

/// Where the kiosk is, and all its cookie is sent to.
pub(super) const HERE: &str = "/kios";
/// What its secret is kept under.
pub(super) const COOKIE: &str = "kios";
/// Where whoever was counted already is greeted.
const WELCOME: &str = "/kios/selamat-datang";
/// How long after a tap one may say more of oneself.
const MORE: SignedDuration = SignedDuration::from_mins(2);
/// How many people a group of the kiosk may have.
const MOST: i64 = 500;
/// What the pages of the kiosk are made of.
const FILES: [&str; 5] = ["app.css", "kiosk.css", "band.svg", "icon.svg", "js/kiosk.js"];

/// The routes of the tablet. They are open to the network; each asks for the secret first.
pub(super) fn routes() -> Routes {
    let public = Access::Public;
    Routes::new()
        .get("/kios", public, page)
        .post("/kios", public, record)
        .get("/kios/rombongan", public, group_form)
        .get("/kios/selamat-datang", public, welcome)
        .get("/kios/tercatat/{id}", public, counted)
        .post("/kios/tercatat/{id}", public, describe)
        .get("/kios/pekerja.js", public, worker)
}

/// The tablet this request comes from.
async fn holder(visit: &Visit, headers: &HeaderMap) -> Result<Option<Kiosk>, Failure> {
    match device_token(headers, COOKIE) {
        Some(token) => Ok(visit.read(move |tx| kiosks::holding(tx, &token)).await?),
        None => Ok(None),
    }
}

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    page: Page,
    kiosk: Kiosk,
    id: Id<Entry>,
    /// What to say of the last scan.
    said: Option<&'static str>,
    back: i64,
}

#[derive(Template)]
#[template(path = "kiosk_closed.html")]
struct ClosedPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "kiosk_group.html")]
struct GroupPage {
    page: Page,
    kiosk: Kiosk,
    id: Id<Entry>,
    wrong: bool,
    most: i64,
    back: i64,
}

#[derive(Template)]
#[template(path = "kiosk_counted.html")]
struct CountedPage {
    page: Page,
    title: String,
    /// Where the answers are sent; none where nothing more is asked.
    action: Option<String>,
    /// Whether sex and age are asked.
    who: bool,
    /// Whether the person should see somebody of the library.
    see_desk: bool,
    back: i64,
}

impl CountedPage {
    fn people(&self) -> [(Sex, Band); 8] {
        let bands = [Band::Child, Band::Teen, Band::Adult, Band::Senior];
        std::array::from_fn(|n| (if n % 2 == 0 { Sex::Female } else { Sex::Male }, bands[n / 2]))
    }

    fn sex(&self, sex: &Sex) -> &'static str {
        sex_name(self.page.t, *sex)
    }

    fn band(&self, band: &Band) -> &'static str {
        band_name(self.page.t, *band)
    }

    fn purpose(&self, purpose: &Purpose) -> &'static str {
        purpose_name(self.page.t, *purpose)
    }
}

fn bare(visit: &Visit, title: &str) -> Page {
    let mut page = visit.public(title);
    // The library's own words stand on this page and nobody's name.
    page.person = None;
    page.scripts.push("js/kiosk.js");
    page
}

fn closed(visit: &Visit) -> Answer {
    let mut page = bare(visit, visit.t.say("kiosk-closed-title"));
    page.scripts.clear();
    unkept(visit.html_as(StatusCode::FORBIDDEN, &ClosedPage { page }))
}

async fn back_seconds(visit: &Visit) -> Result<i64, Failure> {
    Ok(visit.read(|tx| settings::BACK_SECONDS.number(tx)).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    kartu: String,
    salah: String,
}

/// The three buttons.
async fn page(visit: Visit, headers: HeaderMap, Query(asked): Query<Asked>) -> Answer {
    let Some(kiosk) = holder(&visit, &headers).await? else { return closed(&visit) };
    let said = match asked.kartu.as_str() {
        "kosong" => Some("kiosk-card-empty"),
        "tidak-dikenal" => Some("kiosk-card-unknown"),
        "diganti" => Some("kiosk-card-replaced"),
        _ => None,
    };
    let page = bare(&visit, visit.t.say("kiosk-title"));
    let back = back_seconds(&visit).await?;
    unkept(visit.html(&KioskPage { page, kiosk, id: Id::new(), said, back }))
}

/// The form of a group.
async fn group_form(visit: Visit, headers: HeaderMap, Query(asked): Query<Asked>) -> Answer {
    let Some(kiosk) = holder(&visit, &headers).await? else { return closed(&visit) };
    let page = bare(&visit, visit.t.say("kiosk-group"));
    let back = back_seconds(&visit).await?;
    let wrong = !asked.salah.is_empty();
    unkept(visit.html(&GroupPage { page, kiosk, id: Id::new(), wrong, most: MOST, back }))
}

/// What a tablet sends. Times are milliseconds by its own clock, and missing where it sends at once.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Tapped {
    id: String,
    /// `kartu`, `tamu` or `rombongan`
    jenis: String,
    kode: String,
    asal: String,
    jumlah: String,
    waktu: Option<i64>,
    kini: Option<i64>,
}

/// Where a program that sent a tap goes on.
#[derive(Serialize)]
struct GoOn {
    ke: String,
}

fn lead(headers: &HeaderMap, to: &str) -> Response {
    let json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if json { Json(GoOn { ke: to.to_owned() }).into_response() } else { see_other(to) }
}

/// A card was scanned, or one of the other buttons tapped.
async fn record(post: Post, headers: HeaderMap, Form(tapped): Form<Tapped>) -> Answer {
    let Some(kiosk) = holder(&post, &headers).await? else {
        return Err(Failure::status(StatusCode::FORBIDDEN));
    };
    let act = post.act();
    let moment = |millis: Option<i64>| millis.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    let (at, late) = match (moment(tapped.waktu), moment(tapped.kini)) {
        (Some(then), Some(now)) => rules::made(&act, then, now),
        _ => (act.at, false),
    };
    let new = New {
        id: tapped.id.parse().unwrap_or_default(),
        branch: kiosk.branch,
        room: kiosk.room.clone(),
        purpose: None,
        at,
        hour_known: true,
        source: if late { Source::Offline } else { Source::Kiosk },
        kiosk: Some(kiosk.id),
    };
    let heads = tapped.jumlah.trim().parse::<i64>().ok().filter(|heads| (1..=MOST).contains(heads));
    match (tapped.jenis.as_str(), heads) {
        ("kartu", _) if tapped.kode.trim().is_empty() => {
            return Ok(lead(&headers, &format!("{HERE}?kartu=kosong")));
        }
        ("rombongan", None) => return Ok(lead(&headers, &format!("{HERE}/rombongan?salah=1"))),
        ("kartu" | "tamu" | "rombongan", _) => {}
        _ => return Err(Failure::status(StatusCode::BAD_REQUEST)),
    }
    let done = post
        .write(move |tx, act| {
            kiosks::touch(tx, act, kiosk.id)?;
            match tapped.jenis.as_str() {
                "kartu" => match door::holder(tx, &tapped.kode) {
                    Ok(holder) => door::member(tx, act, &new, &holder),
                    // There is nobody at the tablet any more to scan it again.
                    Err(Error::Refused(_)) if late => door::stranger(tx, act, &new, &tapped.kode),
                    Err(other) => Err(other),
                },
                "rombongan" => {
                    let cell = Cell { heads: heads.unwrap_or(1), ..Cell::ONE };
                    let from: String = tapped.asal.trim().chars().take(200).collect();
                    let party = many::known(tx, &from)?;
                    door::group(tx, act, &new, &[cell], party, &from)
                }
                _ => door::guests(tx, act, &new, &[Cell::ONE]),
            }
        })
        .await;
    match done {
        Ok(Recorded::Counted(id)) => Ok(lead(&headers, &format!("{HERE}/tercatat/{id}"))),
        Ok(Recorded::Again(_)) => Ok(lead(&headers, WELCOME)),
        Err(Error::Refused(refusal)) if door::is_replaced(&refusal) => {
            Ok(lead(&headers, &format!("{HERE}?kartu=diganti")))
        }
        Err(Error::Refused(_)) => Ok(lead(&headers, &format!("{HERE}?kartu=tidak-dikenal"))),
        Err(other) => Err(other.into()),
    }
}

/// An entry that this tablet has just made; none where there is nothing left to say about it.
async fn just_made(visit: &Visit, kiosk: &Kiosk, id: Id<Entry>) -> Result<Option<Entry>, Failure> {
    let entry = match visit.read(move |tx| door::entry(tx, id)).await {
        Ok(entry) => entry,
        Err(Error::Refused(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let fresh = visit.act().at.duration_since(entry.recorded_at) < MORE;
    Ok(Some(entry).filter(|entry| entry.kiosk == Some(kiosk.id) && fresh && !entry.reversed))
}

/// A word of welcome, and what one may say of oneself, a tap each.
async fn counted(visit: Visit, headers: HeaderMap, Path(id): Path<Id<Entry>>) -> Answer {
    let Some(kiosk) = holder(&visit, &headers).await? else { return closed(&visit) };
    let Some(entry) = just_made(&visit, &kiosk, id).await? else { return Ok(see_other(HERE)) };
    let (act, person) = (visit.act(), entry.party.filter(|_| entry.kind == Kind::Member));
    let (back, greet, standing) = visit
        .read(move |tx| {
            let member = person.map(|person| members::by_id(tx, person)).transpose()?.flatten();
            let standing = member.map(|member| members::standing(&member, act.today()));
            Ok((settings::BACK_SECONDS.number(tx)?, settings::GREET.flag(tx)?, standing))
        })
        .await?;
    let t = visit.t;
    let first = entry.name.as_deref().filter(|_| greet && person.is_some());
    let first = first.and_then(|name| name.split_whitespace().next());
    let title = match first {
        Some(first) => t.about("kiosk-welcome-name", first),
        None => t.say("kiosk-welcome").to_owned(),
    };
    let who = entry.kind == Kind::Guest && entry.sex == Sex::Unknown && entry.band == Band::Unknown;
    let more = who || entry.purpose.is_none();
    let view = CountedPage {
        page: bare(&visit, &title),
        title,
        action: more.then(|| format!("{HERE}/tercatat/{id}")),
        who,
        see_desk: matches!(
            standing,
            Some(Standing::Blocked(_) | Standing::Expired(_) | Standing::Unagreed(_))
        ),
        back,
    };
    unkept(visit.html(&view))
}

/// A word of welcome to whoever was counted already.
async fn welcome(visit: Visit, headers: HeaderMap) -> Answer {
    if holder(&visit, &headers).await?.is_none() {
        return closed(&visit);
    }
    let title = visit.t.say("kiosk-welcome").to_owned();
    let back = back_seconds(&visit).await?;
    let page = bare(&visit, &title);
    unkept(visit.html(&CountedPage { page, title, action: None, who: false, see_desk: false, back }))
}

/// What somebody says of themselves.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Told {
    /// `female-child`
    siapa: String,
    tujuan: String,
}

async fn describe(
    post: Post,
    headers: HeaderMap,
    Path(id): Path<Id<Entry>>,
    Form(told): Form<Told>,
) -> Answer {
    let Some(kiosk) = holder(&post, &headers).await? else {
        return Err(Failure::status(StatusCode::FORBIDDEN));
    };
    if just_made(&post, &kiosk, id).await?.is_none() {
        return Ok(lead(&headers, HERE));
    }
    let said = Described { who: read_who(&told.siapa), purpose: told.tujuan.parse().ok() };
    post.write(move |tx, _| door::describe(tx, id, said)).await?;
    // The next question, or only the welcome.
    let to = if said.purpose.is_some() { WELCOME.to_owned() } else { format!("{HERE}/tercatat/{id}") };
    Ok(lead(&headers, &to))
}

/// The worker that keeps the kiosk's pages on the tablet, with the addresses of the files they are made of.
async fn worker(_: Visit) -> Response {
    let list = serde_json::to_string(&FILES.map(ui::assets::url)).unwrap_or_default();
    let worker = ui::assets::all().iter().find(|asset| asset.name == "js/kiosk-worker.js");
    let code = worker.map(|asset| String::from_utf8_lossy(asset.bytes)).unwrap_or_default();
    let mut response = format!("const FILES = {list};\n{code}").into_response();
    let mut put = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value))
    };
    put(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    put(header::CACHE_CONTROL, "no-cache");
    put(HeaderName::from_static("service-worker-allowed"), HERE);
    response
}
