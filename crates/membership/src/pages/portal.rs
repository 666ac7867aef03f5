//! A partner's list as the partner sends it: what it would change, what became of those before, and the seats. Nobody
//! learns here what the register knows of a person, nor what anybody reads.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use jiff::ToSpan;
use kernel::{Act, Id, Kind as No, Message, Person, Refusal};
use people::pages::{errors_of, refusal_in};
use store::{Result, Tx, sql, vals};
use ui::{
    Html, Page, Speech,
    part::{
        Badge, Column, ErrorSummary, Errors, Link, Meter, Row, Stat, Table, Timeline, TimelineItem, Tone,
    },
};
use web::{Answer, Failure, PartnerPanel, Post, Upload, Visit};

use super::{rosters::changes, sponsors::carried};
use crate::{
    rosters::{
        self, Change, Diff, Doubt, Entry, State, sheet,
        submissions::{self, Fate, Submission},
    },
    sponsorships::{self, Seats, Sponsorship},
};

/// How many rows of each kind the page shows.
const SHOWN: usize = 50;
/// What may be said of a doubtful row because the list itself says it; everything else comes from the register.
const OF_THE_LIST: [&str; 2] = ["roster-twice", "roster-number-of-other"];

pub(crate) const PARTNER_PANELS: &[PartnerPanel] =
    &[PartnerPanel { order: 10, draw: |tx, act, t, partner, _| panel(tx, act, t, partner) }];

#[derive(Template)]
#[template(path = "partner_panel.html")]
struct Panel {
    t: Speech,
    all: Vec<Line>,
}

struct Line {
    name: String,
    href: String,
    seats: Option<Meter>,
    text: String,
    waits: bool,
}

/// What the memberships that a partner carries come to, in numbers, and where its list is sent.
fn panel(tx: &mut Tx<'_>, act: &Act, t: Speech, partner: Id<Person>) -> Result<Option<Html>> {
    let today = act.today();
    let all: Vec<Sponsorship> = tx.all(
        sql!(
            "SELECT id, partner, name, plan, since, until, seats, seat_order, grace_days, domain
             FROM sponsorship WHERE partner = ?1 AND ended_at IS NULL ORDER BY name, id LIMIT 20"
        ),
        vals![partner],
    )?;
    let mut lines = Vec::new();
    for one in all {
        let seats = sponsorships::seats(tx, one.id, today)?;
        let year = sponsorships::statement(tx, &one, today.saturating_sub(1.year()), today)?;
        lines.push(Line {
            href: path_of(one.id),
            seats: meter(t, &one, seats),
            text: t.with("partner-panel-year", &[("carried", year.carried.into()), ("new", year.new.into())]),
            waits: submissions::waits(tx, one.id)?,
            name: one.name,
        });
    }
    Ok((!lines.is_empty()).then(|| Html::of(&Panel { t, all: lines })))
}

/// How many seats are taken, where they are counted.
fn meter(t: Speech, one: &Sponsorship, seats: Seats) -> Option<Meter> {
    let number = |n: i64| u32::try_from(n).unwrap_or_default();
    Some(Meter::seats(t, number(seats.taken), number(one.seats?), number(seats.waiting)))
}

/// Where a partner sends the list of a sponsorship.
fn path_of(id: Id<Sponsorship>) -> String {
    format!("/saya/daftar-nama/{id}")
}

#[derive(Template)]
#[template(path = "partner_list.html")]
struct ListPage {
    page: Page,
    errors: Errors,
    base: String,
    name: String,
    ended: Option<String>,
    stats: Vec<Stat>,
    last: Option<String>,
    /// What the list that waits would change.
    sent: Option<Look>,
    history: Timeline,
    table: Table,
}

impl ListPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

struct Look {
    title: String,
    badge: Badge,
    stats: Vec<Stat>,
    tables: Vec<Table>,
    loses_most: bool,
}

/// The page of a partner's list.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Sponsorship>>) -> Answer {
    draw(&visit, StatusCode::OK, id, Errors::new()).await
}

fn speaker(visit: &Visit) -> std::result::Result<Id<Person>, Failure> {
    visit.account().map(|account| account.person).ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))
}

