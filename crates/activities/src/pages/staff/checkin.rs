//! At the door: scanned or chosen by name, walk-ins in two fields, people counted without names.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::{Act, Id, Message, Timestamp};
use platform::looks::Sight;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    page::query_value,
    part::{Badge, Column, Empty, ErrorSummary, Errors, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{
    super::{TODAY, look},
    present::{self, Few},
};
use crate::{
    Activity, Registration, Session,
    attendance::{self, Cell, Expected, Note, Noted, Tally},
    calendar,
    model::{Attended, Band, Sex, Source},
    planning, seats, sessions,
};

/// What the page of a session is made of.
const FILES: [&str; 4] = ["app.css", "band.svg", "icon.svg", "js/checkin.js"];
/// How many notes are shown to be taken back.
const LATEST: i64 = 12;
/// How many of those who are expected are shown at once; the others are found by their names.
const EXPECTED: i64 = 300;

/// The sessions of a day.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Day {
    hari: String,
}

/// What happens on a day.
pub(super) async fn today(visit: Visit, Query(day): Query<Day>) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let day = day.hari.parse().unwrap_or_else(|_| act.today());
    let span = act.span(day, day);
    let found = visit.read(move |tx| calendar::of_day(tx, span.start, span.end)).await?;
    let mut board = ui::part::Board::new(t);
    let step = |days: i64| day.saturating_add(jiff::Span::new().days(days));
    board.acts = vec![
        ui::part::Button::link(t.date_short(step(-1)), format!("{TODAY}?hari={}", step(-1)))
            .ghost()
            .icon("LuChevronLeft"),
        ui::part::Button::link(t.date_short(step(1)), format!("{TODAY}?hari={}", step(1)))
            .ghost()
            .icon("LuChevronRight"),
    ];
    let columns = vec![
        Column::new(t.say("session-time")).head(),
        Column::new(t.say("activity-title")),
        Column::new(t.say("attendance-present")).numeric(),
    ];
    let mut table = Table::new(t, "hari", t.date_long(day), columns);
    table.empty = Some(Empty {
        icon: "LuCalendarDays",
        title: t.say("attendance-nothing").to_owned(),
        text: t.say("attendance-nothing.text").to_owned(),
        action: None,
    });
    table.rows = found
        .iter()
        .map(|one| {
            let zone = kernel::TimeZone::get(&one.zone).unwrap_or(kernel::TimeZone::UTC);
            let name = one.name();
            let place = look::place(t, one.venue, &one.whereabouts());
            let small = format!("{}\u{a0}· {place}", look::kind(t, one.kind));
            let link = look::Linked { href: format!("{TODAY}/{}", one.id), text: &name, small: &small };
            Row::new(vec![
                look::hours(t, &zone, one.starts_at, one.ends_at).into(),
                Html::of(&link),
                t.int(one.present).into(),
            ])
        })
        .collect();
    board.main.push(Html::of(&table));
    visit.board(visit.staff(t.say("nav-check-in")), board, &Sent::default())
}

#[derive(Template)]
#[template(path = "checkin.html")]
struct CheckInPage {
    page: Page,
    errors: Errors,
    when: String,
    base: String,
    id: Id<Attended>,
    q: String,
    stats: Vec<Stat>,
    /// What came of the last scan.
    said: Option<Html>,
    /// Where a group came: how many of it are counted, and each other number to choose.
    few: Option<Few>,
    expected: Table,
    latest: Option<Table>,
    walk_in: Vec<Field>,
    walk_in_id: Id<Attended>,
    headcount: Headcount,
}

impl CheckInPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A box for each sex and age.
#[derive(Template)]
#[template(path = "headcount.html")]
struct Headcount {
    t: Speech,
    action: String,
    id: Id<Attended>,
    error: Option<String>,
}

impl Headcount {
    fn sexes(&self) -> &'static [Sex] {
        Sex::ALL
    }

    fn bands(&self) -> &'static [Band] {
        Band::ALL
    }

    fn sex(&self, sex: &Sex) -> &str {
        self.t.known(&format!("attendance-sex-{sex}")).unwrap_or_default()
    }

    fn band(&self, band: &Band) -> &str {
        self.t.known(&format!("attendance-band-{band}")).unwrap_or_default()
    }
}

ui::html_safe!(Headcount);

struct Looked {
    activity: Activity,
    session: Session,
    tally: Tally,
    expected: Vec<Expected>,
    latest: Vec<Attended>,
    /// The note of those of whom the last scan was.
    last: Option<Attended>,
}

/// What is shown of the names, and what came of the last note.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// `hadir`, `lagi`
    kata: String,
    nama: String,
    /// The registration that was noted, where several come on it.
    siapa: String,
}

