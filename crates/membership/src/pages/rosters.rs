//! A partner's list in three steps: sent, looked at, applied. Rows that nothing is done with come back as a table
//! with the reasons.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Refusal};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page,
    part::{Column, Errors, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Upload, Visit, see_other};

use super::sponsors::{below, draw_page, path_of};
use crate::{
    rosters::{
        self, Change, Diff, Entry, sheet,
        submissions::{self, Submission},
    },
    sponsorships::{self, Sponsorship},
};
use people::{
    import::{self, Source, Waiting},
    pages::{
        columns::{self, Columns},
        errors_of, refusal_in,
    },
};

/// How many rows of each kind the page shows.
const SHOWN: usize = 50;

/// Keeps a list that can be read until it is applied.
pub(super) async fn upload(post: Post, Path(id): Path<Id<Sponsorship>>, upload: Upload<8>) -> Answer {
    let (name, content) = (upload.name, upload.file);
    let refused = if content.is_empty() {
        Some(Refusal::of_field("file", Message::new("intake-no-file")))
    } else {
        let bytes = content.clone();
        tokio::task::spawn_blocking(move || sheet::read(&bytes).err()).await.map_err(Failure::fault)?
    };
    if let Some(refusal) = refused {
        let errors: Errors = errors_of(&post, &refusal, "file");
        return draw_page(&post, StatusCode::UNPROCESSABLE_ENTITY, id, errors).await;
    }
    let vault = post.vault();
    let file = post
        .write(move |tx, act| {
            sponsorships::one(tx, id)?;
            import::keep(tx, &vault, act.at, &name, &content)
        })
        .await?;
    Ok(see_other(&format!("{}/daftar/{file}", path_of(id))))
}

/// A list that waits with its columns as people say they are, and what it is called.
async fn waiting(
    visit: &Visit,
    file: Id<Waiting>,
    said: &Columns,
) -> Result<(String, Source, Vec<Entry>), Failure> {
    let vault = visit.vault();
    let (name, content) = visit.read(move |tx| import::waiting(tx, &vault, file)).await?;
    let (today, said) = (visit.act().today(), said.clone());
    let read = move || {
        let mut source = sheet::read(&content)?;
        columns::take(&mut source, &said);
        let entries = sheet::entries(&source, today);
        Ok::<_, Refusal>((source, entries))
    };
    let (source, entries) = tokio::task::spawn_blocking(read).await.map_err(Failure::fault)??;
    Ok((name, source, entries))
}

async fn diff(
    visit: &Visit,
    id: Id<Sponsorship>,
    file: Id<Waiting>,
    said: &Columns,
) -> Result<(String, Source, Diff), Failure> {
    let (name, source, entries) = waiting(visit, file, said).await?;
    let (act, vault) = (visit.act(), visit.vault());
    let diff = visit.read(move |tx| rosters::look(tx, &act, &vault, id, entries.clone())).await?;
    Ok((name, source, diff))
}

#[derive(Template)]
#[template(path = "roster_look.html")]
struct LookPage {
    page: Page,
    name: String,
    base: String,
    back: String,
    version: i64,
    stats: Vec<Stat>,
    classes: usize,
    /// That not all who are new would have a seat.
    will_wait: Option<String>,
    loses_most: bool,
    can_apply: bool,
    doubtful: usize,
    tables: Vec<Table>,
    /// Which column is which, to be chosen; open where the headings do not tell whose names these are.
    mapping: Vec<Field>,
    unclear: bool,
    /// The columns again, for the button that applies and for the table of the doubtful.
    said: Columns,
    query: String,
}