async fn draw(visit: &Visit, status: StatusCode, id: Id<Sponsorship>, errors: Errors) -> Answer {
    let (t, act, vault, person) = (visit.t, visit.act(), visit.vault(), speaker(visit)?);
    let today = act.today();
    let (asked, opening) = (act.clone(), vault.clone());
    let (one, seats, last, rows, all, waiting) = visit
        .read(move |tx| {
            let one = submissions::of_speaker(tx, person, id, today)?;
            Ok((
                one,
                sponsorships::seats(tx, id, today)?,
                rosters::last(tx, id)?,
                rosters::listed(tx, id)?,
                submissions::of(tx, id)?,
                submissions::waiting(tx, &opening, id)?,
            ))
        })
        .await?;
    let sent = match waiting {
        None => None,
        Some((_, name, content)) => {
            let read = move || sheet::read(&content).map(|source| sheet::entries(&source, today));
            let entries = tokio::task::spawn_blocking(read).await.map_err(Failure::fault)??;
            let own = problems(&entries);
            let diff = visit.read(move |tx| rosters::look(tx, &asked, &vault, id, entries.clone())).await?;
            Some(look(visit, name, &diff, &own))
        }
    };
    let mut page = visit.member(one.name.as_str());
    page.crumbs = vec![
        Link::new(t.say("partner-list-crumb"), "/saya/mitra"),
        Link::new(one.name.as_str(), String::new()),
    ];
    page.failed = !errors.is_empty();
    let stat = |key: &str, value: String| Stat { label: t.say(key).to_owned(), value, ..Stat::default() };
    let view = ListPage {
        base: path_of(id),
        ended: one
            .until
            .filter(|until| *until < today)
            .map(|until| t.about("partner-list-ended", t.date(until))),
        stats: vec![
            stat("sponsor-carried", carried(t, &one, seats.taken)),
            stat("sponsor-waiting", t.int(seats.waiting)),
        ],
        last: last.map(|last| {
            t.with(
                "roster-last",
                &[("file", last.file.into()), ("when", t.moment(last.applied_at, &act.zone).into())],
            )
        }),
        sent,
        history: history(visit, &all),
        table: listed(t, rows),
        name: one.name,
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// What each row of a list says against itself, by its line.
fn problems(entries: &[Entry]) -> HashMap<i64, Vec<Message>> {
    entries.iter().map(|entry| (entry.line, entry.problems.clone())).collect()
}

/// A name with the class below it.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ name }}{% if !class.is_empty() %}<br><small>{{ class }}</small>{% endif %}"
)]
struct Pupil<'a> {
    name: &'a str,
    class: &'a str,
}

/// What a list would change, in the partner's own words.
fn look(visit: &Visit, name: String, diff: &Diff, own: &HashMap<i64, Vec<Message>>) -> Look {
    let t = visit.t;
    let stat = |key: &str, n: usize| Stat {
        label: t.say(key).to_owned(),
        value: t.int(n as i64),
        ..Stat::default()
    };
    let table = |id: &'static str, key: &str, rows: Vec<(String, String, String)>| {
        // On a telephone two columns fit: the class stands below the name where there is something to say.
        let is_bare = rows.iter().all(|(.., what)| what.is_empty());
        let second = if is_bare { "roster-class" } else { "roster-what" };
        let columns = vec![Column::new(t.say("member-name")).head(), Column::new(t.say(second))];
        let mut table = Table::new(t, id, t.say(key), columns);
        if rows.len() > SHOWN {
            table.note = t.count("roster-more", (rows.len() - SHOWN) as i64);
        }
        let cells = |(name, class, what): (String, String, String)| match is_bare {
            true => Row::new(vec![name.into(), class.into()]),
            false => Row::new(vec![Html::of(&Pupil { name: &name, class: &class }), what.into()]),
        };
        table.rows = rows.into_iter().take(SHOWN).map(cells).collect();
        table
    };
    let class = |class: &Option<String>| class.clone().unwrap_or_default();
    let of = |entry: &Entry, what: String| (entry.name(), class(&entry.class), what);
    let changed = |change: &Change| of(&change.entry, changes(visit, change));
    let tables = [
        table(
            "ragu",
            "roster-doubtful",
            diff.doubtful.iter().map(|doubt| of(&doubt.entry, why(visit, doubt, own))).collect(),
        ),
        table(
            "keluar",
            "roster-gone",
            diff.gone.iter().map(|row| (row.name.clone(), class(&row.class), String::new())).collect(),
        ),
        table("berubah", "roster-changed", diff.changed.iter().chain(&diff.back).map(changed).collect()),
        table("baru", "roster-new", diff.new.iter().map(|new| of(&new.entry, String::new())).collect()),
    ];
    Look {
        title: name,
        badge: Badge::new(Tone::Info, t.say("roster-fate-waiting")).icon("LuClock"),
        stats: vec![
            stat("roster-new", diff.new.len() + diff.back.len()),
            stat("roster-gone", diff.gone.len()),
            stat("roster-changed", diff.changed.len()),
            stat("roster-same", diff.same.len()),
            stat("roster-doubtful", diff.doubtful.len()),
        ],
        tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
        loses_most: diff.loses_most(),
    }
}

