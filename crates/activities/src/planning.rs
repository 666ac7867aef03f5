//! Activities from the first idea to the last session: planned, agreed to, published, called off.

use std::collections::BTreeSet;

use kernel::{Act, Id, Kind as No, Message, Person, Refusal};
use platform::{audit, library, sequence};
use serde_json::json;
use store::{Error, Result, ToValue, Tx, Value, sql, vals};

use crate::{
    model::{Activity, Draft, Programme, Stage, State},
    readiness, rules, seats, sessions,
};

macro_rules! activities {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT a.id, a.code, a.programme, g.title AS programme_title,
                 CASE WHEN g.published_at IS NULL THEN NULL ELSE g.code END AS programme_page, a.kind, a.title, a.summary, a.about, a.audience,
                 a.listed, a.zone, a.access, a.photos, a.stage, a.entry, a.approval, a.classes, a.largest, a.least_age,
                 a.most_age, a.opens_on, a.closes_on, a.cancel_hours, a.instrument, a.requires, a.certified, a.threshold,
                 a.assessed, a.syllabus, a.cancelled_because, a.published_at, a.changed_at,
                 (SELECT MIN(s.starts_at) FROM activity_session s
                     WHERE s.activity = a.id AND s.cancelled_because IS NULL) AS first,
                 (SELECT MAX(s.ends_at) FROM activity_session s
                     WHERE s.activity = a.id AND s.cancelled_because IS NULL) AS last
             FROM activity a LEFT JOIN programme g ON g.id = a.programme ",
            $rest
        ))
    };
}

/// An activity.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Activity> {
    tx.opt(activities!("WHERE a.id = ?1"), vals![id])?.ok_or_else(unknown)
}

/// An activity by its number.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Activity> {
    tx.opt(activities!("WHERE a.code = ?1"), vals![code])?.ok_or_else(unknown)
}

fn unknown() -> Error {
    Refusal::new(No::Missing, Message::new("activity-unknown")).into()
}

/// The activities of a programme, in the order they begin.
///
/// # Errors
/// Those of the database.
pub fn of_programme(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Activity>> {
    let mut found: Vec<Activity> = tx
        .all(activities!("WHERE a.programme = ?1 ORDER BY a.created_at, a.id LIMIT 500"), vals![programme])?;
    found.sort_by_key(|one| (one.first.is_none(), one.first, one.id));
    Ok(found)
}

/// Which activities a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the title or the whole number.
    pub words: String,
    /// How far the planning is; none means all.
    pub stage: Option<Stage>,
}

/// A page of activities, those planned last first, and how many there are.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, (limit, offset): (i64, i64)) -> Result<(Vec<Activity>, i64)> {
    let words = store::containing(&filter.words.trim().to_lowercase());
    let stage = filter.stage.map_or("", Stage::as_str);
    let found = tx.all(
        activities!(
            "WHERE (?1 = '' OR a.stage = ?1) AND (LOWER(a.title) LIKE ?2 ESCAPE '~' OR LOWER(a.code) LIKE ?2 ESCAPE '~')
             ORDER BY a.created_at DESC, a.id DESC LIMIT ?3 OFFSET ?4"
        ),
        vals![stage, words, limit, offset],
    )?;
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM activity a WHERE (?1 = '' OR a.stage = ?1)
                 AND (LOWER(a.title) LIKE ?2 ESCAPE '~' OR LOWER(a.code) LIKE ?2 ESCAPE '~')"
        ),
        vals![stage, words],
    )?;
    Ok((found, count))
}

/// With whom it is done: identity and name.
///
/// # Errors
/// Those of the database.
pub fn partners(tx: &mut Tx<'_>, id: Id<Activity>) -> Result<Vec<(Id<Person>, String)>> {
    tx.all(
        sql!(
            "SELECT p.id, p.name FROM activity_partner l JOIN party p ON p.id = l.party
             WHERE l.activity = ?1 ORDER BY p.folded, p.id"
        ),
        vals![id],
    )
}

/// Titles of what ends with a certificate, which something else may require.
///
/// # Errors
/// Those of the database.
pub fn certified(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .all(sql!("SELECT DISTINCT title FROM activity WHERE certified ORDER BY title LIMIT 500"), vals![])?;
    Ok(rows.into_iter().map(|(title,)| title).collect())
}

/// What speaks against the questions that were chosen: they are those of a questionnaire for registrations.
fn questions_objection(tx: &mut Tx<'_>, draft: &Draft) -> Result<Option<kernel::Reason>> {
    let Some(version) = draft.instrument else { return Ok(None) };
    let purpose = instruments::purpose_of(tx, version)?;
    let message = Message::new("activity-questions-other");
    Ok((purpose != instruments::Purpose::Registration)
        .then_some(kernel::Reason { field: Some("instrument"), message }))
}

