//! The library itself: what it is called, its places, and when they are open.

use std::collections::HashMap;

use jiff::civil::Time;
use kernel::{
    Act, Calendar, Date, Id, Kind, Message, Reason, Refusal, TimeZone,
    calendar::{Exception, Hours},
};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Tx, sql, vals};

pub use crate::opening::Opening;
use crate::{
    audit, decisions,
    events::{self, Event},
    fault, sendings,
    settings::{Default, Setting},
};

/// What kind of library it is: the small line over its name.
pub const KIND: Setting = Setting { key: "library.kind", value: Default::Text("Perpustakaan Umum") };
/// What it is called after that: `Kota Tomohon`.
pub const NAME: Setting = Setting { key: "library.name", value: Default::Text("") };
/// What it is called where there is little room.
pub const SHORT_NAME: Setting = Setting { key: "library.short-name", value: Default::Text("Perpustakaan") };
/// Who answers for it: `Pemerintah Kota Tomohon`.
pub const OWNER: Setting = Setting { key: "library.owner", value: Default::Text("") };
/// Where it is.
pub const ADDRESS: Setting = Setting { key: "library.address", value: Default::Lines("") };
/// Its telephone number.
pub const PHONE: Setting = Setting { key: "library.phone", value: Default::Text("") };
/// The number it answers on WhatsApp.
pub const WHATSAPP: Setting = Setting { key: "library.whatsapp", value: Default::Text("") };
/// Where the source of this program is to be had, as its licence asks (AGPL, section 13).
pub const SOURCE_URL: Setting = Setting { key: "library.source-url", value: Default::Text("") };
/// The time zone its days begin and end in: one of Indonesia's three.
pub const ZONE: Setting = Setting {
    key: "library.zone",
    value: Default::Choice(&["Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura"]),
};

/// The library's identity, and what its doors on the network bear, as settings.
pub const SETTINGS: &[Setting] = &[
    KIND,
    NAME,
    SHORT_NAME,
    OWNER,
    ADDRESS,
    PHONE,
    WHATSAPP,
    ZONE,
    SOURCE_URL,
    sendings::PER_NETWORK,
    sendings::PER_DEVICE,
];

/// The library's time zone.
///
/// # Errors
/// Those of the database.
pub fn zone(tx: &mut Tx<'_>) -> Result<TimeZone> {
    TimeZone::get(&ZONE.text(tx)?).map_err(fault)
}

/// One of the library's places, with doors and hours of its own.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Branch {
    /// Which one.
    pub id: Id<Self>,
    /// A short code that stands in barcodes and reports: `TOM`.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its own telephone number.
    pub phone: Option<String>,
}

/// Every place, in the order of the codes.
///
/// # Errors
/// Those of the database.
pub fn branches(tx: &mut Tx<'_>) -> Result<Vec<Branch>> {
    tx.all(sql!("SELECT id, code, name, address, phone FROM branch ORDER BY code"), vals![])
}

/// One place.
///
/// # Errors
/// Those of the database.
pub fn branch(tx: &mut Tx<'_>, id: Id<Branch>) -> Result<Option<Branch>> {
    tx.opt(sql!("SELECT id, code, name, address, phone FROM branch WHERE id = ?1"), vals![id])
}

/// A place has another code or name: whoever keeps a copy of them follows this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchRenamed {
    /// Which place.
    pub branch: Id<Branch>,
}

impl Event for BranchRenamed {
    const KIND: &'static str = "platform.branch-renamed";
}

/// Keeps a place as it is given: a new one, or what has changed about one.
///
/// # Errors
/// A refusal when code or name is missing, or another place has the code; those of the database.
pub fn save_branch(tx: &mut Tx<'_>, act: &Act, place: &Branch) -> Result<()> {
    let missing = |field: &'static str, text: &str, key| {
        text.trim().is_empty().then(|| Reason { field: Some(field), message: Message::new(key) })
    };
    let reasons = [
        missing("code", &place.code, "branch-needs-code"),
        missing("name", &place.name, "branch-needs-name"),
    ];
    Refusal::unless_empty(Kind::Invalid, reasons.into_iter().flatten().collect())?;
    let before = branch(tx, place.id)?;
    let taken =
        || Refusal::of_field("code", Message::new("branch-code-taken").with("code", place.code.as_str()));
    tx.exec(
        sql!(
            "INSERT INTO branch (id, code, name, address, phone) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,
                 address = excluded.address, phone = excluded.phone"
        ),
        vals![place.id, place.code.trim(), place.name.trim(), place.address.trim(), place.phone],
    )
    .map_err(|e| if e.is_unique("branch") { taken().into() } else { e })?;
    decisions::renewed(tx)?;
    let now = serde_json::json!({
        "code": place.code, "name": place.name, "address": place.address, "phone": place.phone
    });
    audit::record(tx, act, "branch.saved", "branch", place.id, &now)?;
    let is_renamed = |before: Branch| {
        (before.code.as_str(), before.name.as_str()) != (place.code.trim(), place.name.trim())
    };
    if before.is_some_and(is_renamed) {
        events::emit(tx, act, place.id, &BranchRenamed { branch: place.id })?;
    }
    Ok(())
}

