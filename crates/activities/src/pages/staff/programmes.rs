//! Programmes: what they are for, what of them there is, and the next year's.

use axum::extract::Path;
use kernel::{Id, Message, Refusal, Rupiah};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html,
    part::{Badge, Board, Button, Column, DateParts, Deed, Empty, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{
    super::{LIST, PROGRAMMES, look, pager, place},
    Fields, KEY,
    aims::Planned,
    edit::partner_fields,
    gaps, is_stale, keyed, list,
    one::Wanted,
    value,
};
use crate::{
    DECIDE, EDIT,
    model::{Programme, Stage},
    planning,
    programmes::{self, Outline},
    readiness::{self, Gap},
};

pub(super) const BACK: (&str, &str) = ("nav-programmes", PROGRAMMES);

pub(super) fn path_of(code: &str) -> String {
    format!("{PROGRAMMES}/{code}")
}

/// What money is set aside for, the latest first.
pub(crate) fn paid_for(tx: &mut Tx<'_>) -> Result<Vec<web::Programme>> {
    let (all, _) = programmes::page(tx, (500, 0))?;
    let one =
        |one: Programme| web::Programme { id: one.id.cast(), title: one.title, path: path_of(&one.code) };
    Ok(all.into_iter().map(one).collect())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Turned {
    n: Option<u32>,
}

/// The list.
pub(super) async fn list(visit: Visit, Query(turned): Query<Turned>) -> Answer {
    let number = turned.n.unwrap_or(1);
    let (found, count) = visit.read(move |tx| programmes::page(tx, place(number))).await?;
    let t = visit.t;
    let mut board = Board::new(t);
    let new = || Button::link(t.say("programme-new"), format!("{PROGRAMMES}/baru")).icon("LuPlus");
    if visit.can(EDIT) {
        board.acts.push(new());
    }
    let columns = vec![
        Column::new(t.say("programme-title")).head(),
        Column::new(t.say("programme-owner")),
        Column::new(t.say("programme-days")),
        Column::new(t.say("nav-staff-activities")).numeric(),
    ];
    let mut table = Table::new(t, "program", t.say("nav-programmes"), columns);
    table.empty = Some(Empty {
        icon: "LuTarget",
        title: t.say("programmes-none").to_owned(),
        text: t.say("programmes-none.text").to_owned(),
        action: visit.can(EDIT).then(new),
    });
    table.rows = found
        .iter()
        .map(|one| {
            Row::new(vec![
                Html::of(&look::Linked { href: path_of(&one.code), text: &one.title, small: &one.code }),
                one.owner_name.as_deref().unwrap_or_default().into(),
                format!("{} – {}", t.date(one.since), t.date(one.until)).into(),
                t.int(one.activities).into(),
            ])
        })
        .collect();
    board.main.push(Html::of(&table));
    board.pager = Some(pager(t, number, count, |n| format!("{PROGRAMMES}?n={n}")));
    visit.board(visit.staff(t.say("nav-programmes")), board, &Sent::default())
}

fn day(fields: &Fields, name: &str) -> DateParts {
    let part = |part: &str| value(fields, &format!("{name}_{part}")).to_owned();
    DateParts { day: part("day"), month: part("month"), year: part("year") }
}

/// Those who may answer for a programme, and the partners.
struct Choices {
    staff: Vec<(String, String)>,
    partners: Vec<(String, String)>,
}

impl Choices {
    fn read(tx: &mut Tx<'_>) -> Result<Self> {
        let staff = partners::partners::list::staff(tx)?;
        Ok(Self {
            staff: staff.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
            partners: look::Places::read(tx)?.partners,
        })
    }
}

fn fields(visit: &Visit, typed: &Fields, sent: &Sent, choices: &Choices) -> Vec<Field> {
    let t = visit.t;
    let wrong = |name: &str| sent.errors.of(name);
    let chosen: Vec<&str> = typed
        .iter()
        .filter(|(name, id)| name == "partner" && !id.is_empty())
        .map(|(_, id)| id.as_str())
        .collect();
    let mut fields = vec![
        Field::text(t, "title", t.say("programme-title"), value(typed, "title")).error(wrong("title")),
        Field::area(t, "purpose", t.say("programme-purpose"), value(typed, "purpose"), 4)
            .hint(t.say("programme-purpose-hint"))
            .error(wrong("purpose")),
        Field::text(t, "themes", t.say("programme-themes"), value(typed, "themes"))
            .hint(t.say("programme-themes-hint"))
            .optional(),
        Field::select(
            t,
            "owner",
            t.say("programme-owner"),
            look::among(&choices.staff, value(typed, "owner"), Some(t.say("programme-no-owner"))),
        )
        .medium(),
        Field::date(t, "since", t.say("programme-since"), day(typed, "since")).error(wrong("since")),
        Field::date(t, "until", t.say("programme-until"), day(typed, "until")).error(wrong("until")),
    ];
    if !choices.partners.is_empty() {
        fields.extend(partner_fields(t, &choices.partners, &chosen, "activity-with"));
    }
    fields
}

fn read(fields: &Fields) -> Result<Outline> {
    let text = |name| value(fields, name).to_owned();
    let date = |name: &'static str| {
        let missing = || Refusal::of_field(name, Message::new("activity-day-wrong"));
        day(fields, name).read().ok_or_else(missing)
    };
    let partners = fields.iter().filter(|(name, _)| name == "partner" || name == "partner_more");
    Ok(Outline {
        title: text("title"),
        purpose: text("purpose"),
        themes: value(fields, "themes").split(',').map(str::to_owned).collect(),
        owner: value(fields, "owner").parse().ok(),
        since: date("since")?,
        until: date("until")?,
        partners: partners.filter_map(|(_, id)| id.parse::<Id<kernel::Person>>().ok()).collect(),
    })
}

/// An empty form.
pub(super) async fn blank(visit: Visit) -> Answer {
    let year = visit.act().today();
    let parts = |day: kernel::Date, name: &str| {
        let parts = DateParts::from(day);
        [("day", parts.day), ("month", parts.month), ("year", parts.year)]
            .map(|(part, value)| (format!("{name}_{part}"), value))
    };
    let days = parts(year.first_of_year(), "since").into_iter().chain(parts(year.last_of_year(), "until"));
    let fields = std::iter::once((KEY.to_owned(), Sent::default().form())).chain(days);
    draw_new(&visit, &fields.collect(), Sent::default()).await
}

async fn draw_new(visit: &Visit, typed: &Fields, sent: Sent) -> Answer {
    let choices = visit.read(Choices::read).await?;
    let t = visit.t;
    let mut board = Board::new(t);
    let deed = Deed::new(
        t.say("programme-new"),
        format!("{PROGRAMMES}/baru"),
        fields(visit, typed, &sent, &choices),
    );
    let deed = deed.once(value(typed, KEY)).open(true);
    board.main.push(Html::of(&deed.buttons(vec![Button::new(t.say("activity-save"))])));
    visit.board(visit.below(BACK, t.say("programme-new")), board, &sent)
}

/// The form came back.
pub(super) async fn submit(post: Post, Form(typed): Form<Fields>) -> Answer {
    let sent = typed.clone();
    sent::done(
        &post,
        Message::new("activity-saved"),
        "title",
        move |tx, act| {
            let outline = read(&sent)?;
            keyed(&sent).once(tx, act, "programme-new", |tx| Ok(programmes::open(tx, act, &outline)?.code))
        },
        |code: String| path_of(&code),
        |errors| draw_new(&post, &typed, Sent::default().wrong(errors)),
    )
    .await
}

/// One programme.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    draw_at(&visit, code, None, Sent::default(), &wanted.isi).await
}