/// The page of a session.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Session>>, Query(asked): Query<Asked>) -> Answer {
    draw(&visit, id, asked, Sent::default()).await
}

async fn draw(visit: &Visit, id: Id<Session>, asked: Asked, sent: Sent) -> Answer {
    let (words, last) = (asked.q.clone(), asked.siapa.parse().ok());
    let looked = visit
        .read(move |tx| {
            let session = sessions::one(tx, id)?;
            Ok(Looked {
                activity: planning::one(tx, session.activity)?,
                tally: attendance::tally(tx, &session)?,
                expected: attendance::expected(tx, &session, &words, EXPECTED)?,
                latest: attendance::of(tx, id, LATEST)?,
                last: last.map(|one| attendance::note_of(tx, id, one)).transpose()?.flatten(),
                session,
            })
        })
        .await?;
    visit.looks_at_all(looked.expected.iter().filter_map(|one| one.party), Sight::List);
    let t = visit.t;
    let (activity, session) = (&looked.activity, &looked.session);
    let zone = activity.zone();
    let base = format!("{TODAY}/{id}");
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let Tally { present, registered, expected } = looked.tally;
    let mut page = visit.below(("nav-check-in", TODAY), activity.title.as_str());
    page.failed = !sent.errors.is_empty();
    page.scripts.push("js/checkin.js");
    let said = match asked.kata.as_str() {
        "hadir" => Some(Html::of(&Badge::new(Tone::Ok, t.about("attendance-noted", asked.nama.as_str())))),
        "lagi" => Some(Html::of(&Badge::new(Tone::Info, t.about("attendance-again", asked.nama.as_str())))),
        _ => None,
    };
    let walk_in = vec![
        Field::text(t, "name", t.say("register-name"), sent.text("name"))
            .autocomplete("off")
            .error(sent.errors.of("name")),
        Field::text(t, "phone", t.say("register-phone"), sent.text("phone"))
            .kind("tel")
            .autocomplete("off")
            .optional()
            .error(sent.errors.of("phone")),
    ];
    let status = sent.status();
    let view = CheckInPage {
        when: look::when(t, &zone, session.starts_at, session.ends_at),
        stats: vec![
            stat(format!("{} / {}", t.int(registered), t.int(expected)), "attendance-of-registered"),
            stat(t.int(present), "attendance-present"),
        ],
        said,
        few: looked.last.as_ref().and_then(|one| Few::of(t, &base, one)),
        expected: present::expected(t, &base, &looked.expected, EXPECTED),
        latest: (!looked.latest.is_empty()).then(|| present::latest(visit, &base, &looked.latest)),
        walk_in,
        walk_in_id: Id::new(),
        headcount: Headcount {
            t,
            action: format!("{base}/hitung"),
            id: Id::new(),
            error: sent.errors.of("heads").map(str::to_owned),
        },
        id: Id::new(),
        q: asked.q,
        errors: sent.errors,
        base,
        page,
    };
    visit.html_as(status, &view)
}

web::form! { ScanForm { id, kode, jumlah, waktu, kini } }

/// When something was noted, and where: at once, or on a device without a connection.
fn note(act: &Act, session: Id<Session>, sent: &Sent) -> Note {
    let millis = |name: &str| {
        let typed: Option<i64> = sent.text(name).parse().ok();
        typed.and_then(|millis| Timestamp::from_millisecond(millis).ok())
    };
    let (at, source) = match (millis("waktu"), millis("kini")) {
        (Some(then), Some(now)) => (attendance::moment(act, then, now), Source::Offline),
        _ => (act.at, Source::Desk),
    };
    Note { id: sent.id("id").unwrap_or_default(), session, at, source }
}

/// Who was noted, as the page says it next.
struct Who {
    name: String,
    /// The registration on which several come: how many of them did can be put right.
    group: Option<Id<Registration>>,
}

impl Who {
    fn of(one: Registration) -> Self {
        Self { group: (one.size > 1).then_some(one.id), name: one.name }
    }

    fn called(name: String) -> Self {
        Self { name, group: None }
    }
}

/// The registration that was read out or scanned at a session.
fn said(tx: &mut Tx<'_>, session: Id<Session>, code: &str) -> Result<Registration> {
    let activity = sessions::one(tx, session)?.activity;
    seats::by_code(tx, activity, code)
        .map_err(|_| kernel::Refusal::of_field("kode", Message::new("attendance-unknown")).into())
}