/// Takes a place away that nothing belongs to yet: one entered by mistake.
///
/// # Errors
/// A refusal when other data belongs to it; [`store::Error::Missing`] when there is none; those of the database.
pub fn remove_branch(tx: &mut Tx<'_>, act: &Act, id: Id<Branch>) -> Result<Branch> {
    let gone = branch(tx, id)?.ok_or(store::Error::Missing)?;
    tx.exec(sql!("DELETE FROM branch WHERE id = ?1"), vals![id]).map_err(|error| match error {
        store::Error::Reference(_) => Refusal::new(Kind::Conflict, Message::new("branch-in-use")).into(),
        other => other,
    })?;
    audit::record(
        tx,
        act,
        "branch.removed",
        "branch",
        id,
        &serde_json::json!({ "code": gone.code, "name": gone.name }),
    )?;
    Ok(gone)
}

/// The weekly hours of a place; the first day is Monday.
pub type Week = [Vec<Hours>; 7];

/// The weekly hours of `place`.
///
/// # Errors
/// Those of the database.
pub fn week(tx: &mut Tx<'_>, place: Id<Branch>) -> Result<Week> {
    let mut week = Week::default();
    let rows: Vec<(u8, i64, i64)> = tx.all(
        sql!("SELECT weekday, opens, closes FROM opening_hours WHERE branch = ?1 ORDER BY weekday, opens"),
        vals![place],
    )?;
    for (weekday, opens, closes) in rows {
        if let Some(day) = week.get_mut(usize::from(weekday)) {
            day.push(Hours { opens: time(opens)?, closes: time(closes)? });
        }
    }
    Ok(week)
}

/// Decides when `place` is open in an ordinary week.
///
/// # Errors
/// A refusal when hours end before they begin or overlap; those of the database.
pub fn set_week(tx: &mut Tx<'_>, act: &Act, place: Id<Branch>, hours: &Week) -> Result<()> {
    let mut sorted = hours.clone();
    for day in &mut sorted {
        day.sort_by_key(|hours| hours.opens);
        if day.iter().any(|hours| hours.opens >= hours.closes) {
            return Err(Refusal::of_field("week", Message::new("hours-end-before-they-begin")).into());
        }
        if day.windows(2).any(|pair| matches!(pair, [first, second] if second.opens < first.closes)) {
            return Err(Refusal::of_field("week", Message::new("hours-overlap")).into());
        }
    }
    let before = week(tx, place)?;
    if before == sorted {
        return Ok(());
    }
    tx.exec(sql!("DELETE FROM opening_hours WHERE branch = ?1"), vals![place])?;
    for (weekday, day) in (0_i64..).zip(&sorted) {
        for hours in day {
            tx.exec(
                sql!("INSERT INTO opening_hours (branch, weekday, opens, closes) VALUES (?1, ?2, ?3, ?4)"),
                vals![place, weekday, minutes(hours.opens), minutes(hours.closes)],
            )?;
        }
    }
    decisions::renewed(tx)?;
    let change = serde_json::json!({ "before": in_words(&before), "after": in_words(&sorted) });
    audit::record(tx, act, "branch.hours-set", "branch", place, &change)
}

/// A day, or a few, that differ from the week, as somebody entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// Which one.
    pub id: Id<Self>,
    /// Where it holds; none for every place.
    pub branch: Option<Id<Branch>>,
    /// The days and what holds on them; at most one stretch of hours.
    pub exception: Exception,
}

#[derive(FromRow)]
struct StoredDay {
    id: Id<SpecialDay>,
    branch: Option<Id<Branch>>,
    first_day: Date,
    last_day: Date,
    yearly: bool,
    opens: Option<i64>,
    closes: Option<i64>,
    name: String,
}

impl StoredDay {
    fn read(self) -> Result<SpecialDay> {
        let Self { id, branch, first_day: from, last_day: to, yearly, opens, closes, name } = self;
        let hours = match opens.zip(closes) {
            Some((opens, closes)) => vec![Hours { opens: time(opens)?, closes: time(closes)? }],
            None => Vec::new(),
        };
        Ok(SpecialDay { id, branch, exception: Exception { from, to, yearly, hours, name } })
    }
}

/// Every special day that still holds on or after `from`, in the order they were entered.
///
/// # Errors
/// Those of the database.
pub fn special_days(tx: &mut Tx<'_>, from: Date) -> Result<Vec<SpecialDay>> {
    let rows: Vec<StoredDay> = tx.all(
        sql!(
            "SELECT id, branch, first_day, last_day, yearly, opens, closes, name FROM calendar_exception
             WHERE last_day >= ?1 OR yearly ORDER BY entered_at, id"
        ),
        vals![from],
    )?;
    rows.into_iter().map(StoredDay::read).collect()
}