/// What is written of a draft, from `?1` on, and what else a statement takes.
macro_rules! written {
    ($id:expr, $draft:expr $(, $more:expr)*) => {
        vals![
            $id,
            $draft.programme,
            $draft.kind,
            $draft.title.trim(),
            $draft.summary.trim(),
            $draft.about.trim(),
            $draft.audience,
            $draft.listed,
            $draft.access,
            $draft.photos,
            $draft.entry,
            $draft.approval,
            $draft.classes,
            $draft.largest,
            $draft.least_age,
            $draft.most_age,
            $draft.opens_on,
            $draft.closes_on,
            $draft.cancel_hours,
            $draft.instrument,
            $draft.requires.trim(),
            $draft.certified,
            $draft.threshold,
            $draft.assessed,
            $draft.syllabus.trim()
            $(, $more)*
        ]
    };
}

/// Begins to plan something.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn draft(tx: &mut Tx<'_>, act: &Act, draft: &Draft) -> Result<Activity> {
    let mut reasons = rules::objections(draft);
    reasons.extend(questions_objection(tx, draft)?);
    Refusal::unless_empty(No::Invalid, reasons)?;
    let zone = library::ZONE.text(tx)?;
    let (id, code) = (Id::new(), format!("K-{:04}", sequence::next(tx, "activity")?));
    tx.exec(
        sql!(
            "INSERT INTO activity (id, programme, kind, title, summary, about, audience, listed, access, photos, entry,
                 approval, classes, largest, least_age, most_age, opens_on, closes_on, cancel_hours, instrument, requires,
                 certified, threshold, assessed, syllabus, changed_at, created_at, code, zone, created_by, stage,
                 cancelled_because, published_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                 ?23, ?24, ?25, ?26, ?26, ?27, ?28, ?29, 'draft', NULL, NULL)"
        ),
        written!(id, draft, act.at, code, zone, act.by.person()),
    )?;
    let facts = json!({ "code": code, "title": draft.title.trim() });
    audit::record(tx, act, "activity.drafted", "activity", id, &facts)?;
    one(tx, id)
}

/// What a form remembers of an activity, to know whether somebody else has changed it since.
pub fn version(one: &Activity) -> String {
    one.changed_at.as_millisecond().to_string()
}

/// Until the transaction ends nobody else changes what is planned; a form that remembers nothing is taken as it is, and so is
/// one that says what is there already: it was sent twice.
///
/// # Errors
/// A refusal where somebody has changed it since it was `seen`; those of the database.
pub fn unchanged_since(
    tx: &mut Tx<'_>,
    id: Id<Activity>,
    seen: &str,
    (draft, with): (&Draft, &[Id<Person>]),
) -> Result<()> {
    tx.lock("activity", &id)?;
    let one = one(tx, id)?;
    if seen.is_empty() || version(&one) == seen {
        return Ok(());
    }
    let known: BTreeSet<Id<Person>> = partners(tx, id)?.into_iter().map(|(id, _)| id).collect();
    if one.plan == *draft && known == with.iter().copied().collect() {
        return Ok(());
    }
    Err(Refusal::new(No::Conflict, Message::new(CHANGED)).into())
}

/// Why a form is not taken over what somebody else has written meanwhile.
pub(crate) const CHANGED: &str = "plan-changed-meanwhile";

/// Changes what is planned. How one comes in stays once seats have been given.
///
/// # Errors
/// A refusal with everything that speaks against it; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, draft: &Draft) -> Result<()> {
    tx.lock("activity", &id)?;
    let old = one(tx, id)?;
    let mut reasons = rules::objections(draft);
    reasons.extend(questions_objection(tx, draft)?);
    if old.stage == Stage::Cancelled {
        reasons.push(kernel::Reason { field: None, message: Message::new("activity-is-cancelled") });
    }
    if draft.entry != old.entry && seats::is_used(tx, id)? {
        reasons.push(kernel::Reason { field: Some("entry"), message: Message::new("activity-entry-used") });
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.exec(
        sql!(
            "UPDATE activity SET programme = ?2, kind = ?3, title = ?4, summary = ?5, about = ?6, audience = ?7, listed = ?8,
                 access = ?9, photos = ?10, entry = ?11, approval = ?12, classes = ?13, largest = ?14, least_age = ?15,
                 most_age = ?16, opens_on = ?17, closes_on = ?18, cancel_hours = ?19, instrument = ?20, requires = ?21,
                 certified = ?22, threshold = ?23, assessed = ?24, syllabus = ?25, changed_at = ?26 WHERE id = ?1"
        ),
        written!(id, draft, act.at),
    )?;
    if draft.entry != old.entry {
        // Seats of the other kind lead nowhere any more, and nobody has one.
        tx.exec(sql!("DELETE FROM seat_pool WHERE activity = ?1"), vals![id])?;
    }
    audit::record(tx, act, "activity.changed", "activity", id, &json!({ "title": draft.title.trim() }))
}

