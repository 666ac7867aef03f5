//! Programmes: a purpose, who answers for it, with whom, and what of it there is.

use std::collections::BTreeSet;

use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use platform::{audit, sequence};
use serde_json::json;
use store::{Json, Result, Tx, sql, vals};

use crate::{
    aims, copying, costs,
    model::{Programme, Stage},
    planning, readiness,
};

/// What is decided about a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What it is about.
    pub themes: Vec<String>,
    /// Who answers for it.
    pub owner: Option<Id<Person>>,
    /// Its first day.
    pub since: Date,
    /// Its last day.
    pub until: Date,
    /// With whom.
    pub partners: Vec<Id<Person>>,
}

macro_rules! programmes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT g.id, g.code, g.title, g.purpose, g.themes, g.owner, o.name AS owner_name, g.since, g.until, g.published_at,
                 (SELECT count(*) FROM activity a WHERE a.programme = g.id AND a.stage <> 'cancelled') AS activities
             FROM programme g LEFT JOIN party o ON o.id = g.owner ",
            $rest
        ))
    };
}

/// A programme by its number.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Programme> {
    let found = tx.opt(programmes!("WHERE g.code = ?1"), vals![code])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("programme-unknown")).into())
}

/// The programmes, the latest first.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, (limit, offset): (i64, i64)) -> Result<(Vec<Programme>, i64)> {
    let found =
        tx.all(programmes!("ORDER BY g.since DESC, g.id DESC LIMIT ?1 OFFSET ?2"), vals![limit, offset])?;
    let (count,) = tx.one(sql!("SELECT count(*) FROM programme"), vals![])?;
    Ok((found, count))
}

/// Programmes to choose from in a form: those that have not ended.
///
/// # Errors
/// Those of the database.
pub fn choices(tx: &mut Tx<'_>, today: Date) -> Result<Vec<Programme>> {
    tx.all(programmes!("WHERE g.until >= ?1 ORDER BY g.title, g.id LIMIT 500"), vals![today])
}

/// With whom it is run: identity and name.
///
/// # Errors
/// Those of the database.
pub fn partners(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM programme_partner l JOIN party p ON p.id = l.party
             WHERE l.programme = ?1 ORDER BY p.folded, p.id"
        ),
        vals![programme],
    )
}

fn objections(outline: &Outline) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match outline.title.trim().chars().count() {
        0 => object("title", "activity-title-missing"),
        1..=200 => {}
        _ => object("title", "activity-text-too-long"),
    }
    if outline.purpose.chars().count() > 4_000 {
        object("purpose", "activity-text-too-long");
    }
    if outline.until < outline.since {
        object("until", "programme-ends-before");
    }
    reasons
}

/// Opens a programme.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, outline: &Outline) -> Result<Programme> {
    open_from(tx, act, outline, None)
}

fn open_from(
    tx: &mut Tx<'_>,
    act: &Act,
    outline: &Outline,
    from: Option<Id<Programme>>,
) -> Result<Programme> {
    Refusal::unless_empty(No::Invalid, objections(outline))?;
    let (id, code) = (Id::new(), format!("G-{:03}", sequence::next(tx, "programme")?));
    tx.exec(
        sql!(
            "INSERT INTO programme (id, code, title, purpose, themes, owner, since, until, copied_from, published_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL, ?10)"
        ),
        vals![
            id,
            code,
            outline.title.trim(),
            outline.purpose.trim(),
            Json(tidy(&outline.themes)),
            outline.owner,
            outline.since,
            outline.until,
            from,
            act.at
        ],
    )?;
    set_partners(tx, id, &outline.partners)?;
    let facts = json!({ "code": code, "title": outline.title.trim() });
    audit::record(tx, act, "programme.opened", "programme", id, &facts)?;
    by_code(tx, &code)
}

/// As it is kept.
pub(crate) fn tidy(themes: &[String]) -> Vec<String> {
    let themes = themes.iter().map(|theme| theme.trim().to_owned()).filter(|theme| !theme.is_empty());
    themes.collect::<BTreeSet<_>>().into_iter().take(12).collect()
}