/// Enters a special day, for one place or for all; where several cover a day, the one entered last decides.
///
/// # Errors
/// A refusal when it ends before it begins, has no name, or hours that do not fit; those of the database.
pub fn add_special_day(
    tx: &mut Tx<'_>,
    act: &Act,
    place: Option<Id<Branch>>,
    day: &Exception,
) -> Result<Id<SpecialDay>> {
    let no = |field: &'static str, key| Reason { field: Some(field), message: Message::new(key) };
    let reasons = [
        (day.to < day.from).then(|| no("to", "special-day-ends-before-it-begins")),
        day.name.trim().is_empty().then(|| no("name", "special-day-needs-name")),
        (day.hours.len() > 1).then(|| no("hours", "special-day-has-one-stretch")),
        day.hours
            .iter()
            .any(|hours| hours.opens >= hours.closes)
            .then(|| no("hours", "hours-end-before-they-begin")),
    ];
    Refusal::unless_empty(Kind::Invalid, reasons.into_iter().flatten().collect())?;
    let id = Id::new();
    let (opens, closes) =
        day.hours.first().map(|hours| (minutes(hours.opens), minutes(hours.closes))).unzip();
    tx.exec(
        sql!(
            "INSERT INTO calendar_exception
                 (id, branch, first_day, last_day, yearly, opens, closes, name, entered_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![id, place, day.from, day.to, day.yearly, opens, closes, day.name.trim(), act.at],
    )?;
    decisions::renewed(tx)?;
    let entered = serde_json::json!({
        "branch": place, "from": day.from, "to": day.to, "yearly": day.yearly, "opens": opens, "closes": closes,
        "name": day.name
    });
    audit::record(tx, act, "special-day.added", "special-day", id, &entered)?;
    Ok(id)
}

/// Takes a special day back.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn remove_special_day(tx: &mut Tx<'_>, act: &Act, id: Id<SpecialDay>) -> Result<()> {
    let gone: Option<StoredDay> = tx.opt(
        sql!(
            "DELETE FROM calendar_exception WHERE id = ?1
             RETURNING id, branch, first_day, last_day, yearly, opens, closes, name"
        ),
        vals![id],
    )?;
    let Some(gone) = gone else {
        return Err(Refusal::new(Kind::Missing, Message::new("special-day-missing")).into());
    };
    decisions::renewed(tx)?;
    let was = serde_json::json!({ "from": gone.first_day, "to": gone.last_day, "name": gone.name });
    audit::record(tx, act, "special-day.removed", "special-day", id, &was)
}

/// When `place` is open on `from` and after it.
///
/// # Errors
/// Those of the database.
pub fn calendar(tx: &mut Tx<'_>, place: Id<Branch>, from: Date) -> Result<Calendar> {
    let days = special_days(tx, from)?;
    Ok(calendar_of(place, week(tx, place)?, &days))
}

/// When each place is open on `from` and after it.
///
/// # Errors
/// Those of the database.
pub fn calendars(tx: &mut Tx<'_>, from: Date) -> Result<HashMap<Id<Branch>, Calendar>> {
    let days = special_days(tx, from)?;
    let places = branches(tx)?;
    places
        .into_iter()
        .map(|place| Ok((place.id, calendar_of(place.id, week(tx, place.id)?, &days))))
        .collect()
}

fn calendar_of(place: Id<Branch>, week: Week, days: &[SpecialDay]) -> Calendar {
    let ours = days.iter().filter(|day| day.branch.is_none_or(|branch| branch == place));
    Calendar::new(week, ours.map(|day| day.exception.clone()).collect())
}

/// Whether `place` is open at this moment, until when, and when it opens next.
///
/// # Errors
/// Those of the database.
pub fn open_now(tx: &mut Tx<'_>, act: &Act, place: Id<Branch>) -> Result<Opening> {
    let now = act.at.to_zoned_datetime(act.zone.clone()).datetime();
    Ok(Opening::at(&calendar(tx, place, now.date())?, now))
}

fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

fn time(minutes: i64) -> Result<Time> {
    // Midnight at the end of a day has no name of its own on a clock.
    let minutes = minutes.min(24 * 60 - 1);
    let part = |number: i64| i8::try_from(number).map_err(fault);
    Time::new(part(minutes / 60)?, part(minutes % 60)?, 0, 0).map_err(fault)
}

/// The week as the audit log shows it: `08:00–12:00`.
fn in_words(week: &Week) -> Vec<Vec<String>> {
    let stretch =
        |hours: &Hours| format!("{}–{}", hours.opens.strftime("%H:%M"), hours.closes.strftime("%H:%M"));
    week.iter().map(|day| day.iter().map(stretch).collect()).collect()
}
