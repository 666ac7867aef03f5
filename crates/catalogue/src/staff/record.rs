use askama::Template;
use axum::extract::Path;
use kernel::{Message, TimeZone};
use platform::{
    audit::{self, Past},
    library,
};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, Row, Table, Timeline, TimelineItem, Tone},
};
use web::{Answer, Post, Visit};

use super::{below, cover, kept, path_of};
use crate::{
    COPIES, EDIT, HIDE,
    copies::{self, Copy, Status},
    covers,
    history::Difference,
    records::{self, Kept},
};

/// How many changes a record's page shows.
const HISTORY: i64 = 60;

#[derive(Template)]
#[template(path = "staff_record.html")]
struct RecordPage {
    page: Page,
    number: i64,
    base: String,
    by: String,
    hidden: bool,
    facts: Table,
    copies: Table,
    cover: Html,
    history: Timeline,
    can_edit: bool,
    can_hide: bool,
}

/// The changed fields of an edit, each before and after.
#[derive(Template)]
#[template(path = "staff_changes.html")]
struct Changes {
    who: String,
    /// What was typed of a copy, or the state before and after.
    more: String,
    changes: Vec<Difference>,
}

/// A barcode, leading to its copy.
#[derive(Template)]
#[template(ext = "html", source = "<a class=\"num\" href=\"/staf/eksemplar/{{ id }}\">{{ barcode }}</a>")]
struct Labelled<'a> {
    id: String,
    barcode: &'a str,
}

/// A record for those who keep it: facts, copies, history.
pub(crate) async fn page(visit: Visit, Path(number): Path<i64>) -> Answer {
    let (kept, copies, kinds, cover, branches, history) = visit
        .read(move |tx| {
            let kept = kept(tx, number)?;
            let copies = copies::of_record(tx, kept.id)?;
            let history = audit::history(tx, kept.id, HISTORY)?;
            let (kinds, cover) = (copies::kinds(tx)?, covers::of_record(tx, kept.id)?);
            Ok((kept, copies, kinds, cover, library::branches(tx)?, history))
        })
        .await?;
    let (t, zone) = (visit.t, visit.act().zone);
    let branch_of = |copy: &Copy| {
        branches
            .iter()
            .find(|branch| branch.id == copy.branch)
            .map(|branch| branch.name.clone())
            .unwrap_or_default()
    };
    let Kept { drawn: store::Json(drawn), hidden, .. } = &kept;
    let view = RecordPage {
        page: below(&visit, drawn.full_title(), None),
        number,
        base: path_of(number),
        by: drawn.author_spoken(),
        hidden: *hidden,
        facts: facts(t, &kept, &zone),
        copies: table(&visit, &copies, &kinds, &zone, branch_of),
        cover: cover.map_or_else(Html::default, |cover| cover::thumbnail(t, &cover, &drawn.title)),
        history: Timeline { items: history.iter().map(|past| remembered(t, &zone, past)).collect() },
        can_edit: visit.can(EDIT),
        can_hide: visit.can(HIDE),
    };
    visit.html(&view)
}

fn facts(t: Speech, kept: &Kept, zone: &TimeZone) -> Table {
    let columns = vec![
        Column::new(t.say("cataloguing-fact")).hidden().head(),
        Column::new(t.say("cataloguing-value")).hidden(),
    ];
    let mut table = Table::new(t, "fakta", t.say("cataloguing-facts"), columns);
    let drawn = &kept.drawn.0;
    let authors: Vec<&str> = drawn.authors.iter().map(|author| author.name.as_str()).collect();
    let rows = [
        ("cataloguing-field-author", authors.join("; ")),
        ("cataloguing-field-edition", drawn.edition.clone()),
        ("cataloguing-field-place", drawn.place.clone()),
        ("cataloguing-field-publisher", drawn.publisher.clone()),
        ("cataloguing-field-year", drawn.year.map(|year| year.to_string()).unwrap_or_default()),
        ("cataloguing-field-extent", drawn.extent.clone()),
        ("cataloguing-field-series", drawn.series.join("; ")),
        ("cataloguing-field-isbns", drawn.isbns.join(", ")),
        ("cataloguing-field-ddc", drawn.ddc.clone()),
        ("cataloguing-field-call-number", drawn.call_number.clone()),
        ("cataloguing-field-subjects", drawn.subjects.join("; ")),
        ("cataloguing-field-summary", drawn.summary.clone()),
        ("cataloguing-created", t.moment(kept.created_at, zone)),
        ("cataloguing-changed", t.moment(kept.changed_at, zone)),
    ];
    let told = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = told.map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect();
    table
}