/// What a list would change.
pub(super) async fn look(
    visit: Visit,
    Path((id, file)): Path<(Id<Sponsorship>, Id<Waiting>)>,
    Query(said): Query<Columns>,
) -> Answer {
    let (name, source, diff) = diff(&visit, id, file, &said).await?;
    visit.looks_at_all(diff.people(), Sight::List);
    let said = columns::said(&source);
    let (t, today) = (visit.t, visit.act().today());
    let (carried, free) = visit
        .read(move |tx| {
            let carried = sponsorships::one(tx, id)?;
            let free = sponsorships::free_seats(tx, &carried, today)?;
            Ok((carried, free))
        })
        .await?;
    let wanted = i64::try_from(diff.new.len() + diff.back.len()).unwrap_or(i64::MAX);
    let will_wait = free.filter(|free| *free < wanted).map(|free| {
        let order = t.say(&format!("roster-order-{}", carried.seat_order)).to_owned();
        t.with("roster-will-wait", &[("free", free.max(0).into()), ("order", order.into())])
    });
    let stat = |key: &str, n: usize| Stat {
        label: t.say(key).to_owned(),
        value: t.int(n as i64),
        ..Stat::default()
    };
    let view = LookPage {
        page: below(&visit, t.say("roster-look-title")),
        base: format!("{}/daftar/{file}", path_of(id)),
        back: path_of(id),
        version: diff.version,
        stats: vec![
            stat("roster-new", diff.new.len() + diff.back.len()),
            stat("roster-gone", diff.gone.len()),
            stat("roster-changed", diff.changed.len()),
            stat("roster-same", diff.same.len()),
            stat("roster-doubtful", diff.doubtful.len()),
        ],
        classes: diff.of_class(),
        will_wait,
        loses_most: diff.loses_most(),
        can_apply: !(diff.is_empty() && diff.same.is_empty()),
        doubtful: diff.doubtful.len(),
        tables: tables(&visit, &diff),
        mapping: columns::selects(t, &source, &sheet::FIELDS),
        unclear: is_unclear(&source),
        query: columns::query(&said),
        said,
        name,
    };
    visit.html(&view)
}

/// Whether the headings do not tell whose names these are, or when they were born.
fn is_unclear(source: &Source) -> bool {
    let named = source.mapping.at("name").or_else(|| source.mapping.at("given")).is_some();
    source.mapping.headings.is_empty() || !named || source.mapping.at("born").is_none()
}

/// The rows, kind by kind; only kinds that have any.
fn tables(visit: &Visit, diff: &Diff) -> Vec<Table> {
    let t = visit.t;
    let table = |id: &'static str, key: &str, rows: Vec<[String; 4]>| {
        let columns = vec![
            Column::new(t.say("member-name")).head(),
            Column::new(t.say("member-born")),
            Column::new(t.say("roster-class")),
            Column::new(t.say("roster-what")),
        ];
        let mut table = Table::new(t, id, t.say(key), columns);
        if rows.len() > SHOWN {
            table.note = t.count("roster-more", (rows.len() - SHOWN) as i64);
        }
        let cells = |cells: [String; 4]| Row::new(cells.map(Html::from).into());
        table.rows = rows.into_iter().take(SHOWN).map(cells).collect();
        table
    };
    let class = |class: &Option<String>| class.clone().unwrap_or_default();
    let born = |born: Option<kernel::Date>| born.map(|born| t.date(born)).unwrap_or_default();
    let of =
        |entry: &Entry, what: String| [entry.name(), born(entry.profile.born), class(&entry.class), what];
    let doubtful = diff.doubtful.iter().map(|doubt| {
        let line = t.count("roster-line", doubt.entry.line);
        of(&doubt.entry, format!("{line}: {}", told(visit, &doubt.why)))
    });
    let warned = diff.warnings().map(|(entry, why)| of(entry, visit.tell(why)));
    let gone =
        diff.gone.iter().map(|row| [row.name.clone(), born(row.born), class(&row.class), String::new()]);
    let changed =
        diff.changed.iter().chain(&diff.back).map(|change| of(&change.entry, changes(visit, change)));
    let new = diff.new.iter().map(|new| {
        let what = match &new.known {
            Some(known) => known.code.clone().unwrap_or_else(|| t.say("roster-known").to_owned()),
            None => String::new(),
        };
        of(&new.entry, what)
    });
    [
        table("ragu", "roster-doubtful", doubtful.collect()),
        table("peringatan", "roster-warnings", warned.collect()),
        table("baru", "roster-new", new.collect()),
        table("berubah", "roster-changed", changed.collect()),
        table("keluar", "roster-gone", gone.collect()),
    ]
    .into_iter()
    .filter(|table| !table.rows.is_empty())
    .collect()
}

/// Makes the list that a partner sent one to be looked at.
pub(super) async fn open(
    post: Post,
    Path((id, submission)): Path<(Id<Sponsorship>, Id<Submission>)>,
) -> Answer {
    let vault = post.vault();
    let file = post.write(move |tx, act| submissions::open(tx, act, &vault, id, submission)).await?;
    Ok(see_other(&format!("{}/daftar/{file}", path_of(id))))
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    note: String,
}

