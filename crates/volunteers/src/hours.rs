//! Hours given: facts that count once staff have confirmed them, and are corrected by reversal.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::audit;
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};
use web::Period;

use crate::{Volunteer, roll};

/// How far back one's own hours may lie.
const OLDEST_DAYS: i64 = 366;
const LENGTH: usize = 300;

/// Hours that are to be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct New<'a> {
    /// Made where they are typed; the same a second time are the same hours.
    pub id: Id<Hours>,
    /// Whose.
    pub volunteer: Id<Volunteer>,
    /// On which day.
    pub day: Date,
    /// How long, in minutes.
    pub minutes: i64,
    /// What was done.
    pub activity: &'a str,
    /// Whether staff enter them, so that they count at once.
    pub by_staff: bool,
}

/// Hours of a volunteer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Hours {
    /// Which.
    pub id: Id<Hours>,
    /// Whose.
    pub volunteer: Id<Volunteer>,
    /// Who that is.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// On which day.
    pub day: Date,
    /// How long, in minutes.
    pub minutes: i64,
    /// What was done.
    pub activity: String,
    /// What staff said: counts, does not, or nothing yet.
    pub confirmed: Option<bool>,
    /// Why they do not count.
    pub reason: Option<String>,
    /// Whether they were taken back.
    pub reversed: bool,
}

/// The statement that reads hours.
macro_rules! hours {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT h.id, h.volunteer, v.person, p.name, h.day, h.minutes, h.activity, w.confirmed, w.reason,
                 EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id) AS reversed
             FROM volunteer_hours h JOIN volunteer v ON v.id = h.volunteer JOIN party p ON p.id = v.person
             LEFT JOIN volunteer_hours_word w ON w.hours = h.id ",
            $rest
        ))
    };
}

/// Enters hours. Those of staff count at once, those of the volunteer once staff have confirmed them. The same `id` twice
/// is entered once.
///
/// # Errors
/// A refusal for a day to come or long past, without an activity, or where the day would have more than 24 hours; those of
/// the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, new: &New<'_>) -> Result<()> {
    let New { id, volunteer, day, minutes, activity, by_staff } = *new;
    tx.lock("volunteer-hours", &volunteer)?;
    let known: Option<(i64,)> =
        tx.opt(sql!("SELECT minutes FROM volunteer_hours WHERE id = ?1"), vals![id])?;
    if known.is_some() {
        return Ok(());
    }
    let person = roll::one(tx, volunteer)?.person;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    let today = act.today();
    if day > today {
        object("day", Message::new("volunteer-day-to-come"));
    } else if day < today.saturating_sub(jiff::Span::new().days(OLDEST_DAYS)) {
        object("day", Message::new("hours-too-old"));
    }
    let activity = activity.trim();
    match activity.chars().count() {
        0 => object("activity", Message::new("hours-need-activity")),
        1..=LENGTH => {}
        _ => object("activity", Message::new("member-text-too-long")),
    }
    let (given,): (Option<i64>,) = tx.one(
        sql!(
            "SELECT CAST(SUM(h.minutes) AS BIGINT) FROM volunteer_hours h
             LEFT JOIN volunteer_hours_word w ON w.hours = h.id
             WHERE h.volunteer = ?1 AND h.day = ?2 AND (w.confirmed IS NULL OR w.confirmed)"
        ),
        vals![volunteer, day],
    )?;
    if !(1..=1440 - given.unwrap_or_default().max(0)).contains(&minutes) {
        object("minutes", Message::new("hours-too-many"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO volunteer_hours (id, volunteer, day, minutes, activity, entered_at, entered_by, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)"
        ),
        vals![id, volunteer, day, minutes, activity, act.at, act.by.person()],
    )?;
    if by_staff {
        say(tx, act, id, true, None)?;
    }
    let facts = json!({ "day": day, "minutes": minutes, "confirmed": by_staff });
    audit::record(tx, act, "volunteer.hours-entered", "person", person, &facts)
}

