//! What the program does by itself at its times: each occurrence is a job under a key of its own, so that it
//! runs once over all nodes, and after a time without power once rather than as often as it was missed.
//!
//! A dead battery sets a clock years back or ahead; tasks would then expire and fine everybody. So the
//! schedule rests while the clock is in doubt, and everything else goes on (reliability-security.md, "Clock").

use std::{fmt, sync::Arc};

use jiff::{SignedDuration, ToSpan, civil::Time};
use kernel::{Act, Id, Timestamp};
use store::{Error, Result, Store, Tx, sql, vals};

use crate::{accounts, audit, fault, idempotency, jobs, sendings};

/// How far the clock may stand before the last entry of the journal: nodes differ by a little.
const BEHIND: SignedDuration = SignedDuration::from_mins(1);
/// How long the program may have been off before somebody must confirm the clock.
const AHEAD: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How often it is noted that the clock is right.
const NOTE: SignedDuration = SignedDuration::from_hours(1);

/// How late a daily task may be before it counts as missed, and how long a missed one then waits, so that a
/// program that has just started answers people first.
const LATE: SignedDuration = SignedDuration::from_mins(10);
const SETTLING: SignedDuration = SignedDuration::from_mins(5);

/// Something the program does by itself.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// `circulation.overdue-notices`
    pub name: &'static str,
    /// When.
    pub when: When,
    /// What it does; as a job, it may come to run twice.
    pub run: fn(&Store, &Act) -> Result<()>,
}

/// When a task runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Once a day at this time by the library's clock.
    Daily(Time),
    /// Every so many minutes, counted from the epoch.
    Every(i64),
}

/// What is done at a time.
type Work = dyn Fn(&Store, &Act) -> Result<()> + Send + Sync;

/// A task as the worker runs it: one of a module, or one that also holds what only the whole program knows.
#[derive(Clone)]
pub struct Duty {
    /// As in [`Task::name`].
    pub name: &'static str,
    /// When.
    pub when: When,
    run: Arc<Work>,
}

impl Duty {
    /// A task that holds what it needs.
    pub fn new(
        name: &'static str,
        when: When,
        run: impl Fn(&Store, &Act) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self { name, when, run: Arc::new(run) }
    }
}

impl From<Task> for Duty {
    fn from(Task { name, when, run }: Task) -> Self {
        Self::new(name, when, run)
    }
}

impl fmt::Debug for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Duty").field("name", &self.name).field("when", &self.when).finish_non_exhaustive()
    }
}

impl When {
    /// The last occurrence at or before `act`.
    ///
    /// # Errors
    /// When there is no such instant: at the end of the calendar.
    pub fn last(self, act: &Act) -> Result<Timestamp> {
        match self {
            Self::Daily(time) => {
                let on = |day: kernel::Date| {
                    Ok(day.to_datetime(time).to_zoned_datetime(act.zone.clone()).map_err(fault)?.timestamp())
                };
                let today = on(act.today())?;
                if today <= act.at {
                    Ok(today)
                } else {
                    on(act.today().checked_sub(1.day()).map_err(fault)?)
                }
            }
            Self::Every(minutes) => {
                let step = minutes.max(1) * 60_000;
                let millis = act.at.as_millisecond();
                Timestamp::from_millisecond(millis - millis.rem_euclid(step)).map_err(fault)
            }
        }
    }
}

/// What this crate itself does every night: forgets sessions, replies, jobs and where forms came from, which nobody needs
/// any more, and what was deleted for good.
pub const TASKS: &[Task] = &[Task {
    name: "platform.sweep",
    when: When::Daily(Time::constant(3, 30, 0, 0)),
    run: |store, act| {
        let now = act.at;
        store.write_blocking(move |tx| {
            accounts::sweep(tx, now)?;
            idempotency::sweep(tx, now)?;
            sendings::sweep(tx, now)?;
            jobs::sweep(tx, now).map(drop)
        })?;
        store.empty_log()
    },
}];