/// Tells a partner why its list was not taken over.
pub(super) async fn refuse(
    post: Post,
    Path((id, submission)): Path<(Id<Sponsorship>, Id<Submission>)>,
    Form(Why { note }): Form<Why>,
) -> Answer {
    match post.write(move |tx, act| submissions::refuse(tx, act, id, submission, &note)).await {
        Ok(()) => Ok(post.done(&path_of(id), &Message::new("roster-refused"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "note");
            draw_page(&post, StatusCode::UNPROCESSABLE_ENTITY, id, errors).await
        }
    }
}

fn told(visit: &Visit, why: &[Message]) -> String {
    why.iter().map(|message| visit.tell(message)).collect::<Vec<_>>().join(" ")
}

/// What is different, as `before → after`.
pub(super) fn changes(visit: &Visit, change: &Change) -> String {
    let (row, entry) = (&change.row, &change.entry);
    let day = |born: Option<kernel::Date>| born.map(|born| visit.t.date(born)).unwrap_or_default();
    let pairs = [
        (row.class.clone().unwrap_or_default(), entry.class.clone().unwrap_or_default()),
        (row.name.clone(), entry.name()),
        (day(row.born), day(entry.profile.born)),
        (row.number.clone().unwrap_or_default(), entry.number.clone().unwrap_or_default()),
    ];
    let differing = pairs.into_iter().filter(|(before, after)| before != after);
    differing.map(|(before, after)| format!("{before} → {after}")).collect::<Vec<_>>().join("; ")
}

/// The version a list was looked at with.
fn version(fields: &Columns) -> Result<i64, Failure> {
    let found = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    found.ok_or_else(|| Failure::status(StatusCode::BAD_REQUEST))
}

/// Applies a list as it was looked at.
pub(super) async fn apply(
    post: Post,
    Path((id, file)): Path<(Id<Sponsorship>, Id<Waiting>)>,
    Form(fields): Form<Columns>,
) -> Answer {
    let version = version(&fields)?;
    let (name, _, entries) = waiting(&post, file, &fields).await?;
    let vault = post.vault();
    let applied = post
        .write(move |tx, act| {
            let applied = rosters::apply(tx, act, &vault, id, version, &name, entries.clone())?;
            submissions::applied(tx, act, id, file, &applied)?;
            Ok(applied)
        })
        .await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let message = Message::new("roster-applied")
        .with("seated", count(applied.seated))
        .with("gone", count(applied.gone))
        .with("waiting", count(applied.waiting))
        .with("undo", undo_path(id, version + 1));
    Ok(post.done(&path_of(id), &message))
}

/// Where the list is taken back that was applied as the `version`th.
pub(super) fn undo_path(id: Id<Sponsorship>, version: i64) -> String {
    format!("{}/batalkan?versi={version}", path_of(id))
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    versi: i64,
}

/// How many who have moved on since are named.
const NAMED: usize = 5;

/// Takes the list back that was applied last.
pub(super) async fn undo(
    post: Post,
    Path(id): Path<Id<Sponsorship>>,
    Query(Which { versi }): Query<Which>,
) -> Answer {
    let undone = post.write(move |tx, act| rosters::undo::undo(tx, act, id, versi)).await;
    let undone = match undone {
        Ok(undone) => undone,
        Err(error) => {
            let refusal = refusal_in(error)?;
            return match refusal.reasons.first() {
                Some(first) if refusal.kind == Kind::Conflict => {
                    Ok(post.on_to(&path_of(id), Tone::Bad, &first.message))
                }
                _ => Err(refusal.into()),
            };
        }
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let key = if undone.moved_on.is_empty() { "roster-undone" } else { "roster-undone-but" };
    let names: Vec<&str> = undone.moved_on.iter().take(NAMED).map(String::as_str).collect();
    let message = Message::new(key)
        .with("restored", count(undone.restored))
        .with("ended", count(undone.ended))
        .with("left", count(undone.moved_on.len()))
        .with("names", names.join("; "));
    Ok(post.done(&path_of(id), &message))
}

/// The rows that nothing is done with, to be mended and sent again.
pub(super) async fn doubtful(
    visit: Visit,
    Path((id, file)): Path<(Id<Sponsorship>, Id<Waiting>)>,
    Query(said): Query<Columns>,
) -> Answer {
    let (_, _, diff) = diff(&visit, id, file, &said).await?;
    let t = visit.t;
    let heading = ["roster-number", "member-name", "member-born", "roster-class", "roster-what"]
        .map(|key| t.say(key).to_owned());
    let rows = diff.doubtful.iter().map(|doubt| {
        let entry = &doubt.entry;
        let born = entry.profile.born.map(|born| born.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [text(&entry.number), entry.name(), born, text(&entry.class), told(&visit, &doubt.why)]
    });
    let csv = ::sheet::write::csv(std::iter::once(heading).chain(rows));
    web::document::download(csv.into(), web::document::CSV, "ragu.csv")
}
