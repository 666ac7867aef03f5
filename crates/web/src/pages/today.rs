use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use askama::Template;
use jiff::ToSpan;
use kernel::{Act, Date, Message, Timestamp};
use platform::{backup, jobs, schedule};
use store::{Health, Tx};
use ui::{
    Page,
    part::{Badge, Link, Stat, Todo, Tone},
};

use super::{JOBS, naming::hyphened};
use crate::{Answer, Failure, Indicator, Period, Post, Shell, Visit};

/// A backup made last night may be this old; one that is older has missed a night.
const BACKUP_FRESH_HOURS: i64 = 36;
/// When it is no longer a matter of one bad night.
const BACKUP_STALE_HOURS: i64 = 7 * 24;

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    page: Page,
    day: String,
    hours: String,
    todo: Todo,
    compared: String,
    stats: Vec<Stat>,
    checks: Vec<Check>,
    /// Whether the clock is in doubt and the visitor may say that it is right.
    may_confirm_clock: bool,
}

/// Something the program watches, as it is now.
struct Check {
    badge: Badge,
    text: String,
    way_on: Option<Link>,
}

/// The numbers of one indicator.
#[derive(Debug, Clone)]
struct Counted {
    key: &'static str,
    today: i64,
    this_month: i64,
    last_month: i64,
}

impl Counted {
    /// Whether there is nothing to tell.
    const fn is_idle(&self) -> bool {
        self.today == 0 && self.this_month == 0 && self.last_month == 0
    }
}

struct Seen {
    counted: Vec<Counted>,
    jobs: jobs::Counts,
    backup: Option<Timestamp>,
    clock_is_sane: bool,
}

/// How long numbers stand although something has changed: at a busy desk something always has.
const STANDS: Duration = Duration::from_secs(15);
/// How long they stand where nobody can tell whether something has changed, and time itself goes on.
const UNTOLD: Duration = Duration::from_secs(60);

/// What the indicators came to a moment ago. It takes a second to count a year of loans, and everybody who works
/// here begins with this page.
#[derive(Default)]
pub(crate) struct Counting(Mutex<Option<Count>>);

struct Count {
    day: Date,
    /// [`store::Store::changes`] before it was counted.
    changes: Option<u64>,
    at: Instant,
    counted: Vec<Counted>,
}

impl Counting {
    fn standing(&self, day: Date, changes: Option<u64>, now: Instant) -> Option<Vec<Counted>> {
        let count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = count.as_ref().filter(|count| count.stands(day, changes, now))?;
        Some(count.counted.clone())
    }

    fn keep(&self, count: Count) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(count);
    }
}

impl Count {
    fn stands(&self, day: Date, changes: Option<u64>, now: Instant) -> bool {
        let age = now.saturating_duration_since(self.at);
        let unchanged = changes.is_some() && changes == self.changes;
        day == self.day && (age < STANDS || unchanged && age < UNTOLD)
    }
}

/// How the house is doing: what was counted today and this month, and whether the program is well.
pub(crate) async fn page(visit: Visit) -> Answer {
    let (act, app) = (visit.act(), visit.app());
    let (t, today, now, changes) = (visit.t, act.today(), Instant::now(), visit.changes());
    let standing = app.counted.standing(today, changes, now);
    let is_new = standing.is_none();
    let indicators = app.indicators.clone();
    let seen = visit.read(move |tx| look(tx, &act, &indicators, standing)).await?;
    if is_new {
        app.counted.keep(Count { day: today, changes, at: now, counted: seen.counted.clone() });
    }
    let periods = periods(today);
    let compared = t.with(
        "today-compared",
        &[
            ("from", t.day_month(periods.this_month.from).into()),
            ("to", t.day_month(today).into()),
            ("before", t.day_month(periods.last_month.from).into()),
            ("until", t.day_month(periods.last_month.to).into()),
        ],
    );
    let template = TodayPage {
        page: visit.staff(t.say("today-title")),
        day: t.date_long(today),
        hours: open_hours(&visit, today),
        todo: Todo { title: t.say("today-waiting").to_owned(), items: visit.waiting(Shell::Staff).await? },
        compared,
        // What nothing happens with comes after all else.
        stats: [false, true]
            .iter()
            .flat_map(|idle| seen.counted.iter().filter(|counted| counted.is_idle() == *idle))
            .map(|counted| stat(&visit, counted))
            .collect(),
        may_confirm_clock: !seen.clock_is_sane && visit.can(JOBS),
        checks: checks(&visit, &seen),
    };
    visit.html(&template)
}