struct Looked {
    one: Programme,
    with: Vec<(Id<kernel::Person>, String)>,
    activities: Vec<crate::Activity>,
    ready: Vec<(crate::Activity, Vec<Gap>)>,
    choices: Choices,
    planned: Planned,
}

impl Looked {
    fn read(tx: &mut Tx<'_>, act: &kernel::Act, code: &str) -> Result<Self> {
        let one = programmes::by_code(tx, code)?;
        Ok(Self {
            with: programmes::partners(tx, one.id)?,
            activities: planning::of_programme(tx, one.id)?,
            ready: readiness::of_programme(tx, act, one.id)?,
            choices: Choices::read(tx)?,
            planned: Planned::read(tx, one.id)?,
            one,
        })
    }

    fn gaps(&self) -> Vec<Gap> {
        let Planned { costs, aims, .. } = &self.planned;
        readiness::programme_gaps(&self.one, self.with.len(), costs, aims, &self.ready)
    }

    /// How many of its activities lack nothing that must be there and wait to be published.
    fn waiting(&self) -> usize {
        let waits = |one: &&(crate::Activity, Vec<Gap>)| {
            matches!(one.0.stage, Stage::Draft | Stage::Approved) && one.1.iter().all(|gap| !gap.must)
        };
        self.ready.iter().filter(waits).count()
    }
}