fn table(
    visit: &Visit,
    copies: &[Copy],
    kinds: &[(String, String)],
    zone: &TimeZone,
    branch_of: impl Fn(&Copy) -> String,
) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("copy-barcode").head(),
        column("copy-branch"),
        column("copy-shelf"),
        column("copy-call-number"),
        column("copy-kind"),
        column("copy-status"),
        column("copy-loans").numeric(),
    ];
    let mut table = Table::new(t, "eksemplar", t.say("cataloguing-copies"), columns);
    table.note = t.count("cataloguing-copy-count", copies.len() as i64);
    table.rows = copies
        .iter()
        .map(|copy| {
            let kind = kinds.iter().find(|(code, _)| *code == copy.kind);
            let kind = kind.map_or_else(String::new, |(code, name)| copies::kind_name(t, code, name));
            cells(visit, copy, kind, zone, branch_of(copy))
        })
        .collect();
    table.empty = Some(Empty::told(t, "LuBookCopy", "cataloguing-no-copies"));
    table
}

fn cells(visit: &Visit, copy: &Copy, kind: String, zone: &TimeZone, branch: String) -> Row {
    let t = visit.t;
    let barcode = match visit.can_at(COPIES, copy.branch) {
        true => Html::of(&Labelled { id: copy.id.to_string(), barcode: &copy.barcode }),
        false => copy.barcode.as_str().into(),
    };
    Row::new(vec![
        barcode,
        branch.into(),
        copy.shelf.as_str().into(),
        copy.call_number.as_str().into(),
        kind.into(),
        Html::of(&state(t, copy, zone)),
        t.int(copy.loans).into(),
    ])
}

/// A copy's state in an icon and words: on loan until, or where it is.
fn state(t: Speech, copy: &Copy, zone: &TimeZone) -> Badge {
    if let Some(due) = copy.due {
        return Badge::new(
            Tone::Warn,
            t.about("copy-due", t.date_short(due.to_zoned_datetime(zone.clone()).date())),
        );
    }
    let tone = match copy.status {
        Status::Available => Tone::Ok,
        Status::Reference | Status::Processing => Tone::Info,
        Status::Repair | Status::Withdrawn => Tone::Plain,
        Status::Lost => Tone::Bad,
    };
    Badge::new(tone, t.say(&format!("copy-status-{}", copy.status)))
}

/// What the audit log keeps of a change to a record or its copies.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Remembered {
    changes: Vec<Difference>,
    barcode: String,
    after: Option<Typed>,
    status: Vec<String>,
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    barcode: String,
}

fn remembered(t: Speech, zone: &TimeZone, past: &Past) -> TimelineItem {
    let kept: Remembered =
        past.detail.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let word = |status: &String| t.known(&format!("copy-status-{status}")).unwrap_or_default();
    let states: Vec<&str> = kept.status.iter().map(word).collect();
    let barcode = kept.after.map_or(kept.barcode, |typed| typed.barcode);
    let more = [barcode, states.join(" → ")]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(": ");
    let who = past.name.as_deref().unwrap_or_else(|| t.say("cataloguing-by-system")).to_owned();
    TimelineItem {
        when: t.moment(past.at, zone),
        title: t
            .known(&format!("audit-{}", past.action.replace('.', "-")))
            .unwrap_or(&past.action)
            .to_owned(),
        text: Html::of(&Changes { who, more, changes: kept.changes }),
        done: false,
        now: false,
    }
}

/// Hides a record from the public or shows it again; either takes the other back.
pub(crate) async fn hide(post: Post, number: i64, hidden: bool) -> Answer {
    post.write(move |tx, act| {
        let id = kept(tx, number)?.id;
        records::set_hidden(tx, act, id, hidden)
    })
    .await?;
    let (key, back) =
        if hidden { ("record-now-hidden", "tampilkan") } else { ("record-now-shown", "sembunyikan") };
    let undo = format!("{}/{back}", path_of(number));
    Ok(post.done(&path_of(number), &Message::new(key).with("undo", undo)))
}