fn look(
    tx: &mut Tx<'_>,
    act: &Act,
    indicators: &[Indicator],
    standing: Option<Vec<Counted>>,
) -> store::Result<Seen> {
    let counted = match standing {
        Some(counted) => counted,
        None => count(tx, act, indicators)?,
    };
    Ok(Seen {
        counted,
        jobs: jobs::counts(tx)?,
        backup: backup::last(tx)?,
        clock_is_sane: schedule::clock_is_sane(tx, act.at)?,
    })
}

fn count(tx: &mut Tx<'_>, act: &Act, indicators: &[Indicator]) -> store::Result<Vec<Counted>> {
    let periods = periods(act.today());
    let mut of = |indicator: &Indicator| {
        let mut number = |period| (indicator.compute)(tx, act, period);
        Ok(Counted {
            key: indicator.key,
            today: number(periods.today)?,
            this_month: number(periods.this_month)?,
            last_month: number(periods.last_month)?,
        })
    };
    indicators.iter().map(&mut of).collect()
}

#[derive(Debug, PartialEq, Eq)]
struct Periods {
    today: Period,
    this_month: Period,
    last_month: Period,
}

/// Today, this month so far, and the same days of the month before; a month that has fewer days ends earlier.
fn periods(today: Date) -> Periods {
    let first = today.first_of_month();
    let first_before = first.checked_sub(1.month()).unwrap_or(first);
    let last_before = today.checked_sub(1.month()).unwrap_or(first);
    Periods {
        today: Period { from: today, to: today },
        this_month: Period { from: first, to: today },
        last_month: Period { from: first_before, to: last_before },
    }
}

fn stat(visit: &Visit, counted: &Counted) -> Stat {
    let t = visit.t;
    let numbers = [("today", counted.today.into()), ("before", counted.last_month.into())];
    Stat {
        value: t.int(counted.this_month),
        label: t.say(&format!("indicator-{}", hyphened(counted.key))).to_owned(),
        note: t.with("today-note", &numbers),
        spark: None,
    }
}

fn open_hours(visit: &Visit, today: Date) -> String {
    let (t, house) = (visit.t, visit.app().house());
    if !house.calendar.is_set() {
        return String::new();
    }
    let stretches: Vec<String> =
        house.calendar.hours(today).iter().map(|hours| t.time_range(hours.opens, hours.closes)).collect();
    let occasion = house.calendar.exception(today).map(|day| day.name.clone());
    let said = if stretches.is_empty() {
        t.say("today-closed").to_owned()
    } else {
        t.about("today-open", stretches.join(", "))
    };
    occasion.map_or(said.clone(), |occasion| format!("{occasion}. {said}"))
}

fn checks(visit: &Visit, seen: &Seen) -> Vec<Check> {
    vec![
        disk(visit),
        backups(visit, seen.backup),
        laid_aside(visit, seen.jobs),
        clock(visit, seen.clock_is_sane),
    ]
}

fn check(visit: &Visit, tone: Tone, key: &str, text: String) -> Check {
    Check { badge: Badge::new(tone, visit.t.say(key)), text, way_on: None }
}