fn say(tx: &mut Tx<'_>, act: &Act, id: Id<Hours>, confirmed: bool, reason: Option<&str>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO volunteer_hours_word (hours, confirmed, at, by, reason) VALUES (?1, ?2, ?3, ?4, ?5)"
        ),
        vals![id, confirmed, act.at, act.by.person(), reason],
    )?;
    Ok(())
}

/// Confirms hours a volunteer entered, or says why they do not count. Of two clerks who do so at once the first decides.
///
/// # Errors
/// A refusal when it was decided already, or without a reason for a no; those of the database.
pub fn decide(tx: &mut Tx<'_>, act: &Act, id: Id<Hours>, confirmed: bool, reason: &str) -> Result<Hours> {
    let hours = one(tx, id)?;
    tx.lock("volunteer-hours", &hours.volunteer)?;
    let hours = one(tx, hours.id)?;
    if hours.confirmed.is_some() || hours.reversed {
        return Err(Refusal::new(Kind::Conflict, Message::new("hours-decided")).into());
    }
    let reason = Some(reason.trim()).filter(|reason| !confirmed && !reason.is_empty());
    if !confirmed && reason.is_none() {
        return Err(Refusal::of_field("reason", Message::new("apply-needs-reason")).into());
    }
    say(tx, act, id, confirmed, reason)?;
    let person = hours.person;
    let facts = json!({ "day": hours.day, "minutes": hours.minutes, "confirmed": confirmed });
    audit::record(tx, act, "volunteer.hours-decided", "person", person, &facts)?;
    Ok(hours)
}

/// Takes hours back: they stay, and an entry beside them takes their minutes away.
///
/// # Errors
/// A refusal when there are none such or they were taken back already; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Hours>) -> Result<Hours> {
    let hours = one(tx, id)?;
    tx.lock("volunteer-hours", &hours.volunteer)?;
    let hours = one(tx, hours.id)?;
    if hours.reversed {
        return Err(Refusal::new(Kind::Conflict, Message::new("hours-decided")).into());
    }
    let back: Id<Hours> = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO volunteer_hours (id, volunteer, day, minutes, activity, entered_at, entered_by, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![back, hours.volunteer, hours.day, -hours.minutes, hours.activity, act.at, act.by.person(), id],
    )?;
    if hours.confirmed == Some(true) {
        say(tx, act, back, true, None)?;
    } else {
        say(tx, act, back, false, Some("–"))?;
    }
    let person = hours.person;
    let facts = json!({ "day": hours.day, "minutes": hours.minutes });
    audit::record(tx, act, "volunteer.hours-reversed", "person", person, &facts)?;
    Ok(hours)
}

/// Hours under this id.
///
/// # Errors
/// A refusal when there are none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Hours>) -> Result<Hours> {
    let found = tx.opt(hours!("WHERE h.id = ?1 AND h.reverses IS NULL"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("hours-unknown")).into())
}

/// The hours of a volunteer, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, volunteer: Id<Volunteer>, limit: i64) -> Result<Vec<Hours>> {
    tx.all(
        hours!("WHERE h.volunteer = ?1 AND h.reverses IS NULL ORDER BY h.day DESC, h.id DESC LIMIT ?2"),
        vals![volunteer, limit],
    )
}

/// Hours that wait for a word of the staff, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Hours>> {
    tx.all(
        hours!(
            "WHERE w.hours IS NULL AND h.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)
             ORDER BY h.day, h.id LIMIT ?1"
        ),
        vals![limit],
    )
}

/// Minutes that count in a period: of one volunteer, or of all.
///
/// # Errors
/// Those of the database.
pub fn given(tx: &mut Tx<'_>, volunteer: Option<Id<Volunteer>>, period: Period) -> Result<i64> {
    let (sum,): (Option<i64>,) = tx.one(
        sql!(
            "SELECT CAST(SUM(h.minutes) AS BIGINT) FROM volunteer_hours h
             JOIN volunteer_hours_word w ON w.hours = h.id AND w.confirmed
             WHERE h.day >= ?2 AND h.day <= ?3 AND (CAST(?1 AS UUID) IS NULL OR h.volunteer = ?1)"
        ),
        vals![volunteer, period.from, period.to],
    )?;
    Ok(sum.unwrap_or_default())
}