/// With whom it is done from now on.
///
/// # Errors
/// Those of the database.
pub fn set_partners(tx: &mut Tx<'_>, id: Id<Activity>, partners: &[Id<Person>]) -> Result<()> {
    const LINKS: store::many::Rows =
        store::rows!("INSERT INTO activity_partner (id, activity, party) VALUES ", 3);
    tx.exec(sql!("DELETE FROM activity_partner WHERE activity = ?1"), vals![id])?;
    tx.exec_rows(&LINKS, &links(&id, partners)).map(drop)
}

/// A row for each partner of an activity or a programme: an identity, of what, and whom.
pub(crate) fn links<'v, T>(of: &'v Id<T>, partners: &'v [Id<Person>]) -> Vec<Value<'v>> {
    let each: BTreeSet<&Id<Person>> = partners.iter().collect();
    let row =
        |party: &'v Id<Person>| [Value::Uuid(*Id::<()>::new().as_bytes()), of.to_value(), party.to_value()];
    each.into_iter().flat_map(row).collect()
}

/// Agrees to a draft.
///
/// # Errors
/// A refusal where it is none; those of the database.
pub fn approve(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>) -> Result<()> {
    step(tx, act, id, (Stage::Draft, Stage::Approved), "activity.approved")
}

/// Lets everybody know of it, and register.
///
/// # Errors
/// A refusal with everything it lacks, and where nobody has agreed to it; those of the database.
pub fn publish(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>) -> Result<()> {
    let activity = one(tx, id)?;
    let lacks = readiness::of(tx, act, &activity)?.into_iter().filter(|gap| gap.must);
    let reasons = lacks.map(|gap| kernel::Reason { field: None, message: gap.message }).collect();
    Refusal::unless_empty(No::Conflict, reasons)?;
    step(tx, act, id, (Stage::Approved, Stage::Published), "activity.published")
}

fn step(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Activity>,
    (from, to): (Stage, Stage),
    action: &'static str,
) -> Result<()> {
    let rows = tx.exec(
        sql!(
            "UPDATE activity SET stage = ?3, changed_at = ?4,
                 published_at = CASE WHEN ?3 = 'published' THEN ?4 ELSE published_at END WHERE id = ?1 AND stage = ?2"
        ),
        vals![id, from, to, act.at],
    )?;
    if rows == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("activity-elsewhere")).into());
    }
    note(tx, act, action, id)
}

fn note(tx: &mut Tx<'_>, act: &Act, action: &str, id: Id<Activity>) -> Result<()> {
    audit::record(tx, act, action, "activity", id, &json!({}))
}

/// Calls an activity off: its sessions, and everybody's registrations; all who are concerned are told why.
///
/// # Errors
/// A refusal without a reason, where it is off already, and where all of it was held; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: Id<Activity>, why: &str) -> Result<()> {
    let why = sessions::reason(why)?;
    tx.lock("activity", &id)?;
    if matches!(one(tx, id)?.state(act.at), State::Closed) {
        return Err(Refusal::new(No::Conflict, Message::new("activity-is-over")).into());
    }
    let rows = tx.exec(
        sql!(
            "UPDATE activity SET stage = 'cancelled', cancelled_because = ?2, changed_at = ?3
             WHERE id = ?1 AND stage <> 'cancelled'"
        ),
        vals![id, why, act.at],
    )?;
    if rows == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("activity-is-cancelled")).into());
    }
    tx.exec(
        sql!(
            "UPDATE activity_session SET cancelled_because = ?2, revision = revision + 1, changed_at = ?3
             WHERE activity = ?1 AND cancelled_because IS NULL AND ends_at > ?3"
        ),
        vals![id, why, act.at],
    )?;
    audit::record(tx, act, "activity.cancelled", "activity", id, &json!({ "reason": why }))?;
    for pool in seats::pools(tx, id)? {
        seats::call_off(tx, act, pool.id, &why)?;
    }
    Ok(())
}