/// The page with what was sent, and what is wrong with it.
pub(super) async fn draw(visit: &Visit, code: String, typed: Option<Fields>, sent: Sent) -> Answer {
    draw_at(visit, code, typed, sent, "").await
}

async fn draw_at(visit: &Visit, code: String, typed: Option<Fields>, sent: Sent, wanted: &str) -> Answer {
    let (asked, act) = (code.clone(), visit.act());
    let looked = visit.read(move |tx| Looked::read(tx, &act, &asked)).await?;
    let (gaps, waiting) = (looked.gaps(), looked.waiting());
    let Looked { one, with, activities, choices, planned, .. } = looked;
    let t = visit.t;
    let mut board = Board::new(t);
    if one.published_at.is_some() {
        let badge = Badge::new(Tone::Ok, t.say("programme-is-public")).icon("LuMegaphone");
        board.head.push(Html::of(&badge));
    }
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats =
        vec![stat(one.code.clone(), "activity-code"), stat(t.int(activities.len()), "nav-staff-activities")];
    if planned.sum() > Rupiah::ZERO {
        board.stats.push(stat(t.rupiah(planned.sum().0), "programme-costs"));
    }
    if visit.can(EDIT) {
        board.acts.push(
            Button::link(t.say("activity-new"), format!("{LIST}/baru?program={}", one.id)).icon("LuPlus"),
        );
    }
    let key = if one.published_at.is_some() { "activity-public-page" } else { "activity-preview" };
    let public = format!("{}/{}", super::super::PROGRAMME, one.code);
    board.acts.push(Button::link(t.say(key), public).ghost().icon("LuEye"));
    if let Some(lacking) = gaps::of_programme(visit, &one, &gaps) {
        board.main.push(lacking);
    }
    board.main.push(Html::of(&activity_table(visit, &activities)));
    let names: Vec<&str> = with.iter().map(|(_, name)| name.as_str()).collect();
    let facts = vec![
        ("programme-purpose", one.purpose.clone()),
        ("programme-themes", t.list(&one.themes.0)),
        ("programme-owner", one.owner_name.clone().unwrap_or_default()),
        ("programme-days", format!("{} – {}", t.date(one.since), t.date(one.until))),
        ("activity-with", t.list(&names)),
    ];
    board.main.push(Html::of(&look::facts(t, "fakta", "activity-facts", facts)));
    board.main.extend(planned.shown(visit, &code));
    if visit.can(DECIDE) {
        board.side.extend(decisions(t, &one, waiting).iter().map(Html::of));
    }
    if visit.can(EDIT) {
        let deeds = planned.deeds(t, &code, &sent).into_iter();
        board.side.extend(deeds.map(|deed| Html::of(&deed.open_at(wanted))));
        let now = as_typed(&one, &with);
        let seen = match typed.as_ref().map_or("", |typed| value(typed, KEY)) {
            "" => mark(&now),
            seen => seen.to_owned(),
        };
        let typed = typed.unwrap_or(now);
        let deed =
            Deed::new(t.say("programme-change"), path_of(&code), fields(visit, &typed, &sent, &choices));
        board.side.push(Html::of(&deed.once(seen).open_at(wanted)));
        let copy = Deed::new(t.say("programme-copy"), format!("{}/salin", path_of(&code)), Vec::new());
        board.side.push(Html::of(&copy.once(sent.form()).lead(t.say("programme-copy.lead"))));
    }
    visit.board(visit.below(BACK, one.title.as_str()), board, &sent)
}

/// What is decided about a programme: who may read of it, and that all of it that is ready is published.
fn decisions(t: ui::Speech, one: &Programme, waiting: usize) -> Vec<Deed> {
    let base = path_of(&one.code);
    let mut deeds = Vec::new();
    if waiting > 0 {
        let title = t.count("programme-publish-ready", waiting);
        let deed = Deed::new(title, format!("{base}/terbitkan-kegiatan"), Vec::new());
        deeds.push(deed.lead(t.say("programme-publish-ready.lead")));
    }
    let (key, open) = match one.published_at {
        Some(_) => ("programme-hide", ""),
        None => ("programme-publish", "1"),
    };
    let button = Button::new(t.say(key)).small().sends("open", open);
    let deed = Deed::new(t.say(key), format!("{base}/terbit"), Vec::new()).buttons(vec![button]);
    deeds.push(deed.lead(t.say(&format!("{key}.lead"))));
    deeds
}

web::form! { OpenForm { open } }