fn disk(visit: &Visit) -> Check {
    let (tone, key) = match visit.app().store.health() {
        Health::Good if visit.app().config.is_low() => (Tone::Warn, "disk-low.text"),
        Health::Good => (Tone::Ok, "disk-good"),
        Health::Full => (Tone::Bad, "disk-full.text"),
        Health::Stopped => (Tone::Bad, "disk-stopped.text"),
    };
    check(visit, tone, "check-disk", visit.t.say(key).to_owned())
}

fn backups(visit: &Visit, last: Option<Timestamp>) -> Check {
    let (t, act) = (visit.t, visit.act());
    let Some(last) = last else {
        return check(visit, Tone::Warn, "check-backup", t.say("backup-never").to_owned());
    };
    let tone = match act.at.duration_since(last).as_hours() {
        hours if hours <= BACKUP_FRESH_HOURS => Tone::Ok,
        hours if hours <= BACKUP_STALE_HOURS => Tone::Warn,
        _ => Tone::Bad,
    };
    let local = act.zone.to_datetime(last);
    let values = [("moment", t.moment(last, &act.zone).into()), ("ago", t.days(local, act.today()).into())];
    let key = if tone == Tone::Ok { "backup-last" } else { "backup-old" };
    check(visit, tone, "check-backup", t.with(key, &values))
}

fn laid_aside(visit: &Visit, jobs: jobs::Counts) -> Check {
    let t = visit.t;
    let (tone, key) = if jobs.dead == 0 { (Tone::Ok, "jobs-waiting") } else { (Tone::Bad, "jobs-dead") };
    let text = t.with(key, &[("waiting", jobs.waiting.into()), ("dead", jobs.dead.into())]);
    let link = Link::new(t.say("jobs-look"), "/staf/pekerjaan?keadaan=dead");
    let way_on = (jobs.dead > 0 && visit.can(JOBS)).then_some(link);
    Check { way_on, ..check(visit, tone, "check-jobs", text) }
}

fn clock(visit: &Visit, is_sane: bool) -> Check {
    let now = visit.act();
    let moment = visit.t.moment(now.at, &now.zone);
    let (tone, key) = if is_sane { (Tone::Ok, "clock-right") } else { (Tone::Warn, "clock-in-doubt") };
    check(visit, tone, "check-clock", visit.t.about(key, moment))
}

/// Somebody has looked at a clock and says that the computer's is right.
pub(crate) async fn confirm_clock(post: Post) -> Result<axum::response::Response, Failure> {
    post.write(schedule::confirm_clock).await?;
    Ok(post.done("/staf", &Message::new("clock-confirmed")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_compared_with_the_same_days_of_the_one_before() {
        let found = periods(date(2026, 8, 5));
        assert_eq!(found.this_month, Period { from: date(2026, 8, 1), to: date(2026, 8, 5) });
        assert_eq!(found.last_month, Period { from: date(2026, 7, 1), to: date(2026, 7, 5) });
    }

    #[test]
    fn numbers_stand_for_seconds_and_longer_while_nothing_changes_but_not_overnight() {
        let (day, at) = (date(2026, 8, 5), Instant::now());
        let count = Count { day, changes: Some(7), at, counted: Vec::new() };
        let after = |seconds| at + Duration::from_secs(seconds);
        assert!(count.stands(day, Some(8), after(14)));
        assert!(!count.stands(day, Some(8), after(15)));
        assert!(count.stands(day, Some(7), after(59)));
        assert!(!count.stands(day, Some(7), after(60)));
        assert!(!count.stands(day.tomorrow().unwrap(), Some(7), after(1)));
        let elsewhere = Count { changes: None, ..count };
        assert!(elsewhere.stands(day, None, after(14)) && !elsewhere.stands(day, None, after(15)));
    }

    #[test]
    fn a_shorter_month_before_ends_with_its_last_day() {
        assert_eq!(
            periods(date(2026, 3, 31)).last_month,
            Period { from: date(2026, 2, 1), to: date(2026, 2, 28) }
        );
        assert_eq!(periods(date(2026, 1, 3)).last_month.from, date(2025, 12, 1));
    }
}
