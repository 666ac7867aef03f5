//! What readers are told of their loans: shortly before they are due, and in steps after that. Each day's messages
//! go out on days on which the branch is open; of several loans one message tells at once. A loan that is renewed
//! is due on another day, of which is told anew.

use jiff::{ToSpan, civil::Time};
use kernel::{Act, Arg, Calendar, Date, Id, Person, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
use platform::{
    library::{self, Branch},
    schedule::{Task, When},
    settings::{Default, Setting},
};
use store::{FromRow, Result, Store, Tx, sql, vals};

use crate::{Loan, rules};

/// Loans that are due soon.
pub const DUE_SOON: NoticeKind =
    NoticeKind { name: "circulation.due-soon", purpose: Purpose::Service, channels: Channel::ALL };
/// Loans that are overdue.
pub const OVERDUE: NoticeKind =
    NoticeKind { name: "circulation.overdue", purpose: Purpose::Duty, channels: Channel::ALL };

/// All of them.
pub(crate) const NOTICES: &[NoticeKind] = &[DUE_SOON, OVERDUE];

/// How many days before they are due readers are reminded; 0 for never.
pub const DUE_SOON_DAYS: Setting =
    Setting { key: "circulation.due-soon-days", value: Default::Number { at_first: 3, least: 0, most: 14 } };
const fn step(key: &'static str, at_first: i64) -> Setting {
    Setting { key, value: Default::Number { at_first, least: 0, most: 365 } }
}
/// After how many open days late readers are told, in three steps; 0 for never.
pub const OVERDUE_DAYS: [Setting; 3] = [
    step("circulation.overdue-first-days", 1),
    step("circulation.overdue-second-days", 7),
    step("circulation.overdue-third-days", 21),
];

/// What this module does every morning.
pub(crate) const TASK: Task =
    Task { name: "circulation.reminders", when: When::Daily(Time::constant(8, 0, 0, 0)), run: remind };

/// How many loans one transaction tells of.
const BATCH: i64 = 200;
/// How far around today opening days are looked at.
const HORIZON_DAYS: i64 = 400;

/// Tells everybody who has to be told today, a few hundred loans in a transaction.
///
/// # Errors
/// Those of the database; what was told stays told, and the rest is told the next time.
pub fn remind(store: &Store, act: &Act) -> Result<()> {
    for branch in store.read_blocking(library::branches)? {
        loop {
            let (act, branch) = (act.clone(), branch.id);
            if !store.write_blocking(move |tx| remind_at(tx, &act, branch))? {
                break;
            }
        }
    }
    Ok(())
}

/// Tells of some loans of a branch; whether there may be more.
///
/// # Errors
/// Those of the database.
pub fn remind_at(tx: &mut Tx<'_>, act: &Act, branch: Id<Branch>) -> Result<bool> {
    let today = act.today();
    let calendar = library::calendar(tx, branch, today.saturating_sub(HORIZON_DAYS.days()))?;
    if !calendar.is_open(today) {
        return Ok(false);
    }
    let mut more = false;
    let ahead = DUE_SOON_DAYS.number(tx)?;
    if ahead > 0 {
        let until = act.start_of(reach(&calendar, today, ahead).saturating_add(1.day()));
        more |= tell(tx, act, branch, DUE_SOON, 0, (act.at, until), act.start_of(today))?;
    }
    // From the last step to the first: whoever is told of the third for the first time is not told of the others.
    for (step, setting) in (1..=3).rev().zip(OVERDUE_DAYS.iter().rev()) {
        let days = setting.number(tx)?;
        let Some(last) = (days > 0).then(|| late_since(&calendar, today, days)).flatten() else { continue };
        let until = act.start_of(last.saturating_add(1.day()));
        more |= tell(tx, act, branch, OVERDUE, step, (Timestamp::MIN, until), act.at)?;
    }
    Ok(more)
}

/// The last day due on which readers are reminded today, `ahead` days before: where that falls on closed days, on
/// the open day before them.
fn reach(calendar: &Calendar, today: Date, ahead: i64) -> Date {
    let next = calendar.open_on_or_after(today.saturating_add(1.day()));
    next.saturating_add((ahead - 1).days())
}

/// The last day due that is `days` open days late today.
fn late_since(calendar: &Calendar, today: Date, days: i64) -> Option<Date> {
    let mut left = days;
    let mut day = today;
    for _ in 0..HORIZON_DAYS {
        left -= i64::from(calendar.is_open(day));
        day = day.yesterday().ok()?;
        if left == 0 {
            return Some(day);
        }
    }
    None
}

#[derive(FromRow)]
struct Row {
    id: Id<Loan>,
    member: Id<Person>,
    code: String,
    due_at: Timestamp,
    title: String,
}

/// Tells of loans that are due within `between`, went out before `out`, and were not told of in this step.
fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    branch: Id<Branch>,
    kind: NoticeKind,
    step: i64,
    between: (Timestamp, Timestamp),
    out: Timestamp,
) -> Result<bool> {
    let mut rows: Vec<Row> = tx.all(
        sql!(
            "SELECT l.id, l.member, m.code, l.due_at, r.title FROM loan l
             JOIN copy c ON c.id = l.copy JOIN record r ON r.id = c.record JOIN member m ON m.person = l.member
             WHERE l.returned_at IS NULL AND l.branch = ?1 AND l.due_at >= ?2 AND l.due_at < ?3 AND l.out_at < ?4
               AND NOT EXISTS (SELECT 1 FROM notice_said s WHERE s.subject = l.id AND s.kind = ?5
                   AND s.occasion = l.due_at AND s.step = ?6)
             ORDER BY l.member, l.due_at, l.id LIMIT ?7"
        ),
        vals![branch, between.0.max(Timestamp::UNIX_EPOCH), between.1, out, kind.name, step, BATCH],
    )?;
    let more = rows.len() as i64 == BATCH;
    if more && rows.first().map(|row| row.member) != rows.last().map(|row| row.member) {
        // The last reader may have more loans than were read.
        let last = rows.last().map(|row| row.member);
        rows.retain(|row| Some(row.member) != last);
    }
    let told = rows.chunk_by(|one, other| one.member == other.member).filter_map(|loans| {
        let first = loans.first()?;
        let lines = loans.iter().map(|loan| {
            let due = rules::day_of(act, loan.due_at);
            vec![("title", Arg::Text(loan.title.clone())), ("due", Arg::Day(due))]
        });
        let notice = Notice::new(kind, first.member)
            .with("n", loans.len() as i64)
            .with("due", rules::day_of(act, first.due_at))
            .lines("loans", "notice-loan-line", lines.collect())
            .link("/saya/pinjaman")
            .guardian_link(format!("/saya/keluarga/{}/pinjaman", first.code.replace('/', "%2F")));
        let steps = if step == 0 { 0..=0 } else { 1..=step };
        Some(steps.fold(notice, |notice, step| {
            loans.iter().fold(notice, |notice, loan| notice.once(loan.id, loan.due_at.as_millisecond(), step))
        }))
    });
    notices::send_all(tx, act, told.collect())?;
    Ok(more)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use kernel::calendar::Hours;

    use super::*;

    /// Open from Monday to Friday.
    fn weekdays() -> Calendar {
        let hours = || vec![Hours { opens: time(8, 0, 0, 0), closes: time(16, 0, 0, 0) }];
        Calendar::new(std::array::from_fn(|day| if day < 5 { hours() } else { Vec::new() }), Vec::new())
    }

    #[test]
    fn a_reminder_that_falls_on_closed_days_comes_before_them() {
        let (thursday, friday) = (date(2026, 8, 6), date(2026, 8, 7));
        assert_eq!(reach(&weekdays(), thursday, 1), friday);
        assert_eq!(reach(&weekdays(), friday, 1), date(2026, 8, 10), "also Monday's, due in three days");
        assert_eq!(reach(&weekdays(), friday, 3), date(2026, 8, 12));
    }

    #[test]
    fn lateness_is_counted_in_open_days() {
        let monday = date(2026, 8, 10);
        assert_eq!(late_since(&weekdays(), monday, 1), Some(date(2026, 8, 9)));
        assert_eq!(late_since(&weekdays(), monday, 2), Some(date(2026, 8, 6)));
    }
}