/// Everybody may read of it, or nobody any more.
pub(super) async fn publish(post: Post, Path(code): Path<String>, Form(form): Form<OpenForm>) -> Answer {
    let is_public = form.sent().ticked("open");
    let (named, back) = (code.clone(), path_of(&code));
    let key = if is_public { "programme-now-public" } else { "programme-now-hidden" };
    sent::done(
        &post,
        Message::new(key),
        "purpose",
        move |tx, act| {
            let one = programmes::by_code(tx, &named)?;
            programmes::publish(tx, act, &one, is_public)
        },
        |()| back,
        |errors| draw(&post, code, None, Sent::default().wrong(errors)),
    )
    .await
}

/// Everything of it that lacks nothing is published.
pub(super) async fn publish_ready(post: Post, Path(code): Path<String>) -> Answer {
    let named = code.clone();
    let published = post
        .write(move |tx, act| {
            let one = programmes::by_code(tx, &named)?;
            programmes::publish_ready(tx, act, one.id)
        })
        .await?;
    let message = Message::new("programme-now-published").with("n", published as i64);
    Ok(post.done(&path_of(&code), &message))
}

fn activity_table(visit: &Visit, all: &[crate::Activity]) -> Table {
    let t = visit.t;
    let mut table = Table::new(t, "kegiatan", t.say("nav-staff-activities"), list::columns(t));
    if all.is_empty() {
        table.note = t.say("programme-no-activities").to_owned();
    }
    table.rows = all.iter().map(|one| list::row(visit, one)).collect();
    table
}

fn as_typed(one: &Programme, with: &[(Id<kernel::Person>, String)]) -> Fields {
    let mut fields: Fields = vec![
        ("title".into(), one.title.clone()),
        ("purpose".into(), one.purpose.clone()),
        ("themes".into(), one.themes.0.join(", ")),
        ("owner".into(), one.owner.map(|id| id.to_string()).unwrap_or_default()),
    ];
    for (name, day) in [("since", one.since), ("until", one.until)] {
        let parts = DateParts::from(day);
        for (part, value) in [("day", parts.day), ("month", parts.month), ("year", parts.year)] {
            fields.push((format!("{name}_{part}"), value));
        }
    }
    fields.extend(with.iter().map(|(id, _)| ("partner".to_owned(), id.to_string())));
    fields
}

/// By what a form remembers what was there when it was given out.
fn mark(fields: &Fields) -> String {
    web::stamp::print(&format!("{fields:?}"))[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A form that remembers nothing is taken as it is, and so is one that says what is there already: it was sent twice.
fn unchanged_since(seen: &str, (now, sent): (&Fields, &Outline)) -> Result<()> {
    let kept = |mut one: Outline| {
        one.partners.sort_unstable();
        one.themes = programmes::tidy(&one.themes);
        one
    };
    if seen.is_empty() || mark(now) == seen || kept(read(now)?) == kept(sent.clone()) {
        return Ok(());
    }
    Err(Refusal::new(kernel::Kind::Conflict, Message::new(planning::CHANGED)).into())
}

/// It is decided otherwise.
pub(super) async fn change(post: Post, Path(code): Path<String>, Form(typed): Form<Fields>) -> Answer {
    let (sent, named) = (typed.clone(), code.clone());
    let change = move |tx: &mut Tx<'_>, act: &kernel::Act| {
        let one = programmes::by_code(tx, &named)?;
        tx.lock("programme", &one.id)?;
        let one = programmes::by_code(tx, &named)?;
        let outline = read(&sent)?;
        let now = as_typed(&one, &programmes::partners(tx, one.id)?);
        unchanged_since(value(&sent, KEY), (&now, &outline))?;
        programmes::change(tx, act, one.id, &outline)
    };
    match post.write(change).await {
        Ok(()) => Ok(post.done(&path_of(&code), &Message::new("activity-saved"))),
        Err(error) => {
            let mut typed = typed;
            // Whoever has been told of the other's change may save theirs over it.
            typed.retain(|(name, _)| name != KEY || !is_stale(&error));
            let errors = sent::errors_in(&post, error, "title")?;
            draw(&post, code, Some(typed), Sent::default().wrong(errors)).await
        }
    }
}

web::form! { CopyForm { form } }

/// The same, next year.
pub(super) async fn copy(post: Post, Path(code): Path<String>, Form(form): Form<CopyForm>) -> Answer {
    let sent = form.sent();
    let copy = move |tx: &mut Tx<'_>, act: &kernel::Act| {
        sent.once(tx, act, "programme-copy", |tx| Ok(programmes::copy(tx, act, &code)?.code))
    };
    let made = post.write(copy).await?;
    Ok(post.done(&path_of(&made), &Message::new("programme-copied")))
}