/// Changes what is decided about a programme.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Programme>, outline: &Outline) -> Result<()> {
    Refusal::unless_empty(No::Invalid, objections(outline))?;
    tx.exec(
        sql!(
            "UPDATE programme SET title = ?2, purpose = ?3, themes = ?4, owner = ?5, since = ?6, until = ?7
             WHERE id = ?1"
        ),
        vals![
            id,
            outline.title.trim(),
            outline.purpose.trim(),
            Json(tidy(&outline.themes)),
            outline.owner,
            outline.since,
            outline.until
        ],
    )?;
    set_partners(tx, id, &outline.partners)?;
    audit::record(tx, act, "programme.changed", "programme", id, &json!({ "title": outline.title.trim() }))
}

fn set_partners(tx: &mut Tx<'_>, id: Id<Programme>, partners: &[Id<Person>]) -> Result<()> {
    const LINKS: store::many::Rows =
        store::rows!("INSERT INTO programme_partner (id, programme, party) VALUES ", 3);
    tx.exec(sql!("DELETE FROM programme_partner WHERE programme = ?1"), vals![id])?;
    tx.exec_rows(&LINKS, &planning::links(&id, partners)).map(drop)
}

/// Lets everybody read of a programme, or nobody any more; what of it is published by itself stays so.
///
/// # Errors
/// A refusal without a purpose: there is nothing to read; those of the database.
pub fn publish(tx: &mut Tx<'_>, act: &Act, one: &Programme, is_public: bool) -> Result<()> {
    if is_public && one.purpose.is_empty() {
        return Err(Refusal::of_field("purpose", Message::new("gap-purpose")).into());
    }
    tx.exec(
        sql!("UPDATE programme SET published_at = CASE WHEN ?2 THEN COALESCE(published_at, ?3) ELSE NULL END WHERE id = ?1"),
        vals![one.id, is_public, act.at],
    )?;
    audit::record(tx, act, "programme.published", "programme", one.id, &json!({ "open": is_public }))
}

/// Agrees to and publishes every activity of a programme that lacks nothing; how many.
///
/// # Errors
/// Those of the database.
pub fn publish_ready(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>) -> Result<usize> {
    let mut published = 0;
    for (activity, gaps) in readiness::of_programme(tx, act, programme)? {
        let is_waiting = matches!(activity.stage, Stage::Draft | Stage::Approved);
        if !is_waiting || gaps.iter().any(|gap| gap.must) {
            continue;
        }
        if activity.stage == Stage::Draft {
            planning::approve(tx, act, activity.id)?;
        }
        planning::publish(tx, act, activity.id)?;
        published += 1;
    }
    Ok(published)
}

/// Opens the same programme for the next year: 52 weeks later, with what it is to cost and to bring about, and its activities
/// as drafts; nobody is registered, and nothing is agreed to yet.
///
/// # Errors
/// Those of the database.
pub fn copy(tx: &mut Tx<'_>, act: &Act, code: &str) -> Result<Programme> {
    let old = by_code(tx, code)?;
    let later = |day: Date| day.saturating_add(jiff::Span::new().weeks(52));
    let outline = Outline {
        title: old.title.clone(),
        purpose: old.purpose.clone(),
        themes: old.themes.0.clone(),
        owner: old.owner,
        since: later(old.since),
        until: later(old.until),
        partners: partners(tx, old.id)?.into_iter().map(|(id, _)| id).collect(),
    };
    let new = open_from(tx, act, &outline, Some(old.id))?;
    costs::copy(tx, act, old.id, new.id)?;
    aims::copy(tx, act, old.id, new.id)?;
    for activity in planning::of_programme(tx, old.id)? {
        if activity.stage != Stage::Cancelled {
            copying::copy(tx, act, &activity, Some(new.id))?;
        }
    }
    by_code(tx, &new.code)
}