async fn noted(
    post: Post,
    session: Id<Session>,
    sent: Sent,
    f: impl Fn(&mut Tx<'_>, &Act, &Note) -> Result<(Noted, Who)> + Send + 'static,
) -> Answer {
    let typed = sent.clone();
    match post.write(move |tx, act| f(tx, act, &note(act, session, &typed))).await {
        Ok((noted, who)) => {
            let word = if matches!(noted, Noted::Counted(_)) { "hadir" } else { "lagi" };
            let group = who.group.map(|id| format!("&siapa={id}")).unwrap_or_default();
            let name = query_value(&who.name);
            Ok(web::see_other(&format!("{TODAY}/{session}?kata={word}&nama={name}{group}")))
        }
        Err(error) => {
            let errors = sent::errors_in(&post, error, "kode")?;
            draw(&post, session, Asked::default(), sent.wrong(errors)).await
        }
    }
}

/// A code, or the address of a ticket.
pub(super) async fn scan(post: Post, Path(id): Path<Id<Session>>, Form(form): Form<ScanForm>) -> Answer {
    let sent = form.sent();
    let code = sent.text("kode").to_owned();
    let heads = match sent.text("jumlah").trim() {
        "" => None,
        typed => Some(typed.parse().unwrap_or_default()),
    };
    noted(post, id, sent, move |tx, act, note| {
        let found = said(tx, note.session, &code)?;
        Ok((attendance::check_in_some(tx, act, note, found.id, heads)?, Who::of(found)))
    })
    .await
}

web::form! { RecountForm { id, kode, jumlah } }

/// Of a group so many came.
pub(super) async fn recount(
    post: Post,
    Path(id): Path<Id<Session>>,
    Form(form): Form<RecountForm>,
) -> Answer {
    let sent = form.sent();
    let (code, heads) =
        (sent.text("kode").to_owned(), sent.text("jumlah").trim().parse().unwrap_or_default());
    noted(post, id, sent, move |tx, act, note| {
        let found = said(tx, note.session, &code)?;
        Ok((attendance::recount(tx, act, note, found.id, heads)?, Who::of(found)))
    })
    .await
}

web::form! { WalkInForm { id, name, phone, waktu, kini } }

/// Somebody just came.
pub(super) async fn walk_in(post: Post, Path(id): Path<Id<Session>>, Form(form): Form<WalkInForm>) -> Answer {
    let sent = form.sent();
    let (name, phone) = (sent.text("name").to_owned(), sent.text("phone").to_owned());
    noted(post, id, sent, move |tx, act, note| {
        Ok((attendance::walk_in(tx, act, note, &name, &phone, Band::Unknown)?, Who::called(name.clone())))
    })
    .await
}

/// People without names: boxes called `female-child`.
pub(super) async fn headcount(
    post: Post,
    Path(id): Path<Id<Session>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let cell = |(name, value): &(String, String)| {
        let (sex, band) = name.split_once('-')?;
        let heads = match value.trim() {
            "" => 0,
            typed => typed.parse().unwrap_or(-1),
        };
        Some(Cell { sex: sex.parse().ok()?, band: band.parse().ok()?, heads })
    };
    let cells: Vec<Cell> = fields.iter().filter_map(cell).collect();
    let text = |wanted: &str| {
        fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let sent = Sent::of(vec![("id", text("id")), ("waktu", text("waktu")), ("kini", text("kini"))]);
    let all: i64 = cells.iter().map(|cell| cell.heads.max(0)).sum();
    noted(post, id, sent, move |tx, act, note| {
        Ok((attendance::headcount(tx, act, note, &cells)?, Who::called(all.to_string())))
    })
    .await
}

/// A note is taken back.
pub(super) async fn undo(post: Post, Path((session, id)): Path<(Id<Session>, Id<Attended>)>) -> Answer {
    sent::done(
        &post,
        Message::new("attendance-undone"),
        "kode",
        move |tx, act| attendance::undo(tx, act, session, id),
        |()| format!("{TODAY}/{session}"),
        |errors| draw(&post, session, Asked::default(), Sent::default().wrong(errors)),
    )
    .await
}

/// The worker that keeps the page of a session on the device, with the addresses of the files it is made of.
pub(super) async fn worker(_: Visit) -> Response {
    let list = serde_json::to_string(&FILES.map(ui::assets::url)).unwrap_or_default();
    let worker = ui::assets::all().iter().find(|asset| asset.name == "js/checkin-worker.js");
    let code = worker.map(|asset| String::from_utf8_lossy(asset.bytes)).unwrap_or_default();
    let mut response = format!("const FILES = {list};\n{code}").into_response();
    let mut put = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value))
    };
    put(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    put(header::CACHE_CONTROL, "no-cache");
    put(HeaderName::from_static("service-worker-allowed"), TODAY);
    response
}