/// Why a row is doubtful, as far as the list itself says it.
fn why(visit: &Visit, doubt: &Doubt, own: &HashMap<i64, Vec<Message>>) -> String {
    let t = visit.t;
    let line = t.count("roster-line", doubt.entry.line);
    let own = own.get(&doubt.entry.line).map_or(&[][..], Vec::as_slice);
    let said: Vec<String> = own
        .iter()
        .chain(doubt.why.iter().filter(|message| OF_THE_LIST.contains(&message.key)))
        .map(|message| visit.tell(message))
        .collect();
    let said = if said.is_empty() { t.say("roster-library-asks").to_owned() } else { said.join(" ") };
    format!("{line}: {said}")
}

fn history(visit: &Visit, all: &[Submission]) -> Timeline {
    let (t, zone) = (visit.t, visit.act().zone);
    let item = |one: &Submission| TimelineItem {
        when: t.moment(one.sent_at, &zone),
        title: format!("{}: {}", t.say(&format!("roster-fate-{}", one.state)), one.name),
        text: one.note.clone().or_else(|| one.sender_name.clone()).unwrap_or_default().into(),
        done: one.state != Fate::Waiting,
        now: one.state == Fate::Waiting,
    };
    Timeline { items: all.iter().map(item).collect() }
}

/// The list as it stands: whom the partner named, and how they stand on it.
fn listed(t: Speech, rows: Vec<rosters::Listed>) -> Table {
    let columns = vec![
        Column::new(t.say("member-name")).head(),
        Column::new(t.say("roster-class")),
        Column::new(t.say("member-standing")),
    ];
    let mut table = Table::new(t, "daftar", t.say("roster-title"), columns);
    let going: Vec<_> = rows.into_iter().filter(|row| row.state != State::Gone).collect();
    table.note = t.count("partner-list-count", going.len() as i64);
    let row = |row: rosters::Listed| {
        let state = t.say(&format!("roster-state-{}", row.state)).to_owned();
        Row::new(vec![row.name.into(), row.class.unwrap_or_default().into(), state.into()])
    };
    table.rows = going.into_iter().take(200).map(row).collect();
    table
}

/// A partner sends its list.
pub(super) async fn upload(post: Post, Path(id): Path<Id<Sponsorship>>, upload: Upload<8>) -> Answer {
    let sender = speaker(&post)?;
    let (name, content) = (upload.name, upload.file);
    let refused = if content.is_empty() {
        Some(Refusal::of_field("file", Message::new("intake-no-file")))
    } else {
        let (called, bytes) = (name.clone(), content.clone());
        let judged = tokio::task::spawn_blocking(move || submissions::readable(&called, &bytes).err());
        judged.await.map_err(Failure::fault)?
    };
    let sent = match refused {
        Some(refusal) => Err(refusal.into()),
        None => {
            let vault = post.vault();
            post.write(move |tx, act| submissions::send(tx, act, &vault, id, sender, &name, &content)).await
        }
    };
    match sent {
        Ok(_) => Ok(post.done(&path_of(id), &Message::new("roster-sent-done"))),
        Err(error) => {
            let refusal = refusal_in(error)?;
            if refusal.kind == No::Missing {
                return Err(refusal.into());
            }
            let errors = errors_of(&post, &refusal, "file");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, id, errors).await
        }
    }
}