/// Makes jobs of the tasks whose time has come, unless the clock is in doubt; whether it is right. A task whose
/// last occurrence still waits to succeed gets no second job beside it. A new library has missed nothing; what
/// was missed while the program was off runs a few minutes after it is on again.
///
/// # Errors
/// Those of the database.
pub fn plan(tx: &mut Tx<'_>, act: &Act, tasks: &[Duty]) -> Result<bool> {
    if !clock_is_sane(tx, act.at)? {
        return Ok(false);
    }
    if mark(tx, CLOCK)?.is_none_or(|noted| act.at.duration_since(noted) >= NOTE) {
        set_mark(tx, CLOCK, act.at)?;
    }
    let begun = match mark(tx, BEGUN)? {
        Some(begun) => begun,
        None => {
            set_mark(tx, BEGUN, act.at)?;
            act.at
        }
    };
    for task in tasks {
        let last = task.when.last(act)?;
        if last < begun {
            continue;
        }
        let missed = matches!(task.when, When::Daily(_)) && act.at.duration_since(last) > LATE;
        let due = if missed { act.at + SETTLING } else { act.at };
        let key = format!("task/{}/{last}", task.name);
        let payload = serde_json::to_string(task.name).map_err(|e| Error::Shape(e.to_string()))?;
        let pending: Option<(i64,)> = tx.opt(
            sql!(
                "SELECT attempts FROM job WHERE state = 'waiting' AND kind = 'task' AND payload = ?1 LIMIT 1"
            ),
            vals![payload],
        )?;
        if pending.is_none() {
            jobs::put(tx, act, Id::new(), jobs::TASK, &task.name, due, Some(&key))?;
        }
    }
    Ok(true)
}

/// Runs the task a job of the schedule names.
pub(crate) fn run(store: &Store, act: &Act, payload: &str, tasks: &[Duty]) -> Result<()> {
    let name: String = serde_json::from_str(payload).map_err(|e| Error::Shape(e.to_string()))?;
    let task = tasks.iter().find(|task| task.name == name);
    (task.ok_or_else(|| Error::Shape(format!("no task is called {name}")))?.run)(store, act)
}

/// Whether `now` can be the time: not before the last entry of the journal (by more than a minute), and not
/// more than three days after the program last found its clock right. A library that has been closed for
/// longer, or has just restored an older backup, confirms it once with [`confirm_clock`].
///
/// # Errors
/// Those of the database.
pub fn clock_is_sane(tx: &mut Tx<'_>, now: Timestamp) -> Result<bool> {
    let last: Option<(Timestamp,)> =
        tx.opt(sql!("SELECT at FROM audit ORDER BY seq DESC LIMIT 1"), vals![])?;
    let noted = mark(tx, CLOCK)?;
    Ok(last.is_none_or(|(last,)| now >= last - BEHIND) && noted.is_none_or(|noted| now <= noted + AHEAD))
}

/// Somebody has looked at the clock and says that it is right now: the schedule goes on from here.
///
/// # Errors
/// Those of the database.
pub fn confirm_clock(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    set_mark(tx, CLOCK, act.at)?;
    // This entry is now the journal's last, also where those before it bear later times.
    audit::record(tx, act, "clock.confirmed", "clock", Id::<()>::from_bytes([0; 16]), &())
}

const CLOCK: &str = "clock";
/// Since when this library has a schedule.
const BEGUN: &str = "schedule";

/// When what `name` stands for last went well.
///
/// # Errors
/// Those of the database.
pub fn mark(tx: &mut Tx<'_>, name: &str) -> Result<Option<Timestamp>> {
    let stored: Option<(Timestamp,)> = tx.opt(sql!("SELECT at FROM mark WHERE name = ?1"), vals![name])?;
    Ok(stored.map(|(at,)| at))
}

/// Notes that what `name` stands for went well at `at`.
///
/// # Errors
/// Those of the database.
pub fn set_mark(tx: &mut Tx<'_>, name: &str, at: Timestamp) -> Result<()> {
    tx.exec(
        sql!("INSERT INTO mark (name, at) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET at = excluded.at"),
        vals![name, at],
    )?;
    Ok(())
}
